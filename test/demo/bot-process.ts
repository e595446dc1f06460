import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The real bot in a process of its own. */
export interface BotProcess {
  readonly port: number;
  /** Everything that it logged so far. */
  log(): string;
  /** Ends it as an operator would, with SIGTERM; resolves with its exit status. */
  stop(): Promise<number | null>;
}

const BOT = join(import.meta.dirname, 'bot.js');

/** Starts the server with these variables alone; rejects with its log when it does not come up. `sites`: where the web is. */
export async function startBot(
  environment: Readonly<Record<string, string>>,
  sites: string,
): Promise<BotProcess> {
  const own: Readonly<Record<string, string>> = { PORT: '0', HOST: '127.0.0.1', LOG_FORMAT: 'text' };
  const child = spawn(process.execPath, [BOT, sites], {
    env: { PATH: process.env.PATH, ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const port = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      log += chunk.toString();
      const listening = /Listening on port (\d+)/.exec(log)?.[1];
      if (listening !== undefined) resolve(Number(listening));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`The bot did not start:\n${log}`)));
  });
  return { port, log: () => log, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  const [status] = await exit;
  return typeof status === 'number' ? status : null;
}
