import { describe, expect, it } from '@jest/globals';
import { type Release, type ReleaseHistory, releaseOf } from '../../src/newsletter/activity/release.js';
import { assembleEdition, releaseQuestions } from '../../src/newsletter/edition/assemble-edition.js';
import { publishedAs } from '../../src/newsletter/edition/published-as.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { crate, dependabot, directCommit, pullRequest, repository, settings, sources } from './builders.js';
import { mergeEdition } from './on-texts.js';

/** The default branch is `a b c d e`; `s` was made from `a`, for a release beside it. */
const graph = new Map([
  ['e', ['d']],
  ['d', ['c']],
  ['c', ['b']],
  ['b', ['a']],
  ['a', ['before']],
  ['s', ['a']],
]);

/** Of the crate `widget`, at that day of June. */
function bump(version: string, oid: string, day: number, crate: string | null = 'widget'): Release {
  return { crate, version, oid, releasedAt: `2020-06-0${day}T00:00:00Z` };
}

function tag(name: string, oid: string, day: number): Release {
  const tagged = { repository: 'acme/widget', name, oid, taggedAt: `2020-06-0${day}T00:00:00Z` };
  const release = releaseOf(tagged);
  if (release === null) throw new Error(`${name} names no version`);
  return release;
}

const single = repository('acme/widget', { crates: [crate('widget', '')] });
const workspace = repository('acme/widget', { crates: [crate('widget'), crate('gear'), crate('helper')] });

/** What the pull request that was merged as `b` tells, with these releases. */
function told(releases: readonly Release[], of = single, more: Parameters<typeof pullRequest>[1] = {}) {
  const merged = pullRequest(1, { repository: 'acme/widget', mergeCommitOid: 'b', ...more });
  return publishedAs(of, null, { graph, releases })(merged);
}

function touching(...paths: readonly string[]) {
  return { files: paths.map((path) => ({ path, additions: 1, deletions: 0 })) };
}

describe('an entry tells', () => {
  it('the first release whose history contains it, by time and not by version', () => {
    expect(told([tag('v1.3.0', 'e', 3), tag('v1.10.0', 'd', 2), tag('v1.1.0', 'a', 1)])).toBe('v1.10.0');
  });

  it('the earlier of a tag and a version bump', () => {
    expect(told([bump('1.1.0', 'c', 1), tag('v1.2.0', 'd', 2)])).toBe('v1.1.0');
    expect(told([bump('1.2.0', 'd', 2), tag('v1.1.0', 'c', 1)])).toBe('v1.1.0');
  });

  it('nothing that was released beside the default branch, before it, or from commits that nobody knows', () => {
    expect(told([tag('v1.0.1', 's', 1), tag('v1.0.0', 'a', 2), tag('v9.0.0', 'elsewhere', 3)])).toBeNull();
    expect(told([tag('v1.0.1', 's', 1)], single, { mergeCommitOid: 's' })).toBe('v1.0.1');
  });

  it('a pre-release only until there is another release', () => {
    expect(told([tag('v2.0.0-rc.1', 'c', 1)])).toBe('v2.0.0-rc.1');
    expect(told([tag('v2.0.0-rc.1', 'c', 1), tag('v2.0.0', 'd', 2)])).toBe('v2.0.0');
  });

  it('of tags on one commit the one that says most', () => {
    expect(told([tag('v1', 'c', 1), tag('v1.2.3', 'c', 1), tag('v1.2', 'c', 1)])).toBe('v1.2.3');
  });

  it('nothing where its commit is not known, or the pull request makes that very release', () => {
    const release = [tag('v1.2.0', 'c', 1)];
    expect(told(release, single, { mergeCommitOid: null })).toBeNull();
    expect(told(release, single, { title: 'Release version 1.2.0' })).toBeNull();
    expect(told(release, single, { title: 'Bump dependency to 1.2.0' })).toBeNull();
    expect(told(release, single, { title: 'Release version 11.2.0' })).toBe('v1.2.0');
    expect(told(release, single, { title: 'Support the format of 1.2.0' })).toBe('v1.2.0');
  });

  it('of a direct commit, too', () => {
    const commit = { ...directCommit('b'), oid: 'b' };
    const history: ReleaseHistory = { graph, releases: [tag('v1.2.0', 'c', 1)] };
    expect(publishedAs(single, null, history)(commit)).toBe('v1.2.0');
  });
});

describe('in a repository of several crates an entry tells', () => {
  const releases = [bump('0.5.0', 'c', 1, 'gear'), bump('1.2.0', 'd', 2), tag('helper-v3.0', 'b', 1)];

  it('the release of the crate with most changed files, by its name if the section has another one', () => {
    expect(told(releases, workspace, touching('gear/a.rs', 'gear/b.rs', 'widget/a.rs'))).toBe('gear v0.5.0');
    expect(told(releases, workspace, touching('gear/a.rs', 'widget/a.rs', 'widget/b.rs'))).toBe('v1.2.0');
  });

  it('no name in a section about the crate', () => {
    const merged = pullRequest(1, { ...touching('gear/a.rs'), mergeCommitOid: 'b' });
    expect(publishedAs(workspace, workspace.crates[1] ?? null, { graph, releases })(merged)).toBe('v0.5.0');
  });

  it('a release of the whole repository without a crate’s name', () => {
    const whole = [tag('v7.0.0', 'c', 2), bump('7.0.0', 'c', 1, 'gear')];
    expect(told(whole, workspace, touching('gear/a.rs'))).toBe('v7.0.0');
  });

  it('a tag that spells the crate in the other way', () => {
    const spelt = repository('acme/widget', { crates: [crate('widget'), crate('big_gear')] });
    expect(told([tag('big-gear-v1.0.0', 'c', 1)], spelt, touching('big_gear/a.rs'))).toBe('big-gear v1.0.0');
  });

  it('nothing where no crate was touched, but by a release of the whole', () => {
    expect(told(releases, workspace, touching('README.md'))).toBeNull();
    expect(told([...releases, tag('v7.0.0', 'e', 3)], workspace, touching('README.md'))).toBe('v7.0.0');
  });
});

describe('a note of publication', () => {
  const merged = [
    pullRequest(1, { title: 'Mend a lever', mergeCommitOid: 'b' }),
    pullRequest(2, { title: 'Mend a screw', mergeCommitOid: 'e' }),
    pullRequest(3, { author: dependabot, mergeCommitOid: 'b' }),
  ];
  const edition = (releases: readonly Release[]) =>
    renderEdition(
      assembleEdition(
        sources(merged, {
          activity: { repositories: [single] },
          releases: new Map([['acme/widget', { graph, releases }]]),
        }),
      ),
    );
  const [before, after] = [edition([]), edition([tag('v1.2.0', 'c', 1)])];
  const line = '- [Mend a lever](https://github.com/acme/widget/pull/1)';
  const note = ' (published as `v1.2.0`)';

  it('stands after the entries that the release contains, and after none that is hidden', () => {
    expect(after).toBe(before.replace(line, `${line}${note}`));
  });

  it('comes to an entry that people left alone, and to no other', () => {
    expect(mergeEdition(before, before, after).text).toBe(after);
    const edited = before.replace('Mend a lever', 'Mend the lever');
    expect(mergeEdition(before, edited, after).text).toBe(edited);
    const noted = before.replace(line, `${line} (published as \`v1.2\`)`);
    expect(mergeEdition(before, noted, after).text).toBe(noted);
  });

  it('that a person took out stays out', () => {
    expect(mergeEdition(after, before, after).text).toBe(before);
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
            others: [directCommit('a', { repository: 'acme/quiet' })],
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
