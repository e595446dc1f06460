import { problemText } from '../config/config-problems.js';
import { draftBranchOf, glanceAtConfig, parseConfig, type SettingsGlance } from '../config/parse-config.js';
import type { Clients, Log } from '../github/connection/client.js';
import { explain, type SettingsMistake } from '../github/connection/errors.js';
import { CHECK_NAME, showCheckRun } from '../github/draft/check-run.js';
import {
  changesFile,
  hasFile,
  type OpenPullRequest,
  type OpenPullRequests,
} from '../github/draft/open-pull-requests.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import type { CheckReport } from '../newsletter/checks/check-report.js';

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
