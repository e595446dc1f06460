import { existsSync, readFileSync } from 'node:fs';
import { type AppManifest, parseAppManifest } from './config/app-manifest.js';
import type { PrivateKey } from './config/environment.js';
import { privateKeyPem } from './config/environment-variables.js';
import { ActionNeeded } from './github/connection/errors.js';

/** Adds the variables of the file `.env`, if there is one; those of the process go before. */
export function loadEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** The App as this version of the bot needs it. */
export function readAppManifest(): AppManifest {
  return parseAppManifest(readOwnFile('app.yml'));
}

/** This version of the bot. */
export function readVersion(): string {
  return JSON.parse(readOwnFile('package.json')).version;
}

/** A file at the root of the package, wherever the process runs. */
function readOwnFile(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

/** The App's private key as PEM. Throws `ActionNeeded` when its file cannot be read or holds none. */
export function readPrivateKey(key: PrivateKey): string {
  if (key.kind === 'pem') return key.pem;
  const pem = privateKeyPem(readKeyFile(key.path));
  if (pem !== null) return pem;
  throw new ActionNeeded(
    `${key.path} holds no RSA private key. Set PRIVATE_KEY_PATH to the .pem file that GitHub made for the App.`,
  );
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ActionNeeded(`The private key ${path} cannot be read. Check PRIVATE_KEY_PATH.`, {
      cause: error,
    });
  }
}
