import {
  excludedRepositories,
  type NewsletterConfig,
  repositoryConfig,
} from '../config/newsletter-config.js';
import type { ActivityScope } from '../github/activity/read-activity.js';
import type { Moves, NamedPullRequest } from '../github/comments/read-moves.js';
import type { Month } from '../newsletter/activity/month.js';
import { isOwnedBy } from '../newsletter/activity/repository.js';
import { collectFrom } from '../newsletter/edition/due-month.js';
import { type EarlierEdition, mentionsRepository } from '../newsletter/house-style/earlier-edition.js';
import { tellsReleases } from '../newsletter/house-style/tells-releases.js';
import type { Desk } from './open-desk.js';

/** What a run knows of the month's draft before it reads the month. */
export interface MonthDraft {
  /** Its versions, which may call repositories by names that they had before. */
  readonly texts: readonly string[];
  /** The App's name, by which people address the bot; `null` without one. */
  readonly app: string | null;
  /** What comments on drafts move to the edition. */
  readonly moves: Moves;
  /** Pull requests of which webhooks told. */
  readonly told: readonly NamedPullRequest[];
}

/** What of GitHub is read for the edition of `month`. `earlier` are the editions before it. */
export function activityScope(
  { newsletter, config, published }: Desk,
  earlier: readonly EarlierEdition[],
  month: Month,
  draft: MonthDraft | null,
): ActivityScope {
  return {
    organization: config.organization,
    isOrganization: published.isOrganization,
    exclude: [newsletter.nameWithOwner, ...excludedRepositories(config)],
    includePrivate: newsletter.isPrivate,
    watch: watchedRepositories(config),
    from: collectFrom(earlier, month),
    allFiles: needsAllFiles(config),
    conversations: config.notes,
    app: draft?.app ?? null,
    named: draft?.moves.named ?? [],
    told: draft?.told ?? [],
    memberCrates: (repository) => needsMembers(config, earlier, repository),
  };
}

/**
 * A section about a whole repository needs no more than its root manifest, and not even that once an edition shows what
 * it is called. Sections by crate, those of which nothing is known, and notes of publication need them all.
 */
function needsMembers(
  config: NewsletterConfig,
  earlier: readonly EarlierEdition[],
  repository: string,
): boolean {
  const group = repositoryConfig(config, repository).group ?? config.group;
  const isKnown = earlier.some((edition) => mentionsRepository(edition, repository));
  return group === 'crate' || !isKnown || tellsReleases(config.publishedAs, earlier);
}

/** Those outside of the organization; its own are collected anyway. */
function watchedRepositories({ organization, watch }: NewsletterConfig): readonly string[] {
  return watch.filter((name) => !isOwnedBy(name, organization));
}

/** Where neither sections are crates nor paths are hidden, no decision depends on a pull request's files. */
function needsAllFiles({ group, hide, repositories }: NewsletterConfig): boolean {
  const byCrate =
    group === 'crate' || Object.values(repositories).some((repository) => repository.group === 'crate');
  return byCrate || hide.paths.length > 0;
}
