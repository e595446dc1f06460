import type { Document } from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';
import { gaps, listedBefore, listedTwice, missingEntry, notMerged } from './entry-rules.js';
import { conflictMarks, frontMatter, isTooMuch, noEdition, whyNoEdition } from './file-rules.js';
import { commentMarks, tagInTitle, unclosedTag } from './html-rules.js';
import { brokenLink, deadLink, deadPageLink } from './link-rules.js';
import { liveHtml, liveHtmlAgain } from './live-html.js';
import { bareName, emptySection, noIntroduction, typos } from './prose-rules.js';
import { type DraftToCheck, type Level, type Rule, readPage } from './rule.js';

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

/** What was found at a place of an edition's file. */
export interface Finding {
  readonly level: Level;
  /** The first line is 1. */
  readonly line: number;
  readonly endLine?: number;
  readonly title: string;
  /** A sentence or two: what it is, and what to do. */
  readonly message: string;
}

/** What the findings come to, in the words of GitHub's check runs. */
export type Conclusion = 'success' | 'neutral' | 'failure';

/** Looks at a draft by all rules; what it finds is in the order of the lines. Any text can be checked. */
export function checkEdition(draft: DraftToCheck): readonly Finding[] {
  const rules = rulesFor(draft.document);
  const page = readPage(isTooMuch(draft.document) ? parseDocument('') : draft.document);
  const findings = rules.flatMap(({ title, level, find }) =>
    find({ ...draft, page }).map((place): Finding => ({ level, title, ...place })),
  );
  return findings.sort((left, right) => left.line - right.line);
}

/** Failure is for what would break the page; what a person should look at is neutral. */
export function conclusion(findings: readonly Finding[]): Conclusion {
  const levels = new Set(findings.map(({ level }) => level));
  if (levels.has('failure')) return 'failure';
  return levels.has('warning') ? 'neutral' : 'success';
}

function rulesFor(document: Document): readonly Rule[] {
  if (isTooMuch(document)) return [noEdition];
  return whyNoEdition(document) === null ? RULES : RULES_FOR_ANY_FILE;
}
