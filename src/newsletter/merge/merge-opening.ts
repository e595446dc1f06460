import { isToml } from '../markdown/toml.js';
import { unixLines } from '../markdown/unix-lines.js';
import { type Piece, replacing, sameSource } from './edition-text.js';
import { mergeProse } from './merge-prose.js';

/** A line of front matter that sets a value and is whole in itself, or begins one. */
const SETTING = /^[ \t]*([\w-]+)[ \t]*=/;
const TABLE = /^[ \t]*(\[.*\])/;
const FENCE = /^\+\+\+[ \t]*$/gm;

/** Merges what precedes the first part: front matter value by value, the rest as prose. */
export function mergeOpening(
  base: readonly Piece[],
  current: readonly Piece[],
  fresh: readonly Piece[],
): readonly Piece[] {
  const [before, own, next] = [base, current, fresh].map((pieces) => pieces.find(isFrontMatter));
  if (before === undefined || own === undefined || next === undefined)
    return mergeProse(base, current, fresh);
  const [baseProse, ownProse, freshProse] = [base, current, fresh].map((pieces) =>
    pieces.filter((piece) => !isFrontMatter(piece)),
  );
  const prose = mergeProse(baseProse ?? [], ownProse ?? [], freshProse ?? []);
  return [mergeFrontMatter(before, own, next), ...prose];
}

function isFrontMatter({ kind }: Piece): boolean {
  return kind === 'front-matter';
}

/** Once people changed it, only values that they left alone follow the bot, such as the date of publication. */
function mergeFrontMatter(base: Piece, current: Piece, fresh: Piece): Piece {
  if (sameSource(base, current)) return replacing(current, fresh);
  const [before, next] = [settingsOf(base), settingsOf(fresh)];
  const lines = [...withTables(current)].map(({ line, name }) => {
    const coming = name === null ? undefined : next.get(name);
    return coming !== undefined && line === before.get(name ?? '') ? coming : line;
  });
  const source = lines.join('\n');
  const isValid = isToml(source.replace(FENCE, ''));
  return isValid ? replacing(current, { ...current, source }) : current;
}

/** The lines that set a value, by table and key. */
function settingsOf(frontMatter: Piece): ReadonlyMap<string, string> {
  return new Map(
    [...withTables(frontMatter)].flatMap(({ line, name }) => (name === null ? [] : [[name, line]])),
  );
}

/** The lines, each with the full name of the value that it sets; `null` for any other. */
function* withTables({ source }: Piece): Generator<{ readonly line: string; readonly name: string | null }> {
  let table = '';
  for (const line of unixLines(source).split('\n')) {
    table = TABLE.exec(line)?.[1] ?? table;
    const key = SETTING.exec(line)?.[1];
    yield { line, name: key === undefined ? null : `${table}${key}` };
  }
}
