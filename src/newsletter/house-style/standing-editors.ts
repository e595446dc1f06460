import { byFrequency } from '../markdown/order.js';
import type { EarlierEdition, SectionText } from './earlier-edition.js';
import { thanksIn } from './earlier-people.js';
import { peopleBehind } from './front-matter.js';
import { byDefault, type Learned } from './learned.js';

const EDITIONS = 3;
const MOST_THANKS = 1;

/**
 * Logins, in lower case, of those who made each of the last editions and whom the sections of the last year hardly
 * thank: they maintain what has no maintainers line, and do not thank themselves.
 */
export function learnStandingEditors(
  earlier: readonly EarlierEdition[],
  sections: readonly SectionText[],
): Learned<readonly string[]> {
  const last = earlier.slice(-EDITIONS);
  if (last.length < EDITIONS) return byDefault([], `fewer than ${EDITIONS} editions`);
  const thanks = new Map(
    byFrequency(sections.flatMap(thanksIn).flatMap(({ people }) => people.map(lowerCase))),
  );
  const [first = [], ...others] = last.map(({ frontMatter }) => peopleBehind(frontMatter).map(lowerCase));
  const value = first.filter(
    (login) => others.every((logins) => logins.includes(login)) && (thanks.get(login) ?? 0) <= MOST_THANKS,
  );
  return {
    value: value.sort(),
    evidence: `named in the front matter of the last ${EDITIONS} editions, thanked in ${MOST_THANKS} of the last ${sections.length} sections at most`,
  };
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}
