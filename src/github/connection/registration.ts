import { Octokit } from '@octokit/rest';
import { explain, isNotFound } from './errors.js';

/** Who an App belongs to, if GitHub says; `missing`: there is no such account; else why GitHub does not say. */
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
    const { data } = await anonymous(baseUrl).rest.users.getByUsername({ username: owner });
    return data.type === 'Organization' ? 'organization' : 'person';
  } catch (error) {
    return isNotFound(error) ? 'missing' : { unknown: explain(error) };
  }
}

/** Redeems the code that GitHub's registration form answers with. It is good once, for an hour. */
export async function redeemCode(baseUrl: string, code: string): Promise<RegisteredApp> {
  const { data } = await anonymous(baseUrl).rest.apps.createFromManifest({ code });
  const { id, pem, webhook_secret: webhookSecret, html_url: page } = data;
  if (webhookSecret === null) throw new Error('GitHub made no webhook secret for the App.');
  return { appId: id, privateKey: pem, webhookSecret, page };
}

function anonymous(baseUrl: string): Octokit {
  const silent = () => undefined;
  return new Octokit({
    baseUrl,
    userAgent: 'this-month-bot',
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}
