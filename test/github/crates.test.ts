import { describe, expect, it } from '@jest/globals';
import { readCrates } from '../../src/github/activity/crates.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

async function read(
  names: readonly string[],
  answers: readonly Answer[],
  manifests: Readonly<Record<string, string | null>> = {},
) {
  const asked = answerGraphql(...answers);
  const gaps: string[] = [];
  const repositories = names.map((name) => ({
    id: `R_${name}`,
    nameWithOwner: `acme/${name}`,
    manifest: manifests[name],
    wantsMembers: name !== 'rooted',
  }));
  const crates = await readCrates(await client(), repositories, (gap) => gaps.push(gap), silent);
  return {
    crates: Object.fromEntries(
      [...crates].map(([id, found]) => [id, found.map(({ name, folder }) => `${name} in ${folder || '.'}`)]),
    ),
    asked: asked.map(({ variables }) => variables),
    gaps,
  };
}

/** The answer with an object for each place that was asked for, in order. */
function objects(...found: readonly (object | null)[]): Answer {
  return { data: Object.fromEntries(found.map((object, index) => [`object${index}`, { object }])) };
}

function packageManifest(name: string): object {
  return { text: `[package]\nname = "${name}"\n` };
}

function folders(...names: readonly string[]): object {
  return { entries: names.map((name) => ({ name, type: name.includes('.') ? 'blob' : 'tree' })) };
}

describe('the crates of repositories', () => {
  it('are read in two rounds where the root manifests are known', async () => {
    const known = {
      lone: '[package]\nname = "lone"\n',
      many: '[workspace]\nmembers = ["core"]\n',
      prose: null,
    };
    const { crates, asked } = await read(
      ['lone', 'many', 'prose'],
      [objects(packageManifest('core'))],
      known,
    );
    expect(crates).toEqual({ R_lone: ['lone in .'], R_many: ['core in core'], R_prose: [] });
    expect(asked).toEqual([{ id0: 'R_many', at0: 'HEAD:core/Cargo.toml' }]);
  });

  it('are those of the root alone where no others matter', async () => {
    const manifest = '[package]\nname = "rooted"\n[workspace]\nmembers = ["core"]\n';
    const { crates, asked } = await read(['rooted'], [], { rooted: manifest });
    expect(crates).toEqual({ R_rooted: ['rooted in .'] });
    expect(asked).toEqual([]);
  });

  it('are read with one request a round for all repositories together', async () => {
    const { crates, asked } = await read(
      ['lone', 'many', 'prose'],
      [
        objects(packageManifest('lone'), { text: '[workspace]\nmembers = ["core", "tools/*"]\n' }, null),
        objects(folders('one', 'two', 'README.md')),
        objects(packageManifest('core'), packageManifest('tool-one'), null),
      ],
    );
    expect(crates).toEqual({
      R_lone: ['lone in .'],
      R_many: ['core in core', 'tool-one in tools/one'],
      R_prose: [],
    });
    expect(asked).toEqual([
      {
        id0: 'R_lone',
        at0: 'HEAD:Cargo.toml',
        id1: 'R_many',
        at1: 'HEAD:Cargo.toml',
        id2: 'R_prose',
        at2: 'HEAD:Cargo.toml',
      },
      { id0: 'R_many', at0: 'HEAD:tools' },
      {
        id0: 'R_many',
        at0: 'HEAD:core/Cargo.toml',
        id1: 'R_many',
        at1: 'HEAD:tools/one/Cargo.toml',
        id2: 'R_many',
        at2: 'HEAD:tools/two/Cargo.toml',
      },
    ]);
  });

  it('follow the workspace: globs, exclude, and a package at the root', async () => {
    const { crates } = await read(
      ['many'],
      [
        objects({
          text: '[package]\nname = "root"\n[workspace]\nmembers = ["./crates/*", "."]\nexclude = ["crates/old"]\n',
        }),
        objects(folders('new', 'old')),
        objects(packageManifest('new')),
      ],
    );
    expect(crates).toEqual({ R_many: ['root in .', 'new in crates/new'] });
  });

  it('are asked for in batches', async () => {
    const names = Array.from({ length: 130 }, (_, index) => `r${index}`);
    const { asked } = await read(names, [
      objects(...names.slice(0, 100).map(() => null)),
      objects(...names.slice(100).map(() => null)),
    ]);
    expect(asked.map((variables) => Object.keys(variables).length / 2)).toEqual([100, 30]);
  });

  it('are none where a manifest is broken, or no text', async () => {
    const { crates, gaps } = await read(
      ['broken', 'binary'],
      [objects({ text: '[package' }, { text: null })],
    );
    expect(crates).toEqual({ R_broken: [], R_binary: [] });
    expect(gaps).toEqual([]);
  });

  it('that GitHub does not give, not even one at a time, are said to be missing; the others are there', async () => {
    const gone = { type: 'NOT_FOUND', path: ['object0'], message: 'Could not resolve to a node.' };
    const slow = (alias: string) => ({ path: [alias, 'object'], message: 'It broke (request 1A2B).' });
    const { crates, gaps } = await read(
      ['gone', 'slow', 'widget'],
      [
        { ...objects(null, null, packageManifest('widget')), errors: [gone, slow('object1')] },
        { ...objects(null, null), errors: [gone, slow('object1')] },
        { data: { object0: null }, errors: [gone] },
        { ...objects(null), errors: [slow('object0')] },
        objects(packageManifest('widget')),
      ],
    );
    expect(crates).toEqual({ R_gone: [], R_slow: [], R_widget: ['widget in .'] });
    expect(gaps).toEqual([
      'GitHub did not give Cargo.toml of acme/gone: Could not resolve to a node.',
      'GitHub did not give Cargo.toml of acme/slow: it had trouble of its own.',
    ]);
  });

  it('that GitHub does not give are said also where it was asked for a single repository', async () => {
    const { crates, gaps } = await read(
      ['gone'],
      [
        {
          data: { object0: null },
          errors: [{ type: 'NOT_FOUND', path: ['object0'], message: 'Could not resolve to a node.' }],
        },
      ],
    );
    expect(crates).toEqual({ R_gone: [] });
    expect(gaps).toHaveLength(1);
  });
});
