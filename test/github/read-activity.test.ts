import { describe, expect, it } from '@jest/globals';
import { type CommitNode, toPullRequests } from '../../src/github/activity/pull-requests.js';
import { type ActivityScope, readActivity } from '../../src/github/activity/read-activity.js';
import { NameSet } from '../../src/newsletter/activity/names.js';
import { month } from '../newsletter/builders.js';
import { directCommit, merged, type Story, WIDGET } from '../scenarios/story.js';
import { tell } from '../scenarios/tell.js';
import { lastPage, pullRequestNode } from './pull-request-nodes.js';
import { silent } from './silent.js';

const MAY = month('2020-05');

const acme: ActivityScope = {
  organization: 'acme',
  isOrganization: true,
  exclude: new NameSet(),
  includePrivate: false,
  conversations: false,
  botLogin: null,
  named: [],
  announcedByWebhook: [],
  watch: [],
  learnedWatch: [],
  now: new Date('2020-05-20T00:00:00Z'),
  from: MAY.start,
  allFiles: false,
  memberCrates: () => true,
};

function read({ client }: Story, scope: Partial<ActivityScope> = {}) {
  return readActivity(client, { ...acme, ...scope }, MAY, silent);
}

describe('the activity of a month', () => {
  it('is in order of time, and its repositories are in order of name', async () => {
    await tell({}, async (story) => {
      story.github.addRepository({ nameWithOwner: 'acme/zebra', files: { a: '' } });
      merged(story, 3, { in: 'acme/zebra', mergedAt: '2020-05-20T00:00:00Z' });
      merged(story, 1, { mergedAt: '2020-05-21T00:00:00Z' });
      merged(story, 2, { mergedAt: '2020-05-10T00:00:00Z' });
      const { pullRequests, repositories } = await read(story);
      expect(pullRequests.map(({ number }) => number)).toEqual([2, 3, 1]);
      expect(repositories.map(({ nameWithOwner }) => nameWithOwner)).toEqual([WIDGET, 'acme/zebra']);
    });
  });

  it('has who opened, wrote and merged it; nobody for a deleted account', async () => {
    await tell({}, async (story) => {
      for (const login of ['ann', 'bob', 'cleo']) story.github.addUser({ login });
      const authors = [['ann', 'bob'], ['ann', 'cleo', 'bob'], ['ann']];
      const commits = authors.map((logins) => ({ authors: logins.map((login) => ({ login })) }));
      merged(story, 1, { author: 'ann', mergedBy: 'cleo', commits });
      merged(story, 2, { author: null, commits: [] });
      const { pullRequests } = await read(story);
      expect(pullRequests).toMatchObject([
        {
          author: { login: 'ann' },
          commitAuthors: [{ login: 'ann' }, { login: 'bob' }, { login: 'cleo' }],
          mergedBy: { login: 'cleo' },
        },
        { author: null, commitAuthors: [] },
      ]);
    });
  });

  it('has the people of the trailers that only the commit of a squash has, however many', async () => {
    await tell({}, async (story) => {
      const people = Array.from({ length: 12 }, (_, index) => `p${index}`);
      for (const login of ['ann', ...people]) story.github.addUser({ login });
      merged(story, 1, {
        commits: [{ authors: [{ login: 'p0' }] }],
        squashedBy: [{ login: 'ann' }, ...people.map((login) => ({ login })), { name: 'Nobody Known' }],
      });
      const { pullRequests } = await read(story);
      expect(pullRequests[0]?.commitAuthors.map(({ login }) => login)).toEqual(people);
      expect(pullRequests[0]?.unknownAuthors).toEqual(['Nobody Known']);
    });
  });

  it('has the names of co-authors whom GitHub does not read in a message', async () => {
    await tell({}, async (story) => {
      const message = 'Turn it\n\nCo-authored-by: @bob, @eve';
      const authors = [{ login: 'ann' }, { login: 'bob' }];
      merged(story, 1, {
        commits: [
          { message, authors },
          { message, authors },
        ],
      });
      directCommit(story, WIDGET, 'Turn a screw\n\nCo-authors: Cy Young');
      const { pullRequests, others } = await read(story);
      expect(pullRequests[0]?.commitAuthors.map(({ login }) => login)).toEqual(['ann', 'bob']);
      expect(pullRequests[0]?.unknownAuthors).toEqual(['eve']);
      expect(others.find(({ unknownAuthors }) => unknownAuthors.length > 0)?.unknownAuthors).toEqual([
        'Cy Young',
      ]);
    });
  });

  it('has no strangers whom a merge of the default branch brought into the branch', async () => {
    await tell({}, async (story) => {
      for (const login of ['bob', 'stranger', 'phil']) story.github.addUser({ login });
      const [theirs, own, update] = ['1'.repeat(40), '2'.repeat(40), '3'.repeat(40)];
      merged(story, 1, {
        baseRefName: 'release-0.1',
        commits: [
          { oid: theirs, authors: [{ login: 'stranger' }] },
          { oid: own, authors: [{ login: 'bob' }] },
          {
            oid: update,
            message: "Merge branch 'main' into levers",
            authors: [{ login: 'phil' }],
            parents: [own, theirs],
          },
        ],
      });
      const { pullRequests } = await read(story);
      expect(pullRequests[0]?.commitAuthors.map(({ login }) => login)).toEqual(['bob']);
    });
  });

  it('has no strangers whose commits were on the default branch before, however they came to the other branch', async () => {
    await tell({}, async (story) => {
      for (const login of ['bob', 'cyd', 'stranger']) story.github.addUser({ login });
      const [theirs, first, own] = ['1'.repeat(40), '2'.repeat(40), '3'.repeat(40)];
      merged(story, 1, { commits: [{ oid: theirs, authors: [{ login: 'stranger' }] }] });
      merged(story, 2, { baseRefName: 'levers', commits: [{ oid: first, authors: [{ login: 'cyd' }] }] });
      const commits = [
        { oid: theirs, authors: [{ login: 'stranger' }] },
        { oid: first, authors: [{ login: 'cyd' }], parents: [theirs] },
        { oid: own, authors: [{ login: 'bob' }], parents: [first] },
      ];
      merged(story, 3, { baseRefName: 'next', commits });
      const { pullRequests } = await read(story);
      const third = pullRequests.find(({ number }) => number === 3);
      expect(third?.commitAuthors.map(({ login }) => login)).toEqual(['cyd', 'bob']);
    });
  });

  it('may be that of a person’s account', async () => {
    await tell({}, async (story) => {
      story.github.addRepository({ nameWithOwner: 'phil/blog', files: { a: '' } });
      merged(story, 1);
      merged(story, 2, { in: 'phil/blog' });
      const { pullRequests } = await read(story, { organization: 'phil', isOrganization: false });
      expect(pullRequests.map(({ number }) => number)).toEqual([2]);
    });
  });

  it('leaves private repositories out, unless the newsletter is private', async () => {
    await tell({}, async (story) => {
      story.github.addRepository({ nameWithOwner: 'acme/secret', isPrivate: true, files: { a: '' } });
      story.github.grant('acme/secret', 'this-month-bot-tester', 'read');
      merged(story, 1, { in: 'acme/secret' });
      expect((await read(story)).pullRequests).toEqual([]);
      await story.restart();
      const { pullRequests } = await read(story, { includePrivate: true });
      expect(pullRequests.map(({ number }) => number)).toEqual([1]);
    });
  });

  it('names the repositories that are new', async () => {
    await tell({}, async (story) => {
      const createdAt = '2020-05-31T23:59:59Z';
      story.github.addRepository({ nameWithOwner: 'acme/gadget', createdAt, files: { a: '' } });
      story.github.addRepository({
        nameWithOwner: 'acme/old',
        createdAt: '2019-01-01T00:00:00Z',
        files: { a: '' },
      });
      const { newRepositories } = await read(story);
      expect(newRepositories.map(({ nameWithOwner }) => nameWithOwner)).toEqual(['acme/gadget']);
    });
  });
});

