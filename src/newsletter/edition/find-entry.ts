import { workKey } from '../activity/work.js';
import type { Edition, Entry, Section } from './edition.js';

/** The entries of a section, those in comments last. */
export function entriesOf({ shown, hidden }: Pick<Section, 'shown' | 'hidden'>): readonly Entry[] {
  return [...shown, ...hidden];
}

/** The entry that tells of the work with the key, also in sections that are left out. */
export function findEntry(key: string, { sections, leftOut }: Edition): Entry | undefined {
  return [...sections, ...leftOut]
    .flatMap(entriesOf)
    .find((entry) => [entry.work, ...entry.with].some((work) => workKey(work) === key));
}
