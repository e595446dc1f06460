import { createAppAuth } from '@octokit/auth-app';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { LRUCache } from 'lru-cache';
import { isOwnedBy, splitName } from '../../newsletter/activity/names.js';
import { appNotInstalled, appSuspended } from '../../replies/problems.js';
import { appSignature, installationAuth, type Permissions, type TokenScope } from './app-auth.js';
import type { Client, Clients, Log, RateLimits, WritingClient } from './client.js';
import { ActionNeeded, isNotFound } from './errors.js';
import { createTransport, IMPATIENT, patience, tellRepetitions } from './transport.js';

/** How the bot proves who it is: a token, or the App itself. */
export type Identity =
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

const ThrottledOctokit = Octokit.plugin(tellRepetitions, retry, throttling);

/** The clients of a single run; see `connector`. */
export function createClients(...parameters: Parameters<typeof connector>): Promise<Clients> {
  return connector(...parameters)();
}

/** Where GitHub is, and how the clients ask it. */
export interface ConnectionOptions {
  /** The REST address; GraphQL is derived from it, on GitHub Enterprise too. */
  readonly baseUrl: string;
  readonly log: Log;
  /** Milliseconds that are waited for a second, so that tests need not wait. */
  readonly waitUnit?: number | undefined;
  /** How long a request may take, in milliseconds. */
  readonly limit?: number | undefined;
  /** Whether writes may still be sent; absent: always. */
  readonly mayWrite?: (() => boolean) | undefined;
  /**
   * Is told the status of each answer (`null`: there was none), whose token was used (`null`: the App's own signature), and
   * what is left of the installation's rate limits.
   */
  readonly onAnswer?:
    | ((installationId: number | null, status: number | null, limits: RateLimits | null) => void)
    | undefined;
  /** The longest that a request waits for a rate limit, in seconds; absent: as long as GitHub asks. */
  readonly longestWait?: number | undefined;
}

/**
 * Clients for one run after another: each time, the App's installation on the newsletter is looked up, and tokens are
 * kept while it is the same. They wait as GitHub's rate limits ask (at most twice, each wait said on the log) and repeat
 * what failed on GitHub's side.
 */
export function connector(
  credentials: Identity,
  baseUrl: string,
  newsletter: string,
  log: Log,
  waitUnit?: number,
  limit?: number,
): () => Promise<Clients> {
  const options = { baseUrl, log, waitUnit, limit };
  if (credentials.kind === 'app') {
    const app = connectApp(credentials, options);
    return () => app.connect(newsletter, null);
  }
  const limits: RateLimits = new Map();
  const octokit = new ThrottledOctokit({
    ...octokitOptions(options, createTransport(options)(limits), 'token'),
    auth: credentials.token,
  });
  const clients = { reader: octokit, writer: octokit, commenter: () => octokit, botLogin: null, limits };
  return () => Promise.resolve(clients);
}

/** The App, wherever it is installed. What belongs to one installation never serves another. */
export interface AppConnection {
  /**
   * Clients for one run of the newsletter, of that installation; `null`: of whichever has it. Throws `ActionNeeded` where the
   * App is not installed, or that installation has the newsletter no more.
   */
  connect(newsletter: string, installationId: number | null): Promise<Clients>;
  /** All installations that are not suspended, by ascending id. */
  installations(): Promise<readonly Installation[]>;
  /** One of them; `null`: the App is not installed any more, or the installation is suspended. */
  installation(id: number): Promise<Installation | null>;
  /** Clients of an installation without a newsletter: they write nothing but comments. */
  visit(installation: Installation): Omit<Clients, 'writer'>;
  /** Asks GitHub once, without patience, whether it accepts the App's credentials. Fails as a request does. */
  check(): Promise<void>;
  /** The App's name in addresses; `null` until GitHub told it with an installation. */
  slug(): string | null;
  /** Forgets the clients of these newsletters, with their tokens and all that they remember. */
  forget(newsletters: readonly string[]): void;
  /** The same for installations that are gone. */
  forgetInstallations(isGone: (id: number) => boolean): void;
}

