import { presentName } from './find-work.js';
import type { NoteSources } from './note-sources.js';

/** The section that a name means. */
export interface FoundCrate {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `null`: the section about the repository. */
  readonly crate: string | null;
}

/** Finds the section of a repository or of a crate by its name, in any case of letters. */
export function findCrate(name: string, sources: NoteSources): FoundCrate | { readonly because: string } {
  const wanted = name.toLowerCase();
  const present = presentName(wanted.includes('/') ? wanted : `${sources.organization}/${wanted}`, sources);
  const repository = sources.repositories.find(
    ({ repository: full }) =>
      [wanted, present].includes(full.toLowerCase()) || full.toLowerCase().split('/')[1] === wanted,
  );
  if (repository !== undefined) return { repository: repository.repository, crate: null };
  for (const { repository: holder, crates } of sources.repositories) {
    const crate = crates.find((candidate) => candidate.toLowerCase() === wanted);
    if (crate !== undefined) return { repository: holder, crate };
  }
  return { because: `Nothing was merged this month in a crate that is called \`${name}\`.` };
}
