import type { GraphqlAnswer } from './graphql-server.js';
import { setNull } from './resource-limits.js';
import type { RestAnswer } from './rest/router.js';

/** A request as tests see it. `path` is without the API's own prefix: `/graphql`, `/repos/a/b/pulls`. */
export interface IncomingRequest {
  readonly method: string;
  readonly path: string;
  /** Name of the GraphQL operation, if it has one. */
  readonly operation?: string;
  readonly body: unknown;
}

export interface RequestFailure {
  /** How often it happens. Once, unless said otherwise. */
  readonly times?: number;
  /** Which requests fail. The next one, whatever it is, unless said otherwise. */
  readonly when?: (request: IncomingRequest) => boolean;
  readonly status?: 200 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 500 | 502 | 503 | 504;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Do the work first, then answer the failure, as when an answer gets lost. */
  readonly afterWork?: boolean;
  /** Milliseconds to wait. With nothing else said, the answer is right, but late. */
  readonly delay?: number;
  /** Answer nothing at all and cut the connection. */
  readonly cutConnection?: boolean;
}

export interface GraphqlFailure {
  readonly times?: number;
  /** Name of the operation; any, unless said otherwise. */
  readonly operation?: string;
  readonly errors: readonly {
    readonly type?: string;
    readonly path?: readonly (string | number)[];
    readonly message: string;
  }[];
  /** Where null stands in the data; at the errors' paths, unless said otherwise. */
  readonly nullAt?: readonly (string | number)[];
}

/** What shall go wrong, in the order in which it was asked for. */
export interface Failures {
  readonly requests: { readonly failure: RequestFailure; left: number }[];
  readonly graphql: { readonly failure: GraphqlFailure; left: number }[];
}

export function takeRequestFailure(failures: Failures, request: IncomingRequest): RequestFailure | undefined {
  const found = failures.requests.find(({ failure, left }) => left > 0 && (failure.when?.(request) ?? true));
  if (found) found.left -= 1;
  return found?.failure;
}

/** Whether the answer comes as it should, but late. */
export function isOnlyLate({ delay, status, body, cutConnection }: RequestFailure): boolean {
  return delay !== undefined && status === undefined && body === undefined && cutConnection !== true;
}

/** The answer with the next failure of that operation in it, if there is one. */
export function failPartly(failures: Failures, operation: string | undefined, answer: GraphqlAnswer): void {
  const found = failures.graphql.find(
    ({ failure, left }) => left > 0 && (failure.operation === undefined || failure.operation === operation),
  );
  if (!found) return;
  found.left -= 1;
  const { errors, nullAt } = found.failure;
  const paths = nullAt ? [nullAt] : errors.flatMap(({ path }) => (path ? [path] : []));
  for (const path of paths) {
    if (path.length === 0) answer.data = null;
    else if (answer.data != null) setNull(answer.data, path);
  }
  answer.errors = [...(answer.errors ?? []), ...errors];
}

export function failureAnswer(failure: RequestFailure): RestAnswer {
  const status = failure.status ?? 500;
  return {
    status,
    body: failure.body ?? { message: messages[status] ?? 'Server Error' },
    ...(failure.headers && { headers: failure.headers }),
  };
}

const messages: Readonly<Record<number, string>> = {
  401: 'Bad credentials',
  403: 'Resource not accessible by integration',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Validation Failed',
  429: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  502: 'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug.',
};
