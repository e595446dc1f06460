import { describe, expect, it } from '@jest/globals';
import type { CommandPlace } from '../../src/commands/command.js';
import { parseComment } from '../../src/commands/parse-comment.js';
import { VERBS } from '../../src/commands/verbs.js';

/** What a line behind `/newsletter` is read as. */
function read(line: string, place: CommandPlace = 'pull request', prefix = '/newsletter') {
  const [only] = parseComment(`${prefix} ${line}`, { place, botLogin: 'bot' });
  return only?.parsed;
}

const command = (line: string, place?: CommandPlace) => {
  const parsed = read(line, place);
  return parsed !== undefined && 'command' in parsed ? parsed.command : null;
};

const meant = (line: string, place?: CommandPlace) => {
  const parsed = read(line, place);
  return parsed !== undefined && 'problem' in parsed ? parsed.problem.didYouMean : undefined;
};

describe('words that people try', () => {
  it('are the names of no verbs, and each is of one verb', () => {
    const tried = VERBS.flatMap(({ synonyms = [] }) => synonyms);
    expect(new Set([...tried, ...VERBS.map(({ name }) => name)]).size).toBe(tried.length + VERBS.length);
  });

  it.each([
    ['skip', 'pull request', 'hide'],
    ['Remove.', 'pull request', 'hide'],
    ['please exclude', 'pull request', 'hide'],
    ['unhide', 'pull request', 'show'],
    ['defer 2020-07', 'pull request', 'edition'],
    ['remove x86_64#156', 'draft', 'hide'],
    ['include x86_64#156', 'draft', 'show'],
    ['postpone x86_64#156 2020-07', 'draft', 'edition'],
    ['un-hide', 'pull request', 'show'],
    ['defer to 2020-07', 'pull request', 'edition'],
    ['skip 31415', 'draft', 'dismiss'],
    ['ignore https://example.org/a', 'draft', 'dismiss'],
    ['reject #31415', 'draft', 'dismiss'],
    ['bitte hide', 'pull request', 'hide'],
    ['pls skip', 'pull request', 'hide'],
    ['Merci de hide', 'pull request', 'hide'],
    ["s'il vous plaît unhide", 'pull request', 'show'],
    ['kindly refresh', 'draft', 'refresh'],
    ['remove, bitte!', 'pull request', 'hide'],
    ['unhide please', 'pull request', 'show'],
    ['include x86_64#156, danke schön', 'draft', 'show'],
    ['unfreeze', 'draft', 'thaw'],
    ['un-freeze, please', 'draft', 'thaw'],
    ['resume', 'draft', 'thaw'],
    ['pause', 'draft', 'freeze'],
    ['update', 'draft', 'refresh'],
    ['please sync', 'draft', 'refresh'],
    ['schedule 2020-06-08', 'draft', 'plan'],
  ] as const)('are understood where nothing else can be meant: %s on a %s', (line, place, verb) => {
    expect(command(line, place)?.verb).toBe(verb);
  });

  it.each([
    ['skip only moves code', 'pull request', '/newsletter hide only moves code'],
    ['rename better words', 'pull request', '/newsletter title better words'],
    ['remove x86_64#156 only moves code', 'draft', '/newsletter hide x86_64#156 only moves code'],
    ['Remove the old page tables', 'pull request', '/newsletter note Remove the old page tables'],
    ['add @ann', 'pull request', '/newsletter credit @ann'],
    ['add #157', 'pull request', '/newsletter with #157'],
    ['add works without an allocator', 'pull request', '/newsletter note works without an allocator'],
    ['Add 1 GiB pages', 'pull request', '/newsletter note Add 1 GiB pages'],
    ['add https://example.org/a', 'draft', '/newsletter link https://example.org/a'],
    ['add x86_64#156', 'draft', '/newsletter now x86_64#156'],
    ['add note works without an allocator', 'pull request', '/newsletter note works without an allocator'],
    ['add a note: works without an allocator', 'pull request', '/newsletter note works without an allocator'],
    ['add credit @ann', 'pull request', '/newsletter credit @ann'],
    ['add link https://example.org/a', 'draft', '/newsletter link https://example.org/a'],
    ['bitte titel Better', 'pull request', null],
    ['titel Better', 'pull request', '/newsletter title Better'],
    ['add', 'pull request', null],
    ['update the list please', 'draft', '/newsletter refresh'],
    ['Update the page tables', 'pull request', '/newsletter note Update the page tables'],
    ['please update the page tables', 'pull request', '/newsletter note update the page tables'],
  ] as const)(
    'lead to the command where something else may be meant: %s on a %s',
    (line, place, didYouMean) => {
      expect(command(line, place)).toBeNull();
      expect(meant(line, place)).toBe(didYouMean);
    },
  );

  it.each(['unplan', 'unpublish', 'undismiss 31415', 'untitle', 'unstory'])(
    'never lead to the opposite: %s',
    (line) => {
      for (const place of ['draft', 'pull request'] as const) expect(meant(line, place)).toBeNull();
    },
  );

  it('belong to the text of the line above, where they are of the draft', () => {
    expect(meant('title Better\nupdate of tables')).toBe('/newsletter title Better update of tables');
    expect(command('hide since\npause is new')).toMatchObject({ verb: 'hide', why: 'since pause is new' });
  });

  it.each(['defer', 'defer please', 'defer to next month', 'postpone it'])(
    'lead to no command that cannot be followed either: %s',
    (line) => {
      expect(read(line)).toMatchObject({
        problem: { sentence: expect.stringContaining('Name the edition'), didYouMean: null },
      });
    },
  );
});