/**
 * Newsletters and installations whose clients, with what those remember, are kept: for two hours after their last use, so that
 * nothing stays of those that another process found gone. All that one process runs in an hour should fit, or each run would
 * ask for its tokens and the earlier editions anew; a newsletter takes about 0.1 MB.
 */
const KEPT = { max: 2_000, ttl: 7_200_000, updateAgeOnGet: true, ttlAutopurge: true };

/**
 * How long GitHub's answer about an installation holds, in milliseconds. All installations share the App's own rate limit for
 * that question, so runs that one of them causes must not use it up.
 */
const SEEN_LATELY = 600_000;

/** What all clients of one installation share: the pace of writing, and what is left of its rate limits. */
interface InstallationTransport {
  readonly send: typeof fetch;
  readonly limits: RateLimits;
}

export function connectApp(
  { appId, privateKey }: Extract<Identity, { readonly kind: 'app' }>,
  options: ConnectionOptions,
): AppConnection {
  const auth = { appId, createJwt: appSignature(appId, privateKey) };
  const transport = (id: number | null, limits: RateLimits | null) =>
    createTransport({ ...options, onAnswer: (status) => options.onAnswer?.(id, status, limits) })(limits);
  // What is asked with the App's own signature has a limit of its own.
  const app = new ThrottledOctokit({
    ...octokitOptions(options, transport(null, null), 'app'),
    authStrategy: createAppAuth,
    auth,
  });
  const transports = new LRUCache<number, InstallationTransport>(KEPT);
  const transportOf = (id: number) => {
    const kept = transports.get(id);
    if (kept !== undefined) return kept;
    const limits: RateLimits = new Map();
    const made = { send: transport(id, limits), limits };
    transports.set(id, made);
    return made;
  };
  const withToken = (installationId: number, scope: TokenScope) =>
    new ThrottledOctokit({
      ...octokitOptions(options, transportOf(installationId).send, String(installationId)),
      authStrategy: installationAuth,
      auth: { ...auth, installationId, scope, waitUnit: options.waitUnit ?? 1000 },
    });
  let slug: string | null = null;
  const lately = new LRUCache<number, Installation>({ max: KEPT.max, ttl: SEEN_LATELY, ttlAutopurge: true });
  const seen = (installation: Installation) => {
    slug = installation.slug;
    lately.set(installation.id, installation);
    return installation;
  };
  const known = new LRUCache<string, { readonly key: string; readonly clients: Clients }>(KEPT);
  return {
    async connect(newsletter, installationId) {
      const told = installationId === null ? undefined : lately.get(installationId);
      const installation = told ?? seen(await findInstallation(app, newsletter));
      if (installationId !== null && installation.id !== installationId) {
        throw await notInstalled(app, newsletter);
      }
      const key = JSON.stringify(installation);
      const { limits } = transportOf(installation.id);
      const kept = known.get(newsletter);
      if (kept?.key === key) return kept.clients;
      const clients = narrowedClients(installation, newsletter, withToken, limits);
      known.set(newsletter, { key, clients });
      return clients;
    },
    async installations() {
      const all = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
      return all
        .filter(({ suspended_at: suspendedAt }) => suspendedAt === null)
        .map((each) => seen(toInstallation(each)))
        .sort((a, b) => a.id - b.id);
    },
    async installation(id) {
      try {
        const { data } = await app.rest.apps.getInstallation({ installation_id: id });
        return data.suspended_at === null ? seen(toInstallation(data)) : null;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    visit(installation) {
      const { writer: _, ...clients } = narrowedClients(
        installation,
        `${installation.account}/`,
        withToken,
        transportOf(installation.id).limits,
      );
      return clients;
    },
    async check() {
      await app.rest.apps.getAuthenticated({ request: { retries: 0, ...IMPATIENT } });
    },
    slug: () => slug,
    forget(newsletters) {
      for (const newsletter of newsletters) known.delete(newsletter);
    },
    forgetInstallations(isGone) {
      for (const cache of [transports, lately]) {
        for (const id of [...cache.keys()]) if (isGone(id)) cache.delete(id);
      }
    },
  };
}

/** `id`: what shares a queue of requests, so that one tenant's never waits for those of another. */
function octokitOptions(
  { baseUrl, log, waitUnit = 1000, longestWait }: ConnectionOptions,
  send: typeof fetch,
  id: string,
) {
  const { throttle, retry } = patience(log, waitUnit, longestWait);
  return {
    baseUrl,
    userAgent: 'this-month-bot',
    log: quiet(log),
    throttle: { ...throttle, id },
    retry,
    request: { fetch: send, progress: log.progress },
  };
}

/**
 * Clients that read everywhere and write to the newsletter only, except for comments. The token names the newsletter by its
 * id, which survives a rename.
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
    botLogin: slug,
    limits,
  };
}

/** The App's installation on the newsletter repository. Throws `ActionNeeded` when there is none that works. */
export async function findInstallation(app: Pick<Client, 'rest'>, newsletter: string): Promise<Installation> {
  const { owner, name: repo } = splitName(newsletter);
  try {
    const { data } = await app.rest.apps.getRepoInstallation({ owner, repo });
    if (data.suspended_at) throw new ActionNeeded(appSuspended(owner, data.html_url));
    return toInstallation(data);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw await notInstalled(app, newsletter, error);
  }
}

/** Says where to install the App, which is asked for only then: GitHub does not tell it with the refusal. */
async function notInstalled(
  app: Pick<Client, 'rest'>,
  newsletter: string,
  cause?: unknown,
): Promise<ActionNeeded> {
  const { data } = await app.rest.apps.getAuthenticated();
  return new ActionNeeded(appNotInstalled(newsletter, data?.html_url ?? ''), { cause });
}

/** An installation as GitHub's REST API answers it. */
type InstallationAnswer = Awaited<ReturnType<Octokit['rest']['apps']['getInstallation']>>['data'];

function toInstallation(data: InstallationAnswer): Installation {
  return {
    id: data.id,
    // An enterprise, which has no repositories, has a slug in place of a login.
    account: data.account !== null && 'login' in data.account ? data.account.login : '',
    permissions: { ...data.permissions },
    slug: data.app_slug,
    isSelection: data.repository_selection === 'selected',
  };
}

/** Octokit reports every retry as a warning and every failure as an error; what ends a run is said by its caller. */
function quiet(log: Log) {
  const debug = (message: string) => log.debug(message);
  return { debug, info: debug, warn: debug, error: debug };
}

/** What the bot writes with, in the newsletter repository; `app.yml` has the reasons. */
const WRITTEN = ['checks', 'contents', 'issues', 'pull_requests'];

/** What the bot answers with, where somebody spoke to it. */
const COMMENTED = ['issues', 'pull_requests'];

/** What reading needs. GitHub makes no token with a permission that was not granted, so that is left out. */
export function readingPermissions(granted: Permissions): Permissions {
  return narrow(WRITTEN, 'read', (name) => granted[name] !== undefined);
}

/** What writing needs, as far as it was granted. */
export function writingPermissions(granted: Permissions): Permissions {
  return narrow(WRITTEN, 'write', (name) => granted[name] === 'write');
}

/** What comments and reactions need, as far as it was granted. A comment on a pull request is one on an issue, too. */
function commentingPermissions(granted: Permissions): Permissions {
  return narrow(COMMENTED, 'write', (name) => granted[name] === 'write');
}

function narrow(
  names: readonly string[],
  level: 'read' | 'write',
  isGranted: (name: string) => boolean,
): Permissions {
  const permitted = names.filter(isGranted).map((name) => [name, level]);
  // GitHub grants this one with every App.
  return { metadata: 'read', ...Object.fromEntries(permitted) };
}
