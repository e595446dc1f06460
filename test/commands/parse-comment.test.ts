import { describe, expect, it } from '@jest/globals';
import type { CommandPlace } from '../../src/commands/command.js';
import { parseComment } from '../../src/commands/parse-comment.js';
import { thoroughly } from '../thoroughly.js';
import { BETWEEN, MAIL_TAILS, NOT_MAIL } from './mails.js';

function commands(
  body: string,
  place: CommandPlace = 'pull request',
  botLogin: string | null = 'this-month-bot',
) {
  return parseComment(body, { place, botLogin }).map(({ parsed }) =>
    'command' in parsed ? parsed.command : parsed.problem.sentence,
  );
}

function problem(body: string, place: CommandPlace = 'pull request') {
  const [first] = parseComment(body, { place, botLogin: null });
  return first !== undefined && 'problem' in first.parsed ? first.parsed.problem : null;
}

/** The texts of the commands on the draft. */
function textsIn(body: string) {
  return parseComment(body, { place: 'draft', botLogin: null }).map(({ parsed }) =>
    'command' in parsed && 'text' in parsed.command ? (parsed.command.text ?? '') : JSON.stringify(parsed),
  );
}

const target = null;
const page = { repository: 'x86_64', shortName: '#156' };

describe('a command', () => {
  it.each<[string, object[]]>([
    ['/newsletter note Fast.', [{ verb: 'note', target, text: 'Fast.' }]],
    ['/newsletter note Fast.\n- more\n\nThanks!', [{ verb: 'note', target, text: 'Fast.\n- more' }]],
    ['/newsletter note\n\n- a\n\n- b\n', [{ verb: 'note', target, text: '- a\n\n- b' }]],
    ['/newsletter note\n    code', [{ verb: 'note', target, text: '    code' }]],
    [
      '/newsletter NOTE a\r\n/newsletter title b\r\n',
      [
        { verb: 'note', target, text: 'a' },
        { verb: 'title', target, text: 'b' },
      ],
    ],
    ['@this-month-bot hide', [{ verb: 'hide', target, why: null }]],
    ['@This-Month-Bot[bot] hide only moves', [{ verb: 'hide', target, why: 'only moves' }]],
    ['@this-month-bot, show', [{ verb: 'show', target }]],
    ['   /newsletter show please', [{ verb: 'show', target }]],
    ['/newsletter highlight', [{ verb: 'highlight', target, why: null }]],
    [
      '/newsletter credit @a, @b and @A for testing',
      [{ verb: 'credit', target, logins: ['a', 'b'], what: 'testing' }],
    ],
    ['/newsletter uncredit', [{ verb: 'uncredit', target, logins: [], isAlways: false }]],
    ['/newsletter uncredit @x always', [{ verb: 'uncredit', target, logins: ['x'], isAlways: true }]],
    [
      '/newsletter with #7, acme/b#8 and https://github.com/acme/c/pull/9/files',
      [
        {
          verb: 'with',
          target,
          others: [
            { repository: null, shortName: '#7' },
            { repository: 'acme/b', shortName: '#8' },
            { repository: 'acme/c', shortName: '#9' },
          ],
        },
      ],
    ],
    ['/newsletter edition 2020-06', [{ verb: 'edition', target, period: '2020-06' }]],
    ['/newsletter edition now', [{ verb: 'now', target }]],
    ['/newsletter now', [{ verb: 'now', target }]],
    ['\u00a0/newsletter\u00a0note Fast.', [{ verb: 'note', target, text: 'Fast.' }]],
    ['\u200b\uff0fnewsletter\u3000hide', [{ verb: 'hide', target, why: null }]],
    ...['\u202f', '\u2002', '\u2009', '\u00ad ', ' \u200b', '\u2003\u2060', '\u00a0\u2007'].map(
      (space): [string, object[]] => [
        `${space.trim()}/newsletter${space}hide${space.trimEnd()} only moves`,
        [{ verb: 'hide', target, why: 'only moves' }],
      ],
    ),
    ...['\u00ad', '\u200b', '\u2028', '\u2029', '\u2060', '\ufeff'].flatMap((sign): [string, object[]][] => [
      [`/${sign}news${sign}letter${sign} hide`, [{ verb: 'hide', target, why: null }]],
      [`${sign}/newsletter${sign}hide${sign}only moves`, [{ verb: 'hide', target, why: 'only moves' }]],
      [`@this${sign}-month-bot ${sign}hide ${sign}tiny`, [{ verb: 'hide', target, why: 'tiny' }]],
      [`/newsletter edition${sign}2020-06`, [{ verb: 'edition', target, period: '2020-06' }]],
      [`/newsletter credit${sign}@a,${sign}@b`, [{ verb: 'credit', target, logins: ['a', 'b'], what: null }]],
      [
        `/newsletter with #7,${sign}#8`,
        [
          {
            verb: 'with',
            target,
            others: ['#7', '#8'].map((shortName) => ({ repository: null, shortName })),
          },
        ],
      ],
    ]),
    ['/newsletter credit @a,@b;@c', [{ verb: 'credit', target, logins: ['a', 'b', 'c'], what: null }]],
    ['/newsletter note none\nof them turns.', [{ verb: 'note', target, text: 'none\nof them turns.' }]],
    ['\u2044newsletter h\u00adide', [{ verb: 'hide', target, why: null }]],
    ['/newsletter edition 2020\u201306', [{ verb: 'edition', target, period: '2020-06' }]],
    ['/newsletter edition \u201c2020\u201106\u201d', [{ verb: 'edition', target, period: '2020-06' }]],
    ['/newsletter \u2018show\u2019', [{ verb: 'show', target }]],
    [
      '/newsletter credit @ann\u2011b and @\u00adbob for \u201cits\u201d test \u2014 twice',
      [{ verb: 'credit', target, logins: ['ann-b', 'bob'], what: '\u201cits\u201d test \u2014 twice' }],
    ],
    [
      '/newsletter with \u201c#7\u201d',
      [{ verb: 'with', target, others: [{ repository: null, shortName: '#7' }] }],
    ],
    [
      '/newsletter title \u201cLevers\u201d \u2013 all',
      [{ verb: 'title', target, text: '\u201cLevers\u201d \u2013 all' }],
    ],
    ['@this-month-bot, please hide', [{ verb: 'hide', target, why: null }]],
    ['/newsletter hide — only moves', [{ verb: 'hide', target, why: 'only moves' }]],
    ['/newsletter hide - only moves', [{ verb: 'hide', target, why: 'only moves' }]],
    ['/newsletter highlight – a year of work', [{ verb: 'highlight', target, why: 'a year of work' }]],
    ['/newsletter hide -1 moves', [{ verb: 'hide', target, why: '-1 moves' }]],
    ['/newsletter credit @ann, @bob.', [{ verb: 'credit', target, logins: ['ann', 'bob'], what: null }]],
    ['/newsletter uncredit me', [{ verb: 'uncredit', target, logins: [], isAlways: false }]],
    ['/newsletter uncredit me always.', [{ verb: 'uncredit', target, logins: [], isAlways: true }]],
    ['/newsletter with #7.', [{ verb: 'with', target, others: [{ repository: null, shortName: '#7' }] }]],
    ['/newsletter note `/newsletter hide`', [{ verb: 'note', target, text: '`/newsletter hide`' }]],
    ['/newsletter', [{ verb: 'help' }]],
    ['@this-month-bot', [{ verb: 'help' }]],
    [
      '/newsletter note\n- a\n- b\n/newsletter hide\n1. x\n/newsletter show',
      [
        { verb: 'note', target, text: '- a\n- b' },
        { verb: 'hide', target, why: null },
        { verb: 'show', target },
      ],
    ],
    [
      '/newsletter note See [the docs][d], [it] and [that][].\n\nThanks!\n\n[D]: https://a.example/d\n[it]: https://a.example/i "It"\n[no]: https://a.example/n\n[that]: https://a.example/t',
      [
        {
          verb: 'note',
          target,
          text: 'See [the docs][d], [it] and [that][].\n\n[D]: https://a.example/d\n[it]: https://a.example/i "It"\n[that]: https://a.example/t',
        },
      ],
    ],
    ['/newsletter note See [d].\n[d]: /x\n\n[e]: /y', [{ verb: 'note', target, text: 'See [d].\n[d]: /x' }]],
    ['/newsletter title `Vec<T>`\n---', [{ verb: 'title', target, text: '`Vec<T>`' }]],
    [
      '/newsletter credit @smith- for testing',
      [{ verb: 'credit', target, logins: ['smith-'], what: 'testing' }],
    ],
    [
      '/newsletter uncredit @smith-, @jo--',
      [{ verb: 'uncredit', target, logins: ['smith-', 'jo--'], isAlways: false }],
    ],
    ['/newsletter credit @x-[bot]', [{ verb: 'credit', target, logins: ['x-[bot]'], what: null }]],
    [
      '/newsletter credit @bob,\n@eve for testing\nthe lever\n\nThanks!',
      [{ verb: 'credit', target, logins: ['bob', 'eve'], what: 'testing the lever' }],
    ],
    [
      '/newsletter credit\r\n@bob\r\nand @eve',
      [{ verb: 'credit', target, logins: ['bob', 'eve'], what: null }],
    ],
    ['/newsletter uncredit @bob\nalways', [{ verb: 'uncredit', target, logins: ['bob'], isAlways: true }]],
    [
      '/newsletter with #7,\n#8\n/newsletter show',
      [
        { verb: 'with', target, others: ['#7', '#8'].map((shortName) => ({ repository: null, shortName })) },
        { verb: 'show', target },
      ],
    ],
    [
      '/newsletter hide it only\n  moves code\n\nThanks!',
      [{ verb: 'hide', target, why: 'it only moves code' }],
    ],
    ['/newsletter highlight\nMost wanted', [{ verb: 'highlight', target, why: 'Most wanted' }]],
    ['/newsletter hide\n```\ncode\n```', [{ verb: 'hide', target, why: null }]],
    ['/newsletter title Levers\n\nThanks!', [{ verb: 'title', target, text: 'Levers' }]],
    ['/newsletter title Levers\n> quote', [{ verb: 'title', target, text: 'Levers' }]],
  ])('%j', (body, expected) => {
    expect(commands(body)).toEqual(expected);
  });

  it.each<[string, object[]]>([
    ['/newsletter title x86_64#156 Add pages', [{ verb: 'title', target: page, text: 'Add pages' }]],
    [
      '/newsletter hide acme/w@0123ABCDEF tiny',
      [{ verb: 'hide', target: { repository: 'acme/w', shortName: '@0123abc' }, why: 'tiny' }],
    ],
    ['/newsletter uncredit', [{ verb: 'uncredit', target, logins: [], isAlways: false }]],
    [
      '/newsletter link https://example.org/a',
      [{ verb: 'link', part: 'news', url: 'https://example.org/a', title: null, text: '' }],
    ],
    [
      '/newsletter link INFRA <https://example.org/a> A title\nWhat it is.\n\n/newsletter freeze',
      [
        { verb: 'link', part: 'infra', url: 'https://example.org/a', title: 'A title', text: 'What it is.' },
        { verb: 'freeze' },
      ],
    ],
    [
      '/newsletter link infra [A `page`](https://example.org/a)',
      [{ verb: 'link', part: 'infra', url: 'https://example.org/a', title: 'A `page`', text: '' }],
    ],
    [
      '/newsletter link https://example.org/a.',
      [{ verb: 'link', part: 'news', url: 'https://example.org/a', title: null, text: '' }],
    ],
    [
      '/newsletter section phil-opp/blog_os\n# New\n\n```\n/newsletter freeze\n```\n',
      [{ verb: 'section', repository: 'phil-opp/blog_os', text: '# New\n\n```\n/newsletter freeze\n```' }],
    ],
    [
      '/newsletter section https://github.com/phil-opp/blog_os/\ntext',
      [{ verb: 'section', repository: 'phil-opp/blog_os', text: 'text' }],
    ],
    ['/newsletter date 2020\u201206\u201307', [{ verb: 'date', day: '2020-06-07' }]],
    [
      '/newsletter section phil\u2010opp/blog_os\ntext',
      [{ verb: 'section', repository: 'phil-opp/blog_os', text: 'text' }],
    ],
    [
      '/newsletter link \u201chttps://a.example/x\u2013y\u201d A \u2013 title',
      [{ verb: 'link', part: 'news', url: 'https://a.example/x\u2013y', title: 'A \u2013 title', text: '' }],
    ],
    ['/newsletter intro uefi\nProse.', [{ verb: 'intro', crate: 'uefi', text: 'Prose.' }]],
    ['/newsletter undo', [{ verb: 'undo' }]],
    ['/newsletter status', [{ verb: 'status' }]],
  ])('on the draft, %j', (body, expected) => {
    expect(commands(body, 'draft')).toEqual(expected);
  });
});

