import { parse, TomlError, type TomlTable } from 'smol-toml';
import { NameMap, NameSet } from '../activity/names.js';
import type { Document } from './document.js';
import type { Form } from './form.js';
import { DAY, type FrontMatterLanguage, type Mistake, type ValuePlace } from './front-matter-language.js';
import { YAML } from './yaml-front-matter.js';

/**
 * Front matter is a text with the fences around it, which say its language; '' is none. What is set in it changes no
 * byte of anything else.
 */

/** What front matter says. */
export interface FrontMatter {
  /** `null` when there is none, or another value. */
  readonly title: string | null;
  /** The day's first instant in UTC; `null` when there is none, or another value. */
  readonly date: Date | null;
  /** Why the text is not of its language, and the line below the fence, counted from 1; `null`: it is. Then it says nothing else. */
  readonly mistake: Mistake | null;
}

/** A line that sets a value and is whole in itself, or begins one: what precedes the value, and the value. */
const SETTING = /^[ \t]*([\w-]+)[ \t]*=/;
const TABLE = /^[ \t]*(\[.*\])/;

const TOML: FrontMatterLanguage = {
  name: 'TOML',
  fence: '+++',
  example: (key, value) => `${key} = ${value}`,
  read(text) {
    try {
      const { title, date }: TomlTable = parse(text);
      return { title, date, mistake: null };
    } catch (error) {
      const { message, line } = error instanceof TomlError ? error : { message: String(error), line: 1 };
      const [reason = ''] = message.replace(/^Invalid TOML document: /, '').split('\n');
      return { title: null, date: null, mistake: { reason, line } };
    }
  },
  places: placesInToml,
  withDay(text, day) {
    const found = placesInToml(text).find(({ name }) => name === 'date');
    if (found === undefined) return text;
    const line = text.slice(found.start, found.end);
    const [, key = '', value = '', behind = ''] = /^([^=]*=[ \t]*)([^#]*?)([ \t]*(?:#.*)?)$/.exec(line) ?? [];
    const dated = DAY.test(value) ? value.replace(DAY, day) : day;
    return `${text.slice(0, found.start)}${key}${dated}${behind}${text.slice(found.end)}`;
  },
  people(text, keys) {
    const list = tomlList(keys).exec(text)?.[2];
    return list === undefined ? null : peopleInToml(list);
  },
  withPeople: (text, keys, people) =>
    text.replace(tomlList(keys), (_, key: string, list: string) => {
      return `${key}[${list.includes('\n') ? withTomlLines(list, people) : withTomlItems(list, people)}]`;
    }),
  withPeopleAmong: (text, keys, isKept) =>
    text.replace(tomlList(keys), (_, key: string, list: string) => {
      const kept = list.includes('\n')
        ? list.split('\n').filter((line) => peopleInToml(line).every(isKept))
        : [
            peopleInToml(list)
              .filter(isKept)
              .map((login) => `"${login}"`)
              .join(', '),
          ];
      return `${key}[${kept.join('\n')}]`;
    }),
};

/** By the names that forms have for them. */
export const LANGUAGES = { toml: TOML, yaml: YAML } as const;

/**
 * A file's front matter as site generators find it: nothing but white space may precede it. The groups are that white space,
 * the line above and its fence, the text between the fences, and the line below.
 */
const FRONT_MATTER = /^\uFEFF?(\s*)((\+{3}|-{3})[ \t]*\r?\n)((?:[\s\S]*?\r?\n)??)(\3[ \t]*)(?:\r?\n|$)/d;

/** Front matter as it stands in a file. */
export interface FoundFrontMatter {
  readonly frontMatter: string;
  /** The line of the first fence, counted from 1. */
  readonly line: number;
}

/** The front matter of a file that is not parsed as a document; `null` where it has none. */
export function findFrontMatter(file: string): FoundFrontMatter | null {
  const match = FRONT_MATTER.exec(file);
  if (match === null) return null;
  const [, space = '', above = '', , text = '', below = ''] = match;
  return { frontMatter: `${above}${text}${below}`, line: space.split('\n').length };
}

/** The front matter of a document; `null` where there is none. */
export function frontMatterOf({ opening }: Pick<Document, 'opening'>): string | null {
  return opening.find(({ kind }) => kind === 'front-matter')?.words ?? null;
}

/** Its language, the text between the fences, and the whole with another text there; `null` where it is none. */
function taken(frontMatter: string) {
  const match = FRONT_MATTER.exec(frontMatter);
  const language = Object.values(LANGUAGES).find(({ fence }) => fence === match?.[3]);
  const place = match?.indices?.[4];
  if (language === undefined || place === undefined) return null;
  const [start, end] = place;
  const withText = (text: string) => frontMatter.slice(0, start) + text + frontMatter.slice(end);
  return { language, text: frontMatter.slice(start, end), withText };
}

/** The language of front matter; `null` where it is none. */
export function languageOf(frontMatter: string): FrontMatterLanguage | null {
  return taken(frontMatter)?.language ?? null;
}

/** The name that forms have for its language; `null` where it is none. */
export function languageNameOf(frontMatter: string): Form['frontMatter'] {
  const language = languageOf(frontMatter);
  return NAMES.find((name) => LANGUAGES[name] === language) ?? null;
}

const NAMES = Object.keys(LANGUAGES) as readonly (keyof typeof LANGUAGES)[];

export function readFrontMatter(frontMatter: string): FrontMatter {
  const { language, text } = taken(frontMatter) ?? { language: TOML, text: '' };
  const { title, date, mistake } = language.read(text);
  return { title: typeof title === 'string' ? title : null, date: dayOf(date), mistake };
}

function dayOf(value: unknown): Date | null {
  const text = value instanceof Date ? value.toISOString() : value;
  const date = new Date(`${String(text).slice(0, 'YYYY-MM-DD'.length)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function changed(
  frontMatter: string,
  change: (language: FrontMatterLanguage, text: string) => string,
): string {
  const found = taken(frontMatter);
  return found === null ? frontMatter : found.withText(change(found.language, found.text));
}

/** Front matter with another date, as `YYYY-MM-DD`; as it is where it sets none. Quotes, time and zone stay. */
export function withDay(frontMatter: string, day: string): string {
  return changed(frontMatter, (language, text) => language.withDay(text, day));
}

/** The keys that name the people behind an edition. */
const PEOPLE = ['authors', 'editors'];

/** Logins of the people whom front matter names as authors or editors. */
export function peopleBehind(frontMatter: string | null): readonly string[] {
  const found = taken(frontMatter ?? '');
  return found?.language.people(found.text, PEOPLE) ?? [];
}

/** Front matter without the authors or editors who are not in `people`; layout and comments of their list stay. */
export function withPeopleAmong(frontMatter: string, people: ReadonlySet<string>): string {
  return changed(frontMatter, (language, text) =>
    language.withPeopleAmong(text, PEOPLE, (person) => people.has(person)),
  );
}

/** The list of an edition's authors; its editors have another key. */
const AUTHORS = ['authors'];

/** Front matter with these people among its authors, at their end, each once; as it is where it has no such list. */
export function withAuthors(frontMatter: string, logins: readonly string[]): string {
  return changed(frontMatter, (language, text) => {
    const authors = language.people(text, AUTHORS);
    const named = new NameSet(authors ?? []);
    const missing = new NameMap(logins.map((login) => [login, login]))
      .values()
      .filter((login) => !named.has(login));
    return authors === null || missing.length === 0 ? text : language.withPeople(text, AUTHORS, missing);
  });
}

/**
 * Front matter that people changed: only values that they left alone follow the bot, such as the date of publication. Their list
 * of authors gains whom the bot adds. What the bot has in another language is not followed.
 */
export function mergeFrontMatter(base: string, current: string, fresh: string): string {
  const [before, own, next] = [base, current, fresh].map(taken);
  if (!before || !own || !next || own.language !== before.language || own.language !== next.language)
    return current;
  const { language } = own;
  const [valuesBefore, valuesNext] = [before, next].map(({ text }) => valuesIn(language, text));
  const text = language
    .places(own.text)
    .toReversed()
    .reduce((merged, { name, start, end }) => {
      const [was, becomes] = [valuesBefore?.get(name), valuesNext?.get(name)];
      const isOwn = becomes === undefined || was !== merged.slice(start, end);
      return isOwn ? merged : merged.slice(0, start) + becomes + merged.slice(end);
    }, own.text);
  const known = new NameSet(language.people(before.text, AUTHORS) ?? []);
  const added = (language.people(next.text, AUTHORS) ?? []).filter((login) => !known.has(login));
  const merged = withAuthors(own.withText(text), added);
  return readFrontMatter(merged).mistake === null ? merged : current;
}

function valuesIn(language: FrontMatterLanguage, text: string): ReadonlyMap<string, string> {
  return new Map(language.places(text).map(({ name, start, end }) => [name, text.slice(start, end)]));
}

/** Each is a whole line, since values of several lines have no end that a line shows; a key has the name of its table. */
function placesInToml(text: string): readonly ValuePlace[] {
  let [table, start] = ['', 0];
  return text.split('\n').flatMap((line) => {
    const place = { start, end: start + line.length };
    start = place.end + 1;
    table = TABLE.exec(line)?.[1] ?? table;
    const key = SETTING.exec(line)?.[1];
    return key === undefined ? [] : [{ name: `${table}${key}`, ...place }];
  });
}

function tomlList(keys: readonly string[]): RegExp {
  return new RegExp(String.raw`^([ \t]*(?:${keys.join('|')})[ \t]*=[ \t]*)\[([^\]]*)\]`, 'm');
}

function peopleInToml(list: string): readonly string[] {
  return [...list.matchAll(/"([^"]+)"/g)].map(([, login = '']) => login);
}

function withTomlItems(list: string, people: readonly string[]): string {
  const before = list.trim().replace(/,$/, '');
  return [...(before === '' ? [] : [before]), ...people.map((login) => `"${login}"`)].join(', ');
}

/** A line for each, behind the last person's; comments and what closes the list stay where they are. */
function withTomlLines(list: string, people: readonly string[]): string {
  const lines = list.split('\n');
  const last = lines.findLastIndex((line) => peopleInToml(line).length > 0);
  const [indent = ''] = /^\s*/.exec(lines[Math.max(last, 1)] ?? '') ?? [];
  const ended = lines.map((line, index) =>
    index === last ? line.replace(/(.*"[^"]+")(?!\s*,)/, '$1,') : line,
  );
  const added = people.map((login) => `${indent === '' ? '    ' : indent}"${login}",`);
  return ended.toSpliced(Math.max(last, 0) + 1, 0, ...added).join('\n');
}
