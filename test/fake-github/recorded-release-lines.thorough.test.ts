import { describe, expect, it } from '@jest/globals';
import { FakeGitHub } from './fake-github.js';
import { isAncestor } from './git-history.js';
import { writeReleaseLines } from './recorded-release-lines.js';
import { repositoryOf } from './world.js';

const WIDGET = 'acme/widget';

/**
 * A repository with a commit for each version of its crate, one a day of May 2020, and what its tags contain. On each of the
 * `days`, what happened by then is written.
 */
async function withTags(
  versions: readonly string[],
  tags: readonly (readonly [tag: string, day: number])[],
  merge?: { readonly into: string; readonly day: number },
  days: readonly number[] = [31],
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
  const fix = { number: 1, title: 'Fix', author, mergeCommitSha: 'fix' };
  for (const day of days) {
    writeReleaseLines(github.world, repository, {
      bumps,
      tags: tags.flatMap(([tag, on]) => (on <= day ? { tag, sha: `sha of ${tag}`, date: at(on) } : [])),
      pullRequests:
        merge && merge.day <= day ? [{ ...fix, mergedAt: at(merge.day), baseRef: merge.into }] : [],
    });
  }
  await github.stop();
  return (tag: string) => ({
    contains: versions.filter((_, index) =>
      isAncestor(repository.git, bumps[index]?.sha ?? '', `sha of ${tag}`),
    ),
    isFixed: isAncestor(repository.git, 'fix', `sha of ${tag}`),
    follows: tags
      .filter(([other]) => other !== tag && isAncestor(repository.git, `sha of ${other}`, `sha of ${tag}`))
      .map(([other]) => other),
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

  it.each([[[31]], [[5, 31]], [[6, 7]], [[5, 6, 7, 7]]])(
    'continues its series, one after the other, if the default branch never had its version; written on %j',
    async (days) => {
      const tag = await withTags(
        ['0.1.0', '0.2.0', '0.3.0'],
        [
          ['v0.1.1', 5],
          ['v0.1.2', 7],
        ],
        { into: 'v0.1-base', day: 6 },
        days,
      );
      expect(tag('v0.1.1')).toEqual({ contains: ['0.1.0'], isFixed: false, follows: [] });
      expect(tag('v0.1.2')).toEqual({ contains: ['0.1.0'], isFixed: true, follows: ['v0.1.1'] });
    },
  );

  it('contains what was merged into the branch of its series alone', async () => {
    const tag = await withTags(['0.1.0', '0.2.0'], [['v0.1.1', 5]], { into: 'next', day: 4 });
    expect(tag('v0.1.1').isFixed).toBe(false);
  });
});
