import { repositoryConfig } from './config/repository-config.js';
import type { Client } from './github/client.js';
import type { Hearing } from './github/read-control.js';
import type { ReadDraft } from './github/read-draft.js';
import type { Moves } from './github/read-moves.js';
import { readNotes } from './github/read-notes.js';
import { sourceUrl } from './newsletter/draft.js';
import { NOTHING_NOTED } from './newsletter/edition-notes.js';
import { typedLinks } from './newsletter/typed-links.js';
import { type ResolvedNotes, resolveNotes } from './notes/resolve-notes.js';
import { publishedAddress } from './published-address.js';
import { type Desk, excludedRepositories, type MonthSources } from './read-sources.js';

/** What of the month notes are made from. */
export type NotedSources = Pick<MonthSources, 'activity' | 'earlier' | 'conversations' | 'strays'>;

/** What of the draft notes are made from. */
export interface NotedDraft
  extends Pick<ReadDraft, 'conversation' | 'branch' | 'current' | 'base' | 'editUrl'> {
  readonly moves: Moves;
}

/** Nobody is asked for anything. */
const SILENCE: ResolvedNotes = { notes: NOTHING_NOTED, answers: [], optOuts: [], asides: new Map() };

/** What people asked for, on the month's pull requests and on the draft; nothing where the settings say so. */
export async function resolveDraftNotes(
  client: Client,
  hearing: Hearing,
  desk: Desk,
  { activity, earlier, conversations, strays }: NotedSources,
  draft: NotedDraft | null,
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
    typedLinks: draft === null ? new Map() : typedLinksOf(draft),
    postponed: draft?.moves.postponed ?? new Set(),
    isFollowed: draft?.branch === config.branch,
    isCollected: (nameWithOwner) => isCollected(desk, nameWithOwner),
    published: new Set(published.editions.map(({ month }) => month)),
    addressOf: (month) => publishedAddress(desk, month),
  });
  return resolveNotes(sources);
}

function isCollected({ newsletter, config }: Desk, nameWithOwner: string): boolean {
  const isExcluded = excludedRepositories(config, newsletter).some(
    (name) => name.toLowerCase() === nameWithOwner.toLowerCase(),
  );
  return !isExcluded && repositoryConfig(config, nameWithOwner).hide !== true;
}

/** Most drafts have nobody who offers a link, and need no look. */
function typedLinksOf(draft: NotedDraft): ReadonlyMap<string, string> {
  const { conversation, current, base } = draft;
  if (current === null || conversation?.comments.some(({ body }) => /https?:/i.test(body)) !== true)
    return new Map();
  const lines = typedLinks(current.text, base?.text ?? null);
  return new Map([...lines].map(([key, line]) => [key, `${sourceUrl(draft)}#L${line}`]));
}
