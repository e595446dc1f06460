import { describe, expect, it, jest } from '@jest/globals';
import { readFiles } from '../fake-github/git-store.js';
import { isMergeable as mergesCleanly } from '../fake-github/pull-requests.js';
import { pullRequestOf, repositoryOf } from '../fake-github/world.js';
import { MAY_FILE, merged, NEWS, type Story } from './story.js';
import { forAll, tell } from './tell.js';
import { runWatched } from './watched-run.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const BEGIN = '<!-- newsletter dashboard -->';

/** The newest pull request of the newsletter. */
function draftOf({ github }: Story) {
  const found = github.pullRequests(NEWS).at(-1);
  if (found === undefined) throw new Error('There is no draft.');
  return found;
}

/** A month with one entry, and one of a bot whose section the file leaves out. */
async function begin(story: Story): Promise<void> {
  story.github.addRepository({ nameWithOwner: 'acme/gadget' });
  merged(story, 10);
  merged(story, 12, { in: 'acme/gadget', author: 'dependabot[bot]', title: 'Bump it' });
  await story.sync();
}

describe('the dashboard comes back', () => {
  it.concurrent.each<[string, (body: string) => string, string]>([
    ['emptied the body', () => '', ''],
    ['wrote a body of their own', () => 'Soon.', 'Soon.'],
    ['wrote one on Windows', () => 'Soon.\r\n\r\nReally.', 'Soon.\r\n\r\nReally.'],
    [
      'wrote below it and deleted its end',
      (body) => `${body.split('\n').slice(0, -3).join('\n')}\n\nMine.`,
      'Mine.',
    ],
    ['edited a line in it', (body) => body.replace('0 missing', '0 missing, thanks Ann'), 'thanks Ann'],
    ['deleted half of it', (body) => body.slice(0, body.length / 2), ''],
    ['deleted only the end mark', (body) => body.replace(/\n<!-- end of.*$/, ''), ''],
    ['deleted only the first mark', (body) => body.replace(BEGIN, ''), ''],
    [
      'saved it with other line ends and a word',
      (body) => body.replaceAll('\n', '\r\n').replace('merged', 'merged!'),
      'merged!',
    ],
  ])('after a person %s, and the body does not grow from run to run', async (_, edit, words) => {
    await tell(begin, async (story) => {
      const { number } = draftOf(story);
      story.github.as('phil').editPullRequestBody(NEWS, number, edit);
      expect((await story.sync()).outcome).toBe('updated');
      const { body } = draftOf(story);
      expect(body.split(BEGIN)).toHaveLength(2);
      expect(body.split(BEGIN)[0]).toContain(words);
      expect(body.split(BEGIN)[1]).toContain('`acme/gadget#12`');
      expect((await story.sync()).outcome).toBe('unchanged');
      merged(story, 11);
      expect((await story.sync()).outcome).toBe('updated');
      expect(draftOf(story).body.split(BEGIN)[0]).toBe(body.split(BEGIN)[0]);
      expect(draftOf(story).body).toContain('3 merged');
    });
  });

  it('after each of many edits in a row, with all of their words', async () => {
    const edits: readonly ((body: string, word: string) => string)[] = [
      (body, word) => `${word}\n\n${body}`,
      (body, word) => `${body}\n\n${word}`,
      (body, word) => body.replace('merged', word),
      (body, word) => body.replace(BEGIN, `${BEGIN}\n${word}`),
      (body, word) => body.replace(/\n<!-- end of[^\n]*/, `\n${word}`),
      (body, word) => body.replace('To take part', `${word}\n\nTo take part`).replaceAll('\n', '\r\n'),
      (body, word) => body.replace(BEGIN, word),
    ];
    await tell(begin, async (story) => {
      for (const [index, edit] of [...edits, ...edits].entries()) {
        const { number } = draftOf(story);
        const word = `word${index}.`;
        story.github.as('phil').editPullRequestBody(NEWS, number, (body) => edit(body, word));
        await story.sync();
        const { body } = draftOf(story);
        const written = Array.from({ length: index + 1 }, (_, at) => `word${at}.`);
        expect(written.filter((each) => !body.includes(each))).toEqual([]);
        expect(body.split(BEGIN)).toHaveLength(2);
        expect((await story.sync()).outcome).toBe('unchanged');
      }
      expect(draftOf(story).body.length).toBeLessThan(4000);
    });
  });

  it('on a pull request that a person opened, but not where its body has no room', async () => {
    const bodies = [
      { name: 'none', body: '', comes: true },
      { name: 'short', body: 'Soon.\r\n', comes: true },
      { name: 'longest', body: 'x'.repeat(65_536), comes: false },
    ];
    await forAll(bodies, ({ body, comes }) =>
      tell({}, async (story) => {
        const person = story.github.as('phil');
        person.createBranch(NEWS, 'next', 'main');
        person.editFile(NEWS, 'next', 'notes.md', () => 'A note.\n');
        person.openPullRequest(NEWS, { title: 'May', headRefName: 'next', baseRefName: 'main', body });
        await begin(story);
        expect(draftOf(story).body.includes('`acme/gadget#12`')).toBe(comes);
        expect(draftOf(story).body.startsWith(body.trimEnd())).toBe(true);
        expect((await story.sync()).outcome).toBe('unchanged');
      }),
    );
  });
});

