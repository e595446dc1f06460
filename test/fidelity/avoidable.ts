import { ENGLISH } from '../../src/newsletter/document/language.js';
import type { Edition } from '../../src/newsletter/edition/edition.js';
import { fitLead, splitLead } from '../../src/newsletter/house-style/section-style.js';
import { compareText } from '../../src/newsletter/markdown/order.js';
import type { Verdict } from './criteria.js';
import type { MissedPullRequest } from './missed-pull-requests.js';
import { addUp, type Ratio, type Scores } from './scores.js';

/** What `avoidable.py --json` prints, by month. */
export type AvoidableEdits = Readonly<Record<string, AvoidableMonth>>;

export interface AvoidableMonth {
  /** Of the published projects part. */
  readonly lines: number;
  /** Those of them that a rule can reach. */
  readonly reachable: number;
  readonly edits: readonly AvoidableEdit[];
}

/** An edited line: its class (`data`, `choice`, `form`, `rule`), why, kind, side, section, and the line. */
type AvoidableEdit = readonly [
  category: string,
  why: string,
  kind: string,
  side: string,
  section: string,
  line: string,
];

/**
 * The program fails on 2022-11, where an edition thanks "the numerous people that tested" and names nobody. The draft is
 * right: its section has no people to thank either.
 */
export const AVOIDABLE_FROM = '2023-01';

/** Spans of months with the most that may be avoidable, of all edits and of those that are not on purpose. */
const MOST: readonly {
  readonly from: string;
  readonly to: string;
  readonly all: number;
  readonly rest: number;
}[] = [
  { from: '2024-01', to: '2025-06', all: 0.054, rest: 0.045 },
  { from: '2025-01', to: '2025-06', all: 0.015, rest: 0.005 },
];
const MOST_EFFORT = 0.37;
const SLIP = /number that does not fit the list/;

const ENTRY = /\[(.*)\]\(https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)\)/;

/**
 * The edits with those of the class `choice` in which the bot differs on purpose: it thanks co-authors, tells an entry in one
 * edition only (`missed` says which are told already), and escapes `<`, which would begin an HTML tag.
 */
export function withoutPurpose(edits: AvoidableEdits, missed: readonly MissedPullRequest[]): AvoidableEdits {
  return Object.fromEntries(
    Object.entries(edits).map(([month, its]) => {
      const told = missed.filter((each) => each.month === month && each.listedIn !== null);
      const toldNames = new Set(told.map(({ name }) => name.toLowerCase()));
      const escaped = escapedTitles(its.edits);
      const isOnPurpose = ([category, why, kind, , , line]: AvoidableEdit) =>
        category === 'rule' &&
        (why === 'a co-author who is not thanked' ||
          (why === 'entry left out' && toldNames.has(entryIn(line).name)) ||
          (kind === 'title' && escaped.has(entryIn(line).name)));
      const changed = its.edits.map((edit): AvoidableEdit => {
        const [, why, ...place] = edit;
        return isOnPurpose(edit) ? ['choice', why, ...place] : edit;
      });
      const fewer = its.edits.filter((edit) => isOnPurpose(edit) && edit[3] === 'P').length;
      return [month, { ...its, reachable: its.reachable - fewer, edits: changed }];
    }),
  );
}

/** The entries whose drafted title is the published one with each `<` escaped. */
function escapedTitles(edits: readonly AvoidableEdit[]): ReadonlySet<string> {
  const titlesOf = (wanted: string) =>
    edits.flatMap(([, , kind, side, , line]) => (kind === 'title' && side === wanted ? [entryIn(line)] : []));
  const drafted = titlesOf('D').map(({ name, title }) => `${name} ${title.replaceAll('\\<', '<')}`);
  const published = titlesOf('P').filter(({ name, title }) => drafted.includes(`${name} ${title}`));
  return new Set(published.map(({ name }) => name));
}

/** The pull request (`owner/name#1`, in lower case) and the title of an entry's line. */
function entryIn(line: string): { readonly name: string; readonly title: string } {
  const [, title = '', repository = '', number = ''] = ENTRY.exec(line) ?? [];
  return { name: `${repository}#${number}`.toLowerCase(), title };
}

/** Edited lines of the class `rule`, of those that can be reached. */
export function avoidableIn(edits: AvoidableEdits, from: string, to: string): Ratio {
  const months = within(edits, from, to);
  return {
    n: months.reduce((sum, month) => sum + count(month, ([category]) => category === 'rule'), 0),
    of: months.reduce((sum, { reachable }) => sum + reachable, 0),
  };
}

/** Whether what a rule could have got is got, and the effort without leads that only an editor's slip explains. */
export function judgeAvoidable(
  edits: AvoidableEdits,
  missed: readonly MissedPullRequest[],
): readonly Verdict[] {
  const rest = withoutPurpose(edits, missed);
  const limits = MOST.flatMap((span) => [
    judgeSpan(`avoidable over ${span.from} to ${span.to}`, edits, span, span.all),
    judgeSpan(
      `avoidable over ${span.from} to ${span.to}, without what the bot does on purpose,`,
      rest,
      span,
      span.rest,
    ),
  ]);
  return [...limits, judgeEffortWithoutSlips(edits)];
}

