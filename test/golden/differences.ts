import type { Piece } from '../../src/newsletter/document/document.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';

/** What stands before the first heading. */
export const FRONT = 'Front matter and opening';

/** Names of the parts and sections that are not the same in both texts, those of the first text first. */
export function differingParts(left: string, right: string): readonly string[] {
  const [ours, theirs] = [partsOf(left), partsOf(right)];
  const names = new Set([...ours.keys(), ...theirs.keys()]);
  return [...names].filter((name) => ours.get(name) !== theirs.get(name));
}

/** Names of the `##` and `###` headings, without links. */
export function headingNames(text: string): readonly string[] {
  return headingsOf(text).map((heading) => nameOf(heading.source));
}

/** What stands under each `##` or `###` heading up to the next one, by the heading's name. */
function partsOf(text: string): ReadonlyMap<string, string> {
  const starts = [{ source: FRONT, start: 0 }, ...headingsOf(text)];
  return new Map(
    starts.map((heading, index) => [
      nameOf(heading.source),
      text.slice(heading.start, starts[index + 1]?.start ?? text.length).trim(),
    ]),
  );
}

function headingsOf(text: string): readonly Piece[] {
  return parseDocument(text, HOUSE_FORM).pieces.filter(({ kind }) => kind === 'part' || kind === 'section');
}

function nameOf(heading: string): string {
  return heading.replace(/^#+\s+/, '').replace(/^\[(.+)\]\(.*\)$/, '$1');
}
