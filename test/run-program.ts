import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** How a process ended, and all that it wrote. */
export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** With what is in its folder at the end: name → text. */
export interface EndedProgram extends ProgramResult {
  readonly files: Readonly<Record<string, string>>;
  /** Names of those that other accounts of the machine may read. */
  readonly openFiles: readonly string[];
}

/** A process that runs. */
export interface RunningProgram {
  /** What it wrote to stdout so far. */
  stdout(): string;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
  /** Reads no more of its stdout, as `head` does that has enough. */
  stopReading(): void;
  readonly ended: Promise<EndedProgram>;
}

const CLI = join(import.meta.dirname, '../src/cli.js');

/** A command of ours, and all of the world that it sees. */
export interface ProgramStart {
  readonly words: readonly string[];
  /** The program: the one that was compiled with these tests, unless said otherwise. */
  readonly program?: string;
  /** Every variable of its environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What is in the folder where it runs: name → text. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Starts a program in a process and a folder of its own. */
export function startProgram({
  words,
  program = CLI,
  environment = {},
  files: given = {},
}: ProgramStart): RunningProgram {
  const folder = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
  for (const [name, text] of Object.entries(given)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
    // As `cp` leaves it, whatever the mask of this process.
    chmodSync(join(folder, name), 0o644);
  }
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const end = async (): Promise<EndedProgram> => {
    await once(child, 'close');
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => statSync(join(folder, name)).isFile());
    const left = files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    const openFiles = files.filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0);
    rmSync(folder, { recursive: true });
    return { status: child.exitCode, ...written, files: Object.fromEntries(left), openFiles };
  };
  return {
    stdout: () => written.stdout,
    signal: (name) => child.kill(name),
    stopReading: () => child.stdout.destroy(),
    ended: end(),
  };
}

/** Runs a program to its end. */
export async function runProgram(start: ProgramStart): Promise<ProgramResult> {
  const { files: _, openFiles: __, ...result } = await startProgram(start).ended;
  return result;
}
