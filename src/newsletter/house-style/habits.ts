import { creditForOneOfSeveral, creditForOnlyEntry, standingEditors } from './credit-habits.js';
import type { SectionText, TextBlock } from './earlier-edition.js';
import type { EntryOrder } from './edition-settings.js';
import { asItIs, type Habit, type Learned } from './habit.js';
import { numberOf, splitLead } from './section-style.js';

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
    const month = all[0]?.month;
    if (month === undefined) return null;
    const hasText = ({ text }: SectionText) => text.trim() !== '';
    if (own.length > 0)
      return { value: own.some(hasText), evidence: `the section in the edition of ${month}` };
    const count = all.filter(hasText).length;
    return {
      value: 2 * count >= all.length,
      evidence: `${count} of ${all.length} sections in the edition of ${month}`,
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
      evidence: `${named} of ${all.length} sections in the edition of ${last.month}`,
    };
  },
  inWords: yesOrNo,
};

/** A habit must be seen so often at least. */
const ENOUGH_LEADS = 3;

/** Whether a section's own lead sentence says "PR" or "PRs" by the number of entries, or as the last one did. */
const leadNumber: Habit<'newsletter', 'by number' | 'as before'> = {
  name: 'number in lead sentences',
  observed: `lead sentences that do not fit the number of entries against those that were changed to fit it; ${ENOUGH_LEADS} cases are needed`,
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: 'by number',
  setting: null,
  observe({ all, repositoryOf }) {
    const leads = all.flatMap((section) => {
      const { lead } = splitLead(section.text);
      const number = lead === null ? null : numberOf(lead);
      const shown = section.entries.filter(({ hidden }) => !hidden).length;
      return number === null ? [] : [{ repository: repositoryOf(section), number, shown }];
    });
    let [kept, changed] = [0, 0];
    leads.forEach(({ repository, number, shown }, index) => {
      if (shown === 0) return;
      if (number !== (shown === 1 ? 'one' : 'several')) {
        kept += 1;
        return;
      }
      const before = leads.slice(index + 1).find((other) => other.repository === repository);
      if (before !== undefined && before.number !== number) changed += 1;
    });
    if (kept + changed < ENOUGH_LEADS) return null;
    return {
      value: kept > changed ? 'as before' : 'by number',
      evidence: `of the last editions' lead sentences ${kept} do not fit the number of entries, against ${changed} changed to fit it`,
    };
  },
  inWords: asItIs,
};

/** So many neighbours in order are no chance: merged in order of time, one pair of seven stands the other way round. */
const ENOUGH_PAIRS = 16;
const MOST_REVERSED = 0.05;

/** The order of shown entries. Only numbers can be seen in an edition: lists that do not follow them follow the merges. */
const entryOrder: Habit<'repository', EntryOrder> = {
  name: 'order',
  observed: `the latest ${ENOUGH_PAIRS} neighbours or more in the lists of the repository's sections, else of all; by number if at most ${100 * MOST_REVERSED} % of them are out of order`,
  scope: 'repository',
  over: { own: 6, all: 12 },
  otherwise: 'merge-time',
  setting: { key: 'order', read: ({ order }) => (order === 'learned' ? null : order) },
  observe: ({ own, all }) => orderIn(own, 'its') ?? orderIn(all, 'the'),
  inWords: asItIs,
};

function orderIn(sections: readonly SectionText[], whose: string): Learned<EntryOrder> | null {
  let [pairs, reversed] = [0, 0];
  for (const { blocks, month } of sections) {
    // Where editors made groups, each list has an order of its own.
    for (const { works } of blocks) {
      const shown = works.filter(({ kind, hidden }) => kind === 'pull request' && !hidden);
      const numbers = shown.map(({ number }) => number);
      pairs += Math.max(numbers.length - 1, 0);
      reversed += numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length;
    }
    if (pairs >= ENOUGH_PAIRS) {
      return {
        value: reversed <= MOST_REVERSED * pairs ? 'number' : 'merge-time',
        evidence: `${reversed} of ${pairs} neighbours in ${whose} last sections, back to ${month}, are out of order by number`,
      };
    }
  }
  return null;
}

