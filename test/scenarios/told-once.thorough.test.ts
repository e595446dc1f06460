import { describe, expect, it, jest } from '@jest/globals';
import { MAY_FILE, merged, NEWS, type Story, WIDGET } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

/** Commits to the default branch, as a merge queue or an importer does. */
function commit({ github }: Story, message: string, at = '2020-05-20T12:00:00Z'): void {
  github.commitFiles(WIDGET, { branch: 'main', files: { 'lever.txt': message }, message, author: 'bob', at });
}

/** Ann opens a pull request, which is closed some minutes later. Returns its number. */
function closed(story: Story, title: string, closedTitle = title): number {
  const { github } = story;
  story.setTime('2020-05-20T12:05:00Z');
  const input = { number: 20, title, headRefName: 'levers', baseRefName: 'main' };
  const number = github.as('ann').openPullRequestFromFork(WIDGET, input, { 'lever.txt': title });
  github.as('maria').retitlePullRequest(WIDGET, number, closedTitle);
  github.as('maria').closePullRequest(WIDGET, number);
  return number;
}

/** The sentence that thanks people. */
function thanks(draft: string): string {
  return draft.split('\n').find((line) => line.startsWith('Thanks to')) ?? '';
}

async function syncInJune(story: Story): Promise<string> {
  story.setTime('2020-06-03T08:00:00Z');
  await story.sync();
  return story.draft();
}

describe('a pull request that a queue closes instead of merging', () => {
  it.concurrent('is an entry of its author, under the title that it had', async () => {
    await tell({}, async (story) => {
      const number = closed(story, 'Add a lever', '[Merged by Bors] - Add a lever');
      commit(story, `Add a lever (#${number})\n\nLevers are useful.`);
      const draft = await syncInJune(story);
      expect(draft).toContain(`\n- [Add a lever](https://github.com/acme/widget/pull/${number})\n`);
      expect(draft).toContain('Thanks to [@ann](https://github.com/ann)');
      expect(draft).not.toContain('/commit/');
    });
  });

  it.concurrent.each([
    ['ghstack', 'Pull Request resolved: https://github.com/acme/widget/pull/NUMBER'],
    ['Gerrit', 'GitHub-Pull-Request: acme/widget#NUMBER'],
    ['Angular', 'PR Close #NUMBER'],
  ])('is found by what %s writes', async (_, line) => {
    await tell({}, async (story) => {
      const number = closed(story, 'Add a lever');
      commit(story, `Add one lever\n\n${line.replace('NUMBER', String(number))}`);
      const draft = await syncInJune(story);
      expect(draft).toContain(`\n- [Add a lever](https://github.com/acme/widget/pull/${number})\n`);
      expect(draft).not.toContain('/commit/');
    });
  });

  it.concurrent('is one entry for all its commits', async () => {
    await tell({}, async (story) => {
      const number = closed(story, 'Add levers');
      commit(story, `Add a lever (#${number})`);
      commit(story, `Add a second lever (#${number})`, '2020-05-20T12:01:00Z');
      const draft = await syncInJune(story);
      expect(draft.split(`/pull/${number})`)).toHaveLength(2);
      expect(draft).not.toContain('/commit/');
    });
  });

  it.concurrent('is none where the commit is of another time, or the number is that of an issue', async () => {
    await tell({}, async (story) => {
      const number = closed(story, 'Add a lever');
      merged(story, 10);
      story.github.addIssue(WIDGET, { number: 90, title: 'No lever', author: 'ann' });
      commit(story, `Turn a screw (#${number})`, '2020-05-05T12:00:00Z');
      commit(story, 'Oil the lever (#90)');
      const draft = await syncInJune(story);
      expect(draft).not.toContain(`/pull/${number})`);
      expect(draft).not.toContain('/pull/90)');
      expect(draft).toContain('<!-- - [Oil the lever');
    });
  });

  it.concurrent('can be given a note', async () => {
    await tell({}, async (story) => {
      const number = closed(story, 'Add a lever', '[Merged by Bors] - Add a lever');
      commit(story, `Add a lever (#${number})`);
      story.github.as('ann').comment(WIDGET, number, '/newsletter note Levers turn further now.');
      expect(await syncInJune(story)).toContain('\n  - Levers turn further now.\n');
    });
  });
});

