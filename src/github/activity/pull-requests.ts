import { COMMAND_BLOCK } from '../../commands/parse-comment.js';
import {
  type AuthoredCommit,
  authorshipOf,
  CO_AUTHOR,
  coAuthorsUnread,
  type NamedAuthor,
} from '../../newsletter/activity/authorship.js';
import type { Contributor } from '../../newsletter/activity/contributor.js';
import { pullRequestKey } from '../../newsletter/activity/entry-lines.js';
import { isSameName, splitName } from '../../newsletter/activity/names.js';
import { portedIn, revertedIn } from '../../newsletter/activity/references.js';
import { byTime, type PullRequest } from '../../newsletter/activity/work.js';
import { CONVERSATION_FIELDS, type ConversationNode } from '../comments/conversation.js';
import type { NamedPullRequest } from '../comments/draft-commands.js';
import { type BatchQuery, queryEach, queryNodes } from '../connection/batch-query.js';
import type { Reading } from '../connection/client.js';
import { gapOf } from '../connection/errors.js';
import type { Page } from '../connection/graphql.js';
import { LABELS } from './labels.js';

/** An account. */
export const CONTRIBUTOR_FIELDS = /* GraphQL */ `
  fragment ContributorFields on Actor {
    __typename
    login
    url
    ... on User { databaseId name }
    ... on Bot { databaseId }
  }
`;

/** Who wrote a commit. */
export const AUTHORS = /* GraphQL */ `
  fragment Authors on GitActorConnection {
    pageInfo { hasNextPage endCursor }
    nodes { name user { ...ContributorFields } }
  }
  ${CONTRIBUTOR_FIELDS}
`;

/** A commit and who wrote it: its author first, then those of its `Co-authored-by` trailers. */
export const COMMIT_FIELDS = /* GraphQL */ `
  fragment CommitFields on Commit {
    id
    oid
    message
    parents(first: 2) { nodes { oid } }
    authors(first: 3) { ...Authors }
  }
  ${AUTHORS}
`;

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
    mergeCommit { ...CommitFields }
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
  /** Of the profile; a user's alone. */
  readonly name?: string | null;
}

export interface FileNode {
  readonly path: string;
  readonly additions: number;
  readonly deletions: number;
}

/** `user` is `null` where GitHub knows no account for a name and address. */
export interface AuthorNode {
  readonly name: string | null;
  readonly user: Actor | null;
}