/** Of its own so many sections tell, of all repositories' as many more. */
const OWN_SECTIONS = 4;
const ALL_SECTIONS = 6;

/**
 * What becomes of commits that belong to no pull request. Which of them are worth showing, editors choose anew each month,
 * so none is shown by habit; what is left out of the file stands in the pull request's body.
 */
const directCommits: Habit<'repository', 'show' | 'hide' | 'leave out' | 'ignore'> = {
  name: 'commits without a pull request',
  observed: `in a comment where one of the repository's last ${OWN_SECTIONS} sections names some, else where a section of any repository hides some`,
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
      value: naming.length > 0 ? ('hide' as const) : ('leave out' as const),
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
    read: ({ publishedAs }) => (publishedAs === 'learned' ? null : publishedAs === 'always'),
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

/** A kind of entries that the editors hide in a repository's section. */
export interface HiddenKind {
  /** What a title begins with up to the colon, in lower case: `ci`, `chore(deps)`. */
  readonly prefix: string;
  readonly evidence: string;
}

/** Fewer hidden entries of a kind say nothing: of the recorded ones that were hidden twice, most were shown next. */
const ENOUGH_HIDDEN = 3;

/** The kinds that the editors have taken to hiding: their present habit counts, whatever it was before. */
const hiddenKinds: Habit<'repository', readonly HiddenKind[]> = {
  name: 'kinds of titles that are hidden',
  observed: `such as \`ci:\`: ${ENOUGH_HIDDEN} hidden entries of the kind in the repository's sections, and none shown since`,
  scope: 'repository',
  over: { own: 12, all: 0 },
  otherwise: [],
  setting: { key: 'hide.learned', read: ({ hide }) => (hide.learned ? null : []) },
  observe({ own }) {
    const hidden = new Map<string, number>();
    const shown = new Set<string>();
    for (const { entries } of own) {
      const kinds = entries.flatMap((entry) => {
        const prefix = prefixOf(entry.title);
        return prefix === null ? [] : [{ prefix, isHidden: entry.hidden }];
      });
      for (const { prefix, isHidden } of kinds) if (!isHidden) shown.add(prefix);
      for (const { prefix } of kinds)
        if (!shown.has(prefix)) hidden.set(prefix, (hidden.get(prefix) ?? 0) + 1);
    }
    const value = [...hidden]
      .filter(([, count]) => count >= ENOUGH_HIDDEN)
      .map(([prefix, count]) => ({
        prefix,
        evidence: shown.has(prefix)
          ? `the last ${count} entries are hidden`
          : `all ${count} entries in the last ${own.length === 1 ? 'section' : `${own.length} sections`} are hidden`,
      }));
    const evidence = value.map((kind) => kind.evidence).join('; ');
    return value.length === 0 ? null : { value, evidence };
  },
  inWords: (kinds) => kinds.map(({ prefix }) => `${prefix}:`).join(', ') || 'none',
};

/** The kind that a title belongs to, of the kinds given. */
export function kindOf(title: string, kinds: readonly HiddenKind[]): HiddenKind | undefined {
  const prefix = prefixOf(title);
  return kinds.find((kind) => kind.prefix === prefix);
}

/** `ci` of "ci: use the cache", `chore(deps)` of "chore(deps): lock file maintenance", `nix/niv` of "nix/niv: update". */
function prefixOf(title: string): string | null {
  const prefix = /^`?([\w/-]+`?(?:\([^)\s]+\))?)!?:\s/.exec(title.slice(0, 100))?.[1];
  return prefix?.replaceAll('`', '').toLowerCase() ?? null;
}

/** The table of habits, in the order in which a reader is told of them. */
export const HABITS = {
  leadNumber,
  maintainersNamed,
  creditForOnlyEntry,
  creditForOneOfSeveral,
  standingEditors,
  sectionText,
  entryOrder,
  releaseNotes,
  directCommits,
  hiddenKinds,
};

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
