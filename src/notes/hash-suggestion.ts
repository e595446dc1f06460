import { createHash } from 'node:crypto';
import type { Markdown } from '../newsletter/markdown/markdown.js';
import type { Command } from './command.js';

/** What a suggestion is made of: who offered what where. */
export interface Offered {
  readonly commentId: string;
  readonly login: string;
  readonly about: string | null;
  readonly command: Command;
  /** What a link without a title shows; `null`: its address, or it is something else. */
  readonly words: Markdown | null;
}

/**
 * The hash that an approval is bound to: any other text has another one. 128 bits, so that nobody finds two texts of
 * the same hash, one to be approved and one to be put in its place.
 */
export function hashSuggestion({ commentId, login, about, command, words }: Offered): string {
  const text = JSON.stringify([
    commentId,
    login.toLowerCase(),
    about,
    sorted(command),
    ...(words === null ? [] : [words]),
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function sorted(command: Command): readonly (readonly [string, unknown])[] {
  return Object.entries(command).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
