import { type EarlierEdition, whyUnusable } from './earlier-edition.js';
import type { EditionSettings } from './edition-settings.js';

/** So many of the last editions say whether the editors tell releases. */
const LAST = 3;
/** In most editions `(published as `v0.10.3`)`, in some with the crate's name, or a link to the release. */
const NOTE = /\bpublished(?:\]\([^)\s]*\))? as `?(?:[\w-]+ )?v?\d/;

/** Whether entries tell in which release they were published: as set, else as the last editions, oldest first, do. */
export function tellsReleases(
  setting: EditionSettings['publishedAs'],
  earlier: readonly EarlierEdition[],
): boolean {
  if (setting !== 'learned') return setting === 'always';
  const last = earlier.filter((edition) => whyUnusable(edition) === null).slice(-LAST);
  return last.length === 0 || last.some(hasNote);
}

function hasNote({ parts }: EarlierEdition): boolean {
  const blocks = parts.flatMap((part) => part.sections.flatMap((section) => section.blocks));
  return blocks.some(({ kind, text }) => kind === 'list' && NOTE.test(text));
}
