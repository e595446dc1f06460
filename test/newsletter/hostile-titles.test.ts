import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { titleOf } from '../../src/newsletter/activity/work.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { formatOf } from '../../src/newsletter/edition/format.js';
import { renderEntry } from '../../src/newsletter/edition/render-edition.js';
import { cleanTitle, withoutMailAddresses } from '../../src/newsletter/markdown/markdown.js';
import { blocksFrom, lineFrom } from '../../src/newsletter/markdown/safe-markdown.js';
import { samples } from '../thoroughly.js';
import { asSeen, titleAsSeen } from './as-seen.js';
import { contributor, pullRequest, SMALL_PRINT, settings } from './builders.js';
import { hostileTitle } from './hostile-title.js';
import { callsIn, liveOnGitHub } from './read-by-others.js';
import {
  problemsOfHidden,
  problemsOfShown,
  problemsOfTitle,
  problemsOnGitHub,
  URL_OF_ENTRY,
} from './title-as-shown.js';

describe('a title', () => {
  it.each([
    'allocate_pool now returns NonZero<u8> instead of *mut u8',
    'uefi: Change try_exists to return FileSystemResult<bool>',
    'Support `#[repr(align(N))]` and #[repr(align)]',
    'Fix unbalanced `backticks',
    'Fix #41, @phil-opp, rust-osdev/x86_64#12 and https://github.com/rust-osdev/x86_64/pull/3',
    'Revert "arcane --> archaic" <!-- and more',
    'Document {{ youtube(id=1) }}, {% quote() %} and {% end %}',
    'See [x](https://github.com/acme/widget/pull/99) and [`x`]',
  ])('is shown, hidden and told as it was written: %s', (title) => {
    expect(problemsOfTitle(title)).toEqual([]);
  });

  it('is so too when somebody tries to break the page with it', () => {
    fc.assert(
      fc.property(hostileTitle, (title) => {
        expect(problemsOfTitle(title)).toEqual([]);
      }),
      samples(30, 150),
    );
  });
});

describe('a title in an entry of another format', () => {
  const formats = [
    '* [#{number}]({url}): {title}. Thank you, [@{login}]({authorUrl})',
    '- {title} {url}',
    '- {number}, {title}: <{url}>',
    '- **{title}** [#]({url})',
    '* [#{number}]({url}) (_{title}_)',
    '- {login}: "{title}"[#]({url})',
  ];
  const entryIn = (entry: string, title: string, isHidden: boolean) =>
    renderEntry(
      {
        work: pullRequest(1, { title }),
        title,
        notes: [],
        with: [],
        hiddenBecause: isHidden ? 'a rule' : null,
        highlightedBecause: null,
        otherCrates: [],
        publishedAs: null,
        author: contributor('ann'),
        people: [],
        credit: [],
        group: null,
      },
      {
        form: HOUSE_FORM,
        format: formatOf(
          settings({ format: { ...settings().format, entry } }),
          null,
          SMALL_PRINT,
          HOUSE_FORM.language,
        ),
      },
    );
  const problemsIn = (title: string) =>
    formats.flatMap((format) => {
      const clean = cleanTitle(withoutMailAddresses(title));
      if (clean === '') return [];
      const [shown, hidden] = [false, true].map((isHidden) => entryIn(format, title, isHidden));
      const plain = entryIn(format, 'TITLE', false);
      const [seen, usual] = [asSeen(shown ?? ''), asSeen(plain)];
      const withoutCode = seen.elements.filter((name) => name !== 'code');
      const [piece, ...others] = parseDocument(`${shown}\n`, HOUSE_FORM).pieces;
      const [secret, ...rest] = parseDocument(`${hidden}\n`, HOUSE_FORM).pieces;
      const facts = {
        text: squeezed(seen.text) === squeezed(usual.text.replace('TITLE', () => titleAsSeen(clean))),
        elements: withoutCode.join() === usual.elements.join(),
        links: seen.links.join() === usual.links.join(),
        calls: callsIn(shown ?? '').length === 0,
        work: piece?.mentions.join() === 'acme/widget#1' && piece.kind === 'entry' && others.length === 0,
        hidden: secret?.hidden === true && secret.mentions.join() === 'acme/widget#1' && rest.length === 0,
      };
      return Object.entries(facts).flatMap(([name, isRight]) =>
        isRight ? [] : [`${name}: ${shown} | ${hidden} (${title})`],
      );
    });
  const squeezed = (text: string) => text.replace(/\s+/g, '');

  it.each([
    'F* and x_y *mut T',
    'See [x](https://github.com/acme/widget/pull/99), github.com/acme/widget/pull/98',
    '<https://github.com/acme/widget/pull/97> --> <!-- x',
    '(acme/widget#96)',
    'a <b onclick="x"> {{ y }} `z` ~~w~~',
  ])('reads as it was written, and tells of no other work: %s', (title) => {
    expect(problemsIn(title)).toEqual([]);
  });

  it('does so too when somebody tries to break the page with it', () => {
    fc.assert(
      fc.property(hostileTitle, (title) => {
        expect(problemsIn(title)).toEqual([]);
      }),
      samples(30, 200),
    );
  });
});

