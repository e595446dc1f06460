import type { Conversation } from '../github/comments/conversation.js';
import {
  type EditionOverrides,
  type NamedPullRequest,
  NO_OVERRIDES,
  readEditionOverrides,
} from '../github/comments/read-edition-overrides.js';
import type { Log } from '../github/connection/client.js';
import { publishDraft } from '../github/draft/publish-draft.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { withBodyVersions } from '../github/draft/write-body.js';
import type { Newsletter } from '../github/newsletter/read-newsletter.js';
import type { Month } from '../newsletter/activity/month.js';
import { pullRequestKey } from '../newsletter/activity/work.js';
import { quietSentence } from '../newsletter/draft/dashboard.js';
import type { Draft } from '../newsletter/draft/draft.js';
import { type Outcome, planDraft } from '../newsletter/draft/plan-draft.js';
import { skipReason } from '../newsletter/draft/skip-reason.js';
import { assembleEdition } from '../newsletter/edition/assemble-edition.js';
import { renderEdition } from '../newsletter/edition/render-edition.js';
import type { EditionSettings } from '../newsletter/house-style/edition-settings.js';
import { withoutHiddenNames } from '../newsletter/merge/hidden-repositories.js';
import { type ReadTitle, readNoTitle } from '../web/title-reader.js';
import { endWaiting } from './answer-at-once.js';
import { answerControl, answerPeople } from './answer-people.js';
import { checkDraft } from './check-runs.js';
import type { ChosenDraft } from './choose-draft.js';
import { readFirstTimers, readSources } from './read-sources.js';
import { clearTrouble, reportOnDraft } from './report-trouble.js';
import { resolveDraftNotes } from './resolve-draft-notes.js';
import type { RunContext } from './run-context.js';

/** What a run came to, and where to look at it. */
export interface DraftResult {
  readonly outcome: Outcome;
  readonly url: string;
}

/** What the caller of a run may want besides. */
export interface RunExtras {
  /** How the titles of pages are read, where the settings ask for them. */
  readonly readTitle?: ReadTitle | undefined;
  /** Whether somebody wants to see the check run of a head once more that has it already. */
  readonly checksAgain?: boolean;
  /** Is called with the branches that drafts are on. */
  readonly onBranches?: (branches: readonly string[]) => void;
  /** Pull requests that webhooks announced and GitHub's search may not show yet. */
  readonly announcedByWebhook?: readonly NamedPullRequest[];
}

/** Brings the draft up to date, unless people want it left alone. */
export async function refreshDraft(
  run: RunContext,
  { month, draft: asShown }: ChosenDraft,
  { readTitle = readNoTitle, checksAgain = false, announcedByWebhook = [] }: RunExtras,
): Promise<DraftResult> {
  const { clients, newsletter, permissions, now, log } = run;
  const draft = await withBodyVersions(clients, newsletter.nameWithOwner, asShown);
  warnOfUnheard(draft, newsletter.nameWithOwner, log);
  if (draft.pullRequest?.isLocked === true) log.info(LOCKED);
  const reason = skipReason(draft, month);
  if (reason !== null) {
    log.info(reason.because);
    await answerControl(run, month, draft);
    if (reason.isNews === true) await reportOnDraft(run, draft, reason.because);
    else await clearTrouble(run, draft);
    await endWaiting(clients, conversationOf(draft), log);
    return { outcome: reason.outcome, url: draft.pullRequest?.url ?? newsletter.url };
  }
  const { reader } = clients;
  const overrides = await readDraftMoves(run, month, draft);
  const documents = [draft.base, draft.current].flatMap((file) => file?.document ?? []);
  const known = { documents, app: permissions.app, overrides, announcedByWebhook };
  const sources = await readSources(reader, run, month, now, log, known);
  const firstTimers = await readFirstTimers(reader, run, sources, log);
  const drafted = { ...draft, overrides };
  const resolved = await resolveDraftNotes(clients, permissions, run, sources, drafted, log, readTitle);

  const publicationDay = draft.pullRequest?.publicationDay ?? null;
  const settings = withOptOuts(sources.settings, [...draft.optOuts, ...resolved.optOuts]);
  const { notes } = resolved;
  const edition = assembleEdition({ ...sources, settings, notes, publicationDay });
  const fresh = renderEdition(edition);
  const plan = planDraft(edition, fresh, draft, firstTimers, sources.formerNames, sources.hidden);
  if (plan.outcome === 'incomplete') log.warn(`The edition is incomplete. ${plan.because}`);
  else log.info(plan.because);
  for (const repository of edition.quiet)
    log.info(withoutHiddenNames(quietSentence(repository), sources.hidden));

  const { url, isWhole, opened } = await publishDraft(clients, { newsletter, draft }, plan, log);
  const body = (isWhole ? plan.pullRequest?.body : undefined) ?? draft.pullRequest?.body ?? '';
  await checkDraft(run, { ...sources, edition, draft, plan, body }, checksAgain);
  const conversation = draft.conversation ?? (opened === null ? null : newConversation(newsletter, opened));
  const answered = { ...draft, conversation };
  await answerPeople(run, {
    sources,
    resolved,
    draft: answered,
    edition,
    fresh,
    document: plan.document,
    firstTimers,
  });
  await endWaiting(clients, [...conversationOf(draft), ...sources.conversations], log);
  return { outcome: isWhole ? plan.outcome : 'incomplete', url };
}

const LOCKED =
  'The conversation on the draft is locked. What people ask there is done, but Apps cannot answer in it.';

/** What is said on a pull request that was opened just now: nothing. */
function newConversation(
  { nameWithOwner }: Newsletter,
  opened: Pick<Conversation, 'id' | 'number' | 'body'>,
): Conversation {
  const key = pullRequestKey(nameWithOwner, opened.number);
  return { ...opened, nameWithOwner, key, isLocked: false, comments: [] };
}

function conversationOf({ conversation }: ReadDraft): readonly Conversation[] {
  return conversation === null ? [] : [conversation];
}

/** What people moved to the edition by naming it on a draft. */
async function readDraftMoves(
  { newsletter, config, permissions }: RunContext,
  month: Month,
  { conversation, earlierComments }: ReadDraft,
): Promise<EditionOverrides> {
  if (!config.notes) return NO_OVERRIDES;
  return readEditionOverrides(permissions, {
    newsletter: newsletter.nameWithOwner,
    organization: config.organization,
    month,
    comments: conversation?.comments ?? [],
    earlier: earlierComments,
  });
}

/** People may ask for it in the settings, or by comment. */
function withOptOuts(settings: EditionSettings, logins: readonly string[]): EditionSettings {
  return { ...settings, optOut: [...settings.optOut, ...logins] };
}

function warnOfUnheard({ pullRequest }: Draft, newsletter: string, log: Log): void {
  if (pullRequest === null || pullRequest.unheard.length === 0) return;
  log.warn(
    `The commands of ${pullRequest.unheard.join(', ')} are left out: GitHub does not tell whether they may write to ${newsletter}. A token learns that when its owner may write there.`,
  );
}
