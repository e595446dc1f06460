import { compareText } from '../../src/newsletter/markdown/order.js';
import { type MissedPullRequest, missedPullRequests, type PublishedEdition } from './missed-pull-requests.js';
import { addUp, formatRatio, type MonthScore, type Ratio, type Scores } from './scores.js';

/** What a draft of one month took. */
export interface DraftedMonth {
  readonly month: string;
  readonly shown: number;
  /** In the file. */
  readonly hidden: number;
  /** In sections that the file leaves out. */
  readonly leftOut: number;
  readonly sections: number;
  readonly requests: number;
  /** Whether it follows repositories outside of the organization. */
  readonly isWatching: boolean;
  readonly milliseconds: number;
  /** What the draft says it could not read. */
  readonly gaps: readonly string[];
}

/** Whether a criterion holds for the drafts; `null` when they do not cover the months that it is about. */
export interface Verdict {
  readonly holds: boolean | null;
  readonly sentence: string;
  /** What the sentence counts, one a line. */
  readonly details: readonly string[];
}

/** Pages begin where they are safe for GitHub, so that a busy month takes some more of them than fewer, larger ones would. */
const MOST_REQUESTS = 12;
/** For repositories of others: what they are called today, a search, their pull requests, and their crates. */
const MOST_TO_WATCH = 4;
const USUAL_ENTRIES = 60;
const MOST_EFFORT = 0.45;
const EFFORT_MONTHS = ['2024-01', '2025-06'] as const;
const RECALL_MONTHS = ['2023-01', '2025-06'] as const;

/** Whether the drafts are faithful: the criteria in the order in which they are told. */
export function judge(
  drafts: readonly DraftedMonth[],
  scores: Scores,
  editions: readonly PublishedEdition[],
): readonly Verdict[] {
  return [
    judgeEffort(scores),
    judgeLinks(scores),
    judgeRecall(scores, missedPullRequests(scores, editions)),
    judgeRequests(drafts),
    judgeGaps(drafts),
  ];
}

function judgeEffort(scores: Scores): Verdict {
  const [from, to] = EFFORT_MONTHS;
  const months = scoresWithin(scores, EFFORT_MONTHS);
  const about = `effort over ${from} to ${to}`;
  if (months.length < lengthOf(EFFORT_MONTHS)) return notJudged(about);
  const effort = addUp(months, 'effort');
  return {
    holds: effort.n <= MOST_EFFORT * effort.of,
    sentence: `${about} is ${formatRatio(effort)}; it may be ${MOST_EFFORT} at most.`,
    details: [],
  };
}

function judgeLinks(scores: Scores): Verdict {
  const months = Object.values(scores.months);
  const links = addUp(months, 'real_links');
  return {
    holds: links.n === links.of,
    sentence: `real_links over all drafts is ${formatRatio(links)} (${links.n} of ${links.of}); it must be 1.00.`,
    details: months.flatMap(({ lists }) => lists['made up links'] ?? []).map((name) => `${name} is made up`),
  };
}

function judgeRecall(scores: Scores, missed: readonly MissedPullRequest[]): Verdict {
  const [from, to] = RECALL_MONTHS;
  const months = scoresWithin(scores, RECALL_MONTHS);
  const about = `known_recall over ${months.length} months of ${from} to ${to}`;
  if (months.length === 0) return notJudged(`known_recall over ${from} to ${to}`);
  const recall = addUp(months, 'known_recall');
  const ours = missed.filter(({ month }) => isWithin(month, RECALL_MONTHS));
  const excused = ours.filter(({ listedIn }) => listedIn !== null);
  return {
    holds: recall.n + excused.length === recall.of,
    sentence: `${about} is ${formatRatio(recall)} (${recall.n} of ${recall.of}); it must be 1.00, not counting ${excused.length} that an earlier edition lists.`,
    details: ours.map(
      ({ month, name, listedIn }) =>
        `${name}, in the edition of ${month}: ${listedIn === null ? 'no earlier edition lists it' : `the edition of ${listedIn} lists it`}`,
    ),
  };
}

