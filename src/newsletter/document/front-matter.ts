import { parse, TomlError, type TomlTable } from 'smol-toml';
import { NameMap, NameSet } from '../activity/names.js';
import type { Document } from './document.js';

/** The line above and below front matter. */
export const FENCE = '+++';
const ESCAPED = String.raw`\+\+\+`;

/**
 * A file's front matter as Zola finds it: nothing but white space may precede it. The groups are that white space and the
 * text between the fences.
 */
const FRONT_MATTER = new RegExp(
  String.raw`^\uFEFF?(\s*)${ESCAPED}[ \t]*\r?\n(?:([\s\S]*?)\r?\n)?${ESCAPED}[ \t]*(?:\r?\n|$)`,
);

/** Front matter as it stands in a file. */
export interface FoundFrontMatter {
  /** The text between the fences. */
  readonly text: string;
  /** The line of the first fence, counted from 1. */
  readonly line: number;
}

/** The front matter of a file that is not parsed as a document; `null` where it has none. */
export function findFrontMatter(file: string): FoundFrontMatter | null {
  const match = FRONT_MATTER.exec(file);
  if (match === null) return null;
  const [, space = '', text = ''] = match;
  return { text, line: space.split('\n').length };
}

/** The text between the fences; `null` where there is no front matter. */
export function frontMatterOf({ opening }: Pick<Document, 'opening'>): string | null {
  const front = opening.find(({ kind }) => kind === 'front-matter');
  return front === undefined ? null : withoutFences(front.words);
}

const FENCES = new RegExp(String.raw`^${ESCAPED}[ \t]*\n?|\n?${ESCAPED}\s*$`, 'g');

/** What stands between the fences. */
export function withoutFences(frontMatter: string): string {
  return frontMatter.replace(FENCES, '');
}

/** Front matter with its fences. */
export function withFences(frontMatter: string): string {
  return `${FENCE}\n${frontMatter}\n${FENCE}`;
}

/** What front matter says. */
export interface FrontMatter {
  /** `null` when there is none, or another value. */
  readonly title: string | null;
  /** The day's first instant in UTC; `null` when there is none, or another value. */
  readonly date: Date | null;
  /** Why the text is not TOML, and the line within it, counted from 1; `null`: it is. Then it says nothing else. */
  readonly mistake: { readonly reason: string; readonly line: number } | null;
}

/** Reads the text between the fences. */
export function readFrontMatter(text: string): FrontMatter {
  try {
    const { title, date }: TomlTable = parse(text);
    return { title: typeof title === 'string' ? title : null, date: dayOf(date), mistake: null };
  } catch (error) {
    const { message, line } = error instanceof TomlError ? error : { message: String(error), line: 1 };
    const [reason = ''] = message.replace(/^Invalid TOML document: /, '').split('\n');
    return { title: null, date: null, mistake: { reason, line } };
  }
}

function dayOf(value: unknown): Date | null {
  const text = value instanceof Date ? value.toISOString() : value;
  const date = new Date(`${String(text).slice(0, 'YYYY-MM-DD'.length)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** A line of front matter, and the full name of the value that it sets: its table and key; `null` for any other line. */
export interface FrontMatterLine {
  readonly line: string;
  readonly name: string | null;
}

/** A line that sets a value and is whole in itself, or begins one. */
const SETTING = /^[ \t]*([\w-]+)[ \t]*=/;
const TABLE = /^[ \t]*(\[.*\])/;

/** The lines of front matter, with or without its fences. */
export function frontMatterLines(frontMatter: string): readonly FrontMatterLine[] {
  let table = '';
  return frontMatter.split('\n').map((line) => {
    table = TABLE.exec(line)?.[1] ?? table;
    const key = SETTING.exec(line)?.[1];
    return { line, name: key === undefined ? null : `${table}${key}` };
  });
}

/** Front matter with another value, one line as TOML, of a key that it has outside of tables; as it is when it lacks that. */
export function withValue(frontMatter: string, key: string, value: string): string {
  return frontMatterLines(frontMatter)
    .map(({ line, name }) => (name === key ? line.replace(/(=[ \t]*).*$/, `$1${value}`) : line))
    .join('\n');
}

/** The keys that name the people behind an edition. */
const PEOPLE = /^([ \t]*(?:authors|editors)[ \t]*=[ \t]*)\[([^\]]*)\]/m;

/** Logins of the people whom front matter names as authors or editors. */
export function peopleBehind(frontMatter: string | null): readonly string[] {
  return peopleIn(PEOPLE.exec(frontMatter ?? '')?.[2] ?? '');
}

/** Front matter without the authors or editors who are not in `people`; layout and comments of their list stay. */
export function withPeopleAmong(frontMatter: string, people: ReadonlySet<string>): string {
  return frontMatter.replace(PEOPLE, (_, key: string, list: string) => {
    const isKept = (login: string) => people.has(login);
    const kept = list.includes('\n')
      ? list.split('\n').filter((line) => peopleIn(line).every(isKept))
      : [
          peopleIn(list)
            .filter(isKept)
            .map((login) => `"${login}"`)
            .join(', '),
        ];
    return `${key}[${kept.join('\n')}]`;
  });
}

/** The list of an edition's authors; its editors have another key. */
const AUTHORS = /^([ \t]*authors[ \t]*=[ \t]*)\[([^\]]*)\]/m;

/** Logins of those whom front matter names as authors. */
export function authorsIn(frontMatter: string): readonly string[] {
  return peopleIn(AUTHORS.exec(frontMatter)?.[2] ?? '');
}

/** Front matter with these people among its authors, at their end, each once; as it is where it has no such list. */
export function withAuthors(frontMatter: string, logins: readonly string[]): string {
  return frontMatter.replace(AUTHORS, (whole, key: string, list: string) => {
    const named = new NameSet(peopleIn(list));
    const missing = [...new NameMap(logins.map((login) => [login, login]))]
      .map(([, login]) => login)
      .filter((login) => !named.has(login));
    if (missing.length === 0) return whole;
    return `${key}[${list.includes('\n') ? withLines(list, missing) : withItems(list, missing)}]`;
  });
}

function withItems(list: string, logins: readonly string[]): string {
  const before = list.trim().replace(/,$/, '');
  return [...(before === '' ? [] : [before]), ...logins.map((login) => `"${login}"`)].join(', ');
}

/** A line for each, behind the last person's; comments and what closes the list stay where they are. */
function withLines(list: string, logins: readonly string[]): string {
  const lines = list.split('\n');
  const last = lines.findLastIndex((line) => peopleIn(line).length > 0);
  const [indent = ''] = /^\s*/.exec(lines[Math.max(last, 1)] ?? '') ?? [];
  const ended = lines.map((line, index) =>
    index === last ? line.replace(/(.*"[^"]+")(?!\s*,)/, '$1,') : line,
  );
  const added = logins.map((login) => `${indent === '' ? '    ' : indent}"${login}",`);
  return ended.toSpliced(Math.max(last, 0) + 1, 0, ...added).join('\n');
}

function peopleIn(list: string): readonly string[] {
  return [...list.matchAll(/"([^"]+)"/g)].map(([, login = '']) => login);
}
