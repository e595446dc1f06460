import {
  type AccountSettings,
  asSet,
  type Contributor,
  contributorsOf,
  eachOnce,
  inOneSpelling,
  isDoubtful,
  isMeantBy,
  isPerson,
} from '../activity/contributor.js';
import { isSameName, NameMap, NameSet, nameKey, ownerOf } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { byTime, type PullRequest, type Work } from '../activity/work.js';
import type { Document } from '../document/document.js';
import type { Language } from '../document/language.js';
import { contributorsLine, creditLine } from '../document/people.js';
import { readEdition } from '../house-style/earlier-edition.js';
import type { EditionSettings, PeopleOrder } from '../house-style/edition-settings.js';
import type { HouseStyle } from '../house-style/house-style.js';
import type { SectionStyle } from '../house-style/section-style.js';
import { type Markdown, mention } from '../markdown/markdown.js';
import { byFrequency, compareText } from '../markdown/order.js';
import { lineFrom } from '../markdown/safe-markdown.js';
import { amendmentsOf, type EditionAmendments, type EntryAmendments } from './amendments.js';
import {
  type Credit,
  type Edition,
  type EditionSection,
  type Entry,
  entriesOf,
  type MaintainersToName,
  type UnknownAuthor,
} from './edition.js';
import { inGroups } from './group-entries.js';
import type { Subject } from './section-subject.js';

/** What decides whom a section thanks, besides its entries. */
export interface CreditSources {
  readonly settings: EditionSettings;
  readonly style: HouseStyle;
  readonly amendments: EditionAmendments;
  readonly contributorOf: (login: string) => Contributor;
}

/**
 * Whom a section with these entries thanks: whoever opened or wrote a pull request, shown or not, and of direct commits those that
 * are shown. Not thanked are its maintainers, unless somebody credited them by name, and people who opted out.
 */
export function creditOf(
  entries: readonly Entry[],
  subject: Subject,
  learned: SectionStyle | null,
  { settings, style, amendments }: CreditSources,
): readonly Credit[] {
  const credited = new NameSet(entries.flatMap(({ work }) => amendmentsOf(work, amendments).credited));
  const keepers = keepersOf(subject, learned, style).filter((login) => !credited.has(login));
  const isKeeper = ({ contributor }: Credit) => keepers.some((login) => isMeantBy(contributor, login));
  const credits = entries.flatMap(({ credit }) => credit).filter((credit) => !isKeeper(credit));
  return inOrder(summed(credits), settings.credit.order ?? 'account');
}

/** Everyone once, with the works of all of their credits. */
function summed(credits: readonly Credit[]): readonly Credit[] {
  const sums = new Map<string, Credit>();
  for (const { key, contributor, entries } of credits) {
    const before = sums.get(key) ?? { key, contributor, entries: 0 };
    sums.set(key, { ...before, entries: before.entries + entries });
  }
  return [...sums.values()];
}

function inOrder(credits: readonly Credit[], order: PeopleOrder): readonly Credit[] {
  const compare = COMPARISONS[order];
  return credits.toSorted((left, right) => compare(left.contributor, right.contributor));
}

/**
 * Whom an entry of the newsletter's own format names: its author, also a bot, and all people who wrote it, the author first. Not
 * those who do not want to be credited; the maintainers, too, for an entry thanks nobody. `asked`: what was asked for a work.
 */
export function namedBeside(
  entry: Pick<Entry, 'work' | 'with' | 'hiddenBecause'>,
  asked: (work: Work) => EntryAmendments,
  { settings, amendments, contributorOf }: CreditSources,
): Pick<Entry, 'author' | 'people' | 'credit'> {
  const except = [...settings.credit.optOut, ...amendments.uncredited];
  const credited = (work: Work) => creditedWork(work, asked(work), contributorOf);
  const works = creditedWorks(entry).map(credited);
  // A direct commit that is hidden is not credited, and has its author all the same.
  const { author } = works[0] ?? credited(entry.work);
  const isNamed = author !== null && !except.some((login) => isMeantBy(author, login));
  const { openers, order } = settings.credit;
  const credit = creditFor(openers ? works : works.map(withoutOpener), except, order ?? 'account');
  const people = credit.map(({ contributor }) => contributor);
  const isAuthor = ({ login }: Contributor) => isSameName(author?.login, login);
  return {
    author: isNamed ? inOneSpelling(author) : null,
    people: [...people.filter(isAuthor), ...people.filter((person) => !isAuthor(person))],
    credit,
  };
}

/** How people are compared, to be put in order; as they appear, they stay. */
const COMPARISONS: Readonly<Record<PeopleOrder, (left: Contributor, right: Contributor) => number>> = {
  account: byUserId,
  name: (left, right) => compareText(nameKey(left.login), nameKey(right.login)),
  appearance: () => 0,
};

