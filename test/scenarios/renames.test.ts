import { afterEach, describe, expect, it } from '@jest/globals';
import {
  editDraft,
  entriesFor,
  NEW,
  OLD,
  startRenameStory,
  startWithDraft,
  timesAsked,
} from './rename-story.js';
import { merged, NEWS, type Story } from './story.js';

let story: Story;

afterEach(async () => {
  expect(story.github.unexpectedRequests).toEqual([]);
  await story.github.stop();
});

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

  it('while the draft tells of it stands there once, under its new name, and what people did stays done', async () => {
    story = await startWithDraft();
    editDraft(story, (text) =>
      text
        .replace('Change 13', 'My words')
        .replace(/- \[Change 14.*\n/, '')
        .replace(/^(- \[Change 15.*)$/m, '<!-- $1 -->')
        .replace('The crate turns [cogs]', 'It turns every [cog]')
        .replace(/(- \[Change 17.*\n)/, '$1  - A word of [mine](https://github.com/acme/cog/issues/3).\n'),
    );
    story.github.renameRepository(OLD, NEW);
    merged(story, 18, { in: NEW });
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft()).toContain(`### [\`gear\`](https://github.com/acme/gear)

<span class="maintainers">Maintained by [@max](https://github.com/max)</span>

It turns every [cog](https://github.com/acme/cog/wiki).

We merged the following PRs this month:

- [My words](https://github.com/acme/gear/pull/13)
<!-- - [Change 15](https://github.com/acme/gear/pull/15) -->
- [Change 16](https://github.com/acme/gear/pull/16)
- [Change 17](https://github.com/acme/gear/pull/17)
  - A word of [mine](https://github.com/acme/gear/issues/3).
- [Change 18](https://github.com/acme/gear/pull/18)
`);
    expect(entriesFor(story, 13, 14, 15, 16, 17, 18)).toEqual([1, 0, 1, 1, 1, 1]);
    expect(story.draft().match(/^### .*gear|^### .*cog/gm)).toHaveLength(1);
    expect(story.github.commits(NEWS, 'next')[0]?.message).toContain(
      'acme/cog is called acme/gear now. Adds gear 18.',
    );
    await story.restart();
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.github.pullRequests(NEWS)[0]?.body).toMatch(/1 deleted by people, 0 missing/);
  });
});
