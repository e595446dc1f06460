import { describe, expect, it } from '@jest/globals';
import { readReleases } from '../../src/github/activity/read-releases.js';
import type { Page } from '../../src/github/connection/graphql.js';
import type { ReleaseQuestion } from '../../src/newsletter/activity/release.js';
import { crate, repository } from '../newsletter/builders.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { lastPage, pageUntil } from './pull-request-nodes.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const since = '2020-05-01T00:00:00.000Z';

/** What is asked about `acme/widget`, a repository with one crate. */
function question(more: Partial<ReleaseQuestion> = {}, folder = ''): ReleaseQuestion {
  const crates = [crate('widget', folder)];
  return { repository: repository('acme/widget', { crates }), crates, tags: [], since, ...more };
}

function tag(name: string, oid: string) {
  return { repository: 'acme/widget', name, oid, taggedAt: '2020-05-20T00:00:00Z' };
}

/** A commit of May 2020 with its parents, and the manifests' texts where those are told. */
function commit(
  oid: string,
  day: number,
  parents: readonly string[],
  more: object = {},
  before: object = {},
) {
  const nodes = parents.map((parent) => ({ oid: parent, ...before }));
  return { oid, committedDate: `2020-05-0${day}T00:00:00Z`, parents: { nodes }, ...more };
}

function manifest(version: string | null) {
  const text = version === null ? null : `[package]\nversion = "${version}"\n`;
  return { manifest: text && { object: { text } }, root: null };
}

function inheriting(version: string) {
  return {
    manifest: { object: { text: '[package]\nversion.workspace = true\n' } },
    root: { object: { text: `[workspace.package]\nversion = "${version}"\n` } },
  };
}

/** The answer for as many threads, each with its page of commits. */
function threads(...pages: readonly Page<object>[]): Answer {
  const data = pages.map((history, index) => [`history${index}`, { object: { oid: 'c', history } }]);
  return { data: Object.fromEntries(data) };
}

const branch = [commit('c', 3, ['b']), commit('b', 2, ['a']), commit('a', 1, ['before'])];

async function read(questions: readonly ReleaseQuestion[], ...answers: readonly Answer[]) {
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const asked = answerGraphql(...answers);
  const log = { debug: say, info: say, warn: say };
  return { asked, said, releases: await readReleases(await client(log), questions, log) };
}

describe('the releases of a repository', () => {
  it('are its tags and version bumps, with the branch’s commits, in one request', async () => {
    const bump = commit('b', 2, ['a'], manifest('1.1.0'), manifest('1.0.0'));
    const { asked, releases } = await read(
      [question({ tags: [tag('v1.2.0', 'c'), tag('nightly', 'c')] })],
      threads(lastPage(branch), lastPage([bump])),
    );
    expect(asked).toHaveLength(1);
    expect(releases.get('acme/widget')).toEqual({
      graph: new Map([
        ['c', ['b']],
        ['b', ['a']],
        ['a', ['before']],
      ]),
      releases: [
        { crate: null, version: '1.2.0', oid: 'c', releasedAt: '2020-05-20T00:00:00Z' },
        { crate: 'widget', version: '1.1.0', oid: 'b', releasedAt: '2020-05-02T00:00:00Z' },
      ],
    });
  });

  it('follow the crate’s own manifest, and the root’s for a version of the workspace', async () => {
    const bump = commit('b', 2, ['a'], inheriting('1.1.0'), inheriting('1.0.0'));
    const { asked, releases } = await read(
      [question({}, 'crates/widget')],
      threads(lastPage(branch), lastPage([]), lastPage([bump])),
    );
    expect(asked[0]?.variables).toMatchObject({
      path1: 'crates/widget/Cargo.toml',
      crate1: 'crates/widget/Cargo.toml',
      path2: 'Cargo.toml',
      crate2: 'crates/widget/Cargo.toml',
    });
    expect(releases.get('acme/widget')?.releases).toMatchObject([{ version: '1.1.0', oid: 'b' }]);
  });

  it('are read from page to page, from the commit with which the first one began', async () => {
    const { asked, releases } = await read(
      [question()],
      threads(pageUntil('next', branch.slice(0, 2)), lastPage([])),
      threads(lastPage(branch.slice(2))),
    );
    expect(asked[1]?.variables).toMatchObject({ at0: 'c', after0: 'next' });
    expect([...(releases.get('acme/widget')?.graph.keys() ?? [])]).toEqual(['c', 'b', 'a']);
  });

  it('made beside the default branch come with their histories; those before the first entry do not matter', async () => {
    const old = { ...tag('v0.9.0', 'old'), taggedAt: '2020-04-30T00:00:00Z' };
    const { asked, releases } = await read(
      [question({ tags: [tag('v1.0.1', 's'), tag('widget-v1.0.1', 's'), tag('nightly', 'n'), old] })],
      threads(lastPage(branch), lastPage([])),
      threads(lastPage([commit('s', 4, ['a'])])),
    );
    expect(asked[1]?.variables).toMatchObject({ at0: 's' });
    expect(asked[1]?.variables).not.toHaveProperty('at1');
    expect(releases.get('acme/widget')?.graph.get('s')).toEqual(['a']);
  });
});

