import { blobOid } from '../newsletter/blob-oid.js';
import type { Archive } from '../newsletter/draft.js';
import type { Client } from './client.js';
import { commitFile, STORE_RENDERED } from './commit-file.js';
import type { Newsletter } from './read-newsletter.js';

/** The bot's own branch in the newsletter repository: every version that it offered, for anybody to look at. */
export const ARCHIVE_BRANCH = 'this-month-bot/rendered';

/**
 * Stores what the bot offers. The draft's commit names it afterwards, so a run that ends between the two changes
 * nothing. What is there already is not stored twice.
 */
export async function storeInArchive(
  client: Client,
  { nameWithOwner, defaultBranch }: Newsletter,
  archive: Archive,
  file: { readonly path: string; readonly text: string },
): Promise<void> {
  if (archive.blob === blobOid(file.text)) return;
  const [owner = '', repo = ''] = nameWithOwner.split('/');
  if (archive.head === null) {
    const ref = `refs/heads/${ARCHIVE_BRANCH}`;
    await client.rest.git.createRef({ owner, repo, ref, sha: defaultBranch.oid, request: { retries: 0 } });
  }
  await commitFile(client, STORE_RENDERED, {
    ...file,
    repositoryNameWithOwner: nameWithOwner,
    branchName: ARCHIVE_BRANCH,
    expectedHeadOid: archive.head ?? defaultBranch.oid,
    headline: `Render ${file.path}`,
    body: 'What the bot rendered, as the base of its next merge. Nothing reads this branch but the bot.',
  });
}
