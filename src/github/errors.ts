import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';

/** The person who runs or set up the bot must do something; the message is the sentence that says what. */
export class ActionNeeded extends Error {
  override readonly name = 'ActionNeeded';
}

/** Whether GraphQL answered that something does not exist or may not be seen; it does not tell the two apart. */
export function isNotFound(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 404;
  return (
    error instanceof GraphqlResponseError && (error.errors ?? []).some(({ type }) => type === 'NOT_FOUND')
  );
}

/** Whether a write came too late: the branch has moved, or what was to be made is there already. */
export function isOutdated(error: unknown): boolean {
  if (error instanceof RequestError) return error.status === 409 || error.status === 422;
  return (
    error instanceof GraphqlResponseError && (error.errors ?? []).some(({ type }) => type === 'STALE_DATA')
  );
}

/** One readable sentence or two for anything that ended a run: what happened and what to do. */
export function explain(error: unknown): string {
  if (error instanceof ActionNeeded) return error.message;
  if (error instanceof RequestError) return explainRequest(error);
  if (error instanceof GraphqlResponseError) {
    const messages = (error.errors ?? []).map(({ message }) => message.replace(/\.$/, ''));
    return `GitHub could not answer: ${[...new Set(messages)].join('; ')}. Run again; if it stays, the permissions of the token or App may lack something.`;
  }
  return `Something unexpected happened: ${error instanceof Error ? error.message : String(error)}. LOG_LEVEL=debug shows where.`;
}

function explainRequest({ status, message, response, request }: RequestError): string {
  const where = new URL(request.url).origin;
  if (response === undefined) {
    return `GitHub could not be reached at ${where}: ${message}. Check the network and, for GitHub Enterprise, GHE_HOST and GHE_PROTOCOL.`;
  }
  if (isRateLimit(status, response.headers)) {
    return `GitHub's rate limit is used up (${status}). Run again ${resetTime(response.headers)}.`;
  }
  switch (status) {
    case 401:
      return 'GitHub does not accept the credentials (401). Check GITHUB_TOKEN, or APP_ID with PRIVATE_KEY.';
    case 403:
      return `GitHub does not allow this (403): ${message}. Give the token or the App the permissions that app.yml lists.`;
    case 404:
      return `GitHub does not find ${request.method} ${new URL(request.url).pathname} (404). Check the names, and that the App is installed there or the token may see it.`;
    case 409:
    case 422:
      return `GitHub refuses the change (${status}): ${message}. Something else may have changed it at the same time; run again.`;
    default:
      return `GitHub has trouble (${status}). Nothing is lost; run again later.`;
  }
}

type Headers = Readonly<Record<string, string | number | undefined>>;

function isRateLimit(status: number, headers: Headers): boolean {
  const exhausted = String(headers['x-ratelimit-remaining']) === '0' || headers['retry-after'] !== undefined;
  return status === 429 || (status === 403 && exhausted);
}

function resetTime(headers: Headers): string {
  const after = headers['retry-after'];
  if (after !== undefined) return `in ${after} seconds`;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? `after ${new Date(reset * 1000).toISOString()}` : 'in some minutes';
}
