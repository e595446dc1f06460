import {
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Pair,
  type ParsedNode,
  Parser,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLSeq,
} from 'yaml';
import { DAY, type FrontMatterLanguage, type ValuePlace } from './front-matter-language.js';

/** Only the plain types of YAML 1.2: dates stay as they are written. */
const OPTIONS = { prettyErrors: false, schema: 'core', resolveKnownTags: false } as const;

/** Of the parser's stack. Front matter needs about 10; some thousand end the process where nothing can catch it. */
const DEEPEST = 40;

/** Where a YAML text is nested too deeply to be read, an offset. The parser works without recursion; what composes values does not. */
export function tooDeepAt(text: string): number | null {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return parser.offset;
  }
  return null;
}

export const YAML: FrontMatterLanguage = {
  name: 'YAML',
  fence: '---',
  example: (key, value) => `${key}: ${value}`,
  read(text) {
    const lines = new LineCounter();
    const { pairs, error } = readPairs(text, lines);
    if (error !== null) {
      const reason = error.message.charAt(0).toLowerCase() + error.message.slice(1);
      const { line } = lines.linePos(error.offset);
      return { title: null, date: null, mistake: { reason, line: Math.max(line, 1) } };
    }
    const [title, date] = ['title', 'date'].map((key) => pairs.find(({ name }) => name === key)?.value);
    return { title: textOf(title), date: textOf(date), mistake: null };
  },
  places: placesIn,
  withDay(text, day) {
    const found = placesIn(text).find(({ name }) => name === 'date');
    if (found === undefined) return text;
    const value = text.slice(found.start, found.end);
    const dated = DAY.test(value) ? value.replace(DAY, day) : ` ${day}`;
    return `${text.slice(0, found.start)}${dated}${text.slice(found.end)}`;
  },
  people: (text, keys) => listIn(text, keys)?.items.map(({ value }) => value) ?? null,
  withPeople(text, keys, people) {
    const list = listIn(text, keys);
    if (list === null) return text;
    const last = list.items.at(-1);
    const written = people.map((login) => asItem(login, last));
    if (list.isFlow) {
      const place = last?.end ?? list.start + 1;
      const items = [...(last === undefined ? [] : ['']), ...written].join(', ');
      return text.slice(0, place) + items + text.slice(place);
    }
    const place = endOfLine(text, last?.end ?? list.start);
    const indent = text.slice(text.lastIndexOf('\n', list.start - 1) + 1, list.start);
    const lines = written.map((item) => `\n${indent}- ${item}`).join('');
    return text.slice(0, place) + lines + text.slice(place);
  },
  withPeopleAmong(text, keys, isKept) {
    const list = listIn(text, keys);
    if (list === null || list.items.every(({ value }) => isKept(value))) return text;
    const kept = list.items.filter(({ value }) => isKept(value));
    const end = list.isFlow ? list.end : endOfLine(text, list.items.at(-1)?.end ?? list.start);
    if (list.isFlow || kept.length === 0) {
      const items = kept.map((item) => text.slice(item.start, item.end)).join(', ');
      const start = list.isFlow ? list.start : list.afterKey;
      return `${text.slice(0, start)}${list.isFlow ? '' : ' '}[${items}]${text.slice(end)}`;
    }
    return list.items
      .filter((item) => !kept.includes(item))
      .toReversed()
      .reduce(
        (left, item) =>
          left.slice(0, startOfLine(left, item.start)) + left.slice(endOfLine(left, item.end) + 1),
        text,
      );
  },
};

/** A value with its full name. */
interface NamedValue {
  readonly name: string;
  readonly key: Scalar.Parsed;
  readonly value: ParsedNode | null;
}

interface Read {
  /** From top to bottom; tables of their own lines are followed, all others are values. */
  readonly pairs: readonly NamedValue[];
  readonly error: { readonly message: string; readonly offset: number } | null;
}

function readPairs(text: string, lineCounter = new LineCounter()): Read {
  const deep = tooDeepAt(text);
  if (deep !== null) return { pairs: [], error: { message: 'It is nested too deeply', offset: deep } };
  const { contents, errors } = parseDocument(text, { lineCounter, ...OPTIONS });
  const [error] = errors;
  if (error !== undefined) return { pairs: [], error: { message: error.message, offset: error.pos[0] } };
  return { pairs: pairsOf(contents, ''), error: null };
}

function pairsOf(node: ParsedNode | null, table: string): readonly NamedValue[] {
  if (!isMap(node)) return [];
  return (node.items as Pair<ParsedNode, ParsedNode | null>[]).flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const name = `${table}${String(key.value)}`;
    return isMap(value) && value.flow !== true ? pairsOf(value, `${name}.`) : [{ name, key, value }];
  });
}

/** Each from the colon on, with the white space before the value. */
function placesIn(text: string): readonly ValuePlace[] {
  return readPairs(text).pairs.map(({ name, key, value }) => {
    const start = afterColon(text, key);
    const [from, to] = value?.range ?? [start, start];
    return { name, start, end: from === to ? start : to };
  });
}

function afterColon(text: string, key: Scalar.Parsed): number {
  return text.indexOf(':', key.range[1]) + 1;
}

/** Numbers are texts as well: a site shows a title that is one. */
function textOf(node: ParsedNode | null | undefined): string | null {
  return isScalar(node) && node.value !== null ? (node.source ?? String(node.value)) : null;
}

interface PeopleList {
  readonly start: number;
  readonly end: number;
  /** Behind the colon after its key. */
  readonly afterKey: number;
  readonly isFlow: boolean;
  readonly items: readonly PeopleItem[];
}

interface PeopleItem {
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly type: Scalar['type'];
}

/** The first list with one of the keys, in whatever table; `null` where it holds anything but texts. */
function listIn(text: string, keys: readonly string[]): PeopleList | null {
  const found = readPairs(text).pairs.find(
    ({ name, value }) => keys.includes(name.split('.').at(-1) ?? '') && isSeq(value),
  );
  if (found === undefined) return null;
  const list = found.value as YAMLSeq.Parsed;
  const items = list.items.flatMap((item): PeopleItem[] => {
    if (!isScalar(item) || typeof item.value !== 'string') return [];
    const [start, end] = item.range;
    return [{ value: item.value, start, end, type: item.type }];
  });
  if (items.length < list.items.length) return null;
  const [start, end] = list.range;
  const afterKey = afterColon(text, found.key);
  return { start, end, afterKey, isFlow: list.flow === true, items };
}

/** In the quotes of the item before it, and in some wherever a parser might take it for anything but a text. */
function asItem(login: string, before: PeopleItem | undefined): string {
  if (before?.type === 'QUOTE_SINGLE') return `'${login}'`;
  if (before?.type === 'QUOTE_DOUBLE') return `"${login}"`;
  return stringify(login, { version: '1.1' }).trim();
}

function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
