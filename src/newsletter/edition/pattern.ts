import { ITEM_MARK } from '../document/form.js';
import { type Dialect, gapAboveList, inDialect } from '../markdown/dialect.js';
import {
  codeSpan,
  escapeLine,
  escapePhrase,
  escapeTitle,
  linkDestination,
  type Markdown,
  trusted,
} from '../markdown/markdown.js';

/** A text with placeholders, taken apart once: clauses of what stands as it is, and of what is filled in. */
export type Pattern = readonly Clause[];

/** A sentence, what stands in parentheses, or what is between. */
interface Clause {
  readonly pieces: readonly (string | Placeholder)[];
  /** Whether it is left out where one of its placeholders has no value. */
  readonly isOptional: boolean;
}

interface Placeholder {
  readonly name: string;
  readonly place: Place;
  /** Whether marks such as `**` stand beside it. */
  readonly isBesideMarks: boolean;
}

/** Where a value stands: at the beginning of a line, or of a list item, within one, in a link's text, in code, in an address. */
type Place = 'line' | 'item' | 'phrase' | 'link' | 'code' | 'address';

/** What a placeholder stands for: text that anybody may have written, an address, or Markdown. */
export type Value = (
  | { readonly text: string }
  | { readonly address: string }
  | { readonly markdown: Markdown }
) & {
  /** Whether it only stands for a value that there is not, where the clause that it stands in cannot be left out. */
  readonly isMissing?: boolean;
};

/** A value for each placeholder that the pattern may have, by its name. */
export type Values = Readonly<Record<string, Value>>;

/** A brace that stands for itself, a placeholder that is all that a code span has, or any other placeholder. */
const TOKEN = /\\([{}])|`\{(\w+)\}`|\{(\w+)\}/g;

/** Takes the text apart; `patternProblem` finds nothing wrong with it. */
export function parsePattern(text: string): Pattern {
  const tokens = [...text.matchAll(TOKEN)].map((token) => ({
    start: token.index,
    end: token.index + token[0].length,
    piece: pieceOf(token, text),
  }));
  return clauseRanges(text).map(({ start, end }) => {
    const own = tokens.filter((token) => token.start >= start && token.start < end);
    const ends = [start, ...own.map((token) => token.end)];
    const pieces = [...own, { start: end, end, piece: '' }].flatMap(({ start: next, piece }, index) => [
      text.slice(ends[index], next),
      piece,
    ]);
    return { pieces: pieces.filter((piece) => piece !== ''), isOptional: isOptional(pieces) };
  });
}

function pieceOf({ index, 0: source, 1: brace, 2: code, 3: name = '' }: RegExpExecArray, text: string) {
  if (brace !== undefined) return brace;
  const end = index + source.length;
  const isBesideMarks = !STARTS_FREE.test(text.slice(0, index)) || !ENDS_FREE.test(text.slice(end));
  const place = code === undefined ? placeOf(text, index, end) : 'code';
  return { name: code ?? name, place, isBesideMarks };
}

/** The pattern with its values, for a site. `isHidden`: within a comment, which nothing ends. */
export function fill(pattern: Pattern, values: Values, dialect: Dialect, isHidden = false): Markdown {
  const isThere = (piece: string | Placeholder) =>
    typeof piece === 'string' || values[piece.name]?.isMissing !== true;
  const clauses = pattern.filter(({ pieces, isOptional: mayGo }) => !mayGo || pieces.every(isThere));
  const texts = clauses.flatMap(({ pieces }) =>
    pieces.map((piece) =>
      typeof piece === 'string' ? piece : rendered(values[piece.name], piece, dialect, isHidden),
    ),
  );
  const withText = (above: string, text: string) =>
    `${above}${LIST.test(text) ? gapAboveList(above, dialect) : ''}${text}`;
  return trusted(texts.reduce(withText, ''));
}

const LIST = new RegExp(`^${ITEM_MARK} `);

/** How the pattern has a value, at the first place of its placeholder, with the signs on either side; '' where it has none. */
export function valueIn(
  pattern: Pattern,
  name: string,
  value: Value,
  dialect: Dialect,
  isHidden = false,
): string {
  for (const { pieces } of pattern) {
    const at = pieces.findIndex((piece) => typeof piece !== 'string' && piece.name === name);
    const [before, placeholder, behind] = [at - 1, at, at + 1].map((index) => pieces[index]);
    if (placeholder === undefined || typeof placeholder === 'string') continue;
    const [left, right] = [before, behind].map((piece) => (typeof piece === 'string' ? piece : ''));
    return `${left?.slice(-1)}${rendered(value, placeholder, dialect, isHidden)}${right?.slice(0, 1)}`;
  }
  return '';
}

/** The names of the placeholders that the pattern has. */
export function placeholdersIn(pattern: Pattern): ReadonlySet<string> {
  const pieces = pattern.flatMap((clause) => clause.pieces);
  return new Set(pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name])));
}

/** Whether the pattern has a login behind an `@`, and no link around it. */
export function hasBareName(pattern: Pattern): boolean {
  return pattern.some(({ pieces }) =>
    pieces.some((piece, index) => {
      const before = pieces[index - 1];
      if (typeof piece === 'string' || piece.name !== 'login' || typeof before !== 'string') return false;
      return before.endsWith('@') && piece.place !== 'link';
    }),
  );
}