describe('a first line that GitHub cuts', () => {
  const title = 'Add a lever that turns the widget by as many degrees as anybody may ask of it';

  it.concurrent('is the whole title of a direct commit', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      commit(story, `${title}\n\nLevers are useful.`);
      expect(await syncInJune(story)).toContain(`<!-- - [${title}](`);
    });
  });

  it.concurrent('tells which pull request a queue closed', async () => {
    await tell({}, async (story) => {
      const number = closed(story, title, `[Merged by Bors] - ${title}`);
      commit(story, `${title} (#${number})`);
      const draft = await syncInJune(story);
      expect(draft).toContain(`\n- [${title}](https://github.com/acme/widget/pull/${number})\n`);
      expect(draft).not.toContain('/commit/');
    });
  });

  it.concurrent.each([`Revert "${title}"`, `Revert "${title} (#10)"`])('takes back: %s', async (headline) => {
    await tell({}, async (story) => {
      merged(story, 10, { title });
      merged(story, 11, { title: 'Add a button' });
      commit(story, `${headline}\n\nIt broke the build.`, '2020-05-29T12:00:00Z');
      const draft = await syncInJune(story);
      expect(draft).toContain(`<!-- - [${title}]`);
      expect(draft).toContain('\n- [Add a button]');
    });
  });
});

describe('a revert', () => {
  it.concurrent('is told by what GitHub writes into its description', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Add a lever' });
      merged(story, 11, { title: 'Add a button' });
      merged(story, 12, { title: 'Revert "Levers"', body: 'Reverts acme/widget#10' });
      const draft = await syncInJune(story);
      expect(draft).toContain('<!-- - [Add a lever]');
      expect(draft).toContain('\n- [Add a button]');
      expect(draft).toContain('<!-- - [Revert "Levers"]');
    });
  });

  it.concurrent('on another branch hides nothing of this one', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'X' });
      merged(story, 11, { title: 'Revert "X"', baseRefName: 'release-0.1' });
      const draft = await syncInJune(story);
      expect(draft).toContain('\n- [X](https://github.com/acme/widget/pull/10)\n');
      expect(draft).toContain('\n- [Revert "X"]');
    });
  });

  it.concurrent('may be a commit', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Add a lever' });
      merged(story, 11, { title: 'Add a button' });
      commit(story, 'Revert "Add a lever (#10)"');
      const draft = await syncInJune(story);
      expect(draft).toContain('<!-- - [Add a lever]');
      expect(draft).toContain('\n- [Add a button]');
    });
  });
});