describe('a title of which a reader would see nothing', () => {
  it.each([
    '',
    ' ',
    '\u3164',
    '\uFFA0\u3164',
    '\u2800',
    '\u115F\u1160',
    '\u00AD',
    '\u200B\u202E',
    '\u0301',
    '\u{E0041}',
    '\uFE0F',
  ])('is the number of its pull request: %j', (title) => {
    expect(titleOf(pullRequest(7, { title }))).toBe('Pull request 7');
    expect(cleanTitle(title)).toBe('');
  });

  it.each(['a', '日', '…', '€', '😀', '1', 'ㅤa'])('is not: %j', (title) => {
    expect(titleOf(pullRequest(7, { title }))).toBe(title);
  });
});

describe('what covers the lines around a title', () => {
  it('is cut: hundreds of marks on a letter, joined or not', () => {
    expect(cleanTitle(`a${'\u0301'.repeat(500)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
    expect(cleanTitle(`a${'\u0301\u200D'.repeat(500)}b`).length).toBeLessThan(20);
    expect(lineFrom(`a${'\u0301'.repeat(500)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
    expect(blocksFrom(`a${'\u0301'.repeat(500)}b`)).toBe(`a${'\u0301'.repeat(8)}b`);
  });

  it.each(['👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 1️⃣ 👍🏽', 'e\u0301 ệ', 'नमस्ते', 'กำลังที่', 'བོད་སྐད', 'שָׁלוֹם', 'مُحَمَّد', 'ไทย'])(
    'is none of a script or of emoji: %s',
    (title) => {
      expect(cleanTitle(title)).toBe(title);
    },
  );
});

describe('the reading of titles', () => {
  it.each(['NonZero<u8>', 'a `b', '*a*', '[^1]: a', '[a](https://b.c)', '{{ a() }}', '<!-- a', 'a\nb'])(
    'finds what is wrong when %j is pasted as it is',
    (title) => {
      const problems = problemsOfShown(title, `- [${title}](${URL_OF_ENTRY})x\` -->`);
      expect(problems).not.toEqual([]);
    },
  );

  it.each(['a --> b', 'a --!> b', '<b>', '{% end %}'])('finds a hidden %j that shows', (title) => {
    expect(problemsOfHidden(title, `<!-- - [${title}](${URL_OF_ENTRY}) -->`)).not.toEqual([]);
  });

  it.each([
    '@a',
    'a/b#1',
    'GH-1',
    'https://a.b',
    'www.a.b',
    'a@b.c',
    '0123abcd',
    '[a](https://b.c)',
    '[x] a',
  ])('finds a loud %s', (title) => {
    expect(problemsOnGitHub(title, title)).not.toEqual([]);
  });

  it('knows what site generators and GitHub leave alone', () => {
    expect(callsIn('{ { a() }} {\\{ a() }} `{`{` a() }}` {a} }}')).toEqual([]);
    expect(liveOnGitHub('`@a #1` # 1 GH- http: 123456 dead<!-- -->beef1')).toEqual([]);
  });
});
