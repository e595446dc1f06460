import { describe, expect, it, jest } from '@jest/globals';
import { ARCHIVE_BRANCH } from '../../src/github/draft/archive.js';
import { blobOid } from '../../src/newsletter/draft/draft.js';
import { pullRequestOf, repositoryOf } from '../fake-github/world.js';
import { deathsAmong, runUntil } from './death.js';
import { MAY_FILE, merged, NEWS, type Story } from './story.js';
import { forAll, tell } from './tell.js';
import { syncer } from './token-story.js';
import { beforeWrite, runWatched, writesOf } from './watched-run.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const TRAILER = 'Newsletter-Rendered';

async function begin(story: Story): Promise<void> {
  merged(story, 10);
  merged(story, 11);
  await story.sync();
}

/** A stranger opens and closes so many pull requests from a fork's branch. */
function flood({ github }: Story, headRefName: string, count: number, title = 'News: May 2020'): void {
  const eve = github.as('eve');
  for (let index = 0; index < count; index += 1) {
    const input = { title, headRefName, baseRefName: 'main' };
    const number = eve.openPullRequestFromFork(NEWS, input, { 'a.txt': `${index}` });
    eve.closePullRequest(NEWS, number);
  }
}

/** Gives an open pull request's branch another name, which GitHub's documentation leaves open for pull requests. */
function renameBranch({ github }: Story, number: number, [from, to]: readonly [string, string]): void {
  const { git } = repositoryOf(github.world, NEWS);
  const head = git.refs.get(`refs/heads/${from}`) ?? '';
  git.refs.delete(`refs/heads/${from}`);
  git.refs.set(`refs/heads/${to}`, head);
  Object.assign(pullRequestOf(repositoryOf(github.world, NEWS), number), { headRefName: to });
}

describe('strangers’ pull requests from a fork’s branch of the same name', () => {
  const FLOODS = [
    { name: 'three', count: 3 },
    { name: 'ten', count: 10 },
    { name: 'thirty', count: 30 },
  ];

  it('do not hide the draft that an editor froze', async () => {
    await forAll(FLOODS, ({ count }) =>
      tell(begin, async (story) => {
        story.github.grant(NEWS, 'phil', 'write');
        story.github.as('phil').labelPullRequest(NEWS, 1, 'newsletter: freeze');
        const before = story.draft();
        flood(story, 'next', count);
        merged(story, 12);
        expect((await story.sync()).outcome).toBe('frozen');
        expect(story.draft()).toBe(before);
      }),
    );
  });

  it('do not hide the draft that is open, nor the one that a person closed', async () => {
    await forAll(FLOODS, ({ count }) =>
      tell(begin, async (story) => {
        flood(story, 'next', count);
        merged(story, 12);
        expect((await story.sync()).outcome).toBe('updated');
        expect(story.draft()).toContain('Change 12');
        story.github.as('phil').closePullRequest(NEWS, 1);
        merged(story, 13);
        expect((await story.sync()).outcome).toBe('frozen');
        expect(story.draft()).not.toContain('Change 13');
        const own = story.github.pullRequests(NEWS).filter(({ author }) => author !== 'eve');
        expect(own.map(({ state }) => state)).toEqual(['CLOSED']);
      }),
    );
  });

  it('do not hide the draft whose branch a person renamed', async () => {
    await tell(begin, async (story) => {
      renameBranch(story, 1, ['next', 'may']);
      const eve = story.github.as('eve');
      for (let index = 0; index < 12; index += 1) {
        const input = { title: 'News: May 2020', headRefName: `may-${index}`, baseRefName: 'main' };
        eve.openPullRequestFromFork(NEWS, input, { 'a.txt': `${index}` });
      }
      merged(story, 12);
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft('may')).toContain('Change 12');
      expect(story.github.branches(NEWS)).not.toContain('next');
    });
  });

  it('do not hide what was said on earlier drafts', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await story.sync();
      story.github.grant(NEWS, 'phil', 'write');
      story.github.as('phil').comment(NEWS, 1, '/newsletter edition acme/widget#10 2020-06');
      await story.sync();
      merged(story, 12);
      await story.sync();
      const phil = story.github.as('phil');
      phil.readyForReview(NEWS, 1);
      phil.mergeOpenPullRequest(NEWS, 1);
      flood(story, 'next', 12);
      story.setTime('2020-07-03T08:00:00Z');
      await story.sync();
      expect(story.github.readFile(NEWS, 'next', MAY_FILE.replace('05', '06'))).toContain('Change 10');
    });
  });
});

