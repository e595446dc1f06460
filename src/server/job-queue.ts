import { nameKey, ownerOf } from '../newsletter/activity/names.js';
import type { AddressedComment, AnnouncedPullRequest } from './relevant-events.js';

/**
 * What the server has to do. `run`: bring a newsletter's draft up to date. `acknowledge`: react to comments at once.
 * `discover`: look which newsletters an installation has, or all have. `introduce`: say how to get a newsletter, where somebody
 * asked the bot and there is none.
 */
export type JobKind = 'run' | 'acknowledge' | 'discover' | 'introduce';

/** Why a job was asked for: what it has to know. A job that is asked for again before it starts gets the reasons of both. */
export type Reason =
  /** A webhook, by GitHub's id of the delivery, so that one finds in the log what became of it. */
  | { readonly kind: 'delivery'; readonly id: string }
  | { readonly kind: 'merge'; readonly pullRequest: AnnouncedPullRequest }
  | { readonly kind: 'rerun' }
  /** A server started: it may have missed webhooks. */
  | { readonly kind: 'start' }
  | { readonly kind: 'comment'; readonly comment: AddressedComment; readonly installationId: number };

/** Something to do. */
export interface Job {
  readonly kind: JobKind;
  /** A newsletter's name with owner, or the id of an installation. Jobs about one subject never overlap. */
  readonly subject: string;
  /** Jobs of one kind and subject with the same slot are one job, until it starts. `null`: it is not of the schedule. */
  readonly slot: number | null;
  readonly reasons: readonly Reason[];
}

/** A job, and when it should start. */
export interface NewJob extends Job {
  /** In how many milliseconds, at the earliest. */
  readonly delay: number;
  /** Whether asking again puts off the job that waits; else it never starts later than it would have. */
  readonly putsOff: boolean;
  /** How many milliseconds after it was first asked for it starts even if it is asked for again and again. */
  readonly longest: number;
}

/** How much there is to do. */
export interface QueueCounts {
  /** Jobs that are due and have not started. */
  readonly waiting: number;
  /** Jobs that have not started, without those of the schedule: also those that wait for further events. */
  readonly requested: number;
  readonly running: number;
  /** For how many milliseconds the oldest one that is due has waited. */
  readonly oldest: number;
}

/** Where jobs wait: in this process, or in PostgreSQL. */
export interface JobQueue {
  /** Resolves once the jobs are kept. */
  add(jobs: readonly NewJob[]): Promise<void>;
  /** Forgets the jobs about these subjects that have not started. */
  drop(subjects: readonly string[]): Promise<void>;
  /**
   * Has jobs done from now on, the earliest that is due first, at most `atOnce` at the same time, and no more for one
   * account than its share. `perform` must not throw: what goes wrong is its own to report.
   */
  work(perform: (job: Job) => Promise<void>, atOnce: number): Promise<void>;
  counts(): Promise<QueueCounts>;
  /** Fails with a sentence where the queue cannot be reached. */
  check(): Promise<void>;
  /** Starts no more jobs, and resolves when the present ones have ended, or after the grace without them. Whether they ended. */
  stop(grace: number): Promise<boolean>;
}

/** What makes two jobs one. */
export function jobKey({ kind, subject, slot }: Omit<Job, 'reasons'>): string {
  return [kind, nameKey(subject), ...(slot === null ? [] : [slot])].join(':');
}

/** The job of a key, for these reasons. */
export function jobOf(key: string, reasons: readonly Reason[]): Job {
  const [kind, subject = '', slot] = key.split(':');
  return { kind: kind as JobKind, subject, slot: slot === undefined ? null : Number(slot), reasons };
}

/** The account for whose newsletter it is; `null`: it is for none. An account has one job of those at a time. */
export function accountOf({ kind, subject }: Pick<Job, 'kind' | 'subject'>): string | null {
  return kind === 'run' || kind === 'acknowledge' ? nameKey(ownerOf(subject)) : null;
}

/** Of so many jobs at once, how many may be for one account, so that others need not wait until it has had all of its. */
export function shareOfAccount(atOnce: number): number {
  return Math.ceil(atOnce / 2);
}

/** Whether the promise resolves within so many milliseconds. */
export function within(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    promise.finally(() => clearTimeout(timer)).then(() => resolve(true), reject);
  });
}

/** Deliveries of a job that are remembered: an endless burst must not make it larger and larger. */
export const MOST_DELIVERIES = 20;

/** The reasons that the job has to know, without those that are there for the log. */
export function neededReasons(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ kind }) => kind !== 'delivery');
}

