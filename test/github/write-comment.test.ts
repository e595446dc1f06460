import { describe, expect, it } from '@jest/globals';
import { type CommentNode, toComment } from '../../src/github/comments/conversation.js';
import { planComment } from '../../src/github/comments/own-comments.js';

const MARKER = '<!-- newsletter entry -->';
const BODY = `${MARKER}\nIt is in [the draft](https://github.com/acme/news/blob/next/a.md?plain=1#L12).`;
const own = { body: BODY, viewerDidAuthor: true };

/** As GitHub answers for a comment by `ann`, written so many minutes after noon. */
function commentNode(minute: number, more: Partial<CommentNode> = {}): CommentNode {
  return {
    id: `IC_${minute}`,
    url: `https://github.com/acme/widget/pull/1#issuecomment-${minute}`,
    author: { __typename: 'User', login: 'ann' },
    body: `Comment ${minute}`,
    createdAt: `2020-05-15T12:${String(minute).padStart(2, '0')}:00Z`,
    lastEditedAt: null,
    editor: null,
    isMinimized: false,
    viewerDidAuthor: false,
    reactionGroups: [],
    ...more,
  };
}

function plan(nodes: readonly CommentNode[], body: string | null) {
  return planComment(
    { id: 'PR_1', comments: nodes.map((node) => toComment(node, { place: 'pull request', botLogin: null })) },
    MARKER,
    body,
  );
}

describe('the bot’s one comment', () => {
  it('is added where there is none: what others wrote does not count, whatever it says', () => {
    const forged = commentNode(1, { body: BODY });
    expect(plan([forged], BODY)).toEqual([{ kind: 'add', subjectId: 'PR_1', body: BODY }]);
  });

  it('is left alone while it says the same, also in GitHub’s line ends and a few lines off', () => {
    const there = commentNode(1, { ...own, body: `${BODY.replace('\n', '\r\n')}\r\n` });
    expect(plan([there], BODY.replace('#L12', '#L15'))).toEqual([]);
    expect(plan([], null)).toEqual([]);
  });

  it('is edited in place, and any other one is deleted', () => {
    expect(plan([commentNode(1, own), commentNode(2, own)], `${MARKER}\nHidden.`)).toEqual([
      { kind: 'delete', id: 'IC_2' },
      { kind: 'update', id: 'IC_1', body: `${MARKER}\nHidden.` },
    ]);
  });

  it('is no comment of an App that a person wrote over: that text stays', () => {
    const author = { __typename: 'Bot', login: 'acme-bot' };
    const writtenOver = (minute: number, more: Partial<CommentNode> = {}) =>
      commentNode(minute, { ...own, author, body: 'Cake!', lastEditedAt: '2020-05-16T12:00:00Z', ...more });
    const add = { kind: 'add', subjectId: 'PR_1', body: BODY };
    expect(plan([writtenOver(1)], null)).toEqual([]);
    expect(plan([writtenOver(1)], BODY)).toEqual([add]);
    expect(plan([writtenOver(1), writtenOver(2, { body: '' })], BODY)).toEqual([add]);
    expect(plan([writtenOver(1), commentNode(2, { ...own, author })], null)).toEqual([
      { kind: 'delete', id: 'IC_2' },
    ]);
    expect(plan([writtenOver(1), commentNode(2, { ...own, author })], BODY)).toEqual([]);
  });

  it('goes when there is nothing to say any more', () => {
    expect(plan([commentNode(1, own)], null)).toEqual([{ kind: 'delete', id: 'IC_1' }]);
  });
});
