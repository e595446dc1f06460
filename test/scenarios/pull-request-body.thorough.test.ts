import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findFirstTimers } from '../../src/github/activity/first-contributions.js';
import { silent } from '../github/silent.js';
import { contributor, month } from '../newsletter/builders.js';
import { endStory, MAY_FILE, merged, NEWS, type Story, startStory, WIDGET } from './story.js';
import { runWatched } from './watched-run.js';

let story: Story;

beforeEach(async () => {
  story = await startStory();
  merged(story, 10);
  await story.sync();
});

afterEach(() => endStory(story));

function pullRequest() {
  const [found] = story.github.pullRequests(NEWS);
  if (found === undefined) throw new Error('There is no draft.');
  return found;
}

/** Lets a person edit the body just before the bot's next writes of it, once for each edit. */
function editBeforeWrites(...edits: readonly ((body: string) => string)[]): void {
  const { number } = pullRequest();
  const left = [...edits];
  story.github.failNext({
    status: 502,
    when({ method, path }) {
      const edit = method === 'PATCH' && path.endsWith(`/pulls/${number}`) ? left.shift() : undefined;
      if (edit !== undefined) story.github.as('phil').editPullRequestBody(NEWS, number, edit);
      return false;
    },
  });
}

describe('what a person writes into the body', () => {
  it('stays while the dashboard is kept current', async () => {
    story.github
      .as('phil')
      .editPullRequestBody(NEWS, pullRequest().number, (body) => `Please review.\r\n\r\n${body}\r\nThanks!`);
    merged(story, 11);
    await story.sync();
    expect(pullRequest().body).toMatch(/^Please review\.\r\n\r\n<!-- newsletter[\s\S]*-->\r\nThanks!$/);
    expect(pullRequest().body).toContain('2 merged');
  });

  it('between the bot’s reading and its writing is restored, with the dashboard current', async () => {
    merged(story, 11);
    editBeforeWrites((body) => `Please review.\n\n${body}`);
    await story.sync();
    expect(pullRequest().body).toMatch(/^Please review\.\n\n<!-- newsletter/);
    expect(pullRequest().body).toContain('2 merged');
    expect((await story.sync()).outcome).toBe('unchanged');
  });

  it('is restored by the next run when the one that wrote over it was ended right then', async () => {
    merged(story, 11);
    editBeforeWrites((body) => `Please review.\n\n${body}`);
    const ended = runWatched(story, async ({ name }, go) => {
      const answer = await go();
      if (name.endsWith('/pulls/{pull_number}')) throw new Error('ended');
      return answer;
    });
    await expect(ended).rejects.toThrow('ended');
    expect(pullRequest().body).not.toContain('Please review.');
    await story.sync();
    expect(pullRequest().body).toMatch(/^Please review\.\n\n<!-- newsletter/);
    expect((await story.sync()).outcome).toBe('unchanged');
  });

  it('while the bot restores something is restored as well', async () => {
    merged(story, 11);
    editBeforeWrites(
      (body) => `Please review.\n\n${body}`,
      (body) => `${body}\n\nAnd thanks.`,
    );
    await story.sync();
    expect(pullRequest().body).toMatch(/^Please review\.\n\n<!-- newsletter[\s\S]*-->\n\nAnd thanks\.$/);
    expect(pullRequest().body).toContain('2 merged');
  });

  it('without end makes the bot give up, with a sentence that leads to the text', async () => {
    merged(story, 11);
    editBeforeWrites(
      ...Array.from({ length: 6 }, (_, index) => (body: string) => `${body}\nVersion ${index}.`),
    );
    await expect(story.sync()).rejects.toThrow('Others keep editing the description of acme/news#1');
  });

  it('into the dashboard itself stays above it, even between reading and writing', async () => {
    merged(story, 11);
    editBeforeWrites((body) => body.replace('1 merged', '1 merged so far'));
    await story.sync();
    const words = '**1 merged so far, 1 shown, 0 hidden, 0 missing**\n\n<!-- newsletter dashboard -->\n**';
    expect(pullRequest().body.startsWith(`${words}2 merged`)).toBe(true);
    merged(story, 12);
    await story.sync();
    expect(pullRequest().body.startsWith(`${words}3 merged`)).toBe(true);
    expect((await story.sync()).outcome).toBe('unchanged');
    expect(story.github.readFile(NEWS, 'next', MAY_FILE)).toContain('Change 12');
  });

  it('costs no request while the body stays as it is', async () => {
    story.github.resetRequests();
    await story.sync();
    expect(story.github.requests.map(({ operation }) => operation)).not.toContain('BodyVersions');
  });
});

