import { Pool } from 'pg';
import { ActionNeeded } from '../github/connection/errors.js';
import type { LineLog } from './line-log.js';

/** Connections of one process, beside those that wait for news. */
const MOST_CONNECTIONS = 10;

/** In milliseconds. */
const LONGEST_CONNECTING = 10_000;

/** The passwords that the address has, as they are. */
export function passwordsIn(databaseUrl: string): readonly string[] {
  const { password, searchParams } = new URL(databaseUrl);
  return [decoded(password), ...searchParams.getAll('password')];
}

/** `pg` takes a text as it is, too, where a "%" encodes nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The connections of this process to its database. Lost ones are said on the log, and made anew. */
export function openDatabase(url: string, log: LineLog): Pool {
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: LONGEST_CONNECTING,
    application_name: 'this-month-bot',
  });
  pool.on('error', (error) => log.debug(`A connection to the database was lost: ${error.message}`));
  return pool;
}

/** Any number, the same in all processes. */
const MIGRATION_LOCK = 7_301_518_001;

/** Changes the schema while no other process does. */
export async function migrate(pool: Pool, change: () => Promise<unknown>): Promise<void> {
  await checkDatabase(pool);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await change();
  } finally {
    // The lock ends with the connection.
    client.release(true);
  }
}

/** Fails with a sentence where the database cannot be reached. Its address, which has a password, is never told. */
export async function checkDatabase(pool: Pool): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    throw new ActionNeeded(explain(error), { cause: error });
  }
}

/** Codes of PostgreSQL have five signs (PostgreSQL docs, appendix "PostgreSQL Error Codes"); those of the network are words. */
function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === '28P01' || code === '28000')
    return `PostgreSQL refuses the user or the password of DATABASE_URL (${code}). Check both.`;
  if (code === '3D000') return 'PostgreSQL has no such database (3D000). Create it, or check DATABASE_URL.';
  if (code !== null && /^[\dA-Z]{5}$/.test(code))
    return `PostgreSQL cannot serve the bot (${code}). Its log says why.`;
  const reason = code === null ? '' : ` (${code})`;
  return `The database cannot be reached${reason}. Check DATABASE_URL, and that PostgreSQL runs there.`;
}
