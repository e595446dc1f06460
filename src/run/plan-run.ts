import type { Conversation } from '../github/comments/conversation.js';
import { openingPage } from '../github/draft/publish-draft.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { isNew } from '../newsletter/draft/announcement.js';
import { blobOid, privateEntriesNotice, sourceUrl } from '../newsletter/draft/draft.js';
import type { Outcome } from '../newsletter/draft/plan-draft.js';
import { quietSentence } from '../newsletter/draft/remarks.js';
import { withoutHiddenNames } from '../newsletter/merge/present-names.js';
import { type Answer, withHandEdits } from '../requests/answer.js';
import { checkDraft } from './check-runs.js';
import {
  isDuePublish,
  planCall,
  planEndOfWaiting,
  planReplies,
  planReplyToControl,
  type ReplyPlace,
  withRefusedPublish,
} from './plan-replies.js';
import type { DraftFacts, RunFacts, SkippedDraft } from './read-run.js';
import { noticeWrites } from './report-trouble.js';
import type { RunContext } from './run-context.js';
import { OPENED_DRAFT, type Remark, type RunPlan, type Write } from './run-plan.js';

/** What GitHub refused of a plan that was made before, and other writes of it depend on. */
export interface Refusals {
  /** Whether the draft's pull request could not be opened, or its description not be written. */
  readonly pullRequest: boolean;
  /** Why the draft could not be marked ready, a sentence; `null`: it was not refused. */
  readonly ready: string | null;
}

export const NOTHING_REFUSED: Refusals = { pullRequest: false, ready: null };

/**
 * All writes of a run, from what was read. The plan assumes that GitHub takes them all; where it refused one on which later
 * ones depend, the same facts with that refusal give the plan for the rest. Asks nobody anything.
 */
export function planRun(run: RunContext, facts: RunFacts, refused = NOTHING_REFUSED): RunPlan {
  const part = planDueDraft(run, facts, refused);
  const { announcement, settingsChecks } = facts;
  return {
    ...part,
    writes: [...part.writes, ...announcementWrites(announcement, part.writes), ...settingsChecks],
  };
}

/** The announcement that was found due; what only waits for the number of the next draft comes with the write that opens that. */
function announcementWrites(
  announcement: RunFacts['announcement'],
  writes: readonly Write[],
): readonly Write[] {
  if (announcement === null) return [];
  const namesOpened = announcement.namesOpened && writes.some(({ kind }) => kind === 'open pull request');
  const comments = announcement.comments.filter(({ comment }) => namesOpened || isNew(comment));
  if (comments.length + announcement.contributions.length === 0) return [];
  return [{ ...announcement, namesOpened, comments }];
}

function planDueDraft(run: RunContext, { chosen, draft }: RunFacts, refused: Refusals): RunPlan {
  if (chosen === null || draft === null) {
    const message = `The edition of this ${run.calendar.kind} is already published. The bot opens the next draft when the ${run.calendar.kind} ends.`;
    return {
      outcome: 'waiting',
      url: run.newsletter.url,
      remarks: [{ level: 'info', message }],
      writes: [],
    };
  }
  const part =
    draft.kind === 'skipped'
      ? planLeavingAlone(run, chosen.draft, draft)
      : planUpdate(run, chosen.draft, draft, refused);
  const said = [...remarksOn(run, chosen.draft), ...part.remarks];
  const outcome = chosen.isPrepared && part.outcome === 'unchanged' ? 'updated' : part.outcome;
  if (chosen.waiting === null || outcome === 'incomplete' || outcome === 'frozen') {
    return { ...part, outcome, remarks: said };
  }
  const message = `The draft of ${chosen.period.key} is still open. ${chosen.waiting.key} waits until it is merged or closed.`;
  return { ...part, outcome: 'waiting', remarks: [...said, { level: 'info', message }] };
}

function remarksOn({ newsletter }: RunContext, { pullRequest }: ReadDraft): readonly Remark[] {
  if (pullRequest === null) return [];
  const { unheard, isLocked } = pullRequest;
  const remarks: Remark[] = [];
  if (unheard.length > 0) {
    const message = `The bot ignores the commands of ${unheard.join(', ')}: GitHub does not say whether they may write to ${newsletter.nameWithOwner}. Use the token of somebody who may write there.`;
    remarks.push({ level: 'warn', message });
  }
  if (isLocked) remarks.push({ level: 'info', message: LOCKED });
  return remarks;
}

