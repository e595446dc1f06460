import type { NewsletterConfig, RepositoryConfig } from './newsletter-config.js';

/**
 * The settings of a repository, whichever way the file names it; letter case does not matter, as on GitHub. The full
 * name goes before the bare one. Empty when the file has none.
 */
export function repositoryConfig(config: NewsletterConfig, nameWithOwner: string): RepositoryConfig {
  const [, name = nameWithOwner] = nameWithOwner.split('/');
  return find(config, nameWithOwner) ?? find(config, name) ?? {};
}

function find({ repositories }: NewsletterConfig, name: string): RepositoryConfig | undefined {
  const entry = Object.entries(repositories).find(([key]) => key.toLowerCase() === name.toLowerCase());
  return entry?.[1];
}
