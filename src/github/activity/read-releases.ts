import type { Crate } from '../../newsletter/activity/crate.js';
import {
  type CommitGraph,
  type ManifestChange,
  manifestVersion,
  type ReleaseHistory,
  type ReleaseQuestion,
  releaseOf,
  versionBumps,
} from '../../newsletter/activity/release.js';
import type { Client, Log } from '../connection/client.js';
import { nodesIn } from '../connection/graphql.js';
import {
  type HistoryStart,
  type ManifestTexts,
  type ReadHistory,
  type ReleaseCommit,
  readReleaseHistories,
} from './release-histories.js';

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
  return new Map(commits.map(({ oid, parents }) => [oid, nodesIn(parents).map((parent) => parent.oid)]));
}

function toChange(commit: ReleaseCommit): ManifestChange {
  const parent = commit.parents.nodes?.[0];
  return { oid: commit.oid, before: versionAt(parent ?? {}), after: versionAt(commit) };
}

function versionAt({ manifest, root }: ManifestTexts): string | null {
  return manifestVersion(manifest?.object?.text ?? null, root?.object?.text ?? null);
}
