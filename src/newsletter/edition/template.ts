import { dayOf, endOf, type Month, monthName } from '../activity/month.js';
import { parseEarlierEdition } from '../house-style/earlier-edition.js';
import type { Skeleton } from './skeleton.js';

/** Where a template file has the sections of the month. */
const SECTIONS = '{sections}';

/**
 * The skeleton that a template file describes. `{month}` stands for "May 2020", `{date}` for the edition's date, and
 * a line `{sections}` under one `##` heading for the month's sections; everything else is taken over as it is.
 * `null` when no part has the line `{sections}`.
 */
export function skeletonFromTemplate(template: string, month: Month): Skeleton | null {
  const text = template.replaceAll('{month}', monthName(month)).replaceAll('{date}', dayOf(endOf(month)));
  const { frontMatter, opening, parts } = parseEarlierEdition(month, text);
  const skeletonParts = parts.map(({ heading, blocks, sections }) => {
    const texts = [...blocks, ...sections.flatMap((section) => section.blocks)].map((block) => block.text);
    return {
      heading,
      body: texts.filter((block) => block.trim() !== SECTIONS).join('\n\n'),
      closing: '',
      emptyNotice: '',
      isProjects: texts.some((block) => block.trim() === SECTIONS),
    };
  });
  if (!skeletonParts.some(({ isProjects }) => isProjects)) return null;
  return { frontMatter: frontMatter ?? '', opening, parts: skeletonParts };
}
