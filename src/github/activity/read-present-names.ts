import { splitName } from '../../newsletter/activity/repository.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { queryInBatches } from '../connection/adaptive-query.js';
import type { Client, Log } from '../connection/client.js';
import { ActionNeeded } from '../connection/errors.js';
import { reasonOf } from '../connection/graphql.js';
import { pageSizeOf } from '../connection/page-size.js';
import { remember } from '../connection/remember.js';

/** A query for the present names of as many repositories. GitHub follows renames and transfers. */
export function presentNamesQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$owner${index}: String!, $name${index}: String!`);
  const aliases = indices.map(
    (index) =>
      `repository${index}: repository(owner: $owner${index}, name: $name${index}) { nameWithOwner isPrivate }`,
  );
  return `query PresentNames(${variables.join(', ')}) { ${aliases.join(' ')} }`;
}

/** What GitHub says of a repository that is not there, or that not everybody may see. */
const UNSEEN = ['NOT_FOUND', 'FORBIDDEN'];

type Answer = Readonly<
  Record<string, { readonly nameWithOwner: string; readonly isPrivate: boolean } | null>
>;

/** What GitHub says of names, by these, in lower case. */
export interface PresentNames {
  /** What repositories are called today; without those that do not exist or may not be seen. */
  readonly names: ReadonlyMap<string, string>;
  /** Those that are private, or that GitHub does not find: they are private for who asks, or deleted. */
  readonly hidden: ReadonlySet<string>;
}

const NO_NAMES: PresentNames = { names: new Map(), hidden: new Set() };

/**
 * What repositories are called today, by the names that are asked for, in lower case; without those that do not exist or
 * may not be seen. Throws when GitHub has trouble: without the answer, things
 * would be told twice, or not at all.
 */
export async function readPresentNames(
  client: Client,
  names: readonly string[],
  log: Log,
): Promise<ReadonlyMap<string, string>> {
  return names.length === 0 ? NO_NAMES.names : (await ask(client, names, log)).names;
}

/**
 * As above, with those that are hidden, but asked once as long as these are the `repositories` in which something was done: one that is renamed
 * later comes up as one more.
 */
export async function recallPresentNames(
  client: Client,
  names: readonly string[],
  repositories: readonly string[],
  log: Log,
): Promise<PresentNames> {
  if (names.length === 0) return NO_NAMES;
  const [asked, known] = [names, repositories].map((some) => [...some].sort(compareText));
  return remember(client, ['PresentNames', asked, known], () => ask(client, asked ?? [], log));
}

const NAMES_A_REQUEST = { first: 50, largest: 100, smallest: 1 };

async function ask(client: Client, names: readonly string[], log: Log): Promise<PresentNames> {
  log.info(`Asking what ${names.length} repositories are called today.`);
  const size = pageSizeOf(client, 'PresentNames', NAMES_A_REQUEST);
  const batches = await queryInBatches<string, Answer>(client, names, size, requestFor, log);
  const trouble = batches.flatMap(({ errors }) => errors).find(({ type }) => !UNSEEN.includes(type ?? ''));
  if (trouble !== undefined) {
    throw new ActionNeeded(
      `GitHub does not tell what some repositories are called today: ${reasonOf(trouble)}. Nothing is changed; run again.`,
    );
  }
  const present = new Map<string, string>();
  const hidden = new Set<string>();
  for (const { items, data, errors } of batches) {
    for (const [index, name] of items.entries()) {
      const alias = `repository${index}`;
      const repository = data[alias];
      const isMissing = errors.some(({ type, path }) => type === 'NOT_FOUND' && path?.[0] === alias);
      if (repository != null) present.set(name.toLowerCase(), repository.nameWithOwner);
      if (repository?.isPrivate === true || (repository == null && isMissing)) hidden.add(name.toLowerCase());
    }
  }
  return { names: present, hidden };
}

function requestFor(names: readonly string[]) {
  const variables = names.flatMap((nameWithOwner, index) => {
    const { owner, name } = splitName(nameWithOwner);
    return [
      [`owner${index}`, owner],
      [`name${index}`, name],
    ];
  });
  return { document: presentNamesQuery(names.length), variables: Object.fromEntries(variables) };
}
