import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from './access.js';
import { authenticate } from './authentication.js';
import {
  type Failures,
  failPartly,
  failureAnswer,
  type IncomingRequest,
  isOnlyLate,
  takeRequestFailure,
} from './failures.js';
import { answerGraphql, operationNameOf, readGraphqlRequest } from './graphql-server.js';
import { createRateLimit, type RateLimit, rateLimitHeaders } from './rate-limit.js';
import { Refusal } from './refusal.js';
import { answerInTime, type ResponseTime } from './response-time.js';
import { allRoutes } from './rest/all-routes.js';
import { publicRoutes } from './rest/app-routes.js';
import { dispatch, type RestAnswer } from './rest/router.js';
import type { World } from './world.js';

/** A request that was answered. */
export interface LoggedRequest {
  readonly method: string;
  /** Without the API's own prefix: `/graphql`, `/repos/a/b/pulls`. */
  readonly path: string;
  /** Name of the GraphQL operation, if it has one. */
  readonly operation?: string;
  /** Of a GraphQL operation. */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** When it came and when it was answered, in milliseconds since 1970. */
  readonly began: number;
  readonly ended: number;
  /** 0 where the connection was cut. */
  readonly status: number;
  /** Points of the rate limit. */
  readonly cost: number;
  /** That it was charged by the response time. */
  readonly milliseconds?: number;
  /** Whose credentials it carried; `null` when they were wrong or were not looked at. */
  readonly sentBy: Principal | null;
  readonly userAgent: string;
}

export interface HttpState {
  readonly world: World;
  readonly failures: Failures;
  readonly requests: LoggedRequest[];
  /** By credentials. */
  readonly rateLimits: Map<string, RateLimit>;
  /** Null answers at once. */
  responseTime: ResponseTime | null;
}

interface Work extends RestAnswer {
  readonly cost: number;
}

/** Milliseconds for which a connection waits for the next request. */
const KEPT_OPEN = 60_000;

export async function listen(state: HttpState, port: number): Promise<{ server: Server; port: number }> {
  // A client in the same process may be busy for longer than Node's five seconds, and would find its connection closed.
  const server = createServer({ keepAliveTimeout: KEPT_OPEN }, (incoming, response) => {
    void serve(state, incoming, response).catch((error: unknown) => {
      state.world.unexpectedRequests.push(`${incoming.method} ${incoming.url}: ${String(error)}`);
      send(response, { status: 500, body: { message: String(error) } }, {});
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function serve(state: HttpState, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const began = Date.now();
  const text = await readText(incoming);
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.replace(/^\/api(\/v3)?(?=\/|$)/, '');
  const body = parseJson(text);
  const graphql = path === '/graphql' ? readGraphqlRequest(body) : undefined;
  const operation = graphql && operationNameOf(graphql);
  const method = incoming.method ?? 'GET';
  const request: IncomingRequest = { method, path, body, ...(operation !== undefined && { operation }) };
  const rateLimit = rateLimitOf(state, incoming.headers.authorization ?? '');

  const failure = takeRequestFailure(state.failures, request);
  const isLate = failure !== undefined && isOnlyLate(failure);
  const done =
    failure && !failure.afterWork && !isLate
      ? { status: 0, cost: 0 }
      : await work(state, incoming, { request, url, rateLimit, isJson: text === '' || body !== undefined });
  const { answer, milliseconds } = await answerInTime(
    state.responseTime,
    graphql,
    failure && !isLate ? failureAnswer(failure) : done,
  );
  if (failure?.delay !== undefined) await sleep(failure.delay);
  const status = failure?.cutConnection ? 0 : answer.status;
  state.requests.push({
    method,
    path,
    ...(operation !== undefined && { operation }),
    ...(graphql !== undefined && { variables: graphql.variables }),
    began,
    ended: Date.now(),
    status,
    cost: done.cost,
    ...(milliseconds !== undefined && { milliseconds }),
    sentBy: principalOf(state.world, incoming),
    userAgent: incoming.headers['user-agent'] ?? '',
  });
  if (failure?.cutConnection) incoming.socket.destroy();
  else {
    const date = state.world.headerDate().toUTCString();
    send(response, answer, { date, ...rateLimitHeaders(rateLimit, graphql ? 'graphql' : 'core') });
  }
}

function principalOf(world: World, { headers }: IncomingMessage): Principal | null {
  try {
    return authenticate(world, headers.authorization);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

interface Job {
  readonly request: IncomingRequest;
  readonly url: URL;
  readonly rateLimit: RateLimit;
  readonly isJson: boolean;
}

async function work(state: HttpState, incoming: IncomingMessage, job: Job): Promise<Work> {
  try {
    const principal = principalFor(state.world, incoming, job.request);
    if (!job.isJson) throw new Refusal(400, 'BAD_REQUEST', 'Problems parsing JSON');
    if (job.request.path === '/graphql') return await workGraphql(state, principal, job);
    job.rateLimit.used.core += 1;
    return { ...workRest(state, incoming, principal, job), cost: 1 };
  } catch (error) {
    if (error instanceof Refusal) return { ...refusalAnswer(error), cost: 1 };
    throw error;
  }
}

/** Who asks. Without credentials GitHub answers the public routes alone, as an App would be that nobody knows. */
function principalFor(
  world: World,
  { headers }: IncomingMessage,
  { method, path }: IncomingRequest,
): Principal {
  const isPublic = publicRoutes.some((each) => each.method === method && each.pattern.test(path));
  if (isPublic && headers.authorization === undefined) return { kind: 'app', appId: '' };
  return authenticate(world, headers.authorization);
}

async function workGraphql(state: HttpState, principal: Principal, job: Job): Promise<Work> {
  if (principal.kind === 'app') {
    throw new Refusal(401, 'UNAUTHENTICATED', 'This endpoint requires an installation access token.');
  }
  const request = readGraphqlRequest(job.request.body);
  const { answer, cost } = await answerGraphql(state.world, principal, request, job.rateLimit);
  failPartly(state.failures, job.request.operation, answer);
  return { status: 200, body: answer, cost };
}

function workRest(
  { world }: HttpState,
  incoming: IncomingMessage,
  principal: Principal,
  { request, url, rateLimit }: Job,
): RestAnswer {
  const { method, path, body } = request;
  const answer = dispatch(allRoutes, {
    world,
    principal,
    rateLimit,
    method,
    path,
    query: url.searchParams,
    accept: incoming.headers.accept ?? '',
    body: typeof body === 'object' && body !== null ? { ...body } : {},
  });
  if (answer) return answer;
  world.unexpectedRequests.push(`${method} ${path}`);
  return { status: 501, body: { message: `The fake GitHub does not answer ${method} ${path} yet.` } };
}

function refusalAnswer({ status, message, errors }: Refusal): RestAnswer {
  const documentation = 'https://docs.github.com/rest';
  return {
    status,
    body: { message, ...(errors && { errors }), documentation_url: documentation, status: String(status) },
  };
}

function rateLimitOf({ rateLimits }: HttpState, credentials: string): RateLimit {
  const known = rateLimits.get(credentials) ?? createRateLimit();
  rateLimits.set(credentials, known);
  return known;
}

function send(response: ServerResponse, answer: RestAnswer, headers: Readonly<Record<string, string>>): void {
  const { status, body } = answer;
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
    ...answer.headers,
  });
  response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

/** Undefined for what is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
