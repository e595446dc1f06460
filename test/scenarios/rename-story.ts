import { editionText } from '../newsletter/builders.js';
import { MAY_FILE, merged, NEWS, type Story, type StoryOptions, startStory } from './story.js';

export const OLD = 'acme/cog';
export const NEW = 'acme/gear';

/** The section of April about `cog`; it tells of a pull request that was merged in May. */
export const COG = `### [\`cog\`](https://github.com/acme/cog)

<span class="maintainers">Maintained by [@max](https://github.com/max)</span>

The crate turns [cogs](https://github.com/acme/cog/wiki).

We merged the following PRs this month:

- [Older](https://github.com/acme/cog/pull/1)
- [Pulled forward](https://github.com/acme/cog/pull/12)`;

export const WIDGETS = `### [\`widget\`](https://github.com/acme/widget)

We merged the following PRs this month:

- [Older](https://github.com/acme/widget/pull/1)`;

/** A story in which the edition of April has these sections, those of `cog` and `widget` if none are given. */
export async function startRenameStory(
  options: StoryOptions = {},
  sections = `${COG}\n\n${WIDGETS}`,
): Promise<Story> {
  const editions = { 'content/this-month/2020-04/index.md': editionText('2020-04', sections) };
  const story = await startStory({ editions, ...options });
  story.github.addUser({ login: 'phil' });
  return story;
}

/** A draft is there that tells of pull requests 13 to 17 of `cog`. */
export async function startWithDraft(): Promise<Story> {
  const story = await startRenameStory();
  story.github.addRepository({ nameWithOwner: OLD });
  for (const number of [13, 14, 15, 16, 17]) merged(story, number, { in: OLD });
  await story.sync();
  return story;
}

export function editDraft({ github }: Story, change: (text: string) => string): void {
  github.as('phil').editFile(NEWS, 'next', MAY_FILE, change);
}

/** How often GitHub was asked what repositories are called today. */
export function timesAsked({ github }: Story): number {
  return github.requests.filter(({ operation }) => operation === 'PresentNames').length;
}

/** How often the draft has an entry for each of the pull requests, under whichever name. */
export function entriesFor(story: Story, ...numbers: readonly number[]): readonly number[] {
  const entry = (number: number) => new RegExp(`^(?:<!-- )?- .*/acme/(?:cog|gear)/pull/${number}\\)`, 'gm');
  return numbers.map((number) => story.draft().match(entry(number))?.length ?? 0);
}
