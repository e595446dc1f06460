import type { EarlierEdition } from './earlier-edition.js';

/** So many of the last editions say whether the editors tell releases. */
const LAST = 3;
/** In most editions `(published as `v0.10.3`)`, in some with the crate's name, or a link to the release. */
const NOTE = /\bpublished(?:\]\([^)\s]*\))? as `?(?:[\w-]+ )?v?\d/;

/** Whether the last editions, oldest first, tell in which release an entry was published. Without any, they may. */
export function tellReleases(earlier: readonly EarlierEdition[]): boolean {
  const last = earlier.slice(-LAST);
  return last.length === 0 || last.some(hasNote);
}

function hasNote({ parts }: EarlierEdition): boolean {
  const blocks = parts.flatMap((part) => part.sections.flatMap((section) => section.blocks));
  return blocks.some(({ kind, text }) => kind === 'list' && NOTE.test(text));
}
