import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { printSources, recurringPlaces } from '../../src/newsletter/draft/candidates.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';

/** Prints the `sources` that recorded editions suggest, as `sources` does from GitHub. */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECORDED_DATA ?? '' },
    organization: { type: 'string', default: 'rust-osdev' },
  },
});
const posts = join(values.data, 'posts');
const editions = readdirSync(posts)
  .sort()
  .flatMap((file) => {
    const period = MONTHS.parse(basename(file, '.md'));
    const read = () => readFileSync(join(posts, file), 'utf8');
    return period === null ? [] : [parseEarlierEdition(period, read(), HOUSE_FORM)];
  });
process.stdout.write(printSources(recurringPlaces(editions, values.organization), editions.length));
