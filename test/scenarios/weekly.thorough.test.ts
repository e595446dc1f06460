import { describe, expect, it, jest } from '@jest/globals';
import { merged, NEWS, type Story, WIDGET } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const CONFIG = `name: This Week at Acme
file: blog/{date}-this_week_{number}.md
period: week
begins: friday
timezone: America/New_York
announce: { issue: 500 }
`;

function edition(number: number, date: string, pullRequest: number): string {
  return `+++
title = "This Week at Acme #${number}"
date = ${date}
+++

Welcome to issue ${number}.

## \`acme\` Projects

### [\`widget\`](https://github.com/${WIDGET})

Levers. We merged the following PR this week:

- [Change ${pullRequest}](https://github.com/${WIDGET}/pull/${pullRequest})
`;
}

const POSTS = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [
    `blog/2019-${String((index % 12) + 1).padStart(2, '0')}-11-a_post_${index}.md`,
    `A post that is no edition, with [a link](https://github.com/${WIDGET}/pull/${100 + index}).\n`,
  ]),
);
const EDITIONS = {
  ...POSTS,
  'blog/2020-05-08-this_week_8.md': edition(8, '2020-05-08', 1),
  // The week until 14 May, two days late.
  'blog/2020-05-17-this_week_9.md': edition(9, '2020-05-17', 2),
};

const file = (date: string, number: number) => `blog/${date}-this_week_${number}.md`;
const draftOf = ({ github }: Story, path: string) => github.readFile(NEWS, 'next', path) ?? '';

function openDraft({ github }: Story) {
  const found = github.pullRequests(NEWS).find(({ state }) => state === 'OPEN');
  if (found === undefined) throw new Error('There is no open draft.');
  return found;
}

function publish(story: Story): void {
  const phil = story.github.as('phil');
  const { number } = openDraft(story);
  phil.readyForReview(NEWS, number);
  phil.mergeOpenPullRequest(NEWS, number);
}

const weekly = { editions: EDITIONS, config: CONFIG };

