import type { SectionText, TextBlock } from './earlier-edition.js';
import { byDefault, type Learned } from './learned.js';

/** What becomes of a repository's direct commits; `leave out`: they are told in the pull request's body only. */
export type CommitHabit = 'hide' | 'leave out';

/** Of its own so many sections tell, of other repositories' as many more. */
const OWN_SECTIONS = 4;
const ALL_SECTIONS = 6;

/**
 * Whether commits that belong to no pull request are offered in a comment: where the repository's own last sections, or
 * else those of all repositories (latest first each), name some. Which of them are worth showing, editors choose anew
 * each month, so none is shown by habit.
 */
export function learnCommitHabit(
  own: readonly SectionText[],
  all: readonly SectionText[],
): Learned<CommitHabit> {
  const last = own.slice(0, OWN_SECTIONS);
  if (last.length === OWN_SECTIONS) return habitOf(last.filter(namesCommits), last, 'its last');
  if (all.length < ALL_SECTIONS) return byDefault('hide', 'too few earlier sections');
  return habitOf(all.filter(hidesCommits), all, 'the last');
}

function habitOf(
  naming: readonly SectionText[],
  sections: readonly SectionText[],
  which: string,
): Learned<CommitHabit> {
  return {
    value: naming.length > 0 ? 'hide' : 'leave out',
    evidence: `${naming.length} of ${which} ${sections.length} sections name commits`,
  };
}

function namesCommits({ blocks }: SectionText): boolean {
  return blocks.some(listsCommits);
}

function hidesCommits({ blocks }: SectionText): boolean {
  return blocks.some((block) => block.kind === 'comment' && listsCommits(block));
}

function listsCommits({ works }: TextBlock): boolean {
  return works.some(({ kind, isListed }) => kind === 'commit' && isListed);
}
