import { describe, expect, it, jest } from '@jest/globals';
import { findMerged, intervalUntil } from '../../src/github/activity/merged-pull-requests.js';
import type { Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { NameSet } from '../../src/newsletter/activity/names.js';
import { generateOrganization } from '../bench/generated-organization.js';
import type { FakeGitHub } from '../fake-github/fake-github.js';
import { withFakeGitHub } from '../fake-github/with-fake-github.js';
import { repositoryOf } from '../fake-github/world.js';
import { month } from '../newsletter/builders.js';
import { merged, NEWS, WIDGET } from './story.js';
import { tell } from './tell.js';

// Ten thousand pull requests take their time, and the stories run side by side.
jest.setTimeout(300_000);

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined };

function people(count: number): readonly { readonly login: string }[] {
  return Array.from({ length: count }, (_, index) => ({ login: `person-${String(index).padStart(3, '0')}` }));
}

describe('a month', () => {
  it.concurrent('of 2009, before anything was merged, has an edition without entries', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      const edition = await story.preview('2009-06');
      expect(edition).toContain('June 2009');
      expect(edition).not.toContain('/pull/');
      await story.sync('2009-06');
      expect(story.github.pullRequests(NEWS).length).toBeLessThanOrEqual(1);
      expect((await story.sync('2009-06')).outcome).toBe('unchanged');
    });
  });

  it('with 10,001 pull requests in one repository is read whole', async () => {
    await withFakeGitHub(
      async (github) => {
        generateOrganization(github, { repositories: 1, pullRequests: 10_001 });
        const credentials = { kind: 'token', token: github.token } as const;
        const { reader } = await createClients(
          credentials,
          `${github.baseUrl}/api/v3`,
          'acme/news',
          silent,
          1,
        );
        const interval = intervalUntil(month('2020-05'));
        const search = {
          owner: 'org:acme',
          interval,
          exclude: new NameSet(['acme/news']),
          includePrivate: false,
          conversations: true,
          watch: new NameSet(),
          movedTo: null,
          takenBackIn: null,
          botLogin: null,
        };
        const { nodes, gaps } = await findMerged(reader, search, silent);
        expect(gaps).toEqual([]);
        expect(new Set(nodes.map(({ number }) => number)).size).toBe(10_001);
      },
      { clock: () => new Date('2020-05-31T23:59:59Z') },
    );
  });
});

describe('a search with more results than GitHub shows', () => {
  /** Finds what was merged at these times, in a GitHub that does with it what is said. */
  async function findAll(times: readonly string[], befall: (github: FakeGitHub) => void = () => undefined) {
    return withFakeGitHub(
      async (github) => {
        github.addOrganization({ login: 'acme' });
        github.addRepository({ nameWithOwner: WIDGET, files: { a: '' } });
        for (const mergedAt of times) {
          github.addMergedPullRequest(WIDGET, { title: 'Change', author: 'ann', mergedAt });
        }
        befall(github);
        const credentials = { kind: 'token', token: github.token } as const;
        const { reader } = await createClients(credentials, `${github.baseUrl}/api/v3`, NEWS, silent, 1);
        return findMerged(
          reader,
          {
            owner: 'org:acme',
            interval: intervalUntil(month('2020-05')),
            exclude: new NameSet(),
            includePrivate: false,
            conversations: false,
            watch: new NameSet(),
            movedTo: null,
            takenBackIn: null,
            botLogin: null,
          },
          silent,
        );
      },
      { clock: () => new Date('2020-05-31T23:59:59Z') },
    );
  }

  const spread = Array.from({ length: 1001 }, (_, index) =>
    new Date(Date.parse('2020-05-01T00:00:00Z') + index * 2_000_000).toISOString(),
  );

  it('within a single second is shown as far as GitHub does, and the rest is said', async () => {
    const { nodes, gaps } = await findAll(spread.map(() => '2020-05-15T12:00:00Z'));
    expect(nodes).toHaveLength(1000);
    expect(gaps).toEqual(['GitHub counted 1001 merged pull requests but did not show 1 of them.']);
  });

  it('is read part by part where GitHub does not count the parts', async () => {
    const { nodes, gaps } = await findAll(spread, (github) => {
      const errors = [{ type: 'FORBIDDEN', path: ['search0'], message: 'No.' }];
      github.failGraphql({ operation: 'MergedCounts', errors, times: 1000 });
    });
    expect(nodes).toHaveLength(1001);
    expect(gaps).toEqual([]);
  });
});

