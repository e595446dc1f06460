import type { Client, Clients, Log } from '../github/connection/client.js';
import {
  ActionNeeded,
  EditorNeeded,
  explain,
  isOutdated,
  isUncertainWrite,
} from '../github/connection/errors.js';
import { readOpenPullRequests } from '../github/draft/open-pull-requests.js';
import { findStaleEditions, type StaleEdition } from '../github/draft/prepare-draft.js';
import { type ReadDraft, readDraft } from '../github/draft/read-draft.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { type Calendar, firstNoonOf, type Period } from '../newsletter/activity/period.js';
import { skipReason } from '../newsletter/draft/draft.js';
import type { Outcome } from '../newsletter/draft/plan-draft.js';
import { assembleEdition, type EditionSources } from '../newsletter/edition/assemble-edition.js';
import { namesNewcomers } from '../newsletter/edition/template.js';
import { applyRun, applyWrites } from './apply-run.js';
import { checkSettings } from './check-runs.js';
import { planRun } from './plan-run.js';
import { readRequests } from './read-requests.js';
import { type RunExtras, readRun } from './read-run.js';
import { readFirstTimers, readSources } from './read-sources.js';
import { isForEditors, reportTrouble } from './report-trouble.js';
import {
  type ChosenDraft,
  type NewsletterContext,
  type NewsletterRequest,
  type RunContext,
  startPreview,
  startRun,
} from './run-context.js';
import type { RunPlan, Write } from './run-plan.js';

/** What a run came to, and where to look at it. */
export interface DraftResult {
  readonly outcome: Outcome;
  readonly url: string;
}

/** How often a run starts anew because somebody else wrote at the same time, or because nobody knows what was written. */
const ATTEMPTS = 3;

/**
 * Brings one period's draft pull request up to date, by its key; without a key, that of the edition that is due. Any number of
 * runs come to the same draft. Throws `ActionNeeded` when a person must act, else GitHub's own errors.
 */
export async function draftEdition(
  clients: Clients,
  request: NewsletterRequest,
  wanted: string | null,
  now: () => Date,
  log: Log,
  extras: RunExtras = {},
): Promise<DraftResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await draftOnce(await startRun(clients, request, now(), log), wanted, extras);
    } catch (error) {
      const isWorthAnother = isOutdated(error) || isUncertainWrite(error);
      if (!isWorthAnother || attempt === ATTEMPTS) {
        await reportFailure(clients, request, error, extras, log);
        throw error;
      }
      log.info(
        isOutdated(error)
          ? 'Somebody else wrote to the draft at the same time. The bot reads it again.'
          : 'GitHub failed while the bot wrote. The bot reads the draft again.',
      );
    }
  }
}

/** Choose the draft, read, decide, apply. */
async function draftOnce(run: RunContext, wanted: string | null, extras: RunExtras): Promise<DraftResult> {
  const chosen = await chooseDraft(run, wanted);
  extras.onFound?.({
    branches: [run.config.branch, ...(chosen === null ? [] : [chosen.draft.branch])],
    isPrivate: run.newsletter.isPrivate,
  });
  const prepared = chosen === null ? null : await prepareDraft(run, wanted, chosen);
  const facts = await readRun(run, prepared, extras);
  const { outcome, url } = await applyRun(run, (refused) => planRun(run, facts, refused));
  return { outcome, url };
}

/**
 * The draft of the period that is wanted, else of the edition that is due; a draft that is still open keeps its period.
 * `null`: the edition of the present period is published already. Throws `ActionNeeded` if the edition of the wanted period is.
 */
