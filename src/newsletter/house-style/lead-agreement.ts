import type { SectionText } from './earlier-edition.js';
import { numberOf, splitLead } from './lead-sentence.js';
import { byDefault, type Learned } from './learned.js';

/** Whether a lead sentence says "PR" or "PRs" by the number of entries, or as the section's last one did. */
export type LeadAgreement = 'by number' | 'as before';

/** A habit must be seen so often at least. */
const ENOUGH_CASES = 3;

/**
 * What the last sections do, latest first: keep a lead sentence whose number does not fit, or change it so that it does.
 * Sections that needed no change tell nothing. `nameOf` says which sections are about the same.
 */
export function learnLeadAgreement(
  sections: readonly SectionText[],
  nameOf: (section: SectionText) => string | null,
): Learned<LeadAgreement> {
  let [kept, changed] = [0, 0];
  sections.forEach((section, index) => {
    const number = leadNumber(section);
    const shown = section.entries.filter(({ hidden }) => !hidden).length;
    if (number === null || shown === 0) return;
    if (number !== (shown === 1 ? 'one' : 'several')) {
      kept += 1;
      return;
    }
    const before = sections
      .slice(index + 1)
      .find((other) => nameOf(other) === nameOf(section) && leadNumber(other) !== null);
    if (before !== undefined && leadNumber(before) !== number) changed += 1;
  });
  if (kept + changed < ENOUGH_CASES)
    return byDefault('by number', `${kept + changed} cases in the last editions`);
  return {
    value: kept > changed ? 'as before' : 'by number',
    evidence: `of the last editions' lead sentences ${kept} do not fit the number of entries, against ${changed} changed to fit it`,
  };
}

function leadNumber({ text }: SectionText): 'one' | 'several' | null {
  const { lead } = splitLead(text);
  return lead === null ? null : numberOf(lead);
}
