import type { Reference } from './command.js';
import type { NoteSources } from './note-sources.js';
import { printReference } from './reference.js';
import { repositoryOf } from './who-asks.js';

/** The key of what a command names, or why there is none, a sentence. */
export type Found = { readonly key: string } | { readonly because: string };

/** Finds what a reference names. `near`: key of the work whose repository is meant when none is named. */
export function findWork(reference: Reference, near: string | null, sources: NoteSources): Found {
  const written = printReference(reference);
  const repository = fullName(reference.repository, near, sources.organization);
  if (repository === null) return { because: `Name the repository too: \`x86_64${written}\`.` };
  const key = `${presentName(repository, sources)}${reference.shortName}`.toLowerCase();
  const isKnown = sources.pullRequests.some((known) => known.key === key) || sources.commits.includes(key);
  return isKnown
    ? { key }
    : { because: `\`${written}\` is no pull request or commit that this edition could tell of.` };
}

/** What the repository of that name, `owner/name`, is called today, in lower case. */
export function presentName(nameWithOwner: string, { formerNames }: NoteSources): string {
  const name = nameWithOwner.toLowerCase();
  return formerNames.get(name) ?? name;
}

/** The name with its owner: the organization's, unless it says so; `near` as above. */
export function fullName(name: string | null, near: string | null, organization: string): string | null {
  if (name === null) return near === null ? null : repositoryOf(near);
  return name.includes('/') ? name : `${organization}/${name}`;
}
