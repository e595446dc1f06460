import type { MissingRepository } from '../activity/activity.js';
import type { Contributor } from '../activity/contributor.js';
import type { Period } from '../activity/period.js';
import { dayInWords } from '../activity/period-names.js';
import type { NamedRelease } from '../activity/release.js';
import type { OtherWork, Work } from '../activity/work.js';
import type { Form } from '../document/form.js';
import type { SingleCredit } from '../house-style/credit-habits.js';
import type { ToldStory } from '../house-style/earlier-edition.js';
import type { ListOrder } from '../house-style/edition-settings.js';
import type { SectionIdentity, SectionStyle } from '../house-style/section-style.js';
import type { Markdown } from '../markdown/markdown.js';
import type { Format } from './format.js';
import type { Skeleton } from './skeleton.js';

/** One merged pull request or direct commit in a section. */
export interface Entry {
  readonly work: Work;
  /** The words of its link, not yet Markdown. */
  readonly title: string;
  /** What people noted about it, below it. */
  readonly notes: readonly Markdown[];
  /** Further works in the same entry. */
  readonly with: readonly Work[];
  /** Why it stands in a comment, for a reader; `null` when it is shown. */
  readonly hiddenBecause: string | null;
  /** Why it stands first in its section, for a reader; `null`: it was not asked for. */
  readonly highlightedBecause: string | null;
  /** Names of further crates that it touches; only where sections are crates. */
  readonly otherCrates: readonly string[];
  /**
   * The first release that contains it, as readers see it: `v0.10.3`, or with the crate's name, `aml v0.10.0`. `null` when
   * there is none, or when entries do not name releases.
   */
  readonly publishedAs: string | null;
  /** Who opened it, a bot too, as far as entries name people; `null`: nobody whom they may name. */
  readonly author: Contributor | null;
  /** Who wrote it, its author first. */
  readonly people: readonly Contributor[];
  /** The same people, each with how many of its works they wrote. */
  readonly credit: readonly Credit[];
  /** The group that it stands in; `null`: it stands in none. */
  readonly group: EntryGroup | null;
}

/** A group of entries within a section. */
export interface EntryGroup {
  /** Not yet Markdown. */
  readonly heading: string;
  /** Among the headings that are set: -1 before them, by name; `Infinity` for the rest, behind them. */
  readonly place: number;
}

/** A crate's or repository's part of an edition. */
export interface EditionSection {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** By what its earlier sections are recognised. */
  readonly identity: SectionIdentity;
  /** About a project outside of the organization. */
  readonly isWatched: boolean;
  /** What the section is called, not yet Markdown, and what its heading links to. */
  readonly name: string;
  readonly url: string;
  /** The whole `###` line. */
  readonly heading: Markdown;
  /** White space between the heading and the maintainers line. */
  readonly gap: string;
  readonly maintainersLine: Markdown | null;
  /** Introduction, story and lead sentence. */
  readonly text: Markdown;
  /** Whether somebody told what this edition is about. */
  readonly hasStory: boolean;
  readonly shown: readonly Entry[];
  readonly hidden: readonly Entry[];
  readonly credit: readonly Credit[];
  /** What a person is thanked for who wrote one entry. */
  readonly singleCredit: SingleCredit;
  /** The same, if it is the only one that the section shows. */
  readonly onlyEntryCredit: SingleCredit;
  /** No earlier edition has a section about its repository. */
  readonly isFirst: boolean;
  /** The editions that its parts are learned from. */
  readonly learnedFrom: SectionStyle['from'];
}

/** A person whom a section thanks. */
export interface Credit {
  /** By which the account is known among all others, as `eachOnce` has it. */
  readonly key: string;
  readonly contributor: Contributor;
  /** How many of the works the person wrote or co-wrote. */
  readonly entries: number;
}

/** A repository of which nobody has said yet who maintains it. */
export interface MaintainersToName {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** Logins of people who merged its pull requests of the period, those who merged most first. */
  readonly mergedBy: readonly string[];
}

/** Somebody who wrote works of an edition without an account that GitHub knows. */
export interface UnknownAuthor {
  /** As in the commits. Untrusted text. */
  readonly name: string;
  readonly works: readonly Work[];
}

