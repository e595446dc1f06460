import type { EditionFiles } from '../../newsletter/activity/edition-files.js';
import { splitName } from '../../newsletter/activity/names.js';
import { type Calendar, isNamedIn, type Period } from '../../newsletter/activity/period.js';
import type { Document } from '../../newsletter/document/document.js';
import type { Form } from '../../newsletter/document/form.js';
import { frontMatterOf, readFrontMatter } from '../../newsletter/document/front-matter.js';
import { LONGEST_EDITION, parseDocument } from '../../newsletter/document/parse-document.js';
import type { Draft, DraftHead, FileVersion } from '../../newsletter/draft/draft.js';
import type { LastOffer } from '../../newsletter/house-style/earlier-edition.js';
import type { Conversation, ReadComment } from '../comments/conversation.js';
import type { UserPermissions } from '../comments/draft-commands.js';
import type { Client, Log } from '../connection/client.js';
import { pageQuery, remember } from '../connection/graphql.js';
import { type FolderEntry, filesIn, type Newsletter } from '../newsletter/read-newsletter.js';
import {
  ACCOUNTS_PATH,
  accountsIn,
  type NamedAccount,
  OPT_OUTS_PATH,
  type RememberedAccount,
} from './accounts.js';
import {
  ARCHIVE_BRANCH,
  type ArchiveAnswer,
  type BlobNode,
  lastOfferIn,
  readArchive,
  readBase,
} from './archive.js';
import { listPullRequests, type MergedPullRequest } from './list-pull-requests.js';
import { COMMIT_ORIGIN, type CommitPage, readFileHistory, VIEWER, type Viewer } from './own-commit.js';
import {
  DRAFT_LISTS,
  DRAFT_PULL_REQUEST,
  mergedAmong,
  type PullRequestPage,
  readDraftPullRequest,
  readEarlierComments,
  readOwnPullRequests,
} from './read-draft-pull-request.js';

/** Which draft to read. */
export interface DraftPlace {
  readonly newsletter: Newsletter;
  readonly branch: string;
  readonly files: EditionFiles;
  readonly calendar: Calendar;
  readonly period: Period;
  readonly form: Form;
  /** Keys of the periods whose editions are on the default branch. */
  readonly published: ReadonlySet<string>;
  readonly permissions: UserPermissions;
  /** Whether reviews, and what was said on earlier drafts, may hold something for the bot too; comments always may. */
  readonly reviews: boolean;
}

/** The draft, and what people wrote on its pull request; `null` when there is none. */
export interface ReadDraft extends Draft {
  readonly conversation: Conversation | null;
  /** What people wrote on the drafts before it, oldest first, before these were merged. */
  readonly earlierComments: readonly ReadComment[];
  /** Pull requests of the branch that were merged, the oldest first: the newest of them at least. */
  readonly merged: readonly MergedPullRequest[];
  /** What the bot last offered for the edition of the period before; `null` when the archive does not tell. */
  readonly lastOffer: LastOffer | null;
  /** Logins, in lower case, of people who asked never to be thanked. */
  readonly optOuts: readonly string[];
  /** The accounts of these people. */
  readonly optOutAccounts: readonly NamedAccount[];
  /** The accounts that the names in the settings and in commands were when they were first seen. */
  readonly accounts: readonly RememberedAccount[];
  /** Whether it is not yet ready for review. */
  readonly isDraft: boolean;
  /** Where else on the branch a file is called like the edition of this period; `null`: nowhere, or in several places. */
  readonly pathElsewhere: string | null;
}

/**
 * Reads the draft of a period as it is now: one request, and a second for what the bot offered if that was long ago. A file
 * that a person moved on the draft branch is followed, a move a request more.
 */
export async function readDraft(client: Client, place: DraftPlace, log: Log): Promise<ReadDraft> {
  const draft = await readDraftAt(client, place, place.files.pathOf(place.period), log);
  if (draft.current !== null) return draft;
  if (draft.base === null) {
    const { branch, pathElsewhere } = draft;
    return pathElsewhere === null ? draft : readDraftAt(client, { ...place, branch }, pathElsewhere, log);
  }
  const moved = await followFile(client, { ...place, branch: draft.branch }, draft, log);
  if (moved === null) return draft;
  // What was offered before the move is known by the old path, until the bot writes to the new one.
  const { base, lastChange } = draft;
  return {
    ...moved,
    base: moved.base ?? base,
    lastChange: moved.lastChange ?? lastChange,
    movedFrom: draft.path,
  };
}

/** A file that was moved more often is not followed. */
const MOST_MOVES = 5;

/** The draft where its file is today; `null` where that is not known for certain. */
async function followFile(
  client: Client,
  place: DraftPlace,
  draft: ReadDraft,
  log: Log,
): Promise<ReadDraft | null> {
  let found = draft;
  for (let moves = 0; moves < MOST_MOVES && found.fileCommit !== null; moves += 1) {
    const path = await readMove(client, place.newsletter, found.fileCommit, found.path);
    if (path === null || (place.files.periodAt(path) ?? place.period).key !== place.period.key) return null;
    found = await readDraftAt(client, place, path, log);
    if (found.current !== null) return isAbout(place, found.current.document) ? found : null;
  }
  return null;
}

