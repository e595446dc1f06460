import { identitiesOf, isListHeading, isOfPerson, type Outline, type Piece } from '../document/document.js';
import type { Form } from '../document/form.js';
import { withVisibility } from '../document/parse-document.js';
import type { Identities, Outlines } from './identify-groups.js';
import { replacing } from './join-pieces.js';
import { mergeHeading } from './merge-prose.js';
import { mergeWords } from './merge-words.js';

/** How entries, and the text between them, fare in a merge. It looks at whole files, since people move entries. */
export interface EntryMerge {
  /** The piece of a section as it shall be, or nothing when it goes. */
  merge(current: Piece, section: number): readonly Piece[];
  /** Whether a fresh piece shall be inserted into its section: its first work is neither listed already nor deleted by a person. */
  isNew(fresh: Piece, section: number): boolean;
  /** From which list of its section to which other the bot moves an entry; `null`: it does not. */
  moveOf(current: Piece): string | null;
  /** The fresh piece as it comes in: an entry that the bot moves within its section has what people made of it. */
  comingIn(fresh: Piece): Piece;
  /** Whether people put the piece of a section where it stands. */
  isPlacedByPeople(current: Piece, section: number): boolean;
  /** Keys of entries that stay although the bot no longer has them. */
  keptThoughGone(): readonly string[];
}

/** An entry, and the numbers of the section and list that it stands in; of none in the prose of a part. */
export interface Place {
  readonly piece: Piece;
  readonly section: number | undefined;
  readonly list: number | null;
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
  const [baseHeadings, currentHeadings, freshHeadings] = [
    outlines.base,
    outlines.current,
    outlines.fresh,
  ].map((outline) => listHeadings(outline, identities));
  const isChanged = (current: Piece, base: Piece) => decided.has(current.key) || isTouched(current, base);
  const keptThoughGone = new Set<string>();

  /** The bot puts it elsewhere, and no person moved it. Only within its section it goes where people touched it, too. */
  const movesOn = (key: string) => {
    const [base, current, fresh] = [basePlaces.get(key), currentPlaces.get(key), freshPlaces.get(key)];
    if (current === undefined || base?.section === undefined || fresh?.section === undefined) return false;
    if (current.section !== base.section) return false;
    if (isSamePlace(base, fresh)) return isInOtherList(base, fresh) && current.list === base.list;
    return !isChanged(current.piece, base.piece) && takesIn(fresh.section);
  };
  /** What becomes of an entry of the people's file: the table of cases in docs/architecture.md. */
  const caseOf = (current: Piece): EntryCase => {
    const [base, fresh] = [basePlaces.get(current.key)?.piece, freshPlaces.get(current.key)?.piece];
    // A second copy is the work of a person.
    if (base === undefined || currentPlaces.get(current.key)?.piece !== current) return { kind: 'of people' };
    if (movesOn(current.key)) return { kind: 'moved by the bot' };
    const isOfPeople = isChanged(current, base);
    if (fresh === undefined) {
      const isCopied = current.identities.slice(0, 1).some((key) => copied.has(key));
      return { kind: isOfPeople || isCopied ? 'changed and gone' : 'untouched and gone' };
    }
    return isOfPeople ? { kind: 'changed', base, fresh } : { kind: 'untouched', fresh };
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
  const mergeListHeading = (current: Piece): readonly Piece[] => {
    const list = identities.listOf(current);
    const [base, fresh] = [baseHeadings?.get(list), freshHeadings?.get(list)];
    if (base !== undefined && fresh === undefined) return [];
    return [mergeHeading(base, current, fresh, form)];
  };
  /** It comes in with an entry. A list that people have already goes by the heading that they gave it, if any. */
  const isNewHeading = (heading: Piece) => {
    const list = identities.listOf(heading);
    const own = [...freshPlaces.values()].filter((place) => place.list === list && !place.piece.hidden);
    return (
      baseHeadings?.has(list) !== true &&
      currentHeadings?.has(list) !== true &&
      (own.length === 0 || own.some(({ piece }) => isNewEntry(piece)))
    );
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
  const isNewEntry = ({ key, identities: own }: Piece) =>
    movesOn(key) || own.every(isUntold) || own.slice(0, 1).some(isNewWork);
  return {
    merge(current, section) {
      if (current.kind === 'entry') return mergeEntry(current);
      if (isListHeading(current)) return mergeListHeading(current);
      return has(baseTexts, current, section) && !has(freshTexts, current, section) ? [] : [current];
    },
    isNew(piece, section) {
      if (piece.kind === 'entry') return isNewEntry(piece);
      if (isListHeading(piece)) return isNewHeading(piece);
      const baseSections = [...(baseTexts.get(piece.key) ?? [])];
      const isDeleted = baseSections.some((place) => !has(currentTexts, piece, place));
      return !isDeleted && !baseSections.includes(section) && !has(currentTexts, piece, section);
    },
    moveOf(current) {
      const [base, fresh] = [basePlaces.get(current.key), freshPlaces.get(current.key)];
      if (base === undefined || fresh === undefined || !isSamePlace(base, fresh)) return null;
      return caseOf(current).kind === 'moved by the bot' ? `${base.list} to ${fresh.list}` : null;
    },
    comingIn(fresh) {
      const [base, current] = [basePlaces.get(fresh.key)?.piece, currentPlaces.get(fresh.key)?.piece];
      const isOfPeople = base !== undefined && current !== undefined && isChanged(current, base);
      return isOfPeople && movesOn(fresh.key) ? followWords(form, current, base, fresh) : fresh;
    },
    isPlacedByPeople(current, section) {
      if (current.kind === 'text')
        return (
          !isListHeading(current) && !has(baseTexts, current, section) && !has(freshTexts, current, section)
        );
      const [base, place] = [basePlaces.get(current.key), currentPlaces.get(current.key)];
      if (current.kind !== 'entry' || base === undefined || place?.piece !== current)
        return current.kind === 'entry';
      return place.section !== base.section || isInOtherList(base, place);
    },
    keptThoughGone: () => [...keptThoughGone].sort(),
  };
}

/** What the bot hides stands below all lists. */
function isInOtherList(base: Place, other: Place): boolean {
  return !base.piece.hidden && base.list !== other.list;
}

function listHeadings(outline: Outline, identities: Identities): ReadonlyMap<number | null, Piece> {
  const headings = outline.sections.flatMap(({ rest }) => rest.filter(isListHeading));
  return new Map(headings.map((heading) => [identities.listOf(heading), heading]));
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
    .map((piece) => ({ piece, section: sections.get(piece), list: identities.listOf(piece) }));
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
