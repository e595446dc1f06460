import { nameKey, splitName } from '../../newsletter/activity/names.js';
import { type Archive, blobOid } from '../../newsletter/draft/draft.js';
import type { Client, Clients, Log, WritingClient } from '../connection/client.js';
import { type ListQuery, type Page, pages, query } from '../connection/graphql.js';
import type { NewsletterRepository } from '../newsletter/read-newsletter.js';
import { type NamedAccount, type RememberedAccount, readPresentAccounts, withAccounts } from './accounts.js';
import {
  COMMIT_ORIGIN,
  type CommitOrigin,
  commitFile,
  type FileHistory,
  isOwnCommit,
  SKIP_CI,
  STORE_RENDERED,
  type Viewer,
} from './own-commit.js';

/** The bot's own branch in the newsletter repository: every version that it offered, for anybody to look at. */
export const ARCHIVE_BRANCH = 'this-month-bot/rendered';

const PURPOSE =
  'What the bot rendered, as the base of its next merge. Nothing reads this branch but the bot.';
const DRAFT_TRAILER = 'Newsletter-Draft';
const TRAILER = new RegExp(`\\n${DRAFT_TRAILER}: ([0-9a-f]{40})\\s*$`);

/** What the bot offers. */
export interface Offer {
  /** Path of the edition. */
  readonly path: string;
  readonly text: string;
  /** Commit of the draft's file that has it already; `null` when a commit is to come that names it. */
  readonly draftCommit: string | null;
}

/**
 * Stores what the bot offers. The draft's commit names it afterwards, so a run that ends between the two changes
 * nothing; where the draft needs none, the archive names the draft. What is there already is not stored twice.
 */
export async function storeInArchive(
  writer: WritingClient,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  archive: Archive,
  { path, text, draftCommit }: Offer,
): Promise<void> {
  const isStored = archive.blob === blobOid(text);
  if (isStored && !archive.isForeign) return;
  const { owner, name: repo } = splitName(nameWithOwner);
  if (archive.head === null) {
    const ref = `refs/heads/${ARCHIVE_BRANCH}`;
    await writer.rest.git.createRef({ owner, repo, ref, sha: defaultBranch.oid, request: { retries: 0 } });
  }
  const file = { path, repositoryNameWithOwner: nameWithOwner, branchName: ARCHIVE_BRANCH };
  const head = archive.head ?? defaultBranch.oid;
  // A commit that changes nothing is not among a file's commits, so the same text from somebody else goes first.
  const expectedHeadOid = isStored
    ? await commitFile(writer, STORE_RENDERED, {
        ...file,
        text: null,
        expectedHeadOid: head,
        headline: `Take out ${path}, which others committed ${SKIP_CI}`,
        body: PURPOSE,
      })
    : head;
  await commitFile(writer, STORE_RENDERED, {
    ...file,
    text,
    expectedHeadOid,
    headline: `Render ${path} ${SKIP_CI}`,
    body: draftCommit === null ? PURPOSE : `${PURPOSE}\n\n${DRAFT_TRAILER}: ${draftCommit}`,
  });
}

/** Where an edition is in the archive, and who asks. */
export interface ArchivedPlace {
  readonly owner: string;
  readonly name: string;
  readonly path: string;
  readonly viewer: Viewer;
}

export const ARCHIVED_VERSIONS: ListQuery<ArchivedVersions, VersionNode> = {
  document: /* GraphQL */ `
    query ArchivedVersions($owner: String!, $name: String!, $ref: String!, $path: String!, $first: Int!, $after: String) {
      repository(owner: $owner, name: $name) {
        ref(qualifiedName: $ref) {
          target {
            ... on Commit {
              history(first: $first, path: $path, after: $after) {
                pageInfo { hasNextPage endCursor }
                nodes { message file(path: $path) { oid } ${COMMIT_ORIGIN} }
              }
            }
          }
        }
      }
    }
  `,
  pageIn: ({ repository }) => repository.ref?.target.history,
};

interface VersionNode extends CommitOrigin {
  readonly message: string;
  readonly file: { readonly oid: string } | null;
}

interface ArchivedVersions {
  readonly repository: { readonly ref: { readonly target: { readonly history?: Page<VersionNode> } } | null };
}

/**
 * Git blob id of the newest version that the bot itself stored and the draft has: the bot's newest commit of its file names it,
 * or it names that commit or a later one. `null`: there is none.
 */
