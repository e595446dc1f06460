import { z } from 'zod';
import { isNameWithOwner } from './github-names.js';
import { quote } from './quote.js';

/** A variable of the operator's, as .env.example, docs/configuration.md and the problems describe it. */
export interface EnvironmentVariable {
  readonly name: string;
  /** Completes "must be …". */
  readonly type: string;
  /** Empty: none. */
  readonly default: string;
  readonly description: string;
  /** Its value is never printed. */
  readonly isSecret?: boolean;
}

/** All variables that the process reads, in the order of .env.example. An empty one is as good as absent. */
export const environmentVariables = [
  {
    name: 'GITHUB_TOKEN',
    type: 'a token, without spaces',
    default: '',
    description: 'For the command line, in place of the App. The server does not use it.',
    isSecret: true,
  },
  {
    name: 'APP_ID',
    type: 'the number of the App',
    default: '',
    description: 'Which App the bot is, from its settings page on GitHub.',
  },
  {
    name: 'PRIVATE_KEY',
    type: 'the RSA private key of the App: the text of its .pem file, or that in base64',
    default: '',
    description: 'The key of the App. Line ends may be written as \\n.',
    isSecret: true,
  },
  {
    name: 'PRIVATE_KEY_PATH',
    type: 'the path of a .pem file',
    default: '',
    description: 'The file with the key, in place of PRIVATE_KEY, which goes first.',
  },
  {
    name: 'WEBHOOK_SECRET',
    type: 'the webhook secret in the settings of the App',
    default: '',
    description: 'Proves that a webhook is from GitHub. The server does not start without it.',
    isSecret: true,
  },
  {
    name: 'NEWSLETTER_REPOSITORY',
    type: 'the repository of the newsletter as owner/name, for example rust-osdev/homepage',
    default: '',
    description: 'The repository that holds the newsletter.',
  },
  {
    name: 'GHE_HOST',
    type: 'a host such as github.example.com or octocorp.ghe.com, without "https://" and path, and empty for github.com',
    default: '',
    description: 'GitHub Enterprise, or another server with the same API.',
  },
  { name: 'GHE_PROTOCOL', type: 'https or http', default: 'https', description: 'How to reach GHE_HOST.' },
  {
    name: 'CLOCK_START',
    type: 'an instant such as 2020-06-01T00:00:00Z',
    default: '',
    description: 'Where the clock of the process starts, for demonstrations. Empty: now.',
  },
  {
    name: 'SYNC_INTERVAL_MINUTES',
    type: 'a number from 1 to 1440',
    default: '60',
    description: 'The time from one scheduled run of the server to the next.',
  },
  {
    name: 'QUIET_SECONDS',
    type: 'a number from 0 to 600',
    default: '10',
    description: 'How long the server waits for a burst of webhooks to end.',
  },
  {
    name: 'LOG_LEVEL',
    type: 'fatal, error, warn, info, debug or trace',
    default: 'info',
    description: 'How much is logged.',
  },
  {
    name: 'PORT',
    type: 'a whole number from 0 to 65535',
    default: '3000',
    description: 'The port of the server. 0: any that is free.',
  },
  {
    name: 'HOST',
    type: 'an address or the name of a host',
    default: '',
    description: 'Where the server listens. Empty: at all addresses of the machine.',
  },
  {
    name: 'WEBHOOK_PATH',
    type: 'a path that begins with "/"',
    default: '/api/github/webhooks',
    description: 'Where the server takes webhooks.',
  },
] as const satisfies readonly EnvironmentVariable[];

export type VariableName = (typeof environmentVariables)[number]['name'];

/** "APP_ID must be …", and what it is instead unless it is a secret. Null stands for a variable that is missing. */
export function variableProblem(name: string, value: string | null): string {
  const variable: EnvironmentVariable | undefined = environmentVariables.find(
    (candidate) => candidate.name === name,
  );
  const type = variable?.type ?? 'absent';
  if (value === null) return `${name} is missing: set it to ${type}.`;
  return `${name} must be ${type}${variable?.isSecret === true ? '' : `, not ${quote(value)}`}.`;
}

/** The text of an `.env` file with these variables set: where they stand already, or else at its end. */
export function withVariables(text: string, values: Partial<Readonly<Record<VariableName, string>>>): string {
  return Object.entries(values).reduce((file, [name, value]) => {
    const line = `${name}="${value.trimEnd().replaceAll('\n', '\\n')}"`;
    const present = new RegExp(`^${name}=(?:"[^"]*"|'[^']*'|.*)$`, 'mu');
    if (present.test(file)) return file.replace(present, () => line);
    return `${file}${file === '' || file.endsWith('\n') ? '' : '\n'}${line}\n`;
  }, text);
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a command reads besides its credentials. Texts are trimmed; null: absent, and without a default. */
export const commandSchema = z.object({
  NEWSLETTER_REPOSITORY: z.string().refine(isNameWithOwner),
  GHE_HOST: z.string().refine(isEnterpriseHost).nullable(),
  GHE_PROTOCOL: z.enum(['https', 'http']),
  CLOCK_START: z.iso
    .datetime({ offset: true })
    .transform((instant) => new Date(instant))
    .nullable(),
  LOG_LEVEL: z.enum(LOG_LEVELS),
});

/** What the server reads besides its credentials and the secret. */
export const serverSchema = commandSchema.extend({
  SYNC_INTERVAL_MINUTES: number(1, 1440),
  QUIET_SECONDS: number(0, 600),
  PORT: number(0, 65535).refine(Number.isInteger),
  HOST: z
    .string()
    .regex(/^[\w.:[\]%-]+$/u)
    .nullable(),
  WEBHOOK_PATH: z.string().regex(/^\/[^\s?#]*$/u),
});

function number(least: number, greatest: number) {
  return z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,9})?$/u)
    .transform(Number)
    .pipe(z.number().min(least).max(greatest));
}

/** `host` or `host:port`; github.com has its API elsewhere. */
function isEnterpriseHost(text: string): boolean {
  const isHost = /^[^\s/?#@\\]+$/u.test(text) && URL.canParse(`http://${text}`);
  return isHost && !/^(?:www\.|api\.)?github\.com$/iu.test(text);
}
