import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { isNameWithOwner } from '../newsletter/activity/names.js';
import { quote } from './yaml-file.js';

/** A variable of the operator's, as .env.example, docs/configuration.md and the problems describe it. */
export interface EnvironmentVariable {
  /** Of its trimmed text; `null`: it is absent, and has no default. */
  readonly schema: z.ZodType;
  /** Completes "must be …". */
  readonly type: string;
  readonly default?: string;
  readonly description: string;
  /** Its value is never printed. */
  readonly isSecret?: boolean;
}

/** All variables that the process reads, in the order of .env.example. An empty one is as good as absent. */
export const environmentVariables = {
  GITHUB_TOKEN: {
    schema: z.string().regex(/^\S+$/u),
    type: 'a token, without spaces',
    description: 'For the command line, in place of the App. The server does not use it.',
    isSecret: true,
  },
  APP_ID: {
    schema: z
      .string()
      .regex(/^[1-9]\d{0,14}$/u)
      .transform(Number),
    type: 'the number of the App',
    description: 'Which App the bot is, from its settings page on GitHub.',
  },
  PRIVATE_KEY: {
    schema: z.string().transform((text, context) => privateKeyPem(text) ?? refuse(context)),
    type: 'the RSA private key of the App: the text of its .pem file, or that in base64',
    description: 'The key of the App. Line ends may be written as \\n.',
    isSecret: true,
  },
  PRIVATE_KEY_PATH: {
    schema: z.string().refine((text) => !isKeyItself(text)),
    type: 'the path of a .pem file',
    description: 'The file with the key, in place of PRIVATE_KEY, which goes first.',
    isSecret: true,
  },
  WEBHOOK_SECRET: {
    schema: z.string(),
    type: 'the webhook secret in the settings of the App',
    description: 'Proves that a webhook is from GitHub. The server does not start without it.',
    isSecret: true,
  },
  NEWSLETTER_REPOSITORY: {
    schema: z.string().refine(isNameWithOwner),
    type: 'the repository of the newsletter as owner/name, for example rust-osdev/homepage',
    description:
      'The repository that holds the newsletter. Empty for a server: every repository of every installation that has a .github/newsletter.yml.',
  },
  GHE_HOST: {
    schema: z.string().refine(isEnterpriseHost).nullable(),
    type: 'a host such as github.example.com or octocorp.ghe.com, without "https://" and path, and empty for github.com',
    description: 'GitHub Enterprise, or another server with the same API.',
  },
  GHE_PROTOCOL: {
    schema: z.enum(['https', 'http']),
    type: 'https or http',
    default: 'https',
    description: 'How to reach GHE_HOST.',
  },
  CLOCK_START: {
    schema: z.iso
      .datetime({ offset: true })
      .transform((instant) => new Date(instant))
      .nullable(),
    type: 'an instant such as 2020-06-01T00:00:00Z',
    description: 'Where the clock of the process starts, for demonstrations. Empty: now.',
  },
  SYNC_INTERVAL_MINUTES: {
    schema: number(1, 1440),
    type: 'a number from 1 to 1440',
    default: '60',
    description: 'The time from one scheduled run of the server to the next.',
  },
  QUIET_SECONDS: {
    schema: number(0, 600),
    type: 'a number from 0 to 600',
    default: '10',
    description: 'How long the server waits for a burst of webhooks to end.',
  },
  RUNS_AT_ONCE: {
    schema: number(1, 100).refine(Number.isInteger),
    type: 'a whole number from 1 to 100',
    default: '4',
    description:
      'How many newsletters a process keeps current at the same time; at most half of them, rounded up, are of one account. Runs mostly wait for GitHub.',
  },
  FETCH_TITLES: {
    schema: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .nullable(),
    type: 'true or false',
    description:
      'Whether the server may read pages on the web for the titles of links, and feeds, where the settings of a newsletter ask for it. Empty: for NEWSLETTER_REPOSITORY alone.',
  },
  DATABASE_URL: {
    schema: z
      .string()
      .refine((text) => /^postgres(?:ql)?:$/u.test(URL.canParse(text) ? new URL(text).protocol : ''))
      .nullable(),
    type: 'the address of a PostgreSQL database, for example postgres://user:password@host/newsletters',
    description: 'Where the work waits that several processes share. Empty: it waits in this process alone.',
    isSecret: true,
  },
  ROLE: {
    schema: z.enum(['all', 'web', 'worker']),
    type: 'all, web or worker',
    default: 'all',
    description:
      'What this process does: web takes webhooks, worker keeps newsletters current. Other roles than all need DATABASE_URL.',
  },
  STATUS_TOKEN: {
    schema: z
      .string()
      .regex(/^\S{16,}$/u)
      .nullable(),
    type: 'at least 16 characters without spaces',
    description:
      "Shows private newsletters, and what is wrong, on the server's page to whoever has it. Empty: to nobody.",
    isSecret: true,
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']),
    type: 'fatal, error, warn, info, debug or trace',
    default: 'info',
    description: 'How much is logged.',
  },
  LOG_FORMAT: {
    schema: z.enum(['json', 'text']).nullable(),
    type: 'json or text',
    description:
      'How the server logs: JSON, a line each, for machines, or text for people. Empty: text on a terminal, else JSON.',
  },
  SENTRY_DSN: {
    schema: z.url({ protocol: /^https?$/u }).nullable(),
    type: 'the address that Sentry gives a project',
    description:
      'Where the server reports errors, beside its log. Needs the package @sentry/node, which you install. Empty: nowhere.',
    isSecret: true,
  },
  PORT: {
    schema: number(0, 65535).refine(Number.isInteger),
    type: 'a whole number from 0 to 65535',
    default: '3000',
    description: 'The port of the server. 0: any that is free.',
  },
  HOST: {
    schema: z
      .string()
      .regex(/^[\w.:[\]%-]+$/u)
      .nullable(),
    type: 'an address or the name of a host',
    description: 'Where the server listens. Empty: at all addresses of the machine.',
  },
  WEBHOOK_PATH: {
    schema: z.string().regex(/^\/[^\s?#]*$/u),
    type: 'a path that begins with "/"',
    default: '/api/github/webhooks',
    description: 'Where the server takes webhooks.',
  },
} satisfies Readonly<Record<string, EnvironmentVariable>>;

export type VariableName = keyof typeof environmentVariables;

/** What variables say, by their names. */
export type EnvironmentVariables<Name extends VariableName> = {
  readonly [Each in Name]: z.output<(typeof environmentVariables)[Each]['schema']>;
};

/** `process.env`, or what stands for it. */
export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

/** The trimmed text of a variable or its default; `null`: it has neither. */
export type ReadVariable = (name: VariableName) => string | null;

/** A value, or the sentences that say why there is none. */
export type Checked<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

export function variableReader(source: EnvironmentSource): ReadVariable {
  return (name) => {
    const variable: EnvironmentVariable = environmentVariables[name];
    return source[name]?.trim() || variable.default || null;
  };
}

/** Checks these variables, all at once; the problems stand in the order of .env.example. */
export function checkVariables<Name extends VariableName>(
  names: readonly Name[],
  read: ReadVariable,
): Checked<EnvironmentVariables<Name>> {
  const all = Object.entries<EnvironmentVariable>(environmentVariables) as [
    VariableName,
    EnvironmentVariable,
  ][];
  const checked = all
    .filter(([name]) => names.some((each) => each === name))
    .map(([name, { schema }]) => ({ name, text: read(name), result: schema.safeParse(read(name)) }));
  const problems = checked.flatMap(({ name, text, result }) =>
    result.success ? [] : [variableProblem(name, text)],
  );
  if (problems.length > 0) return { problems };
  return {
    value: Object.fromEntries(
      checked.map(({ name, result }) => [name, result.data]),
    ) as EnvironmentVariables<Name>,
  };
}

/** "APP_ID must be …", and what it is instead unless it is a secret. `null` stands for a variable that is missing. */
export function variableProblem(name: VariableName, text: string | null): string {
  const { type, isSecret = false }: EnvironmentVariable = environmentVariables[name];
  if (text === null) return `${name} is missing: set it to ${type}.`;
  return `${name} must be ${type}${isSecret ? '' : `, not ${quote(text)}`}.`;
}

export function withVariables(text: string, values: Partial<Readonly<Record<VariableName, string>>>): string {
  return Object.entries(values).reduce((file, [name, value]) => {
    const line = `${name}="${value.trimEnd().replaceAll('\n', '\\n')}"`;
    const present = new RegExp(`^${name}=(?:"[^"]*"|'[^']*'|.*)$`, 'mu');
    if (present.test(file)) return file.replace(present, () => line);
    return `${file}${file === '' || file.endsWith('\n') ? '' : '\n'}${line}\n`;
  }, text);
}

/**
 * The PEM text of an RSA private key that stands in a variable: as it is, with `\n` for line ends, or in base64. `null`:
 * it is not such a key.
 */
export function privateKeyPem(text: string): string | null {
  const decoded = text.includes('-----BEGIN') ? text : Buffer.from(text, 'base64').toString('utf8');
  const pem = decoded.replaceAll('\\n', '\n').trim();
  return isRsaPrivateKey(pem) ? `${pem}\n` : null;
}

/** Whether the text is a key, or a part of one, where the path of its file should be. */
function isKeyItself(text: string): boolean {
  return text.includes('-----BEGIN') || privateKeyPem(text) !== null;
}

function isRsaPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom' });
  return z.NEVER;
}

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
