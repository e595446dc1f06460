import { describe, expect, it } from '@jest/globals';
import { merged, NEWS } from './story.js';
import { tell } from './tell.js';
import { excessOf, isWrite, syncer } from './token-story.js';

describe('the tokens of an App', () => {
  it.each([false, true])(
    'do no more than needed all through an edition’s life (private newsletter: %s)',
    async (isPrivate) => {
      await tell({ config: 'announce:\n  issue: 1\n' }, async (story) => {
        const { github } = story;
        const ann = github.as('ann');
        const newsletter = [...github.world.repositories.values()].find(
          (each) => each.nameWithOwner === NEWS,
        );
        if (newsletter !== undefined) newsletter.isPrivate = isPrivate;
        github.addRepository({ nameWithOwner: 'acme/secret', isPrivate: true, files: { a: '' } });
        github.addIssue(NEWS, { title: 'Announcements', author: 'ann' });
        github.grant(NEWS, 'ann', 'write');
        merged(story, 2);
        merged(story, 1, { in: 'acme/secret', title: 'Hush' });
        const sync = syncer(story);

        expect(await sync()).toMatchObject({ outcome: 'created' });
        const number = github.pullRequests(NEWS)[0]?.number ?? 0;
        ann.comment(NEWS, number, '/newsletter date 2020-06-05');
        merged(story, 3);
        expect(await sync()).toMatchObject({ outcome: 'updated' });
        expect(story.draft()).toContain('2020-06-05');
        expect(story.draft().includes('Hush')).toBe(isPrivate);
        ann.readyForReview(NEWS, number);
        ann.mergeOpenPullRequest(NEWS, number);
        expect(await sync()).toMatchObject({ outcome: 'created' });
        expect(github.comments(NEWS, 1)).toHaveLength(1);

        const kinds = github.requests.filter(isWrite).map(({ operation, path }) => operation ?? path);
        for (const kind of ['CommitDraft', '/check-runs', '/git/refs', '/pulls', '/pulls/', '/comments']) {
          expect(kinds.some((each) => each.includes(kind))).toBe(true);
        }
        expect(github.requests.filter(({ status }) => status >= 400)).toEqual([]);
        expect(excessOf(github.requests)).toEqual([]);
        expect(github.requests.filter(({ path }) => path.endsWith('/access_tokens'))).toHaveLength(3);
      });
    },
  );

  it('are for reading alone where nothing is written', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await syncer(story)();
      story.github.resetRequests();
      expect(await syncer(story)()).toMatchObject({ outcome: 'unchanged' });
      expect(story.github.requests.filter(({ path }) => path.endsWith('/access_tokens'))).toHaveLength(1);
    });
  });
});
