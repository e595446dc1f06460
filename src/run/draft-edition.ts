import type { Clients, Log } from '../github/connection/client.js';
import { explain, isOutdated, isUncertainWrite } from '../github/connection/errors.js';
import { readOpenPullRequests } from '../github/draft/open-pull-requests.js';
import { reopenDraft, updateStaleEditions } from '../github/draft/prepare-draft.js';
import type { Month } from '../newsletter/activity/month.js';
import type { DraftPullRequest } from '../newsletter/draft/draft.js';
import { skipReason } from '../newsletter/draft/skip-reason.js';
import { isOnline } from '../web/fetch-page.js';
import { announceEditions } from './announce-editions.js';
import { checkSettings } from './check-runs.js';
import { type ChosenDraft, chooseDraft } from './choose-draft.js';
import { type DraftResult, type RunExtras, refreshDraft } from './refresh-draft.js';
import { isForEditors, reportTrouble } from './report-trouble.js';
import { type NewsletterRequest, type RunContext, startRun } from './run-context.js';

export type { DraftResult };

/** How often a run starts anew because somebody else wrote at the same time, or because nobody knows what was written. */
const ATTEMPTS = 3;

/**
 * Brings one month's draft pull request up to date; without a month, that of the edition that is due. Any number of
 * runs come to the same draft. Throws `ActionNeeded` when a person must act, else GitHub's own errors.
 */
export async function draftEdition(
  clients: Clients,
  request: NewsletterRequest,
  month: Month | null,
  now: () => Date,
  log: Log,
  extras: RunExtras = {},
): Promise<DraftResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await draftOnce(clients, request, month, now(), log, extras);
    } catch (error) {
      const isWorthAnother = isOutdated(error) || isUncertainWrite(error);
      if (!isWorthAnother || attempt === ATTEMPTS) {
        await reportFailure(clients, request, error, log);
        throw error;
      }
      log.info(
        isOutdated(error)
          ? 'Somebody else wrote to the draft at the same time; reading it again.'
          : 'GitHub failed while the bot wrote; reading again what is there.',
      );
    }
  }
}

/** Lets those know who can mend what ended the run, and shows whether open pull requests do. Never throws. */
async function reportFailure(
  clients: Clients,
  { newsletter }: NewsletterRequest,
  reason: unknown,
  log: Log,
): Promise<void> {
  if (!isForEditors(reason)) return;
  try {
    const open = await readOpenPullRequests(clients.reader, newsletter, null);
    await checkSettings(clients, open, null, log);
    await reportTrouble(clients, open, reason, log);
  } catch (error) {
    log.warn(`The draft's pull request does not tell what is wrong. ${explain(error)}`);
  }
}

async function draftOnce(
  clients: Clients,
  request: NewsletterRequest,
  month: Month | null,
  now: Date,
  log: Log,
  extras: RunExtras,
): Promise<DraftResult> {
  const run = await startRun(clients, request, now, log);
  const result = await draftMonth(run, month, extras);
  await announceEditions(run, isOnline);
  await checkOpenSettings(run);
  return result;
}

/** Never throws: the draft does not depend on it. */
async function checkOpenSettings({ clients, newsletter, config, log }: RunContext): Promise<void> {
  try {
    const open = await readOpenPullRequests(clients.reader, newsletter.nameWithOwner, config.template);
    await checkSettings(clients, open, config.template, log);
  } catch (error) {
    log.warn(`Pull requests that change the settings are not checked. ${explain(error)}`);
  }
}

async function draftMonth(run: RunContext, wanted: Month | null, extras: RunExtras): Promise<DraftResult> {
  const { newsletter, config, log } = run;
  const chosen = await chooseDraft(run, wanted);
  extras.onBranches?.([config.branch, ...(chosen === null ? [] : [chosen.draft.branch])]);
  if (chosen === null) {
    log.info('The edition of this month is published already; the next draft is opened when the month ends.');
    return { outcome: 'waiting', url: newsletter.url };
  }
  const open = await upToDate(run, wanted, await reopened(run, wanted, chosen));
  const refreshed = await refreshDraft(run, open, extras);
  const isMoved = open !== chosen && refreshed.outcome === 'unchanged';
  const result: DraftResult = isMoved ? { ...refreshed, outcome: 'updated' } : refreshed;
  const { month, waiting } = open;
  if (waiting === null || result.outcome === 'incomplete' || result.outcome === 'frozen') return result;
  log.info(`The draft of ${month} is still open; ${waiting} waits until it is merged or closed.`);
  return { ...result, outcome: 'waiting' };
}

/** The draft, open again where it was closed and an editor asked to go on with it all the same. */
async function reopened(run: RunContext, wanted: Month | null, chosen: ChosenDraft): Promise<ChosenDraft> {
  const { clients, newsletter, log } = run;
  const closed = chosen.draft.pullRequest;
  if (closed === null || closed.closedHead === null || skipReason(chosen.draft, chosen.month) !== null) {
    return chosen;
  }
  const isOpen = await reopenDraft(clients, newsletter, chosen.draft, log);
  const again = (await chooseDraft(run, wanted)) ?? chosen;
  return isOpen ? again : after(closed, again);
}

/** The draft whose pull request is still to be opened, since GitHub does not reopen that one. */
function after(predecessor: DraftPullRequest | null, chosen: ChosenDraft): ChosenDraft {
  if (predecessor === null) return chosen;
  return { ...chosen, draft: { ...chosen.draft, pullRequest: null, predecessor } };
}

/** The draft, with the published editions on its branch as the default branch has them. */
async function upToDate(run: RunContext, wanted: Month | null, chosen: ChosenDraft): Promise<ChosenDraft> {
  const { clients, newsletter, config, log } = run;
  const { draft, month } = chosen;
  if (skipReason(draft, month) !== null) return chosen;
  const published = new Set(run.published.editions.map((edition) => edition.month));
  const places = { newsletter, file: config.file, published };
  if (!(await updateStaleEditions(clients, places, draft, log))) return chosen;
  return after(draft.predecessor, (await chooseDraft(run, wanted)) ?? chosen);
}
