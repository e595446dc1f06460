import { NameSet, nameKey } from '../activity/names.js';
import type { Outline, Piece, Section } from '../document/document.js';
import type { Language } from '../document/language.js';
import { creditInNumber, type NamedPerson, nameList, nameListIn, peopleIn } from '../document/people.js';
import type { Identities, Outlines } from './identify-groups.js';
import { replacing } from './join-pieces.js';
import { isSamePlace, placesByKey } from './merge-entries.js';

/** How the credits of an edition fare in a merge. */
export interface CreditMerge {
  merge(current: Piece): Piece;
  /** The section whose authors a credit thanks: one of the file, merged or not, or a fresh one. */
  sectionOf(piece: Piece): number | undefined;
  /** Whether a section gains the fresh credit: it has none, and nobody deleted one. */
  isNew(fresh: Piece, section: number): boolean;
}

export function createCreditMerge(
  outlines: Outlines,
  identities: Identities,
  language: Language,
): CreditMerge {
  const [base, fresh] = [outlines.base, outlines.fresh].map((outline) =>
    creditsBySection(outline, identities),
  );
  const sections = sectionsOfCredits(outlines, identities);
  const credited = new Set(sections.values());
  const freshSections = new Map([...(fresh ?? [])].map(([section, credit]) => [credit, section]));
  return {
    merge(current) {
      const section = sections.get(current);
      return section === undefined
        ? current
        : mergeCredit(base?.get(section), current, fresh?.get(section), language);
    },
    sectionOf: (piece) => sections.get(piece.replaces ?? piece) ?? freshSections.get(piece),
    isNew: (piece, section) =>
      fresh?.get(section) === piece && !credited.has(section) && base?.has(section) !== true,
  };
}

/**
 * For each credit of the people's file the section whose authors it thanks; a section has one at most. People move
 * credits, and join or split sections. From the surest sign to the weakest:
 *
 * - It has the bot's words, and stands in that section, or below entries of that section, whose heading people deleted.
 * - It is the first credit in that section. People reworded it.
 * - It has the bot's words, and stands below entries of that section. People moved it.
 */
function sectionsOfCredits(outlines: Outlines, identities: Identities): ReadonlyMap<Piece, number> {
  const { base, current, fresh } = outlines;
  const offered = [base, fresh].map((outline) => creditsBySection(outline, identities));
  const above = sectionsAboveCredits(outlines, identities);
  const firstCredits = creditsBySection(current, identities);
  const headed = new Set(current.sections.map(identities.of));
  const isAlike = (credit: Piece) => (section: number) =>
    offered.some((credits) => credits.get(section)?.words === credit.words);
  const isJoined = (section: number) => !headed.has(section);
  const sectionsAbove = (credit: Piece) => above.get(credit) ?? [];
  const signs: readonly ((credit: Piece, section: number) => readonly number[])[] = [
    (credit, section) => [section, ...sectionsAbove(credit).filter(isJoined)].filter(isAlike(credit)),
    (credit, section) => (firstCredits.get(section) === credit ? [section] : []),
    (credit) => sectionsAbove(credit).filter(isAlike(credit)),
  ];
  const found = new Map<Piece, number>();
  const free = new Set(offered.flatMap((credits) => [...credits.keys()]));
  for (const sign of signs) {
    for (const section of current.sections) {
      for (const credit of section.rest.filter((piece) => piece.kind === 'credit' && !found.has(piece))) {
        const number = sign(credit, identities.of(section)).find((candidate) => free.has(candidate));
        if (number === undefined) continue;
        found.set(credit, number);
        free.delete(number);
      }
    }
  }
  return found;
}

/**
 * For each credit the sections of the entries above it, the nearest first. Entries that the bot takes out or moves come
 * last, since the next run does not find them there.
 */
function sectionsAboveCredits(
  { base, current, fresh }: Outlines,
  identities: Identities,
): ReadonlyMap<Piece, readonly number[]> {
  const [basePlaces, freshPlaces] = [base, fresh].map((outline) => placesByKey(outline, identities));
  const above = new Map<Piece, readonly number[]>();
  let [staying, leaving]: [readonly number[], readonly number[]] = [[], []];
  for (const piece of current.pieces) {
    if (piece.kind === 'credit') above.set(piece, [...staying, ...leaving]);
    const [place, freshPlace] = [basePlaces?.get(piece.key), freshPlaces?.get(piece.key)];
    if (place?.section === undefined) continue;
    if (freshPlace !== undefined && isSamePlace(place, freshPlace))
      staying = withFirst(place.section, staying);
    else leaving = withFirst(place.section, leaving);
  }
  return above;
}

function withFirst(section: number, sections: readonly number[]): readonly number[] {
  return [section, ...sections.filter((other) => other !== section)];
}

function creditsBySection(outline: Outline, identities: Identities): ReadonlyMap<number, Piece> {
  return new Map(
    outline.sections.flatMap((section) => {
      const credit = creditOf(section);
      return credit === undefined ? [] : [[identities.of(section), credit]];
    }),
  );
}

/** The credit of a section, which has one at most unless people merged sections. */
export function creditOf(section: Section | undefined): Piece | undefined {
  return section?.rest.find(({ kind }) => kind === 'credit');
}

/**
 * Merges a credit as a set of names: who came in or went on one side, comes in or goes. A sentence that people
 * changed keeps their shape; only its list of names is touched.
 */
function mergeCredit(
  base: Piece | undefined,
  current: Piece,
  fresh: Piece | undefined,
  language: Language,
): Piece {
  if (base !== undefined && base.words === current.words)
    return fresh === undefined ? current : replacing(current, fresh);
  const [baseNames, currentNames, freshNames] = [namesOf(base), namesOf(current), namesOf(fresh)];
  const added = freshNames.filter(({ login }) => !has(baseNames, login) && !has(currentNames, login));
  const gone = baseNames.filter(({ login }) => !has(freshNames, login));
  const kept = currentNames.filter(({ login }) => fresh === undefined || !has(gone, login));
  const names = [...kept, ...added];
  if (names.length === 0 || (added.length === 0 && kept.length === currentNames.length)) return current;
  const list = nameListIn(current.source, language);
  if (list === null) return current;
  const listed = new NameSet(peopleIn(list).map(({ login }) => login));
  const renewed = names.filter((name) => listed.has(name.login) || added.includes(name));
  if (renewed.length === 0) return current;
  const credit = current.source.replace(list, () => nameList(renewed, language));
  const source = creditInNumber(credit, renewed.length, language);
  return replacing(current, { ...current, source, words: source });
}

/** Those whom a credit names, with the keys of their logins. */
function namesOf(piece: Piece | undefined): readonly NamedPerson[] {
  return peopleIn(piece?.words ?? '').map(({ login, source }) => ({ login: nameKey(login), source }));
}

function has(names: readonly NamedPerson[], login: string): boolean {
  return names.some((name) => name.login === login);
}
