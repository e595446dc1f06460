import { editionSettings, repositoriesSet } from '../config/newsletter-config.js';
import { readActivity } from '../github/activity/read-activity.js';
import { recallPresentNames } from '../github/activity/read-present-names.js';
import { readReleases } from '../github/activity/read-releases.js';
import type { Conversation } from '../github/comments/conversation.js';
import type { Client, Log } from '../github/connection/client.js';
import { ActionNeeded } from '../github/connection/errors.js';
import { type Month, monthOf } from '../newsletter/activity/month.js';
import { type FormerNames, isOwnedBy, toFormerNames } from '../newsletter/activity/repository.js';
import { type EditionSources, releaseQuestions } from '../newsletter/edition/assemble-edition.js';
import { whyUnusable } from '../newsletter/house-style/earlier-edition.js';
import { type HiddenRepositories, NONE_HIDDEN } from '../newsletter/merge/hidden-repositories.js';
import { editionsByPresentNames } from '../newsletter/merge/present-names.js';
import { type NamedThings, unknownNames } from '../newsletter/merge/unknown-names.js';
import { activityScope, type MonthDraft } from './activity-scope.js';
import type { Desk } from './open-desk.js';

/** What an edition is made from, with what people wrote on the month's pull requests; nothing where notes are off. */
export interface MonthSources extends EditionSources {
  readonly conversations: readonly Conversation[];
  /** Names that the month's repositories had before. */
  readonly formerNames: FormerNames;
  /** Those that are followed and not everybody may see, where everybody may see the newsletter. */
  readonly hidden: HiddenRepositories;
}

/**
 * Reads what the edition of `month` is made from; `draft`: `null` where none is kept, and nobody is answered. Throws
 * `ActionNeeded` for a month that has not begun.
 */
export async function readSources(
  client: Client,
  desk: Desk,
  month: Month,
  now: Date,
  log: Log,
  draft: MonthDraft | null = null,
): Promise<MonthSources> {
  if (month > monthOf(now)) {
    throw new ActionNeeded(
      `${month} has not begun yet (today is in ${monthOf(now)} in UTC). Give a month up to this one.`,
    );
  }
  const { config, published } = desk;
  const earlier = published.editions.filter((edition) => edition.month < month);
  for (const edition of earlier) {
    const problem = whyUnusable(edition);
    if (problem !== null) log.warn(`The edition of ${edition.month} teaches no house style: ${problem}`);
  }
  const scope = activityScope(desk, earlier, month, draft);
  const { conversations, ...activity } = await readActivity(client, scope, month, log);
  const settings = editionSettings(config);
  const named = {
    activity,
    earlier,
    drafts: draft?.texts ?? [],
    set: repositoriesSet(config),
    watch: config.watch,
    isLeftOut: (repository: string) => settings.repository(repository).isLeftOut,
  };
  const { formerNames, hidden } = await readNames(client, named, log);
  const sources = {
    activity: { ...activity, gaps: [...published.gaps, ...activity.gaps] },
    earlier: editionsByPresentNames(earlier, formerNames),
    template: published.template,
    settings: editionSettings(config, formerNames),
  };
  const releases = await readReleases(client, releaseQuestions(sources), log);
  return {
    ...sources,
    releases,
    conversations,
    formerNames,
    hidden: desk.newsletter.isPrivate ? NONE_HIDDEN : hidden,
  };
}

/** Asks GitHub about the names that may be former ones of the month's repositories, or of hidden ones. */
async function readNames(
  client: Client,
  things: NamedThings,
  log: Log,
): Promise<Pick<MonthSources, 'formerNames' | 'hidden'>> {
  const { repositories } = things.activity;
  const known = repositories.map(({ nameWithOwner }) => nameWithOwner);
  const present = await recallPresentNames(client, unknownNames(things), known, log);
  const formerNames = toFormerNames(present.names, things.activity);
  for (const [name, { nameWithOwner }] of formerNames) log.info(`${name} is called ${nameWithOwner} today.`);
  const isFollowed = (name: string) =>
    isOwnedBy(name, things.activity.organization) || things.watch.some((each) => each.toLowerCase() === name);
  return { formerNames, hidden: new Set([...present.hidden].filter(isFollowed)) };
}