function judgeSpan(
  about: string,
  edits: AvoidableEdits,
  { from, to }: { readonly from: string; readonly to: string },
  most: number,
): Verdict {
  if (!covers(edits, from, to)) return notCovered(about);
  const { n, of } = avoidableIn(edits, from, to);
  return {
    holds: n <= most * of,
    sentence: `${about} is ${(n / of).toFixed(4)} (${n} of ${of}); it may be ${most} at most.`,
    details: [],
  };
}

function judgeEffortWithoutSlips(edits: AvoidableEdits): Verdict {
  const [{ from, to } = { from: '', to: '' }] = MOST;
  const about = `effort over ${from} to ${to}, not counting opening sentences that do not fit the published list`;
  if (!covers(edits, from, to)) return notCovered(about);
  const months = within(edits, from, to);
  const n = months.reduce((sum, month) => sum + count(month, ([, why]) => !SLIP.test(why)), 0);
  const of = months.reduce((sum, { lines }) => sum + lines, 0);
  return {
    holds: n <= MOST_EFFORT * of,
    sentence: `${about}, is ${(n / of).toFixed(3)} (${n} of ${of}); it may be ${MOST_EFFORT} at most.`,
    details: [],
  };
}

/** Whether each opening sentence fits the number and kind of what its section shows. */
export function judgeLeads(editions: readonly Edition[]): Verdict {
  const sections = editions.flatMap(({ period, sections: all }) =>
    all.map((section) => ({ month: period.key, ...section })),
  );
  const led = sections.flatMap(({ month, repository, text, shown }) => {
    const { lead } = splitLead(text);
    return lead === null || shown.length === 0 ? [] : [{ month, repository, lead, shown }];
  });
  const misfits = led.filter(({ lead, shown }) => {
    const pullRequests = shown.filter(({ work }) => work.kind === 'pull request').length;
    return fitLead(lead, { pullRequests, commits: shown.length - pullRequests }, ENGLISH) !== lead;
  });
  return {
    holds: misfits.length === 0,
    sentence: `${misfits.length} of ${led.length} opening sentences do not fit the number and kind of what follows; none may.`,
    details: misfits.map(({ month, repository, lead }) => `${month} ${repository}: ${lead}`),
  };
}

/** A line for each span: the four measures side by side. */
export function effortTable(scores: Scores, seen: Scores, edits: AvoidableEdits): string {
  const months = Object.keys(edits).sort(compareText);
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const spans = [{ from: first, to: last }, ...MOST.filter(({ from, to }) => covers(edits, from, to))];
  const share = ({ n, of }: Ratio) => (of === 0 ? '-' : (n / of).toFixed(3)).padStart(12);
  const rows = spans.map(({ from, to }) => {
    const of = (all: Scores) =>
      Object.entries(all.months).flatMap(([month, its]) => (isWithin(month, from, to) ? [its] : []));
    const ratios = [
      addUp(of(scores), 'effort'),
      addUp(of(scores), 'effort_plain'),
      addUp(of(seen), 'effort'),
      avoidableIn(edits, from, to),
    ];
    return `${from} to ${to}${ratios.map(share).join('')}`;
  });
  const heads = ['effort', 'effort_plain', 'effort seen', 'avoidable']
    .map((head) => head.padStart(13))
    .join('');
  return [`${' '.repeat(17)}${heads}`, ...rows].join('\n');
}

/** What remains avoidable, by reason, most first. */
export function avoidableReasons(edits: AvoidableEdits): string {
  const reasons = new Map<string, number>();
  for (const { edits: lines } of Object.values(edits)) {
    for (const [category, why] of lines) {
      const reason = why.replace(/ \(.*| before.*/, '');
      if (category === 'rule') reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  return [...reasons]
    .toSorted(([one, many], [other, few]) => few - many || compareText(one, other))
    .map(([reason, lines]) => `${String(lines).padStart(6)}  ${reason}`)
    .join('\n');
}

function count({ edits }: AvoidableMonth, isCounted: (edit: AvoidableEdit) => boolean): number {
  return edits.filter(isCounted).length;
}

function within(edits: AvoidableEdits, from: string, to: string): readonly AvoidableMonth[] {
  return Object.entries(edits).flatMap(([month, its]) => (isWithin(month, from, to) ? [its] : []));
}

function covers(edits: AvoidableEdits, from: string, to: string): boolean {
  return edits[from] !== undefined && edits[to] !== undefined;
}

function isWithin(month: string, from: string, to: string): boolean {
  return compareText(from, month) <= 0 && compareText(month, to) <= 0;
}

function notCovered(about: string): Verdict {
  return { holds: null, sentence: `${about} needs the drafts of these months.`, details: [] };
}
