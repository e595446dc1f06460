import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { editionText } from '../newsletter/builders.js';
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
      expect(body(story)).not.toContain('The settings name');
      rename(story);
      const draft = await withWorkOfBoth(story);
      expect(thanks(draft)).toContain('[@dora](https://github.com/dora)');
      expect(thanks(draft)).not.toContain('dodo');
      expect(body(story)).toContain('The settings name `dora`, who is called `dodo` today.');
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
      expect(body(story)).toContain('The settings name `nobody`, an account that no longer exists');
      expect(body(story)).not.toMatch(/`renovate`|`x\[bot\]`|account `dora`/);
      story.github.world.accounts.delete('dora');
      story.github.addUser({ login: 'dora', databaseId: 4711 });
      merged(story, 12, { author: 'dora' });
      await story.sync();
      expect(body(story)).toContain('The settings name `dora`, an account that no longer exists');
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

describe('who does not want to be credited', () => {
  it.each([
    ['always', 'dora', '/newsletter uncredit always'],
    ['in this edition', 'dora', '/newsletter uncredit me'],
    ['as an editor says', 'phil', '/newsletter uncredit @Dora'],
  ])('%s, is not named as a first-time contributor to the editors, either', async (_, login, command) => {
    const story = await startNoteStory();
    try {
      for (const newcomer of ['dora', 'zoe']) story.github.addUser({ login: newcomer });
      merged(story, 11, { author: 'dora' });
      merged(story, 12, { author: 'zoe' });
      await story.run();
      expect(body(story)).toMatch(/First-time contributors: .*`dora`/);
      story.github.as(login).comment(NEWS, story.number, command);
      await story.run();
      expect(body(story)).toContain('First-time contributors: `zoe`\n');
      expect(thanks(story.draft())).not.toContain('@dora');
    } finally {
      await endStory(story);
    }
  });

  it('is told where no account has the name, and nothing is done', async () => {
    const story = await startNoteStory();
    try {
      merged(story, 11, { author: 'bob' });
      story.github.as('phil').comment(NEWS, story.number, '/newsletter uncredit @bbo');
      story.github.as('ann').comment(WIDGET, 10, '/newsletter uncredit @bob @nobodyhere');
      await story.run();
      expect(story.answer()).toContain('There is no account `bbo`.');
      expect(story.answer(10)).toContain('There is no account `nobodyhere`.');
      expect(thanks(story.draft())).toContain('@bob');
      expect((await story.run()).outcome).toBe('unchanged');
    } finally {
      await endStory(story);
    }
  });
});

describe('an organization that a command names', () => {
  const CREDIT = '/newsletter credit @zed for testing';
  const OTHER = '/newsletter credit widget#10 @Acme @bob';

  it.each<[string, (story: NoteStory) => void, string]>([
    ['in a comment', ({ github }) => github.as('ann').comment(WIDGET, 10, CREDIT), 'zed'],
    ['beside a person', ({ github, number }) => github.as('phil').comment(NEWS, number, OTHER), 'acme'],
    [
      'in a description',
      (story) => merged(story, 11, { author: 'ann', body: '```newsletter\ncredit @zed\n```' }),
      'zed',
    ],
    [
      'that the newsletter is about',
      ({ github }) => github.as('maria').comment(WIDGET, 10, '/newsletter credit @ACME'),
      'acme',
    ],
  ])('%s is not credited, nor the others of the command', async (_, ask, login) => {
    const story = await startNoteStory();
    try {
      story.github.addOrganization({ login: 'zed' });
      story.github.addUser({ login: 'bob' });
      ask(story);
      await story.run();
      expect(story.draft()).not.toMatch(/github\.com\/(?:zed|acme|bob)\)/i);
      const said = story.github.pullRequests(WIDGET).map(({ number }) => story.answer(number));
      expect([...said, story.answer()].join('\n')).toContain(
        `\`${login}\` is an organization; only people are credited.`,
      );
      expect((await story.run()).outcome).toBe('unchanged');
    } finally {
      await endStory(story);
    }
  });

  it('is credited where the settings call it a person', async () => {
    const story = await startNoteStory({ config: 'people: [zed]\n' });
    try {
      story.github.addOrganization({ login: 'zed' });
      story.github.as('maria').comment(WIDGET, 10, CREDIT);
      await story.run();
      expect(story.draft()).toContain('[@zed](https://github.com/zed) for testing!');
    } finally {
      await endStory(story);
    }
  });
});

