import { linksToWork, listedCommits, listedEntries } from '../newsletter/activity/entry-lines.js';
import { isOwnedBy } from '../newsletter/activity/repository.js';
import { blocksFrom } from '../newsletter/markdown/markdown.js';
import type { NoteSources } from './note-sources.js';
import { parseReference } from './reference.js';
import { repositoryOf } from './who-asks.js';

/** Whether the repository is one of the organization's. */
export function isOwn(repository: string, { organization }: Pick<NoteSources, 'organization'>): boolean {
  return isOwnedBy(repository, organization);
}

/**
 * Whether the address is that of a pull request or commit of the organization: a link to it would be taken for its entry,
 * in this edition and by those that follow.
 */
export function isWork(url: string, sources: Pick<NoteSources, 'organization' | 'origin'>): boolean {
  const repository = parseReference(url)?.repository ?? null;
  return repository !== null && new URL(url).origin === sources.origin && isOwn(repository, sources);
}

/**
 * The key of the first work of the organization that a list item of the prose links to; `null`: there is none. It would be
 * taken for an entry as well, and be told of by no later edition.
 */
export function workListedIn(prose: string, sources: Pick<NoteSources, 'organization'>): string | null {
  if (!linksToWork(prose)) return null;
  const text = blocksFrom(prose);
  const keys = [...listedEntries(text).map(({ key }) => key), ...listedCommits(text)];
  return keys.find((key) => isOwn(repositoryOf(key), sources)) ?? null;
}
