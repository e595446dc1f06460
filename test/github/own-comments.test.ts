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

function own(databaseId: number, body: string = comment.body, viewerDidAuthor = true) {
  return { databaseId, body, viewerDidAuthor };
}

function page(nodes: readonly object[], endCursor: string | null = null) {
  return { pageInfo: { hasNextPage: endCursor !== null, endCursor }, nodes };
}

function onIssue(...page_: Parameters<typeof page>) {
  return { data: { repository: { issue: { comments: page(...page_) } } } };
}

describe('the own comments', () => {
  it('are read from all pages, oldest first, without those of others', async () => {
    const asked = answerGraphql(
      onIssue([own(3), own(2, 'By another.', false)], 'first'),
      onIssue([own(1, 'Older.')]),
    );
    expect((await readOwnComments(await client(), place)).map(({ databaseId }) => databaseId)).toEqual([
      1, 3,
    ]);
    expect(asked.map(({ variables }) => variables)).toEqual([
      { owner: 'acme', name: 'news', number: 7, isIssue: true, after: null },
      { owner: 'acme', name: 'news', number: 7, isIssue: true, after: 'first' },
    ]);
  });

  it('on a pull request are asked for as such', async () => {
    const [asked] = [
      answerGraphql({ data: { repository: { pullRequest: { comments: page([own(1)]) } } } }),
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
    await commentOnce(await clients(), 'acme/news', comment);
  });

  it('that is there more than once is deleted but for the oldest, also by two at the same time', async () => {
    nock(API).post(posts).reply(201, { id: 3 });
    answerGraphql(onIssue([own(1), own(2, 'Something else.'), own(3), own(4), own(5, comment.body, false)]));
    nock(API).delete('/repos/acme/news/issues/comments/3').reply(204);
    nock(API).delete('/repos/acme/news/issues/comments/4').reply(404);
    await commentOnce(await clients(), 'acme/news', comment);
  });

  it('is sent once, though it is answered 502', async () => {
    nock(API).post(posts).reply(502);
    await expect(commentOnce(await clients(), 'acme/news', comment)).rejects.toThrow();
  });

  it('that an issue does not take any more is told with the setting to check', async () => {
    nock(API).post(posts).reply(410, { message: 'Issues are disabled for this repo' });
    const complaint = await commentOnce(await clients(), 'acme/news', comment).catch(explain);
    expect(complaint).toBe(
      'acme/news#7 takes no comments (410): it was deleted, or issues are turned off. Check "announce.issue" in .github/newsletter.yml.',
    );
  });
});
