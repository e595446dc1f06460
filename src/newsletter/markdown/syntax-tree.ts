import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** A node's place in the source; UTF-16 offsets, `end` is exclusive. */
export function placeOf({ position }: Nodes): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}

/** A node as it stands in the source. */
export function sourceOf(node: Nodes, source: string): string {
  const { start, end } = placeOf(node);
  return source.slice(start, end);
}

/** All nodes below one, and itself, outermost first. */
export function descendants(node: Nodes): readonly Nodes[] {
  const all: Nodes[] = [];
  const visit = (inner: Nodes): void => {
    all.push(inner);
    if ('children' in inner) inner.children.forEach(visit);
  };
  visit(node);
  return all;
}

/** A mark that has no escape, so a backslash before it stays a backslash. */
export const PUNCTUATION = '…';

/**
 * The text, of the same length, without surrogate pairs: the parser takes each for a letter, even if it is a symbol, which
 * is punctuation since CommonMark 0.31 (https://github.com/micromark/micromark/issues/189).
 */
export function withStandIns(text: string, symbol = PUNCTUATION): string {
  return text.replace(/[^\0-\x7F]/gu, (character) => {
    if (/\p{Symbol}/u.test(character)) return symbol.repeat(character.length);
    return /\p{Punctuation}/u.test(character) ? PUNCTUATION.repeat(character.length) : character;
  });
}

/** Deeper than anybody nests; a parser takes minutes for a line that begins thousands of lists in one another. */
const DEEPEST = 12;

const DEEP_LINE = new RegExp(
  `^((?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEPEST}})(.*)$`,
  'gm',
);

/** The text, of the same length, without the marks that nest a line deeper than twelve times; an `x` each instead. */
export function shallow(source: string): string {
  return source.replace(
    DEEP_LINE,
    (_, marks: string, rest: string) => marks + rest.replace(/[>*+\-.)]/g, 'x'),
  );
}

/** The words of a footnote, with the lines that go on with them. A footnote with a second paragraph does not match. */
const FOOTNOTE =
  /^ {0,3}\[\^([^[\]\s]+)\]: *(\S.*(?:\n(?! {0,3}\[\^[^[\]\s]+\]:) *\S.*)*)(?:\n+(?! {4}|\n)|$(?![\s\S]))/gm;
const FOOTNOTE_MARK = /(?<!\\) ?\[\^([^[\]\s]+)\]/g;
const BEGINS_BLOCK = /^ *(?:[-*+>#|]|\d+[.)] |`{3}|~{3})/m;

/** Words in place of a part of a text. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/**
 * The text with the words of each footnote in parentheses in place of its mark. Some sites have no footnotes, and those that
 * have (GitHub, and Zola, which sets pulldown-cmark's `ENABLE_FOOTNOTES`) let a whole page share their labels. A footnote
 * without exactly one mark, or with blocks, stays text, as does a mark alone: CommonMark could make a link of it.
 */
export function withoutFootnotes(source: string): string {
  if (!source.includes('[^')) return source;
  const code = descendants(fromMarkdown(source))
    .filter(({ type }) => type === 'code' || type === 'inlineCode')
    .map(placeOf);
  const notes = outside(code, footnotesIn(source, FOOTNOTE));
  const marks = outside(code, footnotesIn(source, FOOTNOTE_MARK));
  const [notesOf, marksOf] = [byLabel(notes), byLabel(outside(notes, marks))];
  const moved = notes.flatMap((note): readonly Replacement[] => {
    const [[mark, ...others], same] = [marksOf.get(note.label) ?? [], notesOf.get(note.label) ?? []];
    const isOnly = others.length === 0 && same.length === 1;
    if (mark === undefined || !isOnly || BEGINS_BLOCK.test(note.words)) return [];
    const words = ` (${note.words.replace(/\s+/g, ' ').trim()})`;
    return [
      { ...mark, words },
      { ...note, words: '' },
    ];
  });
  const replaced = moved.toSorted((one, other) => one.start - other.start);
  const escaped = outside(replaced, marks).map(({ start }) => {
    const at = source.indexOf('[', start);
    return { start: at, end: at, words: '\\' };
  });
  let [text, end] = ['', 0];
  for (const next of [...replaced, ...escaped].toSorted((one, other) => one.start - other.start)) {
    text += source.slice(end, next.start) + next.words;
    end = next.end;
  }
  return text + source.slice(end);
}

/** A footnote, or the mark of one, which has no words. */
interface Footnote extends Replacement {
  readonly label: string;
}

function footnotesIn(source: string, pattern: RegExp): readonly Footnote[] {
  return Array.from(source.matchAll(pattern), ({ index: start, 0: whole, 1: label = '', 2: words = '' }) => ({
    start,
    end: start + whole.length,
    label: label.toLowerCase(),
    words,
  }));
}

function byLabel(found: readonly Footnote[]): ReadonlyMap<string, readonly Footnote[]> {
  const groups = new Map<string, Footnote[]>();
  for (const each of found) {
    const group = groups.get(each.label);
    if (group === undefined) groups.set(each.label, [each]);
    else group.push(each);
  }
  return groups;
}

/** What begins in none of the spans; both in order. */
function outside<Found extends Pick<Replacement, 'start'>>(
  spans: readonly Pick<Replacement, 'start' | 'end'>[],
  found: readonly Found[],
): readonly Found[] {
  let next = 0;
  return found.filter(({ start }) => {
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    return start < (spans[next]?.start ?? Number.POSITIVE_INFINITY);
  });
}
