import { describe, expect, it } from '@jest/globals';
import { FakeGitHub } from './fake-github.js';
import { isAncestor } from './git-history.js';
import { writeReleaseLines } from './recorded-release-lines.js';
import { repositoryOf } from './world.js';

const WIDGET = 'acme/widget';

/** A repository with a commit for each version of its crate, one a day of May 2020, and what its tags contain. */
async function withTags(
  versions: readonly string[],
  tags: readonly (readonly [tag: string, day: number])[],
  merge?: { readonly into: string; readonly day: number },
) {
  const github = await FakeGitHub.start();
  github.addOrganization({ login: 'acme' });
  github.addRepository({ nameWithOwner: WIDGET, createdAt: '2020-04-01T00:00:00Z' });
  const bumps = versions.map((version, index) => {
    const date = at(index + 1);
    const commit = { branch: 'main', files: { 'Cargo.toml': version }, message: version, at: date };
    return { crate: 'widget', version, path: 'Cargo.toml', date, sha: github.commitFiles(WIDGET, commit) };
  });
  const repository = repositoryOf(github.world, WIDGET);
  const author = { login: 'ann' };
  writeReleaseLines(github.world, repository, {
    bumps,
    tags: tags.map(([tag, day]) => ({ tag, sha: `sha of ${tag}`, date: at(day) })),
    pullRequests: merge
      ? [
          {
            number: 1,
            title: 'Fix',
            author,
            mergedAt: at(merge.day),
            mergeCommitSha: 'fix',
            baseRef: merge.into,
          },
        ]
      : [],
  });
  await github.stop();
  return (tag: string) => ({
    contains: versions.filter((_, index) =>
      isAncestor(repository.git, bumps[index]?.sha ?? '', `sha of ${tag}`),
    ),
    isFixed: isAncestor(repository.git, 'fix', `sha of ${tag}`),
  });
}

function at(day: number): string {
  return `2020-05-${String(day).padStart(2, '0')}T00:00:00Z`;
}

describe('a recorded tag on a commit that nobody recorded', () => {
  it('stands on what the default branch then was, if that had its version', async () => {
    const tag = await withTags(['0.1.0', '0.2.0', '0.3.0'], [['v0.2.0', 3]]);
    expect(tag('v0.2.0').contains).toEqual(['0.1.0', '0.2.0']);
  });

  it('continues its series, one after the other, if the default branch never had its version', async () => {
    const tag = await withTags(
      ['0.1.0', '0.2.0', '0.3.0'],
      [
        ['v0.1.1', 5],
        ['v0.1.2', 7],
      ],
      { into: 'v0.1-base', day: 6 },
    );
    expect(tag('v0.1.1')).toEqual({ contains: ['0.1.0'], isFixed: false });
    expect(tag('v0.1.2')).toEqual({ contains: ['0.1.0'], isFixed: true });
  });

  it('contains what was merged into the branch of its series alone', async () => {
    const tag = await withTags(['0.1.0', '0.2.0'], [['v0.1.1', 5]], { into: 'next', day: 4 });
    expect(tag('v0.1.1').isFixed).toBe(false);
  });
});
