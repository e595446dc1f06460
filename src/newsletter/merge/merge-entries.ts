import type { Outline, Piece } from '../document/document.js';
import { withVisibility } from '../document/parse-document.js';
import type { Identities, Outlines } from './identify-groups.js';
import { replacing } from './join-pieces.js';

/** How entries, and the text between them, fare in a merge. It looks at whole files, since people move entries. */
export interface EntryMerge {
  /** The piece of a section as it shall be, or nothing when it goes. */
  merge(current: Piece, section: number): readonly Piece[];
  /** Whether a fresh piece shall be inserted into its section: neither listed already nor deleted by a person. */
  isNew(fresh: Piece, section: number): boolean;
  /** Keys of entries that stay although the bot no longer has them. */
  keptThoughGone(): readonly string[];
}

/** An entry, and the number of the section that it stands in; of none in the prose of a part. */
export interface Place {
  readonly piece: Piece;
  readonly section: number | undefined;
}

/** An entry of the people's file beside the ones of the base and of the fresh edition. */
type EntryCase =
  | { readonly kind: 'of people' | 'untouched and gone' | 'changed and gone' | 'moved by the bot' }
  | { readonly kind: 'untouched'; readonly coming: Piece }
  | { readonly kind: 'changed'; readonly old: Piece; readonly coming: Piece };

/** What a merge of entries goes by. */
interface EntryRules {
  readonly identities: Identities;
  /** Keys of entries that people hid or showed earlier. */
  readonly decided: ReadonlySet<string>;
  /** Whether the merged edition has the section with that number. */
  takesIn(section: number): boolean;
}

export function createEntryMerge(
  { base, current, fresh }: Outlines,
  { identities, decided, takesIn }: EntryRules,
): EntryMerge {
  const [basePlaces, freshPlaces] = [placesByKey(base, identities), placesByKey(fresh, identities)];
  const currentPlaces = likeliestPlaces(placesOf(current, identities), basePlaces, freshPlaces);
  const copied = repeated(current.pieces.flatMap((piece) => [...new Set(piece.mentions)]));
  const known = mentionsOf([...base.pieces, ...current.pieces]);
  const [baseTexts, currentTexts, freshTexts] = [base, current, fresh].map((outline) =>
    textsOf(outline, identities),
  );
  const isChanged = (own: Piece, old: Piece) => decided.has(own.key) || isTouched(own, old);
  const keptThoughGone = new Set<string>();

  /** The bot puts it elsewhere, and no person touched or moved it. */
  const movesOn = (key: string) => {
    const [old, own, coming] = [basePlaces.get(key), currentPlaces.get(key), freshPlaces.get(key)];
    if (own === undefined || old?.section === undefined || coming?.section === undefined) return false;
    const isUntouched = own.section === old.section && !isChanged(own.piece, old.piece);
    return isUntouched && !isSamePlace(old, coming) && takesIn(coming.section);
  };
  /** What becomes of an entry of the people's file: the table of cases in docs/architecture.md. */
  const caseOf = (own: Piece): EntryCase => {
    const [old, coming] = [basePlaces.get(own.key)?.piece, freshPlaces.get(own.key)?.piece];
    // A second copy is the work of a person.
    if (old === undefined || currentPlaces.get(own.key)?.piece !== own) return { kind: 'of people' };
    const isOwn = isChanged(own, old);
    if (coming === undefined) {
      const isCopied = own.mentions.slice(0, 1).some((key) => copied.has(key));
      return { kind: isOwn || isCopied ? 'changed and gone' : 'untouched and gone' };
    }
    if (isOwn) return { kind: 'changed', old, coming };
    return movesOn(own.key) ? { kind: 'moved by the bot' } : { kind: 'untouched', coming };
  };
  const mergeEntry = (own: Piece): readonly Piece[] => {
    const found = caseOf(own);
    switch (found.kind) {
      case 'of people':
        return [own];
      case 'changed':
        return [followWords(own, found.old, found.coming)];
      case 'changed and gone':
        for (const key of own.mentions.slice(0, 1)) keptThoughGone.add(key);
        return [own];
      case 'untouched':
        return [replacing(own, found.coming)];
      case 'untouched and gone':
      case 'moved by the bot':
        return [];
    }
  };
  const has = (texts: Texts | undefined, { key }: Piece, section: number) =>
    texts?.get(key)?.has(section) === true;
  return {
    merge(own, section) {
      if (own.kind === 'entry') return mergeEntry(own);
      return has(baseTexts, own, section) && !has(freshTexts, own, section) ? [] : [own];
    },
    isNew(piece, section) {
      if (piece.kind === 'entry')
        return movesOn(piece.key) || piece.mentions.every((mention) => !known.has(mention));
      const baseSections = [...(baseTexts?.get(piece.key) ?? [])];
      const isDeleted = baseSections.some((place) => !has(currentTexts, piece, place));
      return !isDeleted && !baseSections.includes(section) && !has(currentTexts, piece, section);
    },
    keptThoughGone: () => [...keptThoughGone].sort(),
  };
}

