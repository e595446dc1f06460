import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import type { EarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { learnHouseStyle } from '../../src/newsletter/house-style/house-style.js';
import { listOrder } from '../../src/newsletter/house-style/order-habits.js';
import { earlierEdition, pullRequest, settings, sources } from './builders.js';

const entries = (numbers: readonly number[], name = 'widget') =>
  numbers.map((number) => `- [Change ${number}](https://github.com/acme/${name}/pull/${number})`).join('\n');
const section = (name: string, list: string) =>
  `### [\`${name}\`](https://github.com/acme/${name})\n\nWe merged the following PRs this month:\n\n${list}`;
const style = (...earlier: readonly EarlierEdition[]) => learnHouseStyle(earlier, 'acme', settings());
const MONTHS = ['2020-02', '2020-03', '2020-04'];

describe('the order of entries', () => {
  const rising = [101, 102, 103, 104, 105];
  const merged = [101, 103, 102, 104, 105];
  const order = (...lists: readonly (readonly number[])[]) =>
    style(
      ...lists.map((list, index) => earlierEdition(MONTHS[index] ?? '', section('widget', entries(list)))),
    ).entryOrder;

  it('is that of numbers where the lists of the last edition follow them', () => {
    expect(order(rising).value).toBe('number');
    expect(order(merged, merged, rising).value).toBe('number');
  });

  it('is that of numbers where an editor made groups, each in their order', () => {
    const [first, second] = [rising, rising.map((number) => number + 10)];
    const grouped = [second, first].map((group) => entries(group)).join('\n\n#### Fixes\n\n');
    expect(style(earlierEdition('2020-04', section('widget', grouped))).entryOrder.value).toBe('number');
    expect(order([...second, ...first]).value).toBe('merge-time');
  });

  it('is that of merging where they do not, whatever editions before a change of habit have', () => {
    expect(order(merged).value).toBe('merge-time');
    expect(order(rising, rising, merged).value).toBe('merge-time');
  });

  it('is that of numbers the other way where the lists fall', () => {
    const falling = style(earlierEdition('2020-04', section('widget', entries(rising.toReversed()))));
    expect(listOrder(falling)).toBe('number-descending');
    expect(listOrder(style(earlierEdition('2020-04', section('widget', entries(merged)))))).toBe(
      'merge-time',
    );
    const set = settings({ order: 'merge-time-descending' });
    expect(listOrder(learnHouseStyle([], 'acme', set))).toBe('merge-time-descending');
  });

  it('is what the last edition with a list that is long enough tells', () => {
    expect(order(rising.slice(1))).toEqual({
      value: 'merge-time',
      evidence: 'default: the last editions show too little',
    });
    expect(order(rising, [105, 104])).toEqual({
      value: 'number',
      evidence: '0 of 4 neighbours in the edition of 2020-02 are out of order by number',
    });
  });

  it('leaves room for one slip among twenty neighbours', () => {
    const long = Array.from({ length: 21 }, (_, index) => 100 + index);
    expect(order([...long.slice(2, 3), ...long.slice(0, 2), ...long.slice(3)]).value).toBe('number');
    expect(order([...long.slice(2, 3), ...long.slice(0, 2), ...long.slice(3, 20)]).value).toBe('merge-time');
  });

  it('is one for all repositories', () => {
    const edition = earlierEdition('2020-04', section('gadget', entries(rising, 'gadget')));
    const late = pullRequest(1, { mergedAt: '2020-05-20T00:00:00Z' });
    const early = pullRequest(2, { mergedAt: '2020-05-10T00:00:00Z' });
    const listed = (more: Parameters<typeof sources>[1]) =>
      assembleEdition(sources([early, late], more)).sections[0]?.shown.map(({ work }) => work);
    expect(listed({})).toEqual([early, late]);
    expect(listed({ earlier: [edition] })).toEqual([late, early]);
    expect(listed({ earlier: [edition], settings: settings({ order: 'merge-time' }) })).toEqual([
      early,
      late,
    ]);
  });
});

describe('the order of sections', () => {
  /** An edition of sections with so many entries each. */
  const edition = (of: string, counts: Readonly<Record<string, number>>) =>
    earlierEdition(
      of,
      Object.entries(counts)
        .map(([name, count]) =>
          section(
            name,
            entries(
              Array.from({ length: count }, (_, index) => index + 1),
              name,
            ),
          ),
        )
        .join('\n\n'),
    );
  const merged = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).flatMap(([name, count]) =>
      Array.from({ length: count }, (_, index) => pullRequest(901 + index, { repository: `acme/${name}` })),
    );
  const drafted = (earlier: readonly EarlierEdition[], more = {}) =>
    assembleEdition(sources(merged({ anvil: 1, brake: 3, crane: 2 }), { earlier, ...more })).sections.map(
      ({ repository }) => repository.replace('acme/', ''),
    );

  it('is by most entries where that explains the last edition best', () => {
    const earlier = [
      edition('2020-03', { anvil: 1, brake: 2, crane: 1 }),
      edition('2020-04', { crane: 4, anvil: 3, brake: 2 }),
    ];
    expect(style(...earlier).sectionOrder).toEqual({
      value: 'entries',
      evidence: '0 of 3 sections in the edition of 2020-04 stand elsewhere',
    });
    expect(drafted(earlier)).toEqual(['brake', 'crane', 'anvil']);
  });

  it('is by name where that explains it best', () => {
    const earlier = [
      edition('2020-03', { crane: 2, brake: 1, anvil: 1 }),
      edition('2020-04', { anvil: 1, brake: 2, crane: 3 }),
    ];
    expect(style(...earlier).sectionOrder.value).toBe('name');
    expect(drafted(earlier)).toEqual(['anvil', 'brake', 'crane']);
  });

  it('is that of the last edition where that explains it best, new sections last', () => {
    const earlier = [edition('2020-03', { crane: 1, anvil: 1 }), edition('2020-04', { crane: 1, anvil: 2 })];
    expect(style(...earlier).sectionOrder.value).toBe('last-edition');
    expect(drafted(earlier)).toEqual(['crane', 'anvil', 'brake']);
  });

  it.each([
    ['one edition', [edition('2020-04', { crane: 1, anvil: 2 })]],
    ['one section', [edition('2020-03', { crane: 1, anvil: 2 }), edition('2020-04', { crane: 1 })]],
    ['no edition', []],
  ])('is that of the last edition where %s tells too little', (_, earlier) => {
    expect(style(...earlier).sectionOrder).toEqual({
      value: 'last-edition',
      evidence: 'default: the last editions show too little',
    });
  });

  it('is as set', () => {
    const earlier = [edition('2020-04', { crane: 1, anvil: 2 })];
    const set = (sectionOrder: 'name' | 'entries') =>
      drafted(earlier, { settings: settings({ sectionOrder }) });
    expect(set('name')).toEqual(['anvil', 'brake', 'crane']);
    expect(set('entries')).toEqual(['brake', 'crane', 'anvil']);
  });
});
