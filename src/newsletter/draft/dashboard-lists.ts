import { monthName } from '../activity/month.js';
import { nameOf, shortName, titleOf, type Work } from '../activity/work.js';
import type { Edition, Entry, Section } from '../edition/edition.js';
import { onOneLine } from '../markdown/clean-title.js';
import { details, type FittingBlock } from '../markdown/fit-text.js';
import { codeSpan, type Markdown, quietText, trusted } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';
import type { LocatedEntry } from './locate-entries.js';

/** Numbers on a line of the short form. */
const NUMBERS = 25;

/** The month's releases, and what the file leaves out, in folded lists that leave some of the room to the next one. */
export function dashboardLists(edition: Edition, entries: readonly LocatedEntry[]): readonly FittingBlock[] {
  const lists = [
    sectionsLeftOut(edition, entries),
    unlistedCommits(edition),
    postponed(edition),
    alreadyPublished(edition),
  ];
  const shown = lists.filter((list) => list !== null);
  return [
    (room) => releases(edition)(Math.floor(room * 0.25)),
    ...shown.map((list, index): FittingBlock => {
      const isLast = index === shown.length - 1;
      return (room) => list(isLast ? room : Math.floor(room * 0.75));
    }),
  ];
}

/** `owner/name#1`, or `owner/name@0123abc`, between backticks; and the lines of the short form. */
const NAME = /`([\w.-]+\/[\w.-]+[#@]\w+)\b[^`]*`/g;
const NUMBER_LINE = /^- `([\w.-]+\/[\w.-]+)`(?:, `[^`]*`)?: `([\w@ ]+)`\r?$/gm;

/** Names of the works that a pull request's body lists, in lower case: what these lists say, read back. */
export function namesListedIn(body: string): ReadonlySet<string> {
  const names = [...body.matchAll(NAME)].map(([, name = '']) => name);
  const short = [...body.matchAll(NUMBER_LINE)].flatMap(([, repository = '', numbers = '']) =>
    numbers.split(' ').map((number) => `${repository}${number.startsWith('@') ? '' : '#'}${number}`),
  );
  return new Set([...names, ...short].map((name) => name.toLowerCase()));
}

function unlistedCommits({ unlistedCommits: commits }: Edition): FittingBlock | null {
  if (commits.length === 0) return null;
  return workList(
    `Commits without a pull request, which the last editions do not list (${commits.length})`,
    commits,
  );
}

function workList(summary: string, works: readonly Work[]): FittingBlock {
  return details(
    summary,
    works.map((work) => `- ${quietText(titleOf(work))} (${codeSpan(nameOf(work))})`),
    works.map((work) => `- ${codeSpan(nameOf(work))}`),
  );
}

/** A line a repository. */
function releases({ released, month }: Edition): FittingBlock {
  if (released.length === 0) return () => '';
  const repositories = [...new Set(released.map(({ repository }) => repository))];
  const lines = repositories.map((repository) => {
    const names = released.filter((tag) => tag.repository === repository).map(({ name }) => codeSpan(name));
    return `- ${codeSpan(repository)}: ${names.join(', ')}`;
  });
  return details(`Releases of ${monthName(month)} (${released.length})`, lines, lines);
}

/** A section that is left out, with its entries that are not in the file. */
interface SectionLeftOut {
  readonly name: Markdown;
  readonly entries: readonly Entry[];
}

function sectionsLeftOut({ leftOut }: Edition, located: readonly LocatedEntry[]): FittingBlock | null {
  const hidden = located.filter(({ place }) => place === 'left out');
  const sections = leftOut.flatMap((section) => {
    const entries = hidden.filter((entry) => entry.section === section).map(({ entry }) => entry);
    return entries.length === 0 ? [] : [{ name: sectionName(section), entries }];
  });
  if (sections.length === 0) return null;
  return (room) =>
    details(
      `Sections left out, since all their entries are hidden (${hidden.length})`,
      titleLines(sections),
      sections.flatMap(numberLines),
    )(room);
}

/** By its repository and, where it is not about all of that, its crate. */
function sectionName({ repository, identity: { crate } }: Section): Markdown {
  return crate === null ? codeSpan(repository) : trusted(`${codeSpan(repository)}, ${codeSpan(crate)}`);
}

function* titleLines(sections: readonly SectionLeftOut[]): Generator<string> {
  for (const { name, entries } of sections) {
    yield `- ${name}`;
    for (const { work, hiddenBecause } of entries) {
      yield `  - ${quietText(titleOf(work))} (${codeSpan(nameOf(work))}, ${quietText(hiddenBecause ?? 'shown')})`;
    }
  }
}

function postponed({ postponed: works }: Edition): FittingBlock | null {
  return works.length === 0 ? null : workList(`Moved to a later edition (${works.length})`, works);
}

function alreadyPublished({ alreadyPublished: works }: Edition): FittingBlock | null {
  return works.length === 0
    ? null
    : workList(`Listed by an earlier edition already (${works.length})`, works);
}

/** The short form for a month of thousands. */
function numberLines({ name, entries }: SectionLeftOut): readonly string[] {
  const numbers = entries.map(({ work }) => shortName(work).replace('#', ''));
  const starts = numbers.flatMap((_, index) => (index % NUMBERS === 0 ? [index] : []));
  return starts.map((start) => `- ${name}: ${codeSpan(numbers.slice(start, start + NUMBERS).join(' '))}`);
}

/** Slices with a name of their own; a pie of more cannot be read. */
const SLICES = 12;
const LONGEST_LABEL = 40;

interface Slice {
  readonly label: string;
  readonly count: number;
}

/** A pie of the shown entries by section, for GitHub to draw with Mermaid; '' when there is nothing to compare. */
export function monthChart(entries: readonly LocatedEntry[]): string {
  const slices = largestFirst(entries.filter(({ place }) => place === 'shown'));
  if (slices.length < 2) return '';
  const others = slices.slice(SLICES);
  const lines = [...slices.slice(0, SLICES), ...(others.length === 0 ? [] : [together(others)])].map(
    ({ label, count }) => `    "${label}" : ${count}`,
  );
  return ['```mermaid', 'pie showData', '    title Shown entries by section', ...lines, '```'].join('\n');
}

function largestFirst(entries: readonly LocatedEntry[]): readonly Slice[] {
  const counts = new Map<string, number>();
  for (const { section } of entries) {
    const label = mermaidText(headingText(section));
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((left, right) => right.count - left.count || compareText(left.label, right.label));
}

function together(slices: readonly Slice[]): Slice {
  const count = slices.reduce((total, slice) => total + slice.count, 0);
  return { label: `${slices.length} others`, count };
}

/** `uefi` from ``### [`uefi`](…)``. */
function headingText({ heading, repository }: Section): string {
  const text = onOneLine(heading)
    .replace(/^#+\s*/, '')
    .replace(/^\[(.*?)\]\(.*$/, '$1')
    .replace(/[`\\]/g, '')
    .trim();
  return text === '' ? repository : text;
}

/** Everything but letters, digits and a few marks as Mermaid's number codes, so that no name ends the label. */
function mermaidText(text: string): string {
  const characters = Array.from(text);
  const short =
    characters.length > LONGEST_LABEL ? [...characters.slice(0, LONGEST_LABEL - 1), '…'] : characters;
  return short
    .map((character) => (/[\p{L}\p{N} ._/-]/u.test(character) ? character : `#${character.codePointAt(0)};`))
    .join('');
}
