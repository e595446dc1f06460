import { byFrequency } from '../markdown/order.js';
import type { SectionText } from './earlier-edition.js';
import { thanksIn } from './earlier-people.js';
import { byDefault, type Learned } from './learned.js';

/** What a person is thanked for who wrote one entry. */
export type SingleCredit = 'their contribution' | 'this contribution' | 'their contributions';

/** So few sections decide that another editor's habit shows soon. */
const MOST_SECTIONS = 3;
const WORDING = /\bfor (their contributions?|this contribution)!$/;

/**
 * How the last sections (latest first) thank a single person for a single entry; among equals the latest decides. A
 * plural tells something only where one entry is shown, and only there "this contribution" is clear.
 */
export function learnSingleCredit(
  sections: readonly SectionText[],
  isOnlyEntry: boolean,
): Learned<SingleCredit> {
  const observed = sections
    .flatMap((section) => observe(section) ?? [])
    .filter(({ isOnly, wording }) => isOnly || wording === 'their contribution');
  const last = observed.slice(0, MOST_SECTIONS);
  if (last.length === 0) return byDefault('their contribution');
  const plural = last.filter(({ wording }) => wording === 'their contributions').length;
  if (2 * plural > last.length) return told('their contributions', plural, last);
  if (!isOnlyEntry) return told('their contribution', last.length - plural, last);
  const single = observed
    .filter(({ isOnly, wording }) => isOnly && wording !== 'their contributions')
    .slice(0, MOST_SECTIONS);
  const [most] = byFrequency(single.map(({ wording }) => wording));
  return most === undefined
    ? told('their contribution', last.length - plural, last)
    : told(most[0] as SingleCredit, most[1], single);
}

interface Observation {
  readonly wording: SingleCredit;
  readonly month: string;
  readonly isOnly: boolean;
}

function observe(section: SectionText): Observation | null {
  const [thanks, ...others] = thanksIn(section);
  if (thanks?.people.length !== 1 || others.length > 0) return null;
  const wording = WORDING.exec(thanks.text)?.[1] as SingleCredit | undefined;
  if (wording === undefined) return null;
  const isOnly = section.entries.filter(({ hidden }) => !hidden).length === 1;
  return { wording, month: section.month, isOnly };
}

function told(value: SingleCredit, count: number, observed: readonly Observation[]): Learned<SingleCredit> {
  const months = [...new Set(observed.map(({ month }) => month))].join(', ');
  return {
    value,
    evidence: `${count} of the last ${observed.length} sections that thank one person like that (${months})`,
  };
}
