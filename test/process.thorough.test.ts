import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readEnvironment } from '../src/config/environment.js';
import { listen } from '../src/server/listen.js';
import type { SubmittedManifest } from './fake-github/install-app.js';
import { newPrivateKey } from './fake-github/install-app.js';
import { type ProgramResult, runProgram, startProgram } from './run-program.js';
import { startGate } from './scenarios/gate.js';
import { PRIVATE_KEY, SECRET, sleep, until } from './scenarios/server-story.js';
import { merged, NEWS, type Story, startStory } from './scenarios/story.js';

jest.setTimeout(120_000);

/** Lines of a stack trace. */
const STACK = /^\s+at /m;

let story: Story;
let unreachable: Promise<ProgramResult>;
let swallowed: Readonly<Record<'doctor' | 'report' | 'setup', Promise<ProgramResult>>>;
/** Takes every request, and answers none, as a network that swallows packets. */
let silence: Server;

beforeAll(async () => {
  // The client tries again for some seconds; meanwhile the other tests go on.
  unreachable = command('preview --month 2020-05', {
    GITHUB_TOKEN: 'a-token',
    NEWSLETTER_REPOSITORY: NEWS,
    GHE_HOST: `127.0.0.1:${await freePort()}`,
    GHE_PROTOCOL: 'http',
  });
  silence = createServer(() => undefined);
  const nowhere = {
    NEWSLETTER_REPOSITORY: NEWS,
    GHE_HOST: `127.0.0.1:${await listen(silence, { port: 0, host: '127.0.0.1' })}`,
    GHE_PROTOCOL: 'http',
  };
  const ask = (...words: readonly string[]) =>
    runProgram({
      words,
      environment: { ...(words[0] === 'doctor' && { GITHUB_TOKEN: 'a-token' }), ...nowhere },
    });
  swallowed = {
    doctor: ask('doctor'),
    report: ask('doctor', '--json'),
    setup: ask('setup', 'https://bot.example.org'),
  };
  story = await startStory();
  story.github.installApp({ account: 'acme', appId: '12345', slug: 'bot', privateKey: PRIVATE_KEY });
  merged(story, 10, { title: 'Add a lever' });
});

afterAll(async () => {
  silence.closeAllConnections();
  silence.close();
  expect(story.github.unexpectedRequests).toEqual([]);
  await story.github.stop();
});

async function command(
  words: string,
  environment: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<ProgramResult> {
  return atLeisure(await runProgram({ words: words.split(' '), environment, files }));
}

/** What a program says of waits is left out: on a busy machine, the GitHub of these tests may take its time. */
function atLeisure(result: ProgramResult): ProgramResult {
  return { ...result, stderr: result.stderr.replace(/^GitHub has not answered yet\. .*\n/gm, '') };
}

/** The variables of the story's world on 3 June 2020, without credentials. */
function world(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    NEWSLETTER_REPOSITORY: NEWS,
    GHE_HOST: story.github.host,
    GHE_PROTOCOL: 'http',
    CLOCK_START: '2020-06-03T08:00:00Z',
    ...more,
  };
}

