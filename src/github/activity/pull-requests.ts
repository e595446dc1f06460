import { COMMAND_BLOCK } from '../../commands/parse-description.js';
import { pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { NameMap, NameSet, nameKey } from '../../newsletter/activity/names.js';
import { portedIn, revertedIn } from '../../newsletter/activity/references.js';
import { splitName } from '../../newsletter/activity/repository.js';
import { byTime, type Contributor, isPerson, type PullRequest } from '../../newsletter/activity/work.js';
import { CONVERSATION_FIELDS, type ConversationNode } from '../comments/conversation.js';
import type { NamedPullRequest } from '../comments/draft-commands.js';
import { type BatchQuery, queryEach, queryNodes } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import { type ListQuery, type Page, pageQuery, pagesFrom } from '../connection/graphql.js';

/** An account. */
export const CONTRIBUTOR_FIELDS = /* GraphQL */ `
  fragment ContributorFields on Actor {
    __typename
    login
    url
    ... on User { databaseId }
    ... on Bot { databaseId }
  }
`;

/** Who wrote a commit. */
export const AUTHORS = /* GraphQL */ `
  fragment Authors on GitActorConnection {
    pageInfo { hasNextPage endCursor }
    nodes { user { ...ContributorFields } }
  }
  ${CONTRIBUTOR_FIELDS}
`;

/** A commit and who wrote it: its author first, then those of its `Co-authored-by` trailers. */
export const COMMIT_FIELDS = /* GraphQL */ `
  fragment CommitFields on Commit {
    id
    oid
    messageHeadline
    authors(first: 3) { ...Authors }
  }
  ${AUTHORS}
`;

/**
 * A page of 30 labels, which is enough for nearly all pull requests: GitHub limits queries by what their pages may hold. A
 * pull request may have 100 ("Issues cannot have more than 100 labels", https://github.com/actions/labeler/issues/115).
 */
export const LABELS = 'labels(first: 30) { pageInfo { hasNextPage endCursor } nodes { name } }';

/**
 * Asks for everything of a merged pull request that an edition may need. Each list is a lookup of its own for GitHub,
 * once for each commit and review, so the pages are short; what goes on beyond them is read after.
 */
export const PULL_REQUEST_FIELDS = /* GraphQL */ `
  fragment PullRequestFields on PullRequest {
    id
    number
    title
    url
    mergedAt
    closedAt
    baseRefName
    headRefName
    isCrossRepository
    body
    mergeCommit { oid }
    author { ...ContributorFields }
    mergedBy { ...ContributorFields }
    ${LABELS}
    files(first: 25) { totalCount pageInfo { hasNextPage endCursor } nodes { path additions deletions } }
    commits(first: 10) { totalCount pageInfo { hasNextPage endCursor } nodes { commit { ...CommitFields } } }
    repository { id name nameWithOwner url description isPrivate isFork defaultBranchRef { name } }
    ...ConversationFields @include(if: $conversations)
  }
  ${COMMIT_FIELDS}
  ${CONVERSATION_FIELDS}
`;

/** An account, as `ContributorFields` answers it. */
export interface Actor {
  readonly __typename: 'User' | 'Bot' | 'Mannequin' | 'Organization' | 'EnterpriseUserAccount';
  readonly login: string;
  readonly url: string;
  readonly databaseId?: number | null;
}

export interface FileNode {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/** `user` is `null` where GitHub knows no account for a name and address. */
export interface AuthorNode {
  readonly user: Actor | null;
}

export interface CommitNode {
  readonly commit: {
    readonly id: string;
    readonly oid: string;
    readonly messageHeadline: string;
    readonly authors: Page<AuthorNode>;
  };
}

/** What `PullRequestFields` answers. */
export interface PullRequestNode extends ConversationNode {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly mergedAt: string | null;
  /** Also when it was merged. */
  readonly closedAt: string | null;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly isCrossRepository: boolean;
  /** What its description names, once that was read. */
  readonly references?: DescriptionReferences;
  /** Where it was merged: the merge commit, the squashed one, or the last of the rebased ones. */
  readonly mergeCommit: { readonly oid: string } | null;
  readonly author: Actor | null;
  readonly mergedBy: Actor | null;
  readonly labels: Page<{ readonly name: string }> | null;
  readonly files: Page<FileNode> | null;
  readonly commits: Page<CommitNode>;
  readonly repository: RepositoryNode;
}

/** Other changes that a description names. */
type DescriptionReferences = Pick<PullRequest, 'takesBack' | 'ports'>;

export interface RepositoryNode {
  readonly id: string;
  readonly name: string;
  readonly nameWithOwner: string;
  readonly url: string;
  readonly description: string | null;
  readonly isPrivate: boolean;
  readonly isFork: boolean;
  /** `null` when it is empty. */
  readonly defaultBranchRef: { readonly name: string } | null;
}

/**
 * Whether the answer has what GitHub promises of a pull request. Where resource limits cut an answer, even a list may be
 * `null` that the schema says is always there; the answer's errors tell of that.
 */
export function isReadable(node: PullRequestNode | null): node is PullRequestNode {
  return node !== null && (node.commits as PullRequestNode['commits'] | null) !== null;
}

/** Pull requests in one request; they come with much of their own. */
const A_REQUEST = { first: 25, largest: 50, smallest: 1 };

/** Pull requests by node id. */
export const PULL_REQUESTS = /* GraphQL */ `
  query PullRequests($ids: [ID!]!, $conversations: Boolean!) {
    nodes(ids: $ids) { ... on PullRequest { ...PullRequestFields } }
  }
  ${PULL_REQUEST_FIELDS}
`;

/** The pull requests with these node ids, with what people wrote on them if that is wanted. */
export async function readPullRequests(
  client: Client,
  ids: readonly string[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const question = { document: PULL_REQUESTS, limits: A_REQUEST };
  const { data, errors } = await queryNodes<PullRequestNode>(client, question, ids, log, { conversations });
  errors.map(gapOf).forEach(report);
  return data.filter(isReadable).map(withReferences);
}

/** Pull requests by repository and number. */
export const NAMED_PULL_REQUESTS: BatchQuery<NamedPullRequest> = {
  operation: 'NamedPullRequests',
  alias: 'named',
  field: `repository(owner: $owner, name: $name) {
    pullRequest(number: $number) { ...PullRequestFields }
  }`,
  types: { owner: 'String!', name: 'String!', number: 'Int!' },
  variables: ({ repository, number }) => ({ ...splitName(repository), number }),
  shared: { conversations: 'Boolean!' },
  fragments: PULL_REQUEST_FIELDS,
  limits: A_REQUEST,
};

/** The pull requests with these names; one that does not exist is left out. */
export async function readNamedPullRequests(
  client: Client,
  names: readonly NamedPullRequest[],
  conversations: boolean,
  report: (gap: string) => void,
  log: Log,
): Promise<readonly PullRequestNode[]> {
  const answers = await queryEach<NamedPullRequest, { readonly pullRequest: PullRequestNode | null }>(
    client,
    NAMED_PULL_REQUESTS,
    names,
    log,
    { conversations },
  );
  const errors = answers.flatMap((answer) => answer.errors);
  errors
    .filter(({ type }) => type !== 'NOT_FOUND')
    .map(gapOf)
    .forEach(report);
  return answers
    .map(({ data }) => data?.pullRequest ?? null)
    .filter(isReadable)
    .map(withReferences);
}

/** Descriptions are long and many: what they name is read once, and only those that ask for something are kept. */
export function withReferences(node: PullRequestNode): PullRequestNode {
  const { body = '' } = node;
  return { ...node, references: referencesOf(node), body: COMMAND_BLOCK.test(body) ? body : '' };
}

function referencesOf({ body = '', repository: { nameWithOwner } }: PullRequestNode): DescriptionReferences {
  return { takesBack: revertedIn(body, nameWithOwner), ports: portedIn(body, nameWithOwner) };
}

/** GitHub's answer as the newsletter's own values: those that are merged, in the order of time. */
export function toPullRequests(nodes: readonly PullRequestNode[]): readonly PullRequest[] {
  return nodes
    .flatMap((node) => (node.mergedAt === null ? [] : [toPullRequest(node, node.mergedAt)]))
    .sort(byTime);
}

/** The key of the pull request's entry. */
export function keyOf({ repository, number }: PullRequestNode): string {
  return pullRequestKey(repository.nameWithOwner, number);
}

function toPullRequest(node: PullRequestNode, mergedAt: string): PullRequest {
  return {
    kind: 'pull request',
    key: keyOf(node),
    repository: node.repository.nameWithOwner,
    number: node.number,
    title: node.title,
    url: node.url,
    mergedAt,
    baseRefName: node.baseRefName,
    headRefName: node.headRefName,
    isCrossRepository: node.isCrossRepository,
    mergeCommitOid: node.mergeCommit?.oid ?? null,
    author: node.author === null ? null : toContributor(node.author),
    mergedBy: node.mergedBy === null ? null : toContributor(node.mergedBy),
    coAuthors: coAuthorsOf(node.commits.nodes ?? []),
    labels: (node.labels?.nodes ?? []).map(({ name }) => name),
    files: node.files?.nodes ?? [],
    ...(node.references ?? referencesOf(node)),
  };
}

/** From `Co-authored-by` trailers: GitHub lists a commit's own author first, the trailers' after. */
function coAuthorsOf(commits: readonly CommitNode[]): readonly Contributor[] {
  const users = commits.flatMap(({ commit }) =>
    (commit.authors.nodes ?? []).slice(1).flatMap(({ user }) => user ?? []),
  );
  return [...new Map(users.map((user) => [user.login, toContributor(user)])).values()];
}

export function toContributor({ login, databaseId, __typename, url }: Actor): Contributor {
  return { login, databaseId: databaseId ?? null, type: __typename, url };
}

/** A pull request with the first page of its labels; `null`: GitHub does not give them. */
export interface Labelled {
  /** Node id. */
  readonly id: string;
  readonly labels: LabelPage | null;
}

interface LabelNode {
  readonly name: string;
}

type LabelPage = Page<LabelNode>;

export const MORE_LABELS: ListQuery<{ readonly node: { readonly labels: LabelPage | null } }, LabelNode> = {
  document: /* GraphQL */ `
    query MoreLabels($id: ID!, $first: Int!, $after: String) {
      node(id: $id) {
        ... on PullRequest { labels(first: $first, after: $after) { pageInfo { hasNextPage endCursor } nodes { name } } }
      }
    }
  `,
  limits: { first: 100, largest: 100, smallest: 5 },
  pageIn: ({ node }) => node.labels,
};

/** The names of all its labels. No request where the first page holds them. */
export async function readLabels(client: Client, { id, labels }: Labelled): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of pagesFrom(client, labels, MORE_LABELS, { id })) {
    names.push(...page.map(({ name }) => name));
  }
  return names;
}

/** GitHub's GraphQL reference, `LabeledEvent`. Events are oldest first, so the last page has the newest. */
export const LABELINGS = /* GraphQL */ `
  query Labelings($id: ID!, $first: Int!, $before: String) {
    node(id: $id) {
      ... on PullRequest {
        timelineItems(itemTypes: [LABELED_EVENT], last: $first, before: $before) {
          pageInfo { hasPreviousPage startCursor }
          nodes { ... on LabeledEvent { actor { __typename login url } label { name } } }
        }
      }
    }
  }
`;

interface LabelingsAnswer {
  readonly node: {
    readonly timelineItems: {
      readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
      readonly nodes: readonly (LabelingNode | null)[] | null;
    };
  } | null;
}

interface LabelingNode {
  readonly actor: (Pick<Contributor, 'login' | 'url'> & { readonly __typename: Contributor['type'] }) | null;
  readonly label: { readonly name: string };
}

/**
 * Who gave the pull request each of these labels the last time, by the label's name; `null`: a bot, or an
 * account that was deleted. Takes a request for each page of events, newest first, until all are found. A label without an
 * event is missing.
 */
export async function readLabellers(
  client: Client,
  id: string,
  labels: readonly string[],
): Promise<NameMap<string | null>> {
  const wanted = new NameSet(labels);
  const found = new Map<string, string | null>();
  let before: string | null = null;
  while (found.size < wanted.size) {
    const answer: LabelingsAnswer = await pageQuery(client, LABELINGS, { id, before });
    const { node } = answer;
    for (const event of (node?.timelineItems.nodes ?? []).toReversed()) {
      const name = nameKey(event?.label.name ?? '');
      if (wanted.has(name) && !found.has(name)) found.set(name, personOf(event?.actor ?? null));
    }
    const { hasPreviousPage = false, startCursor = null } = node?.timelineItems.pageInfo ?? {};
    if (!hasPreviousPage) break;
    before = startCursor;
  }
  return new NameMap(found);
}

function personOf(actor: LabelingNode['actor']): string | null {
  if (actor?.__typename !== 'User') return null;
  const { login, url } = actor;
  return isPerson({ login, url, type: 'User', databaseId: null }) ? login : null;
}
