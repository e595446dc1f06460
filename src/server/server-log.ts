import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import type { EnvironmentVariables } from '../config/environment-variables.js';
import { ActionNeeded, explain, kindOfError, maskSecrets, stacksOf } from '../github/connection/errors.js';
import type { Clock } from './clock.js';
import { type LineLog, type LogFields, type LogStream, lineLog } from './line-log.js';

const present = new AsyncLocalStorage<LogFields>();

/** Does the work; the lines that it logs have these fields. */
export function withFields<Result>(fields: LogFields, work: () => Result): Result {
  return present.run(fields, work);
}

/** The fields of the work that is under way. */
function presentFields(): LogFields {
  return present.getStore() ?? {};
}

/** How a server logs. */
export interface ServerLogOptions {
  readonly level: EnvironmentVariables<'LOG_LEVEL'>['LOG_LEVEL'];
  /** `null`: text on a terminal, else JSON. */
  readonly format: 'json' | 'text' | null;
  readonly role: string;
  /** Whether the server may keep many newsletters, so that text says which one a line is about. */
  readonly isHosted: boolean;
  readonly clock: Clock;
  /** Texts that are never written. */
  readonly secrets: readonly string[];
}

/** Fields that are never written, should a line ever have them. */
const SECRET_FIELDS = [
  'token',
  'secret',
  'password',
  'authorization',
  'privateKey',
  'webhookSecret',
  'databaseUrl',
];

/** The log of a server: a line each, in text or as JSON. Secrets are masked in both, by their form and by their text. */
export function serverLog(
  stream: LogStream,
  { level, format, role, isHosted, clock, secrets }: ServerLogOptions,
): LineLog {
  const isText = (format ?? (stream.isTTY === true ? 'text' : 'json')) === 'text';
  const subject = () => (isHosted ? presentFields().newsletter : undefined) ?? '';
  const log = isText ? lineLog(stream, level, subject) : jsonLog(stream, level, role, clock);
  const mask = masking(secrets);
  return {
    debug: (message) => log.debug(mask(message)),
    info: (message, fields) => log.info(mask(message), fields),
    warn: (message) => log.warn(mask(message)),
    error: (message) => log.error(mask(message)),
  };
}

function jsonLog(stream: LogStream, level: ServerLogOptions['level'], role: string, clock: Clock): LineLog {
  const logger = pino(
    {
      level,
      timestamp: () => `,"time":"${clock().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }), bindings: (bindings) => ({ ...bindings, role }) },
      mixin: () => ({ ...presentFields() }),
      redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[…]' },
    },
    { write: (line) => void stream.write(line) },
  );
  return {
    debug: (message) => logger.debug(message),
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message) => logger.warn(message),
    error: (message) => logger.error(message),
  };
}

/** A shorter secret stands in ordinary words, too. In characters. */
const SHORTEST_SECRET = 8;

/** Masks what has the form of a credential, and these texts, as they are and as an address holds them. */
function masking(secrets: readonly string[]): (text: string) => string {
  const own = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .filter((secret) => secret.length >= SHORTEST_SECRET);
  return (text) => own.reduce((masked, secret) => masked.replaceAll(secret, '[…]'), maskSecrets(text));
}

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
  secrets: readonly string[],
  load: () => Promise<unknown> = () => import(PACKAGE),
): Promise<ErrorReports | null> {
  if (dsn === null) return null;
  let sentry: Sentry;
  try {
    sentry = (await load()) as Sentry;
  } catch (error) {
    throw new ActionNeeded(NOT_INSTALLED, { cause: error });
  }
  const mask = masking(secrets);
  sentry.init({ dsn, defaultIntegrations: false, sendDefaultPii: false });
  return {
    report(error) {
      const kind = kindOfError(error);
      // Editors are told on their draft.
      if (kind === 'editor') return;
      const masked = new Error(mask(explain(error)));
      masked.stack = mask(stacksOf(error).join('\n')) || masked.message;
      const { deliveries: _, ...tags } = presentFields();
      sentry.captureException(masked, { tags: { kind, ...tags } });
    },
    flush: (milliseconds) => sentry.flush(milliseconds),
  };
}
