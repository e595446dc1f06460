import { describe, expect, it } from '@jest/globals';
import { releaseQuestions } from '../../src/newsletter/edition/assemble-edition.js';
import { tellsReleases } from '../../src/newsletter/house-style/tells-releases.js';
import {
  crate,
  dependabot,
  directCommit,
  earlierEdition,
  pullRequest,
  repository,
  settings,
  sources,
} from './builders.js';

const entry = '- [Add a lever](https://github.com/acme/widget/pull/1)';
const edition = (item: string) =>
  earlierEdition('2020-04', `### [\`widget\`](https://github.com/acme/widget)\n\n${item}`);
const [noted, plain] = [
  edition(`${entry} <span class="gray">(published as \`v1.0.0\`)</span>`),
  edition(entry),
];

describe('whether releases are told', () => {
  it.each([
    [`${entry} <span class="gray">(published as \`v1.0.0\`)</span>`],
    [`${entry} <span class="gray">(published as v0.8.0)</span>`],
    [`${entry} <span class="gray">([published](https://github.com/acme/widget/pull/2) as \`v0.8.4\`)</span>`],
    [
      `${entry} <span class="gray">([published as \`0.8.7\`](https://github.com/acme/widget/pull/144))</span>`,
    ],
    [`${entry} <span class="gray">(published as \`gear v0.3.0\`)</span>`],
  ])('is learned from “%s”', (item) => {
    expect(tellsReleases('learned', [edition(item)])).toBe(true);
  });

  it.each([
    [entry],
    [`These changes were published as \`v1.0.0\`.\n\n${entry}`],
    ['- [Publish as v2](https://github.com/acme/widget/pull/3)'],
  ])('is not learned from “%s”', (item) => {
    expect(tellsReleases('learned', [edition(item)])).toBe(false);
  });

  it('follows one of the last three editions, and none before them', () => {
    expect(tellsReleases('learned', [noted, plain, plain])).toBe(true);
    expect(tellsReleases('learned', [noted, plain, plain, plain])).toBe(false);
  });

  it('is yes where there is no edition yet', () => {
    expect(tellsReleases('learned', [])).toBe(true);
  });

  it('is what is set, whatever the editions have', () => {
    expect(tellsReleases('always', [plain])).toBe(true);
    expect(tellsReleases('never', [noted])).toBe(false);
  });
});

describe('what is asked about releases', () => {
  const [lever, gear] = [crate('lever'), crate('gear')];
  const files = [{ path: 'lever/a.rs', additions: 1, deletions: 0 }];
  const tag = (of: string) => ({ repository: of, name: 'v1', oid: 'a', taggedAt: '2020-05-20T00:00:00Z' });
  const asked = (publishedAs: 'always' | 'never') =>
    releaseQuestions(
      sources(
        [
          pullRequest(1, { files, mergedAt: '2020-05-20T00:00:00Z' }),
          pullRequest(2, { files, mergedAt: '2020-05-18T00:00:00Z' }),
          pullRequest(3, { repository: 'acme/quiet', author: dependabot }),
        ],
        {
          settings: settings({ publishedAs }),
          activity: {
            repositories: [repository('acme/quiet'), repository('acme/widget', { crates: [gear, lever] })],
            commits: [directCommit('a', { repository: 'acme/quiet' })],
            tags: [tag('acme/quiet'), tag('acme/widget')],
          },
        },
      ),
    );

  it('is about the repositories with shown entries, their crates and tags, from a week before the first entry', () => {
    expect(asked('always')).toEqual([
      {
        repository: expect.objectContaining({ nameWithOwner: 'acme/widget' }),
        crates: [lever],
        tags: [tag('acme/widget')],
        since: '2020-05-11T00:00:00.000Z',
      },
    ]);
  });

  it('is nothing where none is told', () => {
    expect(asked('never')).toEqual([]);
  });
});
