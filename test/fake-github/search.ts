import { canRead, covers, type Principal } from './access.js';
import { history } from './git-history.js';
import type { GitCommit } from './git-store.js';
import { Refusal } from './refusal.js';
import { isInRange, parseSearch, type Qualifier, type SearchQuery } from './search-query.js';
import type { IssueState, PullRequestState, RepositoryState } from './state.js';
import { accountByEmail, findAccount, type World } from './world.js';

type Numbered = IssueState | PullRequestState;
type Test<Item> = (item: Item, value: string) => boolean;

const repositoryTests: Readonly<Record<string, Test<RepositoryState>>> = {
  created: ({ createdAt }, value) => isInRange(createdAt, value),
  pushed: ({ pushedAt }, value) => isInRange(pushedAt, value),
  archived: ({ isArchived }, value) => String(isArchived) === value,
  is: (repository, value) =>
    ({ public: !repository.isPrivate, private: repository.isPrivate, archived: repository.isArchived })[
      value
    ] ?? false,
};

const issueTests: Readonly<Record<string, Test<Numbered>>> = {
  is: (issue, value) =>
    ({
      pr: issue.__typename === 'PullRequest',
      'pull-request': issue.__typename === 'PullRequest',
      issue: issue.__typename === 'Issue',
      merged: issue.state === 'MERGED',
      unmerged: issue.__typename === 'PullRequest' && issue.state !== 'MERGED',
      open: issue.state === 'OPEN',
      closed: issue.state !== 'OPEN',
      draft: issue.__typename === 'PullRequest' && issue.isDraft,
      public: !issue.repository.isPrivate,
      private: issue.repository.isPrivate,
    })[value] ?? false,
  type: (issue, value) => (issue.__typename === 'PullRequest' ? 'pr' : 'issue') === value,
  state: (issue, value) => (issue.state === 'OPEN' ? 'open' : 'closed') === value,
  merged: (issue, value) => issue.__typename === 'PullRequest' && isInRange(issue.mergedAt, value),
  created: ({ createdAt }, value) => isInRange(createdAt, value),
  updated: ({ updatedAt }, value) => isInRange(updatedAt, value),
  closed: ({ closedAt }, value) => isInRange(closedAt, value),
  author: ({ author }, value) =>
    author?.toLowerCase() === value.replace(/^app\/(.*)$/, '$1[bot]').toLowerCase(),
  // Commas separate labels of which one is enough (docs.github.com, "Search by label").
  label: ({ labels }, value) =>
    value.split(',').some((wanted) => labels.some((label) => label.toLowerCase() === wanted.toLowerCase())),
  base: (issue, value) => issue.__typename === 'PullRequest' && issue.baseRefName === value,
  head: (issue, value) => issue.__typename === 'PullRequest' && issue.headRefName === value,
  draft: (issue, value) => issue.__typename === 'PullRequest' && String(issue.isDraft) === value,
  archived: ({ repository }, value) => String(repository.isArchived) === value,
  in: () => true,
};

/** GitHub's search index is late at times: https://www.githubstatus.com/history tells of delays of minutes and hours. */
function isIndexed({ searchIndex }: World, issue: Numbered): boolean {
  return searchIndex === null || searchIndex.get(issue) === issue.state;
}

/** Qualifiers that say where to look: an item needs one of them, not all. */
const places = ['org', 'user', 'repo'];

export function searchIssues(world: World, principal: Principal, text: string): readonly Numbered[] {
  const query = parse(world, text, Object.keys(issueTests));
  const { hiddenAuthors } = world.searchRules;
  const isHidden = ({ name, value }: Qualifier) =>
    name === 'author' && hiddenAuthors.has(value.toLowerCase());
  if (query.qualifiers.some(isHidden)) return [];
  const found = repositoriesIn(world, principal, query).flatMap((repository) =>
    [...repository.numbered.values()].filter(
      (issue) =>
        isIndexed(world, issue) && passes(issue, query, issueTests) && hasWords(textOf(issue, query), query),
    ),
  );
  return sortFound(found, query, ({ createdAt, updatedAt, repository, number }) => ({
    time: query.sort.field === 'updated' ? updatedAt : createdAt,
    tie: `${repository.nameWithOwner} ${String(number).padStart(9, '0')}`,
  }));
}

export function searchRepositories(
  world: World,
  principal: Principal,
  text: string,
): readonly RepositoryState[] {
  const query = parse(world, text, Object.keys(repositoryTests));
  const found = repositoriesIn(world, principal, query).filter(
    (repository) =>
      // Forks are left out unless asked for, and nothing here asks.
      !repository.isFork && passes(repository, query, repositoryTests) && hasWords(repository.name, query),
  );
  return sortFound(found, query, ({ createdAt, pushedAt, nameWithOwner }) => ({
    time: query.sort.field === 'updated' ? (pushedAt ?? createdAt) : createdAt,
    tie: nameWithOwner,
  }));
}

