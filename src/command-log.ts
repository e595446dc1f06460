import type { Log } from './github/client.js';

/** Where a command reports: standard error, whatever it is. */
export interface LogStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/**
 * Plain lines. On a terminal, a line that only counts on ("Read 100 of 300 …") replaces the one before it.
 * `level` is the lowest that is written.
 */
export function commandLog(stream: LogStream, level: string): Log {
  let last = '';
  const write = (own: string, message: string) => {
    if (LEVELS.indexOf(own) < LEVELS.indexOf(level)) return;
    const shape = message.replace(/\d+/g, '#');
    const over = stream.isTTY === true && shape === last ? '\u001b[1A\u001b[2K' : '';
    last = shape;
    stream.write(`${over}${own === 'info' ? '' : `${own}: `}${message}\n`);
  };
  return {
    debug: (message) => write('debug', message),
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
  };
}
