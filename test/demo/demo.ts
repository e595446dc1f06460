import { parseArgs } from 'node:util';
import { FakeGitHub } from '../fake-github/fake-github.js';
import { type BotProcess, startBot } from './bot-process.js';
import { serveSites } from './local-sites.js';
import { createNarrator, together } from './narrator.js';
import { RETITLED, tellNotes } from './notes.js';
import { tellPreparations, tellStory } from './preparations.js';
import {
  type ComingEvent,
  continueMay2020,
  loadInventedRepositories,
  loadMay2020,
  NEWSLETTER,
  SITES,
} from './recorded-month.js';
import { servePages } from './serve-pages.js';
import { botComment, draftText, EDITOR, FILE, openDraft, type Stage, until } from './stage.js';
import { createChronicler, type Story } from './story.js';

const BEGIN = '2020-05-06T12:00:00Z';
const APP_ID = '1';
const WEBHOOK_SECRET = 'only known to this demonstration';

/** The day after which an editor edits the draft by hand. */
const EDITED = '2020-05-17';

/** The days on which the story pauses to look at the draft. */
const STOPS = [EDITED, '2020-05-28'];

/** When the editor sees to the rest of the month, a week before the planned day. */
const PREPARED = '2020-05-29T08:00:00Z';

/** When the editor publishes, as phil-opp did. */
const PUBLISHED = '2020-06-07T19:00:00Z';

/** When the first thing is recorded of June. */

/** The world of the demonstration; its time is told by the story, not by the machine. */
interface World extends Stage {
  bot(): BotProcess;
  /** Ends the bot and starts it again, so that its clock is the story's. */
  restartBot(): Promise<void>;
}

