import { describe, expect, it } from '@jest/globals';
import { mergeEdition } from './on-texts.js';

type Name = 'u' | 'v';

const entry = (name: Name, number: number) =>
  `- [Change ${number}](https://github.com/acme/${name}/pull/${number})`;
const hidden = (name: Name, number: number) => `<!-- ${entry(name, number)} -->`;
const heading = (name: Name) => `### [\`${name}\`](https://github.com/acme/${name})`;
const thanks = (login: string) =>
  `Thanks to [@${login}](https://github.com/${login}) for their contributions!`;

interface SectionText {
  readonly heading: string;
  readonly about: string;
  readonly entries: readonly string[];
  readonly credit: string;
}

const BEFORE: Readonly<Record<Name, SectionText>> = {
  u: { heading: heading('u'), about: 'About `u`.', entries: [entry('u', 1)], credit: thanks('ann') },
  v: { heading: heading('v'), about: 'About `v`.', entries: [entry('v', 2)], credit: thanks('bob') },
};

/** What a month's end may bring: the only entry of a section goes, another one comes. */
const NEWS: Readonly<Record<Name, Partial<SectionText>>> = {
  u: { about: 'All about `u`.', entries: [entry('u', 3)], credit: thanks('cyd') },
  v: { about: 'All about `v`.', entries: [entry('v', 4)], credit: thanks('eve') },
};

function sectionText({ heading: own, about, entries, credit }: SectionText): string {
  return [own, about, entries.join('\n'), credit].filter((text) => text !== '').join('\n\n');
}

/** An edition with a section about each of the two repositories, in this order. */
function edition(
  changed: Partial<Record<Name, Partial<SectionText>>> = {},
  order: readonly Name[] = ['u', 'v'],
): string {
  const sections = order.map((name) => sectionText({ ...BEFORE[name], ...changed[name] }));
  return `${['## Projects', ...sections, '## Join Us?', 'Please.'].join('\n\n')}\n`;
}

/** The merged text, which another run leaves alone, with the base of this one too. */
function merge(base: string, current: string, fresh: string): string {
  const merged = mergeEdition(base, current, fresh);
  expect(mergeEdition(base, merged.text, fresh).text).toBe(merged.text);
  expect(mergeEdition(merged.base, merged.text, fresh)).toEqual(merged);
  return merged.text;
}

describe('a section whose heading people reworded so that it no longer links', () => {
  const ours = { heading: '### News of ours' };

  it('follows the bot in the run in which its only entry goes and another one comes', () => {
    const fresh = edition({ u: NEWS.u });
    expect(merge(edition(), edition({ u: ours }), fresh)).toBe(edition({ u: { ...NEWS.u, ...ours } }));
  });

  it('follows the bot though people also moved it', () => {
    const current = edition({ u: ours }, ['v', 'u']);
    expect(merge(edition(), current, edition({ u: NEWS.u }))).toBe(
      edition({ u: { ...NEWS.u, ...ours } }, ['v', 'u']),
    );
  });

  it('follows the bot though people hid the entry, which stays', () => {
    const current = edition({ u: { ...ours, entries: [hidden('u', 1)] } });
    expect(merge(edition(), current, edition({ u: NEWS.u }))).toBe(
      edition({ u: { ...NEWS.u, ...ours, entries: [hidden('u', 1), '', entry('u', 3)] } }),
    );
  });

  it('follows the bot though people gave it and another one that heading together', () => {
    const joined = (text: string) => text.replace(`${heading('v')}\n\n`, '');
    const fresh = edition({ ...NEWS, v: { ...NEWS.v, about: BEFORE.v.about } });
    const current = joined(edition({ u: ours }));
    expect(merge(edition(), current, fresh)).toBe(joined(fresh).replace(heading('u'), ours.heading));
  });

  it('follows the bot though people copied the entry into a section of their own', () => {
    const own = `### Highlights\n\n${entry('u', 1)}\n\n## Join Us?`;
    const current = edition({ u: ours }).replace('## Join Us?', own);
    const text = merge(edition(), current, edition({ u: NEWS.u }));
    expect(text).toContain(
      sectionText({ ...BEFORE.u, ...NEWS.u, ...ours, entries: [entry('u', 1), entry('u', 3)] }),
    );
  });
});

describe('a section of people’s own that lists a pull request before the bot does', () => {
  const own = { heading: '### News of ours', about: 'Mine.', credit: '' };
  const news = { entries: [entry('u', 1), entry('u', 3), entry('u', 4)] };

  it('takes in what else comes, where people deleted the bot’s section', () => {
    const current = edition({ u: { ...own, entries: [entry('u', 3)] } });
    expect(merge(edition(), current, edition({ u: news }))).toBe(
      edition({ u: { ...own, entries: [entry('u', 3), entry('u', 4)] } }),
    );
  });

  it('takes in what else comes, also where the bot’s section is new', () => {
    const without = edition({}, ['v']);
    const current = edition({ u: { ...own, entries: [entry('u', 3)] } });
    expect(merge(without, current, edition({ u: news }))).toContain(
      [own.heading, own.about, [entry('u', 1), entry('u', 3), entry('u', 4)].join('\n')].join('\n\n'),
    );
  });

  it('takes in nothing where the bot’s section is still there', () => {
    const highlights = `### Highlights\n\n${entry('u', 3)}\n\n## Join Us?`;
    const withHighlights = (text: string) => text.replace('## Join Us?', highlights);
    const fresh = edition({ u: { entries: [entry('u', 1), entry('u', 4)] } });
    expect(merge(edition(), withHighlights(edition()), edition({ u: news }))).toBe(withHighlights(fresh));
  });

  it('takes in what else comes of two sections that people deleted', () => {
    const entries = [entry('v', 4), entry('u', 3)];
    const current = edition({ u: { ...own, entries } }, ['u']);
    const fresh = edition({ u: news, v: { entries: [entry('v', 2), entry('v', 4), entry('v', 5)] } });
    expect(merge(edition(), current, fresh)).toBe(
      edition({ u: { ...own, entries: [entry('v', 4), entry('v', 5), entry('u', 3), entry('u', 4)] } }, [
        'u',
      ]),
    );
  });
});

describe('a part whose heading people reworded', () => {
  it.each<[string, (text: string) => string]>([
    ['all of its prose', (text) => text.replace('Please.', 'Please come.')],
    ['some of its prose', (text) => text.replace('Please.', 'Please.\n\nAnd soon.')],
  ])('follows the bot, which changes %s', (_, news) => {
    const renamed = (text: string) => text.replace('## Join Us?', '## Help us!');
    expect(merge(edition(), renamed(edition()), news(edition()))).toBe(renamed(news(edition())));
  });
});
