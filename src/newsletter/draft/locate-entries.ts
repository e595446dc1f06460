import { type Block, type Document, lineOf, type Outline, type Piece } from '../document/document.js';
import { type Edition, type EditionSection, type Entry, entriesOf } from '../edition/edition.js';
import { addressesIn, isWebAddress, linkKey } from '../markdown/addresses.js';
import type { DraftNotes, FileContent } from './draft.js';

/** Where a work of the edition stands: in the file, in the list of sections left out, or in neither. */
export type EntryPlace = 'shown' | 'hidden' | 'left out' | 'deleted' | 'without section' | 'missing';

/** An entry of an edition and its place. */
export interface LocatedEntry {
  readonly section: EditionSection;
  readonly entry: Entry;
  readonly place: EntryPlace;
}

/** Looks each entry up in the file as people left it. `missing` is one for whose absence there is no reason. */
export function locateEntries(
  { sections, leftOut }: Edition,
  { file, withoutSection }: Pick<DraftNotes, 'file' | 'withoutSection'>,
): readonly LocatedEntry[] {
  const found = file === null ? null : keysIn(file);
  const homeless = new Set(withoutSection);
  const placeIn = (entry: Entry, isLeftOut: boolean): EntryPlace => {
    if (found === null) return isLeftOut ? 'left out' : entry.hiddenBecause === null ? 'shown' : 'hidden';
    const key = entry.work.key;
    if (found.shown.has(key)) return 'shown';
    if (found.hidden.has(key)) return 'hidden';
    if (isLeftOut) return 'left out';
    if (found.offered.has(key)) return 'deleted';
    return homeless.has(key) ? 'without section' : 'missing';
  };
  const locate = (section: EditionSection, isLeftOut: boolean): readonly LocatedEntry[] =>
    entriesOf(section).map((entry) => ({
      section,
      entry,
      place: placeIn(entry, isLeftOut),
    }));
  return [
    ...sections.flatMap((section) => locate(section, false)),
    ...leftOut.flatMap((section) => locate(section, true)),
  ];
}

/** Keys of the works that the file lists, and of those that the bot offered. */
function keysIn({ document, offered }: FileContent) {
  const { pieces } = document;
  const isHidden = ({ block }: Piece) => block.kind === 'comment';
  const keysOf = (some: typeof pieces) => new Set(some.flatMap(({ mentions }) => mentions));
  return {
    shown: keysOf(pieces.filter((piece) => !isHidden(piece))),
    hidden: keysOf(pieces.filter(isHidden)),
    offered: keysOf(offered?.pieces ?? []),
  };
}

/** An entry as people may have left it. */
export interface EntryInFile {
  /** As a reader sees it, or would if it were not hidden. */
  readonly source: string;
  readonly isHidden: boolean;
  /** Keys of everything that it links to. */
  readonly mentions: readonly string[];
  /** Where it begins, counted from 1. */
  readonly line: number;
}

/**
 * The entry of the work with the key: its own or, where it has none, the first one that links to it; `null`
 * when the file has neither.
 */
export function entryInFile(document: Document, key: string): EntryInFile | null {
  const entries = document.pieces.filter((piece) => piece.kind === 'entry' && piece.mentions.includes(key));
  const found = entries.find(({ mentions }) => mentions[0] === key) ?? entries[0];
  if (found === undefined) return null;
  const { shownWords: source, hidden, mentions } = found;
  return { source, isHidden: hidden, mentions, line: lineOf(document, found) };
}

/** Where a text has a link: in a block or an item of a list. */
interface LinkPlace {
  readonly key: string;
  readonly piece: Piece;
}

/**
 * The links that people typed into a draft, by `linkKey`, each with its line: those in more blocks and list items of
 * `current` than of `offered`, the bot's last text. What stands in comments and code is no link.
 */
export function typedLinks(current: Document, offered: Outline | null): ReadonlyMap<string, number> {
  const before = placesIn(offered?.pieces ?? []);
  const now = placesIn(current.pieces);
  const lines = new Map<string, number>();
  for (const key of new Set(now.map((place) => place.key))) {
    const [known, places] = [before, now].map((all) => all.filter((place) => place.key === key));
    if (known === undefined || places === undefined || places.length <= known.length) continue;
    const isKnown = ({ piece }: LinkPlace) => known.some((other) => other.piece.source === piece.source);
    const typed = places.find((place) => !isKnown(place)) ?? places.at(-1);
    if (typed !== undefined) lines.set(key, lineOf(current, typed.piece));
  }
  return lines;
}

/** What stands in them is not shown as a link. */
const WITHOUT_LINKS: readonly Block['kind'][] = ['comment', 'code', 'front-matter'];

function placesIn(pieces: readonly Piece[]): readonly LinkPlace[] {
  return pieces
    .filter(({ block }) => !WITHOUT_LINKS.includes(block.kind))
    .flatMap((piece) => {
      const keys = new Set(addressesIn(piece.source).filter(isWebAddress).map(linkKey));
      return [...keys].map((key) => ({ key, piece }));
    });
}
