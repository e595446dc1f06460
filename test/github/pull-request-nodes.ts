import type { CommitNode, PullRequestNode, RepositoryNode } from '../../src/github/activity/pull-requests.js';
import type { Page } from '../../src/github/connection/graphql.js';

/** As GitHub answers for the repository of a pull request. */
export function repositoryNode(
  nameWithOwner = 'acme/widget',
  more: Partial<RepositoryNode> = {},
): RepositoryNode {
  return {
    id: `R_${nameWithOwner}`,
    name: nameWithOwner.split('/')[1] ?? '',
    nameWithOwner,
    url: `https://github.com/${nameWithOwner}`,
    description: 'Levers',
    isPrivate: false,
    isFork: false,
    defaultBranchRef: { name: 'main' },
    ...more,
  };
}

/** As GitHub answers for a pull request by `ann` that was merged in the middle of May 2020. */
export function pullRequestNode(number: number, more: Partial<PullRequestNode> = {}): PullRequestNode {
  const repository = more.repository ?? repositoryNode();
  return {
    id: `PR_${repository.nameWithOwner}_${number}`,
    number,
    title: `Change ${number}`,
    url: `https://github.com/${repository.nameWithOwner}/pull/${number}`,
    mergedAt: '2020-05-15T12:00:00Z',
    closedAt: '2020-05-15T12:00:00Z',
    baseRefName: 'main',
    headRefName: `patch-${number}`,
    isCrossRepository: true,
    body: '',
    mergeCommit: null,
    author: user('ann', 1),
    mergedBy: null,
    labels: lastPage([]),
    files: lastPage([{ path: 'src/lib.rs', additions: 2, deletions: 1 }]),
    commits: lastPage([commitBy(user('ann', 1))]),
    repository,
    ...more,
  };
}

function user(login: string, databaseId: number) {
  return { __typename: 'User', login, url: `https://github.com/${login}`, databaseId } as const;
}

/** A commit with its author first and the co-authors after. */
function commitBy(...authors: readonly ReturnType<typeof user>[]): CommitNode {
  const id = `C_${authors.map(({ login }) => login).join('_')}`;
  return {
    commit: {
      id,
      oid: 'c'.repeat(40),
      message: 'Turn a lever',
      parents: { nodes: [] },
      authors: lastPage(authors.map((author) => ({ name: author.login, user: author }))),
    },
  };
}

/** A list that ends here. GitHub answers `null` for nodes that it cannot read; what asks leaves them out. */
export function lastPage<Node>(nodes: readonly (Node | null)[]): Page<Node> {
  return { pageInfo: { hasNextPage: false, endCursor: null }, nodes: nodes as readonly Node[] };
}

/** A list that goes on after `endCursor`. */
export function pageUntil<Node>(endCursor: string, nodes: readonly (Node | null)[]): Page<Node> {
  return { pageInfo: { hasNextPage: true, endCursor }, nodes: nodes as readonly Node[] };
}

/** The answer to a search that counts as many results as there are nodes, unless said otherwise. */
export function searchAnswer(page: Page<PullRequestNode>, issueCount = page.nodes?.length ?? 0) {
  return { data: { search: { issueCount, ...page } } };
}
