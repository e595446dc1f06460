import { describe, expect, it, jest } from '@jest/globals';
import { merged, NEWS } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

describe('the first edition of all', () => {
  const yaml = '---\ntitle: "This Month at Acme & Co.: May 2020"\ndate: 2020-06-01\n---\n';
  const toml = '+++\ntitle = "This Month at Acme & Co.: May 2020"\ndate = 2020-06-01\n+++\n';

  it.each([
    ['_config.yml', '_posts/2020-06-01-newsletter.md', yaml],
    ['mkdocs.yml', 'docs/blog/posts/newsletter-2020-05.md', yaml],
    ['website/docusaurus.config.js', 'blog/2020-06-01-newsletter.md', yaml],
    ['hugo.toml', 'content/this-month/2020-05/index.md', toml],
    ['README.md', 'content/this-month/2020-05/index.md', toml],
  ])('is a post of the site with %s, in the first days about the month before', (trace, file, frontMatter) =>
    tell({ editions: { [trace]: '' }, organizationName: 'Acme & Co.' }, async (story) => {
      const { github } = story;
      const manifest = '[package]\nname = "acme-gear"\ndescription = "Gears"\n';
      github.addRepository({ nameWithOwner: 'acme/gear', files: { 'Cargo.toml': manifest } });
      github.addRepository({ nameWithOwner: 'acme/about' });
      merged(story, 7, { in: 'acme/gear' });
      merged(story, 8, { in: 'acme/about' });
      expect(await story.sync()).toMatchObject({ outcome: 'created' });
      const text = github.readFile(NEWS, 'next', file) ?? '';
      expect(text.startsWith(frontMatter)).toBe(true);
      expect(text).toContain('Welcome to _"This Month at Acme & Co."_');
      expect(text).toContain('### [`gear`](https://github.com/acme/gear)');
      expect(text).toContain('### [`about`](https://github.com/acme/about)');
      expect(text).not.toMatch(/class="gray"|editors|Other Projects/);
    }),
  );

  it('is followed by one of the same style', () =>
    tell({ editions: { '_config.yml': '' }, organizationName: 'Acme' }, async (story) => {
      const { github } = story;
      await story.sync();
      const file = '_posts/2020-06-01-newsletter.md';
      expect(github.readFile(NEWS, 'next', file)).toContain('_No pull requests were merged this month._');
      const [draft] = github.pullRequests(NEWS);
      github.as('phil').readyForReview(NEWS, draft?.number ?? 0);
      github.as('phil').mergeOpenPullRequest(NEWS, draft?.number ?? 0);
      await story.sync();
      const text = github.readFile(NEWS, 'next', '_posts/2020-07-01-newsletter.md') ?? '';
      expect(text).toContain('title: "This Month at Acme: June 2020"\ndate: 2020-07-01\n---');
      expect(text).toContain('_No pull requests were merged this month._');
    }));
});
