import { createAppAuth } from '@octokit/auth-app';
import { RequestError } from '@octokit/request-error';
import { Octokit } from '@octokit/rest';
import type { Client, Log } from './client.js';
import { explain, isNotFound, kindOfError } from './errors.js';
import { createTransport, REQUEST_LIMIT } from './transport.js';

/** What kind of account an App belongs to. `missing`: there is no such account; `unknown`: why GitHub does not say. */
export type AccountKind = 'organization' | 'person' | 'missing' | { readonly unknown: string };

/** What GitHub made of a manifest. `privateKey` is PEM, `page` the App's address; key and secret are shown this once. */
export interface RegisteredApp {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly page: string;
  /** Login of the account that it belongs to. */
  readonly owner: string;
}

/** Is told what keeps somebody waiting. */
type Onlooker = Pick<Log, 'progress'>;

const UNTOLD = 'It tells nothing without credentials (401).';

/** Asks without credentials, since there are none before the App exists; a private GitHub Enterprise answers 401. */
export async function readAccountKind(
  baseUrl: string,
  owner: string,
  onlooker: Onlooker,
): Promise<AccountKind> {
  try {
    const { data } = await plainClient(baseUrl, onlooker).rest.users.getByUsername({ username: owner });
    return data.type === 'Organization' ? 'organization' : 'person';
  } catch (error) {
    if (isNotFound(error)) return 'missing';
    return { unknown: kindOfError(error) === 'credentials' ? UNTOLD : explain(error) };
  }
}

/**
 * Redeems the code that GitHub's registration form answers with. It is good once, for an hour, so an answer is worth a wait. `null`:
 * it was redeemed before, or is too old.
 */
export async function redeemCode(
  baseUrl: string,
  code: string,
  onlooker: Onlooker,
): Promise<RegisteredApp | null> {
  const { apps } = plainClient(baseUrl, onlooker, REQUEST_LIMIT).rest;
  const answer = await apps.createFromManifest({ code }).catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });
  if (answer === null) return null;
  const { id, pem, webhook_secret: webhookSecret, html_url: page, owner } = answer.data;
  if (webhookSecret === null) throw new Error('GitHub made no webhook secret for the App.');
  // An enterprise has a slug in place of a login.
  return {
    appId: id,
    privateKey: pem,
    webhookSecret,
    page,
    owner: 'login' in owner ? owner.login : owner.slug,
  };
}

/** Somebody waits for what is asked here, and GitHub answers it in far less; in milliseconds. */
const LONGEST_ANSWER = 10_000;

/** A client that neither waits for rate limits nor repeats requests. */
function plainClient(
  baseUrl: string,
  { progress }: Onlooker,
  limit: number = LONGEST_ANSWER,
  authentication: object = {},
): Octokit {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const told = { ...log, ...(progress && { progress }) };
  const request = { fetch: createTransport({ log: told, limit })(null) };
  return new Octokit({ ...authentication, baseUrl, userAgent: 'this-month-bot', log, request });
}

/** The App as itself, by its own signature: it sees its registration and webhooks, and no repository. */
export function createAppClient(
  { appId, privateKey }: { readonly appId: number; readonly privateKey: string },
  baseUrl: string,
  onlooker: Onlooker,
): Pick<Client, 'rest'> {
  const authentication = { authStrategy: createAppAuth, auth: { appId, privateKey } };
  return plainClient(baseUrl, onlooker, LONGEST_ANSWER, authentication);
}

/** GitHub's time, to the second, by the `Date` header of any answer. */
export async function readServerTime(baseUrl: string, onlooker: Onlooker): Promise<Date> {
  const { headers } = await plainClient(baseUrl, onlooker)
    .request('GET /rate_limit')
    .catch((error: unknown) => {
      if (error instanceof RequestError && error.response !== undefined) return error.response;
      throw error;
    });
  return new Date(String(headers.date));
}
