import { parseArgs } from 'node:util';
import { listedEntries } from '../../src/newsletter/entry-lines.js';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { type BotProcess, startBot } from './bot-process.js';
import { createNarrator, type Narrator } from './narrator.js';
import { type ComingMerge, loadMay2020, NEWSLETTER } from './recorded-month.js';
import { serveEdition } from './serve-edition.js';

const BEGIN = '2020-05-06T12:00:00Z';
const FILE = 'content/this-month/2020-05/index.md';
const APP_ID = '1';
const WEBHOOK_SECRET = 'only known to this demonstration';

/** The days on which the story pauses to look at the draft. */
const STOPS = ['2020-05-12', '2020-05-17', '2020-05-22', '2020-05-31'];

/** How long the bot may take to bring the draft up to date, in milliseconds. */
const PATIENCE = 20_000;

/** The world of the demonstration; its time is told by the story, not by the machine. */
interface World {
  readonly github: FakeGitHub;
  readonly bot: BotProcess;
  readonly narrator: Narrator;
  setTime(instant: string): void;
}

/** Tells how the edition of May 2020 comes about: the real bot against a GitHub in memory. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { serve: { type: 'boolean', default: false } } });
  let now = new Date(BEGIN);
  const narrator = createNarrator(process.stdout);
  const github = await FakeGitHub.start({ clock: () => now });
  const coming = loadMay2020(github, now);
  narrator.title('This Month in Rust OSDev, May 2020: how the draft comes about');
  narrator.step(
    now,
    `the edition of April is published; an embedded GitHub at ${github.baseUrl} holds rust-osdev.`,
  );
  narrator.detail('The App is installed on the organization, and the bot is started: npm start.');
  const bot = await startBot(installApp(github));
  github.deliverWebhooksTo(`http://127.0.0.1:${bot.port}/api/github/webhooks`, WEBHOOK_SECRET);
  const setTime = (instant: string) => {
    now = new Date(instant);
  };
  try {
    await tell({ github, bot, narrator, setTime }, coming);
  } catch (error) {
    process.stderr.write(`\nThe bot said:\n${bot.log()}\n`);
    throw error;
  } finally {
    if (!values.serve) {
      narrator.detail(`\n   The bot is stopped with SIGTERM and ends with status ${await bot.stop()}.`);
      await github.stop();
    }
  }
  if (values.serve) await serve({ github, bot, narrator, setTime });
}

function installApp(github: FakeGitHub): Record<string, string> {
  const { privateKey } = github.installApp({ account: 'rust-osdev', appId: APP_ID, slug: 'this-month-bot' });
  return {
    APP_ID,
    PRIVATE_KEY: privateKey,
    WEBHOOK_SECRET,
    NEWSLETTER_REPOSITORY: NEWSLETTER,
    GHE_HOST: github.host,
    GHE_PROTOCOL: 'http',
    CLOCK_START: BEGIN,
    QUIET_SECONDS: '0.3',
  };
}

async function tell(world: World, coming: readonly ComingMerge[]): Promise<void> {
  const { github, narrator } = world;
  await until('a draft pull request', () => github.pullRequests(NEWSLETTER).some(({ isDraft }) => isDraft));
  const [draft] = github.pullRequests(NEWSLETTER).filter(({ isDraft }) => isDraft);
  narrator.detail(
    `At its start it looks once, and opens draft pull request #${draft?.number}: ${draft?.title}.`,
  );
  let rest = coming;
  for (const stop of STOPS) {
    const merges = rest.filter(({ pullRequest }) => pullRequest.mergedAt.slice(0, 10) <= stop);
    rest = rest.slice(merges.length);
    await mergeAll(world, merges);
  }
  const [commit] = github.commits(NEWSLETTER, 'next');
  const pullRequest = github.pullRequests(NEWSLETTER).find(({ number }) => number === draft?.number);
  narrator.title('What the editor finds on 1 June');
  narrator.detail(`\n   ${pullRequest?.title}`);
  narrator.detail(
    `#${pullRequest?.number}, draft, from ${pullRequest?.headRefName} into ${pullRequest?.baseRefName}; last commit by ${commit?.author}, verified: ${commit?.verified}`,
  );
  narrator.document('the body of the pull request', pullRequest?.body ?? '');
  narrator.document(FILE, draftText(github));
}

/** Merges pull requests at their recorded times; their webhooks bring the draft up to date. */
async function mergeAll(world: World, merges: readonly ComingMerge[]): Promise<void> {
  const { github, narrator } = world;
  const last = merges.at(-1);
  if (last === undefined) return;
  const before = draftText(github);
  narrator.step(new Date(last.pullRequest.mergedAt), `${merges.length} more pull requests are merged.`);
  for (const { repository, pullRequest } of merges) {
    const { number, title, author, files, mergedAt } = pullRequest;
    world.setTime(mergedAt);
    narrator.detail(
      `${mergedAt.slice(8, 16).replace('T', '. ')}  ${repository}#${number} by ${author.login}`,
    );
    github.as(author.login).mergePullRequest(repository, { number, title, files: files ?? [] });
  }
  const told = merges.filter(({ repository }) => !repository.endsWith('/about'));
  await until('the draft to be current', () =>
    told.every(({ repository, pullRequest }) =>
      draftText(github).includes(`/${repository}/pull/${pullRequest.number})`),
    ),
  );
  const all = countTold(github);
  await until('the body to be current', () =>
    bodies(github).some((body) => body.includes(`**${all} merged`)),
  );
  if (told.length < merges.length) narrator.detail('(The newsletter never lists rust-osdev/about.)');
  narrator.detail('Webhooks say so, the bot looks again, and one commit changes the draft:');
  narrator.change(before, draftText(github));
}

async function serve({ github, bot, narrator }: World): Promise<void> {
  const server = await serveEdition(() => draftText(github));
  narrator.title(`The rendered edition is at ${server.url}; Ctrl+C ends it`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      Promise.all([bot.stop(), server.stop()])
        .then(() => github.stop())
        .then(() => process.exit(0), fail);
    });
  }
}

function draftText(github: FakeGitHub): string {
  return github.readFile(NEWSLETTER, 'next', FILE) ?? '';
}

function bodies(github: FakeGitHub): readonly string[] {
  return github.pullRequests(NEWSLETTER).map(({ body }) => body);
}

/** The number of entries in the draft. */
function countTold(github: FakeGitHub): number {
  return listedEntries(draftText(github)).length;
}

/** Waits for the bot; throws when it takes too long. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited ${PATIENCE / 1000} seconds in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
