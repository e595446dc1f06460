import { splitName } from '../../newsletter/activity/name-with-owner.js';
import type { Archive } from '../../newsletter/draft/draft.js';
import { blobOid } from '../../newsletter/markdown/blob-oid.js';
import type { WritingClient } from '../connection/client.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import { commitFile, SKIP_CI, STORE_RENDERED } from './commit-file.js';

/** The bot's own branch in the newsletter repository: every version that it offered, for anybody to look at. */
export const ARCHIVE_BRANCH = 'this-month-bot/rendered';

const PURPOSE =
  'What the bot rendered, as the base of its next merge. Nothing reads this branch but the bot.';
const DRAFT_TRAILER = 'Newsletter-Draft';
const TRAILER = new RegExp(`^${DRAFT_TRAILER}: ([0-9a-f]{40})$`, 'm');

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
  { nameWithOwner, defaultBranch }: Newsletter,
  archive: Archive,
  { path, text, draftCommit }: Offer,
): Promise<void> {
  if (archive.blob === blobOid(text)) return;
  const { owner, name: repo } = splitName(nameWithOwner);
  if (archive.head === null) {
    const ref = `refs/heads/${ARCHIVE_BRANCH}`;
    await writer.rest.git.createRef({ owner, repo, ref, sha: defaultBranch.oid, request: { retries: 0 } });
  }
  await commitFile(writer, STORE_RENDERED, {
    path,
    text,
    repositoryNameWithOwner: nameWithOwner,
    branchName: ARCHIVE_BRANCH,
    expectedHeadOid: archive.head ?? defaultBranch.oid,
    headline: `Render ${path} ${SKIP_CI}`,
    body: draftCommit === null ? PURPOSE : `${PURPOSE}\n\n${DRAFT_TRAILER}: ${draftCommit}`,
  });
}

/** The commit of the draft's file that the message of an archive's commit names. */
export function draftCommitIn(message: string): string | null {
  return TRAILER.exec(message)?.[1] ?? null;
}
