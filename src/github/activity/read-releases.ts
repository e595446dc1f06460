import type { Crate } from '../../newsletter/activity/crate.js';
import { splitName } from '../../newsletter/activity/names.js';
import {
  type CommitGraph,
  type ManifestChange,
  manifestVersion,
  type ReleaseHistory,
  type ReleaseQuestion,
  releaseOf,
  versionBumps,
} from '../../newsletter/activity/release.js';
import { type BatchQuery, type ItemAnswer, queryOn } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { isTooMuch, reasonOf } from '../connection/errors.js';
import type { Page } from '../connection/graphql.js';

/** Histories by where they begin. */
type Histories = ReadonlyMap<HistoryStart, ReadHistory>;

/** What is asked about a repository, and the histories that lead to the answer. */
interface Inquiry extends ReleaseQuestion {
  readonly branch: HistoryStart;
  /** The root manifest's and, for a crate elsewhere, its own. */
  readonly manifests: readonly { readonly crate: Crate; readonly starts: readonly HistoryStart[] }[];
}

/**
 * What was released of the repositories, by `nameWithOwner`. A repository whose histories GitHub does not give whole is left
 * out, since what seems to be the first release may not be the first; the log says so.
 */
export async function readReleases(
  client: Client,
  questions: readonly ReleaseQuestion[],
  log: Log,
): Promise<ReadonlyMap<string, ReleaseHistory>> {
  const inquiries = questions.map(toInquiry);
  const asides = new Map<HistoryStart, readonly HistoryStart[]>();
  const findAsides = (start: HistoryStart, branch: ReadHistory) => {
    const inquiry = inquiries.find((each) => each.branch === start);
    const found = inquiry === undefined ? [] : tagsAside(inquiry, branch);
    asides.set(start, found);
    return found;
  };
  const read = await readReleaseHistories(client, inquiries.flatMap(startsOf), findAsides, log);
  return new Map(
    inquiries.flatMap((inquiry) => {
      const aside = asides.get(inquiry.branch) ?? [];
      const isWhole = [...startsOf(inquiry), ...aside].every((start) => read.has(start));
      return isWhole ? [[inquiry.repository.nameWithOwner, toHistory(inquiry, read, aside)]] : [];
    }),
  );
}

const ROOT = 'Cargo.toml';

function toInquiry(question: ReleaseQuestion): Inquiry {
  const { crates, since } = question;
  const repository = question.repository.nameWithOwner;
  return {
    ...question,
    branch: { repository, at: 'HEAD', since, manifest: null },
    manifests: crates.map((crate) => {
      const own = crate.folder === '' ? ROOT : `${crate.folder}/${ROOT}`;
      const paths = [...new Set([own, ROOT])];
      const starts = paths.map((path) => ({
        repository,
        at: 'HEAD',
        since,
        manifest: { path, crate: own },
      }));
      return { crate, starts };
    }),
  };
}

function startsOf({ branch, manifests }: Inquiry): readonly HistoryStart[] {
  return [branch, ...manifests.flatMap(({ starts }) => starts)];
}

/** The histories of releases that were not made from the default branch. */
function tagsAside({ repository, since, tags }: Inquiry, branch: ReadHistory): readonly HistoryStart[] {
  const known = new Set(branch.commits.map(({ oid }) => oid));
  const aside = tags.filter((tag) => releaseOf(tag) !== null && tag.taggedAt >= since && !known.has(tag.oid));
  return [...new Set(aside.map(({ oid }) => oid))].map((oid) => ({
    repository: repository.nameWithOwner,
    at: oid,
    since,
    manifest: null,
  }));
}

function toHistory(inquiry: Inquiry, read: Histories, aside: readonly HistoryStart[]): ReleaseHistory {
  const commitsOf = (start: HistoryStart) => read.get(start)?.commits ?? [];
  const commits = commitsOf(inquiry.branch);
  const branch = {
    graph: graphOf(commits),
    tip: read.get(inquiry.branch)?.tip ?? '',
    committedDates: new Map(commits.map(({ oid, committedDate }) => [oid, committedDate])),
  };
  const bumps = inquiry.manifests.flatMap(({ crate, starts }) =>
    versionBumps(crate.name, starts.flatMap(commitsOf).map(toChange), branch),
  );
  return {
    graph: graphOf([...commits, ...aside.flatMap(commitsOf)]),
    releases: [...inquiry.tags.flatMap((tag) => releaseOf(tag) ?? []), ...bumps],
  };
}

function graphOf(commits: readonly ReleaseCommit[]): CommitGraph {
  return new Map(commits.map(({ oid, parents }) => [oid, (parents.nodes ?? []).map((parent) => parent.oid)]));
}

function toChange(commit: ReleaseCommit): ManifestChange {
  const parent = commit.parents.nodes?.[0];
  return { oid: commit.oid, before: versionAt(parent ?? {}), after: versionAt(commit) };
}

function versionAt({ manifest, root }: ManifestTexts): string | null {
  return manifestVersion(manifest?.object?.text ?? null, root?.object?.text ?? null);
}

/** Where a history begins, and how far back it is read. */
export interface HistoryStart {
  /** `nameWithOwner`. */
  readonly repository: string;
  /** `HEAD` or an object id. */
  readonly at: string;
  /** ISO instant; older commits are not asked for. */
  readonly since: string;
  /** Only commits that touch the file at `path`, with the texts of the `crate`'s manifest; `null`: all commits. */
  readonly manifest: { readonly path: string; readonly crate: string } | null;
}

