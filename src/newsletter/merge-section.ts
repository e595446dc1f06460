import { type Piece, sameSource } from './edition-text.js';
import { mergeCredit } from './merge-credit.js';
import type { EntryMerge } from './merge-entries.js';
import { mergeProse } from './merge-prose.js';
import { mergeSequence } from './merge-sequence.js';
import { type SectionOutline, sectionPieces } from './outline.js';

/** The three versions of a section; `base` and `fresh` may lack it. */
export interface SectionVersions {
  readonly base: SectionOutline | undefined;
  readonly current: SectionOutline;
  readonly fresh: SectionOutline | undefined;
}

/** Merges a section of the people's file; nothing when the bot dropped it and no person touched it. */
export function mergeSection(
  { base, current, fresh }: SectionVersions,
  entries: EntryMerge,
): readonly SectionOutline[] {
  const isUntouched = base !== undefined && readsTheSame(base, current);
  if (isUntouched && fresh === undefined) return [];
  const heading =
    base !== undefined && sameSource(base.heading, current.heading) ? fresh?.heading : undefined;
  return [
    {
      heading: heading ?? current.heading,
      head: mergeHead({ base, current, fresh }),
      rest: mergeRest({ base, current, fresh }, entries),
    },
  ];
}

/** A section that people made keeps its head; one that the bot made is merged paragraph by paragraph. */
function mergeHead({ base, current, fresh }: SectionVersions): readonly Piece[] {
  if (fresh === undefined) return current.head;
  if (base !== undefined) return mergeProse(base.head, current.head, fresh.head);
  return current.head.length > 0 ? current.head : fresh.head;
}

function mergeRest({ base, current, fresh }: SectionVersions, entries: EntryMerge): readonly Piece[] {
  const [before, own, next] = [base, current, fresh].map((section) => creditOf(section));
  const kept = current.rest.flatMap((piece) => {
    if (piece === own) return [mergeCredit(before, piece, next)];
    return piece.kind === 'credit' ? [piece] : entries.merge(piece);
  });
  const mayThank = own === undefined && before === undefined;
  return mergeSequence({
    kept,
    fresh: fresh?.rest ?? [],
    keyOf: ({ key }) => key,
    isNew: (piece) => (piece.kind === 'credit' ? mayThank && piece === next : entries.isNew(piece)),
    fallback: 0,
  });
}

function creditOf(section: SectionOutline | undefined): Piece | undefined {
  return section?.rest.find(({ kind }) => kind === 'credit');
}

function readsTheSame(left: SectionOutline, right: SectionOutline): boolean {
  const [before, now] = [sectionPieces(left), sectionPieces(right)];
  return (
    before.length === now.length &&
    before.every((piece, index) => {
      const other = now[index];
      return other !== undefined && sameSource(piece, other);
    })
  );
}
