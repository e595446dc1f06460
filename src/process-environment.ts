import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { type AppManifest, parseAppManifest } from './config/app-manifest.js';
import {
  type CommandSettings,
  type Environment,
  type PrivateKey,
  readEnvironment,
  type ServerSettings,
} from './config/environment.js';
import { privateKeyPem } from './config/environment-variables.js';
import type { Log } from './github/connection/client.js';
import type { Identity } from './github/connection/connector.js';
import { ActionNeeded, explain, maskSecrets } from './github/connection/errors.js';
import { codeBlock } from './replies/comments/answer-lines.js';
import { failureReport, lineLog } from './server/line-log.js';

/** Adds the variables of the file `.env`, if there is one; those of the process go before. Throws `ActionNeeded` where it is none. */
export function loadEnvironmentFile(): void {
  if (!existsSync('.env')) return;
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    throw new ActionNeeded('.env cannot be read. Check that it is a file, and that this user may read it.', {
      cause: error,
    });
  }
}

/** The settings of a command; `newsletter`: the one that the command line names. Throws `ActionNeeded` where they are wrong. */
export function readCommandSettings(newsletter?: string): CommandSettings {
  loadEnvironmentFile();
  const named = newsletter === undefined ? {} : { NEWSLETTER_REPOSITORY: newsletter };
  const environment = readEnvironment({ ...process.env, ...named }, { for: 'command' });
  return settingsOf(environment, hintAtOption(newsletter));
}

/** The settings of the server. Throws `ActionNeeded` where they are wrong. */
export function readServerSettings(): ServerSettings {
  loadEnvironmentFile();
  return settingsOf(readEnvironment(process.env, { for: 'server' }));
}

/** What keeps the server from starting with these variables; `null`: the process is the Action, beside which none runs. */
export function readServerProblems(): readonly string[] | null {
  if (isAction()) return null;
  const environment = readEnvironment(process.env, { for: 'server' });
  return environment.kind === 'invalid' ? environment.problems : [];
}

function settingsOf<Settings>(environment: Environment<Settings>, hints: readonly string[] = []): Settings {
  if (environment.kind === 'valid') return environment.settings;
  throw new ActionNeeded([...environment.problems, ...hints, ...hintAtSetup()].join('\n'));
}

/** What helps on a server for many newsletters, whose .env names none of them. */
function hintAtOption(newsletter: string | undefined): readonly string[] {
  const { NEWSLETTER_REPOSITORY, GITHUB_ACTIONS } = process.env;
  if (newsletter !== undefined || NEWSLETTER_REPOSITORY || GITHUB_ACTIONS) return [];
  return ['You can also name the newsletter in the command: add --newsletter owner/name.'];
}

/** What helps who has no credentials yet, or is in another folder; none where a workflow runs the process. */
function hintAtSetup(): readonly string[] {
  const { APP_ID, GITHUB_TOKEN, GITHUB_ACTIONS } = process.env;
  if (existsSync('.env') || APP_ID || GITHUB_TOKEN || GITHUB_ACTIONS) return [];
  return [
    'There is no .env in this folder. `this-month-bot setup` registers an App and writes one; or run the command in the folder that has it.',
  ];
}

/** Where somebody can answer. */
export interface Terminal {
  /** Asks until `problemOf` finds nothing wrong with the answer. Throws `ActionNeeded` when somebody ends it. */
  ask(question: string, problemOf: (answer: string) => string | null): Promise<string>;
  close(): void;
}

/** `null`: nobody is there to answer, as in a script. */
export function openTerminal(): Terminal | null {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return null;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  return {
    async ask(question, problemOf) {
      for (;;) {
        const answer = await lines.question(`${question}\n> `, { signal: ended.signal }).catch(() => null);
        if (answer === null) throw new ActionNeeded('Nothing was set up.');
        const problem = problemOf(answer.trim());
        if (problem === null) return answer.trim();
        process.stdout.write(`${problem}\n`);
      }
    },
    close: () => lines.close(),
  };
}

/** The App as this version of the bot needs it. */
export function readAppManifest(): AppManifest {
  return parseAppManifest(readOwnFile('app.yml'));
}

/** This version of the bot. */
export function readVersion(): string {
  return JSON.parse(readOwnFile('package.json')).version;
}

