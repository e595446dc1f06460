import type { Probot } from 'probot';
import { explain } from '../github/connection/errors.js';
import type { Clock } from './clock.js';
import type { LineLog } from './line-log.js';
import type { Delivery } from './relevant-events.js';

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

/** Of GitHub's, a UUID. It comes in a header, which the signature does not cover. */
const DELIVERY_ID = /^[\w-]{1,64}$/;

/** Where events go. */
export interface AppOptions {
  /** Takes an event; GitHub is answered once it resolves. */
  readonly take: (delivery: Delivery) => Promise<void>;
  /** Is told why an event could not be taken. */
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
  readonly log: LineLog;
}

/**
 * The webhook handlers. An event's payload is not trusted: it only requests a run, which reads what is on GitHub now. So a
 * lost, doubled or late delivery changes nothing.
 */
export function newsletterApp({ take, onError, clock, log }: AppOptions): (app: Probot) => void {
  const logRefused = rarely(clock, (count) => log.warn(refusalSentence(count)));
  return (app) => {
    app.on([...EVENTS], ({ id, name, payload }) =>
      take({ name, ...(DELIVERY_ID.test(id) && { id }), payload: payload as Delivery['payload'] }),
    );
    app.onError(({ errors }) => {
      for (const error of errors) {
        if (isRefusal(error)) {
          logRefused();
          continue;
        }
        log.error(explain(error));
        onError(error);
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
    ? 'A webhook was refused: its signature does not match WEBHOOK_SECRET.'
    : `${count} webhooks were refused in the last minutes: their signatures do not match WEBHOOK_SECRET.`;
}