describe('the direct commits of a month', () => {
  it('are those that belong to no merged pull request and merge nothing', async () => {
    await tell({}, async (story) => {
      const phil = story.github.as('phil');
      story.setTime('2020-05-12T08:00:00Z');
      phil.mergePullRequest(WIDGET, { number: 7, title: 'Mend a lever', files: { 'lever.rs': 'pull\n' } });
      directCommit(story, WIDGET, 'Turn a screw');
      const { others, pullRequests } = await read(story);
      expect(others).toMatchObject([{ messageHeadline: 'Turn a screw', author: { login: 'ann' } }]);
      expect(pullRequests.map(({ number }) => number)).toEqual([7]);
    });
  });

  it('show pull requests that the search does not show yet', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      story.setTime('2020-05-12T08:00:00Z');
      github.delaySearch();
      github
        .as('phil')
        .mergePullRequest(WIDGET, { number: 7, title: 'Late', files: { 'lever.rs': 'pull\n' } });
      const { others, pullRequests } = await read(story);
      expect(pullRequests.map(({ number }) => number)).toEqual([7]);
      expect(others).toEqual([]);
    });
  });
});

describe('a title that GitHub made of a long commit, and cut', () => {
  const line = 'Fix a bug that stems from treating an exclusive range as an inclusive range';
  const cut = `${line.slice(0, 69)}…`;
  const titleOf = (title: string, ...messages: readonly string[]) => {
    const [{ commit }] = pullRequestNode(1).commits.nodes as readonly [CommitNode];
    const commits = lastPage(messages.map((message) => ({ commit: { ...commit, message } })));
    return toPullRequests([pullRequestNode(1, { title, commits })])[0]?.title;
  };

  it('is whole again', () => {
    expect(titleOf(cut, line)).toBe(line);
    expect(titleOf(cut, `${line}\n\nIt broke the build.`)).toBe(line);
    expect(titleOf(cut, 'Add a test', `${line}\r\n`)).toBe(line);
  });

  it('stays as it is where no commit has the rest, or a person wrote it so', () => {
    expect(titleOf(cut, 'Fix a bug')).toBe(cut);
    expect(titleOf(cut, cut)).toBe(cut);
    expect(titleOf('More levers…', 'More levers for all')).toBe('More levers…');
    expect(titleOf(line, `${line} again`)).toBe(line);
  });
});
