import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type ProgramResult, runProgram, startProgram } from '../run-program.js';
import { PRIVATE_KEY, SECRET, until } from '../scenarios/server-story.js';
import { merged, NEWS, type Story, startStory } from '../scenarios/story.js';

jest.setTimeout(300_000);

const VERSION: string = JSON.parse(execFileSync('npm', ['pkg', 'get', 'version'], { encoding: 'utf8' }));

let story: Story;
let work: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
  story = await startStory();
  story.github.installApp({ account: 'acme', appId: '12345', slug: 'bot', privateKey: PRIVATE_KEY });
  merged(story, 10, { title: 'Add a lever' });
});

afterAll(async () => {
  rmSync(work, { recursive: true, force: true });
  expect(story.github.unexpectedRequests).toEqual([]);
  await story.github.stop();
});

function world(more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    NEWSLETTER_REPOSITORY: NEWS,
    GHE_HOST: story.github.host,
    GHE_PROTOCOL: 'http',
    CLOCK_START: '2020-06-03T08:00:00Z',
    ...more,
  };
}

const asServer = () =>
  world({ APP_ID: '12345', PRIVATE_KEY, WEBHOOK_SECRET: SECRET, PORT: '0', HOST: '127.0.0.1' });

/** What comes from npm's cache is not asked for; what is not there needs the registry. */
function npm(folder: string, ...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', [...words, '--prefer-offline', '--no-audit'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm ${words.join(' ')} failed. Can the registry be reached?\n${stderr}`);
  return stdout;
}

describe('the package', () => {
  let files: readonly string[];
  let bin: string;

  beforeAll(() => {
    const packed: readonly {
      readonly filename: string;
      readonly files: readonly { readonly path: string }[];
    }[] = JSON.parse(npm('.', 'pack', '--json', '--ignore-scripts', '--pack-destination', work));
    files = (packed[0]?.files ?? []).map(({ path }) => path);
    const folder = join(work, 'installed');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{}\n');
    // It fails where a dependency asks for another Node than this one, instead of a warning.
    const strictly = ['--omit=dev', '--ignore-scripts', '--engine-strict'];
    npm(folder, 'install', ...strictly, join(work, packed[0]?.filename ?? ''));
    bin = join(folder, 'node_modules/.bin/this-month-bot');
  });

  const command = (words: string, environment = {}, given = {}): Promise<ProgramResult> =>
    runProgram({ program: bin, words: words.split(' '), environment, files: given });

  it('has what runs, and nothing else', () => {
    const others = files.filter((path) => !/^dist\/src\/.*\.js$/.test(path));
    expect([...others].sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE-APACHE',
        'LICENSE-MIT',
        'README.md',
        'app.yml',
        'edition.schema.json',
        'package.json',
        'schema.json',
      ].sort(),
    );
    const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    expect(files.filter((path) => path.startsWith('dist/'))).toHaveLength(sources.length);
    expect(existsSync(join(bin, '../../typescript'))).toBe(false);
  });

  it('is a command by its name', () => {
    expect(execFileSync(bin, ['--version'], { encoding: 'utf8' })).toBe(`${VERSION}\n`);
  });

  it('tells its commands and its version', async () => {
    expect(await command('--version')).toEqual({ status: 0, stdout: `${VERSION}\n`, stderr: '' });
    const { status, stdout } = await command('--help');
    const commands = [...stdout.matchAll(/^ {2}([a-z-]+) /gm)].map(([, name]) => name);
    expect({ status, commands }).toEqual({
      status: 0,
      commands: [
        'init',
        'setup',
        'serve',
        'preview',
        'stats',
        'sync',
        'sources',
        'doctor',
        'check-config',
        'help',
      ],
    });
  });

  it('writes first settings and checks them', async () => {
    const { files: written } = await startProgram({
      program: bin,
      words: ['init', '--organization', 'acme'],
      environment: { PATH: process.env.PATH ?? '' },
    }).ended;
    expect(Object.keys(written).sort()).toEqual(['.github/newsletter-template.md', '.github/newsletter.yml']);
    const config = written['.github/newsletter.yml'] ?? '';
    expect(await command('check-config a.yml', {}, { 'a.yml': config })).toMatchObject({ status: 0 });
  });

  it('asks the doctor, previews and syncs', async () => {
    const environment = world({ GITHUB_TOKEN: story.github.token });
    expect(await command('preview --month 2020-05', environment)).toMatchObject({
      status: 0,
      stdout: await story.preview('2020-05'),
    });
    // The check run reads the dictionary of misspellings.
    const app = world({ APP_ID: '12345', PRIVATE_KEY });
    expect(await command('sync', app)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^created /),
    });
    expect(await command('doctor', app)).toMatchObject({ status: 0 });
  });

  it('serves until it is told to end', async () => {
    const server = startProgram({ program: bin, words: ['serve'], environment: asServer() });
    await until('the server', () => server.stdout().includes('unchanged'));
    server.signal('SIGTERM');
    expect(await server.ended).toMatchObject({ status: 0, stderr: '' });
  });

  it('sets the App up', async () => {
    const setup = startProgram({
      program: bin,
      words: ['setup', 'https://bot.example.org'],
      environment: world({ PORT: '0' }),
    });
    await until('the page', () => setup.stdout().includes('Open http'));
    setup.signal('SIGTERM');
    await setup.ended;
  });
});

