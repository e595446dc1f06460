import { type HiddenRepositories, NONE_HIDDEN } from '../merge/hidden-repositories.js';

/** What the dashboard tells of the file and its people, beyond the edition itself. */
export interface DraftNotes {
  /** What the bot's last commit changed, a sentence; `null` when it made none after the first. */
  readonly lastChange: string | null;
  /** Keys of entries that the bot has no longer, kept since a person changed them. */
  readonly keptThoughGone: readonly string[];
  /** Keys of entries that have no place in the file: a person deleted their section. */
  readonly withoutSection: readonly string[];
  /** Where a person moved the file, and where the settings have it; `null` where it was not moved. */
  readonly move: { readonly from: string; readonly to: string } | null;
  /** Whether the file is no edition any more. */
  readonly isForeign: boolean;
  /** The file as it will be after this run; `null` while it is what the bot renders. */
  readonly file: FileContent | null;
  /** Logins of those whose first merged pull request in the organization is one of the month's, in order. */
  readonly firstTimers: readonly string[];
  /** Whether the bot cannot comment or react on the pull request. */
  readonly isLocked: boolean;
  /** Whose names are not told. */
  readonly hidden: HiddenRepositories;
}

/** The edition's file, and what of it the bot has offered. */
export interface FileContent {
  readonly text: string;
  /** The base of the next merge: what is in it but not in the file was deleted by people. `null`: not known. */
  readonly offered: string | null;
}

export const NO_NOTES: DraftNotes = {
  lastChange: null,
  keptThoughGone: [],
  withoutSection: [],
  move: null,
  isForeign: false,
  file: null,
  firstTimers: [],
  isLocked: false,
  hidden: NONE_HIDDEN,
};
