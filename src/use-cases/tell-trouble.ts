import { glanceAtConfig } from '../config/parse-config.js';
import type { Conversation } from '../github/comments/conversation.js';
import { hasOwnMarker } from '../github/comments/bot-comments.js';
import { keepComment } from '../github/comments/write-comment.js';
import type { Clients, Log } from '../github/connection/client.js';
import { EditorNeeded, explain, isForbidden, isRefusedWrite } from '../github/connection/errors.js';
import { CHECK_NAME, showCheckRun } from '../github/draft/check-run.js';
import { findDraft, type OpenPullRequests } from '../github/draft/open-pull-requests.js';
import { writeBody } from '../github/draft/write-body.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import { splitName } from '../newsletter/activity/name-with-owner.js';
import type { CheckReport } from '../newsletter/checks/check-report.js';
import type { DraftPullRequest } from '../newsletter/draft/draft.js';
import { bodyWithNotice, hasNotice, renderNotice, type Trouble, WAITING_MARKER } from '../newsletter/draft/notice.js';

/** The branch of drafts where the settings name none. */
const USUAL_BRANCH = 'next';

/** What an editor can mend of what ended a run; `null`: nothing. */
export function troubleOf(error: unknown, { url, defaultBranch, config }: TroublePlace): Trouble | null {
  if (!(error instanceof EditorNeeded)) {
    return isForbidden(error) || isRefusedWrite(error) ? { message: explain(error), file: null } : null;
  }
  const { message, setting } = error;
  const line = setting === null ? null : glanceAtConfig(config).lineOf(setting);
  const mistakes = line === null ? error.mistakes : [{ line, message }];
  const branch = defaultBranch.name;
  const file = `${url}/blob/${encodeURIComponent(branch)}/${CONFIG_PATH}`;
  return {
    message,
    file: mistakes.length === 0 ? null : { path: CONFIG_PATH, url: file, branch, mistakes },
  };
}

/** Where the settings are. */
export type TroublePlace = Pick<OpenPullRequests, 'url' | 'defaultBranch' | 'config'>;

/** Says on the draft, in its body and by the check run, what keeps the bot from its work. */
export async function tellTrouble(clients: Clients, open: OpenPullRequests, trouble: Trouble, log: Log): Promise<void> {
  const { owner, name: repo } = splitName(open.nameWithOwner);
  const branch = glanceAtConfig(open.config).branch ?? USUAL_BRANCH;
  const draft = await findDraft(clients.reader, open, branch);
  const report = troubleReport(trouble);
  // Where no draft is open, the commit with the mistakes is what people look at.
  const oid = draft?.headRefOid ?? (trouble.file === null ? null : open.defaultBranch.oid);
  if (oid !== null) {
    const commit = { nameWithOwner: open.nameWithOwner, oid, path: CONFIG_PATH, name: CHECK_NAME };
    await showCheckRun(clients, commit, report, { isApp: open.isApp }, log);
  }
  if (draft === null) return;
  const { number, body, url } = draft;
  const told = bodyWithNotice(body, renderNotice(trouble));
  if (told === body) return;
  await writeBody(clients, { owner, repo, number }, body, told);
  log.info(`What keeps the bot from its work is said on ${url}.`);
}

function troubleReport({ message, file }: Trouble): CheckReport {
  const mistakes = file?.mistakes ?? [];
  return {
    conclusion: 'failure',
    title: file === null ? 'The draft waits' : `The draft waits: ${CONFIG_PATH} must be mended`,
    summary: file === null ? message : `The bot goes on by itself once ${CONFIG_PATH} on the default branch is mended.`,
    annotations: mistakes.map((mistake) => ({ ...mistake, level: 'failure', title: 'Settings' })),
  };
}
