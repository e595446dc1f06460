import type { EarlierEdition, SectionText } from './earlier-edition.js';
import { foldSpace, isEditionSpecific, splitSentences } from './edition-specific.js';
import { byFrequency } from './order.js';

/** What the next edition takes over from the earlier sections of a crate. */
export interface SectionStyle {
  /** The `###` line up to the end of its link; `null` when it has no link. */
  readonly heading: string | null;
  readonly gap: string;
  readonly maintainersLine: string | null;
  readonly maintainers: readonly string[];
  /** Sentences that hold for any month, with their layout; `null` when no earlier section has any. */
  readonly introduction: string | null;
  /** White space between introduction and lead sentence. */
  readonly beforeLead: string;
  /** The closing sentence of the latest section that has one; `null` when it speaks of one month only. */
  readonly lead: string | null;
}

/** The lead sentence where no earlier edition shows another. */
export const DEFAULT_LEAD = 'We merged the following PRs this month:';

/** A lead sentence of nothing but stock words can open any month's list. */
const STOCK_LEAD =
  /^(?:we|i|it|the|this|in|month|also|have|has|crate|project|repository|library|received|merged|saw|got|made|added|following|some|these|a|few|several|small|new|and|prs?|pull|requests?|changes?|updates?|improvements?|fixes|were|was|there|to|of|for|[\s,:`])+$/i;

/** The sections of a crate in the earlier editions, latest first. */
export function sectionsAbout(
  earlier: readonly EarlierEdition[],
  isAbout: (section: SectionText) => boolean,
) {
  return [...earlier]
    .reverse()
    .flatMap(({ parts }) => parts.flatMap(({ sections }) => sections.filter(isAbout).slice(0, 1)));
}

/** Learns from the sections about a repository or a crate of it, latest first; `null` when there are none. */
export function learnSectionStyle(sections: readonly SectionText[], repository: string): SectionStyle | null {
  if (sections.length === 0) return null;
  const linked = sections.find((section) => section.repository?.toLowerCase() === repository.toLowerCase());
  const withMaintainers = sections.find(({ maintainersLine }) => maintainersLine !== null);
  const withText = sections.find(({ text }) => text.trim() !== '');
  const split = splitLead(withText?.text ?? '');
  const learned = learnIntroduction(sections);
  return {
    heading: /^###\s+\[.+?\]\([^)\s]+\)/.exec(linked?.heading ?? '')?.[0] ?? null,
    gap: withMaintainers?.gap ?? '\n',
    maintainersLine: withMaintainers?.maintainersLine ?? null,
    maintainers: withMaintainers?.maintainers ?? [],
    introduction: learned?.text ?? null,
    beforeLead: learned?.endsParagraph === true ? '\n\n' : split.space || '\n\n',
    lead: split.lead !== null && STOCK_LEAD.test(split.lead) ? split.lead : null,
  };
}

/** The lead sentence that most sections of the latest editions open their list with. */
export function commonLead(earlier: readonly EarlierEdition[]): string {
  const leads = earlier
    .slice(-6)
    .flatMap(({ parts }) => parts.flatMap(({ sections }) => sections))
    .flatMap(({ text }) => splitLead(text).lead ?? [])
    .filter((lead) => STOCK_LEAD.test(lead));
  return byFrequency(leads.map(pluralLead))[0]?.[0] ?? DEFAULT_LEAD;
}

/** "the following PR" as it reads before a list of several. */
export function pluralLead(lead: string): string {
  return lead.replace(/\b(following(?: \w+)?) (PR|pull request|change|update|improvement)\b(?!s)/i, '$1 $2s');
}

/** "the following PRs" as it reads before a single entry. */
export function singularLead(lead: string): string {
  return lead.replace(/\b(following) (PR|pull request|change|update|improvement)s\b/i, '$1 $2');
}

const PARAGRAPH_BREAK = /\n\s*\n/;

/** What holds for any month of an introduction, and whether a paragraph ended with it. */
interface Introduction {
  readonly text: string;
  readonly endsParagraph: boolean;
}

/**
 * The latest introduction without the sentences that speak of one edition. The first paragraph describes the crate; a
 * sentence of a later one must have stood in an earlier section too. One that did has proven that it holds for any
 * month, whatever its words.
 */
function learnIntroduction(sections: readonly SectionText[]): Introduction | null {
  for (const [index, { text }] of sections.entries()) {
    const proven = new Set(
      sections.slice(index + 1, index + 7).flatMap((section) => splitSentences(section.text).map(fold)),
    );
    const sentences = splitSentences(splitLead(text).introduction);
    const endOfFirst = sentences.findIndex(({ space }) => PARAGRAPH_BREAK.test(space));
    const kept = sentences.filter(
      (sentence, place) =>
        proven.has(fold(sentence)) ||
        ((endOfFirst < 0 || place <= endOfFirst) && !isEditionSpecific(sentence.text)),
    );
    const introduction = kept.map((sentence) => sentence.text + sentence.space).join('');
    const endsParagraph = PARAGRAPH_BREAK.test(kept.at(-1)?.space ?? '');
    if (introduction.trim() !== '') return { text: introduction.trim(), endsParagraph };
  }
  return null;
}

function fold(sentence: { readonly text: string }): string {
  return foldSpace(sentence.text);
}

/** Separates the closing sentence that ends with a colon from what precedes it. */
function splitLead(text: string): { introduction: string; space: string; lead: string | null } {
  const trimmed = text.trim();
  const sentences = splitSentences(trimmed);
  const last = sentences.at(-1);
  if (last === undefined || !last.text.endsWith(':')) return { introduction: trimmed, space: '', lead: null };
  return {
    introduction: trimmed.slice(0, trimmed.length - last.text.length).trim(),
    space: sentences.at(-2)?.space ?? '',
    lead: last.text,
  };
}
