import { explain, maskSecrets } from '../github/connection/errors.js';

/** What a process says about the error that ended it: sentences, and the stacks only for those who debug. */
export function failureReport(error: unknown, logLevel: string | undefined): string {
  const debugs = logLevel === 'debug' || logLevel === 'trace';
  return `${[explain(error), ...(debugs ? stacksOf(error) : [])].join('\n')}\n`;
}

/** Where an error and each of its causes came from; nothing for what is no error. */
export function stacksOf(error: unknown): readonly string[] {
  return error instanceof Error ? [maskSecrets(error.stack ?? error.message), ...stacksOf(error.cause)] : [];
}
