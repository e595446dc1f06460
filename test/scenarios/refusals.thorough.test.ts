import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { IncomingRequest } from '../fake-github/failures.js';
import { findRepository } from '../fake-github/world.js';
import { BOT, ENTRY, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { endStory, MAY_FILE, merged, NEWS, type Story, WIDGET } from './story.js';
import { tell } from './tell.js';
import { excessOf, syncer } from './token-story.js';

// Stories of many runs take their time on a busy machine.
jest.setTimeout(180_000);

const ARCHIVE = 'this-month-bot/rendered';

function draftIn({ github }: Pick<Story, 'github'>) {
  const found = github.pullRequests(NEWS).find(({ headRefName }) => headRefName === 'next');
  if (found === undefined) throw new Error('There is no draft.');
  return found;
}

function sentencesWith(said: readonly string[], part: string): readonly string[] {
  return said.filter((sentence) => sentence.includes(part));
}

describe('a repository that takes no draft pull requests', () => {
  const begin = (story: Story) => {
    const repository = findRepository(story.github.world, NEWS);
    if (repository === undefined) throw new Error('There is no newsletter.');
    Object.assign(repository, { isPrivate: true, takesDrafts: false });
    story.github.grant(NEWS, 'phil', 'write');
    merged(story, 10);
  };

  it('gets one that is ready, which is said once and sets no date', async () => {
    await tell(begin, async (story) => {
      const sync = syncer(story);
      const first = await sync();
      expect(first.outcome).toBe('created');
      expect(sentencesWith(first.said, 'takes no draft pull requests')).toHaveLength(1);
      const { isDraft, body } = draftIn(story);
      expect(isDraft).toBe(false);
      expect(body).toContain('> This repository takes no draft pull requests');
      const dateless = story.draft();

      merged(story, 11);
      story.github.resetRequests();
      const second = await sync();
      expect(second.outcome).toBe('updated');
      expect(sentencesWith(second.said, 'takes no draft pull requests')).toEqual([]);
      expect(story.github.requests.filter(({ path }) => path.endsWith('/pulls'))).toEqual([]);
      expect(draftIn(story).body.split('takes no draft pull requests')).toHaveLength(2);
      expect(/^date = .*/m.exec(story.draft())?.[0]).toBe(/^date = .*/m.exec(dateless)?.[0]);
    });
  });

  it.each([
    ['/newsletter publish', '2020-06-03'],
    ['/newsletter date 2020-06-09', '2020-06-09'],
  ])('has its date by the comment %s', async (command, day) => {
    await tell(begin, async (story) => {
      const sync = syncer(story);
      await sync();
      expect(story.draft()).not.toContain(`date = ${day}`);
      const { number } = draftIn(story);
      const comment = story.github.as('phil').comment(NEWS, number, command);
      await sync();
      expect(story.draft()).toContain(`date = ${day}`);
      expect(story.github.reactions(NEWS, comment)).toEqual([`${BOT} ROCKET`]);
    });
  });

  it('is not asked twice where GitHub refuses for another reason', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      const body = { message: 'Validation Failed', errors: [{ message: 'The title is too long.' }] };
      const when = ({ method, path }: { readonly method: string; readonly path: string }) =>
        method === 'POST' && path.endsWith('/pulls');
      story.github.failNext({ status: 422, times: 100, body, when });
      await expect(syncer(story)()).rejects.toThrow('Validation Failed');
      expect(story.github.pullRequests(NEWS)).toEqual([]);
    });
  });
});

