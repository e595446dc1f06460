import { defaultConfig } from './default-config.js';
import type { NewsletterConfig, RepositoryConfig } from './newsletter-config.js';

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
