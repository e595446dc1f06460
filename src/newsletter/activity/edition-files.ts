import type { Calendar, Period } from './period.js';

/** Where the editions of a newsletter are. */
export interface EditionFiles {
  /** The folder that holds all editions; `''` is the repository's root. */
  readonly folder: string;
  /** How all their names end, such as `.md`. */
  readonly ending: string;
  /** Path of a period's edition: `this-month/{month}/index.md` for 2020-05 is `this-month/2020-05/index.md`. */
  pathOf(period: Period): string;
  /**
   * The period whose edition stands at the path: where the setting says, or as a plain file `YYYY-MM.md` in the same
   * folder, as editions were kept before they had folders of their own. `null` for any other file.
   */
  periodAt(path: string): Period | null;
}

/** The placeholder for a period's key in the setting `file`. */
const PLACEHOLDER = '{month}';

/** The files that the setting `file` describes. */
export function editionFiles(file: string, calendar: Calendar): EditionFiles {
  const [before = '', after = ''] = file.split(PLACEHOLDER);
  return {
    folder: before.slice(0, Math.max(before.lastIndexOf('/'), 0)),
    ending: /\.\w+$/.exec(file)?.[0] ?? '',
    pathOf: ({ key }) => file.replace(PLACEHOLDER, key),
    periodAt(path) {
      const candidates = [after, '.md'].flatMap((ending) =>
        path.startsWith(before) && path.endsWith(ending)
          ? [path.slice(before.length, path.length - ending.length)]
          : [],
      );
      return candidates.map((key) => calendar.parse(key)).find((period) => period !== null) ?? null;
    },
  };
}
