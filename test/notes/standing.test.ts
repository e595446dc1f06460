import { describe, expect, it } from '@jest/globals';
import { asideFor } from '../../src/notes/aside.js';
import { resolveNotes } from '../../src/notes/resolve-notes.js';
import { type StandingFacts, standingOf } from '../../src/notes/standing-of.js';
import { month } from '../newsletter/builders.js';
import { comment, noted, noteSources } from './builders.js';

const editions = {
  month: month('2020-05'),
  published: new Set([month('2020-03'), month('2020-04')]),
  listed: new Map([
    ['acme/widget#1', month('2020-04')],
    ['acme/widget#2', month('2020-03')],
  ]),
};

const places = {
  newsletter: 'acme/news',
  url: 'https://github.com/acme/news',
  addressOf: (of: string) => (of === '2020-01' ? null : `https://acme.example/${of}`),
};

function facts(more: Partial<StandingFacts> = {}): StandingFacts {
  const mergedAt = '2020-04-20T12:00:00Z';
  const given = { title: 'Change', state: 'MERGED', mergedAt, isCollected: true, isOwn: false } as const;
  return { key: 'acme/widget#9', ...given, ...more };
}

const open = { state: 'OPEN', mergedAt: null } as const;
const closed = { state: 'CLOSED', mergedAt: null } as const;
const draft = { isOwn: true, isCollected: false, title: 'This Month: April 2020' } as const;

describe('a pull request of which the edition has nothing', () => {
  it.each<[Partial<StandingFacts>, object | null, string, boolean]>([
    [open, { kind: 'open' }, 'is not merged yet', true],
    [closed, { kind: 'unmerged' }, '`/newsletter note acme/widget@0123abc <text>`', false],
    [
      { key: 'acme/widget#1' },
      { kind: 'published', month: '2020-04', isDraft: false },
      '[The edition of April 2020](https://acme.example/2020-04) lists',
      false,
    ],
    [
      { key: 'acme/widget#2' },
      { kind: 'published', month: '2020-03', isDraft: false },
      '[The edition of March 2020](https://acme.example/2020-03) lists',
      false,
    ],
    [
      {},
      { kind: 'missed', month: '2020-04' },
      'merged in April 2020; [the edition of April 2020](https://acme.example/2020-04) is published and does not list it',
      false,
    ],
    [
      { mergedAt: '2020-01-20T12:00:00Z' },
      { kind: 'missed', month: '2020-01' },
      'merged in January 2020; there is no edition of that month',
      false,
    ],
    [
      { mergedAt: '2020-06-01T00:00:00Z' },
      { kind: 'early', month: '2020-06' },
      'A later edition tells of this pull request, that of June 2020',
      true,
    ],
    [{ ...open, isCollected: false }, { kind: 'uncollected' }, '`acme/widget` is not collected', false],
    [
      draft,
      { kind: 'published', month: '2020-04', isDraft: true },
      'This was the draft of [the edition',
      false,
    ],
    [{ ...draft, ...closed }, { kind: 'own' }, 'commands work on [the draft', false],
    [{ ...draft, title: 'Fix a typo' }, { kind: 'own' }, 'commands work on [the draft', false],
    [{ ...draft, ...open, title: 'Draft of May 2020' }, null, '', false],
  ])('%j is told why: %j', (more, expected, sentence, isLater) => {
    const given = facts(more);
    const standing = standingOf(given, editions);
    expect(standing).toEqual(expected);
    if (standing === null) return;
    const { because, comesLater } = asideFor(standing, given.key, places);
    expect(because).toContain(sentence);
    expect(because).toMatch(/^[\S\s]*\.$/);
    expect(comesLater).toBe(isLater);
  });
});

describe('what is asked on one', () => {
  const asked = (comesLater: boolean, ...lines: readonly string[]) => {
    const aside = { because: 'Why.', comesLater, place: 'pull request' } as const;
    const body = '```newsletter\nhide\n```';
    const stray = noted(1, {
      aside,
      body,
      comments: lines.map((line) => comment('ann', `/newsletter ${line}`)),
    });
    return resolveNotes(noteSources({ strays: [stray] }));
  };
  const kinds = ({ answers }: ReturnType<typeof asked>) => answers.map(({ outcome }) => outcome.kind);

  it('is not done there, or later, and nothing counts but the word never to be thanked', () => {
    const lines = ['note a', 'hepl', 'help', 'uncredit', 'uncredit @bob always', 'uncredit always'];
    const over = asked(false, ...lines);
    expect(kinds(over)).toEqual(['refused', 'unclear', 'aside', 'refused', 'refused', 'applied']);
    expect(kinds(asked(true, ...lines))).toEqual(['aside', 'unclear', 'aside', 'aside', 'aside', 'applied']);
    expect(over.notes.entries.size).toBe(0);
    expect(over.optOuts).toEqual(['ann']);
    expect([...over.asides]).toEqual([['acme/widget#1', expect.objectContaining({ because: 'Why.' })]]);
  });

  it('is done where somebody who may moves it to the edition', () => {
    const aside = { because: 'Why.', comesLater: false, place: 'pull request' } as const;
    const of = (mover: string) => {
      const comments = [comment('ann', '/newsletter title Mine'), comment(mover, '/newsletter now')];
      const draftComments = [comment('ann', '/newsletter hide widget#1 small')];
      return resolveNotes(
        noteSources({ pullRequests: [noted(1, { aside, comments })], draft: draftComments }),
      );
    };
    expect(kinds(of('max'))).toEqual(['applied', 'applied', 'applied']);
    expect(of('max').asides.size).toBe(0);
    expect(of('ann').answers.map(({ outcome }) => outcome)).toEqual([
      { kind: 'refused', because: 'Why.' },
      { kind: 'refused', because: expect.stringContaining('people who may write') },
      { kind: 'refused', because: 'Why.' },
    ]);
    expect(of('ann').asides.size).toBe(1);
  });
});
