import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import type { Activity } from '../activity/activity.js';
import { NameSet, nameKey } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { type ReleaseHistory, type ReleaseQuestion, releasesIn } from '../activity/release.js';
import {
  byTime,
  isWorthListing,
  type OtherWork,
  type PullRequest,
  timeOf,
  type Work,
} from '../activity/work.js';
import type { Outline } from '../document/document.js';
import { readFrontMatter, withAuthors } from '../document/front-matter.js';
import { listedWork, type ToldStory } from '../house-style/earlier-edition.js';
import type { HouseStyle } from '../house-style/house-style.js';
import { listOrder, SECTION_COMPARISONS } from '../house-style/order-habits.js';
import { compareText } from '../markdown/order.js';
import {
  amendmentsIn,
  amendmentsOf,
  type EditionAmendments,
  isAskedFor,
  NO_AMENDMENTS,
  sortWorks,
  withWriteUps,
} from './amendments.js';
import { assembleSection, type SectionContext } from './assemble-section.js';
import { type BranchSources, followBranches, isBrought, joinBranches } from './branches.js';
import { chooseSkeleton, newsletterName, type SkeletonSources } from './choose-skeleton.js';
import {
  contributorsIn,
  creditedWorksIn,
  doubtfulAccountsIn,
  maintainersToName,
  unknownAuthorsIn,
} from './credit.js';
import type { Edition, EditionSection, QuietRepository, RenamedPerson } from './edition.js';
import { formatOf } from './format.js';
import { type FindBranch, reasonToHide, revertedPairs, takenBackLater } from './hide.js';
import { crateOfChange } from './published-as.js';
import { type Subject, subjectsOf } from './section-subject.js';
import type { Skeleton } from './skeleton.js';

/** What an edition is made from: what happened, what earlier editions look like, what is set. */
export interface EditionSources extends SkeletonSources {
  /** What was released since the period began, by `nameWithOwner`; only where entries tell it. */
  readonly releases?: ReadonlyMap<string, ReleaseHistory>;
  /** The edition's draft as it is: what the bot last offered, and what people made of it. */
  readonly drafts?: readonly Outline[];
  /** Those that the bot put into this edition and earlier ones before, the newest last. */
  readonly stories?: readonly ToldStory[];
  /** Whether an editor said on which day the edition appears. */
  readonly isPlanned?: boolean;
  /** What people asked for. */
  readonly amendments?: EditionAmendments;
  /** Names in the settings that their accounts do not have any more. */
  readonly renamedPeople?: readonly RenamedPerson[];
}

/** Makes one period's edition: which sections it has, what they show and hide, and whom they thank. */
export function assembleEdition(given: EditionSources): Edition {
  const amendments = amendmentsIn(given.form, given.amendments ?? NO_AMENDMENTS);
  const sources = { ...given, amendments };
  const { form, activity, settings, style } = sources;
  const { works, origin, unlisted, postponed, elsewhere, subjects, context } = sortActivity(sources);
  const found = subjects.map((subject) => assembleSection(subject, context));
  const sections = inOrder(
    withWriteUps(found, amendments.writeUps, { form, origin, signatures: style.signatures.value }),
    style,
  );
  const shown = sections.filter(hasSomethingToRead);
  const format = formatOf(settings, sources.template, style, form.language);
  const frame = chooseSkeleton(sources, { links: amendments.links, sections, shown, format });
  const skeleton = withWriters(withStory(frame, amendments), amendments);
  const leftOut = sections.filter((section) => !shown.includes(section));
  const credited = creditedWorksIn(sections);
  return {
    form,
    period: activity.period,
    plannedDay: plannedDay(sources),
    title:
      readFrontMatter(skeleton.frontMatter).title ?? `${newsletterName(sources)}: ${activity.period.name}`,
    format,
    listOrder: context.listOrder,
    skeleton,
    sections: shown,
    leftOut,
    stories: toldStories(sources.stories ?? [], amendments, activity.period),
    alreadyPublished: works.filter((work) => style.published.has(work.key)),
    unlistedCommits: unlisted.filter((commit) => !style.published.has(commit.key)),
    maintainersToName:
      style.models.length > 0 && style.maintainersNamed.value
        ? maintainersToName(shown, activity.pullRequests, settings)
        : [],
    doubtfulAccounts: doubtfulAccountsIn(credited),
    unknownAuthors: unknownAuthorsIn(credited),
    released: releasesIn(activity.period, activity.tags, sources.releases ?? new Map()),
    postponed,
    elsewhere,
    takenBackLater: takenBackSince(sources, shown),
    quiet: quietRepositories(sources),
    missing: activity.missing,
    renamedPeople: sources.renamedPeople ?? [],
    takesNotes: settings.notes,
    gaps: activity.gaps,
  };
}

