import type { EarlierEdition, SectionText } from './earlier-edition.js';
import { learnIntroduction } from './introduction.js';
import { isStockLead, splitLead } from './lead-sentence.js';

/** What the next edition takes over from the earlier sections of a crate. */
export interface SectionStyle {
  /** The `###` line up to the end of its link; `null` when it has no link. */
  readonly heading: string | null;
  readonly gap: string;
  readonly maintainersLine: string | null;
  readonly maintainers: readonly string[];
  /** Whether the editors write any text for it. */
  readonly hasText: boolean;
  /** Sentences that hold for any month, with their layout; `null` when no earlier section has any. */
  readonly introduction: string | null;
  /** White space between introduction and lead sentence. */
  readonly beforeLead: string;
  /** The closing sentence of the latest section that has one; `null` when it speaks of one month only. */
  readonly lead: string | null;
}

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
    hasText: withText !== undefined,
    introduction: learned?.text ?? null,
    beforeLead: learned?.endsParagraph === true ? '\n\n' : split.space || '\n\n',
    lead: split.lead !== null && isStockLead(split.lead) ? split.lead : null,
  };
}
