import { setTimeout as sleep } from 'node:timers/promises';
import { createAppAuth } from '@octokit/auth-app';
import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';

/** An App's permissions by name, such as `contents`, with their level, such as `write`. */
export type Permissions = Readonly<Record<string, string>>;

/** Signs as the App. The difference, in seconds, is that of GitHub's clock where it refused a signature for its time. */
type CreateJwt = (
  appId: number | string,
  timeDifference?: number,
) => Promise<{ readonly jwt: string; readonly expiresAt: string }>;

/**
 * In milliseconds. GitHub takes a signature for ten minutes (GitHub docs, "Generating a JSON Web Token (JWT) for a GitHub App"),
 * and making one takes longer than all else about a request.
 */
const SIGNATURE_KEPT = 300_000;

/** The App's own signature. It is kept for some minutes, unless GitHub refuses it. */
export function appSignature(appId: number, privateKey: string): CreateJwt {
  let kept: { readonly jwt: string; readonly expiresAt: string; readonly since: number } | null = null;
  return async (_appId, timeDifference) => {
    const isRefused = timeDifference !== undefined;
    if (kept !== null && !isRefused && performance.now() - kept.since < SIGNATURE_KEPT) return kept;
    const auth = { appId, privateKey, timeDifference };
    const { token: jwt, expiresAt } = await createAppAuth(auth)({ type: 'app' });
    kept = { jwt, expiresAt, since: performance.now() };
    return kept;
  };
}

/** What an installation token is narrowed to. */
export interface TokenScope {
  readonly permissions: Permissions;
  /** The only repository, by its id or its name; `null`: all of the installation. Asked for when a token is needed. */
  readonly repository: (() => Promise<number> | string) | null;
}

type Hook = ReturnType<typeof createAppAuth>['hook'];
type Endpoint = Exclude<Parameters<Hook>[1], string>;

interface InstallationAuthOptions {
  readonly appId: number;
  readonly createJwt: CreateJwt;
  readonly installationId: number;
  readonly scope: TokenScope;
  /** Milliseconds that are waited for a second. */
  readonly waitUnit: number;
  /** Octokit's own, with the address of its API. */
  readonly request: Octokit['request'];
  readonly log: Octokit['log'];
}

/** GitHub's servers may not know a new token yet, so it is tried this often. */
const TOKEN_ATTEMPTS = 4;

/**
 * Octokit's authentication by installation tokens that are narrowed. That of `@octokit/auth-app` asks for one that may
 * do all that the App may; its cache, which renews tokens before they expire, is used here too.
 */
export function installationAuth(options: InstallationAuthOptions) {
  const { scope, waitUnit, ...rest } = options;
  const app = createAppAuth(rest);
  let accepted: string | null = null;
  let replaced: string | null = null;

  async function narrowedToken(refresh = false) {
    const repository = scope.repository === null ? null : await scope.repository();
    return app({
      type: 'installation',
      refresh,
      permissions: { ...scope.permissions },
      ...(typeof repository === 'number' && { repositoryIds: [repository] }),
      ...(typeof repository === 'string' && { repositoryNames: [repository] }),
    });
  }

  const hook: Hook = async (request, route, parameters) => {
    const endpoint = request.endpoint.merge(route as string, parameters) as Endpoint;
    // A token is asked for with the App's own signature.
    if (endpoint.url.endsWith('/access_tokens')) return app.hook(request, endpoint);
    let { token } = await narrowedToken();
    for (let attempt = 1; ; attempt += 1) {
      endpoint.headers = { ...endpoint.headers, authorization: `token ${token}` };
      try {
        const response = await request(endpoint);
        accepted = token;
        return response;
      } catch (error) {
        const isRefused = error instanceof RequestError && error.status === 401;
        if (!isRefused || attempt === TOKEN_ATTEMPTS) throw error;
        if (token === accepted || token === replaced) token = await anotherToken(token);
        else await sleep(attempt * waitUnit);
      }
    }
  };

  /** In place of one that GitHub took before: the cache goes by the machine's clock, which may have been set back since. */
  async function anotherToken(old: string): Promise<string> {
    const isCached = old === replaced;
    [accepted, replaced] = [isCached ? accepted : null, old];
    return (await narrowedToken(!isCached)).token;
  }

  return Object.assign(() => narrowedToken(), { hook });
}
