import { describe, expect, it, jest } from '@jest/globals';
import { cleanTitle } from '../../src/newsletter/markdown/markdown.js';
import { asSeen, titleAsSeen } from '../newsletter/as-seen.js';
import { merged, NEWS } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

describe('a pull request', () => {
  it.concurrent('by a deleted account is shown, and nobody is thanked for it', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { author: null });
      await story.sync();
      expect(story.draft()).toContain('- [Change 10](https://github.com/acme/widget/pull/10)');
      expect(story.draft()).not.toContain('Thanks to');
    });
  });

  it.concurrent.each([
    ['empty', ''],
    ['of white space', ' \t\n '],
    ['of invisible characters', '\u200B\u202E\uFEFF'],
    ['of blank letters', '\u3164\uFFA0\u2800'],
  ])('with a title that is %s is told by its number', async (_, title) => {
    await tell({}, async (story) => {
      merged(story, 10, { title });
      await story.sync();
      expect(story.draft()).toContain('- [Pull request 10](https://github.com/acme/widget/pull/10)\n');
    });
  });

  it.concurrent('with a title of 10,000 characters is shown by its beginning', async () => {
    await tell({}, async (story) => {
      merged(story, 10, { title: 'ab[`<'.repeat(2000) });
      merged(story, 11, { title: '@all '.repeat(2000), author: 'dependabot[bot]' });
      await story.sync();
      expect(story.draft().length).toBeLessThan(4000);
      expect(asSeen(bodyOf(story.draft())).text).toContain('ab[');
      expect(asSeen(bodyOf(story.draft())).links).toContain('https://github.com/acme/widget/pull/10');
      expect(story.github.pullRequests(NEWS)[0]?.body.length).toBeLessThan(4000);
    });
  });
});

describe('who is thanked', () => {
  const thanks = (draft: string) =>
    /Thanks to .*/
      .exec(draft)?.[0]
      .match(/(?<=@)[\w-]+/g)
      ?.sort();

  it.concurrent('is who wrote the commits, and whom the settings call people, not bots', async () => {
    const config = 'bots: [deploy]\npeople: [cyd-ci]\ncredit: { openers: false }\n';
    await tell({ config }, async (story) => {
      for (const login of ['ann', 'bob', 'cyd-ci', 'deploy', 'acme-bot', 'maria'])
        story.github.addUser({ login });
      const commits = ['bob', 'cyd-ci', 'deploy', 'acme-bot'].map((login) => ({ authors: [{ login }] }));
      merged(story, 10, { author: 'maria', commits, squashedBy: [{ login: 'maria' }, { login: 'ann' }] });
      await story.sync();
      expect(thanks(story.draft())).toEqual(['ann', 'bob', 'cyd-ci']);
      expect(story.github.pullRequests(NEWS)[0]?.body).toMatch(/Not thanked, .*: `acme-bot`\./);
    });
  });

  it.concurrent('is who wrote the commits of a deleted account’s pull request; a name without an account is told', async () => {
    await tell({}, async (story) => {
      story.github.addUser({ login: 'bob' });
      const authors = [{ login: 'bob' }, { name: 'Nobody Known' }];
      merged(story, 10, { author: null, commits: [{ authors }] });
      await story.sync();
      expect(thanks(story.draft())).toEqual(['bob']);
      expect(story.github.pullRequests(NEWS)[0]?.body).toContain('thanked for what `Nobody Known` wrote');
    });
  });
});

describe('hostile titles', () => {
  const titles = [
    'Use NonZero<u8> and Vec<T>',
    'Close --> the comment <!-- and open it',
    'Run {{ x() }} and {% y() %} and {# z #}',
    'Leave](https://evil.example) the [link',
    '<script>alert(1)</script>',
    '+++\ntitle = "mine"\n+++',
    '@everyone look at #1',
    'Backtick ` alone',
    '\u202Eesrever',
  ];

  it.concurrent('are shown as they were written, each in its own link, and do nothing', async () => {
    await tell({}, async (story) => {
      titles.forEach((title, index) => void merged(story, 10 + index, { title }));
      await story.sync();
      const body = bodyOf(story.draft());
      const { text, links, elements } = asSeen(body);
      for (const title of titles) expect(text).toContain(titleAsSeen(cleanTitle(title)));
      expect(links.filter((link) => link.includes('/pull/'))).toHaveLength(titles.length);
      expect(links.filter((link) => !link.startsWith('https://github.com/'))).toEqual([]);
      expect(elements.filter((name) => ['script', 'u8', 't'].includes(name.toLowerCase()))).toEqual([]);
      expect(body).not.toMatch(/\{\{|\{%/);
    });
  });

  it.concurrent('stay in their comments when they are hidden', async () => {
    await tell({}, async (story) => {
      merged(story, 9, { title: 'Shown' });
      titles.forEach((title, index) => void merged(story, 10 + index, { title, author: 'renovate[bot]' }));
      await story.sync();
      const body = bodyOf(story.draft());
      expect(body.match(/^<!-- - \[.*\]\(\S+\) -->$/gm)).toHaveLength(titles.length);
      expect(asSeen(body).links.filter((link) => link.includes('/pull/'))).toEqual([
        'https://github.com/acme/widget/pull/9',
      ]);
      expect(body).not.toMatch(/\{\{|\{%/);
    });
  });

  it.concurrent('are harmless in the pull request’s body too', async () => {
    await tell({}, async (story) => {
      titles.forEach((title, index) => void merged(story, 10 + index, { title, author: 'renovate[bot]' }));
      await story.sync();
      const body = story.github.pullRequests(NEWS)[0]?.body ?? '';
      expect(body).toContain(`0 shown, ${titles.length} hidden`);
      expect(body).not.toMatch(/@everyone|[^\w`]#1\b/);
      expect(asSeen(body).elements).not.toContain('script');
      expect(asSeen(body).links.filter((link) => link.includes('evil'))).toEqual([]);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });
});

/** The edition without its front matter. */
function bodyOf(edition: string): string {
  return edition.replace(/^\+\+\+\n[\s\S]*?\n\+\+\+\n/, '');
}
