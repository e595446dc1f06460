import {
  type Alias,
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLWarning,
} from 'yaml';
import { tooDeepAt } from '../newsletter/document/yaml-front-matter.js';

/** Keys of a parsed file from its root, with numbers for the elements of lists. */
export type KeyPath = readonly PropertyKey[];

/** A mistake in the YAML itself. */
export interface YamlProblem {
  /** The key that the message is about; empty: the file. */
  readonly path: KeyPath;
  /** The key at which it stands, or the nearest above; its example helps. */
  readonly near: KeyPath;
  /** 1-based. */
  readonly line: number;
  /** A sentence about the file, or about the key at `path`. */
  readonly message: string;
}

/** A YAML text as plain values. Where it could be read, `problems` do not keep its values from being checked. */
export type YamlFile =
  | { readonly kind: 'unreadable'; readonly problems: readonly YamlProblem[] }
  | {
      readonly kind: 'read';
      readonly value: unknown;
      readonly problems: readonly YamlProblem[];
      /** 1-based line of the key or list element, or of the nearest above it that stands in the text. */
      readonly lineOf: (path: KeyPath) => number;
    };

/** Only the plain types of YAML 1.2: no dates, sets or binary data, which `%YAML 1.1` or a tag would bring. */
const YAML_OPTIONS = { prettyErrors: false, schema: 'core', resolveKnownTags: false } as const;

type ParsedDocument = Document.Parsed<ParsedNode>;

/** Reads one YAML 1.2 document; never throws. Aliases are followed, within limits. */
export function readYaml(text: string): YamlFile {
  const tooMuch = excess(text);
  if (tooMuch !== null)
    return unreadable(text.slice(0, tooMuch.offset).split('\n').length, [], tooMuch.message);

  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, ...YAML_OPTIONS });
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  const positions = positionsOf(document);
  const problems = yamlProblems(document, positions, text, lineAt);
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { kind: 'unreadable', problems };

  const complexKey = offsetOfComplexKey(document);
  if (complexKey !== null) return unreadable(lineAt(complexKey), [], 'has a key that is not a plain text.');

  const resolved = resolveAliases(document);
  if (resolved !== null) {
    const offsetOf = offsetFinder(positions);
    return { kind: 'read', ...resolved, problems, lineOf: (path) => lineAt(offsetOf(path)) };
  }
  const aliases = aliasesOf(document);
  // The library looks through the whole file for each alias.
  const unknown = aliases.slice(0, MOST_ALIASES).find((alias) => alias.resolve(document) === undefined);
  const offset = (unknown ?? aliases[0])?.range?.[0] ?? 0;
  const message =
    unknown === undefined
      ? 'has too many aliases; write the values out.'
      : `has an alias ${quote(`*${unknown.source}`)} that leads nowhere; put a value that begins with "*" in single quotes.`;
  return unreadable(lineAt(offset), nearest(positions, offset)?.path ?? [], message);
}

function unreadable(line: number, near: KeyPath, message: string): YamlFile {
  return { kind: 'unreadable', problems: [{ path: [], near, line, message }] };
}

/** The key whose list the path leads into; the path itself where it leads into none. */
function beforeList(path: KeyPath): KeyPath {
  const index = path.findIndex((key) => typeof key === 'number');
  return index === -1 ? path : path.slice(0, index);
}

/** The last position that does not come after the offset. */
function nearest(positions: readonly Position[], offset: number): Position | undefined {
  return positions.findLast((position) => position.offset <= offset);
}

/** One for each line: an error of syntax draws others after it. */
function yamlProblems(
  { errors, warnings }: ParsedDocument,
  positions: readonly Position[],
  text: string,
  lineAt: (offset: number) => number,
): readonly YamlProblem[] {
  const offsetOf = offsetFinder(positions);
  const problems = [...errors, ...warnings].slice(0, MOST_PROBLEMS).map((error) => {
    const [offset] = error.pos;
    const position = nearest(positions, offset);
    const near = position?.path ?? [];
    const path = error.code === 'DUPLICATE_KEY' && position?.offset === offset ? near : [];
    const [rest = ''] = text.slice(offset).split('\n');
    // What is never closed takes in the lines below it, and is noticed at the end of the file.
    const opened = UNCLOSED.test(error.message)
      ? beforeList(nearest(positions, offset - 1)?.path ?? [])
      : null;
    const line = lineAt(opened === null ? offset : offsetOf(opened));
    return { path, near: opened ?? near, line, message: sentence(error, rest) };
  });
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
}

/** More than anybody mends at once; each is looked up in the whole file. */
const MOST_PROBLEMS = 100;

/** The library's words for a quote, a list or a map without its end, for which it has no code of their own. */
const UNCLOSED = /^Missing closing (.)quote$|and end with a (.)$|must end with a (.)$/;

