import type { HouseStyle } from '../house-style/house-style.js';
import { NOTHING_LEARNED, type SectionStyle } from '../house-style/section-style.js';
import { type Markdown, trusted } from '../markdown/markdown.js';
import { headingFor, identityOf, type Subject, wholeOf } from './section-subject.js';

/**
 * What a section takes over from earlier ones. A repository follows sections about its crates where there are no others; a
 * crate that has had no section yet has the maintainers of its repository.
 */
export function learnedSection(subject: Subject, style: HouseStyle): SectionStyle | null {
  const own = style.section(identityOf(subject));
  if (own === null && subject.crates.length === 0) return style.section({ ...wholeOf(subject), others: [] });
  if (own !== null || subject.isMain) return own;
  const whole = style.section(wholeOf(subject));
  if (whole === null) return null;
  const { gap, maintainersLine, maintainers } = whole;
  const from = { ...NOTHING_LEARNED.from, maintainersLine: whole.from.maintainersLine };
  return { ...NOTHING_LEARNED, gap, maintainersLine, maintainers, from };
}

/** The `###` line: as set, as learned, or new. A crate may have moved to another folder since. */
export function headingOf(subject: Subject, set: string | null, learned: SectionStyle | null): Markdown {
  if (set !== null || learned === null || learned.heading === null) return headingFor(subject, set);
  const folder = /\/tree\/[^/]+\/([^)]+?)\/?\)$/.exec(learned.heading)?.[1];
  const isThere = folder === undefined || subject.crate === null || folder === subject.crate.folder;
  return isThere ? trusted(learned.heading) : headingFor(subject, null);
}