/** The budget is that of a usual month; what a larger one takes is told. */
function judgeRequests(drafts: readonly DraftedMonth[]): Verdict {
  const usual = drafts.filter(({ shown, hidden, leftOut }) => shown + hidden + leftOut <= USUAL_ENTRIES);
  const most = Math.max(0, ...usual.map(requestsWithoutWatching));
  const months = usual.filter((draft) => requestsWithoutWatching(draft) === most).map(({ month }) => month);
  return {
    holds: most <= MOST_REQUESTS,
    sentence: `A draft of up to ${USUAL_ENTRIES} entries takes ${most} requests at most to collect (${months.join(', ')}); ${MOST_REQUESTS} are allowed, not counting ${MOST_TO_WATCH} for repositories of others.`,
    details: drafts
      .filter((draft) => requestsWithoutWatching(draft) > MOST_REQUESTS)
      .map(({ month, requests }) => `${month} takes ${requests}`),
  };
}

function requestsWithoutWatching({ requests, isWatching }: DraftedMonth): number {
  return isWatching ? requests - MOST_TO_WATCH : requests;
}

function judgeGaps(drafts: readonly DraftedMonth[]): Verdict {
  const incomplete = drafts.filter(({ gaps }) => gaps.length > 0);
  return {
    holds: incomplete.length === 0,
    sentence: `${incomplete.length} of ${drafts.length} drafts are marked incomplete; none may be.`,
    details: incomplete.flatMap(({ month, gaps }) => gaps.map((gap) => `${month}: ${gap}`)),
  };
}

const STRETCH = 6;

/**
 * Whether what is hidden is never worse, over any six months, than by the rule that hides bots and nothing else. What
 * was taken back in its month is hidden by the newsletter's own rule, so those of `takenBack` (`owner/name#1`) do not
 * count.
 */
export function judgeHiding(ours: Scores, bots: Scores, takenBack: readonly string[]): Verdict {
  const months = Object.keys(ours.months).sort(compareText);
  const about = `what is hidden, over each ${STRETCH} months, against hiding bots alone`;
  if (months.length < STRETCH) return notJudged(about);
  const worse = months.slice(STRETCH - 1).flatMap((last, index) => {
    const within = [months.slice(index, index + STRETCH), takenBack] as const;
    const [own, simple] = [hiding(ours, ...within), hiding(bots, ...within)];
    if (own.n * simple.of >= simple.n * own.of) return [];
    return [`${months[index]} to ${last}: ${shareOf(own)}, hiding bots alone ${shareOf(simple)}`];
  });
  return {
    holds: worse.length === 0,
    sentence: `${about}: worse in ${worse.length} of ${months.length - STRETCH + 1} stretches; it may be in none.`,
    details: worse,
  };
}

function hiding(scores: Scores, within: readonly string[], takenBack: readonly string[]): Ratio {
  const months = within.flatMap((month) => scores.months[month] ?? []);
  const wrongly = months.flatMap(({ lists }) => lists['hidden in the draft, shown in the published'] ?? []);
  const excused = wrongly.filter((item) => takenBack.includes(item.split(':')[0] ?? ''));
  const { n, of } = addUp(months, 'hide_f1');
  return { n, of: of - excused.length };
}

function shareOf({ n, of }: Ratio): string {
  return of === 0 ? '-' : (n / of).toFixed(3);
}

function notJudged(about: string): Verdict {
  return { holds: null, sentence: `${about} needs the drafts of these months.`, details: [] };
}

type Months = readonly [first: string, last: string];

function scoresWithin({ months }: Scores, within: Months): readonly MonthScore[] {
  return Object.entries(months).flatMap(([month, score]) => (isWithin(month, within) ? [score] : []));
}

function isWithin(month: string, [first, last]: Months): boolean {
  return compareText(first, month) <= 0 && compareText(month, last) <= 0;
}

/** How many months there are from the first to the last. */
function lengthOf([first, last]: Months): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return count(last) - count(first) + 1;
}
