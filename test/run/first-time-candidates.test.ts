import { describe, expect, it } from '@jest/globals';
import { NameSet } from '../../src/newsletter/activity/names.js';
import type { PullRequest } from '../../src/newsletter/activity/work.js';
import {
  type EditionAmendments,
  type EntryAmendments,
  NO_AMENDMENTS,
  NO_ENTRY_AMENDMENTS,
} from '../../src/newsletter/edition/amendments.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { creditedIn, everNamed } from '../../src/newsletter/house-style/earlier-edition.js';
import { firstTimeCandidates } from '../../src/run/read-sources.js';
import {
  contributor,
  dependabot,
  earlierEdition,
  pullRequest,
  settings,
  sources,
} from '../newsletter/builders.js';

const april = earlierEdition(
  '2020-04',
  `### [\`widget\`](https://github.com/acme/widget)

<span class="maintainers">Maintained by [@Mia](https://github.com/Mia)</span>

We merged the following PRs, suggested by [@idea](https://github.com/idea):

- [Older](https://github.com/acme/widget/pull/1)

Thanks to [@ann](https://github.com/ann) and [\`@Bob\`](https://github.com/Bob) for their contributions!`,
);

describe('who may have contributed for the first time', () => {
  it('is nobody whom an earlier edition thanks or names as a maintainer', () => {
    expect([...creditedIn([april])].sort()).toEqual(['ann', 'bob', 'mia']);
  });

  it('is nobody whom an earlier edition names anywhere', () => {
    const signed = earlierEdition(
      '2020-03',
      '<span class="gray">(Section written by [@sam](https://github.com/sam))</span>',
    );
    expect(
      ['ann', 'bob', 'mia', 'idea', 'sam', 'zoe'].filter((login) => everNamed([april, signed]).has(login)),
    ).toEqual(['ann', 'bob', 'mia', 'idea', 'sam']);
  });

  it('is each author once, by user id, neither a bot nor a deleted account', () => {
    const authors = [contributor('zoe', 7), contributor('Ann', 1), contributor('carl', 3), dependabot, null];
    const merged = [...authors, contributor('ZOE', 7)].map((author, index) =>
      pullRequest(index + 10, { author }),
    );
    const found = firstTimeCandidates(assembleEdition(sources(merged)), creditedIn([april]));
    expect(found.map(({ login }) => login)).toEqual(['carl', 'ZOE']);
  });

  it('is nobody whose work is not in the edition', () => {
    const on = (number: number, login: string, more: Partial<PullRequest> = {}) =>
      pullRequest(number, { author: contributor(login, number), ...more });
    const works = [
      on(10, 'dan', { baseRefName: 'levers' }),
      on(11, 'eva'),
      on(12, 'fay', { repository: 'acme/secret' }),
      on(1, 'gil'),
      on(14, 'ida'),
    ];
    const june = { ...NO_ENTRY_AMENDMENTS, edition: '2020-06' };
    const amendments = { ...NO_AMENDMENTS, entries: new Map([['acme/widget#11', june]]) };
    const candidates = (more: readonly PullRequest[]) =>
      firstTimeCandidates(
        assembleEdition(
          sources([...works, ...more], {
            amendments,
            earlier: [april],
            settings: settings({ repositories: { 'acme/secret': { hide: true } } }),
          }),
        ),
        new NameSet([]),
      ).map(({ login }) => login);
    expect(candidates([])).toEqual(['ida']);
    // Once the branch comes, its people are in the edition.
    const bringing = on(15, 'jon', {
      headRefName: 'levers',
      isCrossRepository: false,
      mergedAt: '2020-05-16T12:00:00Z',
    });
    expect(candidates([bringing])).toEqual(['dan', 'ida', 'jon']);
  });

  it('is nobody whom the entries do not credit', () => {
    const works = [
      pullRequest(10, { author: contributor('ida', 1), commitAuthors: [contributor('lea', 9)] }),
      pullRequest(11, { author: contributor('jon', 2), commitAuthors: [contributor('JON', 2)] }),
      pullRequest(12, { author: contributor('kim', 3), commitAuthors: [] }),
    ];
    const candidates = (openers: boolean, entries: EditionAmendments['entries'] = new Map()) =>
      firstTimeCandidates(
        assembleEdition(
          sources(works, {
            amendments: { ...NO_AMENDMENTS, entries },
            settings: settings({ credit: { ...settings().credit, openers } }),
          }),
        ),
        new NameSet([]),
      ).map(({ login }) => login);
    expect(candidates(true)).toEqual(['ida', 'jon', 'kim']);
    expect(candidates(false)).toEqual(['jon']);
    const asked = (more: Partial<EntryAmendments>) => ({ ...NO_ENTRY_AMENDMENTS, ...more });
    expect(candidates(true, new Map([['acme/widget#12', asked({ uncredited: ['kim'] })]]))).toEqual([
      'ida',
      'jon',
    ]);
    // Somebody who knows better credits the opener all the same.
    expect(candidates(false, new Map([['acme/widget#10', asked({ credited: ['Ida'] })]]))).toEqual([
      'ida',
      'jon',
    ]);
    const joined = new Map([['acme/widget#12', asked({ with: ['acme/widget#11'] })]]);
    expect(candidates(false, joined)).toEqual(['jon']);
    expect(candidates(true, joined)).toEqual(['ida', 'jon', 'kim']);
  });
});
