import { addHours } from 'date-fns/addHours';
import { isNamedIn, type Period } from '../activity/period.js';
import { inertText } from '../markdown/markdown.js';

/** A draft pull request that was merged: its edition is published, or is about to be. */
export interface MergedDraft {
  /** Node id. */
  readonly id: string;
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
  readonly next: NextDraft;
}

/**
 * The next edition's draft pull request: its number, or that the same run may open it; `null`: there is none yet, or this edition
 * is not the latest.
 */
export type NextDraft = number | 'opened by this run' | null;

/** The comments to write, in this order. */
export interface AnnouncementPlan {
  /** What a reader of the log should know, a sentence. */
  readonly because: string;
  readonly comments: readonly PlannedComment[];
}

/** A comment that is written once, and later replaced by one that says more. */
export interface PlannedComment {
  readonly kind: 'issue' | 'pull request';
  readonly number: number;
  /** The line of the body by which the bot knows it again; readers do not see it. */
  readonly marker: string;
  readonly body: string;
  /** The text of the bot's comment that it replaces; `null`: it is a new one. */
  readonly replaces: string | null;
}

/** How many hours after the merge an edition is still announced: an old one is no news. */
const NEWS_FOR = 7 * 24;

/** How many hours after the merge an announcement waits for the page at most. */
const PATIENCE = 24;

/**
 * Decides where the edition is announced: first on the issue, then on the draft pull request. The latter's comment
 * seals the matter: what a person deletes on the issue afterwards does not come back. Both gain the number of the next
 * edition's draft once there is one.
 */
export function planAnnouncement(state: AnnouncementState, now: Date): AnnouncementPlan {
  const { draft, address, isOnline, issue, onIssue, onDraft, next } = state;
  const edition = `The edition of ${draft.period.name}`;
  if (isToldOf(draft, onDraft, next)) return { because: `${edition} was announced already.`, comments: [] };
  const seal = textWith(onDraft, publishedMarker(draft.period));
  if (seal === null && !isOnline && mayWait(draft, now)) {
    return {
      because: `${edition} is announced when ${address} answers, or a day after it was merged.`,
      comments: [],
    };
  }
  const announced = textWith(onIssue, announcementMarker(draft.period));
  const isNewOnIssue = seal === null && announced === null;
  const number = typeof next === 'number' ? next : null;
  return {
    because:
      seal === null
        ? `${edition} is published: ${address}`
        : number === null
          ? `${edition} is followed by a draft that is not open yet.`
          : `${edition} is followed by the draft #${number}.`,
    comments: [
      ...(issue !== null && (isNewOnIssue || announced !== null)
        ? [{ ...announcement(draft, issue, address), replaces: announced }]
        : []),
      { ...sealOf(draft, address), replaces: seal },
    ]
      .map((comment) => withNextDraft(comment, number))
      // The number of a draft that this run opens comes later.
      .filter((comment) => isNew(comment) || next === 'opened by this run'),
  };
}

/** Whether the comment says anything that does not stand there. */
export function isNew({ body, replaces }: PlannedComment): boolean {
  return body !== replaces;
}

/** The comment with the number of the next draft. What stands there already stays as it is, also what a person changed. */
export function withNextDraft(comment: PlannedComment, next: number | null): PlannedComment {
  const { marker, replaces } = comment;
  const body = replaces ?? comment.body;
  if (next === null || hasMarker([body], NEXT_MARKER)) return { ...comment, body };
  const lines = body.split(/\r?\n/).flatMap((line) => {
    return line === marker ? [`Next draft: #${next}`, '', NEXT_MARKER, marker] : [line];
  });
  return { ...comment, body: lines.join('\n') };
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

/** Whether it also says which the next draft is, if there is one. */
export function isToldOf(draft: MergedDraft, onDraft: readonly string[], next: NextDraft): boolean {
  const seal = textWith(onDraft, publishedMarker(draft.period));
  return seal !== null && (next === null || hasMarker([seal], NEXT_MARKER));
}

/** Whether one of the texts has the marker, alone on a line, so that a quotation does not count. */
export function hasMarker(texts: readonly string[], marker: string): boolean {
  return textWith(texts, marker) !== null;
}

function textWith(texts: readonly string[], marker: string): string | null {
  return texts.find((text) => text.split(/\r?\n/).includes(marker)) ?? null;
}

/** A comment of which nobody knows yet whether it stands there. */
type NewComment = Omit<PlannedComment, 'replaces'>;

function announcement({ period, title }: MergedDraft, issue: number, address: string): NewComment {
  const marker = announcementMarker(period);
  const name = title.trim() === '' ? `The edition of ${period.name}` : inertText(title);
  return {
    kind: 'issue',
    number: issue,
    marker,
    body: `**${name}** is published: <${address}>\n\n${marker}`,
  };
}

function sealOf({ number, period }: MergedDraft, address: string): NewComment {
  const marker = publishedMarker(period);
  return { kind: 'pull request', number, marker, body: `Published: <${address}>\n\n${marker}` };
}

/** The line by which the bot knows that a comment says which the next draft is, or did until a person changed it. */
const NEXT_MARKER = '<!-- newsletter next draft -->';

function announcementMarker(period: Period): string {
  return `<!-- newsletter announcement ${period.key} -->`;
}

/** The line by which the bot knows that a comment says where the edition is published. */
export function publishedMarker(period: Period): string {
  return `<!-- newsletter published ${period.key} -->`;
}
