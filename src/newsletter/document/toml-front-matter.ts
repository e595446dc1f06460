import { parse, TomlError, type TomlTable } from 'smol-toml';
import { DAY, type FrontMatterLanguage, type ValuePlace } from './front-matter-language.js';

/** A line that sets a value and is whole in itself, or begins one: what precedes the value, and the value. */
const SETTING = /^[ \t]*([\w-]+)[ \t]*=/;
const TABLE = /^[ \t]*(\[.*\])/;

export const TOML: FrontMatterLanguage = {
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
  places,
  withDay(text, day) {
    const found = places(text).find(({ name }) => name === 'date');
    if (found === undefined) return text;
    const line = text.slice(found.start, found.end);
    const [, key = '', value = '', behind = ''] = /^([^=]*=[ \t]*)([^#]*?)([ \t]*(?:#.*)?)$/.exec(line) ?? [];
    const dated = DAY.test(value) ? value.replace(DAY, day) : day;
    return `${text.slice(0, found.start)}${key}${dated}${behind}${text.slice(found.end)}`;
  },
  people(text, keys) {
    const list = listOf(keys).exec(text)?.[2];
    return list === undefined ? null : peopleIn(list);
  },
  withPeople: (text, keys, people) =>
    text.replace(listOf(keys), (_, key: string, list: string) => {
      return `${key}[${list.includes('\n') ? withLines(list, people) : withItems(list, people)}]`;
    }),
  withPeopleAmong: (text, keys, isKept) =>
    text.replace(listOf(keys), (_, key: string, list: string) => {
      const kept = list.includes('\n')
        ? list.split('\n').filter((line) => peopleIn(line).every(isKept))
        : [
            peopleIn(list)
              .filter(isKept)
              .map((login) => `"${login}"`)
              .join(', '),
          ];
      return `${key}[${kept.join('\n')}]`;
    }),
};

/** Each is a whole line, since values of several lines have no end that a line shows; a key has the name of its table. */
function places(text: string): readonly ValuePlace[] {
  let [table, start] = ['', 0];
  return text.split('\n').flatMap((line) => {
    const place = { start, end: start + line.length };
    start = place.end + 1;
    table = TABLE.exec(line)?.[1] ?? table;
    const key = SETTING.exec(line)?.[1];
    return key === undefined ? [] : [{ name: `${table}${key}`, ...place }];
  });
}

function listOf(keys: readonly string[]): RegExp {
  return new RegExp(String.raw`^([ \t]*(?:${keys.join('|')})[ \t]*=[ \t]*)\[([^\]]*)\]`, 'm');
}

function peopleIn(list: string): readonly string[] {
  return [...list.matchAll(/"([^"]+)"/g)].map(([, login = '']) => login);
}

function withItems(list: string, people: readonly string[]): string {
  const before = list.trim().replace(/,$/, '');
  return [...(before === '' ? [] : [before]), ...people.map((login) => `"${login}"`)].join(', ');
}

/** A line for each, behind the last person's; comments and what closes the list stay where they are. */
function withLines(list: string, people: readonly string[]): string {
  const lines = list.split('\n');
  const last = lines.findLastIndex((line) => peopleIn(line).length > 0);
  const [indent = ''] = /^\s*/.exec(lines[Math.max(last, 1)] ?? '') ?? [];
  const ended = lines.map((line, index) =>
    index === last ? line.replace(/(.*"[^"]+")(?!\s*,)/, '$1,') : line,
  );
  const added = people.map((login) => `${indent === '' ? '    ' : indent}"${login}",`);
  return ended.toSpliced(Math.max(last, 0) + 1, 0, ...added).join('\n');
}
