import { bareName } from './bare-name.js';
import { brokenLink } from './broken-link.js';
import { commentMarks } from './comment-marks.js';
import { conflictMarks } from './conflict-marks.js';
import { deadLink, deadPageLink } from './dead-link.js';
import { listedBefore, listedTwice } from './duplicates.js';
import { frontMatter } from './front-matter.js';
import { liveHtml, liveHtmlAgain } from './live-html.js';
import { gaps, missingEntry, notMerged } from './merged-work.js';
import { noEdition } from './no-edition.js';
import type { Rule } from './rule.js';
import { emptySection, noIntroduction } from './sections.js';
import { tagInTitle, unclosedTag } from './title-tags.js';
import { typos } from './typos.js';

/** What can be said of a file that is no edition, and may explain why it is none. */
export const RULES_FOR_ANY_FILE: readonly Rule[] = [
  noEdition,
  frontMatter,
  conflictMarks,
  commentMarks,
  liveHtml,
  liveHtmlAgain,
];

/** Everything that is looked for, the worst first. */
export const RULES: readonly Rule[] = [
  ...RULES_FOR_ANY_FILE,
  unclosedTag,
  brokenLink,
  deadPageLink,
  gaps,
  missingEntry,
  listedTwice,
  listedBefore,
  emptySection,
  deadLink,
  tagInTitle,
  noIntroduction,
  bareName,
  notMerged,
  typos,
];
