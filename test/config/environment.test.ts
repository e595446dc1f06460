import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../src/config/environment.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const PEM = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const PUBLIC_PEM = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const APP = { APP_ID: '12345', PRIVATE_KEY: PEM };
const NEWSLETTER = { NEWSLETTER_REPOSITORY: 'acme/news' };
const SERVER = { ...APP, ...NEWSLETTER, WEBHOOK_SECRET: 'correct horse' };

function serverSettings(environment: Record<string, string>) {
  const result = readEnvironment({ ...SERVER, ...environment }, { for: 'server' });
  if (result.kind === 'invalid') throw new Error(result.problems.join('\n'));
  return result.settings;
}

function serverProblems(environment: Record<string, string | undefined>) {
  const result = readEnvironment({ ...SERVER, ...environment }, { for: 'server' });
  return result.kind === 'invalid' ? result.problems : [];
}

function commandCredentials(environment: Record<string, string>) {
  const result = readEnvironment({ ...NEWSLETTER, ...environment }, { for: 'command' });
  return result.kind === 'valid' ? result.settings.credentials : result.problems;
}

describe('the settings of the server', () => {
  it('need only the newsletter, the App and the webhook secret', () => {
    expect(serverSettings({})).toEqual({
      credentials: { kind: 'app', appId: 12345, privateKey: { kind: 'pem', pem: PEM } },
      newsletter: 'acme/news',
      baseUrl: 'https://api.github.com',
      clockStart: null,
      logLevel: 'info',
      webhookSecret: 'correct horse',
      webhookPath: '/api/github/webhooks',
      port: 3000,
      host: null,
      syncIntervalMinutes: 60,
      quietSeconds: 10,
      runsAtOnce: 4,
      fetchTitles: true,
      databaseUrl: null,
      role: 'all',
      statusToken: null,
      logFormat: null,
      sentryDsn: null,
    });
  });

  it('are for all newsletters where none is named, and read no pages then unless the operator allows it', () => {
    const settings = { NEWSLETTER_REPOSITORY: '' };
    expect(serverSettings(settings)).toMatchObject({ newsletter: null, fetchTitles: false });
    expect(serverSettings({ ...settings, FETCH_TITLES: 'true' })).toMatchObject({ fetchTitles: true });
    expect(serverProblems({ NEWSLETTER_REPOSITORY: 'news' })).toEqual([
      'NEWSLETTER_REPOSITORY must be the repository of the newsletter as owner/name, for example rust-osdev/homepage, not "news".',
    ]);
  });

  it.each(['web', 'worker'])('share their work in a database in the role %s', (ROLE) => {
    expect(serverProblems({ ROLE })).toEqual([
      `ROLE=${ROLE} needs DATABASE_URL: web processes and workers share their work in a PostgreSQL database. Set it, or set ROLE to all.`,
    ]);
    const DATABASE_URL = 'postgres://bot:secret@db.example/newsletters';
    expect(serverSettings({ ROLE, DATABASE_URL })).toMatchObject({ role: ROLE, databaseUrl: DATABASE_URL });
  });

  it.each(['mysql://db/x', 'db.example', 'postgres//db'])(
    'do not repeat a database address that is none: %s',
    (DATABASE_URL) => {
      const [problem, ...others] = serverProblems({ DATABASE_URL });
      expect(problem).toMatch(/^DATABASE_URL must be the address of a PostgreSQL database/);
      expect(problem).not.toContain(`"${DATABASE_URL}"`);
      expect(others).toEqual([]);
    },
  );

  it('are what the variables say', () => {
    const settings = serverSettings({
      NEWSLETTER_REPOSITORY: 'rust-embedded/blog',
      GHE_HOST: '127.0.0.1:8080',
      GHE_PROTOCOL: 'http',
      CLOCK_START: '2020-05-31T23:59:00+02:00',
      SYNC_INTERVAL_MINUTES: '1440',
      QUIET_SECONDS: '0.25',
      LOG_LEVEL: 'debug',
      PORT: '0',
      HOST: '::1',
      WEBHOOK_PATH: '/',
    });
    expect(settings).toMatchObject({
      newsletter: 'rust-embedded/blog',
      baseUrl: 'http://127.0.0.1:8080/api/v3',
      clockStart: new Date('2020-05-31T21:59:00Z'),
      syncIntervalMinutes: 1440,
      quietSeconds: 0.25,
      logLevel: 'debug',
      port: 0,
      host: '::1',
      webhookPath: '/',
    });
  });

  it('take an empty variable as absent', () => {
    expect(serverSettings({ PORT: ' ', GHE_HOST: '', CLOCK_START: '' })).toEqual(serverSettings({}));
  });

  it.each([
    ['', 'https://api.github.com', 'https://github.com'],
    ['github.example.com', 'https://github.example.com/api/v3', 'https://github.example.com'],
    ['octocorp.ghe.com', 'https://api.octocorp.ghe.com', 'https://octocorp.ghe.com'],
    ['api.octocorp.ghe.com', 'https://api.octocorp.ghe.com', 'https://octocorp.ghe.com'],
    ['Octo-Corp.GHE.com', 'https://api.Octo-Corp.GHE.com', 'https://Octo-Corp.GHE.com'],
    ['ghe.com', 'https://ghe.com/api/v3', 'https://ghe.com'],
    ['a.b.ghe.com', 'https://a.b.ghe.com/api/v3', 'https://a.b.ghe.com'],
    [
      'octocorp.ghe.com.example.org',
      'https://octocorp.ghe.com.example.org/api/v3',
      'https://octocorp.ghe.com.example.org',
    ],
    ['octoghe.com', 'https://octoghe.com/api/v3', 'https://octoghe.com'],
  ])('have the API of the host "%s" at %s, and its pages at %s', (GHE_HOST, baseUrl, webUrl) => {
    expect(serverSettings({ GHE_HOST })).toMatchObject({ baseUrl });
    const command = readEnvironment({ ...NEWSLETTER, GITHUB_TOKEN: 'a-token', GHE_HOST }, { for: 'command' });
    expect(command).toMatchObject({ settings: { baseUrl, webUrl } });
  });

  it('have no newsletter of their own for a command', () => {
    const missing =
      'NEWSLETTER_REPOSITORY is missing: set it to the repository of the newsletter as owner/name, for example rust-osdev/homepage.';
    expect(commandCredentials({ GITHUB_TOKEN: 'ghp_1', NEWSLETTER_REPOSITORY: '' })).toEqual([missing]);
  });

  it('report everything at once', () => {
    const problems = serverProblems({
      APP_ID: undefined,
      PRIVATE_KEY: '',
      WEBHOOK_SECRET: undefined,
      PORT: 'x',
    });
    expect(problems).toEqual([
      'APP_ID is missing: set it to the number of the App.',
      'PRIVATE_KEY is missing: set it to the RSA private key of the App: the text of its .pem file, or that in base64.',
      'WEBHOOK_SECRET is missing: set it to the webhook secret in the settings of the App.',
      'PORT must be a whole number from 0 to 65535, not "x".',
    ]);
  });

  it('do not take a token in place of the App', () => {
    expect(serverProblems({ GITHUB_TOKEN: 'ghp_1', APP_ID: '', PRIVATE_KEY: '' })).toEqual([
      expect.stringMatching(/^APP_ID is missing/),
      expect.stringMatching(/^PRIVATE_KEY is missing/),
    ]);
  });

  it('do not take the webhook secret that Probot assumes', () => {
    expect(serverProblems({ WEBHOOK_SECRET: 'development' })).toEqual([
      'WEBHOOK_SECRET must not be "development", which anybody would guess: choose a random one.',
    ]);
  });

  it.each([
    ['APP_ID', '0'],
    ['APP_ID', 'Iv1.abc'],
    ['NEWSLETTER_REPOSITORY', 'homepage'],
    ['NEWSLETTER_REPOSITORY', 'https://github.com/rust-osdev/homepage'],
    ['GHE_HOST', 'https://github.example.com'],
    ['GHE_HOST', 'github.example.com/api'],
    ['GHE_HOST', 'github.com'],
    ['GHE_PROTOCOL', 'ftp'],
    ['CLOCK_START', '2020-05-31'],
    ['CLOCK_START', '2020-02-30T00:00:00Z'],
    ['CLOCK_START', '2020-05-31T00:00:00'],
    ['SYNC_INTERVAL_MINUTES', '0'],
    ['SYNC_INTERVAL_MINUTES', '1441'],
    ['QUIET_SECONDS', '-1'],
    ['QUIET_SECONDS', '600.1'],
    ['QUIET_SECONDS', '1e2'],
    ['LOG_LEVEL', 'INFO'],
    ['LOG_FORMAT', 'JSON'],
    ['PORT', '65536'],
    ['PORT', '30.5'],
    ['HOST', 'a b'],
    ['WEBHOOK_PATH', 'webhooks'],
    ['WEBHOOK_PATH', '/a?b'],
  ])('refuse %s=%s', (name, value) => {
    const [problem = '', ...others] = serverProblems({ [name]: value });
    expect(problem.startsWith(`${name} must be `)).toBe(true);
    expect(problem.endsWith(`, not "${value}".`)).toBe(true);
    expect(others).toEqual([]);
  });
});

