import {
  type Checked,
  checkVariables,
  type EnvironmentSource,
  type EnvironmentVariables,
  type ReadVariable,
  variableProblem,
  variableReader,
} from './environment-variables.js';

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
  /** Address of GitHub's pages, without a slash at its end. */
  readonly webUrl: string;
  /** The instant at which the clock of the process starts; null: now. */
  readonly clockStart: Date | null;
  readonly logLevel: EnvironmentVariables<'LOG_LEVEL'>['LOG_LEVEL'];
}

/** The operator's settings for the server. */
export interface ServerSettings extends Omit<CommandSettings, 'newsletter' | 'webUrl'> {
  readonly credentials: AppCredentials;
  /** `nameWithOwner` of the only newsletter's repository; `null`: newsletters are found by their settings. */
  readonly newsletter: string | null;
  readonly webhookSecret: string;
  readonly webhookPath: string;
  readonly port: number;
  /** Null: all addresses of the machine. */
  readonly host: string | null;
  readonly syncIntervalMinutes: number;
  readonly quietSeconds: number;
  readonly runsAtOnce: number;
  /** Whether pages are read for their titles, where a newsletter's settings ask for it. */
  readonly fetchTitles: boolean;
  /** Address of a PostgreSQL database; `null`: this process keeps its work itself. */
  readonly databaseUrl: string | null;
  readonly role: EnvironmentVariables<'ROLE'>['ROLE'];
  /** What the server's page shows private newsletters for; `null`: for nothing. */
  readonly statusToken: string | null;
  /** `null`: text on a terminal, else JSON. */
  readonly logFormat: EnvironmentVariables<'LOG_FORMAT'>['LOG_FORMAT'];
  /** Where errors are reported; `null`: nowhere but on the log. */
  readonly sentryDsn: string | null;
}

/** The settings, or everything that is wrong with them: a sentence each, with what to do and without secrets. */
export type Environment<Settings> =
  | { readonly kind: 'valid'; readonly settings: Settings }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** What every process reads besides its credentials. */
const COMMON = ['GHE_HOST', 'GHE_PROTOCOL', 'CLOCK_START', 'LOG_LEVEL'] as const;

/** What a command reads besides its credentials. */
const COMMAND = ['NEWSLETTER_REPOSITORY', ...COMMON] as const;

/** What the server reads besides its credentials and the secret. */
const SERVER = [
  ...COMMON,
  'SYNC_INTERVAL_MINUTES',
  'QUIET_SECONDS',
  'RUNS_AT_ONCE',
  'FETCH_TITLES',
  'DATABASE_URL',
  'ROLE',
  'STATUS_TOKEN',
  'LOG_FORMAT',
  'SENTRY_DSN',
  'PORT',
  'HOST',
  'WEBHOOK_PATH',
] as const;

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
  const variables = checkVariables(COMMAND, read);
  if ('value' in credentials && 'value' in variables) {
    return { kind: 'valid', settings: commandSettings(credentials.value, variables.value) };
  }
  return { kind: 'invalid', problems: [credentials, variables].flatMap(problemsOf) };
}

function serverEnvironment(read: ReadVariable): Environment<ServerSettings> {
  const credentials = appCredentials(read);
  const secret = webhookSecret(read);
  const newsletter = onlyNewsletter(read);
  const variables = checkVariables(SERVER, read);
  const role = roleProblems(read);
  if (
    !('value' in credentials && 'value' in secret && 'value' in newsletter && 'value' in variables) ||
    role.length > 0
  ) {
    const problems = [credentials, secret, newsletter, variables].flatMap(problemsOf);
    return { kind: 'invalid', problems: [...problems, ...role] };
  }
  const settings = {
    ...commonSettings(variables.value),
    credentials: credentials.value,
    newsletter: newsletter.value,
    webhookSecret: secret.value,
    webhookPath: variables.value.WEBHOOK_PATH,
    port: variables.value.PORT,
    host: variables.value.HOST,
    syncIntervalMinutes: variables.value.SYNC_INTERVAL_MINUTES,
    quietSeconds: variables.value.QUIET_SECONDS,
    runsAtOnce: variables.value.RUNS_AT_ONCE,
    fetchTitles: variables.value.FETCH_TITLES ?? newsletter.value !== null,
    databaseUrl: variables.value.DATABASE_URL,
    role: variables.value.ROLE,
    statusToken: variables.value.STATUS_TOKEN,
    logFormat: variables.value.LOG_FORMAT,
    sentryDsn: variables.value.SENTRY_DSN,
  };
  return { kind: 'valid', settings };
}

