import type { Client, Log } from './github/client.js';
import { assembleEdition } from './newsletter/assemble-edition.js';
import type { Edition } from './newsletter/edition.js';
import type { Month } from './newsletter/month.js';
import { type NewsletterRequest, openDesk, readSources } from './read-sources.js';

/** The edition of a month as the bot would draft it now; writes nothing. Throws like `draftEdition`. */
export async function previewEdition(
  client: Client,
  request: NewsletterRequest,
  month: Month,
  now: Date,
  log: Log,
): Promise<Edition> {
  const desk = await openDesk(client, request, log);
  return assembleEdition(await readSources(client, desk, month, now, log));
}
