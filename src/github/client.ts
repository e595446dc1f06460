import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { ActionNeeded, isNotFound } from './errors.js';
import { pace } from './pace.js';

/** What the use cases need of an Octokit: Probot's and a plain one have it alike. */
export type Client = Pick<Octokit, 'rest' | 'paginate' | 'graphql'>;

/** Where progress and trouble are reported; pino's and Probot's loggers fit. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
}

/** How a command proves who it is: a token, or the App itself. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'app'; readonly appId: number; readonly privateKey: string };

const ThrottledOctokit = Octokit.plugin(retry, throttling);

/** Answers that no repetition changes, and rate limits: to wait for those is the throttling's part. */
export const NOT_REPEATED = [400, 401, 403, 404, 410, 422, 429, 451];

/**
 * A client that waits as GitHub's rate limits ask (at most twice, each wait said on the log) and repeats what failed
 * on GitHub's side. `baseUrl` is the REST address; GraphQL is derived from it, on GitHub Enterprise too. All waits are
 * in units of `second` milliseconds, so that tests need not wait.
 */
export async function createClient(
  credentials: Credentials,
  baseUrl: string,
  newsletter: string,
  log: Log,
  second = 1000,
): Promise<Client> {
  const options = {
    baseUrl,
    userAgent: 'this-month-bot',
    log: quiet(log),
    throttle: pace(log, second),
    retry: { doNotRetry: NOT_REPEATED, retryAfterBaseValue: second },
  };
  if (credentials.kind === 'token') return new ThrottledOctokit({ ...options, auth: credentials.token });
  const { appId, privateKey } = credentials;
  const app = new ThrottledOctokit({ ...options, authStrategy: createAppAuth, auth: { appId, privateKey } });
  const installationId = await findInstallation(app, newsletter);
  return new ThrottledOctokit({
    ...options,
    authStrategy: createAppAuth,
    auth: { appId, privateKey, installationId },
  });
}

/** The App's installation on the newsletter repository. Throws `ActionNeeded` when there is none. */
export async function findInstallation(app: Pick<Octokit, 'rest'>, newsletter: string): Promise<number> {
  const [owner = '', repo = ''] = newsletter.split('/');
  try {
    const { data } = await app.rest.apps.getRepoInstallation({ owner, repo });
    return data.id;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new ActionNeeded(
      `The App is not installed on ${newsletter}, or there is no such repository. Install it on the organization with access to that repository.`,
      { cause: error },
    );
  }
}

/** Octokit reports every retry as a warning and every failure as an error; what ends a run is said by its caller. */
function quiet(log: Log) {
  const debug = (message: string) => log.debug(message);
  return { debug, info: debug, warn: debug, error: debug };
}
