import type { Month } from '../activity/month.js';
import { ownerOf } from '../activity/name-with-owner.js';
import type { EditionSettings } from '../house-style/edition-settings.js';
import type { HouseStyle } from '../house-style/house-style.js';
import { leadIn, pluralLead, singularLead } from '../house-style/lead-sentence.js';
import type { SectionStyle } from '../house-style/section-style.js';
import { type Markdown, trusted } from '../markdown/markdown.js';
import { identityOf, introductionFor, type Subject } from './section-subject.js';
import { signature } from './write-ups.js';

/** What the text of a section depends on besides its subject. */
interface TextContext {
  readonly month: Month;
  readonly style: HouseStyle;
  readonly settings: EditionSettings;
}

/** What is known of a section's text. */
interface TextSources {
  readonly learned: SectionStyle | null;
  /** What somebody noted. */
  readonly noted: Markdown | null;
  /** How many entries it shows. */
  readonly shown: number;
}

/**
 * Introduction and lead sentence of a section: as somebody noted, as set, else as learned, else from the crate's
 * description. Where the editors write no text for sections it is empty.
 */
export function sectionText(
  subject: Subject,
  context: TextContext,
  { learned, noted, shown }: TextSources,
): Markdown {
  const { style, settings } = context;
  const { repository, isMain, isWatched } = subject;
  const set = noted ?? (isMain ? settings.repository(repository.nameWithOwner).introduction : null);
  if (set === null && !isWatched && !style.writesText(identityOf(subject)).value) return trusted('');
  const lead = leadFor(learned, context, shown);
  const introduction = set ?? learned?.introduction ?? firstIntroduction(subject);
  return trusted(introduction === null ? lead : `${introduction}${learned?.beforeLead ?? '\n\n'}${lead}`);
}

/** In the plural before several entries, in the singular before one; where the editors do not mind, as it was. */
function leadFor(learned: SectionStyle | null, { style, month }: TextContext, shown: number): string {
  const lead = leadIn(month, learned?.lead ?? style.lead.value);
  if (learned?.lead != null && style.leadAgreement.value === 'as before') return lead;
  return shown === 1 ? singularLead(lead) : pluralLead(lead);
}

/** A project outside of the organization is told of by its owner. */
function firstIntroduction(subject: Subject): Markdown | null {
  if (!subject.isWatched) return introductionFor(subject);
  const { nameWithOwner, url } = subject.repository;
  return signature(ownerOf(nameWithOwner), `${new URL(url).origin}/${ownerOf(nameWithOwner)}`);
}