/** What an editor said or did counts more than the setting. */
function plannedDay({ activity, settings, publicationDay, isPlanned }: EditionSources): string | null {
  if (settings.publish === null && isPlanned !== true) return null;
  return publicationDay ?? activity.period.plannedDay;
}

/** The front matter names who wrote a section. */
function withWriters(skeleton: Skeleton, { writeUps }: EditionAmendments): Skeleton {
  const writers = writeUps.map(({ login }) => login);
  return { ...skeleton, frontMatter: withAuthors(skeleton.frontMatter, writers) };
}

/** What somebody wrote about the period as a whole stands below the opening. */
function withStory(skeleton: Skeleton, { stories }: EditionAmendments): Skeleton {
  const story = stories.find(({ repository }) => repository === null);
  if (story === undefined) return skeleton;
  return { ...skeleton, opening: [skeleton.opening, story.text].filter((text) => text !== '').join('\n\n') };
}

/** More than a year of stories, in UTF-16 units. */
const MOST_REMEMBERED = 100_000;

/** The stories that are known, each once, with those of this edition; the oldest are forgotten first. */
function toldStories(
  known: readonly ToldStory[],
  { stories }: EditionAmendments,
  { key: period }: Period,
): readonly ToldStory[] {
  const all = [...known, ...stories.map(({ text }) => ({ period, text }))];
  const each = new Map(all.map((story) => [`${story.period} ${story.text}`, story]));
  const kept = [...each.values()];
  let length = kept.reduce((sum, { text }) => sum + text.length, 0);
  while (length > MOST_REMEMBERED) length -= kept.shift()?.text.length ?? length;
  return kept;
}

/** The period's work by section, and what the edition leaves out. */
function sortActivity(sources: EditionSources) {
  const { form, activity, settings, style, releases = new Map(), amendments = NO_AMENDMENTS } = sources;
  const { listed, unlisted } = othersIn(sources);
  const works = [...activity.pullRequests, ...movedHere(sources), ...listed];
  const origin = originOf(works);
  const defaultBranch = defaultBranchIn(activity);
  const reverted = revertedPairs([...activity.pullRequests, ...activity.others].sort(byTime), defaultBranch);
  const sorted = sortWorks(works, amendments, activity.period);
  const unpublished = sorted.listed.filter(({ key }) => !style.published.has(key));
  const branched = followBranches(unpublished, branchSources(sources, reverted));
  const together = joinBranches(sorted, branched);
  const context: SectionContext = {
    period: activity.period,
    form,
    style,
    settings,
    reverted,
    releases,
    amendments,
    joined: together.joined,
    drafts: sources.drafts ?? [],
    listOrder: listOrder(style),
    contributorOf: contributorsIn(works, origin, settings),
  };
  return {
    works,
    origin,
    unlisted,
    postponed: sorted.postponed,
    elsewhere: branched.elsewhere,
    subjects: subjectsIn(sources, together.listed),
    context,
  };
}

/** Pull requests of other periods that somebody moved to this one, or that one of this period brings along. */
function movedHere({ activity, settings, style, amendments = NO_AMENDMENTS }: EditionSources) {
  const comesAlong = (work: PullRequest) =>
    settings.branches !== 'all' && !style.published.has(work.key) && isBrought(work, activity.pullRequests);
  return activity.moved.filter(
    (work) => amendmentsOf(work, amendments).edition === 'now' || comesAlong(work),
  );
}

/** What decides which works are told by another one, or wait on their branch. */
function branchSources(
  { activity, settings, style, amendments = NO_AMENDMENTS }: EditionSources,
  reverted: SectionContext['reverted'],
): BranchSources {
  const { period } = activity;
  return {
    branches: settings.branches,
    defaultBranch: defaultBranchIn(activity),
    isWatched: (repository) => activity.watched.includes(repository),
    isAskedFor: (work) => isAskedFor(amendmentsOf(work, amendments)),
    isHidden: (work) =>
      reasonToHide(work, amendmentsOf(work, amendments), { settings, style, reverted, period }) !== null,
    isHiddenByRequest: (work) => amendmentsOf(work, amendments).visibility?.kind === 'hidden',
    isReverted: (work) => reverted.has(work),
  };
}

/** What the sections show although it was taken back since the period was over. */
function takenBackSince({ activity }: EditionSources, sections: readonly EditionSection[]) {
  const end = activity.period.end.toISOString();
  const merged = activity.moved.filter(({ mergedAt }) => mergedAt >= end);
  const later = [...merged, ...activity.laterReverts].sort(byTime);
  if (later.length === 0) return [];
  const shown = new Set(
    sections.flatMap((section) => section.shown.flatMap(({ work, with: others }) => [work, ...others])),
  );
  const works = [...activity.pullRequests, ...activity.others].sort(byTime);
  return takenBackLater(works, later, defaultBranchIn(activity)).filter(({ work }) => shown.has(work));
}

