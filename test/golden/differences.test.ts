import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { differingParts, FRONT, headingNames } from './differences.js';
import { GOLDEN } from './golden-editions.js';

const published = join(process.env.RECORDED_DATA ?? '../shared/data', 'posts/2020-05.md');

describe('differingParts', () => {
  const text = (section: string) =>
    `Hello\n\n## Projects\n\n### [\`a\`](https://a.example)\n\n${section}\n\n## Join\n`;

  it('names the sections that differ, by their headings without links', () => {
    expect(differingParts(text('One'), text('Two'))).toEqual(['`a`']);
    expect(differingParts(text('One'), text('One'))).toEqual([]);
  });

  it('names what only one text has, and what stands before the first heading', () => {
    expect(differingParts(text('One\n\n### b\n\nMore'), text('One').replace('Hello', 'Welcome'))).toEqual([
      FRONT,
      'b',
    ]);
  });

  it('takes no heading in a comment for one', () => {
    expect(headingNames('<!--\n## Hidden\n-->\n\n## Seen\n')).toEqual(['Seen']);
  });
});

if (existsSync(published)) describe('2020-05.differences.md', testDifferences);
else describe.skip(`2020-05.differences.md (no published edition ${published})`, testDifferences);

function testDifferences(): void {
  it('has a heading for each part in which the golden edition differs from the published one, and no other', () => {
    const golden = readFileSync(join(GOLDEN, '2020-05.md'), 'utf8');
    const differences = readFileSync(join(GOLDEN, '2020-05.differences.md'), 'utf8');
    const expected = differingParts(golden, readFileSync(published, 'utf8'));

    expect([...headingNames(differences)].sort()).toEqual([...expected].sort());
  });
}
