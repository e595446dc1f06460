import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { listedLinks } from '../../src/newsletter/edition/link-parts.js';
import {
  collectFrom,
  listedWork,
  namedPeople,
  parseEarlierEdition,
  withLastOffer,
} from '../../src/newsletter/house-style/earlier-edition.js';
import { linkKey, withoutTracking } from '../../src/newsletter/markdown/addresses.js';
import { earlierEdition, month } from './builders.js';

const edition = (of: string, text: string) => parseEarlierEdition(month(of), text, HOUSE_FORM);
const news = (url: string) =>
  `## News\n\nSee [us](https://own.example).\n\n- [A](${url}), [more](https://second.example)\n  - [inner](https://inner.example)\n`;

describe('links of earlier editions', () => {
  it('are the first ones of list items, under the latest edition', () => {
    const earlier = [
      edition('2020-02', news('https://a.example/x/')),
      edition('2020-03', news('http://www.a.example/x?utm_source=y#z')),
    ];
    expect([...listedLinks(earlier)]).toEqual([['a.example/x', month('2020-03')]]);
  });

  it('are forgotten after a year', () => {
    const months = Array.from(
      { length: 13 },
      (_, index) => `${2019 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
    );
    const earlier = months.map((of, index) => edition(of, news(`https://a.example/${index}`)));
    expect(listedLinks(earlier).has('a.example/0')).toBe(false);
    expect(listedLinks(earlier).has('a.example/1')).toBe(true);
  });
});

describe('authors of earlier sections', () => {
  it('are those who signed them, wherever the signature stands', () => {
    const section = (line: string) =>
      `## Other Projects\n\n### [\`Ann/OS\`](https://github.com/Ann/OS)\n${line}\n\nText.\n`;
    const signature = (login: string) =>
      `<span class="gray">(Section written by [@${login}](https://github.com/${login}))</span>`;
    const earlier = [
      edition('2020-02', section(signature('Ann'))),
      edition('2020-03', section(`\n${signature('bob')}`)),
      edition('2020-04', section('')),
    ];
    expect([...namedPeople(earlier)]).toEqual(['ann', 'bob']);
  });
});

describe('people whom earlier editions name', () => {
  it('are thanked, maintain, or wrote a section', () => {
    const text = [
      '## Projects\n\n### [`widget`](https://github.com/acme/widget)',
      '<span class="maintainers">Maintained by [@Max](https://github.com/Max)</span>',
      'Thanks to [@ann](https://github.com/ann) for their contribution!',
      '## Other Projects\n\n### [`bob/os`](https://github.com/bob/os)',
      '<span class="gray">(Section written by [@bob](https://github.com/bob))</span>',
      'I asked [@sam](https://github.com/sam).',
    ];
    expect([...namedPeople([edition('2020-04', text.join('\n\n'))])].sort()).toEqual(['ann', 'bob', 'max']);
  });
});

describe('an address', () => {
  it.each([
    ['https://a.example/?utm_source=x&b=c&fbclid=1#top', 'https://a.example/?b=c#top'],
    ['https://a.example/?gclid=1', 'https://a.example/'],
    ['https://a.example/?a=%20&b', 'https://a.example/?a=%20&b'],
    ['https://a.example/#?utm_source=x', 'https://a.example/#?utm_source=x'],
  ])('loses what tracks: %s', (url, expected) => {
    expect(withoutTracking(url)).toBe(expected);
  });

  it.each([
    ['http://www.a.example/x/', 'https://a.example/x'],
    ['https://A.example/x?b=1&a=2', 'https://a.example/x?a=2&b=1'],
    ['https://a.example/x?si=track', 'https://a.example/x#part'],
  ])('%s is the same page as %s', (left, right) => {
    expect(linkKey(left)).toBe(linkKey(right));
  });

  it.each([
    ['https://a.example/x', 'https://a.example/X'],
    ['https://a.example/?v=1', 'https://a.example/?v=2'],
    ['https://a.example', 'https://b.example'],
  ])('%s is another page than %s', (left, right) => {
    expect(linkKey(left)).not.toBe(linkKey(right));
  });
});

/** The edition of April, published on a day. */
function april(date: string) {
  const { document } = earlierEdition('2020-04', '');
  return parseEarlierEdition(month('2020-04'), document.source.replace('2020-05-03', date), HOUSE_FORM);
}

describe('what is left for an edition', () => {
  it.each([
    ['begins with its month after an edition that was published later', [april('2020-05-03')], '2020-05-01'],
    ['begins with its month after an edition of that day', [april('2020-05-01')], '2020-05-01'],
    ['begins on the day of an edition that came too early', [april('2020-04-28')], '2020-04-28'],
    ['begins with its month after a date that is none', [april('soon')], '2020-05-01'],
    ['begins with its month after a date long before', [april('2019-04-28')], '2020-05-01'],
    [
      'begins with its month where the edition before is missing',
      [earlierEdition('2020-03', '')],
      '2020-05-01',
    ],
    ['begins with its month where there is no edition', [], '2020-05-01'],
  ])('%s', (_, earlier, day) => {
    expect(collectFrom(earlier, month('2020-05'))).toEqual(new Date(`${day}T00:00:00Z`));
  });

  it.each([
    ['2020-04-26T12:00:00Z', '2020-04-26T11:00:00Z'],
    ['2020-05-02T12:00:00Z', '2020-05-01T00:00:00Z'],
    ['2020-05-01T00:30:00Z', '2020-04-30T23:30:00Z'],
    ['2020-03-20T12:00:00Z', '2020-04-01T00:00:00Z'],
  ])("begins an hour before the bot's last text of %s, within two months", (at, from) => {
    const { document } = parseEarlierEdition(month('2020-04'), '', HOUSE_FORM);
    for (const date of ['2020-05-03', '2020-04-28']) {
      const earlier = withLastOffer([april(date)], month('2020-04'), {
        at: new Date(at),
        document,
        stories: [],
      });
      expect(collectFrom(earlier, month('2020-05'))).toEqual(new Date(from));
    }
  });

  it("has nothing that the bot's last text of the edition before had, but what only its notes name", () => {
    const [one, two] = [1, 2].map((number) => `[A](https://github.com/acme/widget/pull/${number})`);
    const { document } = parseEarlierEdition(
      month('2020-04'),
      `## Projects\n\n- ${one}\n  - after ${two}`,
      HOUSE_FORM,
    );
    const at = new Date('2020-04-26T12:00:00Z');
    const earlier = withLastOffer([april('2020-05-03')], month('2020-04'), { at, document, stories: [] });
    expect([...listedWork(earlier)]).toEqual([['acme/widget#1', month('2020-04')]]);
  });
});
