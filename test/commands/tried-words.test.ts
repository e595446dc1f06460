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
    ['titel Better', 'pull request', '/newsletter title Better'],
    ['add', 'pull request', null],
  ] as const)(
    'lead to the command where something else may be meant: %s on a %s',
    (line, place, didYouMean) => {
      expect(command(line, place)).toBeNull();
      expect(meant(line, place)).toBe(didYouMean);
    },
  );

  it('say which edition is missing', () => {
    expect(read('defer')).toMatchObject({
      problem: { sentence: expect.stringContaining('Name the edition') },
    });
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
