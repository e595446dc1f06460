import type { ListedWork } from '../activity/entry-lines.js';
import { isSameName, nameKey } from '../activity/names.js';
import { type SignatureForm, signatureFormOf } from '../document/people.js';
import { byFrequency, compareText } from '../markdown/order.js';
import { creditForOneOfSeveral, creditForOnlyEntry, standingEditors } from './credit-habits.js';
import { haveSmallPrint, headingName, type SectionText, type TextBlock } from './earlier-edition.js';
import { type GroupWithin, OTHER_CHANGES, USUAL_HEADINGS } from './edition-settings.js';
import { asItIs, type Habit, yesOrNo } from './habit.js';
import { entryOrder, latestFirst, sectionOrder } from './order-habits.js';

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

/** Whether sections about repositories are called like these, or like their main crates. */
const namedByRepository: Habit<'newsletter', boolean> = {
  name: 'sections are called like their repositories',
  observed: 'whether all sections are; else new ones are called like the main crate',
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: true,
  setting: null,
  observe({ all, repositoryOf }) {
    if (all.length === 0) return null;
    const named = all.map((section) => ({ name: headingName(section), repository: repositoryOf(section) }));
    const isNamedSo = ({ name, repository }: (typeof named)[number]) =>
      isSameName(name, repository?.split('/')[1] ?? '');
    const others = named.filter((each) => !isNamedSo(each)).length;
    return { value: others === 0, evidence: `${others} of the last ${all.length} sections are not` };
  },
  inWords: yesOrNo,
};

/** Whether what is by the way, such as notes of publication, stands in small print. */
const smallPrint: Habit<'newsletter', boolean> = {
  name: 'small print',
  observed: 'whether an edition has text of the class "gray"',
  scope: 'newsletter',
  over: { own: 0, all: Number.POSITIVE_INFINITY },
  otherwise: false,
  setting: null,
  observe: ({ editions }) =>
    haveSmallPrint(editions) ? { value: true, evidence: 'an edition has some' } : null,
  inWords: yesOrNo,
};

/** How sections about projects outside of the organization are signed. */
const signatures: Habit<'newsletter', SignatureForm> = {
  name: 'signatures',
  observed:
    'the form of most "(Section written by …)" lines in the latest edition that has one, else that of the small print',
  scope: 'newsletter',
  over: { own: 0, all: 12 },
  otherwise: { className: '', gap: '\n' },
  setting: null,
  observe({ editions }) {
    for (const { period, sections } of editions) {
      const forms = sections.flatMap(({ text, language }) => signatureFormOf(text, language) ?? []);
      const [most] = byFrequency(forms.map((form) => JSON.stringify(form)));
      const value = forms.find((form) => JSON.stringify(form) === most?.[0]);
      if (value !== undefined) return { value, evidence: `the edition of ${period.key}` };
    }
    return haveSmallPrint(editions)
      ? { value: { className: 'gray', gap: '\n' }, evidence: 'the small print' }
      : null;
  },
  inWords: ({ className, gap }) =>
    `${className === '' ? 'no class' : `class "${className}"`}, ${/\n\s*\n/.test(gap) ? 'below a blank line' : 'right below the heading'}`,
};

/** By what the entries of a section are grouped; `kind`: long lists are, by what most of their entries have. */
const groupWithin: Habit<'repository', GroupWithin | 'kind'> = {
  name: 'groups within a section',
  observed:
    'long lists by kind, where all lists of a section of the latest edition stand below the usual headings of groups, or there is no edition',
  scope: 'repository',
  over: { own: 0, all: 1 },
  otherwise: 'kind',
  setting: {
    key: 'groupWithin',
    read({ repository, format: { section, entry, person } }, name) {
      const set = repository(name).groupWithin;
      if (set !== 'learned') return set;
      return section === null && entry === null && person === null ? null : 'none';
    },
  },
  observe({ all, editions: [last] }) {
    if (last === undefined) return null;
    const grouped = all.filter(hasGroups).length;
    return {
      value: grouped > 0 ? 'kind' : 'none',
      evidence: `${grouped} of ${all.length} sections in the edition of ${last.period.key} have groups`,
    };
  },
  inWords: asItIs,
};

/** Groups that editors made by hand are of that edition alone. */
const GROUPS = new Set([OTHER_CHANGES, ...Object.values(USUAL_HEADINGS).flatMap(Object.values)]);

