import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { draftOther, OTHER_NEWSLETTERS, otherFile } from './golden-editions.js';

/** The entries of each section, by their numbers, in order. */
function numbersIn(text: string): Readonly<Record<string, readonly number[]>> {
  const sections = text.split(/^### /m).slice(1);
  return Object.fromEntries(
    sections.flatMap((section) => {
      const numbers = [...section.matchAll(/^\* \[?\\?#(\d+)/gm)].map(([, number]) => Number(number));
      return numbers.length === 0 ? [] : [[section.split('\n', 1).join(''), numbers]];
    }),
  );
}

describe('the drafts of other newsletters', () => {
  // `npm run golden` writes them anew; the difference belongs into the same commit as its cause.
  it.each(OTHER_NEWSLETTERS)('%s %s is drafted byte for byte', async (name, month) => {
    expect(await draftOther(name, month)).toBe(readFileSync(otherFile(name, month), 'utf8'));
  });

  it.each(OTHER_NEWSLETTERS)('%s %s has a kind for each difference, and no error', (name, month) => {
    const text = readFileSync(otherFile(name, `${month}.differences`), 'utf8');
    const kinds = [...text.matchAll(/^- (?!\*\*)([^:\n]*)/gm)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(1);
    for (const kind of kinds) expect(kind).toMatch(/^(?:people|prose|slip|hidden|address|record)$/);
  });

  it('prestashop has the sections and entries of the published part in its order, but for what the record lacks', () => {
    const draft = numbersIn(readFileSync(otherFile('prestashop', '2022-11'), 'utf8'));
    expect(draft).toEqual({
      'PrestaShop Shop Creator': [30, 27, 26, 25, 24, 16, 15],
      'Prestashop UI Kit': [208, 207, 206, 204, 203, 201, 200, 199, 198],
      'Email Alerts module': [122],
      'Faceted search module': [
        749, 748, 746, 745, 744, 743, 742, 741, 740, 739, 738, 737, 736, 735, 734, 732, 731, 727,
      ],
      'Google Analytics module': [126],
      'Links list module': [161, 160, 159, 158, 157],
    });
  });

  const published = join(process.env.RECORDED_DATA ?? '../shared/data', 'other/hax/editions/2026-06.md');
  const comparing = existsSync(published) ? it : it.skip;

  comparing('hax differs from the published edition only by what people chose', () => {
    const [draft, page] = [otherFile('hax', '2026-06'), published].map((file) =>
      readFileSync(file, 'utf8').split('\n'),
    );
    const only = (one: readonly string[] = [], other: readonly string[] = []) =>
      one.filter((line) => line !== '' && !other.includes(line));
    expect(only(draft, page).filter((line) => !line.startsWith('<!-- * '))).toEqual([
      '  - maxime',
      'date: 2026-07-01',
      'In June, we successfully merged **7 pull requests**!',
      '* \\#2048: [Evit upstream June 2026](https://github.com/cryspen/hax/pull/2048)',
      '* [@clementblaudeau](https://github.com/clementblaudeau)',
    ]);
    const listed = only(page, draft).filter((line) => /^[*#]/.test(line));
    expect(listed).toEqual([]);
  });
});
