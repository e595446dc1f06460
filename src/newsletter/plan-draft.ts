import { blobOid } from './blob-oid.js';
import { refreshBody, renderBody } from './dashboard.js';
import type { Draft } from './draft.js';
import type { Edition } from './edition.js';
import { monthName } from './month.js';

/** What a run comes to, as `sync` prints it. */
export type Outcome = 'created' | 'updated' | 'unchanged' | 'waiting' | 'frozen' | 'incomplete';

/** All writes of one run, in the order in which they are applied; decided before the first one. */
export interface DraftPlan {
  readonly outcome: Outcome;
  /** What a reader of the log should know, a sentence. */
  readonly because: string;
  /** Makes the branch, or moves it forward to the default branch's tip; `null`: leave it. */
  readonly branch: 'create' | 'fast-forward' | null;
  readonly commit: DraftCommit | null;
  /** A new draft pull request, or the new body of the present one. */
  readonly pullRequest: { readonly title: string; readonly body: string } | null;
}

/** A commit on the draft branch. */
export interface DraftCommit {
  readonly path: string;
  readonly text: string;
  readonly headline: string;
  readonly body: string;
}

/** The trailer by which a commit on the draft branch names the blob that the bot rendered. */
export const RENDERED_TRAILER = 'Newsletter-Rendered';

/**
 * Decides how the draft becomes current. `fresh` is the rendered edition. A file that is byte for byte what the bot
 * last rendered follows it; any other was touched by a person and is left alone. What could not be read whole never
 * replaces a draft that is there.
 */
export function planDraft(edition: Edition, fresh: string, draft: Draft): DraftPlan {
  const { pullRequest } = draft;
  if (draft.otherMonth !== null && pullRequest?.isOpen === true) {
    return nothing(
      'waiting',
      `The draft of ${draft.otherMonth} is still open; ${edition.month} waits for it.`,
    );
  }
  if (pullRequest?.isOpen === false) {
    return nothing(
      'frozen',
      'A person closed the pull request. Reopen it to have the draft kept current again.',
    );
  }
  const { commit, because } = planFile(edition, fresh, draft);
  const incomplete = edition.gaps.length > 0;
  const body = planBody(edition, draft);
  const outcome =
    pullRequest === null ? 'created' : commit !== null || body !== null ? 'updated' : 'unchanged';
  return {
    outcome: incomplete ? 'incomplete' : outcome,
    because: incomplete ? edition.gaps.join(' ') : because,
    branch:
      draft.head === null ? 'create' : draft.head.isBehind && pullRequest === null ? 'fast-forward' : null,
    commit,
    pullRequest: body === null ? null : { title: edition.title, body },
  };
}

function planFile(edition: Edition, fresh: string, { path, current, generated }: Draft) {
  const name = monthName(edition.month);
  if (current === null) {
    return {
      commit: commitOf(path, fresh, `Draft the edition of ${name}`),
      because: `The edition of ${name} is drafted.`,
    };
  }
  if (current.text === fresh) return { commit: null, because: 'The draft is current.' };
  if (current.oid !== generated) {
    return { commit: null, because: `${path} was edited by people and is left as it is.` };
  }
  if (edition.gaps.length > 0) return { commit: null, because: '' };
  return {
    commit: commitOf(path, fresh, `Update the edition of ${name}`),
    because: `The edition of ${name} is refreshed.`,
  };
}

function commitOf(path: string, text: string, headline: string): DraftCommit {
  return { path, text, headline, body: `${RENDERED_TRAILER}: ${blobOid(text)}` };
}

/** The body to write: of a new pull request, or the present one with the dashboard refreshed; `null`: as it is. */
function planBody(edition: Edition, { pullRequest, editUrl }: Draft): string | null {
  if (pullRequest === null) return renderBody(edition, editUrl);
  const refreshed = refreshBody(pullRequest.body, edition, editUrl);
  return refreshed === pullRequest.body ? null : refreshed;
}

function nothing(outcome: Outcome, because: string): DraftPlan {
  return { outcome, because, branch: null, commit: null, pullRequest: null };
}
