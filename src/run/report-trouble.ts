import { draftBranchOf, glanceAtConfig } from '../config/parse-config.js';
import type { Clients, Log } from '../github/connection/client.js';
import { EditorNeeded, explain, isForbidden, isRefusedWrite } from '../github/connection/errors.js';
import { CHECK_NAME, showCheckRun } from '../github/draft/check-run.js';
import { findDraft, type OpenPullRequests } from '../github/draft/open-pull-requests.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { writeBody } from '../github/draft/write-body.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { splitName } from '../newsletter/activity/repository.js';
import type { CheckReport } from '../newsletter/checks/check-report.js';
import { bodyWithNotice, hasNotice, renderNotice, type Trouble } from '../newsletter/draft/notice.js';
import { quietText } from '../newsletter/markdown/markdown.js';
import type { RunContext } from './run-context.js';

/** Whether what ended a run is for people with access to the newsletter repository to mend. */
export function isForEditors(error: unknown): boolean {
  return error instanceof EditorNeeded || isRefusedWrite(error);
}

/** What they have to mend. */
export function troubleOf(error: unknown, { url, defaultBranch, config }: TroublePlace): Trouble {
  if (!(error instanceof EditorNeeded)) return { message: explain(error), file: null };
  const { message, setting } = error;
  const line = setting === null ? null : glanceAtConfig(config).lineOf(setting);
  const mistakes = line === null ? error.mistakes : [{ line, message }];
  const branch = defaultBranch.name;
  const file = `${url}/blob/${branch.split('/').map(encodeURIComponent).join('/')}/${CONFIG_PATH}`;
  return {
    message,
    file: mistakes.length === 0 ? null : { path: CONFIG_PATH, url: file, branch, mistakes },
  };
}

/** Where the settings are. */
export type TroublePlace = Pick<OpenPullRequests, 'url' | 'defaultBranch' | 'config'>;

/** Says on the draft, by the check run and in its body, why a run ended. */
export async function reportTrouble(
  clients: Clients,
  open: OpenPullRequests,
  reason: unknown,
  log: Log,
): Promise<void> {
  const trouble = troubleOf(reason, open);
  const { owner, name: repo } = splitName(open.nameWithOwner);
  const draft = await findDraft(clients.reader, open, draftBranchOf(open.config));
  const report = troubleReport(trouble);
  // Where no draft is open, the commit with the mistakes is what people look at.
  const oid = draft?.headRefOid ?? (trouble.file === null ? null : open.defaultBranch.oid);
  if (oid !== null) {
    const commit = { nameWithOwner: open.nameWithOwner, oid, path: CONFIG_PATH, name: CHECK_NAME };
    await showCheckRun(clients, commit, report, { isApp: open.isApp }, log);
  }
  if (draft === null) return;
  const { number, body, bodyVersions, url } = draft;
  const written = bodyWithNotice(body, renderNotice(trouble), bodyVersions ?? []);
  if (written === body) return;
  await writeBody(clients, { owner, repo, number }, { read: body, written, versions: bodyVersions }, log);
  log.info(`What keeps the bot from its work is said on ${url}.`);
}

function troubleReport({ message, file }: Trouble): CheckReport {
  const mistakes = file?.mistakes ?? [];
  return {
    conclusion: 'failure',
    title: file === null ? 'The draft waits' : `The draft waits: ${CONFIG_PATH} must be mended`,
    summary:
      file === null
        ? quietText(message)
        : `The bot goes on by itself once ${CONFIG_PATH} on the default branch is mended.`,
    annotations: mistakes.map((mistake) => ({ ...mistake, level: 'failure', title: 'Settings' })),
  };
}

/** Takes the notice away from a draft that is left alone otherwise, and its check run. */
export async function clearTrouble(run: RunContext, draft: ReadDraft): Promise<void> {
  if (draft.pullRequest === null || !hasNotice(draft.pullRequest.body)) return;
  await orWarn(run, showNotice(run, draft, null, LEFT_ALONE));
}

/** Says on a draft that is left alone why it waits. */
export async function reportOnDraft(run: RunContext, draft: ReadDraft, message: string): Promise<void> {
  const trouble = { message, file: null };
  await orWarn(run, showNotice(run, draft, renderNotice(trouble), troubleReport(trouble)));
}

/** Where the bot may not write a notice, the log has it. */
async function orWarn({ log }: RunContext, showing: Promise<void>): Promise<void> {
  try {
    await showing;
  } catch (error) {
    if (!isForbidden(error)) throw error;
    log.warn(`The draft's pull request does not tell whether it waits. ${explain(error)}`);
  }
}

async function showNotice(
  { clients, newsletter, log }: RunContext,
  { pullRequest, head, path }: ReadDraft,
  notice: string | null,
  report: CheckReport,
): Promise<void> {
  if (pullRequest === null) return;
  const { nameWithOwner } = newsletter;
  const { owner, name: repo } = splitName(nameWithOwner);
  const { number, body, bodyVersions } = pullRequest;
  const written = bodyWithNotice(body, notice, bodyVersions ?? []);
  const change = { read: body, written, versions: bodyVersions };
  if (written !== body) await writeBody(clients, { owner, repo, number }, change, log);
  if (head === null) return;
  const commit = { nameWithOwner, oid: head.oid, path, name: CHECK_NAME };
  // Without an App there was none to take away.
  await showCheckRun(clients, commit, report, { isApp: clients.app !== null }, log);
}

const LEFT_ALONE: CheckReport = {
  conclusion: 'neutral',
  title: 'The draft is left alone',
  summary:
    'What kept the bot from its work is mended. The draft is not looked at as long as it is left alone.',
  annotations: [],
};
