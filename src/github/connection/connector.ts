import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { isOwnedBy, splitName } from '../../newsletter/activity/repository.js';
import { boundedFetch, REQUEST_LIMIT } from './bounded-fetch.js';
import type { Client, Clients, Log, RateLimits, WritingClient } from './client.js';
import { ActionNeeded, isNotFound } from './errors.js';
import { installationAuth, type TokenScope } from './installation-auth.js';
import { pace, pacedFetch, turns, watchedLimits } from './pace.js';
import {
  commentingPermissions,
  type Permissions,
  readingPermissions,
  writingPermissions,
} from './token-permissions.js';

/** How the bot proves who it is: a token, or the App itself. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'app'; readonly appId: number; readonly privateKey: string };

/** An App on an account, with what it was granted there. */
export interface Installation {
  readonly id: number;
  /** Login of the account. */
  readonly account: string;
  readonly permissions: Permissions;
  /** The App's name in addresses. */
  readonly slug: string;
  /** Whether repositories were selected; else it is on all of the account's. */
  readonly isSelection: boolean;
}

const ThrottledOctokit = Octokit.plugin(watchedLimits, retry, throttling);

/** Answers that no repetition changes, and rate limits: to wait for those is the throttling's part. */
const NOT_REPEATED = [400, 401, 403, 404, 410, 422, 429, 451];

/** The clients of a single run; see `connector`. */
export function createClients(...parameters: Parameters<typeof connector>): Promise<Clients> {
  return connector(...parameters)();
}

/**
 * Clients for one run after another: each time, the App's installation on the newsletter is looked up, and tokens are
 * kept while it is the same. They wait as GitHub's rate limits ask (at most twice, each wait said on the log) and repeat
 * what failed on GitHub's side. `baseUrl` is the REST address; GraphQL is derived from it, on GitHub Enterprise too. All
 * waits are in units of `second` milliseconds, so that tests need not wait; a request may take `limit` milliseconds.
 */
export function connector(
  credentials: Credentials,
  baseUrl: string,
  newsletter: string,
  log: Log,
  second = 1000,
  limit = REQUEST_LIMIT,
): () => Promise<Clients> {
  const options = {
    baseUrl,
    userAgent: 'this-month-bot',
    log: quiet(log),
    request: { fetch: pacedFetch(boundedFetch(limit, log), turns(second)) },
    throttle: pace(log, second),
    retry: { doNotRetry: NOT_REPEATED, retryAfterBaseValue: second },
  };
  const limits: RateLimits = new Map();
  if (credentials.kind === 'token') {
    const octokit = new ThrottledOctokit({ ...options, limits, auth: credentials.token });
    const clients = {
      reader: octokit,
      writer: octokit,
      commenter: () => octokit,
      app: null,
      access: new Map(),
      limits,
    };
    return () => Promise.resolve(clients);
  }
  const { appId, privateKey } = credentials;
  // What is asked with the App's own signature has a limit of its own.
  const app = new ThrottledOctokit({ ...options, authStrategy: createAppAuth, auth: { appId, privateKey } });
  const withToken = (installationId: number, scope: TokenScope) =>
    new ThrottledOctokit({
      ...options,
      limits,
      authStrategy: installationAuth,
      auth: { appId, privateKey, installationId, scope, second },
    });
  let known: { readonly key: string; readonly clients: Clients } | null = null;
  return async () => {
    const installation = await findInstallation(app, newsletter);
    const key = JSON.stringify(installation);
    if (known?.key !== key)
      known = { key, clients: narrowedClients(installation, newsletter, withToken, limits) };
    return known.clients;
  };
}

/**
 * Clients that read everywhere and write to the newsletter alone, but for comments. GitHub is told the newsletter's id:
 * one that was renamed has another name there.
 */
function narrowedClients(
  { id, account, permissions, slug }: Installation,
  newsletter: string,
  withToken: (installationId: number, scope: TokenScope) => Octokit,
  limits: RateLimits,
): Clients {
  const { owner, name: repo } = splitName(newsletter);
  const reader = withToken(id, { permissions: readingPermissions(permissions), repository: null });
  let newsletterId: number | null = null;
  const repository = async () => {
    newsletterId ??= (await reader.rest.repos.get({ owner, repo })).data.id;
    return newsletterId;
  };
  const commenters = new Map<string, WritingClient>();
  return {
    reader,
    writer: withToken(id, { permissions: writingPermissions(permissions), repository }),
    commenter(nameWithOwner) {
      // GitHub takes bare names for an installation's token, so another owner's repository would get that of a namesake
      // (https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app).
      if (!isOwnedBy(nameWithOwner, account)) return null;
      const { name } = splitName(nameWithOwner);
      const scope = { permissions: commentingPermissions(permissions), repository: () => name };
      const commenter = commenters.get(nameWithOwner) ?? withToken(id, scope);
      commenters.set(nameWithOwner, commenter);
      return commenter;
    },
    app: slug,
    access: new Map(),
    limits,
  };
}

/** The App's installation on the newsletter repository. Throws `ActionNeeded` when there is none. */
export async function findInstallation(app: Pick<Client, 'rest'>, newsletter: string): Promise<Installation> {
  const { owner, name: repo } = splitName(newsletter);
  try {
    const { data } = await app.rest.apps.getRepoInstallation({ owner, repo });
    const account = data.account !== null && 'login' in data.account ? data.account.login : owner;
    return {
      id: data.id,
      account,
      permissions: { ...data.permissions },
      slug: data.app_slug,
      isSelection: data.repository_selection === 'selected',
    };
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
