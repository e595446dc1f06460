import { type Month, parseMonth } from '../activity/month.js';

/** The placeholder for `YYYY-MM` in the setting `file`. */
const MONTH = '{month}';

/** Path of a month's edition: `this-month/{month}/index.md` for 2020-05 is `this-month/2020-05/index.md`. */
export function editionPath(file: string, month: Month): string {
  return file.replace(MONTH, month);
}

/** The folder that holds all editions; `''` is the repository's root. */
export function editionsFolder(file: string): string {
  const before = file.slice(0, file.indexOf(MONTH));
  return before.slice(0, Math.max(before.lastIndexOf('/'), 0));
}

/**
 * The month whose edition stands at the path: where the setting says, or as a plain file `YYYY-MM.md` in the same
 * folder, as editions were kept before they had folders of their own. `null` for any other file.
 */
export function monthAt(file: string, path: string): Month | null {
  const [before = '', after = ''] = file.split(MONTH);
  const candidates = [after, '.md'].flatMap((ending) =>
    path.startsWith(before) && path.endsWith(ending)
      ? [path.slice(before.length, path.length - ending.length)]
      : [],
  );
  return candidates.map(parseMonth).find((month) => month !== null) ?? null;
}
