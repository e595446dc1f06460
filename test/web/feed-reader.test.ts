import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { createFeedReader, type FeedAnswer, itemsIn, MOST_ITEMS } from '../../src/web/feed-reader.js';
import { type FetchedFeed, PageRefused, type Validators } from '../../src/web/fetch-page.js';

const FEED = 'https://blog.example/feed.xml';

const RSS = `<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Blog</title>
<item><title>Levers &amp; screws</title><link>https://blog.example/levers?utm_source=rss</link><pubDate>Mon, 04 May 2020 10:00:00 +0200</pubDate></item>
<item><title><![CDATA[<script>alert(1)</script> @ann]]></title><guid>https://blog.example/script</guid><pubDate>Tue, 05 May 2020 10:00:00</pubDate></item>
<item><title>Without address</title><guid isPermaLink="false">7</guid></item>
<item><title>Elsewhere</title><link>javascript:alert(1)</link></item>
<item><link>/relative</link><dc:date>2020-05-06T00:00:00Z</dc:date></item>
</channel></rss>`;

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><id>1</id><updated>2020-05-09T00:00:00Z</updated>
<entry><id>2</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; lever</title><link rel="self" href="https://blog.example/x.atom"/><link href="https://blog.example/bold"/><published>2020-05-08T23:30:00-02:00</published><updated>2020-06-09T00:00:00Z</updated></entry>
</feed>`;

const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link></channel>
<item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><dc:date>2020-05-07T12:00:00Z</dc:date></item>
</rdf:RDF>`;

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'Blog',
  items: [
    { id: '1', url: 'https://blog.example/json', title: 'Json', date_published: '2020-05-03T00:00:00Z' },
    { id: '2', external_url: 'https://other.example/', content_text: 'No title, no date' },
  ],
});

function told(text: string): readonly (readonly [string, string, string | null])[] {
  return itemsIn(text, FEED).items.map(({ title, url, date }) => [title, url, date?.toISOString() ?? null]);
}

function atomOf(count: number): string {
  const entry = (index: number) =>
    `<entry><id>${index}</id><title>${index}</title><link href="https://blog.example/${index}"/><updated>2020-05-09T00:00:00Z</updated></entry>`;
  return `<feed xmlns="http://www.w3.org/2005/Atom">${Array.from({ length: count }, (_, index) => entry(index)).join('')}</feed>`;
}

/** A date as a feed may write it, and as it is read. */
const DATES = [
  ['15 May 2024', '2024-05-15T00:00:00.000Z'],
  ['Wed, 15 May 2024', '2024-05-15T00:00:00.000Z'],
  ['May 15, 2024', '2024-05-15T00:00:00.000Z'],
  ['2024-05-15', '2024-05-15T00:00:00.000Z'],
  ['2024/5/15', '2024-05-15T00:00:00.000Z'],
  ['05-15-2024', '2024-05-15T00:00:00.000Z'],
  ['15 May 2024 10:00 PM', '2024-05-15T22:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00 am', '2024-05-15T10:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00', '2024-05-15T10:00:00.000Z'],
  ['2024-05-15T10:00', '2024-05-15T10:00:00.000Z'],
  ['2024-05-15 10:00:00.123', '2024-05-15T10:00:00.123Z'],
  ['10:00 15-May-2024', '2024-05-15T10:00:00.000Z'],
  ['2024-05-15T10:00:00-02:00', '2024-05-15T12:00:00.000Z'],
  ['2024-05-15 10:00:00+02', '2024-05-15T08:00:00.000Z'],
  ['15 May 2024 10:00 PM +0200', '2024-05-15T20:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00 +0200 (CEST)', '2024-05-15T08:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00 GMT', '2024-05-15T10:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00 EDT', '2024-05-15T14:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00 Z', '2024-05-15T10:00:00.000Z'],
  ['Wed May 15 2024 10:00:00 GMT+0200 (Central European Summer Time)', '2024-05-15T08:00:00.000Z'],
  ['Wed, 15 May 2024 10:00:00 Europe/Berlin', null],
  ['yesterday', null],
] as const;

