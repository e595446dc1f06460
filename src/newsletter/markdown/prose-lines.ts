import { blockStructure, type ParagraphLeaf, type Span } from './block-structure.js';
import { DELIMITER_ROW } from './read-alike.js';

/**
 * The lines of a Markdown text that begin as ordinary words, as UTF-16 offsets without the indentation and the line end.
 * Code, quotes, list marks, headings, HTML, comments, and links that began on a line before do not count. A line right below
 * a list item counts, if it is not indented.
 */
export function proseLines(source: string): readonly Span[] {
  return blockStructure(source).flatMap((leaf) => (leaf.kind === 'paragraph' ? linesOf(leaf, source) : []));
}

/**
 * What some sites' parsers take for a block of its own: the mark that opens or closes a container or a formula, a shortcode or a
 * picture alone on its line, and what a word in a list of definitions means.
 */
const OWN_LINE = /^(?::{3,}.*|\${2,}.*|\{[{%].*[%}]\}|!\[[^\]]*\]\([^()]*\)|: .*)$/;

/**
 * Whether words right behind the text go on with its last paragraph. Behind code, a heading, a table, a list, a quote, HTML
 * or a link's definition they would become part of it.
 */
export function endsInProse(source: string): boolean {
  const last = blockStructure(source).at(-1);
  if (last?.kind !== 'paragraph' || last.within !== 'nothing') return false;
  if (last.lines.at(-1)?.end !== source.length) return false;
  const lines = last.lines.map(({ start, end }) => source.slice(start, end));
  if (OWN_LINE.test(lines.at(-1) ?? '')) return false;
  return !lines.some((line) => DELIMITER_ROW.test(line) || /^\[[^\]]+\]:/.test(line));
}

function linesOf({ within, lines }: ParagraphLeaf, source: string): readonly Span[] {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined || within === 'a quote') return [];
  const covered = lines.length === 1 ? [] : spansAcrossLines(source.slice(first.start, last.end));
  let next = 0;
  return lines.filter(({ start }, index) => {
    const offset = start - first.start;
    while ((covered[next]?.end ?? Number.POSITIVE_INFINITY) <= offset) next += 1;
    const isCovered = (covered[next]?.start ?? offset) < offset;
    return (
      !isCovered &&
      (within === 'lists' ? index > 0 && beginsLine(source, start) : isBarelyIndented(source, start))
    );
  });
}

function beginsLine(source: string, offset: number): boolean {
  return offset === 0 || /[\r\n]/.test(source.charAt(offset - 1));
}

function isBarelyIndented(source: string, offset: number): boolean {
  return /(?:^|[\r\n])\uFEFF? {0,3}$/.test(source.slice(Math.max(0, offset - 5), offset));
}

/** So much of a text at most is looked at for the end of a tag or of a link's address. */
const LONGEST_TAG = 2_000;

const TAG =
  /^<(?:[a-z][a-z\d-]*(?:\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?|\/[a-z][a-z\d-]*\s*)>/i;
const ADDRESS =
  /^\(\s*(?:<(?:[^<>\\\r\n]|\\.)*>|(?:[^\s()\\<]|\\.)(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)?(?:\s+(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)))?\s*\)/;
const DEFINITION =
  /^\[(?:[^\\[\]]|\\.)+\]:\s*(?:<[^<>\r\n]*>|[^\s<]\S*)(?:\s+(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)))?[ \t]*(?:\r\n|\r|\n|$)/;

