import { describe, expect, it } from '@jest/globals';
import {
  crateOf,
  cratesTouched,
  foldersToList,
  literalMembers,
  memberFolders,
  parseManifest,
} from '../../src/newsletter/activity/crate.js';
import { crate } from './builders.js';

const files = (...paths: string[]) => paths.map((path) => ({ path, additions: 1, deletions: 0 }));

function manifest(text: string) {
  const parsed = parseManifest(text);
  if (parsed === null) throw new Error('no manifest');
  return parsed;
}

describe('a Cargo manifest', () => {
  it('names its package and describes it', () => {
    expect(manifest('[package]\nname = "uefi"\ndescription = " Safe wrappers "').package).toEqual({
      name: 'uefi',
      description: 'Safe wrappers',
      publish: true,
    });
  });

  it.each([
    ['description = "Tools"', true],
    ['description = "inherited"\npublish = true', true],
    ['description = "Tools"\npublish = ["crates-io"]', true],
    ['description = "Tools"\npublish = false', false],
    ['description = "Tools"\npublish = []', false],
    ['description = "Tools"\npublish.workspace = true', false],
    ['description.workspace = true', true],
    ['description = " "', false],
    ['version = "1.0.0"', false],
  ])('is of a crate for others with %j: %j', (fields, isPublished) => {
    const root = manifest('[workspace.package]\ndescription = "All tools"\npublish = false');
    expect(crateOf(manifest(`[package]\nname = "a"\n${fields}`), 'a', root)).toMatchObject({ isPublished });
  });

  it('inherits nothing where the workspace says nothing', () => {
    const own = manifest('[package]\nname = "a"\ndescription.workspace = true\npublish.workspace = true');
    const nothing = { name: 'a', folder: 'b', description: null, isPublished: false };
    expect(crateOf(own, 'b', manifest('[workspace]'))).toEqual(nothing);
    expect(crateOf(own, 'b', null)).toEqual(nothing);
    expect(crateOf(manifest('[workspace]'), '', null)).toBeNull();
  });

  it.each(['not toml [', '[package]\nname = 5', '[package]', 'package = "text"', 'workspace = []'])(
    'without sense names nothing: %j',
    (text) => {
      expect(parseManifest(text)?.package ?? null).toBeNull();
    },
  );

  it('finds its members among folders, by name and glob, without the excluded', () => {
    const workspace = manifest(
      '[workspace]\nmembers = ["./uefi/", "crates/*", "tools/xtask"]\nexclude = ["crates/old"]',
    );
    expect(foldersToList(workspace)).toEqual(['crates']);
    expect(literalMembers(workspace)).toEqual(['uefi', 'tools/xtask']);
    expect(memberFolders(workspace, ['crates/b', 'crates/a', 'crates/old', 'uefi', 'other'])).toEqual([
      'crates/a',
      'crates/b',
      'uefi',
    ]);
  });

  it('takes other patterns than Cargo’s for names, and leaves out what no workspace has', () => {
    const members = [
      '+(*)b',
      `${'a'.repeat(101)}/*`,
      ...Array.from({ length: 40 }, (_, index) => `g${index}/*`),
    ];
    const workspace = manifest(`[workspace]\nmembers = ${JSON.stringify(members)}`);
    expect(literalMembers(workspace)).toEqual([]);
    expect(foldersToList(workspace)).toHaveLength(30);
    expect(memberFolders(workspace, ['ab', 'aab', 'g1/a'])).toEqual(['g1/a']);
  });

  it('lists the root for a glob at the top', () => {
    expect(foldersToList(manifest('[workspace]\nmembers = ["*"]'))).toEqual(['']);
  });
});

describe('the crates that a change touches', () => {
  const crates = [crate('root', ''), crate('uefi', 'uefi'), crate('macros', 'uefi/macros')];

  it('are those of the deepest folder around each file, most files first', () => {
    const touched = cratesTouched(files('uefi/macros/a.rs', 'uefi/b.rs', 'uefi/c.rs'), crates);
    expect(touched.map(({ name }) => name)).toEqual(['uefi', 'macros']);
  });

  it('does not take a folder for another with the same beginning', () => {
    expect(cratesTouched(files('uefi-raw/a.rs'), crates).map(({ name }) => name)).toEqual(['root']);
  });

  it('are none outside of all crates', () => {
    expect(cratesTouched(files('README.md'), [crate('uefi', 'uefi')])).toEqual([]);
  });
});
