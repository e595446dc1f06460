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

/** The words of a footnote, with the lines that go on with them; one that a second paragraph belongs to is none here. */
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
  const found = (pattern: RegExp) =>
    [...source.matchAll(pattern)]
      .map(({ index: start, 0: { length }, 1: label = '', 2: words = '' }) => ({
        start,
        end: start + length,
        label: label.toLowerCase(),
        words,
      }))
      .filter((match) => !code.some((span) => isWithin(match, span)));
  const notes = found(FOOTNOTE);
  const marks = found(FOOTNOTE_MARK);
  const moved = notes.flatMap((note): readonly Replacement[] => {
    const isOnly = notes.filter(({ label }) => label === note.label).length === 1;
    const [mark, ...others] = marks.filter(
      (each) => each.label === note.label && !notes.some((other) => isWithin(each, other)),
    );
    if (mark === undefined || others.length > 0 || !isOnly || BEGINS_BLOCK.test(note.words)) return [];
    const words = ` (${note.words.replace(/\s+/g, ' ').trim()})`;
    return [
      { ...mark, words },
      { ...note, words: '' },
    ];
  });
  const left = marks.filter((mark) => !moved.some((place) => isWithin(mark, place)));
  const escaped = left.map(({ start }) => {
    const at = source.indexOf('[', start);
    return { start: at, end: at, words: '\\' };
  });
  return [...moved, ...escaped]
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, { start, end, words }) => text.slice(0, start) + words + text.slice(end), source);
}

function isWithin(
  { start }: { readonly start: number },
  span: { readonly start: number; readonly end: number },
) {
  return span.start <= start && start < span.end;
}