/** Tells how the edition of May 2020 comes about: the real bot against a GitHub in memory. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { serve: { type: 'boolean', default: false } } });
  let now = new Date(BEGIN);
  const chronicler = createChronicler();
  const narrator = together([createNarrator(process.stdout), chronicler]);
  const github = await FakeGitHub.start({ clock: () => now });
  const coming = loadMay2020(github, now);
  loadInventedRepositories(github);
  github.grant(NEWSLETTER, EDITOR, 'write');
  const sites = await serveSites(SITES);
  narrator.title('This Month in Rust OSDev, May 2020: how the draft comes about');
  narrator.step(
    now,
    `The edition of April is published; an embedded GitHub at ${github.baseUrl} holds rust-osdev.`,
  );
  narrator.detail('The App is installed on the organization, and the bot is started: npm start.');
  const environment = installApp(github);
  let bot = await startBot({ ...environment, CLOCK_START: BEGIN }, sites.origin);
  const { port } = bot;
  github.deliverWebhooksTo(`http://127.0.0.1:${port}/api/github/webhooks`, WEBHOOK_SECRET);
  const world: World = {
    github,
    narrator,
    bot: () => bot,
    async restartBot() {
      await bot.stop();
      const variables = { ...environment, CLOCK_START: now.toISOString(), PORT: String(port) };
      bot = await startBot(variables, sites.origin);
    },
    setTime(instant) {
      now = new Date(instant);
    },
  };
  try {
    await tell(world, coming);
  } catch (error) {
    process.stderr.write(`\nThe bot said:\n${bot.log()}\n`);
    await bot.stop();
    throw error;
  }
  if (values.serve) return serve(world, chronicler.story());
  const status = await bot.stop();
  narrator.detail(`\n   The bot is stopped with SIGTERM and ends with status ${status}.`);
  if (status !== 0) process.exitCode = 1;
  await Promise.all([github.stop(), sites.stop()]);
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
    QUIET_SECONDS: '0.3',
  };
}

async function tell(world: World, coming: readonly ComingEvent[]): Promise<void> {
  const { github, narrator } = world;
  await until('a draft pull request', () => openDraft(github) !== undefined);
  const number = openDraft(github)?.number ?? 0;
  narrator.detail(
    `At its start it looks once, and opens draft pull request #${number}: ${openDraft(github)?.title}.`,
  );
  let rest = coming;
  for (const stop of STOPS) {
    const events = rest.filter(({ at }) => at.slice(0, 10) <= stop);
    rest = rest.slice(events.length);
    await letHappen(world, events);
    if (stop === EDITED) editByHand(world);
  }
  world.setTime(PREPARED);
  await world.restartBot();
  await tellPreparations(world, number);
  await tellStory(world, number);
  await tellNotes(world, number);
  await letHappen(world, rest);
  const [commit] = github.commits(NEWSLETTER, 'next');
  const checkRun = () => github.checkRuns(NEWSLETTER, commit?.oid ?? '').at(-1);
  await until('the check run', () => checkRun()?.conclusion !== undefined);
  const pullRequest = openDraft(github);
  narrator.title('What the editor finds on 1 June');
  narrator.step(new Date('2020-06-01T08:00:00Z'), `${EDITOR} opens pull request #${number}.`);
  narrator.detail(pullRequest?.title ?? '');
  narrator.detail(
    `#${number}, draft, from ${pullRequest?.headRefName} into ${pullRequest?.baseRefName}; last commit by ${commit?.author}, verified: ${commit?.verified}`,
  );
  narrator.review({
    number,
    title: pullRequest?.title ?? '',
    body: pullRequest?.body ?? '',
    path: FILE,
    text: draftText(github),
    checkRun: checkRun() ?? {},
  });
  await publish(world, number);
}

/** What an editor does to a draft: rewords, hides, deletes. */
function editByHand({ github, narrator, setTime }: World): void {
  setTime('2020-05-18T09:00:00Z');
  const before = draftText(github);
  narrator.step(
    new Date('2020-05-18T09:00:00Z'),
    `${EDITOR} edits the file by hand: rewords, hides, deletes.`,
  );
  github.as(EDITOR).editFile(NEWSLETTER, 'next', FILE, (text) =>
    text
      .replace(
        '[Fix: Inclusive ranges is_empty() comparison]',
        '[Fix the comparison of inclusive page ranges]',
      )
      .replace(/^(- \[Set `-Clinker-plugin-lto`.*)$/m, '<!-- $1 -->')
      .replace(/^- \[Enable lto for sysroot build.*\n/m, ''),
  );
  narrator.change(before, draftText(github));
  narrator.detail('All of this stays while the month goes on.');
}

/** The editor publishes; the next month's draft appears. */
async function publish(world: World, number: number): Promise<void> {
  const { github, narrator, setTime } = world;
  narrator.title('The edition is published');
  setTime(PUBLISHED);
  await world.restartBot();
  narrator.step(new Date(PUBLISHED), `${EDITOR} marks the draft ready for review.`);
  const before = draftText(github);
  github.as(EDITOR).readyForReview(NEWSLETTER, number);
  await until('the day of publication', () => draftText(github).includes('date = 2020-06-07'));
  narrator.change(before, draftText(github));
  narrator.step(new Date(PUBLISHED), `${EDITOR} merges pull request #${number}.`);
  github.as(EDITOR).mergeOpenPullRequest(NEWSLETTER, number);
  await until('the next draft', () => (openDraft(github)?.number ?? number) !== number);
  const next = openDraft(github);
  narrator.detail(
    `The edition is on main; the bot opens draft pull request #${next?.number}: ${next?.title}.`,
  );
  const told = () => botComment(world, RETITLED.repository, RETITLED.number, 'entry').body;
  await until('the word to a contributor', () => told().includes('Published: <'));
  narrator.detail('Who asked for something hears of it by the comment that is there already:');
  narrator.document(`the bot's one comment on ${RETITLED.repository}#${RETITLED.number}`, told());
  const published = () => botComment(world, NEWSLETTER, number, 'published').body;
  await until('the word on the next draft', () => published().includes(`Next draft: #${next?.number}`));
  narrator.detail('The bot names the next draft where people look for it:');
  narrator.document(`the bot's comment on the merged pull request #${number}`, published());
}

/** Lets recorded events happen, each at its time; their webhooks bring the draft up to date. */
async function letHappen(world: World, events: readonly ComingEvent[]): Promise<void> {
  const { github, narrator } = world;
  const last = events.at(-1);
  if (last === undefined) return;
  const before = draftText(github);
  narrator.step(new Date(last.at), 'Since then, the organization merged, pushed and released:');
  narrator.events(events.map(({ at, text }) => `${at.slice(8, 16).replace('T', '. ')}  ${text}`));
  for (const { at } of events) {
    world.setTime(at);
    continueMay2020(github, new Date(at));
  }
  await until('the draft to be current', () => {
    const text = draftText(github);
    return events.every(({ trace }) => text.includes(trace));
  });
  narrator.detail('Webhooks tell the bot; it reads what is on GitHub, and changes the draft in one commit:');
  narrator.change(before, draftText(github));
}

async function serve({ github, bot, narrator }: World, story: Story): Promise<void> {
  const edition = github.readFile(NEWSLETTER, 'main', FILE) ?? '';
  const server = await servePages({ story, edition });
  narrator.title(`The month, to look at, is at ${server.url}; Ctrl+C ends it`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      Promise.all([bot().stop(), server.stop()])
        .then(() => github.stop())
        .then(() => process.exit(0), fail);
    });
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
