import { createVerify, type KeyObject } from 'node:crypto';
import { type Principal, requireActive } from './access.js';
import { Refusal } from './refusal.js';
import type { World } from './world.js';

/** Who sent the request, by its `authorization` header: a token, or an App's JSON web token. */
export function authenticate(world: World, authorization: string | undefined): Principal {
  const [, credentials] = /^(?:token|bearer)\s+(\S+)$/i.exec(authorization ?? '') ?? [];
  if (credentials === undefined) throw unauthorized('Requires authentication');
  const principal = world.tokens.get(credentials);
  if (principal?.kind === 'installation') requireActive(principal.installation);
  if (principal) return principal;
  if (credentials.split('.').length !== 3) throw unauthorized('Bad credentials');
  return { kind: 'app', appId: verifyAppToken(world, credentials) };
}

/** The App that signed the token. Its times are checked by the machine's clock, as clients stamp them by theirs. */
function verifyAppToken(world: World, token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { iss, iat, exp } = decode(payload);
  const app = world.apps.get(String(iss));
  // octokit/rest.js#218 shows both answers: for an id that no App has, and for a key that is not the App's.
  if (!app) throw new Refusal(404, 'NOT_FOUND', 'Integration not found');
  if (decode(header).alg !== 'RS256') {
    throw unauthorized('A JSON web token could not be decoded');
  }
  if (!isSigned(`${header}.${payload}`, signature, app.publicKey)) {
    throw unauthorized('A JSON web token could not be decoded');
  }
  const seconds = Math.floor(Date.now() / 1000);
  if (typeof exp !== 'number' || exp <= seconds) {
    throw unauthorized(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > seconds + 600) throw unauthorized("'Expiration time' claim ('exp') is too far in the future");
  if (typeof iat !== 'number' || iat > seconds + 60) {
    throw unauthorized(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  return app.appId;
}

function isSigned(content: string, signature: string, publicKey: KeyObject): boolean {
  return createVerify('RSA-SHA256').update(content).verify(publicKey, signature, 'base64url');
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function unauthorized(message: string): Refusal {
  return new Refusal(401, 'UNAUTHENTICATED', message);
}
