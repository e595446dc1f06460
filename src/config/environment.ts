import type { z } from 'zod';
import {
  type AppCredentials,
  appCredentials,
  type Checked,
  type Credentials,
  commandCredentials,
  problemsOf,
  type ReadVariable,
  webhookSecret,
} from './credentials.js';
import {
  commandSchema,
  environmentVariables,
  type LogLevel,
  serverSchema,
  variableProblem,
} from './environment-variables.js';

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

/** `process.env`, or what stands for it. */
export type EnvironmentSource = Readonly<Record<string, string | undefined>>;

/** The settings, or everything that is wrong with them: a sentence each, with what to do and without secrets. */
export type Environment<Settings> =
  | { readonly kind: 'valid'; readonly settings: Settings }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Reads the operator's settings. The server needs the App and a webhook secret; a command takes a token as well. */
export function readEnvironment(
  source: EnvironmentSource,
  use: { readonly for: 'server' },
): Environment<ServerSettings>;
export function readEnvironment(
  source: EnvironmentSource,
  use: { readonly for: 'command' },
): Environment<CommandSettings>;
export function readEnvironment(
  source: EnvironmentSource,
  use: { readonly for: 'server' | 'command' },
): Environment<ServerSettings | CommandSettings> {
  const read = variableReader(source);
  return use.for === 'server' ? serverEnvironment(read) : commandEnvironment(read);
}

function commandEnvironment(read: ReadVariable): Environment<CommandSettings> {
  const credentials = commandCredentials(read);
  const variables = check(commandSchema, read);
  if ('value' in credentials && 'value' in variables) {
    return { kind: 'valid', settings: commandSettings(credentials.value, variables.value) };
  }
  return { kind: 'invalid', problems: [credentials, variables].flatMap(problemsOf) };
}

function serverEnvironment(read: ReadVariable): Environment<ServerSettings> {
  const credentials = appCredentials(read);
  const secret = webhookSecret(read);
  const variables = check(serverSchema, read);
  if (!('value' in credentials && 'value' in secret && 'value' in variables)) {
    return { kind: 'invalid', problems: [credentials, secret, variables].flatMap(problemsOf) };
  }
  const settings = {
    ...commandSettings(credentials.value, variables.value),
    webhookSecret: secret.value,
    webhookPath: variables.value.WEBHOOK_PATH,
    port: variables.value.PORT,
    host: variables.value.HOST,
    syncIntervalMinutes: variables.value.SYNC_INTERVAL_MINUTES,
    quietSeconds: variables.value.QUIET_SECONDS,
  };
  return { kind: 'valid', settings };
}

function commandSettings<Credentials>(credentials: Credentials, variables: z.output<typeof commandSchema>) {
  const { NEWSLETTER_REPOSITORY, GHE_HOST, GHE_PROTOCOL, CLOCK_START, LOG_LEVEL } = variables;
  return {
    credentials,
    newsletter: NEWSLETTER_REPOSITORY,
    baseUrl: githubAddresses(GHE_HOST, GHE_PROTOCOL).api,
    clockStart: CLOCK_START,
    logLevel: LOG_LEVEL,
  };
}

/**
 * GitHub's addresses for people and of its REST API, without a slash at their ends. Octokit derives that of GraphQL: from
 * `/api/v3` it comes to `/api/graphql`, else it appends `/graphql`, as GitHub has it in each case (docs.github.com, "API
 * access" of GitHub Enterprise Cloud with data residency: `https://api.SUBDOMAIN.ghe.com`).
 */
export function githubAddresses(
  host: string | null,
  protocol: string,
): { readonly web: string; readonly api: string } {
  if (host === null) return { web: 'https://github.com', api: 'https://api.github.com' };
  const residency = /^(?:api\.)?([a-z\d-]+\.ghe\.com)$/iu.exec(host)?.[1];
  return residency === undefined
    ? { web: `${protocol}://${host}`, api: `${protocol}://${host}/api/v3` }
    : { web: `https://${residency}`, api: `https://api.${residency}` };
}

function check<Schema extends z.ZodObject>(schema: Schema, read: ReadVariable): Checked<z.output<Schema>> {
  const names = environmentVariables.map(({ name }) => name).filter((name) => name in schema.shape);
  const checked = schema.safeParse(Object.fromEntries(names.map((name) => [name, read(name)])));
  if (checked.success) return { value: checked.data };
  const wrong = new Set(checked.error.issues.map(({ path }) => path[0]));
  return {
    problems: names.filter((name) => wrong.has(name)).map((name) => variableProblem(name, read(name))),
  };
}

/** Reads single variables: trimmed, and with their defaults. */
export function variableReader(source: EnvironmentSource): ReadVariable {
  return (name) => {
    const text = source[name]?.trim();
    if (text !== undefined && text !== '') return text;
    return environmentVariables.find((variable) => variable.name === name)?.default || null;
  };
}
