import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { month } from './builders.js';

const pull = (number: number) => `[Change ${number}](https://github.com/acme/widget/pull/${number})`;
const edition = (...lines: readonly string[]) =>
  parseEarlierEdition(
    month('2020-04'),
    ['## Projects', '### Widget', 'Merged:', ...lines].join('\n\n'),
    HOUSE_FORM,
  );
const told = (...lines: readonly string[]) => edition(lines.join('\n')).works.map(({ number }) => number);

describe('what an edition has told', () => {
  it.each<[string, readonly string[], readonly number[]]>([
    ['entries', [`- ${pull(1)}`, `- ${pull(2)}`], [1, 2]],
    ['entries of several', [`- ${pull(1)} and ${pull(2)}`], [1, 2]],
    ['entries after a note', [`- ${pull(1)}`, `  - See ${pull(9)}.`, `- ${pull(2)}`], [1, 2]],
    ['no note that is a link itself', [`- ${pull(1)}`, `    * ${pull(9)}`], [1]],
    [
      'nothing below a piece of news',
      ['- [News](https://a.example)', `  - See ${pull(9)}.`, `- ${pull(2)}`],
      [2],
    ],
    ['entries below a heading of words', ['- Fixes:', `  - ${pull(1)}`, `  - ${pull(2)}`], [1, 2]],
    ['hidden entries', [`- ${pull(1)}`, `<!-- - ${pull(2)} -->`, '<!--', `  - ${pull(3)}`, '-->'], [1, 2, 3]],
    ['entries after a comment', [`- ${pull(1)} <!-- x -->`, `  - ${pull(9)}`, `- ${pull(2)}`], [1, 2]],
  ])('are %s', (_, lines, expected) => {
    expect(told(...lines)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['before its first part', `Hello.\n\n- ${pull(1)}\n\n## Projects\n\n- ${pull(2)}`],
    ['in a file without parts', `# April\n\n- ${pull(1)}\n- ${pull(2)}`],
    ['below the front matter', `+++\ntitle = "April"\n+++\n- ${pull(1)}\n\n# Projects\n\n- ${pull(2)}`],
    ['in comments at its beginning', `<!-- - ${pull(1)} -->\n<!--\n- ${pull(2)}\n-->\n\n## Projects`],
    [
      'within HTML',
      `<details><summary>All</summary>\n- ${pull(1)}\n\n- ${pull(2)}\n</details>\n\n## Projects`,
    ],
    [
      'in a file that would keep the parser busy',
      `- ${pull(1)}\n\n## Projects\n\n- ${pull(2)}\n\n${'- > '.repeat(16_000)}`,
    ],
  ])('are entries %s', (_, text) => {
    expect(parseEarlierEdition(month('2020-04'), text, HOUSE_FORM).works.map(({ number }) => number)).toEqual(
      [1, 2],
    );
  });

  it('are commits alike', () => {
    const commit = (digit: string) => `[x](https://github.com/acme/widget/commit/${digit.repeat(40)})`;
    const listed = edition(`- ${commit('1')}\n  - after ${commit('2')}`).works;
    expect(listed.map(({ key }) => key)).toEqual(['acme/widget@1111111']);
  });
});