const LOCKED =
  'The conversation on the draft is locked. The bot does what people ask there, but cannot answer.';

/** A draft that people want left as it is: reactions to commands, and a notice where there is one to show or to take away. */
function planLeavingAlone(
  run: RunContext,
  draft: ReadDraft,
  { reason, privateEntries, answers }: SkippedDraft,
): RunPlan {
  const leak = (privateEntries ?? 0) > 0 ? privateEntriesNotice(privateEntries ?? 0, reason) : null;
  const waits = reason.isNews === true ? reason.because : null;
  const message = leak ?? waits;
  const notice = message === null ? null : { message, isLeak: leak !== null };
  // As long as nobody knows whether a notice is due, one that is there stays.
  const isKnown = notice !== null || privateEntries !== null;
  return {
    outcome: reason.outcome,
    url: draft.pullRequest?.url ?? run.newsletter.url,
    remarks: [
      { level: 'info', message: reason.because },
      ...(leak === null ? [] : [{ level: 'warn', message: leak } as const]),
    ],
    writes: [
      ...planReplyToControl(run, draft.conversation, answers),
      ...(isKnown ? noticeWrites(run, draft, notice) : []),
      ...planEndOfWaiting(run.clients, draft.conversation === null ? [] : [draft.conversation]),
    ],
  };
}

function planUpdate(run: RunContext, draft: ReadDraft, facts: DraftFacts, refused: Refusals): RunPlan {
  const { edition, plan, sources } = facts;
  const outcome: Outcome = refused.pullRequest ? 'incomplete' : plan.outcome;
  const isWhole = plan.outcome !== 'incomplete';
  const because: Remark = isWhole
    ? { level: 'info', message: plan.because }
    : { level: 'warn', message: `The edition is incomplete. ${plan.because}` };
  const quiet = edition.quiet.map(
    (repository): Remark => ({
      level: 'info',
      message: withoutHiddenNames(quietSentence(repository), sources.hidden),
    }),
  );
  const conversations = [
    ...(draft.conversation === null ? [] : [draft.conversation]),
    ...sources.conversations,
  ];
  const replies = repliesOn(run, draft, facts, refused);
  const comments = [
    ...replies.writes,
    ...planCall(run.clients, conversationOnDraft(run, draft, refused), facts.call),
    ...planEndOfWaiting(run.clients, conversations),
  ];
  return {
    outcome,
    url:
      draft.pullRequest?.url ??
      (refused.pullRequest ? openingPage(run.newsletter, draft.branch) : run.newsletter.url),
    remarks: [because, ...quiet, ...replies.remarks],
    writes: [
      ...fileWrites(run, draft, facts),
      ...accountWrites(facts),
      ...pullRequestWrites(draft, facts),
      ...checkRunWrites(run, draft, facts, refused),
      ...comments,
    ],
  };
}

/** The branch, the base of the next merge and the file: the base is stored before the commit that names it. */
function fileWrites({ newsletter }: RunContext, draft: ReadDraft, { plan }: DraftFacts): readonly Write[] {
  const { branch, head, archive } = draft;
  const writes: Write[] = [];
  if (plan.branch !== null) {
    writes.push({
      kind: 'branch',
      importance: 'essential',
      branch,
      head: head?.oid ?? null,
      change: plan.branch,
    });
  }
  const store = (path: string, text: string, draftCommit: string | null) => {
    const isThere = archive.blob === blobOid(text);
    if (isThere && !archive.isForeign) return;
    writes.push({
      kind: 'base',
      importance: 'essential',
      archive,
      path,
      text,
      draftCommit,
      isTakenOutFirst: isThere,
    });
  };
  if (plan.commit !== null) {
    const { base, ...file } = plan.commit;
    if (base !== null) store(file.path, base, null);
    const expectedHead = head?.oid ?? newsletter.defaultBranch.oid;
    writes.push({ kind: 'commit', importance: 'essential', branch, expectedHead, ...file });
  }
  if (plan.offer !== null) store(draft.path, plan.offer, draft.fileCommit);
  return writes;
}

function accountWrites({ newAccounts: accounts }: DraftFacts): readonly Write[] {
  return accounts.length === 0 ? [] : [{ kind: 'accounts', importance: 'best effort', accounts }];
}

