import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { formatProblems } from './config/config-problems.js';
import { defaultConfig, englishPhrases, parseConfig } from './config/newsletter-config.js';
import type { Row } from './doctor/check.js';
import { examine, isIll, printRow, reportOf, summary } from './doctor/doctor.js';
import type { PatientOptions } from './doctor/patient.js';
import type { Clients, Log } from './github/connection/client.js';
import { createClients } from './github/connection/connector.js';
import { ActionNeeded, explain } from './github/connection/errors.js';
import { readDashboard } from './github/draft/open-pull-requests.js';
import { type InitOptions, init, openProposal, printProposal, proposeFor } from './init.js';
import { MONTHS, type Period } from './newsletter/activity/period.js';
import { ENGLISH } from './newsletter/document/language.js';
import { siteRules, usualFile } from './newsletter/document/site.js';
import { printSources, recurringPlaces } from './newsletter/draft/candidates.js';
import { assembleEdition } from './newsletter/edition/assemble-edition.js';
import { printData } from './newsletter/edition/edition-data.js';
import { explainEdition } from './newsletter/edition/explain-edition.js';
import { renderEdition } from './newsletter/edition/render-edition.js';
import { formOf } from './newsletter/edition/template.js';
import { type EarlierEdition, parseEarlierEdition } from './newsletter/house-style/earlier-edition.js';
import { countEditions, drawChart, printCsv, printTable } from './newsletter/house-style/statistics.js';
import {
  addTextToJobSummary,
  addToJobSummary,
  commandLog,
  hasJobSummary,
  nameInputs,
  readAppManifest,
  readCommandSettings,
  readIdentity,
  readServerProblems,
  setOutputs,
} from './process-environment.js';
import { stillInEnglish, templateProblem } from './replies/problems.js';
import { draftEdition, planEdition, previewSources } from './run/draft-edition.js';
import { type NewsletterRequest, readNewsletterContext } from './run/run-context.js';
import { printPlan, type RunPlan } from './run/run-plan.js';
import { type Clock, startClock } from './server/clock.js';
import { lineLog } from './server/line-log.js';
import { createFeedReader } from './web/feed-reader.js';
import { createTitleReader } from './web/title-reader.js';

/** What a command works with. */
interface CommandContext {
  readonly request: NewsletterRequest;
  readonly clients: Clients;
  readonly clock: Clock;
  readonly log: Log;
}

interface InitCommandOptions extends InitOptions {
  readonly newsletter?: string;
  readonly pullRequest?: boolean;
}

interface DoctorOptions {
  readonly newsletter?: string;
  readonly json?: boolean;
  readonly writeTest?: PatientOptions['writeTest'];
}

interface SyncOptions {
  readonly period?: string;
  readonly month?: string;
  readonly newsletter?: string;
  readonly dryRun?: boolean;
}

interface PreviewOptions {
  readonly period?: string;
  readonly month?: string;
  readonly organization?: string;
  readonly newsletter?: string;
  readonly explain?: boolean;
  readonly json?: boolean;
}

interface StatsSources {
  readonly data?: string;
  readonly newsletter?: string;
}

export async function initialize({
  newsletter,
  pullRequest = false,
  ...options
}: InitCommandOptions): Promise<void> {
  if (newsletter === undefined) {
    if (pullRequest)
      throw new ActionNeeded('Name the repository, for example --newsletter rust-osdev/homepage.');
    process.stdout.write(init('.', options, new Date()));
    return;
  }
  const { clients, clock, log } = await setUp(newsletter);
  const proposal = await proposeFor(clients.reader, newsletter, options, clock());
  process.stdout.write(printProposal(proposal));
  if (pullRequest) process.stdout.write(`${await openProposal(clients, proposal, clock(), log)}\n`);
}

