import { type Piece, sameSource } from './edition-text.js';
import { type Identities, type Outlines, sectionsOf } from './identify-groups.js';
import { mergeCredit } from './merge-credit.js';
import { type Outline, piecesOf, type SectionOutline } from './outline.js';

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
  const others = sectionsOf(current)
    .flatMap(({ rest }) => rest.filter(({ kind }) => kind === 'credit'))
    .filter((credit) => [before, next].every((credits) => !credits?.has(sections.get(credit) ?? -1)));
  const sectionsAbove = findSectionsAbove(base, current, identities);
  for (const credit of others) {
    const section = sectionsAbove.get(credit) ?? -1;
    const old = before?.get(section);
    if (old !== undefined && now?.has(section) !== true && sameSource(credit, old))
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
  const offered = sectionsOf(base).flatMap((section) =>
    section.rest.map(({ key }) => [key, identities.of(section)] as const),
  );
  const sections = new Map(offered.reverse());
  const above = new Map<Piece, number>();
  let section: number | undefined;
  for (const piece of piecesOf(current)) {
    if (piece.kind === 'entry') section = sections.get(piece.key) ?? section;
    if (piece.kind === 'credit' && section !== undefined) above.set(piece, section);
  }
  return above;
}

function creditsBySection(outline: Outline, identities: Identities): ReadonlyMap<number, Piece> {
  return new Map(
    sectionsOf(outline).flatMap((section) => {
      const credit = creditOf(section);
      return credit === undefined ? [] : [[identities.of(section), credit]];
    }),
  );
}

/** The credit of a section, which has one at most unless people merged sections. */
export function creditOf(section: SectionOutline | undefined): Piece | undefined {
  return section?.rest.find(({ kind }) => kind === 'credit');
}
