import type { GraphqlAnswer, GraphqlErrorShape } from './graphql-server.js';
import type { RequestSize } from './graphql-size.js';

/** Which queries cost this GitHub too much, and what is then missing in its answers. */
export interface ResourceLimits {
  areExceededBy(query: RequestSize & { readonly operation: string | undefined }): boolean;
  readonly missing: (typeof WHAT_IS_MISSING)[number];
}

/** Seen on GitHub since September 2025: https://github.com/yoshi389111/github-profile-3d-contrib/issues/163 */
export const WHAT_IS_MISSING = ['some nodes', 'lists', 'all data'] as const;

type Path = readonly (string | number)[];

/** Takes out of the answer what GitHub does not give of a query that costs too much; the status is 200 all the same. */
export function cutByResourceLimits(answer: GraphqlAnswer, missing: ResourceLimits['missing']): void {
  const { data } = answer;
  if (data == null) return;
  const lists = outermostLists(data, []);
  if (missing === 'all data') {
    answer.data = null;
    answer.errors = [exceededAt(Object.keys(data).slice(0, 1))];
    return;
  }
  const paths = missing === 'lists' ? pathsOfLists(data, lists) : pathsOfNodes(data, lists);
  for (const path of paths) setNull(data, path);
  answer.errors = [...(answer.errors ?? []), ...paths.map(exceededAt)];
}

function exceededAt(path: Path): GraphqlErrorShape {
  return { type: 'RESOURCE_LIMITS_EXCEEDED', path, message: 'Resource limits for this query exceeded.' };
}

interface List {
  /** Of the array, or of the connection whose nodes it is. */
  readonly path: Path;
  readonly nodes: Path;
  readonly length: number;
}

/** Where a query without lists asks for many things, or for one, these are what is missing. */
function pathsOfLists(data: object, lists: readonly List[]): readonly Path[] {
  return lists.length > 0 ? lists.map(({ path }) => path) : Object.keys(data).map((key) => [key]);
}

/** The last node, and every second before it: at least one is missing. */
function pathsOfNodes(data: object, lists: readonly List[]): readonly Path[] {
  const paths = lists.flatMap(({ nodes, length }) =>
    Array.from({ length }, (_, index) => [...nodes, length - 1 - index]).filter(
      (_, index) => index % 2 === 0,
    ),
  );
  return paths.length > 0 ? paths : pathsOfLists(data, []).filter((_, index) => index % 2 === 0);
}

function outermostLists(value: unknown, path: Path): readonly List[] {
  if (Array.isArray(value)) return [{ path, nodes: path, length: value.length }];
  if (typeof value !== 'object' || value === null) return [];
  if ('nodes' in value && Array.isArray(value.nodes)) {
    return [{ path, nodes: [...path, 'nodes'], length: value.nodes.length }];
  }
  return Object.entries(value).flatMap(([key, each]) => outermostLists(each, [...path, key]));
}

/** Data from graphql-js has no prototype and is this request's alone, so it may be changed. */
export function setNull(data: object, path: Path): void {
  let target: unknown = data;
  for (const key of path.slice(0, -1)) {
    target = isObject(target) ? target[String(key)] : undefined;
  }
  if (isObject(target)) target[String(path.at(-1))] = null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
