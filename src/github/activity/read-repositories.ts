import { takenBackBy } from '../../newsletter/activity/references.js';
import type { Tag } from '../../newsletter/activity/release.js';
import { tooManyRepositories } from '../../replies/gaps.js';
import { type BatchQuery, queryEach, queryOn } from '../connection/batch-query.js';
import type { Client, Log, Reading } from '../connection/client.js';
import { gapOf, reasonOf } from '../connection/errors.js';
import { type ListQuery, type Page, partialPages } from '../connection/graphql.js';
import { divide, type Interval } from './merged-pull-requests.js';
import { type RepositoryNode, splitMessage } from './pull-requests.js';

/** Which repositories are asked for, and which part of their history. */
export interface RepositoriesSearch {
  /** Login of the organization or person. */
  readonly owner: string;
  readonly includePrivate: boolean;
  /** Of commit times. */
  readonly interval: Interval;
  /** The time after it in which it may have been taken back; `null`: it is not over. */
  readonly takenBackIn: Interval | null;
}

/** A repository to which something was pushed since the time began. */
export interface ActiveRepository {
  readonly node: ActiveRepositoryNode;
  /** Of the default branch, within the time. */
  readonly history: readonly HistoryNode[];
  /** Node ids of commits that speak of a revert, made since the time was over. */
  readonly laterReverts: readonly string[];
}

/** More than any organization changes in a period; to read them all would use up what the rate limit leaves for others. */
const MOST_COLLECTED = 2_000;

/** The organization's repositories that are no forks and were pushed to since the time began, each with its history. */
export async function readRepositories(
  reading: Reading,
  search: RepositoriesSearch,
): Promise<readonly ActiveRepository[]> {
  const { client, report, log } = reading;
  const { owner, includePrivate, interval, takenBackIn } = search;
  const whole = { from: interval.from, to: takenBackIn?.to ?? interval.to };
  const variables = { owner, privacy: includePrivate ? null : 'PUBLIC', ...times(whole) };
  const repositories: ActiveRepositoryNode[] = [];
  for await (const { nodes, errors } of partialPages(client, REPOSITORIES, variables, log)) {
    errors.map(gapOf).forEach(report);
    const pushed = nodes.filter(({ pushedAt }) => pushedAt !== null && Date.parse(pushedAt) >= interval.from);
    repositories.push(...pushed);
    // Those that were pushed to last come first.
    if (pushed.length < nodes.length) break;
    if (repositories.length > MOST_COLLECTED) {
      report(tooManyRepositories(owner, MOST_COLLECTED));
      repositories.length = MOST_COLLECTED;
      break;
    }
  }
  log.info(`Read ${repositories.length} repositories with their histories.`);
  const isLater = ({ committedDate }: HistoryNode) => Date.parse(committedDate) > interval.to;
  const read = await readHistories(reading, repositories, whole);
  return read.map(({ node, history }) => ({
    node,
    history: history.filter((commit) => !isLater(commit)),
    laterReverts: history
      .filter(isLater)
      .map(({ id, message }) => ({ id, headline: splitMessage(message).headline }))
      .filter(({ headline }) => takenBackBy(headline) !== null)
      .map(({ id }) => id),
  }));
}

/** A commit of a default branch as the period's history has it. Who wrote it is asked for where that matters. */
const HISTORY_FIELDS = /* GraphQL */ `
  fragment HistoryFields on CommitHistoryConnection {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes { id oid committedDate message }
  }
`;

/** Tags with the commits that they point to. */
export const TAG_FIELDS = /* GraphQL */ `
  fragment TagFields on RefConnection {
    pageInfo { hasNextPage endCursor }
    nodes { name target { ...TaggedCommit ... on Tag { tagger { date } target { ...TaggedCommit } } } }
  }
  fragment TaggedCommit on Commit { oid committedDate }
`;

/**
 * An organization's repositories, those pushed to last first, each with what one look can tell: its root manifest, its
 * newest tags, and the period's history of its default branch.
 */
