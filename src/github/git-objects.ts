import type { Client } from './client.js';
import { gapOf, query } from './graphql.js';

/** A path on a repository's default branch. */
export interface Place {
  /** Node id. */
  readonly repository: string;
  /** `''` is the root. */
  readonly path: string;
}

/** What stands at a place: a file's text (`null` when it is binary) or a folder's entries. */
export interface GitObject {
  readonly place: Place;
  readonly text?: string | null;
  readonly entries?: readonly { readonly name: string; readonly type: string }[];
}

type Answer = Readonly<Record<string, { readonly object: Omit<GitObject, 'place'> | null } | null>>;

/** Objects asked for in one request. */
const BATCH = 100;

/** The Git objects at those of the places that exist. What GitHub could not answer is reported, a sentence each. */
export async function readObjects(
  client: Client,
  places: readonly Place[],
  report: (gap: string) => void,
): Promise<readonly GitObject[]> {
  const found: GitObject[] = [];
  for (let start = 0; start < places.length; start += BATCH) {
    const batch = places.slice(start, start + BATCH);
    const { data, errors } = await query<Answer>(client, objectsQuery(batch.length), variablesFor(batch));
    errors.map(gapOf).forEach(report);
    batch.forEach((place, index) => {
      const object = data[`object${index}`]?.object;
      if (object != null) found.push({ ...object, place });
    });
  }
  return found;
}

/** A query with an alias for each place; the places themselves are variables, never text of the query. */
export function objectsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$id${index}: ID!, $at${index}: String!`).join(', ');
  const aliases = indices.map((index) => `object${index}: node(id: $id${index}) { ...ObjectAt${index} }`);
  const fragments = indices.map(
    (index) => `fragment ObjectAt${index} on Repository { object(expression: $at${index}) { ...Content } }`,
  );
  return `
    query GitObjects(${variables}) { ${aliases.join(' ')} }
    ${fragments.join(' ')}
    fragment Content on GitObject { ... on Blob { text } ... on Tree { entries { name type } } }
  `;
}

function variablesFor(places: readonly Place[]): Record<string, string> {
  return Object.fromEntries(
    places.flatMap(({ repository, path }, index) => [
      [`id${index}`, repository],
      [`at${index}`, `HEAD:${path}`],
    ]),
  );
}
