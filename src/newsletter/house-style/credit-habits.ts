import { nameKey } from '../activity/names.js';
import { loginsIn } from '../document/people.js';
import { byFrequency } from '../markdown/order.js';
import type { SectionText } from './earlier-edition.js';
import { asItIs, type Habit, type Learned } from './habit.js';

/** What a person is thanked for who wrote one entry. */
export type SingleCredit = 'their contribution' | 'this contribution' | 'their contributions';

/** So few sections decide that another editor's habit shows soon. */
const MOST_SECTIONS = 3;
const WORDING = /\bfor (their contributions?|this contribution)!$/;

/** How somebody is thanked who wrote the only entry that a section shows. */
export const creditForOnlyEntry: Habit<'newsletter', SingleCredit> = {
  name: 'thanks for the only entry',
  observed: `the last ${MOST_SECTIONS} sections that thank one person for the only entry that they show`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: 'their contribution',
  setting: null,
  observe: ({ all }) => {
    const credits = singleCreditsIn(all);
    const usual = usualCredit(credits);
    if (usual?.value !== 'their contribution') return usual;
    const single = credits.filter(({ isOnly, wording }) => isOnly && wording !== 'their contributions');
    const last = single.slice(0, MOST_SECTIONS);
    const [most] = byFrequency(last.map(({ wording }) => wording));
    return most === undefined ? usual : asTold(most[0] as SingleCredit, most[1], last);
  },
  inWords: asItIs,
};

/** How somebody is thanked who wrote one of several entries. "This contribution" would not be clear there. */
export const creditForOneOfSeveral: Habit<'newsletter', SingleCredit> = {
  name: 'thanks for one of several entries',
  observed: `the last ${MOST_SECTIONS} sections that thank one person, and tell by their words that it is for one entry`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: 'their contribution',
  setting: null,
  observe: ({ all }) => usualCredit(singleCreditsIn(all)),
  inWords: asItIs,
};

interface ObservedCredit {
  readonly wording: SingleCredit;
  readonly period: string;
  readonly isOnly: boolean;
}

/** A plural tells something only where one entry is shown. */
function singleCreditsIn(sections: readonly SectionText[]): readonly ObservedCredit[] {
  return sections.flatMap((section) => {
    const [thanks, ...others] = thanksIn(section);
    if (thanks?.people.length !== 1 || others.length > 0) return [];
    const wording = WORDING.exec(thanks.text)?.[1] as SingleCredit | undefined;
    if (wording === undefined) return [];
    const isOnly = section.entries.filter(({ hidden }) => !hidden).length === 1;
    return [{ wording, period: section.period.key, isOnly }];
  });
}

function usualCredit(credits: readonly ObservedCredit[]): Learned<SingleCredit> | null {
  const last = credits
    .filter(({ isOnly, wording }) => isOnly || wording === 'their contribution')
    .slice(0, MOST_SECTIONS);
  if (last.length === 0) return null;
  const plural = last.filter(({ wording }) => wording === 'their contributions').length;
  return 2 * plural > last.length
    ? asTold('their contributions', plural, last)
    : asTold('their contribution', last.length - plural, last);
}

function asTold(
  value: SingleCredit,
  count: number,
  credits: readonly ObservedCredit[],
): Learned<SingleCredit> {
  const periods = [...new Set(credits.map(({ period }) => period))].join(', ');
  return {
    value,
    evidence: `${count} of the last ${credits.length} sections that thank one person like that (${periods})`,
  };
}

const EDITIONS_MADE = 3;
const MOST_THANKS = 1;

/** Logins, in lower case, of editors who maintain what has no maintainers line, and do not thank themselves. */
export const standingEditors: Habit<'newsletter', readonly string[]> = {
  name: 'not thanked where no maintainers are named',
  observed: `people in the front matter of the last ${EDITIONS_MADE} editions whom the sections thank ${MOST_THANKS === 1 ? 'once' : `${MOST_THANKS} times`} at most`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: [],
  setting: null,
  observe({ all, editions }) {
    if (editions.length < EDITIONS_MADE) return null;
    const thanks = new Map(byFrequency(all.flatMap(thanksIn).flatMap(({ people }) => people.map(nameKey))));
    const [first = [], ...others] = editions.slice(0, EDITIONS_MADE).map(({ people }) => people.map(nameKey));
    const value = first.filter(
      (login) => others.every((logins) => logins.includes(login)) && (thanks.get(login) ?? 0) <= MOST_THANKS,
    );
    return {
      value: value.sort(),
      evidence: `named in the front matter of the last ${EDITIONS_MADE} editions, thanked in ${MOST_THANKS} of the last ${all.length} sections at most`,
    };
  },
  inWords: (logins) => logins.join(', ') || 'nobody',
};

/** A sentence that thanks people, in an earlier edition. */
interface ThanksSentence {
  /** From "Thanks" to the end of its paragraph. */
  readonly text: string;
  /** Logins, in order. */
  readonly people: readonly string[];
}

/** The paragraphs of a section that thank people. */
function thanksIn({ blocks, language }: SectionText): readonly ThanksSentence[] {
  return blocks
    .filter(({ kind, text }) => kind === 'paragraph' && language.grammar.thanks.test(text))
    .map(({ text }) => ({ text, people: loginsIn(text) }));
}
