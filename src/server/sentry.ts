import { ActionNeeded, explain, kindOfError, stacksOf } from '../github/connection/errors.js';
import { presentFields } from './server-log.js';

/** Where errors are reported, beside the log. */
export interface ErrorReports {
  report(error: unknown): void;
  /** Sends what is left, for at most so many milliseconds. */
  flush(milliseconds: number): Promise<unknown>;
}

/** What is used of `@sentry/node`. */
interface Sentry {
  init(options: object): unknown;
  captureException(error: Error, hint: object): unknown;
  flush(milliseconds: number): Promise<unknown>;
}

const PACKAGE: string = '@sentry/node';

const NOT_INSTALLED = `SENTRY_DSN is set, but the package ${PACKAGE} is not installed. Install it beside this-month-bot, or empty SENTRY_DSN.`;

/**
 * Sends errors to Sentry. Its package is no dependency: who wants it installs it. It gets the masked sentence and stack alone,
 * and no more of the process: none of its integrations is on. Throws `ActionNeeded` where the package is missing.
 */
export async function openSentry(
  dsn: string | null,
  load: () => Promise<unknown> = () => import(PACKAGE),
): Promise<ErrorReports | null> {
  if (dsn === null) return null;
  let sentry: Sentry;
  try {
    sentry = (await load()) as Sentry;
  } catch (error) {
    throw new ActionNeeded(NOT_INSTALLED, { cause: error });
  }
  sentry.init({ dsn, defaultIntegrations: false, sendDefaultPii: false });
  return {
    report(error) {
      const kind = kindOfError(error);
      // Editors are told on their draft.
      if (kind === 'editor') return;
      const masked = new Error(explain(error));
      masked.stack = stacksOf(error).join('\n') || masked.message;
      const { deliveries: _, ...tags } = presentFields();
      sentry.captureException(masked, { tags: { kind, ...tags } });
    },
    flush: (milliseconds) => sentry.flush(milliseconds),
  };
}
