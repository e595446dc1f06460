import { describe, expect, it } from '@jest/globals';
import { EditorNeeded } from '../../src/github/connection/errors.js';
import { openSentry, type ServerLogOptions, serverLog, withFields } from '../../src/server/server-log.js';

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc+/=\n-----END RSA PRIVATE KEY-----';

/** A log, and what it wrote. */
function setUp(more: Partial<ServerLogOptions> = {}, isTTY = false) {
  const written: string[] = [];
  const log = serverLog(
    { isTTY, write: (text) => written.push(text) },
    {
      level: 'debug',
      format: null,
      role: 'worker',
      isHosted: false,
      clock: () => new Date('2020-05-20T08:00:00Z'),
      secrets: ['hook secret', 'p@ss/word', 'short'],
      ...more,
    },
  );
  return { log, written, lines: () => written.map((line) => JSON.parse(line)) };
}

describe('the log of a server', () => {
  it('is JSON where there is no terminal: a line each, with time, level and what the work is about', async () => {
    const { log, written, lines } = setUp();
    log.info('before');
    await withFields({ newsletter: 'acme/news', run: 'r1', deliveries: ['d1'] }, async () => {
      log.warn('two\nlines');
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.error('later');
    });
    log.debug('after');
    expect(written.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
    const about = { newsletter: 'acme/news', run: 'r1', deliveries: ['d1'] };
    const common = { time: '2020-05-20T08:00:00.000Z', role: 'worker', pid: expect.any(Number) };
    expect(lines()).toEqual([
      { ...common, hostname: expect.any(String), level: 'info', msg: 'before' },
      { ...common, hostname: expect.any(String), level: 'warn', msg: 'two\nlines', ...about },
      { ...common, hostname: expect.any(String), level: 'error', msg: 'later', ...about },
      { ...common, hostname: expect.any(String), level: 'debug', msg: 'after' },
    ]);
  });

  it('has what a single line is about in that line alone, beside what the work is about', () => {
    const { log, lines } = setUp();
    withFields({ newsletter: 'acme/news' }, () => log.info('taken', { deliveries: ['d1'] }));
    log.info('after');
    expect(lines()).toEqual([
      expect.objectContaining({ msg: 'taken', newsletter: 'acme/news', deliveries: ['d1'] }),
      expect.not.objectContaining({ deliveries: expect.anything() }),
    ]);
  });

  it('keeps work apart that goes on at the same time', async () => {
    const { log, lines } = setUp();
    const work = (run: string) =>
      withFields({ run }, async () => {
        for (let step = 0; step < 5; step += 1) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          log.info(run);
        }
      });
    await Promise.all(['a', 'b', 'c'].map(work));
    expect(lines()).toHaveLength(15);
    expect(lines().filter(({ run, msg }) => run !== msg)).toEqual([]);
  });

  it('is text on a terminal, and whatever LOG_FORMAT says', () => {
    const [terminal, text, json] = [
      setUp({}, true),
      setUp({ format: 'text' }),
      setUp({ format: 'json' }, true),
    ];
    for (const { log } of [terminal, text, json]) log.warn('Mind this.');
    expect([terminal.written, text.written]).toEqual([['warn: Mind this.\n'], ['warn: Mind this.\n']]);
    expect(json.lines()[0]).toMatchObject({ level: 'warn', msg: 'Mind this.' });
  });

  it('says in text which newsletter a line is about, if there may be many, and counts on for each alone', () => {
    const written = (isHosted: boolean) => {
      const { log, written } = setUp({ isHosted }, true);
      withFields({ newsletter: 'acme/news1' }, () => log.info('Read 1 of 2.'));
      withFields({ newsletter: 'acme/news2' }, () => log.info('Read 1 of 2.'));
      withFields({ newsletter: 'acme/news2' }, () => log.info('Read 2 of 2.'));
      withFields({ newsletter: 'acme/news2' }, () => log.warn('Mind this.'));
      log.info('Listening.');
      return written;
    };
    expect(written(true)).toEqual([
      'acme/news1: Read 1 of 2.\n',
      'acme/news2: Read 1 of 2.\n',
      '\u001b[1A\u001b[2Kacme/news2: Read 2 of 2.\n',
      'warn: acme/news2: Mind this.\n',
      'Listening.\n',
    ]);
    expect(written(false).at(3)).toBe('warn: Mind this.\n');
  });

  it('writes what is at least as important as LOG_LEVEL', () => {
    const { log, lines } = setUp({ level: 'warn' });
    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');
    expect(lines().map(({ msg }) => msg)).toEqual(['c', 'd']);
  });

  it.each([
    ['a token in text that was escaped', 'one\\nghs_16C7e42F292c6912E7710c838347Ae178B4a', '16C7e42F292c'],
    [
      'a token in an address',
      'https://a.example/?q=x%3Dghp_16C7e42F292c6912E7710c838347Ae178B4a',
      '16C7e42F292c',
    ],
    ['a fine-grained token behind a word', 'x_github_pat_11ABCDEFG0abcdefghijkl_mnopqrst', '11ABCDEFG0'],
    [
      'a signed token in text that was escaped',
      'one\\neyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE1.c2lnbmVk',
      'c2lnbmVk',
    ],
    ['the private key on one line', KEY.replaceAll('\n', ' '), 'MIIE'],
    ['the private key without line ends', KEY.replaceAll('\n', ''), 'MIIE'],
    ['the private key in base64', Buffer.from(KEY).toString('base64'), 'TUlJ'],
    ['the private key in an address', encodeURIComponent(KEY), 'MIIE'],
    [
      'an encrypted private key',
      KEY.replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0F0E0D0C\n\n'),
      'MIIE',
    ],
    ['a short user and password', 'authorization: Basic Ym90OnB3', 'Ym90OnB3'],
    ['a header as JSON', '{"authorization":"Bearer short"}', 'short'],
    ['a header as Node shows it', "{ Authorization: 'token short' }", 'short'],
    ['a header with a value alone', 'authorization=verysecret', 'verysecret'],
    ['a password with the sign that ends it', 'postgres://bot:what@ever@db/bot', 'ever'],
    ['a password in the query of an address', 'postgres://db/bot?user=bot&password=whatever', 'whatever'],
    ['a password as a variable', 'PGPASSWORD=whatever', 'whatever'],
    ['a secret in an answer of GitHub', '{"webhook_secret":"whatever","id":1}', 'whatever'],
    ['a secret in a form', 'client_id=1&client_secret=whatever&a=b', 'whatever'],
    ['a token in the query of an address', 'GET /x?access_token=whatever', 'whatever'],
  ])('never writes %s', (_, text, secret) => {
    for (const format of ['json', 'text'] as const) {
      const { log, written } = setUp({ format, secrets: [] });
      log.error(`It was ${text}, and so on.`);
      expect(written.join('')).not.toContain(secret);
      expect(written.join('')).toMatch(/It was .*\[…\].*, and so on\./);
    }
  });

  it.each([
    'Fix the token: it was too long',
    'Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.',
    'A webhook was refused: its signature does not fit WEBHOOK_SECRET.',
    'Set the input "token" to it.',
    'Use basic authentication',
    'the laughs_and_coughs_of_everybody_here',
    'See https://github.com/acme/news/pull/7 and mail@example.org',
    'authorization: fix',
    'password = "" is refused',
  ])('leaves words alone that only look like secrets: %s', (text) => {
    const { log, lines } = setUp({ secrets: [] });
    log.info(text);
    expect(lines()[0].msg).toBe(text);
  });

  it.each([
    ['a token of an installation', 'ghs_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a token of a person', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a'],
    ['a fine-grained token', 'github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz'],
    ['the private key', KEY],
    ['the private key with other line ends', KEY.replaceAll('\n', '\\n')],
    ['the webhook secret', 'hook secret'],
    ['the password of the database', 'p@ss/word'],
    ['that password in an address', 'p%40ss%2Fword'],
    ['an address with a password', 'postgres://bot:whatever@db/bot'],
  ])('never writes %s, in any form', (_, secret) => {
    for (const format of ['json', 'text'] as const) {
      const { log, written } = setUp({ format });
      for (const level of ['debug', 'info', 'warn', 'error'] as const)
        log[level](`It was ${secret}, and so on.`);
      expect(written).toHaveLength(4);
      const secretPart = secret.includes('whatever') ? 'whatever' : JSON.stringify(secret).slice(1, -1);
      expect(written.join('')).not.toContain(secretPart);
      expect(written.join('')).not.toContain('MIIE');
      expect(written.join('')).toContain('[…]');
    }
  });

  it('never writes a field that has the name of a secret', () => {
    const { log, written } = setUp();
    withFields({ token: 'abc', request: { authorization: 'def' } } as object, () => log.info('x'));
    expect(written.join('')).not.toMatch(/abc|def/);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({ token: '[…]', request: { authorization: '[…]' } });
  });

  it('leaves words alone that are as short as a short secret', () => {
    const { log, lines } = setUp();
    log.info('in short');
    expect(lines()[0].msg).toBe('in short');
  });
});

/** What stands for the package, and what it was told. */
function fakeSentry() {
  const told: object[] = [];
  const note =
    (name: string) =>
    (...words: unknown[]) => {
      told.push({ [name]: words });
    };
  return { told, init: note('init'), captureException: note('captured'), flush: async () => true };
}

describe('reports to Sentry', () => {
  it('are not made without SENTRY_DSN, and need its package', async () => {
    expect(await openSentry(null, [])).toBeNull();
    await expect(openSentry('https://key@sentry.example/1', [])).rejects.toMatchObject({
      name: 'ActionNeeded',
      message:
        'SENTRY_DSN is set, but the package @sentry/node is not installed. Install it beside this-month-bot, or empty SENTRY_DSN.',
    });
  });

  it('have the masked error and what it was about, but nothing that editors are told', async () => {
    const sentry = fakeSentry();
    const reports = await openSentry('https://key@sentry.example/1', ['hook secret'], async () => sentry);
    const error = new Error('It was ghp_16C7e42F292c6912E7710c838347Ae178B4a or hook secret');
    withFields({ newsletter: 'acme/news', run: 'r1' }, () => reports?.report(error));
    reports?.report(new EditorNeeded('Mend your settings.'));
    expect(sentry.told).toEqual([
      {
        init: [expect.objectContaining({ dsn: 'https://key@sentry.example/1', defaultIntegrations: false })],
      },
      {
        captured: [expect.any(Error), { tags: { kind: 'unexpected', newsletter: 'acme/news', run: 'r1' } }],
      },
    ]);
    const [captured] = (sentry.told[1] as { readonly captured: readonly Error[] }).captured;
    expect(captured?.stack).toMatch(/\n +at /);
    expect(`${captured?.message}${captured?.stack}`).not.toMatch(/ghp_|hook secret/);
  });
});
