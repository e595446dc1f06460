import { type FormerNames, formerNamesOf, NO_FORMER_NAMES } from '../newsletter/activity/former-names.js';
import type { EditionSettings } from '../newsletter/house-style/edition-settings.js';
import type { NewsletterConfig } from './newsletter-config.js';
import { excludedRepositories, repositoryConfig } from './repository-config.js';

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
