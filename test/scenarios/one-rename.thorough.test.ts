import { afterEach, describe, expect, it } from '@jest/globals';
import { entriesFor, NEW, OLD, startRenameStory, timesAsked } from './rename-story.js';
import { endStory, merged, NEWS, type Story } from './story.js';

let story: Story;

afterEach(() => endStory(story));

describe('a repository that was renamed', () => {
  it('after its last edition is the same: section, place and ledger carry over, and GitHub is asked once', async () => {
    story = await startRenameStory();
    story.github.addRepository({ nameWithOwner: OLD });
    for (const number of [12, 13]) merged(story, number, { in: OLD });
    merged(story, 14);
    story.github.renameRepository(OLD, NEW);
    await story.sync();
    expect(story.draft()).toContain(`### [\`gear\`](https://github.com/acme/gear)

<span class="maintainers">Maintained by [@max](https://github.com/max)</span>

The crate turns [cogs](https://github.com/acme/gear/wiki).

We merged the following PR this month:

- [Change 13](https://github.com/acme/gear/pull/13)

`);
    expect(story.draft()).toMatch(/`gear`[\s\S]*`widget`/);
    expect(entriesFor(story, 12)).toEqual([0]);
    expect(story.github.pullRequests(NEWS)[0]?.body).toContain('Listed by an earlier edition already (1)');
    expect(timesAsked(story)).toBe(1);
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(timesAsked(story)).toBe(1);
  });
});
