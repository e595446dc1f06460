import { describe, expect, it } from '@jest/globals';
import { BOLD_LEVEL } from '../../src/newsletter/document/form.js';
import { FORMS, merged as merge } from './on-forms.js';

/** A list below a heading, `null` for none. */
type Lists = readonly (readonly [heading: string | null, ...numbers: readonly number[]])[];

const entry = (number: number) => `- [Change ${number}](https://github.com/acme/w/pull/${number})`;
const hidden = (number: number) => `<!-- ${entry(number)} -->`;
const HIDDEN = hidden(9);
const CREDIT =
  'Thanks to [@ann](https://github.com/ann) and [@bob](https://github.com/bob) for their contributions!';

/** An edition with these lists in its section. */
function edition(lists: Lists): string {
  const blocks = lists.flatMap(([heading, ...numbers]) => [
    ...(heading === null ? [] : [`#### ${heading}`]),
    numbers.map(entry).join('\n'),
  ]);
  const section = ['### [`w`](https://github.com/acme/w)', 'About `w`.', ...blocks, HIDDEN, CREDIT];
  return `${['## Projects', ...section, '## Join Us?', 'Please.'].join('\n\n')}\n`;
}

const FLAT: Lists = [[null, 1, 2, 3, 4, 5, 6]];
const BY_LABEL: Lists = [
  ['Features', 1, 3, 5],
  ['Bug fixes', 2, 4],
  ['Other changes', 6],
];
const BY_PREFIX: Lists = [
  ['feat', 2, 3],
  ['fix', 1, 5],
  ['Other changes', 4, 6],
];
const RENAMED: Lists = [
  ['What is new', 1, 3, 5],
  ['Bug fixes', 2, 4],
  ['Other changes', 6],
];

/** What the settings say before and after. */
const CHANGES: readonly (readonly [string, Lists, Lists])[] = [
  ['a list becomes groups', FLAT, BY_LABEL],
  ['groups become a list', BY_LABEL, FLAT],
  ['groups by label become groups by prefix', BY_LABEL, BY_PREFIX],
  ['a heading is renamed', BY_LABEL, RENAMED],
];

const own = '- [A post of ours](https://example.com/post)';

const behind = (number: number, line: string) => (text: string) =>
  text.replace(`${entry(number)}\n`, `${entry(number)}\n${line}\n`);

/** What people did meanwhile, which looks the same wherever the entry stands. */
const EDITS: readonly (readonly [string, (text: string) => string])[] = [
  ['nothing in the section', (text) => text.replace('Please.', 'Please, do.')],
  ['reworded an entry', (text) => text.replace('[Change 4]', '[Four times better]')],
  ['put a note below an entry', (text) => text.replace(`${entry(3)}\n`, `${entry(3)}\n  - by the way\n`)],
  ['added an entry', behind(5, own)],
  ['deleted an entry', (text) => text.replace(`${entry(3)}\n`, '')],
  ['hid an entry', (text) => text.replace(entry(2), hidden(2))],
  ['showed an entry', (text) => text.replace(HIDDEN, entry(9))],
  ['reworded the text above', (text) => text.replace('About `w`.', 'All about `w`.')],
];

describe('a section whose entries the bot groups otherwise', () => {
  describe.each(CHANGES)('%s', (_, before, after) => {
    it.each(EDITS)('stands in the new groups where people did: %s', (_edit, edit) => {
      const text = merge(FORMS.house, edition(before), edit(edition(before)), edition(after));
      expect(linesOf(text)).toEqual(linesOf(edit(edition(after))));
    });
  });
});