describe('a draft whose conversation is locked', () => {
  it('is answered all the same where the bot runs as a person who may write', async () => {
    await tell(begin, async (story) => {
      story.github.grant(NEWS, 'phil', 'write');
      story.github.as('phil').lock(NEWS, 1);
      const id = story.github.as('phil').comment(NEWS, 1, '/newsletter frobnicate');
      await story.sync();
      expect(story.github.reactions(NEWS, id)).toEqual(['this-month-bot-tester CONFUSED']);
    });
  });
});

describe('a trailer that others wrote', () => {
  /** Commits the draft as it is, with a line more, in the name of the author, with the bot's trailer. */
  function forge({ github }: Story, offered: string, author: string, isSigned: boolean): void {
    const text = `${github.readFile(NEWS, 'next', MAY_FILE)}\n`;
    const message = `Polish\n\n${TRAILER}: ${blobOid(offered)}`;
    github.commitFiles(NEWS, { branch: 'next', files: { [MAY_FILE]: text }, message, author, isSigned });
  }

  const FORGERIES = [
    { name: 'signed by GitHub, as in the browser', author: 'eve', isSigned: true },
    { name: 'in the name of the bot', author: 'this-month-bot-tester', isSigned: false },
  ];

  it('does not make an entry count as deleted that came later', async () => {
    await forAll(FORGERIES, ({ author, isSigned }) =>
      tell(begin, async (story) => {
        const { github } = story;
        const offered = `${story.draft().trimEnd()}\n- [Change 12](https://github.com/acme/widget/pull/12)\n`;
        github.commitFiles(NEWS, {
          branch: ARCHIVE_BRANCH,
          files: { [MAY_FILE]: offered },
          message: 'Render',
          author: 'eve',
          isSigned: true,
        });
        forge(story, offered, author, isSigned);
        merged(story, 12);
        expect((await story.sync()).outcome).toBe('updated');
        expect(story.draft()).toContain('Change 12');
        expect((await story.sync()).outcome).toBe('unchanged');
      }),
    );
  });

  it('does not count on the bot’s own branch, where it names a commit of the draft', async () => {
    await tell(begin, async (story) => {
      const { github } = story;
      const head = repositoryOf(github.world, NEWS).git.refs.get('refs/heads/next');
      const offered = `${story.draft().trimEnd()}\n- [Change 12](https://github.com/acme/widget/pull/12)\n`;
      github.commitFiles(NEWS, {
        branch: ARCHIVE_BRANCH,
        files: { [MAY_FILE]: offered },
        message: `Render\n\nNewsletter-Draft: ${head}`,
        author: 'eve',
        isSigned: true,
      });
      merged(story, 12);
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft()).toContain('Change 12');
    });
  });

  it('leaves people’s edits alone all the same', async () => {
    await tell(begin, async (story) => {
      story.github
        .as('phil')
        .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace('Change 10', 'Ten, as a person says'));
      forge(story, story.draft(), 'eve', true);
      merged(story, 12);
      await story.sync();
      expect(story.draft()).toContain('Ten, as a person says');
      expect(story.draft()).toContain('Change 12');
    });
  });
});

