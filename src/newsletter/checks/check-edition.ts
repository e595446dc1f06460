import type { Document } from '../document/document.js';
import { findRegion } from '../document/form.js';
import { emptyTitle, gaps, listedBefore, listedTwice, missingEntry, notMerged } from './entry-rules.js';
import {
  commentMarks,
  conflictMarks,
  frontMatter,
  noEdition,
  whyNoEdition,
  whyTooMuch,
} from './file-rules.js';
import { liveHtml, liveHtmlAgain, tagInTitle, unclosedTag } from './html-rules.js';
import {
  type DraftToCheck,
  type EditionPage,
  type FoundPlace,
  isTooLong,
  type Level,
  type Rule,
  readPage,
} from './rule.js';
import {
  bareName,
  brokenLink,
  deadLink,
  deadPageLink,
  emptySection,
  noIntroduction,
  typos,
} from './text-rules.js';

/** Needs no Markdown parser, for a file that would keep one busy. All HTML counts, in code and comments, too. */
const RULES_WITHOUT_PARSER: readonly Rule[] = [noEdition, liveHtml, liveHtmlAgain];

/** What can be said of a file that is no edition, and may explain why it is none. */
const FOR_ANY_FILE = { noEdition, frontMatter, conflictMarks, commentMarks, liveHtml, liveHtmlAgain };
export const RULES_FOR_ANY_FILE: readonly Rule[] = Object.values(FOR_ANY_FILE);

/** Everything that is looked for, the worst first, by the keys that the settings have for it. */
export const RULES = {
  ...FOR_ANY_FILE,
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
  emptyTitle,
  notMerged,
  typos,
} as const satisfies Readonly<Record<string, Rule>>;

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
  const { document, levels } = draft;
  const why = whyTooMuch(document) ?? whyNoEdition(document);
  const page = readPage(document);
  const looked = new Set(rulesFor(document, why));
  const isOfBot = linesOfBot(page, document);
  const findings = Object.entries(RULES).flatMap(([key, rule]: readonly [string, Rule]) => {
    const level = levels[key] ?? rule.level;
    if (level === 'off' || !looked.has(rule)) return [];
    const places = rule.find({ ...draft, page, whyNoEdition: why });
    return places.map((place): Finding => ({ level, title: rule.title, ...place }));
  });
  return findings
    .filter(({ line }) => why !== null || isOfBot(line))
    .sort((left, right) => left.line - right.line);
}

/** Where only a part of the file is the bot's, the other lines are nobody's business. */
function linesOfBot({ lineAt, text }: EditionPage, { form }: Document): (line: number) => boolean {
  if (!form.region) return () => true;
  const region = findRegion(text);
  if ('mistake' in region) return () => false;
  const [first, end] = [lineAt(region.start), lineAt(region.end)];
  return (line) => first <= line && line < end;
}

function rulesFor(document: Document, why: FoundPlace | null): readonly Rule[] {
  if (isTooLong(document)) return [noEdition];
  if (document.isCostly) return RULES_WITHOUT_PARSER;
  return why === null ? Object.values(RULES) : RULES_FOR_ANY_FILE;
}

/** Failure is for what would break the page; what a person should look at is neutral. */
export function conclusion(findings: readonly Finding[]): Conclusion {
  const levels = new Set(findings.map(({ level }) => level));
  if (levels.has('failure')) return 'failure';
  return levels.has('warning') ? 'neutral' : 'success';
}

/** What a check run shows. */
export interface CheckReport {
  readonly conclusion: Conclusion;
  /** Such as `41 entries, 2 notes`. */
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly annotations: readonly Finding[];
}

/** More than a person reads; each fifty are a request. */
const MOST_ANNOTATIONS = 250;

const VERDICTS: Readonly<Record<Conclusion, string>> = {
  success: 'Nothing here would break the page.',
  neutral: 'Nothing here would break the page. A person should look at the warnings before it is published.',
  failure: 'Something here would break the page. Mend what is marked as a failure before it is published.',
};

/** The findings as a check run shows them. The same findings give the same report. */
export function checkReport(document: Document, findings: readonly Finding[]): CheckReport {
  const verdict = conclusion(findings);
  const isEdition = findings.every(({ title }) => title !== noEdition.title);
  const mistakes = findings.filter(({ level }) => level === 'failure').length;
  const counts = [
    ...(isEdition ? [count(shownEntries(document), 'entry', 'entries')] : []),
    ...(mistakes > 0 ? [count(mistakes, 'mistake', 'mistakes')] : []),
    ...(findings.length > mistakes ? [count(findings.length - mistakes, 'note', 'notes')] : []),
    ...(findings.length === 0 ? ['nothing to note'] : []),
  ];
  return {
    conclusion: verdict,
    title: counts.join(', '),
    summary: [VERDICTS[verdict], ...table(findings), ...rest(findings)].join('\n'),
    annotations: bySeverity(findings).slice(0, MOST_ANNOTATIONS),
  };
}

function shownEntries({ pieces }: Document): number {
  return pieces.filter(({ kind, hidden }) => kind === 'entry' && !hidden).length;
}

function table(findings: readonly Finding[]): readonly string[] {
  const titles = [...new Set(bySeverity(findings).map(({ title }) => title))];
  const rows = titles.map((title) => {
    const own = findings.filter((finding) => finding.title === title);
    const lines = own.slice(0, 10).map(({ line }) => line);
    return `| ${title} | ${own[0]?.level} | ${lines.join(', ')}${own.length > lines.length ? ', …' : ''} |`;
  });
  return rows.length === 0 ? [] : ['', '| | | in line |', '|---|---|---|', ...rows];
}

function rest({ length }: readonly Finding[]): readonly string[] {
  if (length <= MOST_ANNOTATIONS) return [];
  return ['', `The first ${MOST_ANNOTATIONS} of ${length} are explained at their lines.`];
}

/** Failures first, then warnings; among equals in the order of the lines. */
function bySeverity(findings: readonly Finding[]): readonly Finding[] {
  const order = ['failure', 'warning', 'notice'];
  return [...findings].sort((left, right) => order.indexOf(left.level) - order.indexOf(right.level));
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
