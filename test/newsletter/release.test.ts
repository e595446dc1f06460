import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  firstContaining,
  isPreRelease,
  landings,
  type ManifestChange,
  mainline,
  manifestVersion,
  type Release,
  readTag,
  releasesIn,
  versionBumps,
} from '../../src/newsletter/activity/release.js';
import { readRecordedFiles } from '../fake-github/recorded-files.js';
import { month } from './builders.js';

const data = process.env.RECORDED_DATA ?? '../shared/data';

describe('the name of a tag', () => {
  it.each([
    ['v1.2.3', null, '1.2.3'],
    ['1.2.3', null, '1.2.3'],
    ['v1', null, '1'],
    ['v0.20210421.11+g1e6b0394d6', null, '0.20210421.11+g1e6b0394d6'],
    ['v1.0.0-rc.1', null, '1.0.0-rc.1'],
    ['v0.1.0-alpha-03', null, '0.1.0-alpha-03'],
    ['1.0b2', null, '1.0b2'],
    ['widget-v1.2.3', 'widget', '1.2.3'],
    ['widget-1.2', 'widget', '1.2'],
    ['widget/1.0', 'widget', '1.0'],
    ['widget/v1.0', 'widget', '1.0'],
    ['widget@1.0.0', 'widget', '1.0.0'],
    ['multiboot2-header-v0.7.0', 'multiboot2-header', '0.7.0'],
    ['multiboot2-0.2.0', 'multiboot2', '0.2.0'],
    ['x86_64-v0.15.0', 'x86_64', '0.15.0'],
    ['release-1.2.3', null, '1.2.3'],
    ['release/v2.0', null, '2.0'],
  ])('%s tells a version', (name, crate, version) => {
    expect(readTag(name)).toEqual({ crate, version });
  });

  it.each([
    '1',
    'widget-1',
    'edk2-stable202505-r1',
    'first_edition_post_9',
    'nightly',
    'v',
    'before-v2-rework',
    '',
  ])('“%s” tells none', (name) => {
    expect(readTag(name)).toBeNull();
  });

  it('of any length is read at once', () => {
    expect(readTag(`${'a-'.repeat(100_000)}!`)).toBeNull();
    expect(readTag(`v${'1.'.repeat(100_000)}!`)).toBeNull();
    expect(readTag(`v1.0-${'a-1.'.repeat(100_000)}!`)).toBeNull();
  });
});

describe('the releases of a month', () => {
  const tag = (name: string, taggedAt = '2020-05-10T12:00:00Z') => ({
    repository: 'acme/widget',
    name,
    oid: 'a',
    taggedAt,
  });
  const bump = (crate: string | null, version: string, releasedAt = '2020-05-09T12:00:00Z'): Release => ({
    crate,
    version,
    oid: 'b',
    releasedAt,
  });
  const namesOf = (tags: readonly ReturnType<typeof tag>[], ...releases: readonly Release[]) =>
    releasesIn(month('2020-05'), tags, new Map([['acme/widget', { graph: new Map(), releases }]])).map(
      ({ name }) => name,
    );

  it('are its tags that name a version', () => {
    expect(
      namesOf([tag('v1.0.1'), tag('v1.0.0'), tag('nightly'), tag('v0.9', '2020-04-30T23:00:00Z')]),
    ).toEqual(['v1.0.0', 'v1.0.1']);
  });

  it('are also the versions of manifests that have no tag, by time', () => {
    expect(namesOf([tag('v1.0.1')], bump('widget', '1.0.0'), bump('widget', '1.0.1'))).toEqual([
      'v1.0.0',
      'v1.0.1',
    ]);
    expect(namesOf([], bump('widget-core', '0.1.0'))).toEqual(['widget-core v0.1.0']);
    expect(namesOf([], bump(null, '2.0.0'))).toEqual(['v2.0.0']);
    expect(namesOf([], bump('widget', '1.0.0', '2020-06-01T00:00:00Z'))).toEqual([]);
  });

  it.each([
    ['v1.0.0', 'widget', '1.0.0'],
    ['1.0.0', 'widget-core', '1.0.0'],
    ['widget_core-v1.0.0', 'widget-core', '1.0.0'],
    ['v1.0', 'widget', '1.0.0'],
    ['v1', 'widget', '1.0.0'],
  ])('count %s once beside the same version in the manifest', (name, crate, version) => {
    expect(namesOf([tag(name)], bump(crate, version))).toEqual([name]);
    // A tag of the next month is a release of that one.
    expect(namesOf([tag(name, '2020-06-01T00:00:00Z')], bump(crate, version))).toEqual([]);
  });

  it.each([
    ['v1.0.1', 'widget', '1.0.0'],
    ['other-v1.0.0', 'widget', '1.0.0'],
    ['v1.0.0-rc.1', 'widget', '1.0.0'],
  ])('count %s beside another version', (name, crate, version) => {
    expect(namesOf([tag(name)], bump(crate, version))).toEqual([`v${version}`, name]);
  });
});

