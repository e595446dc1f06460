import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command } from '../../src/commands/command.js';
import { parseBareLinks, parseComment, parseDescription } from '../../src/commands/parse-comment.js';
import { printCommand, VERBS } from '../../src/commands/verbs.js';
import { samples } from '../thoroughly.js';
import { EACH_VERB } from './each-verb.js';

const context = { place: 'draft', botLogin: 'bot' } as const;
const fragments = fc.oneof(
  fc.constantFrom(
    ...VERBS.map(({ example }) => `/newsletter ${example}`),
    ...VERBS.map(({ usage }) => usage),
  ),
  fc.constantFrom(
    '\n',
    '\n\n',
    '> ',
    '- ',
    '    ',
    '```',
    '```newsletter\n',
    '~~~',
    '`',
    '<!--',
    '-->',
    '<div>',
  ),
  fc.constantFrom(
    '[a](',
    ')',
    '[a]: ',
    '---',
    '===',
    '# ',
    '@bot ',
    '/newsletter ',
    '\r',
    '\t',
    '\uFEFF',
    '\0',
    'a#1 ',
  ),
  // fast-check's own unit of this kind takes a second to be made.
  fc.string({ unit: fc.nat(0x10ffff).map((point) => String.fromCodePoint(point)), maxLength: 8 }),
);
const anyText = fc.array(fragments, { maxLength: 12 }).map((parts) => parts.join(''));

const command = fc.oneof<fc.Arbitrary<Command>[]>(
  ...Object.values(EACH_VERB).map(({ commands }) => commands),
);

describe('any text', () => {
  it('is parsed somehow', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { at, line } of [
          ...parseComment(text, context),
          ...parseDescription(text),
          ...parseBareLinks(text),
        ]) {
          const source = text.split(/\r\n|\r|\n/)[at.line - 1] ?? '';
          expect(source.slice(at.column - 1).startsWith(line)).toBe(true);
        }
      }),
      samples(60),
    );
  });

  it('does nothing when it is quoted', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const quoted = text
          .split(/\r\n|\r|\n/)
          .map((line) => `> ${line}`)
          .join('\n');
        expect(parseComment(quoted, context)).toEqual([]);
        expect(parseDescription(quoted)).toEqual([]);
        expect(parseBareLinks(quoted)).toEqual([]);
      }),
      samples(60),
    );
  });
});

describe('a command', () => {
  it('is the same after it was printed and read', () => {
    fc.assert(
      fc.property(command, (given) => {
        const [addressed, ...more] = parseComment(`/newsletter ${printCommand(given)}`, context);
        expect(addressed?.parsed).toEqual({ command: given });
        expect(more).toEqual([]);
      }),
    );
  });
});
