import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runMigrations } from 'graphile-worker';
import { Pool } from 'pg';
import { type Postgres, startPostgres } from '../postgres/start-postgres.js';
import { type ServerStory, startServerStory, until } from '../scenarios/server-story.js';
import { MAY_FILE, merged, NEWS } from '../scenarios/story.js';

jest.setTimeout(120_000);

/** The schema with which the first version came. It never changes here: that is what old databases have. */
const FIRST_SCHEMA = `
  create schema this_month_bot;
  create table this_month_bot.newsletters (
    key text primary key,
    installation_id bigint not null,
    newsletter jsonb not null,
    state jsonb not null default '{}'
  );
`;

let postgres: Postgres;
let databaseUrl: string;
let database: Pool;
let world: ServerStory;
let installation: number;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  await postgres.stop();
});

beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
  database = new Pool({ connectionString: databaseUrl });
  // The pool ends before its connections have, which a server that is stopped cuts.
  database.on('error', () => undefined);
  await database.query(FIRST_SCHEMA);
  await runMigrations({ pgPool: database });
  world = await startServerStory();
  world.github.commitFiles(NEWS, {
    files: { '.github/newsletter.yml': 'organization: acme\n' },
    message: 'Have a newsletter',
  });
  [installation = 0] = world.github.world.installations.keys();
  merged(world.story, 10);
});

afterEach(async () => {
  await world.stop();
  await database.end();
});

describe('a database that another version left', () => {
  it('may lack what this version adds to a newsletter', async () => {
    await list('acme/news', { nameWithOwner: NEWS, installationId: installation });
    await list('zed/paper', { nameWithOwner: 'zed/paper', installationId: installation + 1 });
    await world.start({ newsletter: null, databaseUrl, role: 'web' });
    expect(await world.deliver('pull_request', mergeIn('acme/widget'))).toBe(200);
    expect(await keys()).toContain('run:acme/news');
    expect(await keys()).not.toContain('run:zed/paper');
  });

  it('keeps what a later version knows of a newsletter', async () => {
    await database.query(
      "alter table this_month_bot.newsletters add column tier text not null default 'free'",
    );
    await list(
      'acme/news',
      { nameWithOwner: NEWS, installationId: installation, isPrivate: false, collects: null, shape: 'round' },
      { weather: { is: 'fair' } },
    );
    await database.query("update this_month_bot.newsletters set tier = 'paid'");
    await world.start({ newsletter: null, databaseUrl });
    expect(await world.deliver('pull_request', mergeIn('acme/widget'))).toBe(200);
    await until('the end of a run', () => world.ended() > 0);
    await world.settle();
    const { rows } = await database.query('select tier, newsletter, state from this_month_bot.newsletters');
    expect(rows).toEqual([
      {
        tier: 'paid',
        newsletter: expect.objectContaining({
          shape: 'round',
          collects: { organization: 'acme', watch: [] },
        }),
        state: expect.objectContaining({ weather: { is: 'fair' }, failures: 0 }),
      },
    ]);
  });

  it('leaves jobs alone that a later version alone can do, also beside its own about the same subject', async () => {
    await add('harvest', '[{"kind":"rain"}]', 'harvest:acme/news', 'acme/news');
    await world.start({ newsletter: null, databaseUrl });
    await until('the draft', () => draftOf(world) !== null);
    await world.settle();
    const { rows } = await database.query(
      "select payload, attempts, locked_at from graphile_worker._private_jobs where key = 'harvest:acme/news'",
    );
    expect(rows).toEqual([{ payload: [{ kind: 'rain' }], attempts: 0, locked_at: null }]);
  });

  it('may have jobs for reasons that this version does not know', async () => {
    await list('acme/news', { nameWithOwner: NEWS, installationId: installation });
    await add('run', '[{"kind":"rain"},{"kind":"rerun","by":"ann"}]', 'run:acme/news', 'acme/news');
    await add('run', '{"version":2}', 'run:acme/news:7', 'acme/news');
    await add('acknowledge', '[{"kind":"rain"}]', 'acknowledge:acme/news', 'acme/news');
    await add('discover', '[]', 'discover:all', 'all');
    await world.start({ newsletter: null, databaseUrl });
    await until('the draft', () => draftOf(world) !== null);
    await world.settle();
    expect(world.said.filter((line) => line.startsWith('error'))).toEqual([]);
    expect((await keys()).filter((key) => !/:\d+$/.test(key))).toEqual([]);
  });
});

async function list(key: string, newsletter: object, state: object = {}): Promise<void> {
  await database.query(
    'insert into this_month_bot.newsletters (key, installation_id, newsletter, state) values ($1, $2, $3, $4)',
    [key, 'installationId' in newsletter ? newsletter.installationId : 0, newsletter, state],
  );
}

async function add(kind: string, payload: string, key: string, queue: string): Promise<void> {
  await database.query('select graphile_worker.add_job($1, $2::json, queue_name => $4, job_key => $3)', [
    kind,
    payload,
    key,
    queue,
  ]);
}

/** Of all jobs. */
async function keys(): Promise<readonly string[]> {
  const { rows } = await database.query<{ readonly key: string }>(
    'select key from graphile_worker.jobs order by key',
  );
  return rows.map(({ key }) => key);
}

function draftOf({ github }: ServerStory): string | null {
  return github.readFile(NEWS, 'next', MAY_FILE);
}

function mergeIn(repository: string): object {
  return {
    action: 'closed',
    number: 10,
    pull_request: { number: 10, merged: true, base: { ref: 'main' } },
    repository: { full_name: repository, default_branch: 'main', private: false },
    sender: { type: 'User', login: 'ann' },
    installation: { id: installation },
  };
}
