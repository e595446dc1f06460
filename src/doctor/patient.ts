import { type AppManifest, appsPage } from '../config/app-manifest.js';
import type { NewsletterConfig } from '../config/newsletter-config.js';
import type { CommentedIssue } from '../github/comments/own-comments.js';
import type { Client, Clients, Log } from '../github/connection/client.js';
import {
  createClients,
  findInstallation,
  type Identity,
  type Installation,
} from '../github/connection/connector.js';
import { ActionNeeded, isNotFound, kindOfError } from '../github/connection/errors.js';
import { createAppClient, readAccountKind, readServerTime } from '../github/connection/registration.js';
import {
  type Coverage,
  type Installed,
  type OwnApp,
  readCoverage,
  readInstallations,
  readInstalled,
  readOwnApp,
  readViewer,
  type TokenOwner,
} from '../github/doctor/questions.js';
import { type RecentTalk, readRecentTalk } from '../github/doctor/recent-talk.js';
import { type Published, readPublished } from '../github/newsletter/read-earlier-editions.js';
import { type Newsletter, readNewsletter } from '../github/newsletter/read-newsletter.js';
import { isSameName, NameSet, splitName } from '../newsletter/activity/names.js';
import { configOf, publishedPlaces } from '../run/run-context.js';

/** A fact that several checks need is lacking; the check of that name says why. */
export class FactMissing extends Error {
  readonly check: string;

  constructor(check: string, cause: unknown) {
    super(`The check "${check}" failed.`, { cause });
    this.check = check;
  }
}

/** Something that a person must mend, where what to do is known as well. */
export class Diagnosed extends ActionNeeded {
  readonly advice: string;

  constructor(found: string, advice: string, options: ErrorOptions) {
    super(found, options);
    this.advice = advice;
  }
}

/** Whom the doctor looks at, and by what. */
export interface PatientOptions {
  readonly credentials: Identity;
  /** Whether there is an App beside the token, which commands take first. */
  readonly hasUnusedApp: boolean;
  readonly baseUrl: string;
  /** Address of GitHub's pages. */
  readonly webUrl: string;
  /** `owner/name`. */
  readonly newsletter: string;
  readonly manifest: AppManifest;
  /** What is wrong with the variables of the server; `null`: they are set elsewhere, if at all. */
  readonly serverProblems: readonly string[] | null;
  /** Where the doctor may write a comment of its own, and deletes it again; `null`: nowhere. */
  readonly writeTest: Pick<CommentedIssue, 'nameWithOwner' | 'number'> | null;
  /** The bot's clock. */
  readonly now: () => Date;
  /** Whether the operator set that clock, as for a demonstration. */
  readonly isClockSet: boolean;
  /** Milliseconds since some moment. */
  readonly elapsed: () => number;
  readonly log: Log;
  /** Milliseconds that the clients wait for a second. */
  readonly waitUnit?: number;
}

/**
 * What the checks look at. A fact that several of them need is asked for once; where it is not to be had, each of them
 * throws `FactMissing` with the name of the check that says why.
 */
export interface Patient extends PatientOptions {
  serverTime(): Promise<Date>;
  /** `null`: there is only a token. */
  app(): Promise<OwnApp | null>;
  /** The App as itself; `null`: there is only a token. */
  readonly appClient: Pick<Client, 'rest'> | null;
  viewer(): Promise<TokenOwner>;
  /** `null`: there is only a token. */
  grant(): Promise<Installation | null>;
  /** `null`: there is only a token. */
  installation(): Promise<(Installation & Installed) | null>;
  clients(): Promise<Clients>;
  newsletterNow(): Promise<Newsletter>;
  config(): Promise<NewsletterConfig>;
  /** Without the template. */
  published(): Promise<Published>;
  talk(): Promise<RecentTalk>;
  /** Of some public repositories of the organization, those without the App first. */
  coverage(): Promise<readonly Coverage[]>;
}

