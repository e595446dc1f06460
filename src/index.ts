import { startClock } from './clock.js';
import { readEnvironment } from './config/environment.js';
import { ActionNeeded } from './github/errors.js';
import { loadEnvironmentFile, readPrivateKey } from './process-environment.js';
import { startServer } from './server.js';

/** Starts the server from the environment; SIGTERM and SIGINT end it after the present run. */
async function main(): Promise<void> {
  loadEnvironmentFile();
  const environment = readEnvironment(process.env, { for: 'server' });
  if (environment.kind === 'invalid') throw new ActionNeeded(environment.problems.join('\n'));
  const { settings } = environment;
  const clock = startClock(settings.clockStart, () => new Date());
  const server = await startServer(settings, readPrivateKey(settings.credentials.privateKey), clock);
  process.stdout.write(`Listening on port ${server.port}, keeping ${settings.newsletter} current.\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.stop().then(() => process.exit(0), fail);
    });
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
