import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { timeOf } from './response-time.js';
import { withFakeGitHub } from './with-fake-github.js';

const slow = { perRequest: 100, perNode: 10 };

describe('the response time', () => {
  it('of a query goes by the objects in its answer, not by the lists that hold them', () => {
    const nodes = [{ id: 1 }, { id: 2, author: { login: 'ann' } }, null];
    const pageInfo = { hasNextPage: false, endCursor: null };
    const data = { search: { issueCount: 3, pageInfo, nodes }, viewer: { login: 'bob' } };
    expect(timeOf(slow, true, { data })).toBe(140);
    expect(timeOf(slow, true, { data: null, errors: [] })).toBe(100);
  });

  it('of REST goes by the items of a list', () => {
    expect(timeOf(slow, false, [{ user: { login: 'ann' } }, {}])).toBe(120);
    expect(timeOf(slow, false, { user: { login: 'ann' } })).toBe(110);
    expect(timeOf(slow, false, undefined)).toBe(110);
  });

  it('is charged', async () => {
    await withFakeGitHub(
      async (github, octokit) => {
        await octokit.graphql('{ viewer { login } }');
        expect(github.requests).toMatchObject([{ status: 200, milliseconds: 30 }]);
      },
      { responseTime: { perRequest: 20, perNode: 10 } },
    );
  });

  it('is nothing, unless asked for', async () => {
    await withFakeGitHub(async (github, octokit) => {
      await octokit.graphql('{ viewer { login } }');
      expect(github.requests[0]).not.toHaveProperty('milliseconds');
    });
  });

  it('has a limit, after which a query is answered 502 and a mutation goes on', async () => {
    await withFakeGitHub(
      async (github, octokit) => {
        github.addRepository({ nameWithOwner: 'osdev/home', files: { a: '' } });
        await expect(octokit.graphql('{ viewer { login } }')).rejects.toMatchObject({ status: 502 });
        const mutation = `mutation { convertPullRequestToDraft(input: { pullRequestId: "none" }) { clientMutationId } }`;
        await expect(octokit.graphql(mutation)).rejects.toMatchObject({ name: 'GraphqlResponseError' });
        expect((await octokit.repos.get({ owner: 'osdev', repo: 'home' })).status).toBe(200);
        expect(github.requests.map(({ milliseconds }) => milliseconds)).toEqual([5, 20, 30]);
      },
      { responseTime: { perRequest: 20, perNode: 10, limit: 5 } },
    );
  });
});

describe('a late answer', () => {
  it('is right all the same', async () => {
    await withFakeGitHub(async (github, octokit) => {
      github.failNext({ delay: 1000 });
      const order: string[] = [];
      const late = octokit.graphql('{ viewer { login } }').then((answer) => {
        order.push('the late answer');
        return answer;
      });
      await sleep(100);
      await octokit.graphql('{ viewer { login } }').then(() => order.push('the next one'));
      expect(await late).toMatchObject({ viewer: {} });
      expect(order).toEqual(['the next one', 'the late answer']);
      expect(github.requests).toMatchObject([{ status: 200 }, { status: 200 }]);
    });
  });
});
