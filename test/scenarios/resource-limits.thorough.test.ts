import { describe, expect, it, jest } from '@jest/globals';
import { explain } from '../../src/github/connection/errors.js';
import { type ResourceLimits, WHAT_IS_MISSING } from '../fake-github/resource-limits.js';
import { editionText } from '../newsletter/builders.js';
import { directCommit, merged, NEWS, type Story, WIDGET } from './story.js';
import { forAll, tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(600_000);

const GADGET = 'acme/gadget';
const BLOG = 'phil/blog';

/** A month in which every list goes on, so that nearly every query is needed, and of several things at once. */
async function everything(story: Story): Promise<void> {
  const { github } = story;
  const phil = github.as('phil');
  github.grant(NEWS, 'phil', 'write');
  const manifest = '[workspace]\nmembers = ["core", "extra"]\n';
  const crate = (name: string) => `[package]\nname = "${name}"\nversion = "1.0.0"\n`;
  github.addRepository({
    nameWithOwner: GADGET,
    files: { 'Cargo.toml': manifest, 'core/Cargo.toml': crate('core'), 'extra/Cargo.toml': crate('extra') },
  });
  for (const name of [BLOG, 'phil/notes']) github.addRepository({ nameWithOwner: name });
  phil.editFile(
    NEWS,
    'main',
    '.github/newsletter.yml',
    () => `watch: [${BLOG}, phil/notes]\npublishedAs: always\ngroup: crate\n`,
  );
  phil.editFile(NEWS, 'main', 'content/this-month/2020-03/index.md', () =>
    editionText('2020-03', '### [`widget`](https://github.com/acme/widget)\n\nIt turns.'),
  );
  phil.editFile(NEWS, 'main', 'content/this-month/2020-04/index.md', () =>
    editionText(
      '2020-04',
      '### [`old`](https://github.com/acme/old)\n\n- [Older](https://github.com/acme/old/pull/1)',
    ),
  );
  const authors = ['ann', 'bob', 'cleo', 'dan', 'eve'].map((login) => ({ login }));
  const commits = Array.from({ length: 5 }, () => ({ authors }));
  for (const number of [10, 11, 12, 13, 14]) merged(story, number, { commits, author: `person-${number}` });
  for (const number of [20, 21]) merged(story, number, { in: GADGET, commits });
  for (const number of [2, 3]) merged(story, number, { in: BLOG });
  merged(story, 1, { in: 'phil/notes' });
  for (const name of [WIDGET, GADGET]) {
    for (let index = 0; index < 4; index += 1) {
      directCommit(story, name, `Turn screw ${index}`);
      github.addTag(name, `v1.0.${index}`);
    }
  }
  for (const number of [5, 6, 7]) merged(story, number, { mergedAt: '2020-04-20T12:00:00Z' });
  for (const [repository, number] of [
    [WIDGET, 10],
    [WIDGET, 11],
    [WIDGET, 5],
  ] as const) {
    for (let index = 0; index < 5; index += 1) phil.comment(repository, number, `A word, ${index}`);
  }
  phil.comment(WIDGET, 5, '/newsletter edition 2020-05');
}

/** Brings the draft up to date twice: what people say on it is heard by the second run. */
async function draftTwice(story: Story): Promise<unknown> {
  await story.sync();
  const [draft] = story.github.pullRequests(NEWS);
  const number = draft?.number ?? 0;
  for (const moved of [6, 7]) {
    story.github.as('phil').comment(NEWS, number, `/newsletter edition widget#${moved} 2020-05`);
  }
  for (let index = 0; index < 5; index += 1) story.github.as('phil').comment(NEWS, number, `Nice, ${index}`);
  await story.restart();
  const { outcome } = await story.sync();
  return { isIncomplete: outcome === 'incomplete', draft: story.draft() };
}

/** The queries that have a page or a list of ids, and for how many nodes of it GitHub still answers. */
const PAGES: Readonly<Record<string, number>> = {
  Commits: 1,
  Draft: 10,
  MergedPullRequests: 5,
  OpenBranches: 5,
  OpenPullRequests: 5,
  PullRequests: 1,
  Repositories: 5,
};

/** The queries with an alias for each of many things; GitHub still answers for one. */
const ALIASES: readonly string[] = [
  'FirstContributions',
  'GitObjects',
  'Histories',
  'MoreAuthors',
  'MoreConversations',
  'MoreOfPullRequests',
  'NamedPullRequests',
  'PresentNames',
  'PullRequestIds',
  'Releases',
  'Tags',
];

/** The queries of such a run that ask for one thing. */
const SINGLE: readonly string[] = ['BodyVersions', 'CheckedHead', 'Newsletter'];

/** A folder has no pages: where it is too much at once, its names are asked for, and then texts, some at a time. */
const FOLDER = { whole: 'Editions', names: 'EditionNames', texts: 'EditionTexts' };

/** Tells the story where GitHub ends each of these queries that asks for more than the least. */
async function tellLimited(missing: ResourceLimits['missing'], isLimited: boolean) {
  const asked = new Set<string>();
  const ended = new Set<string>();
  const areExceededBy: ResourceLimits['areExceededBy'] = ({ operation = '', items, fields }) => {
    asked.add(operation);
    const isBatch = [...ALIASES, FOLDER.texts].includes(operation) && fields > 1;
    const isWhole = isBatch || operation === FOLDER.whole;
    const isExceeded = isLimited && (isWhole || items > (PAGES[operation] ?? Number.POSITIVE_INFINITY));
    if (isExceeded) ended.add(operation);
    return isExceeded;
  };
  const drafted = await tell(everything, async (story) => {
    story.github.limitResources({ missing, areExceededBy });
    return draftTwice(story);
  });
  return { drafted, asked: [...asked].sort(), ended: [...ended].sort() };
}

describe('a query that costs GitHub too much', () => {
  it('is asked in smaller pieces, whichever it is and whatever is missing: the edition is the same', async () => {
    const limitable = [...Object.keys(PAGES), ...ALIASES].sort();
    const unlimited = await tellLimited('all data', false);
    expect(unlimited.drafted).toMatchObject({ isIncomplete: false });
    expect(unlimited.asked).toEqual([...SINGLE, FOLDER.whole, ...limitable].sort());
    const cases = WHAT_IS_MISSING.map((name) => ({ name }));
    await forAll(cases, async ({ name }) => {
      const limited = await tellLimited(name, true);
      expect(limited.drafted).toEqual(unlimited.drafted);
      expect(limited.ended).toEqual([...limitable, FOLDER.whole, FOLDER.texts].sort());
    });
  });

  it('leaves a gap where even the smallest piece is refused: no single pull request stops the newsletter', async () => {
    const ends: Readonly<Record<string, RegExp>> = {
      // What decides where and what is written must be whole.
      Draft: /^GitHub could not answer: Resource limits for this query exceeded\./,
      OpenBranches: /^GitHub could not answer: Resource limits for this query exceeded\./,
      OpenPullRequests: /^(?:created|GitHub could not answer: Resource limits)/,
      PresentNames: /^GitHub does not tell what some repositories are called today/,
    };
    const cases = [...Object.keys(PAGES), ...ALIASES].map((name) => ({ name }));
    await forAll(cases, async ({ name }) => {
      const end = await tell(everything, async (story) => {
        const areExceededBy: ResourceLimits['areExceededBy'] = ({ operation }) => operation === name;
        story.github.limitResources({ missing: 'all data', areExceededBy });
        return story.sync().then(
          ({ outcome }) => outcome,
          (error: unknown) => explain(error),
        );
      });
      expect(end).toMatch(ends[name] ?? /^(?:created|incomplete)$/);
    });
  });
});
