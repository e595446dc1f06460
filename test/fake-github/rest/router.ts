import type { Principal } from '../access.js';
import { readableRepository } from '../access.js';
import type { RateLimit } from '../rate-limit.js';
import { notFound, Refusal } from '../refusal.js';
import type { RepositoryState } from '../state.js';
import type { World } from '../world.js';

export interface RestRequest {
  readonly world: World;
  readonly principal: Principal;
  readonly rateLimit: RateLimit;
  readonly method: string;
  /** Without query: `/repos/a/b`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** What the route's placeholders stand for. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface RestAnswer {
  readonly status: number;
  /** Sent as JSON; text as it is. Undefined for an empty answer. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly answer: (request: RestRequest) => RestAnswer;
}

/** `route('GET /repos/{owner}/{repo}/contents/{path*}', …)`; a star lets a placeholder hold slashes. */
export function route(signature: string, answer: Route['answer']): Route {
  const [method = '', template = ''] = signature.split(' ');
  const names = [...template.matchAll(/\{(\w+)\*?\}/g)].map(([, name = '']) => name);
  const pattern = template.replace(/\{\w+(\*?)\}/g, (_, star: string) => (star ? '(.*)' : '([^/]+)'));
  return { method, names, answer, pattern: new RegExp(`^${pattern}$`) };
}

/** Answers by the first route that fits, or undefined if none does. */
export function dispatch(
  routes: readonly Route[],
  request: Omit<RestRequest, 'parameters'>,
): RestAnswer | undefined {
  for (const { method, pattern, names, answer } of routes) {
    const match = method === request.method ? pattern.exec(request.path) : null;
    if (!match) continue;
    const values = names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')] as const);
    return answer({ ...request, parameters: Object.fromEntries(values) });
  }
  return undefined;
}

/** The repository of the route, or the 404 of one that the principal may not see. */
export function repositoryIn({ world, principal, parameters }: RestRequest): RepositoryState {
  const nameWithOwner = `${parameters.owner}/${parameters.repo}`;
  const repository = readableRepository(world, principal, nameWithOwner);
  if (!repository) throw notFound();
  return repository;
}

export function parameter({ parameters }: RestRequest, name: string): string {
  return parameters[name] ?? '';
}

export function textIn({ body }: RestRequest, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

/** The text, or GitHub's 422 for a field that is missing. */
export function requiredText(request: RestRequest, name: string): string {
  const value = textIn(request, name);
  if (value !== undefined) return value;
  const message = `Invalid request.\n\n"${name}" wasn't supplied.`;
  throw new Refusal(422, 'UNPROCESSABLE', message);
}

/** A page of a list, with the `link` header to its neighbours. */
export function pageOf<Item>(request: RestRequest, items: readonly Item[]): RestAnswer {
  return { status: 200, ...pageParts(request, items, (page) => page) };
}

/** A page of a list that stands in an object, as for installations. */
export function pageParts<Item>(
  request: RestRequest,
  items: readonly Item[],
  wrap: (page: readonly Item[]) => unknown,
): Pick<RestAnswer, 'body' | 'headers'> {
  const { query, world, path } = request;
  const asked = Number(query.get('per_page') ?? 30);
  const size = Math.min(Number.isInteger(asked) && asked > 0 ? asked : 30, 100, world.pageSize);
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, name: string) => {
    const parameters = new URLSearchParams([...query, ['page', String(to)]]);
    parameters.set('page', String(to));
    return `<${world.apiUrl}${path}?${parameters}>; rel="${name}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    body: wrap(items.slice((page - 1) * size, page * size)),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
