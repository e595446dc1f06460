import { ActionNeeded, EditorNeeded } from '../github/connection/errors.js';
import { type ReadDraft, readDraft } from '../github/draft/read-draft.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { type Month, monthsNamed } from '../newsletter/activity/month.js';
import { dueMonth } from '../newsletter/edition/due-month.js';
import type { NewsletterContext, RunContext } from './run-context.js';

/** The draft that a run is about. */
export interface ChosenDraft {
  readonly month: Month;
  readonly draft: ReadDraft;
  /** The month that waits, since the draft of an earlier one is still open. */
  readonly waiting: Month | null;
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
  if (held === null || held === month) return { month, draft, waiting: null };
  const heldDraft = await readDraft(clients.reader, { ...place, branch: draft.branch, month: held }, log);
  if (heldDraft.current === null) return { month, draft, waiting: null };
  return { month: held, draft: heldDraft, waiting: month };
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
