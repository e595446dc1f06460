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
  readonly path: KeyPath;
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
  if (tooMuch !== null) return unreadable(text.slice(0, tooMuch.offset).split('\n').length, tooMuch.message);

  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, ...YAML_OPTIONS });
  const lineAt = (offset: number): number => Math.max(1, lineCounter.linePos(offset).line);
  const positions = positionsOf(document);
  const problems = yamlProblems(document, positions, lineAt);
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { kind: 'unreadable', problems };

  const complexKey = offsetOfComplexKey(document);
  if (complexKey !== null) return unreadable(lineAt(complexKey), 'has a key that is not a plain text.');

  const resolved = resolveAliases(document);
  if (resolved !== null) {
    const offsetOf = offsetFinder(positions);
    return { kind: 'read', ...resolved, problems, lineOf: (path) => lineAt(offsetOf(path)) };
  }
  const firstAlias = aliasesOf(document)[0]?.range?.[0] ?? 0;
  return unreadable(lineAt(firstAlias), 'has aliases that lead nowhere, or too many; write the values out.');
}

function unreadable(line: number, message: string): YamlFile {
  return { kind: 'unreadable', problems: [{ path: [], line, message }] };
}

/** One for each line: an error of syntax draws others after it. */
function yamlProblems(
  { errors, warnings }: ParsedDocument,
  positions: readonly Position[],
  lineAt: (offset: number) => number,
): readonly YamlProblem[] {
  const problems = [...errors, ...warnings].map((error) => {
    const [offset] = error.pos;
    const position = positions.find((candidate) => candidate.offset === offset);
    const path = error.code === 'DUPLICATE_KEY' ? (position?.path ?? []) : [];
    return { path, line: lineAt(offset), message: sentence(error) };
  });
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
}

function sentence({ code, message }: YAMLError | YAMLWarning): string {
  switch (code) {
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
