import { isOwnedBy } from '../newsletter/activity/name-with-owner.js';
import type { NoteSources } from './note-sources.js';
import { parseReference } from './reference.js';

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