describe('a day', () => {
  it.each([
    'plan 2020-06-12 2020-06-13',
    'date 2020-06-12 or 2020-06-13',
    'schedule 2020-06-12, not 2020-06-13',
  ])('is one: %s', (line) => {
    expect(read(line, 'draft')).toMatchObject({
      problem: { sentence: 'Name one day only, such as `2020-06-07`.' },
    });
    expect(command(line.replace(/(-12).*/, '$1 please'), 'draft')).toMatchObject({ day: '2020-06-12' });
  });
});

describe('politeness', () => {
  it.each([
    ['hide please', 'pull request', { verb: 'hide', why: null }],
    ['hide, bitte!', 'pull request', { verb: 'hide', why: null }],
    ['highlight s’il te plaît', 'pull request', { verb: 'highlight', why: null }],
    ['hide x86_64#156, danke', 'draft', { verb: 'hide', why: null }],
    ['edition 2020-07, please', 'pull request', { verb: 'edition', period: '2020-07' }],
    ['plan 2020-06-08, bitte', 'draft', { verb: 'plan', day: '2020-06-08' }],
    ['link https://example.org/a merci', 'draft', { verb: 'link', title: null }],
    ['publish, merci beaucoup', 'draft', { verb: 'publish' }],
  ] as const)('is no reason, no title, and in no way: %s on a %s', (line, place, expected) => {
    expect(command(line, place)).toMatchObject(expected);
  });

  it.each([
    ['hide please see the other one', 'pull request', { verb: 'hide', why: 'please see the other one' }],
    ['note Bitte!', 'pull request', { verb: 'note', text: 'Bitte!' }],
    ['title Say please', 'pull request', { verb: 'title', text: 'Say please' }],
    ['note Merci de lire', 'pull request', { verb: 'note', text: 'Merci de lire' }],
  ] as const)('stays where it is a text: %s on a %s', (line, place, expected) => {
    expect(command(line, place)).toMatchObject(expected);
  });
});

describe('what a command would pass over', () => {
  it.each([
    ['dismiss 31415 and 31416', 'one candidate in each line'],
    ['dismiss 31415, https://example.org/a', 'one candidate in each line'],
    ['dismiss https://example.org/a https://example.org/b', 'one candidate in each line'],
    ['ignore 31415 31416', 'one candidate in each line'],
    ['publish tomorrow', '/newsletter plan 2020-06-08'],
    ['publish on Monday', 'takes effect at once'],
    ['publish 2020-06-08', 'takes effect at once'],
    ['publish, sobald #12 da ist', 'takes effect at once'],
    ['freeze until Monday', 'takes effect at once'],
    ['undo 2', 'takes effect at once'],
    ['thaw demain', 'takes effect at once'],
    ['refresh not yet', 'takes effect at once'],
  ])('is told, and nothing is done: %s', (line, sentence) => {
    expect(command(line, 'draft')).toBeNull();
    expect(read(line, 'draft')).toMatchObject({ problem: { sentence: expect.stringContaining(sentence) } });
  });

  it.each([
    ['dismiss 31415 since it is old', 'dismiss'],
    ['dismiss 31415, 31415', 'dismiss'],
    ['publish now', 'publish'],
    ['publish it, thanks to all', 'publish'],
    ['freeze the draft', 'freeze'],
    ['undo the last one', 'undo'],
  ] as const)('is not what is talk: %s', (line, verb) => {
    expect(command(line, 'draft')?.verb).toBe(verb);
  });
});

describe('a sentence on a pull request', () => {
  const guess = (line: string, place?: CommandPlace, prefix?: string) => {
    const parsed = read(line, place, prefix);
    return parsed !== undefined && 'problem' in parsed ? (parsed.guess ?? null) : null;
  };

  it.each([
    'Page tables can now be built without an allocator.',
    'page tables can now be built without an allocator',
    'Remove the old page tables',
    'Three short words',
  ])('may be meant as a note: %s', (line) => {
    expect(guess(line)).toEqual({ verb: 'note', target: null, text: line });
  });

  it('takes the lines right below it along', () => {
    expect(guess('Page tables can now\nbe built.\n\nThanks!')).toMatchObject({
      text: 'Page tables can now\nbe built.',
    });
  });

  it.each([
    'Can this be hidden from the newsletter?',
    'thanks a lot',
    '@ann wrote all of this',
    'titel a better title for this',
    'Twowords here',
    `Too long ${'x'.repeat(2_500)}`,
    '<!-- nothing to see here -->',
    'This and /newsletter hide what follows',
  ])('is no note: %s', (line) => {
    expect(guess(line)).toBeNull();
  });

  it('is talk on the draft, and to the bot', () => {
    expect(guess('Page tables can now be built.', 'draft')).toBeNull();
    expect(guess('Page tables can now be built.', 'pull request', '@bot')).toBeNull();
  });
});
