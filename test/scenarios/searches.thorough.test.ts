import { describe, expect, it, jest } from '@jest/globals';
import {
  intervalUntil,
  type MergedSearch,
  movedSearches,
  revertSearches,
  searchText,
} from '../../src/github/activity/merged-pull-requests.js';
import { NameSet } from '../../src/newsletter/activity/names.js';
import { editionText, month } from '../newsletter/builders.js';
import { merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const BLOG = 'phil/blog';
const NOTES = 'phil/notes';

/** Two projects of others are watched, and the edition of April told of both. */
function watching(story: Story): void {
  for (const name of [BLOG, NOTES]) story.github.addRepository({ nameWithOwner: name });
  const told = [BLOG, NOTES].map((name) => `- [Older](https://github.com/${name}/pull/1)`).join('\n');
  const phil = story.github.as('phil');
  phil.editFile(NEWS, 'main', 'content/this-month/2020-04/index.md', () =>
    editionText('2020-04', `### [\`widget\`](https://github.com/acme/widget)\n\n${told}`),
  );
  phil.editFile(NEWS, 'main', '.github/newsletter.yml', () => `watch: [${BLOG}, ${NOTES}]\n`);
  merged(story, 10);
  merged(story, 2, { in: BLOG, title: 'Mend a post' });
}

function bodyOf(story: Story): string {
  const body = story.github.pullRequests(NEWS)[0]?.body ?? '';
  return body.replaceAll('\\', '').replaceAll(/<\/?[^>]*>|\u200b/g, '');
}

describe('watched repositories', () => {
  it.concurrent.each(['today', 'advanced'] as const)('are all found in the syntax of %s', async (syntax) => {
    await tell(watching, async (story) => {
      merged(story, 3, { in: NOTES, title: 'Mend a note' });
      story.github.ruleSearch({ syntax });
      expect((await story.sync()).outcome).toBe('created');
      expect(story.draft()).toContain('Mend a post');
      expect(story.draft()).toContain('Mend a note');
      expect(bodyOf(story)).not.toContain('GitHub finds nothing');
    });
  });

  it.concurrent('that give nothing though an edition told of them are named to the editors and on the log', async () => {
    await tell(watching, async (story) => {
      expect((await story.sync()).outcome).toBe('created');
      const sentence = `GitHub finds nothing that was merged in ${NOTES}, although the edition of April 2020 lists it. If that is wrong, check the setting "watch".`;
      expect(story.said).toContain(sentence);
      expect(bodyOf(story)).toContain(NOTES);
      expect(bodyOf(story)).toContain('although the edition of April 2020 lists it');
      expect(bodyOf(story)).not.toContain(`merged in ${BLOG}`);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('of which no edition told need no sentence', async () => {
    await tell(watching, async (story) => {
      story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'watch: [phil/other]\n');
      story.github.addRepository({ nameWithOwner: 'phil/other' });
      await story.sync();
      expect(bodyOf(story)).not.toContain('GitHub finds nothing');
    });
  });

  it.concurrent('whose search GitHub refuses are a gap, not a silence', async () => {
    await tell(watching, async (story) => {
      story.github.failGraphql({
        operation: 'PullRequestIds',
        errors: [{ type: 'VALIDATION', path: ['search0'], message: 'The search is too long.' }],
      });
      expect((await story.sync()).outcome).toBe('incomplete');
      expect(bodyOf(story)).toContain('GitHub did not show all merged pull requests of');
      expect(bodyOf(story)).not.toContain(`merged in ${BLOG}`);
      expect((await story.sync()).outcome).toBe('updated');
      expect(story.draft()).toContain('Mend a post');
    });
  });
});

describe('a search', () => {
  it.concurrent('stays short however many repositories are excluded', async () => {
    const excluded = Array.from({ length: 20 }, (_, index) => `acme/a-repository-of-some-length-${index}`);
    await tell(
      (story) => {
        for (const name of excluded) story.github.addRepository({ nameWithOwner: name });
        const settings = `exclude:\n${excluded.map((name) => `  - ${name}\n`).join('')}`;
        story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => settings);
        merged(story, 10);
        merged(story, 11, { in: excluded[7] ?? '', title: 'Not told' });
      },
      async (story) => {
        story.github.ruleSearch({ longest: 220 });
        expect((await story.sync()).outcome).toBe('created');
        expect(story.draft()).toContain('Change 10');
        expect(story.draft()).not.toContain('Not told');
      },
    );
  });

  it.concurrent('that GitHub refuses is a gap', async () => {
    await tell(
      (story) => merged(story, 10),
      async (story) => {
        story.github.ruleSearch({ longest: 20 });
        expect((await story.sync()).outcome).toBe('incomplete');
        expect(bodyOf(story)).toContain('The search is longer than 256 characters');
      },
    );
  });

  it('has less than 200 characters, however long the names are', () => {
    const name = (length: number) => 'x'.repeat(length);
    const owners = [`org:${name(39)}`, `user:${name(39)}`, `repo:${name(39)}/${name(100)}`];
    for (const owner of owners) {
      const search: MergedSearch = {
        owner,
        interval: intervalUntil(month('2020-05')),
        exclude: new NameSet(Array.from({ length: 50 }, (_, index) => `acme/${index}`)),
        includePrivate: false,
        conversations: true,
        watch: new NameSet(),
        movedTo: '2020-05',
        takenBackIn: { from: Date.parse('2020-06-01T00:00:00Z'), to: Date.parse('2020-07-02T00:00:00Z') },
        botLogin: owner.startsWith('repo:') ? null : name(34),
      };
      const others = [...movedSearches(search), ...revertSearches(search)];
      const moved = owner.startsWith('repo:') ? [] : others.map(({ text }) => text);
      for (const text of [searchText(search, search.interval), ...moved]) {
        expect(text.length).toBeLessThan(200);
        expect(text).toContain('merged:');
      }
    }
  });
});