const app = { APP_ID: '12345', PRIVATE_KEY };

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server, { port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const NO_ENV =
  'There is no .env in this folder. `this-month-bot setup` registers an App and writes one; or run the command in the folder that has it.';

describe('a command', () => {
  it('says in a sentence what is wrong with its words', async () => {
    const mistakes = {
      previw: /^error: unknown command 'previw'\n\(Did you mean preview\?\)\n/,
      preview: /^Name the period, for example --period 2020-05\.\n/,
      'sync --month 2020-13':
        /'2020-13' is invalid\. A month is written YYYY-MM, for example 2020-05; other periods /,
      'preview --month 2020-05 --newsletter news':
        /'news' is invalid\. A repository is written owner\/name, /,
    };
    const results = await Promise.all(Object.keys(mistakes).map((words) => command(words)));
    for (const [index, sentence] of Object.values(mistakes).entries()) {
      expect(results[index]).toMatchObject({
        status: 1,
        stdout: '',
        stderr: expect.stringMatching(sentence),
      });
      expect(results[index]?.stderr).not.toMatch(STACK);
    }
  });

  it('says that there are no credentials', async () => {
    expect(await command('sync', { NEWSLETTER_REPOSITORY: NEWS })).toEqual({
      status: 1,
      stdout: '',
      stderr: `There are no credentials: set GITHUB_TOKEN, or APP_ID with PRIVATE_KEY or PRIVATE_KEY_PATH.\n${NO_ENV}\n`,
    });
  });

  it('ends quietly when nobody reads on', async () => {
    const environment = world({ GITHUB_TOKEN: story.github.token, LOG_LEVEL: 'error' });
    const preview = startProgram({ words: ['preview', '--month', '2020-05'], environment });
    preview.stopReading();
    expect(await preview.ended).toMatchObject({ status: 1, stderr: '' });
  });
});

describe('preview', () => {
  const may = 'preview --month 2020-05';
  let runs: Readonly<
    Record<'token' | 'options' | 'app' | 'future' | 'badToken' | 'badKey' | 'noKey', Promise<ProgramResult>>
  >;

  beforeAll(() => {
    const { github } = story;
    github.addOrganization({ login: 'globex' });
    github.addRepository({ nameWithOwner: 'globex/gadget', files: { a: '' } });
    merged(story, 3, { in: 'globex/gadget', title: 'Turn it' });
    const privateKey = newPrivateKey();
    github.installApp({ account: 'acme', appId: '99', slug: 'other', privateKey });
    const token = { GITHUB_TOKEN: github.token };
    // The newsletter is named by the option alone.
    const elsewhere = world({ ...token, NEWSLETTER_REPOSITORY: '' });
    runs = {
      token: command(may, world(token)),
      options: command(`${may} --newsletter ${NEWS} --organization globex`, elsewhere),
      app: command(may, world({ ...app, PRIVATE_KEY: Buffer.from(PRIVATE_KEY).toString('base64') })),
      future: command('preview --month 2020-07', world(token)),
      badToken: command(may, world({ GITHUB_TOKEN: 'ghp_nobody', LOG_LEVEL: 'debug' })),
      badKey: command(may, world({ ...app, PRIVATE_KEY: privateKey })),
      noKey: command(may, world({ APP_ID: '12345', PRIVATE_KEY_PATH: 'key.pem' }), { 'key.pem': 'no key' }),
    };
  });

  it('prints the Markdown and nothing else on stdout, and reports on stderr', async () => {
    const { status, stdout, stderr } = await runs.token;
    expect({ status, stdout }).toEqual({ status: 0, stdout: await story.preview('2020-05') });
    expect(stdout).toContain('- [Add a lever](https://github.com/acme/widget/pull/10)');
    expect(stderr).toContain('Read 1 of 1 merged pull requests.\n');
    expect(story.github.branches(NEWS)).toEqual(['main']);
  });

  it('takes the newsletter and the organization from its options', async () => {
    const { status, stdout } = await runs.options;
    expect(status).toBe(0);
    expect(stdout).toContain('This Month at Acme: May 2020');
    expect(stdout).toContain('- [Turn it](https://github.com/globex/gadget/pull/3)');
    expect(stdout).not.toContain('Add a lever');
  });

  it('works with the App as well, and with its key in base64', async () => {
    expect(await runs.app).toMatchObject({ status: 0, stdout: (await runs.token).stdout });
  });

  it('refuses a month to come, by the clock that starts at CLOCK_START', async () => {
    const { status, stdout, stderr } = await runs.future;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('2020-07 has not begun yet (today is in 2020-06 in UTC).');
    expect(stderr).not.toMatch(STACK);
  });

  it('says what to do about a token that GitHub does not know, never prints it, and shows where if asked', async () => {
    const { status, stdout, stderr } = await runs.badToken;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID');
    expect(stderr).toMatch(STACK);
    expect(stderr).not.toContain('ghp_nobody');
  });

  it('says what to do about the key of another App', async () => {
    expect(await runs.badKey).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.\n',
    });
  });

  it('says what to do about a file that holds no key', async () => {
    expect(await runs.noKey).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'key.pem holds no RSA private key. Set PRIVATE_KEY_PATH to the .pem file that GitHub made for the App.\n',
    });
  });
});

