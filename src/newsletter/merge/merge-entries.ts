import { identitiesOf, isOfPerson, type Outline, type Piece } from '../document/document.js';
import type { Form } from '../document/form.js';
import { withVisibility } from '../document/parse-document.js';
import type { Identities, Outlines } from './identify-groups.js';
import { replacing } from './join-pieces.js';
import { mergeWords } from './merge-words.js';

/** How entries, and the text between them, fare in a merge. It looks at whole files, since people move entries. */
export interface EntryMerge {
  /** The piece of a section as it shall be, or nothing when it goes. */
  merge(current: Piece, section: number): readonly Piece[];
  /** Whether a fresh piece shall be inserted into its section: its first work is neither listed already nor deleted by a person. */
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
  | { readonly kind: 'untouched'; readonly fresh: Piece }
  | { readonly kind: 'changed'; readonly base: Piece; readonly fresh: Piece };

/** What a merge of entries goes by. */
interface EntryRules {
  readonly form: Form;
  readonly identities: Identities;
  /** Keys of entries that people hid or showed earlier. */
  readonly decided: ReadonlySet<string>;
  /** Whether the merged edition has the section with that number. */
  takesIn(section: number): boolean;
}

export function createEntryMerge(
  outlines: Outlines,
  { form, identities, decided, takesIn }: EntryRules,
): EntryMerge {
  const basePlaces = placesByKey(outlines.base, identities);
  const freshPlaces = placesByKey(outlines.fresh, identities);
  const currentPlaces = likeliestPlaces(placesOf(outlines.current, identities), basePlaces, freshPlaces);
  const copied = repeated(outlines.current.pieces.flatMap((piece) => [...new Set(piece.identities)]));
  const known = identitiesOf([...outlines.base.pieces, ...outlines.current.pieces]);
  const baseTexts = textsOf(outlines.base, identities);
  const currentTexts = textsOf(outlines.current, identities);
  const freshTexts = textsOf(outlines.fresh, identities);
  const isChanged = (current: Piece, base: Piece) => decided.has(current.key) || isTouched(current, base);
  const keptThoughGone = new Set<string>();

  /** The bot puts it elsewhere, and no person touched or moved it. */
  const movesOn = (key: string) => {
    const [base, current, fresh] = [basePlaces.get(key), currentPlaces.get(key), freshPlaces.get(key)];
    if (current === undefined || base?.section === undefined || fresh?.section === undefined) return false;
    const isUntouched = current.section === base.section && !isChanged(current.piece, base.piece);
    return isUntouched && !isSamePlace(base, fresh) && takesIn(fresh.section);
  };
  /** What becomes of an entry of the people's file: the table of cases in docs/architecture.md. */
  const caseOf = (current: Piece): EntryCase => {
    const [base, fresh] = [basePlaces.get(current.key)?.piece, freshPlaces.get(current.key)?.piece];
    // A second copy is the work of a person.
    if (base === undefined || currentPlaces.get(current.key)?.piece !== current) return { kind: 'of people' };
    const isOfPeople = isChanged(current, base);
    if (fresh === undefined) {
      const isCopied = current.identities.slice(0, 1).some((key) => copied.has(key));
      return { kind: isOfPeople || isCopied ? 'changed and gone' : 'untouched and gone' };
    }
    if (isOfPeople) return { kind: 'changed', base, fresh };
    return movesOn(current.key) ? { kind: 'moved by the bot' } : { kind: 'untouched', fresh };
  };
  const mergeEntry = (current: Piece): readonly Piece[] => {
    const found = caseOf(current);
    switch (found.kind) {
      case 'of people':
        return [current];
      case 'changed':
        return [followWords(form, current, found.base, found.fresh)];
      case 'changed and gone':
        for (const key of current.mentions.slice(0, 1)) keptThoughGone.add(key);
        return [current];
      case 'untouched':
        return [replacing(current, found.fresh)];
      case 'untouched and gone':
      case 'moved by the bot':
        return [];
    }
  };
  /** Told from now on by another entry, such as that of the pull request that brings it. */
  const goesOn = identitiesOf(
    outlines.current.pieces.filter(
      (piece) => piece.kind === 'entry' && caseOf(piece).kind === 'untouched and gone',
    ),
  );
  const isNewWork = (mention: string) => !known.has(mention);
  const isUntold = (mention: string) => isNewWork(mention) || goesOn.has(mention);
  const has = (texts: Texts, { key }: Piece, section: number) => texts.get(key)?.has(section) === true;
  return {
    merge(current, section) {
      if (current.kind === 'entry') return mergeEntry(current);
      return has(baseTexts, current, section) && !has(freshTexts, current, section) ? [] : [current];
    },
    isNew(piece, section) {
      if (piece.kind === 'entry')
        return (
          movesOn(piece.key) ||
          piece.identities.every(isUntold) ||
          piece.identities.slice(0, 1).some(isNewWork)
        );
      const baseSections = [...(baseTexts.get(piece.key) ?? [])];
      const isDeleted = baseSections.some((place) => !has(currentTexts, piece, place));
      return !isDeleted && !baseSections.includes(section) && !has(currentTexts, piece, section);
    },
    keptThoughGone: () => [...keptThoughGone].sort(),
  };
}

function isTouched(current: Piece, base: Piece): boolean {
  return current.shownWords !== base.shownWords || current.hidden !== base.hidden;
}

/**
 * An entry that a person hid or showed, but did not reword, keeps its state and follows the bot's words. The reworded line of a
 * person follows them word by word, since it has further entries.
 */
function followWords(form: Form, current: Piece, base: Piece, fresh: Piece): Piece {
  if (current.shownWords !== base.shownWords && isOfPerson(current) && !current.hidden) {
    const source = mergeWords(base.shownWords, current.words, fresh.shownWords);
    return replacing(current, { ...current, source, words: source, shownWords: source });
  }
  if (current.shownWords !== base.shownWords || current.shownWords === fresh.shownWords) return current;
  const followed = withVisibility(form, fresh, current.hidden);
  return followed.hidden === current.hidden ? replacing(current, followed) : current;
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
  places: readonly Place[],
  basePlaces: ReadonlyMap<string, Place>,
  freshPlaces: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> {
  const isLike = (current: Piece, other: Place | undefined) =>
    other !== undefined && !isTouched(current, other.piece);
  const likeness = ({ piece, section }: Place) => {
    const [base, fresh] = [basePlaces.get(piece.key), freshPlaces.get(piece.key)];
    // The section decides only between copies whose words are equally like the bot's.
    const words = isLike(piece, fresh) ? 2 : isLike(piece, base) ? 1 : 0;
    return 2 * words + (section === base?.section ? 1 : 0);
  };
  return firstPlaces([...places].sort((left, right) => likeness(right) - likeness(left)));
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

function repeated(keys: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(keys.filter((key) => seen.size === seen.add(key).size));
}