describe('a pull request', () => {
  it.concurrent('with 3,000 files is judged by all of them where paths decide', async () => {
    const config = "hide:\n  paths: ['docs/**']\n";
    await tell({ config, pageSize: 100 }, async (story) => {
      const docs = Array.from({ length: 2999 }, (_, index) => `docs/page-${index}.md`);
      merged(story, 10, { title: 'Documents alone', files: [...docs, 'docs/last.md'] });
      merged(story, 11, { title: 'And one source', files: [...docs, 'src/lib.rs'] });
      await story.sync();
      expect(story.draft()).toMatch(/^<!-- - \[Documents alone\]/m);
      expect(story.draft()).toMatch(/^- \[And one source\]/m);
    });
  });

  it.concurrent('with 250 commits credits the co-author of the last one', async () => {
    await tell({ pageSize: 100 }, async (story) => {
      const commits = Array.from({ length: 250 }, (_, index) => ({
        authors: [{ login: 'ann' }, ...(index === 249 ? [{ login: 'zoe' }] : [])],
      }));
      merged(story, 10, { commits });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain('[@zoe](https://github.com/zoe)');
    });
  });

  it.concurrent('with 100 co-authors credits each of them', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { commits: [{ authors: [{ login: 'ann' }, ...people(100)] }] });
      expect((await story.sync()).outcome).toBe('created');
      const thanked = people(100).filter(({ login }) => story.draft().includes(`[@${login}]`));
      expect(thanked).toHaveLength(100);
    });
  });

  it.concurrent('with a commit whose author nobody knows credits the others', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { commits: [{ authors: [] }, { authors: [{ name: 'Nobody' }, { login: 'bob' }] }] });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain('[@bob]');
      expect(story.draft()).not.toMatch(/ghost|Nobody/);
    });
  });
});

describe('a repository', () => {
  it.concurrent.each([
    ['2,500 direct commits', 2500, 1_000_000],
    ['1,000 direct commits within a day', 1000, 70_000],
  ])('with %s is read whole', async (_, count, step) => {
    await tell({ config: 'directCommits: show\n', pageSize: 100 }, async (story) => {
      for (let index = 0; index < count; index += 1) {
        story.github.commitFiles(WIDGET, {
          files: { 'screw.txt': String(index) },
          message: `Turn screw ${index}`,
          author: 'ann',
          at: new Date(Date.parse('2020-05-02T00:00:00Z') + index * step),
        });
      }
      await story.sync();
      expect(story.draft().match(/\[Turn screw \d+\]/g)).toHaveLength(count);
    });
  });

  it.concurrent('with a tag that points to a blob is read all the same', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      const { git } = repositoryOf(story.github.world, WIDGET);
      const [blob] = git.blobs.keys();
      git.refs.set('refs/tags/v1.0.0', blob ?? '');
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain('[Change 10]');
    });
  });

  it.concurrent('with a direct commit whose author nobody knows lists it', async () => {
    await tell({ config: 'directCommits: show\n' }, async (story) => {
      const oid = story.github.commitFiles(WIDGET, {
        files: { 'screw.txt': 'x' },
        message: 'Turn a screw',
        at: '2020-05-15T08:00:00Z',
      });
      const commit = repositoryOf(story.github.world, WIDGET).git.commits.get(oid);
      if (commit) Object.assign(commit.author, { name: 'Nobody', email: 'nobody@example.org' });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain(`https://github.com/${WIDGET}/commit/${oid}`);
      expect(story.draft()).not.toContain('Thanks to');
    });
  });
});
