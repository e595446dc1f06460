import type { ServerSettings } from './config/environment.js';
import { readPrivateKey, readServerSettings } from './process-environment.js';
import { startClock } from './server/clock.js';
import { passwordsIn } from './server/database.js';
import { failureReport } from './server/line-log.js';
import { type RunningServer, type ServerOptions, startServer } from './server/server.js';
import { openSentry, serverLog } from './server/server-log.js';

/** The server ends by itself within less; process managers wait for 30 seconds at most. In milliseconds. */
const LONGEST_STOP = 19_000;

/** In milliseconds. */
const LONGEST_FLUSH = 2_000;

/**
 * Starts the server from the environment; SIGTERM and SIGINT end it after the present run, or some seconds later without
 * it. More of them change nothing: npm and a terminal both pass on what one Ctrl+C means.
 */
export async function serve(options: Omit<ServerOptions, 'onError'> = {}): Promise<void> {
  const settings = readServerSettings();
  const privateKey = readPrivateKey(settings.credentials.privateKey);
  const clock = startClock(settings.clockStart, () => new Date());
  const secrets = secretsOf(settings, privateKey);
  const log = serverLog(process.stdout, {
    level: settings.logLevel,
    format: settings.logFormat,
    role: settings.role,
    isHosted: settings.newsletter === null,
    clock,
    secrets,
  });
  const reports = await openSentry(settings.sentryDsn, secrets);
  let server: RunningServer | null = null;
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    if (server === null) {
      log.info(`${signal}: ending before the server has started.`);
      process.exit(0);
    }
    log.info(`${signal}: ending when the present runs are done, or after ten seconds.`);
    setTimeout(() => process.exit(1), LONGEST_STOP).unref();
    server.stop().then(async (isEnded) => {
      if (!isEnded)
        log.warn(
          'The present run takes too long and is cut off. Nothing is lost: the next start looks again.',
        );
      await reports?.flush(LONGEST_FLUSH);
      process.exit(0);
    }, fail);
  };
  // Before the start, which may wait for its database: the first process of a container ignores signals that nobody takes.
  process.on('SIGTERM', stop).on('SIGINT', stop);
  server = await startServer(settings, privateKey, clock, log, {
    ...options,
    onError: (error) => reports?.report(error),
  });
  const kept = settings.newsletter ?? 'the newsletters of all installations';
  log.info(`Listening on port ${server.port}, keeping ${kept} current.`);
}

function secretsOf(settings: ServerSettings, privateKey: string): readonly string[] {
  const { webhookSecret, statusToken, databaseUrl } = settings;
  // `pg` takes the password from there where the address has none.
  const passwords = [...(databaseUrl === null ? [] : passwordsIn(databaseUrl)), process.env.PGPASSWORD ?? ''];
  return [webhookSecret, statusToken ?? '', ...passwords, privateKey.trim()];
}

function fail(error: unknown): void {
  process.stderr.write(failureReport(error, process.env.LOG_LEVEL));
  process.exit(1);
}