async function chooseDraft(run: RunContext, wanted: string | null): Promise<ChosenDraft | null> {
  const { clients, newsletter, config, calendar, files, permissions, now, log } = run;
  const published = new Set(run.published.periods.map(({ key }) => key));
  const due = calendar.due(now, run.published.periods);
  const period = wanted === null ? due : periodCalled(wanted, calendar);
  if (period === null) return null;
  if (published.has(period.key)) {
    throw new ActionNeeded(
      `The edition of ${period.key} is published already. "preview --period ${period.key}" still shows its draft.`,
    );
  }
  const branch = period.key === due?.key ? config.branch : `${config.branch}-${period.key}`;
  refuseDefaultBranch(run, branch);
  const place = {
    newsletter,
    branch,
    files,
    form: run.form,
    calendar,
    period,
    published,
    permissions,
    reviews: config.notes,
  };
  const draft = await readDraft(clients.reader, place, log);
  const held = wanted === null && draft.pullRequest?.isOpen === true ? heldPeriod(draft, published) : null;
  if (held === null || held.key === period.key) return { period, draft, waiting: null, isPrepared: false };
  const heldDraft = await readDraft(clients.reader, { ...place, branch: draft.branch, period: held }, log);
  if (heldDraft.current === null) return { period, draft, waiting: null, isPrepared: false };
  return { period: held, draft: heldDraft, waiting: period, isPrepared: false };
}

/** The period with the key. Throws `ActionNeeded` where the newsletter has no such period. */
function periodCalled(key: string, { kind, parse, of }: Calendar): Period {
  const period = parse(key);
  if (period !== null) return period;
  const example = of(firstNoonOf(key)).key;
  throw new ActionNeeded(`This newsletter has no ${kind} ${key}. Its ${kind}s are called like ${example}.`);
}

/** The unpublished period that keeps the branch: by its file or, where a person moved that, by the pull request's title. */
function heldPeriod({ otherPeriod, pullRequest }: ReadDraft, published: ReadonlySet<string>): Period | null {
  const [named = null, ...others] = pullRequest?.periods ?? [];
  const isHeld = named !== null && others.length === 0 && !published.has(named.key);
  return otherPeriod ?? (isHeld ? named : null);
}

function refuseDefaultBranch({ newsletter }: NewsletterContext, branch: string): void {
  if (branch !== newsletter.defaultBranch.name) return;
  throw new EditorNeeded(
    `${branch} is the default branch of ${newsletter.nameWithOwner}; a draft needs another one. Set "branch" in ${CONFIG_PATH}.`,
    { setting: 'branch' },
  );
}

/** What a run would write now. Writes nothing, and throws like `draftEdition`. */
export async function planEdition(
  clients: Clients,
  request: NewsletterRequest,
  wanted: string | null,
  now: Date,
  log: Log,
  extras: RunExtras = {},
): Promise<RunPlan> {
  const run = await startRun(clients, request, now, log);
  const chosen = await chooseDraft(run, wanted);
  if (chosen !== null) {
    const reopening = planReopening(chosen);
    const writes =
      reopening.length > 0 ? reopening : planUpdateOfEditions(chosen, await readStaleEditions(run, chosen));
    if (writes.length > 0) return preparation(run, chosen, writes);
  }
  return planRun(run, await readRun(run, chosen, extras));
}

/** The part of a plan after which the draft is read anew: nobody can know the rest before. */
function preparation({ newsletter }: RunContext, { draft }: ChosenDraft, writes: readonly Write[]): RunPlan {
  const message = 'After these writes the run reads the draft again, and plans the rest from what it finds.';
  return {
    outcome: 'updated',
    url: draft.pullRequest?.url ?? newsletter.url,
    remarks: [{ level: 'info', message }],
    writes,
  };
}

/** What the edition of a period would be drafted from now; writes nothing. Throws like `draftEdition`. */
export async function previewSources(
  client: Client,
  request: NewsletterRequest,
  key: string,
  now: Date,
  log: Log,
): Promise<EditionSources> {
  const context = await startPreview(client, request, now, log);
  const sources = await readSources(context, periodCalled(key, context.calendar));
  const { amendments } = await readRequests(context, sources, null);
  const found = { ...sources, amendments };
  if (!namesNewcomers(sources)) return found;
  const newcomers = await readFirstTimers(context, sources, assembleEdition(found), amendments.uncredited);
  return { ...found, newcomers };
}

/**
 * The draft as the plan is made from it. What must be written before that, since the plan depends on what GitHub makes of it,
 * is a plan of its own, after which the draft is read again: first the pull request is reopened, then its branch gets the
 * published editions.
 */
