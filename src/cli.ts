#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { formatProblems } from './config/config-problems.js';
import { readEnvironment } from './config/environment.js';
import { englishPhrases, parseConfig } from './config/newsletter-config.js';
import type { Row } from './doctor/check.js';
import { examine, isIll, printRow, reportOf, summary } from './doctor/doctor.js';
import type { PatientOptions } from './doctor/patient.js';
import type { Clients, Log } from './github/connection/client.js';
import { createClients } from './github/connection/connector.js';
import { ActionNeeded } from './github/connection/errors.js';
import { readDashboard } from './github/draft/open-pull-requests.js';
import { type InitOptions, init, openProposal, printProposal, proposeFor } from './init.js';
import { isNameWithOwner, isOwner } from './newsletter/activity/names.js';
import { isPeriodKey } from './newsletter/activity/period.js';
import { printSources, recurringPlaces } from './newsletter/draft/candidates.js';
import { assembleEdition } from './newsletter/edition/assemble-edition.js';
import { printData } from './newsletter/edition/edition-data.js';
import { explainEdition } from './newsletter/edition/explain-edition.js';
import { renderEdition } from './newsletter/edition/render-edition.js';
import type { EarlierEdition } from './newsletter/house-style/earlier-edition.js';
import {
  addTextToJobSummary,
  addToJobSummary,
  commandLog,
  hasJobSummary,
  readAppManifest,
  readCommandSettings,
  readIdentity,
  readVersion,
  reportFailure,
  setOutputs,
} from './process-environment.js';
import { stillInEnglish, templateProblem } from './replies/problems.js';
import { draftEdition, planEdition, previewSources } from './run/draft-edition.js';
import { type NewsletterRequest, readNewsletterContext } from './run/run-context.js';
import { printPlan, type RunPlan } from './run/run-plan.js';
import { type Clock, startClock } from './server/clock.js';
import { failureReport, lineLog } from './server/line-log.js';
import { editionsInFolder, type StatsOptions, stats } from './stats.js';
import { createFeedReader } from './web/feed-reader.js';
import { createTitleReader } from './web/title-reader.js';

