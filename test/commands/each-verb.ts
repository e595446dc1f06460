import fc from 'fast-check';
import type { CommandOf, Reference, VerbName } from '../../src/commands/command.js';
import type { ENTRY_VERBS } from '../../src/commands/entry-verbs.js';
import type { Control } from '../../src/commands/verb.js';
import {
  type EditionAmendments,
  type EntryAmendments,
  LINK_PARTS,
} from '../../src/newsletter/edition/amendments.js';
import { trusted } from '../../src/newsletter/markdown/markdown.js';

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

/** What the tests know of a verb. */
type VerbFacts<Name extends VerbName> = AnyVerbFacts<Name> &
  (Name extends keyof typeof ENTRY_VERBS ? EntryVerbFacts : unknown);

/** What they know of one about an entry. */
interface EntryVerbFacts {
  /**
   * The section's list after the example, without addresses: `#157` is `bea`'s, `#1`, which the example is about, `eve`'s.
   * What the edition did not follow would be answered all the same.
   */
  readonly list: readonly string[];
}

interface AnyVerbFacts<Name extends VerbName> {
  /** Any command of the verb. */
  readonly commands: fc.Arbitrary<CommandOf<Name>>;
  /**
   * What its example changes when the editor `eve` writes it: in the notes of `acme/widget#1` or of the edition, or in how
   * the draft shall be.
   */
  readonly changes: Partial<EntryAmendments> | Partial<EditionAmendments> | Partial<Control>;
  /** Whether readers see words of it in the entry, so that a newcomer's link waits for an editor. */
  readonly isRead?: true;
}

const BEFORE = '- [Change 157]';
const ENTRY = '- [Change 1]';
const THANKS = 'Thanks to [@bea] and [@eve] for their contributions!';

