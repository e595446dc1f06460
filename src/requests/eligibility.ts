import { PREFIX } from '../commands/command.js';
import { type Month, monthName, monthOf, monthsNamed } from '../newsletter/activity/month.js';
import { codeSpan } from '../newsletter/markdown/markdown.js';

/** Why the edition at hand has nothing of a pull request. */
export type Eligibility =
  /** It may be merged yet. */
  | { readonly kind: 'open' }
  /** A later edition tells of it. */
  | { readonly kind: 'early'; readonly month: Month }
  | { readonly kind: 'unmerged' }
  /** An edition lists it, or is what it drafted. */
  | { readonly kind: 'published'; readonly month: Month; readonly isDraft: boolean }
  /** Merged in a month that is over; no edition lists it. */
  | { readonly kind: 'missed'; readonly month: Month }
  /** Of a fork, or of a repository that the settings leave out. */
  | { readonly kind: 'uncollected' }
  /** Of the newsletter's own repository, and no draft. */
  | { readonly kind: 'own' };

/** What is known of a pull request. */
export interface PullRequestFacts {
  readonly key: string;
  readonly title: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  /** ISO instant; `null`: it is not merged. */
  readonly mergedAt: string | null;
  /** Whether its repository is one of the edition's. */
  readonly isCollected: boolean;
  /** Whether it is in the newsletter's repository. */
  readonly isOwn: boolean;
}

/** What is known of editions. */
export interface EditionsAround {
  /** Of the edition that is being drafted. */
  readonly month: Month;
  /** Months whose editions are published. */
  readonly published: ReadonlySet<Month>;
  /** What published editions list, by key, each with the edition. */
  readonly listed: ReadonlyMap<string, Month>;
}

/** Why the edition at hand has nothing of a pull request that was not merged in its time. */
export function eligibilityOf(facts: PullRequestFacts, editions: EditionsAround): Eligibility {
  const { key, title, state, mergedAt, isCollected, isOwn } = facts;
  if (isOwn) {
    const [month] = monthsNamed(title);
    const isPublished = month !== undefined && state === 'MERGED' && editions.published.has(month);
    return isPublished ? { kind: 'published', month, isDraft: true } : { kind: 'own' };
  }
  if (!isCollected) return { kind: 'uncollected' };
  if (mergedAt === null) return { kind: state === 'OPEN' ? 'open' : 'unmerged' };
  const listedIn = editions.listed.get(key);
  if (listedIn !== undefined) return { kind: 'published', month: listedIn, isDraft: false };
  const month = monthOf(new Date(mergedAt));
  return { kind: month > editions.month ? 'early' : 'missed', month };
}

/** Where things are. */
export interface NewsletterPlaces {
  /** `nameWithOwner` of the newsletter. */
  readonly newsletter: string;
  /** Of the newsletter's repository. */
  readonly url: string;
  /** Where a published edition is read; `null`: there is none of that month. */
  addressOf(month: Month): string | null;
}

/** Whether what was asked there will be done at another time. */
export function comesLater({ kind }: Eligibility): boolean {
  return kind === 'open' || kind === 'early';
}

/** Why nothing is done there, and what can be done instead. It says nothing that changes with the months. */
export function whyNotInEdition(standing: Eligibility, key: string, places: NewsletterPlaces): string {
  const repository = key.replace(/[#@][^#@]*$/, '');
  const edition = (month: Month) => {
    const address = places.addressOf(month);
    const name = `the edition of ${monthName(month)}`;
    return address === null ? name : `[${name}](${address})`;
  };
  const correct = `To have something corrected in it, open [an issue](${places.url}/issues/new) or a pull request in \`${places.newsletter}\`.`;
  switch (standing.kind) {
    case 'open':
      return 'This pull request is not merged yet. Once it is, what is asked for here goes into the draft of that month’s edition; until then the comments can be changed.';
    case 'early':
      return `A later edition tells of this pull request, that of ${monthName(standing.month)}; what is asked for here is done in its draft. Whoever may write to this repository can bring it into the draft before, by the command \`now\`.`;
    case 'unmerged':
      return `This pull request was closed without being merged, so no edition tells of it, and nothing is done. If its commits were taken over in another way, say it on the draft of the newsletter: \`${PREFIX} note ${repository}@0123abc <text>\`.`;
    case 'published':
      return standing.isDraft
        ? `This was the draft of ${edition(standing.month)}, which is published: comments do not change it any more. ${correct} What is for the next edition belongs on [its draft](${places.url}/pulls).`
        : `${capitalized(edition(standing.month))} lists this pull request and is published: comments do not change it any more. ${correct}`;
    case 'missed':
      return `This pull request was merged in ${monthName(standing.month)}; ${missedReason(standing.month, edition, places)}. Whoever may write to this repository can bring it into the present draft by \`${PREFIX} edition YYYY-MM\`, with the month of that draft.`;
    case 'uncollected':
      return `${codeSpan(repository)} is not collected for this newsletter, so nothing is done. Its editors decide about that in the settings of \`${places.newsletter}\`.`;
    case 'own':
      return `In \`${places.newsletter}\`, commands work on [the draft of an edition](${places.url}/pulls) only, so nothing is done.`;
  }
}

function missedReason(
  month: Month,
  edition: (month: Month) => string,
  { addressOf }: NewsletterPlaces,
): string {
  return addressOf(month) === null
    ? 'there is no edition of that month'
    : `${edition(month)} is published and does not list it`;
}

function capitalized(text: string): string {
  return text.replace('the edition', 'The edition');
}
