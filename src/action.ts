import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { environmentVariables } from './config/environment-variables.js';
import { ActionNeeded } from './github/connection/errors.js';
import { CONFIG_PATH } from './github/newsletter/read-newsletter.js';
import { reportFailure } from './process-environment.js';

/** Words of the command line, by the input `command`. */
const COMMANDS: Readonly<Record<string, () => readonly string[]>> = {
  sync: () => ['sync', ...period(), ...(isSet('dry-run') ? ['--dry-run'] : [])],
  preview: () => ['preview', ...requiredPeriod()],
  'check-config': () => ['check-config', settingsFile()],
  doctor: () => ['doctor'],
};

/**
 * The GitHub Action: the inputs of `action.yml` become the variables and the words of a command, which then runs as from the
 * command line. The runner hands inputs on as `INPUT_…` (docs.github.com, "Metadata syntax reference").
 */
async function main(): Promise<void> {
  // Titles and texts of strangers are printed below; none is to be taken for a command of theirs to the runner
  // (docs.github.com, "Workflow commands", on stopping and starting them).
  process.stdout.write(`::stop-commands::${randomUUID()}\n`);
  Object.assign(process.env, variables());
  const name = input('command');
  const words = COMMANDS[name];
  if (words === undefined) {
    const known = Object.keys(COMMANDS).join(', ');
    throw new ActionNeeded(
      `There is no command "${name}". Set the input "command" to one of these: ${known}.`,
    );
  }
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...words());
  await import('./cli.js');
}

/** Every variable of the bot, so that no file `.env` in the workspace says anything: the token must go to GitHub alone. */
function variables(): Readonly<Record<string, string>> {
  const { GITHUB_API_URL: api = '', RUNNER_DEBUG, ...given } = process.env;
  const { host, protocol } = new URL(api);
  const isApp = input('app-id') !== '';
  return {
    ...Object.fromEntries(Object.keys(environmentVariables).map((name) => [name, given[name] ?? ''])),
    ...(RUNNER_DEBUG === '1' ? { LOG_LEVEL: 'debug' } : {}),
    // A workflow's token is there without being asked for, so an App that is named goes first.
    GITHUB_TOKEN: isApp ? '' : input('token'),
    APP_ID: input('app-id'),
    PRIVATE_KEY: input('private-key'),
    PRIVATE_KEY_PATH: '',
    NEWSLETTER_REPOSITORY: input('newsletter'),
    GHE_HOST: host === 'api.github.com' ? '' : host,
    GHE_PROTOCOL: protocol.slice(0, -1),
  };
}

function input(name: string): string {
  return process.env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
}

/** `month` is the older name. */
function period(): readonly string[] {
  const value = input('period') || input('month');
  return value === '' ? [] : ['--period', value];
}

/** Throws `ActionNeeded` where none is set. */
function requiredPeriod(): readonly string[] {
  const words = period();
  if (words.length > 0) return words;
  throw new ActionNeeded('Set the input "period", for example to 2020-05.');
}

/** Throws `ActionNeeded` where the workspace has none. */
function settingsFile(): string {
  if (existsSync(CONFIG_PATH)) return CONFIG_PATH;
  throw new ActionNeeded(
    `There is no ${CONFIG_PATH} in the workspace. Put actions/checkout before this step.`,
  );
}

/** Throws `ActionNeeded` for anything but true and false: `dry-run: yes` must not write. */
function isSet(name: string): boolean {
  const value = input(name);
  if (value === '' || value === 'false') return false;
  if (value === 'true') return true;
  throw new ActionNeeded(`The input "${name}" must be true or false, not "${value}".`);
}

try {
  await main();
} catch (error) {
  reportFailure(error);
}
