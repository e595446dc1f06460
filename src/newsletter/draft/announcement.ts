import { addHours } from 'date-fns/addHours';
import { isNamedIn, type Period } from '../activity/period.js';
import { inertText } from '../markdown/markdown.js';

/** A draft pull request that was merged: its edition is published, or is about to be. */
export interface MergedDraft {
  readonly number: number;
  readonly period: Period;
  /** Of the edition. */
  readonly title: string;
  readonly mergedAt: string;
}

/** What is known of a published edition, and where it is announced already. */
export interface AnnouncementState {
  readonly draft: MergedDraft;
  /** Where the edition is read. */
  readonly address: string;
  /** Whether the page answers there. */
  readonly isOnline: boolean;
  /** Number of the issue where editions are announced; `null`: nowhere. */
  readonly issue: number | null;
  /** Texts of the bot's own comments on that issue. */
  readonly onIssue: readonly string[];
  /** Texts of the bot's own comments on the draft pull request. */
  readonly onDraft: readonly string[];
}

/** The comments to write, in this order. */
export interface AnnouncementPlan {
  /** What a reader of the log should know, a sentence. */
  readonly because: string;
  readonly comments: readonly PlannedComment[];
}

/** A comment that is written once. */
export interface PlannedComment {
  readonly kind: 'issue' | 'pull request';
  readonly number: number;
  /** The line of the body by which the bot knows it again; readers do not see it. */
  readonly marker: string;
  readonly body: string;
}

/** How many hours after the merge an edition is still announced: an old one is no news. */
const NEWS_FOR = 7 * 24;

/** How many hours after the merge an announcement waits for the page at most. */
const PATIENCE = 24;

/**
 * Decides where the edition is announced: first on the issue, then on the draft pull request. The latter's comment
 * seals the matter: what a person deletes on the issue afterwards does not come back.
 */
export function planAnnouncement(state: AnnouncementState, now: Date): AnnouncementPlan {
  const { draft, address, isOnline, issue, onIssue, onDraft } = state;
  const edition = `The edition of ${draft.period.name}`;
  if (isSealed(draft, onDraft)) return { because: `${edition} was announced already.`, comments: [] };
  if (!isOnline && mayWait(draft, now)) {
    return {
      because: `${edition} is announced when ${address} answers, or a day after it was merged.`,
      comments: [],
    };
  }
  const isAnnounced = hasMarker(onIssue, announcementMarker(draft.period));
  return {
    because: `${edition} is published: ${address}`,
    comments: [
      ...(issue === null || isAnnounced ? [] : [announcement(draft, issue, address)]),
      sealOf(draft, address),
    ],
  };
}

/**
 * Whether a pull request was the draft of the edition that it brought: it came from the draft branch, or names the
 * period, as one whose branch a person renamed. What was drafted after the fact, on a branch of its own, is no news.
 */
export function isDraftOf(
  period: Period,
  pullRequest: { readonly title: string; readonly headRefName: string },
  branch: string,
): boolean {
  const { title, headRefName } = pullRequest;
  if (headRefName === branch) return true;
  return headRefName !== `${branch}-${period.key}` && isNamedIn(title, period);
}

/** What was merged before is not announced any more. */
export function newsSince(now: Date): Date {
  return addHours(now, -NEWS_FOR);
}

/** Whether the draft was merged recently enough to be announced. */
export function isNews(mergedAt: string, now: Date): boolean {
  return new Date(mergedAt) >= newsSince(now);
}

/** Whether it is early enough to wait for the page. */
export function mayWait({ mergedAt }: MergedDraft, now: Date): boolean {
  return addHours(mergedAt, PATIENCE) > now;
}

/** Whether the draft pull request says where its edition was published. `onDraft`: the bot's own comments on it. */
export function isSealed({ period }: MergedDraft, onDraft: readonly string[]): boolean {
  return hasMarker(onDraft, publishedMarker(period));
}

/** Whether one of the texts has the marker, alone on a line, so that a quotation does not count. */
export function hasMarker(texts: readonly string[], marker: string): boolean {
  return texts.some((text) => text.split(/\r?\n/).includes(marker));
}

function announcement({ period, title }: MergedDraft, issue: number, address: string): PlannedComment {
  const marker = announcementMarker(period);
  const name = title.trim() === '' ? `The edition of ${period.name}` : inertText(title);
  return {
    kind: 'issue',
    number: issue,
    marker,
    body: `**${name}** is published: <${address}>\n\n${marker}`,
  };
}

function sealOf({ number, period }: MergedDraft, address: string): PlannedComment {
  const marker = publishedMarker(period);
  return { kind: 'pull request', number, marker, body: `Published: <${address}>\n\n${marker}` };
}

function announcementMarker(period: Period): string {
  return `<!-- newsletter announcement ${period.key} -->`;
}

function publishedMarker(period: Period): string {
  return `<!-- newsletter published ${period.key} -->`;
}
