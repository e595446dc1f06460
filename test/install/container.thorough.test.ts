import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { PRIVATE_KEY, SECRET, until } from '../scenarios/server-story.js';
import { NEWS, type Story, startStory } from '../scenarios/story.js';

jest.setTimeout(600_000);

/** A line of the Dockerfile, such as `COPY` with `src ./src`. */
interface Instruction {
  readonly name: string;
  readonly words: string;
}

const instructions: readonly Instruction[] = readFileSync('Dockerfile', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, name = '', words = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    return name === '' ? [] : [{ name, words }];
  });

/** The words of the only instruction of this name in the last stage. */
function only(name: string): string {
  const stage = instructions.slice(instructions.findLastIndex((instruction) => instruction.name === 'FROM'));
  const [found, ...others] = stage.filter((instruction) => instruction.name === name);
  expect(others).toEqual([]);
  return found?.words ?? '';
}

/** Somebody who owns none of the files, as `USER` makes the process; a process of another user cannot become one. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

let work: string;
let story: Story;

/** Does what an engine would, each stage in an empty folder of its own that stands for `/`. Returns the last one. */
function buildImage(): string {
  const stages = new Map<string, string>();
  let root = '';
  let folder = '/';
  for (const { name, words } of instructions) {
    if (name === 'FROM') {
      root = join(work, `stage-${stages.size}`);
      stages.set(/ AS (\w+)$/.exec(words)?.[1] ?? '', root);
      folder = '/';
    }
    if (name === 'WORKDIR') folder = words;
    mkdirSync(join(root, folder), { recursive: true });
    if (name === 'COPY') copy(words, stages, join(root, folder));
    if (name === 'RUN') {
      execFileSync('sh', ['-c', words], {
        cwd: join(root, folder),
        env: { ...process.env, npm_config_prefer_offline: 'true' },
      });
    }
  }
  return join(root, folder);
}

function copy(words: string, stages: ReadonlyMap<string, string>, target: string): void {
  const [, stage, paths = ''] = /^(?:--from=(\w+) )?(.*)$/.exec(words) ?? [];
  const [destination = '', ...sources] = paths.split(' ').reverse();
  for (const source of sources) {
    const from = stage === undefined ? source : join(stages.get(stage) ?? '', source);
    const to = join(target, destination, destination.endsWith('/') ? basename(source) : '');
    cpSync(from, to, { recursive: true });
  }
}

/** Every file with the instant at which it changed. */
function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`).sort();
}

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
  chmodSync(work, 0o755);
  story = await startStory();
  story.github.installApp({ account: 'acme', appId: '12345', slug: 'bot', privateKey: PRIVATE_KEY });
});

afterAll(async () => {
  rmSync(work, { recursive: true, force: true });
  await story.github.stop();
});

describe('the Dockerfile', () => {
  it('has a pinned base, and does not run as root', () => {
    const bases = instructions.filter(({ name }) => name === 'FROM').map(({ words }) => words);
    for (const base of bases) expect(base).toMatch(/^node:\d+-bookworm-slim@sha256:[\da-f]{64}( AS \w+)?$/);
    expect(only('USER')).toBe('node');
  });

  it('copies only what .dockerignore lets through', () => {
    const allowed = readFileSync('.dockerignore', 'utf8').match(/(?<=^!).+$/gm) ?? [];
    const copied = instructions
      .filter(({ name, words }) => name === 'COPY' && !words.startsWith('--from'))
      .flatMap(({ words }) => words.split(' ').slice(0, -1));
    expect([...new Set(copied)].sort()).toEqual([...allowed].sort());
    expect(readFileSync('.dockerignore', 'utf8')).toMatch(/^\*$/m);
  });

  it('makes an image whose server starts, is healthy, writes no file and ends in time', async () => {
    const folder = buildImage();
    expect(readdirSync(join(folder, 'node_modules'))).not.toContain('typescript');
    expect(readdirSync(folder).sort()).toEqual(
      [
        'LICENSE-APACHE',
        'LICENSE-MIT',
        'app.yml',
        'dist',
        'node_modules',
        'package.json',
        'schema.json',
      ].sort(),
    );
    const before = filesIn(folder);
    const environment = {
      NODE_ENV: /NODE_ENV=(\w+)/.exec(only('ENV'))?.[1] ?? '',
      PORT: '0',
      APP_ID: '12345',
      PRIVATE_KEY,
      WEBHOOK_SECRET: SECRET,
      NEWSLETTER_REPOSITORY: NEWS,
      GHE_HOST: story.github.host,
      GHE_PROTOCOL: 'http',
      CLOCK_START: '2020-06-03T08:00:00Z',
    };
    const [node = '', ...words]: readonly string[] = [
      ...JSON.parse(only('ENTRYPOINT')),
      ...JSON.parse(only('CMD')),
    ];
    expect(node).toBe('node');
    const server = spawn(process.execPath, words, { cwd: folder, env: environment, ...NOBODY });
    let said = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
    }
    const [, check = ''] = / CMD (.*)$/.exec(only('HEALTHCHECK')) ?? [];
    const [, ...checkWords]: readonly string[] = JSON.parse(check);
    const health = (port: string) =>
      spawnSync(process.execPath, checkWords, { env: { ...environment, PORT: port } }).status;
    await until('the first run', () => /"msg":"(?:created|unchanged|updated) http/.test(said));
    const [, port = ''] = /Listening on port (\d+)/.exec(said) ?? [];
    expect([health(port), health('1')]).toEqual([0, 1]);
    server.kill('SIGTERM');
    const [status] = await once(server, 'exit');
    expect(status).toBe(0);
    expect(filesIn(folder)).toEqual(before);
  });
});

describe('compose.yaml', () => {
  const { services } = parse(readFileSync('compose.yaml', 'utf8'), { merge: true });

  it('runs both roles on one database, on a file system that is only read', () => {
    expect(services.web.environment).toMatchObject({
      ROLE: 'web',
      DATABASE_URL: services.worker.environment.DATABASE_URL,
    });
    expect(services.worker.environment.ROLE).toBe('worker');
    for (const { read_only, cap_drop, env_file } of [services.web, services.worker]) {
      expect({ read_only, cap_drop, env_file }).toEqual({
        read_only: true,
        cap_drop: ['ALL'],
        env_file: '.env',
      });
    }
    expect(services.web.ports).toEqual([`${services.web.environment.PORT}:${services.web.environment.PORT}`]);
    const { POSTGRES_USER: user, POSTGRES_DB: database } = services.database.environment;
    expect(services.web.environment.DATABASE_URL).toMatch(
      new RegExp(`^postgres://${user}:\\$\\{DATABASE_PASSWORD:.*\\}@database:5432/${database}$`),
    );
  });
});
