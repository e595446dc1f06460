import { describe, expect, it } from '@jest/globals';
import { toComment } from '../../src/github/comments/conversation.js';
import type { CommentNode } from '../../src/github/comments/conversation-query.js';
import { planComment, writeComment } from '../../src/github/comments/write-comment.js';
import { commentNode } from './conversation-nodes.js';
import { answerGraphql, clients } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const MARKER = '<!-- newsletter entry -->';
const BODY = `${MARKER}\nIt is in [the draft](https://github.com/acme/news/blob/next/a.md?plain=1#L12).`;
const own = { body: BODY, viewerDidAuthor: true };

/** The operations and inputs that GitHub was asked for, with as many answers as there may be. */
async function keep(nodes: readonly CommentNode[], body: string | null, answers: number) {
  const asked = answerGraphql(...Array.from({ length: answers }, () => ({ data: { done: {} } })));
  const { writer } = await clients();
  const changes = planComment({ id: 'PR_1', comments: nodes.map(toComment) }, MARKER, body);
  for (const change of changes) await writeComment(writer, change);
  return asked.map(({ query, variables }) => [/mutation (\w+)/.exec(query)?.[1], variables.input]);
}

describe('the bot’s one comment', () => {
  it('is written where there is none: what others wrote does not count, whatever it says', async () => {
    const forged = commentNode(1, { body: BODY });
    expect(await keep([forged], BODY, 1)).toEqual([['AddComment', { subjectId: 'PR_1', body: BODY }]]);
  });

  it('is left alone while it says the same, also in GitHub’s line ends and a few lines off', async () => {
    const there = commentNode(1, { ...own, body: `${BODY.replace('\n', '\r\n')}\r\n` });
    expect(await keep([there], BODY.replace('#L12', '#L15'), 0)).toEqual([]);
    expect(await keep([], null, 0)).toEqual([]);
  });

  it('is edited in place, and any other one deleted', async () => {
    const nodes = [commentNode(1, own), commentNode(2, own)];
    expect(await keep(nodes, `${MARKER}\nHidden.`, 2)).toEqual([
      ['DeleteComment', { id: 'IC_2' }],
      ['UpdateComment', { id: 'IC_1', body: `${MARKER}\nHidden.` }],
    ]);
  });

  it('goes when there is nothing to say any more', async () => {
    expect(await keep([commentNode(1, own)], null, 1)).toEqual([['DeleteComment', { id: 'IC_1' }]]);
  });
});
