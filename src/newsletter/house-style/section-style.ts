import { MONTH_NAMES, type Month } from '../activity/month.js';
import { foldSpace, splitSentences } from '../markdown/sentences.js';
import type { SectionText } from './earlier-edition.js';
import { isStockLead, splitLead } from './lead-sentence.js';

/** By what the earlier sections of a subject are recognised. */
export interface SectionIdentity {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** The name of a crate, as in its heading; `null`: the repository as a whole. */
  readonly crate: string | null;
  /** Names of crates of the repository that have sections of their own. */
  readonly others: readonly string[];
}

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
  /** The editions that its parts are taken from; `null` for a part that none has. */
  readonly from: Readonly<Record<'heading' | 'maintainersLine' | 'introduction' | 'lead', Month | null>>;
}

/** Of a subject that no earlier edition has. */
export const NOTHING_LEARNED: SectionStyle = {
  heading: null,
  gap: '\n',
  maintainersLine: null,
  maintainers: [],
  introduction: null,
  beforeLead: '\n\n',
  lead: null,
  from: { heading: null, maintainersLine: null, introduction: null, lead: null },
};

/** Learns from the sections about a repository or a crate of it, latest first; `null` when there are none. */
export function learnSectionStyle(sections: readonly SectionText[], repository: string): SectionStyle | null {
  if (sections.length === 0) return null;
  const linked = sections.find((section) => section.repository?.toLowerCase() === repository.toLowerCase());
  const withMaintainers = sections.find(({ maintainersLine }) => maintainersLine !== null);
  const withText = sections.find(({ text }) => text.trim() !== '');
  const split = splitLead(withText?.text ?? '');
  const learned = learnIntroduction(sections);
  const lead = split.lead !== null && isStockLead(split.lead) ? split.lead : null;
  return {
    heading: /^###\s+\[.+?\]\([^)\s]+\)/.exec(linked?.heading ?? '')?.[0] ?? null,
    gap: withMaintainers?.gap ?? '\n',
    maintainersLine: withMaintainers?.maintainersLine ?? null,
    maintainers: withMaintainers?.maintainers ?? [],
    introduction: learned?.text ?? null,
    beforeLead:
      spaceBetween(sections, learned?.text) ??
      (learned?.endsParagraph === true ? '\n\n' : split.space || '\n\n'),
    lead,
    from: {
      heading: linked?.month ?? null,
      maintainersLine: withMaintainers?.month ?? null,
      introduction: learned?.month ?? null,
      lead: lead === null ? null : (withText?.month ?? null),
    },
  };
}

/** White space between the introduction and a lead sentence that follows it directly, in the latest section like that. */
function spaceBetween(sections: readonly SectionText[], introduction: string | undefined): string | null {
  for (const { text } of sections) {
    const split = splitLead(text);
    if (split.lead !== null && split.space !== '' && split.introduction === introduction) return split.space;
  }
  return null;
}

const PARAGRAPH_BREAK = /\n\s*\n/;

/** What holds for any month of an introduction, and whether a paragraph ended with it. */
export interface Introduction {
  readonly text: string;
  readonly endsParagraph: boolean;
  /** The edition that it is taken from. */
  readonly month: Month;
}

/**
 * The latest introduction without the sentences that speak of one edition. The first paragraph describes the crate; a
 * sentence of a later one, or one that follows news, must have stood in an earlier section too. One that did has proven
 * that it holds for any month, whatever its words.
 */
export function learnIntroduction(sections: readonly SectionText[]): Introduction | null {
  for (const [index, { text, month }] of sections.entries()) {
    const proven = new Set(
      sections.slice(index + 1, index + 7).flatMap((section) => splitSentences(section.text).map(fold)),
    );
    const sentences = splitSentences(splitLead(text).introduction);
    const firstNews = sentences.findIndex(
      (sentence) => !proven.has(fold(sentence)) && isEditionSpecific(sentence.text),
    );
    const endOfFirst = sentences.findIndex(({ space }) => PARAGRAPH_BREAK.test(space));
    const kept = sentences.filter(
      (sentence, place) =>
        proven.has(fold(sentence)) ||
        ((endOfFirst < 0 || place <= endOfFirst) && (firstNews < 0 || place < firstNews)),
    );
    const introduction = kept.map((sentence) => sentence.text + sentence.space).join('');
    const endsParagraph = PARAGRAPH_BREAK.test(kept.at(-1)?.space ?? '');
    if (introduction.trim() !== '') return { text: introduction.trim(), endsParagraph, month };
  }
  return null;
}

function fold(sentence: { readonly text: string }): string {
  return foldSpace(sentence.text);
}

/**
 * Words that tie a sentence to one month: a month's name, "this month", "recently", a version, an issue, a pull
 * request or a commit, and what "we" did. The editors' standing descriptions of a crate have none of them.
 */
const CUES: readonly RegExp[] = [
  new RegExp(`\\b(?:${MONTH_NAMES.join('|')})\\b`),
  /\b(?:this|last|next|past|previous|coming) (?:month|week|year|issue|post)\b/i,
  /\b(?:recently|meanwhile|finally|unfortunately|right now|currently|today|yesterday|still|yet)\b/i,
  /\b(?:[Ww]e|[Oo]ur|[Mm]y)\b|\bI\b(?![/-])/,
  /\bv?\d+\.\d+(?:\.\d+)?\b/,
  /\/(?:pull|issues|commit|compare|releases|milestone|advisories)\b/,
  /\b(?:received|landed|merged|released|published|got|was|were|has been|have been)\b/i,
];

/** Whether a sentence tells news of one edition, so that it must not be carried into the next. */
export function isEditionSpecific(sentence: string): boolean {
  return CUES.some((cue) => cue.test(sentence));
}
