import type { Answer } from './answer.js';
import type { Place } from './arguments.js';
import { renderHelp } from './help.js';
import { answerLines, firstLines } from './render-answers.js';
import { ENTRY_MARKER } from './render-entry-comment.js';

/** The bot's one comment on a pull request of which the edition tells nothing. It pings nobody. */
export function renderAside(
  because: string,
  answers: readonly Answer[],
  place: Place = 'pull request',
): string {
  // What is said of all of them need not be said of each.
  const lines = answerLines(
    answers.filter(({ outcome }) => !('because' in outcome) || outcome.because !== because),
  );
  const asksHelp = answers.some(({ command }) => command?.verb === 'help');
  const blocks = [ENTRY_MARKER, because, firstLines(lines), asksHelp ? renderHelp(place) : ''];
  return blocks.filter((block) => block !== '').join('\n\n');
}
