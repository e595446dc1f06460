import { splitName } from '../../newsletter/activity/names.js';
import { findDashboard } from '../../newsletter/draft/pull-request-body.js';
import type { Client, Log } from '../connection/client.js';
import { explain } from '../connection/errors.js';
import { type ListQuery, type Page, pages, query, remember } from '../connection/graphql.js';
import { type Branch, CONFIG_PATH } from '../newsletter/read-newsletter.js';
import { COMMIT_ORIGIN, type CommitOrigin, isOffer, VIEWER, type Viewer } from './own-commit.js';
import { bodyVersions, type DraftPullRequestNode } from './read-draft-pull-request.js';

/** The newsletter repository with its open pull requests, as far as files of the settings are concerned. */
export interface OpenPullRequests {
  readonly nameWithOwner: string;
  readonly url: string;
  readonly defaultBranch: Branch;
  /** Whether the bot runs as an App. */
  readonly isApp: boolean;
  /** Text of the settings file on the default branch; `null` when there is none. */
  readonly config: string | null;
  /** The latest first. */
  readonly pullRequests: readonly OpenPullRequest[];
}

/** An open pull request, which may come from a fork. */
export interface OpenPullRequest {
  readonly number: number;
  readonly url: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly isCrossRepository: boolean;
  /** Whether the bot opened it. */
  readonly isOwn: boolean;
  /** The settings file at its head, whose text is `null` if it is no text file; `null`: there is no file. */
  readonly config: { readonly text: string | null } | null;
  /** Whether a file of the settings is another one at its head than on the default branch, which may have moved since. */
  readonly mayChangeSettings: boolean;
}

export const OPEN_PULL_REQUESTS: ListQuery<OpenAnswer, OpenNode> = {
  document: /* GraphQL */ `
  query OpenPullRequests(
    $owner: String!, $name: String!, $config: String!, $template: String!, $present: String!, $presentTemplate: String!,
    $first: Int!, $after: String
  ) {
    viewer { login }
    repository(owner: $owner, name: $name) {
      nameWithOwner
      url
      defaultBranchRef { name target { oid } }
      config: object(expression: $present) { ... on Blob { oid text } }
      template: object(expression: $presentTemplate) { ... on Blob { oid } }
      pullRequests(states: OPEN, first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
        pageInfo { hasNextPage endCursor }
        nodes {
          number
          url
          headRefName
          headRefOid
          isCrossRepository
          viewerDidAuthor
          commits(last: 1) {
            nodes {
              commit {
                oid
                config: file(path: $config) { object { ... on Blob { oid text } } }
                template: file(path: $template) { object { ... on Blob { oid } } }
              }
            }
          }
        }
      }
    }
  }
`,
  // Many have a text of the settings.
  limits: { first: 25, largest: 50, smallest: 5 },
  pageIn: ({ repository }) => repository.pullRequests,
};

interface Blob {
  readonly oid?: string;
  readonly text?: string | null;
}

type TreeEntry = { readonly object: Blob | null } | null;

interface OpenNode extends Omit<OpenPullRequest, 'isOwn' | 'config' | 'mayChangeSettings'> {
  readonly viewerDidAuthor: boolean;
  readonly commits: {
    readonly nodes: readonly {
      readonly commit: { readonly oid: string; readonly config: TreeEntry; readonly template: TreeEntry };
    }[];
  };
}

interface OpenAnswer {
  /** The login of an App's bot ends in `[bot]`. */
  readonly viewer: { readonly login: string };
  readonly repository: {
    readonly nameWithOwner: string;
    readonly url: string;
    readonly defaultBranchRef: { readonly name: string; readonly target: { readonly oid: string } } | null;
    readonly config: Blob | null;
    readonly template: Blob | null;
    readonly pullRequests: Page<OpenNode>;
  };
}

/** Reads all open pull requests. `template`: the path of the template; `null`: none is known. */
export async function readOpenPullRequests(
  client: Client,
  newsletter: string,
  template: string | null,
): Promise<OpenPullRequests> {
  const path = template ?? CONFIG_PATH;
  const variables = {
    ...splitName(newsletter),
    config: CONFIG_PATH,
    template: path,
    present: `HEAD:${CONFIG_PATH}`,
    presentTemplate: `HEAD:${path}`,
  };
  const answers: OpenAnswer[] = [];
  for await (const { data } of pages(client, OPEN_PULL_REQUESTS, variables)) answers.push(data);
  const [first] = answers;
  if (first === undefined) throw new RangeError('There is at least one page.');
  const { nameWithOwner, url, defaultBranchRef, config } = first.repository;
  return {
    nameWithOwner,
    url,
    defaultBranch: { name: defaultBranchRef?.name ?? '', oid: defaultBranchRef?.target.oid ?? '' },
    isApp: first.viewer.login.endsWith('[bot]'),
    config: config?.text ?? null,
    pullRequests: answers.flatMap(({ repository }) =>
      (repository.pullRequests.nodes ?? []).map((node) => toOpenPullRequest(node, repository)),
    ),
  };
}

