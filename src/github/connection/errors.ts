import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';

/** Characters of a message that are repeated; GitHub answers whole HTML pages at times. */
const LONGEST_MESSAGE = 300;

const PERMISSIONS_NEEDED = 'Give the token or the App the permissions that app.yml lists.';

/** The person who runs or set up the bot must do something; the message is the sentence that says what. */
export class ActionNeeded extends Error {
  override readonly name = 'ActionNeeded';
}

/**
 * Whether GitHub answered that something does not exist or may not be seen; it does not tell the two apart. That
 * there is no GraphQL at all is another matter.
 */
export function isNotFound(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 404 && !isGraphql(error.request.url);
  return (
    error instanceof GraphqlResponseError && (error.errors ?? []).some(({ type }) => type === 'NOT_FOUND')
  );
}

/** The draft branch is not as it was read. */
export class BranchMoved extends Error {
  constructor(branch: string) {
    super(`Somebody wrote to the branch ${branch} at the same time. Nothing is lost; run again.`);
  }
}

/**
 * Whether a write came too late: the branch has moved or is gone, or what was to be made is there already. GraphQL says
 * so in its answer, REST by the status.
 */
export function isOutdated(error: unknown): boolean {
  if (error instanceof BranchMoved) return true;
  if (error instanceof RequestError)
    return [409, 422].includes(error.status) && !isGraphql(error.request.url);
  return error instanceof GraphqlResponseError && (error.errors ?? []).some(isStale);
}

/** Of a commit, GitHub says that it does not find the branch when somebody deleted or renamed it. */
function isStale({
  type,
  path = [],
}: {
  readonly type: string;
  readonly path?: readonly unknown[];
}): boolean {
  return type === 'STALE_DATA' || (type === 'NOT_FOUND' && path[0] === 'createCommitOnBranch');
}

/** Whether GitHub answered that the token or App has no permission; not for asking too much, which is answered 403 too. */
export function isForbidden(error: unknown): boolean {
  if (error instanceof GraphqlResponseError) {
    const errors = error.errors ?? [];
    return errors.length > 0 && errors.every(({ type }) => type === 'FORBIDDEN');
  }
  return error instanceof RequestError && error.status === 403 && rateLimitOf(error) === null;
}

/** One readable sentence or two for anything that ended a run: what happened and what to do. Tells no secrets. */
export function explain(error: unknown): string {
  if (error instanceof ActionNeeded || error instanceof BranchMoved) return error.message;
  const limit = rateLimitOf(error);
  if (limit !== null) return `GitHub's rate limit is used up. Run again ${resetTime(limit)}.`;
  if (error instanceof RequestError) return explainRequest(error);
  if (error instanceof GraphqlResponseError) {
    if (isOutdated(error)) {
      return 'Others keep changing the branch while the bot writes to it. Nothing is lost; run again.';
    }
    const messages = [...new Set((error.errors ?? []).map(({ message }) => tidy(message)))].join('; ');
    if (isForbidden(error)) return `GitHub does not allow this: ${messages}. ${PERMISSIONS_NEEDED}`;
    return `GitHub could not answer: ${messages}. Run again; if it stays, the permissions of the token or App may lack something.`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `Something unexpected happened: ${tidy(message)}. LOG_LEVEL=debug shows where.`;
}

function explainRequest({ status, message, response, request }: RequestError): string {
  if (response === undefined) {
    return `GitHub could not be reached at ${new URL(request.url).origin}: ${tidy(message) || 'no answer'}. Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL.`;
  }
  switch (status) {
    case 401:
      return 'GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.';
    case 403:
      return `GitHub does not allow this (403): ${tidy(message)}. ${PERMISSIONS_NEEDED}`;
    case 404:
      if (isGraphql(request.url)) {
        return `GitHub does not find ${request.method} ${request.url} (404). For GitHub Enterprise, check GHE_HOST and GHE_PROTOCOL.`;
      }
      return `GitHub does not find ${request.method} ${new URL(request.url).pathname} (404). Check the names, and that the App is installed there or the token may ${request.method === 'GET' ? 'see' : 'write to'} it.`;
    case 409:
    case 422:
      return `GitHub refuses the change (${status}): ${tidy(message)}. Something else may have changed it at the same time; run again.`;
    default:
      return `GitHub has trouble (${status}). Nothing is lost; run again later.`;
  }
}

function isGraphql(url: string): boolean {
  return url.endsWith('/graphql');
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** The headers of an answer that refuses because too much was asked; `null` for any other error. */
function rateLimitOf(error: unknown): Headers | null {
  if (error instanceof RequestError) {
    const headers = error.response?.headers ?? {};
    const isExhausted =
      String(headers['x-ratelimit-remaining']) === '0' || headers['retry-after'] !== undefined;
    return error.status === 429 || (error.status === 403 && isExhausted) ? headers : null;
  }
  if (error instanceof GraphqlResponseError) return hasRateLimit(error.errors) ? error.headers : null;
  return isThrottled(error) && hasRateLimit(error.data.errors) ? error.response.headers : null;
}

function hasRateLimit(errors: readonly { readonly type?: string }[] | undefined): boolean {
  return (errors ?? []).some(({ type }) => type === 'RATE_LIMITED' || type === 'RATE_LIMIT');
}

/** What the throttling plugin throws for a GraphQL answer without data. It has no class of its own. */
interface ThrottledError extends Error {
  readonly response: { readonly headers: Headers };
  readonly data: { readonly errors?: readonly { readonly type?: string }[] };
}

function isThrottled(error: unknown): error is ThrottledError {
  return error instanceof Error && 'response' in error && 'data' in error;
}

function resetTime(headers: Headers): string {
  const after = headers['retry-after'];
  if (after !== undefined) return `in ${after} seconds`;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? `after ${new Date(reset * 1000).toISOString()}` : 'in some minutes';
}

/** A message as part of a sentence: one short line without its full stop, and without what looks like a credential. */
function tidy(message: string): string {
  const line = message
    .replace(
      /\b(token|bearer) [^\s"]{16,}|\b(?:gh[a-z]|github_pat)_\w+/gi,
      (_, scheme = '') => `${scheme}[…]`,
    )
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