function pullRequestWrites(draft: ReadDraft, { plan }: DraftFacts): readonly Write[] {
  if (plan.pullRequest === null) return [];
  const { title, body } = plan.pullRequest;
  const { branch, pullRequest } = draft;
  const importance = 'if permitted';
  if (pullRequest === null) return [{ kind: 'open pull request', importance, branch, title, body }];
  const change = { read: pullRequest.body, written: body, versions: pullRequest.bodyVersions };
  const whenRefused = `The draft is on the branch ${branch}, but its pull request could not be brought up to date.`;
  return [{ kind: 'body', importance, number: pullRequest.number, change, whenRefused }];
}

function checkRunWrites(
  run: RunContext,
  draft: ReadDraft,
  facts: DraftFacts,
  refused: Refusals,
): readonly Write[] {
  const { plan, checksAgain } = facts;
  const written = refused.pullRequest ? undefined : plan.pullRequest?.body;
  const body = written ?? draft.pullRequest?.body ?? '';
  const report = checkDraft(run, draft, { ...facts, body });
  const on = { kind: 'draft', branch: draft.branch, path: draft.path, text: plan.document.source } as const;
  return [{ kind: 'check run', importance: 'essential', on, report, again: checksAgain, whenRefused: '' }];
}

/** What people get to see of what they asked for. An edition that is incomplete is no answer to anybody. */
function repliesOn(
  run: RunContext,
  draft: ReadDraft,
  facts: DraftFacts,
  refused: Refusals,
): Pick<RunPlan, 'remarks' | 'writes'> {
  const { edition, plan, requests, sources, invited } = facts;
  if (!run.config.notes || edition.gaps.length > 0) return { remarks: [], writes: [] };
  const { document } = plan;
  const replies = planReplies({
    answers: answersOn(draft, facts, refused),
    invited,
    file: { edition, document, url: sourceUrl(draft) },
    notInEdition: requests.notInEdition,
    areTicksHidden: requests.areTicksHidden,
    candidates: requests.candidates,
    // What was said on the others was answered when it came; see `answer-at-once`.
    conversations: sources.conversations.filter(
      (each) => requests.discussed.has(each.key) && canReplyIn(run, each),
    ),
    hidden: sources.hidden,
    remarks: facts.remarks,
    draft: conversationOnDraft(run, draft, refused),
  });
  const optOuts = requests.optOuts.filter((login) => !draft.optOuts.includes(login));
  return {
    remarks: replies.remarks,
    writes: [
      ...(optOuts.length === 0
        ? []
        : [{ kind: 'opt-outs', importance: 'best effort', logins: optOuts } as const]),
      ...readyWrites(draft, facts),
      ...replies.writes,
    ],
  };
}

/** What became of each request, now that the file is known; most runs have none. */
function answersOn(
  { conversation }: ReadDraft,
  { edition, fresh, plan, requests }: DraftFacts,
  refused: Refusals,
): readonly Answer[] {
  if (requests.answers.length === 0) return [];
  const answers = withRefusedPublish(requests.answers, conversation, refused.ready);
  return withHandEdits(answers, { amendments: requests.amendments, edition, fresh, document: plan.document });
}

/** Makes the draft ready for review where an editor said `publish`: once, since the bot's reaction stands on what is done. */
function readyWrites({ conversation, isDraft }: ReadDraft, { requests }: DraftFacts): readonly Write[] {
  if (conversation === null || !isDraft || !requests.answers.some(isDuePublish(conversation))) return [];
  return [{ kind: 'ready', importance: 'best effort', pullRequestId: conversation.id }];
}

/** What is said on the draft; nothing yet on a pull request that this run opens. `null`: there is none. */
function conversationOnDraft(
  { newsletter: { nameWithOwner } }: RunContext,
  { conversation, pullRequest }: ReadDraft,
  refused: Refusals,
): ReplyPlace | null {
  if (conversation !== null || pullRequest !== null) return conversation;
  if (refused.pullRequest) return null;
  return { id: OPENED_DRAFT, key: '', number: 0, nameWithOwner, body: '', isLocked: false, comments: [] };
}

function canReplyIn({ clients }: RunContext, { nameWithOwner }: Conversation): boolean {
  return clients.commenter(nameWithOwner) !== null;
}