describe('a section with groups below lines in bold', () => {
  const form = { ...FORMS.house, groupLevel: BOLD_LEVEL };
  const bold = (lists: Lists) => edition(lists).replace(/^#### (.*)$/gm, '**$1**');
  describe.each(CHANGES)('of which %s', (_, before, after) => {
    it.each(EDITS)('stands in the new groups where people did: %s', (_edit, edit) => {
      const text = merge(form, bold(before), edit(bold(before)), bold(after));
      expect(linesOf(text)).toEqual(linesOf(edit(bold(after))));
    });
  });
});

describe('what people placed in a section that the bot groups otherwise', () => {
  const twice = (before: Lists, edit: (text: string) => string, after: Lists) =>
    linesOf(merge(FORMS.house, edition(before), edit(edition(before)), edition(after))).slice(3, -4);
  const moved = (number: number, before: number) => (text: string) =>
    text.replace(`${entry(number)}\n`, '').replace(entry(before), `${entry(number)}\n${entry(before)}`);
  const lines = (...items: readonly (number | string)[]) =>
    items.map((item) => (typeof item === 'number' ? entry(item) : item));

  it.each<[string, Lists, (text: string) => string, Lists, readonly (number | string)[]]>([
    [
      'the order within a list',
      FLAT,
      moved(5, 1),
      BY_LABEL,
      ['#### Features', 5, 1, 3, '#### Bug fixes', 2, 4, '#### Other changes', 6],
    ],
    [
      'an entry in another group',
      BY_LABEL,
      moved(2, 3),
      BY_PREFIX,
      ['#### feat', 3, '#### fix', 1, 2, 5, '#### Other changes', 4, 6],
    ],
    ['an entry in another group that goes', BY_LABEL, moved(2, 3), FLAT, [1, 2, 3, 4, 5, 6]],
    [
      'prose between entries',
      FLAT,
      (text) => text.replace(`${entry(2)}\n`, `${entry(2)}\n\nMind the gap.\n\n`),
      BY_LABEL,
      ['#### Features', 1, 3, 5, '#### Bug fixes', 2, 'Mind the gap.', 4, '#### Other changes', 6],
    ],
    [
      'prose below a heading that goes',
      BY_LABEL,
      (text) => text.replace('#### Bug fixes\n', '#### Bug fixes\n\nMind the gap.\n'),
      FLAT,
      [1, 2, 3, 4, 5, 'Mind the gap.', 6],
    ],
    [
      'a heading of their own words, for the same entries',
      BY_LABEL,
      (text) => text.replace('#### Features', '#### Shiny'),
      RENAMED,
      ['#### Shiny', 1, 3, 5, '#### Bug fixes', 2, 4, '#### Other changes', 6],
    ],
    [
      'a heading of their own words, with its entries',
      BY_LABEL,
      (text) => text.replace('#### Features', '#### Shiny'),
      FLAT,
      [2, 4, 6, '#### Shiny', 1, 3, 5],
    ],
    [
      'a heading of their own words, by prefix',
      BY_LABEL,
      (text) => text.replace('#### Features', '#### Shiny'),
      BY_PREFIX,
      ['#### feat', 2, '#### Shiny', 1, 3, 5, '#### Other changes', 4, 6],
    ],
    [
      'a heading of their own within the list',
      FLAT,
      (text) => text.replace(entry(5), `\n#### For you\n\n${entry(5)}`),
      BY_LABEL,
      ['#### Features', 1, 3, '#### Bug fixes', 2, 4, '#### For you', 5, 6],
    ],
    ['no headings', BY_LABEL, (text) => text.replaceAll(/#### .*\n\n/g, ''), BY_PREFIX, [1, 3, 5, 2, 4, 6]],
    [
      'the new headings',
      FLAT,
      () => edition(BY_LABEL),
      BY_LABEL,
      ['#### Features', 1, 3, 5, '#### Bug fixes', 2, 4, '#### Other changes', 6],
    ],
  ])('stays: %s', (_, before, edit, after, expected) => {
    expect(twice(before, edit, after)).toEqual(lines(...expected));
  });

  it.each<[string, readonly (number | string)[]]>([
    ['in its group', ['#### Features', 1, 3, 5, 7, '#### Bug fixes', 2, 4, '#### Other changes', 6]],
  ])('takes in what is new: %s', (_, expected) => {
    const [[, ...features] = ['', 0], ...others] = BY_LABEL;
    const after: Lists = [['Features', ...(features as number[]), 7], ...others];
    expect(twice(FLAT, (text) => text.replace('About', 'All about'), after)).toEqual(lines(...expected));
  });
});

describe('a section with groups that the bot takes out', () => {
  const without = '## Projects\n\n## Join Us?\n\nPlease.\n';
  const before = edition(BY_LABEL);
  const left = (edit: (text: string) => string) => merge(FORMS.house, before, edit(before), without);

  it('goes with its headings', () => {
    expect(linesOf(left((text) => text))).toEqual(linesOf(without));
    const polite = (text: string) => text.replace('Please.', 'Please, do.');
    expect(linesOf(left(polite))).toEqual(linesOf(polite(without)));
  });

  it('goes where people deleted a heading or an entry', () => {
    expect(linesOf(left((text) => text.replace('#### Features\n\n', '')))).toEqual(linesOf(without));
    expect(linesOf(left((text) => text.replace(`${entry(3)}\n`, '')))).toEqual(linesOf(without));
  });

  it.each([
    [
      'prose',
      (text: string) => text.replace('#### Features\n', '#### Features\n\nMind the gap.\n'),
      'Mind the gap.',
    ],
    ['a heading', (text: string) => text.replace('#### Features', '#### Shiny'), '#### Shiny'],
    ['an entry', behind(5, own), own],
  ])('stays with what people wrote: %s', (_, edit, words) => {
    expect(linesOf(left(edit))).toContain(words);
  });
});

/** The list of a newsletter without sections. */
function list(lists: Lists): string {
  const [, , , ...blocks] = edition(lists).split('\n\n').slice(0, -3);
  return `${['Hello.', ...blocks, '<hr />', '6 changes by @ann!'].join('\n\n')}\n`;
}

// What people put behind an entry that stays follows those that come in there, as ever.
describe('a newsletter of one list whose entries the bot groups otherwise', () => {
  describe.each(CHANGES)('%s', (_, before, after) => {
    it.each(EDITS.filter(([name]) => /(?<!added) an entry$/.test(name)))(
      'stands in the new groups where people %s',
      (_edit, edit) => {
        const text = merge(FORMS.list, list(before), edit(list(before)), list(after));
        expect(linesOf(text)).toEqual(linesOf(edit(list(after))));
      },
    );
  });
});

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