/** The people of all sections, each once, by name as people read it unless another order is set. */
export function peopleOf(
  sections: readonly Pick<EditionSection, 'shown' | 'hidden'>[],
  order: PeopleOrder | null = null,
): readonly Contributor[] {
  const people = sections.flatMap(asTheyAppear).flatMap((entry) => entry.people);
  return [...new NameMap(people.map((person) => [person.login, person]))]
    .map(([, person]) => person)
    .toSorted(COMPARISONS[order ?? 'name']);
}

/** The entries of a section in the order of the page. */
export function asTheyAppear({ shown, hidden }: Pick<EditionSection, 'shown' | 'hidden'>): readonly Entry[] {
  return [...inGroups(shown).flatMap(({ entries }) => entries), ...hidden];
}

/** Whom a list with the entries of all sections thanks: everyone once, with all of their entries. `people`: these, as they appear. */
export function creditInOneList(
  sections: readonly EditionSection[],
  people: readonly Contributor[],
  order: PeopleOrder | null,
): readonly Credit[] {
  const own = summed(sections.flatMap(({ credit }) => credit));
  if (order !== 'appearance') return inOrder(own, order ?? 'account');
  const placeOf = ({ contributor }: Credit) =>
    people.findIndex(({ login }) => isSameName(login, contributor.login));
  return own.toSorted((left, right) => placeOf(left) - placeOf(right));
}

/** The works of all entries of the sections for which people are thanked. */
export function creditedWorksIn(sections: readonly EditionSection[]): readonly Work[] {
  return sections.flatMap(entriesOf).flatMap(creditedWorks);
}

/** The works of an entry for which people are thanked. */
function creditedWorks({
  work,
  with: others,
  hiddenBecause,
}: Pick<Entry, 'work' | 'with' | 'hiddenBecause'>): readonly Work[] {
  return work.kind === 'pull request' || hiddenBecause === null ? [work, ...others] : [];
}

/**
 * Who is not thanked for their own: the maintainers, and the owner of a project outside of the organization. Where nothing
 * names the maintainers, the editors are taken for them.
 */
function keepersOf(
  { repository, settings, isWatched }: Subject,
  learned: SectionStyle | null,
  style: HouseStyle,
): readonly string[] {
  const named = learned?.maintainersLine == null ? null : learned.maintainers;
  const maintainers = settings.maintainers ?? named ?? style.standingEditors.value;
  return isWatched ? [...maintainers, ownerOf(repository.nameWithOwner)] : maintainers;
}

/** Who opened a pull request then counts as one of those who wrote its commits, or not at all. */
function withoutOpener(work: Work): Work {
  return work.kind === 'pull request' ? { ...work, author: null } : work;
}

/** The work with the people whom the notes add, and without those whom they leave out, as far as the credit goes. */
function creditedWork<Kind extends Work>(
  work: Kind,
  { credited, uncredited }: EntryAmendments,
  contributorOf: (login: string) => Contributor,
): Kind {
  if (credited.length + uncredited.length === 0) return work;
  const leftOut = new NameSet(uncredited);
  const isThanked = ({ login }: Contributor) => !leftOut.has(login);
  const { author, commitAuthors } = work;
  return {
    ...work,
    author: author !== null && isThanked(author) ? author : null,
    commitAuthors: [...commitAuthors.filter(isThanked), ...credited.map(contributorOf)],
  };
}

/** Finds the contributors of works by login; of others no more is known than where their page is. */
export function contributorsIn(
  works: readonly Work[],
  origin: string,
  settings: AccountSettings,
): (login: string) => Contributor {
  const people = works.flatMap(contributorsOf);
  const known = new NameMap(people.map((person) => [person.login, person]));
  return (login) =>
    known.get(login) ?? asSet({ login, databaseId: null, type: 'User', url: `${origin}/${login}` }, settings);
}

/**
 * Whom a section thanks: the people who wrote or co-wrote its entries, each once, without the logins in
 * `except` (maintainers, people who opted out). Ascending user id, as the editors sort, unless another order is set;
 * accounts without an id come last, by login.
 */
export function creditFor(
  works: readonly Work[],
  except: readonly string[],
  order: PeopleOrder = 'account',
): readonly Credit[] {
  const isExcepted = (person: Contributor) => except.some((login) => isMeantBy(person, login));
  const people = works
    .flatMap((work) => [...eachOnce(contributorsOf(work))])
    .filter(([, contributor]) => isPerson(contributor) && !isExcepted(contributor));
  return inOrder(summed(people.map(([key, contributor]) => ({ key, contributor, entries: 1 }))), order);
}

/** Ascending user id; accounts without one last, by login. */
export function byUserId(left: Contributor, right: Contributor): number {
  const leftId = left.databaseId ?? Number.POSITIVE_INFINITY;
  const rightId = right.databaseId ?? Number.POSITIVE_INFINITY;
  return leftId === rightId ? compareText(left.login, right.login) : leftId < rightId ? -1 : 1;
}

