import { createHash } from 'node:crypto';
import { splitName } from '../../newsletter/activity/names.js';
import type { CheckReport, Finding } from '../../newsletter/checks/check-edition.js';
import { blobOid } from '../../newsletter/draft/draft.js';
import type { Client, Clients, Log, WritingClient } from '../connection/client.js';
import { isForbidden } from '../connection/errors.js';
import { query } from '../connection/graphql.js';

/** The file that was checked. */
export interface CheckedFile {
  /** `nameWithOwner` of the newsletter. */
  readonly nameWithOwner: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
}

/** The name of the check run, by which a branch rule can require it. */
export const CHECK_NAME = 'newsletter';

/** A commit with the file that a report is about. */
export interface CheckedCommit {
  /** `nameWithOwner` of the newsletter. */
  readonly nameWithOwner: string;
  readonly oid: string;
  readonly path: string;
  /** Of the check run: a head has one of each name. */
  readonly name: string;
}

/** GitHub takes no more in one request; further ones are added by updates. */
const ANNOTATIONS_A_REQUEST = 50;

export const CHECKED_HEAD = /* GraphQL */ `
  query CheckedHead($owner: String!, $name: String!, $ref: String!, $file: String!) {
    viewer { login }
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) { target { oid } }
      file: object(expression: $file) { ... on Blob { oid } }
    }
  }
`;

interface CheckedHeadAnswer {
  /** The login of an App's bot ends in `[bot]`. */
  readonly viewer: { readonly login: string };
  readonly repository: {
    readonly ref: { readonly target: { readonly oid: string } } | null;
    readonly file: { readonly oid?: string } | null;
  };
}

/**
 * Shows the report as a check run of the draft branch's head, once: a head that has it already gets no other, unless
 * somebody asked to see it `again`. Nothing is written when somebody changed the file meanwhile: their push starts a run of
 * its own. Without the permission `checks: write`, which no personal token has, the log says so.
 */
export async function publishCheckRun(
  clients: Clients,
  file: CheckedFile,
  report: CheckReport,
  again: boolean,
  log: Log,
): Promise<void> {
  const { headOid: oid, isApp } = await readHead(clients.reader, file);
  if (oid === null) return;
  const { nameWithOwner, path } = file;
  const commit = { nameWithOwner, oid, path, name: CHECK_NAME };
  await showCheckRun(clients, commit, report, { again, isApp }, log);
}

/** Shows the report as a check run of the commit, as `publishCheckRun` does. `isApp`: whether the bot runs as an App. */
export async function showCheckRun(
  { reader, writer }: Clients,
  commit: CheckedCommit,
  report: CheckReport,
  { again = false, isApp }: { readonly again?: boolean; readonly isApp: boolean },
  log: Log,
): Promise<void> {
  if (!isApp) return logLeftOut(commit, log);
  try {
    if (!again && (await isShown(reader, commit, fingerprintOf(report)))) return;
    await createCheckRun(writer, commit, report);
    log.info(`Check run "${commit.name}": ${report.title}.`);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    logLeftOut(commit, log);
  }
}

function logLeftOut({ name }: CheckedCommit, log: Log): void {
  log.info(
    `The check run "${name}" is left out: GitHub lets only Apps with the permission "checks: write" make one.`,
  );
}

/** The head of the draft branch, `null` when the file there is not the one that was checked; and who asks. */
async function readHead(client: Client, { nameWithOwner, branch, path, text }: CheckedFile) {
  const { owner, repo: name } = repositoryOf({ nameWithOwner });
  const ref = `refs/heads/${branch}`;
  const file = `${ref}:${path}`;
  const { viewer, repository } = await query<CheckedHeadAnswer>(client, CHECKED_HEAD, {
    owner,
    name,
    ref,
    file,
  });
  const isSame = repository.file?.oid === blobOid(text);
  return {
    headOid: isSame ? (repository.ref?.target.oid ?? null) : null,
    isApp: viewer.login.endsWith('[bot]'),
  };
}

/** Whether a check run with this report was completed for the head. */
async function isShown(
  client: Client,
  { nameWithOwner, oid, name }: CheckedCommit,
  fingerprint: string,
): Promise<boolean> {
  const { data } = await client.rest.checks.listForRef({
    ...repositoryOf({ nameWithOwner }),
    ref: oid,
    check_name: name,
    per_page: 100,
  });
  return data.check_runs.some((run) => run.external_id === fingerprint && run.status === 'completed');
}

/**
 * A run with many annotations is completed by its last request: one that was interrupted stays incomplete, and the next
 * run makes another. A creation is not repeated, since one that was answered 502 may have been done.
 */
async function createCheckRun(
  writer: WritingClient,
  { nameWithOwner, oid, path, name }: CheckedCommit,
  report: CheckReport,
): Promise<void> {
  const repository = repositoryOf({ nameWithOwner });
  const batches = batchesOf(report.annotations);
  const requestBody = (batch: readonly Finding[], index: number) => ({
    output: {
      title: report.title,
      summary: report.summary,
      annotations: batch.map((finding) => toAnnotation(finding, path)),
    },
    ...(index < batches.length - 1
      ? { status: 'in_progress' as const }
      : { status: 'completed' as const, conclusion: report.conclusion, external_id: fingerprintOf(report) }),
  });
  const [first = [], ...others] = batches;
  const { data } = await writer.rest.checks.create({
    ...repository,
    name,
    head_sha: oid,
    ...requestBody(first, 0),
    request: { retries: 0 },
  });
  for (const [index, batch] of others.entries()) {
    await writer.rest.checks.update({
      ...repository,
      check_run_id: data.id,
      ...requestBody(batch, index + 1),
    });
  }
}

function batchesOf(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const count = Math.max(1, Math.ceil(findings.length / ANNOTATIONS_A_REQUEST));
  return Array.from({ length: count }, (_, index) =>
    findings.slice(index * ANNOTATIONS_A_REQUEST, (index + 1) * ANNOTATIONS_A_REQUEST),
  );
}

function toAnnotation({ line, endLine, level, title, message }: Finding, path: string) {
  return { path, start_line: line, end_line: endLine ?? line, annotation_level: level, title, message };
}

/** What the run says, in short: its annotations cannot be read back in one request. */
function fingerprintOf(report: CheckReport): string {
  return createHash('sha256').update(JSON.stringify(report)).digest('hex');
}

function repositoryOf({ nameWithOwner }: { readonly nameWithOwner: string }) {
  const { owner, name: repo } = splitName(nameWithOwner);
  return { owner, repo };
}
