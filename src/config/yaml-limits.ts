import { type Alias, type Document, Lexer, type ParsedNode, Parser, visit } from 'yaml';

const MOST_BYTES = 64 * 1024;
const MOST_ALIASES = 50;

/** Of the parser's stack. A file needs about 10; some thousand end the process where nothing can catch it. */
const DEEPEST = 40;

/** What makes the text dangerous to read, and the offset where it does; null when it is not. */
export function excess(text: string): { readonly message: string; readonly offset: number } | null {
  if (Buffer.byteLength(text) > MOST_BYTES) return { message: 'must not be larger than 64 KiB.', offset: 0 };
  const offset = deepestOffset(text);
  return offset === null ? null : { message: 'is nested too deeply.', offset };
}

/** Null when an alias refers to nothing, or when resolving all would make an explosion of values. */
export function resolveAliases(document: Document.Parsed<ParsedNode>): { readonly value: unknown } | null {
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

export function aliasesOf(document: Document.Parsed<ParsedNode>): readonly Alias[] {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  return aliases;
}

/** The parser works without recursion; what composes its output into values does not. */
function deepestOffset(text: string): number | null {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return parser.offset;
  }
  return null;
}
