import type { LogLevel } from './environment-schema.js';

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

/** The operator's settings for a command. */
export interface CommandSettings {
  readonly credentials: Credentials;
  /** `nameWithOwner` of the newsletter's repository. */
  readonly newsletter: string;
  /** Address of the REST API, without a slash at its end. */
  readonly baseUrl: string;
  /** The instant at which the clock of the process starts; null: now. */
  readonly clockStart: Date | null;
  readonly logLevel: LogLevel;
}

/** The operator's settings for the server. */
export interface ServerSettings extends CommandSettings {
  readonly credentials: AppCredentials;
  readonly webhookSecret: string;
  readonly webhookPath: string;
  readonly port: number;
  /** Null: all addresses of the machine. */
  readonly host: string | null;
  readonly syncIntervalMinutes: number;
  readonly quietSeconds: number;
}
