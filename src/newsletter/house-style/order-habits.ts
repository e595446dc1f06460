import { byNumber, byNumberDescending, byTime, byTimeDescending, type Work } from '../activity/work.js';
import { compareText } from '../markdown/order.js';
import type { SectionText } from './earlier-edition.js';
import type { EntryOrder, ListOrder, SectionOrder } from './edition-settings.js';
import { asItIs, type Habit, type Observed, yesOrNo } from './habit.js';

/** The comparison of works for each order of lists. */
export const LIST_COMPARISONS: Readonly<Record<ListOrder, (left: Work, right: Work) => number>> = {
  'merge-time': byTime,
  number: byNumber,
  'merge-time-descending': byTimeDescending,
  'number-descending': byNumberDescending,
};

/** The order of entries, one way or the other. */
export function listOrder(style: ListHabits): ListOrder {
  const { value: order } = style.entryOrder;
  return style.latestFirst.value ? `${order}-descending` : order;
}

interface ListHabits {
  readonly entryOrder: { readonly value: EntryOrder };
  readonly latestFirst: { readonly value: boolean };
}

/** A list of fewer neighbours may be in order by chance. */
const ENOUGH_NEIGHBOURS = 4;
const MOST_REVERSED = 0.05;

/** The order of shown entries. Only numbers can be seen in an edition: lists that do not follow them follow the merges. */
export const entryOrder: Habit<'newsletter', EntryOrder> = {
  name: 'order',
  observed: `the lists of the latest edition that has one with ${ENOUGH_NEIGHBOURS} neighbours or more; by number if at most ${100 * MOST_REVERSED} % of them are out of order, or all but these`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: 'merge-time',
  setting: {
    key: 'order',
    read: ({ order }) => (order === 'learned' ? null : order.startsWith('number') ? 'number' : 'merge-time'),
  },
  observe(observed) {
    const found = neighboursIn(observed);
    if (found === null) return null;
    const { reversed, pairs, evidence } = found;
    const isByNumber = Math.min(reversed, pairs - reversed) <= MOST_REVERSED * pairs;
    return { value: isByNumber ? 'number' : 'merge-time', evidence };
  },
  inWords: asItIs,
};

/** Whether lists begin with the latest, or with the highest number. */
export const latestFirst: Habit<'newsletter', boolean> = {
  name: 'latest first',
  observed: `whether at least ${100 - 100 * MOST_REVERSED} % of the same neighbours are out of order`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: false,
  setting: { key: 'order', read: ({ order }) => (order.endsWith('-descending') ? true : null) },
  observe(observed) {
    const found = neighboursIn(observed);
    if (found === null) return null;
    const { reversed, pairs, evidence } = found;
    return { value: pairs - reversed <= MOST_REVERSED * pairs, evidence };
  },
  inWords: yesOrNo,
};

/** How many neighbours the lists of the latest edition with long ones have, and of how many the first has the higher number. */
function neighboursIn({ all, editions }: Observed) {
  for (const { period } of editions) {
    const lists = all.filter((section) => section.period.key === period.key).flatMap(numbersListed);
    const long = lists.filter((numbers) => numbers.length > ENOUGH_NEIGHBOURS);
    if (long.length === 0) continue;
    const pairs = sum(long.map((numbers) => numbers.length - 1));
    const reversed = sum(
      long.map((numbers) => numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length),
    );
    const evidence = `${reversed} of ${pairs} neighbours in the edition of ${period.key} are out of order by number`;
    return { reversed, pairs, evidence };
  }
  return null;
}

/** The numbers of what is shown, list by list: where editors made groups, each list has an order of its own. */
function numbersListed({ blocks }: SectionText): readonly (readonly number[])[] {
  return blocks.map(({ works }) =>
    works
      .filter(({ kind, hidden, isNote }) => kind === 'pull request' && !hidden && !isNote)
      .map(({ number }) => number),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The order of sections: the rule by which an editor would have had to move the fewest of the latest edition. */
export const sectionOrder: Habit<'newsletter', SectionOrder> = {
  name: 'order of sections',
  observed:
    'by most entries, by name, or as in the edition before: what explains the order of the latest edition with the fewest moves',
  scope: 'newsletter',
  over: { own: 0, all: 2 },
  otherwise: 'last-edition',
  setting: {
    key: 'sectionOrder',
    read: ({ sectionOrder: set }) => (set === 'learned' ? null : set),
  },
  observe({ all, editions: [last, before], repositoryOf }) {
    if (last === undefined || before === undefined) return null;
    const [now, old] = [last, before].map(({ period }) =>
      all
        .filter((section) => section.period.key === period.key)
        .map((section) => ({
          heading: section.heading,
          name: repositoryOf(section) ?? '',
          shown: section.entries.filter(({ hidden }) => !hidden).length,
        })),
    );
    if (now === undefined || old === undefined || now.length < 2) return null;
    const sections = now.map((section) => {
      const places = [
        old.findIndex(({ heading }) => heading === section.heading),
        old.findIndex(({ name }) => name === section.name),
      ];
      return { ...section, place: places.find((place) => place >= 0) ?? Number.POSITIVE_INFINITY };
    });
    const [best] = SECTION_ORDERS.map((value) => ({
      value,
      moves: movesFrom(sections.toSorted(SECTION_COMPARISONS[value]), sections),
    })).toSorted((left, right) => left.moves - right.moves);
    return best === undefined
      ? null
      : {
          value: best.value,
          evidence: `${best.moves} of ${now.length} sections in the edition of ${last.period.key} stand elsewhere`,
        };
  },
  inWords: asItIs,
};

/** Where several explain an edition as well, the first. */
const SECTION_ORDERS: readonly SectionOrder[] = ['entries', 'name', 'last-edition'];

/** What the order of sections depends on. */
export interface SectionPlace {
  /** `nameWithOwner`, in lower case. */
  readonly name: string;
  /** In the edition before; `Infinity` for one that it lacks. */
  readonly place: number;
  /** How many entries it shows. */
  readonly shown: number;
}

type Comparison = (left: SectionPlace, right: SectionPlace) => number;

const byPlace: Comparison = (left, right) => (left.place === right.place ? 0 : left.place - right.place);
const byName: Comparison = (left, right) => compareText(left.name, right.name);

/** How sections are sorted in each of the orders. */
export const SECTION_COMPARISONS: Readonly<Record<SectionOrder, Comparison>> = {
  'last-edition': (left, right) => byPlace(left, right) || byName(left, right),
  name: byName,
  entries: (left, right) => right.shown - left.shown || byName(left, right),
};

/** How many of the items must be taken out and put elsewhere to make one order of the other. */
function movesFrom<Item>(order: readonly Item[], wanted: readonly Item[]): number {
  /** The last place of each rising sequence, the shortest sequence first. */
  const ends: number[] = [];
  for (const item of order) {
    const place = wanted.indexOf(item);
    const longer = ends.findIndex((end) => end > place);
    ends[longer < 0 ? ends.length : longer] = place;
  }
  return order.length - ends.length;
}
