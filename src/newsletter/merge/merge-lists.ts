import { isListHeading, type Piece, type Section } from '../document/document.js';
import type { Identities } from './identify-groups.js';
import type { CreditMerge } from './merge-credits.js';
import type { EntryMerge } from './merge-entries.js';

/** What is merged so far, and the fresh items before and after one. */
export interface Neighbours<Item> {
  readonly merged: readonly Item[];
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}

/** The pieces of a section without the entries that the bot moves within it, and for each of these, by key, what goes with it. */
export function takeMoving(
  section: number,
  { rest }: Section,
  entries: EntryMerge,
  credits: CreditMerge,
): { readonly kept: readonly Piece[]; readonly followers: ReadonlyMap<string, readonly Piece[]> } {
  const kept: Piece[] = [];
  const followers = new Map<string, Piece[]>();
  let last = kept;
  for (const piece of rest) {
    const merged = piece.kind === 'credit' ? [credits.merge(piece)] : entries.merge(piece, section);
    if (entries.moveOf(piece) !== null) {
      last = [];
      followers.set(piece.key, last);
    } else if (merged.length > 0) {
      if (!entries.isPlacedByPeople(piece, section)) last = kept;
      last.push(...merged);
    }
  }
  return { kept, followers };
}

/** Fresh pieces of a section. Those that the bot moves from one list to another keep the order that people gave them. */
export function inPeoplesOrder(
  fresh: readonly Piece[],
  { rest }: Section,
  { moveOf }: EntryMerge,
): readonly Piece[] {
  const byKey = new Map(fresh.map((piece) => [piece.key, piece]));
  const waiting = new Map<string, Piece[]>();
  const moves = new Map<Piece, string>();
  for (const piece of rest) {
    const [move, coming] = [moveOf(piece), byKey.get(piece.key)];
    if (move === null || coming === undefined) continue;
    moves.set(coming, move);
    waiting.set(move, [...(waiting.get(move) ?? []), coming]);
  }
  return fresh.map((piece) => waiting.get(moves.get(piece) ?? '')?.shift() ?? piece);
}

/**
 * Where a shown entry stands below the heading of its list, and the heading of a new list behind the list before. What people
 * put into another list is no neighbour.
 */
export function placeInList(
  keyOf: (piece: Piece) => string | number,
  { listOf }: Identities,
): (piece: Piece, among: Neighbours<Piece>) => number | null {
  return (piece, { merged, before, after }) => {
    const list = listOf(piece);
    const indexOf = (neighbour: Piece) => merged.findLastIndex((other) => keyOf(other) === keyOf(neighbour));
    /** Hidden entries and the credit stand below all lists. */
    const isBelowLists = ({ kind, hidden }: Piece) => kind === 'credit' || hidden;
    const isInPlace = (neighbour: Piece) => {
      const other = merged[indexOf(neighbour)];
      return other !== undefined && (isBelowLists(neighbour) || listOf(other) === listOf(neighbour));
    };
    const endOfList = (start: number) => {
      const following = new Set(after.filter(isInPlace).map(keyOf));
      const end = merged.findIndex(
        (other, index) =>
          index >= start && (isListHeading(other) || other.kind === 'credit' || following.has(keyOf(other))),
      );
      return end < 0 ? merged.length : end;
    };
    if (isListHeading(piece)) {
      const last = before.findLast((other) => !isBelowLists(other) && isInPlace(other));
      return endOfList(last === undefined ? 0 : indexOf(last) + 1);
    }
    if (piece.kind !== 'entry' || piece.hidden) return null;
    const isNeighbour = (other: Piece) => !isBelowLists(other) && listOf(other) === list && isInPlace(other);
    const [above, below] = [before.findLast(isNeighbour), after.find(isNeighbour)];
    if (above !== undefined) return indexOf(above) + 1;
    if (below !== undefined) return indexOf(below);
    return list === null ? endOfList(0) : null;
  };
}
