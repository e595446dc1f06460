import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.env.RECORDED_DATA ?? '../shared/data', 'prs');

/** Why there are none, where there are none. */
export const NO_TITLES = `no recorded data in ${folder}`;

/** The titles of all recorded pull requests; none without the data. */
export function recordedTitles(): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((file) => {
    const pullRequests: readonly { readonly title: string }[] = JSON.parse(
      readFileSync(join(folder, file), 'utf8'),
    );
    return pullRequests.map(({ title }) => title);
  });
}
