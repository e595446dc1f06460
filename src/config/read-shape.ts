import { nameKey } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import { MONTH_NAMES } from '../newsletter/activity/period-names.js';
import { findFrontMatter } from '../newsletter/document/front-matter.js';
import type { FormatTexts } from '../newsletter/house-style/edition-settings.js';
import { byFrequency, compareText } from '../newsletter/markdown/order.js';

/** How an edition in a form of its own is marked up. */
export interface ReadShape {
  readonly format: Partial<FormatTexts> & { readonly separator?: string };
  /** The owner of most of what it lists. */
  readonly owner: string;
  /** `owner/name` of what it lists, in order. */
  readonly repositories: readonly string[];
  /** What the sections of repositories are called that have other names. */
  readonly headings: ReadonlyMap<string, string>;
  readonly order: 'number' | 'number-descending' | null;
  readonly isByName: boolean;
  readonly isGrouped: boolean;
  readonly listsBots: boolean;
  readonly listsCommits: boolean;
  /** The text before the first section or list, and after the last. */
  readonly before: string;
  readonly after: string;
  /** The people at the end, as they stand there; `null`: it names none. */
  readonly people: string | null;
  readonly count: number;
}

/** An item of a list that shows a pull request. */
interface ListedLine {
  readonly text: string;
  /** Its place among the lines of the edition. */
  readonly at: number;
  readonly repository: string;
  readonly number: number;
}

