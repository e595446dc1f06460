import { describe, expect, it } from '@jest/globals';
import { merged, NEWS } from './story.js';
import { tell } from './tell.js';
import { syncer } from './token-story.js';

describe('the token of a workflow', () => {
  it('drafts without a check run when it lacks that permission, and does without the commands that it may not check', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      merged(story, 10);
      const token = github.createActionsToken(NEWS, { contents: 'write', pull_requests: 'write' });
      const sync = syncer(story, token);
      const first = await sync();
      expect(first.outcome).toBe('created');
      expect(first.said.filter((line) => line.includes('left out'))).toEqual([
        'The check run "newsletter" is left out: GitHub lets only Apps with the permission "checks: write" make one.',
      ]);

      github.grant(NEWS, 'ann', 'write');
      for (const login of ['ann', 'bob']) github.as(login).comment(NEWS, 1, '/newsletter freeze');
      github.failNext({
        status: 403,
        times: 2,
        when: ({ path }) => path.includes('/collaborators/'),
      });
      const second = await sync();
      expect(second.outcome).toBe('unchanged');
      expect(second.said.filter((line) => line.includes('commands'))).toEqual([
        'The bot ignores the commands of ann, bob: GitHub does not say whether they may write to acme/news. Use the token of somebody who may write there.',
      ]);
      expect((await sync()).outcome).toBe('frozen');
    });
  });
});
