import { describe, expect, it } from '@jest/globals';
import { merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';

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