/** A whole history, newest commits first. */
export interface ReadHistory {
  /** Object id of the commit that it begins with. */
  readonly tip: string;
  readonly commits: readonly ReleaseCommit[];
}

/** Pages after which a history counts as very long. */
const MOST_PAGES = 20;

/**
 * The histories, as many in a request as GitHub can answer. `next` names the histories to read once one is read to its
 * end. A history that GitHub does not give whole, or that is very long, is missing in the answer, and the log says so.
 */
async function readReleaseHistories(
  client: Client,
  starts: readonly HistoryStart[],
  next: (start: HistoryStart, history: ReadHistory) => readonly HistoryStart[],
  log: Log,
): Promise<ReadonlyMap<HistoryStart, ReadHistory>> {
  const whole = new Map<HistoryStart, ReadHistory>();
  const said = new Set<string>();
  const take = (answer: ItemAnswer<HistoryProgress, ReleasesAnswer>): readonly HistoryProgress[] => {
    const read = extend(answer);
    if (typeof read === 'string') {
      const problem = `The bot does not know what was released of ${answer.item.start.repository}: ${read}.`;
      if (!said.has(problem)) log.warn(problem);
      said.add(problem);
      return [];
    }
    if (read.after !== null) return [read];
    whole.set(read.start, { tip: read.tip, commits: read.commits });
    return next(read.start, { tip: read.tip, commits: read.commits }).map(begin);
  };
  try {
    await queryOn<HistoryProgress, ReleasesAnswer>(client, RELEASES, starts.map(begin), take, log);
  } catch (error) {
    // Nothing but the notes of publication depends on the answer, so a run does not end without it.
    if (!isTooMuch(error)) throw error;
    log.warn('GitHub could not tell what was released; entries have no notes of publication in this run.');
  }
  return whole;
}

/** What is read of a history so far. */
interface HistoryProgress {
  readonly start: HistoryStart;
  /** Object id of the commit that it begins with; before the first page the name under which it is asked for. */
  readonly tip: string;
  readonly commits: readonly ReleaseCommit[];
  readonly after: string | null;
  readonly pages: number;
}

function begin(start: HistoryStart): HistoryProgress {
  return { start, tip: start.at, commits: [], after: null, pages: 0 };
}

/** The history with one more page, or why it does not go on. */
function extend({
  item,
  data,
  errors: [error],
}: ItemAnswer<HistoryProgress, ReleasesAnswer>): HistoryProgress | string {
  const { start, commits, pages } = item;
  if (error !== undefined) return reasonOf(error);
  const { oid, history } = data?.object ?? {};
  if (oid === undefined || history === undefined) return `${start.at} is not a commit`;
  const after = history.pageInfo.endCursor;
  if (after !== null && pages + 1 >= MOST_PAGES) return 'too many commits came since';
  return { start, tip: oid, commits: [...commits, ...(history.nodes ?? [])], after, pages: pages + 1 };
}

const MANIFEST_TEXTS = `
  manifest: file(path: $crate) { object { ... on Blob { text } } }
  root: file(path: "Cargo.toml") { object { ... on Blob { text } } }
`;

/**
 * A page of all commits with all their parents, as the commit graph needs them; merges of more than five branches are not
 * made for releases. Or a shorter page of those that touch a manifest, with its text and the root manifest's at each
 * commit and its first parent: GitHub looks these up one by one, which takes longer than its formula for points says.
 */
export const RELEASES: BatchQuery<HistoryProgress> = {
  operation: 'Releases',
  alias: 'history',
  field({ start: { manifest } }) {
    const [page, path, texts, parents] =
      manifest === null ? [50, '', '', 5] : [20, ', path: $path', MANIFEST_TEXTS, 1];
    return `repository(owner: $owner, name: $name) {
      object(expression: $at) {
        ... on Commit {
          oid
          history(first: ${page}, since: $since, after: $after${path}) {
            pageInfo { hasNextPage endCursor }
            nodes { oid committedDate ${texts} parents(first: ${parents}) { nodes { oid ${texts} } } }
          }
        }
      }
    }`;
  },
  types: {
    owner: 'String!',
    name: 'String!',
    at: 'String!',
    since: 'GitTimestamp!',
    after: 'String',
    path: 'String!',
    crate: 'String!',
  },
  variables: ({ start: { repository, since, manifest }, tip: at, after }) => ({
    ...splitName(repository),
    at,
    since,
    after,
    ...manifest,
  }),
  limits: { first: 10, largest: 40, smallest: 1 },
};

interface ReleasesAnswer {
  readonly object: { readonly oid?: string; readonly history?: Page<ReleaseCommit> } | null;
}

export interface ReleaseCommit extends ManifestTexts {
  readonly oid: string;
  readonly committedDate: string;
  readonly parents: { readonly nodes: readonly ParentCommit[] | null };
}

export interface ParentCommit extends ManifestTexts {
  readonly oid: string;
}

/** `null` where the file is not there. */
export interface ManifestTexts {
  readonly manifest?: ManifestFile | null;
  readonly root?: ManifestFile | null;
}

interface ManifestFile {
  readonly object: { readonly text?: string | null } | null;
}