describe('work on a feature branch', () => {
  const body = ({ github }: Story) => github.pullRequests(NEWS)[0]?.body ?? '';

  it.concurrent('waits in the description until its branch is merged, and is then one entry', async () => {
    await tell({}, async (story) => {
      merged(story, 19);
      merged(story, 10, { title: 'Add a lever', baseRefName: 'levers', author: 'bob' });
      merged(story, 11, { title: 'Let levers tilt', baseRefName: 'levers', author: 'cyd' });
      const before = await syncInJune(story);
      expect(before).toContain('/pull/19)');
      expect(before).not.toMatch(/pull\/1[01]\)/);
      expect(body(story)).toContain('2 on other branches, 0 missing');
      expect(body(story)).toContain('- Add a lever (`acme/widget#10`)');

      merged(story, 12, { title: 'Add levers', headRefName: 'levers' });
      await story.sync();
      const link = (number: number) => `[#${number}](https://github.com/acme/widget/pull/${number})`;
      expect(story.draft()).toContain(
        `\n- [Add levers](https://github.com/acme/widget/pull/12) (with ${link(10)} and ${link(11)})\n`,
      );
      for (const login of ['ann', 'bob', 'cyd']) expect(thanks(story.draft())).toContain(`[@${login}]`);
      expect(body(story)).toContain('2 within another entry, 0 missing');
    });
  });

  it.concurrent('of an earlier month comes along, as the commits tell', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      merged(story, 10, { baseRefName: 'levers', author: 'bob', mergedAt: '2020-04-20T12:00:00Z' });
      merged(story, 11, { baseRefName: 'buttons', author: 'cyd', mergedAt: '2020-04-20T12:00:00Z' });
      github.addIssue(WIDGET, { number: 90, title: 'No lever', author: 'ann' });
      const headlines = ['Merge pull request #10 from acme/lever', 'Turn it (#11)', 'Oil it (#90)'];
      const commits = headlines.map((message) => ({ message, authors: [{ login: 'ann' }] }));
      merged(story, 12, { title: 'Add levers', headRefName: 'levers', commits });
      const draft = await syncInJune(story);
      const other = '[#10](https://github.com/acme/widget/pull/10)';
      expect(draft).toContain(`\n- [Add levers](https://github.com/acme/widget/pull/12) (with ${other})\n`);
      expect(thanks(draft)).toContain('[@bob]');
      expect(thanks(draft)).not.toContain('[@cyd]');
    });
  });

  it.concurrent('is listed if a maintainer asks that it be shown', async () => {
    await tell({}, async (story) => {
      const { github } = story;
      github.grant(WIDGET, 'maria', 'write');
      merged(story, 10, { title: 'Add a lever', baseRefName: 'levers', author: 'bob' });
      github.as('maria').comment(WIDGET, 10, '/newsletter show');
      expect(await syncInJune(story)).toContain(
        '\n- [Add a lever](https://github.com/acme/widget/pull/10)\n',
      );
    });
  });

  it.concurrent('is listed by itself where the settings say so', async () => {
    await tell({ config: 'branches: all\n' }, async (story) => {
      merged(story, 10, { baseRefName: 'levers' });
      merged(story, 11, { title: '[0.1] Change 12', baseRefName: '0.1' });
      merged(story, 12, { headRefName: 'levers' });
      const draft = await syncInJune(story);
      for (const number of [10, 11, 12]) expect(draft).toContain(`/pull/${number})\n`);
    });
  });
});

describe('a backport', () => {
  it.concurrent('hangs on the entry of what it ports, as its description says', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Fix the lever' });
      const port = { title: 'Lever, for 0.1', body: 'Backport of #10.', baseRefName: '0.1', author: 'bob' };
      merged(story, 11, port);
      const draft = await syncInJune(story);
      const other = '[#11](https://github.com/acme/widget/pull/11)';
      expect(draft).toContain(
        `\n- [Fix the lever](https://github.com/acme/widget/pull/10) (with ${other})\n`,
      );
      for (const login of ['ann', 'bob']) expect(thanks(draft)).toContain(`[@${login}]`);
    });
  });
});

