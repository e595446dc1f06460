import type { Pool, PoolClient } from 'pg';
import { nameKey, ownerOf } from '../newsletter/activity/names.js';
import { checkDatabase, migrate } from './database.js';
import type { LineLog } from './line-log.js';
import {
  type NewsletterRecord,
  type NewsletterState,
  type NewsletterStore,
  NO_STATE,
  type ServedNewsletter,
} from './newsletter-store.js';

/**
 * Columns are only ever added, with a default, so that processes of the version before and after an upgrade work on one
 * database. `newsletter` and `state` hold what their types have; what a version does not know it leaves as it is.
 */
const MIGRATION = `
  create schema if not exists this_month_bot;
  create table if not exists this_month_bot.newsletters (
    key text primary key,
    installation_id bigint not null,
    newsletter jsonb not null,
    state jsonb not null default '{}'
  );
`;

/** How often the list is read anew even if no other process says that it changed, in milliseconds. */
const READ_EVERY = 5_000;

interface Row {
  readonly newsletter: Partial<ServedNewsletter> & Pick<ServedNewsletter, 'nameWithOwner' | 'installationId'>;
  readonly state: Partial<NewsletterState>;
}

/** The store that several processes share. Throws `ActionNeeded` where the database cannot be reached. */
export async function postgresStore(pool: Pool, log: LineLog): Promise<NewsletterStore> {
  await migrate(pool, () => pool.query(MIGRATION));
  let snapshot = '';
  let all: readonly NewsletterRecord[] = [];
  const readAll = async () => {
    const { rows } = await pool.query<Row>(
      'select newsletter, state from this_month_bot.newsletters order by key',
    );
    const text = JSON.stringify(rows);
    if (text === snapshot) return;
    snapshot = text;
    all = rows.map(toRecord);
  };
  const readAgain = () => readAll().catch((error: Error) => log.debug(error.message));
  await readAll();
  const timer = setInterval(readAgain, READ_EVERY);
  const stopListening = listenForChanges(pool, readAgain, log);

  return {
    all: () => all,
    async read(nameWithOwner) {
      const { rows } = await pool.query<Row>(
        'select newsletter, state from this_month_bot.newsletters where key = $1',
        [nameKey(nameWithOwner)],
      );
      return rows[0] === undefined ? null : toRecord(rows[0]);
    },
    async replace(installationId, newsletters) {
      const byKey = new Map(newsletters.map((each) => [nameKey(each.nameWithOwner), each]));
      const change = await inTransaction(pool, async (client) => {
        const removed = await client.query<Row>(
          'delete from this_month_bot.newsletters where (installation_id = $1) <> (key = any($2)) returning newsletter',
          [installationId, [...byKey.keys()]],
        );
        const added: ServedNewsletter[] = [];
        for (const [key, newsletter] of byKey) {
          const { rows } = await client.query<{ readonly is_new: boolean }>(UPSERT, [
            key,
            installationId,
            newsletter,
          ]);
          if (rows[0]?.is_new === true) added.push(newsletter);
        }
        await client.query(NOTIFY);
        return { added, removed: removed.rows.map(nameOf) };
      });
      await readAll();
      return change;
    },
    async keepOnly(installationIds) {
      const { rows } = await pool.query<Row>(
        'delete from this_month_bot.newsletters where installation_id <> all($1) returning newsletter',
        [installationIds],
      );
      if (rows.length > 0) await pool.query(NOTIFY);
      await readAll();
      return rows.map(nameOf);
    },
    async remember(nameWithOwner, change) {
      await pool.query('update this_month_bot.newsletters set state = state || $2::jsonb where key = $1', [
        nameKey(nameWithOwner),
        change,
      ]);
    },
    check: () => checkDatabase(pool),
    async stop() {
      clearInterval(timer);
      await stopListening();
    },
  };
}

/** `xmax` is 0 in a row that was inserted, not updated. */
const UPSERT = `
  insert into this_month_bot.newsletters as listed (key, installation_id, newsletter) values ($1, $2, $3)
  on conflict (key) do update set newsletter = listed.newsletter || excluded.newsletter
  returning xmax = 0 as is_new
`;

const CHANNEL = 'this_month_bot_newsletters';
const NOTIFY = `notify ${CHANNEL}`;

/** With what the version that wrote the row did not know yet; the next discovery finds it. */
function toRecord({ newsletter, state }: Row): NewsletterRecord {
  const collects = { organization: ownerOf(newsletter.nameWithOwner), watch: [] };
  return {
    newsletter: { isPrivate: true, collects, ...newsletter },
    state: { ...NO_STATE, ...state },
  };
}

function nameOf({ newsletter }: Row): string {
  return newsletter.nameWithOwner;
}

async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // The connection is closed, which takes everything back.
    client.release(true);
    throw error;
  }
}

/** In milliseconds. */
const LISTEN_AGAIN_AFTER = 1_000;

/** Calls back whenever another process changed the list, and after each time that this was not to be heard. */
function listenForChanges(pool: Pool, callback: () => void, log: LineLog): () => Promise<void> {
  let isStopped = false;
  let client: PoolClient | null = null;
  let timer: NodeJS.Timeout | null = null;
  const again = (error: Error) => {
    log.debug(`The server does not hear of changes to the list of newsletters: ${error.message}`);
    client?.release(true);
    client = null;
    if (!isStopped) timer = setTimeout(listen, LISTEN_AGAIN_AFTER);
  };
  const listen = async () => {
    try {
      client = await pool.connect();
      client.on('error', again);
      client.on('notification', callback);
      await client.query(`listen ${CHANNEL}`);
      callback();
    } catch (error) {
      again(error as Error);
    }
  };
  void listen();
  return async () => {
    isStopped = true;
    if (timer !== null) clearTimeout(timer);
    client?.release(true);
    client = null;
  };
}