/** Also one in a comment. */
const ANY_ENTRY = /^(?:<!-- |\{\/\* )?[-*+] .*\/pull\/\d/;
const ENTRY = /^[-*+] .*?https?:\/\/[^\s()/]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)/;
/** Lines of the house style, each somewhere below the one before: a part, a repository in it, an entry of that. */
const HOUSE_LINES = [/^## /, /^### \[[^\]]+\]\(https:[^)]+\)$/, /^- \[.+\]\(https:[^)\s]+\/pull\/\d+\)/];

function isInHouseStyle(lines: readonly string[]): boolean {
  let below = -1;
  return HOUSE_LINES.every((pattern) => {
    below = lines.findIndex((line, at) => at > below && pattern.test(line));
    return below >= 0;
  });
}

/** Reads how an edition is marked up; `null`: in the house style, or it lists no pull requests. */
export function readShape(source: string): ReadShape | null {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const lines = text.split('\n');
  const entries = lines.flatMap((line, at): readonly ListedLine[] => {
    const [, repository, number] = ENTRY.exec(line) ?? [];
    return repository === undefined ? [] : [{ text: line, at, repository, number: Number(number) }];
  });
  const [first] = entries;
  if (first === undefined || isInHouseStyle(lines)) return null;
  const lists = byHeading(lines, entries);
  const areSections = isEachOneRepository(lists.map(([, own]) => own));
  const heading = lists.length > 1 ? lists[0]?.[0] : undefined;
  const start = heading ?? first.at;
  const after = lines.slice(lines.findLastIndex((line) => ANY_ENTRY.test(line)) + 1).join('\n');
  const people = findPeople(after);
  const named = lists.map(([at, own]) => ({
    name: nameIn(lines[at] ?? ''),
    repository: own[0]?.repository ?? '',
  }));
  const names = named.map(({ repository }) => nameKey(repository));
  const written = heading === undefined ? '' : headingFormat(lines, heading);
  return {
    format: {
      section: areSections ? written : '{entries}',
      ...(written !== '' && !areSections ? { group: written } : {}),
      entry: entryFormat(entries),
      ...people?.format,
    },
    owner: byFrequency(entries.map(({ repository }) => repository.split('/')[0] ?? ''))[0]?.[0] ?? '',
    repositories: [...new Set(entries.map(({ repository }) => repository))],
    headings: new Map(
      areSections
        ? named.flatMap(({ name, repository }) => {
            const own = repository.split('/')[1] ?? '';
            return name === own || name === '' ? [] : [[own, name] as const];
          })
        : [],
    ),
    order: orderOf(lists.map(([, own]) => own.map(({ number }) => number))),
    isByName: areSections && names.join('\n') === names.toSorted(compareText).join('\n'),
    isGrouped: written !== '' && !areSections,
    listsBots: /\[bot\]|\b(?:dependabot|renovate)\b/.test(entries.map((entry) => entry.text).join('\n')),
    listsCommits: /\/commit\/[\da-f]{7}/.test(text),
    before: lines
      .slice(0, start)
      .map((line) => `${line}\n`)
      .join(''),
    after,
    people: people?.source ?? null,
    count: entries.length,
  };
}

/** The lists by the places of the headings above them. */
function byHeading(lines: readonly string[], entries: readonly ListedLine[]) {
  const lists = new Map<number, ListedLine[]>();
  for (const entry of entries) {
    const heading = headingAbove(lines, entry.at);
    lists.set(heading, [...(lists.get(heading) ?? []), entry]);
  }
  return [...lists];
}

/** The place of the last heading above a line; -1: there is none. */
function headingAbove(lines: readonly string[], at: number): number {
  return lines.slice(0, at).findLastIndex((line) => /^#{1,6} /.test(line));
}

function isEachOneRepository(lists: readonly (readonly ListedLine[])[]): boolean {
  const sets = lists.map((own) => new Set(own.map(({ repository }) => repository)));
  const all = new Set(sets.flatMap((set) => [...set]));
  return lists.length > 1 && all.size === lists.length && sets.every(({ size }) => size === 1);
}

const LINKED_HEADING = /^(#{1,6} )\[(`?)(.*?)`?\]\(https?:[^)]*\)\s*$/;

function nameIn(heading: string): string {
  return (LINKED_HEADING.exec(heading)?.[3] ?? heading.replace(/^#+ /, '')).replaceAll('`', '').trim();
}

/** As `format` has a section or a group, from the line of its heading to the list. */
function headingFormat(lines: readonly string[], at: number): string {
  const line = lines[at] ?? '';
  const [, marks, code] = LINKED_HEADING.exec(line) ?? [];
  const level = marks ?? /^#+ /.exec(line)?.[0] ?? '';
  const words = /`/.test(line) ? '`{heading}`' : '{heading}';
  const heading = code === undefined ? words : `[${words}]({url})`;
  return `${level}${heading}${lines[at + 1]?.trim() === '' ? '\n\n' : '\n'}{entries}`;
}

/** In which order all lists are; `null`: in another, or they are too short to tell. */
function orderOf(lists: readonly (readonly number[])[]): ReadShape['order'] {
  const steps = lists.flatMap((list) => list.slice(1).map((number, index) => number - (list[index] ?? 0)));
  if (steps.length < 2) return null;
  if (steps.every((step) => step > 0)) return 'number';
  return steps.every((step) => step < 0) ? 'number-descending' : null;
}

const LOGIN = String.raw`[A-Za-z0-9][\w-]*(?:\\?\[bot\\?\])?`;
const LINKED_NUMBER = /\[(\\?#?)\d+\]\([^()\s]*\/pull\/\d+\)/;
const LINKED_TITLE = /\[.*?\]\([^()\s]*\/pull\/\d+\)/;

/** How entries are written: what is the same in them, around what differs. */
function entryFormat(entries: readonly ListedLine[]): string {
  const texts = entries.map(({ text, number }) =>
    text
      .replace(/[{}]/g, String.raw`\$&`)
      .replace(LINKED_NUMBER, '[$1{number}]({url})')
      .replace(LINKED_TITLE, '[{title}]({url})')
      .replace(/https?:\/\/[^\s()]+\/pull\/\d+/, '{url}')
      .replace(new RegExp(`#${number}\\b`), '#{number}')
      .replace(new RegExp(String.raw`\[@${LOGIN}\]\(https?:[^()\s]*\)(?!.*\[@)`), '[@{login}]({authorUrl})')
      .replace(new RegExp(String.raw`(?<![\w{\[])@${LOGIN}(?=\W*$)`), '@{login}'),
  );
  const [most = ''] = byFrequency(texts)[0] ?? [];
  if (most.includes('{title}')) return most;
  const isTitleLast = new Set(texts.map((text) => text.slice(0, text.indexOf('{url}')))).size === 1;
  const start = (isTitleLast ? UP_TO_LINK : UP_TO_WORDS).exec(texts[0] ?? '')?.[0] ?? '';
  const ends = texts.map((text) => text.slice(start.length));
  const end = ends.reduce(commonEnd, ends[0] ?? '').replace(/^[^\s.,;:(–—-]+/, '');
  return `${start}{title}${end}`;
}

const UP_TO_LINK = /^.*\{url\}\)?[^\p{L}\p{N}`"'[({<\\]*/u;
const UP_TO_WORDS = /^[-*+] /;

function commonEnd(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left.at(-1 - length) === right.at(-1 - length)) length += 1;
  return left.slice(left.length - length);
}

const PERSON = String.raw`(?:\[@${LOGIN}\]\(https?:[^()\s]*\)|@${LOGIN})`;
const PEOPLE_ITEMS = new RegExp(String.raw`^([-*+] )(${PERSON})[ \t]*(?:\n\1${PERSON}[ \t]*)*$`, 'm');
const PEOPLE_SENTENCE = new RegExp(`(${PERSON})(, | and )(?:${PERSON}(?:, and |, | and ))*${PERSON}`);

/** The people who are named one after the other, and how. */
function findPeople(after: string) {
  const [items, bullet = '', one = ''] = PEOPLE_ITEMS.exec(after) ?? [];
  if (items !== undefined) return { source: items, format: { contributor: `${bullet}${personFormat(one)}` } };
  const [sentence, person = ''] = PEOPLE_SENTENCE.exec(after) ?? [];
  if (sentence === undefined) return null;
  const separator = / and /.test(sentence) ? {} : { separator: ', ' };
  return { source: sentence, format: { contributor: personFormat(person), ...separator } };
}

function personFormat(person: string): string {
  return person.startsWith('[') ? '[@{login}]({url})' : '@{login}';
}

/** An edition's text and the period that it tells of, as far as that is known. */
export interface LatestEdition {
  readonly text: string;
  readonly period: Period | null;
}

/** A template that makes such editions: what the last two have in common, with placeholders for what they do not. `latest`: oldest first. */
export function templateLike(shape: ReadShape, latest: readonly LatestEdition[]): string {
  const of = ({ text, period }: LatestEdition, { before, after, people, count }: ReadShape) => {
    const front = findFrontMatter(text)?.frontMatter ?? '';
    const start = before.indexOf(front) + front.length;
    const rest = people === null ? after : after.replace(people, () => '{contributors}');
    const fill = (part: string) => (period === null ? part : withPlaceholders(part, period, count));
    return {
      front: fill(front.replace(/^(\s*"?date"?\s*[:=]\s*["']?)\d{4}-\d\d-\d\d/m, '$1{date}')),
      head: blocksOf(fill(before.slice(start))),
      tail: blocksOf(fill(rest)),
    };
  };
  const last = latest.at(-1);
  if (last === undefined) return '{sections}\n';
  const { front, head, tail } = of(last, shape);
  const previous = latest.at(-2);
  const itsShape = previous === undefined ? null : readShape(previous.text);
  const its = previous === undefined || itsShape === null ? null : of(previous, itsShape);
  const known = its === null ? null : new Set([...its.head, ...its.tail].map((block) => block.trim()));
  // What only one edition has is its news.
  const isKept = (block: string) =>
    known === null || known.has(block.trim()) || /^#|\{contributors\}/m.test(block);
  const body = (blocks: readonly string[]) => blocks.filter(isKept).join('');
  return `${front}${body(head)}{sections}\n${body(tail)}`.replace(/\n*$/, '\n');
}

/** Blocks with the blank lines after them. */
function blocksOf(text: string): readonly string[] {
  return text.split(/(?<=\n[ \t]*\n)(?![ \t]*\n)/);
}

function withPlaceholders(text: string, { name, firstDay, lastDay }: Period, count: number): string {
  const inWords = (day: string) => {
    const [year = '', month = '', date = ''] = day.split('-');
    return `${Number(date)} ${MONTH_NAMES[Number(month) - 1]} ${year}`;
  };
  const monthName = MONTH_NAMES[Number(firstDay.slice(5, 7)) - 1] ?? '';
  return (
    text
      // The last day first: the words for 1 May are in those for 31 May.
      .replaceAll(inWords(lastDay), '{to}')
      .replaceAll(inWords(firstDay), '{from}')
      .replaceAll(name, '{month}')
      .replace(new RegExp(`\\b${monthName}\\b`, 'g'), '{monthName}')
      .replace(
        new RegExp(`\\b${count}(?= (?:\\w+ )?(?:pull requests?|PRs?|changes|contributions)\\b)`, 'g'),
        '{count}',
      )
  );
}
