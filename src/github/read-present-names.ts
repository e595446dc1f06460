import { compareText } from '../newsletter/order.js';
import type { Client, Log } from './client.js';
import { ActionNeeded } from './errors.js';
import { partialQuery, reasonOf } from './graphql.js';
import { remember } from './remember.js';

/** A query for the present names of as many repositories. GitHub follows renames and transfers. */
export function presentNamesQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$owner${index}: String!, $name${index}: String!`);
  const aliases = indices.map(
    (index) => `repository${index}: repository(owner: $owner${index}, name: $name${index}) { nameWithOwner }`,
  );
  return `query PresentNames(${variables.join(', ')}) { ${aliases.join(' ')} }`;
}

/** What GitHub says of a repository that is not there, or that not everybody may see. */
const UNSEEN = ['NOT_FOUND', 'FORBIDDEN'];

type Answer = Readonly<Record<string, { readonly nameWithOwner: string } | null>>;

/**
 * What repositories are called today, by the names that are asked for, in lower case; without those that do not exist or
 * may not be seen. One request for at most a hundred names; an answer is remembered while it is about the `known`
 * repositories, since a repository that is renamed later comes up as one that nobody knew. Throws when GitHub has trouble:
 * without the answer, things would be told twice.
 */
export async function readPresentNames(
  client: Client,
  names: readonly string[],
  known: readonly string[],
  log: Log,
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const asked = [...names].sort(compareText);
  const answer = await remember(client, ['PresentNames', asked, [...known].sort(compareText)], () =>
    ask(client, asked, log),
  );
  return new Map(
    asked.flatMap((name, index) => {
      const repository = answer[`repository${index}`];
      return repository == null ? [] : [[name.toLowerCase(), repository.nameWithOwner]];
    }),
  );
}

async function ask(client: Client, names: readonly string[], log: Log): Promise<Answer> {
  log.info(`Asking what ${names.length} repositories are called today.`);
  const variables = names.flatMap((nameWithOwner, index) => {
    const [owner = '', name = ''] = nameWithOwner.split('/');
    return [[`owner${index}`, owner] as const, [`name${index}`, name] as const];
  });
  const { data, errors } = await partialQuery<Answer>(
    client,
    presentNamesQuery(names.length),
    Object.fromEntries(variables),
  );
  const trouble = errors.find(({ type }) => !UNSEEN.includes(type ?? ''));
  if (trouble === undefined) return data;
  throw new ActionNeeded(
    `GitHub does not tell what some repositories are called today: ${reasonOf(trouble)}. Nothing is changed; run again.`,
  );
}
