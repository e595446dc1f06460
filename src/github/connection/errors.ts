import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import { answeredInPart, HAD_TROUBLE } from '../../replies/gaps.js';
import {
  BAD_CREDENTIALS,
  BRANCH_KEEPS_CHANGING,
  cameTooLate,
  couldNotAnswer,
  hasTrouble,
  type NetworkTrouble,
  noGraphql,
  notAllowed,
  notFound,
  notReached,
  rateLimitUsedUp,
  refused,
  serverTrouble,
  UNKNOWN_APP,
  unexpected,
  unreachable,
  writtenMeanwhile,
} from '../../replies/problems.js';

/** Characters of a message that are repeated; GitHub answers whole HTML pages at times. */
const LONGEST_MESSAGE = 300;

/** One entry of a GraphQL answer's `errors`. */
export interface GraphqlError {
  /** Absent where the trouble is GitHub's own, such as a timeout. */
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

/** What an error means for the edition, a sentence. */
export function gapOf(error: GraphqlError): string {
  return answeredInPart(reasonOf(error), error.path?.join('.') ?? null);
}

/** Why something is missing. GitHub words its own trouble differently each time, with the id of the request. */
export function reasonOf({ type, message }: GraphqlError): string {
  return type === undefined ? HAD_TROUBLE : message.replace(/\.$/, '');
}

/** The person who runs or set up the bot must do something; the message is the sentence that says what. */
export class ActionNeeded extends Error {
  override readonly name = 'ActionNeeded';
}

/** A mistake in a line of the newsletter's settings file. */
export interface SettingsMistake {
  /** 1-based. */
  readonly line: number;
  /** A sentence. */
  readonly message: string;
}

/** A person who may write to the newsletter repository must do something, so the draft says it too. */
export class EditorNeeded extends ActionNeeded {
  /** What is wrong with the settings file. */
  readonly mistakes: readonly SettingsMistake[];
  /** The setting that the message is about; `null`: none. */
  readonly setting: string | null;

