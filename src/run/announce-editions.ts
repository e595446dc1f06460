import { parseDescription } from '../commands/parse-comment.js';
import { type Conversation, isWrittenByBot, ownComments } from '../github/comments/conversation.js';
import { leftByTheirAuthors } from '../github/comments/edit-history.js';
import {
  type CommentedIssue,
  type OwnComments,
  readOwnComments,
  whereBotIsUnwanted,
} from '../github/comments/own-comments.js';
import { type Discussion, readDiscussions } from '../github/comments/read-commented.js';
import type { Client } from '../github/connection/client.js';
import { explain, stacksOf } from '../github/connection/errors.js';
import { readOptOuts } from '../github/draft/accounts.js';
import {
  type MergedPullRequest,
  readMergedDrafts,
  readPeriodsBrought,
} from '../github/draft/list-pull-requests.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import type { ListedWork } from '../newsletter/activity/entry-lines.js';
import { NameSet } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import {
  hasMarker,
  isDraftOf,
  isNews,
  isSealed,
  isToldOf,
  type MergedDraft,
  mayWait,
  type NextDraft,
  newsSince,
  planAnnouncement,
} from '../newsletter/draft/announcement.js';
import { asSource } from '../newsletter/draft/draft.js';
import { entryInFile } from '../newsletter/draft/locate-entries.js';
import type { EarlierEdition } from '../newsletter/house-style/earlier-edition.js';
import {
  type Asked,
  afterPublication,
  ENTRY_MARKER,
  isInEdition,
} from '../replies/comments/entry-comment.js';
import { STATUS_MARKER, statusAfterPublication } from '../replies/comments/status-comment.js';
import { MOST_REPLIES } from './plan-replies.js';
import { fileAddress, type NewsletterContext, publishedAddress, type RunContext } from './run-context.js';
import type { Announcement, ToldContribution } from './run-plan.js';

/** The draft that a run is about, as far as announcements depend on it. */
interface DraftAfter {
  readonly period: Period;
  readonly draft: Pick<ReadDraft, 'merged' | 'pullRequest'>;
}

/** Whether a page answers; never throws. */
export type IsOnline = (url: string) => Promise<boolean>;

/** A merged draft whose edition is not announced everywhere yet, and the bot's own comments on its pull request. */
interface Unannounced {
  readonly draft: MergedDraft;
  readonly onDraft: OwnComments;
  readonly next: NextDraft;
}

/**
 * The announcement of the edition whose draft pull request was merged: on that, and where the settings say; one edition a
 * run, the oldest first. Any number of runs come to one comment on the issue and one on the pull request. `null`: none is
 * due. Never throws: what goes wrong is said on the log, and the next run looks again. `chosen`: the draft that the run is
 * about.
 */
export async function readAnnouncement(
  run: RunContext,
  chosen: DraftAfter | null,
  isOnline: IsOnline,
): Promise<Announcement | null> {
  const { log } = run;
  try {
    const found = await findUnannounced(run, chosen);
    return found === null ? null : await announcementOf(run, found, isOnline);
  } catch (error) {
    log.warn(`The announcement is not complete yet. ${explain(error)}`);
    for (const stack of stacksOf(error)) log.debug(stack);
    return null;
  }
}

async function findUnannounced(run: RunContext, chosen: DraftAfter | null): Promise<Unannounced | null> {
  const { clients, config, calendar, now } = run;
  const client = clients.reader;
  const merged = await readLatelyMerged(run, chosen);
  const isCandidate = ({ mergedAt, headRefName, title }: MergedPullRequest) =>
    isNews(mergedAt, now) && (headRefName === config.branch || calendar.named(title).length > 0);
  for (const pullRequest of merged.filter(isCandidate)) {
    const draft = await toMergedDraft(client, run, pullRequest);
    if (draft === null) continue;
    const onDraft = await ownCommentsOn(client, run, 'pull request', draft.number);
    const texts = textsOf(onDraft);
    const next = onDraft.isShutOut ? null : nextDraft(run, draft, chosen);
    if (isToldOf(draft, texts, next)) continue;
    const isUnwanted =
      !isSealed(draft, texts) && (await whereBotIsUnwanted(client, [draft.id], draft.mergedAt)).size > 0;
    if (!isUnwanted) return { draft, onDraft, next };
  }
  return null;
}

