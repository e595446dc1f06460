import { isOwnedBy } from '../activity/repository.js';
import { type CommitHabit, learnCommitHabit } from './commit-habit.js';
import { learnSingleCredit, type SingleCredit } from './credit-wording.js';
import {
  type EarlierEdition,
  listedWork,
  modelsAmong,
  type SectionText,
  sectionsIn,
} from './earlier-edition.js';
import { type EntryOrder, learnEntryOrder } from './entry-order.js';
import { type HiddenKind, learnHiddenKinds } from './hidden-kinds.js';
import { type LeadAgreement, learnLeadAgreement } from './lead-agreement.js';
import { commonLead } from './lead-sentence.js';
import { byDefault, type Learned } from './learned.js';
import { recognizeSections } from './recognize-sections.js';
import {
  learnSectionStyle,
  type SectionIdentity,
  type SectionStyle,
  sectionsAbout,
} from './section-style.js';
import { learnStandingEditors } from './standing-editors.js';
import { learnReleaseNotes } from './tells-releases.js';

/** What the earlier editions teach about the next one, apart from its skeleton. */
export interface HouseStyle {
  /** The lead sentence for a section that has none of its own, in the plural. */
  readonly lead: Learned<string>;
  /** Whether the number of entries changes a section's own lead sentence. */
  readonly leadAgreement: Learned<LeadAgreement>;
  /** Place of a section in the latest edition; `Infinity` for one that it lacks. */
  place(identity: SectionIdentity): number;
  /** What earlier sections look like; `null` when there are none. */
  section(identity: SectionIdentity): SectionStyle | null;
  /** Whether a section opens with text: introduction and lead sentence. */
  writesText(identity: SectionIdentity): Learned<boolean>;
  /** The order of a section's entries. */
  entryOrder(repository: string): Learned<EntryOrder>;
  /** What becomes of the repository's commits without a pull request. */
  directCommits(repository: string): Learned<CommitHabit>;
  /** Whether the repository's entries tell the first release that contains them. */
  tellsReleases(repository: string): Learned<boolean>;
  /** Kinds of entries that the repository's section always hides. */
  hiddenKinds(repository: string): readonly HiddenKind[];
  /** How somebody is thanked who wrote one entry, in a section that shows no other or several. */
  singleCredit(isOnlyEntry: boolean): Learned<SingleCredit>;
  /** Logins, in lower case, of those who maintain what has no maintainers line. */
  readonly standingEditors: Learned<readonly string[]>;
  /** Whether sections name their maintainers. */
  readonly namesMaintainers: Learned<boolean>;
  /** Keys of all pull requests and commits that an earlier edition lists, as `workKey` makes them. */
  readonly published: ReadonlySet<string>;
}

/** Habits are read off so many editions at most, so that a change of habits shows soon. */
const LATEST_EDITIONS = 12;

/** A repository's own habit counts more than that of all, unless it is older than so many editions. */
const FRESH_EDITIONS = 6;

/**
 * Learns the house style of the organization's newsletter from its editions, oldest first; none is fine. Those that are
 * no models teach nothing, but what they list is told already.
 */
export function learnHouseStyle(editions: readonly EarlierEdition[], organization: string): HouseStyle {
  const earlier = modelsAmong(editions);
  const { repositoryOf, isOf, isAbout } = recognizeSections(earlier);
  const about = (repository: string) => sectionsAbout(earlier, (section) => isOf(section, repository));
  const recent = [...earlier]
    .slice(-LATEST_EDITIONS)
    .reverse()
    .flatMap(sectionsIn)
    .filter((section) => isOwnedBy(repositoryOf(section) ?? '', organization));
  const fresh = (earlier.at(-FRESH_EDITIONS) ?? earlier[0])?.month ?? '';
  const last = earlier.at(-1);
  const latest = last === undefined ? [] : sectionsIn(last);
  return {
    lead: commonLead(earlier),
    leadAgreement: learnLeadAgreement(recent, repositoryOf),
    place(identity) {
      const index = latest.findIndex((section) => isAbout(section, identity));
      return index < 0 ? Number.POSITIVE_INFINITY : index;
    },
    section: (identity) =>
      learnSectionStyle(
        sectionsAbout(earlier, (section) => isAbout(section, identity)),
        identity.repository,
      ),
    writesText: (identity) =>
      learnText(
        recent.filter(({ month }) => month === last?.month),
        (section) => isAbout(section, identity),
      ),
    entryOrder: (repository) =>
      learnEntryOrder(
        recent.filter((section) => section.month >= fresh && isOf(section, repository)),
        recent,
      ),
    directCommits: (repository) => learnCommitHabit(about(repository), recent),
    tellsReleases: (repository) => learnReleaseNotes(earlier, about(repository)),
    hiddenKinds: (repository) => learnHiddenKinds(recent.filter((section) => isOf(section, repository))),
    singleCredit: (isOnlyEntry) => learnSingleCredit(recent, isOnlyEntry),
    standingEditors: learnStandingEditors(earlier, recent),
    namesMaintainers: learnMaintainersLine(latest),
    published: new Set(listedWork(editions).keys()),
  };
}

/** As the latest edition does for this section; where it lacks the section, as it does for most. */
function learnText(
  latest: readonly SectionText[],
  isOwn: (section: SectionText) => boolean,
): Learned<boolean> {
  const month = latest[0]?.month;
  if (month === undefined) return byDefault(true);
  const withText = latest.filter(({ text }) => text.trim() !== '');
  if (latest.some(isOwn)) {
    return { value: withText.some(isOwn), evidence: `the section in the edition of ${month}` };
  }
  return {
    value: 2 * withText.length >= latest.length,
    evidence: `${withText.length} of ${latest.length} sections in the edition of ${month}`,
  };
}

function learnMaintainersLine(latest: readonly SectionText[]): Learned<boolean> {
  const month = latest[0]?.month;
  if (month === undefined) return byDefault(true);
  const named = latest.filter(({ maintainersLine }) => maintainersLine !== null).length;
  return { value: named > 0, evidence: `${named} of ${latest.length} sections in the edition of ${month}` };
}