describe('a change on two branches', () => {
  const [first, second] = ['a'.repeat(40), 'b'.repeat(40)];
  const picked = (...messages: string[]) => ({
    commits: messages.map((message) => ({ message, authors: [{ login: 'bob' }] })),
  });
  const line = (oid: string) => `(cherry picked from commit ${oid})`;
  const entry = (title: string, number: number, other: number) =>
    `\n- [${title}](https://github.com/acme/widget/pull/${number}) (with [#${other}](https://github.com/acme/widget/pull/${other}))\n`;

  it.concurrent('is known by the messages of its commits', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Fix the lever', mergeCommitOid: first });
      merged(story, 11, { title: 'Lever', baseRefName: '0.1', ...picked(`Lever\n\n${line(first)}`) });
      merged(story, 12, { title: 'Mend the button', mergeCommitOid: second });
      const more = picked(`Button\n\n${line(second)}`, 'Paint the button');
      merged(story, 13, { title: 'Button', baseRefName: '0.1', ...more });
      const draft = await syncInJune(story);
      expect(draft).toContain(entry('Fix the lever', 10, 11));
      // It brings something else too.
      for (const number of [12, 13]) expect(draft).toContain(`/pull/${number})\n`);
    });
  });

  it.concurrent('has the entry of the default branch, whichever was merged first', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Fix the lever', baseRefName: 'release-0.1', mergeCommitOid: first });
      merged(story, 11, { title: 'Repair the lever', ...picked(`Lever\n\n${line(first)}`) });
      merged(story, 12, { title: 'Mend the button', baseRefName: 'release-0.1' });
      merged(story, 13, { title: '[main] Mend the button (#12)', author: 'bob' });
      const draft = await syncInJune(story);
      expect(draft).toContain(entry('Repair the lever', 11, 10));
      expect(draft).toMatch(/pull\/13\) \(with \[#12\]/);
      for (const login of ['ann', 'bob']) expect(thanks(draft)).toContain(`[@${login}]`);
    });
  });

  it.concurrent('is hidden on both by who hides it on one', async () => {
    await tell({}, async (story) => {
      story.github.grant(WIDGET, 'maria', 'write');
      merged(story, 10, { title: 'Fix the lever' });
      merged(story, 11, { title: '[0.1] Fix the lever', baseRefName: '0.1' });
      merged(story, 12);
      story.github.as('maria').comment(WIDGET, 10, '/newsletter hide');
      const draft = await syncInJune(story);
      expect(draft).toMatch(/<!-- - \[Fix the lever\]\(\S+\/pull\/10\) \(with \[#11\]/);
      expect(draft).not.toContain('[0.1]');
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });
});

describe('a revert early in the next month', () => {
  it.concurrent('is told to the editors, and the entry stays', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Add a lever' });
      merged(story, 11, { title: 'Add a button' });
      const title = 'Revert "Add a lever"';
      merged(story, 15, { title, body: 'Reverts acme/widget#10', mergedAt: '2020-06-02T12:00:00Z' });
      merged(story, 16, { title: 'Revert "Y"', mergedAt: '2020-06-02T12:00:00Z' });
      const onRelease = { baseRefName: 'release-0.1', mergedAt: '2020-06-02T12:00:00Z' };
      merged(story, 17, { title: 'Revert "Add a button"', ...onRelease });
      const draft = await syncInJune(story);
      expect(draft).toContain('\n- [Add a lever](https://github.com/acme/widget/pull/10)\n');
      expect(draft).not.toMatch(/pull\/1[567]\)/);
      const [pullRequest] = story.github.pullRequests(NEWS);
      expect(pullRequest?.body).toContain('`acme/widget#10` was taken back by `acme/widget#15`');
      expect(pullRequest?.body.match(/was taken back/g)).toHaveLength(1);
    });
  });

  it.concurrent('may be a commit', async () => {
    await tell({}, async (story) => {
      const june = '2020-06-02T12:00:00Z';
      const { github } = story;
      merged(story, 10, { title: 'Add a lever' });
      merged(story, 11, { title: 'Add a button' });
      merged(story, 12, { title: 'Add a screw' });
      commit(story, 'Revert "Add a lever (#10)"', june);
      commit(story, 'Revert "Add a button"\n\nReverts #11', june);
      commit(story, 'Revert "Add a screw"\n\nReverts acme/gadget#12', june);
      commit(story, 'Oil the screw, since nobody should revert "Add a screw"', june);
      const draft = await syncInJune(story);
      for (const number of [10, 11, 12]) expect(draft).toContain(`widget/pull/${number})\n`);
      const body = github.pullRequests(NEWS)[0]?.body ?? '';
      expect(body).toMatch(/`acme\/widget#10` was taken back by `acme\/widget@[0-9a-f]{7}`/);
      expect(body).toMatch(/`acme\/widget#11` was taken back by `acme\/widget@[0-9a-f]{7}`/);
      expect(body.match(/was taken back/g)).toHaveLength(2);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('that GitHub does not show as a commit leaves the draft whole', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Add a lever' });
      commit(story, 'Revert "Add a lever (#10)"', '2020-06-02T12:00:00Z');
      story.github.failNext({ status: 422, when: ({ operation }) => operation === 'Commits' });
      story.setTime('2020-06-03T08:00:00Z');
      expect((await story.sync()).outcome).toBe('created');
      expect(story.said.join('\n')).toContain('GitHub did not tell which commits took something back');
    });
  });

  it.concurrent('has no place while the month lasts', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'Add a lever' });
      story.setTime('2020-05-20T08:00:00Z');
      await story.sync();
      const [pullRequest] = story.github.pullRequests(NEWS);
      expect(pullRequest?.body).not.toContain('was taken back');
    });
  });
});

