import { describe, expect, it } from '@jest/globals';
import type { ConversationNode } from '../../src/github/comments/conversation-query.js';
import { readConversations } from '../../src/github/comments/read-conversations.js';
import { commentNode, reviewNode } from './conversation-nodes.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { lastPage, pageUntil } from './pull-request-nodes.js';
import { silent } from './silent.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

async function read(nodes: readonly Partial<ConversationNode>[], ...answers: readonly Answer[]) {
  const asked = answerGraphql(...answers);
  const gaps: string[] = [];
  const begun = nodes.map((node, index) => ({
    nameWithOwner: 'acme/widget',
    number: index + 1,
    node: { id: `PR_${index + 1}`, ...node },
  }));
  const conversations = await readConversations(await client(), begun, (gap) => gaps.push(gap), silent);
  const bodies = conversations.map(({ comments }) => comments.map(({ body }) => body));
  return { conversations, bodies, asked, gaps };
}

describe('a conversation', () => {
  it('that came whole costs no request, and is in order of time', async () => {
    const { bodies, asked } = await read([
      {
        comments: lastPage([commentNode(1), commentNode(5)]),
        reviews: lastPage([reviewNode(2, lastPage([commentNode(3)]))]),
      },
    ]);
    expect(bodies).toEqual([['Comment 1', 'Comment 2', 'Comment 3', 'Comment 5']]);
    expect(asked).toEqual([]);
  });

  it('tells who wrote it, and how the bot reacted', async () => {
    const groups = [
      { content: 'ROCKET', viewerHasReacted: true },
      { content: 'EYES', viewerHasReacted: false },
      { content: 'HEART', viewerHasReacted: true },
    ];
    const bot = { __typename: 'Bot', login: 'renovate' };
    const { conversations } = await read([
      {
        locked: true,
        comments: lastPage([
          commentNode(1, { reactionGroups: groups, lastEditedAt: '2020-05-15T13:00:00Z' }),
          commentNode(2, { author: bot, isMinimized: true }),
          commentNode(3, { author: null, viewerDidAuthor: true, reactionGroups: null }),
        ]),
      },
    ]);
    expect(conversations[0]?.isLocked).toBe(true);
    expect(conversations[0]?.comments).toMatchObject([
      { login: 'ann', isBot: false, isEdited: true, isOwn: false, reactions: ['ROCKET'] },
      { login: 'renovate', isBot: true, isEdited: false, isMinimized: true, reactions: [] },
      { login: null, isBot: false, isOwn: true, reactions: [] },
    ]);
  });

  it('goes on together with others, list by list, until all is read', async () => {
    const { bodies, asked, gaps } = await read(
      [
        { comments: pageUntil('c1', [commentNode(1)]), reviews: pageUntil('r1', [reviewNode(2)]) },
        {
          comments: lastPage([]),
          reviews: lastPage([reviewNode(3, pageUntil('rc1', [commentNode(4)]))]),
        },
      ],
      {
        data: {
          list0: { comments: pageUntil('c2', [commentNode(5)]) },
          list1: { reviews: lastPage([reviewNode(6, pageUntil('rc2', [commentNode(7)]))]) },
          list2: { ofReview: lastPage([commentNode(8)]) },
        },
      },
      {
        data: {
          list0: { comments: lastPage([commentNode(9)]) },
          list1: { ofReview: lastPage([commentNode(10)]) },
        },
      },
    );
    const written = (...minutes: readonly number[]) => minutes.map((minute) => `Comment ${minute}`);
    expect(bodies).toEqual([written(1, 2, 5, 6, 7, 9, 10), written(3, 4, 8)]);
    expect(asked.map(({ variables }) => variables)).toEqual([
      expect.objectContaining({ id0: 'PR_1', after0: 'c1', isReviews1: true, id2: 'PRR_3', after2: 'rc1' }),
      expect.objectContaining({ id0: 'PR_1', after0: 'c2', id1: 'PRR_6', after1: 'rc2' }),
    ]);
    expect(gaps).toEqual([]);
  });

  it('of which GitHub does not give all is told of', async () => {
    const { gaps } = await read([{ comments: pageUntil('c1', []) }, { comments: pageUntil('c1', []) }], {
      data: { list0: null, list1: { comments: lastPage([]) } },
      errors: [{ type: 'NOT_FOUND', message: 'Gone.', path: ['list0'] }],
    });
    expect(gaps).toEqual(['GitHub did not give all comments of acme/widget#1.']);
  });
});