function hasGroups({ blocks }: SectionText): boolean {
  const above = blocks.flatMap(({ kind }, index) => (kind === 'list' ? [blocks[index - 1]] : []));
  const isGroup = (heading: TextBlock | undefined) =>
    heading?.kind === 'heading' && GROUPS.has(heading.text.replace(/^#+ /, ''));
  return above.length > 0 && above.every(isGroup);
}

/** How many sections decide: of the repository's own, or else of all. A single one that names commits may be a whim. */
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

/** A class of changes that the editors hide in a repository's section. */
export interface HiddenKind {
  readonly name: string;
  readonly evidence: string;
}

/**
 * What a change is, by the words of its title; one may be of several classes. These are the chores that newsletters leave
 * out; a prefix such as `ci:` is one of the words.
 */
const KINDS: ReadonlyMap<string, RegExp> = new Map([
  ['typo', /\btypos?\b/i],
  ['lint', /\b(?:clippy|lints?|warnings?|rustfmt|fmt|(?:re)?format(?:ting)?)\b/i],
  [
    'bump',
    /\b(?:bump|update|upgrade)\b.*\b(?:to|from|dep\w*|v?\d)|^(?:build|chore|fix)?\(?deps\b|\bdependenc|\block ?file/i,
  ],
  ['merge', /^(?:chore: )?merge .* into\b/i],
  ['release', /\b(?:release|changelog)\b/i],
  ['ci', /\bci\b|github actions|\bworkflow/i],
  ['test', /\b(?:tests?|test-runner)\b/i],
  ['doc', /\b(?:docs?|readme|documentation)\b/i],
  ['nix', /\b(?:nix|flake)\b/i],
]);

/**
 * Titles as Dependabot, Renovate, pre-commit.ci, Snyk and all-contributors write them. An edition does not tell who wrote
 * what it lists, and that bots' work is hidden says nothing about people's.
 */
const WRITTEN_BY_BOTS =
  /\bbump\b.* (?:from \S+ to \S+|group\b.* with \d+ updates?)|\bupdate (?:rust crate|dependency|module|all\b.* dependencies)\b|\bupdate \S+ (?:action|digest|docker tag|monorepo)\b|\block ?file maintenance\b|\bpin dependencies\b|\bpre-commit autoupdate\b|^\[snyk\]|\bas a contributor\b|\brenovate config\b|^configure renovate\b/i;

const ENOUGH_HIDDEN = 2;
const MOST_HIDDEN = 0.75;

/** The classes of changes that the editors hide. Other repositories' sections tell more, and are wrong more often. */
const hiddenKinds: Habit<'repository', readonly HiddenKind[]> = {
  name: 'kinds of changes that are hidden',
  observed: `of ${[...KINDS.keys()].join(', ')}: those of which the repository's sections hide ${ENOUGH_HIDDEN} entries or more, and ${100 * MOST_HIDDEN} % or more, not counting titles as bots write them`,
  scope: 'repository',
  over: { own: 6, all: 0 },
  otherwise: [],
  setting: { key: 'hide.learned', read: ({ hide }) => (hide.learned ? null : []) },
  observe({ own }) {
    const entries = own
      .flatMap((section) => section.entries)
      .filter(({ title }) => !WRITTEN_BY_BOTS.test(title.slice(0, READ_OF_TITLE)));
    const value = [...KINDS.keys()].flatMap((name) => {
      const alike = entries.filter(({ title }) => kindsOf(title).includes(name));
      const hidden = alike.filter((entry) => entry.hidden).length;
      if (hidden < ENOUGH_HIDDEN || hidden < MOST_HIDDEN * alike.length) return [];
      return [{ name, evidence: `${hidden} of ${alike.length} in its last sections` }];
    });
    const evidence = value.map(({ name, evidence: its }) => `${name}: ${its}`).join('; ');
    return value.length === 0 ? null : { value, evidence };
  },
  inWords: (kinds) => kinds.map(({ name }) => name).join(', ') || 'none',
};

/** No longer title is read. */
const READ_OF_TITLE = 256;

/** The classes that a change with the title belongs to. */
export function kindsOf(title: string): readonly string[] {
  return [...KINDS].flatMap(([name, words]) => (words.test(title.slice(0, READ_OF_TITLE)) ? [name] : []));
}

/** The table of habits, in the order in which a reader is told of them. */
export const HABITS = {
  maintainersNamed,
  namedByRepository,
  smallPrint,
  signatures,
  creditForOnlyEntry,
  creditForOneOfSeveral,
  standingEditors,
  sectionText,
  sectionOrder,
  entryOrder,
  latestFirst,
  groupWithin,
  releaseNotes,
  directCommits,
  hiddenKinds,
  watched,
};
