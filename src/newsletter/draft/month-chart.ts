import type { Section } from '../edition/edition.js';
import { onOneLine } from '../markdown/clean-title.js';
import { compareText } from '../markdown/order.js';
import type { LocatedEntry } from './locate-entries.js';

/** Slices with a name of their own; a pie of more cannot be read. */
const SLICES = 12;
const LONGEST_LABEL = 40;

interface Slice {
  readonly label: string;
  readonly count: number;
}

/** A pie of the shown entries by section, for GitHub to draw with Mermaid; '' when there is nothing to compare. */
export function monthChart(entries: readonly LocatedEntry[]): string {
  const slices = largestFirst(entries.filter(({ place }) => place === 'shown'));
  if (slices.length < 2) return '';
  const others = slices.slice(SLICES);
  const lines = [...slices.slice(0, SLICES), ...(others.length === 0 ? [] : [together(others)])].map(
    ({ label, count }) => `    "${label}" : ${count}`,
  );
  return ['```mermaid', 'pie showData', '    title Shown entries by section', ...lines, '```'].join('\n');
}

function largestFirst(entries: readonly LocatedEntry[]): readonly Slice[] {
  const counts = new Map<string, number>();
  for (const { section } of entries) {
    const label = mermaidText(headingText(section));
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((left, right) => right.count - left.count || compareText(left.label, right.label));
}

function together(slices: readonly Slice[]): Slice {
  const count = slices.reduce((total, slice) => total + slice.count, 0);
  return { label: `${slices.length} others`, count };
}

/** `uefi` from ``### [`uefi`](…)``. */
function headingText({ heading, repository }: Section): string {
  const text = onOneLine(heading)
    .replace(/^#+\s*/, '')
    .replace(/^\[(.*?)\]\(.*$/, '$1')
    .replace(/[`\\]/g, '')
    .trim();
  return text === '' ? repository : text;
}

/** Everything but letters, digits and a few marks as Mermaid's number codes, so that no name ends the label. */
function mermaidText(text: string): string {
  const characters = Array.from(text);
  const short =
    characters.length > LONGEST_LABEL ? [...characters.slice(0, LONGEST_LABEL - 1), '…'] : characters;
  return short
    .map((character) => (/[\p{L}\p{N} ._/-]/u.test(character) ? character : `#${character.codePointAt(0)};`))
    .join('');
}