/**
 * Where the commit moved the file, as Git sees it: the same text, or more than half of it, under another name (docs.github.com,
 * "Get a commit": `renamed` and `previous_filename`). `null` where it was deleted, also of a commit with more than 300 files.
 */
async function readMove(
  client: Client,
  { nameWithOwner }: Newsletter,
  ref: string,
  path: string,
): Promise<string | null> {
  const { owner, name: repo } = splitName(nameWithOwner);
  const { data } = await remember(client, ['files of a commit', nameWithOwner, ref], () =>
    client.rest.repos.getCommit({ owner, repo, ref, per_page: 300 }),
  );
  const moves = (data.files ?? []).filter(
    ({ status, previous_filename: from }) => status === 'renamed' && from === path,
  );
  return moves.length === 1 ? (moves[0]?.filename ?? null) : null;
}

/** Whether the file's title names the period, or none. */
function isAbout({ calendar, period }: DraftPlace, document: Document): boolean {
  const title = readFrontMatter(frontMatterOf(document) ?? '').title ?? '';
  return isNamedIn(title, period) || calendar.named(title).length === 0;
}

/** The draft on its branch or, where that has none that is open, on the branch that a person gave another name. */
async function readDraftAt(client: Client, place: DraftPlace, path: string, log: Log): Promise<ReadDraft> {
  const { draft, isOpen } = await readBranch(client, place, path, log);
  if (isOpen) return draft;
  for (const branch of await renamedBranches(client, place)) {
    const renamed = await readBranch(client, { ...place, branch }, path, log);
    if (renamed.isOpen && renamed.isOwn) return renamed.draft;
  }
  return draft;
}

/** What a branch has for the period. */
interface ReadBranch {
  readonly draft: ReadDraft;
  /** Whether it exists and has an open pull request. */
  readonly isOpen: boolean;
  /** Whether the bot itself committed the file there: on no other branch than the configured one is a draft without. */
  readonly isOwn: boolean;
}

async function readBranch(client: Client, place: DraftPlace, path: string, log: Log): Promise<ReadBranch> {
  const { newsletter, branch, files, form, calendar, period, published, permissions, reviews } = place;
  const { nameWithOwner } = newsletter;
  const { owner, name } = splitName(nameWithOwner);
  const variables = draftVariables(place, path);
  const answer = await pageQuery<DraftAnswer>(client, DRAFT, { owner, name, ...variables }, DRAFT_LISTS);
  const { viewer, repository } = answer;
  const { ref, folder } = repository;
  const nodes = await readOwnPullRequests(client, place, repository.pullRequests);
  const archived = readArchive(repository, viewer);
  const file = { owner, name, ref: variables.ref, path };
  const history = await readFileHistory(client, file, ref?.target.history, viewer);
  const found = await readDraftPullRequest(
    client,
    { nameWithOwner, period, calendar, permissions, viewer },
    nodes,
    log,
  );
  const current = toFile(repository.file, form);
  const inFolder = filesIn(files.folderAround(period), folder?.entries).flatMap((entry) => {
    const its = files.periodAt(entry.path);
    return its === null ? [] : [{ path: entry.path, period: its }];
  });
  const isSaid = found !== null && found.pullRequest.periods.length > 0;
  const told = [
    ...inFolder.map((entry) => entry.period),
    ...(isSaid ? [] : periodByDay(files, path, current)),
  ];
  const elsewhere = inFolder.filter((entry) => entry.period.key === period.key && entry.path !== path);
  const optOutAccounts = accountsIn(repository.optOuts?.text ?? '');
  const draft: ReadDraft = {
    path,
    movedFrom: null,
    branch,
    editUrl: `${newsletter.url}/edit/${encodePath(`${branch}/${path}`)}`,
    head: ref === null ? null : { oid: ref.target.oid, status: statusOf(ref.compare) },
    current,
    fileCommit: history.head,
    base: await readBase(client, { owner, name, path, viewer }, history, archived, form, log),
    lastChange: history.own?.change ?? null,
    archive: archived.archive,
    pullRequest: found?.pullRequest ?? null,
    predecessor: null,
    conversation: found?.conversation ?? null,
    earlierComments: reviews
      ? await readEarlierComments(client, nameWithOwner, nodes, permissions.botLogin, log)
      : [],
    merged: mergedAmong(nodes, branch),
    isDraft: found?.isDraft ?? false,
    lastOffer: lastOfferIn(repository.before, form, viewer),
    optOuts: optOutAccounts.map((account) => account.name),
    optOutAccounts,
    accounts: accountsIn(repository.accounts?.text ?? ''),
    otherPeriod: told.find(({ key }) => key !== period.key && !published.has(key)) ?? null,
    pathElsewhere: elsewhere.length === 1 ? (elsewhere[0]?.path ?? null) : null,
  };
  const isOpen = ref !== null && nodes.some(({ state }) => state === 'OPEN');
  return { draft, isOpen, isOwn: history.own !== null };
}

