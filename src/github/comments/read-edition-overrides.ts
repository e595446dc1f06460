import type { Month } from '../../newsletter/activity/month.js';
import { isOwnedBy } from '../../newsletter/activity/repository.js';
import { type EditionOverride, overridesFor, postponedTo } from '../../requests/edition-overrides.js';
import type { ReadComment } from './conversation.js';
import type { UserPermissions } from './read-control.js';

/** What is known of drafts when a month is read. */
export interface OverrideSources {
  /** `nameWithOwner` of the newsletter. */
  readonly newsletter: string;
  readonly organization: string;
  readonly month: Month;
  /** Comments on the draft. */
  readonly comments: readonly ReadComment[];
  /** Comments on the drafts before it, oldest first, of the time before they were merged. */
  readonly earlier: readonly ReadComment[];
}

/** A pull request by its name. */
export type NamedPullRequest = Pick<EditionOverride, 'repository' | 'number' | 'key'>;

/** What comments on drafts move to an edition. */
export interface EditionOverrides {
  /** Those that the month does not have have to be read. */
  readonly named: readonly NamedPullRequest[];
  /** Keys of those that an earlier draft postponed to this edition. */
  readonly postponed: ReadonlySet<string>;
}

/** Nothing is moved. */
export const NO_OVERRIDES: EditionOverrides = { named: [], postponed: new Set() };

/** More than anybody moves; what was asked last counts. */
const MOST = 50;

/** Repositories in which the permission of one person who is not an editor is looked up; so nobody keeps the bot asking. */
const MOST_LOOKED_UP = 10;

/**
 * The pull requests that people who may moved to the edition by a comment on its draft or on one before it. Nobody's
 * access is looked up who does not ask for such a thing.
 */
export async function readEditionOverrides(
  permissions: UserPermissions,
  sources: OverrideSources,
): Promise<EditionOverrides> {
  const { organization, month, comments, earlier } = sources;
  const here = await allowed(permissions, sources, overridesFor(comments, month, organization));
  const postponed = postponedTo(month, earlier, organization);
  const confirmed = postponed.filter(({ isDone }) => isDone);
  const others = await allowed(
    permissions,
    sources,
    postponed.filter(({ isDone }) => !isDone),
  );
  const named = new Map([...confirmed, ...others, ...here].map((move) => [move.key, move]));
  return {
    named: [...named.values()].slice(-MOST),
    postponed: new Set([...confirmed, ...others].map(({ key }) => key)),
  };
}

/** Those of the organization's whose sender may write to the newsletter, or to the repository. */
async function allowed(
  { mayWrite }: UserPermissions,
  { newsletter, organization }: OverrideSources,
  moves: readonly EditionOverride[],
): Promise<readonly EditionOverride[]> {
  const lookedUp = new Map<string, Set<string>>();
  const kept: EditionOverride[] = [];
  for (const move of moves.filter(({ repository }) => isOwnedBy(repository, organization))) {
    const { login, repository } = move;
    const repositories = (lookedUp.get(login) ?? new Set()).add(repository.toLowerCase());
    lookedUp.set(login, repositories);
    const isEditor = (await mayWrite(newsletter, login)) === true;
    const isKnown = repositories.size <= MOST_LOOKED_UP;
    if (isEditor || (isKnown && (await mayWrite(repository, login)) === true)) kept.push(move);
  }
  return kept;
}