describe('workflow files that changed on the default branch', () => {
  const SENTENCE = 'GitHub does not let the bot merge `main` into `next`';
  const WORKFLOW = '.github/workflows/build.yml';

  function begin(story: Story): void {
    const phil = story.github.as('phil');
    phil.createBranch(NEWS, 'next', 'main');
    phil.editFile(NEWS, 'next', 'ideas.md', () => 'An idea.\n');
    phil.editFile(NEWS, 'main', WORKFLOW, () => 'on: push\n');
    merged(story, 10);
  }

  it('keep an App from merging it, where GitHub is that strict; it is said on the draft, which goes on', async () => {
    await tell({}, async (story) => {
      story.github.world.refusesKnownWorkflows = true;
      begin(story);
      const sync = syncer(story);
      const { outcome, said } = await sync();
      expect(outcome).toBe('created');
      expect(story.draft()).toContain('Change 10');
      expect(story.github.readFile(NEWS, 'next', WORKFLOW)).toBeNull();
      expect(sentencesWith(said, SENTENCE)).toHaveLength(1);
      expect(draftIn(story).body).toContain(`> ${SENTENCE}`);
      const again = await sync();
      expect(again.outcome).toBe('unchanged');
      expect(sentencesWith(again.said, SENTENCE)).toEqual([]);
    });
  });

  it('are merged by an App, where GitHub lets through what is on another branch', async () => {
    await tell({}, async (story) => {
      begin(story);
      const { outcome, said } = await syncer(story)();
      expect(outcome).toBe('created');
      expect(story.github.readFile(NEWS, 'next', WORKFLOW)).toBe('on: push\n');
      expect(sentencesWith(said, SENTENCE)).toEqual([]);
      expect(draftIn(story).body).not.toContain(SENTENCE);
    });
  });

  it('are merged by a token that may change them', async () => {
    await tell({}, async (story) => {
      story.github.world.refusesKnownWorkflows = true;
      begin(story);
      await story.sync();
      expect(story.github.readFile(NEWS, 'next', WORKFLOW)).toBe('on: push\n');
      expect(draftIn(story).body).not.toContain('does not let the bot merge');
    });
  });
});

