import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import { editionSettings } from '../config/edition-settings.js';
import type { NewsletterConfig } from '../config/newsletter-config.js';
import { excludedRepositories, repositoriesSet, repositoryConfig } from '../config/repository-config.js';
import { readActivity } from '../github/activity/read-activity.js';
import { recallPresentNames } from '../github/activity/read-present-names.js';
import { readReleases } from '../github/activity/read-releases.js';
import type { Stray } from '../github/activity/stray.js';
import type { Conversation } from '../github/comments/conversation.js';
import type { Moves } from '../github/comments/read-moves.js';
import type { Client, Log } from '../github/connection/client.js';
import { ActionNeeded } from '../github/connection/errors.js';
import { type FormerNames, toFormerNames } from '../newsletter/activity/former-names.js';
import { type Month, monthOf } from '../newsletter/activity/month.js';
import type { EditionSources } from '../newsletter/edition/assemble-edition.js';
import { leftFrom } from '../newsletter/edition/left-from.js';
import { releaseQuestions } from '../newsletter/edition/release-questions.js';
import {
  type EarlierEdition,
  mentionsRepository,
  whyUnusable,
} from '../newsletter/house-style/earlier-edition.js';
import { tellsReleases } from '../newsletter/house-style/tells-releases.js';
import { editionsByPresentNames } from '../newsletter/merge/present-names.js';
import { type NamedThings, unknownNames } from '../newsletter/merge/unknown-names.js';
import type { Desk } from './open-desk.js';

/** What an edition is made from, with what people wrote on the month's pull requests; nothing where notes are off. */
export interface MonthSources extends EditionSources {
  readonly conversations: readonly Conversation[];
  /** Pull requests of which the month has nothing, and on which people may want an answer. */
  readonly strays: readonly Stray[];
  /** Names that the month's repositories had before. */
  readonly formerNames: FormerNames;
}

/** How people are answered. */
export interface Answering {
  /** The App's name; `null` without one. */
  readonly app: string | null;
  /** What comments on drafts move to the edition. */
  readonly moves: Moves;
  /** Whether the draft is of the edition that is due: then those who asked elsewhere are answered too. */
  readonly isDue: boolean;
}

/** A comment elsewhere that is older needs no answer any more, or GitHub does not let the bot give it. */
const ANSWERED_DAYS = 14;

/**
 * Reads what the edition of `month` is made from. `drafts` are the texts of its draft, which may know repositories by
 * names that they had before; `answering`: `null` where nobody is answered. Throws `ActionNeeded` for a month that has
 * not begun.
 */
export async function readSources(
  client: Client,
  desk: Desk,
  month: Month,
  now: Date,
  log: Log,
  drafts: readonly string[] = [],
  answering: Answering | null = null,
): Promise<MonthSources> {
  if (month > monthOf(now)) {
    throw new ActionNeeded(
      `${month} has not begun yet (today is in ${monthOf(now)} in UTC). Give a month up to this one.`,
    );
  }
  const { newsletter, config, published } = desk;
  const earlier = published.editions.filter((edition) => edition.month < month);
  for (const edition of earlier) {
    const problem = whyUnusable(edition);
    if (problem !== null) log.warn(`The edition of ${edition.month} teaches no house style: ${problem}`);
  }
  const scope = {
    organization: config.organization,
    isOrganization: published.isOrganization,
    exclude: [newsletter.nameWithOwner, ...excludedRepositories(config)],
    includePrivate: newsletter.isPrivate,
    watch: watchedRepositories(config),
    from: leftFrom(earlier, month),
    allFiles: needsAllFiles(config),
    conversations: config.notes,
    straysSince: config.notes && answering?.isDue === true ? subDays(now, ANSWERED_DAYS, { in: utc }) : null,
    app: answering?.app ?? null,
    named: answering?.moves.named ?? [],
    memberCrates: (repository: string) => needsMembers(config, earlier, repository),
  };
  const { conversations, strays, ...activity } = await readActivity(client, scope, month, log);
  const settings = editionSettings(config);
  const named = {
    activity,
    earlier,
    drafts,
    set: repositoriesSet(config),
    isLeftOut: (repository: string) => settings.repository(repository).isLeftOut,
  };
  const formerNames = await readFormerNames(client, named, log);
  const sources = {
    activity: { ...activity, gaps: [...published.gaps, ...activity.gaps] },
    earlier: editionsByPresentNames(earlier, formerNames),
    template: published.template,
    settings: editionSettings(config, formerNames),
  };
  const releases = await readReleases(client, releaseQuestions(sources), log);
  return { ...sources, releases, conversations, strays, formerNames };
}

/** Asks GitHub about the names that may be former ones of the month's repositories. */
async function readFormerNames(client: Client, things: NamedThings, log: Log): Promise<FormerNames> {
  const { repositories } = things.activity;
  const known = repositories.map(({ nameWithOwner }) => nameWithOwner);
  const present = await recallPresentNames(client, unknownNames(things), known, log);
  const formerNames = toFormerNames(present, things.activity);
  for (const [name, { nameWithOwner }] of formerNames) log.info(`${name} is called ${nameWithOwner} today.`);
  return formerNames;
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
  return watch.filter((name) => !name.toLowerCase().startsWith(`${organization.toLowerCase()}/`));
}

/** Where neither sections are crates nor paths are hidden, no decision depends on a pull request's files. */
function needsAllFiles({ group, hide, repositories }: NewsletterConfig): boolean {
  const byCrate =
    group === 'crate' || Object.values(repositories).some((repository) => repository.group === 'crate');
  return byCrate || hide.paths.length > 0;
}
