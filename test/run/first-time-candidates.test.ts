import { describe, expect, it } from '@jest/globals';
import { creditedIn, everNamed } from '../../src/newsletter/house-style/earlier-edition.js';
import { firstTimeCandidates } from '../../src/run/read-sources.js';
import { contributor, dependabot, earlierEdition, pullRequest } from '../newsletter/builders.js';

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
    const merged = [...authors, contributor('ZOE', 7)].map((author, index) => pullRequest(index, { author }));
    const found = firstTimeCandidates(merged, creditedIn([april]));
    expect(found.map(({ login }) => login)).toEqual(['carl', 'ZOE']);
  });
});
