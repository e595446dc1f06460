import { NameSet } from '../activity/names.js';
import { nameOf, shortName, titleOf, type Work } from '../activity/work.js';
import { type Edition, type EditionSection, type Entry, plannedSentence } from '../edition/edition.js';
import { codeSpan, inertText, link, type Markdown, onOneLine, trusted } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';
import { withoutHiddenNames } from '../merge/present-names.js';
import { type DraftNotes, periodBehind } from './draft.js';
import { alert, atMost, details, type FittingBlock, fitBlocks } from './fit-text.js';
import { type EntryPlace, type LocatedEntry, locateEntries } from './locate-entries.js';
import { frameDashboard, personsText, placeDashboard } from './pull-request-body.js';
import { listed, remarksTo } from './remarks.js';

/** GitHub takes bodies of up to 65,536 characters. */
const LONGEST_BODY = 60_000;
/** A new body leaves room for people to write. */
const LONGEST_DASHBOARD = 50_000;
/** Of the marks around a dashboard. */
const FRAME = 100;
/** A dashboard of fewer characters says too little. */
const SHORTEST_DASHBOARD = 2_000;

/** The body of a new draft pull request. `editUrl` is where the file is edited in the browser. */
export function renderBody(edition: Edition, editUrl: string, notes: DraftNotes): string {
  return frameDashboard(renderDashboard({ edition, editUrl, notes }, LONGEST_DASHBOARD));
}

/**
 * The body with the dashboard brought up to date. All that people wrote stays: around the dashboard, or above it where it
 * was not there any more or a person wrote in it. A body without room for it is left byte for byte. `earlier` are its
 * versions, the latest first.
 */
export function refreshBody(
  body: string,
  edition: Edition,
  editUrl: string,
  notes: DraftNotes,
  earlier: readonly string[] = [],
): string {
  const { before, after } = personsText(body, earlier);
  const left = LONGEST_BODY - before.length - after.length - FRAME;
  const room = Math.min(LONGEST_DASHBOARD, left);
  if (room < SHORTEST_DASHBOARD) return body;
  return placeDashboard(body, frameDashboard(renderDashboard({ edition, editUrl, notes }, room)), earlier);
}

/** What a dashboard is about. */
export interface DashboardSubject {
  readonly edition: Edition;
  /** Where the file is edited in the browser. */
  readonly editUrl: string;
  readonly notes: DraftNotes;
}

/** Characters for what may be long without being a list of its own. */
const ALERT = 8_000;

/** What the editors should know of a draft, as Markdown of at most `room` characters. It pings and links nobody. */
function renderDashboard({ edition, editUrl, notes }: DashboardSubject, room: number): string {
  const entries = locateEntries(edition, notes);
  const warned = warnings(edition, entries);
  const blocks: readonly FittingBlock[] = [
    () => counts(edition, entries),
    () => `The draft of **${inertText(edition.title)}**${periodBehind(edition)}`,
    () => plannedSentence(edition),
    atMost(ALERT, alert('WARNING', warned)),
    () => howToTakePart(edition, editUrl),
    atMost(ALERT, alert('NOTE', remarksTo(edition, notes))),
    () => (notes.lastChange === null ? '' : `Last change: ${inertText(notes.lastChange)}`),
    () => firstTimers(notes.firstTimers),
    () => monthChart(entries),
    ...dashboardLists(edition, entries),
  ];
  return withoutHiddenNames(fitBlocks(blocks, room), notes.hidden);
}

function howToTakePart({ takesNotes }: Edition, editUrl: string): string {
  const comment = takesNotes ? `, or comment: ${codeSpan('/newsletter help')} lists what can be said` : '';
  return `To take part, ${link(trusted('edit the file'), editUrl)} or send a pull request to this branch${comment}. What people write, move, hide or delete stays; later work is added around it.`;
}

/** How the counts call the places; some are shown only when an entry is there. */
const PLACES: readonly (readonly [places: readonly EntryPlace[], name: string, isAlwaysTold: boolean])[] = [
  [['shown'], 'shown', true],
  [['hidden', 'left out'], 'hidden', true],
  [['deleted'], 'deleted by people', false],
  [['without section'], 'without a section', false],
];

function counts(
  { alreadyPublished, postponed, elsewhere: onBranches, gaps }: Edition,
  entries: readonly LocatedEntry[],
): string {
  const countIn = (places: readonly EntryPlace[]) =>
    entries.filter(({ place }) => places.includes(place)).length;
  const parts = PLACES.flatMap(([places, name, isAlwaysTold]) => {
    const count = countIn(places);
    return isAlwaysTold || count > 0 ? [`${count} ${name}`] : [];
  });
  const joined = entries.flatMap(({ entry }) => entry.with).length;
  const elsewhere = [
    ...(joined === 0 ? [] : [`${joined} within another entry`]),
    ...(postponed.length === 0 ? [] : [`${postponed.length} in a later edition`]),
    ...(onBranches.length === 0 ? [] : [`${onBranches.length} on other branches`]),
    ...(alreadyPublished.length === 0 ? [] : [`${alreadyPublished.length} in an earlier edition`]),
  ];
  const missing = gaps.length > 0 ? 'some missing' : `${countIn(['missing'])} missing`;
  const merged = `${entries.length + joined + postponed.length + onBranches.length + alreadyPublished.length} merged`;
  return `**${[merged, ...parts, ...elsewhere, missing].join(', ')}**`;
}

