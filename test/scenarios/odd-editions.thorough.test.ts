import { describe, expect, it, jest } from '@jest/globals';
import { editionText } from '../newsletter/builders.js';
import { merged, NEWS, WIDGET } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const APRIL_FILE = 'content/this-month/2020-04/index.md';

describe('a newsletter', () => {
  it.concurrent.each([
    ['in its first ten days, for the month before', '2020-06-10T23:59:59Z', '2020-05', 'May 2020', 9],
    ['later, for this month', '2020-06-11T00:00:00Z', '2020-06', 'June 2020', 10],
  ])('without earlier editions gets a first one: %s', async (_, today, key, name, number) => {
    await tell({ editions: {} }, async (story) => {
      merged(story, 9, { mergedAt: '2020-05-20T12:00:00Z' });
      merged(story, 10, { mergedAt: '2020-06-02T12:00:00Z' });
      story.setTime(today);
      expect((await story.sync()).outcome).toBe('created');
      const first = story.github.readFile(NEWS, 'next', `content/this-month/${key}/index.md`) ?? '';
      expect(first).toContain(`\ntitle = "This Month at acme: ${name}"\n`);
      expect(first).toContain(`- [Change ${number}](https://github.com/${WIDGET}/pull/${number})\n`);
    });
  });
});

describe('an earlier edition', () => {
  it.concurrent.each([
    '{month}/post/index.md',
    '{month}/en/post.md',
    '{period}/a/b/c.md',
    '{month}/{year}/x.md',
  ])('counts as published at %s, too', async (file) => {
    const pathOf = (key: string) =>
      file.replace(/\{(?:month|period)\}/, key).replace('{year}', key.slice(0, 4));
    const editions = Object.fromEntries(
      ['2020-04', '2020-05'].map((key) => [`content/${pathOf(key)}`, editionText(key, 'x')]),
    );
    await tell({ editions, config: `file: "content/${file}"\n` }, async (story) => {
      merged(story, 10, { mergedAt: '2020-06-02T12:00:00Z' });
      await story.sync();
      expect(story.github.readFile(NEWS, 'next', `content/${pathOf('2020-06')}`)).toContain('[Change 10]');
      expect(story.github.readFile(NEWS, 'next', `content/${pathOf('2020-05')}`)).toBe(
        editions[`content/${pathOf('2020-05')}`],
      );
    });
  });

  it.concurrent.each([
    ['is empty', ''],
    ['has front matter that is no TOML', '+++\ntitle = \n+++\n\n## Projects\n\n### [`widget`](x)\n'],
    ['has front matter that never ends', '+++\ntitle = "x"\n## Projects\n'],
    ['has no headings', '+++\ntitle = "April 2020"\n+++\n\nJust words.\n'],
    ['is in YAML', '---\ntitle: April\n---\n\n# Hello\n'],
    ['is noise', '\u0001\u0002<<<<<<< HEAD\n=======\n>>>>>>> [](\n```\n<!--\n{{'],
  ])('that %s teaches nothing, is said, and counts as published', async (_, text) => {
    const editions = {
      'content/this-month/2020-03/index.md': editionText('2020-03', 'x'),
      [APRIL_FILE]: text,
    };
    await tell({ editions }, async (story) => {
      merged(story, 10);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toMatch(/^\+\+\+\ntitle = "This Month at Acme: May 2020"\n/);
      expect(story.draft()).toContain('Change 10');
      expect(story.said.join('\n')).toMatch(/The edition of 2020-04 teaches no house style: it/);
    });
  });

  it.concurrent('that is the only one and teaches nothing is followed by a first one', async () => {
    await tell({ editions: { [APRIL_FILE]: 'What?\n' } }, async (story) => {
      merged(story, 10);
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toMatch(/^\+\+\+\ntitle = ".*May 2020"\n/);
    });
  });

  it.concurrent.each([
    ['is no text', '\0\u0001', 'is not a text file'],
    ['is larger than GitHub shows', 'x'.repeat(600_000), 'is too large for GitHub to give it whole'],
  ])('that %s leaves the draft incomplete, since what it told is unknown', async (_, text, gap) => {
    await tell({ editions: { [APRIL_FILE]: text } }, async (story) => {
      merged(story, 10);
      expect((await story.sync()).outcome).toBe('incomplete');
      expect(story.said.join('\n')).toContain(`${APRIL_FILE} ${gap}.`);
      expect(story.draft()).toContain('Change 10');
    });
  });
});
