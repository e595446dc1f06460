import { describe, expect, it } from '@jest/globals';
import { editionText } from '../newsletter/builders.js';
import { merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';
import { syncer } from './token-story.js';

const STATUS = '<!-- newsletter status -->';

/** May is drafted. */
async function draftMay(story: Story): Promise<number> {
  story.github.grant(NEWS, 'phil', 'write');
  merged(story, 10);
  await story.sync();
  return story.github.pullRequests(NEWS)[0]?.number ?? 0;
}

const bodyOf = ({ github }: Story) => github.pullRequests(NEWS)[0]?.body ?? '';
const statusOn = ({ github }: Story, number: number) =>
  github.comments(NEWS, number).find(({ body }) => body.startsWith(STATUS))?.body ?? '';
const dateIn = (story: Story) => /^date = (.*)$/m.exec(story.draft())?.[1];
const planned = (day: string) => `Planned day of publication: ${day}.`;

describe('the planned day of publication', () => {
  it.concurrent('is shown nowhere as long as nobody plans one', async () => {
    await tell({}, async (story) => {
      await draftMay(story);
      expect(bodyOf(story)).not.toContain('Planned day');
      expect(dateIn(story)).toBe('2020-06-01');
    });
  });

  it.concurrent('is that of the settings, in the file, in the description and in the status', async () => {
    await tell({ config: 'publish: Second  Monday\n' }, async (story) => {
      const number = await draftMay(story);
      expect(dateIn(story)).toBe('2020-06-08');
      expect(bodyOf(story)).toContain(planned('Monday 8 June 2020'));
      story.github.as('phil').comment(NEWS, number, '/newsletter status');
      await story.sync();
      expect(statusOn(story, number)).toContain(planned('Monday 8 June 2020'));
    });
  });

  it.concurrent('is what an editor says, against the settings and without, until the command is taken back', async () => {
    for (const config of ['publish: second monday\n', '']) {
      await tell({ config }, async (story) => {
        const number = await draftMay(story);
        const id = story.github.as('phil').comment(NEWS, number, '/newsletter plan 2020-06-12');
        await story.sync();
        expect(dateIn(story)).toBe('2020-06-12');
        expect(bodyOf(story)).toContain(planned('Friday 12 June 2020'));
        story.github.as('phil').editComment(NEWS, id, '/newsletter date 2020-06-14');
        await story.sync();
        expect(bodyOf(story)).toContain(planned('Sunday 14 June 2020'));
        story.github.as('phil').deleteComment(NEWS, id);
        await story.sync();
        expect(dateIn(story)).toBe(config === '' ? '2020-06-01' : '2020-06-08');
        expect(bodyOf(story).includes(planned('Monday 8 June 2020'))).toBe(config !== '');
      });
    }
  });

  it.concurrent('that a person wrote into the file stays', async () => {
    await tell({ config: 'publish: second monday\n' }, async (story) => {
      const number = await draftMay(story);
      const path = 'content/this-month/2020-05/index.md';
      const edit = (text: string) => text.replace('date = 2020-06-08', 'date = 2020-06-30');
      story.github.as('phil').editFile(NEWS, 'next', path, edit);
      story.github.as('phil').comment(NEWS, number, '/newsletter plan 2020-06-12');
      await story.sync();
      expect(dateIn(story)).toBe('2020-06-30');
    });
  });

  it.concurrent('in the past is refused with a sentence, and `date` still sets it', async () => {
    await tell({ config: 'publish: second monday\n' }, async (story) => {
      const number = await draftMay(story);
      story.github.as('phil').comment(NEWS, number, '/newsletter plan 2020-06-02');
      await story.sync();
      expect(dateIn(story)).toBe('2020-06-08');
      expect(statusOn(story, number)).toContain(
        '2020-06-02 was over already. Name a day to come, or set a day that is over by `date`.',
      );
      story.github.as('phil').comment(NEWS, number, '/newsletter date 2020-06-02');
      await story.sync();
      expect(dateIn(story)).toBe('2020-06-02');
    });
  });

  it.concurrent('is not planned by people without write access', async () => {
    await tell({}, async (story) => {
      const number = await draftMay(story);
      story.github.addUser({ login: 'eve' });
      story.github.as('eve').comment(NEWS, number, '/newsletter plan 2020-06-12');
      await story.sync();
      expect(bodyOf(story)).not.toContain('Planned day');
      expect(statusOn(story, number)).toContain(
        'Only people with write access to the newsletter can use `plan`.',
      );
    });
  });

  it.concurrent('stands in the file’s name where that has a date', async () => {
    const file = 'content/posts/{date}-news.md';
    await tell({ config: `publish: first friday\nfile: ${file}\n`, editions: {} }, async (story) => {
      await draftMay(story);
      expect(story.github.readFile(NEWS, 'next', 'content/posts/2020-06-05-news.md')).toContain('Change 10');
    });
  });

  it.concurrent('is named where people are invited to a note', async () => {
    await tell({ config: 'publish: second monday\ninvite: shown\n' }, async (story) => {
      merged(story, 19, { mergedAt: '2020-05-31T12:00:00Z' });
      story.setTime('2020-06-01T08:00:00Z');
      await draftMay(story);
      await story.sync();
      const bodies = story.github.comments('acme/widget', 19).map(({ body }) => body);
      expect(bodies.join('')).toContain(planned('Monday 8 June 2020'));
    });
  });
});

const SIGNED = `### [\`widget\`](https://github.com/acme/widget)

<span class="author">(Section written by [@ann](https://github.com/ann))</span>

Levers.

### [\`lever\`](https://github.com/acme/lever)

<span class="author">(Section written by [@ben](https://github.com/ben))</span>

More levers.`;

/** May is to appear on Monday 8 June, and people are called a week before; it is Wednesday 3 June. */
const CALL = {
  config:
    'publish: second monday\ncall: { daysBefore: 7, mention: [acme/editors, cleo], reminder: true }\ncredit: { optOut: [ben] }\n',
  editions: { 'content/this-month/2020-04/index.md': editionText('2020-04', SIGNED) },
};

/**
 * The same story, run by the App, whose comments nobody else wrote. Such stories are told one after the other: Octokit gives
 * installations of the same number the same token where they ask at the same time, and each world's is the same.
 */
const asApp = (story: Story): Story => ({ ...story, sync: syncer(story) });
const bodiesOf = ({ github }: Story, number: number, isMeant: (body: string) => boolean) =>
  github
    .comments(NEWS, number)
    .map(({ body }) => body)
    .filter(isMeant);
const callsOn = ({ github }: Story, number: number) =>
  github.comments(NEWS, number).filter(({ body }) => body.startsWith('<!-- newsletter call '));
const remindersOn = ({ github }: Story, number: number) =>
  github.comments(NEWS, number).filter(({ body }) => body.startsWith('<!-- newsletter reminder -->'));

describe('the call for content', () => {
  it.concurrent('is one comment with the plan, how to take part, who wrote last time, and what has no story', async () => {
    await tell(CALL, async (story) => {
      const number = await draftMay(story);
      await story.sync();
      const [{ body = '' } = {}, ...others] = callsOn(story, number);
      expect(others).toEqual([]);
      expect(body).toContain(
        '**The edition of May 2020 is planned for Monday 8 June 2020.** @acme/editors @cleo\n',
      );
      expect(body).toMatch(
        /To take part, \[edit the draft\]\(.*\/edit\/next\/.*\), or comment `\/newsletter story <crate>`/,
      );
      expect(body).toContain('Sections of the last edition were written by `ann`.');
      expect(body).toContain('Merged work without a story: `widget`.');
      // Who opted out is not named, and nobody is notified but whom the settings name.
      expect(body).not.toContain('ben');
      expect(body.match(/@[\w/]+/g)).toEqual(['@acme/editors', '@cleo']);
    });
  });

  it.concurrent('is not written without the setting, too early, or too late', async () => {
    for (const [config, time] of [
      ['publish: second monday\n', '2020-06-03T08:00:00Z'],
      ['publish: second monday\ncall: { daysBefore: 4 }\n', '2020-06-03T23:59:00Z'],
      ['publish: day 2\ncall: { daysBefore: 7 }\n', '2020-06-03T08:00:00Z'],
    ] as const) {
      await tell({ config }, async (story) => {
        story.setTime(time);
        const number = await draftMay(story);
        await story.sync();
        expect(story.github.comments(NEWS, number)).toEqual([]);
        expect(story.github.requests.map(({ operation }) => operation)).not.toContain('DeletedComments');
      });
    }
  });

  it.concurrent('follows the facts in its place: the plan, and the stories that came', async () => {
    await tell(CALL, async (story) => {
      const number = await draftMay(story);
      await story.sync();
      const phil = story.github.as('phil');
      phil.comment(NEWS, number, '/newsletter plan 2020-06-10');
      phil.comment(NEWS, number, '/newsletter story widget\nLevers turned.');
      await story.sync();
      const [{ body = '' } = {}, ...others] = callsOn(story, number);
      expect(others).toEqual([]);
      expect(body).toContain('is planned for Wednesday 10 June 2020.');
      expect(body).not.toContain('without a story');
    });
  });

  it.concurrent('that a person deleted does not come back', async () => {
    await tell(CALL, async (story) => {
      const number = await draftMay(story);
      const [{ databaseId = 0 } = {}] = callsOn(story, number);
      story.github.as('phil').deleteComment(NEWS, databaseId);
      for (const time of ['2020-06-04T08:00:00Z', '2020-06-07T08:00:00Z']) {
        story.setTime(time);
        await story.sync();
      }
      expect(story.github.comments(NEWS, number)).toEqual([]);
    });
  });

  it.concurrent('that a person reworded stays as they left it', async () => {
    for (const reword of [
      (body: string) => body.replace('To take part', 'Cake for all! To take part'),
      (body: string) => `Cake for all!\n\n${body}`,
      (body: string) => `Cake for all!\r\n${body.replaceAll('\n', '\r\n')}`,
    ]) {
      await tell(CALL, async (story) => {
        const number = await draftMay(story);
        const [{ databaseId = 0, body = '' } = {}] = callsOn(story, number);
        story.github.as('phil').editComment(NEWS, databaseId, reword(body));
        story.github.as('phil').comment(NEWS, number, '/newsletter plan 2020-06-10');
        await story.sync();
        await story.sync();
        expect(bodiesOf(story, number, (text) => text.includes('newsletter call'))).toEqual([reword(body)]);
      });
    }
  });

  it('that a person wrote over is theirs, and nobody is called again; nor by a reminder', async () => {
    const isCake = (body: string) => body.includes('Cake');
    for (const text of ['Cake!', 'Cake!\n\n/newsletter note Cake.', '- [x] Cake', '<!-- Cake -->']) {
      await tell(CALL, async (told) => {
        const story = asApp(told);
        const number = await draftMay(story);
        const [{ databaseId = 0 } = {}] = callsOn(story, number);
        story.github.as('phil').editComment(NEWS, databaseId, text);
        await story.sync();
        story.github.as('phil').comment(NEWS, number, '/newsletter status');
        for (const time of ['2020-06-04T08:00:00Z', '2020-06-07T08:00:00Z']) {
          story.setTime(time);
          await story.sync();
        }
        expect(bodiesOf(story, number, isCake)).toEqual([text]);
        expect(callsOn(story, number)).toEqual([]);
        expect(remindersOn(story, number)).toEqual([]);
        expect(statusOn(story, number)).not.toBe('');
      });
    }
  });

  it.concurrent('is one though two runs wrote it, one of which was killed', async () => {
    await tell(CALL, async (story) => {
      story.github.grant(NEWS, 'phil', 'write');
      merged(story, 10);
      story.setTime('2020-05-31T08:00:00Z');
      await story.sync();
      const number = story.github.pullRequests(NEWS)[0]?.number ?? 0;
      expect(callsOn(story, number)).toEqual([]);
      story.setTime('2020-06-03T08:00:00Z');
      story.github.failNext({
        status: 502,
        afterWork: true,
        when: ({ operation }) => operation === 'AddComment',
      });
      await Promise.all([story.sync(), story.sync()]);
      await story.sync();
      await story.sync();
      expect(callsOn(story, number)).toHaveLength(1);
    });
  });

  it.concurrent('leaves a frozen draft alone', async () => {
    await tell(CALL, async (story) => {
      story.setTime('2020-05-31T08:00:00Z');
      const number = await draftMay(story);
      story.github.as('phil').comment(NEWS, number, '/newsletter freeze');
      story.setTime('2020-06-03T08:00:00Z');
      await story.sync();
      expect(callsOn(story, number)).toEqual([]);
    });
  });

  it.concurrent('is repeated by one reminder on the day before, which notifies nobody anew', async () => {
    await tell(CALL, async (story) => {
      const number = await draftMay(story);
      story.setTime('2020-06-06T23:59:00Z');
      await story.sync();
      expect(remindersOn(story, number)).toEqual([]);
      story.setTime('2020-06-07T00:00:00Z');
      await story.sync();
      await story.sync();
      const [{ body = '', databaseId = 0 } = {}, ...others] = remindersOn(story, number);
      expect(others).toEqual([]);
      expect(body).toContain('**A reminder:** The edition of May 2020 is planned for Monday 8 June 2020.');
      expect(body).not.toContain('@');
      story.github.as('phil').deleteComment(NEWS, databaseId);
      await story.sync();
      expect(remindersOn(story, number)).toEqual([]);
    });
  });

  it('is not repeated by a second reminder where a person wrote over the first', async () => {
    for (const text of ['Cake!', '- [x] Cake', '<!-- Cake -->', '> Cake']) {
      await tell(CALL, async (told) => {
        const story = asApp(told);
        const number = await draftMay(story);
        story.setTime('2020-06-07T08:00:00Z');
        await story.sync();
        const [{ databaseId = 0 } = {}] = remindersOn(story, number);
        story.github.as('phil').editComment(NEWS, databaseId, text);
        await story.sync();
        await story.sync();
        expect(remindersOn(story, number)).toEqual([]);
        expect(bodiesOf(story, number, (body) => body === text)).toHaveLength(1);
        expect(callsOn(story, number)).toHaveLength(1);
      });
    }
  });

  it.concurrent('is not followed by a reminder on its own day', async () => {
    await tell(CALL, async (story) => {
      story.setTime('2020-06-07T08:00:00Z');
      const number = await draftMay(story);
      await story.sync();
      expect(callsOn(story, number)).toHaveLength(1);
      expect(remindersOn(story, number)).toEqual([]);
    });
  });

  it.concurrent('is followed by a reminder on the next day of the newsletter’s zone, whatever the day is in UTC', async () => {
    for (const { timezone, called, later, reminders } of [
      { timezone: 'Asia/Tokyo', called: '2020-06-06T16:00:00Z', later: '2020-06-07T05:00:00Z', reminders: 0 },
      { timezone: 'Asia/Tokyo', called: '2020-06-06T14:00:00Z', later: '2020-06-06T16:00:00Z', reminders: 1 },
      {
        timezone: 'America/New_York',
        called: '2020-06-07T01:00:00Z',
        later: '2020-06-07T15:00:00Z',
        reminders: 1,
      },
      {
        timezone: 'America/New_York',
        called: '2020-06-07T05:00:00Z',
        later: '2020-06-08T01:00:00Z',
        reminders: 0,
      },
    ]) {
      await tell({ ...CALL, config: `timezone: ${timezone}\n${CALL.config}` }, async (story) => {
        story.setTime(called);
        const number = await draftMay(story);
        await story.sync();
        story.setTime(later);
        await story.sync();
        await story.sync();
        expect(callsOn(story, number)).toHaveLength(1);
        expect(remindersOn(story, number)).toHaveLength(reminders);
      });
    }
  });

  it.concurrent('is over once the edition was published early; the next one has its own', async () => {
    await tell(CALL, async (story) => {
      const number = await draftMay(story);
      story.github.as('phil').readyForReview(NEWS, number);
      story.github.as('phil').mergeOpenPullRequest(NEWS, number);
      merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
      story.setTime('2020-06-07T08:00:00Z');
      await story.sync();
      const june = story.github.pullRequests(NEWS).at(-1)?.number ?? 0;
      expect(june).not.toBe(number);
      expect([...callsOn(story, june), ...remindersOn(story, number)]).toEqual([]);
      story.setTime('2020-07-06T08:00:00Z');
      await story.sync();
      expect(callsOn(story, june)).toHaveLength(1);
    });
  });
});
