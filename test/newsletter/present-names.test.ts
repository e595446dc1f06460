import { describe, expect, it } from '@jest/globals';
import { NameMap } from '../../src/newsletter/activity/names.js';
import type { FormerNames } from '../../src/newsletter/activity/repository.js';
import { editionsByPresentNames, toFormerNames } from '../../src/newsletter/merge/present-names.js';
import { crate, earlierEdition, repository } from './builders.js';
import { draftByPresentNames } from './on-texts.js';

const gear = {
  ...repository('acme/gear', { crates: [crate('cog-core', '')] }),
  isWatched: false,
};
const book = { ...repository('sam/book'), isWatched: true };
const formerNames: FormerNames = new NameMap([
  ['acme/cog', gear],
  ['phil/wheel.rs', gear],
  ['phil/blog', book],
]);

const draft = (text: string) => draftByPresentNames(text, formerNames);

function sectionsOf(text: string) {
  const [edition] = editionsByPresentNames([earlierEdition('2020-04', text)], formerNames);
  return edition?.parts.flatMap(({ sections }) => sections) ?? [];
}

describe('an earlier edition by present names', () => {
  it.each([
    ['### [`cog`](https://github.com/acme/cog)', '### [`gear`](https://github.com/acme/gear)'],
    ['### [Cog](https://github.com/Acme/Cog/)', '### [gear](https://github.com/acme/gear/)'],
    ['### [`acme/cog`](https://github.com/acme/cog)', '### [`gear`](https://github.com/acme/gear)'],
    ['### [`phil/blog`](https://github.com/phil/blog)', '### [`sam/book`](https://github.com/sam/book)'],
    ['### [`cog-core`](https://github.com/acme/cog)', '### [`cog-core`](https://github.com/acme/gear)'],
    ['### [The cogs](https://github.com/acme/cog.git)', '### [The cogs](https://github.com/acme/gear.git)'],
    ['### [`wheel.rs`](https://github.com/phil/wheel.rs)', '### [`gear`](https://github.com/acme/gear)'],
    ['### [`cog`](https://gitlab.com/acme/cog)', '### [`cog`](https://gitlab.com/acme/cog)'],
    ['### [`cog`](https://github.com/acme/cog-2)', '### [`cog`](https://github.com/acme/cog-2)'],
    ['### [`cog`](https://github.com/acme/cog.rs)', '### [`cog`](https://github.com/acme/cog.rs)'],
    [
      '### [`x`](https://github.com/acme/cog/tree/HEAD/x)',
      '### [`x`](https://github.com/acme/gear/tree/HEAD/x)',
    ],
  ])('has the heading %s as %s', (before, after) => {
    expect(sectionsOf(`${before}\n\nText.`).map(({ heading }) => heading)).toEqual([after]);
  });

  it('is about the present repository, with its text and its entries', () => {
    const text = 'See <https://github.com/acme/cog> or https://github.com/acme/cog.';
    const [section] = sectionsOf(
      `### [\`cog\`](https://github.com/acme/cog)\n\n${text}\n\n- [One](https://github.com/acme/cog/pull/1)`,
    );
    expect(section).toMatchObject({
      repository: 'acme/gear',
      text: '\n\nSee <https://github.com/acme/gear> or https://github.com/acme/gear.\n\n',
      entries: [{ key: 'acme/gear#1' }],
    });
  });

  it.each([
    ['phil/wheel.rs', '\n\nText.'],
    [
      'phil/blog',
      '\n\n<span class="gray">(Section written by [@phil](https://github.com/phil))</span>\n\nText.',
    ],
  ])('has a section about %s as those of its new place are signed', (name, after) => {
    const signature = '<span class="gray">(Section written by [@phil](https://github.com/phil))</span>';
    const [section] = sectionsOf(`### [\`${name}\`](https://github.com/${name})\n\n${signature}\n\nText.`);
    expect(section?.text).toBe(after);
  });

  it('stays the same object where nothing has another name', () => {
    const edition = earlierEdition('2020-04', '### [`widget`](https://github.com/acme/widget)\n\nText.');
    expect(editionsByPresentNames([edition], formerNames)[0]).toBe(edition);
  });
});

describe('a draft by present names', () => {
  it.each([
    ['- [One](https://github.com/acme/cog/pull/1)\n  - and a note of [it](https://github.com/acme/cog)\n'],
    ['<!-- - [One](https://github.com/acme/cog/pull/1) -->\n'],
    ['<!--\n- [One](https://github.com/acme/cog/pull/1)\n- [Two](https://github.com/acme/cog/pull/2)\n-->\n'],
    ['- [One](https://github.com/acme/cog/commit/0123abc)\n'],
    ['- [One][1]\n\n[1]: https://github.com/acme/cog/pull/1\n'],
    ['- [`tool`](https://github.com/acme/cog): does it\n'],
    ['* [One](https://github.com/acme/cog/pull/1)\r\n* [Two](https://github.com/acme/cog/pull/2)\r\n'],
  ])('leads the links of %j to the present one', (text) => {
    expect(draft(`## P\n\n${text}`)).toBe(`## P\n\n${text.replaceAll('acme/cog', 'acme/gear')}`);
  });

  it.each([
    ['A word on [cog](https://github.com/acme/cog) and https://github.com/acme/cog/pull/1 by a person.\n'],
    ['Thanks to [@ann](https://github.com/acme/cog)!\n'],
    ['- [One](https://github.com/acme/widget/pull/1)\n'],
    ['- [A post](https://ann.example/cog) on [cog](https://github.com/acme/cog)\n'],
    ['```\n- [One](https://github.com/acme/cog/pull/1)\n```\n'],
    ['## [`cog`](https://github.com/acme/cog)\n'],
  ])('leaves %j as it is', (text) => {
    expect(draft(`## P\n\n${text}`)).toBe(`## P\n\n${text}`);
  });
});

describe('what GitHub says that names are today', () => {
  const present = new NameMap([
    ['acme/cog', 'acme/Gear'],
    ['acme/gear', 'acme/gear'],
    ['acme/crank', 'acme/secret'],
    ['acme/widget', 'acme/gear'],
  ]);

  it('counts where it leads to a repository of the month, and the name is none of another', () => {
    const found = toFormerNames(present, {
      repositories: [gear, repository('acme/widget')],
      watched: [],
    });
    expect([...found]).toEqual([['acme/cog', gear]]);
  });
});
