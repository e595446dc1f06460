import { NameMap, NameSet, splitName } from '../../newsletter/activity/names.js';
import { compareText } from '../../newsletter/markdown/order.js';
import { namesUnknown } from '../../replies/problems.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { ActionNeeded, reasonOf } from '../connection/errors.js';
import { remember } from '../connection/graphql.js';

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
