import { RequestError } from '@octokit/request-error';
import type { EditionFiles } from '../../newsletter/activity/edition-files.js';
import { splitName } from '../../newsletter/activity/names.js';
import type { Draft } from '../../newsletter/draft/draft.js';
import { branchNotRestored, commitsNotRestored } from '../../replies/problems.js';
import type { Client, Clients, Log } from '../connection/client.js';
import { EditorNeeded, explain, isForbidden, isRefusedWrite } from '../connection/errors.js';
import { query, remember } from '../connection/graphql.js';
import {
  DEEP_FOLDER_ENTRIES,
  FOLDER_ENTRIES,
  type FolderEntry,
  filesIn,
  type Newsletter,
  type NewsletterRepository,
} from '../newsletter/read-newsletter.js';

/** The branch that a closed pull request had. */
export interface ClosedBranch {
  readonly branch: string;
  /** Its last commit. */
  readonly oid: string;
  /** Of the pull request. */
  readonly number: number;
}

/**
 * Makes a deleted branch anew at the last commit of its pull request, which GitHub keeps without a time limit
 * (docs.github.com, "Deleting and restoring branches in a pull request").
 */
export async function restoreBranch(
  { writer }: Clients,
  { nameWithOwner }: NewsletterRepository,
  { branch, oid, number }: ClosedBranch,
  log: Log,
): Promise<void> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const ref = { owner, repo, ref: `refs/heads/${branch}`, sha: oid };
  await orAskEditor(
    () => writer.rest.git.createRef({ ...ref, request: { retries: 0 } }),
    (because) => branchNotRestored(branch, number, because),
  );
  log.info(`The bot restored the deleted branch ${branch} as #${number} had it.`);
}

/**
 * Merges the last commit of a closed pull request into its branch, which a person deleted and made anew: what people wrote in
 * the draft is there again. Where both changed the same, a person has to merge it: a new draft would be without their words.
 */
export async function restoreCommits(
  { writer }: Clients,
  { nameWithOwner }: NewsletterRepository,
  { branch, oid, number }: ClosedBranch,
  log: Log,
): Promise<void> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const commit_message = `Merge what #${number} had into ${branch}`;
  const merge = { owner, repo, base: branch, head: oid, commit_message };
  await orAskEditor(
    () => writer.rest.repos.merge({ ...merge, request: { retries: 0 } }),
    (because) => commitsNotRestored(branch, oid, number, because),
  );
  log.info(`The bot merged what #${number} had into ${branch}, which somebody made anew.`);
}

/** Restores something; where GitHub refuses, an editor has to, and reads in the sentence how. */
async function orAskEditor(
  restore: () => Promise<unknown>,
  sentence: (because: string) => string,
): Promise<void> {
  try {
    await restore();
  } catch (error) {
    if (!isRefusedWrite(error)) throw error;
    throw new EditorNeeded(sentence(explain(error)), { cause: error });
  }
}

/**
 * Opens a closed pull request again. `false`: another one is needed, since GitHub refuses to reopen one whose branch was
 * made anew from elsewhere.
 */
export async function reopenPullRequest(
  { writer }: Clients,
  { nameWithOwner }: NewsletterRepository,
  number: number,
  log: Log,
): Promise<boolean> {
  const { owner, name: repo } = splitName(nameWithOwner);
  try {
    await writer.rest.pulls.update({ owner, repo, pull_number: number, state: 'open' });
    log.info(`#${number} is open again, as an editor asked.`);
    return true;
  } catch (error) {
    if (isForbidden(error)) {
      log.warn(`The bot could not reopen #${number}. A person can do it. ${explain(error)}`);
      return true;
    }
    if (!(error instanceof RequestError) || error.status !== 422) throw error;
    log.info(`GitHub does not reopen #${number}, so the bot opens another pull request.`);
    return false;
  }
}

/** Where editions are, and which of them the default branch has. */
export interface EditionPlaces {
  readonly newsletter: Newsletter;
  readonly files: EditionFiles;
  /** Keys of the published periods. */
  readonly published: ReadonlySet<string>;
}

/** A published edition whose version on the draft branch is an older one of the default branch. */
export interface StaleEdition {
  readonly path: string;
  /** What the default branch has now; `null` where it has the edition elsewhere. */
  readonly text: string | null;
}

/**
 * Gives the draft branch the published editions as the default branch has them. After a squash, Git takes them for
 * changes on both sides: a correction ends in a conflict, and an edition that was moved comes back.
 */
export async function updateEditions(
  { writer }: Clients,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  {
    branch,
    expectedHead,
    editions,
  }: { readonly branch: string; readonly expectedHead: string; readonly editions: readonly StaleEdition[] },
  log: Log,
): Promise<void> {
  const paths = editions.map(({ path }) => path);
  await writer.graphql(UPDATE_EDITIONS, {
    input: {
      branch: { repositoryNameWithOwner: nameWithOwner, branchName: branch },
      expectedHeadOid: expectedHead,
      message: { headline: `Take published editions from ${defaultBranch.name}`, body: paths.join('\n') },
      fileChanges: toFileChanges(editions),
    },
  });
  log.info(`The bot updated ${paths.join(', ')} on ${branch} to the versions on ${defaultBranch.name}.`);
}

export const UPDATE_EDITIONS = /* GraphQL */ `
  mutation UpdateEditions($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid } }
  }
`;

