import { type Contributor, isAssistant, isBot, isBotName } from './contributor.js';
import { isSameName, NameMap, nameKey } from './names.js';
import type { PullRequest } from './work.js';

/** Somebody whom a commit names: its author, or a person of a `Co-authored-by` trailer. */
export interface NamedAuthor {
  /** As the commit has it; '' where it has none. */
  readonly name: string;
  /** `null`: no account has the address beside the name. */
  readonly account: Contributor | null;
}

/** A commit, as far as it tells who did the work. */
export interface AuthoredCommit {
  readonly oid: string;
  readonly messageHeadline: string;
  /** Their ids; the one on whose branch it was made stands first. */
  readonly parents: readonly string[];
  /**
   * The commit's author first, then those of its trailers ("The git author will always be first", GitHub's GraphQL
   * reference, `Commit.authors`).
   */
  readonly authors: readonly NamedAuthor[];
}

/** A pull request, as far as it tells who did the work. */
export interface AuthoredPullRequest
  extends Pick<
    PullRequest,
    'author' | 'repository' | 'baseRefName' | 'headRefName' | 'isCrossRepository' | 'ports'
  > {
  /** The name of the opener's profile; `null` where it has none. */
  readonly openerName: string | null;
  readonly defaultBranch: string | null;
  /** As GitHub lists them. */
  readonly commits: readonly AuthoredCommit[];
  /** Ids of those that another pull request had brought to the default branch before. */
  readonly foreignCommits: ReadonlySet<string>;
  /** The commit that merged it, squashed it, or is the last of the rebased ones. */
  readonly mergeCommit: AuthoredCommit | null;
}

/** Who wrote the commits of a pull request. */
type Authorship = Pick<PullRequest, 'commitAuthors' | 'unknownAuthors'>;

/**
 * Who wrote a pull request's commits: the authors of its own commits and those of their trailers, then those whom only the
 * commit names that merged it, in a trailer. GitHub writes such trailers for each author when it squashes ("Creating a
 * commit with multiple authors", docs.github.com), so nobody counts who made no more than what does not count here:
 *
 * - merges, since who brings a branch up to date did not write what it brings;
 * - commits that a merge of the default branch or of the base branch brought in, or that another pull request had brought to
 *   the default branch before;
 * - trailers of a bot's commit, unless its pull request brings another change to a branch. An assistant's name its user;
 * - trailers of a merge that brought other pull requests along, since they are the people of all of them.
 */
export function authorshipOf(pullRequest: AuthoredPullRequest): Authorship {
  const { commits, mergeCommit } = pullRequest;
  const own = new Set(ownCommits(pullRequest));
  const counted = commits.flatMap((commit) => (own.has(commit) ? peopleOf(commit, pullRequest) : []));
  const all = commits.flatMap(({ authors }) => authors);
  const isKnown = mergeCommit === null || commits.some(({ oid }) => oid === mergeCommit.oid);
  const trailers = isKnown || BATCH.test(mergeCommit.messageHeadline) ? [] : mergeCommit.authors.slice(1);
  const others = trailers.filter((named) => !all.some((other) => isSame(named, other)));
  return commitAuthorship(recognised([...counted, ...others], pullRequest));
}