describe('a weekly newsletter among other posts', () => {
  it.concurrent('is drafted, edited, published and drafted again, for four weeks', async () => {
    await tell(weekly, async (story) => {
      const { github } = story;
      github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: 500 });
      story.setTime('2020-05-22T08:00:00Z');
      // In New York, the week begins at 04:00 UTC.
      merged(story, 10, { mergedAt: '2020-05-15T03:59:59Z' });
      merged(story, 11, { mergedAt: '2020-05-15T04:00:00Z' });
      merged(story, 12, { mergedAt: '2020-05-22T03:59:59Z' });
      merged(story, 13, { mergedAt: '2020-05-22T04:00:00Z' });
      expect((await story.sync()).outcome).toBe('created');
      const first = file('2020-05-22', 10);
      expect(draftOf(story, first)).toContain('title = "This Week at Acme #10"\ndate = 2020-05-22\n');
      expect(draftOf(story, first)).toContain('Welcome to issue 10.\n');
      expect(draftOf(story, first)).toContain(
        `We merged the following PRs this week:\n\n- [Change 11](https://github.com/${WIDGET}/pull/11)\n- [Change 12](https://github.com/${WIDGET}/pull/12)\n`,
      );
      expect(draftOf(story, first)).not.toMatch(/Change 1[03]/);
      expect(openDraft(story).body).toContain(
        "#<!-- -->10** (the week of 15 May 2020). It follows what is merged until the week's edition is published.",
      );
      // The texts of other posts are none of the bot's business.
      const asked = JSON.stringify(github.requests);
      expect(asked).toContain('EditionNames');
      expect(asked).not.toContain('A post that is no edition');

      // An editor rewrites the welcome; a note comes; the next week begins, and the draft keeps its own.
      github
        .as('phil')
        .editFile(NEWS, 'next', first, (text) => text.replace('Welcome to issue 10.', 'Hello, ten!'));
      github.as('ann').comment(WIDGET, 11, '/newsletter note It turns twice.');
      story.setTime('2020-05-30T08:00:00Z');
      merged(story, 14, { mergedAt: '2020-05-29T12:00:00Z' });
      expect((await story.sync()).outcome).toBe('waiting');
      expect(draftOf(story, first)).toContain('Hello, ten!\n');
      expect(draftOf(story, first)).toContain('  - It turns twice.\n');
      expect(github.readFile(NEWS, 'next', file('2020-05-29', 10))).toBeNull();

      // Published at last: the next draft is that of the week after, with the number after.
      publish(story);
      expect((await story.sync()).outcome).toBe('created');
      const second = file('2020-05-29', 11);
      expect(draftOf(story, second)).toContain('title = "This Week at Acme #11"\ndate = 2020-05-29\n');
      expect(draftOf(story, second)).toContain('- [Change 13]');
      expect(draftOf(story, second)).not.toMatch(/Change 1[0124]/);
      expect(draftOf(story, second)).toContain('Hello, ten!\n');

      // An editor renames the file to the day of publication: the draft is found all the same.
      const renamed = file('2020-05-31', 11);
      github.as('phil').moveFile(NEWS, 'next', [second, renamed]);
      merged(story, 15, { mergedAt: '2020-05-28T12:00:00Z' });
      await story.sync();
      expect(draftOf(story, renamed)).toContain('- [Change 15]');
      expect(github.readFile(NEWS, 'next', second)).toBeNull();
      publish(story);

      // The third week is over already, and the fourth runs.
      story.setTime('2020-06-05T08:00:00Z');
      expect((await story.sync()).outcome).toBe('created');
      const third = file('2020-06-05', 12);
      expect(draftOf(story, third)).toContain('- [Change 14]');
      publish(story);
      expect((await story.sync()).outcome).toBe('created');
      const fourth = file('2020-06-12', 13);
      expect(draftOf(story, fourth)).toContain('#13"');
      expect((await story.sync()).outcome).toBe('unchanged');
      const announced = github.comments(NEWS, 500).map(({ body }) => body.split('\n').at(-1));
      expect(announced).toEqual([
        '<!-- newsletter announcement 2020-05-15 -->',
        '<!-- newsletter announcement 2020-05-22 -->',
        '<!-- newsletter announcement 2020-05-29 -->',
      ]);
      expect(github.comments(NEWS, 500)[1]?.body).toContain(`/blob/main/${renamed}>`);
    });
  });

  it.concurrent('keeps a late draft apart from the next one, also where paths only have numbers', async () => {
    const config = CONFIG.replace('blog/{date}-this_week_{number}.md', 'news/{number}.md');
    const editions = {
      'news/8.md': edition(8, '2020-05-08', 1),
      'news/9.md': edition(9, '2020-05-15', 2),
      'news/about.md': 'About',
    };
    await tell({ editions, config }, async (story) => {
      const { github } = story;
      github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: 500 });
      story.setTime('2020-05-22T08:00:00Z');
      merged(story, 11, { mergedAt: '2020-05-18T12:00:00Z' });
      merged(story, 12, { mergedAt: '2020-05-25T12:00:00Z' });
      await story.sync();
      expect(draftOf(story, 'news/10.md')).toContain('- [Change 11]');
      github.grant(NEWS, 'phil', 'write');
      // An editor puts the publication off for two weeks.
      github.as('phil').comment(NEWS, openDraft(story).number, '/newsletter date 2020-06-04');
      story.setTime('2020-05-30T08:00:00Z');
      for (const outcome of ['waiting', 'waiting']) expect((await story.sync()).outcome).toBe(outcome);
      expect(draftOf(story, 'news/10.md')).toContain('date = 2020-06-04\n');
      expect(draftOf(story, 'news/10.md')).toContain('- [Change 11]');
      expect(draftOf(story, 'news/10.md')).not.toContain('Change 12');
    });
  });

  it.concurrent('has its own words for what is asked of it', async () => {
    await tell(weekly, async (story) => {
      story.setTime('2020-05-20T08:00:00Z');
      merged(story, 11, { mergedAt: '2020-05-18T12:00:00Z' });
      await story.sync();
      expect(draftOf(story, file('2020-05-22', 10))).toContain('We merged the following PR this week:');
      await expect(story.preview('2020-05')).rejects.toThrow(
        'This newsletter has no week 2020-05. Its weeks are called like 2020-05-01.',
      );
      await expect(story.preview('2020-05-16')).rejects.toThrow('Its weeks are called like 2020-05-15.');
      await expect(story.preview('2020-05-22')).rejects.toThrow(
        '2020-05-22 has not begun yet (today is in 2020-05-15 in America/New_York). Give a week up to this one.',
      );
      await expect(story.sync('2020-05-01')).rejects.toThrow(
        'The edition of 2020-05-01 is published already.',
      );
    });
  });

  it.concurrent('may have folders by year and month', async () => {
    const config = CONFIG.replace('blog/{date}-this_week_{number}.md', 'blog/{year}/{mm}/{day}-week.md');
    const editions = { ...POSTS, 'blog/2020/05/08-week.md': edition(9, '2020-05-15', 2) };
    await tell({ editions, config }, async (story) => {
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: 500 });
      story.setTime('2020-05-22T08:00:00Z');
      merged(story, 11, { mergedAt: '2020-05-18T12:00:00Z' });
      await story.sync();
      expect(draftOf(story, 'blog/2020/05/15-week.md')).toContain('- [Change 11]');
      story.setTime('2020-05-30T08:00:00Z');
      expect((await story.sync()).outcome).toBe('waiting');
    });
  });

  it.concurrent.each([
    ['blog/{period}.md', 'blog/2020-05-15.md', 'blog/2020-05-22.md'],
    ['blog/{date}-week/index.md', 'blog/2020-05-22-week/index.md', 'blog/2020-05-29-week/index.md'],
    ['blog/{year}/{mm}/{day}.md', 'blog/2020/05/15.md', 'blog/2020/05/22.md'],
    ['{year}/{mm}/{day}/index.md', '2020/05/15/index.md', '2020/05/22/index.md'],
    [
      'blog/{dateYear}/{dateMonth}/{date}-w.md',
      'blog/2020/05/2020-05-22-w.md',
      'blog/2020/05/2020-05-29-w.md',
    ],
    ['{dateYear}/{dateMonth}/{dateDay}/index.md', '2020/05/22/index.md', '2020/05/29/index.md'],
  ])(
    'takes a correction of the last edition at %s to a branch that was squashed',
    async (path, last, next) => {
      const config = CONFIG.replace('blog/{date}-this_week_{number}.md', `'${path}'`).replace(
        /announce.*/,
        '',
      );
      await tell({ editions: POSTS, config }, async (story) => {
        const { github } = story;
        const phil = github.as('phil');
        story.setTime('2020-05-23T08:00:00Z');
        merged(story, 11, { mergedAt: '2020-05-18T12:00:00Z' });
        await story.sync();
        const { number } = openDraft(story);
        phil.readyForReview(NEWS, number);
        phil.mergeOpenPullRequest(NEWS, number, { method: 'squash' });
        phil.editFile(NEWS, 'main', last, (text) => text.replace('Change 11', 'A lever'));
        merged(story, 12, { mergedAt: '2020-05-25T12:00:00Z' });
        expect((await story.sync()).outcome).toBe('created');
        expect(draftOf(story, last)).toContain('- [A lever]');
        expect(draftOf(story, next)).toContain('- [Change 12]');
        expect(openDraft(story).files).toEqual([next]);
      });
    },
  );

  it.concurrent('reads twelve editions among 656 other posts, and none of these', async () => {
    const name = (index: number) => new Date(Date.UTC(2020, 1, 20 + 7 * index)).toISOString().slice(0, 10);
    const others = Array.from({ length: 656 }, (_, index) => [
      `blog/2018-01-${String((index % 28) + 1).padStart(2, '0')}-a-post-${index}.md`,
      `A post, and what it says of ${'levers '.repeat(2000)}`,
    ]);
    const own = Array.from({ length: 12 }, (_, index) => [
      file(name(index), index + 1),
      edition(index + 1, name(index), index + 1),
    ]);
    const editions = Object.fromEntries([...others, ...own]);
    await tell({ editions, config: CONFIG.replace(/announce.*/, '') }, async (story) => {
      const { github } = story;
      story.setTime('2020-05-15T08:00:00Z');
      merged(story, 20, { mergedAt: '2020-05-09T12:00:00Z' });
      expect((await story.sync()).outcome).toBe('created');
      expect(draftOf(story, file('2020-05-15', 13))).toContain('- [Change 20]');
      const operations = github.requests.map(({ operation }) => operation);
      expect(operations).not.toContain('Editions');
      expect(operations.filter((operation) => operation === 'EditionNames')).toHaveLength(1);
      const texts = github.requests.filter(({ operation }) => operation === 'EditionTexts');
      expect(texts.length).toBeLessThanOrEqual(3);
      const asked = texts.flatMap(({ variables = {} }) =>
        Object.values(variables).filter((value) => /^[0-9a-f]{40}$/.test(String(value))),
      );
      expect(new Set(asked).size).toBe(12);
      github.resetRequests();
      await story.sync();
      expect(github.requests.map(({ operation }) => operation)).not.toContain('EditionTexts');
    });
  });

  it.concurrent('reads no other posts where GitHub cannot give all at once, whatever editions are called', async () => {
    const others = Array.from({ length: 656 }, (_, index) => [
      `blog/post-${index}.md`,
      'A post that is no edition.',
    ]);
    const own = ['2020-W18', '2020-W19'].map((week, index) => [
      `blog/${week}.md`,
      edition(index + 1, '2020-05-01', index + 1),
    ]);
    const editions = Object.fromEntries([...others, ...own]);
    await tell({ editions, config: 'file: blog/{period}.md\nperiod: week\n' }, async (story) => {
      const { github } = story;
      story.setTime('2020-05-15T08:00:00Z');
      merged(story, 20, { mergedAt: '2020-05-12T12:00:00Z' });
      github.limitResources({
        missing: 'all data',
        areExceededBy: ({ operation }) => operation === 'Editions',
      });
      expect((await story.sync()).outcome).toBe('created');
      expect(draftOf(story, 'blog/2020-W20.md')).toContain('- [Change 20]');
      const texts = github.requests.filter(({ operation }) => operation === 'EditionTexts');
      expect(texts.length).toBeLessThanOrEqual(2);
      expect(texts.length).toBeGreaterThan(0);
    });
  });

  it.concurrent('leaves a draft alone that a person closed', async () => {
    await tell(weekly, async (story) => {
      story.setTime('2020-05-20T08:00:00Z');
      merged(story, 11, { mergedAt: '2020-05-18T12:00:00Z' });
      await story.sync();
      story.github.as('phil').closePullRequest(NEWS, openDraft(story).number);
      expect((await story.sync()).outcome).toBe('frozen');
    });
  });

  it.concurrent('says that no post is called like an edition', async () => {
    await tell({ editions: POSTS, config: CONFIG }, async (story) => {
      story.setTime('2020-05-20T08:00:00Z');
      merged(story, 11, { mergedAt: '2020-05-18T12:00:00Z' });
      expect((await story.sync()).outcome).toBe('created');
      expect(draftOf(story, file('2020-05-22', 1))).toContain(
        'title = "This Week at Acme: the week of 15 May 2020"',
      );
      expect(story.said.join('\n')).toContain(
        'None of the 30 posts in that folder is called like blog/{date}-this_week_{number}.md, so the bot starts without a model. The last of them by name is blog/2019-12-11-a_post_',
      );
    });
  });
});

