import { createHash } from 'node:crypto';
import { type Calendar, isNamedIn, type Period } from '../activity/period.js';
import type { Document, Outline } from '../document/document.js';
import type { StoredOffer } from '../merge/ledger.js';
import { type HiddenRepositories, NONE_HIDDEN } from '../merge/present-names.js';

/** An edition's file on the draft branch with its pull request, as they are now. */
export interface Draft {
  /** Path of the edition's file: where the settings have it, or where a person moved it on the draft branch. */
  readonly path: string;
  /** Where the settings have the file that a person moved on the draft branch; `null` where it was not moved. */
  readonly movedFrom: string | null;
  readonly branch: string;
  /** Where the file is edited in the browser. */
  readonly editUrl: string;
  /** `null` when the branch does not exist. */
  readonly head: DraftHead | null;
  /** What is on the branch now; `null` when the file is not there. */
  readonly current: FileVersion | null;
  /** The newest commit of the file; `null` when it is not there. */
  readonly fileCommit: string | null;
  /** What the bot last offered; `null` when it is not known. */
  readonly base: OfferedVersion | null;
  /** What the bot's newest commit changed, in its own words. */
  readonly lastChange: string | null;
  readonly archive: Archive;
  /** The branch's open pull request, else its latest closed one that was not merged and is about this edition. */
  readonly pullRequest: DraftPullRequest | null;
  /** The one that a new pull request goes on from, since GitHub does not let anybody reopen it. */
  readonly predecessor: DraftPullRequest | null;
  /** The period of another edition that the branch holds and that is not published. */
  readonly otherPeriod: Period | null;
}

/** Where the file is read line by line. */
export function sourceUrl({ editUrl }: Pick<Draft, 'editUrl'>): string {
  return asSource(editUrl.replace('/edit/', '/blob/'));
}

/** A file's address on GitHub, where that shows its lines: only so an address of one leads there. */
export function asSource(fileUrl: string): string {
  return `${fileUrl}?plain=1`;
}

/** The tip of the draft branch. */
export interface DraftHead {
  readonly oid: string;
  /** Compared with the default branch: whether it lacks commits of that, and has some of its own. */
  readonly status: 'current' | 'behind' | 'diverged';
}

/** The bot's own branch, where everything that it ever offered can be looked up. */
export interface Archive {
  /** Its tip; `null` when it does not exist. */
  readonly head: string | null;
  /** Git blob id of the edition's file there. */
  readonly blob: string | null;
  /** Whether somebody else than the bot committed that file last: then it counts for nothing. */
  readonly isForeign: boolean;
}

/** A file's content and the id of its Git blob. */
export interface FileVersion {
  readonly text: string;
  readonly document: Document;
  readonly oid: string;
}

/** What the bot offered, as the text that its archive has and the id of that text's Git blob. */
export interface OfferedVersion extends StoredOffer {
  readonly text: string;
  readonly oid: string;
}

/** The pull request of the draft branch. */
export interface DraftPullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  /** The latest versions of the body, newest first; none where nobody edited it; `null`: GitHub does not show them. */
  readonly bodyVersions: readonly string[] | null;
  /** Open, or closed by a person who asked to go on all the same. */
  readonly isOpen: boolean;
  /** The last commit of one that is closed: GitHub keeps it also without the branch. `null` while it is open. */
  readonly closedHead: string | null;
  /** Whether it cannot be merged since both branches changed the same, as far as GitHub knows by now. */
  readonly isConflicting: boolean;
  /** By the label or a command. */
  readonly isFrozen: boolean;
  /** The bot cannot comment or react there. */
  readonly isLocked: boolean;
  /** Logins of people whose commands do not count, since GitHub does not tell whether they may write there. */
  readonly unheard: readonly string[];
  /** The day of publication, `YYYY-MM-DD`: as an editor set it, or when the draft was marked ready for review. */
  readonly publicationDay: string | null;
  /** Whether an editor set it. */
  readonly isPlanned: boolean;
  /** Those that its title and body say it is about (`periodsSaid`); none: it does not say. */
  readonly periods: readonly Period[];
}