/** A watched repository in which nothing was merged. */
export interface QuietRepository {
  /** By the name that the settings or the editions have. */
  readonly repository: string;
  /** Whether the settings name it, or the editions alone. */
  readonly isSet: boolean;
  /** The latest edition that lists work of it. */
  readonly lastListed: Period;
}

/** A work of the period that was taken back since the period was over. */
export interface TakenBackLater {
  readonly work: Work;
  readonly by: Work;
}

/** A name in the settings that its account does not have any more. */
export interface RenamedPerson {
  readonly name: string;
  /** What the account is called today; `null`: there is none, or none is known. */
  readonly login: string | null;
}

/** One period's newsletter, as the bot would publish it. */
export interface Edition {
  /** How it is marked up. */
  readonly form: Form;
  readonly period: Period;
  /** The planned day of publication, `YYYY-MM-DD`; `null`: nobody planned one. */
  readonly plannedDay: string | null;
  readonly title: string;
  readonly format: Format;
  /** The order of entries where all sections make one list. */
  readonly listOrder: ListOrder;
  readonly skeleton: Skeleton;
  /** Sections with something shown, in order. */
  readonly sections: readonly EditionSection[];
  /** Sections in which everything is hidden: not in the file, but in the pull request's body. */
  readonly leftOut: readonly EditionSection[];
  /** What people told of this edition and of those before it, the newest last: the next one does not repeat it. */
  readonly stories: readonly ToldStory[];
  /** Done this period, but an earlier edition lists them. */
  readonly alreadyPublished: readonly Work[];
  /** Commits without a pull request that the newsletter is not used to list: not in the file, but in the body. */
  readonly unlistedCommits: readonly OtherWork[];
  /** Where nobody has said yet who maintains a repository, though sections say so. */
  readonly maintainersToName: readonly MaintainersToName[];
  /** Accounts of which nothing but the name tells whether they are bots. */
  readonly doubtfulAccounts: readonly Contributor[];
  /** Who is not thanked, since GitHub knows no account for them. */
  readonly unknownAuthors: readonly UnknownAuthor[];
  /** The period's releases, by repository and time. */
  readonly released: readonly NamedRelease[];
  /** Done this period; somebody moved it to a later edition. */
  readonly postponed: readonly Work[];
  /** Merged into branches that have not come to one of which readers are told: not in the file, but in the body. */
  readonly elsewhere: readonly Work[];
  /** Shown, though it was taken back since the period was over. */
  readonly takenBackLater: readonly TakenBackLater[];
  /** Watched repositories that earlier editions list work of, though GitHub finds none of this period. */
  readonly quiet: readonly QuietRepository[];
  /** By name. */
  readonly renamedPeople: readonly RenamedPerson[];
  /** Repositories that the settings name and GitHub does not show. */
  readonly missing: readonly MissingRepository[];
  /** Whether people may change it by comments. */
  readonly takesNotes: boolean;
  /** What could not be read, a sentence each. */
  readonly gaps: readonly string[];
}

/** On which day the edition is to appear; '' when nobody planned one. */
export function plannedSentence({ plannedDay }: Pick<Edition, 'plannedDay'>): string {
  return plannedDay === null ? '' : `Planned day of publication: ${dayInWords(plannedDay)}.`;
}

/** The entries of a section, those in comments last. */
export function entriesOf({ shown, hidden }: Pick<EditionSection, 'shown' | 'hidden'>): readonly Entry[] {
  return [...shown, ...hidden];
}

/** What the entries tell of, also those of sections that are left out. */
export function worksIn({ sections, leftOut }: Pick<Edition, 'sections' | 'leftOut'>): readonly Work[] {
  const entries = [...sections, ...leftOut].flatMap(entriesOf);
  return entries.flatMap(({ work, with: others }) => [work, ...others]);
}

/** The entry of the work with the key, also in sections that are left out. */
export function findEntry(key: string, { sections, leftOut }: Edition): Entry | undefined {
  return [...sections, ...leftOut]
    .flatMap(entriesOf)
    .find((entry) => [entry.work, ...entry.with].some((work) => work.key === key));
}