/** A file at the root of the package, wherever the process runs. */
function readOwnFile(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

/** Whether a step of a workflow on GitHub Actions runs the process, which shows a summary. */
export function hasJobSummary(): boolean {
  return Boolean(process.env.GITHUB_STEP_SUMMARY);
}

/** What the runner takes for a summary (docs.github.com, "Workflow commands"): a longer one fails the step. */
const LONGEST_SUMMARY = 1024 * 1024;

/** In bytes, for the sentences that say that something was too long. */
const ROOM_LEFT = 16 * 1024;

/** Adds Markdown to the summary of the job; nothing where there is none. */
export function addToJobSummary(markdown: string): void {
  const { GITHUB_STEP_SUMMARY: file } = process.env;
  if (!file) return;
  const before = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const isTooLong = before + Buffer.byteLength(markdown) >= LONGEST_SUMMARY - ROOM_LEFT;
  appendFileSync(file, `${isTooLong ? 'This is too long to be shown here; the log has it.' : markdown}\n`);
}

/** Adds lines of the log to the summary of the job, as code: what strangers wrote stays text. Long lines are broken. */
export function addTextToJobSummary(text: string): void {
  const lines = maskSecrets(text)
    .trimEnd()
    .replace(/(?=.{121})(.{1,120}) /g, '$1\n');
  addToJobSummary(`${codeBlock(lines, 'text')}\n`);
}

/** The log of a command, on standard error. The summary of the job shows its warnings, too. */
export function commandLog({ logLevel }: CommandSettings): Log {
  const log = lineLog(process.stderr, logLevel);
  return {
    ...log,
    progress: (message) => log.info(message),
    warn: (message) => {
      log.warn(message);
      addTextToJobSummary(`warning: ${message}`);
    },
  };
}

/** Says why the command failed, in the log and in the summary of the job, and has the process end as failed. */
export function reportFailure(error: unknown): void {
  process.stderr.write(nameInputs(failureReport(error, process.env.LOG_LEVEL)));
  addTextToJobSummary(nameInputs(explain(error)));
  process.exitCode = 1;
}

/** The variables that the Action sets by its inputs. */
const INPUTS: Readonly<Record<string, string>> = {
  GITHUB_TOKEN: 'token',
  APP_ID: 'app-id',
  PRIVATE_KEY: 'private-key',
  NEWSLETTER_REPOSITORY: 'newsletter',
};

function isAction(): boolean {
  return process.env.INPUT_COMMAND !== undefined;
}

/** The sentences with the inputs of the Action in place of variables, if the process is the Action: nobody sets those there. */
export function nameInputs(sentences: string): string {
  if (!isAction()) return sentences;
  return sentences
    .replace(' or PRIVATE_KEY_PATH', '')
    .replace(
      new RegExp(`\\b(?:${Object.keys(INPUTS).join('|')})\\b`, 'g'),
      (name) => `the input "${INPUTS[name]}"`,
    )
    .replace(/(^|\. )the input/gm, '$1The input');
}

/** Sets outputs of the step, by name; nothing where no workflow runs the process. */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  const { GITHUB_OUTPUT: file } = process.env;
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value.replace(/\s/g, ' ')}\n`);
  if (file) appendFileSync(file, lines.join(''));
}

/** Whom the credentials of a command are of. Throws as `readPrivateKey` does. */
export function readIdentity({ credentials }: CommandSettings): Identity {
  if (credentials.kind === 'token') return credentials;
  return { ...credentials, privateKey: readPrivateKey(credentials.privateKey) };
}

/** The App's private key as PEM. Throws `ActionNeeded` when its file cannot be read or holds none. */
export function readPrivateKey(key: PrivateKey): string {
  if (key.kind === 'pem') return key.pem;
  const pem = privateKeyPem(readKeyFile(key.path));
  if (pem !== null) return pem;
  throw new ActionNeeded(
    `${key.path} holds no RSA private key. Set PRIVATE_KEY_PATH to the .pem file that GitHub made for the App.`,
  );
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ActionNeeded(`The private key ${path} cannot be read. Check PRIVATE_KEY_PATH.`, {
      cause: error,
    });
  }
}