describe('a draft that was closed, of which an editor says `refresh`,', () => {
  const WORDS = 'My words';

  /** A draft with a person's words in its file and its body, closed by that person. */
  async function close(story: Story): Promise<void> {
    story.github.grant(NEWS, 'phil', 'write');
    await begin(story);
    const person = story.github.as('phil');
    const { number } = draftOf(story);
    person.editFile(NEWS, 'next', MAY_FILE, (text) => text.replace('Change 10', WORDS));
    person.editPullRequestBody(NEWS, number, (body) => `Please review.\n\n${body}`);
    await story.sync();
    person.closePullRequest(NEWS, number);
  }

  function refresh(story: Story): void {
    story.setTime('2020-06-04T08:00:00Z');
    story.github.as('phil').comment(NEWS, draftOf(story).number, '/newsletter refresh');
    merged(story, 11);
  }

  /** The draft is open, with all that people wrote, and one more run changes nothing. */
  async function expectWhole(story: Story, count: number): Promise<void> {
    expect(story.draft()).toContain(WORDS);
    expect(story.draft()).toContain('Change 11');
    expect(draftOf(story)).toMatchObject({ state: 'OPEN', headRefName: 'next' });
    expect(draftOf(story).body).toMatch(/Please review\.\n\n<!-- newsletter dashboard -->\n\*\*3 merged/);
    expect(story.github.pullRequests(NEWS)).toHaveLength(count);
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.github.pullRequests(NEWS)).toHaveLength(count);
  }

  it.concurrent('is reopened where its branch is still there', async () => {
    await tell(close, async (story) => {
      refresh(story);
      const { outcome, url } = await story.sync();
      expect([outcome, url]).toEqual(['updated', draftOf(story).url]);
      await expectWhole(story, 1);
    });
  });

  it.concurrent('is reopened though there is nothing new, and stays closed when it is closed again', async () => {
    await tell(close, async (story) => {
      story.setTime('2020-06-04T08:00:00Z');
      story.github.as('phil').comment(NEWS, draftOf(story).number, '/newsletter refresh');
      expect((await story.sync()).outcome).toBe('updated');
      story.setTime('2020-06-05T08:00:00Z');
      story.github.as('phil').closePullRequest(NEWS, draftOf(story).number);
      expect((await story.sync()).outcome).toBe('frozen');
      expect(draftOf(story).state).toBe('CLOSED');
    });
  });

  it.concurrent('is reopened with its last commit where its branch was deleted', async () => {
    await tell(close, async (story) => {
      story.github.as('phil').deleteBranch(NEWS, 'next');
      expect((await story.sync()).outcome).toBe('frozen');
      expect(story.github.branches(NEWS)).not.toContain('next');
      refresh(story);
      const { outcome, url } = await story.sync();
      expect([outcome, url]).toEqual(['updated', draftOf(story).url]);
      await expectWhole(story, 1);
    });
  });

  it.concurrent('goes on in another pull request where GitHub does not reopen it', async () => {
    await tell(close, async (story) => {
      story.github.as('phil').deleteBranch(NEWS, 'next');
      const { number } = draftOf(story);
      refresh(story);
      story.github.failNext({
        status: 422,
        when: ({ method, path }) => method === 'PATCH' && path.endsWith(`/pulls/${number}`),
      });
      const { outcome, url } = await story.sync();
      expect([outcome, url]).toEqual(['created', draftOf(story).url]);
      expect(draftOf(story).body).toContain(`Continues #${number}.\n\nPlease review.`);
      await expectWhole(story, 2);
    });
  });

  it.concurrent.each<[string, (story: Story) => void]>([
    ['from the default branch', () => undefined],
    [
      'and wrote another file',
      (story) => story.github.as('phil').editFile(NEWS, 'next', 'a.md', () => 'A\n'),
    ],
    [
      'and the default branch goes on',
      (story) => story.github.as('phil').editFile(NEWS, 'main', 'b.md', () => 'B\n'),
    ],
    [
      'after the bot had forgotten all',
      (story) => story.github.as('phil').deleteBranch(NEWS, 'this-month-bot/rendered'),
    ],
  ])('is reopened with its last commit where a person made the branch anew %s', async (_, act) => {
    await tell(close, async (story) => {
      story.github.as('phil').deleteBranch(NEWS, 'next');
      story.github.as('phil').createBranch(NEWS, 'next', 'main');
      act(story);
      refresh(story);
      expect((await story.sync()).outcome).toBe('updated');
      await expectWhole(story, 1);
    });
  });

  it.concurrent('waits, and begins no other draft, while GitHub does not let the bot restore the branch', async () => {
    await tell(close, async (story) => {
      story.github.as('phil').deleteBranch(NEWS, 'next');
      refresh(story);
      story.github.failNext({
        status: 422,
        when: ({ method, path }) => method === 'POST' && path.endsWith('/git/refs'),
      });
      await expect(story.sync()).rejects.toThrow('Open #1 and press "Restore branch"');
      expect(story.github.branches(NEWS)).not.toContain('next');
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
      await story.sync();
      await expectWhole(story, 1);
    });
  });

  it.concurrent('waits while what it had cannot be merged into the branch that a person made anew', async () => {
    await tell(close, async (story) => {
      story.github.as('phil').deleteBranch(NEWS, 'next');
      story.github.as('phil').createBranch(NEWS, 'next', 'main');
      refresh(story);
      story.github.failNext({
        status: 409,
        when: ({ method, path }) => method === 'POST' && path.endsWith('/merges'),
      });
      await expect(story.sync()).rejects.toThrow('or delete the branch: the bot then restores it');
      story.github.as('phil').deleteBranch(NEWS, 'next');
      await story.sync();
      await expectWhole(story, 1);
    });
  });

  it.concurrent.each([
    ['restored the branch', '/git/refs'],
    ['reopened the pull request', '/pulls/{pull_number}'],
  ])('is whole after a run that was ended when it had %s', async (_, path) => {
    await tell(close, async (story) => {
      story.github.as('phil').deleteBranch(NEWS, 'next');
      refresh(story);
      const ended = runWatched(story, async ({ name }, go) => {
        const answer = await go();
        if (name.endsWith(path)) throw new Error('ended');
        return answer;
      });
      await expect(ended).rejects.toThrow('ended');
      await story.sync();
      await expectWhole(story, 1);
    });
  });
});

