import type { Answer } from './answer.js';
import { renderHelp } from './help.js';
import type { Aside } from './note-sources.js';
import { answerLines, firstLines } from './render-answers.js';
import { ENTRY_MARKER } from './render-entry-comment.js';

/** The line by which the bot knows that it has said why nothing is done on a pull request. */
export const ASIDE_MARKER = '<!-- newsletter aside -->';

/** The one comment of the bot on a pull request of which the edition tells nothing. It pings nobody. */
export function renderAside({ because, place }: Aside, answers: readonly Answer[]): string {
  // What is said of all of them need not be said of each.
  const lines = answerLines(
    answers.filter(({ outcome }) => !('because' in outcome) || outcome.because !== because),
  );
  const asksHelp = answers.some(({ command }) => command?.verb === 'help');
  const blocks = [
    `${ENTRY_MARKER}\n${ASIDE_MARKER}`,
    because,
    firstLines(lines),
    asksHelp ? renderHelp(place) : '',
  ];
  return blocks.filter((block) => block !== '').join('\n\n');
}
