import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isPreRelease, readTag } from '../../src/newsletter/activity/release-tag.js';
import { readRecordedFiles } from '../fake-github/recorded-files.js';

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
