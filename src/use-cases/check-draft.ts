import { publishCheckRun } from '../github/draft/check-run.js';
import type { FormerNames } from '../newsletter/activity/repository.js';
import { checkEdition } from '../newsletter/checks/check-edition.js';
import { checkReport } from '../newsletter/checks/check-report.js';
import type { Draft } from '../newsletter/draft/draft.js';
import type { DraftPlan } from '../newsletter/draft/plan-draft.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { type HiddenRepositories, withoutHiddenNames } from '../newsletter/merge/hidden-repositories.js';
import { draftByPresentNames, editionsByPresentNames } from '../newsletter/merge/present-names.js';
import { type Spelling, withAllowed } from '../newsletter/spelling/spelling.js';
import { parseTyposFile } from '../newsletter/spelling/typos-file.js';
import { knownMisspellings } from './known-misspellings.js';
import type { Desk } from './open-desk.js';
import type { Run } from './run.js';

/** A draft whose plan was applied. */
export interface PublishedDraft {
  readonly edition: Edition;
  readonly draft: Draft;
  readonly formerNames: FormerNames;
  readonly hidden: HiddenRepositories;
  /** The pull request's body as it is by now. */
  readonly body: string;
  readonly plan: Pick<DraftPlan, 'commit'> & { readonly withoutSection: readonly string[] };
}

/** Checks the draft as it is after the run, and shows what is found as a check run on its branch; `again`: in any case. */
export async function checkDraft(
  { clients, desk, log }: Run,
  { edition, draft, plan, body, formerNames, hidden }: PublishedDraft,
  again: boolean,
): Promise<void> {
  const { newsletter, published } = desk;
  const text = plan.commit?.text ?? draft.current?.text;
  if (text === undefined) return;
  const findings = checkEdition({
    text,
    edition,
    earlier: editionsByPresentNames(published.editions, formerNames),
    base: draft.base === null ? null : draftByPresentNames(draft.base.text, formerNames),
    withoutSection: plan.withoutSection,
    body,
    spelling: await spellingOf(desk),
  });
  const file = { newsletter, branch: draft.branch, path: draft.path, text };
  const told = findings.map((finding) => ({
    ...finding,
    message: withoutHiddenNames(finding.message, hidden),
  }));
  await publishCheckRun(clients, file, checkReport(text, told), again, log);
}

async function spellingOf({ newsletter, config: { check } }: Desk): Promise<Spelling | null> {
  if (!check.typos) return null;
  const misspellings = await knownMisspellings();
  return { misspellings, own: withAllowed(parseTyposFile(newsletter.typos), check.allowedWords) };
}
