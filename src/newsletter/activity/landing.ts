import { isSameName } from './names.js';
import { comparableTitle } from './references.js';
import type { DirectCommit } from './work.js';

/**
 * Pull requests that GitHub never calls merged: a merge queue, an importer or a script made their commits anew on the default
 * branch, and closed them. The commit's message says which one it brings.
 */

/** A pull request that the message of a commit names as the one that it brings. */
export interface Landing {
  readonly number: number;
  /** Whether a tool says so; otherwise the commit may do no more than close it. */
  readonly isToolsWord: boolean;
}

const OF_REPOSITORY = String.raw`(?:https?:\/\/[^\s\/]+\/)?([\w.-]+\/[\w.-]+)?(?:\/pull\/|#|\bGH-)(\d+)\b`;

/** The last number of `T (#20)`, by bors, Phabricator's importers and scripts; homu's and bors' names of merges. */
const HEADLINES = [
  /\(([\w.-]+\/[\w.-]+)?(?:#|GH-)(\d+)\)$/iu,
  /^(?:Auto merge of|Merge pull request|Merge PR|Merge) ([\w.-]+\/[\w.-]+)?#(\d+)\b/u,
];

/**
 * A line of the message, by tool: ghstack and Meta's importer ("Pull Request resolved: https://…/pull/20"), Gerrit's GerritBot
 * ("GitHub-Pull-Request: golang/go#20"), Node.js ("PR-URL: https://…/pull/20"), Angular ("PR Close #20"), Copybara
 * ("COPYBARA_INTEGRATE_REVIEW=https://…/pull/20 from …"), Apache projects ("Closes #20 from ann/levers"), OpenSSL ("(Merged from
 * https://…/pull/20)").
 */
const TOOLS_LINES = [
  new RegExp(
    `^(?:Pull[- ]Request(?:[- ]resolved)?|GitHub-(?:Pull-Request|PR)|PR-URL|Pull-Request-URL|Merges|Imported-From|Landed-From): ?${OF_REPOSITORY}`,
    'gimu',
  ),
  new RegExp(`^COPYBARA_INTEGRATE_REVIEW=${OF_REPOSITORY}`, 'gmu'),
  new RegExp(`^\\(Merged from ${OF_REPOSITORY}\\)`, 'gimu'),
  new RegExp(`^PR Close ${OF_REPOSITORY}`, 'gmu'),
  new RegExp(`^Closes ${OF_REPOSITORY} from [\\w.-]+\\/`, 'gmu'),
];

/** GitHub's keywords ("Linking a pull request to an issue", docs.github.com): a push to the default branch closes what they name. */
const CLOSING_LINE = new RegExp(
  `^(?:This )?(?:close[sd]?|resolve[sd]?|fix(?:e[sd])?):? ${OF_REPOSITORY}`,
  'gimu',
);

/** What the message of a commit of the repository says that the commit brings, each number once; what a tool says goes first. */
export function landingsIn(headline: string, body: string, repository: string): readonly Landing[] {
  const isHere = (name: string | undefined) =>
    name === undefined || name === '' || isSameName(name, repository);
  const numbersOf = (matches: readonly RegExpMatchArray[]) =>
    matches.flatMap(([, name, number]) => (isHere(name) ? [Number(number)] : []));
  const short = body.slice(0, LONGEST_MESSAGE);
  const byTools = [
    ...TOOLS_LINES.flatMap((line) => numbersOf([...short.matchAll(line)])),
    ...HEADLINES.flatMap((form) => numbersOf([form.exec(headline.trim())].filter((found) => found !== null))),
  ];
  const byKeyword = numbersOf([...short.matchAll(CLOSING_LINE)]);
  const landings = new Map<number, Landing>();
  for (const number of byKeyword) landings.set(number, { number, isToolsWord: false });
  for (const number of byTools) landings.set(number, { number, isToolsWord: true });
  return [...landings.values()];
}

const LONGEST_MESSAGE = 65_536;

/** What bors puts before the title of a pull request that it closes (https://bors.tech/documentation/), and people who land by hand. */
const MARK = /^\[(?:merged|landed)(?: by [\w-]{1,30})?\]\s*[-–—:]?\s*/iu;

/** The title as it was before its pull request was closed. */
export function titleWithoutMark(title: string): string {
  const bare = title.replace(MARK, '');
  return bare.trim() === '' ? title : bare;
}

/** A closed pull request that may be what a commit brings. */
export interface ClosedPullRequest {
  readonly title: string;
  /** Login of its author; `null` when the account was deleted. */
  readonly author: string | null;
  /** ISO instant. */
  readonly closedAt: string;
}

const HOUR = 3_600_000;
/** A queue closes it once its tests have passed; a person may close it by hand before. */
const LONGEST_BEFORE = 24 * HOUR;
const LONGEST_AFTER = 72 * HOUR;
/** People tidy up late, and what has the same title or author is the same change still. */
const LONGEST_AFTER_SAME = 60 * 24 * HOUR;

/**
 * Whether the commit brings the pull request that its message names: it was closed about that time, and has the title or the
 * author of the commit, or a tool says so.
 */
export function isLandedBy(
  closed: ClosedPullRequest,
  { messageHeadline, committedDate, author }: DirectCommit,
  { isToolsWord }: Landing,
): boolean {
  const after = Date.parse(closed.closedAt) - Date.parse(committedDate);
  const isSameTitle = comparableTitle(titleWithoutMark(closed.title)) === comparableTitle(messageHeadline);
  const isSame = isSameTitle || isSameName(author?.login, closed.author ?? '');
  const longest = isSame ? LONGEST_AFTER_SAME : LONGEST_AFTER;
  return after >= -LONGEST_BEFORE && after <= longest && (isSame || isToolsWord);
}