function isTouched(own: Piece, old: Piece): boolean {
  return own.shownWords !== old.shownWords || own.hidden !== old.hidden;
}

/** An entry that a person hid or showed, but did not reword, keeps its state and follows the bot's words. */
function followWords(own: Piece, old: Piece, coming: Piece): Piece {
  if (own.shownWords !== old.shownWords || own.shownWords === coming.shownWords) return own;
  const followed = withVisibility(coming, own.hidden);
  return followed.hidden === own.hidden ? replacing(own, followed) : own;
}

function placesOf(outline: Outline, identities: Identities): readonly Place[] {
  const sections = new Map(
    outline.sections.flatMap((section) =>
      section.rest.map((piece) => [piece, identities.of(section)] as const),
    ),
  );
  return outline.pieces
    .filter(({ kind }) => kind === 'entry')
    .map((piece) => ({ piece, section: sections.get(piece) }));
}

/** Where the entries stand, by key; of several copies the first. */
export function placesByKey(outline: Outline, identities: Identities): ReadonlyMap<string, Place> {
  return firstPlaces(placesOf(outline, identities));
}

/** Whether two versions have the entry in the same section and list: hidden entries stand apart. */
export function isSamePlace(one: Place, other: Place): boolean {
  return one.section === other.section && one.piece.hidden === other.piece.hidden;
}

function firstPlaces(places: readonly Place[]): ReadonlyMap<string, Place> {
  return new Map([...places].reverse().map((place) => [place.piece.key, place]));
}

/**
 * Of several copies of an entry the one that is most like what the bot writes, else like what it wrote, else the one in
 * the bot's section; the others are people's.
 */
function likeliestPlaces(
  current: readonly Place[],
  base: ReadonlyMap<string, Place>,
  fresh: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> {
  const isLike = (own: Piece, other: Place | undefined) =>
    other !== undefined && !isTouched(own, other.piece);
  const likeness = ({ piece, section }: Place) => {
    const [old, coming] = [base.get(piece.key), fresh.get(piece.key)];
    // The words tell more than the section.
    const words = isLike(piece, coming) ? 4 : isLike(piece, old) ? 2 : 0;
    return words + (section === old?.section ? 1 : 0);
  };
  return firstPlaces([...current].sort((left, right) => likeness(right) - likeness(left)));
}

/** For each text between entries the sections that have it. */
type Texts = ReadonlyMap<string, ReadonlySet<number>>;

function textsOf(outline: Outline, identities: Identities): Texts {
  const texts = new Map<string, Set<number>>();
  for (const section of outline.sections) {
    for (const { kind, key } of section.rest) {
      if (kind === 'text') texts.set(key, (texts.get(key) ?? new Set()).add(identities.of(section)));
    }
  }
  return texts;
}

function mentionsOf(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(pieces.flatMap(({ mentions }) => mentions));
}

function repeated(keys: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}
