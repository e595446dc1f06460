import type { ListedWork } from '../activity/entry-lines.js';
import { isSameName, nameKey } from '../activity/names.js';
import { byNumber, byNumberDescending, byTime, byTimeDescending, type Work } from '../activity/work.js';
import { type SignatureForm, signatureFormOf } from '../document/people.js';
import { byFrequency, compareText } from '../markdown/order.js';
import { creditForOneOfSeveral, creditForOnlyEntry, standingEditors } from './credit-habits.js';
import type { SectionText, TextBlock } from './earlier-edition.js';
import type { EntryOrder, SectionOrder } from './edition-settings.js';
import { asItIs, type Habit } from './habit.js';
import { hiddenKinds } from './hidden-kinds.js';

/** Whether a section opens with text: introduction and lead sentence. */
const sectionText: Habit<'section', boolean> = {
  name: 'text',
  observed:
    'whether the section of the latest edition has text; if there is none, whether most sections have',
  scope: 'section',
  over: { own: 1, all: 1 },
  otherwise: true,
  setting: null,
  observe({ own, all }) {
    const period = all[0]?.period;
    if (period === undefined) return null;
    const hasText = ({ text }: SectionText) => text.trim() !== '';
    if (own.length > 0)
      return { value: own.some(hasText), evidence: `the section in the edition of ${period.key}` };
    const count = all.filter(hasText).length;
    return {
      value: 2 * count >= all.length,
      evidence: `${count} of ${all.length} sections in the edition of ${period.key}`,
    };
  },
  inWords: yesOrNo,
};

/** Whether sections name their maintainers. */
const maintainersNamed: Habit<'newsletter', boolean> = {
  name: 'maintainers are named',
  observed: 'whether a section of the latest edition names some',
  scope: 'newsletter',
  over: { own: 0, all: 1 },
  otherwise: true,
  setting: null,
  observe({ all, editions: [last] }) {
    if (last === undefined || all.length === 0) return null;
    const named = all.filter(({ maintainersLine }) => maintainersLine !== null).length;
    return {
      value: named > 0,
      evidence: `${named} of ${all.length} sections in the edition of ${last.period.key}`,
    };
  },
  inWords: yesOrNo,
};

/** How sections about projects outside of the organization are signed. */
const signatures: Habit<'newsletter', SignatureForm> = {
  name: 'signatures',
  observed: 'the form of most "(Section written by …)" lines in the latest edition that has one',
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: { className: 'gray', gap: '\n' },
  setting: null,
  observe({ editions }) {
    for (const { period, sections } of editions) {
      const forms = sections.flatMap(({ text }) => signatureFormOf(text) ?? []);
      const [most] = byFrequency(forms.map((form) => JSON.stringify(form)));
      const value = forms.find((form) => JSON.stringify(form) === most?.[0]);
      if (value !== undefined) return { value, evidence: `the edition of ${period.key}` };
    }
    return null;
  },
  inWords: ({ className, gap }) =>
    `class "${className}", ${/\n\s*\n/.test(gap) ? 'below a blank line' : 'right below the heading'}`,
};

/** The comparison of works for each order of entries. */
export const ENTRY_COMPARISONS: Readonly<Record<EntryOrder, (left: Work, right: Work) => number>> = {
  'merge-time': byTime,
  number: byNumber,
  'merge-time-descending': byTimeDescending,
  'number-descending': byNumberDescending,
};

/** A list of fewer neighbours may be in order by chance. */
const ENOUGH_NEIGHBOURS = 4;
const MOST_REVERSED = 0.05;

