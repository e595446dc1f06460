import type { Probot } from 'probot';
import type { NamedPullRequest } from '../github/comments/draft-commands.js';
import { explain } from '../github/connection/errors.js';
import type { Clock } from './clock.js';
import type { LineLog } from './line-log.js';
import {
  type AddressedComment,
  addressedComment,
  announcedPullRequest,
  type Delivery,
  isRerun,
  mayChangeDraft,
} from './relevant-events.js';

/** What the App listens to; `app.yml` asks GitHub for the same. */
export const EVENTS = [
  'check_run',
  'check_suite',
  'create',
  'installation',
  'installation_repositories',
  'issue_comment',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'push',
  'release',
  'repository',
] as const;

/** Where events go. */
export interface AppOptions {
  /** `owner/name` of the newsletter repository. */
  readonly newsletter: string;
  /** Requests a run; must return at once. */
  readonly requestRun: () => void;
  /** Has the runs to come read this pull request by its number; must return at once. */
  readonly announce: (pullRequest: NamedPullRequest) => void;
  /** Has the next run show the draft's check run again; must return at once. */
  readonly checkAgain: () => void;
  /** Reacts to the comment, so that its author knows that it was seen; must return at once. */
  readonly acknowledge: (comment: AddressedComment) => void;
  /** The login that addresses the bot; `null` as long as it is not known. */
  readonly botLogin: () => string | null;
  /** Branches of the newsletter repository on which drafts are; `null` as long as they are not known. */
  readonly branches: () => readonly string[] | null;
  readonly clock: Clock;
  readonly log: LineLog;
}

/**
 * The webhook handlers. An event's payload is not trusted: it only requests a run, which reads what is on GitHub now. So a
 * lost, doubled or late delivery changes nothing.
 */
export function newsletterApp({
  newsletter,
  requestRun,
  announce,
  checkAgain,
  acknowledge,
  botLogin,
  branches,
  clock,
  log,
}: AppOptions): (app: Probot) => void {
  const logRefused = rarely(clock, (count) => log.warn(refusalSentence(count)));
  return (app) => {
    app.on([...EVENTS], ({ name, payload }) => {
      const delivery = { name, payload: payload as Delivery['payload'] };
      if (!mayChangeDraft(delivery, { newsletter, botLogin: botLogin(), branches: branches() })) return;
      const comment = addressedComment(delivery, botLogin());
      if (comment !== null) acknowledge(comment);
      if (isRerun(delivery)) checkAgain();
      const announced = announcedPullRequest(delivery, newsletter, botLogin());
      if (announced !== null) announce(announced);
      log.info(`The event ${name} requests a run.`);
      requestRun();
    });
    app.onError(({ errors }) => {
      for (const error of errors) {
        if (isRefusal(error)) logRefused();
        else log.error(explain(error));
      }
    });
  };
}

/** Octokit gives the error of a signature the status to answer with. */
function isRefusal(error: Error): boolean {
  return 'status' in error && error.status === 400;
}

/** Anybody can send them, so they are not logged one by one. In milliseconds. */
const REFUSALS_LOGGED_EVERY = 60_000;

/** Calls `say` at most once a minute, with how often something happened since. */
export function rarely(clock: Clock, say: (count: number) => void): () => void {
  let count = 0;
  let next = Number.NEGATIVE_INFINITY;
  return () => {
    count += 1;
    const now = clock().getTime();
    if (now < next) return;
    say(count);
    count = 0;
    next = now + REFUSALS_LOGGED_EVERY;
  };
}

function refusalSentence(count: number): string {
  return count === 1
    ? 'A webhook was refused: its signature does not fit WEBHOOK_SECRET.'
    : `${count} webhooks were refused in the last minutes: their signatures do not fit WEBHOOK_SECRET.`;
}
