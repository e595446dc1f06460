import type { EarlierEdition, SectionText } from './earlier-edition.js';
import { listedCommits } from './entry-lines.js';
import { sectionsAbout } from './section-style.js';

/** Sections in a row that show a habit. */
const EVIDENCE = 4;

/**
 * Whether commits without a pull request may stand in a repository's section: they may, unless its last four sections
 * list none, neither shown nor hidden.
 */
export function listsCommits(earlier: readonly EarlierEdition[], repository: string): boolean {
  const isAbout = (section: SectionText) => section.repository?.toLowerCase() === repository.toLowerCase();
  const latest = sectionsAbout(earlier, isAbout).slice(0, EVIDENCE);
  const lists = ({ blocks }: SectionText) => blocks.some(({ text }) => listedCommits(text).length > 0);
  return latest.length < EVIDENCE || latest.some(lists);
}
