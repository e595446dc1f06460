import type { Log } from '../github/connection/client.js';
import { explain, stacksOf } from '../github/connection/errors.js';

/** Where a process reports. */
export interface LogStream {
  readonly isTTY?: boolean;
  /** Of a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** What a line is about, or all lines that are written during some work, in whatever function. */
export interface LogFields {
  /** Its name with owner. */
  readonly newsletter?: string;
  /** Id of the installation that is looked through. */
  readonly installation?: string;
  /** Of a job: `run`, `acknowledge`, … */
  readonly job?: string;
  /** Tells one attempt at a job from all others, in all processes. */
  readonly run?: string;
  /** GitHub's ids of the webhooks that asked for it; they are the same in the process that took them. */
  readonly deliveries?: readonly string[];
}

/** A log that also has errors. */
export interface LineLog extends Log {
  /** `fields`: those of this line alone. */
  info(message: string, fields?: LogFields): void;
  error(message: string): void;
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/**
 * Plain lines. On a terminal, a line of progress that only counts on ("Read 100 of 300 …") replaces the one before it.
 * Lines that the terminal breaks stay. `level` is the lowest that is written. `subject` says what the present work is about, which its lines begin with; '' where
 * that goes without saying.
 */
export function lineLog(stream: LogStream, level: string, subject = () => ''): LineLog {
  let last = '';
  const write = (own: string, message: string) => {
    if (LEVELS.indexOf(own) < LEVELS.indexOf(level)) return;
    const about = subject() === '' ? '' : `${subject()}: `;
    const shape = own === 'info' ? about + message.replace(/\d+/g, '#') : '';
    const over = stream.isTTY === true && shape !== '' && shape === last ? '\u001b[1A\u001b[2K' : '';
    const isBroken = about.length + message.length > (stream.columns ?? Number.POSITIVE_INFINITY);
    last = isBroken ? '' : shape;
    stream.write(`${over}${own === 'info' ? '' : `${own}: `}${about}${message}\n`);
  };
  return {
    debug: (message) => write('debug', message),
    info: (message) => write('info', message),
    warn: (message) => write('warn', message),
    error: (message) => write('error', message),
  };
}

/** What a process says about the error that ended it: sentences, and the stacks only for those who debug. */
export function failureReport(error: unknown, logLevel: string | undefined): string {
  const debugs = logLevel === 'debug' || logLevel === 'trace';
  return `${[explain(error), ...(debugs ? stacksOf(error) : [])].join('\n')}\n`;
}