async function prepareDraft(
  run: RunContext,
  wanted: string | null,
  chosen: ChosenDraft,
): Promise<ChosenDraft> {
  const reopened = await prepare(run, wanted, chosen, planReopening(chosen));
  const stale = await readStaleEditions(run, reopened);
  return prepare(run, wanted, reopened, planUpdateOfEditions(reopened, stale));
}

/** Where GitHub does not reopen the pull request, the draft has none, and a new one goes on from that. */
async function prepare(
  run: RunContext,
  wanted: string | null,
  chosen: ChosenDraft,
  writes: readonly Write[],
): Promise<ChosenDraft> {
  if (writes.length === 0) return chosen;
  const { isReopened } = await applyWrites(run, writes);
  const again = { ...((await chooseDraft(run, wanted)) ?? chosen), isPrepared: true };
  const predecessor = isReopened ? chosen.draft.predecessor : chosen.draft.pullRequest;
  return predecessor === null
    ? again
    : { ...again, draft: { ...again.draft, pullRequest: null, predecessor } };
}

/** Lets those know who can mend what ended the run, and shows whether open pull requests do. Never throws. */
async function reportFailure(
  clients: Clients,
  { newsletter }: NewsletterRequest,
  reason: unknown,
  { readTitle }: RunExtras,
  log: Log,
): Promise<void> {
  if (!isForEditors(reason)) return;
  try {
    const open = await readOpenPullRequests(clients.reader, newsletter, null);
    const surroundings = { template: null, draftHead: null, readsTitles: readTitle !== undefined };
    const checks = await checkSettings(clients.reader, open, surroundings, log);
    const context = { clients, newsletter: open, log };
    await applyWrites(context, [...checks, ...(await reportTrouble(clients.reader, open, reason))]);
  } catch (error) {
    log.warn(`The bot could not say on the draft's pull request what is wrong. ${explain(error)}`);
  }
}

/**
 * What must be written before the draft is read for the plan, since nobody can know beforehand what GitHub makes of it: a
 * closed pull request that an editor wants open again is reopened, on its branch restored. Where a person made the branch anew,
 * it gets the commits of the pull request, with what people wrote there.
 */
function planReopening({ draft, period }: ChosenDraft): readonly Write[] {
  const { branch, head, pullRequest, current, base } = draft;
  if (pullRequest === null || pullRequest.closedHead === null || skipReason(draft, period) !== null)
    return [];
  const { number, closedHead: oid } = pullRequest;
  const importance = 'essential';
  // A branch that a person made anew from elsewhere has nothing of the draft yet.
  const isElsewhere = head !== null && head.oid !== oid && current === null && base === null;
  return [
    ...(head === null ? [{ kind: 'restore branch', importance, branch, oid, number } as const] : []),
    ...(isElsewhere ? [{ kind: 'restore commits', importance, branch, oid, number } as const] : []),
    { kind: 'reopen', importance, number },
  ];
}

/** The published editions that the draft's branch has otherwise than the default branch; none for a draft that is left alone. */
async function readStaleEditions(
  { clients, newsletter, files, published }: RunContext,
  { draft, period }: ChosenDraft,
): Promise<readonly StaleEdition[]> {
  if (skipReason(draft, period) !== null) return [];
  const periods = new Set(published.periods.map(({ key }) => key));
  const places = { newsletter, files, published: periods };
  return findStaleEditions(clients.reader, places, draft);
}

/** As `planReopening`: the branch gets the published editions as the default branch has them, which moves its tip. */
function planUpdateOfEditions({ draft }: ChosenDraft, editions: readonly StaleEdition[]): readonly Write[] {
  const { branch, head } = draft;
  if (head === null || editions.length === 0) return [];
  const importance = 'essential';
  return [
    { kind: 'update editions', importance, branch, expectedHead: head.oid, editions },
    ...(draft.pullRequest === null ? [] : [{ kind: 'merge default branch', importance, branch } as const]),
  ];
}