describe('sync', () => {
  it('says on the last line that the draft was created, and where; the month is that of the clock', async () => {
    const environment = world({ APP_ID: '12345', PRIVATE_KEY_PATH: 'key.pem' });
    const { status, stdout } = await command('sync', environment, { 'key.pem': PRIVATE_KEY });
    const [draft] = story.github.pullRequests(NEWS);
    expect(draft?.title).toBe('This Month at Acme: May 2020');
    expect(draft?.author).toBe('bot[bot]');
    expect({ status, last: stdout.split('\n').at(-2) }).toEqual({ status: 0, last: `created ${draft?.url}` });
  });

  it('says that nothing changed, also with a token from the file .env', async () => {
    const { status, stdout } = await command('sync', world({}), {
      '.env': `GITHUB_TOKEN=${story.github.token}\nNEWSLETTER_REPOSITORY=not/this\n`,
    });
    const [draft] = story.github.pullRequests(NEWS);
    expect({ status, stdout }).toEqual({ status: 0, stdout: `unchanged ${draft?.url}\n` });
  });

  it('prints with --dry-run what it would write, and ends like a run', async () => {
    const before = story.github.pullRequests(NEWS);
    const { status, stdout } = await command('sync --dry-run', world({ GITHUB_TOKEN: story.github.token }));
    const [draft] = before;
    expect({ status, last: stdout.split('\n').at(-2) }).toEqual({
      status: 0,
      last: `unchanged ${draft?.url}`,
    });
    expect(stdout).toMatch(/^Show the check run, unless it is there already: .* \(essential\)\n/);
    expect(story.github.pullRequests(NEWS)).toEqual(before);
  });

  it('ends with status 1 when the draft is incomplete', async () => {
    story.github.failGraphql({
      operation: 'Repositories',
      errors: [
        { type: 'FORBIDDEN', path: ['repositoryOwner', 'repositories', 'nodes', 0], message: 'Not today' },
      ],
    });
    const { status, stdout } = await command('sync', world({ GITHUB_TOKEN: story.github.token }));
    const [draft] = story.github.pullRequests(NEWS);
    expect({ status, stdout }).toEqual({ status: 1, stdout: `incomplete ${draft?.url}\n` });
  });
});

describe('check-config', () => {
  it('says that a file is valid, or everything that is wrong with it, or that there is none', async () => {
    const [valid, invalid, missing] = await Promise.all([
      command('check-config a.yml', {}, { 'a.yml': 'branch: draft\n' }),
      command('check-config a.yml', {}, { 'a.yml': 'brunch: draft\nhide:\n  bots: perhaps\n' }),
      command('check-config a.yml'),
    ]);
    expect(valid).toEqual({ status: 0, stdout: 'a.yml is valid.\n', stderr: '' });
    expect(invalid).toMatchObject({ status: 1, stdout: '' });
    expect(invalid?.stderr.split('\n').map((line) => line.slice(0, 8))).toEqual(['a.yml:1:', 'a.yml:3:', '']);
    expect(missing).toEqual({
      status: 1,
      stdout: '',
      stderr: 'The file a.yml cannot be read. Check its name.\n',
    });
  });

  it('says what is wrong with the template, or that it is not there', async () => {
    const config = { 'a.yml': 'template: frame.md\n' };
    const [valid, invalid, missing] = await Promise.all([
      command('check-config a.yml', {}, { ...config, 'frame.md': '{sections}\n' }),
      command('check-config a.yml', {}, { ...config, 'frame.md': '# A\n{mont}\n\n{sections}\n' }),
      command('check-config a.yml', {}, config),
    ]);
    expect(valid).toEqual({ status: 0, stdout: 'a.yml is valid.\n', stderr: '' });
    expect(invalid).toMatchObject({ status: 1, stdout: '' });
    expect(invalid?.stderr).toContain('{mont} in line 2, where {month} may be meant');
    const unchecked = 'The template frame.md is not checked: there is no file frame.md.\n';
    expect(missing).toEqual({ status: 0, stdout: `a.yml is valid.\n${unchecked}`, stderr: '' });
  });
});

describe('the doctor', () => {
  it('prints its table, and exits with 0 where nothing keeps the bot from working', async () => {
    const { status, stdout, stderr } = await command('doctor', world(app));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^GitHub +ok +GitHub answers at http:.*\nclock +warning +The clock is .*\n.*CLOCK_START/,
    );
    expect(stdout).toMatch(/\npage sizes +ok +Pull requests a page: 5: /);
    expect(stdout).toMatch(/\nwrite test +not asked +It writes\./);
    expect(stdout).toMatch(/\n\d+ ok, .*Nothing keeps the bot from working\.\n$/);
  });

  it('exits with 1 where something does, and prints no secret', async () => {
    const [table, report] = await Promise.all([
      command('doctor', world({ GITHUB_TOKEN: 'ghp_nobody' })),
      command('doctor --json', world({ GITHUB_TOKEN: 'ghp_nobody' })),
    ]);
    expect(table).toMatchObject({ status: 1, stderr: '' });
    expect(table.stdout).toMatch(/\ncredentials +problem +GitHub does not accept the token \(401\)/);
    expect(table.stdout).toMatch(/\. The bot cannot work like this\.\n19 more checks wait for that\. .*\n$/);
    expect(report).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse(report.stdout)).toMatchObject({ newsletter: NEWS, as: 'token', isIll: true });
    expect(table.stdout + report.stdout).not.toContain('ghp_nobody');
  });

  it('asks in a sentence for what it needs', async () => {
    const [nothing, nowhere] = await Promise.all([
      command('doctor', world({ NEWSLETTER_REPOSITORY: '', ...app })),
      command('doctor --write-test acme/news', world(app)),
    ]);
    expect(nothing.stderr).toMatch(
      /^NEWSLETTER_REPOSITORY is missing: .*\nYou can also name .*: add --newsletter owner\/name\.\n$/,
    );
    expect(nowhere).toMatchObject({ status: 1 });
    expect(nowhere.stderr).toMatch(/is written owner\/name#number, for example rust-osdev\/homepage#7\./);
  });
});