function commandSettings(
  credentials: Credentials,
  variables: EnvironmentVariables<(typeof COMMAND)[number]>,
): CommandSettings {
  const { NEWSLETTER_REPOSITORY: newsletter, GHE_HOST, GHE_PROTOCOL } = variables;
  const { web: webUrl } = githubAddresses(GHE_HOST, GHE_PROTOCOL);
  return { ...commonSettings(variables), webUrl, credentials, newsletter };
}

function commonSettings({
  GHE_HOST,
  GHE_PROTOCOL,
  CLOCK_START,
  LOG_LEVEL,
}: EnvironmentVariables<(typeof COMMON)[number]>) {
  return {
    baseUrl: githubAddresses(GHE_HOST, GHE_PROTOCOL).api,
    clockStart: CLOCK_START,
    logLevel: LOG_LEVEL,
  };
}

/** The newsletter that a server is for; `null`: for all that it finds. */
function onlyNewsletter(read: ReadVariable): Checked<string | null> {
  if (read('NEWSLETTER_REPOSITORY') === null) return { value: null };
  const named = checkVariables(['NEWSLETTER_REPOSITORY'], read);
  return 'value' in named ? { value: named.value.NEWSLETTER_REPOSITORY } : named;
}

function roleProblems(read: ReadVariable): readonly string[] {
  const role = read('ROLE');
  if ((role !== 'web' && role !== 'worker') || read('DATABASE_URL') !== null) return [];
  return [
    `ROLE=${role} needs DATABASE_URL: web processes and workers share their work in a PostgreSQL database. Set it, or set ROLE to all.`,
  ];
}

/** The credentials of a command: a token, or else the App. */
function commandCredentials(read: ReadVariable): Checked<Credentials> {
  if (read('GITHUB_TOKEN') !== null) {
    const token = checkVariables(['GITHUB_TOKEN'], read);
    return 'value' in token ? { value: { kind: 'token', token: token.value.GITHUB_TOKEN } } : token;
  }
  const app = (['APP_ID', 'PRIVATE_KEY', 'PRIVATE_KEY_PATH'] as const).map(read);
  if (app.some((text) => text !== null)) return appCredentials(read);
  return {
    problems: ['There are no credentials: set GITHUB_TOKEN, or APP_ID with PRIVATE_KEY or PRIVATE_KEY_PATH.'],
  };
}

/** The credentials of the App. */
function appCredentials(read: ReadVariable): Checked<AppCredentials> {
  if (read('PRIVATE_KEY') === null && read('PRIVATE_KEY_PATH') !== null) {
    const app = checkVariables(['APP_ID', 'PRIVATE_KEY_PATH'], read);
    if ('problems' in app) return app;
    const { APP_ID: appId, PRIVATE_KEY_PATH: path } = app.value;
    return { value: { kind: 'app', appId, privateKey: { kind: 'path', path } } };
  }
  const app = checkVariables(['APP_ID', 'PRIVATE_KEY'], read);
  if ('problems' in app) return app;
  const { APP_ID: appId, PRIVATE_KEY: pem } = app.value;
  return { value: { kind: 'app', appId, privateKey: { kind: 'pem', pem } } };
}

/** The secret of the webhooks. Everybody knows "development": Probot takes it where none is set. */
function webhookSecret(read: ReadVariable): Checked<string> {
  const secret = read('WEBHOOK_SECRET');
  if (secret === null) return { problems: [variableProblem('WEBHOOK_SECRET', null)] };
  if (secret !== 'development') return { value: secret };
  return {
    problems: ['WEBHOOK_SECRET must not be "development", which anybody would guess: choose a random one.'],
  };
}

function problemsOf(checked: Checked<unknown>): readonly string[] {
  return 'problems' in checked ? checked.problems : [];
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
