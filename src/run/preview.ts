import type { Client, Log } from '../github/connection/client.js';
import { createWriteAccess } from '../github/connection/write-access.js';
import type { Month } from '../newsletter/activity/month.js';
import type { EditionSources } from '../newsletter/edition/assemble-edition.js';
import { readSources } from './read-sources.js';
import { resolveDraftNotes } from './resolve-draft-notes.js';
import { type NewsletterRequest, readNewsletterContext } from './run-context.js';

/** What the edition of a month would be drafted from now; writes nothing. Throws like `draftEdition`. */
export async function previewSources(
  client: Client,
  request: NewsletterRequest,
  month: Month,
  now: Date,
  log: Log,
): Promise<EditionSources> {
  const context = await readNewsletterContext(client, request, log);
  const sources = await readSources(client, context, month, now, log);
  const permissions = { mayWrite: createWriteAccess(client, now), app: null };
  const { notes } = await resolveDraftNotes(
    { reader: client, writer: client },
    permissions,
    context,
    sources,
    null,
    log,
  );
  return { ...sources, notes };
}
