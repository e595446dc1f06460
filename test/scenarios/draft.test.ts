import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { thoroughly } from '../thoroughly.js';
import { endStory, MAY_FILE, merged, NEWS, type Story, startStory, WIDGET } from './story.js';

let story: Story;

describe('the draft pull request', () => {
  beforeEach(async () => {
    story = await startStory();
  });

  afterEach(() => endStory(story));

  it('appears for the month after the last published edition', async () => {
    merged(story, 10, { title: 'Add a lever' });
    const { outcome, url } = await story.sync();
    const [pullRequest] = story.github.pullRequests(NEWS);
    expect(outcome).toBe('created');
    expect(url).toBe(pullRequest?.url);
    expect(pullRequest).toMatchObject({
      title: 'This Month at Acme: May 2020',
      state: 'OPEN',
      isDraft: true,
      headRefName: 'next',
      baseRefName: 'main',
      files: [MAY_FILE],
    });
    expect(story.draft()).toContain('- [Add a lever](https://github.com/acme/widget/pull/10)\n');
  });

  thoroughly('tells what was merged after an edition that came before its month was over', async () => {
    const path = 'content/this-month/2020-04/index.md';
    story.github
      .as('phil')
      .editFile(NEWS, 'main', path, (text) => text.replace('date = 2020-05-03', 'date = 2020-04-28'));
    merged(story, 1, { mergedAt: '2020-04-28T10:00:00Z' });
    merged(story, 2, { mergedAt: '2020-04-29T10:00:00Z' });
    merged(story, 3, { mergedAt: '2020-04-27T10:00:00Z' });
    merged(story, 10);
    await story.sync();
    expect(story.draft()).toMatch(/pull\/2\)\n- .*pull\/10\)/);
    expect(story.draft()).not.toMatch(/pull\/[13]\)/);
  });

  thoroughly(
    'tells of a watched project outside of the organization, and of none that is not watched',
    async () => {
      for (const name of ['phil/blog', 'phil/notes']) story.github.addRepository({ nameWithOwner: name });
      merged(story, 10);
      merged(story, 1, { in: 'phil/blog', title: 'Mend a post' });
      merged(story, 1, { in: 'phil/notes', title: 'Not ours' });
      story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'watch: [phil/blog]\n');
      await story.sync();
      expect(story.draft()).toMatch(/## Other Projects[\s\S]*### \[`phil\/blog`\][\s\S]*Mend a post/);
      expect(story.draft()).not.toContain('Not ours');
    },
  );

  thoroughly('is a commit that GitHub signs', async () => {
    merged(story, 10);
    await story.sync();
    const [commit] = story.github.commits(NEWS, 'next');
    expect(commit).toMatchObject({ verified: true });
    expect(commit?.message).toMatch(/^Draft the edition of May 2020\n\nNewsletter-Rendered: [0-9a-f]{40}$/);
  });

  it('is the same draft when the run is repeated: nothing is written twice', async () => {
    merged(story, 10);
    await story.sync();
    story.github.resetRequests();
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.github.requests.filter(({ operation }) => operation === 'CommitDraft')).toEqual([]);
    expect(
      story.github.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql')),
    ).toEqual([]);
  });

  it('grows with what is merged', async () => {
    merged(story, 10);
    await story.sync();
    merged(story, 11, { title: 'Another lever', author: 'bob' });
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft()).toContain('Another lever');
    expect(story.draft()).toContain('[@bob]');
    expect(story.github.pullRequests(NEWS)).toHaveLength(1);
    expect(story.github.pullRequests(NEWS)[0]?.body).toContain('2 merged, 2 shown');
  });

  thoroughly('follows a new title and a vanished entry', async () => {
    merged(story, 10);
    await story.sync();
    story.github.as('ann').retitlePullRequest(WIDGET, 10, 'A better title');
    await story.sync();
    expect(story.draft()).toContain('- [A better title](');
    expect(story.draft()).not.toContain('Change 10');
  });

  it('keeps what a person edited, and still grows', async () => {
    merged(story, 10);
    merged(story, 11);
    await story.sync();
    story.github
      .as('phil')
      .editFile(NEWS, 'next', MAY_FILE, (text) =>
        text.replace('Change 10', 'My words').replace(/- \[Change 11.*\n/, ''),
      );
    merged(story, 12);
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft()).toContain('- [My words](https://github.com/acme/widget/pull/10)\n- [Change 12]');
    expect(story.draft()).not.toContain('Change 11');
    expect((await story.sync()).outcome).toBe('unchanged');
  });

  thoroughly('stores what the bot rendered on a branch of its own before the draft names it', async () => {
    merged(story, 10);
    await story.sync();
    expect(story.github.readFile(NEWS, 'this-month-bot/rendered', MAY_FILE)).toBe(story.draft());
    const operations = story.github.requests.map(({ operation }) => operation);
    expect(operations.indexOf('StoreRendered')).toBeGreaterThan(0);
    expect(operations.indexOf('StoreRendered')).toBeLessThan(operations.indexOf('CommitDraft'));
  });

  thoroughly('does not list again what a person told in other words and then took out', async () => {
    merged(story, 10);
    merged(story, 13);
    await story.sync();
    const own = '- [My words](https://github.com/acme/widget/pull/11)';
    const edit = (change: (text: string) => string) =>
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, change);
    edit((text) => text.replace('- [Change 10', `${own}\n- [Change 10`));
    merged(story, 11);
    await story.sync();
    expect(story.github.commits(NEWS, 'next')[0]?.message).not.toContain('Newsletter-Rendered');
    edit((text) => text.replace(`${own}\n`, ''));
    merged(story, 12);
    await story.sync();
    expect(story.draft()).toContain('Change 12');
    expect(story.draft()).not.toContain('/pull/11');
  });

  thoroughly(
    'does not list again what a person took out of a file that was complete when it was found',
    async () => {
      merged(story, 10);
      merged(story, 11);
      const complete = await story.preview('2020-05');
      story.github.as('phil').createBranch(NEWS, 'next', 'main');
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, () => complete);
      await story.sync();
      story.github
        .as('phil')
        .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/- \[Change 11.*\n/, ''));
      await story.sync();
      expect(story.draft()).toContain('Change 10');
      expect(story.draft()).not.toContain('Change 11');
    },
  );

  thoroughly('only adds to a branch whose commits were squashed, so that no trailer is left', async () => {
    merged(story, 10);
    await story.sync();
    const text = story.draft().replace('Change 10', 'My words');
    story.github.as('phil').deleteFile(NEWS, 'next', MAY_FILE);
    story.github.commitFiles(NEWS, {
      branch: 'next',
      files: { [MAY_FILE]: text },
      message: 'Newsletter-Rendered: no id',
    });
    merged(story, 11);
    await story.sync();
    expect(story.draft()).toContain('My words');
    expect(story.draft()).toContain('Change 11');
  });

  thoroughly('is not made again when a person removed its file', async () => {
    merged(story, 10);
    await story.sync();
    story.github.as('phil').deleteFile(NEWS, 'next', MAY_FILE);
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.github.readFile(NEWS, 'next', MAY_FILE)).toBeNull();
  });

  thoroughly('adopts the branch and the file that a person made', async () => {
    story.github.as('phil').createBranch(NEWS, 'next', 'main');
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, () => 'Mine.\n');
    merged(story, 10);
    expect((await story.sync()).outcome).toBe('created');
    expect(story.draft()).toBe('Mine.\n');
    expect(story.github.pullRequests(NEWS)).toHaveLength(1);
  });

  thoroughly('adopts the pull request that a person opened, and keeps its text', async () => {
    story.github.as('phil').createBranch(NEWS, 'next', 'main');
    story.github.as('phil').editFile(NEWS, 'next', 'notes.md', () => 'A note.\n');
    story.github
      .as('phil')
      .openPullRequest(NEWS, { title: 'May', headRefName: 'next', baseRefName: 'main', body: 'Soon.' });
    merged(story, 10);
    expect((await story.sync()).outcome).toBe('updated');
    const [{ title, body } = { title: '', body: '' }] = story.github.pullRequests(NEWS);
    expect([title, body.startsWith('Soon.\n\n<!-- newsletter dashboard -->\n')]).toEqual(['May', true]);
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.draft()).toContain('Change 10');
  });

  it('stays silent after a person closed it, until it is reopened', async () => {
    merged(story, 10);
    await story.sync();
    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    story.github.as('phil').closePullRequest(NEWS, number);
    merged(story, 11);
    expect((await story.sync()).outcome).toBe('frozen');
    expect(story.draft()).not.toContain('Change 11');
    story.github.as('phil').reopenPullRequest(NEWS, number);
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft()).toContain('Change 11');
  });

  thoroughly(
    'of a month that is still open keeps its month and stays current, while the next one waits',
    async () => {
      merged(story, 10);
      await story.sync();
      story.setTime('2020-07-02T08:00:00Z');
      merged(story, 11);
      expect((await story.sync()).outcome).toBe('waiting');
      expect(story.draft()).toContain('Change 11');
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
      story.setTime('2020-09-02T08:00:00Z');
      expect((await story.sync()).outcome).toBe('waiting');
    },
  );

  thoroughly('waits when the edition was published without it', async () => {
    merged(story, 10);
    await story.sync();
    story.github.as('phil').editFile(NEWS, 'main', MAY_FILE, () => story.draft());
    expect((await story.sync()).outcome).toBe('waiting');
    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    story.github.as('phil').closePullRequest(NEWS, number);
    expect((await story.sync()).outcome).toBe('created');
    expect(story.github.pullRequests(NEWS).at(-1)?.title).toBe('This Month at Acme: June 2020');
  });

  thoroughly('follows its branch when a person renames that', async () => {
    merged(story, 10);
    await story.sync();
    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    story.github.as('phil').createBranch(NEWS, 'may', 'next');
    story.github.as('phil').openPullRequest(NEWS, {
      title: 'This Month at Acme: May 2020',
      headRefName: 'may',
      baseRefName: 'main',
    });
    story.github.as('phil').closePullRequest(NEWS, number);
    story.github.as('phil').deleteBranch(NEWS, 'next');
    merged(story, 11);
    expect((await story.sync()).outcome).toBe('updated');
    expect(story.draft('may')).toContain('Change 11');
    expect(story.github.branches(NEWS)).not.toContain('next');
  });

  it('is followed by the next month once it is merged', async () => {
    merged(story, 10);
    await story.sync();
    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    story.github.as('phil').readyForReview(NEWS, number);
    story.github.as('phil').mergeOpenPullRequest(NEWS, number);
    merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
    expect((await story.sync()).outcome).toBe('created');
    const june = story.github.readFile(NEWS, 'next', 'content/this-month/2020-06/index.md');
    expect(june).toContain('Change 12');
    expect(june).not.toContain('Change 10');
    expect(story.github.pullRequests(NEWS).map(({ title, state }) => [title, state])).toEqual([
      ['This Month at Acme: May 2020', 'MERGED'],
      ['This Month at Acme: June 2020', 'OPEN'],
    ]);
  });

  thoroughly('is followed on the same branch where the edition was merged as one commit', async () => {
    merged(story, 10);
    await story.sync();
    const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
    story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => text.replace('Change 10', 'Mine'));
    story.github.as('phil').readyForReview(NEWS, number);
    story.github.as('phil').mergeOpenPullRequest(NEWS, number, { method: 'squash' });
    story.github.commitFiles(NEWS, { branch: 'main', files: { 'about.md': 'Us.\n' }, message: 'About us' });
    story.setTime('2020-07-02T08:00:00Z');
    merged(story, 11, { mergedAt: '2020-06-10T12:00:00Z' });
    expect((await story.sync()).outcome).toBe('created');
    const [next] = story.github.pullRequests(NEWS).filter((other) => other.number !== number);
    expect(next).toMatchObject({ headRefName: 'next', files: ['content/this-month/2020-06/index.md'] });
    expect(story.github.readFile(NEWS, 'next', 'about.md')).toBe('Us.\n');
  });

  thoroughly('of any other month has a branch of its own', async () => {
    merged(story, 10, { mergedAt: '2020-03-10T12:00:00Z' });
    expect((await story.sync('2020-03')).outcome).toBe('created');
    expect(story.github.pullRequests(NEWS)).toMatchObject([
      { headRefName: 'next-2020-03', files: ['content/this-month/2020-03/index.md'] },
    ]);
  });

  thoroughly('of a month that is published is refused', async () => {
    await expect(story.sync('2020-04')).rejects.toThrow('The edition of 2020-04 is published already.');
  });
});
