import { describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { commentOnce, readOwnComments } from '../../src/github/comments/own-comments.js';
import { explain } from '../../src/github/connection/errors.js';
import { API, answerGraphql, client, clients } from './github-api.js';
import { withoutNetwork } from './without-network.js';

withoutNetwork();

const MARKER = '<!-- newsletter announcement 2020-05 -->';
const comment = { kind: 'issue', number: 7, marker: MARKER, body: `Published.\n\n${MARKER}` } as const;
const place = { nameWithOwner: 'acme/news', kind: 'issue', number: 7 } as const;

/** Ids of comments do not fit into 32 bits. */
const FIRST = 3_000_000_000;

function own(index: number, body: string = comment.body, viewerDidAuthor = true) {
  return { fullDatabaseId: String(FIRST + index), body, viewerDidAuthor };
}

function page(nodes: readonly object[], endCursor: string | null = null) {
  return { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes };
}

const viewer = { login: 'acme-bot[bot]' };
const open = { isLocked: false, isShutOut: false };

function onIssue(...page_: Parameters<typeof page>) {
  return { data: { viewer, repository: { issue: { locked: false, comments: page(...page_) } } } };
}

describe('the own comments', () => {
  it('are read from all pages, oldest first, without those of others', async () => {
    const asked = answerGraphql(
      onIssue([own(3), own(2, 'By another.', false)], 'first'),
      onIssue([own(1, 'Older.')]),
    );
    const { comments, isLocked } = await readOwnComments(await client(), place);
    expect(comments.map(({ id }) => id)).toEqual([FIRST + 1, FIRST + 3]);
    expect(isLocked).toBe(false);
    expect(asked.map(({ variables }) => variables)).toEqual([
      { owner: 'acme', name: 'news', number: 7, isIssue: true, after: null, first: 50 },
      { owner: 'acme', name: 'news', number: 7, isIssue: true, after: 'first', first: 50 },
    ]);
  });

  it('on a pull request are asked for as such', async () => {
    const [asked] = [
      answerGraphql({
        data: { viewer, repository: { pullRequest: { locked: true, comments: page([own(1)]) } } },
      }),
      await readOwnComments(await client(), { ...place, kind: 'pull request' }),
    ];
    expect(asked[0]?.variables).toMatchObject({ number: 7, isIssue: false });
  });
});

describe('a comment', () => {
  const posts = '/repos/acme/news/issues/7/comments';

  it('that is there once is left there', async () => {
    nock(API).post(posts, { body: comment.body }).reply(201, { id: 1 });
    answerGraphql(onIssue([own(1)]));
    await commentOnce(await clients(), 'acme/news', comment, open);
  });

  it('that is there more than once is deleted but for the oldest, also by two at the same time', async () => {
    nock(API).post(posts).reply(201, { id: 3 });
    answerGraphql(onIssue([own(1), own(2, 'Something else.'), own(3), own(4), own(5, comment.body, false)]));
    nock(API)
      .delete(`/repos/acme/news/issues/comments/${FIRST + 3}`)
      .reply(204);
    nock(API)
      .delete(`/repos/acme/news/issues/comments/${FIRST + 4}`)
      .reply(404);
    await commentOnce(await clients(), 'acme/news', comment, open);
  });

  it('is sent once, though it is answered 502', async () => {
    nock(API).post(posts).reply(502);
    await expect(commentOnce(await clients(), 'acme/news', comment, open)).rejects.toThrow();
  });

  it('that an issue does not take any more is told with the setting to check', async () => {
    nock(API).post(posts).reply(410, { message: 'Issues are disabled for this repo' });
    const complaint = await commentOnce(await clients(), 'acme/news', comment, open).catch(explain);
    expect(complaint).toBe(
      'acme/news#7 takes no comments (410): it was deleted, or issues are turned off. Check "announce.issue" in .github/newsletter.yml.',
    );
  });

  const lockedSentence =
    'acme/news#7 is locked, and only people who may write there can comment. Unlock #7, or name another issue in "announce.issue" in .github/newsletter.yml.';

  it('is not tried by an App where the issue is locked', async () => {
    const before = { isLocked: true, isShutOut: true };
    const complaint = await commentOnce(await clients(), 'acme/news', comment, before).catch(explain);
    expect(complaint).toBe(lockedSentence);
  });

  it('is tried by others there, and a refusal is told as what it is', async () => {
    nock(API).post(posts).reply(403, { message: 'Unable to create comment because issue is locked.' });
    const before = { isLocked: true, isShutOut: false };
    const complaint = await commentOnce(await clients(), 'acme/news', comment, before).catch(explain);
    expect(complaint).toBe(lockedSentence);
  });

  it('that is refused elsewhere is a matter of permissions', async () => {
    nock(API).post(posts).reply(403, { message: 'Resource not accessible by integration' });
    const complaint = await commentOnce(await clients(), 'acme/news', comment, open).catch(explain);
    expect(complaint).toMatch(/^GitHub does not allow this \(403\)/);
  });
});