/** What of a pattern may be, and what must. */
export interface PatternRules {
  readonly known: readonly string[];
  readonly needed: readonly string[];
}

/** Why the text cannot be a pattern, as a sentence; `null` when it can. */
export function patternProblem(text: string, { known, needed }: PatternRules): string | null {
  const list = known.map((name) => `{${name}}`).join(', ');
  const found = [...text.matchAll(TOKEN)].flatMap(([, , code, name]) => code ?? name ?? []);
  const unknown = found.find((name) => !known.includes(name));
  if (unknown !== undefined) return `must not have {${unknown}}. The placeholders are ${list}.`;
  const brace = /[{}]/.exec(text.replace(TOKEN, ''))?.[0];
  if (brace !== undefined)
    return `has a "${brace}" that belongs to no placeholder. The placeholders are ${list}. To keep a brace, write "\\${brace}".`;
  const missing = needed.find((name) => !found.includes(name));
  if (missing !== undefined) return `must have {${missing}}.`;
  return /<[a-z][^<>]*\{(?!\w*[uU]rl\})\w+\}[^<>]*>/.test(text)
    ? 'must not have a placeholder in a tag, but {url} or {authorUrl}.'
    : null;
}

/** What may have no value: then what it stands in says nothing. */
const MAY_LACK = new Set(['login', 'authorUrl', 'labels', 'release', 'people']);

function isOptional(pieces: readonly (string | Placeholder)[]): boolean {
  const names = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name]));
  return names.length > 0 && names.every((name) => MAY_LACK.has(name));
}

/** What stands in parentheses, with the space before; the end of a link's address does not. */
const PARENTHESES = / ?(?<!\])\((?:\]\([^()]*\)|[^()])*\)/g;
const SENTENCE_END = /(?<=[.!?])(?=\s)/g;

interface Range {
  readonly start: number;
  readonly end: number;
}

function clauseRanges(text: string): readonly Range[] {
  const brackets = rangesOf(PARENTHESES, text);
  const isWithin = (at: number) => brackets.some(({ start, end }) => start < at && at < end);
  const ends = [...text.matchAll(SENTENCE_END)].map(({ index }) => index).filter((at) => !isWithin(at));
  const cuts = new Set([0, ...brackets.flatMap(({ start, end }) => [start, end]), ...ends, text.length]);
  const sorted = [...cuts].sort((left, right) => left - right);
  return sorted.slice(1).map((end, index) => ({ start: sorted[index] ?? 0, end }));
}

function rangesOf(pattern: RegExp, text: string): readonly Range[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** The destination of a link, an address in angle brackets, and one in a tag. */
const ADDRESSES = /\]\([^()\s]*\)|<(?:https?:[^<>\s]*|\{\w+\})>|\b(?:href|src)="[^"]*"/g;
const LINK_TEXTS = /\[[^[\]]*\](?=\()/g;

function placeOf(text: string, start: number, end: number): Place {
  const isIn = (pattern: RegExp) =>
    rangesOf(pattern, text).some((range) => range.start <= start && end <= range.end);
  if (isIn(ADDRESSES)) return 'address';
  if (isIn(LINK_TEXTS)) return 'link';
  const before = text.slice(0, start);
  if (before === '' || before.endsWith('\n')) return 'line';
  return ITEM_START.test(before) ? 'item' : 'phrase';
}

const ITEM_START = new RegExp(String.raw`(?:^|\n)[ \t]*${ITEM_MARK}[ \t]+$`);

/** What may stand before and behind a value without forming something with it. */
const STARTS_FREE = /(?:^|[\s("“])$/;
const ENDS_FREE = /^(?:$|[\s.,:;!?)"”])/;

/** What stands around a value there, to the site's dialect. */
const FRAMES = { line: 'blocks', item: 'line', phrase: 'line', code: 'line', link: 'link' } as const;

/** A value as it stands there. */
function rendered(
  value: Value | undefined,
  placeholder: Placeholder,
  dialect: Dialect,
  isHidden: boolean,
): string {
  if (value === undefined) return '';
  if ('markdown' in value) return value.markdown;
  if ('address' in value) return linkDestination(value.address);
  const { text } = value;
  const { place, isBesideMarks } = placeholder;
  if (place === 'address') return NAME_WITH_OWNER.test(text) ? text : inAddress(text);
  return inDialect(escaped(text, place, { isHidden, isBesideMarks }), dialect, FRAMES[place]);
}

function escaped(
  text: string,
  place: Exclude<Place, 'address'>,
  { isHidden, isBesideMarks }: { readonly isHidden: boolean; readonly isBesideMarks: boolean },
): Markdown {
  switch (place) {
    case 'code':
      return isHidden
        ? escapePhrase(text, { frame: 'phrase', isHidden, isBesideMarks: true })
        : codeSpan(text);
    case 'line':
      return escapeLine(text);
    case 'link':
      return escapeTitle(text, isHidden ? 'hidden link' : 'link');
    case 'item':
      return escapePhrase(text, { frame: 'opening', isHidden, isBesideMarks });
    case 'phrase':
      return escapePhrase(text, { frame: 'phrase', isHidden, isBesideMarks });
  }
}

const NAME_WITH_OWNER = /^[\w.-]+\/[\w.-]+$/;

/** `encodeURIComponent` leaves signs that Markdown or a template would take for their own. */
function inAddress(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, '\u{FFFD}');
  return encodeURIComponent(wellFormed).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