/**
 * Without an announcement, those of the draft's branch are enough, which come along with the draft; only where none is due
 * GitHub is asked for them.
 */
async function readLatelyMerged(
  { clients, newsletter, config, now }: RunContext,
  chosen: DraftAfter | null,
): Promise<readonly MergedPullRequest[]> {
  const { issue, address } = config.announce;
  if (chosen !== null && issue === null && address === null) return chosen.draft.merged;
  return readMergedDrafts(clients.reader, newsletter, newsSince(now));
}

/** The draft after that edition, if it is the latest one. */
function nextDraft({ published }: RunContext, { period }: MergedDraft, chosen: DraftAfter | null): NextDraft {
  if (chosen === null || chosen.period.key <= period.key) return null;
  if (published.periods.some(({ key }) => key > period.key)) return null;
  const { pullRequest } = chosen.draft;
  if (pullRequest === null) return 'opened by this run';
  return pullRequest.closedHead === null ? pullRequest.number : null;
}

/** `null` when it brought no edition, or one that is not on the default branch any more. */
async function toMergedDraft(
  client: Client,
  { newsletter, config, files, published }: NewsletterContext,
  pullRequest: MergedPullRequest,
): Promise<MergedDraft | null> {
  const { id, number, title, mergedAt } = pullRequest;
  const periods = await readPeriodsBrought(client, newsletter.nameWithOwner, number, files);
  const edition = published.editions.findLast(
    ({ period }) => periods.has(period.key) && isDraftOf(period, pullRequest, config.branch),
  );
  if (edition === undefined) return null;
  return {
    id,
    number,
    period: edition.period,
    title: edition.title ?? title,
    mergedAt,
  };
}

async function announcementOf(
  run: RunContext,
  { draft, onDraft, next }: Unannounced,
  isOnline: IsOnline,
): Promise<Announcement | null> {
  const { clients, config, now, log } = run;
  const { issue, address: template } = config.announce;
  const address = publishedAddress(run, draft.period);
  const onIssue = issue === null ? null : await ownCommentsOn(clients.reader, run, 'issue', issue);
  const asks = template !== null && mayWait(draft, now) && !isSealed(draft, textsOf(onDraft));
  const plan = planAnnouncement(
    {
      draft,
      address,
      isOnline: asks ? await isOnline(address) : true,
      issue,
      onIssue: textsOf(onIssue),
      onDraft: textsOf(onDraft),
      next,
    },
    now,
  );
  log.info(plan.because);
  const isSealing = plan.comments.some(({ kind, replaces }) => kind === 'pull request' && replaces === null);
  const told = isSealing
    ? [...statusOn(run, onDraft), ...(await readContributions(run, draft, address))]
    : [];
  const contributions = told.slice(0, MOST_REPLIES);
  const comments = plan.comments
    // The seal waits until all are told, since no run looks for them after it.
    .filter(({ kind }) => kind === 'issue' || told.length <= MOST_REPLIES)
    .map((comment) => ({ comment, before: (comment.kind === 'issue' ? onIssue : null) ?? onDraft }));
  if (comments.length + contributions.length === 0) return null;
  const namesOpened = next === 'opened by this run';
  return { kind: 'announcement', importance: 'best effort', contributions, namesOpened, comments };
}

/** The bot's comment on the draft itself, as it reads once nobody ticks there any more. */
function statusOn({ newsletter }: RunContext, { comments }: OwnComments): readonly ToldContribution[] {
  const { nameWithOwner } = newsletter;
  return comments
    .filter(({ body }) => hasMarker([body], STATUS_MARKER))
    .flatMap(({ nodeId, body: before }) => {
      const body = statusAfterPublication(before);
      return body === null ? [] : { nameWithOwner, id: nodeId, body };
    });
}

