import { MONTH_NAMES, type Month, monthName } from '../activity/month.js';
import { type Sentence, splitSentences } from '../markdown/sentences.js';

/** The lead sentence of sections that have none of their own yet, unless the settings have another. */
export const DEFAULT_LEAD = 'We merged the following PRs this month:';

const ANY_MONTH = new RegExp(`\\b(?:${MONTH_NAMES.join('|')})\\b`, 'g');

/** Words of which a lead sentence may consist that can open any month's list. */
const STOCK_WORDS = new Set(
  `a added also and changes change crate few fixes following for got has have i improvement improvements in it library
  made merged month new of pr project prs pull received repository request requests saw several small some the there
  these this to update updates was we were`.split(/\s+/),
);

/** A section's text, taken apart. */
export interface SplitText {
  /** What precedes the lead sentence, without white space around it. */
  readonly introduction: string;
  /** White space before the lead sentence. */
  readonly space: string;
  /** The closing sentence, if it ends with a colon. */
  readonly lead: string | null;
}

/** Separates the closing sentence that ends with a colon from what precedes it. */
export function splitLead(text: string): SplitText {
  const trimmed = text.trim();
  const sentences: readonly Sentence[] = splitSentences(trimmed);
  const last = sentences.at(-1);
  if (last === undefined || !last.text.endsWith(':')) return { introduction: trimmed, space: '', lead: null };
  return {
    introduction: trimmed.slice(0, trimmed.length - last.text.length).trim(),
    space: sentences.at(-2)?.space ?? '',
    lead: last.text,
  };
}

/** Whether a lead sentence can open any month's list, once the month's name in it is the right one. */
export function isStockLead(lead: string): boolean {
  const words =
    lead
      .replace(ANY_MONTH, '')
      .toLowerCase()
      .match(/[^\s,:]+/g) ?? [];
  return words.every((word) => STOCK_WORDS.has(word) || /^`[^`]+`$/.test(word));
}

/** The lead sentence with the name of `month` where it names a month. */
export function leadIn(month: Month, lead: string): string {
  const [name = ''] = monthName(month).split(' ');
  return lead.replace(ANY_MONTH, name);
}

/** How many entries the sentence announces; `null` when it does not say. */
export function numberOf(lead: string): 'one' | 'several' | null {
  if (pluralLead(lead) !== lead) return 'one';
  return singularLead(lead) !== lead ? 'several' : null;
}

/** "the following PR" as it reads before a list of several. */
export function pluralLead(lead: string): string {
  return lead.replace(
    /\b(following(?: \w+)?) (PR|pull request|change|update|improvement)\b(?!s)( was\b)?/i,
    (_, following, thing, verb?: string) => `${following} ${thing}s${verb === undefined ? '' : ' were'}`,
  );
}

/** "the following PRs" as it reads before a single entry. */
export function singularLead(lead: string): string {
  return lead.replace(
    /\b(following(?: \w+)?) (PR|pull request|change|update|improvement)s\b( were\b)?/i,
    (_, following, thing, verb?: string) => `${following} ${thing}${verb === undefined ? '' : ' was'}`,
  );
}
