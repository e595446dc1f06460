import { createHash } from 'node:crypto';
import { formatDistance } from 'date-fns';
import { escapeHtml } from '../newsletter/markdown/markdown.js';
import { nextSlot } from './clock.js';
import {
  ANY_INSTALLATION,
  type LastRun,
  type NewsletterRecord,
  type RunTrouble,
} from './newsletter-store.js';

/** What the page for people is made from. */
export interface Status {
  readonly records: readonly NewsletterRecord[];
  /** Whether private newsletters are shown, and what is wrong; else public newsletters alone, without it. */
  readonly isEntitled: boolean;
  /** From one scheduled run of a newsletter to the next, in milliseconds. */
  readonly interval: number;
  readonly now: Date;
}

/** A newsletter, as the page shows it. */
interface StatusRow {
  readonly nameWithOwner: string;
  readonly lastRun: LastRun | null;
  readonly trouble: RunTrouble | null;
  /** In milliseconds. */
  readonly nextRun: number;
}

const STYLE = `
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0.5rem 0; }
h2 { font-size: 1.125rem; margin: 0 0 0.5rem; }
ul { list-style: none; margin: 1rem 0; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); }
li.newsletter { border: 1px solid GrayText; border-left-width: 0.375rem; border-radius: 0.375rem; padding: 0.75rem 1rem; }
li.failed { border-left-color: #c62828; }
li.incomplete { border-left-color: #b26a00; }
li.good { border-left-color: #2e7d32; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 0.75rem; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; white-space: pre-line; }
footer { font-size: 0.875rem; }
`;

/** The page has no scripts, and loads nothing; its address may hold the token, so links must not pass it on. */
export const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

/** The operator's page: each newsletter, its draft, its last run and its next one. Those whose run failed come first. */
export function renderStatusPage({ records, isEntitled, interval, now }: Status): string {
  const rows = records
    .filter((record) => isEntitled || isPublic(record))
    .map(({ newsletter: { nameWithOwner }, state }) => ({
      nameWithOwner,
      lastRun: state.lastRun,
      trouble: state.trouble,
      nextRun: nextSlot(nameWithOwner, interval, now.getTime()).at,
    }))
    .sort((a, b) => rank(a) - rank(b) || (a.nameWithOwner < b.nameWithOwner ? -1 : 1));
  const items = rows.map((row) => renderRow(row, isEntitled, now)).join('');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>this-month-bot</title>
<style>${STYLE}</style>
<main>
<h1>Newsletters</h1>
<p>${summaryOf(rows, isEntitled)}</p>
${items === '' ? '' : `<ul>\n${items}</ul>\n`}</main>
<footer>As of ${utc(now.getTime())}. ${isEntitled ? 'Private newsletters are shown, too: keep the address of this page to yourself.' : 'Private newsletters are never shown here without the token.'}</footer>
</html>
`;
}

/** By its last run and, where newsletters are found, by the last look: as long as one of them saw it private, it is not shown. */
function isPublic({ newsletter, state }: NewsletterRecord): boolean {
  const isNamed = newsletter.installationId === ANY_INSTALLATION;
  return isNamed ? state.isPrivate === false : !newsletter.isPrivate && state.isPrivate !== true;
}

function rank({ lastRun }: StatusRow): number {
  return lastRun?.outcome === 'failed' ? 0 : 1;
}

function summaryOf(rows: readonly StatusRow[], isEntitled: boolean): string {
  if (rows.length === 0)
    return isEntitled ? 'There are no newsletters yet.' : 'There are no public newsletters.';
  const failed = rows.filter((row) => rank(row) === 0).length;
  if (rows.length === 1)
    return `One newsletter. ${failed === 0 ? 'Its last run did not fail.' : 'Its last run failed.'}`;
  const count = `${rows.length} newsletters`;
  if (failed === 0) return `${count}. None of their last runs failed.`;
  return failed === 1
    ? `${count}. The last run of one failed.`
    : `${count}. The last runs of ${failed} failed.`;
}

function renderRow({ nameWithOwner, lastRun, trouble, nextRun }: StatusRow, isEntitled: boolean, now: Date) {
  const facts = [
    ['Draft', linkTo(lastRun?.url ?? null)],
    [
      'Last run',
      lastRun === null ? 'none yet' : `${when(lastRun.at, now)}, it took ${seconds(lastRun.duration)}`,
    ],
    ['Outcome', lastRun === null ? 'not known yet' : escapeHtml(outcomeInWords(lastRun.outcome))],
    ...(trouble === null
      ? []
      : [['Problem', isEntitled ? escapeHtml(trouble.message) : 'The log says what is wrong.']]),
    ['Next run', `${when(nextRun, now)} at the latest`],
  ];
  const list = facts.map(([term, description]) => `<dt>${term}</dt><dd>${description}</dd>`).join('\n');
  return `<li class="newsletter ${colorOf(lastRun)}">
<h2>${escapeHtml(nameWithOwner)}</h2>
<dl>
${list}
</dl>
</li>
`;
}

function colorOf(lastRun: LastRun | null): string {
  if (lastRun === null) return '';
  return ['failed', 'incomplete'].includes(lastRun.outcome) ? lastRun.outcome : 'good';
}

function linkTo(url: string | null): string {
  if (url === null || !/^https?:\/\//.test(url)) return 'none yet';
  return `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(url.replace(/^https?:\/\/(?:www\.)?/, ''))}</a>`;
}

function outcomeInWords(outcome: string): string {
  switch (outcome) {
    case 'created':
      return 'created: the draft was opened';
    case 'updated':
      return 'updated: something changed';
    case 'unchanged':
      return 'unchanged: there was nothing to do';
    case 'waiting':
      return 'waiting: the draft of another edition is still open, or the edition of this time is published already';
    case 'frozen':
      return 'frozen: a person closed the draft, or froze it';
    case 'incomplete':
      return "incomplete: something could not be read or written. The draft's description says what is missing";
    case 'failed':
      return 'failed: the bot tries again by itself';
    default:
      return outcome;
  }
}

/** A time in words, and exactly. */
function when(time: number, now: Date): string {
  return `${formatDistance(time, now, { addSuffix: true })} (${utc(time)})`;
}

function utc(time: number): string {
  const iso = new Date(time).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

function seconds(milliseconds: number): string {
  const count = Math.round(milliseconds / 1000);
  if (count < 1) return 'less than a second';
  return count === 1 ? '1 second' : `${count} seconds`;
}
