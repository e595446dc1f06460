import { type Piece, sameSource } from './edition-text.js';
import { type Identities, type Outlines, sectionsOf } from './identify-groups.js';
import { mergeCredit } from './merge-credit.js';
import type { Outline, SectionOutline } from './outline.js';

/** How the credits of an edition fare in a merge. */
export interface CreditMerge {
  merge(current: Piece): Piece;
  /** Whether a section gains the fresh credit: it has none, and nobody deleted one. */
  isNew(fresh: Piece, section: number): boolean;
}

/** Each credit belongs to its section, but one that no person touched is recognised wherever it was moved. */
export function createCreditMerge({ base, current, fresh }: Outlines, identities: Identities): CreditMerge {
  const [before, now, next] = [base, current, fresh].map((outline) => creditsBySection(outline, identities));
  const sections = new Map<Piece, number>();
  for (const [section, credit] of now ?? []) sections.set(credit, section);
  const others = sectionsOf(current)
    .flatMap(({ rest }) => rest.filter(({ kind }) => kind === 'credit'))
    .filter((credit) => [before, next].every((credits) => !credits?.has(sections.get(credit) ?? -1)));
  for (const [section, old] of before ?? []) {
    const moved = now?.has(section) ? undefined : others.find((credit) => sameSource(credit, old));
    if (moved !== undefined) sections.set(moved, section);
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

function creditsBySection(outline: Outline, identities: Identities): ReadonlyMap<number, Piece> {
  return new Map(
    sectionsOf(outline).flatMap((section) => {
      const credit = creditOf(section);
      return credit === undefined ? [] : [[identities.of(section), credit]];
    }),
  );
}

function creditOf({ rest }: SectionOutline): Piece | undefined {
  return rest.find(({ kind }) => kind === 'credit');
}