/** All places by their full names: of a tag and a branch that are named alike, git would take the tag. */
function draftVariables({ newsletter, branch, files, calendar, period, reviews }: DraftPlace, path: string) {
  const ref = `refs/heads/${branch}`;
  const archive = `refs/heads/${ARCHIVE_BRANCH}`;
  return {
    branch,
    ref,
    base: newsletter.defaultBranch.name,
    path,
    file: `${ref}:${path}`,
    folder: `${ref}:${files.folderAround(period)}`,
    archive,
    archived: `${archive}:${path}`,
    pathBefore: files.pathOf(calendar.shift(period, -1)),
    optOuts: `${archive}:${OPT_OUTS_PATH}`,
    accounts: `${archive}:${ACCOUNTS_PATH}`,
    reviews,
  };
}

/** The period by the day in the file's front matter, where its name does not say it. */
function periodByDay(files: EditionFiles, path: string, current: FileVersion | null): readonly Period[] {
  if (current === null || files.periodAt(path) !== null) return [];
  const day = readFrontMatter(frontMatterOf(current.document) ?? '')
    .date?.toISOString()
    .slice(0, 10);
  const period = day === undefined ? null : files.periodBefore(day);
  return period === null ? [] : [period];
}

/** Branches of open pull requests that name the period: a person may have renamed the draft's branch. */
async function renamedBranches(
  client: Client,
  { newsletter, branch, period }: DraftPlace,
): Promise<readonly string[]> {
  const { nameWithOwner, defaultBranch } = newsletter;
  const list = { of: 'OpenBranches', base: defaultBranch.name } as const;
  const open = await listPullRequests(client, splitName(nameWithOwner), list);
  return open
    .filter(({ title, headRefName }) => headRefName !== branch && isNamedIn(title, period))
    .map(({ headRefName }) => headRefName);
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** `compare` is from the draft branch to the default branch. */
function statusOf(
  compare: { readonly aheadBy: number; readonly behindBy: number } | null,
): DraftHead['status'] {
  if (compare === null || compare.aheadBy === 0) return 'current';
  return compare.behindBy === 0 ? 'behind' : 'diverged';
}

/** Reads people's file, up to the length that an edition may have. */
function toFile(file: BlobNode | null, form: Form): FileVersion | null {
  if (typeof file?.oid !== 'string') return null;
  const text = file.text ?? '';
  return { oid: file.oid, text, document: parseDocument(text, form, LONGEST_EDITION) };
}

/** The draft branch, its file and newest pull requests, and the bot's own branch, in one look. */
export const DRAFT = /* GraphQL */ `
  query Draft(
    $owner: String!, $name: String!, $branch: String!, $ref: String!, $base: String!,
    $path: String!, $file: String!, $folder: String!, $archive: String!, $archived: String!, $pathBefore: String!, $optOuts: String!, $accounts: String!, $reviews: Boolean!, $first: Int!
  ) {
    ${VIEWER}
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        compare(headRef: $base) { aheadBy behindBy }
        target {
          oid
          ... on Commit { history(first: $first, path: $path) { pageInfo { hasNextPage endCursor } nodes { oid message ${COMMIT_ORIGIN} } } }
        }
      }
      file: object(expression: $file) { ... on Blob { oid text } }
      archive: ref(qualifiedName: $archive) {
        target { oid ... on Commit { history(first: 1, path: $path) { nodes { message ${COMMIT_ORIGIN} } } } }
      }
      before: ref(qualifiedName: $archive) {
        target {
          ... on Commit {
            history(first: 3, path: $pathBefore) {
              nodes { committedDate file(path: $pathBefore) { object { ... on Blob { text } } } ${COMMIT_ORIGIN} }
            }
          }
        }
      }
      archived: object(expression: $archived) { ... on Blob { oid text } }
      optOuts: object(expression: $optOuts) { ... on Blob { text } }
      accounts: object(expression: $accounts) { ... on Blob { text } }
      folder: object(expression: $folder) {
        ... on Tree { entries { name object { ... on Tree { entries { name } } } } }
      }
      pullRequests(headRefName: $branch, first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
        pageInfo { hasNextPage }
        nodes { ...DraftPullRequest }
      }
    }
  }
  ${DRAFT_PULL_REQUEST}
`;

/** What `DRAFT` answers. */
export interface DraftAnswer {
  readonly viewer: Viewer;
  readonly repository: ArchiveAnswer & {
    readonly ref: {
      readonly compare: { readonly aheadBy: number; readonly behindBy: number } | null;
      readonly target: {
        readonly oid: string;
        readonly history?: CommitPage;
      };
    } | null;
    readonly file: BlobNode | null;
    readonly optOuts: BlobNode | null;
    readonly accounts: BlobNode | null;
    readonly folder: { readonly entries?: readonly FolderEntry[] | null } | null;
    /** Those of forks' branches of the same name, too. */
    readonly pullRequests: PullRequestPage;
  };
}