describe('the server', () => {
  const server = (environment: Readonly<Record<string, string>>) =>
    startProgram({ words: ['serve'], environment: { LOG_FORMAT: 'text', ...environment } });

  it('does not start without its secrets, and names all that is missing', async () => {
    const { status, stdout, stderr } = await server({}).ended;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.split('\n').map((line) => line.replace(/ is missing: .*/, ''))).toEqual([
      'APP_ID',
      'PRIVATE_KEY',
      'WEBHOOK_SECRET',
      NO_ENV,
      '',
    ]);
  });

  it('takes a password for its database that no address can hold, and says that the database is not there', async () => {
    const DATABASE_URL = `postgres://bot:100%@127.0.0.1:${await freePort()}/bot`;
    const { status, stdout, stderr } = await server(world({ ...app, WEBHOOK_SECRET: SECRET, DATABASE_URL }))
      .ended;
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'The database cannot be reached (ECONNREFUSED). Check DATABASE_URL, and that PostgreSQL runs there.\n',
    });
  });

  it('does not start on a port that is taken', async () => {
    const [, port = ''] = story.github.host.split(':');
    const environment = world({ ...app, WEBHOOK_SECRET: SECRET, PORT: port, HOST: '127.0.0.1' });
    expect(await server(environment).ended).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `Port ${port} is taken. Set PORT to another one, or end what listens there.\n`,
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with status 0 at %s, after the present run',
    async (signal) => {
      const gate = await startGate(story.github.baseUrl);
      gate.close();
      const GHE_HOST = new URL(gate.url).host;
      const running = server(
        world({ ...app, WEBHOOK_SECRET: SECRET, GHE_HOST, PORT: '0', HOST: '127.0.0.1' }),
      );
      await until('the first request', () => gate.waiting() === 1);
      const port = /Listening on port (\d+)/.exec(running.stdout())?.[1];
      expect(await (await fetch(`http://127.0.0.1:${port}/ping`)).text()).toBe('PONG');
      running.signal(signal);
      await sleep(100);
      expect(running.stdout()).not.toContain('https:');
      gate.open();
      const { status, stdout, stderr } = await running.ended;
      gate.stop();
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(/\n(?:updated|unchanged) https:\S+\n$/);
    },
  );

  it('ends at SIGTERM, too, while it waits for its database to start', async () => {
    let isAsked = false;
    const database = createTcpServer((socket) => {
      isAsked = true;
      socket.on('error', () => undefined);
    });
    const address = await new Promise<AddressInfo>((resolve) => {
      database.listen(0, '127.0.0.1', () => resolve(database.address() as AddressInfo));
    });
    const DATABASE_URL = `postgres://bot:secret@127.0.0.1:${address.port}/bot`;
    const running = server(world({ ...app, WEBHOOK_SECRET: SECRET, DATABASE_URL }));
    await until('a connection', () => isAsked);
    running.signal('SIGTERM');
    expect(await running.ended).toMatchObject({
      status: 0,
      stdout: 'SIGTERM: ending before the server has started.\n',
      stderr: '',
    });
    database.close();
  });

  it('ends with status 0 too when GitHub does not answer any more, and says that the run was cut off', async () => {
    const gate = await startGate(story.github.baseUrl);
    gate.close();
    const GHE_HOST = new URL(gate.url).host;
    const running = server(world({ ...app, WEBHOOK_SECRET: SECRET, GHE_HOST, PORT: '0', HOST: '127.0.0.1' }));
    await until('the first request', () => gate.waiting() === 1);
    running.signal('SIGTERM');
    const { status, stdout } = await running.ended;
    gate.stop();
    expect(status).toBe(0);
    expect(stdout).toContain('warn: The present run takes too long and is cut off.');
  });
});

