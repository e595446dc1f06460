import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { contributor, pullRequest, sources } from '../newsletter/builders.js';

/** What it takes to make an edition's text from what was read. */
export interface EditionTime {
  readonly entries: number;
  readonly characters: number;
  /** The median of the runs. */
  readonly milliseconds: number;
}

const RUNS = 11;

/** Assembles and renders an edition of so many entries, fifty in a section, by two hundred people. */
export function measureEdition(entries: number): EditionTime {
  const names = Array.from({ length: Math.ceil(entries / 50) }, (_, index) => `acme/crate-${index}`);
  const pullRequests = Array.from({ length: entries }, (_, index) =>
    pullRequest(index + 1, {
      repository: names[index % names.length] ?? '',
      title: `Make \`Levers<T>\` ${index} times as *long*`,
      author: contributor(`person-${index % 200}`, index % 200),
    }),
  );
  const made = sources(pullRequests);
  const times: number[] = [];
  let text = '';
  for (let run = 0; run < RUNS; run += 1) {
    const begin = performance.now();
    text = renderEdition(assembleEdition(made));
    times.push(performance.now() - begin);
  }
  const shown = text.match(/^- \[/gm)?.length ?? 0;
  if (shown !== entries) throw new Error(`The edition shows ${shown} entries, not ${entries}.`);
  times.sort((left, right) => left - right);
  return { entries, characters: text.length, milliseconds: times[Math.floor(RUNS / 2)] ?? 0 };
}
