import { utc } from '@date-fns/utc';
import { subDays } from 'date-fns/subDays';
import { monthName } from '../activity/month.js';
import { type ReleaseHistory, type ReleaseQuestion, releasesIn } from '../activity/release.js';
import type { Repository } from '../activity/repository.js';
import { type DirectCommit, isWorthTelling, timeOf, type Work, workKey } from '../activity/work.js';
import { listedWork, modelsAmong } from '../house-style/earlier-edition.js';
import { editionTitle } from '../house-style/front-matter.js';
import { cancelledOut } from '../house-style/hide.js';
import { type HouseStyle, learnHouseStyle } from '../house-style/house-style.js';
import { compareText } from '../markdown/order.js';
import { assembleSection } from './assemble-section.js';
import { chooseSkeleton, newsletterName, type SkeletonSources } from './choose-skeleton.js';
import type { Edition, QuietRepository, Section } from './edition.js';
import { contributorsIn, type EditionNotes, NOTHING_NOTED, notesOf, sortWorks } from './edition-notes.js';
import { maintainersToName } from './maintainers-to-name.js';
import { homeIn } from './published-as.js';
import { type Subject, subjectsOf } from './section-subject.js';
import { withWriteUps } from './write-ups.js';

/** What an edition is made from: what happened, what earlier editions look like, what is set. */
export interface EditionSources extends SkeletonSources {
  /** What was released since the month began, by `nameWithOwner`; only where entries tell it. */
  readonly releases?: ReadonlyMap<string, ReleaseHistory>;
  /** What people asked for. */
  readonly notes?: EditionNotes;
}

/** Makes one month's edition: which sections it has, what they show and hide, and whom they thank. */
export function assembleEdition(sources: EditionSources): Edition {
  const { activity, settings, releases = new Map(), notes = NOTHING_NOTED } = sources;
  const models = modelsAmong(sources.earlier);
  const style = learnHouseStyle(sources.earlier, activity.organization);
  const cancelled = cancelledOut(activity.pullRequests);
  const { told, unlisted } = commitsIn(sources, style);
  const isMovedHere = (work: Work) => notesOf(work, notes).edition === 'now';
  const works = [...activity.pullRequests, ...activity.moved.filter(isMovedHere), ...told];
  const sorted = sortWorks(works, notes, activity.month);
  const origin = originOf(works);
  const context = {
    month: activity.month,
    style,
    settings,
    cancelled,
    releases,
    notes,
    joined: sorted.joined,
    contributorOf: contributorsIn(works, origin),
  };
  const found = subjectsIn(sources, sorted.told, style).map((subject) => assembleSection(subject, context));
  const sections = inOrder(withWriteUps(found, notes.writeUps, origin), style);
  const skeleton = chooseSkeleton(sources, notes.links, sections);
  const shown = sections.filter(hasSomethingToRead);
  return {
    month: activity.month,
    title: editionTitle(skeleton.frontMatter) ?? `${newsletterName(settings)}: ${monthName(activity.month)}`,
    skeleton,
    sections: shown,
    leftOut: sections.filter((section) => !hasSomethingToRead(section)),
    alreadyPublished: works.filter((work) => style.published.has(workKey(work))),
    unlistedCommits: unlisted.filter((commit) => !style.published.has(workKey(commit))),
    maintainersToName:
      models.length > 0 && style.namesMaintainers.value
        ? maintainersToName(shown, activity.pullRequests, settings)
        : [],
    released: releasesIn(activity.month, activity.tags),
    postponed: sorted.postponed,
    quiet: quietRepositories(sources),
    takesNotes: settings.takesNotes,
    gaps: activity.gaps,
  };
}

function quietRepositories({ activity, earlier }: EditionSources): readonly QuietRepository[] {
  const listed = [...listedWork(earlier)];
  return activity.quiet.flatMap((repository) => {
    const months = listed.flatMap(([key, month]) =>
      key.startsWith(`${repository.toLowerCase()}#`) ? [month] : [],
    );
    const lastTold = months.sort().at(-1);
    return lastTold === undefined ? [] : [{ repository, lastTold }];
  });
}