describe('a newsletter of another period', () => {
  it.concurrent.each([
    {
      period: 'fortnight',
      begins: '2020-04-20',
      before: ['2020-04-20', '2020-05-04', 'the fortnight of 20 April 2020'],
      first: ['2020-05-04', '2020-05-18', 'the fortnight of 4 May 2020'],
      second: ['2020-05-18', '2020-06-01', 'the fortnight of 18 May 2020'],
      third: ['2020-06-01', '2020-06-15', 'the fortnight of 1 June 2020'],
    },
    {
      period: 'quarter',
      begins: 'monday',
      before: ['2019-Q3', '2019-10-01', 'Q3 2019'],
      first: ['2019-Q4', '2020-01-01', 'Q4 2019'],
      second: ['2020-Q1', '2020-04-01', 'Q1 2020'],
      third: ['2020-Q2', '2020-07-01', 'Q2 2020'],
    },
  ] as const)(
    'is drafted, published and drafted again each $period',
    async ({ period, begins, before, first, second, third }) => {
      const path = (key: string) => `news/${key}.md`;
      const config = `name: Acme News\nfile: news/{period}.md\nperiod: ${period}\nbegins: ${begins}\n`;
      const [key, date, named] = before;
      const text = edition(1, date, 1)
        .replace('This Week at Acme #1', `Acme News: ${named}`)
        .replace('Welcome to issue 1.', 'Hello.')
        .replace('this week', `this ${period}`);
      await tell({ editions: { [path(key)]: text }, config }, async (story) => {
        const { github } = story;
        const at = (day: string, hours: number) =>
          new Date(Date.parse(`${day}T00:00:00Z`) + hours * 3_600_000).toISOString();
        let number = 10;
        for (const [own, planned, name] of [first, second, third]) {
          // One before the period is over and, until the edition is published, what is merged in its last second; none after it.
          merged(story, number, { mergedAt: at(planned, -100) });
          merged(story, number + 1, { mergedAt: at(planned, -1 / 3600) });
          merged(story, number + 2, { mergedAt: at(planned, 0) });
          story.setTime(at(planned, -50));
          expect((await story.sync()).outcome).toBe(own === first[0] ? 'created' : 'updated');
          const draft = draftOf(story, path(own));
          expect(draft).toContain(`\ntitle = "Acme News: ${name}"\ndate = ${planned}\n`);
          expect(draft).toContain(`this ${period}:\n`);
          expect(openDraft(story).body).toContain(`until the ${period}'s edition is published.`);
          github
            .as('phil')
            .editFile(NEWS, 'next', path(own), (its) => its.replace(/Levers\b.*?\./, `Levers of ${own}.`));
          story.setTime(at(planned, 8));
          await story.sync();
          const ended = draftOf(story, path(own));
          expect(ended).toContain(`Levers of ${own}.`);
          expect(ended).toContain(`- [Change ${number}]`);
          expect(ended).toContain(`- [Change ${number + 1}]`);
          expect(ended).not.toContain(`- [Change ${number + 2}]`);
          publish(story);
          expect((await story.sync()).outcome).toBe('created');
          expect((await story.sync()).outcome).toBe('unchanged');
          number += 10;
        }
      });
    },
  );
});
