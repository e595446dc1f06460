import { NameSet, nameKey } from '../activity/names.js';
import type { Outline, Piece, Section } from '../document/document.js';
import { creditInNumber, type NamedPerson, nameList, nameListIn, peopleIn } from '../document/people.js';
import type { Identities, Outlines } from './identify-groups.js';
import { replacing } from './join-pieces.js';

/** How the credits of an edition fare in a merge. */
export interface CreditMerge {
  merge(current: Piece): Piece;
  /** Whether a section gains the fresh credit: it has none, and nobody deleted one. */
  isNew(fresh: Piece, section: number): boolean;
}

/** Each credit belongs to its section; one that people moved out of it, and did not reword, to that of the entry above. */
export function createCreditMerge({ base, current, fresh }: Outlines, identities: Identities): CreditMerge {
  const [before, now, next] = [base, current, fresh].map((outline) => creditsBySection(outline, identities));
  const sections = new Map<Piece, number>();
  for (const [section, credit] of now ?? []) sections.set(credit, section);
  const others = current.sections
    .flatMap(({ rest }) => rest.filter(({ kind }) => kind === 'credit'))
    .filter((credit) => [before, next].every((credits) => !credits?.has(sections.get(credit) ?? -1)));
  const sectionsAbove = findSectionsAbove(base, current, identities);
  for (const credit of others) {
    const section = sectionsAbove.get(credit) ?? -1;
    const old = before?.get(section);
    if (old !== undefined && now?.has(section) !== true && credit.words === old.words)
      sections.set(credit, section);
  }
  return {
    merge(own) {
      const section = sections.get(own);
      return section === undefined ? own : mergeCredit(before?.get(section), own, next?.get(section));
    },
    isNew: (piece, section) =>
      next?.get(section) === piece && now?.has(section) !== true && before?.has(section) !== true,
  };
}

/** For each credit the section in which the bot offered the nearest entry above it. */
function findSectionsAbove(
  base: Outline,
  current: Outline,
  identities: Identities,
): ReadonlyMap<Piece, number> {
  const offered = base.sections.flatMap((section) =>
    section.rest.map(({ key }) => [key, identities.of(section)] as const),
  );
  const sections = new Map(offered.reverse());
  const above = new Map<Piece, number>();
  let section: number | undefined;
  for (const piece of current.pieces) {
    if (piece.kind === 'entry') section = sections.get(piece.key) ?? section;
    if (piece.kind === 'credit' && section !== undefined) above.set(piece, section);
  }
  return above;
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
function mergeCredit(base: Piece | undefined, current: Piece, fresh: Piece | undefined): Piece {
  if (base !== undefined && base.words === current.words)
    return fresh === undefined ? current : replacing(current, fresh);
  const [before, now, next] = [namesOf(base), namesOf(current), namesOf(fresh)];
  const added = next.filter(({ login }) => !has(before, login) && !has(now, login));
  const gone = before.filter(({ login }) => !has(next, login));
  const names = [...now.filter(({ login }) => fresh === undefined || !has(gone, login)), ...added];
  if (names.length === 0 || (added.length === 0 && names.length === now.length)) return current;
  const list = nameListIn(current.source);
  if (list === null) return current;
  const listed = new NameSet(peopleIn(list).map(({ login }) => login));
  const renewed = names.filter((name) => listed.has(name.login) || added.includes(name));
  if (renewed.length === 0) return current;
  const credit = current.source.replace(list, () => nameList(renewed));
  const source = creditInNumber(credit, renewed.length);
  return replacing(current, { ...current, source, words: source });
}

/** Those whom a credit names, with the keys of their logins. */
function namesOf(piece: Piece | undefined): readonly NamedPerson[] {
  return peopleIn(piece?.words ?? '').map(({ login, source }) => ({ login: nameKey(login), source }));
}

function has(names: readonly NamedPerson[], login: string): boolean {
  return names.some((name) => name.login === login);
}
