import { randomUUID } from 'node:crypto';
import type { Clients } from '../github/connection/client.js';
import type { AppConnection } from '../github/connection/connector.js';
import { EditorNeeded, explain, stacksOf } from '../github/connection/errors.js';
import { CONFIG_PATH, findNewsletters } from '../github/newsletter/read-newsletter.js';
import { acknowledge, answerWaiting, askToWait, introduce } from '../run/answer-at-once.js';
import { draftEdition } from '../run/draft-edition.js';
import type { WebReaders } from '../run/read-run.js';
import { isForEditors } from '../run/report-trouble.js';
import { readNewsletterContext } from '../run/run-context.js';
import { type Clock, nextSlot } from './clock.js';
import { deliveriesOf, type Job, type JobQueue, type NewJob, type Reason } from './job-queue.js';
import type { LineLog, LogFields } from './line-log.js';
import {
  ANY_INSTALLATION,
  type NewsletterRecord,
  type NewsletterState,
  type NewsletterStore,
  type RunTrouble,
  type ServedNewsletter,
  servedNewsletter,
} from './newsletter-store.js';
import { type AddressedComment, stillAnnounced } from './relevant-events.js';
import { atOnce } from './route-delivery.js';
import { withFields } from './server-log.js';

/** What jobs are done with. */
export interface WorkerOptions {
  readonly app: AppConnection;
  readonly store: NewsletterStore;
  readonly queue: JobQueue;
  /** From one scheduled run of a newsletter to the next, in milliseconds. */
  readonly interval: number;
  /** How titles of pages and feeds are read for a newsletter; where one is missing, they are not. */
  readonly readWeb: (newsletter: ServedNewsletter) => WebReaders;
  readonly clock: Clock;
  readonly log: LineLog;
  /** Is told how each job ended, and how long it took, in milliseconds. */
  readonly onEnd: (job: Job, outcome: string, duration: number) => void;
  /** Is told what ended a job or a run early. */
  readonly onError: (error: unknown) => void;
}

/** The subject of the discovery that looks at all installations. */
const ALL_INSTALLATIONS = 'all';

/** What the log says of work that failed; the error's own sentence follows. */
const FAILED: Readonly<Record<Job['kind'], (subject: string) => string>> = {
  run: (subject) => `The run of ${subject} could not start; the server tries again by itself.`,
  acknowledge: (subject) => `The server could not react to a comment for ${subject}; the next run does.`,
  discover: (subject) =>
    subject === ALL_INSTALLATIONS
      ? 'The server could not look which newsletters there are; it tries again by itself.'
      : `The server could not look which newsletters installation ${subject} has; it tries again by itself.`,
  introduce: () => 'The server could not say how to get a newsletter.',
};

/** Does one job. It never throws: what goes wrong is said on the log, and remembered. */
export function createWorker(options: WorkerOptions): (job: Job) => Promise<void> {
  const { clock, log, onEnd, onError } = options;
  const work: Readonly<Record<Job['kind'], (job: Job) => Promise<string>>> = {
    run: (job) => run(options, job),
    acknowledge: (job) => acknowledgeComments(options, job),
    discover: (job) => discover(options, job),
    introduce: (job) => introduceBot(options, job),
  };
  const perform = async (job: Job) => {
    const began = clock().getTime();
    let outcome = 'failed';
    try {
      outcome = await work[job.kind](job);
    } catch (error) {
      log.error(`${FAILED[job.kind](job.subject)} ${explain(error)}`);
      for (const stack of stacksOf(error)) log.debug(stack);
      onError(error);
    }
    onEnd(job, outcome, clock().getTime() - began);
  };
  return (job) => withFields(fieldsOf(job), () => perform(job));
}

function fieldsOf(job: Job): LogFields {
  const { kind, subject } = job;
  const deliveries = deliveriesOf(job);
  return {
    ...(kind === 'run' || kind === 'acknowledge' ? { newsletter: subject } : { installation: subject }),
    job: kind,
    run: randomUUID(),
    ...(deliveries.length > 0 && { deliveries }),
  };
}