/** `Thanks to [@a](…) and [@b](…) for their contributions!`; `null` when nobody is thanked. */
export function creditSentence(
  { credit: credits, singleCredit }: Pick<EditionSection, 'credit' | 'singleCredit'>,
  language: Language,
): Markdown | null {
  if (credits.length === 0) return null;
  const names = credits.map(({ contributor }) => mention(contributor.login, contributor.url));
  const isSingle = credits.length === 1 && credits[0]?.entries === 1;
  const isOne = isSingle && singleCredit !== 'their contributions';
  return contributorsLine(names, isOne ? singleCredit : null, language);
}

/** The section whose thanks are in the number of what people left of its entries. Its names stay. */
export function thankedForRest(
  section: EditionSection,
  isDeleted: (entry: Entry) => boolean,
): EditionSection {
  const [only, ...others] = section.credit;
  const deleted = entriesOf(section).filter(isDeleted);
  if (only === undefined || others.length > 0 || deleted.length === 0) return section;
  const isOwn = (work: Work) =>
    contributorsOf(work).some(({ login }) => isSameName(login, only.contributor.login));
  const entries = only.entries - deleted.flatMap(creditedWorks).filter(isOwn).length;
  if (entries < 1) return section;
  const isOnly = section.shown.filter((entry) => !isDeleted(entry)).length === 1;
  return {
    ...section,
    credit: [{ ...only, entries }],
    singleCredit: isOnly ? section.onlyEntryCredit : section.singleCredit,
  };
}

/** `Thanks to [@a](…) and [@b](…) for the review!` `origin` begins the addresses of people. */
export function thanksLine(
  logins: readonly string[],
  what: string,
  { origin, language }: { readonly origin: string; readonly language: Language },
): Markdown {
  const reason = lineFrom(what);
  const names = logins.map((login) => mention(login, `${origin}/${login}`));
  return creditLine(names, `${reason}${/[.!?]$/.test(reason) ? '' : '!'}`, language);
}

/** More names are no hint. */
const MOST_NAMES = 4;

/**
 * The repositories with a first section and without maintainers. That somebody may write to a repository does not make a
 * maintainer: editors decide whom readers should ask, so the people who merged, as everybody can see, are a hint to them.
 */
export function maintainersToName(
  sections: readonly EditionSection[],
  pullRequests: readonly PullRequest[],
  settings: EditionSettings,
): readonly MaintainersToName[] {
  const optOut = new NameSet(settings.credit.optOut);
  const isUnnamed = ({ repository, isWatched, isFirst, maintainersLine }: EditionSection) =>
    isFirst && !isWatched && maintainersLine === null && settings.repository(repository).maintainers === null;
  const repositories = [...new Set(sections.filter(isUnnamed).map(({ repository }) => repository))];
  return repositories.map((repository) => {
    const mergers = pullRequests.flatMap(({ mergedBy, ...merged }) =>
      merged.repository === repository && mergedBy !== null && isPerson(mergedBy) ? [mergedBy.login] : [],
    );
    const named = byFrequency(mergers).map(([login]) => login);
    return {
      repository,
      mergedBy: named.filter((login) => !optOut.has(login)).slice(0, MOST_NAMES),
    };
  });
}

/** Accounts of which nothing but the name tells whether they are bots, in order of login. */
export function doubtfulAccountsIn(works: readonly Work[]): readonly Contributor[] {
  const people = works.flatMap(contributorsOf);
  return eachOnce(people.filter(isDoubtful))
    .values()
    .toSorted((left, right) => compareText(left.login, right.login));
}

/** Names of authors for whom GitHub knows no account, with all of the works that they wrote, in order of name. */
export function unknownAuthorsIn(works: readonly Work[]): readonly UnknownAuthor[] {
  const names = new NameMap(
    works.flatMap(({ unknownAuthors }) => unknownAuthors.map((name) => [name, name])),
  );
  return [...names]
    .map(([key, name]) => ({
      name,
      works: works.filter(({ unknownAuthors }) => new NameSet(unknownAuthors).has(key)).sort(byTime),
    }))
    .sort((left, right) => compareText(left.name, right.name));
}

/** Those whose section in the file still names nobody; a section that people deleted needs no maintainers. */
export function stillToName(
  { period, maintainersToName: found }: Pick<Edition, 'period' | 'maintainersToName'>,
  file: Document | null,
): readonly MaintainersToName[] {
  if (file === null || found.length === 0) return found;
  const unnamed = unnamedIn(period, file);
  return found.filter(({ repository }) => unnamed.has(repository));
}

function unnamedIn(period: Period, file: Document): NameSet {
  const { sections } = readEdition(period, file);
  const unnamed = sections.filter(({ maintainersLine }) => maintainersLine === null);
  return new NameSet(unnamed.flatMap(({ repository }) => repository ?? []));
}
