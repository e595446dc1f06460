import { describe, expect, it } from '@jest/globals';
import type { FakeGitHub } from './fake-github.js';
import { clientOf, withFakeGitHub } from './with-fake-github.js';

const UEFI = 'osdev/uefi';

function fill(github: FakeGitHub): number {
  github.addOrganization({ login: 'osdev' });
  github.addRepository({ nameWithOwner: UEFI, files: { a: '' } });
  return github.addMergedPullRequest(UEFI, {
    title: 'One',
    author: 'ann',
    mergedAt: '2020-05-01T00:00:00Z',
  });
}

const CONVERSATION = `{ repository(owner: "osdev", name: "uefi") { pullRequest(number: 1) {
  locked
  comments(first: 10) { nodes { id url body isMinimized lastEditedAt
    reactionGroups { content viewerHasReacted }
    userContentEdits(first: 10) { nodes { editor { login } diff } } } }
  reviews(first: 10) { nodes { id url body state comments(first: 10) { nodes { id url body } } } }
} } }`;

interface Written {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly reactionGroups: readonly { readonly content: string; readonly viewerHasReacted: boolean }[];
}

interface Answer {
  readonly repository: {
    readonly pullRequest: {
      readonly comments: { readonly nodes: readonly Written[] };
      readonly reviews: {
        readonly nodes: readonly (Written & { readonly comments: { readonly nodes: readonly Written[] } })[];
      };
    };
  };
}

describe('comments of any kind', () => {
  it('are read with what was edited, by whom, and what is hidden', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const number = fill(github);
      const id = github.as('bob').comment(UEFI, number, 'helo');
      github.as('ann').editComment(UEFI, id, 'hello');
      github.as('bob').minimizeComment(UEFI, id);
      github.as('bob').review(UEFI, number, { body: 'Fine.', comments: [{ path: 'a', body: 'Nice.' }] });
      github.as('ann').lock(UEFI, number);
      const answer = await octokit.graphql<Answer>(CONVERSATION);
      expect(answer).toMatchObject({
        repository: {
          pullRequest: {
            locked: true,
            comments: {
              nodes: [
                {
                  url: `https://github.com/${UEFI}/pull/1#issuecomment-${id}`,
                  body: 'hello',
                  isMinimized: true,
                  lastEditedAt: expect.any(String),
                  userContentEdits: {
                    nodes: [
                      { editor: { login: 'ann' }, diff: 'hello' },
                      { editor: { login: 'bob' }, diff: 'helo' },
                    ],
                  },
                },
              ],
            },
            reviews: {
              nodes: [{ body: 'Fine.', state: 'COMMENTED', comments: { nodes: [{ body: 'Nice.' }] } }],
            },
          },
        },
      });
    });
  });

  it('are reacted to, each content once a person', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const number = fill(github);
      const id = github.as('bob').comment(UEFI, number, 'hello');
      github.as('bob').review(UEFI, number, { comments: [{ path: 'a', body: 'Nice.' }] });
      const { comments, reviews } = (await octokit.graphql<Answer>(CONVERSATION)).repository.pullRequest;
      const subjects = [comments.nodes[0], reviews.nodes[0], reviews.nodes[0]?.comments.nodes[0]];
      for (const subject of [...subjects, subjects[0]]) {
        await octokit.graphql(
          `mutation ($id: ID!) { addReaction(input: { subjectId: $id, content: ROCKET }) { subject { id } } }`,
          { id: subject?.id },
        );
      }
      github.as('ann').react(UEFI, id, 'ROCKET');
      expect(github.reactions(UEFI, id)).toEqual(['this-month-bot-tester ROCKET', 'ann ROCKET']);
      const after = (await octokit.graphql<Answer>(CONVERSATION)).repository.pullRequest.comments.nodes[0];
      const mine = after?.reactionGroups.flatMap((group) => (group.viewerHasReacted ? group.content : []));
      expect(mine).toEqual(['ROCKET']);
      await octokit.graphql(
        `mutation ($id: ID!) { removeReaction(input: { subjectId: $id, content: ROCKET }) { subject { id } } }`,
        { id: after?.id },
      );
      expect(github.reactions(UEFI, id)).toEqual(['ann ROCKET']);
    });
  });

  it('are refused where the conversation is locked, but not to those who may write there', async () => {
    await withFakeGitHub(async (github, octokit) => {
      const number = fill(github);
      github.as('ann').lock(UEFI, number);
      const comment = { owner: 'osdev', repo: 'uefi', issue_number: number, body: 'hello' };
      const stranger = clientOf(github, github.createToken('stranger'));
      await expect(stranger.issues.createComment(comment)).rejects.toMatchObject({ status: 403 });
      await expect(octokit.issues.createComment(comment)).resolves.toMatchObject({ status: 201 });
      github.as('ann').unlock(UEFI, number);
      await expect(stranger.issues.createComment(comment)).resolves.toMatchObject({ status: 201 });
    });
  });

  it('of the draft have boxes that people tick and untick', async () => {
    await withFakeGitHub(async (github) => {
      const number = fill(github);
      const id = github.as('ann').comment(UEFI, number, 'Ideas:\n- [ ] one\n- [ ] two');
      github.as('bob').tick(UEFI, id, 'two');
      expect(github.comments(UEFI, number)[0]?.body).toBe('Ideas:\n- [ ] one\n- [x] two');
      github.as('bob').untick(UEFI, id, 'two');
      expect(github.comments(UEFI, number)[0]?.body).toBe('Ideas:\n- [ ] one\n- [ ] two');
      github.as('bob').deleteComment(UEFI, id);
      expect(github.comments(UEFI, number)).toEqual([]);
    });
  });
});