describe('what was merged after the last run of an edition', () => {
  const JUNE_FILE = 'content/this-month/2020-06/index.md';

  /** May's draft is made on the 20th, and its first entry deleted. */
  async function draftInMay(story: Story): Promise<void> {
    const { github } = story;
    github.grant(NEWS, 'phil', 'write');
    story.setTime('2020-05-20T12:00:00Z');
    for (const number of [10, 11]) merged(story, number);
    await story.sync();
    github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/^- .*pull\/11\)\n/m, ''));
  }

  function publish({ github }: Story): void {
    const number = github.pullRequests(NEWS)[0]?.number ?? 0;
    github.as('phil').readyForReview(NEWS, number);
    github.as('phil').mergeOpenPullRequest(NEWS, number);
  }

  /** The draft of June; what May has, or had before phil deleted it, never comes again. */
  async function june(story: Story): Promise<string> {
    story.setTime('2020-06-10T08:00:00Z');
    merged(story, 30, { mergedAt: '2020-06-05T12:00:00Z' });
    await story.sync();
    const draft = story.github.readFile(NEWS, 'next', JUNE_FILE) ?? '';
    expect(draft).toContain('/pull/30)');
    expect(draft).not.toMatch(/pull\/1[01]\)/);
    return draft;
  }

  it.concurrent('and of its month, which was not over, comes into the next one', async () => {
    await tell(draftInMay, async (story) => {
      story.setTime('2020-05-26T12:00:00Z');
      publish(story);
      merged(story, 27, { mergedAt: '2020-05-27T12:00:00Z' });
      expect(await june(story)).toContain('\n- [Change 27](https://github.com/acme/widget/pull/27)\n');
    });
  });

  it.concurrent('since the draft was frozen, comes into the next one', async () => {
    await tell(draftInMay, async (story) => {
      story.github
        .as('phil')
        .comment(NEWS, story.github.pullRequests(NEWS)[0]?.number ?? 0, '/newsletter freeze');
      merged(story, 27, { mergedAt: '2020-05-27T12:00:00Z' });
      story.setTime('2020-06-02T12:00:00Z');
      await story.sync();
      publish(story);
      expect(await june(story)).toContain('/pull/27)');
    });
  });

  it.concurrent('comes once, with its direct commits, whatever day the edition has', async () => {
    await tell(draftInMay, async (story) => {
      merged(story, 27, { mergedAt: '2020-05-25T12:00:00Z' });
      commit(story, 'Oil the lever', '2020-05-25T13:00:00Z');
      const edit = (text: string) => text.replace(/^date = .*$/m, 'date = 2020-05-28');
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, edit);
      story.setTime('2020-05-28T12:00:00Z');
      publish(story);
      const draft = await june(story);
      expect(draft.split('/pull/27)')).toHaveLength(2);
      expect(draft).toContain('<!-- - [Oil the lever]');
    });
  });

  it.concurrent('is not what others than the bot stored in the archive', async () => {
    await tell(draftInMay, async (story) => {
      const text = '## Projects\n\n- [A](https://github.com/acme/widget/pull/27)\n';
      story.setTime('2020-05-29T12:00:00Z');
      story.github.as('phil').editFile(NEWS, 'this-month-bot/rendered', MAY_FILE, () => text);
      publish(story);
      merged(story, 27, { mergedAt: '2020-05-27T12:00:00Z' });
      expect(await june(story)).toContain('/pull/27)');
    });
  });
});