export async function preview({
  period,
  month,
  organization,
  newsletter,
  explain,
  json,
}: PreviewOptions): Promise<void> {
  const key = period ?? month;
  if (key === undefined) throw new ActionNeeded('Name the period, for example --period 2020-05.');
  const { request, clients, clock, log } = await setUp(newsletter, organization);
  const sources = await previewSources(clients.reader, request, key, clock(), log);
  const edition = assembleEdition(sources);
  const text = renderEdition(edition);
  process.stdout.write(json === true ? printData(edition) : text);
  addToJobSummary(text);
  if (explain === true) process.stderr.write(explainEdition(sources, edition));
  for (const gap of edition.gaps) log.warn(`The edition is incomplete: ${gap}`);
  if (edition.gaps.length > 0) process.exitCode = 1;
}

export async function showStats({
  data,
  newsletter,
  ...options
}: StatsSources & StatsOptions): Promise<void> {
  process.stdout.write(
    stats(data === undefined ? await readEditions(newsletter) : editionsInFolder(data), options),
  );
}

async function readEditions(newsletter: string | undefined): Promise<readonly EarlierEdition[]> {
  const { request, clients, log } = await setUp(newsletter);
  return (await readNewsletterContext(clients.reader, request, log)).published.editions;
}

export async function sync({ period, month, newsletter, dryRun = false }: SyncOptions): Promise<void> {
  const { request, clients, clock, log } = await setUp(newsletter);
  const wanted = period ?? month ?? null;
  const extras = {
    readTitle: createTitleReader(clock, (sentence) => log.info(sentence)),
    readFeed: createFeedReader(clock),
  };
  const { outcome, url } = dryRun
    ? await printDryRun(planEdition(clients, request, wanted, clock(), log, extras), log)
    : await draftEdition(clients, request, wanted, clock, log, extras);
  process.stdout.write(`${outcome} ${url}\n`);
  setOutputs({ outcome, url });
  if (hasJobSummary() && !dryRun) {
    const dashboard = await readDashboard(clients.reader, request.newsletter, url, log);
    addToJobSummary(`**${outcome}** ${url}\n\n${dashboard}`);
  }
  if (outcome === 'incomplete') process.exitCode = 1;
}

async function printDryRun(planning: Promise<RunPlan>, log: Log): Promise<RunPlan> {
  log.info('This is a dry run: it says what a run would say, and writes nothing.');
  const plan = await planning;
  for (const { level, message } of plan.remarks) log[level](message);
  process.stdout.write(printPlan(plan));
  addToJobSummary(`**would be ${plan.outcome} (dry run, nothing was written)** ${plan.url}\n`);
  addTextToJobSummary(printPlan(plan));
  return plan;
}

export async function sources({ newsletter }: Pick<PreviewOptions, 'newsletter'>): Promise<void> {
  const { request, clients, log } = await setUp(newsletter);
  const { config, published } = await readNewsletterContext(clients.reader, request, log);
  const { editions } = published;
  process.stdout.write(printSources(recurringPlaces(editions, config.organization), editions.length));
}

export async function doctor({ newsletter, json, writeTest }: DoctorOptions): Promise<void> {
  const settings = readCommandSettings(newsletter);
  const onlooker = json === true ? {} : { progress: lineLog(process.stderr, 'info').info };
  const options = {
    credentials: readIdentity(settings),
    hasUnusedApp: settings.credentials.kind === 'token' && Boolean(process.env.APP_ID),
    baseUrl: settings.baseUrl,
    webUrl: settings.webUrl,
    newsletter: settings.newsletter,
    manifest: readAppManifest(),
    serverProblems: readServerProblems(),
    writeTest: writeTest ?? null,
    now: startClock(settings.clockStart, () => new Date()),
    isClockSet: settings.clockStart !== null,
    elapsed: () => performance.now(),
    log: {
      ...lineLog(process.stderr, settings.logLevel === 'info' ? 'warn' : settings.logLevel),
      ...onlooker,
    },
  };
  const columns = process.stdout.columns ?? 120;
  const print = ({ found, advice, ...row }: Row) =>
    printRow({ ...row, found: nameInputs(found), advice: nameInputs(advice) }, columns);
  const tell = (row: Row) => process.stdout.write(print(row));
  const rows = await examine(options, json === true ? undefined : tell);
  process.stdout.write(json === true ? reportOf(rows, options, process.version) : summary(rows));
  addTextToJobSummary([...rows.map(print), summary(rows)].join(''));
  if (isIll(rows)) process.exitCode = 1;
}