/** How bors calls the merge of a batch: `Merge #10 #11` (https://bors.tech/documentation/), which names the people of all. */
const BATCH = /^(?:Auto )?Merge (?:#\d+[\s,]+)+(?:and )?#\d+/iu;

/** What the messages of all commits with co-authors have, however that is spelt. */
export const CO_AUTHOR = /co-?author/i;
const TRAILER = /^[ \t]*(co-?author(?:ed)?(?:[- ]by)?|co-?authors)[ \t]*:[ \t]*(\S.*)$/gimu;
const PAGE = /^https?:\/\/[^\s/]+\/(?=[\w-]+\/?$)/iu;

/**
 * The names in those `Co-authored-by` trailers of a commit's message that GitHub does not read, since they have no address or are
 * spelt otherwise: `Co-authored-by: @bob`, `Co-authors: Bob, Eve`, `Coauthored-by: Bob <…>`. Nobody knows whose accounts they are.
 */
export function coAuthorsUnread(messageBody: string): readonly string[] {
  return [...messageBody.matchAll(TRAILER)].flatMap(([, word = '', people = '']) => {
    const isRead = /^co-authored-by$/i.test(word) && /<[^<>]*>/.test(people);
    if (isRead) return [];
    const names = people.replace(/<[^<>]*>/g, '').split(/[,;&]|\band\b/iu);
    return names
      .map((name) =>
        name
          .trim()
          .replace(PAGE, '')
          .replace(/^@|\/$/g, '')
          .trim(),
      )
      .filter((name) => name !== '');
  });
}

/** Each person once, with an account or without. */
export function commitAuthorship(people: readonly NamedAuthor[]): Authorship {
  return { unknownAuthors: unknownIn(people), commitAuthors: new NameMap(people.flatMap(byLogin)).values() };
}

/** An address that no account has is that of the opener, or of another author, where it stands beside the same name. */
function recognised(
  people: readonly NamedAuthor[],
  { author, openerName }: AuthoredPullRequest,
): readonly NamedAuthor[] {
  if (people.every(({ account }) => account !== null)) return people;
  const known = people.flatMap(({ name, account }) =>
    account === null ? [] : [name, account.login].map((each) => [each, account] as const),
  );
  const opener =
    author === null ? [] : [author.login, openerName ?? ''].map((name) => [name, author] as const);
  const accounts = new NameMap([...known, ...opener].filter(([name]) => name !== ''));
  return people.map(({ name, account }) => ({ name, account: account ?? accounts.get(name) ?? null }));
}

function byLogin({ account }: NamedAuthor): readonly (readonly [string, Contributor])[] {
  return account === null ? [] : [[account.login, account]];
}

function isSame(left: NamedAuthor, right: NamedAuthor): boolean {
  return left.account === null || right.account === null
    ? left.account === right.account && isSameName(left.name, right.name)
    : isSameName(left.account.login, right.account.login);
}

/** The people that count among those whom the commit names. */
function peopleOf(
  { authors: [author, ...others] }: AuthoredCommit,
  { ports }: AuthoredPullRequest,
): readonly NamedAuthor[] {
  if (author === undefined) return [];
  const isPort = ports.numbers.length + ports.oids.length > 0;
  return isAutomaton(author) && !isPort ? [author] : [author, ...others];
}

/** GitHub may know a bot's commits by the name alone: `Commit.author.user` is a user, which a bot is not. */
function isAutomaton({ name, account }: NamedAuthor): boolean {
  return account === null ? isBotName(name) : isBot(account) && !isAssistant(account);
}

/** The commits that were made for the pull request. */
function ownCommits(pullRequest: AuthoredPullRequest): readonly AuthoredCommit[] {
  const { commits, foreignCommits, headRefName, isCrossRepository, baseRefName, defaultBranch } = pullRequest;
  // A pull request that brings the default branch to another one is such a merge itself.
  if (!isCrossRepository && headRefName === defaultBranch && baseRefName !== defaultBranch) return [];
  const broughtIn = broughtInto(pullRequest);
  return commits.filter(
    ({ oid, parents }) => parents.length < 2 && !broughtIn.has(oid) && !foreignCommits.has(oid),
  );
}

/**
 * Ids of the commits that only merges of the default branch or the base branch brought in. GitHub lists them where the
 * branch that was merged is not the base branch.
 */
function broughtInto(pullRequest: AuthoredPullRequest): ReadonlySet<string> {
  const { commits } = pullRequest;
  const byOid = new Map(commits.map((commit) => [commit.oid, commit]));
  const updates = new Set(
    commits.filter((commit) => commit.parents.length > 1 && isUpdate(commit, pullRequest)),
  );
  if (updates.size === 0) return new Set();
  const inner = new Set(commits.flatMap(({ parents }) => parents));
  const tips = commits.map(({ oid }) => oid).filter((oid) => !inner.has(oid));
  const own = reachable(tips, byOid, (commit) =>
    commit.parents.slice(0, updates.has(commit) ? 1 : undefined),
  );
  const merged = [...updates].flatMap(({ parents }) => parents.slice(1));
  const brought = reachable(merged, byOid, ({ parents }) => parents);
  return new Set([...brought].filter((oid) => !own.has(oid)));
}

function reachable(
  from: readonly string[],
  commits: ReadonlyMap<string, AuthoredCommit>,
  next: (commit: AuthoredCommit) => readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...from];
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    const commit = commits.get(oid);
    if (commit === undefined || found.has(oid)) continue;
    found.add(oid);
    waiting.push(...next(commit));
  }
  return found;
}

/** As git and GitHub write it: `Merge branch 'main' into levers`, `… of github.com:acme/widget`, `Merge remote-tracking branch …`. */
const MERGE = /^Merge (?:remote-tracking )?(?:branch )?['"]?([^'"\s]+)['"]?(?: of (\S+))?(?: into |\s*$)/u;
const REMOTE = /^(?:refs\/(?:heads|remotes)\/)?(?:([^:/]+)[:/])?(.+)$/u;
/** The usual names of the repository itself among a clone's remotes. */
const OWN_REMOTES = ['origin', 'upstream'];

/** Whether the merge brings the default branch or the base branch of the repository itself, not somebody's fork of it. */
function isUpdate(
  { messageHeadline }: AuthoredCommit,
  { repository, baseRefName, defaultBranch }: AuthoredPullRequest,
): boolean {
  const [, source = '', address] = MERGE.exec(messageHeadline) ?? [];
  const [, remote, name = ''] = REMOTE.exec(source) ?? [];
  const [owner = ''] = repository.split('/');
  const isBranch = (branch: string) => branch === defaultBranch || branch === baseRefName;
  const isOwn = remote === undefined || [...OWN_REMOTES, owner].some((own) => isSameName(remote, own));
  if (address !== undefined && !isAddressOf(address, repository)) return false;
  return isBranch(source) || (isOwn && isBranch(name));
}

function isAddressOf(address: string, repository: string): boolean {
  const bare = nameKey(address).replace(/\.git$/, '');
  return bare.endsWith(`/${nameKey(repository)}`) || bare.endsWith(`:${nameKey(repository)}`);
}

/** Names of people for whom GitHub knows no account. */
function unknownIn(people: readonly NamedAuthor[]): readonly string[] {
  const unknown = people
    .filter(({ name, account }) => account === null && !isBotName(name))
    .map(({ name }) => withoutAddress(name));
  return unknown.length === 0 ? [] : new NameMap(unknown.map((name) => [name, name])).values();
}

const LONGEST_NAME = 60;

/** A name as others may read it: some people's is their e-mail address. */
function withoutAddress(name: string): string {
  const bare = name
    .replace(/\S*@\S*/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return bare === '' ? 'somebody without a name' : bare.slice(0, LONGEST_NAME);
}