const feedOf = (dates: readonly string[]) =>
  `<rss version="2.0"><channel>${dates
    .map((date) => `<item><link>https://blog.example/</link><pubDate>${date}</pubDate></item>`)
    .join('')}</channel></rss>`;

/** The dates of the feed, as they are read on a machine in that time zone. */
function datesOn(timezone: string, feed: string): unknown {
  const reader = new URL('../../src/web/feed-reader.js', import.meta.url).href;
  const program = `
    import { readFileSync } from 'node:fs';
    import { itemsIn } from '${reader}';
    const { items } = itemsIn(readFileSync(0, 'utf8'), '${FEED}');
    console.log(JSON.stringify(items.map(({ date }) => date)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    env: { TZ: timezone },
    input: feed,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('a feed', () => {
  it.each(['UTC', 'America/New_York', 'Asia/Tokyo'])('has the same dates on a machine in %s', (timezone) => {
    const feed = feedOf(DATES.map(([written]) => written));
    expect(datesOn(timezone, feed)).toEqual(DATES.map(([, date]) => date));
  });

  it('is read as RSS, its titles as given, its dates in UTC', () => {
    expect(told(RSS)).toEqual([
      ['Levers & screws', 'https://blog.example/levers', '2020-05-04T08:00:00.000Z'],
      ['<script>alert(1)</script> @ann', 'https://blog.example/script', '2020-05-05T10:00:00.000Z'],
      ['', 'https://blog.example/relative', '2020-05-06T00:00:00.000Z'],
    ]);
  });

  it('is read as Atom, RDF and JSON Feed', () => {
    expect(told(ATOM)).toEqual([['A bold lever', 'https://blog.example/bold', '2020-05-09T01:30:00.000Z']]);
    expect(told(RDF)).toEqual([['One', 'https://news.example/1', '2020-05-07T12:00:00.000Z']]);
    expect(told(JSON_FEED)).toEqual([
      ['Json', 'https://blog.example/json', '2020-05-03T00:00:00.000Z'],
      ['', 'https://other.example/', null],
    ]);
  });

  it.each([
    ['html', '<![CDATA[It&#8217;s <em>fast</em> &amp; small]]>', 'It’s fast & small'],
    ['html', 'Vec&amp;lt;u8&amp;gt; &amp;amp;amp; more', 'Vec<u8> &amp; more'],
    [
      'html',
      'Vec&lt;u8&gt; and &lt;T: Copy&gt; in &lt;a href="https://x.example"&gt;core&lt;/a&gt;',
      'Vec<u8> and <T: Copy> in core',
    ],
    ['html', '&lt;script&gt;alert(1)&lt;/script&gt; &lt;b', '<script>alert(1)</script> <b'],
    ['html', 'a &lt; b &amp;&amp; c', 'a < b && c'],
    ['xhtml', '<div xmlns="http://www.w3.org/1999/xhtml">A &amp; <em>nice</em> one</div>', 'A & nice one'],
    ['text', 'Vec&lt;u8&gt; &amp;amp; &lt;b&gt;', 'Vec<u8> &amp; <b>'],
  ])('has the words of a title of Atom that readers see: %s, %s', (type, title, shown) => {
    const entry = `<entry><title type="${type}">${title}</title><link href="https://blog.example/x"/></entry>`;
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title>${entry}</feed>`;
    expect(told(feed)).toEqual([[shown, 'https://blog.example/x', null]]);
  });

  it.each([
    '',
    'x',
    '{}',
    '<html><title>A page</title></html>',
    '<rss><channel><item>',
    '{"version":"https://jsonfeed.org/version/1"',
    '<a>'.repeat(100_000),
    `<!DOCTYPE x [<!ENTITY a "${'b'.repeat(1000)}">]><rss><channel><item><title>&a;&a;</title></item></channel></rss>`,
  ])('that is none, or empty, gives nothing: %#', (text) => {
    let items: readonly unknown[] = [];
    try {
      items = itemsIn(text, FEED).items;
    } catch (error) {
      expect(error).toBeInstanceOf(PageRefused);
    }
    expect(items).toEqual([]);
  });

  it.each([
    ['tags', (index: number) => `<t${index}/>`],
    ['empty tags', () => '<a/>'],
    ['attributes', (index: number) => `<a b${index}="" c${index}=''/>`],
    ['items without an end', () => '<item>'],
  ])('of very many %s is not read', (_, piece) => {
    const text = `<rss><channel>${Array.from({ length: 200_000 }, (_, index) => piece(index)).join('')}</channel></rss>`;
    expect(() => itemsIn(text, FEED)).toThrow('it has too many tags');
  });

  it('with long posts in HTML is read', () => {
    const post = `<item><title>A post</title><link>https://e.org/a</link><description><![CDATA[${'<p>a</p>'.repeat(150_000)}]]></description></item>`;
    expect(itemsIn(`<rss><channel>${post}</channel></rss>`, FEED).items).toHaveLength(1);
  });

  it('of 10,000 items is read as far as anybody looks', () => {
    const { items, hasMore } = itemsIn(atomOf(10_000), FEED);
    expect([items.length, hasMore]).toEqual([MOST_ITEMS, true]);
    expect(itemsIn(atomOf(3), FEED).hasMore).toBe(false);
  });
});

describe('the reader of feeds', () => {
  /** A reader whose server answers these in turn, and what it was asked. */
  function reader(...answers: readonly (FetchedFeed | null | Error)[]) {
    let time = Date.parse('2020-05-10T00:00:00Z');
    const asked: (Validators | null)[] = [];
    const read = createFeedReader(
      () => new Date(time),
      (_, known) => {
        const answer = answers[asked.push(known) - 1] ?? null;
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    );
    const later = (minutes: number) => {
      time += minutes * 60_000;
    };
    return { asked, later, read: () => read(FEED) };
  }

  const countOf = (answer: FeedAnswer) => (answer.kind === 'read' ? answer.items.length : answer);
  const fetched = { text: ATOM, etag: '"1"', lastModified: null };

  it('asks once an hour, and then only for what changed', async () => {
    const { asked, later, read } = reader(fetched, null, { ...fetched, text: RSS });
    expect(countOf(await read())).toBe(1);
    later(59);
    await read();
    expect(asked).toEqual([null]);
    later(2);
    expect(countOf(await read())).toBe(1);
    expect(asked[1]).toEqual(expect.objectContaining({ etag: '"1"' }));
    later(61);
    expect(countOf(await read())).toBe(3);
  });

  it('says why there is nothing, whether that will stay so, and whether it asked just now', async () => {
    const { later, read } = reader(
      new Error('ECONNREFUSED'),
      new PageRefused('its server answers 503'),
      new PageRefused('its server answers 404'),
      { ...fetched, text: '<html>' },
    );
    expect(await read()).toEqual({
      kind: 'failed',
      because: 'it does not answer',
      isLasting: false,
      isNew: true,
    });
    expect(await read()).toEqual(expect.objectContaining({ isNew: false }));
    const reasons: (string | boolean)[] = [];
    for (let hour = 0; hour < 3; hour += 1) {
      later(61);
      const answer = await read();
      if (answer.kind === 'failed') reasons.push(answer.because, answer.isLasting);
    }
    expect(reasons).toEqual([
      'its server answers 503',
      false,
      'its server answers 404',
      true,
      'it is not a feed that the bot can read',
      true,
    ]);
  });
});