describe('setup', () => {
  const address = 'https://bot.example.org';

  async function pageOf(environment: Readonly<Record<string, string>>, ...words: readonly string[]) {
    const PORT = String(await freePort());
    const setup = startProgram({
      words: ['setup', address, ...words],
      environment: { PORT, ...environment },
      files: { '.env': '# The newsletter of Acme\nAPP_ID=\nNEWSLETTER_REPOSITORY=\n' },
    });
    await until('the page', () => setup.stdout().includes('Open http'));
    const root = /Open http:\/\/localhost:\d+(\/[\da-f-]{36}\/) /.exec(setup.stdout())?.[1] ?? '';
    const at = (path: string, init: RequestInit = {}) =>
      fetch(`http://localhost:${PORT}${root}${path}`, { redirect: 'manual', ...init });
    const page = (await (await at('')).text()).replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    const form = new URL(/ action="([^"]*)"/.exec(page)?.[1] ?? '');
    const manifest: SubmittedManifest = JSON.parse(/ value="(.*)">/.exec(page)?.[1] ?? '');
    return { setup, at, form, manifest, PORT, root };
  }

  /** What the page answers to a request with headers that a browser sets itself. */
  function requestStatus(
    port: string,
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      request({ host: 'localhost', port, method, path, headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });
  }

  function enterprise(newsletter: string) {
    return { GHE_HOST: story.github.host, GHE_PROTOCOL: 'http', NEWSLETTER_REPOSITORY: newsletter };
  }

  it('registers the App that app.yml describes, for the organization of the newsletter', async () => {
    const { setup, at, form, manifest, PORT, root } = await pageOf(enterprise(NEWS));
    expect(`${form.origin}${form.pathname}`).toBe(
      `http://${story.github.host}/organizations/acme/settings/apps/new`,
    );
    expect(manifest).toMatchObject({
      public: false,
      url: `http://${story.github.host}/${NEWS}`,
      redirect_url: `http://localhost:${PORT}${root}registered`,
      hook_attributes: { url: `${address}/api/github/webhooks` },
      default_permissions: { contents: 'write', pull_requests: 'write', metadata: 'read' },
      default_events: expect.arrayContaining(['pull_request', 'push']),
    });
    expect(JSON.stringify(manifest)).not.toContain('rust-osdev');

    const code = story.github.submitManifest('acme', manifest);
    const state = form.searchParams.get('state') ?? '';
    const [strange, nameless] = await Promise.all([
      at(`registered?code=${code}&state=guessed`),
      at(`registered?state=${state}`),
    ]);
    expect([strange.status, nameless.status]).toEqual([400, 400]);
    const registered = await at(`registered?code=${code}&state=${state}`);
    expect(registered.status).toBe(302);
    expect(registered.headers.get('location')).toBe(
      'https://github.com/apps/this-month-bot/installations/new',
    );
    const { status, stdout, stderr, files, openFiles } = await setup.ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(openFiles).toEqual([]);
    const [app] = [...story.github.world.apps.values()].filter(({ slug }) => slug === 'this-month-bot');
    const variables = parseEnv(files['.env'] ?? '');
    expect(files['.env']).toMatch(/^# The newsletter of Acme\nAPP_ID="\d+"\nNEWSLETTER_REPOSITORY="/);
    expect(variables).toMatchObject({ APP_ID: app?.appId, NEWSLETTER_REPOSITORY: NEWS });
    const settings = readEnvironment(variables, { for: 'server' });
    expect(settings).toMatchObject({ kind: 'valid', settings: { webhookSecret: `secret${app?.appId}` } });
    expect(stdout).not.toMatch(/BEGIN|secret\d/);
    expect(stdout).toMatch(
      /\nInstall it: https:\/\/github\.com\/apps\/this-month-bot\/installations\/new\nThen: this-month-bot doctor\n$/,
    );
  });

  it.each([
    ['acme', '/organizations/acme/settings/apps/new'],
    ['jane-host', '/settings/apps/new'],
  ])('registers a public App of %s for the newsletters of everybody', async (account, path) => {
    if (account === 'jane-host') story.github.addUser({ login: account });
    const world = { ...enterprise(''), GHE_HOST: story.github.host };
    const { setup, at, form, manifest } = await pageOf(world, '--account', account);
    expect(form.pathname).toBe(path);
    expect(manifest).toMatchObject({ public: true, url: `http://${story.github.host}/${account}` });
    const name = `host-${account}`;
    const code = story.github.submitManifest(account, { ...manifest, name });
    await at(`registered?code=${code}&state=${form.searchParams.get('state')}`);
    const { status, stdout, files } = await setup.ended;
    expect(status).toBe(0);
    expect(parseEnv(files['.env'] ?? '')).toMatchObject({
      APP_ID: expect.stringMatching(/^\d+$/),
      NEWSLETTER_REPOSITORY: '',
    });
    expect(stdout).toMatch(/\nThen: this-month-bot serve\n$/);
  });

  it('redeems a code once, whoever asks how often, and says what to do about one that is used up', async () => {
    const { setup, at, form, manifest, PORT, root } = await pageOf(enterprise(NEWS));
    const state = form.searchParams.get('state');
    const used = await at(`registered?code=used&state=${state}`);
    expect(used.status).toBe(500);
    expect(await used.text()).toMatch(
      /^The App could not be set up\. GitHub does not know this code any more: .* Delete the App at http:\S+\/organizations\/acme\/settings\/apps if it is there, and begin again at the first page\.$/,
    );
    const strange = await (await at('registered?code=used&state=guessed')).text();
    expect(strange).toContain(`Begin again at http://localhost:${PORT}${root}`);
    const code = story.github.submitManifest('acme', { ...manifest, name: 'twice' });
    // Both ask before GitHub has answered.
    story.github.failNext({ delay: 2_000, when: ({ path }) => path.endsWith('/conversions') });
    const twice = await Promise.all([0, 1].map(() => at(`registered?code=${code}&state=${state}`)));
    expect(twice.map(({ status }) => status)).toEqual([302, 302]);
    const { status, stderr, files } = await setup.ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('any more') });
    expect(parseEnv(files['.env'] ?? '')).toMatchObject({ NEWSLETTER_REPOSITORY: NEWS });
  });

  it('takes no App of somebody else, who was signed in, and goes on', async () => {
    story.github.addUser({ login: 'jane-writes' });
    const { setup, at, form, manifest } = await pageOf(enterprise('jane-writes/news'));
    const state = form.searchParams.get('state');
    const register = (owner: string) => {
      const code = story.github.submitManifest(owner, { ...manifest, name: `of-${owner}` });
      return at(`registered?code=${code}&state=${state}`);
    };
    expect(await (await at('')).text()).toContain('signed in to GitHub as jane-writes.');
    expect(await (await register('ann')).text()).toMatch(
      /The App belongs to ann, who is signed in to GitHub, and not to jane-writes\. Delete it \(https:\/\/github\.com\/apps\/of-ann, /,
    );
    expect((await register('jane-writes')).status).toBe(302);
    const { files } = await setup.ended;
    const [app] = [...story.github.world.apps.values()].filter(({ slug }) => slug === 'of-jane-writes');
    expect(parseEnv(files['.env'] ?? '')).toMatchObject({ APP_ID: app?.appId });
  });

  it('registers nothing where it could not write down the key, or where its own address is wrong', async () => {
    const words = ['setup', address, '--newsletter', NEWS];
    const [folder, port, host, own, here] = await Promise.all([
      runProgram({ words, files: { '.env/a': '' } }),
      runProgram({ words, environment: { PORT: '80a' } }),
      runProgram({ words, environment: { ...enterprise(NEWS), HOST: '192.0.2.1', PORT: '0' } }),
      runProgram({ words: ['setup', 'http://localhost:3000', '--newsletter', NEWS] }),
      runProgram({ words: ['setup', 'https://[::1]', '--newsletter', NEWS] }),
    ]);
    expect(folder).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^\.env cannot be read\. .*\n$/),
    });
    expect(port.stderr).toBe('PORT must be a whole number from 0 to 65535, not "80a".\n');
    expect(host.stderr).toMatch(/^The server cannot listen on 192\.0\.2\.1 \(EADDRNOTAVAIL\)\. /);
    expect(own.stderr).toMatch(
      /^GitHub cannot reach localhost, which is each machine's own name\. Give the address/,
    );
    expect(here.stderr).toMatch(/^GitHub cannot reach \[::1\], /);
  });

  /** Runs setup as a person does who types; `script` makes the terminal. */
  function onTerminal(environment: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
    const setup = `${process.execPath} ${join(import.meta.dirname, '../src/cli.js')} setup`;
    const terminal = spawn('script', ['--quiet', '--return', '--command', setup, '/dev/null'], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
    });
    const ended = once(terminal, 'close');
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    return {
      shown: () => shown,
      async type(keys: string, question: string): Promise<void> {
        await until(
          question,
          () => shown.includes(question) && shown.lastIndexOf('> ') > shown.lastIndexOf(question),
        );
        terminal.stdin.write(keys);
      },
      /** What the address shows that the terminal names. */
      async page(): Promise<string> {
        await until('the page', () => shown.includes('to register the App for the organization acme.'));
        const shownAddress = /Open (http:\/\/localhost:\d+\/[\da-f-]{36}\/) /.exec(shown)?.[1] ?? '';
        return (await fetch(shownAddress)).text();
      },
      /** Ctrl+C */
      interrupt: () => terminal.stdin.end('\u0003'),
      async end(): Promise<number | null> {
        await ended;
        rmSync(folder, { recursive: true });
        return terminal.exitCode;
      },
    };
  }

  it('asks on a terminal for what it is not told, and again after a wrong answer', async () => {
    const PORT = String(await freePort());
    const terminal = onTerminal({ ...enterprise(''), PORT });
    await terminal.type('newsletter.example.org\n', 'At which address will GitHub reach the server?');
    await terminal.type(`${address}\n`, 'An address begins with https:// or http://.');
    await terminal.type('news\n', 'Which repository holds the newsletter?');
    await terminal.type(`${NEWS}\n`, 'A repository is written owner/name.\r\n');
    const page = await terminal.page();
    expect(page).toContain(`<h1>Register the App for ${NEWS}</h1>`);
    expect(page).toContain(`Webhooks go to ${address}/api/github/webhooks.`);
    terminal.interrupt();
    await terminal.end();
  });

  it('asks who is to own an App for many newsletters', async () => {
    const PORT = String(await freePort());
    const terminal = onTerminal({ ...enterprise(''), PORT });
    await terminal.type(`${address}\n`, 'At which address will GitHub reach the server?');
    await terminal.type('\n', 'Which repository holds the newsletter?');
    await terminal.type('acme\n', 'Which organization or person is to own the App?');
    expect(await terminal.page()).toContain('<h1>Register the App for acme</h1>');
    terminal.interrupt();
    await terminal.end();
  });

  it('ends with a sentence where nobody answers any more', async () => {
    const terminal = onTerminal({});
    const ctrlD = '\u0004';
    await terminal.type(ctrlD, 'At which address will GitHub reach the server?');
    const status = await terminal.end();
    expect({ status, shown: terminal.shown() }).toEqual({
      status: 1,
      shown: expect.stringMatching(/Nothing was set up\.\r?\n$/),
    });
  });

  it('answers nobody but the operator, whatever page they visit', async () => {
    const { setup, at, form, manifest, PORT, root } = await pageOf(enterprise(NEWS));
    const code = story.github.submitManifest('acme', { ...manifest, name: 'somebody-elses' });
    const state = form.searchParams.get('state') ?? '';
    const done = `${root}registered?code=${code}&state=${state}`;
    const rebound = { host: `evil.example:${PORT}` };
    const foreign = { origin: 'https://evil.example' };
    const statuses = await Promise.all([
      requestStatus(PORT, 'GET', root, rebound),
      requestStatus(PORT, 'GET', done, rebound),
      requestStatus(PORT, 'GET', done, { host: `localhost.evil.example:${PORT}` }),
      requestStatus(PORT, 'GET', done, { host: `localhost@evil.example` }),
      requestStatus(PORT, 'GET', done, foreign),
      requestStatus(PORT, 'GET', done, { origin: 'null' }),
      requestStatus(PORT, 'POST', done, {}),
      requestStatus(PORT, 'POST', '/probot/import', { 'content-type': 'text/plain' }),
    ]);
    expect(statuses).toEqual(statuses.map(() => 403));
    const hidden = ['/', `/registered?code=${code}&state=${state}`, '/probot/import', '/probot/setup'];
    const missing = await Promise.all(hidden.map((path) => requestStatus(PORT, 'GET', path, {})));
    expect(missing).toEqual(hidden.map(() => 404));
    expect((await at('')).headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect(await requestStatus(PORT, 'GET', root, { host: `127.0.0.1:${PORT}` })).toBe(200);
    setup.signal('SIGTERM');
    const { files } = await setup.ended;
    expect(files['.env']).toBe('# The newsletter of Acme\nAPP_ID=\nNEWSLETTER_REPOSITORY=\n');
  });

  it("uses a person's own page for a newsletter of a person", async () => {
    story.github.addUser({ login: 'jane-doe' });
    const { setup, form } = await pageOf(enterprise('jane-doe/news'));
    setup.signal('SIGTERM');
    await setup.ended;
    expect(form.pathname).toBe('/settings/apps/new');
  });

  it('believes the operator where GitHub does not say who owns the newsletter', async () => {
    const { setup, form } = await pageOf({}, '--owner', 'person', '--newsletter', 'jane/news');
    setup.signal('SIGTERM');
    await setup.ended;
    expect(form.href).toMatch(/^https:\/\/github\.com\/settings\/apps\/new\?state=[\da-f-]{36}$/);
  });

  it('sends an organization with data residency to its own host', async () => {
    const { setup, form, manifest } = await pageOf(
      { GHE_HOST: 'octocorp.ghe.com', NEWSLETTER_REPOSITORY: NEWS },
      ...['--owner', 'organization'],
    );
    setup.signal('SIGTERM');
    await setup.ended;
    expect(form.href).toMatch(/^https:\/\/octocorp\.ghe\.com\/organizations\/acme\/settings\/apps\/new\?/);
    expect(manifest).toMatchObject({ url: `https://octocorp.ghe.com/${NEWS}` });
  });

  it('asks for what is missing in a sentence', async () => {
    const words = ['setup', address];
    story.github.failNext({ status: 401, when: ({ path }) => path === '/users/private' });
    const [nowhere, bare, done, nobody, unknown, hidden, both] = await Promise.all([
      runProgram({ words: ['setup'] }),
      runProgram({ words: ['setup', 'bot.example.org', '--newsletter', NEWS] }),
      runProgram({ words, files: { '.env': 'APP_ID=1\n' } }),
      runProgram({ words }),
      runProgram({ words, environment: enterprise('nobody-at-all/news') }),
      runProgram({ words, environment: enterprise('private/news') }),
      runProgram({ words: [...words, '--account', 'acme'], environment: enterprise(NEWS) }),
    ]).then((results) => results.map(atLeisure));
    const failed = (stderr: string) => ({ status: 1, stdout: '', stderr });
    expect(nowhere).toEqual(
      failed(
        'Give the address at which GitHub will reach the server: this-month-bot setup https://newsletter.example.org --newsletter owner/name\n',
      ),
    );
    expect(bare).toEqual(failed(`An address begins with https:// or http://. ${nowhere?.stderr}`));
    expect(done).toEqual(
      failed('The App is set up: there is an APP_ID. Remove it, here or in .env, to register another.\n'),
    );
    expect(nobody).toEqual(
      failed(
        "Name the newsletter's repository: add --newsletter owner/name, for example --newsletter rust-osdev/homepage. To host the App for many newsletters, name the account that is to own it: --account login.\n",
      ),
    );
    expect(unknown).toEqual(failed('GitHub has no account nobody-at-all. Check its name.\n'));
    expect(both).toEqual(
      failed(
        `The App is either for the newsletter ${NEWS} or, with --account, for those of everybody who installs it. Leave one of them out, here or in .env.\n`,
      ),
    );
    expect(hidden?.stderr).toMatch(
      /^GitHub does not say whether private is .*: It tells nothing without credentials \(401\)\.\n.*--owner organization or/,
    );
  });
});

