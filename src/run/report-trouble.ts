import { draftBranchOf, glanceAtConfig } from '../config/newsletter-config.js';
import type { Client } from '../github/connection/client.js';
import { EditorNeeded, explain, isRefusedWrite } from '../github/connection/errors.js';
import { CHECK_NAME, type CheckedCommit } from '../github/draft/check-run.js';
import { findDraft, type OpenPullRequests } from '../github/draft/open-pull-requests.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { CONFIG_PATH } from '../github/newsletter/read-newsletter.js';
import type { CheckReport } from '../newsletter/checks/check-edition.js';
import {
  bodyWithNotice,
  hasNotice,
  PRIVATE_ENTRIES,
  renderNotice,
  type Trouble,
} from '../newsletter/draft/notice.js';
import { inertText } from '../newsletter/markdown/markdown.js';
import type { RunContext } from './run-context.js';
import type { Importance, Write } from './run-plan.js';

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

/** Reads which draft is open, and plans to say on it, by the check run and in its body, why a run ended. */
export async function reportTrouble(
  client: Client,
  open: OpenPullRequests,
  reason: unknown,
): Promise<readonly Write[]> {
  const trouble = troubleOf(reason, open);
  const draft = await findDraft(client, open, draftBranchOf(open.config));
  // Where no draft is open, the commit with the mistakes is what people look at.
  const oid = draft?.headRefOid ?? (trouble.file === null ? null : open.defaultBranch.oid);
  const writes: Write[] = [];
  if (oid !== null) {
    const { nameWithOwner, isApp } = open;
    const on = { nameWithOwner, oid, path: CONFIG_PATH, isApp };
    writes.push(checkRun(on, troubleReport(trouble), 'essential'));
  }
  if (draft === null) return writes;
  const { number, body, bodyVersions } = draft;
  const written = bodyWithNotice(body, renderNotice(trouble), bodyVersions ?? []);
  if (written === body) return writes;
  const change = { read: body, written, versions: bodyVersions };
  return [...writes, { kind: 'body', importance: 'essential', number, change, whenRefused: '' }];
}

function checkRun(
  on: Omit<CheckedCommit, 'name'> & { readonly isApp: boolean },
  report: CheckReport,
  importance: Importance,
): Write {
  const place = { ...on, kind: 'commit', name: CHECK_NAME, isDraft: false } as const;
  return { kind: 'check run', importance, on: place, report, again: false, whenRefused: NOT_SHOWN };
}

function troubleReport({ message, file }: Trouble): CheckReport {
  const mistakes = file?.mistakes ?? [];
  return {
    conclusion: 'failure',
    title: file === null ? 'The draft waits' : `The draft waits: ${CONFIG_PATH} must be mended`,
    summary:
      file === null
        ? inertText(message)
        : `The bot goes on by itself once ${CONFIG_PATH} on the default branch is mended.`,
    annotations: mistakes.map((mistake) => ({ ...mistake, level: 'failure', title: 'Settings' })),
  };
}

/** What the editors of a draft that is left as it is should know. */
export interface DraftNotice {
  /** A sentence or two. */
  readonly message: string;
  /** Whether the file has entries of a repository that is private now; else the draft waits. */
  readonly isLeak: boolean;
}

/**
 * Says it at the top of the draft and by its check run; `null`: there is nothing to say, so that a notice which stands there is
 * taken away.
 */
export function noticeWrites(
  { newsletter, permissions }: RunContext,
  { pullRequest, head, path }: ReadDraft,
  notice: DraftNotice | null,
): readonly Write[] {
  if (pullRequest === null) return [];
  const { number, body, bodyVersions } = pullRequest;
  if (notice === null && !hasNotice(body)) return [];
  const written = bodyWithNotice(
    body,
    notice === null ? null : renderDraftNotice(notice),
    bodyVersions ?? [],
  );
  const report = notice === null ? LEFT_ALONE : noticeReport(notice);
  const change = { read: body, written, versions: bodyVersions };
  // Without an App there was no check run to take away.
  const on = { nameWithOwner: newsletter.nameWithOwner, path, isApp: permissions.botLogin !== null };
  const importance = 'if permitted';
  return [
    ...(written === body
      ? []
      : [{ kind: 'body', importance, number, change, whenRefused: NOT_SHOWN } as const]),
    ...(head === null ? [] : [checkRun({ ...on, oid: head.oid }, report, importance)]),
  ];
}

function renderDraftNotice({ message, isLeak }: DraftNotice): string {
  return renderNotice({ message, file: null }, isLeak ? PRIVATE_ENTRIES : undefined);
}

function noticeReport({ message, isLeak }: DraftNotice): CheckReport {
  const report = troubleReport({ message, file: null });
  return isLeak ? { ...report, title: 'The draft shows entries of private repositories' } : report;
}

/** Logged where the bot may not write a notice. */
const NOT_SHOWN = "The bot could not show on the draft's pull request whether the draft waits.";

const LEFT_ALONE: CheckReport = {
  conclusion: 'neutral',
  title: 'The bot leaves the draft alone',
  summary: 'What stopped the bot is mended. The bot does not check a draft that it leaves alone.',
  annotations: [],
};