const NO_COLON = 'is not valid YAML: there is no ":" after the key.';

/** `rest`: the line, from the mistake on. */
function sentence({ code, message }: YAMLError | YAMLWarning, rest: string): string {
  if (message.startsWith('Implicit map keys need')) return NO_COLON;
  const end = UNCLOSED.exec(message)?.slice(1).find(Boolean);
  if (end !== undefined) return `is not valid YAML: a closing ${end} is missing.`;
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'is not valid YAML: a tab indents this line; use spaces.';
    case 'MULTILINE_IMPLICIT_KEY':
      return NO_COLON;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return rest.includes(': ')
        ? 'is not valid YAML: a value with ": " in it must stand in single quotes.'
        : 'is not valid YAML: the next line is indented more than its neighbours.';
    case 'BAD_INDENT':
      return 'is not valid YAML: this line is indented differently from its neighbours.';
    case 'TAG_RESOLVE_FAILED':
      return `is not valid YAML: ${printable(message.charAt(0).toLowerCase() + message.slice(1))}; put a value that begins with "!" in single quotes.`;
    case 'DUPLICATE_KEY':
      return 'is there twice; keep one of them.';
    case 'MULTIPLE_DOCS':
      return 'must be a single YAML document; remove the line with "---" or "...".';
    case 'BAD_DQ_ESCAPE':
      return 'is not valid YAML: a "\\" in double quotes begins an escape; use single quotes.';
    case 'BAD_SCALAR_START':
      return 'is not valid YAML: a value with this first character must stand in single quotes.';
    default:
      return `is not valid YAML: ${printable(message.charAt(0).toLowerCase() + message.slice(1))}.`;
  }
}

function offsetOfComplexKey(document: ParsedDocument): number | null {
  let offset: number | null = null;
  visit(document, {
    Pair: (_, pair) => {
      if (isScalar(pair.key)) return undefined;
      offset = (pair.key as ParsedNode | null)?.range[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

const MOST_BYTES = 64 * 1024;
const MOST_ALIASES = 50;

/** What makes the text dangerous to read, and the offset where it does; null when it is not. */
function excess(text: string): { readonly message: string; readonly offset: number } | null {
  if (Buffer.byteLength(text) > MOST_BYTES) return { message: 'must not be larger than 64 KiB.', offset: 0 };
  const offset = tooDeepAt(text);
  return offset === null ? null : { message: 'is nested too deeply.', offset };
}

/** Null when an alias refers to nothing, or when resolving all would make an explosion of values. */
function resolveAliases(document: Document.Parsed<ParsedNode>): { readonly value: unknown } | null {
  const aliases = aliasesOf(document);
  if (aliases.length > MOST_ALIASES) return null;
  if (aliases.some((alias) => alias.resolve(document) === undefined)) return null;
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}

function aliasesOf(document: Document.Parsed<ParsedNode>): readonly Alias[] {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  return aliases;
}

/** Where a key, or an element of a list, stands in a YAML text. */
interface Position {
  readonly path: KeyPath;
  /** Characters from the beginning of the text. */
  readonly offset: number;
}

/** All positions, from top to bottom; what an alias repeats is not among them. */
function positionsOf(document: Document): readonly Position[] {
  return walk(document.contents, []);
}

/** Finds the offset of the last position with a path, which gives a doubled key its value, or else of the nearest above. */
function offsetFinder(positions: readonly Position[]): (path: KeyPath) => number {
  const offsets = new Map(positions.map(({ path, offset }) => [JSON.stringify(path), offset]));
  return function offsetOf(path: KeyPath): number {
    const offset = offsets.get(JSON.stringify(path));
    if (offset !== undefined) return offset;
    return path.length === 0 ? (positions[0]?.offset ?? 0) : offsetOf(path.slice(0, -1));
  };
}

function walk(node: unknown, path: KeyPath): readonly Position[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => at(item, [...path, index], item));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) =>
    isScalar(key) ? at(key, [...path, String(key.value)], value) : [],
  );
}

function at(node: unknown, path: KeyPath, value: unknown): readonly Position[] {
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  return [{ path, offset }, ...walk(value, path)];
}

const LONGEST_QUOTE = 60;

/** What a file says, in double quotes, on one line, without invisible characters, cut after 60 characters. */
export function quote(text: string): string {
  const characters = [...text];
  const cut = characters.length > LONGEST_QUOTE;
  return `"${printable(characters.slice(0, LONGEST_QUOTE).join(''))}${cut ? '…' : ''}"`;
}

/** The text with control, format (such as bidi) and unassigned characters and line ends written as `\u{…}`. */
export function printable(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** The value in a sentence, as what it is: `the number 5`, `a list`, `"crates"`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value === '') return 'an empty text';
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'number' ? `the number ${value}` : String(value);
}
