import { type EarlierEdition, modelsAmong, type SectionText } from './earlier-edition.js';
import type { EditionSettings } from './edition-settings.js';
import { byDefault, type Learned } from './learned.js';

/** So many of the last editions say whether the editors tell releases at all. */
const LAST_EDITIONS = 3;
/** So many of a repository's last sections say whether they do of it; most have notes in all or in none of theirs. */
const OWN_SECTIONS = 2;
/** In most editions `(published as `v0.10.3`)`, in some with the crate's name, or a link to the release. */
const NOTE = /\bpublished(?:\]\([^)\s]*\))? as `?(?:[\w-]+ )?v?\d/;

/**
 * Whether the entries of a repository tell in which release they were published: the last editions (oldest first) must
 * tell such, and one of the repository's last two sections (latest first), if there are two.
 */
export function learnReleaseNotes(
  earlier: readonly EarlierEdition[],
  own: readonly SectionText[],
): Learned<boolean> {
  const last = earlier.slice(-LAST_EDITIONS);
  if (last.length === 0) return byDefault(true);
  const telling = last.filter(({ parts }) => parts.some(({ sections }) => sections.some(hasNote))).length;
  const house = `${telling} of the last ${last.length} editions tell releases`;
  const ownLast = own.slice(0, OWN_SECTIONS);
  if (telling === 0 || ownLast.length < OWN_SECTIONS) return { value: telling > 0, evidence: house };
  const ownTelling = ownLast.filter(hasNote).length;
  return {
    value: ownTelling > 0,
    evidence: `${house}, ${ownTelling} of its last ${OWN_SECTIONS} sections`,
  };
}

/**
 * Whether entries of any repository tell in which release they were published: as set, else as the last editions, oldest
 * first, do.
 */
export function tellsReleases(
  setting: EditionSettings['publishedAs'],
  earlier: readonly EarlierEdition[],
): boolean {
  if (setting !== 'learned') return setting === 'always';
  return learnReleaseNotes(modelsAmong(earlier), []).value;
}

function hasNote({ blocks }: SectionText): boolean {
  return blocks.some(({ kind, text }) => kind === 'list' && NOTE.test(text));
}