describe('a reply by mail', () => {
  it.each([
    '/newsletter note Fast.\nOn Mon, Phil <notifications@github.com> wrote:\n> It is\n> merged.',
    '/newsletter note\nFast.\n\nOn Monday at three Phil Opp\n<notifications@github.com> wrote:\n\n> It is.\n',
    '/newsletter note\r\nFast.\r\n\r\nAm Mo. schrieb Phil <notifications@github.com>:\r\n> It is.\r\n',
    '/newsletter note\nFast.\n-- \nAnn',
  ])('says no more than what its author wrote: %j', (body) => {
    expect(commands(body)).toEqual([{ verb: 'note', target, text: 'Fast.' }]);
  });

  it.each(MAIL_TAILS)('is read without what %s puts below it', (_, tail) => {
    for (const end of ['\n', '\r\n']) {
      const texts = (body: string) =>
        textsIn(body.replaceAll('\n', end)).map((text) => text.replaceAll(end, '\n'));
      expect(texts(`/newsletter note a#1\nFast.\n\n${tail}\n`)).toEqual(['Fast.']);
      expect(texts(`/newsletter note a#1 Fast.\n${tail}\n`)).toEqual(['Fast.']);
      expect(texts(`/newsletter section a/b\nFast.\n\nSmall.\n\n\n${tail}\n`)).toEqual(['Fast.\n\nSmall.']);
      expect(texts(`/newsletter intro a\n- Fast.\n${tail}\n`)).toEqual(['- Fast.']);
      expect(texts(`/newsletter link https://a.example A\nFast.\n\n${tail}`)).toEqual(['Fast.']);
    }
  });

  it.each(NOT_MAIL)('keeps what a person wrote: %s', (_, text) => {
    expect(textsIn(`/newsletter note a#1\n${text}`)).toEqual([text]);
    expect(textsIn(`/newsletter section a/b\n${text}\n\nBye.`)).toEqual([`${text}\n\nBye.`]);
  });

  it.each(BETWEEN)('keeps what its author wrote between the lines: %j', (text, own) => {
    expect(textsIn(`/newsletter note a#1\n${text}`)).toEqual([own]);
  });

  it('asks for nothing that the mail asked for that it answers', () => {
    const mail =
      'From: Eve <eve@example.org>\nSent: Monday, May 4, 2020 9:12 AM\nTo: acme/widget\nSubject: Re: x';
    expect(commands(`Thanks!\n\n${mail}\n\n/newsletter hide\n`)).toEqual([]);
    expect(commands(`/newsletter show\n\n${mail}\n\n/newsletter hide\n`)).toEqual([{ verb: 'show', target }]);
  });

  it('is no text that quotes, or has a heading', () => {
    const text = 'As he wrote:\n> Fast.\n\nHow\n--\nMail <ann@example.org>.';
    expect(commands(`/newsletter note\n${text}`)).toEqual([{ verb: 'note', target, text }]);
  });
});