describe('what GitHub does not tell', () => {
  const other = { ...question(), repository: repository('acme/other'), crates: [] };
  const refused = (alias: string) => ({
    type: 'FORBIDDEN',
    message: 'Not for you.',
    path: [alias, 'object'],
  });

  it('leaves one repository without notes, and the log says so', async () => {
    const { said, releases } = await read([question(), other], {
      ...threads(lastPage(branch), lastPage([]), lastPage(branch)),
      errors: [refused('history1')],
    });
    expect([...releases.keys()]).toEqual(['acme/other']);
    expect(said).toContain('It is not known what was released of acme/widget: Not for you.');
  });

  it('of a release beside the default branch leaves the repository without notes, too', async () => {
    const { releases } = await read(
      [question({ tags: [tag('v1.0.1', 's')] }), other],
      threads(lastPage(branch), lastPage([]), lastPage(branch)),
      { data: { history0: { object: null } } },
    );
    expect([...releases.keys()]).toEqual(['acme/other']);
  });

  it('is nothing of an empty repository', async () => {
    const { said, releases } = await read([other], { data: { history0: { object: null } } });
    expect([...releases.keys()]).toEqual([]);
    expect(said).toContain('It is not known what was released of acme/other: HEAD is not a commit.');
  });

  it('in time is asked for in halves, then left: the run goes on without notes', async () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      ...other,
      repository: repository(`acme/other${index}`),
    }));
    const gateway: Answer = { status: 502 };
    const { asked, said, releases } = await read(many, ...Array.from({ length: 7 }, () => gateway));
    expect(Object.keys(asked.at(-1)?.variables ?? {}).filter((key) => key.startsWith('at'))).toHaveLength(1);
    expect([...releases.keys()]).toEqual([]);
    expect(said.at(-1)).toBe(
      'GitHub could not tell what was released; entries have no notes of publication in this run.',
    );
  });

  it('of a history of more than a thousand commits is not asked for', async () => {
    const page = threads(pageUntil('next', branch));
    const { asked, said, releases } = await read([other], ...Array.from({ length: 20 }, () => page));
    expect(asked).toHaveLength(20);
    expect([...releases.keys()]).toEqual([]);
    expect(said).toContain('It is not known what was released of acme/other: too many commits came since.');
  });

  it('for want of a permission ends the run', async () => {
    await expect(read([question()], { status: 401 })).rejects.toMatchObject({ status: 401 });
  });

  it('is nothing where nothing is asked', async () => {
    const { asked } = await read([]);
    expect(asked).toEqual([]);
  });
});
