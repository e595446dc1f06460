import { type Period, weekOf } from '../newsletter/activity/period.js';
import { escaped } from '../newsletter/activity/text-pattern.js';
import { findFrontMatter } from '../newsletter/document/front-matter.js';
import { type ReadShape, readShape } from './read-shape.js';

/** An edition's text, with the period that it tells of and the number in its path, as far as these are known. */
export interface LatestEdition {
  readonly text: string;
  readonly period: Period | null;
  readonly number: string | null;
  /** How many editions there are with it. */
  readonly place: number;
}

/** A template that makes such editions: what the last two have in common, with placeholders for what they do not. `latest`: oldest first. */
export function templateLike(
  shape: ReadShape,
  latest: readonly LatestEdition[],
  home: string | null,
): string {
  const of = (
    { text, period, number, place }: LatestEdition,
    { before, after, people, count }: ReadShape,
  ) => {
    const front = findFrontMatter(text.replace(/\r\n/g, '\n'))?.frontMatter ?? '';
    const start = before.indexOf(front) + front.length;
    const rest = people === null ? after : after.replace(people, () => '{contributors}');
    const fill = (part: string) =>
      period === null ? part : withPlaceholders(part, { period, number, place, count });
    return {
      front: fill(withDay(front)),
      head: blocksOf(fill(before.slice(start))),
      tail: blocksOf(fill(rest)),
    };
  };
  const last = latest.at(-1);
  if (last === undefined) return '{sections}\n';
  const { front, head, tail } = of(last, shape);
  const previous = latest.at(-2);
  const itsShape = previous === undefined ? null : readShape(previous.text, home);
  const its = previous === undefined || itsShape === null ? null : of(previous, itsShape);
  const known = its === null ? null : new Set([...its.head, ...its.tail].map((block) => block.trim()));
  // What only one edition has is its news.
  const isKept = (block: string) =>
    known === null || known.has(block.trim()) || /^#|\{(?:contributors|newcomers)\}/m.test(block);
  const body = (blocks: readonly string[]) =>
    blocks.map((block) => (isKept(block) ? block : withoutWords(block))).join('');
  const frame = its === null ? front : withoutNews(front, its.front);
  return `${frame}${body(head)}{sections}\n${body(tail)}`.replace(/\n*$/, '\n');
}

/** What sites call the day of publication. */
const DAY =
  /^([ \t]*"?(?:date|pub\w*|posted\w*)"?[ \t]*[:=][ \t]*["']?)(\d{4}-\d\d-\d\d|\p{L}{3,} \d{1,2},? \d{4})/mu;

/** Front matter with a placeholder for the day of publication, wherever it stands. */
function withDay(front: string): string {
  const day = DAY.exec(front)?.[2];
  if (day === undefined) return front;
  return front.replace(new RegExp(String.raw`(?<!\d|\d-)${escaped(day)}(?!\d|-\d)`, 'g'), '{date}');
}

const COMMENT = /^[ \t]*(?:<!--.*-->|\{\/\*.*\*\/\})[ \t]*$/;

/** The comments of a block, such as the mark of the summary or those of the bot's part, with the white space around it. */
function withoutWords(block: string): string {
  const [above = '', below = ''] = [/^(?:[ \t]*\n)*/, /\n\s*$/].map((space) => space.exec(block)?.[0] ?? '');
  const comments = block.split('\n').filter((line) => COMMENT.test(line));
  return comments.length === 0 ? above : `${above}${comments.join('\n')}${below}`;
}

/** What an edition says of itself in front matter, on one line or in a block of YAML. */
const SUMMARY =
  /^([ \t]*"?(?:description|summary|excerpt|subtitle|teaser|abstract)"?[ \t]*[:=]).*(?:\n[ \t]+\S.*)*$/gim;

/** A title, up to its quote; what it begins with, up to a sign that parts it from the news. */
const TITLE = /^([ \t]*"?title"?[ \t]*[:=][ \t]*["']?)(.*?)(["']?[ \t]*)$/m;
const BEFORE_NEWS = /^.*?[\p{L}\p{N}}](?= *[:,;|–—-] )/u;

/** Front matter without a summary, or what a title says behind its beginning, that the edition before does not have: it is news. */
function withoutNews(front: string, previous: string): string {
  const [, , its = ''] = TITLE.exec(previous) ?? [];
  return front
    .replace(SUMMARY, (line, key: string) => (previous.includes(line) ? line : `${key} ""`))
    .replace(TITLE, (line, key: string, words: string, end: string) => {
      const start = BEFORE_NEWS.exec(words)?.[0];
      return words === its || start === undefined || !its.startsWith(start) ? line : `${key}${start}${end}`;
    });
}

/** Blocks with the blank lines after them. */
function blocksOf(text: string): readonly string[] {
  return text.split(/(?<=\n[ \t]*\n)(?![ \t]*\n)/);
}

function withPlaceholders(
  text: string,
  {
    period,
    number,
    place,
    count,
  }: Omit<LatestEdition, 'text' | 'period'> & { period: Period; count: number },
): string {
  const { key, kind, name, monthName, from, to, firstDay } = period;
  const [year = ''] = firstDay.split('-');
  const inAddress = monthName.toLowerCase();
  const alone = (word: string) => String.raw`(?<![\p{L}\p{N}.]|\d-)${escaped(word)}(?![\p{L}\p{N}]|[.-]\d)`;
  const filled = text
    // The last day first: the words for 1 May are in those for 31 May.
    .replaceAll(to, '{to}')
    .replaceAll(from, '{from}')
    .replaceAll(name, '{month}')
    .replace(new RegExp(alone(key), 'gu'), '{period}')
    .replace(new RegExp(alone(monthName), 'gu'), '{monthName}')
    .replace(
      new RegExp(`${alone(`${inAddress}-${year}`)}|${alone(`${year}-${inAddress}`)}`, 'gu'),
      kind === 'month' ? '{period}' : '{year}-{mm}',
    )
    .replace(
      new RegExp(String.raw`(?<=(?<!\p{L})(?:week|woche|kw|semaine)[ -]?#?)${weekOf(firstDay)}(?!\d)`, 'giu'),
      kind === 'month' || kind === 'quarter' ? '$&' : '{week}',
    )
    .replace(new RegExp(`${alone(String(count))}(?=\\**${COUNTED})`, 'giu'), '{count}')
    .replace(/\b\d+(?= of them for the first time| (?:new|first-time) contributors?\b)/g, '{newcomerCount}')
    .replace(/\b\d+(?=\** (?:people|persons|contributors|authors)\b)/g, '{contributorCount}');
  return number === null
    ? withCount(filled, place)
    : filled.replace(new RegExp(alone(number), 'gu'), '{number}');
}

/** What is counted. */
const COUNTED = String.raw` (?:\p{L}+ )?(?:pull requests?|PRs?|changes|contributions)(?!\p{L})`;

/** The text with a placeholder for the number that it calls the edition by, where that counts all of them. */
function withCount(text: string, place: number): string {
  const called = String.raw`(?<=#|(?<!\p{L})(?:no\.?|number|issue|edition|episode|update|newsletter|volume|vol\.?) )`;
  return text.replace(new RegExp(String.raw`${called}${place}(?![\p{L}\p{N}]|[.-]\d)`, 'giu'), '{number}');
}