describe('with a draft', () => {
  let story: NoteStory;

  beforeEach(async () => {
    story = await startNoteStory();
  });

  afterEach(() => endNoteStory(story));

  it('the commits of the bot’s own branch start no workflow', async () => {
    const { github } = story;
    github.as('ann').comment(WIDGET, 10, '/newsletter uncredit always');
    merged(story, 11, { author: 'bob' });
    await story.run();
    const [initial, ...own] = [...github.commits(NEWS, ARCHIVE)].reverse();
    expect(initial?.message).toBe('Initial commit');
    expect(own.length).toBeGreaterThan(2);
    for (const { message } of own) expect(message.split('\n')[0]).toMatch(/ \[skip ci\]$/);
    expect(github.readFile(NEWS, ARCHIVE, 'opt-outs.txt')).toContain('ann');
    expect(github.readFile(NEWS, ARCHIVE, MAY_FILE)).toContain('Change 11');
    for (const { message } of github.commits(NEWS, 'next')) expect(message).not.toContain('[skip ci]');
  });

  it('a locked conversation is read but not answered, and the body says so while it lasts', async () => {
    const { github, number } = story;
    const phil = github.as('phil');
    phil.lock(NEWS, number);
    const wrong = phil.comment(NEWS, number, '/newsletter frobnicate');
    phil.comment(NEWS, number, '/newsletter date 2020-06-09');
    github.as('eve').comment(WIDGET, 10, '/newsletter note Mine.');
    for (const _ of [1, 2]) {
      github.resetRequests();
      const { said } = await story.run();
      expect(sentencesWith(said, 'is locked')).toHaveLength(1);
      expect(sentencesWith(said, 'left out')).toEqual([]);
      const refused = github.requests.filter(({ status }) => status >= 400);
      expect(refused).toEqual([]);
    }
    expect(story.draft()).toContain('date = 2020-06-09');
    expect(github.reactions(NEWS, wrong)).toEqual([]);
    expect(github.comments(NEWS, number).filter(({ author }) => author === BOT)).toEqual([]);
    expect(draftIn(story).body).toContain('This conversation is locked');

    phil.unlock(NEWS, number);
    await story.run();
    expect(github.reactions(NEWS, wrong)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer()).toContain('/newsletter frobnicate');
    expect(story.answer()).toContain('- [ ] eve suggests `note`');
    expect(draftIn(story).body).not.toContain('is locked');
  });

  it('a frozen draft that is locked is left alone altogether', async () => {
    const { github, number } = story;
    const phil = github.as('phil');
    phil.comment(NEWS, number, '/newsletter freeze');
    phil.lock(NEWS, number);
    github.resetRequests();
    expect((await story.run()).outcome).toBe('frozen');
    expect(github.requests.filter(({ operation }) => operation === 'Reactions')).toEqual([]);
  });

  it('the tick of a version that was deleted from the history counts for nobody', async () => {
    const { github } = story;
    github.as('eve').comment(WIDGET, 10, '/newsletter note Mine.');
    await story.run();
    github.as('maria').tick(NEWS, story.status(), 'eve');
    github.as('phil').editComment(NEWS, story.status(), (body) => `${body}\n\nMore of this!`);
    github.as('maria').deleteOwnVersion(NEWS, story.status());
    await story.run();
    expect(story.draft()).not.toContain('Mine.');
    expect(story.answer()).toContain('- [ ] eve suggests `note`');

    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Mine.`);
  });
});

const ANSWERS = ['Reactions', 'AddComment', 'UpdateComment', 'DeleteComment'];
const WRITE_LESS = 'GitHub asks the bot to write less. The next runs answer everyone who has no answer yet.';

const LIMIT = {
  status: 403,
  headers: { 'retry-after': '60' },
  body: {
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  },
} as const;

function isAnswer({ operation }: { readonly operation?: string }): boolean {
  return ANSWERS.includes(operation ?? '');
}

describe('a secondary rate limit while people are answered', () => {
  /** Four people ask on two pull requests and the draft. */
  async function askAll(story: NoteStory): Promise<void> {
    const { github } = story;
    merged(story, 11);
    github.as('ann').comment(WIDGET, 10, '/newsletter note Levers.');
    github.as('eve').comment(WIDGET, 11, '/newsletter note Mine.');
    github.as('bob').comment(WIDGET, 11, '/newsletter frobnicate');
    github.as('phil').comment(NEWS, story.number, '/newsletter date 2020-06-09');
    github.as('phil').comment(NEWS, story.number, '/newsletter nonsense');
  }

  /** All that people see. */
  function seen({ github, number, draft }: NoteStory) {
    const on = (repository: string, of: number) =>
      github.comments(repository, of).map(({ author, body, databaseId }) => ({
        author,
        body,
        reactions: author === BOT ? [] : github.reactions(repository, databaseId),
      }));
    return { draft: draft(), places: [on(NEWS, number), on(WIDGET, 10), on(WIDGET, 11)] };
  }

  it('ends the answers of the run, is said in one sentence, and loses nothing', async () => {
    const untroubled = await startNoteStory();
    await askAll(untroubled);
    untroubled.github.resetRequests();
    await untroubled.run();
    const count = untroubled.github.requests.filter(isAnswer).length;
    const expected = seen(untroubled);
    await endNoteStory(untroubled);
    expect(count).toBe(6);

    for (let before = 0; before < count; before += 1) {
      const story = await startNoteStory();
      await askAll(story);
      let left = before;
      const when = (request: IncomingRequest) => {
        if (!isAnswer(request)) return false;
        left -= 1;
        return left < 0;
      };
      story.github.failNext({ ...LIMIT, times: 100, when });
      story.github.resetRequests();
      const troubled = await story.run();
      expect(troubled.outcome).toBe('updated');
      expect(troubled.said.filter((sentence) => sentence === WRITE_LESS)).toHaveLength(1);
      expect(sentencesWith(troubled.said, 'left out')).toEqual([]);
      expect(story.github.requests.filter(isAnswer)).toHaveLength(before + 1);
      left = Number.POSITIVE_INFINITY;
      const { said } = await story.run();
      expect(said).not.toContain(WRITE_LESS);
      expect(seen(story)).toEqual(expected);
      await endNoteStory(story);
    }
  });

  it('is said where the draft is left alone, too', async () => {
    const story = await startNoteStory();
    const frozen = story.github.as('phil').comment(NEWS, story.number, '/newsletter freeze');
    story.github.failNext({ ...LIMIT, when: ({ operation }) => operation === 'Reactions' });
    const { outcome, said } = await story.run();
    expect([outcome, said.includes(WRITE_LESS)]).toEqual(['frozen', true]);
    await story.run();
    expect(story.github.reactions(NEWS, frozen)).toEqual([`${BOT} ROCKET`]);
    await endNoteStory(story);
  });
});

describe('a hundred comments at once', () => {
  it('are answered sixty a run, oldest first, wherever they stand', async () => {
    const story = await startNoteStory();
    const { github } = story;
    for (const number of [11, 12, 13]) merged(story, number);
    const comments = Array.from({ length: 100 }, (_, index) => {
      const minute = String(Math.floor(index / 2)).padStart(2, '0');
      story.setTime(`2020-06-03T10:${minute}:${index % 2 === 0 ? '00' : '30'}Z`);
      return github.as('bob').comment(WIDGET, 10 + (index % 4), `/newsletter frobnicate ${index}`);
    });
    story.setTime('2020-06-03T12:00:00Z');
    const answered = () => comments.map((id) => github.reactions(WIDGET, id).length);
    const texts = () => [10, 11, 12, 13].filter((number) => story.answer(number) !== '');

    const first = await story.run();
    expect(texts()).toHaveLength(4);
    expect(answered()).toEqual([...Array(56).fill(1), ...Array(44).fill(0)]);
    const sentence = 'This run writes 60 of 104 comments and reactions';
    expect(sentencesWith(first.said, sentence)).toHaveLength(1);

    const second = await story.run();
    expect(answered()).toEqual(Array(100).fill(1));
    expect(sentencesWith(second.said, 'comments and reactions')).toEqual([]);
    github.resetRequests();
    await story.run();
    expect(github.requests.filter(isAnswer)).toEqual([]);
    await endNoteStory(story);
  });
});

describe.each(['list', 'text'] as const)('an edit history whose %s is hidden', (as) => {
  const READ_TWICE = ['CommentEdits', 'BodyVersions'];

  async function inStory(act: (story: NoteStory) => Promise<void>): Promise<void> {
    const story = await startNoteStory();
    await act(story);
    await endStory(story);
    const others = story.github.requests.filter(({ operation }) => !READ_TWICE.includes(operation ?? ''));
    expect(excessOf(others)).toEqual([]);
  }

  /** Lets phil write into the description when the bot sends that request for the first time. */
  function editAt({ github, number }: NoteStory, operation: string): void {
    let isDone = false;
    github.failNext({
      when(request) {
        const isHere = !isDone && (request.operation ?? `${request.method} pull`) === operation;
        if (isHere)
          github.as('phil').editPullRequestBody(NEWS, number, (body) => `Please review.\n\n${body}`);
        isDone ||= isHere;
        return false;
      },
    });
  }

  it('from readers is read with the token that writes', async () => {
    await inStory(async (story) => {
      const { github } = story;
      github.hideHistory({ from: 'readers', as });
      github.as('eve').comment(WIDGET, 10, '/newsletter note Mine.');
      await story.run();
      github.as('phil').tick(NEWS, story.status(), 'eve');
      merged(story, 11);
      editAt(story, 'CommitDraft');
      const { said } = await story.run();
      expect(story.draft()).toContain(`${ENTRY}\n  - Mine.`);
      expect(sentencesWith(said, 'edit history')).toEqual([]);
      expect(draftIn(story).body).toMatch(/^Please review\.\n\n/);
      expect(draftIn(story).body).toContain('2 merged');
    });
  });

  it('from everybody lets no tick count, which the comment says once and the log', async () => {
    await inStory(async (story) => {
      const { github } = story;
      github.hideHistory({ from: 'everybody', as });
      github.as('eve').comment(WIDGET, 10, '/newsletter note Mine.');
      await story.run();
      github.as('phil').tick(NEWS, story.status(), 'eve');
      const { said } = await story.run();
      expect(story.draft()).not.toContain('Mine.');
      expect(sentencesWith(said, 'Ticks on the draft do not count')).toHaveLength(1);
      expect(story.answer()).toContain('Ticks do not count here');
      expect(story.answer()).toContain('- [ ] eve suggests `note`');

      github.resetRequests();
      await story.run();
      expect(github.requests.filter(isAnswer)).toEqual([]);

      github.as('phil').comment(WIDGET, 10, '/newsletter note Mine.');
      await story.run();
      expect(story.draft()).toContain(`${ENTRY}\n  - Mine.`);

      github.hideHistory(null);
      github.as('eve').comment(WIDGET, 10, '/newsletter title Better');
      await story.run();
      expect(story.answer()).not.toContain('Ticks do not count here');
    });
  });

  it('from everybody costs no words of people: a body that changed meanwhile is read again', async () => {
    await inStory(async (story) => {
      const { github } = story;
      github.hideHistory({ from: 'everybody', as });
      for (const number of [11, 12]) {
        merged(story, number);
        editAt(story, 'CommitDraft');
        const { said } = await story.run();
        expect(
          sentencesWith(said, 'GitHub does not show the bot the edit history of acme/news#'),
        ).toHaveLength(1);
      }
      expect(draftIn(story).body).toMatch(/^Please review\.\n\nPlease review\.\n\n/);
      expect(draftIn(story).body).toContain('3 merged');
    });
  });
});