describe('without a network', () => {
  it('a command says where it looked for GitHub', async () => {
    const { status, stdout, stderr } = await unreachable;
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const lines = stderr.replace(/:\d+: .*?\. (?=[A-Z])/g, ': … ').split('\n');
    const reason = 'GitHub could not be reached at http://127.0.0.1: …';
    expect(lines).toEqual([
      ...[1, 4, 9].map((seconds) => `${reason} Trying again in ${seconds} s.`),
      expect.stringContaining(`${reason} Check the network`),
      '',
    ]);
    expect(stderr).not.toMatch(STACK);
  });

  it('the doctor and setup say that they wait, and for how long; a report for a bug has nothing but itself', async () => {
    const { doctor, report, setup } = swallowed;
    const waits = 'GitHub has not answered yet. Waiting for up to 10 s.\n';
    expect(await doctor).toMatchObject({ status: 1, stderr: waits });
    expect((await doctor).stdout).toMatch(
      /^GitHub +problem +GitHub could not be reached at http:.*: GitHub did not/,
    );
    expect(await report).toMatchObject({ status: 1, stderr: '' });
    expect(JSON.parse((await report).stdout).checks[0]).toMatchObject({
      check: 'GitHub',
      verdict: 'problem',
    });
    expect(await setup).toMatchObject({ status: 1, stdout: '' });
    expect((await setup).stderr).toMatch(
      /^GitHub has not answered yet\. .*\nGitHub does not say whether acme is /,
    );
  });
});