describe('a clone', () => {
  let folder: string;

  beforeAll(() => {
    folder = join(work, 'clone');
    mkdirSync(folder);
    for (const path of ['src', 'scripts', 'app.yml', 'package.json', 'package-lock.json', 'tsconfig.json']) {
      cpSync(path, join(folder, path), { recursive: true });
    }
    npm(folder, 'ci', '--omit=dev', '--omit=optional');
  });

  it('is built by `npm ci` without the compiler, and has none afterwards', () => {
    expect(existsSync(join(folder, 'node_modules/typescript'))).toBe(false);
    expect(existsSync(join(folder, 'dist/src/cli.js'))).toBe(true);
  });

  it('starts by `npm start`, and is not compiled again until a source is newer', async () => {
    const built = () => statSync(join(folder, 'dist/src/cli.js')).mtimeMs;
    const before = built();
    const npmCli = execFileSync('sh', ['-c', 'readlink -f "$(command -v npm)"'], { encoding: 'utf8' }).trim();
    const server = startProgram({
      program: npmCli,
      words: ['start', '--prefix', folder],
      environment: asServer(),
    });
    await until('the server', () => server.stdout().includes('Listening on port'));
    server.signal('SIGTERM');
    await server.ended;
    expect(built()).toBe(before);
    const later = new Date(Date.now() + 1000);
    cpSync('src/init.ts', join(folder, 'src/later.ts'));
    utimesSync(join(folder, 'src/later.ts'), later, later);
    npm(folder, 'run', 'build');
    expect(existsSync(join(folder, 'dist/src/later.js'))).toBe(true);
    rmSync(join(folder, 'src/later.ts'));
    npm(folder, 'run', 'build');
    expect(existsSync(join(folder, 'dist/src/later.js'))).toBe(false);
  });

  it('is built by `npm ci --omit=dev`, which may install the compiler without the types to check against', () => {
    const other = join(work, 'other-clone');
    cpSync(folder, other, { recursive: true, filter: (path) => !/\/(?:node_modules|dist)$/.test(path) });
    npm(other, 'ci', '--omit=dev');
    expect(existsSync(join(other, 'dist/src/cli.js'))).toBe(true);
  });

  it('says what to do where it cannot be built', () => {
    rmSync(join(folder, 'dist'), { recursive: true });
    const broken = join(work, 'npm.js');
    writeFileSync(broken, 'process.exit(1);\n');
    const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/build.js')], {
      encoding: 'utf8',
      env: { npm_execpath: broken },
    });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'dist/ is missing or older than the sources, and the compiler could not be fetched. Run npm ci, then npm run build.\n',
    });
    expect(existsSync(join(folder, 'dist'))).toBe(false);
  });
});