export interface CommitNode {
  readonly commit: {
    readonly id: string;
    readonly oid: string;
    /**
     * The whole, since GitHub cuts `messageHeadline` after 69 characters and begins `messageBody` with the rest
     * (github.com/cli/cli, issue 11438). Its first line, once the rest was read.
     */
    readonly message: string;
    readonly parents: { readonly nodes: readonly { readonly oid: string }[] | null };
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
  readonly mergeCommit: CommitNode['commit'] | null;
  readonly author: Actor | null;
  readonly mergedBy: Actor | null;
  readonly labels: Page<{ readonly name: string }> | null;
  readonly files: Page<FileNode> | null;
  readonly commits: Page<CommitNode>;
  /** Ids of commits that another pull request had brought to the default branch before, once that was read. */
  readonly foreignCommits?: readonly string[];
  readonly repository: RepositoryNode;
}

/** Other changes that a description, or the messages of the commits, name. */
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
export function isReadable({ commits }: PullRequestNode): boolean {
  return (commits as PullRequestNode['commits'] | null) !== null;
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
  { client, report, log }: Reading,
  ids: readonly string[],
  conversations: boolean,
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
  { client, report, log }: Reading,
  names: readonly NamedPullRequest[],
  conversations: boolean,
): Promise<readonly PullRequestNode[]> {
  if (names.length === 0) return [];
  const answers = await queryEach<NamedPullRequest, { readonly pullRequest: PullRequestNode | null }>(
    client,
    NAMED_PULL_REQUESTS,
    names,
    log,
    { conversations },
  );
  for (const error of answers.flatMap(({ errors }) => errors)) {
    if (error.type !== 'NOT_FOUND') report(gapOf(error));
  }
  const nodes = answers.flatMap(({ data }) => data?.pullRequest ?? []);
  return nodes.filter(isReadable).map(withReferences);
}

/** Descriptions and messages are long and many: what they name is read once, and only what asks for something is kept. */
export function withReferences(node: PullRequestNode): PullRequestNode {
  const { body = '', commits, mergeCommit } = node;
  const bare = (commits.nodes ?? []).map(({ commit }) => ({ commit: withHeadline(commit) }));
  return {
    ...node,
    commits: { ...commits, nodes: bare },
    mergeCommit: mergeCommit === null ? null : withHeadline(mergeCommit),
    references: referencesOf(node),
    body: COMMAND_BLOCK.test(body) ? body : '',
  };
}

/** The commit with the first line of its message alone, and with the co-authors below it whom GitHub does not read. */
export function withHeadline<Commit extends Pick<CommitNode['commit'], 'message' | 'authors'>>(
  commit: Commit,
): Commit {
  const { headline, body } = splitMessage(commit.message);
  const { nodes, ...page } = commit.authors;
  const names = CO_AUTHOR.test(body) ? coAuthorsUnread(body) : [];
  const unread = names.map((name) => ({ name, user: null }));
  const all = nodes === null || nodes.length === 0 ? nodes : [...nodes, ...unread];
  return { ...commit, message: headline, authors: { ...page, nodes: all } };
}

/** The first line of a commit's message, and what stands below it. */
export function splitMessage(message: string): { readonly headline: string; readonly body: string } {
  const [headline = '', ...rest] = message.trimStart().split('\n');
  return { headline: headline.trimEnd(), body: rest.join('\n').trim() };
}

function referencesOf({ body = '', commits, repository }: PullRequestNode): DescriptionReferences {
  const { nameWithOwner } = repository;
  const own = (commits.nodes ?? [])
    .map(({ commit }) => commit)
    .filter(({ parents }) => (parents.nodes ?? []).length < 2);
  const messages = commits.pageInfo.hasNextPage ? [] : own.map(({ message }) => splitMessage(message).body);
  return { takesBack: revertedIn(body, nameWithOwner), ports: portedIn(body, nameWithOwner, messages) };
}

/** GitHub's answer as the newsletter's own values: those that are merged, in the order of time. */
export function toPullRequests(nodes: readonly PullRequestNode[]): readonly PullRequest[] {
  return nodes
    .flatMap((node) => (node.mergedAt === null ? [] : [toPullRequest(node, node.mergedAt)]))
    .sort(byTime);
}

/**
 * The title, whole: of a pull request that is opened for one commit, GitHub makes the title of the commit's first line, and cuts
 * that as it does in `messageHeadline`.
 */
export function wholeTitle({ title, commits }: Pick<PullRequestNode, 'title' | 'commits'>): string {
  if (!title.endsWith('…') || title.length < SHORTEST_CUT_TITLE) return title;
  const headlines = (commits.nodes ?? []).map(({ commit }) => splitMessage(commit.message).headline);
  return headlines.find((headline) => headline !== title && headline.startsWith(title.slice(0, -1))) ?? title;
}

/** In UTF-16 units: a shorter one ends so since somebody wrote it so. */
const SHORTEST_CUT_TITLE = 60;

/** Whether it is the pull request of this repository and number. */
export function isNumbered(
  node: PullRequestNode,
  { repository, number }: Pick<NamedPullRequest, 'repository' | 'number'>,
): boolean {
  return node.number === number && isSameName(node.repository.nameWithOwner, repository);
}

function toPullRequest(node: PullRequestNode, mergedAt: string): PullRequest {
  const { repository, baseRefName, headRefName, isCrossRepository, mergeCommit } = node;
  const { takesBack, ports } = node.references ?? referencesOf(node);
  const author = node.author === null ? null : toContributor(node.author);
  const facts = {
    repository: repository.nameWithOwner,
    baseRefName,
    headRefName,
    isCrossRepository,
    author,
    ports,
  };
  return {
    kind: 'pull request',
    key: pullRequestKey(repository.nameWithOwner, node.number),
    number: node.number,
    title: wholeTitle(node),
    url: node.url,
    mergedAt,
    mergeCommitOid: mergeCommit?.oid ?? null,
    commitOids: (node.commits.nodes ?? []).map(({ commit }) => commit.oid),
    mergedBy: node.mergedBy === null ? null : toContributor(node.mergedBy),
    labels: (node.labels?.nodes ?? []).map(({ name }) => name),
    files: node.files?.nodes ?? [],
    takesBack,
    ...facts,
    ...authorshipOf({
      ...facts,
      openerName: node.author?.name ?? null,
      defaultBranch: repository.defaultBranchRef?.name ?? null,
      commits: (node.commits.nodes ?? []).map(({ commit }) => toAuthoredCommit(commit)),
      foreignCommits: new Set(node.foreignCommits),
      mergeCommit: mergeCommit === null ? null : toAuthoredCommit(mergeCommit),
    }),
  };
}

/** A commit with its authors, as the newsletter's own values. */
function toAuthoredCommit({ oid, message, parents, authors }: CommitNode['commit']): AuthoredCommit {
  return {
    oid,
    messageHeadline: splitMessage(message).headline,
    parents: (parents.nodes ?? []).map((parent) => parent.oid),
    authors: toNamedAuthors(authors.nodes),
  };
}

/** The authors of a commit, as GitHub lists them. */
export function toNamedAuthors(nodes: readonly AuthorNode[] | null): readonly NamedAuthor[] {
  return (nodes ?? []).map(({ name, user }) => ({
    name: name ?? '',
    account: user === null ? null : toContributor(user),
  }));
}

function toContributor({ login, databaseId, __typename, url }: Actor): Contributor {
  return { login, databaseId: databaseId ?? null, type: __typename, url };
}
