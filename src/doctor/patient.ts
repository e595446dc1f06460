import type { AppManifest } from '../config/app-manifest.js';
import type { NewsletterConfig } from '../config/newsletter-config.js';
import type { CommentedIssue } from '../github/comments/own-comments.js';
import type { Client, Clients, Log } from '../github/connection/client.js';
import {
  createClients,
  findInstallation,
  type Identity,
  type Installation,
} from '../github/connection/connector.js';
import { createAppClient, readServerTime } from '../github/connection/registration.js';
import {
  type Coverage,
  type Installed,
  type OwnApp,
  readCoverage,
  readInstalled,
  readOwnApp,
  readViewer,
  type TokenOwner,
} from '../github/doctor/questions.js';
import { type RecentTalk, readRecentTalk } from '../github/doctor/recent-talk.js';
import { type Published, readPublished } from '../github/newsletter/read-earlier-editions.js';
import { type Newsletter, readNewsletter } from '../github/newsletter/read-newsletter.js';
import { NameSet } from '../newsletter/activity/names.js';
import { configOf, publishedPlaces } from '../run/run-context.js';

/** A fact that several checks need is lacking; the check of that name says why. */
export class FactMissing extends Error {
  readonly check: string;

  constructor(check: string, cause: unknown) {
    super(`The check "${check}" failed.`, { cause });
    this.check = check;
  }
}

/** Whom the doctor looks at, and by what. */
export interface PatientOptions {
  readonly credentials: Identity;
  readonly baseUrl: string;
  /** `owner/name`. */
  readonly newsletter: string;
  readonly manifest: AppManifest;
  /** What is wrong with the variables of the server. */
  readonly serverProblems: readonly string[];
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
  const appClient = credentials.kind === 'app' ? createAppClient(credentials, baseUrl) : null;
  const serverTime = fact('GitHub', () => readServerTime(baseUrl));
  const app = fact('credentials', async () => {
    await serverTime();
    return appClient === null ? null : readOwnApp(appClient);
  });
  const clients = fact('installation', async () => {
    await app();
    return createClients(credentials, baseUrl, newsletter, log, waitUnit);
  });
  const reader = async () => (await clients()).reader;
  // With a token, this says who it is; with an App, another check does.
  const viewer = fact(appClient === null ? 'credentials' : 'rate limit', async () =>
    readViewer(await reader()),
  );
  const newsletterNow = fact('newsletter', async () => {
    await viewer();
    return readNewsletter(await reader(), newsletter);
  });
  const config = fact('settings', async () => configOf(await newsletterNow()));
  const installation = fact('installation', async () => {
    await app();
    if (appClient === null) return null;
    const found = await findInstallation(appClient, newsletter);
    return { ...found, ...(await readInstalled(await reader(), found.isSelection)) };
  });
  return {
    ...options,
    appClient,
    serverTime,
    app,
    clients,
    viewer,
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
