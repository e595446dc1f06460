import type { CommentChange, OwnComments } from '../github/comments/own-comments.js';
import type { RememberedAccount } from '../github/draft/accounts.js';
import type { Offer } from '../github/draft/archive.js';
import type { CheckedCommit } from '../github/draft/check-run.js';
import type { ClosedBranch, StaleEdition } from '../github/draft/prepare-draft.js';
import type { BodyChange, BranchChange } from '../github/draft/publish-draft.js';
import type { CheckReport } from '../newsletter/checks/check-edition.js';
import type { PlannedComment } from '../newsletter/draft/announcement.js';
import type { Archive } from '../newsletter/draft/draft.js';
import type { Outcome } from '../newsletter/draft/plan-draft.js';
import type { ReactionChange } from '../replies/comments/reactions.js';

/** All that a run writes, decided before the first write and applied in this order. */
export interface RunPlan {
  readonly outcome: Outcome;
  /** Where to look at it; a pull request that the plan opens has no address yet. */
  readonly url: string;
  /** What a reader of the log should know, sentences. */
  readonly remarks: readonly Remark[];
  readonly writes: readonly Write[];
}

/** A sentence for the log. */
export interface Remark {
  readonly level: 'info' | 'warn';
  readonly message: string;
}

/**
 * What a failure of the write means. `essential`: it ends the run, and the next one reads anew. `if permitted`: as
 * essential, except that a missing permission is only logged. `best effort`: it is logged and the run goes on; the next one
 * finds what is left.
 */
export type Importance = 'essential' | 'if permitted' | 'best effort';

/** The pull request that an earlier write of the same plan opens: it has no node id yet. */
export const OPENED_DRAFT: unique symbol = Symbol('the pull request that this run opens');

/** A pull request that gets a reply, by its node id. */
export type RepliedTo = string | typeof OPENED_DRAFT;

/** One write, with what it needs to be safe. */
export type Write = { readonly importance: Importance } & (
  | ({ readonly kind: 'restore branch' | 'restore commits' } & ClosedBranch)
  | { readonly kind: 'reopen'; readonly number: number }
  | {
      readonly kind: 'update editions';
      readonly branch: string;
      readonly expectedHead: string;
      readonly editions: readonly StaleEdition[];
    }
  | { readonly kind: 'merge default branch'; readonly branch: string }
  | ({ readonly kind: 'branch' } & BranchChange)
  | ({ readonly kind: 'base'; readonly archive: Archive } & Offer)
  | {
      readonly kind: 'commit';
      readonly branch: string;
      /** The branch's tip as it was read; where an earlier write moves the branch, the commit goes on that. */
      readonly expectedHead: string;
      readonly path: string;
      readonly text: string;
      readonly headline: string;
      readonly body: string;
    }
  | {
      readonly kind: 'open pull request';
      readonly branch: string;
      readonly title: string;
      readonly body: string;
    }
  | {
      readonly kind: 'body';
      readonly number: number;
      readonly change: BodyChange;
      /** What the log says when GitHub refuses the write. */
      readonly whenRefused: string;
    }
  | {
      readonly kind: 'check run';
      readonly on: CheckPlace;
      readonly report: CheckReport;
      /** Whether it is shown again on a commit that has it already. */
      readonly again: boolean;
      /** As above. */
      readonly whenRefused: string;
    }
  | { readonly kind: 'opt-outs'; readonly logins: readonly string[] }
  | { readonly kind: 'accounts'; readonly accounts: readonly RememberedAccount[] }
  | { readonly kind: 'ready'; readonly pullRequestId: string }
  | {
      readonly kind: 'reply';
      readonly nameWithOwner: string;
      readonly reactions: readonly ReactionChange[];
      readonly comments: readonly CommentChange<RepliedTo>[];
    }
  | { readonly kind: 'end waiting'; readonly nameWithOwner: string; readonly ids: readonly string[] }
  | {
      readonly kind: 'announcement';
      /** Come first: without one of them, the others are still written. */
      readonly contributions: readonly ToldContribution[];
      /** Whether the comments name the draft, too, that an earlier write of the same plan opens. */
      readonly namesOpened: boolean;
      /** In this order: without the first, the second is not written. */
      readonly comments: readonly { readonly comment: PlannedComment; readonly before: OwnComments }[];
    }
);

