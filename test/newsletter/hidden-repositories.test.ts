import { describe, expect, it } from '@jest/globals';
import { NameSet } from '../../src/newsletter/activity/names.js';
import {
  describeHidden,
  withoutHiddenNames,
  withoutHiddenWorks,
} from '../../src/newsletter/merge/present-names.js';
import { withoutHidden } from './on-texts.js';

const hidden = new NameSet(['acme/secret', 'acme/a.b']);
const entry = (repository: string, number: number, title = 'Turn') =>
  `- [${title}](https://github.com/acme/${repository}/pull/${number})`;
const section = (repository: string, ...lines: readonly string[]) =>
  `### [\`${repository}\`](https://github.com/acme/${repository})\n\nIt turns.\n\n${lines.join('\n')}\n\nThanks to [@ann](https://github.com/ann) for their contribution!\n`;
const page = (...sections: readonly string[]) =>
  `+++\ntitle = "May"\n+++\n\n## Projects\n\n${sections.join('\n')}`;

describe('a draft without what is hidden', () => {
  it('lacks the whole section, however its entries are worded', () => {
    const [first, last] = [section('widget', entry('widget', 1)), section('zebra', entry('zebra', 2))];
    const secret = section(
      'secret',
      entry('Secret', 3, 'As a person says'),
      `<!-- ${entry('secret', 4)} -->`,
    );
    expect(withoutHidden(page(first, secret, last), hidden)).toEqual({ text: page(first, last), count: 3 });
    expect(withoutHidden(page(first, secret), hidden).text).toBe(page(first));
    expect(withoutHidden(page(secret, last), hidden).text).toBe(page(last));
  });

  it.each<[string, readonly string[]]>([
    ['first', [entry('secret', 3), entry('widget', 1), entry('widget', 2)]],
    ['in the middle', [entry('widget', 1), entry('secret', 3), entry('widget', 2)]],
    ['last', [entry('widget', 1), entry('widget', 2), entry('secret', 3)]],
    ['in a comment', [entry('widget', 1), `<!-- ${entry('secret', 3)} -->`, entry('widget', 2)]],
    [
      'of a commit',
      [entry('widget', 1), '- [X](https://github.com/acme/secret/commit/0123abc)', entry('widget', 2)],
    ],
    [
      'with lines of its own',
      [entry('widget', 1), `${entry('secret', 3)}\n  - My words\n  - More`, entry('widget', 2)],
    ],
    [
      'with another one',
      [
        entry('widget', 1),
        `${entry('widget', 9)} (with [#3](https://github.com/acme/secret/pull/3))`,
        entry('widget', 2),
      ],
    ],
  ])('lacks an entry that was moved elsewhere, %s, and reads as before', (_, lines) => {
    const left = section('widget', entry('widget', 1), entry('widget', 2));
    expect(withoutHidden(page(section('widget', ...lines)), hidden)).toEqual({ text: page(left), count: 1 });
  });

  it('lacks a new project of a list, and a link’s definition', () => {
    const text = (lines: string) => `## News\n\n- [a](https://a.example/)\n${lines}\nSee [us][us].\n`;
    const item = '- [secret](https://github.com/acme/secret) is new\n';
    expect(withoutHidden(text(item), hidden).text).toBe(text(''));
    const page = '## News\n\nWords.\n\n[s]: https://github.com/acme/secret/pull/3\n';
    expect(withoutHidden(page, hidden)).toEqual({ text: '## News\n\nWords.\n', count: 1 });
  });

  it('keeps the words of people about other things, also in the section', () => {
    const text = page(section('secret', entry('secret', 3), entry('widget', 1, 'As a person says')));
    expect(withoutHidden(text, hidden).text).toContain(entry('widget', 1, 'As a person says'));
    expect(withoutHidden(text, hidden).text).not.toContain('secret');
  });

  it.each([
    page(section('widget', entry('widget', 1))),
    page(section('secrets', entry('secrets', 1), entry('not-secret', 2))),
    page(section('aXb', entry('aXb', 1))),
    page('I asked about https://github.com/acme/secret in May.\n'),
    '',
    '\uFEFF\r\n',
  ])('is byte for byte the same where it says nothing of that: %#', (text) => {
    expect(withoutHidden(text, hidden)).toEqual({ text, count: 0 });
  });
});

describe('the bot’s own words', () => {
  it.each([
    ['`acme/secret#3`', '`an entry of a repository that is private now`'],
    ['acme/Secret@0123abc.', 'an entry of a repository that is private now.'],
    ['https://github.com/acme/secret/pull/3', 'an entry of a repository that is private now'],
    ['(acme/secret)', '(a repository that is private now)'],
    ['acme/secret.', 'a repository that is private now.'],
    ['acme/secrets acme/secret-x acme/secret.js my-acme/secret acme/aXb', ''],
  ])('say %j without its name', (text, said) => {
    expect(withoutHiddenNames(text, hidden)).toBe(said === '' ? text : said);
    expect(withoutHiddenNames(text, new NameSet())).toBe(text);
  });

  it('say a change without its works', () => {
    const change = 'Adds secret 3, widget 12, a.b 0123abc. secret is called x now.';
    expect(withoutHiddenWorks(change, hidden)).toBe(
      'Adds an entry of a repository that is private now, widget 12, an entry of a repository that is private now. secret is called x now.',
    );
  });

  it.each([
    [0, ''],
    [1, 'Takes out an entry of a repository that is private now.'],
    [2, 'Takes out 2 entries of repositories that are private now.'],
  ])('tell what was taken out: %i', (count, sentence) => {
    expect(describeHidden(count)).toBe(sentence);
  });
});
