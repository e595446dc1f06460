import { nameKey } from '../newsletter/activity/names.js';
import type { PeopleOrder } from '../newsletter/house-style/edition-settings.js';
import { compareText } from '../newsletter/markdown/order.js';

/** A login in an edition's text, as the source of a regular expression. */
export const LOGIN = String.raw`[A-Za-z0-9][\w-]*(?:\\?\[bot\\?\])?`;
const PERSON = String.raw`(?:\[@?${LOGIN}\]\(https?:\/\/[^()\s/]+\/(?:apps\/)?${LOGIN}\)|@${LOGIN})`;
export const ONE_PERSON = new RegExp(PERSON, 'u');
const PEOPLE_ITEMS = new RegExp(String.raw`^([-*+] )(${PERSON})[ \t]*(?:\n\1${PERSON}[ \t]*)*$`, 'm');
/** A sign, or one word such as "and". */
const BETWEEN = String.raw`(?:[ \t]*[,;·•|/–—-][ \t]*|,? \p{L}{1,4} )`;
export const PEOPLE_SENTENCE = new RegExp(`(${PERSON})(${BETWEEN})(?:${PERSON}${BETWEEN})*${PERSON}`, 'u');

/** The people who are named one after the other, and how. */
export function findPeople(after: string) {
  const [items, bullet = '', one = ''] = PEOPLE_ITEMS.exec(after) ?? [];
  if (items !== undefined) return { source: items, format: { contributor: `${bullet}${personFormat(one)}` } };
  const [sentence, person = '', separator = ''] = PEOPLE_SENTENCE.exec(after) ?? [];
  if (sentence === undefined) return null;
  const isList = !/[)\w] \p{L}+ [[@]/u.test(sentence);
  return {
    source: sentence,
    format: { contributor: personFormat(person), ...(isList ? { separator } : {}) },
  };
}

/** An item that GitHub's release notes have of a newcomer: it links to a pull request, and is no entry. */
export const FIRST_CONTRIBUTION = / made (?:their|his|her) first contribution\b/i;
const FIRST_CONTRIBUTIONS = new RegExp(`^([-*+] ${PERSON})${FIRST_CONTRIBUTION.source}.*$`, 'gim');

/** What is said of newcomers, in the languages that phrases ship for. */
const NEWCOMERS =
  /\b(?:new|first[- ]time) contributors?\b|\bfirst (?:contributions?|pull requests?|PRs?)\b|\bnouve(?:aux|lles) contribut|\bneuen? (?:Mitwirkende|Beitragende)/i;
const ANY_PEOPLE = new RegExp(`${PEOPLE_ITEMS.source}|${PEOPLE_SENTENCE.source}|${PERSON}`, 'gmu');

/**
 * The text with a placeholder for those who are named as newcomers, and the other people; `null`: it names no newcomers for
 * certain.
 */
export function findNewcomers(written: string) {
  const after = written.replace(FIRST_CONTRIBUTIONS, '$1');
  for (const { index, 0: source } of after.matchAll(ANY_PEOPLE)) {
    const [own = '', ...above] = after.slice(0, index).split('\n').reverse();
    const isBare = own.trim() === '';
    const heading = above.find((line) => line.trim() !== '') ?? '';
    const format = formatOfPeople(source);
    if (format === null || !NEWCOMERS.test(isBare ? heading : own)) continue;
    const rest = `${after.slice(0, index)}{newcomers}${after.slice(index + source.length)}`;
    const others = findPeople(rest);
    if (others !== null && others.format.contributor !== format.contributor) return null;
    if (others !== null || after === written)
      return { after: rest, people: others ?? { source: null, format } };
    const contributor = `${format.contributor} made their first contribution`;
    return { after: rest, people: { source: null, format: { contributor } } };
  }
  return null;
}

const ALL_PEOPLE = new RegExp(ONE_PERSON.source, 'gu');

/** The logins that a text names, each once, in lower case. */
function namesIn(text: string): readonly string[] {
  const logins = [...text.matchAll(ALL_PEOPLE)].flatMap(([person]) => new RegExp(LOGIN).exec(person) ?? []);
  return [...new Set(logins.map(nameKey))];
}

/** So few neighbours may be in order by chance. */
const ENOUGH_NEIGHBOURS = 3;

/** In which order these texts name people, by what the entries tell; `null`: as is `usual`, or they name too few. */
export function orderOfPeople(
  texts: readonly string[],
  entries: readonly string[],
  usual: PeopleOrder,
): PeopleOrder | null {
  const lists = texts.map(namesIn);
  const neighbours = lists.reduce((sum, { length }) => sum + Math.max(length - 1, 0), 0);
  if (neighbours < ENOUGH_NEIGHBOURS) return null;
  const areSorted = (sorted: (names: readonly string[]) => readonly string[]) =>
    lists.every((names) => names.join() === sorted(names).join());
  if (areSorted((names) => names.toSorted(compareText))) return usual === 'name' ? null : 'name';
  const authors = namesIn(entries.join('\n'));
  return areSorted((names) => authors.filter((login) => names.includes(login))) ? 'appearance' : null;
}

/** How these people are named. */
function formatOfPeople(source: string): NonNullable<ReturnType<typeof findPeople>>['format'] | null {
  const found = findPeople(source);
  return found === null || found.source !== source ? { contributor: personFormat(source) } : found.format;
}

function personFormat(person: string): string {
  if (!person.startsWith('[')) return '@{login}';
  return person.startsWith('[@') ? '[@{login}]({url})' : '[{login}]({url})';
}
