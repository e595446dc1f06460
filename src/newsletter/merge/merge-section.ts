import { isAllOf, type Piece, replacing, sameSource } from './edition-text.js';
import type { CreditMerge } from './merge-credits.js';
import type { EntryMerge } from './merge-entries.js';
import { mergeProse } from './merge-prose.js';
import { mergeSequence } from './merge-sequence.js';
import { type SectionOutline, sectionPieces } from './outline.js';

/** The three versions of a section; `base` and `fresh` may lack it. */
export interface SectionVersions {
  /** The number of the section. */
  readonly section: number;
  readonly base: SectionOutline | undefined;
  readonly current: SectionOutline;
  readonly fresh: SectionOutline | undefined;
  /** Fresh sections that people merged into this one, by number. */
  readonly absorbed: ReadonlyMap<number, SectionOutline>;
  /** The bot's closing comments: people may have moved a section behind them. */
  readonly closing: readonly Piece[];
}

/** How the parts of a section are merged. */
export interface SectionMerge {
  readonly entries: EntryMerge;
  readonly credits: CreditMerge;
}

/** Merges a section of the people's file; nothing when the bot dropped it and no person wrote in it. */
export function mergeSection(versions: SectionVersions, merge: SectionMerge): readonly SectionOutline[] {
  const { base, current, fresh, closing } = versions;
  const followsHeading = base !== undefined && sameSource(base.heading, current.heading);
  const merged = {
    heading: followsHeading && fresh ? replacing(current.heading, fresh.heading) : current.heading,
    head: mergeHead(versions),
    rest: mergeRest(versions, merge),
  };
  const isGone = fresh === undefined && base !== undefined;
  return isGone && isBare(base, merged, closing) ? [] : [merged];
}

/** A section that people made keeps its head; one that the bot made is merged paragraph by paragraph. */
function mergeHead({ base, current, fresh }: SectionVersions): readonly Piece[] {
  if (fresh === undefined) return current.head;
  if (base !== undefined) return mergeProse(base.head, current.head, fresh.head);
  return current.head.length > 0 ? current.head : fresh.head;
}

function mergeRest(
  { section, current, fresh, absorbed }: SectionVersions,
  { entries, credits }: SectionMerge,
): readonly Piece[] {
  const sources = new Map([...(fresh === undefined ? [] : [[section, fresh] as const]), ...absorbed]);
  const places = new Map([...sources].flatMap(([number, { rest }]) => rest.map((piece) => [piece, number])));
  return mergeSequence({
    kept: current.rest.flatMap((piece) =>
      piece.kind === 'credit' ? [credits.merge(piece)] : entries.merge(piece, section),
    ),
    fresh: [...places.keys()],
    keyOf: ({ key }) => key,
    isNew: (piece) => {
      const home = places.get(piece) ?? section;
      if (piece.kind === 'credit') return home === section && credits.isNew(piece, section);
      return entries.isNew(piece, home);
    },
    fallback: 0,
  });
}

/** Whether no entries are left, and the prose is all the bot's as it was. */
function isBare(base: SectionOutline, merged: SectionOutline, closing: readonly Piece[]): boolean {
  const [before, now] = [sectionPieces(base), sectionPieces(merged)];
  const prose = before.filter(({ kind }) => kind !== 'entry');
  return isAllOf([...prose, ...closing], now) && isAllOf(now, prose);
}
