import { isTooLong, noEdition, whyNoEdition } from './no-edition.js';
import { readPage } from './page.js';
import type { DraftToCheck, Level, Rule } from './rule.js';
import { RULES, RULES_FOR_ANY_FILE } from './rules.js';

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
  const rules = rulesFor(draft.text);
  const page = readPage(isTooLong(draft.text) ? '' : draft.text);
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

function rulesFor(text: string): readonly Rule[] {
  if (isTooLong(text)) return [noEdition];
  return whyNoEdition(text) === null ? RULES : RULES_FOR_ANY_FILE;
}
