import type { Client, Log } from './github/client.js';
import type { Hearing } from './github/read-control.js';
import type { ReadDraft } from './github/read-draft.js';
import { readNotes } from './github/read-notes.js';
import { NOTHING_NOTED } from './newsletter/edition-notes.js';
import { type ResolvedNotes, resolveNotes } from './notes/resolve-notes.js';
import type { Desk, MonthSources } from './read-sources.js';

/** Nobody is asked for anything. */
const SILENCE: ResolvedNotes = { notes: NOTHING_NOTED, answers: [], optOuts: [] };

/** What people asked for, on the month's pull requests and on the draft; nothing where the settings say so. */
export async function resolveDraftNotes(
  client: Client,
  hearing: Hearing,
  { newsletter, config }: Desk,
  sources: Pick<MonthSources, 'activity' | 'earlier' | 'formerNames' | 'conversations'>,
  draft: Pick<ReadDraft, 'conversation'> | null,
  log: Log,
): Promise<ResolvedNotes> {
  if (!config.notes) return SILENCE;
  const context = { ...sources, newsletter, draft: draft?.conversation ?? null };
  return resolveNotes(await readNotes(client, hearing, context, log));
}