export async function lastOffered(
  client: Client,
  { viewer, ...file }: ArchivedPlace,
  { own, commits }: FileHistory,
): Promise<string | null> {
  const variables = { ...file, ref: `refs/heads/${ARCHIVE_BRANCH}` };
  for await (const { nodes } of pages(client, ARCHIVED_VERSIONS, variables)) {
    for (const commit of nodes) {
      if (commit.file === null || !isOwnCommit(commit, viewer)) continue;
      const draftCommit = draftCommitIn(commit.message);
      if (commit.file.oid === own?.blob || commits.has(draftCommit ?? '')) return commit.file.oid;
    }
  }
  return null;
}

/** The commit of the draft's file that the message of an archive's commit names. */
export function draftCommitIn(message: string): string | null {
  return TRAILER.exec(message)?.[1] ?? null;
}

/** On the bot's own branch: who asked never to be thanked. */
export const OPT_OUTS_PATH = 'opt-outs.txt';

/** On the bot's own branch: whom the settings and commands name. */
export const ACCOUNTS_PATH = 'accounts.txt';

export const STORED_ACCOUNTS = /* GraphQL */ `
  query StoredAccounts($owner: String!, $name: String!, $ref: String!, $file: String!) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { target { oid } }
      object(expression: $file) { ... on Blob { text } }
    }
  }
`;

export const STORE_ACCOUNTS = /* GraphQL */ `
  mutation StoreAccounts($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

interface Answer {
  readonly repository: {
    readonly ref: { readonly target: { readonly oid: string } } | null;
    readonly object: { readonly text?: string | null } | null;
  };
}

/** Remembers for all editions to come that these people do not want to be thanked. */
export async function rememberOptOuts(
  clients: Clients,
  newsletter: NewsletterRepository,
  logins: readonly string[],
  log: Log,
): Promise<void> {
  const asked = logins.map((login): NamedAccount => ({ name: nameKey(login), ids: null }));
  const present = await readPresentAccounts(clients.reader, asked, log);
  const accounts = asked.map(({ name, ids }) => ({ name, ids: present.get(name)?.ids ?? ids, usedIn: null }));
  await storeAccounts(clients, newsletter, accounts, {
    path: OPT_OUTS_PATH,
    head: '# Who asked by "/newsletter uncredit always" never to be thanked: a login and its account on each line.\n',
    headline: `Remember who does not want to be thanked ${SKIP_CI}`,
    body: 'As they asked by `/newsletter uncredit always`.',
  });
}

/** Remembers for all editions to come which accounts the names in settings and commands were when they were first seen. */
export async function rememberAccounts(
  clients: Clients,
  newsletter: NewsletterRepository,
  accounts: readonly RememberedAccount[],
): Promise<void> {
  await storeAccounts(clients, newsletter, accounts, {
    path: ACCOUNTS_PATH,
    head: '# Whom settings and commands name: a login as it was first seen, its account, and the comment of a command.\n',
    headline: `Remember who is meant ${SKIP_CI}`,
    body: 'So that they are the same people when they change their names.',
  });
}

/** A file of accounts in the archive. */
interface AccountsFile {
  readonly path: string;
  /** What a new file begins with. */
  readonly head: string;
  readonly headline: string;
  readonly body: string;
}

async function storeAccounts(
  { reader, writer }: Clients,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  accounts: readonly RememberedAccount[],
  { path, head, headline, body }: AccountsFile,
): Promise<void> {
  const { owner, name } = splitName(nameWithOwner);
  const ref = `refs/heads/${ARCHIVE_BRANCH}`;
  const variables = { owner, name, ref, file: `${ref}:${path}` };
  const { repository } = await query<Answer>(reader, STORED_ACCOUNTS, variables);
  const before = repository.object?.text ?? '';
  const text = withAccounts(before, head, accounts);
  if (text === before) return;
  if (repository.ref === null) {
    const start = { owner, repo: name, ref, sha: defaultBranch.oid, request: { retries: 0 } };
    await writer.rest.git.createRef(start);
  }
  await commitFile(writer, STORE_ACCOUNTS, {
    path,
    text,
    repositoryNameWithOwner: nameWithOwner,
    branchName: ARCHIVE_BRANCH,
    expectedHeadOid: repository.ref?.target.oid ?? defaultBranch.oid,
    headline,
    body,
  });
}
