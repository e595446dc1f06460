import { describe, expect, it } from '@jest/globals';
import { merged, NEWS } from './story.js';
import { tell } from './tell.js';

describe('the repositories that the settings include', () => {
  const bodyOf = (story: Parameters<Parameters<typeof tell>[1]>[0]) =>
    story.github.pullRequests(NEWS)[0]?.body ?? '';

  it.concurrent('are all that is collected, by name or pattern, the newsletter by its name alone', async () => {
    await tell(
      (story) => {
        for (const name of ['acme/gear-one', 'acme/gear-two', 'acme/crank'])
          story.github.addRepository({ nameWithOwner: name });
        const settings = 'include: [news, GEAR-*]\nexclude: [gear-two]\n';
        story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => settings);
        merged(story, 10, { in: NEWS, title: 'Mend the site' });
        merged(story, 11, { in: 'acme/gear-one', title: 'Turn' });
        merged(story, 12, { in: 'acme/gear-two', title: 'Excluded' });
        merged(story, 13, { in: 'acme/crank', title: 'Not included' });
        merged(story, 14, { title: 'Neither included' });
      },
      async (story) => {
        expect((await story.sync()).outcome).toBe('created');
        expect(story.draft().match(/^- .*$/gm)).toEqual([
          '- [Turn](https://github.com/acme/gear-one/pull/11)',
          '- [Mend the site](https://github.com/acme/news/pull/10)',
        ]);
        expect(bodyOf(story)).not.toContain('does not exist');
      },
    );
  });

  it.concurrent('are told where they do not exist, with the nearest name, until that is corrected', async () => {
    await tell(
      (story) => {
        const settings = 'include: [widgte, widget, acme-*]\nexclude: [nothing-like-it]\n';
        story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => settings);
        merged(story, 10);
      },
      async (story) => {
        await story.sync();
        expect(bodyOf(story)).toContain(
          'Repository 1 of the setting `include` does not exist, or not everybody may see it, so nothing of it is listed. Did you mean `widget`?',
        );
        expect(bodyOf(story)).toContain(
          'Repository 1 of the setting `exclude` does not exist, or not everybody may see it. Correct the setting.',
        );
        expect(bodyOf(story)).not.toContain('Repository 2');
        story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'include: [widget]\n');
        await story.sync();
        expect(bodyOf(story)).not.toContain('does not exist');
      },
    );
  });
});
