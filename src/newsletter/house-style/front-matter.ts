import { dayOf, endOf, type Month, monthName } from '../activity/month.js';
import { withValue } from '../document/front-matter.js';
import type { EarlierEdition } from './earlier-edition.js';

/** The keys that name the people behind an edition. */
const PEOPLE = /^([ \t]*)(authors|editors)([ \t]*=[ \t]*)\[([^\]]*)\]/m;

/**
 * Front matter for `month` in the form of the latest earlier edition: same keys, same layout. The date is the first
 * day after the month, until the day of publication is known. Of the people, those stay who stand in each of the last
 * three editions: the editors, not the authors of one edition.
 */
export function nextFrontMatter(earlier: readonly EarlierEdition[], month: Month, name = ''): string {
  const last = earlier.at(-1);
  const date = dayOf(endOf(month));
  if (last === undefined || last.frontMatter === null || last.whyNoModel !== null) {
    const title = `${name}: ${monthName(month)}`;
    return `title = ${JSON.stringify(title)}\ndate = ${date}\n\n[extra]\nmonth = "${monthName(month)}"\neditors = []`;
  }
  const editors = standingPeople(earlier.slice(-3));
  return withValue(last.frontMatter, 'date', date).replace(
    PEOPLE,
    (_, indent: string, key: string, equals: string, list: string) => {
      return `${indent}${key}${equals}[${keepPeople(list, editors)}]`;
    },
  );
}

/** Logins of the people whom front matter names as authors or editors. */
export function peopleBehind(frontMatter: string | null): readonly string[] {
  return peopleIn(PEOPLE.exec(frontMatter ?? '')?.[4] ?? '');
}

function standingPeople(earlier: readonly EarlierEdition[]): ReadonlySet<string> {
  const lists = earlier.map(({ frontMatter }) => peopleBehind(frontMatter));
  const [first = [], ...others] = lists;
  return new Set(first.filter((login) => others.every((list) => list.includes(login))));
}

function peopleIn(list: string): string[] {
  return [...list.matchAll(/"([^"]+)"/g)].map(([, login = '']) => login);
}

/** Keeps layout and comments of a TOML array, one line or several, and drops the logins not in `editors`. */
function keepPeople(list: string, editors: ReadonlySet<string>): string {
  if (!list.includes('\n')) {
    return peopleIn(list)
      .filter((login) => editors.has(login))
      .map((login) => `"${login}"`)
      .join(', ');
  }
  return list
    .split('\n')
    .filter((line) => peopleIn(line).every((login) => editors.has(login)))
    .join('\n');
}