/** The order of shown entries. Only numbers can be seen in an edition: lists that do not follow them follow the merges. */
const entryOrder: Habit<'newsletter', EntryOrder> = {
  name: 'order',
  observed: `the lists of the latest edition that has one with ${ENOUGH_NEIGHBOURS} neighbours or more; by number if at most ${100 * MOST_REVERSED} % of them are out of order`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: 'merge-time',
  setting: { key: 'order', read: ({ order }) => (order === 'learned' ? null : order) },
  observe({ all, editions }) {
    for (const { period } of editions) {
      const lists = all.filter((section) => section.period.key === period.key).flatMap(numbersListed);
      const long = lists.filter((numbers) => numbers.length > ENOUGH_NEIGHBOURS);
      if (long.length === 0) continue;
      const pairs = sum(long.map((numbers) => numbers.length - 1));
      const reversed = sum(
        long.map((numbers) => numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length),
      );
      return {
        value: reversed <= MOST_REVERSED * pairs ? 'number' : 'merge-time',
        evidence: `${reversed} of ${pairs} neighbours in the edition of ${period.key} are out of order by number`,
      };
    }
    return null;
  },
  inWords: asItIs,
};

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
const sectionOrder: Habit<'newsletter', SectionOrder> = {
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

/** Of its own so many sections tell, of all repositories' as many more; one that does may be a whim. */
const OWN_SECTIONS = 4;
const ALL_SECTIONS = 6;
const ENOUGH_TELLING = 2;

/**
 * What becomes of commits that belong to no pull request. Which of them are worth showing, editors choose anew each period,
 * so none is shown by habit; what is left out of the file stands in the pull request's body.
 */
const directCommits: Habit<'repository', 'show' | 'hide' | 'leave out' | 'ignore'> = {
  name: 'commits without a pull request',
  observed: `in a comment where ${ENOUGH_TELLING} of the repository's last ${OWN_SECTIONS} sections name some, else where ${ENOUGH_TELLING} sections of any repository hide some`,
  scope: 'repository',
  over: { own: Number.POSITIVE_INFINITY, all: 12 },
  otherwise: 'hide',
  setting: {
    key: 'directCommits',
    read(settings, repository) {
      const set = settings.repository(repository).directCommits;
      return set === 'learned' ? null : set;
    },
  },
  observe({ own, all }) {
    const habitOf = (naming: readonly SectionText[], sections: readonly SectionText[], which: string) => ({
      value: naming.length >= ENOUGH_TELLING ? ('hide' as const) : ('leave out' as const),
      evidence: `${naming.length} of ${which} ${sections.length} sections name commits`,
    });
    const last = own.slice(0, OWN_SECTIONS);
    if (last.length === OWN_SECTIONS) return habitOf(last.filter(namesCommits), last, 'its last');
    return all.length < ALL_SECTIONS ? null : habitOf(all.filter(hidesCommits), all, 'the last');
  },
  inWords: asItIs,
};

function namesCommits({ blocks }: SectionText): boolean {
  return blocks.some(listsCommits);
}

function hidesCommits({ blocks }: SectionText): boolean {
  return blocks.some((block) => block.kind === 'comment' && listsCommits(block));
}

function listsCommits({ works }: TextBlock): boolean {
  return works.some(({ kind, isListed }) => kind === 'commit' && isListed);
}

/** Most repositories have notes in all or in none of their sections. */
const NOTED_SECTIONS = 2;
/** In most editions `(published as `v0.10.3`)`, in some with the crate's name, or a link to the release. */
const RELEASE_NOTE = /\bpublished(?:\]\([^)\s]*\))? as `?(?:[\w-]+ )?v?\d/;

/** Whether the entries of a repository tell in which release they were published. */
const releaseNotes: Habit<'repository', boolean> = {
  name: 'releases',
  observed: `whether one of the editions has "(published as …)", and one of the repository's last ${NOTED_SECTIONS} sections, if there are as many`,
  scope: 'repository',
  over: { own: Number.POSITIVE_INFINITY, all: 3 },
  otherwise: true,
  setting: {
    key: 'publishedAs',
    read: ({ publishedAs, format }) =>
      format.entry?.includes('{release}') ?? (publishedAs === 'learned' ? null : publishedAs === 'always'),
  },
  observe({ own, editions }) {
    if (editions.length === 0) return null;
    const telling = editions.filter(({ sections }) => sections.some(hasReleaseNote)).length;
    const house = `${telling} of the last ${editions.length} editions name releases`;
    const last = own.slice(0, NOTED_SECTIONS);
    if (telling === 0 || last.length < NOTED_SECTIONS) return { value: telling > 0, evidence: house };
    const noted = last.filter(hasReleaseNote).length;
    return { value: noted > 0, evidence: `${house}, ${noted} of its last ${NOTED_SECTIONS} sections` };
  },
  inWords: yesOrNo,
};

function hasReleaseNote({ blocks }: SectionText): boolean {
  return blocks.some(({ kind, text }) => kind === 'list' && RELEASE_NOTE.test(text));
}

/** What nobody told of for half a year may have ended. */
const WATCHED_EDITIONS = 6;

/** Whose work the editors list although it is not the organization's: `nameWithOwner`, as the latest edition has it. */
const watched: Habit<'newsletter', readonly string[]> = {
  name: 'repositories of others that are watched',
  observed: `those of which ${ENOUGH_TELLING} editions have a section with entries`,
  scope: 'newsletter',
  over: { own: 0, all: WATCHED_EDITIONS },
  otherwise: [],
  setting: null,
  observe({ all, editions }) {
    const ours = new Set(all);
    const told = editions.flatMap(({ sections }) => [
      ...new Set(sections.flatMap((section) => (ours.has(section) ? [] : (listedProject(section) ?? [])))),
    ]);
    const often = byFrequency(told.map(nameKey)).filter(([, count]) => count >= ENOUGH_TELLING);
    if (often.length === 0) return null;
    return {
      value: often.map(([key]) => told.find((name) => nameKey(name) === key) ?? key).sort(compareText),
      evidence: often
        .map(([name, count]) => `${name}: ${count} of the last ${editions.length} editions`)
        .join('; '),
    };
  },
  inWords: (repositories) => repositories.join(', ') || 'none',
};

/** The repository that the section is about, if it shows work of it in a list; prose may link to anything. */
function listedProject({ repository, entries }: SectionText): string | null {
  const isEntry = (work: ListedWork) =>
    work.isListed && !work.isNote && !work.hidden && isSameName(work.repository, repository ?? '');
  return entries.some(isEntry) ? repository : null;
}

/** The table of habits, in the order in which a reader is told of them. */
export const HABITS = {
  maintainersNamed,
  signatures,
  creditForOnlyEntry,
  creditForOneOfSeveral,
  standingEditors,
  sectionText,
  sectionOrder,
  entryOrder,
  releaseNotes,
  directCommits,
  hiddenKinds,
  watched,
};

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