/** What a command works with. */
interface Setting {
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

const program = new Command('this-month-bot')
  .description("Keeps the draft of an organization's newsletter ready to publish.")
  .version(readVersion())
  .showHelpAfterError('(add --help for the usage)')
  .configureOutput({
    outputError: (text, write) => {
      write(text);
      addTextToJobSummary(text);
    },
  });

program
  .command('init')
  .description(
    'write a first .github/newsletter.yml and its template into this folder, where they are missing',
  )
  .option('--organization <login>', 'whose newsletter it is', organizationArgument)
  .option('--name <name>', 'what the newsletter is called')
  .option(
    '--newsletter <owner/name>',
    'look at this repository on GitHub instead, and print the files with the reason of each line',
    newsletterArgument,
  )
  .option('--pull-request', 'open a pull request with these files there, and a preview of the last edition')
  .action(initialize);

program
  .command('setup')
  .description('register the App on GitHub, and write its id, key and secret to .env')
  .argument('[address]', 'the address at which GitHub will reach the server')
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option('--account <login>', 'who is to own an App for many newsletters', organizationArgument)
  .addOption(
    new Option('--owner <kind>', 'whether the App belongs to an organization or to a person').choices([
      'organization',
      'person',
    ]),
  )
  .action(async (address, options) => {
    const { setup } = await import('./setup.js');
    await setup(address, options);
  });

program
  .command('serve')
  .description('run the server, which takes webhooks and keeps the draft up to date')
  .action(async () => {
    // Probot is loaded only for the command that needs it.
    const { serve } = await import('./serve.js');
    await serve();
  });

program
  .command('preview')
  .description("print a period's edition as Markdown; writes nothing")
  .addOption(periodOption('whose edition it is'))
  .addOption(monthOption())
  .option('--organization <login>', 'whose repositories to collect', organizationArgument)
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option(
    '--explain',
    'say on standard error which rules made the edition, and why each hidden entry is hidden',
  )
  .option('--json', 'print the edition as data instead, in the form that edition.schema.json describes')
  .action(preview);

program
  .command('stats')
  .description(
    'count contributors, first-timers and entries of the published editions; writes nothing but the chart',
  )
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option(
    '--data <folder>',
    'count the editions in this folder instead, which has a file 2020-05.md for each month',
  )
  .option('--from <key>', 'the first period, such as 2020-04', periodArgument)
  .option('--to <key>', 'the last period', periodArgument)
  .option('--csv', 'print CSV instead of a table')
  .option('--svg <file>', 'also draw a chart into this file')
  .action(showStats);

program
  .command('sync')
  .description('bring the draft pull request up to date, once; the last line says how it went')
  .addOption(periodOption('draft this period on a branch of its own, instead of the one that is due'))
  .addOption(monthOption())
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option('--dry-run', 'print what would be written, a line for each write; writes nothing')
  .action(sync);

program
  .command('sources')
  .description(
    'print which sites and repositories the last editions link to again and again, as a `sources` setting to start from',
  )
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .action(sources);

program
  .command('doctor')
  .description('check this installation against all that the bot needs, and say what to do')
  .option('--newsletter <owner/name>', 'the newsletter repository', newsletterArgument)
  .option('--json', 'print a report for a bug, without secrets')
  .option(
    '--write-test <owner/name#number>',
    'also write, edit and delete a comment of its own on that issue or pull request; else nothing is written',
    issueArgument,
  )
  .action(doctor);

program
  .command('check-config')
  .description('say everything that is wrong with a newsletter.yml')
  .argument('<file>', 'the file')
  .action(checkConfig);

async function initialize({
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

async function preview({
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

async function showStats({ data, newsletter, ...options }: StatsSources & StatsOptions): Promise<void> {
  process.stdout.write(
    stats(data === undefined ? await readEditions(newsletter) : editionsInFolder(data), options),
  );
}

async function readEditions(newsletter: string | undefined): Promise<readonly EarlierEdition[]> {
  const { request, clients, log } = await setUp(newsletter);
  return (await readNewsletterContext(clients.reader, request, log)).published.editions;
}

async function sync({ period, month, newsletter, dryRun = false }: SyncOptions): Promise<void> {
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

async function sources({ newsletter }: Pick<PreviewOptions, 'newsletter'>): Promise<void> {
  const { request, clients, log } = await setUp(newsletter);
  const { config, published } = await readNewsletterContext(clients.reader, request, log);
  const { editions } = published;
  process.stdout.write(printSources(recurringPlaces(editions, config.organization), editions.length));
}

async function doctor({ newsletter, json, writeTest }: DoctorOptions): Promise<void> {
  const settings = readCommandSettings(newsletter);
  const server = readEnvironment(process.env, { for: 'server' });
  const options = {
    credentials: readIdentity(settings),
    baseUrl: settings.baseUrl,
    webUrl: settings.webUrl,
    newsletter: settings.newsletter,
    manifest: readAppManifest(),
    serverProblems: server.kind === 'invalid' ? server.problems : [],
    writeTest: writeTest ?? null,
    now: startClock(settings.clockStart, () => new Date()),
    isClockSet: settings.clockStart !== null,
    elapsed: () => performance.now(),
    log: lineLog(process.stderr, settings.logLevel === 'info' ? 'warn' : settings.logLevel),
  };
  const columns = process.stdout.columns ?? 120;
  const tell = (row: Row) => process.stdout.write(printRow(row, columns));
  const rows = await examine(options, json === true ? undefined : tell);
  process.stdout.write(json === true ? reportOf(rows, options, process.version) : summary(rows));
  addTextToJobSummary([...rows.map((row) => printRow(row, columns)), summary(rows)].join(''));
  if (isIll(rows)) process.exitCode = 1;
}

function checkConfig(file: string): void {
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

async function setUp(newsletter?: string, organization: string | null = null): Promise<Setting> {
  const settings = readCommandSettings(newsletter);
  const log = commandLog(settings);
  return {
    request: { newsletter: settings.newsletter, organization },
    clients: await createClients(readIdentity(settings), settings.baseUrl, settings.newsletter, log),
    clock: startClock(settings.clockStart, () => new Date()),
    log,
  };
}

function periodOption(description: string): Option {
  return new Option('--period <key>', `${description}, such as 2020-05`).argParser(periodArgument);
}

/** The older name of `--period`. */
function monthOption(): Option {
  return new Option('--month <key>', 'the same').argParser(periodArgument).conflicts('period');
}

function periodArgument(text: string): string {
  if (isPeriodKey(text)) return text;
  throw new InvalidArgumentError(
    'A month is written YYYY-MM, for example 2020-05; other periods like 2026-W26, 2026-06-19 or 2026-Q2.',
  );
}

function organizationArgument(text: string): string {
  if (isOwner(text)) return text;
  throw new InvalidArgumentError('An organization is written as its login, for example rust-osdev.');
}

function newsletterArgument(text: string): string {
  if (isNameWithOwner(text)) return text;
  throw new InvalidArgumentError('A repository is written owner/name, for example rust-osdev/homepage.');
}

function issueArgument(text: string) {
  const [, nameWithOwner = '', number = ''] = /^([^#]+)#([1-9]\d{0,8})$/.exec(text) ?? [];
  if (isNameWithOwner(nameWithOwner)) return { nameWithOwner, number: Number(number) };
  throw new InvalidArgumentError(
    'An issue or pull request is written owner/name#number, for example rust-osdev/homepage#7.',
  );
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Who reads the first lines only, such as `head`, closes the pipe.
  if (error.code !== 'EPIPE') process.stderr.write(failureReport(error, process.env.LOG_LEVEL));
  process.exit(1);
});

try {
  await program.parseAsync();
} catch (error) {
  reportFailure(error);
}