export const REPOSITORIES: ListQuery<RepositoriesAnswer, ActiveRepositoryNode> = {
  document: /* GraphQL */ `
    query Repositories(
      $owner: String!, $privacy: RepositoryPrivacy, $first: Int!, $after: String, $since: GitTimestamp!, $until: GitTimestamp!
    ) {
      repositoryOwner(login: $owner) {
        repositories(
          first: $first, after: $after, isFork: false, ownerAffiliations: [OWNER], privacy: $privacy,
          orderBy: { field: PUSHED_AT, direction: DESC }
        ) {
          pageInfo { hasNextPage endCursor }
          nodes {
            id name nameWithOwner url description isPrivate isFork createdAt pushedAt
            manifest: object(expression: "HEAD:Cargo.toml") { ... on Blob { text } }
            defaultBranchRef { name target { ... on Commit { history(first: 75, since: $since, until: $until) { ...HistoryFields } } } }
            refs(refPrefix: "refs/tags/", first: 10, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
              ...TagFields
            }
          }
        }
      }
    }
    ${TAG_FIELDS}
    ${HISTORY_FIELDS}
  `,
  limits: { first: 100, largest: 100, smallest: 5 },
  pageIn: ({ repositoryOwner }) => repositoryOwner?.repositories,
};

interface RepositoriesAnswer {
  /** Absent where GitHub's limits leave nothing. */
  readonly repositoryOwner?: { readonly repositories: Page<ActiveRepositoryNode> } | null;
}

/** A repository with its period. */
export interface ActiveRepositoryNode extends Omit<RepositoryNode, 'defaultBranchRef'> {
  readonly defaultBranchRef: (HistoryAnswer['defaultBranchRef'] & RepositoryNode['defaultBranchRef']) | null;
  readonly createdAt: string;
  /** `null` when it is empty. */
  readonly pushedAt: string | null;
  readonly manifest: { readonly text?: string | null } | null;
  readonly refs: Page<TagNode> | null;
}

interface HistoryAnswer {
  readonly defaultBranchRef: { readonly target: { readonly history?: HistoryPage } | null } | null;
}

/** One page of a history, and how many commits it has in all. */
export interface HistoryPage extends Page<HistoryNode> {
  readonly totalCount: number;
}

export interface HistoryNode {
  /** Node id. */
  readonly id: string;
  readonly oid: string;
  readonly committedDate: string;
  readonly message: string;
}

/** A page of a repository's history of some time. */
interface HistoryPart {
  /** Node id of the repository. */
  readonly id: string;
  readonly interval: Interval;
  readonly after: string | null;
}

/** Pages of histories, of whichever repositories and times. */
export const HISTORIES: BatchQuery<HistoryPart> = {
  operation: 'Histories',
  alias: 'history',
  field: `node(id: $id) {
    ... on Repository {
      defaultBranchRef {
        target {
          ... on Commit { history(first: 100, since: $since, until: $until, after: $after) { ...HistoryFields } }
        }
      }
    }
  }`,
  types: { id: 'ID!', since: 'GitTimestamp!', until: 'GitTimestamp!', after: 'String' },
  variables: ({ id, interval, after }) => ({ id, ...times(interval), after }),
  fragments: HISTORY_FIELDS,
  limits: { first: 50, largest: 100, smallest: 1 },
};

/** GitHub takes both ends of a history as included. */
function times({ from, to }: Interval): { readonly since: string; readonly until: string } {
  return { since: new Date(from).toISOString(), until: new Date(to).toISOString() };
}

/** Commits beyond which a history is read in parts of its time, and how many these have on average. */
const LONG = 200;
const COMMITS_OF_PART = 50;

/**
 * Each repository's whole history of the time, from the pages that are there already. What a long one has besides is
 * read in parts of the time, many in a request: page by page, a busy repository alone would take a request for each
 * hundred commits.
 */
export async function readHistories(
  { client, report, log }: Reading,
  nodes: readonly ActiveRepositoryNode[],
  interval: Interval,
): Promise<readonly Pick<ActiveRepository, 'node' | 'history'>[]> {
  const found = new Map(nodes.map((node) => [node.id, new Map<string, HistoryNode>()]));
  const take = (part: Omit<HistoryPart, 'after'>, page: HistoryPage | undefined): readonly HistoryPart[] => {
    for (const commit of page?.nodes ?? []) found.get(part.id)?.set(commit.oid, commit);
    const after = page?.pageInfo.endCursor ?? null;
    return after === null ? [] : [{ ...part, after }];
  };
  const read = (parts: readonly HistoryPart[]) =>
    queryOn<HistoryPart, HistoryAnswer>(
      client,
      HISTORIES,
      parts,
      ({ item, data, errors }) => {
        errors.map(gapOf).forEach(report);
        return take(item, historyOf(data));
      },
      log,
    );
  const begun = nodes.map((node) => {
    const page = historyOf(node);
    return { node, count: page?.totalCount ?? 0, rest: take({ id: node.id, interval }, page) };
  });
  const long = begun.filter(({ count }) => count > LONG);
  await read(
    begun.flatMap(({ node, count, rest }) => (count > LONG ? partsOf(node.id, interval, count) : rest)),
  );
  // Commits with times out of order may be in no part; then the pages are followed after all.
  const cut = long.filter(({ node, count }) => (found.get(node.id)?.size ?? 0) < count);
  await read(cut.flatMap(({ rest }) => rest));
  return nodes.map((node) => ({ node, history: [...(found.get(node.id)?.values() ?? [])] }));
}

