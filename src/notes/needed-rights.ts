import { type Asked, collectAsked } from './collect-asked.js';
import type { Command } from './command.js';
import { findCrate } from './find-crate.js';
import { findWork } from './find-work.js';
import type { NoteSources } from './note-sources.js';
import { specOf } from './verbs.js';
import { repositoryOf } from './who-asks.js';

/** Somebody whose say depends on what they may write to. */
export interface Asking {
  /** In lower case. */
  readonly login: string;
  /** `nameWithOwner`, in lower case, of the repositories that they said something about, each once. */
  readonly repositories: readonly string[];
}

/** Everybody who asked for something that not all may have, or ticked a box; by login. */
export function neededRights(sources: NoteSources): readonly Asking[] {
  const about = new Map<string, Set<string>>();
  for (const { login } of sources.approvals) about.set(login.toLowerCase(), new Set());
  for (const asked of collectAsked(sources)) {
    const { login, understood } = asked;
    if (login === null || !('command' in understood) || isQuestion(understood.command)) continue;
    const known = about.get(login.toLowerCase()) ?? new Set();
    about.set(login.toLowerCase(), known);
    for (const repository of repositoriesOf(asked, understood.command, sources)) {
      known.add(repository.toLowerCase());
    }
  }
  return [...about]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([login, repositories]) => ({ login, repositories: [...repositories].sort() }));
}

function isQuestion({ verb }: Command): boolean {
  return specOf(verb).about === 'question';
}

function repositoriesOf({ on }: Asked, command: Command, sources: NoteSources): readonly string[] {
  const here = on?.key ?? null;
  if (command.verb === 'intro') {
    const found = findCrate(command.crate, sources);
    return 'repository' in found ? [found.repository] : [];
  }
  const target = 'target' in command ? command.target : null;
  const references = [
    ...(target === null ? [] : [target]),
    ...(command.verb === 'with' ? command.others : []),
  ];
  const named = references.flatMap((reference) => {
    const found = findWork(reference, here, sources);
    return 'key' in found ? [repositoryOf(found.key)] : [];
  });
  return target === null && here !== null ? [repositoryOf(here), ...named] : named;
}