function toFileChanges(stale: readonly StaleEdition[]) {
  return {
    additions: stale.flatMap(({ path, text }) =>
      text === null ? [] : [{ path, contents: Buffer.from(text, 'utf8').toString('base64') }],
    ),
    deletions: stale.flatMap(({ path, text }) => (text === null ? [{ path }] : [])),
  };
}

export const EDITION_FILES = /* GraphQL */ `
  query EditionFiles($owner: String!, $name: String!, $draft: String!, $main: String!) {
    repository(owner: $owner, name: $name) {
      draft: object(expression: $draft) { ... on Tree { ${FOLDER_ENTRIES} } }
      main: object(expression: $main) { ... on Tree { ${FOLDER_ENTRIES} } }
    }
  }
`;

/** The same for editions in folders by year and month. */
export const DEEP_EDITION_FILES = /* GraphQL */ `
  query DeepEditionFiles($owner: String!, $name: String!, $draft: String!, $main: String!) {
    repository(owner: $owner, name: $name) {
      draft: object(expression: $draft) { ... on Tree { ${DEEP_FOLDER_ENTRIES} } }
      main: object(expression: $main) { ... on Tree { ${DEEP_FOLDER_ENTRIES} } }
    }
  }
`;

interface Folder {
  readonly entries?: readonly FolderEntry[] | null;
}

/**
 * The published editions that the draft branch is to get from the default branch. Only a version that the default branch
 * had itself is stale, so nothing that people wrote on the draft branch is lost. Looks only where the branch is to be merged
 * into, or is in conflict; and once for the same two commits, since the answer cannot change.
 */
export async function findStaleEditions(
  client: Client,
  { newsletter, files, published }: EditionPlaces,
  { head, pullRequest }: Draft,
): Promise<readonly StaleEdition[]> {
  if (head?.status !== 'diverged' || pullRequest?.isConflicting === false) return [];
  const headOid = head.oid;
  const { owner, name } = splitName(newsletter.nameWithOwner);
  const mainOid = newsletter.defaultBranch.oid;
  const { folder, depth } = files;
  const document = depth > 1 ? DEEP_EDITION_FILES : EDITION_FILES;
  const variables = { owner, name, draft: `${headOid}:${folder}`, main: `${mainOid}:${folder}` };
  const { repository } = await remember(client, [document, variables], () =>
    query<{ readonly repository: { readonly draft: Folder | null; readonly main: Folder | null } }>(
      client,
      document,
      variables,
    ),
  );
  const main = new Map(filesIn(folder, repository.main?.entries).map(({ path, oid }) => [path, oid]));
  const stale: StaleEdition[] = [];
  for (const { path, oid } of filesIn(folder, repository.draft?.entries)) {
    const period = files.periodAt(path);
    if (period === null || !published.has(period.key) || main.get(path) === oid) continue;
    const edition = { path, draftOid: oid, mainOid: main.get(path) ?? null };
    stale.push(...(await readStaleEdition(client, newsletter, edition)));
  }
  return stale;
}

/** An older version than the newest hundred is taken for a person's. */
export const EDITION_VERSIONS = /* GraphQL */ `
  query EditionVersions($owner: String!, $name: String!, $main: String!, $path: String!, $file: String!) {
    repository(owner: $owner, name: $name) {
      file: object(expression: $file) { ... on Blob { text isTruncated } }
      main: object(expression: $main) {
        ... on Commit { history(first: 100, path: $path) { nodes { file(path: $path) { oid } } } }
      }
    }
  }
`;

interface Versions {
  readonly repository: {
    readonly file: { readonly text?: string | null; readonly isTruncated?: boolean } | null;
    readonly main: {
      readonly history?: { readonly nodes: readonly { readonly file: { readonly oid: string } | null }[] };
    } | null;
  };
}

async function readStaleEdition(
  client: Client,
  { nameWithOwner, defaultBranch }: Newsletter,
  {
    path,
    draftOid,
    mainOid,
  }: { readonly path: string; readonly draftOid: string | null; readonly mainOid: string | null },
): Promise<readonly StaleEdition[]> {
  const { owner, name } = splitName(nameWithOwner);
  const variables = { owner, name, main: defaultBranch.oid, path, file: `${defaultBranch.oid}:${path}` };
  const { repository } = await remember(client, [EDITION_VERSIONS, variables], () =>
    query<Versions>(client, EDITION_VERSIONS, variables),
  );
  const versions = repository.main?.history?.nodes ?? [];
  if (!versions.some(({ file }) => file !== null && file.oid === draftOid)) return [];
  if (mainOid === null) return [{ path, text: null }];
  const { text = null, isTruncated = false } = repository.file ?? {};
  return text === null || isTruncated ? [] : [{ path, text }];
}

/** So that the pull request shows its own edition alone. Where it is still in conflict, that is for people. */
export async function mergeDefaultBranch(
  { writer }: Clients,
  { nameWithOwner, defaultBranch }: NewsletterRepository,
  branch: string,
  log: Log,
): Promise<void> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const { name, oid: head } = defaultBranch;
  const merge = { owner, repo, base: branch, head, commit_message: `Merge ${name} into ${branch}` };
  try {
    await writer.rest.repos.merge({ ...merge, request: { retries: 0 } });
  } catch (error) {
    const isConflict = error instanceof RequestError && error.status === 409;
    if (!isConflict && !isForbidden(error)) throw error;
    log.info(`The bot could not merge ${name} into ${branch}. ${explain(error)}`);
  }
}
