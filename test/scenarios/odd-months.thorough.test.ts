import { describe, expect, it, jest } from '@jest/globals';
import { findMerged } from '../../src/github/activity/merged-pull-requests.js';
import { intervalUntil } from '../../src/github/activity/merged-search.js';
import type { Log } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { generateOrganization } from '../bench/generated-organization.js';
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
          exclude: ['acme/news'],
          includePrivate: false,
          conversations: true,
          movedTo: null,
          app: null,
        };
        const { nodes, gaps } = await findMerged(reader, search, silent);
        expect(gaps).toEqual([]);
        expect(new Set(nodes.map(({ number }) => number)).size).toBe(10_001);
      },
      { clock: () => new Date('2020-05-31T23:59:59Z') },
    );
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