describe('a person whom a command names, and who has another name now,', () => {
  let story: NoteStory;

  beforeEach(async () => {
    story = await startNoteStory();
    story.github.addUser({ login: 'dora' });
  });

  afterEach(() => endStory(story));

  const THANKS = '  - Thanks to [@dora](https://github.com/dora) for testing!';
  const mayCredit = (login = 'dora') =>
    story.github.as('maria').comment(WIDGET, 10, `/newsletter credit @${login} for testing`);
  const lookUps = () => story.github.requests.filter(({ operation }) => operation === 'Accounts').length;

  it('is thanked under the new name, and whoever has the old one is not', async () => {
    mayCredit();
    await story.run();
    expect(story.draft()).toContain(THANKS);
    story.github.renameAccount('dora', 'dodo');
    await story.run();
    expect(story.draft()).toContain(THANKS.replaceAll('dora', 'dodo'));
    expect(story.draft()).not.toContain('dora');
    story.github.addUser({ login: 'dora', databaseId: 4711 });
    expect((await story.run()).outcome).toBe('unchanged');
    expect(story.draft()).not.toContain('dora');
  });

  it('is another one where a later command names who has the old name', async () => {
    mayCredit();
    await story.run();
    rename(story);
    story.github.as('maria').comment(WIDGET, 10, '/newsletter credit @dora for the review');
    await story.run();
    expect(story.draft()).toContain('[@dodo](https://github.com/dodo) for testing!');
    expect(story.draft()).toContain('[@dora](https://github.com/dora) for the review!');
    expect((await story.run()).outcome).toBe('unchanged');
  });

  it('is thanked under the new name by a description, too, and by a suggestion that an editor approved', async () => {
    merged(story, 11, { author: 'carl', body: '```newsletter\ncredit @dora for testing\n```' });
    await story.run();
    const asked = story.github.as('phil');
    asked.editComment(NEWS, story.status(), (text) => text.replaceAll('- [ ]', '- [x]'));
    await story.run();
    expect(story.draft()).toContain(THANKS);
    rename(story);
    story.github.renameAccount('carl', 'karl');
    await story.run();
    expect(story.draft()).toContain(THANKS.replaceAll('dora', 'dodo'));
    expect(thanks(story.draft())).toContain('@karl');
  });

  it('signs a section under the new name, as an editor approved it', async () => {
    story.github.as('dora').comment(NEWS, story.number, '/newsletter section zed/os\nIt boots.');
    await story.run();
    story.github.as('phil').editComment(NEWS, story.status(), (text) => text.replaceAll('- [ ]', '- [x]'));
    await story.run();
    expect(story.draft()).toContain('[@dora](https://github.com/dora)');
    rename(story);
    await story.run();
    expect(story.draft()).toContain('It boots.');
    expect(story.draft()).toContain('[@dodo](https://github.com/dodo)');
    expect(story.draft()).not.toContain('dora');
  });

  it('stays uncredited; whoever has the old name is credited', async () => {
    merged(story, 13, { author: 'dora' });
    story.github.as('phil').comment(NEWS, story.number, '/newsletter uncredit @Dora');
    await story.run();
    rename(story);
    const draft = await withWorkOfBoth(story);
    expect(thanks(draft)).toContain('@dora');
    expect(thanks(draft)).not.toContain('@dodo');
  });

  it('may still ask not to be credited by the old name', async () => {
    merged(story, 13, { author: 'dora' });
    story.github.as('dora').comment(WIDGET, 13, '/newsletter uncredit @dora');
    await story.run();
    rename(story);
    await story.run();
    expect(thanks(story.draft())).not.toMatch(/@dora|@dodo/);
  });

  it('has the spelling that GitHub has, whatever the command says', async () => {
    mayCredit('DORA');
    await story.run();
    expect(story.draft()).toContain(THANKS);
    rename(story);
    await story.run();
    expect(story.draft()).toContain(THANKS.replaceAll('dora', 'dodo'));
  });

  it('is nobody once the account is gone; the others of the command stay', async () => {
    mayCredit();
    story.github.as('maria').comment(WIDGET, 10, '/newsletter credit @dora @eve for help');
    await story.run();
    story.github.world.accounts.delete('dora');
    story.github.addUser({ login: 'dora', databaseId: 4711 });
    await story.run();
    expect(story.draft()).not.toContain('dora');
    expect(story.draft()).toContain('Thanks to [@eve](https://github.com/eve) for help!');
    expect(story.answer(10)).toContain('`dora` is no longer the account that had this name.');
  });

  it('is nobody where there was no account of that name when the command was written', async () => {
    mayCredit();
    story.github.renameAccount('dora', 'dodo');
    await story.run();
    expect(story.draft()).not.toMatch(/dora|dodo/);
    expect(story.answer(10)).toContain('There is no account `dora`.');
    story.github.addUser({ login: 'dora', databaseId: 4711 });
    Object.assign(story.github.world.accounts.get('dora') ?? {}, { createdAt: '2030-01-01T00:00:00Z' });
    await story.run();
    expect(story.draft()).not.toContain('dora');
  });

  it('counts as written while GitHub does not tell', async () => {
    mayCredit();
    const errors = [{ type: 'SERVICE_UNAVAILABLE', path: ['account0'], message: 'Try again.' }];
    story.github.failGraphql({ operation: 'Accounts', errors, times: 9 });
    await story.run();
    expect(story.draft()).toContain(THANKS);
  });

  it('is remembered only where the command counts, and looked up only where one names somebody', async () => {
    story.github.as('ann').comment(WIDGET, 10, '/newsletter note Faster.');
    await story.run();
    expect(lookUps()).toBe(0);
    story.github.as('eve').comment(WIDGET, 10, '/newsletter credit @dora for nothing');
    await story.run();
    expect(story.github.readFile(NEWS, ARCHIVE, 'accounts.txt') ?? null).toBeNull();
    const before = lookUps();
    mayCredit();
    await story.run();
    expect(lookUps()).toBe(before + 1);
    expect(story.github.readFile(NEWS, ARCHIVE, 'accounts.txt')).toMatch(/^# .*\ndora \d+ \S+ \S+\n$/);
  });
});

it('goes on to be known from earlier editions, so that a newcomer may go on naming them', async () => {
  const widget =
    '### [`widget`](https://github.com/acme/widget)\n\n- [Older](https://github.com/acme/widget/pull/1)';
  const april = editionText(
    '2020-04',
    `${widget}\n\nThanks to [@bea](https://github.com/bea) for their contribution!`,
  );
  const story = await startNoteStory({ editions: { 'content/this-month/2020-04/index.md': april } });
  try {
    story.github.addUser({ login: 'bea' });
    merged(story, 11, { author: 'carl', body: '```newsletter\ncredit @bea for testing\n```' });
    await story.run();
    expect(story.draft()).toContain('[@bea](https://github.com/bea) for testing!');
    story.github.renameAccount('bea', 'bee');
    await story.run();
    expect(story.draft()).toContain('[@bee](https://github.com/bee) for testing!');
  } finally {
    await endStory(story);
  }
});
