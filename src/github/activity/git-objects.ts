import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { type GraphqlError, gapOf, reasonOf } from '../connection/graphql.js';
import { pageSizeOf } from '../connection/page-size.js';

/** A repository for GitHub and for people. */
export interface RepositoryId {
  /** Node id. */
  readonly id: string;
  readonly nameWithOwner: string;
}

/** A path on a repository's default branch. */
export interface Place {
  readonly repository: RepositoryId;
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
const OBJECTS_A_REQUEST = { first: 100, largest: 100, smallest: 1 };

/** The Git objects at those of the places that exist. What GitHub could not answer is reported, a sentence each. */
export async function readObjects(
  client: Client,
  places: readonly Place[],
  report: (gap: string) => void,
  log: Log,
): Promise<readonly GitObject[]> {
  const size = pageSizeOf(client, 'GitObjects', OBJECTS_A_REQUEST);
  const requestFor = (asked: readonly Place[]) => ({
    document: objectsQuery(asked.length),
    variables: variablesFor(asked),
  });
  const batches = await queryInBatches<Place, Answer>(client, places, size, requestFor, log);
  return batches.flatMap(({ items, data, errors }) => {
    for (const error of errors) report(gapAt(items, error));
    return items.flatMap((place, index) => {
      const object = data[`object${index}`]?.object;
      return object == null ? [] : [{ ...object, place }];
    });
  });
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

function gapAt(places: readonly Place[], error: GraphqlError): string {
  const place = places[Number(/^object(\d+)$/.exec(String(error.path?.[0]))?.[1])];
  if (place === undefined) return gapOf(error);
  const what = place.path === '' ? 'the files' : place.path;
  return `GitHub did not give ${what} of ${place.repository.nameWithOwner}: ${reasonOf(error)}.`;
}

function variablesFor(places: readonly Place[]): Record<string, string> {
  return Object.fromEntries(
    places.flatMap(({ repository, path }, index) => [
      [`id${index}`, repository.id],
      [`at${index}`, `HEAD:${path}`],
    ]),
  );
}
