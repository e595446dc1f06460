import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A program of the benchmark in a process of its own, so that what it takes is its own. */
export interface Child<Reply> {
  /** The next message that it sends, after it was sent one. */
  ask(message: object): Promise<Reply>;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** Starts the program with one argument; resolves with its first message. */
export async function startChild<Ready, Reply = never>(
  program: string,
  argument: object,
): Promise<{ readonly ready: Ready; readonly child: Child<Reply> }> {
  const process = fork(join(import.meta.dirname, `${program}.js`), [JSON.stringify(argument)]);
  const ready = await messageOf<Ready>(process);
  return {
    ready,
    child: {
      ask(message) {
        const reply = messageOf<Reply>(process);
        process.send(message);
        return reply;
      },
      async stop(signal = 'SIGTERM') {
        const exit = once(process, 'exit');
        process.kill(signal);
        await exit;
      },
    },
  };
}

/** Runs the program to its end and returns what it reports. */
export async function runChild<Report>(program: string, argument: object): Promise<Report> {
  const process = fork(join(import.meta.dirname, `${program}.js`), [JSON.stringify(argument)]);
  const exit = once(process, 'exit');
  const report = await messageOf<Report>(process);
  process.disconnect();
  await exit;
  return report;
}

function messageOf<Message>(process: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const failed = (status: number | null) =>
      reject(new Error(`A process of the benchmark ended with ${status}.`));
    process.once('exit', failed);
    process.once('message', (message) => {
      process.off('exit', failed);
      resolve(message as Message);
    });
  });
}
