import type { EditionSettings } from '../newsletter/edition-settings.js';
import type { NewsletterConfig } from './newsletter-config.js';
import { repositoryConfig } from './repository-config.js';

/** The part of the configuration that an edition's text depends on. */
export function editionSettings(config: NewsletterConfig): EditionSettings {
  return {
    name: config.name,
    hide: config.hide,
    order: config.order,
    optOut: config.credit.optOut,
    publishedAs: config.publishedAs,
    takesNotes: config.notes,
    repository(nameWithOwner) {
      const own = repositoryConfig(config, nameWithOwner);
      return {
        group: own.group ?? config.group,
        heading: own.heading ?? null,
        maintainers: own.maintainers ?? null,
        introduction: own.introduction ?? null,
        directCommits: own.directCommits ?? config.directCommits,
        isLeftOut: own.hide ?? false,
      };
    },
  };
}
