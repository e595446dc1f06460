import { NameSet } from '../activity/names.js';
import { daysCalled, type Period } from '../activity/period.js';
import { loginsIn, signersIn } from '../document/people.js';
import { escapeHtml } from '../markdown/markdown.js';
import { type EarlierEdition, everNamed } from './earlier-edition.js';

/** What a published edition comes to. */
export interface EditionCounts {
  readonly period: Period;
  /** People whom it thanks by name, or whose sections it has. */
  readonly contributors: number;
  /** Those of them whom no earlier edition names. */
  readonly firstTimers: number;
  /** Its shown entries. */
  readonly entries: number;
}

/** What several editions come to. */
export interface Statistics {
  /** Oldest first. */
  readonly editions: readonly EditionCounts[];
  /** Contributors are counted once, however many editions thank them. */
  readonly total: Omit<EditionCounts, 'period'>;
}

/** Keys of periods of any kind, so that weeks can be counted from a month on; both are included, and `null` is no bound. */
export interface PeriodRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** Counts the editions of the span. `published` are all that there are, oldest first: they say who is new. */
export function countEditions(published: readonly EarlierEdition[], { from, to }: PeriodRange): Statistics {
  const firstDay = from === null ? '' : daysCalled(from).firstDay;
  const lastDay = to === null ? null : daysCalled(to).lastDay;
  const named = new Set<string>();
  const people = new Set<string>();
  const editions: EditionCounts[] = [];
  for (const edition of published) {
    const { period } = edition;
    const contributors = [...contributorsIn(edition)];
    const firstTimers = contributors.filter((login) => !named.has(login)).length;
    for (const login of [...contributors, ...everNamed([edition])]) named.add(login);
    if (period.lastDay < firstDay || (lastDay !== null && period.firstDay > lastDay)) continue;
    for (const login of contributors) people.add(login);
    editions.push({ period, contributors: contributors.length, firstTimers, entries: entriesIn(edition) });
  }
  const sum = (of: 'firstTimers' | 'entries') => editions.reduce((total, counts) => total + counts[of], 0);
  const total = { contributors: people.size, firstTimers: sum('firstTimers'), entries: sum('entries') };
  return { editions, total };
}

function contributorsIn({ document }: EarlierEdition): NameSet {
  const credits = document.pieces.filter(({ kind }) => kind === 'credit');
  return new NameSet([
    ...credits.flatMap(({ source }) => loginsIn(source)),
    ...signersIn(document.source, document.form.language),
  ]);
}

function entriesIn({ document, works }: EarlierEdition): number {
  // A file that would keep the parser busy has no pieces.
  if (document.isCostly) return works.length;
  return document.pieces.filter(
    ({ kind, hidden, works: own }) => kind === 'entry' && !hidden && own.length > 0,
  ).length;
}

const COLUMNS = ['period', 'contributors', 'first-timers', 'entries'];

/** The counts as a table for the terminal, a line each, with the total below. */
export function printTable({ editions, total }: Statistics): string {
  const rows = [
    COLUMNS,
    ...editions.map((counts) => cells(counts.period.key, counts)),
    cells('total', total),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
  return `${lines.join('\n')}\n`;
}

/** The counts as CSV (RFC 4180), without the total. */
export function printCsv({ editions }: Statistics): string {
  const rows = [COLUMNS, ...editions.map((counts) => cells(counts.period.key, counts))];
  return rows.map((row) => `${row.join(',')}\r\n`).join('');
}

function cells(name: string, { contributors, firstTimers, entries }: Statistics['total']): readonly string[] {
  return [name, String(contributors), String(firstTimers), String(entries)];
}

const [WIDTH, LEFT, HEIGHT, TOP] = [720, 48, 140, 34];

const CHART_STYLE =
  'text{font:12px system-ui,sans-serif;fill:#1f2328}.name{font-weight:600}.bar{fill:#c2613a}.new{fill:#7a2c10}.axis{stroke:#6b7280}' +
  '@media (prefers-color-scheme:dark){text{fill:#dfe3e8}.bar{fill:#e08a63}.new{fill:#ffd3bd}.axis{stroke:#9aa4b0}}';

/** The counts as an SVG of its own: a bar an edition, contributors above, entries below. Its description tells the numbers. */
export function drawChart({ editions, total }: Statistics): string {
  const [first, last] = [editions.at(0)?.period, editions.at(-1)?.period];
  const span = first === undefined ? 'no edition' : `${first.name} to ${last?.name}`;
  const numbers = editions.map(
    ({ period, ...counts }) =>
      `${period.name}: ${counts.contributors} contributors, ${counts.firstTimers} of them new, ${counts.entries} entries.`,
  );
  const about = `In all, ${total.contributors} people contributed, ${total.firstTimers} of them for the first time, and ${total.entries} entries are listed.`;
  const step = (WIDTH - LEFT) / Math.max(editions.length, 1);
  const panel = (
    name: string,
    top: number,
    series: readonly (readonly [look: string, of: keyof Statistics['total']])[],
  ) => {
    const most = Math.max(1, ...editions.flatMap((counts) => series.map(([, of]) => counts[of])));
    const bars = series.flatMap(([look, of]) =>
      editions.map((counts, index) => {
        const height = (counts[of] / most) * HEIGHT;
        const place = `x="${round(LEFT + index * step)}" y="${round(top + TOP + HEIGHT - height)}"`;
        return `<rect class="${look}" ${place} width="${round(step * 0.8)}" height="${round(height)}"/>`;
      }),
    );
    const bottom = top + TOP + HEIGHT;
    return [
      `<text class="name" x="${LEFT}" y="${top + 18}">${name}</text>`,
      `<text x="${LEFT - 6}" y="${top + TOP + 10}" text-anchor="end">${most}</text>`,
      `<text x="${LEFT - 6}" y="${bottom}" text-anchor="end">0</text>`,
      ...bars,
      `<path class="axis" d="M${LEFT} ${bottom}H${WIDTH}"/>`,
      ...yearMarks(editions).map(
        ({ year, index }) => `<text x="${round(LEFT + index * step)}" y="${bottom + 16}">${year}</text>`,
      ),
    ];
  };
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + 8} 400" role="img" aria-labelledby="title description">`,
    `<title id="title">Contributors and entries, ${escapeHtml(span)}</title>`,
    `<desc id="description">${escapeHtml([about, ...numbers].join(' '))}</desc>`,
    `<style>${CHART_STYLE}</style>`,
    ...panel('Contributors; the lower part of a bar is new', 0, [
      ['bar', 'contributors'],
      ['new', 'firstTimers'],
    ]),
    ...panel('Entries', 200, [['bar', 'entries']]),
    '</svg>',
  ].join('\n')}\n`;
}

/** Where the first edition of each year stands. */
function yearMarks(
  editions: Statistics['editions'],
): readonly { readonly year: string; readonly index: number }[] {
  const years = editions.map(({ period }) => period.key.slice(0, 4));
  return years.flatMap((year, index) => (years.indexOf(year) === index ? [{ year, index }] : []));
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
