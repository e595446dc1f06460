import type { z } from 'zod';
import { isSameName, NameSet } from '../newsletter/activity/names.js';
import { type FormerNames, NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import type { EditionSettings, RepositorySettings } from '../newsletter/house-style/edition-settings.js';
import { fileSchema, repositorySchema } from './settings.js';

/** The settings of `newsletter.yml`, with the defaults applied. Names of people and repositories are as they were written. */
export interface NewsletterConfig extends Readonly<Omit<z.output<typeof fileSchema>, 'organization'>> {
  /** `nameWithOwner` of the newsletter's own repository. */
  readonly newsletter: string;
  /** Login of the organization whose repositories are collected. */
  readonly organization: string;
}

/** What is particular to one repository; `null`: nothing is. */
export type RepositoryConfig = z.output<typeof repositorySchema>;

/** The settings of a newsletter without a `newsletter.yml`. `newsletter` is the `nameWithOwner` of its repository. */
export function defaultConfig(newsletter: string): NewsletterConfig {
  return configOf(fileSchema.parse({}), newsletter);
}

/** The settings of a file for the newsletter in this repository. */
export function configOf(file: z.output<typeof fileSchema>, newsletter: string): NewsletterConfig {
  const [owner = newsletter] = newsletter.split('/');
  return { ...file, newsletter, organization: file.organization ?? owner };
}

/**
 * The settings as an edition reads them: under their own keys, but for those of a repository, which are looked up. What is
 * set for a former name goes for the present one.
 */
export function editionSettings(
  config: NewsletterConfig,
  formerNames: FormerNames = NO_FORMER_NAMES,
): EditionSettings {
  const excluded = new NameSet(excludedRepositories(config));
  const known = new Map<string, RepositorySettings>();
  const settingsOf = (nameWithOwner: string): RepositorySettings => {
    const former = [...formerNames].flatMap(([name, present]) =>
      present.nameWithOwner === nameWithOwner ? [name] : [],
    );
    const own = repositoryConfig(config, nameWithOwner, former);
    return {
      ...own,
      group: own.group ?? config.group,
      groupWithin: own.groupWithin ?? config.groupWithin,
      labels: own.labels ?? config.labels,
      directCommits: own.directCommits ?? config.directCommits,
      hide: own.hide ?? former.some((name) => excluded.has(name)),
    };
  };
  return {
    ...config,
    repository(nameWithOwner) {
      const settings = known.get(nameWithOwner) ?? settingsOf(nameWithOwner);
      known.set(nameWithOwner, settings);
      return settings;
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
  return (
    names.map((name) => find(config, name)).find((found) => found !== undefined) ??
    repositorySchema.parse(null)
  );
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

/** The logins that the settings name, each place in turn. */
export function peopleSet({ credit, hide, bots, people, repositories }: NewsletterConfig): readonly string[] {
  const maintainers = Object.values(repositories).flatMap((repository) => repository.maintainers ?? []);
  return [...credit.optOut, ...maintainers, ...hide.authors, ...bots, ...people];
}

/** The settings with other logins; `null` takes one out. */
export function withPeople(
  config: NewsletterConfig,
  loginFor: (login: string) => string | null,
): NewsletterConfig {
  const { credit, hide, bots, people, repositories } = config;
  const changed = (logins: readonly string[]) => logins.flatMap((login) => loginFor(login) ?? []);
  return {
    ...config,
    credit: { ...credit, optOut: changed(credit.optOut) },
    hide: { ...hide, authors: changed(hide.authors) },
    bots: changed(bots),
    people: changed(people),
    repositories: Object.fromEntries(
      Object.entries(repositories).map(([name, { maintainers, ...repository }]) => [
        name,
        { ...repository, maintainers: maintainers === null ? null : changed(maintainers) },
      ]),
    ),
  };
}

function inOrganization(name: string, organization: string): string {
  return name.includes('/') ? name : `${organization}/${name}`;
}

function find({ repositories }: NewsletterConfig, name: string): RepositoryConfig | undefined {
  const entry = Object.entries(repositories).find(([key]) => isSameName(key, name));
  return entry?.[1];
}