/**
 * The bot's comments on the pull requests that the edition lists, shown or hidden, the oldest first, as they will say where
 * the edition is read and, if it has what somebody asked for there, that it is published. Without those that a person edited,
 * and without conversations of people who asked never to be thanked.
 */
async function readContributions(
  run: RunContext,
  { period }: MergedDraft,
  address: string,
): Promise<readonly ToldContribution[]> {
  const { clients, newsletter, config, published, permissions, log } = run;
  const { reader, commenter } = clients;
  const edition = published.editions.find((each) => each.period.key === period.key);
  if (!config.notes || edition === undefined) return [];
  const earlier = new Set(
    published.editions
      .filter((each) => each.period.key < period.key)
      .flatMap((each) => pullRequestsIn(each).flatMap(({ key, hidden }) => (hidden ? [] : key))),
  );
  const own = pullRequestsIn(edition).filter(({ key }) => !earlier.has(key));
  const names = [...new Map(own.map((work) => [work.key, work])).values()].filter(
    ({ repository }) => commenter(repository) !== null,
  );
  const discussions = await readDiscussions(reader, names, permissions.botLogin, log);
  const changes = discussions.flatMap((discussion) => {
    const { conversation } = discussion;
    const [comment] = conversation.isLocked ? [] : ownComments(conversation.comments, ENTRY_MARKER);
    if (comment === undefined || comment.isMinimized) return [];
    const body = afterPublication(comment.body, {
      period,
      address,
      place: placeInPublished(run, edition, conversation.key),
      isIn: isInEdition(conversation.key, askedOn(conversation), comment.body, edition),
    });
    return body === null ? [] : { discussion, id: comment.id, body };
  });
  if (changes.length === 0) return [];
  const ids = changes.map(({ id }) => id);
  const untouched = await leftByTheirAuthors(reader, ids, log);
  const optOuts = new NameSet([
    ...config.credit.optOut,
    ...(await readOptOuts(reader, newsletter.nameWithOwner, log)),
  ]);
  return changes
    .filter(
      ({ id, discussion }) => untouched.has(id) && !peopleIn(discussion).some((login) => optOuts.has(login)),
    )
    .map(({ id, body, discussion: { conversation } }) => ({
      nameWithOwner: conversation.nameWithOwner,
      id,
      body,
    }));
}

function pullRequestsIn({ works }: EarlierEdition): readonly ListedWork[] {
  return works.filter(({ kind }) => kind === 'pull request');
}

/** Where the published edition has the pull request with the key, at an address that stays. */
function placeInPublished(run: RunContext, { period, document }: EarlierEdition, key: string): string {
  if (run.config.announce.address !== null) return publishedAddress(run, period);
  const file = asSource(fileAddress(run, period, run.newsletter.defaultBranch.oid));
  const entry = entryInFile(document, key);
  return entry === null ? file : `${file}#L${entry.line}`;
}

/** What people asked the bot for there. */
function askedOn({ body, comments }: Conversation): readonly Asked[] {
  const people = comments.filter(
    (comment) => !comment.isBot && !comment.isMinimized && !isWrittenByBot(comment),
  );
  return [{ url: null, body: '', commands: parseDescription(body) }, ...people];
}

/** Who opened the pull request, and who asked the bot for something there. */
function peopleIn({ author, conversation }: Discussion): readonly string[] {
  const asking = conversation.comments.filter(({ commands }) => commands.length > 0);
  return [author, ...asking.map(({ login }) => login)].filter((login) => login !== null);
}

/** What the bot itself said there. */
function ownCommentsOn(
  client: Client,
  { newsletter: { nameWithOwner } }: NewsletterContext,
  kind: CommentedIssue['kind'],
  number: number,
): Promise<OwnComments> {
  return readOwnComments(client, { nameWithOwner, kind, number });
}

function textsOf(own: OwnComments | null): readonly string[] {
  return (own?.comments ?? []).map(({ body }) => body);
}