/** The facts of each verb. The compiler finds a verb that is missing. */
export const EACH_VERB: { readonly [Name in VerbName]: VerbFacts<Name> } = {
  note: {
    commands: fc.record({ verb: fc.constant('note'), target: reference, text: fc.oneof(words, block) }),
    changes: { lines: [trusted('Page tables can now be built **without an allocator**.')] },
    isRead: true,
    list: [BEFORE, ENTRY, '  - Page tables can now be built **without an allocator**.', THANKS],
  },
  title: {
    commands: fc.record({ verb: fc.constant('title'), target: reference, text: words }),
    changes: { title: 'Add `Mapper::translate` for 1 GiB pages' },
    isRead: true,
    list: [BEFORE, '- [Add `Mapper::translate` for 1 GiB pages]', THANKS],
  },
  hide: {
    commands: fc.record({ verb: fc.constant('hide'), target: reference, why }),
    changes: { visibility: { kind: 'hidden', because: 'eve: only moves code' } },
    list: [BEFORE, `<!-- ${ENTRY} -->`, THANKS],
  },
  show: {
    commands: fc.record({ verb: fc.constant('show'), target: reference }),
    changes: { visibility: { kind: 'shown' } },
    list: [BEFORE, ENTRY, THANKS],
  },
  highlight: {
    commands: fc.record({ verb: fc.constant('highlight'), target: reference, why }),
    changes: { highlightedBecause: 'eve: the most wanted feature' },
    list: [ENTRY, BEFORE, THANKS],
  },
  credit: {
    commands: fc.record({ verb: fc.constant('credit'), target: reference, logins, what: why }),
    changes: {
      credited: ['octocat'],
      lines: [trusted('Thanks to [@octocat](https://github.com/octocat) for finding the bug!')],
    },
    isRead: true,
    list: [
      BEFORE,
      ENTRY,
      '  - Thanks to [@octocat] for finding the bug!',
      'Thanks to [@bea], [@eve], and [@octocat] for their contributions!',
    ],
  },
  uncredit: {
    commands: fc.record({
      verb: fc.constant('uncredit'),
      target: fc.option(reference),
      logins: fc.oneof(logins, fc.constant([])),
      isAlways: fc.boolean(),
    }),
    changes: { uncredited: ['eve'] },
    list: [BEFORE, ENTRY, 'Thanks to [@bea] for their contribution!'],
  },
  with: {
    commands: fc.record({
      verb: fc.constant('with'),
      target: reference,
      others: fc.array(reference, { minLength: 1, maxLength: 3 }),
    }),
    changes: { with: ['acme/widget#157'] },
    list: ['- [Change 1] (with [#157])', THANKS],
  },
  edition: {
    commands: fc.record({
      verb: fc.constant('edition'),
      target: reference,
      period: fc.constant('2020-06'),
    }),
    changes: { edition: '2020-06' },
    list: [BEFORE, 'Thanks to [@bea] for their contribution!'],
  },
  now: {
    commands: fc.record({ verb: fc.constant('now'), target: reference }),
    changes: { edition: 'now' },
    list: [BEFORE, ENTRY, THANKS],
  },
  link: {
    commands: fc.record({
      verb: fc.constant('link'),
      part: fc.constantFrom(...LINK_PARTS),
      url: name.map((path) => `https://example.org/${path}?a=b`),
      title: why,
      text: fc.oneof(block, fc.constant('')),
    }),
    changes: {
      links: [
        {
          part: 'infra',
          url: 'https://example.org/linker',
          title: 'A faster linker',
          words: null,
          description: [trusted('Some text.')],
        },
      ],
    },
  },
  section: {
    commands: fc.record({
      verb: fc.constant('section'),
      repository: fc.tuple(login, name).map((pair) => pair.join('/')),
      text: block,
    }),
    changes: {
      writeUps: [{ repository: 'phil-opp/blog_os', login: 'eve', text: trusted('Some text.') }],
    },
  },
  dismiss: {
    commands: fc.record({
      verb: fc.constant('dismiss'),
      candidate: fc.oneof(
        fc.integer({ min: 10_000, max: 99_999 }).map(String),
        fc.constant('https://example.org/linker'),
      ),
    }),
    changes: { dismissed: ['31415'] },
  },
  intro: {
    commands: fc.record({ verb: fc.constant('intro'), crate: name, text: block }),
    changes: {
      introductions: [{ repository: 'acme/x86_64', crate: null, text: trusted('Some text.') }],
    },
  },
  story: {
    commands: fc
      .record({ verb: fc.constant('story'), crate: fc.option(name), isOnly: fc.boolean(), text: block })
      .filter(({ crate, isOnly }) => crate !== 'only' && (crate !== null || !isOnly)),
    changes: {
      stories: [{ repository: 'acme/x86_64', crate: null, text: trusted('Some text.'), isOnly: false }],
    },
  },
  refresh: {
    commands: fc.constant({ verb: 'refresh' }),
    changes: { refreshedAt: '2020-06-01T10:00:00Z' },
  },
  freeze: { commands: fc.constant({ verb: 'freeze' }), changes: { isFrozen: true } },
  thaw: { commands: fc.constant({ verb: 'thaw' }), changes: { isFrozen: false } },
  date: {
    commands: fc.constant({ verb: 'date', day: '2020-06-07' }),
    changes: { day: '2020-06-07' },
  },
  plan: {
    commands: fc.constant({ verb: 'plan', day: '2020-06-08' }),
    changes: { day: '2020-06-08' },
  },
  publish: { commands: fc.constant({ verb: 'publish' }), changes: { day: '2020-06-01' } },
  undo: { commands: fc.constant({ verb: 'undo' }), changes: {} },
  preview: { commands: fc.record({ verb: fc.constant('preview'), target: reference }), changes: {} },
  why: { commands: fc.record({ verb: fc.constant('why'), target: reference }), changes: {} },
  status: { commands: fc.constant({ verb: 'status' }), changes: {} },
  help: { commands: fc.constant({ verb: 'help' }), changes: {} },
};