describe('no command', () => {
  it.each([
    'Say /newsletter hide',
    '> /newsletter hide',
    '> quoted\n/newsletter hide',
    '`/newsletter hide`',
    '`code\n/newsletter hide`',
    '```\n/newsletter hide\n```',
    '    /newsletter hide',
    '\t/newsletter hide',
    '- /newsletter hide',
    '1. /newsletter hide',
    '- a\n  /newsletter hide',
    '- > a\n/newsletter hide',
    '- `a\n/newsletter hide`',
    '# /newsletter hide',
    '<!-- /newsletter hide -->',
    '<!--\n/newsletter hide\n-->',
    'text <!--\n/newsletter hide\n--> text',
    '<div>\n/newsletter hide\n</div>',
    '[a link\n/newsletter hide](https://example.org)',
    '<span title="\n/newsletter hide\n">',
    '/newsletters hide',
    '/newsletter-hide',
    '/newsletter/hide',
    '@this-month-bots hide',
    '@this-month-bot/team hide',
    '\\/newsletter hide',
    '*/newsletter hide*',
    '',
  ])('is %j', (body) => {
    expect(commands(body)).toEqual([]);
  });

  thoroughly.each(['--\n', '--\r', '--\r\n', '- a\n', '# a\n\n', '[a]: b\n\n'])(
    'stands below thousands of lines: %j',
    (line) => {
      expect(commands(`${line.repeat(1990)}\n/newsletter hide`)).toHaveLength(1);
      expect(commands(`${line.repeat(16_000)}\n/newsletter hide`)).toHaveLength(1);
    },
  );

  it('is looked for once in a comment', () => {
    const read = (body: string, botLogin: string) => parseComment(body, { place: 'draft', botLogin });
    expect(read('/newsletter hide a#1', 'a')).toBe(read('/newsletter hide a#1', 'a'));
    expect(read('@a hide a#1', 'b')).not.toEqual(read('@a hide a#1', 'a'));
  });

  it('begins with the name of an botLogin where none is known', () => {
    expect(commands('@this-month-bot hide', 'draft', null)).toEqual([]);
  });
});

