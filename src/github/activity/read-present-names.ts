import { distance } from 'fastest-levenshtein';
import type { MissingRepository, NamedRepository } from '../../newsletter/activity/activity.js';
import { NameMap, NameSet, nameKey, splitName } from '../../newsletter/activity/names.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { namesUnknown } from '../../replies/problems.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { ActionNeeded, reasonOf } from '../connection/errors.js';
import { type ListQuery, type Page, pages, remember } from '../connection/graphql.js';

/** What repositories are called today, by their `nameWithOwner`: GitHub follows renames and transfers. */
export const PRESENT_NAMES: BatchQuery<string> = {
  operation: 'PresentNames',
  alias: 'repository',
  field: 'repository(owner: $owner, name: $name) { nameWithOwner isPrivate }',
  types: { owner: 'String!', name: 'String!' },
  variables: (nameWithOwner) => ({ ...splitName(nameWithOwner) }),
  limits: { first: 50, largest: 100, smallest: 1 },
};

interface PresentName {
  readonly nameWithOwner: string;
  readonly isPrivate: boolean;
}

/** GitHub's types of error for a repository that does not exist, or that not everybody may see. */
const UNSEEN = ['NOT_FOUND', 'FORBIDDEN'];

/** What repositories are called today. */
export interface PresentNames {
  /** Today's `nameWithOwner` by the name that was asked for; without those that do not exist or may not be seen. */
  readonly names: NameMap<string>;
  /** Names of repositories that are private, or that GitHub does not find: invisible to this token, or deleted. */
  readonly hidden: NameSet;
}

const NO_NAMES: PresentNames = { names: new NameMap(), hidden: new NameSet() };

/**
 * Today's `nameWithOwner` of repositories, by the names that are asked for; without those that do not exist
 * or may not be seen. Throws `ActionNeeded` when GitHub has trouble: without the answer, an edition would list things
 * twice, or not at all.
 */
export async function readPresentNames(
  client: Client,
  names: readonly string[],
  log: Log,
): Promise<NameMap<string>> {
  return names.length === 0 ? NO_NAMES.names : (await ask(client, names, log)).names;
}

/** Those of the names that not everybody may see, as GitHub says now. Throws when GitHub has trouble. */
export async function readHiddenNames(
  client: Client,
  names: readonly string[],
  log: Log,
): Promise<PresentNames['hidden']> {
  return names.length === 0 ? NO_NAMES.hidden : (await ask(client, names, log)).hidden;
}

/**
 * Like `readPresentNames`, with the hidden repositories. An answer is remembered while something was done in the same
 * `repositories`: after a rename, one more of them appears.
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

/** The names of an organization's repositories. */
export const REPOSITORY_NAMES: ListQuery<NamesAnswer, { readonly nameWithOwner: string }> = {
  document: /* GraphQL */ `
    query RepositoryNames($owner: String!, $privacy: RepositoryPrivacy, $first: Int!, $after: String) {
      repositoryOwner(login: $owner) {
        repositories(first: $first, after: $after, ownerAffiliations: [OWNER], privacy: $privacy) {
          pageInfo { hasNextPage endCursor }
          nodes { nameWithOwner }
        }
      }
    }
  `,
  pageIn: ({ repositoryOwner }) => repositoryOwner?.repositories,
};

interface NamesAnswer {
  readonly repositoryOwner?: { readonly repositories: Page<{ readonly nameWithOwner: string }> } | null;
}

/** More pages than anybody waits for only to be told a name. */
const MOST_PAGES = 20;

/** Of the repositories that the settings name, those that do not exist or that not everybody may see, each with the nearest name. */
export async function findMissing(
  client: Client,
  named: readonly NamedRepository[],
  places: {
    readonly organization: string;
    readonly includePrivate: boolean;
    readonly known: readonly string[];
  },
  log: Log,
): Promise<readonly MissingRepository[]> {
  if (named.length === 0) return [];
  const known = new NameSet(places.known);
  const unknown = named.map(({ name }) => name).filter((name) => !known.has(name));
  const present = (await recallPresentNames(client, unknown, places.known, log)).names;
  const missing = named.filter(({ name }) => !known.has(name) && !present.has(name));
  if (missing.length === 0) return [];
  const names = await remember(client, ['RepositoryNames', places], () => readNames(client, places));
  return missing.map(({ setting, place, name }) => ({ setting, place, nearest: nearest(name, names) }));
}

async function readNames(
  client: Client,
  {
    organization: owner,
    includePrivate,
  }: { readonly organization: string; readonly includePrivate: boolean },
): Promise<readonly string[]> {
  const names: string[] = [];
  let count = 0;
  for await (const { nodes } of pages(client, REPOSITORY_NAMES, {
    owner,
    privacy: includePrivate ? null : 'PUBLIC',
  })) {
    names.push(...nodes.map(({ nameWithOwner }) => nameWithOwner));
    count += 1;
    if (count === MOST_PAGES) break;
  }
  return names;
}

/** The name that is most like it, without the owner; `null`: none is like it. */
function nearest(name: string, names: readonly string[]): string | null {
  const bare = (full: string) => splitName(full).name;
  const found = names
    .map((each) => ({ each, edits: distance(nameKey(bare(name)), nameKey(bare(each))) }))
    .toSorted((left, right) => left.edits - right.edits || compareText(left.each, right.each))[0];
  const isLike = found !== undefined && found.edits <= Math.max(1, bare(name).length / 3);
  return isLike ? bare(found.each) : null;
}

async function ask(client: Client, names: readonly string[], log: Log): Promise<PresentNames> {
  log.info(`Asking what ${names.length} repositories are called today.`);
  const answers = await queryEach<string, PresentName>(client, PRESENT_NAMES, names, log);
  const trouble = answers.flatMap(({ errors }) => errors).find(({ type }) => !UNSEEN.includes(type ?? ''));
  if (trouble !== undefined) {
    throw new ActionNeeded(namesUnknown(reasonOf(trouble)));
  }
  const present: (readonly [string, string])[] = [];
  const hidden: string[] = [];
  for (const { item: name, data, errors } of answers) {
    if (data !== null) present.push([name, data.nameWithOwner]);
    const isMissing = data === null && errors.some(({ type }) => type === 'NOT_FOUND');
    if (data?.isPrivate === true || isMissing) hidden.push(name);
  }
  return { names: new NameMap(present), hidden: new NameSet(hidden) };
}
