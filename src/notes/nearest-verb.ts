import { distance } from 'fastest-levenshtein';
import type { VerbSpec } from './verbs.js';

/** The verb that an unknown word most likely means; `undefined` when it is like none. */
export function nearestVerb(word: string, verbs: readonly VerbSpec[]): VerbSpec | undefined {
  const written = word.toLowerCase().slice(0, 20);
  const [nearest] = verbs
    .map((spec) => ({ spec, edits: editsBetween(written, spec.verb) }))
    .toSorted((left, right) => left.edits - right.edits);
  return nearest !== undefined && nearest.edits <= Math.max(1, written.length / 3) ? nearest.spec : undefined;
}

/** Two letters in the wrong order are one slip of the hand. */
function editsBetween(written: string, verb: string): number {
  const swapped = [...written].slice(1).map((_, index) => swap(written, index));
  return Math.min(distance(written, verb), ...swapped.map((word) => 1 + distance(word, verb)));
}

function swap(word: string, index: number): string {
  return `${word.slice(0, index)}${word.charAt(index + 1)}${word.charAt(index)}${word.slice(index + 2)}`;
}