function quietRepositories({ activity, earlier, settings }: EditionSources): readonly QuietRepository[] {
  if (activity.quiet.length === 0) return [];
  const listed = [...listedWork(earlier)];
  const set = new NameSet(settings.watch);
  return activity.quiet.flatMap((repository) => {
    const periods = listed.flatMap(([key, period]) =>
      key.startsWith(`${nameKey(repository)}#`) ? [period] : [],
    );
    const lastListed = periods.sort((left, right) => compareText(left.key, right.key)).at(-1);
    return lastListed === undefined ? [] : [{ repository, isSet: set.has(repository), lastListed }];
  });
}

/** Entries, a story, or the text of somebody who wrote a section without any. */
function hasSomethingToRead({ shown, hidden, hasStory }: EditionSection): boolean {
  return shown.length > 0 || hidden.length === 0 || hasStory;
}

function defaultBranchIn({ repositories }: Activity): FindBranch {
  const branches = new Map(repositories.map((each) => [each.nameWithOwner, each.defaultBranch]));
  return (repository) => branches.get(repository) ?? null;
}

/** Where the work is: `https://github.com`, or an Enterprise server. */
function originOf([work]: readonly Work[]): string {
  return work === undefined ? 'https://github.com' : new URL(work.url).origin;
}

/** What is worth an entry without a pull request, and what would be if the newsletter listed such. */
function othersIn({ activity, style }: EditionSources) {
  const worthListing = activity.others
    .map((work) => ({ work, habit: habitFor(work, style) }))
    .filter(({ work, habit }) => habit !== 'ignore' && isWorthListing(work));
  const those = (isListed: boolean) =>
    worthListing.flatMap(({ work, habit }) => ((habit !== 'leave out') === isListed ? [work] : []));
  return { listed: those(true), unlisted: those(false) };
}

/** What the editors do with works of the kind: those of which no habit is known are listed. */
function habitFor(work: OtherWork, style: HouseStyle): 'show' | 'hide' | 'leave out' | 'ignore' {
  return work.kind === 'commit' ? style.directCommits(work.repository).value : 'show';
}

/** What the sections are about. Work that an earlier edition lists is left out. */
function subjectsIn(
  { activity, settings, style: { published } }: EditionSources,
  works: readonly Work[],
): readonly Subject[] {
  return activity.repositories
    .flatMap((repository) => {
      const set = settings.repository(repository.nameWithOwner);
      if (set.hide) return [];
      const own = works.filter(
        (work) => work.repository === repository.nameWithOwner && !published.has(work.key),
      );
      const isWatched = activity.watched.includes(repository.nameWithOwner);
      return subjectsOf(repository, own, set, isWatched);
    })
    .filter((subject) => subject.works.length > 0);
}

/** As the editors order them; a new crate stands with its repository. */
function inOrder(sections: readonly EditionSection[], style: HouseStyle): readonly EditionSection[] {
  const compare = SECTION_COMPARISONS[style.sectionOrder.value];
  return sections
    .map((section) => ({
      section,
      place: placeOf(section, style),
      name: nameKey(section.repository),
      shown: section.shown.length,
    }))
    .toSorted(compare)
    .map(({ section }) => section);
}

/** Its own, else that of its repository's main section, else that of any about its repository. */
function placeOf({ identity }: EditionSection, style: HouseStyle): number {
  const whole = { ...identity, crate: null };
  const places = [identity, whole, { ...whole, others: [] }].map((each) => style.place(each));
  return places.find(Number.isFinite) ?? Number.POSITIVE_INFINITY;
}

/** A version may have been changed in a branch that was merged only later. */
const DAYS_BEFORE = 7;

/** What must be known for the release notes of the entries: nothing where they have none, and nothing about hidden ones. */
export function releaseQuestions(sources: EditionSources): readonly ReleaseQuestion[] {
  const { activity, style } = sources;
  const repositories = activity.repositories.filter(
    ({ nameWithOwner }) => style.releaseNotes(nameWithOwner).value,
  );
  if (repositories.length === 0) return [];
  const { subjects, context } = sortActivity(sources);
  const shown = subjects
    .flatMap(({ works }) => works)
    .filter((work) => reasonToHide(work, amendmentsOf(work, context.amendments), context) === null);
  return repositories.flatMap((repository) => {
    const { nameWithOwner, crates } = repository;
    const works = shown.filter((work) => work.repository === nameWithOwner);
    const first = works.map(timeOf).sort()[0];
    if (first === undefined) return [];
    const homes = new Set(works.map((work) => crateOfChange(repository, work)));
    return [
      {
        repository,
        crates: crates.filter((crate) => homes.has(crate)),
        tags: activity.tags.filter((tag) => tag.repository === nameWithOwner),
        since: subDays(first, DAYS_BEFORE, { in: utc }).toISOString(),
      },
    ];
  });
}