export function deliveriesOf({ reasons }: Pick<Job, 'reasons'>): readonly string[] {
  return reasons.flatMap((reason) => (reason.kind === 'delivery' ? [reason.id] : []));
}

/** The same job, asked for twice before it started. */
export function mergeJobs<Each extends Job>(before: Job | undefined, job: Each): Each {
  if (before === undefined) return job;
  const isFull = deliveriesOf(before).length >= MOST_DELIVERIES;
  return { ...job, reasons: [...before.reasons, ...(isFull ? neededReasons(job.reasons) : job.reasons)] };
}

/** Time, as the queue sees it; tests let it pass themselves. */
export interface QueueTime {
  /** In milliseconds. */
  now(): number;
  /** Calls back later; the returned function cancels that. */
  timer(callback: () => void, milliseconds: number): () => void;
}

const realTime: QueueTime = {
  now: () => performance.now(),
  timer(callback, milliseconds) {
    const timeout = setTimeout(callback, milliseconds);
    return () => clearTimeout(timeout);
  },
};

/** A job that waits. */
interface WaitingJob {
  readonly job: Job;
  /** When it was first asked for, in milliseconds. */
  readonly since: number;
  readonly dueAt: number;
}

/** Node's timers count no further. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** The queue of a single process, which needs no database. */
export function inProcessQueue(time: QueueTime = realTime): JobQueue {
  const waiting = new Map<string, WaitingJob>();
  const running = new Map<string, { readonly job: Job; readonly ended: Promise<void> }>();
  let work: { readonly perform: (job: Job) => Promise<void>; readonly atOnce: number } | null = null;
  let timer: { readonly at: number; readonly cancel: () => void } | null = null;

  const isFree = ({ job }: WaitingJob, atOnce: number) => {
    if (running.has(nameKey(job.subject))) return false;
    const account = accountOf(job);
    const ofAccount = [...running.values()].filter((each) => accountOf(each.job) === account);
    return account === null || ofAccount.length < shareOfAccount(atOnce);
  };
  const inOrder = () => [...waiting].sort(([, a], [, b]) => a.dueAt - b.dueAt);

  function start(key: string, { job }: WaitingJob, perform: (job: Job) => Promise<void>): void {
    waiting.delete(key);
    const subject = nameKey(job.subject);
    const ended = perform(job).finally(() => {
      running.delete(subject);
      startWhatIsDue();
    });
    running.set(subject, { job, ended });
  }

  function startWhatIsDue(): void {
    timer?.cancel();
    timer = null;
    if (work === null) return;
    for (const [key, each] of inOrder()) {
      if (running.size >= work.atOnce) return;
      if (!isFree(each, work.atOnce)) continue;
      const left = each.dueAt - time.now();
      if (left > 0) {
        const cancel = time.timer(startWhatIsDue, Math.min(left, LONGEST_TIMER));
        timer = { at: each.dueAt, cancel };
        return;
      }
      start(key, each, work.perform);
    }
  }

  return {
    async add(jobs) {
      let first = Number.POSITIVE_INFINITY;
      for (const { delay, putsOff, longest, ...job } of jobs) {
        const key = jobKey(job);
        const before = waiting.get(key);
        const since = before?.since ?? time.now();
        const latest = putsOff ? since + longest : (before?.dueAt ?? Number.POSITIVE_INFINITY);
        const dueAt = Math.min(time.now() + delay, latest);
        waiting.set(key, { job: mergeJobs(before?.job, job), since, dueAt });
        first = Math.min(first, dueAt);
      }
      // A job that was put off is found out when the timer comes.
      if (first < (timer?.at ?? Number.POSITIVE_INFINITY)) startWhatIsDue();
    },
    async drop(subjects) {
      const dropped = new Set(subjects.map(nameKey));
      for (const [key, { job }] of waiting) if (dropped.has(nameKey(job.subject))) waiting.delete(key);
    },
    async work(perform, atOnce) {
      work = { perform, atOnce };
      startWhatIsDue();
    },
    async counts() {
      const due = [...waiting.values()].map(({ dueAt }) => time.now() - dueAt).filter((late) => late >= 0);
      const requested = [...waiting.values()].filter(({ job }) => job.slot === null).length;
      return { waiting: due.length, requested, running: running.size, oldest: Math.max(0, ...due) };
    },
    check: async () => undefined,
    async stop(grace) {
      work = null;
      startWhatIsDue();
      return within(grace, Promise.all([...running.values()].map(({ ended }) => ended)));
    },
  };
}
