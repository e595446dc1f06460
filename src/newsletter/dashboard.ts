import { createHash } from 'node:crypto';
import type { Edition, Entry, Section } from './edition.js';
import { codeSpan, link, quietText, trusted } from './markdown.js';
import { monthName } from './month.js';

/** GitHub takes bodies of up to 65,536 characters; the rest is left to people. */
const LONGEST = 50_000;
const BEGIN = '<!-- newsletter dashboard -->';
const DASHBOARD = /<!-- newsletter dashboard -->\n([\s\S]*?)\n<!-- end of the dashboard ([0-9a-f]{12}) -->/;

/** What the dashboard tells of the file, beyond the edition itself. */
export interface DraftNotes {
  /** What the bot's last commit changed, a sentence; `null` when it made none after the first. */
  readonly lastChange: string | null;
  /** Keys of entries that the bot has no longer, kept since a person changed them. */
  readonly keptThoughGone: readonly string[];
  /** Keys of entries that have no place in the file: a person deleted their section. */
  readonly withoutSection: readonly string[];
  /** Whether the file is no edition any more. */
  readonly isForeign: boolean;
}

export const NO_NOTES: DraftNotes = {
  lastChange: null,
  keptThoughGone: [],
  withoutSection: [],
  isForeign: false,
};

/** The body of a new draft pull request. `editUrl` is where the file is edited in the browser. */
export function renderBody(edition: Edition, editUrl: string, notes: DraftNotes): string {
  const dashboard = renderDashboard(edition, editUrl, notes);
  return `${BEGIN}\n${dashboard}\n<!-- end of the dashboard ${fingerprint(dashboard)} -->`;
}

/**
 * The body with the dashboard brought up to date. Text around it stays. A dashboard in which a person wrote, and a
 * body without one, are left byte for byte.
 */
export function refreshBody(body: string, edition: Edition, editUrl: string, notes: DraftNotes): string {
  const text = body.replace(/\r\n/g, '\n');
  const [whole, dashboard = '', mark] = DASHBOARD.exec(text) ?? [];
  if (whole === undefined || fingerprint(dashboard) !== mark) return body;
  const refreshed = text.replace(whole, () => renderBody(edition, editUrl, notes));
  return refreshed === text ? body : refreshed;
}

function renderDashboard(edition: Edition, editUrl: string, notes: DraftNotes): string {
  const paragraphs = [
    `The draft of **${quietText(edition.title)}**. It follows what is merged until the month's edition is published.`,
    counts(edition),
    gaps(edition),
    `To take part, ${link(trusted('edit the file'), editUrl)} or send a pull request to this branch. What people write, move, hide or delete stays as they left it; what is merged later is added around it.`,
    fileNotes(notes),
    leftOut(edition),
    alreadyPublished(edition),
  ].filter((paragraph) => paragraph !== '');
  return shorten(paragraphs.join('\n\n'));
}

function fileNotes({ lastChange, keptThoughGone, withoutSection, isForeign }: DraftNotes): string {
  const lines = [
    ...(isForeign ? ['> The file on this branch is no edition any more; the bot leaves it as it is.'] : []),
    ...noteLine('Kept since a person changed them, though the bot has them no longer:', keptThoughGone),
    ...noteLine('Without a place, since a person deleted their section:', withoutSection),
  ];
  const change = lastChange === null ? [] : [`Last change: ${quietText(lastChange)}`];
  return [...(lines.length === 0 ? [] : [['> [!NOTE]', ...lines].join('\n')]), ...change].join('\n\n');
}

function noteLine(sentence: string, keys: readonly string[]): string[] {
  const named = keys.slice(0, 50).map(codeSpan).join(', ');
  return keys.length === 0 ? [] : [`> ${sentence} ${named}${keys.length > 50 ? ', …' : ''}`];
}

function counts({ sections, leftOut, alreadyPublished, gaps }: Edition): string {
  const entries = [...sections, ...leftOut];
  const shown = sum(entries.map((section) => section.shown.length));
  const hidden = sum(entries.map((section) => section.hidden.length));
  const parts = [`${shown + hidden + alreadyPublished.length} merged`, `${shown} shown`, `${hidden} hidden`];
  if (alreadyPublished.length > 0) parts.push(`${alreadyPublished.length} in an earlier edition`);
  return `**${[...parts, gaps.length === 0 ? '0 missing' : 'some missing'].join(', ')}**`;
}

function gaps({ gaps }: Edition): string {
  if (gaps.length === 0) return '';
  const sentences = gaps.slice(0, 20).map((gap) => `> - ${quietText(gap)}`);
  return ['> [!WARNING]', '> This draft is incomplete:', ...sentences].join('\n');
}

function leftOut({ leftOut }: Edition): string {
  if (leftOut.length === 0) return '';
  const count = sum(leftOut.map(({ hidden }) => hidden.length));
  return details(
    `Sections left out, since all their entries are hidden (${count})`,
    leftOut.flatMap((section) => [
      `- ${codeSpan(section.repository)}`,
      ...section.hidden.map(hiddenEntry(section)),
    ]),
  );
}

/** A number in code neither links nor notifies: no pull request is told that it was mentioned here. */
function hiddenEntry({ repository }: Section): (entry: Entry) => string {
  return ({ pullRequest: { title, number }, hiddenBecause }) =>
    `  - ${quietText(title)} (${codeSpan(`${repository}#${number}`)}, ${quietText(hiddenBecause ?? 'shown')})`;
}

function alreadyPublished({ alreadyPublished, month }: Edition): string {
  if (alreadyPublished.length === 0) return '';
  return details(
    `Merged in ${monthName(month)}, but listed by an earlier edition (${alreadyPublished.length})`,
    alreadyPublished.map(
      ({ title, repository, number }) => `- ${quietText(title)} (${codeSpan(`${repository}#${number}`)})`,
    ),
  );
}

function details(summary: string, lines: readonly string[]): string {
  return `<details><summary>${summary}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

/** Cuts at a line's end, since the edition itself is complete without the dashboard. */
function shorten(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, text.lastIndexOf('\n', LONGEST));
  return `${cut}\n\n</details>\n\n…and more: see the log of the run.`;
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
