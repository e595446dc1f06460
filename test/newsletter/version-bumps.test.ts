import { describe, expect, it } from '@jest/globals';
import { manifestVersion } from '../../src/newsletter/activity/manifest-version.js';
import { type ManifestChange, versionBumps } from '../../src/newsletter/activity/version-bumps.js';

/** `a b c` is the branch; `x`, then `y` came with the merge `c`. */
const branch = {
  graph: new Map([
    ['c', ['b', 'y']],
    ['y', ['x']],
    ['x', ['a']],
    ['b', ['a']],
    ['a', []],
  ]),
  tip: 'c',
  committedDates: new Map([...'abcxy'].map((oid, index) => [oid, `2020-05-0${index + 1}T00:00:00Z`])),
};

function change(oid: string, before: string | null, after: string | null): ManifestChange {
  return { oid, before, after };
}

function bumps(...changes: readonly ManifestChange[]) {
  return versionBumps('widget', changes, branch).map(({ oid, version }) => `${oid} ${version}`);
}

describe('a version bump', () => {
  it('is a release of the crate at its commit', () => {
    expect(versionBumps('widget', [change('b', '1.0.0', '1.1.0')], branch)).toEqual([
      { crate: 'widget', version: '1.1.0', oid: 'b', releasedAt: '2020-05-02T00:00:00Z' },
    ]);
  });

  it('counts from the merge by which it came into the branch', () => {
    expect(bumps(change('x', '1.0.0', '1.1.0'))).toEqual(['c 1.1.0']);
  });

  it('is what a merge came to in the end, whatever its commits tried, and in whatever order they are told', () => {
    const first = change('x', '1.0.0', '1.1.0');
    expect(bumps(change('y', '1.1.0', '2.0.0'), first)).toEqual(['c 2.0.0']);
    expect(bumps(first, change('y', '1.1.0', '2.0.0'))).toEqual(['c 2.0.0']);
    expect(bumps(first, change('y', '1.1.0', '1.0.0'))).toEqual([]);
  });

  it('is told once where several manifests changed in the commit', () => {
    expect(bumps(change('b', '1.0.0', '1.1.0'), change('b', '1.0.0', '1.1.0'))).toEqual(['b 1.1.0']);
  });

  it.each([
    ['a first version', change('b', null, '0.1.0')],
    ['a change of something else', change('b', '1.0.0', '1.0.0')],
    ['a manifest that went', change('b', '1.0.0', null)],
    ['a pre-release', change('b', '1.0.0', '1.1.0-dev')],
    ['a commit that is not on the branch', change('elsewhere', '1.0.0', '1.1.0')],
  ])('is not %s', (_, changed) => {
    expect(bumps(changed)).toEqual([]);
  });
});

describe('the version in a manifest', () => {
  const inheriting = '[package]\nname = "widget"\nversion.workspace = true\n';
  const workspace = '[workspace.package]\nversion = "2.1.0"\n';

  it.each([
    ['its own', '[package]\nversion = "1.2.3"\n', workspace, '1.2.3'],
    ['a pre-release', '[package]\nversion = "1.2.3-rc.1+x"\n', null, '1.2.3-rc.1+x'],
    ['the workspace’s', inheriting, workspace, '2.1.0'],
    [
      'the workspace’s, written as a table',
      '[package]\nversion = { workspace = true }\n',
      workspace,
      '2.1.0',
    ],
  ])('is %s', (_, manifest, root, version) => {
    expect(manifestVersion(manifest, root)).toBe(version);
  });

  it.each([
    ['there is no manifest', null, workspace],
    ['there is no root manifest to inherit from', inheriting, null],
    ['the workspace has none', inheriting, '[workspace]\nmembers = []\n'],
    ['it does not inherit', '[package]\nversion = { workspace = false }\n', workspace],
    ['it is no TOML', '[package', null],
    ['Cargo would refuse it', '[package]\nversion = "1.0`](https://example.com)"\n', null],
    ['it is no text', '[package]\nversion = 1.0\n', null],
  ])('is unknown where %s', (_, manifest, root) => {
    expect(manifestVersion(manifest, root)).toBeNull();
  });
});
