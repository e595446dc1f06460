import { collectAsked } from './collect-asked.js';
import type { Command, Reference } from './command.js';
import { findCrate } from './find-crate.js';
import { fullName, presentName } from './find-work.js';
import type { NoteSources } from './note-sources.js';

/** More names than people use in a month. */
const MOST_NAMES = 50;

/** The repositories, as `owner/name`, that commands name and in which nothing was done: perhaps by former names. */
export function unknownRepositories(sources: NoteSources): readonly string[] {
  if (sources.repositories.length === 0) return [];
  const known = new Set(sources.repositories.map(({ repository }) => repository.toLowerCase()));
  const named = collectAsked(sources).flatMap(({ understood }) =>
    'problem' in understood ? [] : repositoriesIn(understood.command, sources),
  );
  const unknown = named.map((name) => presentName(name, sources)).filter((name) => !known.has(name));
  return [...new Set(unknown)].slice(0, MOST_NAMES);
}

function repositoriesIn(command: Command, sources: NoteSources): readonly string[] {
  const named = ({ repository }: Pick<Reference, 'repository'>) =>
    fullName(repository, null, sources.organization) ?? [];
  if (command.verb === 'intro') {
    return 'because' in findCrate(command.crate, sources)
      ? [named({ repository: command.crate })].flat()
      : [];
  }
  const target = 'target' in command ? command.target : null;
  const others = command.verb === 'with' ? command.others : [];
  return [...(target === null ? [] : [target]), ...others].flatMap(named);
}
