import { createPrivateKey } from 'node:crypto';
import { type VariableName, variableProblem } from './environment-variables.js';

/** How the process proves to GitHub who it is. */
export type Credentials = TokenCredentials | AppCredentials;

export interface TokenCredentials {
  readonly kind: 'token';
  readonly token: string;
}

export interface AppCredentials {
  readonly kind: 'app';
  readonly appId: number;
  readonly privateKey: PrivateKey;
}

/** The key as PEM, or the path of the file that holds it. */
export type PrivateKey =
  | { readonly kind: 'pem'; readonly pem: string }
  | { readonly kind: 'path'; readonly path: string };

/** The trimmed value of a variable or its default; null: it has neither. */
export type ReadVariable = (name: VariableName) => string | null;

/** A value, or the sentences that say why there is none. */
export type Checked<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

/** The credentials of a command: a token, or else the App. */
export function commandCredentials(read: ReadVariable): Checked<Credentials> {
  const token = read('GITHUB_TOKEN');
  if (token !== null) {
    return /\s/u.test(token)
      ? { problems: [variableProblem('GITHUB_TOKEN', token)] }
      : { value: { kind: 'token', token } };
  }
  const app = (['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH'] as const).map(read);
  if (app.some((value) => value !== null)) return appCredentials(read);
  return {
    problems: ['There are no credentials: set GITHUB_TOKEN, or APP_ID with PRIVATE_KEY or PRIVATE_KEY_PATH.'],
  };
}

/** The credentials of the App. */
export function appCredentials(read: ReadVariable): Checked<AppCredentials> {
  const appId = readAppId(read);
  const privateKey = readPrivateKey(read);
  if ('value' in appId && 'value' in privateKey) {
    return { value: { kind: 'app', appId: appId.value, privateKey: privateKey.value } };
  }
  return { problems: [appId, privateKey].flatMap(problemsOf) };
}

/** The secret of the webhooks. "development" is what Probot takes where there is none, so everybody knows it. */
export function webhookSecret(read: ReadVariable): Checked<string> {
  const secret = read('WEBHOOK_SECRET');
  if (secret === null) return { problems: [variableProblem('WEBHOOK_SECRET', null)] };
  if (secret !== 'development') return { value: secret };
  return {
    problems: ['WEBHOOK_SECRET must not be "development", which anybody would guess: choose a random one.'],
  };
}

export function problemsOf(checked: Checked<unknown>): readonly string[] {
  return 'problems' in checked ? checked.problems : [];
}

function readAppId(read: ReadVariable): Checked<number> {
  const text = read('APP_ID');
  if (text !== null && /^[1-9]\d{0,14}$/u.test(text)) return { value: Number(text) };
  return { problems: [variableProblem('APP_ID', text)] };
}

function readPrivateKey(read: ReadVariable): Checked<PrivateKey> {
  const text = read('PRIVATE_KEY');
  const path = read('PRIVATE_KEY_PATH');
  if (text === null && path !== null) return { value: { kind: 'path', path } };
  const pem = text === null ? null : privateKeyPem(text);
  return pem === null
    ? { problems: [variableProblem('PRIVATE_KEY', text)] }
    : { value: { kind: 'pem', pem } };
}

/**
 * The PEM text of an RSA private key that stands in a variable: as it is, with `\n` for line ends, or in base64. Null
 * when it is none.
 */
export function privateKeyPem(text: string): string | null {
  const decoded = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  const pem = decoded.replaceAll('\\n', '\n').trim();
  return isRsaPrivateKey(pem) ? `${pem}\n` : null;
}

function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
