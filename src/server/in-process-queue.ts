import { nameKey } from '../newsletter/activity/names.js';
import {
  accountOf,
  type Job,
  type JobQueue,
  jobKey,
  mergeJobs,
  shareOfAccount,
  within,
} from './job-queue.js';

/** Time, as the queue sees it; tests let it pass themselves. */
export interface QueueTime {
  /** In milliseconds. */
  now(): number;
  /** Calls back later; the returned function cancels that. */
  timer(callback: () => void, milliseconds: number): () => void;
}

export const realTime: QueueTime = {
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
