import { existsSync, readFileSync } from 'node:fs';
import type { PrivateKey } from './config/operator-settings.js';
import { ActionNeeded } from './github/errors.js';

/** Adds the variables of the file `.env`, if there is one; those of the process go before. */
export function loadEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** The App's private key as PEM. Throws `ActionNeeded` when its file cannot be read. */
export function readPrivateKey(key: PrivateKey): string {
  if (key.kind === 'pem') return key.pem;
  try {
    return readFileSync(key.path, 'utf8');
  } catch (error) {
    throw new ActionNeeded(`The private key ${key.path} cannot be read. Check PRIVATE_KEY_PATH.`, {
      cause: error,
    });
  }
}