describe('a draft branch that goes on after its edition was merged as one commit', () => {
  const JUNE_FILE = 'content/this-month/2020-06/index.md';

  /** The edition of May is published by a squash, and June has something to tell. */
  async function squash(story: Story): Promise<void> {
    await begin(story);
    const person = story.github.as('phil');
    const { number } = draftOf(story);
    person.readyForReview(NEWS, number);
    person.mergeOpenPullRequest(NEWS, number, { method: 'squash' });
    story.setTime('2020-07-02T08:00:00Z');
    merged(story, 11, { mergedAt: '2020-06-10T12:00:00Z' });
  }

  const correct = ({ github }: Story, branch = 'main', path = MAY_FILE) =>
    github.as('phil').editFile(NEWS, branch, path, (text) => text.replace('Change 10', `Right on ${branch}`));

  const isMergeable = (story: Story) =>
    mergesCleanly(pullRequestOf(repositoryOf(story.github.world, NEWS), draftOf(story).number));

  /** The pull request of June brings its file alone, and can be merged; one more run changes nothing. */
  async function expectJuneAlone(story: Story): Promise<void> {
    expect(draftOf(story)).toMatchObject({ state: 'OPEN', files: [JUNE_FILE] });
    expect(isMergeable(story)).toBe(true);
    expect(story.github.readFile(NEWS, 'next', JUNE_FILE)).toContain('Change 11');
    expect((await story.sync()).outcome).toBe('unchanged');
  }

  it.concurrent('has a correction that was made on the default branch', async () => {
    await tell(squash, async (story) => {
      correct(story);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain('Right on main');
      await expectJuneAlone(story);
    });
  });

  it.concurrent('does not bring an edition back that was moved on the default branch', async () => {
    await tell(squash, async (story) => {
      const text = story.github.readFile(NEWS, 'main', MAY_FILE) ?? '';
      const moved = { [MAY_FILE]: null, 'content/this-month/2020-05.md': `${text}\nMoved.\n` };
      story.github.commitFiles(NEWS, { branch: 'main', files: moved, message: 'Move May' });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.readFile(NEWS, 'next', MAY_FILE)).toBeNull();
      await expectJuneAlone(story);
    });
  });

  it.concurrent('is brought up to date though its pull request is open and in conflict', async () => {
    await tell(squash, async (story) => {
      const person = story.github.as('phil');
      person.editFile(NEWS, 'next', JUNE_FILE, () => story.draft().replaceAll('May', 'June'));
      person.openPullRequest(NEWS, { title: 'June 2020', headRefName: 'next', baseRefName: 'main' });
      correct(story);
      expect(isMergeable(story)).toBe(false);
      expect((await story.sync()).outcome).toBe('updated');
      await expectJuneAlone(story);
    });
  });

  it.concurrent.each([
    ['the published edition', MAY_FILE],
    ['another file', 'about.md'],
  ])('keeps what a person wrote there into %s, though it stays in conflict', async (_, path) => {
    await tell(squash, async (story) => {
      const person = story.github.as('phil');
      person.editFile(NEWS, 'next', path, (text) => `${text}\nMine.\n`);
      person.editFile(NEWS, 'main', path, (text) => `${text}\nTheirs.\n`);
      correct(story);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.readFile(NEWS, 'next', path)).toContain('Mine.');
      expect(story.github.readFile(NEWS, 'next', JUNE_FILE)).toContain('Change 11');
      expect(isMergeable(story)).toBe(false);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('asks once, while the branches stay as they are, whether it can help a conflict', async () => {
    await tell(squash, async (story) => {
      const person = story.github.as('phil');
      for (const branch of ['next', 'main']) person.editFile(NEWS, branch, 'about.md', () => branch);
      const asked = async () => {
        story.github.resetRequests();
        await story.sync();
        return story.github.requests.filter(({ operation }) => operation === 'EditionFiles').length;
      };
      expect([await asked(), await asked(), await asked()]).toEqual([1, 1, 0]);
    });
  });

  it.concurrent('is up to date after a run that was ended in between', async () => {
    await tell(squash, async (story) => {
      correct(story);
      const ended = runWatched(story, async ({ name }, go) => {
        const answer = await go();
        if (name.includes('UpdateEditions')) throw new Error('ended');
        return answer;
      });
      await expect(ended).rejects.toThrow('ended');
      await story.sync();
      await expectJuneAlone(story);
    });
  });
});

describe('an edition whose file a person moved on the draft branch', () => {
  const FOLDER = 'content/this-month';

  /** All files of the draft branch that tell of the first entry. */
  function copiesOf({ github }: Story, branch = 'next'): readonly string[] {
    const { git } = repositoryOf(github.world, NEWS);
    const tree = git.commits.get(git.refs.get(`refs/heads/${branch}`) ?? '')?.tree ?? '';
    const paths = [...readFiles(git, tree).keys()];
    return paths.filter((path) => github.readFile(NEWS, branch, path)?.includes('widget/pull/10)'));
  }

  const read = ({ github }: Story, path: string) => github.readFile(NEWS, 'next', path) ?? '';

  /** A draft from which a person deleted an entry. */
  async function beginWithDeletion(story: Story): Promise<void> {
    merged(story, 13);
    await begin(story);
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/- \[Change 13.*\n/, ''));
  }

  it.concurrent.each<[string, readonly string[], ((text: string) => string)?]>([
    ['to another folder of its kind', [`${FOLDER}/2020-05-may/index.md`]],
    ['to a plain file', [`${FOLDER}/2020-05.md`]],
    ['elsewhere', ['drafts/May.markdown']],
    ['and changed in the same commit', [`${FOLDER}/may.md`], (text) => text.replace('Change 10', 'My words')],
    ['twice', [`${FOLDER}/a.md`, `${FOLDER}/b.md`]],
  ])('%s is kept current there, with what people wrote and deleted', async (_, targets, edit) => {
    await tell(beginWithDeletion, async (story) => {
      const path = targets.at(-1) ?? '';
      for (const [index, to] of targets.entries()) {
        const from = targets[index - 1] ?? MAY_FILE;
        story.github.as('phil').moveFile(NEWS, 'next', [from, to], edit);
      }
      merged(story, 11);
      expect((await story.sync()).outcome).toBe('updated');
      expect(read(story, path)).toContain('Change 11');
      expect(read(story, path)).toContain(edit === undefined ? 'Change 10' : 'My words');
      expect(draftOf(story).body).toContain(`A person moved the file to \`${path}\``);
      expect(draftOf(story).body).toContain(`/edit/next/${path})`);
      expect((await story.sync()).outcome).toBe('unchanged');
      story.github.as('phil').editFile(NEWS, 'next', path, (text) => text.replace(/- \[Change 11.*\n/, ''));
      merged(story, 14);
      expect((await story.sync()).outcome).toBe('updated');
      expect(read(story, path)).toContain('Change 14');
      expect(read(story, path)).not.toMatch(/Change 1[13]/);
      expect(copiesOf(story)).toEqual([path]);
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
    });
  });

  it.concurrent('and whose branch a person renamed too is kept current', async () => {
    await tell(begin, async (story) => {
      const person = story.github.as('phil');
      const path = `${FOLDER}/2020-05-may/index.md`;
      const { number } = draftOf(story);
      person.moveFile(NEWS, 'next', [MAY_FILE, path]);
      person.createBranch(NEWS, 'may', 'next');
      person.openPullRequest(NEWS, {
        title: 'This Month at Acme: May 2020',
        headRefName: 'may',
        baseRefName: 'main',
      });
      person.closePullRequest(NEWS, number);
      person.deleteBranch(NEWS, 'next');
      merged(story, 11);
      await story.sync();
      expect(story.github.readFile(NEWS, 'may', path)).toContain('Change 11');
      expect(copiesOf(story, 'may')).toEqual([path]);
    });
  });

  it.concurrent.each([`${FOLDER}/2020-05-may/index.md`, `${FOLDER}/2020-05.md`, `${FOLDER}/may/index.md`])(
    'to %s is published by its merge: no second draft of the month is begun',
    async (path) => {
      await tell(begin, async (story) => {
        const person = story.github.as('phil');
        person.moveFile(NEWS, 'next', [MAY_FILE, path]);
        await story.sync();
        const { number } = draftOf(story);
        person.readyForReview(NEWS, number);
        person.mergeOpenPullRequest(NEWS, number);
        merged(story, 11, { mergedAt: '2020-06-02T12:00:00Z' });
        expect((await story.sync()).outcome).toBe('created');
        expect(draftOf(story).title).toBe('This Month at Acme: June 2020');
        expect(copiesOf(story)).toEqual([path]);
      });
    },
  );

  it.concurrent('keeps its month while the next one waits', async () => {
    await tell(begin, async (story) => {
      const path = `${FOLDER}/2020-05-may/index.md`;
      story.github.as('phil').moveFile(NEWS, 'next', [MAY_FILE, path]);
      story.setTime('2020-07-02T08:00:00Z');
      merged(story, 11);
      expect((await story.sync()).outcome).toBe('waiting');
      expect(read(story, path)).toContain('Change 11');
      expect(copiesOf(story)).toEqual([path]);
    });
  });

  it.concurrent.each<[string, (story: Story) => void]>([
    ['was deleted', ({ github }) => github.as('phil').deleteFile(NEWS, 'next', MAY_FILE)],
    [
      'was deleted, and made elsewhere by another commit',
      (story) => {
        const text = story.draft();
        story.github.as('phil').deleteFile(NEWS, 'next', MAY_FILE);
        story.github.as('phil').editFile(NEWS, 'next', `${FOLDER}/may.md`, () => text);
      },
    ],
    [
      'was moved and rewritten in one commit',
      ({ github }) => github.as('phil').moveFile(NEWS, 'next', [MAY_FILE, 'may.md'], () => 'All new.\n'),
    ],
    [
      'became the edition of another month',
      ({ github }) =>
        github
          .as('phil')
          .moveFile(NEWS, 'next', [MAY_FILE, `${FOLDER}/2020-09/index.md`], (text) =>
            text.replaceAll('May', 'September'),
          ),
    ],
    [
      'became a text about another month',
      ({ github }) =>
        github
          .as('phil')
          .moveFile(NEWS, 'next', [MAY_FILE, 'autumn.md'], (text) => text.replaceAll('May', 'September')),
    ],
  ])('is not made again where it %s', async (_, act) => {
    await tell(begin, async (story) => {
      act(story);
      const [head] = story.github.commits(NEWS, 'next');
      merged(story, 11);
      expect(['unchanged', 'waiting']).toContain((await story.sync()).outcome);
      expect(story.github.commits(NEWS, 'next')[0]?.oid).toBe(head?.oid);
    });
  });

  it.concurrent('and lost on the way is missed on the draft, until it is back', async () => {
    await tell(begin, async (story) => {
      const person = story.github.as('phil');
      const { number } = draftOf(story);
      const text = story.draft();
      person.editPullRequestBody(NEWS, number, (body) => `Please review.\n\n${body}`);
      person.deleteFile(NEWS, 'next', MAY_FILE);
      person.editFile(NEWS, 'next', `${FOLDER}/may.md`, () => text);
      await story.sync();
      const { body } = draftOf(story);
      expect(body).toMatch(/^Please review\.\n\n<!-- newsletter dashboard -->\n<!-- newsletter notice -->\n/);
      expect(body).toContain('2020-05/index.md is no longer on the branch next');
      story.github.resetRequests();
      expect((await story.sync()).outcome).toBe('unchanged');
      expect(draftOf(story).body).toBe(body);
      expect(story.github.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
      merged(story, 11);
      person.moveFile(NEWS, 'next', [`${FOLDER}/may.md`, MAY_FILE]);
      expect((await story.sync()).outcome).toBe('updated');
      expect(draftOf(story).body).toMatch(/^Please review\.\n\n<!-- newsletter dashboard -->\n\*\*3 merged/);
      expect(story.draft()).toContain('Change 11');
    });
  });
});
