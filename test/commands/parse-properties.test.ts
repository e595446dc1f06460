import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Command, CommandOf, Reference, VerbName } from '../../src/commands/command.js';
import { parseBareLinks, parseComment } from '../../src/commands/parse-comment.js';
import { parseDescription } from '../../src/commands/parse-description.js';
import { printCommand, VERBS } from '../../src/commands/verbs.js';
import { parseMonth } from '../../src/newsletter/activity/month.js';
import { LINK_PARTS } from '../../src/newsletter/edition/edition-notes.js';

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

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
const login = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const reference: fc.Arbitrary<Reference> = fc.record({
  repository: fc.oneof(
    name,
    fc.tuple(login, name).map((pair) => pair.join('/')),
  ),
  shortName: fc.oneof(
    fc.integer({ min: 1, max: 99999 }).map((number) => `#${number}`),
    fc.stringMatching(/^[0-9a-f]{7}$/).map((oid) => `@${oid}`),
  ),
});
const words = fc
  .array(
    fc.constantFrom(
      'Add',
      '`Vec<T>`',
      '*mut T',
      '#[repr(C)]',
      '@ann',
      '<b>',
      '-->',
      'é',
      '日',
      '[a](b)',
      '`',
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((parts) => `x ${parts.join(' ')}`);
const why = fc.option(words);
const block = fc
  .array(
    fc.constantFrom(
      'Prose.',
      '- item',
      '  - nested',
      '```rust',
      '```',
      '# Heading',
      '',
      '    code',
      '> quote',
      '---',
    ),
    {
      maxLength: 8,
    },
  )
  .map((lines) => [...lines, 'End.'].join('\n').replace(/^\n+/, ''));
const logins = fc.uniqueArray(login, { minLength: 1, maxLength: 4 });
const month = parseMonth('2020-06');

/** One of each verb: the compiler finds a verb that is missing. */
const byVerb: { readonly [Name in VerbName]: fc.Arbitrary<CommandOf<Name>> } = {
  note: fc.record({ verb: fc.constant('note'), target: reference, text: fc.oneof(words, block) }),
  title: fc.record({ verb: fc.constant('title'), target: reference, text: words }),
  hide: fc.record({ verb: fc.constant('hide'), target: reference, why }),
  show: fc.record({ verb: fc.constant('show'), target: reference }),
  highlight: fc.record({ verb: fc.constant('highlight'), target: reference, why }),
  credit: fc.record({ verb: fc.constant('credit'), target: reference, logins, what: why }),
  uncredit: fc.record({
    verb: fc.constant('uncredit'),
    target: fc.option(reference),
    logins: fc.oneof(logins, fc.constant([])),
    isAlways: fc.boolean(),
  }),
  with: fc.record({
    verb: fc.constant('with'),
    target: reference,
    others: fc.array(reference, { minLength: 1, maxLength: 3 }),
  }),
  edition: fc.record({
    verb: fc.constant('edition'),
    target: reference,
    month: fc.constant(month ?? fail()),
  }),
  now: fc.record({ verb: fc.constant('now'), target: reference }),
  link: fc.record({
    verb: fc.constant('link'),
    part: fc.constantFrom(...LINK_PARTS),
    url: name.map((path) => `https://example.org/${path}?a=b`),
    title: why,
    text: fc.oneof(block, fc.constant('')),
  }),
  section: fc.record({
    verb: fc.constant('section'),
    repository: fc.tuple(login, name).map((pair) => pair.join('/')),
    text: block,
  }),
  intro: fc.record({ verb: fc.constant('intro'), crate: name, text: block }),
  refresh: fc.constant({ verb: 'refresh' }),
  freeze: fc.constant({ verb: 'freeze' }),
  thaw: fc.constant({ verb: 'thaw' }),
  date: fc.constant({ verb: 'date', day: '2020-06-07' }),
  publish: fc.constant({ verb: 'publish' }),
  undo: fc.constant({ verb: 'undo' }),
  preview: fc.record({ verb: fc.constant('preview'), target: reference }),
  why: fc.record({ verb: fc.constant('why'), target: reference }),
  status: fc.constant({ verb: 'status' }),
  help: fc.constant({ verb: 'help' }),
};
const command = fc.oneof<fc.Arbitrary<Command>[]>(...Object.values(byVerb));

function fail(): never {
  throw new Error('2020-06 is a month');
}

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
      { numRuns: 60 },
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
      { numRuns: 60 },
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
