import { z } from 'zod';
import { isNameWithOwner } from './github-names.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a command reads besides its credentials. Texts are trimmed; null: absent, and without a default. */
export const commandSchema = z.object({
  NEWSLETTER_REPOSITORY: z.string().refine(isNameWithOwner),
  GHE_HOST: z.string().refine(isEnterpriseHost).nullable(),
  GHE_PROTOCOL: z.enum(['https', 'http']),
  CLOCK_START: z.iso
    .datetime({ offset: true })
    .transform((instant) => new Date(instant))
    .nullable(),
  LOG_LEVEL: z.enum(LOG_LEVELS),
});

/** What the server reads besides its credentials and the secret. */
export const serverSchema = commandSchema.extend({
  SYNC_INTERVAL_MINUTES: number(1, 1440),
  QUIET_SECONDS: number(0, 600),
  PORT: number(0, 65535).refine(Number.isInteger),
  HOST: z
    .string()
    .regex(/^[\w.:[\]%-]+$/u)
    .nullable(),
  WEBHOOK_PATH: z.string().regex(/^\/[^\s?#]*$/u),
});

function number(least: number, greatest: number) {
  return z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,9})?$/u)
    .transform(Number)
    .pipe(z.number().min(least).max(greatest));
}

/** `host` or `host:port`; github.com has its API elsewhere. */
function isEnterpriseHost(text: string): boolean {
  const isHost = /^[^\s/?#@\\]+$/u.test(text) && URL.canParse(`http://${text}`);
  return isHost && !/^(?:www\.|api\.)?github\.com$/iu.test(text);
}