/** One run of a newsletter. What goes wrong in it is said on the log, and the next run tries again. */
async function run(options: WorkerOptions, job: Job): Promise<string> {
  const { app, store, queue, clock, log, readWeb, onError } = options;
  const record = await store.read(job.subject);
  if (record === null) return 'gone';
  const { nameWithOwner } = record.newsletter;
  // First of all, so that the schedule goes on whatever becomes of this run.
  if (job.slot !== null) await queue.add([scheduledRun(options, nameWithOwner)]);
  const merged = job.reasons.flatMap((reason) => (reason.kind === 'merge' ? [reason.pullRequest] : []));
  const announced = stillAnnounced([...record.state.announced, ...merged], clock());
  // A worker that is killed leaves them to the one that goes on.
  if (merged.length > 0) await store.remember(nameWithOwner, { announced });
  const began = clock().getTime();
  let { branches, isPrivate } = record.state;
  let clients: Clients | null = null;
  const ended = (outcome: string, url: string | null): Partial<NewsletterState> => ({
    botLogin: clients?.botLogin ?? record.state.botLogin,
    branches,
    isPrivate,
    announced,
    limits: [...(clients?.limits ?? [])],
    lastRun: { at: clock().getTime(), duration: clock().getTime() - began, outcome, url },
  });
  try {
    clients = await app.connect(nameWithOwner, installationOf(record));
    const request = { newsletter: nameWithOwner, organization: null };
    const { outcome, url } = await draftEdition(clients, request, null, clock, log, {
      ...readWeb(record.newsletter),
      checksAgain: job.reasons.some(({ kind }) => kind === 'rerun'),
      announcedByWebhook: announced,
      onFound(found) {
        ({ branches, isPrivate } = found);
      },
    });
    log.info(`${outcome} ${url}`);
    if (record.state.trouble !== null) log.info('The trouble is over: this run went through.');
    await store.remember(nameWithOwner, { ...ended(outcome, url), trouble: null, failures: 0 });
    await answerThoseWhoWait(options, clients, record);
    return outcome;
  } catch (error) {
    log.error(`The run failed; the server tries again by itself. ${explain(error)}`);
    for (const stack of stacksOf(error)) log.debug(stack);
    const failures = record.state.failures + 1;
    onError(error);
    const { url = null } = record.state.lastRun ?? {};
    await store.remember(nameWithOwner, { ...ended('failed', url), trouble: troubleOf(error), failures });
    return 'failed';
  }
}

/** Whose tokens work for a newsletter; `null`: of whichever installation has it. */
function installationOf({ newsletter: { installationId } }: NewsletterRecord): number | null {
  return installationId === ANY_INSTALLATION ? null : installationId;
}

function troubleOf(error: unknown): RunTrouble {
  const { setting = null, mistakes = [] } = error instanceof EditorNeeded ? error : {};
  return { message: explain(error), isForEditors: isForEditors(error), setting, mistakes };
}

/** The next run of a newsletter by schedule. */
function scheduledRun({ interval, clock }: WorkerOptions, subject: string): NewJob {
  const now = clock().getTime();
  const { number: slot, at } = nextSlot(subject, interval, now);
  return { ...atOnce('run', subject), slot, delay: at - now, longest: interval };
}

const said = ({ log }: WorkerOptions) => {
  const debug = (message: string) => log.debug(message);
  return { debug, info: debug, warn: debug };
};

/**
 * Shows people at once that the bot saw their comments, since the run that follows waits for more to come, and answers those
 * whom no run will answer. The bot answers nobody if the settings turn that off, if a public newsletter would answer on a
 * private repository, or outside of the App's account. As long as runs fail for a reason that editors can fix, it asks
 * people to wait.
 */
async function acknowledgeComments(options: WorkerOptions, job: Job): Promise<string> {
  const { app, store, clock, log } = options;
  const record = await store.read(job.subject);
  if (record === null) return 'gone';
  const { newsletter, state } = record;
  const request = { newsletter: newsletter.nameWithOwner, organization: null };
  const clients = await app.connect(request.newsletter, installationOf(record));
  const waiting = [...state.waiting];
  const comments = commentsOf(job);
  if (comments.length === 0) return 'done';
  // Read once; where the settings have mistakes, everybody is asked to wait.
  const reading = readNewsletterContext(clients.reader, request, said(options));
  for (const comment of comments) {
    try {
      const context = await reading;
      if (state.trouble?.isForEditors === true) throw new EditorNeeded(state.trouble.message, state.trouble);
      if (!context.config.notes || clients.commenter(comment.nameWithOwner) === null) continue;
      if (comment.isPrivate && !context.newsletter.isPrivate) continue;
      await acknowledge({ ...context, clients, now: clock(), log: said(options) }, comment);
    } catch (error) {
      if (!isForEditors(error)) log.debug(explain(error));
      else if (await askToWait(clients, request.newsletter, comment, error, said(options)))
        waiting.push(comment);
    }
  }
  if (waiting.length > state.waiting.length) await store.remember(request.newsletter, { waiting });
  return 'done';
}

function commentsOf({ reasons }: Job): readonly AddressedComment[] {
  return reasons.flatMap((reason) => (reason.kind === 'comment' ? [reason.comment] : []));
}

/** A run succeeded: whoever was told to wait gets an answer. */
async function answerThoseWhoWait(
  options: WorkerOptions,
  clients: Clients,
  { newsletter: { nameWithOwner: newsletter }, state }: NewsletterRecord,
): Promise<void> {
  if (state.waiting.length === 0) return;
  const { store, clock, log } = options;
  const context = await readNewsletterContext(
    clients.reader,
    { newsletter, organization: null },
    said(options),
  );
  const places = new Map(state.waiting.map((each) => [`${each.nameWithOwner}#${each.number}`, each]));
  for (const comment of places.values()) {
    try {
      await answerWaiting({ ...context, clients, now: clock(), log: said(options) }, comment);
    } catch (error) {
      // The pull request may be gone. The run went through all the same.
      log.debug(explain(error));
    }
  }
  await store.remember(newsletter, { waiting: [] });
}

