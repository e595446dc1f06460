import type { AccountSettings } from '../activity/contributor.js';
import type { NameSet } from '../activity/names.js';
import type { TextPattern } from '../activity/text-pattern.js';

/**
 * The editors' settings that an edition depends on, by their keys in `newsletter.yml` and with the defaults applied. The
 * compiler compares them with the table in config/settings.ts, where `editionSettings` of newsletter-config.ts hands them on.
 */
export interface EditionSettings extends AccountSettings {
  /** The newsletter's name; `null`: as the earlier editions have it. */
  readonly name: string | null;
  /** On which day of the period after it an edition appears, as `plannedDayIn` has it; `null`: nobody plans. */
  readonly publish: string | null;
  readonly hide: HideRules;
  /** `nameWithOwner` of repositories outside of the organization that are collected as well. */
  readonly watch: readonly string[];
  /** Which branches have entries of their own; `null`: what belongs to another entry comes with it. */
  readonly branches: 'all' | 'default' | null;
  /** The order of a section's entries; `learned`: as the last editions have it. */
  readonly order: ListOrder | 'learned';
  /** The order of the sections; `learned`: as the last edition has it. */
  readonly sectionOrder: SectionOrder | 'learned';
  readonly credit: {
    /** Logins of people who do not want to be thanked. */
    readonly optOut: readonly string[];
    /** Whether who opened a pull request is thanked without a commit in it. */
    readonly openers: boolean;
    /** In which order people are named; `null`: by account below sections, by name in other lists. */
    readonly order: PeopleOrder | null;
  };
  /** Whether entries tell the first release that contains them; `learned`: as the last editions do. */
  readonly publishedAs: 'learned' | 'always' | 'never';
  /** The lead sentence of a section that has none of its own yet, in the plural; `null`: the usual one. */
  readonly lead: string | null;
  /** How sections, entries and people are written; where nothing is set, in the house style. */
  readonly format: FormatSettings;
  /** Whether people may change the edition by comments. */
  readonly notes: boolean;
  /** By `nameWithOwner`: the repositories that are never collected. */
  readonly excluded: Pick<NameSet, 'has'>;
  /** What is set for one repository, by `nameWithOwner`. */
  repository(nameWithOwner: string): RepositorySettings;
}

/** What is set for one repository; `null` means: as learned from the earlier editions. */
export interface RepositorySettings {
  readonly group: 'repository' | 'crate';
  /** How the entries of its section are grouped; `learned`: long lists as in the last edition. */
  readonly groupWithin: GroupWithin | 'learned';
  /** Headings of these groups, by label, prefix or branch, in order; that of `*` is for the rest. */
  readonly labels: Readonly<Record<string, string>>;
  /** The name in the heading. */
  readonly heading: string | null;
  readonly maintainers: readonly string[] | null;
  /** Markdown. */
  readonly introduction: string | null;
  /** What becomes of commits that belong to no pull request; `learned`: hidden, unless its sections never list any. */
  readonly directCommits: 'learned' | 'show' | 'hide' | 'ignore';
  /** The whole repository has no section. */
  readonly hide: boolean;
}

/** In which order a section lists its entries. */
export type EntryOrder = 'merge-time' | 'number';

/** The same, one way or the other. */
export type ListOrder = EntryOrder | `${EntryOrder}-descending`;

/** In which order people are named: the oldest account first, by login, or as the entries name them. */
export type PeopleOrder = 'account' | 'name' | 'appearance';

/** By what the entries of a section are grouped. */
export type GroupWithin = 'none' | 'label' | 'prefix' | 'branch' | 'person';

/** Headings of groups, where the settings name none, in order. */
export const USUAL_HEADINGS: Readonly<Record<GroupWithin, Readonly<Record<string, string>>>> = {
  none: {},
  label: {
    enhancement: 'Features',
    feature: 'Features',
    bug: 'Fixes',
    documentation: 'Documentation',
    dependencies: 'Dependencies',
  },
  prefix: {
    feat: 'Features',
    fix: 'Fixes',
    perf: 'Performance',
    docs: 'Documentation',
    refactor: 'Refactoring',
    test: 'Tests',
    build: 'Build and CI',
    ci: 'Build and CI',
  },
  branch: {},
  person: {},
};

/** The heading for all that belongs to no other group. */
export const OTHER_CHANGES = 'Other changes';

/** Texts with placeholders, as `newsletter.yml` has them; `null`: as in the house style. */
export interface FormatTexts {
  readonly section: string | null;
  readonly group: string | null;
  readonly entry: string | null;
  readonly hidden: string | null;
  readonly person: string | null;
  readonly contributors: string | null;
  readonly contributor: string | null;
}

/** How sections, entries and people are written. */
export interface FormatSettings extends FormatTexts {
  readonly separator: string | null;
  readonly lastSeparator: string | null;
  /** How people are credited; `null`: as the texts and the template have it. */
  readonly credit: 'sentence' | 'entry' | 'list' | 'none' | null;
}

/** In which order sections stand: as in the last edition, by name, or those first that show most entries. */
export type SectionOrder = 'last-edition' | 'name' | 'entries';

/** The rules by which an entry stands in a comment instead of the list. */
export interface HideRules {
  readonly bots: boolean;
  /** Whether kinds of entries are hidden that the editors always hid. */
  readonly learned: boolean;
  readonly authors: readonly string[];
  readonly titles: readonly TextPattern[];
  /** Globs; the rule holds when every changed file matches one. */
  readonly paths: readonly TextPattern[];
  readonly labels: readonly string[];
}
