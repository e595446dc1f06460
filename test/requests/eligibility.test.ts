import { describe, expect, it } from '@jest/globals';
import { MONTHS, type Period } from '../../src/newsletter/activity/period.js';
import { whyNotInEdition } from '../../src/replies/comments/not-in-edition.js';
import { comesLater, eligibilityOf, type PullRequestFacts } from '../../src/requests/eligibility.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { month } from '../newsletter/builders.js';
import { comment, noted, requestSources } from './builders.js';

const editions = {
  calendar: MONTHS,
  period: month('2020-05'),
  published: new Set(['2020-03', '2020-04']),
  listed: new Map([
    ['acme/widget#1', month('2020-04')],
    ['acme/widget#2', month('2020-03')],
  ]),
};

const places = {
  newsletter: 'acme/news',
  url: 'https://github.com/acme/news',
  periodKind: 'month' as const,
  addressOf: ({ key }: Period) => (key === '2020-01' ? null : `https://acme.example/${key}`),
};

function facts(more: Partial<PullRequestFacts> = {}): PullRequestFacts {
  const mergedAt = '2020-04-20T12:00:00Z';
  const given = { title: 'Change', state: 'MERGED', mergedAt, isCollected: true, isOwn: false } as const;
  return { key: 'acme/widget#9', ...given, ...more };
}

const open = { state: 'OPEN', mergedAt: null } as const;
const closed = { state: 'CLOSED', mergedAt: null } as const;
const draft = { isOwn: true, isCollected: false, title: 'This Month: April 2020' } as const;

describe('a pull request of which the edition has nothing', () => {
  it.each<[Partial<PullRequestFacts>, object, string, boolean]>([
    [open, { kind: 'open' }, 'is not merged yet', true],
    [closed, { kind: 'unmerged' }, '`/newsletter note acme/widget@0123abc <text>`', false],
    [
      { key: 'acme/widget#1' },
      { kind: 'published', period: month('2020-04'), isDraft: false },
      '[The edition of April 2020](https://acme.example/2020-04) lists',
      false,
    ],
    [
      { key: 'acme/widget#2' },
      { kind: 'published', period: month('2020-03'), isDraft: false },
      '[The edition of March 2020](https://acme.example/2020-03) lists',
      false,
    ],
    [
      {},
      { kind: 'missed', period: month('2020-04') },
      'merged in April 2020; [the edition of April 2020](https://acme.example/2020-04) is published and does not list it',
      false,
    ],
    [
      { mergedAt: '2020-01-20T12:00:00Z' },
      { kind: 'missed', period: month('2020-01') },
      'merged in January 2020; there is no edition of that month',
      false,
    ],
    [
      { mergedAt: '2020-06-01T00:00:00Z' },
      { kind: 'early', period: month('2020-06') },
      'This pull request belongs to a later edition, that of June 2020',
      true,
    ],
    [
      { ...open, isCollected: false },
      { kind: 'uncollected' },
      'The newsletter does not collect `acme/widget`',
      false,
    ],
    [
      draft,
      { kind: 'published', period: month('2020-04'), isDraft: true },
      'This was the draft of [the edition',
      false,
    ],
    [{ ...draft, ...closed }, { kind: 'own' }, 'commands work only on [the draft', false],
    [{ ...draft, title: 'Fix a typo' }, { kind: 'own' }, 'commands work only on [the draft', false],
    [{ ...draft, title: 'This Month: May 2020' }, { kind: 'own' }, 'commands work only on [the draft', false],
  ])('%j is told why: %j', (more, expected, sentence, isLater) => {
    const given = facts(more);
    const standing = eligibilityOf(given, editions);
    expect(standing).toEqual(expected);
    const because = whyNotInEdition(standing, given.key, places);
    expect(because).toContain(sentence);
    expect(because).toMatch(/^[\S\s]*\.$/);
    expect(comesLater(standing)).toBe(isLater);
  });
});

describe('what is asked on one that somebody tries to move to the edition', () => {
  const asked = (comesLater: boolean, mover: string, ...lines: readonly string[]) => {
    const comments = [...lines, 'now'].map((line, index) =>
      comment(index === lines.length ? mover : 'ann', `/newsletter ${line}`),
    );
    const notInEdition = { because: 'Why.', comesLater };
    const draft = [comment('ann', '/newsletter hide widget#1 small')];
    return resolveRequests(requestSources({ pullRequests: [noted(1, { notInEdition, comments })], draft }));
  };
  const kinds = ({ answers }: ReturnType<typeof asked>) => answers.map(({ outcome }) => outcome.kind);

  it('is done where that person may', () => {
    const moved = asked(false, 'max', 'title Mine');
    expect(kinds(moved)).toEqual(['applied', 'applied', 'applied']);
    expect(moved.notInEdition.size).toBe(0);
  });

  it('is not done otherwise, or done later', () => {
    const { notInEdition, answers } = asked(false, 'ann', 'title Mine');
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      { kind: 'refused', because: 'Why.' },
      { kind: 'refused', because: expect.stringContaining('people with write access') },
      { kind: 'refused', because: 'Why.' },
    ]);
    expect([...notInEdition.keys()]).toEqual(['acme/widget#1']);
    expect(kinds(asked(true, 'ann', 'title Mine', 'hepl'))).toEqual(['later', 'unclear', 'refused', 'later']);
  });

  it('still counts where it is the word never to be thanked', () => {
    const { answers, optOuts } = asked(false, 'ann', 'uncredit always', 'uncredit');
    expect(answers.map(({ outcome }) => outcome.kind)).toEqual(['applied', 'refused', 'refused', 'refused']);
    expect(optOuts).toEqual(['ann']);
  });
});