function toOpenPullRequest(
  { viewerDidAuthor, commits, ...node }: OpenNode,
  { config, template }: Pick<OpenAnswer['repository'], 'config' | 'template'>,
): OpenPullRequest {
  // GitHub lists the first 250 commits: of a longer pull request, the last one listed is not its head.
  const head = commits.nodes.find(({ commit }) => commit.oid === node.headRefOid)?.commit;
  const isOther = (entry: TreeEntry | undefined, present: Blob | null) =>
    entry !== undefined && entry?.object?.oid !== present?.oid;
  return {
    ...node,
    isOwn: viewerDidAuthor,
    config: head?.config == null ? null : { text: head.config.object?.text ?? null },
    mayChangeSettings: isOther(head?.config, config) || isOther(head?.template, template),
  };
}

/** Whether the pull request itself changes one of the files, which never changes for the same two commits. */
export async function changesFile(
  client: Client,
  { nameWithOwner, defaultBranch }: OpenPullRequests,
  { number, headRefOid }: OpenPullRequest,
  paths: readonly string[],
): Promise<boolean> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const question = ['changesFile', nameWithOwner, number, headRefOid, defaultBranch.oid, paths];
  return remember(client, question, async () => {
    const files = await client.paginate(client.rest.pulls.listFiles, {
      owner,
      repo,
      pull_number: number,
      per_page: 100,
    });
    return files.some(
      ({ filename, previous_filename: before }) =>
        paths.includes(filename) || (before !== undefined && paths.includes(before)),
    );
  });
}

export const FILE_AT_HEAD = /* GraphQL */ `
  query FileAtHead($owner: String!, $name: String!, $number: Int!, $path: String!) {
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        commits(last: 1) { nodes { commit { file(path: $path) { object { ... on Blob { text } } } } } }
      }
    }
  }
`;

interface HeadFileAnswer {
  readonly repository: {
    readonly pullRequest: {
      readonly commits: {
        readonly nodes: readonly { readonly commit: { readonly file: HeadFile | null } }[];
      };
    };
  };
}

/** Without text where it is no text file. */
interface HeadFile {
  readonly object: { readonly text?: string | null } | null;
}

/** The text of a file at the pull request's head; `null`: there is none. */
export async function textAtHead(
  client: Client,
  newsletter: string,
  { number }: OpenPullRequest,
  path: string,
): Promise<string | null> {
  const variables = { ...splitName(newsletter), number, path };
  const { repository } = await query<HeadFileAnswer>(client, FILE_AT_HEAD, variables);
  return repository.pullRequest.commits.nodes.at(-1)?.commit.file?.object?.text ?? null;
}

/** A draft's pull request that was found without the settings. */
export interface FoundDraft extends OpenPullRequest {
  readonly body: string;
  /** The latest versions of the body, newest first; `null`: GitHub does not show them. */
  readonly bodyVersions: readonly string[] | null;
}

export const DRAFT_BODY = /* GraphQL */ `
  query DraftBody($owner: String!, $name: String!, $number: Int!) {
    ${VIEWER}
    repository(owner: $owner, name: $name) {
      pullRequest(number: $number) {
        body lastEditedAt
        userContentEdits(first: 5) { nodes { diff deletedAt } }
        commits(last: 100) { nodes { commit { message ${COMMIT_ORIGIN} } } }
      }
    }
  }
`;

interface BodyAnswer {
  readonly viewer: Viewer;
  readonly repository: {
    readonly pullRequest: Pick<DraftPullRequestNode, 'body' | 'lastEditedAt' | 'userContentEdits'> & {
      readonly commits: {
        readonly nodes: readonly { readonly commit: CommitOrigin & { readonly message: string } }[];
      };
    };
  };
}

/**
 * The draft's pull request, also where the settings cannot be read: of the repository itself, from `branch` or opened by
 * the bot, and with a dashboard or a commit of the bot's. `null`: there is none.
 */
export async function findDraft(
  client: Client,
  { nameWithOwner, pullRequests }: OpenPullRequests,
  branch: string,
): Promise<FoundDraft | null> {
  const inside = pullRequests.filter(({ isCrossRepository }) => !isCrossRepository);
  const candidates = [
    ...inside.filter(({ headRefName }) => headRefName === branch),
    ...inside.filter(({ headRefName, isOwn }) => headRefName !== branch && isOwn),
  ];
  for (const candidate of candidates) {
    const variables = { ...splitName(nameWithOwner), number: candidate.number };
    const { viewer, repository } = await query<BodyAnswer>(client, DRAFT_BODY, variables);
    const { body, commits } = repository.pullRequest;
    const hasCommit = commits.nodes.some(({ commit }) => isOffer(commit, viewer));
    if (!hasCommit && findDashboard(body) === null) continue;
    return { ...candidate, body, bodyVersions: bodyVersions(repository.pullRequest) };
  }
  return null;
}

/** What the description of the draft at the address tells the editors; empty where there is none, or it cannot be read. */
export async function readDashboard(
  client: Client,
  newsletter: string,
  url: string,
  log: Log,
): Promise<string> {
  try {
    const open = await readOpenPullRequests(client, newsletter, null);
    const pullRequests = open.pullRequests.filter((pullRequest) => pullRequest.url === url);
    const [branch = ''] = pullRequests.map(({ headRefName }) => headRefName);
    const draft = await findDraft(client, { ...open, pullRequests }, branch);
    return findDashboard(draft?.body ?? '')?.dashboard ?? '';
  } catch (error) {
    log.warn(`The summary lacks what the draft's description says. ${explain(error)}`);
    return '';
  }
}
