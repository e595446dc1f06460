import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MONTHS, type Period } from '../../src/newsletter/activity/period.js';

/** How an edition came about: every version of its file, oldest first. */
export interface EditingHistory {
  readonly month: Period;
  readonly versions: readonly Version[];
}

export interface Version {
  /** ISO instant, UTC. */
  readonly at: string;
  readonly text: string;
}

/** The editing histories in a folder of recorded data, by month; `null` when it has none. */
export function readEditingHistories(data: string): readonly EditingHistory[] | null {
  const folder = join(data, 'editing');
  if (!existsSync(folder)) return null;
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const month = MONTHS.parse(name);
      return month === null ? [] : [{ month, versions: readVersions(join(folder, name)) }];
    });
}

function readVersions(folder: string): readonly Version[] {
  const index: readonly { readonly n: number; readonly at: string }[] = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8'),
  );
  return index.map(({ n, at }) => ({
    at: new Date(at).toISOString(),
    text: readFileSync(join(folder, `${String(n).padStart(2, '0')}.md`), 'utf8'),
  }));
}