function warnings({ gaps }: Edition, entries: readonly LocatedEntry[]): readonly string[] {
  const missing = entries.filter(({ place }) => place === 'missing');
  const keys = missing.map(({ entry }) => nameOf(entry.work));
  return [
    ...(gaps.length === 0 ? [] : ['This draft is incomplete:', ...gaps.map((gap) => `- ${inertText(gap)}`)]),
    ...listed('Merged, but neither in the file nor taken out by people:', keys),
  ];
}

function firstTimers(logins: readonly string[]): string {
  return listed('First-time contributors:', logins).join('');
}

/** Numbers on a line of the short form. */
const NUMBERS = 25;

/** The period's releases, and what the file leaves out, in folded lists that leave some of the room to the next one. */
function dashboardLists(edition: Edition, entries: readonly LocatedEntry[]): readonly FittingBlock[] {
  const lists = [
    sectionsLeftOut(edition, entries),
    unlistedCommits(edition),
    postponed(edition),
    elsewhere(edition),
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

/** Names of the works that a pull request's body lists, what these lists say, read back. */
export function namesListedIn(body: string): NameSet {
  const names = [...body.matchAll(NAME)].map(([, name = '']) => name);
  const short = [...body.matchAll(NUMBER_LINE)].flatMap(([, repository = '', numbers = '']) =>
    numbers.split(' ').map((number) => `${repository}${number.startsWith('@') ? '' : '#'}${number}`),
  );
  return new NameSet([...names, ...short]);
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
    works.map((work) => `- ${inertText(titleOf(work))} (${codeSpan(nameOf(work))})`),
    works.map((work) => `- ${codeSpan(nameOf(work))}`),
  );
}

/** A line a repository. */
function releases({ released, period }: Edition): FittingBlock {
  if (released.length === 0) return () => '';
  const repositories = [...new Set(released.map(({ repository }) => repository))];
  const lines = repositories.map((repository) => {
    const names = released
      .filter((release) => release.repository === repository)
      .map(({ name }) => codeSpan(name));
    return `- ${codeSpan(repository)}: ${names.join(', ')}`;
  });
  return details(`Releases of ${period.name} (${released.length})`, lines, lines);
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
function sectionName({ repository, identity: { crate } }: EditionSection): Markdown {
  return crate === null ? codeSpan(repository) : trusted(`${codeSpan(repository)}, ${codeSpan(crate)}`);
}

function* titleLines(sections: readonly SectionLeftOut[]): Generator<string> {
  for (const { name, entries } of sections) {
    yield `- ${name}`;
    for (const { work, with: others, hiddenBecause } of entries) {
      const names = [work, ...others].map((each) => codeSpan(nameOf(each)));
      yield `  - ${inertText(titleOf(work))} (${names.join(', ')}, ${inertText(hiddenBecause ?? 'shown')})`;
    }
  }
}

function postponed({ postponed: works }: Edition): FittingBlock | null {
  return works.length === 0 ? null : workList(`Moved to a later edition (${works.length})`, works);
}

function elsewhere({ elsewhere: works }: Edition): FittingBlock | null {
  return works.length === 0
    ? null
    : workList(`Merged into branches that have not come to the default branch (${works.length})`, works);
}

function alreadyPublished({ alreadyPublished: works }: Edition): FittingBlock | null {
  return works.length === 0
    ? null
    : workList(`Listed by an earlier edition already (${works.length})`, works);
}

/** The short form for a period of thousands. */
function numberLines({ name, entries }: SectionLeftOut): readonly string[] {
  const works = entries.flatMap(({ work, with: others }) => [work, ...others]);
  const numbers = works.map((work) => shortName(work).replace('#', ''));
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

/** A folded pie of the shown entries by section, for GitHub to draw with Mermaid; '' when there is nothing to compare. */
function monthChart(entries: readonly LocatedEntry[]): string {
  const slices = largestFirst(entries.filter(({ place }) => place === 'shown'));
  if (slices.length < 2) return '';
  const others = slices.slice(SLICES);
  const lines = [...slices.slice(0, SLICES), ...(others.length === 0 ? [] : [together(others)])].map(
    ({ label, count }) => `    "${label}" : ${count}`,
  );
  const pie = ['```mermaid', 'pie showData', ...lines, '```'].join('\n');
  return `<details><summary>Shown entries by section</summary>\n\n${pie}\n\n</details>`;
}

function largestFirst(entries: readonly LocatedEntry[]): readonly Slice[] {
  const counts = new Map<string, number>();
  for (const section of new Set(entries.map((entry) => entry.section))) {
    const label = mermaidText(headingText(section));
    const count = entries.filter((entry) => entry.section === section).length;
    counts.set(label, (counts.get(label) ?? 0) + count);
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
function headingText({ heading, repository }: EditionSection): string {
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
