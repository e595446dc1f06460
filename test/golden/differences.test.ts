import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { differingParts, FRONT, headingNames } from './differences.js';
import { GOLDEN } from './golden-editions.js';

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

describe.each(['2020-05', '2025-05'])('%s.differences.md', (month) => {
  const differences = () => readFileSync(join(GOLDEN, `${month}.differences.md`), 'utf8');
  const published = join(process.env.RECORDED_DATA ?? '../shared/data', `posts/${month}.md`);
  const comparing = existsSync(published) ? it : it.skip;

  it('tells the kind of each difference, and no error', () => {
    const kinds = [...differences().matchAll(/^- (?!\*\*)([^:\n]*)/gm)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(5);
    for (const kind of kinds) expect(kind).toMatch(/^(?:fixture|wording|selection|order)(?: and wording)?$/);
  });

  comparing(`has a heading for each part that differs from the published edition (${published})`, () => {
    const golden = readFileSync(join(GOLDEN, `${month}.md`), 'utf8');
    const expected = differingParts(golden, readFileSync(published, 'utf8'));
    expect([...headingNames(differences())].sort()).toEqual([...expected].sort());
  });
});