  constructor(
    message: string,
    {
      mistakes = [],
      setting = null,
      ...options
    }: {
      readonly mistakes?: readonly SettingsMistake[];
      readonly setting?: string | null;
    } & ErrorOptions = {},
  ) {
    super(message, options);
    this.mistakes = mistakes;
    this.setting = setting;
  }
}

/**
 * Whether GitHub answered that something does not exist or may not be seen; its answer is the same for both. A missing
 * GraphQL API does not count.
 */
export function isNotFound(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 404 && !isGraphql(error.request.url);
  return (
    error instanceof GraphqlResponseError && (error.errors ?? []).some(({ type }) => type === 'NOT_FOUND')
  );
}

/** Somebody changed what is to be written, such as the branch, after it was read. */
export class Outdated extends Error {
  constructor(what: string) {
    super(writtenMeanwhile(what));
  }
}

/**
 * GitHub's words for a request that came too late, in "REST API endpoints for Git references" and "for pull requests".
 * The status is the same for everything invalid, so only the words show it. An invalid head is a branch that is gone.
 */
const TOO_LATE = /\b(?:already exists|not a fast forward|does not exist)\b|"field":"head","code":"invalid"/i;

/**
 * Whether a write came too late: the branch has moved or is gone, or what was to be made is there already. GraphQL says
 * so by a type, REST by its words. Reading everything again helps here, and with no other refusal.
 */
export function isOutdated(error: unknown): boolean {
  if (error instanceof Outdated) return true;
  if (error instanceof RequestError) {
    // A merge into a branch that is gone is answered 404, with the same words (GitHub docs, "Merging": "Base does not exist").
    const isRefusal = [404, 409, 422].includes(error.status) && !isGraphql(error.request.url);
    return isRefusal && TOO_LATE.test(error.message);
  }
  return error instanceof GraphqlResponseError && (error.errors ?? []).some(isStale);
}

/**
 * Whether GitHub failed during a write, so that nobody knows whether it was done. Therefore creations are not repeated; a
 * run that reads everything again finds out.
 */
export function isUncertainWrite(error: unknown): boolean {
  if (!(error instanceof RequestError) || error.status < 500) return false;
  const { method, url, body } = error.request;
  if (isGraphql(url)) return /^\s*mutation\b/.test(String((body as { query?: unknown } | undefined)?.query));
  return method !== 'GET' && !url.endsWith('/access_tokens');
}

/** Whether GitHub gave up on a query because of its cost, so that a smaller one may be answered. */
export function isTooMuch(error: unknown): boolean {
  if (error instanceof RequestError) return error.status >= 500;
  return error instanceof GraphqlResponseError && (error.errors ?? []).some(isTooMuchAsked);
}

/** The types are those of GitHub's "Rate limits and query limits for the GraphQL API"; a timeout has none. */
export function isTooMuchAsked({ type }: { readonly type?: string | undefined }): boolean {
  return type === undefined || type === 'RESOURCE_LIMITS_EXCEEDED' || type === 'MAX_NODE_LIMIT_EXCEEDED';
}

/** When somebody deleted or renamed the branch of a commit, GitHub says that it does not find the branch. */
function isStale({
  type,
  path = [],
}: {
  readonly type: string;
  readonly path?: readonly unknown[];
}): boolean {
  return type === 'STALE_DATA' || (type === 'NOT_FOUND' && path[0] === 'createCommitOnBranch');
}

/** Whether GitHub answered that the token or App has no permission. A rate limit, which is answered 403 too, does not count. */
export function isForbidden(error: unknown): boolean {
  if (error instanceof GraphqlResponseError) {
    const errors = error.errors ?? [];
    return errors.length > 0 && errors.every(({ type }) => type === 'FORBIDDEN');
  }
  return error instanceof RequestError && error.status === 403 && rateLimitOf(error) === null;
}

/**
 * Whether GitHub refused a change for a reason that stays until a person mends it, such as a rule for branches; not for
 * one that came too late, and not for asking too much.
 */
export function isRefusedWrite(error: unknown): boolean {
  if (isOutdated(error)) return false;
  if (error instanceof RequestError) {
    return (
      [403, 409, 422].includes(error.status) && error.request.method !== 'GET' && rateLimitOf(error) === null
    );
  }
  return (
    error instanceof GraphqlResponseError &&
    (error.errors ?? []).some(({ path }) => path?.[0] === 'createCommitOnBranch')
  );
}

/** Who must act, or what is to blame. */
export type ErrorKind =
  | 'editor'
  | 'operator'
  | 'credentials'
  | 'rate_limit'
  | 'github'
  | 'refused'
  | 'unexpected';

/** The kind of an error, for those who count them. */
export function kindOfError(error: unknown): ErrorKind {
  if (error instanceof EditorNeeded) return 'editor';
  if (error instanceof ActionNeeded) return 'operator';
  if (rateLimitOf(error) !== null) return 'rate_limit';
  if (error instanceof RequestError) {
    if (error.response === undefined || error.status >= 500) return 'github';
    return error.status === 401 ? 'credentials' : 'refused';
  }
  if (error instanceof GraphqlResponseError) return isTooMuch(error) ? 'github' : 'refused';
  return 'unexpected';
}

/** One readable sentence or two for anything that ended a run: what happened and what to do. Tells no secrets. */
export function explain(error: unknown): string {
  if (error instanceof ActionNeeded || error instanceof Outdated) return maskSecrets(error.message);
  const limit = rateLimitOf(error);
  if (limit !== null) return rateLimitUsedUp(resetTime(limit));
  if (error instanceof RequestError) return explainRequest(error);
  if (error instanceof GraphqlResponseError) {
    if (isOutdated(error)) return BRANCH_KEEPS_CHANGING;
    const messages = [...new Set((error.errors ?? []).map(({ message }) => tidy(message)))].join('; ');
    if (!isForbidden(error)) return couldNotAnswer(messages, !isTooMuch(error));
    return notAllowed(forbiddenField(error), messages);
  }
  return unexpected(tidy(error instanceof Error ? error.message : String(error)));
}

/** The path of the first field that GraphQL forbids, in GitHub's names instead of those that the query gives its fields. */
function forbiddenField({ errors, request }: GraphqlResponseError<unknown>): string {
  const aliases = String(request.query).matchAll(/\b(\w+): *(\w+) *[({]/g);
  const fields = new Map([...aliases].map(([, alias, field]) => [alias, field]));
  return errors?.[0]?.path?.map((part) => fields.get(String(part)) ?? part).join('.') ?? 'this';
}

function explainRequest(error: RequestError): string {
  const { status, message } = error;
  const { method, url } = error.request;
  if (error.response === undefined)
    return unreachable(new URL(url).origin, whyUnanswered(message), networkTroubleOf(error));
  switch (status) {
    case 401:
      return BAD_CREDENTIALS;
    case 403:
      return notAllowed(`${method} ${new URL(url).pathname} (${status})`, tidy(message));
    case 404:
      if (isGraphql(url)) return noGraphql(method, url);
      return OF_EACH_APP.test(url) ? UNKNOWN_APP : notFound(method, new URL(url).pathname);
    case 409:
    case 422:
      return TOO_LATE.test(message)
        ? cameTooLate(tidy(message), status)
        : refused(method, new URL(url).pathname, tidy(message), status);
    default:
      return serverTrouble(status, url.startsWith('https://api.github.com/'));
  }
}

/** The same in one short sentence, without what to do, for a request that is sent again. */
export function explainBriefly({ status, message, response, request: { url } }: RequestError): string {
  return response === undefined
    ? notReached(new URL(url).origin, whyUnanswered(message))
    : hasTrouble(status);
}

/** OpenSSL puts its reason among addresses, names of functions and lines of its source. */
function whyUnanswered(message: string): string {
  return tidy(/:SSL routines:\w*:([^:]+)/.exec(message)?.[1] ?? message);
}

/** Names of what is wrong with a certificate (nodejs.org, "TLS", "X509 certificate error codes" and "Errors"). */
const NOT_TRUSTED = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/;

/** By Node's name for what failed, which an error of `fetch` has in one of its causes. */
export function networkTroubleOf(error: unknown): NetworkTrouble {
  if (!(error instanceof Error)) return 'other';
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name';
  if (code.startsWith('ERR_SSL_')) return 'protocol';
  return NOT_TRUSTED.test(code) ? 'certificate' : networkTroubleOf(error.cause);
}

/** Every App has these. */
const OF_EACH_APP = /\/app(?:\/installations)?(?:\?|$)/;

function isGraphql(url: string): boolean {
  return url.endsWith('/graphql');
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Whether GitHub refused because of a rate limit, in any form; see `boundedFetch`. */
export function isRateLimited(error: unknown): boolean {
  return rateLimitOf(error) !== null;
}

/** The headers of an answer that refuses because of a rate limit; `null` for any other error. */
function rateLimitOf(error: unknown): Headers | null {
  if (!(error instanceof RequestError) || error.response === undefined) return null;
  const { headers } = error.response;
  const isLimited =
    String(headers['x-ratelimit-remaining']) === '0' ||
    headers['retry-after'] !== undefined ||
    SECONDARY_LIMIT.test(error.message);
  return error.status === 429 || (error.status === 403 && isLimited) ? headers : null;
}

/** GitHub names a secondary limit only in its words where it gives no time to wait. */
export const SECONDARY_LIMIT = /\bsecondary rate limit\b/i;

function resetTime(headers: Headers): string {
  const after = headers['retry-after'];
  if (after !== undefined) return `in ${after} seconds`;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? `after ${new Date(reset * 1000).toISOString()}` : 'in some minutes';
}

/** A message as part of a sentence: one short line without its full stop and without secrets. */
function tidy(message: string): string {
  const line = maskSecrets(message).replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

/**
 * All that may be a credential, by what GitHub's look like: tokens by their prefixes (those of installations go on with a
 * signed part of some 500 characters since 2026), the older ones of installations, signed tokens (JWT), private keys, on one
 * line and in base64 or an address, too; what follows a scheme of `Authorization`; and what stands in an address before the
 * host. Text that was escaped may put a letter before them.
 */
const SECRETS = [
  // Not the names of settings, such as GHE_HOST, which a sentence may say.
  /\bgh[a-z]_(?!(?:host|protocol)\b)[\w.~+/=-]+|gh[a-z]_[A-Za-z\d]{20}[\w.~+/=-]*|github_pat_[\w.~+/=-]+/,
  /\bv\d\.[0-9a-f]{16,}\b/,
  /\beyJ[\w-]{8,}(?:\.[\w-]*)*|eyJ[\w-]{8,300}(?:\.[\w-]+){2}/,
  /-----BEGIN(?:%20|[A-Z +])*PRIVATE(?:%20|[ +])KEY-----(?:[\w+/=\s\\%:,]|-(?!----))*(?:-----END[A-Z %\d+]*-----)?/,
  /LS0tLS1CRUdJTi[\w+/=-]*/,
  /(?<=\b(?:token|bearer|basic) {1,9})[^\s"']{16,}/,
  /(?<=\bauthorization["']?[:=] {0,9}["']?(?:token|bearer|basic) {1,9})[^\s"',]+/,
  /(?<=(?:authorization|password|secret|token)=)[^\s"'&,;]+/,
  /(?<="\w*(?:authorization|password|secret|token|pem)": {0,9}")[^"]+/,
  /(?<=:\/\/)[^\s/"']+(?=@)/,
];

const SECRET = new RegExp(SECRETS.map(({ source }) => source).join('|'), 'gi');

/** The text without anything that may be a credential. */
export function maskSecrets(text: string): string {
  return text.replace(SECRET, '[…]');
}

/** The stack of an error and of each of its causes; empty for a value that is not an error. */
export function stacksOf(error: unknown): readonly string[] {
  return error instanceof Error ? [maskSecrets(error.stack ?? error.message), ...stacksOf(error.cause)] : [];
}
