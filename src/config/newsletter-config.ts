import { type FormerNames, formerNamesOf, NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import type { EditionSettings, EntryOrder, HideRules } from '../newsletter/house-style/edition-settings.js';
import { DEFAULT_LEAD } from '../newsletter/house-style/lead-sentence.js';

/** How the entries of a repository are grouped: one section for the repository, or one for each of its crates. */
export type Grouping = 'repository' | 'crate';

/** What becomes of commits that belong to no pull request; `learned` from the earlier editions. */
export type DirectCommits = 'learned' | 'show' | 'hide' | 'ignore';

/** Whether entries tell the release that contains them; `learned` from the earlier editions. */
export type PublishedAs = 'learned' | 'always' | 'never';

/** Whose merged pull requests get a comment that invites to a note: nobody's, of first-time contributors, or all shown. */
export type Invite = 'none' | 'first-timers' | 'shown';

/** Whom the newsletter thanks. */
export interface CreditConfig {
  /** Logins that are never thanked, as written. */
  readonly optOut: readonly string[];
}

/** What the check run looks for, beyond what could break the page. */
export interface CheckConfig {
  /** Known misspellings in what the bot writes. */
  readonly typos: boolean;
  /** Words and identifiers that are right here, as written. */
  readonly allowedWords: readonly string[];
}

/** Where it is told that an edition is published. Without either setting, nowhere. */
export interface AnnounceConfig {
  /** Number of an issue in the newsletter's repository; null: no announcement. */
  readonly issue: number | null;
  /** Where an edition is read, with `{month}` (written as YYYY-MM) exactly once; null: its file on GitHub. */
  readonly address: string | null;
}

/** What is particular to one repository; a setting that is absent follows the newsletter's. */
export interface RepositoryConfig {
  readonly group?: Grouping;
  /** The name shown in place of the repository's. */
  readonly heading?: string;
  /** Logins of the maintainers, as written. */
  readonly maintainers?: readonly string[];
  /** Markdown that introduces the repository under its heading. */
  readonly introduction?: string;
  readonly directCommits?: DirectCommits;
  /** Leave the whole repository out. */
  readonly hide?: boolean;
}

/** The settings of `newsletter.yml`, with the defaults applied. */
export interface NewsletterConfig {
  /** `nameWithOwner` of the newsletter's own repository. */
  readonly newsletter: string;
  /** Login of the organization whose repositories are collected. */
  readonly organization: string;
  /** Name of the newsletter; null: learned from the earlier editions. */
  readonly name: string | null;
  /** Path of an edition, with `{month}` (written as YYYY-MM) exactly once. */
  readonly file: string;
  /** Name of the branch that holds the draft. */
  readonly branch: string;
  /** Path of a template in the newsletter's repository; null: learned from the earlier editions. */
  readonly template: string | null;
  /** Repositories, as `name` or `owner/name`, that are never collected. The newsletter's own never is either. */
  readonly exclude: readonly string[];
  /** `nameWithOwner` of repositories outside of the organization that are collected too. */
  readonly watch: readonly string[];
  readonly group: Grouping;
  readonly directCommits: DirectCommits;
  readonly publishedAs: PublishedAs;
  /** The order of a section's entries. */
  readonly order: EntryOrder | 'learned';
  /** The lead sentence of a section that has none of its own yet, in the plural. */
  readonly lead: string;
  /** Whether people may change the edition by what they write on pull requests. */
  readonly notes: boolean;
  /** Hosts from which images may come in sections that people write, as written. */
  readonly images: readonly string[];
  /** Whether links without a title get that of their page. */
  readonly fetchTitles: boolean;
  readonly invite: Invite;
  readonly hide: HideRules;
  readonly credit: CreditConfig;
  readonly check: CheckConfig;
  readonly announce: AnnounceConfig;
  /** Keyed by `name` or `owner/name`, as written. */
  readonly repositories: Readonly<Record<string, RepositoryConfig>>;
}

/** The settings of a newsletter without a `newsletter.yml`. `newsletter` is the `nameWithOwner` of its repository. */
export function defaultConfig(newsletter: string): NewsletterConfig {
  const [owner = newsletter] = newsletter.split('/');
  return {
    newsletter,
    organization: owner,
    name: null,
    file: 'content/this-month/{month}/index.md',
    branch: 'next',
    template: null,
    exclude: ['about'],
    watch: [],
    group: 'repository',
    directCommits: 'learned',
    publishedAs: 'learned',
    order: 'learned',
    lead: DEFAULT_LEAD,
    notes: true,
    images: [],
    fetchTitles: false,
    invite: 'none',
    hide: { bots: true, learned: true, authors: [], titles: [], paths: [], labels: [] },
    credit: { optOut: [] },
    check: { typos: true, allowedWords: [] },
    announce: { issue: null, address: null },
    repositories: {},
  };
}

/** The part of the configuration that an edition's text depends on; what it says of a former name goes for the present. */
export function editionSettings(
  config: NewsletterConfig,
  formerNames: FormerNames = NO_FORMER_NAMES,
): EditionSettings {
  const excluded = new Set(excludedRepositories(config).map((name) => name.toLowerCase()));
  return {
    name: config.name,
    hide: config.hide,
    order: config.order,
    lead: config.lead,
    optOut: config.credit.optOut,
    publishedAs: config.publishedAs,
    takesNotes: config.notes,
    repository(nameWithOwner) {
      const former = formerNamesOf(nameWithOwner, formerNames);
      const own = repositoryConfig(config, nameWithOwner, former);
      return {
        group: own.group ?? config.group,
        heading: own.heading ?? null,
        maintainers: own.maintainers ?? null,
        introduction: own.introduction ?? null,
        directCommits: own.directCommits ?? config.directCommits,
        isLeftOut: own.hide ?? former.some((name) => excluded.has(name)),
      };
    },
  };
}

/**
 * The settings of a repository, whichever way the file names it; letter case does not matter, as on GitHub. The full
 * name goes before the bare one, and both before the names that it had before. Empty when the file has none.
 */
export function repositoryConfig(
  config: NewsletterConfig,
  nameWithOwner: string,
  formerNames: readonly string[] = [],
): RepositoryConfig {
  const names = [nameWithOwner, ...formerNames].flatMap((full) => [full, full.split('/')[1] ?? full]);
  return names.map((name) => find(config, name)).find((found) => found !== undefined) ?? {};
}

/** The repositories that are never collected, as `owner/name`. The newsletter's own is not among them. */
export function excludedRepositories({ exclude, organization }: NewsletterConfig): readonly string[] {
  return exclude.map((name) => inOrganization(name, organization));
}

/** The repositories that the editors' settings are about, as `owner/name`; not those that are excluded by default. */
export function repositoriesSet({
  newsletter,
  organization,
  repositories,
  exclude,
}: NewsletterConfig): readonly string[] {
  const byDefault = defaultConfig(newsletter).exclude;
  const named = [...Object.keys(repositories), ...exclude.filter((name) => !byDefault.includes(name))];
  return named.map((name) => inOrganization(name, organization));
}

function inOrganization(name: string, organization: string): string {
  return name.includes('/') ? name : `${organization}/${name}`;
}

function find({ repositories }: NewsletterConfig, name: string): RepositoryConfig | undefined {
  const entry = Object.entries(repositories).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return entry?.[1];
}
