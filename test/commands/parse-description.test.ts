import { describe, expect, it } from '@jest/globals';
import type { CommandLine } from '../../src/commands/command.js';
import { parseBareLinks, parseComment, parseDescription } from '../../src/commands/parse-comment.js';

const found = (addressed: readonly CommandLine[]) =>
  addressed.map(({ at, parsed }) => [
    at.line,
    at.column,
    'command' in parsed ? parsed.command : parsed.problem.sentence,
  ]);

describe('the block in a body', () => {
  it('has a command a line', () => {
    const body = 'Adds x.\n\n```newsletter\ntitle Better words\n\n/newsletter hide tiny\n```\nBye';
    expect(found(parseDescription(body))).toEqual([
      [4, 1, { verb: 'title', target: null, text: 'Better words' }],
      [6, 13, { verb: 'hide', target: null, why: 'tiny' }],
    ]);
  });

  it('has notes of several lines', () => {
    const body = '~~~ newsletter\r\nnote\r\n- a\r\n\r\n- b\r\n\r\nnote c\r\n  d\r\n\r\ntitle e\r\n~~~\r\n';
    expect(found(parseDescription(body)).map(([, , command]) => command)).toEqual([
      { verb: 'note', target: null, text: '- a\n\n- b' },
      { verb: 'note', target: null, text: 'c\n  d' },
      { verb: 'title', target: null, text: 'e' },
    ]);
  });

  it.each([
    'note Page tables can now show what they hold and\nhide what they do not.',
    'note Every window has a\ntitle bar now.',
    'note The new lamp can\nhighlight errors.',
    'note Please\nnote that levers turn\nwith #12 and\nnow turn back.',
    'note\nEvery window has a\ntitle bar now.',
    'note\nFast.\n\nIt can\nshow errors.',
    'note\nIt can\n\nhide-and-seek, and\n\ntitles',
    'note\nFast.\n\nTitle bars have icons now.',
    'note\nFast.\n\nNote that levers turn back',
    'note none\nof them turn back',
    'note No\nrelease notes are lost now.',
    'note Nothing\nelse turns.',

    'note\nFast.\n\nhide what you do not need\nby hand, or with levers',
    'note\nFast.\n\nhighlight errors, and hide notices.\n\nMore to come.',
    'note\nFast.\n\nnow levers turn back.',
    'note\nFast.\n\nshow the levers that turn.',
    'note\nFast.\n\nwhy levers turn?',
    'note\nFast.\n\nhelp is near!',
  ])('keeps the words of a note that is wrapped before a verb: %j', (note) => {
    const text = note.replace(/^note\s/, '');
    expect(found(parseDescription(`\`\`\`newsletter\n${note}\n\`\`\``))).toEqual([
      [2, 1, { verb: 'note', target: null, text }],
    ]);
  });

  it.each([
    ['note Fast.\n/newsletter hide', 'below its mark'],
    ['note Fast.\n\nhide', 'below an empty line'],
    ['note\nFast.\n\nhide', 'below an empty line and a note of several lines'],
    ['note\n- Fast.\n/newsletter hide', 'below its mark and a list'],
    ['note NONE\nnote Fast.\n\nhide', 'below a note of nothing'],
    ['note\nFast.\n\nhide\n\nnote none', 'before a note of nothing'],
    ['note Fast.\n\nhide\n\nnote\n\nnone needed', 'before other words for nothing'],
    ['none\nnote Fast.\n\nhide', 'below a word for nothing'],
    ['\u200bnote\nFast.\n\n\u00adhide', 'with unseen signs'],
  ])('has a command below a note: %j, %s', (block) => {
    expect(
      found(parseDescription(`\`\`\`newsletter\n${block}\n\`\`\``)).map(([, , command]) => command),
    ).toEqual([
      { verb: 'note', target: null, text: expect.stringMatching(/^(?:- )?Fast\.$/) },
      { verb: 'hide', target: null, why: null },
    ]);
  });

  it.each([
    'NONE',
    'none',
    'N/A',
    'n/a.',
    '-',
    '—',
    '---',
    'Nothing',
    '_None_',
    '`NONE`',
    '- none',
    'Not applicable',
    'n / a',
    'NA',
    'No.',
    'not needed',
    'none needed',
    'Not required.',
    'No release note',
    'No release notes needed.',
    'No changelog entry is necessary',
    'no user-facing changes',
    'Nothing to report!',
  ])('says nothing with %j, as a whole or as a note', (none) => {
    const lines = (block: string) => found(parseDescription(`\`\`\`newsletter\n${block}\n\`\`\``));
    expect(lines(`\n${none}\n`)).toEqual([]);
    expect(lines(`note ${none}`)).toEqual([]);
    expect(lines(`<!-- A note, or NONE. -->\n${none}`)).toEqual([]);
    expect(lines(`note\n${none}\n\nhide`).map(([, , command]) => command)).toEqual([
      { verb: 'hide', target: null, why: null },
    ]);
    expect(parseComment(`/newsletter note ${none}`, { place: 'pull request', botLogin: null })).toEqual([]);
    expect(parseComment(`/newsletter note a#1\n${none}`, { place: 'draft', botLogin: null })).toEqual([]);
  });

  it.each([
    'note none\nhide',
    'note\nnone\nhide',
    'note N/A\n\nhide',
    'none needed\nhide',
    'note: -\n/news\u00adletter hide',
  ])('says nothing above a command: %j', (block) => {
    expect(
      found(parseDescription(`\`\`\`newsletter\n${block}\n\`\`\``)).map(([, , command]) => command),
    ).toEqual([{ verb: 'hide', target: null, why: null }]);
  });

  it.each(['None of them turns.', 'Nothing turns', 'n/a turns', '- none\n- one'])(
    'says something with %j',
    (text) => {
      expect(found(parseDescription(`\`\`\`newsletter\nnote\n${text}\n\`\`\``))).toEqual([
        [2, 1, { verb: 'note', target: null, text }],
      ]);
    },
  );

  it('has notes with links that are named below them', () => {
    const block = '```newsletter\nnote See [the docs][d].\n\n[d]: https://a.example\n\nhide\n```';
    expect(found(parseDescription(block)).map(([, , command]) => command)).toEqual([
      { verb: 'note', target: null, text: 'See [the docs][d].\n\n[d]: https://a.example' },
      { verb: 'hide', target: null, why: null },
    ]);
  });

  it('has its lines whatever ends them', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const body = ['```newsletter', 'title Better words', '', '  hide tiny', '```'].join(end);
      expect(found(parseDescription(body))).toEqual([
        [2, 1, { verb: 'title', target: null, text: 'Better words' }],
        [4, 3, { verb: 'hide', target: null, why: 'tiny' }],
      ]);
    }
  });

  it.each<[string, object]>([
    ['credit @bob,\n@eve for testing', { verb: 'credit', logins: ['bob', 'eve'], what: 'testing' }],
    ['credit @bob for\n  testing levers', { verb: 'credit', logins: ['bob'], what: 'testing levers' }],
    ['uncredit @bob\n@eve', { verb: 'uncredit', logins: ['bob', 'eve'] }],
    ['hide since it only\nmoves code', { verb: 'hide', why: 'since it only moves code' }],
    ['highlight the most\nwanted\nfeature', { verb: 'highlight', why: 'the most wanted feature' }],
    ['with #7,\n#8', { verb: 'with', others: [{ shortName: '#7' }, { shortName: '#8' }] }],
  ])('has a wrapped command: %j', (block, command) => {
    for (const end of ['\n', '\r\n']) {
      const body = ['```newsletter', ...block.split('\n'), 'show', '```'].join(end);
      expect(found(parseDescription(body))).toMatchObject([
        [2, 1, command],
        [block.split('\n').length + 2, 1, { verb: 'show' }],
      ]);
    }
  });

  it.each([
    'Hide what is released.',
    'Hide what is released',
    'hide what is released.',
    'Highlight the levers that turn',
    'Note that levers turn',
    'title bar now',
    'show errors',
    'now turn back',
    'Why levers turn',
    'help people turn them!',
    '\u00adHide what is released.',
  ])('has no title that goes on with words like those of a command: %j', (line) => {
    expect(found(parseDescription(`\`\`\`newsletter\ntitle A new lever\n${line}\n\`\`\``))).toEqual([
      [2, 1, expect.stringContaining('one line')],
    ]);
  });

  it.each<[string, object]>([
    ['hide since it only\nNote that nothing changes', { why: 'since it only Note that nothing changes' }],
    ['hide until users can\nhide it by hand', { why: 'until users can hide it by hand' }],
    ['highlight what users can\nshow or move now', { why: 'what users can show or move now' }],
    ['highlight levers that\nhide what is released.', { why: 'levers that hide what is released.' }],
    ['credit @bob for levers that\nhighlight errors.', { what: 'levers that highlight errors.' }],
    ['credit @bob for levers that can\nnow turn', { what: 'levers that can now turn' }],
  ])('has a command that goes on with words like those of another: %j', (block, command) => {
    expect(found(parseDescription(`\`\`\`newsletter\n${block}\n\`\`\``))).toMatchObject([
      [2, expect.any(Number), command],
    ]);
  });

  it.each([
    'title A lever\nnote It turns.',
    'Title A lever\nNote It turns.',
    'title A lever\nhide only moves code',
    'title A lever\nHide.',
    'title A lever\nshow, please.',
    'title A lever\nCredit @bob for finding the bug.',
    'title A lever\nedition 2020-06',
    'title A lever\n/newsletter Hide what is released.',
    'hide\nNote It turns.',
    'credit @bob for testing\nhide only moves code',
    'credit @bob for testing\ncredit @eve for words.',
  ])('has a command right below another: %j', (block) => {
    const lines = found(parseDescription(`\`\`\`newsletter\n${block}\n\`\`\``));
    expect(lines.map(([line, , command]) => [line, typeof command])).toEqual([
      [2, 'object'],
      [3, 'object'],
    ]);
  });

  it.each(['that turns', 'with two ends', '@ann', '- and more', 'title'])(
    'has no title that goes on: %j',
    (line) => {
      const isList = line.startsWith('-');
      const [first, ...more] = found(parseDescription(`\`\`\`newsletter\ntitle A lever\n${line}\n\`\`\``));
      expect(first?.[2]).toEqual(
        isList ? { verb: 'title', target: null, text: 'A lever' } : expect.stringContaining('one line'),
      );
      expect(more).toEqual([]);
    },
  );

  it.each(['hide', 'Hide', 'skip', 'hihglight', '/newsletter dance', '\nthat turns'])(
    'has another line below its title: %j',
    (line) => {
      const lines = found(parseDescription(`\`\`\`newsletter\ntitle A lever\n${line}\n\`\`\``));
      expect(lines).toHaveLength(2);
      expect(lines[0]?.[2]).toEqual({ verb: 'title', target: null, text: 'A lever' });
    },
  );

  it('answers what it does not understand', () => {
    const block = '```newsletter\ntitel Words\nnote a\n\nstray words\nfreeze\n```';
    expect(found(parseDescription(block))).toEqual([
      [2, 1, 'There is no command `titel`.'],
      [3, 1, { verb: 'note', target: null, text: 'a' }],
      [5, 1, 'There is no command `stray`. `/newsletter help` lists the commands.'],
      [6, 1, '`freeze` works only on the draft of the newsletter.'],
    ]);
  });

  it.each([
    'title Words',
    '/newsletter title Words',
    '```\ntitle Words\n```',
    '```newsletter-example\ntitle Words\n```',
    '> ```newsletter\n> title Words\n> ```',
    '<!--\n```newsletter\ntitle Words\n```\n-->',
    '````text\n```newsletter\ntitle Words\n```\n````',
  ])('is not %j', (body) => {
    expect(parseDescription(body)).toEqual([]);
  });

  it('stands below thousands of lines', () => {
    const block = '\n```newsletter\nhide\n```';
    expect(parseDescription(`${'--\n'.repeat(1990)}${block}`)).toHaveLength(1);
    expect(parseDescription(`${'--\n'.repeat(16_000)}${block}`)).toHaveLength(1);
  });

  it('may lack its end', () => {
    expect(found(parseDescription('```newsletter\nhide'))).toEqual([
      [2, 1, { verb: 'hide', target: null, why: null }],
    ]);
  });
});

describe('a comment of links', () => {
  it('offers each of them as news', () => {
    expect(found(parseBareLinks('https://a.example/1\n\n- <http://b.example>\n'))).toEqual([
      [1, 1, { verb: 'link', part: 'news', url: 'https://a.example/1', title: null, text: '' }],
      [3, 3, { verb: 'link', part: 'news', url: 'http://b.example', title: null, text: '' }],
    ]);
  });

  it.each([
    '',
    ' - ',
    'See https://a.example',
    'https://a.example.',
    'ftp://a.example',
    'https://localhost/',
    '> https://a.example',
    `${'https://a.example '.repeat(21)}`,
  ])('is not %j', (body) => {
    expect(parseBareLinks(body)).toEqual(body === 'https://a.example.' ? expect.any(Array) : []);
  });
});
