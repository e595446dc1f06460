import type { Client } from './github/client.js';
import type { Hearing } from './github/read-control.js';
import type { ReadDraft } from './github/read-draft.js';
import type { Moves } from './github/read-moves.js';
import { readNotes } from './github/read-notes.js';
import { NOTHING_NOTED } from './newsletter/edition-notes.js';
import { type ResolvedNotes, resolveNotes } from './notes/resolve-notes.js';
import { publishedAddress } from './published-address.js';
import { type Desk, excludedRepositories, type MonthSources } from './read-sources.js';

/** What of the month notes are made from. */
export type NotedSources = Pick<MonthSources, 'activity' | 'earlier' | 'conversations' | 'strays'>;

/** Nobody is asked for anything. */
const SILENCE: ResolvedNotes = { notes: NOTHING_NOTED, answers: [], optOuts: [], asides: new Map() };

/** What people asked for, on the month's pull requests and on the draft; nothing where the settings say so. */
export async function resolveDraftNotes(
  client: Client,
  hearing: Hearing,
  desk: Desk,
  { activity, earlier, conversations, strays }: NotedSources,
  draft: (Pick<ReadDraft, 'conversation' | 'branch'> & { readonly moves: Moves }) | null,
): Promise<ResolvedNotes> {
  const { newsletter, config, published } = desk;
  if (!config.notes) return SILENCE;
  const sources = await readNotes(client, hearing, {
    newsletter,
    activity,
    earlier,
    conversations,
    strays,
    draft: draft?.conversation ?? null,
    postponed: draft?.moves.postponed ?? new Set(),
    isFollowed: draft?.branch === config.branch,
    exclude: excludedRepositories(config, newsletter),
    published: new Set(published.editions.map(({ month }) => month)),
    addressOf: (month) => publishedAddress(desk, month),
  });
  return resolveNotes(sources);
}
