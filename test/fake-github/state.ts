import type { KeyObject } from 'node:crypto';
import type { ChangedFile } from './git-diff.js';
import type { GitStore } from './git-store.js';

/** A time as GitHub writes it: `YYYY-MM-DDTHH:MM:SSZ`. */
export type Timestamp = string;

export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export interface AccountState {
  readonly __typename: 'User' | 'Bot' | 'Organization';
  /** Bots with their suffix: `dependabot[bot]`. */
  readonly login: string;
  readonly databaseId: number;
  readonly name: string | null;
  readonly createdAt: Timestamp;
  /** May write to every repository that it can see. */
  readonly writesEverywhere: boolean;
}

/** A version of a text that was edited. */
export interface BodyVersion {
  readonly editor: string | null;
  readonly editedAt: Timestamp;
  readonly body: string;
  /** When somebody deleted it from the history: nobody reads it any more. */
  deletedAt?: Timestamp;
}

/** A text whose earlier versions GitHub keeps. */
export interface EditedState {
  /** Null when the account was deleted. */
  readonly author: string | null;
  readonly createdAt: Timestamp;
  /** Oldest first, the original before the first edit; none while nobody has edited it. */
  readonly bodyVersions: BodyVersion[];
  body: string;
}

export type ReactionContent =
  | 'CONFUSED'
  | 'EYES'
  | 'HEART'
  | 'HOORAY'
  | 'LAUGH'
  | 'ROCKET'
  | 'THUMBS_DOWN'
  | 'THUMBS_UP';

export interface ReactionState {
  readonly login: string;
  readonly content: ReactionContent;
}

/** What all kinds of comments have. */
interface WrittenState extends EditedState {
  readonly databaseId: number;
  readonly reactions: ReactionState[];
  updatedAt: Timestamp;
  isMinimized: boolean;
}

export interface CommentState extends WrittenState {
  readonly __typename: 'IssueComment';
  readonly issue: IssueState | PullRequestState;
}

export interface ReviewState extends WrittenState {
  readonly __typename: 'PullRequestReview';
  readonly issue: PullRequestState;
  readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED';
  readonly comments: ReviewCommentState[];
}

/** A comment on a changed file. */
export interface ReviewCommentState extends WrittenState {
  readonly __typename: 'PullRequestReviewComment';
  readonly issue: PullRequestState;
  readonly path: string;
}

export type AnyCommentState = CommentState | ReviewState | ReviewCommentState;

interface NumberedState extends EditedState {
  readonly databaseId: number;
  readonly repository: RepositoryState;
  readonly number: number;
  readonly comments: CommentState[];
  title: string;
  isLocked: boolean;
  updatedAt: Timestamp;
  closedAt: Timestamp | null;
  labels: readonly string[];
  /** Who gave it which label, each time, oldest first. */
  readonly labelings: LabelingState[];
}

export interface LabelingState {
  readonly label: string;
  readonly actor: string;
  readonly createdAt: string;
}

export interface IssueState extends NumberedState {
  readonly __typename: 'Issue';
  state: 'OPEN' | 'CLOSED';
}

export interface PullRequestState extends NumberedState {
  readonly __typename: 'PullRequest';
  readonly headRefName: string;
  /** The owner of the fork that has the head branch; `null`: the repository itself has it. */
  readonly fork: string | null;
  baseRefName: string;
  headRefOid: string;
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  isDraft: boolean;
  /** When it was marked ready for review, each time. */
  readonly readyForReviewAt: string[];
  /** Oldest first. */
  readonly reviews: ReviewState[];
  /** Logins of those whose comments were deleted, each time. */
  readonly deletedComments: {
    readonly author: string | null;
    readonly actor: string;
    readonly createdAt: string;
  }[];
  mergedAt: Timestamp | null;
  mergedBy: string | null;
  mergeCommitOid: string | null;
  /** What it changed, once that no longer follows its branches. */
  changes: PullRequestChanges | null;
}

export interface PullRequestChanges {
  readonly files: readonly ChangedFile[];
  /** Object ids, oldest first. */
  readonly commits: readonly string[];
  readonly additions: number;
  readonly deletions: number;
}

export interface ReleaseState {
  readonly __typename: 'Release';
  readonly databaseId: number;
  readonly tagName: string;
  readonly name: string;
  readonly author: string;
  readonly publishedAt: Timestamp;
}

export interface CheckRunState {
  readonly databaseId: number;
  readonly headOid: string;
  readonly appId: string;
  /** As the app sent it, snake_case as in REST. */
  fields: Readonly<Record<string, unknown>>;
}

export interface RepositoryState {
  readonly __typename: 'Repository';
  readonly databaseId: number;
  readonly createdAt: Timestamp;
  readonly git: GitStore;
  readonly collaborators: Map<string, Permission>;
  /** Issues and pull requests share one numbering. */
  readonly numbered: Map<number, IssueState | PullRequestState>;
  /** Commit → numbers of the merged pull requests that brought it. */
  readonly introducedBy: Map<string, Set<number>>;
  readonly releases: ReleaseState[];
  readonly checkRuns: CheckRunState[];
  readonly labels: Set<string>;
  /** Rules of rulesets, and classic protections of branches. They are shown; writes are not held against them. */
  readonly branchRules: BranchRuleState[];
  readonly branchProtections: BranchProtectionState[];
  owner: AccountState;
  name: string;
  nameWithOwner: string;
  description: string | null;
  isPrivate: boolean;
  /** Private repositories of free plans take none (GitHub docs, "About pull requests"). */
  takesDrafts: boolean;
  isFork: boolean;
  isArchived: boolean;
  defaultBranch: string;
  pushedAt: Timestamp | null;
}

/** A rule of an active ruleset; a star in the pattern stands for anything. */
export interface BranchRuleState {
  readonly pattern: string;
  /** As REST says it: `pull_request`, `update`, `required_linear_history`. */
  readonly type: string;
}

/** What people without administration see of a classic protection: GraphQL's `RefUpdateRule`. */
export interface BranchProtectionState {
  readonly pattern: string;
  readonly viewerCanPush: boolean;
  readonly requiredApprovingReviewCount: number | null;
  readonly requiredStatusCheckContexts: readonly string[];
  readonly requiresLinearHistory: boolean;
}

export interface AppState {
  readonly appId: string;
  readonly slug: string;
  readonly owner: string;
  readonly publicKey: KeyObject;
  /** What it asks every account for; installations may have granted less. */
  permissions: Readonly<Record<string, string>>;
  events: readonly string[];
  webhookUrl: string;
  /** Deliveries that GitHub still lists, newest first. */
  readonly hookDeliveries: HookDeliveryState[];
}

/** A webhook that was sent, as `GET /app/hook/deliveries` lists it. */
export interface HookDeliveryState {
  readonly id: number;
  readonly event: string;
  readonly deliveredAt: Timestamp;
  /** 0 where nothing answered. */
  readonly statusCode: number;
  readonly status: string;
}

/** An App that was registered by a manifest, until its code is redeemed. */
export interface ManifestState {
  readonly app: AppState;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
}

export interface InstallationState {
  readonly installationId: number;
  readonly appId: string;
  readonly account: AccountState;
  readonly permissions: Readonly<Record<string, string>>;
  /** Names with owner that were selected, or null for all of the account. */
  repositories: readonly string[] | null;
  suspendedAt: Timestamp | null;
}
