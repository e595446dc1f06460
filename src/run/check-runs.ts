import { problemText } from '../config/config-problems.js';
import { draftBranchOf, glanceAtConfig, parseConfig, type SettingsGlance } from '../config/parse-config.js';
import type { Clients, Log } from '../github/connection/client.js';
import { explain, type SettingsMistake } from '../github/connection/errors.js';
import { CHECK_NAME, publishCheckRun, showCheckRun } from '../github/draft/check-run.js';
import {
  changesFile,
  hasFile,
  type OpenPullRequest,
  type OpenPullRequests,
} from '../github/draft/open-pull-requests.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import type { FormerNames } from '../newsletter/activity/repository.js';
import { checkEdition } from '../newsletter/checks/check-edition.js';
import { type CheckReport, checkReport } from '../newsletter/checks/check-report.js';
import type { Draft } from '../newsletter/draft/draft.js';
import type { DraftPlan } from '../newsletter/draft/plan-draft.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { type HiddenRepositories, withoutHiddenNames } from '../newsletter/merge/hidden-repositories.js';
import { draftByPresentNames, editionsByPresentNames } from '../newsletter/merge/present-names.js';
import { type Spelling, withAllowed } from '../newsletter/spelling/spelling.js';
import { parseTyposFile } from '../newsletter/spelling/typos-file.js';
import { knownMisspellings } from './known-misspellings.js';
import type { NewsletterContext, RunContext } from './run-context.js';

/** A draft whose plan was applied. */
export interface PublishedDraft {
  readonly edition: Edition;
  readonly draft: Draft;
  readonly formerNames: FormerNames;
  readonly hidden: HiddenRepositories;
  /** The pull request's body as it is by now. */
  readonly body: string;
  readonly plan: Pick<DraftPlan, 'document' | 'withoutSection'>;
}

/** Checks the draft as it is after the run, and shows what is found as a check run on its branch; `again`: in any case. */
export async function checkDraft(
  { clients, newsletter, config, published, log }: RunContext,
  { edition, draft, plan, body, formerNames, hidden }: PublishedDraft,
  again: boolean,
): Promise<void> {
  const { document } = plan;
  const findings = checkEdition({
    document,
    edition,
    earlier: editionsByPresentNames(published.editions, formerNames),
    base: draft.base === null ? null : draftByPresentNames(draft.base.document, formerNames),
    withoutSection: plan.withoutSection,
    body,
    spelling: await spellingOf({ newsletter, config }),
  });
  const file = { newsletter, branch: draft.branch, path: draft.path, text: document.source };
  const shown = findings.map((finding) => ({
    ...finding,
    message: withoutHiddenNames(finding.message, hidden),
  }));
  await publishCheckRun(clients, file, checkReport(document, shown), again, log);
}

async function spellingOf({
  newsletter,
  config: { check },
}: Pick<NewsletterContext, 'newsletter' | 'config'>): Promise<Spelling | null> {
  if (!check.typos) return null;
  const misspellings = await knownMisspellings();
  return { misspellings, own: withAllowed(parseTyposFile(newsletter.typos), check.allowedWords) };
}

/** The check run beside that of the edition, where a draft itself changes the settings. */
const SETTINGS_CHECK_NAME = `${CHECK_NAME} settings`;

/**
 * Shows on each open pull request that changes the settings file, or the template, whether the bot can work with it:
 * before it is merged. `template`: the present one; `null`: none is known. Never throws.
 */
export async function checkSettings(
  clients: Clients,
  open: OpenPullRequests,
  template: string | null,
  log: Log,
): Promise<void> {
  for (const pullRequest of open.pullRequests.filter(({ mayChangeSettings }) => mayChangeSettings)) {
    try {
      await checkPullRequest(clients, open, pullRequest, template, log);
    } catch (error) {
      log.warn(`The settings of ${pullRequest.url} are not checked. ${explain(error)}`);
    }
  }
}

async function checkPullRequest(
  clients: Clients,
  open: OpenPullRequests,
  pullRequest: OpenPullRequest,
  template: string | null,
  log: Log,
): Promise<void> {
  const { nameWithOwner, isApp } = open;
  const { reader } = clients;
  const settings = readSettings(pullRequest, open);
  const paths = [CONFIG_PATH, template, settings.template].filter((path) => path !== null);
  if (!(await changesFile(reader, open, pullRequest, paths))) return;
  const lost =
    settings.template !== null && !(await hasFile(reader, nameWithOwner, pullRequest, settings.template))
      ? [
          {
            line: settings.lineOf('template') ?? 1,
            message: `There is no file ${settings.template}. Add it, or remove the setting "template".`,
          },
        ]
      : [];
  const report = settingsReport([...settings.mistakes, ...lost]);
  const name = isDraft(pullRequest, open) ? SETTINGS_CHECK_NAME : CHECK_NAME;
  const commit = { nameWithOwner, oid: pullRequest.headRefOid, path: CONFIG_PATH, name };
  await showCheckRun(clients, commit, report, { isApp }, log);
}

/** The settings at a pull request's head. */
interface ReadSettings extends Pick<SettingsGlance, 'lineOf'> {
  readonly mistakes: readonly SettingsMistake[];
  /** The template's path; `null`: none, or it cannot be told. */
  readonly template: string | null;
}

function readSettings({ config }: OpenPullRequest, open: OpenPullRequests): ReadSettings {
  const glance = glanceAtConfig(config?.text ?? null);
  const { lineOf } = glance;
  if (config !== null && config.text === null) {
    const message = 'The file is not a text file. Write it as YAML in UTF-8.';
    return { lineOf, template: null, mistakes: [{ line: 1, message }] };
  }
  const parsed = parseConfig(config?.text ?? null, open.nameWithOwner);
  if (parsed.kind === 'invalid') {
    const mistakes = parsed.problems.map((each) => ({ line: each.line, message: problemText(each) }));
    return { lineOf, template: null, mistakes };
  }
  const { branch, template } = parsed.config;
  if (branch !== open.defaultBranch.name) return { lineOf, template, mistakes: [] };
  const message = `branch: ${branch} is the default branch; a draft needs another one.`;
  return { lineOf, template, mistakes: [{ line: lineOf('branch') ?? 1, message }] };
}

/** The edition's check run stands on the same commit then. */
function isDraft(
  { isCrossRepository, isOwn, headRefName }: OpenPullRequest,
  { config }: OpenPullRequests,
): boolean {
  return !isCrossRepository && (isOwn || headRefName === draftBranchOf(config));
}

function settingsReport(mistakes: readonly SettingsMistake[]): CheckReport {
  const count = mistakes.length;
  if (count === 0) {
    return {
      conclusion: 'success',
      title: 'The settings are valid',
      summary: 'The bot can work with them once this is merged.',
      annotations: [],
    };
  }
  return {
    conclusion: 'failure',
    title: `The settings have ${count === 1 ? 'a mistake' : `${count} mistakes`}`,
    summary: `Once this is merged, the bot stops until ${CONFIG_PATH} is mended.`,
    annotations: mistakes.map((mistake) => ({ ...mistake, level: 'failure', title: 'Settings' })),
  };
}