describe('a line that cannot be followed', () => {
  it.each<[string, CommandPlace, number, RegExp, string | null]>([
    ['Hi\n/newsletter titel A b', 'pull request', 13, /There is no command `titel`/, '/newsletter title A b'],
    ['Hi\n/newsletter Notes: A', 'pull request', 13, /There is no command/, '/newsletter note A'],
    ['Hi\n/newsletter dance', 'pull request', 13, /There is no command `dance`\. `\/newsletter help`/, null],
    ['Hi\n/newsletter note a /news\u00adletter hide', 'pull request', 20, /a line of its own/, null],
    ['Hi\n/newsletter note none\nhide', 'pull request', 18, /A note of nothing has no further/, null],
    ['Hi\n/newsletter note N/A.\n  Highlight it', 'pull request', 18, /Begin the next command with/, null],
    ['Hi\n/newsletter note a#1 -\ncredit @ann', 'draft', 22, /on a line of its own/, null],
    ['Hi\n/newsletter note\nnot needed\nshow', 'pull request', 17, /A note of nothing/, null],
    ['Hi\n/newsletter note a /newsletter hide', 'pull request', 20, /a line of its own/, null],
    ['Hi\n/newsletter freze', 'pull request', 13, /There is no command/, null],
    ['Hi\n/newsletter freze', 'draft', 13, /There is no command/, '/newsletter freeze'],
    ['Hi\n/newsletter freeze', 'pull request', 13, /works only on the draft of the newsletter/, null],
    ['Hi\n/newsletter title', 'pull request', 18, /text is missing/, null],
    ['Hi\n/newsletter title \u200b', 'pull request', 19, /text is missing/, null],
    [`Hi\n/newsletter title ${'x'.repeat(257)}`, 'pull request', 19, /at most 256/, null],
    ['Hi\n/newsletter title Words', 'draft', 19, /name the pull request first/, null],
    ['Hi\n/newsletter a#1 Note b c', 'draft', 13, /The verb comes first/, '/newsletter note a#1 b c'],
    ['Hi\n/newsletter note Words', 'draft', 18, /: `\/newsletter note x86_64#156 <text>`\.$/, null],
    ['Hi\n/newsletter credit Ann', 'pull request', 20, /Name people by their GitHub logins/, null],
    ['Hi\n/newsletter credit @ann testing', 'pull request', 25, /begins with "for"/, null],
    [
      'Hi\n/newsletter uncredit Ann',
      'pull request',
      22,
      /Only people, such as `@octocat`, or "always"/,
      null,
    ],
    ['Hi\n/newsletter with 12', 'pull request', 18, /such as `#123`/, null],
    ['Hi\n/newsletter credit @a_corp, @-no', 'pull request', 29, /begins with "for"/, null],
    ['Hi\n/newsletter title A b\nfor  all', 'pull request', 19, /one line/, '/newsletter title A b for all'],
    [
      'Hi\n/newsletter title A\n  *for*\nall',
      'pull request',
      19,
      /one line/,
      '/newsletter title A *for* all',
    ],
    ['Hi\r\n/newsletter title A\r\n$& x', 'pull request', 19, /of the command/, '/newsletter title A $& x'],
    [
      'Hi\n/newsletter title A\n@ann looked',
      'pull request',
      19,
      /line between/,
      '/newsletter title A @ann looked',
    ],
    ['Hi\n/newsletter title a#1 A\nfor all', 'draft', 23, /one line/, '/newsletter title a#1 A for all'],
    [`Hi\n/newsletter title A\n${'x'.repeat(255)}`, 'pull request', 19, /one line/, null],
    [`Hi\n/newsletter hide tiny\n${'words '.repeat(40)}`, 'pull request', 18, /at most 200/, null],
    ['Hi\n/newsletter edition May', 'pull request', 21, /such as `2020-06`/, null],
    ['Hi\n/newsletter hide #12', 'pull request', 18, /about this pull request/, null],
    ['Hi\n/newsletter link example.org', 'draft', 18, /Give a web address, such as/, null],
    ['Hi\n/newsletter link news javascript:alert(1)', 'draft', 23, /Give a web address, such as/, null],
    ['Hi\n/newsletter link https://a@b.example/', 'draft', 18, /Give a web address, such as/, null],
    ['Hi\n/newsletter note <!-- later -->', 'pull request', 18, /would not see any/, null],
    ['Hi\n/newsletter note\n***', 'pull request', 17, /would not see any/, null],
    [`Hi\n/newsletter note ${'-=('.repeat(200)}`, 'pull request', 18, /would not see any/, null],
    ['Hi\n/newsletter section a/b\n<!-- later -->', 'draft', 24, /would not see any/, null],
    [`Hi\n/newsletter link https://a.example\n${'- a\n'.repeat(13)}`, 'draft', 35, /at most twelve/, null],
    ['Hi\n/newsletter section blog_os\ntext', 'draft', 21, /with its owner/, null],
    ['Hi\n/newsletter section a/b', 'draft', 24, /lines below/, null],
    ['Hi\n/newsletter date 2020-02-30', 'draft', 18, /such as `2020-06-07`/, null],
  ])('%j on the %s', (body, place, column, sentence, didYouMean) => {
    expect(problem(body, place)).toMatchObject({
      at: { line: 2, column },
      sentence: expect.stringMatching(sentence),
      didYouMean,
    });
  });

  it.each<[string, number, RegExp]>([
    ['/newsletter credit @bob,\n  @eve Thanks!', 8, /begins with "for"/],
    ['/newsletter uncredit @bob\nThanks!', 1, /Only people/],
    ['/newsletter with #7\nand\t#8 please', 1, /Only pull requests/],
    ['/newsletter credit\nThanks!', 1, /by their GitHub logins/],
  ])('is said to be wrong where it is, on the next line: %j', (body, column, sentence) => {
    expect(problem(body)).toMatchObject({ at: { line: 2 }, sentence: expect.stringMatching(sentence) });
    if (column > 1) expect(problem(body)?.at.column).toBe(column);
  });

  it.each<[string, string, RegExp]>([
    [
      'a line of the text',
      `/newsletter section a/b\n${'a '.repeat(1_001)}`,
      /line of the text is too long: at most 2,000/,
    ],
    [
      'the line of the command',
      `/newsletter link https://a.example ${'a '.repeat(1_001)}`,
      /line is too long: at most 2,000/,
    ],
    [
      'the lines of a section',
      `/newsletter section a/b\n${'- a\n'.repeat(301)}`,
      /too many lines: at most 300/,
    ],
    ['the lines of a note', `/newsletter note a#1\n${'- a\n'.repeat(61)}`, /too many lines: at most 60/],
    ['open brackets', `/newsletter note a#1 ${'[x]['.repeat(90)}`, /too many characters/],
    ['open tags', `/newsletter note a#1 ${'<?'.repeat(260)}`, /too many characters/],
    ['emphasis', `/newsletter intro a\n${'*a_\n'.repeat(130)}`, /too many characters/],
    ['signs in a heading', `/newsletter intro a\n# ${'*a_'.repeat(130)}`, /too many characters/],
    ['signs behind a tag', `/newsletter intro a\n<div>\n${'<?'.repeat(260)}`, /too many characters/],
    [
      'signs in what is code for one parser only',
      `/newsletter intro a\n<p>\n\`\`\`\n\nx ${'<?'.repeat(260)}\n`,
      /too many characters/,
    ],
    [
      'a description of a link',
      `/newsletter link https://a.example\n${'[['.repeat(130)}`,
      /too many characters/,
    ],
  ])('has too much of %s', (_, body, sentence) => {
    expect(problem(body, 'draft')?.sentence).toMatch(sentence);
  });

  it('has no more signs than a parser can take where they are code', () => {
    const text = `\`\`\`\n${'[x][*a_<?\n'.repeat(100)}\`\`\``;
    expect(problem(`/newsletter intro a\n${text}`, 'draft')).toBeNull();
  });

  it('is the first of those that are too many', () => {
    const said = commands('/newsletter hide\n'.repeat(60));
    expect(said).toHaveLength(51);
    expect(said[50]).toMatch(/^A comment or description can hold at most 50 commands/);
  });

  it('is the first of those whose texts are too long together', () => {
    const said = commands(`/newsletter note ${'a '.repeat(900)}\n`.repeat(20));
    expect(said).toHaveLength(14);
    expect(said[13]).toMatch(/at most 24,000 characters/);
  });

  it.each([
    ['lines', `/newsletter note\n${'- a\n'.repeat(59)}\n`, 5],
    ['signs', `/newsletter note\n${'[a](b) '.repeat(100)}\n`, 3],
  ])('is the first of those whose texts have too many %s together', (_, command, most) => {
    const said = commands(command.repeat(20));
    expect(said).toHaveLength(most + 1);
    expect(said[most]).toMatch(/300 lines, and 600 Markdown characters/);
  });

  it('has a text that may have more signs than a comment where they are code', () => {
    const text = `\`\`\`\n${'[x][*a_<?\n'.repeat(100)}\`\`\``;
    expect(commands(`/newsletter intro a\n${text}\n\n`.repeat(2))).not.toContainEqual(
      expect.stringContaining('600 Markdown characters'),
    );
  });

  it('never says more than a few of its words', () => {
    expect(problem(`/newsletter ${'`*<@x'.repeat(1000)}`)?.sentence.length).toBeLessThan(130);
  });
});