it.each([
  ['1.0.0', false],
  ['1.0.0+build-7', false],
  ['0.20210421.11+g1e6b0394d6', false],
  ['1.0.0-rc.1', true],
  ['1.0.0-0', true],
  ['1.0b2', true],
])('%s is a pre-release: %s', (version, expected) => {
  expect(isPreRelease(version)).toBe(expected);
});

if (existsSync(join(data, 'releases'))) describe('recorded tags', testRecorded);
else describe.skip(`recorded tags (no recorded data in ${data})`, testRecorded);

function testRecorded(): void {
  it('are read as they were when they were recorded', () => {
    const tags = [...readRecordedFiles(data).releases.values()].flatMap((releases) => releases.tags ?? []);
    const misread = tags.filter((tag) => {
      const { version, crate } = tag as { version?: string | null; crate?: string | null };
      const read = readTag(tag.tag);
      return (read?.version ?? null) !== version || (read?.crate ?? null) !== crate;
    });

    expect(tags.length).toBeGreaterThan(800);
    expect(misread).toEqual([]);
  });
}

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

/**
 * `a b c d` is the default branch. `x` and `y` were a branch from `a`, merged by `c`; `r` is a release made from `b`. What
 * `a` came after is not known.
 */
const graph = new Map([
  ['d', ['c']],
  ['c', ['b', 'y']],
  ['y', ['x']],
  ['x', ['a']],
  ['r', ['b']],
  ['b', ['a']],
  ['a', ['unknown']],
]);

describe('a history', () => {
  it.each([
    ['b', 'd'],
    ['x', 'c'],
    ['d', 'd'],
    ['a', 'r'],
    ['unknown', 'r'],
  ])('contains %s in %s', (oid, tip) => {
    expect(firstContaining(graph, [tip]).has(oid)).toBe(true);
  });

  it.each([
    ['d', 'c'],
    ['x', 'b'],
    ['c', 'r'],
    ['r', 'd'],
    ['a', 'elsewhere'],
    ['elsewhere', 'elsewhere'],
  ])('does not contain %s in %s', (oid, tip) => {
    expect(firstContaining(graph, [tip]).has(oid)).toBe(false);
  });

  it('is that of the first of several tips', () => {
    const first = firstContaining(graph, ['b', 'r', 'elsewhere', 'd']);
    expect(['a', 'b', 'r', 'x', 'c'].map((oid) => first.get(oid))).toEqual(['b', 'b', 'r', 'd', 'd']);
  });

  it('of ten thousand merges with as many tips is walked once', () => {
    const oids = Array.from({ length: 10_000 }, (_, index) => String(index));
    const ladder = new Map(oids.map((oid, index) => [oid, [String(index + 1), String(index + 2)]]));
    expect(firstContaining(ladder, [...oids].reverse()).get('0')).toBe('0');
    expect(firstContaining(ladder, oids).get('9999')).toBe('0');
  });
});

describe('a branch', () => {
  it('moved along first parents', () => {
    expect(mainline(graph, 'd')).toEqual(['d', 'c', 'b', 'a']);
  });

  it('has each commit since the merge by which it came', () => {
    expect(landings(graph, 'd')).toEqual(
      new Map([
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
        ['y', 'c'],
        ['x', 'c'],
        ['d', 'd'],
        ['unknown', 'a'],
      ]),
    );
  });
});