/** What the dashboard says of the file and its people, beyond the edition itself. */
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
  /** Logins of those whose first merged pull request in the organization is one of the period's, in order. */
  readonly firstTimers: readonly string[];
  /** Whether the bot cannot comment or react on the pull request. */
  readonly isLocked: boolean;
  /** Repositories whose names the bot does not say. */
  readonly hidden: HiddenRepositories;
}

/** The edition's file, and what of it the bot has offered. */
export interface FileContent {
  readonly document: Document;
  /** The base of the next merge: what is in it but not in the file was deleted by people. `null`: not known. */
  readonly offered: Outline | null;
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

/** Why a run does not touch a draft, and the outcome that `sync` prints. */
export interface SkipReason {
  readonly outcome: 'unchanged' | 'waiting' | 'frozen';
  /** A sentence with what to do about it. */
  readonly because: string;
  /** Whether people may not know it, so that the draft says it. */
  readonly isNews?: true;
  /** What an editor does to have the draft written again; not there where only waiting helps. */
  readonly remedy?: string;
}

/**
 * What the draft's editors should know of entries that the bot may not take out of its file. It names no repository: that is
 * what must not be public.
 */
export function privateEntriesNotice(count: number, { remedy }: SkipReason): string {
  const [entries, them] =
    count === 1
      ? ['an entry of a repository that is', 'it']
      : [`${count} entries of repositories that are`, 'them'];
  const orTheBot = remedy === undefined ? '' : `, or ${remedy}, and the bot will do it`;
  return `This draft has ${entries} private now. The bot does not change the file for now, so everybody can still read ${them}. Take ${them} out${orTheBot}.`;
}

/** What a draft pull request says of itself. */
export interface DraftWords {
  readonly title: string;
  readonly body: string;
}

/** What stands in the description behind a draft's title: of which period it is, unless the title says so. */
export function periodBehind({ title, period }: { readonly title: string; readonly period: Period }): string {
  const name = isNamedIn(title, period) ? '' : ` (${period.name})`;
  return `${name}. ${FOLLOWS} the ${period.kind}'s edition is published.`;
}

const FOLLOWS = 'It follows what is merged until';
const PERIOD_BEHIND = new RegExp(String.raw`\*\* \(([^()\n]*)\)\. ${FOLLOWS} `);

/** The periods that a draft pull request says it is about. */
export function periodsSaid({ title, body }: DraftWords, calendar: Calendar): readonly Period[] {
  const named = calendar.named(title);
  return named.length > 0 ? named : calendar.named(PERIOD_BEHIND.exec(body)?.[1] ?? '');
}

/** Why people want the draft of the period left as it is; `null`: they do not. */
export function skipReason(
  { pullRequest, current, base, path, branch }: Draft,
  period: Period,
): SkipReason | null {
  if (pullRequest?.isFrozen === true) {
    return {
      outcome: 'frozen',
      because: 'The draft is frozen. Remove the label, or comment "/newsletter thaw".',
      remedy: 'comment "/newsletter thaw"',
    };
  }
  if (pullRequest?.isOpen === false) {
    return {
      outcome: 'frozen',
      because:
        'Someone closed the pull request. Reopen it, or comment "/newsletter refresh" on it, and the bot will update the draft again.',
      remedy: 'comment "/newsletter refresh"',
    };
  }
  if (pullRequest !== null && isAboutAnother(pullRequest, period)) {
    return {
      outcome: 'waiting',
      because: `The pull request of ${branch} is about another ${period.kind}. ${period.name} waits until it is merged or closed.`,
    };
  }
  if (current === null && base !== null) {
    return {
      outcome: 'unchanged',
      because: `${path} is no longer on the branch ${branch}, and no single commit moved it, so the bot won't recreate it. Put the file back at that path, or close this pull request.`,
      isNews: true,
    };
  }
  return null;
}

function isAboutAnother({ periods }: DraftPullRequest, period: Period): boolean {
  return periods.length > 0 && !periods.some(({ key }) => key === period.key);
}

/** The id that Git gives to a file with this content (UTF-8): SHA-1 over `blob <bytes>\0<content>`. */
export function blobOid(text: string): string {
  const content = Buffer.from(text, 'utf8');
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}
