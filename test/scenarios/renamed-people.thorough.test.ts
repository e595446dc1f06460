import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type NoteStory, startNoteStory } from './note-story.js';
import { endStory, merged, NEWS, type Story, WIDGET } from './story.js';
import { tell } from './tell.js';

jest.setTimeout(180_000);

const ARCHIVE = 'this-month-bot/rendered';

/** The sentence that thanks people. */
const thanks = (draft: string) => draft.split('\n').find((line) => line.startsWith('Thanks to')) ?? '';
const body = ({ github }: Story) => github.pullRequests(NEWS)[0]?.body ?? '';

/** dora, whom the bot has seen, is called dodo from now on, and somebody else registers the old name. */
function rename({ github }: Story): void {
  github.renameAccount('dora', 'dodo');
  github.addUser({ login: 'dora', databaseId: 4711 });
}

/** The draft with a pull request of each. */
async function withWorkOfBoth(story: Story): Promise<string> {
  merged(story, 11, { author: 'dodo' });
  merged(story, 12, { author: 'dora' });
  await story.sync();
  return story.draft();
}

describe('a person whom the settings name, and who has another name now,', () => {
  it.concurrent('is not thanked, as the settings say; whoever has the old name is', async () => {
    await tell({ config: 'credit:\n  optOut: [Dora]\n' }, async (story) => {
      story.github.addUser({ login: 'dora' });
      merged(story, 10, { author: 'ann' });
      await story.sync();
      expect(story.github.readFile(NEWS, ARCHIVE, 'accounts.txt')).toMatch(/^# .*\ndora \d+ \S+\n$/);
      expect(body(story)).not.toContain('whom the settings name');
      rename(story);
      const draft = await withWorkOfBoth(story);
      expect(thanks(draft)).toContain('[@dora](https://github.com/dora)');
      expect(thanks(draft)).not.toContain('dodo');
      expect(body(story)).toContain('`dora`, whom the settings name, is called `dodo` today.');
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('stays hidden; whoever has the old name is shown', async () => {
    await tell({ config: 'hide:\n  authors: [dora]\n' }, async (story) => {
      story.github.addUser({ login: 'dora' });
      merged(story, 10);
      await story.sync();
      rename(story);
      const draft = await withWorkOfBoth(story);
      expect(draft).toContain('<!-- - [Change 11]');
      expect(draft).toContain('\n- [Change 12]');
    });
  });

  it.concurrent('is still a maintainer, who is not thanked; whoever has the old name is', async () => {
    await tell({ config: 'repositories:\n  widget:\n    maintainers: [dora]\n' }, async (story) => {
      story.github.addUser({ login: 'dora' });
      merged(story, 10);
      await story.sync();
      rename(story);
      const draft = await withWorkOfBoth(story);
      expect(thanks(draft)).toContain('@dora');
      expect(thanks(draft)).not.toContain('@dodo');
    });
  });

  it.concurrent('is nobody once the account is gone, or if it never was; the editors are told', async () => {
    const config = "credit:\n  optOut: [dora, nobody]\nhide:\n  authors: [renovate, 'x[bot]']\n";
    await tell({ config }, async (story) => {
      story.github.addUser({ login: 'dora' });
      merged(story, 10);
      await story.sync();
      expect(body(story)).toContain('There is no account `nobody` any more');
      expect(body(story)).not.toMatch(/`renovate`|`x\[bot\]`|account `dora`/);
      story.github.world.accounts.delete('dora');
      story.github.addUser({ login: 'dora', databaseId: 4711 });
      merged(story, 12, { author: 'dora' });
      await story.sync();
      expect(body(story)).toContain('There is no account `dora` any more');
      expect(thanks(story.draft())).toContain('@dora');
    });
  });

  it.concurrent('counts by the written name while GitHub does not tell', async () => {
    await tell({ config: 'credit:\n  optOut: [dora]\n' }, async (story) => {
      story.github.addUser({ login: 'dora' });
      merged(story, 10);
      merged(story, 11, { author: 'dora' });
      const errors = [{ type: 'SERVICE_UNAVAILABLE', path: ['account0'], message: 'Try again.' }];
      story.github.failGraphql({ operation: 'Accounts', errors, times: 9 });
      await story.sync();
      expect(thanks(story.draft())).not.toContain('@dora');
      expect(body(story)).not.toContain('no account');
      expect(story.github.readFile(NEWS, ARCHIVE, 'accounts.txt') ?? null).toBeNull();
    });
  });
});

describe('who asked never to be thanked, and has another name now,', () => {
  let story: NoteStory;

  beforeEach(async () => {
    story = await startNoteStory();
  });

  afterEach(() => endStory(story));

  it('is not thanked; whoever has the old name is, until they ask for the same', async () => {
    const { github } = story;
    github.addUser({ login: 'dora' });
    merged(story, 13, { author: 'dora' });
    const asked = github.as('dora').comment(WIDGET, 13, '/newsletter uncredit always');
    await story.run();
    expect(github.readFile(NEWS, ARCHIVE, 'opt-outs.txt')).toMatch(/^# .*\ndora \d+ \S+\n$/);
    github.as('dora').deleteComment(WIDGET, asked);
    rename(story);
    merged(story, 11, { author: 'dodo' });
    merged(story, 12, { author: 'dora' });
    await story.run();
    expect(thanks(story.draft())).toContain('@dora');
    expect(thanks(story.draft())).not.toContain('@dodo');
    github.as('dora').comment(WIDGET, 12, '/newsletter uncredit always');
    await story.run();
    expect(thanks(story.draft())).not.toMatch(/@dora|@dodo/);
    expect(github.readFile(NEWS, ARCHIVE, 'opt-outs.txt')?.match(/^dora /gm)).toHaveLength(2);
    expect((await story.run()).outcome).toBe('unchanged');
  });

  it('is known from then on where only the name was stored', async () => {
    const { github } = story;
    github.addUser({ login: 'dora' });
    github.as('phil').editFile(NEWS, ARCHIVE, 'opt-outs.txt', () => '# Us\n@Dora # who asked by mail\n');
    await story.run();
    rename(story);
    merged(story, 11, { author: 'dodo' });
    merged(story, 12, { author: 'dora' });
    await story.run();
    expect(thanks(story.draft())).toContain('@dora');
    expect(thanks(story.draft())).not.toContain('@dodo');
  });
});
