import { createAppAuth } from '@octokit/auth-app';
import { RequestError } from '@octokit/request-error';
import { Octokit } from '@octokit/rest';
import type { Client } from './client.js';
import { explain, isNotFound } from './errors.js';
import { boundedFetch, REQUEST_LIMIT } from './transport.js';

/** What kind of account an App belongs to. `missing`: there is no such account; `unknown`: why GitHub does not say. */
export type AccountKind = 'organization' | 'person' | 'missing' | { readonly unknown: string };

/** What GitHub made of a manifest. `privateKey` is PEM, `page` the App's address; key and secret are shown this once. */
export interface RegisteredApp {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly page: string;
}

/** Asks without credentials, since there are none before the App exists; a private GitHub Enterprise answers 401. */
export async function readAccountKind(baseUrl: string, owner: string): Promise<AccountKind> {
  try {
    const { data } = await plainClient(baseUrl).rest.users.getByUsername({ username: owner });
    return data.type === 'Organization' ? 'organization' : 'person';
  } catch (error) {
    return isNotFound(error) ? 'missing' : { unknown: explain(error) };
  }
}

/** Redeems the code that GitHub's registration form answers with. It is good once, for an hour. */
export async function redeemCode(baseUrl: string, code: string): Promise<RegisteredApp> {
  const { data } = await plainClient(baseUrl).rest.apps.createFromManifest({ code });
  const { id, pem, webhook_secret: webhookSecret, html_url: page } = data;
  if (webhookSecret === null) throw new Error('GitHub made no webhook secret for the App.');
  return { appId: id, privateKey: pem, webhookSecret, page };
}

/** A client that neither waits nor repeats. */
function plainClient(baseUrl: string, authentication: object = {}): Octokit {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const request = { fetch: boundedFetch(REQUEST_LIMIT, log) };
  return new Octokit({ ...authentication, baseUrl, userAgent: 'this-month-bot', log, request });
}

/** The App as itself, by its own signature: it sees its registration and webhooks, and no repository. */
export function createAppClient(
  { appId, privateKey }: { readonly appId: number; readonly privateKey: string },
  baseUrl: string,
): Pick<Client, 'rest'> {
  return plainClient(baseUrl, { authStrategy: createAppAuth, auth: { appId, privateKey } });
}

/** GitHub's time, to the second, by the `Date` header of any answer. */
export async function readServerTime(baseUrl: string): Promise<Date> {
  const { headers } = await plainClient(baseUrl)
    .request('GET /rate_limit')
    .catch((error: unknown) => {
      if (error instanceof RequestError && error.response !== undefined) return error.response;
      throw error;
    });
  return new Date(String(headers.date));
}