/** HTML that no attributes belong to, and what ends it. */
const ENDS: readonly (readonly [start: RegExp, end: string])[] = [
  [/^<!--/, '-->'],
  [/^<\?/, '?>'],
  [/^<!\[CDATA\[/, ']]>'],
  [/^<![a-z]/i, '>'],
];

/**
 * The code, HTML, links, images and definitions of a paragraph that reach beyond a line: in order, and none within another.
 * It looks at each character a few times at most. References to definitions are not known.
 */
function spansAcrossLines(text: string): readonly Span[] {
  const ends = endsIn(text);
  const spans: Span[] = [...definitionsIn(text)];
  const brackets: number[] = [];
  for (const { index, 0: mark } of text.matchAll(MARK)) {
    if (index < (spans.at(-1)?.end ?? 0)) continue;
    if (mark === '[') brackets.push(index);
    else {
      const start = mark === ']' ? brackets.pop() : index;
      const end = start === undefined ? null : ends(mark, index);
      if (start === undefined || end === null) continue;
      spans.push({ start, end });
      // No link stands within another; an image may.
      if (mark === ']' && text.charAt(start - 1) !== '!') brackets.length = 0;
    }
  }
  return outermost(spans.filter(({ start, end }) => /[\r\n]/.test(text.slice(start, end))));
}

/** What may begin something; a character behind a backslash does not. */
const MARK = /\\[!-/:-@[-`{-~]|`+|[<[\]]/g;

/** The end of what a mark begins; `null`: it is text. */
function endsIn(text: string): (mark: string, index: number) => number | null {
  const runs = runsOfBackticks(text);
  const missing = new Set<string>();
  return (mark, index) => {
    const next = text.slice(index, index + LONGEST_TAG);
    if (mark === ']') return endOfMatch(ADDRESS.exec(next.slice(1)), index + 1);
    if (mark === '<') return htmlEnd(next, index);
    return mark.startsWith('`') ? codeEnd(mark.length, index) : null;
  };

  function htmlEnd(next: string, index: number): number | null {
    const end = ENDS.find(([start]) => start.test(next))?.[1];
    if (end === undefined) return endOfMatch(TAG.exec(next), index);
    const found = missing.has(end) ? -1 : text.indexOf(end, index + 2);
    if (found < 0) missing.add(end);
    return found < 0 ? null : found + end.length;
  }

  function codeEnd(length: number, index: number): number | null {
    const same = runs.get(length) ?? [];
    while ((same.at(-1) ?? text.length) <= index) same.pop();
    const found = same.at(-1);
    return found === undefined ? null : found + length;
  }
}

/** Where runs begin, the last one first, by their length. */
function runsOfBackticks(text: string): ReadonlyMap<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { index, 0: run } of [...text.matchAll(/`+/g)].toReversed()) {
    const same = runs.get(run.length) ?? [];
    same.push(index);
    runs.set(run.length, same);
  }
  return runs;
}

function endOfMatch(match: RegExpExecArray | null, offset: number): number | null {
  return match === null ? null : offset + match[0].length;
}

/** The definitions that the paragraph begins with. */
function definitionsIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let start = 0; ; ) {
    const end = endOfMatch(DEFINITION.exec(text.slice(start, start + LONGEST_TAG)), start);
    if (end === null) return spans;
    spans.push({ start, end });
    start = end;
  }
}

function outermost(spans: readonly Span[]): readonly Span[] {
  const outer: Span[] = [];
  for (const span of spans.toSorted((left, right) => left.start - right.start)) {
    if (span.end > (outer.at(-1)?.end ?? 0)) outer.push(span);
  }
  return outer;
}

/** A sentence and the white space that follows it; joined they give the text again. */
export interface Sentence {
  readonly text: string;
  readonly space: string;
}

/** Splits prose into sentences, byte for byte. A blank line ends a sentence too. Code and comments stay whole. */
export function splitSentences(prose: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const wholes = wholesIn(prose);
  let start = 0;
  for (const { index, 0: space } of prose.matchAll(/(?<=[.!?:])\s+(?=[\p{Lu}`[*_])|\n\s*\n/gu)) {
    if (wholes.some((whole) => whole.start < index && index < whole.end)) continue;
    sentences.push({ text: prose.slice(start, index), space });
    start = index + space.length;
  }
  if (start < prose.length) sentences.push({ text: prose.slice(start), space: '' });
  return sentences;
}

/** What a part of would take all that follows with it. */
function wholesIn(prose: string): readonly Span[] {
  if (!/`{3}|~{3}|<!--|\[\^/.test(prose)) return [];
  const comments = Array.from(prose.matchAll(/<!--[\s\S]*?(?:-->|$)/g), ({ index, 0: comment }) => ({
    start: index,
    end: index + comment.length,
  }));
  const footnotes = Array.from(
    prose.matchAll(/^ {0,3}\[\^[^[\]\s]+\]:.*(?:\n(?![ \t]*\n).*)*/gm),
    ({ index, 0: footnote }) => ({ start: index, end: index + footnote.length }),
  );
  return [...comments, ...footnotes, ...blockStructure(prose).filter((leaf) => leaf.kind === 'fenced code')];
}

/** The text with white space folded, for comparing across line breaks. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
