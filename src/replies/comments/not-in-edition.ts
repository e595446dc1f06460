import { type CommandPlace, PREFIX } from '../../commands/command.js';
import { repositoryOfKey } from '../../newsletter/activity/entry-lines.js';
import type { Period } from '../../newsletter/activity/period.js';
import type { PeriodKind } from '../../newsletter/activity/period-names.js';
import { keyForm } from '../../newsletter/activity/period-names.js';
import { codeSpan } from '../../newsletter/markdown/markdown.js';
import type { Answer } from '../../requests/answer.js';
import type { Eligibility } from '../../requests/eligibility.js';
import { answerLines, firstLines, renderHelp } from './answer-lines.js';
import { ENTRY_MARKER } from './entry-comment.js';

/** The bot's one comment on a pull request that is not in the edition. It pings nobody. */
export function renderNotInEdition(
  because: string,
  answers: readonly Answer[],
  place: CommandPlace = 'pull request',
): string {
  // What is said of all of them need not be said of each.
  const lines = answerLines(
    answers.filter(({ outcome }) => !('because' in outcome) || outcome.because !== because),
  );
  const asksHelp = answers.some(({ command }) => command?.verb === 'help');
  const blocks = [ENTRY_MARKER, because, firstLines(lines), asksHelp ? renderHelp(place) : ''];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** How an account gets a newsletter, said where somebody asked the bot and there is none. It pings nobody. */
export function renderIntroduction(): string {
  return [
    ENTRY_MARKER,
    'No newsletter is set up for this account yet. To set one up, add the file `.github/newsletter.yml` to the default branch of the repository that shall hold the newsletter, and give this App access to that repository. The file may be empty. The first draft follows within a minute.',
  ].join('\n\n');
}

/** Where things are. */
export interface NewsletterPlaces {
  /** `nameWithOwner` of the newsletter. */
  readonly newsletter: string;
  /** Of the newsletter's repository. */
  readonly url: string;
  readonly periodKind: PeriodKind;
  /** Where a published edition is read; `null`: there is none of that period. */
  addressOf(period: Period): string | null;
}

/**
 * Why a pull request is not in the edition, and what can be done instead. `key`: of the pull request. It says nothing that
 * changes with the periods.
 */
export function whyNotInEdition(eligibility: Eligibility, key: string, places: NewsletterPlaces): string {
  const repository = repositoryOfKey(key);
  const edition = (period: Period) => {
    const address = places.addressOf(period);
    const name = `the edition of ${period.name}`;
    return address === null ? name : `[${name}](${address})`;
  };
  const correct = `To have it corrected, open [an issue](${places.url}/issues/new) or a pull request in \`${places.newsletter}\`.`;
  switch (eligibility.kind) {
    case 'open':
      return `This pull request is not merged yet. Once it is merged, what you ask for here goes into the draft of that ${places.periodKind}’s edition. Until then, you can change the comments.`;
    case 'early':
      return `This pull request belongs to a later edition, that of ${eligibility.period.name}. What you ask for here will be done in its draft. Somebody with write access to this repository can bring it into the current draft by the command \`now\`.`;
    case 'unmerged':
      return `This pull request was closed without being merged, so no edition lists it, and nothing is done. If its commits were taken over in another way, write that on the draft of the newsletter: \`${PREFIX} note ${repository}@0123abc <text>\`.`;
    case 'published':
      return eligibility.isDraft
        ? `This was the draft of ${edition(eligibility.period)}, which is published: comments do not change it any more. ${correct} For the next edition, comment on [its draft](${places.url}/pulls).`
        : `${capitalized(edition(eligibility.period))} lists this pull request and is published: comments do not change it any more. ${correct}`;
    case 'missed':
      return `This pull request was merged in ${eligibility.period.name}; ${missedReason(eligibility.period, edition, places)}. Somebody with write access to this repository can bring it into the current draft by \`${PREFIX} edition ${keyForm(eligibility.period)}\`, with the ${eligibility.period.kind} of that draft.`;
    case 'uncollected':
      return `The newsletter does not collect ${codeSpan(repository)}, so nothing is done. The editors can change that in the settings of \`${places.newsletter}\`.`;
    case 'own':
      return `In \`${places.newsletter}\`, commands work only on [the draft of an edition](${places.url}/pulls), so nothing is done.`;
  }
}

function missedReason(
  period: Period,
  edition: (period: Period) => string,
  { addressOf }: NewsletterPlaces,
): string {
  return addressOf(period) === null
    ? `there is no edition of that ${period.kind}`
    : `${edition(period)} is published and does not list it`;
}

function capitalized(text: string): string {
  return text.replace('the edition', 'The edition');
}