interface FoundCommit {
  readonly repository: RepositoryState;
  readonly commit: GitCommit;
}

const commitTests: Readonly<Record<string, (found: FoundCommit, value: string, world: World) => boolean>> = {
  author: ({ commit }, value, world) =>
    accountByEmail(world, commit.author.email)?.login.toLowerCase() === value.toLowerCase(),
  'committer-date': ({ commit }, value) => isInRange(commit.committer.date, value),
  is: ({ repository }, value) => (value === 'public') === !repository.isPrivate,
};

/** Commits of default branches ("Only the default branch is considered", docs.github.com, "Search commits"). */
export function searchCommits(world: World, principal: Principal, text: string): readonly FoundCommit[] {
  const query = parse(world, text, Object.keys(commitTests));
  const tests = Object.fromEntries(
    Object.entries(commitTests).map(([name, test]) => [
      name,
      (found: FoundCommit, value: string) => test(found, value, world),
    ]),
  );
  return repositoriesIn(world, principal, query).flatMap((repository) => {
    const head = repository.git.refs.get(`refs/heads/${repository.defaultBranch}`);
    return (head === undefined ? [] : history(repository.git, head))
      .map((commit) => ({ repository, commit }))
      .filter((found) => passes(found, query, tests) && hasWords(found.commit.message, query));
  });
}

/** Throws for a search that is too long: https://docs.github.com/rest/search/search#limitations-on-query-length */
function parse(world: World, text: string, known: readonly string[]): SearchQuery {
  if (text.length > world.searchRules.longest) {
    throw new Refusal(422, 'VALIDATION', 'The search is longer than 256 characters.');
  }
  const query = parseSearch(text, [...places, ...known]);
  for (const each of query.unknown) {
    world.unexpectedRequests.push(`search: GitHub takes the unknown qualifier ${each} for words`);
  }
  return query;
}

/** The readable repositories in the places that the query names, or all. Throws if it names places, but none exists. */
function repositoriesIn(world: World, principal: Principal, query: SearchQuery): readonly RepositoryState[] {
  const named = query.qualifiers.filter(({ name }) => places.includes(name));
  const wanted = named.filter(({ isNegated }) => !isNegated);
  const unwanted = named.filter(({ isNegated }) => isNegated);
  const isFound = (each: RepositoryState) =>
    principal.kind !== 'installation' ||
    world.searchRules.findsOutsideInstallation ||
    covers(principal, each);
  const readable = [...world.repositories.values()].filter(
    (each) => canRead(world, principal, each) && isFound(each),
  );
  const exists = ({ name, value }: Qualifier) =>
    name === 'repo'
      ? readable.some((each) => isAt(each, { name, value }))
      : findAccount(world, value) !== undefined;
  if (wanted.length > 0 && !wanted.some(exists)) {
    const problem =
      'The listed users and repositories cannot be searched either because the resources do not exist or you do not have permission to view them.';
    throw new Refusal(422, 'VALIDATION', problem);
  }
  const isWanted = (each: RepositoryState) =>
    world.searchRules.syntax === 'advanced'
      ? wanted.every((place) => isAt(each, place))
      : wanted.length === 0 || wanted.some((place) => isAt(each, place));
  return readable.filter((each) => isWanted(each) && !unwanted.some((place) => isAt(each, place)));
}

function isAt(repository: RepositoryState, { name, value }: Pick<Qualifier, 'name' | 'value'>): boolean {
  const place = name === 'repo' ? repository.nameWithOwner : repository.owner.login;
  return place.toLowerCase() === value.toLowerCase();
}

function passes<Item>(item: Item, query: SearchQuery, tests: Readonly<Record<string, Test<Item>>>): boolean {
  return query.qualifiers.every(({ name, value, isNegated }) => {
    const test = tests[name];
    return test === undefined || test(item, value) !== isNegated;
  });
}

/** Where words are looked for: in titles, unless it says in the comments. */
function textOf({ title, comments }: Numbered, { qualifiers }: SearchQuery): string {
  const inComments = qualifiers.some(({ name, value }) => name === 'in' && value === 'comments');
  return inComments ? comments.map(({ body }) => body).join('\n') : title;
}

/** Punctuation does not count. */
function hasWords(text: string, { words }: SearchQuery): boolean {
  const plain = (some: string) => ` ${some.toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, ' ')} `;
  return words.every((word) => plain(text).includes(plain(word).trimEnd()));
}

function sortFound<Item>(
  found: readonly Item[],
  { sort }: SearchQuery,
  keyOf: (item: Item) => { readonly time: string; readonly tie: string },
): readonly Item[] {
  const keyed = found.map((item) => ({ item, key: `${keyOf(item).time} ${keyOf(item).tie}` }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  if (sort.isDescending) keyed.reverse();
  return keyed.map(({ item }) => item);
}
