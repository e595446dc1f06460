import type { Month } from '../activity/month.js';
import type { EarlierEdition, SectionText } from './earlier-edition.js';
import { learnIntroduction } from './introduction.js';
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

/** The earlier sections about a subject, the first of each part, latest edition first. */
export function sectionsAbout(
  earlier: readonly EarlierEdition[],
  isAbout: (section: SectionText) => boolean,
): readonly SectionText[] {
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
