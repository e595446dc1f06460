import {
  type CommentPlace,
  commentOnce,
  type OwnComments,
  readOwnComments,
} from '../github/comments/own-comments.js';
import type { Client, Clients, Log } from '../github/connection/client.js';
import { explain, stacksOf } from '../github/connection/errors.js';
import {
  type MergedPullRequest,
  readMergedDrafts,
  readMonthsBrought,
} from '../github/draft/list-pull-requests.js';
import { monthsNamed } from '../newsletter/activity/month.js';
import {
  isDraftOf,
  isNews,
  isSealed,
  type MergedDraft,
  mayWait,
  newsSince,
  planAnnouncement,
} from '../newsletter/draft/announcement.js';
import { editionTitle } from '../newsletter/house-style/front-matter.js';
import { type Desk, publishedAddress } from './run-context.js';

/** Whether a page answers; never throws. */
export type IsOnline = (url: string) => Promise<boolean>;

/** A merged draft of which not everybody was told, and the bot's own comments on its pull request. */
interface Unannounced {
  readonly draft: MergedDraft;
  readonly onDraft: OwnComments;
}

/**
 * Announces the edition whose draft pull request was merged, where the settings say; one edition a run, the oldest
 * first. Any number of runs come to one comment on the issue and one on the pull request. Never throws: what goes wrong
 * is said on the log, and the next run looks again.
 */
export async function announceEditions(
  clients: Clients,
  desk: Desk,
  isOnline: IsOnline,
  now: Date,
  log: Log,
): Promise<void> {
  const { issue, address } = desk.config.announce;
  if (issue === null && address === null) return;
  try {
    const found = await findUnannounced(clients.reader, desk, now);
    if (found !== null) await announce(clients, desk, found, isOnline, now, log);
  } catch (error) {
    log.warn(`The announcement is not complete yet. ${explain(error)}`);
    for (const stack of stacksOf(error)) log.debug(stack);
  }
}

async function findUnannounced(client: Client, desk: Desk, now: Date): Promise<Unannounced | null> {
  const { newsletter, config } = desk;
  const merged = await readMergedDrafts(client, newsletter, newsSince(now));
  const isCandidate = ({ mergedAt, headRefName, title }: MergedPullRequest) =>
    isNews(mergedAt, now) && (headRefName === config.branch || monthsNamed(title).length > 0);
  for (const pullRequest of merged.filter(isCandidate)) {
    const draft = await toMergedDraft(client, desk, pullRequest);
    if (draft === null) continue;
    const onDraft = await ownCommentsOn(client, desk, 'pull request', draft.number);
    if (!isSealed(draft, textsOf(onDraft))) return { draft, onDraft };
  }
  return null;
}

/** `null` when it brought no edition, or one that is not on the default branch any more. */
async function toMergedDraft(
  client: Client,
  { newsletter, config, published }: Desk,
  pullRequest: MergedPullRequest,
): Promise<MergedDraft | null> {
  const { number, title, mergedAt } = pullRequest;
  const months = await readMonthsBrought(client, newsletter.nameWithOwner, number, config.file);
  const edition = published.editions.findLast(
    ({ month }) => months.includes(month) && isDraftOf(month, pullRequest, config.branch),
  );
  if (edition === undefined) return null;
  return { number, month: edition.month, title: editionTitle(edition.frontMatter ?? '') ?? title, mergedAt };
}

async function announce(
  clients: Clients,
  desk: Desk,
  { draft, onDraft }: Unannounced,
  isOnline: IsOnline,
  now: Date,
  log: Log,
): Promise<void> {
  const { issue, address: template } = desk.config.announce;
  const address = publishedAddress(desk, draft.month);
  const onIssue = issue === null ? null : await ownCommentsOn(clients.reader, desk, 'issue', issue);
  const asks = template !== null && mayWait(draft, now);
  const plan = planAnnouncement(
    {
      draft,
      address,
      isOnline: asks ? await isOnline(address) : true,
      issue,
      onIssue: textsOf(onIssue),
      onDraft: textsOf(onDraft),
    },
    now,
  );
  log.info(plan.because);
  for (const comment of plan.comments) {
    const before = comment.kind === 'issue' ? onIssue : onDraft;
    await commentOnce(clients, desk.newsletter.nameWithOwner, comment, before ?? onDraft);
  }
}

/** What the bot itself said there. */
function ownCommentsOn(
  client: Client,
  { newsletter: { nameWithOwner } }: Desk,
  kind: CommentPlace['kind'],
  number: number,
): Promise<OwnComments> {
  return readOwnComments(client, { nameWithOwner, kind, number });
}

function textsOf(own: OwnComments | null): readonly string[] {
  return (own?.comments ?? []).map(({ body }) => body);
}