/** Entries, or the text of somebody who wrote a section without any. */
function hasSomethingToRead({ shown, hidden }: Section): boolean {
  return shown.length > 0 || hidden.length === 0;
}

/** Where the work is: `https://github.com`, or an Enterprise server. */
function originOf([work]: readonly Work[]): string {
  return work === undefined ? 'https://github.com' : new URL(work.url).origin;
}

/** The commits that are worth an entry, and those that would be if the newsletter listed such. */
function commitsIn({ activity, settings }: EditionSources, style: HouseStyle) {
  const setting = ({ repository }: DirectCommit) => settings.repository(repository).directCommits;
  const habits = new Map(
    activity.commits.map(({ repository }) => [repository, style.directCommits(repository).value]),
  );
  const worthTelling = activity.commits.filter(
    (commit) => setting(commit) !== 'ignore' && isWorthTelling(commit),
  );
  const isTold = (commit: DirectCommit) =>
    setting(commit) !== 'learned' || habits.get(commit.repository) === 'hide';
  return {
    told: worthTelling.filter(isTold),
    unlisted: worthTelling.filter((commit) => !isTold(commit)),
  };
}

/** What the sections are about. Work that an earlier edition lists is told already. */
function subjectsIn(
  { activity, settings }: EditionSources,
  works: readonly Work[],
  { published }: HouseStyle,
): readonly Subject[] {
  return activity.repositories
    .filter(({ nameWithOwner }) => !settings.repository(nameWithOwner).isLeftOut)
    .flatMap((repository) => {
      const own = works.filter(
        (work) => work.repository === repository.nameWithOwner && !published.has(workKey(work)),
      );
      const isWatched = activity.watched.includes(repository.nameWithOwner);
      return subjectsOf(repository, own, settings.repository(repository.nameWithOwner).group, isWatched);
    })
    .filter((subject) => subject.works.length > 0);
}

/** The order of the latest edition first, where a new crate stands with its repository; then by name. */
function inOrder(sections: readonly Section[], style: HouseStyle): readonly Section[] {
  return sections
    .map((section) => ({ section, place: placeOf(section, style), name: section.repository.toLowerCase() }))
    .toSorted(
      (left, right) =>
        (left.place === right.place ? 0 : left.place - right.place) || compareText(left.name, right.name),
    )
    .map(({ section }) => section);
}

/** Its own, else that of its repository's main section, else that of any about its repository. */
function placeOf({ identity }: Section, style: HouseStyle): number {
  const whole = { ...identity, crate: null };
  const places = [identity, whole, { ...whole, others: [] }].map((each) => style.place(each));
  return places.find(Number.isFinite) ?? Number.POSITIVE_INFINITY;
}

/** A version may have been changed in a branch that was merged only later. */
const DAYS_BEFORE = 7;

/** What must be known for the edition's notes of publication: nothing where it has none, nor of what it does not show. */
export function releaseQuestions(sources: EditionSources): readonly ReleaseQuestion[] {
  const { activity } = sources;
  const repositories = activity.repositories.filter(tellingOf(sources));
  if (repositories.length === 0) return [];
  const shown = assembleEdition(sources).sections.flatMap((section) => section.shown.map(({ work }) => work));
  return repositories.flatMap((repository) => {
    const { nameWithOwner, crates } = repository;
    const works = shown.filter((work) => work.repository === nameWithOwner);
    const first = works.map(timeOf).sort()[0];
    if (first === undefined) return [];
    const homes = new Set(works.map((work) => homeIn(repository, work)));
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

/** Whether the entries of a repository tell releases, as set or as its last sections do. */
function tellingOf({ settings, earlier, activity }: EditionSources): (repository: Repository) => boolean {
  if (settings.publishedAs !== 'learned') return () => settings.publishedAs === 'always';
  const style = learnHouseStyle(earlier, activity.organization);
  return ({ nameWithOwner }) => style.tellsReleases(nameWithOwner).value;
}
