import { monthName } from '../activity/month.js';
import { nameOf } from '../activity/work.js';
import type { Edition, QuietRepository } from '../edition/edition.js';
import { stillToName } from '../edition/maintainers-to-name.js';
import { alert, atMost, type FittingBlock, fitBlocks } from '../markdown/fit-text.js';
import { codeSpan, link, quietText, trusted } from '../markdown/markdown.js';
import { withoutHiddenNames } from '../merge/hidden-repositories.js';
import { dashboardLists, monthChart } from './dashboard-lists.js';
import type { DraftNotes } from './draft.js';
import { type EntryPlace, type LocatedEntry, locateEntries } from './locate-entries.js';
import { frameDashboard, personsText, placeDashboard } from './pull-request-body.js';

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
export function renderDashboard({ edition, editUrl, notes }: DashboardSubject, room: number): string {
  const entries = locateEntries(edition, notes);
  const blocks: readonly FittingBlock[] = [
    () => counts(edition, entries),
    () =>
      `The draft of **${quietText(edition.title)}**. It follows what is merged until the month's edition is published.`,
    atMost(ALERT, alert('WARNING', warnings(edition, entries))),
    () => howToTakePart(edition, editUrl),
    atMost(ALERT, alert('NOTE', [...remarks(notes), ...quiet(edition), ...unnamed(edition, notes)])),
    () => (notes.lastChange === null ? '' : `Last change: ${quietText(notes.lastChange)}`),
    () => firstTimers(notes.firstTimers),
    () => monthChart(entries),
    ...dashboardLists(edition, entries),
  ];
  return withoutHiddenNames(fitBlocks(blocks, room), notes.hidden);
}

function howToTakePart({ takesNotes }: Edition, editUrl: string): string {
  const comment = takesNotes ? `, or comment: ${codeSpan('/newsletter help')} lists what can be said` : '';
  return `To take part, ${link(trusted('edit the file'), editUrl)} or send a pull request to this branch${comment}. What people write, move, hide or delete stays as they left it; what is merged later is added around it.`;
}

/** How the counts call the places; those that are not always there are told when somebody is in them. */
const PLACES: readonly (readonly [places: readonly EntryPlace[], name: string, isAlwaysTold: boolean])[] = [
  [['shown'], 'shown', true],
  [['hidden', 'left out'], 'hidden', true],
  [['deleted'], 'deleted by people', false],
  [['without section'], 'without a section', false],
];

function counts({ alreadyPublished, postponed, gaps }: Edition, entries: readonly LocatedEntry[]): string {
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
    ...(alreadyPublished.length === 0 ? [] : [`${alreadyPublished.length} in an earlier edition`]),
  ];
  const missing = gaps.length > 0 ? 'some missing' : `${countIn(['missing'])} missing`;
  const merged = `${entries.length + joined + postponed.length + alreadyPublished.length} merged`;
  return `**${[merged, ...parts, ...elsewhere, missing].join(', ')}**`;
}

function warnings({ gaps }: Edition, entries: readonly LocatedEntry[]): readonly string[] {
  const missing = entries.filter(({ place }) => place === 'missing');
  const keys = missing.map(({ entry }) => nameOf(entry.work));
  return [
    ...(gaps.length === 0 ? [] : ['This draft is incomplete:', ...gaps.map((gap) => `- ${quietText(gap)}`)]),
    ...listed('Merged, but neither in the file nor taken out by people:', keys),
  ];
}

function remarks({
  keptThoughGone,
  withoutSection,
  isForeign,
  isLocked,
  move,
}: DraftNotes): readonly string[] {
  return [
    ...(isForeign ? ['The file on this branch is no edition any more; the bot leaves it as it is.'] : []),
    ...(isLocked
      ? ['This conversation is locked: what people ask here is done, but the bot cannot answer.']
      : []),
    ...(move === null
      ? []
      : [
          `A person moved the file to ${codeSpan(move.to)}; the bot keeps it current there. The setting ${codeSpan('file')} has it at ${codeSpan(move.from)}.`,
        ]),
    ...listed('Kept since a person changed them, though the bot has them no longer:', keptThoughGone),
    ...listed('Without a place, since a person deleted their section:', withoutSection),
  ];
}

/** More lines than a newsletter watches projects that end. */
const MOST_QUIET = 10;

function quiet(edition: Edition): readonly string[] {
  return edition.quiet.slice(0, MOST_QUIET).map((repository) => quietText(quietSentence(repository)));
}

/** What editors should know of a watched repository that vanished from the newsletter, perhaps unnoticed. */
export function quietSentence({ repository, lastTold }: QuietRepository): string {
  return `GitHub finds nothing that was merged in ${repository}, of which the edition of ${monthName(lastTold)} told. If that is wrong, check the setting "watch".`;
}

/** More lines than one edition brings new projects. */
const MOST_UNNAMED = 5;

function unnamed(edition: Edition, { file }: DraftNotes): readonly string[] {
  return stillToName(edition, file?.document ?? null)
    .slice(0, MOST_UNNAMED)
    .map(({ repository, mergedBy }) => {
      const merged = listed(' Its pull requests were merged by', mergedBy).map((sentence) => `${sentence}.`);
      const setting = codeSpan(`repositories.${repository.split('/')[1]}.maintainers`);
      return `Nobody is named as maintainer of ${codeSpan(repository)}, which is new.${merged.join('')} Its section can say who is, or the setting ${setting}.`;
    });
}

/** Names in code neither link nor notify: no person or pull request is told that they were mentioned here. */
function listed(sentence: string, names: readonly string[], most = 50): readonly string[] {
  if (names.length === 0) return [];
  const more = names.length > most ? `, and ${names.length - most} more` : '';
  return [`${sentence} ${names.slice(0, most).map(codeSpan).join(', ')}${more}`];
}

function firstTimers(logins: readonly string[]): string {
  return listed('First-time contributors:', logins).join('');
}
