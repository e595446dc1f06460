import type { Probot } from 'probot';
import type { NamedPullRequest } from '../github/comments/read-moves.js';
import { explain } from '../github/connection/errors.js';
import type { Clock } from './clock.js';
import type { LineLog } from './line-log.js';
import {
  type AddressedComment,
  addressedComment,
  type Delivery,
  isRerun,
  mayChangeDraft,
  toldPullRequest,
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
  /** Marks the newsletter to be looked at again; must return at once. */
  readonly lookAgain: () => void;
  /** Has the runs to come read this pull request by its number; must return at once. */
  readonly tell: (pullRequest: NamedPullRequest) => void;
  /** Marks the draft's check run to be shown again; must return at once. */
  readonly checkAgain: () => void;
  /** Lets the writer know that the comment was seen; must return at once. */
  readonly acknowledge: (comment: AddressedComment) => void;
  /** The login that addresses the bot; `null` as long as it is not known. */
  readonly app: () => string | null;
  /** Branches of the newsletter repository on which drafts are; `null` as long as they are not known. */
  readonly branches: () => readonly string[] | null;
  readonly clock: Clock;
  readonly log: LineLog;
}

/**
 * The webhook handlers. An event carries no truth: it only says that the present state of GitHub is worth another
 * look, so a lost, doubled or late delivery changes nothing.
 */
export function newsletterApp({
  newsletter,
  lookAgain,
  tell,
  checkAgain,
  acknowledge,
  app: login,
  branches,
  clock,
  log,
}: AppOptions): (app: Probot) => void {
  const sayRefused = rarely(clock, (count) => log.warn(refusalSentence(count)));
  return (app) => {
    app.on([...EVENTS], ({ name, payload }) => {
      const delivery = { name, payload: payload as Delivery['payload'] };
      if (!mayChangeDraft(delivery, { newsletter, app: login(), branches: branches() })) return;
      const comment = addressedComment(delivery, login());
      if (comment !== null) acknowledge(comment);
      if (isRerun(delivery)) checkAgain();
      const told = toldPullRequest(delivery, newsletter, login());
      if (told !== null) tell(told);
      log.info(`${name} says to look again.`);
      lookAgain();
    });
    app.onError(({ errors }) => {
      for (const error of errors) {
        if (isRefusal(error)) sayRefused();
        else log.error(explain(error));
      }
    });
  };
}

/** Octokit gives the error of a signature the status to answer with. */
function isRefusal(error: Error): boolean {
  return 'status' in error && error.status === 400;
}

/** Anybody can send them, so they are not told one by one. */
const REFUSALS_TOLD_EVERY = 60_000;

/** Has `say` told at most once a minute of what goes on happening, with how often it happened since. */
export function rarely(clock: Clock, say: (count: number) => void): () => void {
  let count = 0;
  let next = Number.NEGATIVE_INFINITY;
  return () => {
    count += 1;
    const now = clock().getTime();
    if (now < next) return;
    say(count);
    count = 0;
    next = now + REFUSALS_TOLD_EVERY;
  };
}

function refusalSentence(count: number): string {
  return count === 1
    ? 'A webhook was refused: its signature does not fit WEBHOOK_SECRET.'
    : `${count} webhooks were refused in the last minutes: their signatures do not fit WEBHOOK_SECRET.`;
}
