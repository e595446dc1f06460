import type { NoteSources } from './note-sources.js';
import type { Tier } from './tier.js';

/** Who a person is to a pull request or commit; `key` is `null` for the edition as a whole. */
export function tierOf(login: string | null, key: string | null, sources: NoteSources): Tier {
  if (login === null) return 'anyone';
  const name = login.toLowerCase();
  if (sources.rights.editors.has(name)) return 'editor';
  if (key === null) return 'anyone';
  if (isMaintainer(name, repositoryOf(key), sources)) return 'maintainer';
  const authors = sources.pullRequests.find((pullRequest) => pullRequest.key === key)?.authors ?? [];
  return authors.some((author) => author.toLowerCase() === name) ? 'author' : 'anyone';
}

/** Who a person is to a crate of a repository. */
export function tierInRepository(login: string | null, nameWithOwner: string, sources: NoteSources): Tier {
  const tier = tierOf(login, null, sources);
  if (tier === 'editor' || login === null) return tier;
  return isMaintainer(login.toLowerCase(), nameWithOwner.toLowerCase(), sources) ? 'maintainer' : 'anyone';
}

/** `owner/name` of `owner/name#1` or `owner/name@0123abc`. */
export function repositoryOf(key: string): string {
  return key.replace(/[#@][^#@]*$/, '');
}

function isMaintainer(name: string, repository: string, { rights }: NoteSources): boolean {
  return rights.maintainers.get(repository)?.has(name) ?? false;
}
