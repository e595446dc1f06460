import type { ReadDraft } from '../github/draft/read-draft.js';
import { type DraftPlan, planDraft } from '../newsletter/draft/plan-draft.js';
import { assembleEdition } from '../newsletter/edition/assemble-edition.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { renderEdition } from '../newsletter/edition/render-edition.js';
import type { EditionSettings } from '../newsletter/house-style/edition-settings.js';
import type { ResolvedRequests } from '../requests/resolve-requests.js';
import type { MonthSources } from './read-sources.js';

/** What a draft becomes. */
export interface DecidedDraft {
  readonly edition: Edition;
  /** The edition as the bot renders it. */
  readonly fresh: string;
  /** What becomes of the file and the pull request's description. */
  readonly plan: DraftPlan;
}

/** Decides what the draft becomes, from what was read about the month and from what people asked for. Pure. */
export function decideDraft(
  draft: ReadDraft,
  sources: MonthSources,
  requests: ResolvedRequests,
  firstTimers: readonly string[],
): DecidedDraft {
  const publicationDay = draft.pullRequest?.publicationDay ?? null;
  const settings = withOptOuts(sources.settings, [...draft.optOuts, ...requests.optOuts]);
  const edition = assembleEdition({ ...sources, settings, amendments: requests.amendments, publicationDay });
  const fresh = renderEdition(edition);
  const plan = planDraft(edition, fresh, draft, firstTimers, sources.formerNames, sources.hidden);
  return { edition, fresh, plan };
}

/** Adds the people who asked by comment not to be credited to those whom the settings name. */
function withOptOuts(settings: EditionSettings, logins: readonly string[]): EditionSettings {
  return { ...settings, credit: { ...settings.credit, optOut: [...settings.credit.optOut, ...logins] } };
}