describe('first-time contributors', () => {
  it('are those without anything merged in the organization before the month', async () => {
    merged(story, 2, { author: 'old', mergedAt: '2020-04-30T23:59:59Z' });
    merged(story, 11, { author: 'old' });
    merged(story, 12, { author: 'new', mergedAt: '2020-05-01T00:00:00Z' });
    const place = { owner: 'org:acme', period: month('2020-05'), includePrivate: false };
    const authors = ['ann', 'new', 'old'].map((login) => contributor(login));
    expect(await findFirstTimers(story.client, place, authors, silent)).toEqual(['ann', 'new']);
  });

  it('are not those who committed before, alone or with others', async () => {
    const commit = (author: string, message: string, at: string) =>
      story.github.commitFiles(WIDGET, {
        branch: 'main',
        files: { [message]: message },
        message,
        author,
        at,
      });
    const logins = ['author', 'helper', 'later', 'new'];
    for (const login of logins) story.github.addUser({ login });
    commit('author', 'Turn a screw', '2020-02-10T08:00:00Z');
    commit(
      'ann',
      'Turn two\n\nCo-authored-by: Helper <7+helper@users.noreply.github.com>',
      '2020-03-10T08:00:00Z',
    );
    commit('later', 'Turn three', '2020-05-01T08:00:00Z');
    logins.forEach((login, index) => void merged(story, 11 + index, { author: login }));
    const place = { owner: 'org:acme', period: month('2020-05'), includePrivate: false };
    const authors = logins.map((login) => contributor(login));
    expect(await findFirstTimers(story.client, place, authors, silent)).toEqual(['later', 'new']);
  });

  it('are not those whom GitHub leaves out of searches, and are asked for again until it finds them', async () => {
    merged(story, 2, { author: 'old', mergedAt: '2020-04-30T23:59:59Z' });
    merged(story, 11, { author: 'old' });
    merged(story, 12, { author: 'new' });
    const { hiddenAuthors } = story.github.world.searchRules;
    for (const login of ['old', 'new']) hiddenAuthors.add(login);
    const place = { owner: 'org:acme', period: month('2020-05'), includePrivate: false };
    const authors = ['new', 'old'].map((login) => contributor(login));
    const found = () => findFirstTimers(story.client, place, authors, silent);
    expect(await found()).toEqual([]);
    for (const login of ['old', 'new']) hiddenAuthors.delete(login);
    expect(await found()).toEqual(['new']);
  });

  it('are not named where GitHub does not answer for them, nor where a name is no login', async () => {
    merged(story, 11, { author: 'new' });
    const place = { owner: 'org:acme', period: month('2020-05'), includePrivate: false };
    const found = (...logins: readonly string[]) =>
      findFirstTimers(
        story.client,
        place,
        logins.map((login) => contributor(login)),
        silent,
      );
    const errors = [{ type: 'INTERNAL', path: ['search0'], message: 'Timeout.' }];
    story.github.failGraphql({ operation: 'FirstContributions', errors, times: 4 });
    expect(await found('new')).toEqual([]);
    story.github.failNext({ status: 403 });
    expect(await found('new')).toEqual([]);
    expect(await found('no login at all', 'x author:new')).toEqual([]);
  });
});