/**
 * Looks which newsletters an installation has, has new ones run at once, and all of them by schedule. The look at all
 * installations only asks for a look at each, and at those that are gone: an older answer about an installation never comes
 * after a newer one, since jobs about one subject do not overlap.
 */
async function discover(options: WorkerOptions, { subject, slot, reasons }: Job): Promise<string> {
  const { app, store, queue } = options;
  const starts = reasons.filter(({ kind }) => kind === 'start');
  if (subject !== ALL_INSTALLATIONS) return lookThrough(options, Number(subject), reasons);
  if (slot !== null) await queue.add([scheduledDiscovery(options)]);
  const present = (await app.installations()).map(({ id }) => id);
  const listed = store.all().map(({ newsletter }) => newsletter.installationId);
  await queue.add([...new Set([...present, ...listed])].map((id) => atOnce('discover', String(id), starts)));
  return 'done';
}

async function lookThrough(options: WorkerOptions, id: number, reasons: readonly Reason[]): Promise<string> {
  const { app, store, queue, log } = options;
  const installation = await app.installation(id);
  if (installation === null) app.forgetInstallations((each) => each === id);
  const found = installation === null ? [] : await findNewsletters(app.visit(installation).reader, log);
  const newsletters = found.map((each) => servedNewsletter(each, id));
  const { added, removed } = await store.replace(id, newsletters);
  await leave(options, removed);
  for (const { nameWithOwner } of added) log.info(`${nameWithOwner} is a newsletter of this server now.`);
  // Said to those who just installed the App or started the server, not at each look by schedule.
  if (installation !== null && newsletters.length === 0 && reasons.length > 0) {
    log.info(
      `The installation on ${installation.account} has no newsletter: none of its repositories has ${CONFIG_PATH} on its default branch.`,
    );
  }
  const isStart = reasons.some(({ kind }) => kind === 'start');
  const known = store.all().filter(({ newsletter }) => newsletter.installationId === id);
  await queue.add([
    ...added.map(({ nameWithOwner }) => atOnce('run', nameWithOwner)),
    ...(isStart ? known.map((record) => runAfterStart(options, record)) : []),
    ...newsletters.map(({ nameWithOwner }) => scheduledRun(options, nameWithOwner)),
  ]);
  return 'done';
}

/** Of the interval of the schedule: how long a newsletter rests between two runs that starts of servers ask for. */
const REST_SHARE = 1 / 6;

/**
 * A run for the webhooks that nobody took while no server was there: at once, or later if the last one is not long ago. So
 * many servers that start one after the other, or one that starts again and again, do not keep all newsletters running.
 */
function runAfterStart({ interval, clock }: WorkerOptions, { newsletter, state }: NewsletterRecord): NewJob {
  const rested = clock().getTime() - (state.lastRun?.at ?? 0);
  // Less than nothing: the clock was set back since, perhaps by years.
  const delay = rested < 0 ? 0 : Math.max(0, REST_SHARE * interval - rested);
  return { ...atOnce('run', newsletter.nameWithOwner), delay, putsOff: false };
}

/** Keeps nothing of newsletters that are gone. */
async function leave({ app, queue, log }: WorkerOptions, removed: readonly string[]): Promise<void> {
  await queue.drop(removed);
  app.forget(removed);
  for (const name of removed) log.info(`${name} is no longer a newsletter of this server.`);
}

/** The next discovery by schedule. */
function scheduledDiscovery({ interval, clock }: WorkerOptions): NewJob {
  const now = clock().getTime();
  const { number: slot, at } = nextSlot(ALL_INSTALLATIONS, interval, now);
  return { ...atOnce('discover', ALL_INSTALLATIONS), slot, delay: at - now, longest: interval };
}

/** What a server begins with: the newsletter that the operator named, or a look at all installations. */
export async function begin(options: WorkerOptions, newsletter: string | null): Promise<void> {
  const { store, queue } = options;
  if (newsletter === null) {
    const start = atOnce('discover', ALL_INSTALLATIONS, [{ kind: 'start' }]);
    await queue.add([start, scheduledDiscovery(options)]);
    return;
  }
  await store.keepOnly([ANY_INSTALLATION]);
  await store.replace(ANY_INSTALLATION, [
    { nameWithOwner: newsletter, installationId: ANY_INSTALLATION, isPrivate: true, collects: null },
  ]);
  await queue.add([atOnce('run', newsletter), scheduledRun(options, newsletter)]);
}

/** Says once in a repository how its account gets a newsletter. */
async function introduceBot(options: WorkerOptions, job: Job): Promise<string> {
  const { app } = options;
  const installation = await app.installation(Number(job.subject));
  if (installation === null) return 'gone';
  const clients = app.visit(installation);
  for (const comment of commentsOf(job)) await introduce(clients, comment, said(options));
  return 'done';
}
