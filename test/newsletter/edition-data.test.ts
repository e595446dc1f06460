import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { dataOf, editionData, printData } from '../../src/newsletter/edition/edition-data.js';
import { previewRecordedMonth } from '../fidelity/preview-recorded-month.js';
import { GOLDEN, recordedMonths } from '../golden/golden-editions.js';
import { dependabot, earlierEdition, pullRequest, sources } from './builders.js';
import { editionSchema } from './edition-schema.js';

const RECORDED = join(GOLDEN, '../recorded');

/** What a reader of the file sees as a link. */
function linksIn(markdown: string): readonly string[] {
  const shown = markdown.replace(/<!--[\s\S]*?-->/g, '');
  return [...shown.matchAll(/\]\((https?:[^\s)]+)\)/g)].map(([, url = '']) => url);
}

describe('an edition as data', () => {
  it('has the form that edition.schema.json describes', () => {
    expect(readFileSync('edition.schema.json', 'utf8')).toBe(editionSchema());
  });

  it.each(recordedMonths())('tells all that the edition of %s shows, in its order', async (month) => {
    const { edition } = await previewRecordedMonth(join(RECORDED, month), month);
    const data = editionData.parse(JSON.parse(printData(edition)));
    const golden = readFileSync(join(GOLDEN, `${month}.md`), 'utf8');
    const shown = data.sections.flatMap((section) => section.shown.map(({ work }) => work.url));
    expect(shown.length).toBeGreaterThan(10);
    expect(linksIn(golden).filter((url) => shown.includes(url))).toEqual(shown);
    const thanked = data.sections.flatMap(({ credit }) => credit.map(({ login }) => login));
    expect(thanked.filter((login) => !golden.includes(`@${login}`))).toEqual([]);
    expect(data.links.filter(({ url }) => !linksIn(golden).includes(url))).toEqual([]);
  });

  it('says why an entry is hidden', () => {
    const [shown, hidden] = [pullRequest(1), pullRequest(2, { author: dependabot })];
    const data = dataOf(assembleEdition(sources([shown, hidden])));
    const [section] = data.sections;
    expect(section?.shown).toMatchObject([{ hiddenBecause: null, work: { number: 1 } }]);
    expect(section?.hidden).toMatchObject([{ hiddenBecause: expect.any(String), work: { number: 2 } }]);
  });

  it('has the titles as they were written, however odd', () => {
    const title = 'Fix `<script>` & [x](y) *z*';
    const data = dataOf(assembleEdition(sources([pullRequest(1, { title })])));
    expect(data.sections[0]?.shown[0]).toMatchObject({ title, work: { title } });
  });

  it('counts people by the entries that are shown, without bots', () => {
    const pullRequests = [pullRequest(1), pullRequest(2), pullRequest(3, { author: dependabot })];
    const { people } = dataOf(assembleEdition(sources(pullRequests)));
    expect(people).toMatchObject([{ entries: 2 }]);
  });

  it('has what an earlier edition lists apart, with that reason', () => {
    const { url } = pullRequest(1);
    const earlier = [
      earlierEdition('2020-04', `### [\`widget\`](https://github.com/acme/widget)\n\n- [One](${url})`),
    ];
    const data = dataOf(assembleEdition(sources([pullRequest(1), pullRequest(2)], { earlier })));
    expect(data.notInEdition).toMatchObject([{ because: 'published before', work: { number: 1 } }]);
    expect(data.sections.flatMap(({ shown }) => shown)).toMatchObject([{ work: { number: 2 } }]);
  });
});