describe('the private key', () => {
  it.each([
    ['as it is', PEM],
    ['without the last line end', PEM.trim()],
    ['with \\n for line ends', PEM.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PEM).toString('base64')],
  ])('may be written %s', (_, text) => {
    expect(serverSettings({ PRIVATE_KEY: text }).credentials.privateKey).toEqual({ kind: 'pem', pem: PEM });
  });

  it('may be PKCS#8', () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(serverSettings({ PRIVATE_KEY: pem }).credentials.privateKey).toEqual({ kind: 'pem', pem });
  });

  it('may be in a file, unless the variable is set too', () => {
    const path = { kind: 'path', path: '/run/key.pem' };
    const own = { PRIVATE_KEY_PATH: '/run/key.pem' };
    expect(serverSettings({ ...own, PRIVATE_KEY: '' }).credentials.privateKey).toEqual(path);
    expect(serverSettings(own).credentials.privateKey).toEqual({ kind: 'pem', pem: PEM });
  });

  it.each([
    ['the key', PEM],
    ['on one line', PEM.replaceAll('\n', '\\n')],
    ['in base64', Buffer.from(PEM).toString('base64')],
    ['a key that was cut', PEM.slice(0, 200)],
  ])('has a path that is not the key itself, which is not printed (%s)', (_, PRIVATE_KEY_PATH) => {
    expect(serverProblems({ PRIVATE_KEY: '', PRIVATE_KEY_PATH })).toEqual([
      'PRIVATE_KEY_PATH must be the path of a .pem file.',
    ]);
  });

  it.each([
    ['a text', 'hunter2 hunter2'],
    ['a public key', PUBLIC_PEM],
    ['a key that was cut', PEM.slice(0, 200)],
    ['a path', '/run/key.pem'],
  ])('must not be %s, and is not printed', (_, text) => {
    expect(serverProblems({ PRIVATE_KEY: text })).toEqual([
      'PRIVATE_KEY must be the RSA private key of the App: the text of its .pem file, or that in base64.',
    ]);
  });
});