export function checkConfig(file: string): void {
  // Whose file it is decides a default alone, never a problem.
  const parsed = parseConfig(readConfigFile(file), 'owner/newsletter');
  if (parsed.kind === 'invalid') throw new ActionNeeded(formatProblems(parsed.problems, basename(file)));
  const unchecked = checkTemplate(file, parsed.config.template);
  const said = `${basename(file)} is valid.\n${unchecked}${stillInEnglish(englishPhrases(parsed.config))}`;
  process.stdout.write(said);
  addTextToJobSummary(said);
}

/** Looks at the template that a file of settings names; says that it is not there. Throws `ActionNeeded` where it has a mistake. */
function checkTemplate(file: string, template: string | null): string {
  if (template === null) return '';
  const folder = dirname(file);
  const path = join(basename(folder) === '.github' ? dirname(folder) : '.', template);
  if (!existsSync(path)) return `The template ${template} is not checked: there is no file ${path}.\n`;
  const problem = templateProblem(template, readConfigFile(path));
  if (problem !== null) throw new ActionNeeded(problem);
  return '';
}

function readConfigFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ActionNeeded(`The file ${file} cannot be read. Check its name.`, { cause: error });
  }
}

async function setUp(newsletter?: string, organization: string | null = null): Promise<CommandContext> {
  const settings = readCommandSettings(newsletter);
  const log = commandLog(settings);
  return {
    request: { newsletter: settings.newsletter, organization },
    clients: await createClients(readIdentity(settings), settings.baseUrl, settings.newsletter, log),
    clock: startClock(settings.clockStart, () => new Date()),
    log,
  };
}

interface StatsOptions {
  readonly from?: string;
  readonly to?: string;
  readonly csv?: boolean;
  /** The file for the chart. */
  readonly svg?: string;
}

/** Counts what the published editions tell, and writes the chart if one is asked for. Returns what to print. */
function stats(published: readonly EarlierEdition[], options: StatsOptions): string {
  const { from = null, to = null, csv = false, svg } = options;
  const statistics = countEditions(published, { from, to });
  if (statistics.editions.length === 0) throw new ActionNeeded('There is no published edition in that time.');
  if (svg !== undefined) {
    try {
      writeFileSync(svg, drawChart(statistics));
    } catch (error) {
      throw new ActionNeeded(`The chart cannot be written to ${svg}. ${explain(error)}`, { cause: error });
    }
  }
  return csv ? printCsv(statistics) : printTable(statistics);
}

/** The editions of a folder in which each month has a file such as `2020-05.md`, oldest first; marked up as without settings. */
function editionsInFolder(folder: string): readonly EarlierEdition[] {
  const { format } = defaultConfig('owner/newsletter');
  const form = formOf(format, null, siteRules('zola', usualFile('zola')), ENGLISH);
  return monthFilesIn(folder).map(({ period, text }) => parseEarlierEdition(period, text, form));
}

/** Throws `ActionNeeded` where they cannot be read. */
function monthFilesIn(folder: string): readonly { readonly period: Period; readonly text: string }[] {
  try {
    return readdirSync(folder)
      .sort()
      .flatMap((name) => {
        const period = name.endsWith('.md') ? MONTHS.parse(name.slice(0, -'.md'.length)) : null;
        return period === null ? [] : [{ period, text: readFileSync(join(folder, name), 'utf8') }];
      });
  } catch (error) {
    throw new ActionNeeded(`The folder ${folder} cannot be read. Check its name.`, { cause: error });
  }
}