/** What a comment of the bot, by its node id, says once the edition that lists its pull request is published. */
export interface ToldContribution {
  readonly nameWithOwner: string;
  readonly id: string;
  readonly body: string;
}

/** A commit to show a check run on. */
export type CheckPlace =
  | {
      /** The draft's head, if its file is still the one that was checked. */
      readonly kind: 'draft';
      readonly branch: string;
      readonly path: string;
      readonly text: string;
    }
  | (CheckedCommit & {
      readonly kind: 'commit';
      readonly isApp: boolean;
      /** The commit is the draft's head: where an earlier write moves that, the new one is meant. */
      readonly isDraft: boolean;
    });

/** The plan as `sync --dry-run` prints it: a line for each write. */
export function printPlan({ writes }: RunPlan): string {
  if (writes.length === 0) return 'Nothing to write.\n';
  return writes.map((write) => `${describeWrite(write)} (${write.importance})\n`).join('');
}

/** What the write does, and its precondition, on one line. */
function describeWrite(write: Write): string {
  switch (write.kind) {
    case 'restore branch':
      return `Restore the branch ${write.branch} at ${short(write.oid)}, if there is none, as #${write.number} had it`;
    case 'restore commits':
      return `Merge ${short(write.oid)}, the last commit of #${write.number}, into ${write.branch}, which somebody made anew`;
    case 'reopen':
      return `Reopen #${write.number}; where GitHub refuses, the run opens another pull request`;
    case 'update editions':
      return `Commit ${write.editions.map(({ path }) => path).join(', ')} to ${write.branch} as on the default branch, if it is still at ${short(write.expectedHead)}`;
    case 'merge default branch':
      return `Merge the default branch into ${write.branch}`;
    case 'branch':
      return describeBranch(write);
    case 'base':
      return `Store what the bot offers of ${write.path} as the base of the next merge, if nobody else wrote to the bot's branch`;
    case 'commit':
      return `Commit ${write.path} to ${write.branch}, if it is still at ${short(write.expectedHead)} or where this run moved it: ${write.headline}`;
    case 'open pull request':
      return `Open a draft pull request from ${write.branch}: ${oneLine(write.title)}`;
    case 'body':
      return `Write the description of #${write.number}, and restore what somebody wrote there at the same time`;
    case 'check run':
      return `Show the check run${write.on.kind === 'draft' ? '' : ` "${write.on.name}" on ${short(write.on.oid)}`}, unless it is there already: ${write.report.title}`;
    case 'opt-outs':
      return `Remember that ${write.logins.join(', ')} asked not to be thanked`;
    case 'accounts':
      return `Remember which accounts are meant by ${write.accounts.map(({ name }) => name).join(', ')}`;
    case 'ready':
      return 'Mark the draft ready for review';
    case 'reply':
      return `Reply in ${write.nameWithOwner}: ${counted(write.comments.length, 'comment')}, ${counted(write.reactions.length, 'reaction')}`;
    case 'end waiting':
      return `Delete ${counted(write.ids.length, 'comment')} in ${write.nameWithOwner} that asked people to wait`;
    case 'announcement':
      return describeAnnouncement(write);
  }
}

function describeBranch({ branch, head, change }: BranchChange): string {
  switch (change) {
    case 'create':
      return `Make the branch ${branch} at the tip of the default branch, if there is none`;
    case 'fast-forward':
      return `Move the branch ${branch} forward to the tip of the default branch, if it has no commit of its own`;
    case 'merge':
      return `Merge the default branch into ${branch}, if it is still at ${short(head ?? '')}`;
  }
}

function describeAnnouncement({ contributions, comments }: Announcement): string {
  const told = `Say in ${counted(contributions.length, 'comment')} on listed pull requests that the edition is published`;
  const places = comments.map(({ comment }) => `#${comment.number}`).join(' and ');
  const announced = `Announce the edition on ${places}, unless it is announced there already`;
  return [...(contributions.length === 0 ? [] : [told]), ...(places === '' ? [] : [announced])].join('. ');
}

/** The write that announces an edition. */
export type Announcement = Extract<Write, { readonly kind: 'announcement' }>;

function short(oid: string): string {
  return oid.slice(0, 7);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