function partsOf(id: string, interval: Interval, count: number): readonly HistoryPart[] {
  return divide(interval, Math.ceil(count / COMMITS_OF_PART)).map((part) => ({
    id,
    interval: part,
    after: null,
  }));
}

function historyOf(answer: HistoryAnswer | null): HistoryPage | undefined {
  return answer?.defaultBranchRef?.target?.history;
}

/** A repository with its newest tags. */
export interface Tagged {
  /** Node id. */
  readonly id: string;
  readonly nameWithOwner: string;
  readonly refs: Page<TagNode> | null;
}

/** A tag. One with a message has a tagger and points to its commit, or to anything else. */
export interface TagNode {
  readonly name: string;
  readonly target:
    | (TaggedNode & {
        readonly tagger?: { readonly date: string | null } | null;
        readonly target?: TaggedNode | null;
      })
    | null;
}

interface TaggedNode {
  readonly oid?: string;
  readonly committedDate?: string;
}

/** A page of each repository's tags, newest commits first. */
export const TAGS: BatchQuery<Tagged> = {
  operation: 'Tags',
  alias: 'tags',
  field: `node(id: $id) {
    ... on Repository {
      refs(refPrefix: "refs/tags/", first: 50, after: $after, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
        ...TagFields
      }
    }
  }`,
  types: { id: 'ID!', after: 'String' },
  variables: ({ id, refs }) => ({ id, after: refs?.pageInfo.endCursor ?? null }),
  fragments: TAG_FIELDS,
  limits: { first: 10, largest: 20, smallest: 1 },
};

/** Rounds at most; some repositories are tagged every hour. */
const MOST_ROUNDS = 5;
/** How many repositories a round reads more about. */
const MOST_REPOSITORIES = 20;

/**
 * The repositories' tags on commits since that day. Where the newest ones do not reach back to it, more are read; what is
 * missing then is only said on the log, for nothing but releases depends on it.
 */
export async function readTags(
  client: Client,
  repositories: readonly Tagged[],
  since: Date,
  log: Log,
): Promise<readonly Tag[]> {
  const tags = repositories.flatMap(tagsOf);
  let open = repositories.filter((repository) => goesOn(repository, since));
  for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round += 1) {
    const asked = open.slice(0, MOST_REPOSITORIES);
    const answers = await queryEach<Tagged, Pick<Tagged, 'refs'>>(client, TAGS, asked, log);
    const problems = answers.flatMap(({ errors }) => errors.map(reasonOf));
    for (const problem of new Set(problems)) log.warn(`GitHub did not give all tags: ${problem}.`);
    const next = answers.map(({ item, data }) => ({ ...item, refs: data?.refs ?? null }));
    tags.push(...next.flatMap(tagsOf));
    open = [...next.filter((repository) => goesOn(repository, since)), ...open.slice(asked.length)];
  }
  for (const { nameWithOwner } of open)
    log.warn(`${nameWithOwner} has too many tags; older ones are left out.`);
  return tags.filter(({ taggedAt }) => Date.parse(taggedAt) >= since.getTime());
}

function tagsOf({ nameWithOwner, refs }: Tagged): readonly Tag[] {
  return (refs?.nodes ?? []).flatMap((node) => toTag(nameWithOwner, node));
}

/** Nothing for a tag that points to something else than a commit. */
function toTag(repository: string, { name, target }: TagNode): readonly Tag[] {
  const commit = target?.oid === undefined ? target?.target : target;
  const time = target?.tagger?.date ?? commit?.committedDate;
  if (commit?.oid === undefined || time === undefined) return [];
  const taggedAt = new Date(time).toISOString().replace('.000Z', 'Z');
  return [{ repository, name, oid: commit.oid, taggedAt }];
}

/** Tags come by the time of their commits. */
function goesOn({ refs }: Tagged, since: Date): boolean {
  const last = refs?.nodes?.at(-1);
  const commit = last?.target?.oid === undefined ? last?.target?.target : last.target;
  const isRecent = commit?.committedDate === undefined || Date.parse(commit.committedDate) >= since.getTime();
  return refs?.pageInfo.hasNextPage === true && isRecent;
}
