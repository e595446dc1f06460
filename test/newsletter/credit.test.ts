import { describe, expect, it } from '@jest/globals';
import type { PullRequest } from '../../src/newsletter/activity/work.js';
import { ENGLISH } from '../../src/newsletter/document/language.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { creditFor, creditSentence } from '../../src/newsletter/edition/credit.js';
import { contributor, dependabot, pullRequest, settings, sources } from './builders.js';

const ann = contributor('ann', 30);
const bob = contributor('bob', 20);
const cyd = contributor('cyd', 10);

function thanked(pullRequests: readonly PullRequest[], except: readonly string[] = []): string[] {
  return creditFor(pullRequests, except).map((credit) => credit.contributor.login);
}

describe('the credit of a section', () => {
  it('thanks authors and co-authors once each, by ascending user id', () => {
    const merged = [
      pullRequest(1, { author: ann, commitAuthors: [cyd] }),
      pullRequest(2, { author: bob }),
      pullRequest(3, { author: ann }),
    ];
    expect(thanked(merged)).toEqual(['cyd', 'bob', 'ann']);
  });

  it('thanks an App that the settings call a person once, however GitHub spells it', () => {
    const set = { setAs: 'person' } as const;
    const graphql = { ...contributor('renovate', 5), type: 'Bot', ...set } as const;
    const rest = { ...contributor('renovate[bot]', 5), ...set };
    const shouting = { ...contributor('Renovate[Bot]', 5), type: 'Bot', ...set } as const;
    for (const [one, other] of [
      [graphql, rest],
      [rest, graphql],
      [rest, shouting],
      [shouting, graphql],
    ] as const) {
      expect(thanked([pullRequest(1, { author: one, commitAuthors: [other] })])).toHaveLength(1);
      const [credit, ...others] = creditFor(
        [pullRequest(1, { author: one }), pullRequest(2, { author: other })],
        [],
      );
      expect([credit?.contributor.login.toLowerCase(), credit?.entries, others]).toEqual(['renovate', 2, []]);
      expect(thanked([pullRequest(1, { author: one, commitAuthors: [other] })], ['renovate[bot]'])).toEqual(
        [],
      );
    }
    const user = contributor('renovate', 6);
    expect(thanked([pullRequest(1, { author: rest, commitAuthors: [user] })])).toEqual([
      'renovate',
      'renovate',
    ]);
  });

  it('never thanks bots, merge queues and coding assistants', () => {
    const merged = [
      pullRequest(1, { author: dependabot }),
      pullRequest(2, { author: contributor('bors') }),
      pullRequest(3, { author: ann, commitAuthors: [contributor('Copilot'), contributor('claude')] }),
    ];
    expect(thanked(merged)).toEqual(['ann']);
  });

  it('thanks who wrote the commits beside who opened it, and them alone where the settings say so', () => {
    const merged = [
      pullRequest(1, { author: ann, commitAuthors: [bob, cyd] }),
      pullRequest(2, { author: null, commitAuthors: [cyd] }),
    ];
    const thankedIn = (works: readonly PullRequest[], openers: boolean) => {
      const set = settings({ credit: { optOut: [], openers, order: null } });
      const [section] = assembleEdition(sources(works, { settings: set })).sections;
      return section?.credit.map((credit) => credit.contributor.login);
    };
    expect(thankedIn(merged, true)).toEqual(['cyd', 'bob', 'ann']);
    expect(thankedIn(merged, false)).toEqual(['cyd', 'bob']);
    expect(thankedIn([pullRequest(3, { author: ann, commitAuthors: [bob, ann] })], false)).toEqual([
      'bob',
      'ann',
    ]);
    expect(thankedIn([pullRequest(4, { author: ann })], false)).toEqual([]);
  });

  it('leaves out maintainers and people who opted out, however their login is written', () => {
    expect(thanked([pullRequest(1, { author: ann }), pullRequest(2, { author: bob })], ['ANN'])).toEqual([
      'bob',
    ]);
  });

  it('skips deleted accounts', () => {
    expect(thanked([pullRequest(1, { author: null })])).toEqual([]);
  });

  it('puts accounts without an id last, by login', () => {
    const merged = ['zoe', 'max'].map((login, index) =>
      pullRequest(index + 1, { author: contributor(login, null) }),
    );
    expect(thanked([...merged, pullRequest(3, { author: ann })])).toEqual(['ann', 'max', 'zoe']);
  });
});

describe('the credit sentence', () => {
  const sentence = (...merged: PullRequest[]) =>
    creditSentence({ credit: creditFor(merged, []), singleCredit: 'their contribution' }, ENGLISH);

  it('thanks one person with one pull request for a contribution', () => {
    expect(sentence(pullRequest(1, { author: ann }))).toBe(
      'Thanks to [@ann](https://github.com/ann) for their contribution!',
    );
  });

  it('thanks one person with several pull requests for contributions', () => {
    expect(sentence(pullRequest(1, { author: ann }), pullRequest(2, { author: ann }))).toBe(
      'Thanks to [@ann](https://github.com/ann) for their contributions!',
    );
  });

  it('lists people as English does', () => {
    expect(
      sentence(
        pullRequest(1, { author: ann }),
        pullRequest(2, { author: bob }),
        pullRequest(3, { author: cyd }),
      ),
    ).toBe(
      'Thanks to [@cyd](https://github.com/cyd), [@bob](https://github.com/bob), and [@ann](https://github.com/ann) for their contributions!',
    );
  });

  it('is absent when nobody is left', () => {
    expect(sentence(pullRequest(1, { author: dependabot }))).toBeNull();
  });
});