export function createPatient(options: PatientOptions): Patient {
  const { credentials, baseUrl, newsletter, log, waitUnit } = options;
  const appClient = credentials.kind === 'app' ? createAppClient(credentials, baseUrl, log) : null;
  const serverTime = fact('GitHub', () => readServerTime(baseUrl, log));
  const app = fact('credentials', async () => {
    await serverTime();
    return appClient === null ? null : readOwnApp(appClient).catch((error) => explainRefusal(options, error));
  });
  const grant = fact('installation', async () => {
    const own = await app();
    if (appClient === null || own === null) return null;
    return findInstallation(appClient, newsletter).catch((error) =>
      explainAbsence(appClient, own, newsletter, error),
    );
  });
  const clients = fact('installation', async () => {
    await grant();
    return createClients(credentials, baseUrl, newsletter, log, waitUnit);
  });
  const reader = async () => (await clients()).reader;
  // With a token, this says who it is; with an App, another check does.
  const viewer = fact(appClient === null ? 'credentials' : 'rate limit', async () =>
    readViewer(await reader()).catch((error) => explainRefusal(options, error)),
  );
  const newsletterNow = fact('newsletter', async () => {
    await viewer();
    return readNewsletter(await reader(), newsletter);
  });
  const config = fact('settings', async () => configOf(await newsletterNow()));
  const installation = fact('installation', async () => {
    const found = await grant();
    if (found === null) return null;
    return { ...found, ...(await readInstalled(await reader(), found.isSelection)) };
  });
  return {
    ...options,
    appClient,
    serverTime,
    app,
    clients,
    viewer,
    grant,
    installation,
    newsletterNow,
    config,
    published: fact('organization', async () => {
      const places = publishedPlaces(await newsletterNow(), await config());
      return readPublished(await reader(), { ...places, template: null }, log);
    }),
    coverage: fact('search', async () => {
      const found = await installation();
      const names = new NameSet(found?.names ?? []);
      const isInstalled = (name: string) => found?.isSelection !== true || names.has(name);
      return readCoverage(await reader(), (await config()).organization, isInstalled);
    }),
    talk: fact('comment ids', async () =>
      readRecentTalk(await reader(), (await newsletterNow()).nameWithOwner),
    ),
  };
}

/** What to do about credentials that GitHub refuses. Throws always. */
async function explainRefusal(
  { credentials, baseUrl, webUrl, newsletter, log }: PatientOptions,
  error: unknown,
): Promise<never> {
  // An unknown App is answered 404, a signature that is not the App's 401 (octokit/rest.js#218, octokit/auth-app.js#375).
  const isUnknownApp = credentials.kind === 'app' && isNotFound(error);
  if (!isUnknownApp && kindOfError(error) !== 'credentials') throw error;
  const cause = { cause: error };
  if (credentials.kind === 'token') {
    throw new Diagnosed(
      'GitHub does not accept the token (401). It is incomplete, expired or revoked.',
      `Make another one at ${webUrl}/settings/tokens, and set GITHUB_TOKEN to it.`,
      cause,
    );
  }
  const { owner } = splitName(newsletter);
  const isPerson = (await readAccountKind(baseUrl, owner, log)) === 'person';
  const choose = `Open ${appsPage(webUrl, owner, !isPerson)} and choose the App. Set APP_ID to its "App ID".`;
  if (isUnknownApp) {
    const none = 'If there is no App yet, remove APP_ID and register one: this-month-bot setup.';
    throw new Diagnosed(
      `GitHub knows no App with the id ${credentials.appId} (404).`,
      `${choose} ${none}`,
      cause,
    );
  }
  throw new Diagnosed(
    `GitHub does not accept the private key for the App ${credentials.appId} (401).`,
    `${choose} If that is right already, generate a private key there, and set PRIVATE_KEY to it.`,
    cause,
  );
}

/** What to do where the App is not installed on the newsletter. Throws always. */
async function explainAbsence(
  appClient: Pick<Client, 'rest'>,
  { name, owner, page }: OwnApp,
  newsletter: string,
  error: unknown,
): Promise<never> {
  if (!(error instanceof ActionNeeded) || !isNotFound(error.cause)) throw error;
  const { owner: account, name: repository } = splitName(newsletter);
  const installed = await readInstallations(appClient);
  const here = installed.find((each) => isSameName(each.account, account));
  const cause = { cause: error };
  if (here !== undefined) {
    throw new Diagnosed(
      `The App ${name} is installed on ${account}, but not on ${newsletter}, or there is no such repository.`,
      `Open ${here.page} and add ${repository} under "Repository access". If the name is wrong, correct NEWSLETTER_REPOSITORY.`,
      cause,
    );
  }
  const others = installed.length === 0 ? '' : `, but on ${installed.map((each) => each.account).join(', ')}`;
  const isForeign = !isSameName(owner, account);
  throw new Diagnosed(
    `The App ${name} is not installed on ${account}${others}.`,
    `Open ${page}/installations/new and install it on ${account}, with access to ${repository}.${isForeign ? ` If GitHub does not offer ${account}, the App is private, and only ${owner} can install it. Then ask ${owner} to make it public, or register another one: this-month-bot setup.` : ''}`,
    cause,
  );
}

/** Asks once. `check`: the one that reports a failure. */
function fact<Value>(check: string, ask: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | null = null;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      throw error instanceof FactMissing ? error : new FactMissing(check, error);
    });
    return answer;
  };
}
