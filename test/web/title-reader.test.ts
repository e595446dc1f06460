import { describe, expect, it } from '@jest/globals';
import { decodePage, PageRefused } from '../../src/web/fetch-page.js';
import { createTitleReader, pageTitle } from '../../src/web/title-reader.js';
import { thoroughly } from '../thoroughly.js';

/** A reader of one web page, which answers with these texts in turn; an error is thrown. */
function reading(answers: readonly (string | Error)[]) {
  const left = [...answers];
  const said: string[] = [];
  let now = new Date('2020-06-03T08:00:00Z');
  const read = createTitleReader(
    () => now,
    (sentence) => said.push(sentence),
    () => {
      const answer = left.shift() ?? new Error('Request too often.');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  );
  return {
    title: () => read('https://a.example/'),
    said,
    setTime(at: string) {
      now = new Date(at);
    },
  };
}

describe('a page', () => {
  it('is asked once for its title', async () => {
    const { title, said, setTime } = reading(['<title>A &amp; B</title>']);
    expect(await title()).toBe('A & B');
    setTime('2020-09-03T08:00:00Z');
    expect(await title()).toBe('A & B');
    expect(said).toEqual([]);
  });

  it.each<[string, string | Error]>([
    ['has no title', '<p>Hello'],
    ['it is not an HTML page', new PageRefused('it is not an HTML page')],
    ['it does not answer', new Error('ECONNREFUSED 10.0.0.1:80')],
  ])('that has none is asked again some hours later, and the log says so: %s', async (because, answer) => {
    const { title, said, setTime } = reading([answer, '<title>A</title>']);
    expect(await title()).toBeNull();
    setTime('2020-06-03T13:59:59Z');
    expect(await title()).toBeNull();
    expect(said).toEqual([expect.stringContaining(because)]);
    setTime('2020-06-03T14:00:00Z');
    expect(await title()).toBe('A');
  });
});

describe('the title of a page', () => {
  it.each<[string, string, string | null]>([
    ['its own', '<!doctype html><html><head><title>A post</title></head><body>x', 'A post'],
    [
      'the one for other sites',
      '<title>A – Site</title><meta property="og:title" content="A &quot;b&quot;">',
      'A "b"',
    ],
    [
      'with its entities',
      '<TITLE lang=en>a &amp; b &lt;c&gt; &#x27;d&#39; &hellip;</TITLE>',
      "a & b <c> 'd' …",
    ],
    ['on one line', '<title>\n  A\n  post\t!\n</title>', 'A post !'],
    ['without tags', '<title><b>A</b></title>', '<b>A</b>'],
    ['without what is invisible', '<title>A\u202E b&#x200B;c&#8238;</title>', 'A bc'],
    ['the first one', '<title>A</title><title>B</title>', 'A'],
    ['not in a comment', '<!-- <title>no</title> --><title>A</title>', 'A'],
    ['not in a script', '<script>"<title>no</title>"</script><title>A</title>', 'A'],
    ['after an image for those without scripts', '<noscript><img src=x></noscript><title>A</title>', 'A'],
    ['not of a picture', '<head></head><body><svg><title>no</title></svg>', null],
    ['not of a picture at once', '<svg><title>no</title></svg><title>no</title>', null],
    ['not of an empty one', '<title> </title>', null],
    ['not without any', 'Hello', null],
    ['as far as it goes', '<title>A po', 'A po'],
  ])('is %s', (_, html, expected) => {
    expect(pageTitle(html)).toBe(expected);
  });

  it('is not longer than a title', () => {
    expect(pageTitle(`<title>${'x'.repeat(5000)}</title>`)).toHaveLength(256);
  });

  /** Microseconds of the processor to look for the title so many times. */
  function costOf(html: string, times: number): number {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) pageTitle(html);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  }

  thoroughly.each([
    '<div>'.repeat(20_000) + '</p>'.repeat(30_000),
    `<noscript>${'<div>'.repeat(20_000)}${'</p>'.repeat(30_000)}`,
    `<p ${Array.from({ length: 40_000 }, (_, index) => `a${index}`).join(' ')}>`,
    '<meta>'.repeat(40_000),
  ])('of a page that was made to keep somebody busy costs little more than any other', (html) => {
    const ordinary = `<script>${'let words = 1;\n'.repeat(html.length / 15)}</script>`;
    expect(pageTitle(html)).toBeNull();
    expect(costOf(html, 1)).toBeLessThan(5 * costOf(ordinary, 40));
  });
});

describe('the text of a page', () => {
  const bytes = (...codes: readonly number[]) => Uint8Array.from(codes);
  const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

  it.each([
    ['UTF-8', bytes(0xc3, 0xa4), 'text/html'],
    ['the header', bytes(0xe4), 'text/html; charset=ISO-8859-1'],
    ['the header in quotes', bytes(0xe4), 'text/html;charset="windows-1252"'],
    ['the byte order mark', bytes(0xff, 0xfe, 0xe4, 0x00), 'text/html; charset=utf-8'],
    ['a byte order mark of UTF-8', bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa4), 'text/html'],
    [
      'a byte order mark of UTF-8, whatever the header says',
      bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa4),
      'text/xml; charset=latin1',
    ],
    ['UTF-8, where nobody knows the name', bytes(0xc3, 0xa4), 'text/html; charset=klingon'],
  ])('follows %s', (_, given, type) => {
    expect(decodePage(given, type)).toBe('ä');
  });

  it('follows its own word', () => {
    const page = bytes(...ascii('<meta charset="iso-8859-15">'), 0xa4);
    expect(decodePage(page, 'text/html')).toBe('<meta charset="iso-8859-15">€');
    const older = ascii('<meta http-equiv=content-type content="text/html; charset=iso-8859-15">');
    expect(decodePage(bytes(...older, 0xa4), 'text/html')).toContain('€');
  });

  it.each([
    ['<?xml version="1.0" encoding="ISO-8859-1"?><rss>', [0xe4], 'application/rss+xml'],
    [
      "<?xml version='1.0' encoding = 'windows-1252' standalone='yes'?><feed>",
      [0xe4],
      'application/atom+xml',
    ],
    ['<?xml version="1.0" encoding="KOI8-R"?><rss>', [0xd1], 'application/xml; charset=iso-8859-1', 'Ñ'],
    ['<?xml version="1.0" encoding="koi8-r"?><rss>', [0xd1], 'application/xml', 'я'],
    // Written so by programs that then send UTF-8.
    ['<?xml version="1.0" encoding="utf-16"?><rss>', [0xc3, 0xa4], 'application/xml'],
  ])('follows the word of XML, after the header: %s', (start, letter, type, read = 'ä') => {
    expect(decodePage(bytes(...ascii(start), ...letter), type)).toBe(`${start}${read}`);
  });
});
