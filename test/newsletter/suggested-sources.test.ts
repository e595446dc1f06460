import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/newsletter-config.js';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { printSources, recurringPlaces } from '../../src/newsletter/draft/candidates.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';

/** An edition of a month of 2020 with these links among its news and its tooling. */
function edition(month: number, news: readonly string[], infra: readonly string[] = []) {
  const period = MONTHS.parse(`2020-${String(month).padStart(2, '0')}`);
  if (period === null) throw new Error('No such month.');
  const listOf = (urls: readonly string[]) => urls.map((url) => `- [A title](${url})`).join('\n');
  const text = `Hello.\n\n## Announcements, News, and Blog Posts\n\n- A group\n${listOf(news.slice(0, 1)).replace(/^/, '  ')}\n\n### More\n\n${listOf(news.slice(1))}\n\n## Infrastructure and Tooling\n\n${listOf(infra)}\n\n## Projects\n\n### [\`widget\`](https://github.com/acme/widget)\n\n- [Entry](https://github.com/other/thing/pull/${month})\n`;
  return parseEarlierEdition(period, text, HOUSE_FORM);
}

const tracker = (number: number) => `https://github.com/rust-lang/rust/pull/${number}`;
const months = Array.from({ length: 12 }, (_, index) => index + 1);

describe('suggested sources', () => {
  it('are what at least three of the last twelve editions link to in one part, the steadiest first', () => {
    const editions = months.map((month) =>
      edition(
        month,
        [
          ...(month > 8 ? [`https://lwn.example/${month}`] : []),
          ...(month === 1
            ? ['https://rare.example/1', 'https://rare.example/2', 'https://rare.example/3']
            : []),
          `https://old.reddit.com/r/osdev/comments/${month}`,
        ],
        month > 9 ? [tracker(month), tracker(month + 100), 'https://github.com/acme/widget/pull/1'] : [],
      ),
    );
    const places = recurringPlaces(editions, 'acme');
    expect(places.map(({ name, part, links, editions: own }) => [name, part, links, own.length])).toEqual([
      ['reddit.com/r/osdev', 'news', 12, 12],
      ['lwn.example', 'news', 4, 4],
      ['rust-lang/rust', 'infra', 6, 3],
    ]);
  });

  it('print as settings that are valid, with the evidence, and with guesses commented out', () => {
    const editions = months.map((month) =>
      edition(month, [`https://lwn.example/${month}`], [tracker(month)]),
    );
    const text = printSources(recurringPlaces(editions, 'acme'), editions.length);
    expect(text).toContain('# lwn.example: 12 links in 12 of 12 editions (2020-01, ');
    expect(text).toContain('  # - feed: https://lwn.example/feed.xml\n');
    const parsed = parseConfig(text, 'acme/news');
    expect(parsed.kind === 'valid' ? parsed.config.sources : parsed).toMatchObject([
      { repository: 'rust-lang/rust', part: 'infra', feed: null },
    ]);
    const uncommented = parseConfig(text.replace(/^ {2}# ( *-? ?(?:feed|part):)/gm, '  $1'), 'acme/news');
    expect(uncommented.kind === 'valid' ? uncommented.config.sources.length : uncommented).toBe(2);
  });

  it('are valid settings without a repository, and a sentence where there are none', () => {
    const feeds = months.map((month) => edition(month, [`https://lwn.example/${month}`]));
    const onlyFeeds = printSources(recurringPlaces(feeds, 'acme'), feeds.length);
    expect(parseConfig(onlyFeeds, 'acme/news').kind).toBe('valid');
    expect(printSources(recurringPlaces([], 'acme'), 0)).toMatch(/^# Of the last 0 editions/);
  });
});
