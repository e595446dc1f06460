import { ActionNeeded, EditorNeeded } from '../github/connection/errors.js';
import { findStaleEditions } from '../github/draft/prepare-draft.js';
import { type ReadDraft, readDraft } from '../github/draft/read-draft.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { type Month, monthsNamed } from '../newsletter/activity/month.js';
import { skipReason } from '../newsletter/draft/draft.js';
import { dueMonth } from '../newsletter/edition/edition-month.js';
import type { NewsletterContext, RunContext } from './run-context.js';
import type { Write } from './run-plan.js';

/** The draft that a run is about. */
export interface ChosenDraft {
  readonly month: Month;
  readonly draft: ReadDraft;
  /** The month that waits, since the draft of an earlier one is still open. */
  readonly waiting: Month | null;
  /** Whether something was written before it was read as it is now. */
  readonly isPrepared: boolean;
}

/**
 * The draft of the month that is wanted, else of the edition that is due; a draft that is still open keeps its month.
 * `null` when the edition of the present month is published already. Throws `ActionNeeded` for a month that is.
 */
export async function chooseDraft(run: RunContext, wanted: Month | null): Promise<ChosenDraft | null> {
  const { clients, newsletter, config, permissions, now, log } = run;
  const published = new Set(run.published.editions.map((edition) => edition.month));
  const due = dueMonth(now, published);
  const month = wanted ?? due;
  if (month === null) return null;
  if (published.has(month)) {
    throw new ActionNeeded(
      `The edition of ${month} is published already. "preview --month ${month}" still shows its draft.`,
    );
  }
  const branch = draftBranch(run, month === due ? config.branch : `${config.branch}-${month}`);
  const place = {
    newsletter,
    branch,
    file: config.file,
    month,
    published,
    permissions: permissions,
    reviews: config.notes,
  };
  const draft = await readDraft(clients.reader, place, log);
  const held = wanted === null && draft.pullRequest?.isOpen === true ? heldMonth(draft, published) : null;
  if (held === null || held === month) return { month, draft, waiting: null, isPrepared: false };
  const heldDraft = await readDraft(clients.reader, { ...place, branch: draft.branch, month: held }, log);
  if (heldDraft.current === null) return { month, draft, waiting: null, isPrepared: false };
  return { month: held, draft: heldDraft, waiting: month, isPrepared: false };
}

/**
 * What must be written before the draft is read for the plan, since nobody can know beforehand what GitHub makes of it: a
 * closed pull request that an editor wants open again is reopened, on its branch restored.
 */
export function planReopening({ draft, month }: ChosenDraft): readonly Write[] {
  const { branch, head, pullRequest } = draft;
  if (pullRequest === null || pullRequest.closedHead === null || skipReason(draft, month) !== null) return [];
  const { number, closedHead: oid } = pullRequest;
  const importance = 'essential';
  return [
    ...(head === null ? [{ kind: 'restore branch', importance, branch, oid, number } as const] : []),
    { kind: 'reopen', importance, number },
  ];
}

/** As above: the branch gets the published editions as the default branch has them, which moves its tip. */
export async function planUpdateOfEditions(
  { clients, newsletter, config, published }: RunContext,
  { draft, month }: ChosenDraft,
): Promise<readonly Write[]> {
  if (skipReason(draft, month) !== null || draft.head === null) return [];
  const months = new Set(published.editions.map((edition) => edition.month));
  const places = { newsletter, file: config.file, published: months };
  const editions = await findStaleEditions(clients.reader, places, draft);
  if (editions.length === 0) return [];
  const { branch, head } = draft;
  const importance = 'essential';
  return [
    { kind: 'update editions', importance, branch, expectedHead: head.oid, editions },
    ...(draft.pullRequest === null ? [] : [{ kind: 'merge default branch', importance, branch } as const]),
  ];
}

/** The unpublished month that keeps the branch: by its file or, where a person moved that, by the pull request's title. */
function heldMonth({ otherMonth, pullRequest }: ReadDraft, published: ReadonlySet<Month>): Month | null {
  const [named = null, ...others] = monthsNamed(pullRequest?.title ?? '');
  const isHeld = named !== null && others.length === 0 && !published.has(named);
  return otherMonth ?? (isHeld ? named : null);
}

function draftBranch({ newsletter }: NewsletterContext, branch: string): string {
  if (branch !== newsletter.defaultBranch.name) return branch;
  throw new EditorNeeded(
    `${branch} is the default branch of ${newsletter.nameWithOwner}; a draft needs another one. Set "branch" in ${CONFIG_PATH}.`,
    { setting: 'branch' },
  );
}
