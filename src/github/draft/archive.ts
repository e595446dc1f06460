import { splitName } from '../../newsletter/activity/names.js';
import type { Form } from '../../newsletter/document/form.js';
import type { Archive, OfferedVersion } from '../../newsletter/draft/draft.js';
import type { LastOffer } from '../../newsletter/house-style/earlier-edition.js';
import { parseOffered } from '../../newsletter/merge/ledger.js';
import { unreadableLedger } from '../../replies/problems.js';
import type { Client, Log, WritingClient } from '../connection/client.js';
import { pages, query } from '../connection/graphql.js';
import type { NewsletterRepository } from '../newsletter/read-newsletter.js';
import {
  type CommitOrigin,
  commitFile,
  type FileHistory,
  historyQuery,
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
  /** Whether the archive's file is taken out first: it is the same text, committed by somebody else. */
  readonly isTakenOutFirst: boolean;
}

/**
 * Stores what the bot offers. The draft's commit names it afterwards, so a run that ends between the two changes
 * nothing; where the draft needs none, the archive names the draft.
 */
export async function storeInArchive(
  writer: WritingClient,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  archive: Archive,
  { path, text, draftCommit, isTakenOutFirst }: Offer,
): Promise<void> {
  const { owner, name: repo } = splitName(nameWithOwner);
  if (archive.head === null) {
    const ref = `refs/heads/${ARCHIVE_BRANCH}`;
    await writer.rest.git.createRef({ owner, repo, ref, sha: defaultBranch.oid, request: { retries: 0 } });
  }
  const file = { path, repositoryNameWithOwner: nameWithOwner, branchName: ARCHIVE_BRANCH };
  const head = archive.head ?? defaultBranch.oid;
  // A commit that changes nothing is not among a file's commits.
  const expectedHeadOid = isTakenOutFirst
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

export const ARCHIVED_VERSIONS = historyQuery<VersionNode>({
  operation: 'ArchivedVersions',
  fields: 'message file(path: $path) { oid }',
});

interface VersionNode extends CommitOrigin {
  readonly message: string;
  readonly file: { readonly oid: string } | null;
}

/**
 * Git blob id of the newest version that the bot itself stored and the draft has: the bot's newest commit of its file names it,
 * or it names that commit or a later one. `null`: there is none.
 */
async function lastOffered(
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
function draftCommitIn(message: string): string | null {
  return TRAILER.exec(message)?.[1] ?? null;
}

/** What `DRAFT` answers about the archive. */
export interface ArchiveAnswer {
  readonly archive: {
    readonly target: {
      readonly oid: string;
      readonly history?: { readonly nodes: readonly (CommitOrigin & { readonly message: string })[] };
    };
  } | null;
  readonly before: ArchiveBefore | null;
  readonly archived: BlobNode | null;
}

/** The newest commits of the archive's file of the period before. */
interface ArchiveBefore {
  readonly target: { readonly history?: { readonly nodes: readonly StoredVersion[] } };
}

interface StoredVersion extends CommitOrigin {
  readonly committedDate: string;
  readonly file: { readonly object: BlobNode | null } | null;
}

export interface BlobNode {
  readonly oid?: string;
  readonly text?: string | null;
}

/** What the bot's own branch has for an edition. */
export interface ReadArchive {
  readonly archive: Archive;
  /** The file, if the bot itself committed it last. */
  readonly offered: BlobNode | null;
  /** The commit of the draft's file that has it already. */
  readonly draftCommit: string | null;
}

/** Who may push to the repository can push to this branch, too: what others committed there is no offer. */
export function readArchive({ archive, archived }: ArchiveAnswer, viewer: Viewer): ReadArchive {
  const [stored] = archive?.target.history?.nodes ?? [];
  const isOwn = stored !== undefined && isOwnCommit(stored, viewer);
  return {
    archive: {
      head: archive?.target.oid ?? null,
      blob: archived?.oid ?? null,
      isForeign: typeof archived?.oid === 'string' && !isOwn,
    },
    offered: isOwn ? archived : null,
    draftCommit: isOwn ? draftCommitIn(stored.message) : null,
  };
}

/** As the bot itself stored it; what others committed there tells nothing. */
export function lastOfferIn(before: ArchiveBefore | null, form: Form, viewer: Viewer): LastOffer | null {
  const stored = before?.target.history?.nodes.find((commit) => isOwnCommit(commit, viewer));
  const text = stored?.file?.object?.text;
  if (stored === undefined || typeof text !== 'string') return null;
  const offered = parseOffered(text, form);
  if (offered === null) return null;
  return { at: new Date(stored.committedDate), document: offered.document, stories: offered.stories };
}

export const BASE = /* GraphQL */ `
  query Base($owner: String!, $name: String!, $oid: GitObjectID!) {
    repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Blob { oid text } } }
  }
`;

/**
 * What the draft's commit names, or what the archive has for the draft as it is. A later run may have been ended after
 * it stored more and before it committed: that was never offered. What the bot never stored in the archive is no base;
 * where a person deleted all of the archive, its own commit is enough.
 */
export async function readBase(
  client: Client,
  place: ArchivedPlace,
  history: FileHistory,
  archived: ReadArchive,
  form: Form,
  log: Log,
): Promise<OfferedVersion | null> {
  return toOffered(await readBlobOfBase(client, place, history, archived), place.path, form, log);
}

async function readBlobOfBase(
  client: Client,
  place: ArchivedPlace,
  history: FileHistory,
  { archive, offered, draftCommit }: ReadArchive,
): Promise<BlobNode | null> {
  const { own, commits } = history;
  if (offered !== null && (commits.has(draftCommit ?? '') || offered.oid === own?.blob)) return offered;
  if (commits.size === 0) return null;
  const blob = archive.head === null ? own?.blob : await lastOffered(client, place, history);
  if (typeof blob !== 'string') return null;
  const { owner, name } = place;
  const { repository } = await query<{ readonly repository: { readonly object: BlobNode | null } }>(
    client,
    BASE,
    { owner, name, oid: blob },
  );
  return repository.object;
}

/** Without its ledger, nobody knows what people deleted: the merge then adds to the file, and takes nothing out. */
function toOffered(blob: BlobNode | null, path: string, form: Form, log: Log): OfferedVersion | null {
  if (typeof blob?.oid !== 'string') return null;
  const text = blob.text ?? '';
  const offered = parseOffered(text, form);
  if (offered === null) log.warn(unreadableLedger(path));
  return offered && { ...offered, text, oid: blob.oid };
}