describe('the bot’s own commits', () => {
  it.each([true, false])(
    'are known again where an App’s bot is a user of GraphQL: %s',
    async (botsAreUsers) => {
      await tell({}, async (story) => {
        story.github.world.botsAreUsers = botsAreUsers;
        const sync = syncer(story);
        merged(story, 10);
        merged(story, 11);
        await sync();
        story.github
          .as('phil')
          .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/.*Change 10.*\n/, ''));
        merged(story, 12);
        expect((await sync()).outcome).toBe('updated');
        expect(story.draft()).not.toContain('Change 10');
        expect(story.draft()).toContain('Change 12');
        expect((await sync()).outcome).toBe('unchanged');
      });
    },
  );

  it('of other credentials count as people’s: nothing is lost, and the next ones are known again', async () => {
    await tell(begin, async (story) => {
      const sync = syncer(story);
      expect((await sync()).outcome).toBe('unchanged');
      expect((await sync()).outcome).toBe('unchanged');
      merged(story, 12);
      expect((await sync()).outcome).toBe('updated');
      expect(story.draft()).toMatch(/Change 10.*Change 11.*Change 12/s);
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/.*Change 12.*\n/, ''));
      merged(story, 13);
      expect((await sync()).outcome).toBe('updated');
      expect(story.draft()).not.toContain('Change 12');
      expect(story.draft()).toContain('Change 13');
    });
  });

  it('take the place of the same text from other credentials, also when the run is killed in between', async () => {
    const otherCredentials = async (story: Story) => {
      merged(story, 10);
      story.github.grant(NEWS, 'robot', 'write');
      await syncer(story, story.github.createToken('robot'))();
    };
    const writes = await tell(otherCredentials, (story) => writesOf(story));
    expect(writes).toEqual(['StoreRendered', 'StoreRendered']);
    const deaths = deathsAmong(writes.length).map((death) => ({
      ...death,
      name: `${death.moment} ${death.write}`,
    }));
    await forAll(deaths, (death) =>
      tell(otherCredentials, async (story) => {
        const before = story.draft();
        await runUntil(story, death);
        await story.restart();
        await story.sync();
        expect(story.draft()).toBe(before);
        expect(story.github.readFile(NEWS, ARCHIVE_BRANCH, MAY_FILE)).toBe(before);
        expect(await writesOf(story)).toEqual([]);
        story.github
          .as('phil')
          .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/.*Change 10.*\n/, ''));
        merged(story, 12);
        await story.sync();
        expect(story.draft()).not.toContain('Change 10');
        expect(story.draft()).toContain('Change 12');
      }),
    );
  });
});

describe('a pull request that names the month', () => {
  const title = 'Announce May 2020 on the page';

  it('is not the draft after an editor closed that', async () => {
    await tell(begin, async (story) => {
      const phil = story.github.as('phil');
      phil.closePullRequest(NEWS, 1);
      phil.createBranch(NEWS, 'fix-link', 'main');
      phil.editFile(NEWS, 'fix-link', 'config.toml', (text) => `${text}# May\n`);
      phil.openPullRequest(NEWS, { title, headRefName: 'fix-link', baseRefName: 'main', body: 'Mine.' });
      merged(story, 12);
      expect((await story.sync()).outcome).toBe('frozen');
      expect(story.github.pullRequests(NEWS).at(-1)?.body).toBe('Mine.');
      expect(story.github.readFile(NEWS, 'fix-link', MAY_FILE)).toBeNull();
    });
  });

  it('is not the draft before there is one, also with an edition of its own', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      const phil = story.github.as('phil');
      phil.createBranch(NEWS, 'mine', 'main');
      phil.editFile(NEWS, 'mine', MAY_FILE, () => '+++\ntitle = "Mine"\n+++\n\nWords.\n');
      phil.openPullRequest(NEWS, { title, headRefName: 'mine', baseRefName: 'main', body: 'Mine.' });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.github.readFile(NEWS, 'mine', MAY_FILE)).not.toContain('Change 10');
      expect(story.draft()).toContain('Change 10');
    });
  });

  it('is not the draft where it is to be merged into the draft’s branch', async () => {
    await tell(begin, async (story) => {
      const phil = story.github.as('phil');
      phil.createBranch(NEWS, 'fix-link', 'next');
      phil.editFile(NEWS, 'fix-link', MAY_FILE, (text) => `${text}\nLink.\n`);
      phil.openPullRequest(NEWS, { title, headRefName: 'fix-link', baseRefName: 'next' });
      phil.closePullRequest(NEWS, 1);
      merged(story, 12);
      expect((await story.sync()).outcome).toBe('frozen');
      expect(story.github.readFile(NEWS, 'fix-link', MAY_FILE)).not.toContain('Change 12');
    });
  });
});