describe('a repository that the settings watch by name', () => {
  const body = ({ github }: Story) => github.pullRequests(NEWS)[0]?.body ?? '';

  it.concurrent('is collected though it is a fork, elsewhere or in the organization; other forks are not', async () => {
    await tell({ config: 'watch: [Zed/forked, acme/own]\n' }, async (story) => {
      for (const name of ['zed/forked', 'acme/own', 'acme/other', 'zed/other'])
        story.github.addRepository({ nameWithOwner: name, isFork: true });
      merged(story, 10);
      merged(story, 21, { in: 'zed/forked' });
      merged(story, 22, { in: 'acme/own' });
      merged(story, 23, { in: 'acme/other' });
      merged(story, 24, { in: 'zed/other' });
      const draft = await syncInJune(story);
      const [own = '', others = ''] = draft.split('## Other Projects');
      expect(own).toContain('https://github.com/acme/own/pull/22)');
      expect(others).toContain('https://github.com/zed/forked/pull/21)');
      expect(draft).not.toMatch(/pull\/2[34]\)/);
      expect(body(story)).not.toContain('Check the setting');
    });
  });

  it.concurrent('is collected though it is a fork where `include` has its name, not a pattern', async () => {
    await tell({ config: 'include: [Own, acme/second, f*, zed/far, widget]\n' }, async (story) => {
      const forks = ['acme/own', 'acme/second', 'acme/forked', 'acme/other', 'zed/far'];
      for (const [index, name] of forks.entries()) {
        story.github.addRepository({ nameWithOwner: name, isFork: true });
        merged(story, 21 + index, { in: name });
      }
      merged(story, 10);
      const draft = await syncInJune(story);
      for (const path of ['widget/pull/10', 'own/pull/21', 'second/pull/22'])
        expect(draft).toContain(`https://github.com/acme/${path})`);
      expect(draft).not.toMatch(/pull\/2[345]\)/);
      expect(draft).not.toContain('## Other Projects');
    });
  });

  it.concurrent('is collected though it is a fork where settings under `repositories` name it', async () => {
    const config = [
      'exclude: [acme/left-out]',
      'repositories:',
      ...['Own: { group: repository }', 'acme/second: { maintainers: [ann] }', 'hidden: { hide: true }'],
      ...['left-out: { introduction: It is. }', 'zed/far: { heading: Far }'],
    ].join('\n  ');
    await tell({ config: config.replace('\n  repositories', '\nrepositories') }, async (story) => {
      const forks = ['acme/own', 'acme/second', 'acme/hidden', 'acme/left-out', 'acme/other', 'zed/far'];
      for (const [index, name] of forks.entries()) {
        story.github.addRepository({ nameWithOwner: name, isFork: true });
        merged(story, 21 + index, { in: name });
      }
      const draft = await syncInJune(story);
      for (const path of ['own/pull/21', 'second/pull/22'])
        expect(draft).toContain(`https://github.com/acme/${path})`);
      expect(draft).not.toMatch(/pull\/2[3456]\)/);
      expect(draft).not.toContain('## Other Projects');
    });
  });

  it.concurrent('is collected as a fork that was renamed', async () => {
    await tell({ config: 'watch: [zed/forked]\n' }, async (story) => {
      story.github.addRepository({ nameWithOwner: 'zed/forked', isFork: true });
      merged(story, 10);
      merged(story, 21, { in: 'zed/forked' });
      story.github.renameRepository('zed/forked', 'zed/own');
      expect(await syncInJune(story)).toContain('https://github.com/zed/own/pull/21)');
    });
  });

  it.concurrent('is named in the description by its place if GitHub does not find it, or it is private', async () => {
    await tell({ config: 'watch: [zed/open, zed/gone, zed/secret]\n' }, async (story) => {
      story.github.addRepository({ nameWithOwner: 'zed/open' });
      story.github.addRepository({ nameWithOwner: 'zed/secret', isPrivate: true });
      merged(story, 10);
      await syncInJune(story);
      const said = body(story).match(/Repository \d of the setting `watch` does not exist/g);
      expect(said?.map((sentence) => sentence.slice(11, 12))).toEqual(['2', '3']);
      expect(body(story)).not.toMatch(/zed\//);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('keeps its entry when its fork gets a note by its author', async () => {
    await tell({ config: 'watch: [zed/forked]\n' }, async (story) => {
      story.github.addRepository({ nameWithOwner: 'zed/forked', isFork: true });
      merged(story, 21, { in: 'zed/forked' });
      story.github.as('ann').comment('zed/forked', 21, '/newsletter note Levers turn further now.');
      expect(await syncInJune(story)).toContain('\n  - Levers turn further now.\n');
    });
  });
});
