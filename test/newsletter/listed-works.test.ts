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

  const html = (number: number) =>
    `<a href="https://github.com/acme/widget/pull/${number}">Change <code>${number}</code></a>`;

  it.each<[string, string]>([
    ['a list of HTML', `<ul>\n  <li>${html(1)}</li>\n  <li>${html(2)} by @ann</li>\n</ul>`],
    ['a list of HTML in one line', `<p>Merged:</p><ol><li>${html(1)}<li>${html(2)}</ol>`],
    [
      'a list of HTML whose items are of several lines',
      `<ul class="x">\n<li>\n${html(1)}\n</li>\n<li>Two:\n${html(2)}</li>\n</ul>`,
    ],
    ['a list of HTML with Markdown', `<ul>\n<li>\n\n${pull(1)}\n\n</li>\n<li>\n\n${pull(2)}\n\n</li>\n</ul>`],
    ['definitions', `<dl>\n<dt>${html(1)}</dt>\n<dd>Fast, as after ${html(2)}.</dd>\n</dl>`],
    [
      'a table of HTML',
      `<table>\n<tr><th>What</th></tr>\n<tr>\n<td>${html(1)}</td>\n</tr><tr><td>\n${html(2)}\n</td></tr>\n</table>`,
    ],
    ['a table', `| What | Who |\n|------|:---:|\n| ${pull(1)} | @ann |\n| ${pull(2)} | @bob |`],
    ['a table without marks around it', `What | Who\n--- | ---\n${pull(1)} | @ann\n@bob | ${pull(2)}`],
    [
      'a table of one column, below words',
      `Merged:\n| What |\n|-|\n| ${pull(1)} |\n| Others, such as ${pull(2)} |`,
    ],
    ['a quote', `> - ${pull(1)}\n> - ${pull(2)}`],
    [
      'a quote with words',
      `> They merged\n> these:\n>\n> 1. ${pull(1)}\n>    and more\n> 2. [Change\n>    2](https://github.com/acme/widget/pull/2)`,
    ],
    ['a quote in a quote', `> > * ${pull(1)}\n>> * ${pull(2)}`],
    ['a quote in a list', `- Words\n  > - ${pull(1)}\n  > - ${pull(2)}`],
    ['a table in a quote', `> | What |\n> |---|\n> | ${pull(1)} |\n> | ${pull(2)} |`],
    ['lines that are nothing but links', `${pull(1)}  \n**${pull(2)}** by [@ann](https://github.com/ann)`],
    ['lines that are broken by HTML', `${pull(1)} (published as \`v1.0.0\`)<br>\n${html(2)}.`],
    ['paragraphs', `${pull(1)}\n\n${pull(2)}`],
    ['headings', `#### ${pull(1)}\n\nIt turns.\n\n#### ${pull(2)} #`],
    ['other bullets', `• ${pull(1)} turns\n• Screws: ${pull(2)}`],
  ])('are entries in %s', (_, text) => {
    expect(told(text)).toEqual([1, 2]);
  });

  it.each<[string, string]>([
    ['prose', `Since ${pull(1)}, levers turn.`],
    ['a quote of prose', `> Since ${pull(1)}, levers turn.`],
    ['a quote below an entry', `- ${pull(2)}\n  > Better than ${pull(1)}.`],
    ['a list in a quote below an entry', `- ${pull(2)}\n  > - Better than ${pull(1)}.`],
    ['prose about a list of HTML', `Lists with \`<li>\` work since ${pull(1)}.`],
    ['HTML', `<p>Since ${html(1)}, levers turn.</p>`],
    ['prose below a list of HTML', `<ul><li>${html(2)}</li></ul>\n<p>Since ${html(1)}, levers turn.</p>`],
    ['prose above a table', `Since ${pull(1)}:\n\n| What |\n|------|\n| ${pull(2)} |`],
    ['prose below a table', `| What |\n|------|\n| ${pull(2)} |\n\nSince ${pull(1)}, levers turn.`],
    ['a line of links', `${pull(1)}, [docs](https://a.example)`],
    ['a paragraph behind a dash', `— as since ${pull(1)}`],
    ['a heading of words', `#### Since ${pull(1)}`],
  ])('is nothing in %s', (_, text) => {
    expect(told(text)).not.toContain(1);
  });

  it('are commits alike', () => {
    const commit = (digit: string) => `[x](https://github.com/acme/widget/commit/${digit.repeat(40)})`;
    const listed = edition(`- ${commit('1')}\n  - after ${commit('2')}`).works;
    expect(listed.map(({ key }) => key)).toEqual(['acme/widget@1111111']);
  });
});
