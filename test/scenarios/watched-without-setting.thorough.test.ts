import { describe, expect, it, jest } from '@jest/globals';
import { editionText } from '../newsletter/builders.js';
import { merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const BLOG = 'phil/blog';

/** The editions of March and April have a section about the blog, which is nobody's setting. */
function told(config = '', name = BLOG): (story: Story) => void {
  return (story) => {
    const { github } = story;
    github.addUser({ login: 'phil' });
    const phil = github.as('phil');
    github.addRepository({ nameWithOwner: BLOG });
    for (const [month, number] of [
      ['2020-03', 1],
      ['2020-04', 2],
    ] as const) {
      const blog = `## Other Projects\n\n### [\`${name}\`](https://github.com/${name})\n\nA blog. We merged the following PR this month:\n\n- [Older](https://github.com/${name}/pull/${number})`;
      const widget =
        '### [`widget`](https://github.com/acme/widget)\n\n- [Older](https://github.com/acme/widget/pull/1)';
      phil.editFile(NEWS, 'main', `content/this-month/${month}/index.md`, () =>
        editionText(month, widget, `${blog}\n`),
      );
    }
    if (config !== '') phil.editFile(NEWS, 'main', '.github/newsletter.yml', () => config);
    merged(story, 10);
  };
}

function bodyOf(story: Story): string {
  const body = story.github.pullRequests(NEWS)[0]?.body ?? '';
  return body.replaceAll('\\', '').replaceAll(/<\/?[^>]*>|\u200b/g, '');
}

describe('a repository of others of which two editions have a section', () => {
  it.concurrent('is watched without a setting, and has its section again', async () => {
    await tell(told(), async (story) => {
      merged(story, 20, { in: BLOG, title: 'Mend a post' });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toMatch(
        /## Other Projects\n[\s\S]*### \[`phil\/blog`\][\s\S]*A blog\. We merged the following PR this month:\n\n- \[Mend a post\]/,
      );
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('is told of under its new name', async () => {
    await tell(told(), async (story) => {
      merged(story, 20, { in: BLOG, title: 'Mend a post' });
      story.github.renameRepository(BLOG, 'phil/book');
      await story.sync();
      expect(story.draft()).toMatch(
        /### \[`phil\/book`\]\(https:\/\/github\.com\/phil\/book\)[\s\S]*book\/pull\/20\)/,
      );
      expect(story.draft()).toContain('A blog. We merged the following PR this month:');
    });
  });

  it.concurrent('is left alone where a setting says so', async () => {
    const settings = [
      'exclude: [phil/blog]\n',
      'exclude: [PHIL/Blog]\n',
      'repositories:\n  phil/blog:\n    hide: true\n',
    ];
    for (const config of settings) {
      await tell(told(config), async (story) => {
        merged(story, 20, { in: BLOG, title: 'Mend a post' });
        await story.sync();
        expect(story.draft()).toContain('Change 10');
        expect(story.draft()).not.toContain('Mend a post');
        expect(bodyOf(story)).not.toContain('GitHub finds nothing');
        const searches = JSON.stringify(
          story.github.requests.filter(({ operation }) => operation === 'PullRequestIds'),
        );
        expect(searches.toLowerCase()).not.toContain('repo:phil/blog');
      });
    }
  });

  it.concurrent('that gives nothing is named with the setting that ends it', async () => {
    await tell(told(), async (story) => {
      await story.sync();
      expect(story.said).toContain(
        'GitHub finds nothing that was merged in phil/blog, although the edition of April 2020 lists it. The bot watches it because of the last editions. The setting "exclude" ends that.',
      );
      expect(bodyOf(story)).toContain('The bot watches it because of the last editions');
      expect(bodyOf(story)).not.toContain('check the setting "watch"');
    });
  });

  it.concurrent('and that the settings name as well is told as a set one', async () => {
    await tell(told('watch: [Phil/Blog]\n'), async (story) => {
      await story.sync();
      expect(bodyOf(story)).toContain('If that is wrong, check the setting "watch".');
      expect(bodyOf(story)).not.toContain('because of the last editions');
    });
  });

  it.concurrent('that GitHub does not show makes nobody look for a setting', async () => {
    await tell(told('watch: [phil/also-gone]\n', 'phil/gone'), async (story) => {
      await story.sync();
      expect(story.said).toContain(
        'The last editions have a section about phil/gone, which does not exist, or not everybody may see it.',
      );
      expect(story.said).not.toContain(
        'phil/gone does not exist, or not everybody may see it. Check the setting "watch".',
      );
      expect(bodyOf(story)).toContain('Repository 1 of the setting `watch` does not exist');
      expect(bodyOf(story)).not.toContain('Repository 0');
      expect(bodyOf(story)).not.toContain('Repository 2');
    });
  });
});
