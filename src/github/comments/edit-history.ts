import type { Client } from '../connection/client.js';
import { isForbidden } from '../connection/errors.js';

/** Tokens to ask with: the one that reads and, where that is shown too little, the one that writes. */
export interface Askers {
  readonly reader: Client;
  readonly writer: Pick<Client, 'graphql'>;
}

/** A version in an edit history. What GitHub calls a diff is the whole text after the edit. */
export interface EditNode {
  readonly diff: string | null;
  /** When somebody deleted the version; its text is `null` then. */
  readonly deletedAt: string | null;
}

/**
 * The versions of a text, as GitHub gives them; `null` when it does not show them. It is not documented who may see an
 * edit history: the list, or the text of a version that nobody deleted, may be `null` for a token that may only read.
 */
export function shownVersions<Node extends EditNode>(
  edits: { readonly nodes: readonly (Node | null)[] | null } | null | undefined,
): readonly Node[] | null {
  const nodes = edits?.nodes?.filter((node) => node !== null) ?? null;
  return nodes?.every(({ diff, deletedAt }) => diff !== null || deletedAt !== null) === true ? nodes : null;
}

/** Asks with one token after the other, each once, until GitHub shows the history; `null`: it shows it to none. */
export async function askForHistory<Versions>(
  tokens: readonly Pick<Client, 'graphql'>[],
  ask: (client: Pick<Client, 'graphql'>) => Promise<Versions | null>,
): Promise<Versions | null> {
  for (const client of new Set(tokens)) {
    const versions = await ask(client).catch((error: unknown) => {
      if (isForbidden(error)) return null;
      throw error;
    });
    if (versions !== null) return versions;
  }
  return null;
}
