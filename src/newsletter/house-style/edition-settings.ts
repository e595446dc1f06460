import type { EntryOrder } from './entry-order.js';
import type { HideRules } from './hide.js';

/** The editors' settings that an edition depends on. */
export interface EditionSettings {
  /** The newsletter's name; `null`: as the earlier editions have it. */
  readonly name: string | null;
  readonly hide: HideRules;
  /** The order of a section's entries; `learned`: as the last editions have it. */
  readonly order: EntryOrder | 'learned';
  /** Logins of people who do not want to be thanked. */
  readonly optOut: readonly string[];
  /** Whether entries tell the first release that contains them; `learned`: as the last editions do. */
  readonly publishedAs: 'learned' | 'always' | 'never';
  /** Whether people may change the edition by comments. */
  readonly takesNotes: boolean;
  /** What is set for one repository, by `nameWithOwner`. */
  repository(nameWithOwner: string): RepositorySettings;
}

/** What is set for one repository; `null` means: as learned from the earlier editions. */
export interface RepositorySettings {
  readonly group: 'repository' | 'crate';
  /** The name in the heading. */
  readonly heading: string | null;
  readonly maintainers: readonly string[] | null;
  /** Markdown. */
  readonly introduction: string | null;
  /** What becomes of commits that belong to no pull request; `learned`: hidden, unless its sections never list any. */
  readonly directCommits: 'learned' | 'show' | 'hide' | 'ignore';
  /** The whole repository has no section. */
  readonly isLeftOut: boolean;
}
