import { describe, expect, it, jest } from '@jest/globals';
import { openProposal, printProposal, proposeFor } from '../../src/init.js';
import { silent } from '../fake-github/with-fake-github.js';
import { merged, NEWS, WIDGET } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const NOW = new Date('2020-06-03T08:00:00Z');
const BRANCH = 'this-month-bot-settings';
const edition = (name: string, number: number) =>
  `---\ntitle: Acme in ${name}\ndate: 2020-05-03\n---\n\nHello.\n\n## Changes\n\n* [A lever](https://github.com/${WIDGET}/pull/${number}) by [@ann](https://github.com/ann)\n`;
const EDITIONS = {
  '_config.yml': '',
  '_posts/2020-04-02-newsletter.md': edition('March 2020', 1),
  '_posts/2020-05-03-newsletter.md': edition('April 2020', 2),
};

describe('a proposal for a repository on GitHub', () => {
  it('is printed with its reasons, and writes nothing', () =>
    tell({ editions: EDITIONS }, async ({ github, client }) => {
      const printed = printProposal(await proposeFor(client, NEWS, {}, NOW));
      expect(printed).toContain('--- .github/newsletter.yml\n');
      expect(printed).toContain('\nfile: _posts/{date}-newsletter.md\n');
      expect(printed).toContain(
        '\n--- .github/newsletter-template.md\n---\ntitle: Acme in {month}\ndate: {date}\n---\n',
      );
      expect(github.pullRequests(NEWS)).toEqual([]);
    }));

  it('is a pull request that shows the edition of the last period', () =>
    tell({ editions: EDITIONS }, async (story) => {
      const { github, client, clients } = story;
      merged(story, 7);
      const url = await openProposal(clients, await proposeFor(client, NEWS, {}, NOW), NOW, silent);
      const [opened] = github.pullRequests(NEWS);
      expect(opened).toMatchObject({ url, headRefName: BRANCH, isDraft: false });
      expect(opened?.body).toContain('title: Acme in May 2020\n');
      expect(opened?.body).toContain(`* [Change 7](https://github.com/${WIDGET}/pull/7) by [@ann]`);
      for (const file of ['.github/newsletter.yml', '.github/newsletter-template.md']) {
        expect(github.readFile(NEWS, BRANCH, file)).toContain('{');
        expect(github.readFile(NEWS, 'main', file)).toBeNull();
      }
      await expect(
        openProposal(clients, await proposeFor(client, NEWS, {}, NOW), NOW, silent),
      ).rejects.toThrow(`${NEWS} has a branch ${BRANCH} already. Delete it, and try again.`);
    }));

  it.each(['.github/newsletter.yml', '.github/newsletter-template.md'])('leaves %s as it is', (file) =>
    tell({ editions: { ...EDITIONS, [file]: 'branch: mine\n' } }, async ({ client }) => {
      await expect(proposeFor(client, NEWS, {}, NOW)).rejects.toThrow(
        `${file} is there already, and stays as it is.`,
      );
    }),
  );
});
