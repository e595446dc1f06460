import { readEnvironment } from './config/environment.js';
import { ActionNeeded } from './github/connection/errors.js';
import { loadEnvironmentFile, readPrivateKey } from './process-environment.js';
import { startClock } from './server/clock.js';
import { failureReport, lineLog } from './server/line-log.js';
import { startServer } from './server/server.js';

/**
 * Starts the server from the environment; SIGTERM and SIGINT end it after the present run, or some seconds later without
 * it. More of them change nothing: npm and a terminal both pass on what one Ctrl+C means.
 */
export async function serve(): Promise<void> {
  loadEnvironmentFile();
  const environment = readEnvironment(process.env, { for: 'server' });
  if (environment.kind === 'invalid') throw new ActionNeeded(environment.problems.join('\n'));
  const { settings } = environment;
  const privateKey = readPrivateKey(settings.credentials.privateKey);
  const clock = startClock(settings.clockStart, () => new Date());
  const log = lineLog(process.stdout, settings.logLevel);
  const server = await startServer(settings, privateKey, clock, log);
  process.stdout.write(
    `Listening on port ${server.port}, keeping ${settings.newsletter ?? 'the newsletters of all installations'} current.\n`,
  );
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info(`${signal}: ending as soon as the present run is done.`);
    server.stop().then((isEnded) => {
      if (!isEnded)
        log.warn(
          'The present run takes too long and is cut off. Nothing is lost: the next start looks again.',
        );
      process.exit(0);
    }, fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

function fail(error: unknown): void {
  process.stderr.write(failureReport(error, process.env.LOG_LEVEL));
  process.exit(1);
}