describe('the credentials of a command', () => {
  it('are a token', () => {
    expect(commandCredentials({ GITHUB_TOKEN: ' ghp_1\n' })).toEqual({ kind: 'token', token: 'ghp_1' });
  });

  it('are the App where there is no token', () => {
    expect(commandCredentials(APP)).toMatchObject({ kind: 'app', appId: 12345 });
  });

  it('are the token where there are both', () => {
    expect(commandCredentials({ ...APP, GITHUB_TOKEN: 'ghp_1' })).toMatchObject({ kind: 'token' });
  });

  it('are asked for where there are none', () => {
    expect(commandCredentials({})).toEqual([
      'There are no credentials: set GITHUB_TOKEN, or APP_ID with PRIVATE_KEY or PRIVATE_KEY_PATH.',
    ]);
  });

  it('are asked for where half of the App is there', () => {
    expect(commandCredentials({ APP_ID: '1' })).toEqual([expect.stringMatching(/^PRIVATE_KEY is missing/)]);
    expect(commandCredentials({ PRIVATE_KEY_PATH: 'a.pem' })).toEqual([
      expect.stringMatching(/^APP_ID is missing/),
    ]);
  });

  it('are not printed where they are wrong', () => {
    expect(commandCredentials({ GITHUB_TOKEN: 'ghp_1 ghp_2' })).toEqual([
      'GITHUB_TOKEN must be a token, without spaces.',
    ]);
  });

  it('are all that a command asks for: it ignores the settings of the server', () => {
    expect(
      commandCredentials({ GITHUB_TOKEN: 'ghp_1', PORT: 'x', WEBHOOK_SECRET: 'development' }),
    ).toMatchObject({
      kind: 'token',
    });
  });
});