describe('a repository that became private', () => {
  const SECRET = 'acme/gadget';

  /** A draft with two sections; a person rewords, hides and moves entries of the one that becomes private. */
  async function told(story: Story): Promise<void> {
    story.github.addRepository({
      nameWithOwner: SECRET,
      files: { 'Cargo.toml': '[package]\nname = "gadget"\n' },
    });
    for (const place of [SECRET, NEWS]) story.github.grant(place, 'this-month-bot-tester', 'write');
    for (const number of [10, 11]) merged(story, number);
    for (const number of [21, 22, 23, 24]) merged(story, number, { in: SECRET });
    await story.sync();
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => {
      const moved = /.*gadget\/pull\/23\).*\n/.exec(text)?.[0] ?? '';
      return text
        .replace(moved, '')
        .replace('Change 21', 'Gadgets now spin, as a person says')
        .replace(/^(- .*gadget\/pull\/22\).*)$/m, '<!-- $1 -->')
        .replace(/^(.*widget\/pull\/10\).*\n)/m, `$1${moved}`)
        .replace('Change 11', 'Levers, as a person says');
    });
    const { number } = story.github.pullRequests(NEWS)[0] ?? { number: 0 };
    story.github.as('phil').editPullRequestBody(NEWS, number, (body) => `My words.\n\n${body}`);
    story.github.grant(NEWS, 'phil', 'write');
    story.github.as('phil').comment(NEWS, number, '/newsletter link https://a.example A post');
    await story.sync();
  }

  function hide({ github }: Story): void {
    Object.assign(repositoryOf(github.world, SECRET), { isPrivate: true });
  }

  /** Everything that the newsletter shows to everybody by now. */
  function shown({ github }: Story): string {
    const pullRequest = github.pullRequests(NEWS)[0];
    const comments = github.comments(NEWS, pullRequest?.number ?? 0).map(({ body }) => body);
    const { git } = repositoryOf(github.world, NEWS);
    const message = git.commits.get(git.refs.get('refs/heads/next') ?? '')?.message;
    const file = github.readFile(NEWS, 'next', MAY_FILE);
    const archived = github.readFile(NEWS, ARCHIVE_BRANCH, MAY_FILE);
    return [file, archived, message, pullRequest?.body, ...comments].join('\n');
  }

  const READERS = [
    { name: 'a token that sees it', sees: true },
    { name: 'a token that does not', sees: false },
  ];

  it('is in the draft no more, whoever worded its entries, nor in its description and comments', async () => {
    await forAll(READERS, ({ sees }) =>
      tell(told, async (story) => {
        expect(shown(story)).toContain('gadget');
        hide(story);
        story.github.grant(NEWS, 'robot', 'write');
        const sync = sees ? () => story.sync() : syncer(story, story.github.createToken('robot'));
        expect((await sync()).outcome).toBe('updated');
        expect(shown(story)).not.toMatch(/gadget/i);
        expect(story.draft()).toContain('Levers, as a person says');
        expect(story.draft()).toContain('Change 10');
        const { body = '' } = story.github.pullRequests(NEWS)[0] ?? {};
        expect(body).toMatch(/^My words\.\n/);
        expect(body).toContain('entries of repositories that are private now');
        expect((await sync()).outcome).toBe('unchanged');
        merged(story, 12);
        expect((await sync()).outcome).toBe('updated');
        expect(shown(story)).not.toMatch(/gadget/i);
        expect(story.draft()).toContain('Change 12');
      }),
    );
  });

  it('is in the draft no more although the month cannot be read whole, and nothing else changes', async () => {
    await tell(told, async (story) => {
      const before = story.draft();
      hide(story);
      merged(story, 12);
      story.github.failGraphql({
        operation: 'Repositories',
        errors: [
          { type: 'FORBIDDEN', path: ['repositoryOwner', 'repositories', 'nodes', 0], message: 'Not today' },
        ],
      });
      expect((await story.sync()).outcome).toBe('incomplete');
      expect(shown(story)).not.toMatch(/gadget/i);
      const linesOf = (text: string) => new Set(text.split('\n').filter((line) => !/gadget/i.test(line)));
      expect(linesOf(story.draft())).toEqual(linesOf(before));
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft()).toContain('Change 12');
      expect(story.draft()).toContain('Levers, as a person says');
    });
  });

  const SKIPPED = [
    { name: 'frozen', skip: '/newsletter freeze', remedy: '/newsletter thaw' },
    { name: 'closed', skip: null, remedy: '/newsletter refresh' },
  ];

  it.each(SKIPPED)(
    'is named by a draft that is $name, which says so and how the bot takes it out',
    async ({ skip, remedy }) => {
      await tell(told, async (story) => {
        const person = story.github.as('phil');
        const draft = () => story.github.pullRequests(NEWS)[0];
        const { number } = draft() ?? { number: 0 };
        if (skip === null) person.closePullRequest(NEWS, number);
        else person.comment(NEWS, number, skip);
        expect((await story.sync()).outcome).toBe('frozen');
        expect(draft()?.body).not.toContain('private');
        hide(story);
        const file = story.draft();
        expect((await story.sync()).outcome).toBe('frozen');
        expect(story.draft()).toBe(file);
        expect(draft()?.body).toMatch(
          /This draft shows entries of private repositories[\s\S]*entries of repositories that are private now/,
        );
        expect(draft()?.body).toContain(`comment "${remedy}", and the bot will do it`);
        expect(/newsletter notice -->[\s\S]*end of the notice/.exec(draft()?.body ?? '')?.[0]).not.toMatch(
          /gadget/i,
        );
        const { body } = draft() ?? {};
        await story.sync();
        expect(draft()?.body).toBe(body);
        story.setTime('2020-06-04T08:00:00Z');
        person.comment(NEWS, number, remedy);
        await story.sync();
        expect(draft()?.body).toMatch(/^My words\.\n/);
        expect(shown(story)).not.toMatch(/gadget/i);
      });
    },
  );

  it('is no leak of a frozen draft of a private newsletter, and its notice goes once its entries went', async () => {
    await tell(told, async (story) => {
      const person = story.github.as('phil');
      const draft = () => story.github.pullRequests(NEWS)[0];
      person.comment(NEWS, draft()?.number ?? 0, '/newsletter freeze');
      hide(story);
      const repository = repositoryOf(story.github.world, NEWS);
      Object.assign(repository, { isPrivate: true });
      await story.sync();
      expect(draft()?.body).not.toContain('newsletter notice');
      Object.assign(repository, { isPrivate: false });
      await story.sync();
      expect(draft()?.body).toContain('newsletter notice');
      person.editFile(NEWS, 'next', MAY_FILE, (text) =>
        text
          .split('\n')
          .filter((line) => !/gadget/i.test(line))
          .join('\n'),
      );
      await story.sync();
      expect(draft()?.body).not.toContain('newsletter notice');
    });
  });

  it('is told of again once everybody may see it', async () => {
    await tell(told, async (story) => {
      hide(story);
      await story.sync();
      Object.assign(repositoryOf(story.github.world, SECRET), { isPrivate: false });
      await story.sync();
      expect(story.draft()).toContain('gadget/pull/24');
    });
  });

  it('is none of those that are not followed: what people wrote of theirs stays', async () => {
    await tell(told, async (story) => {
      const words =
        '\n### [`phil/os`](https://github.com/phil/os)\n\n- [Boots](https://github.com/phil/os/pull/1)\n';
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => `${text}${words}`);
      story.github.addRepository({ nameWithOwner: 'acme/crank' });
      merged(story, 31, { in: 'acme/crank' });
      await story.sync();
      expect(story.draft()).toContain('acme/crank/pull/31');
      expect(story.draft()).toContain(words.trim());
    });
  });

  it('stays in the draft of a private newsletter', async () => {
    await tell(told, async (story) => {
      hide(story);
      Object.assign(repositoryOf(story.github.world, NEWS), { isPrivate: true });
      await story.sync();
      expect(story.draft()).toContain('Gadgets now spin, as a person says');
    });
  });

  it('goes also when the run is killed, and no edit of others is lost', async () => {
    const hiddenNow = async (story: Story) => {
      await told(story);
      hide(story);
    };
    const writes = await tell(hiddenNow, (story) => writesOf(story));
    expect(writes).toContain('CommitDraft');
    const deaths = deathsAmong(writes.length).map((death) => ({
      ...death,
      name: `${death.moment} ${death.write}`,
    }));
    await forAll(deaths, (death) =>
      tell(hiddenNow, async (story) => {
        await runUntil(story, death);
        await story.sync();
        expect(shown(story)).not.toMatch(/gadget/i);
        expect(story.draft()).toContain('Levers, as a person says');
        expect(await writesOf(story)).toEqual([]);
      }),
    );
  });

  it('goes although a person edits at the same time', async () => {
    await tell(told, async (story) => {
      hide(story);
      const edit = () =>
        void story.github
          .as('phil')
          .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace('Change 10', 'Ten, as a person says'));
      await runWatched(story, beforeWrite(1, edit));
      await story.sync();
      expect(story.draft()).toContain('Ten, as a person says');
      expect(shown(story)).not.toMatch(/gadget/i);
    });
  });
});
