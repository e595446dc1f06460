import { isSameName } from '../../newsletter/activity/names.js';
import { RENDERED_TRAILER } from '../../newsletter/draft/plan-draft.js';
import type { Client, WritingClient } from '../connection/client.js';
import { type ListQuery, type Page, pagesFrom } from '../connection/graphql.js';

/** A file's commits, as far as the bot's newest one. */
export interface FileHistory {
  /** `null` when the bot has none. */
  readonly own: OwnCommit | null;
  /** Of the newest commit; `null` when the file has none. */
  readonly head: string | null;
  /** Their ids, the bot's newest one included. */
  readonly commits: ReadonlySet<string>;
}

/** The bot's newest commit of a file. */
interface OwnCommit {
  /** Git blob id of what the bot offered with it. */
  readonly blob: string;
  /** What it changed, in its own words; `null` for the first one. */
  readonly change: string | null;
}

/** Who asks GitHub: the App's bot, or the owner of a token. */
export interface Viewer {
  /** The login of an App's bot ends in `[bot]`. */
  readonly login: string;
  /** The account's id, which stays when its login changes; `null`: GitHub does not tell it. */
  readonly databaseId: number | null;
  /** The account's page, on the same host as the newsletter. */
  readonly url: string;
}

/** What shows whose commit it is. */
export interface CommitOrigin {
  readonly author: {
    readonly email: string | null;
    /** `null` where GitHub knows no account of that address. */
    readonly user: { readonly login: string; readonly databaseId: number | null } | null;
  } | null;
  readonly signature: { readonly isValid: boolean; readonly wasSignedByGitHub: boolean } | null;
}

/** The fields of `Viewer`. */
export const VIEWER = 'viewer { login databaseId url }';

/** The fields of `CommitOrigin`. */
export const COMMIT_ORIGIN =
  'author { email user { login databaseId } } signature { isValid wasSignedByGitHub }';

/**
 * Whether the bot itself made the commit. GitHub signs what `createCommitOnBranch` commits, and its author is always who
 * asked (docs.github.com, "createCommitOnBranch"); so nobody else can make such a commit. Where a bot is no `user` of
 * GraphQL, its no-reply address has its id, which no person can have as an address of theirs.
 */
export function isOwnCommit({ author, signature }: CommitOrigin, viewer: Viewer): boolean {
  if (signature?.isValid !== true || !signature.wasSignedByGitHub || author === null) return false;
  const { login, databaseId, url } = viewer;
  if (databaseId === null) return isSameName(author.user?.login, login);
  if (author.user !== null) return author.user.databaseId === databaseId;
  const [name = '', ...hosts] = (author.email ?? '').split('@');
  return name.startsWith(`${databaseId}+`) && hosts.join('@') === `users.noreply.${new URL(url).host}`;
}

/** A page of a file's commits, newest first. */
export type CommitPage = Page<HistoryCommit>;

interface HistoryCommit extends CommitOrigin {
  readonly oid: string;
  readonly message: string;
}

/** A file on a branch. */
export interface FilePlace {
  readonly owner: string;
  readonly name: string;
  /** Full name of the branch. */
  readonly ref: string;
  readonly path: string;
}

interface FileHistoryAnswer<Commit> {
  readonly repository: { readonly ref: { readonly target: { readonly history?: Page<Commit> } } | null };
}

/** The commits of a `FilePlace`, newest first, each with these fields. */
export function historyQuery<Commit>({
  operation,
  fields,
}: {
  readonly operation: string;
  readonly fields: string;
}): ListQuery<FileHistoryAnswer<Commit>, Commit> {
  return {
    document: /* GraphQL */ `
      query ${operation}($owner: String!, $name: String!, $ref: String!, $path: String!, $first: Int!, $after: String) {
        repository(owner: $owner, name: $name) {
          ref(qualifiedName: $ref) {
            target {
              ... on Commit {
                history(first: $first, path: $path, after: $after) {
                  pageInfo { hasNextPage endCursor }
                  nodes { ${fields} ${COMMIT_ORIGIN} }
                }
              }
            }
          }
        }
      }
    `,
    pageIn: ({ repository }) => repository.ref?.target.history,
  };
}

export const FILE_HISTORY = historyQuery<HistoryCommit>({ operation: 'FileHistory', fields: 'oid message' });

/** The last line of the bot's message. A squash has the messages of all its commits, and is nobody's own. */
const TRAILER = new RegExp(`\\n${RENDERED_TRAILER}: ([0-9a-f]{40})\\s*$`);

/** Whether the bot made the commit, and offered something with it. */
export function isOffer(commit: CommitOrigin & { readonly message: string }, viewer: Viewer): boolean {
  return TRAILER.test(commit.message) && isOwnCommit(commit, viewer);
}

/** Looks for the bot's newest commit of the file, from its first page of commits on. */
export async function readFileHistory(
  client: Client,
  place: FilePlace,
  first: CommitPage | undefined,
  viewer: Viewer,
): Promise<FileHistory> {
  const head = first?.nodes?.[0]?.oid ?? null;
  const commits = new Set<string>();
  for await (const page of pagesFrom(client, first, FILE_HISTORY, { ...place })) {
    for (const commit of page) {
      commits.add(commit.oid);
      if (isOffer(commit, viewer)) return { own: toOwnCommit(commit.message), head, commits };
    }
  }
  return { own: null, head, commits };
}

/** The message is a headline, a paragraph on the change unless it is the first, and the trailer. */
function toOwnCommit(message: string): OwnCommit {
  const paragraphs = message.split(/\n{2,}/);
  return {
    blob: TRAILER.exec(message)?.[1] ?? '',
    change: paragraphs.length > 2 ? (paragraphs[1] ?? null) : null,
  };
}

/**
 * Ends the headline of a commit on the bot's own branch: with it, a push starts no workflow (GitHub docs, "Skipping
 * workflow runs").
 */
export const SKIP_CI = '[skip ci]';

/** A commit of one file on a branch that must not have moved. */
export interface FileCommit {
  readonly repositoryNameWithOwner: string;
  readonly branchName: string;
  readonly expectedHeadOid: string;
  readonly path: string;
  /** `null`: the file is deleted. */
  readonly text: string | null;
  readonly headline: string;
  readonly body: string;
}

/** Two names for one write, so that a log of requests tells them apart. */
export const COMMIT_DRAFT = /* GraphQL */ `
  mutation CommitDraft($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

export const STORE_RENDERED = /* GraphQL */ `
  mutation StoreRendered($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

interface Committed {
  readonly createCommitOnBranch: { readonly commit: { readonly oid: string } };
}

/**
 * Commits through the API, so that GitHub signs it, and returns the commit's id. Throws GitHub's `STALE_DATA` when the branch
 * has moved.
 */
export async function commitFile(
  writer: WritingClient,
  document: string,
  commit: FileCommit,
): Promise<string> {
  const { repositoryNameWithOwner, branchName, expectedHeadOid, path, text, headline, body } = commit;
  const fileChanges =
    text === null
      ? { deletions: [{ path }] }
      : { additions: [{ path, contents: Buffer.from(text, 'utf8').toString('base64') }] };
  const { createCommitOnBranch } = await writer.graphql<Committed>(document, {
    input: {
      branch: { repositoryNameWithOwner, branchName },
      expectedHeadOid,
      message: { headline, body },
      fileChanges,
    },
  });
  return createCommitOnBranch.commit.oid;
}
