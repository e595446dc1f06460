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
import { readThreads, type Thread, type ThreadHistory } from './read-threads.js';
import type { ManifestTexts, ThreadCommit } from './release-threads-query.js';

/** Histories by the threads that they were read from. */
type Histories = ReadonlyMap<Thread, ThreadHistory>;

/** What is asked about a repository, and the threads that lead to the answer. */
interface Inquiry extends ReleaseQuestion {
  readonly branch: Thread;
  /** The root manifest's and, for a crate elsewhere, its own. */
  readonly manifests: readonly { readonly crate: Crate; readonly threads: readonly Thread[] }[];
}

/**
 * What was released of the repositories, by `nameWithOwner`. One that GitHub does not tell whole is left out, since
 * what seems to be the first release may not be the first; the log says so.
 */
export async function readReleases(
  client: Client,
  questions: readonly ReleaseQuestion[],
  log: Log,
): Promise<ReadonlyMap<string, ReleaseHistory>> {
  const inquiries = questions.map(toInquiry);
  const asides = new Map<Thread, readonly Thread[]>();
  const findAsides = (thread: Thread, branch: ThreadHistory) => {
    const inquiry = inquiries.find((each) => each.branch === thread);
    const found = inquiry === undefined ? [] : tagsAside(inquiry, branch);
    asides.set(thread, found);
    return found;
  };
  const read = await readThreads(client, inquiries.flatMap(threadsOf), findAsides, log);
  return new Map(
    inquiries.flatMap((inquiry) => {
      const aside = asides.get(inquiry.branch) ?? [];
      const isWhole = [...threadsOf(inquiry), ...aside].every((thread) => read.has(thread));
      return isWhole ? [[inquiry.repository.nameWithOwner, toHistory(inquiry, read, aside)]] : [];
    }),
  );
}

function toInquiry(question: ReleaseQuestion): Inquiry {
  const { crates, since } = question;
  const repository = question.repository.nameWithOwner;
  return {
    ...question,
    branch: { repository, at: 'HEAD', since, manifest: null },
    manifests: crates.map((crate) => {
      const own = crate.folder === '' ? ROOT : `${crate.folder}/${ROOT}`;
      const paths = [...new Set([own, ROOT])];
      const threads = paths.map((path) => ({
        repository,
        at: 'HEAD',
        since,
        manifest: { path, crate: own },
      }));
      return { crate, threads };
    }),
  };
}

const ROOT = 'Cargo.toml';

function threadsOf({ branch, manifests }: Inquiry): readonly Thread[] {
  return [branch, ...manifests.flatMap(({ threads }) => threads)];
}

/** The histories of releases that were not made from the default branch. */
function tagsAside({ repository, since, tags }: Inquiry, branch: ThreadHistory): readonly Thread[] {
  const known = new Set(branch.commits.map(({ oid }) => oid));
  const aside = tags.filter((tag) => releaseOf(tag) !== null && tag.taggedAt >= since && !known.has(tag.oid));
  return [...new Set(aside.map(({ oid }) => oid))].map((oid) => ({
    repository: repository.nameWithOwner,
    at: oid,
    since,
    manifest: null,
  }));
}

function toHistory(inquiry: Inquiry, read: Histories, aside: readonly Thread[]): ReleaseHistory {
  const commitsOf = (thread: Thread) => read.get(thread)?.commits ?? [];
  const commits = commitsOf(inquiry.branch);
  const branch = {
    graph: graphOf(commits),
    tip: read.get(inquiry.branch)?.tip ?? '',
    committedDates: new Map(commits.map(({ oid, committedDate }) => [oid, committedDate])),
  };
  const bumps = inquiry.manifests.flatMap(({ crate, threads }) =>
    versionBumps(crate.name, threads.flatMap(commitsOf).map(toChange), branch),
  );
  return {
    graph: graphOf([...commits, ...aside.flatMap(commitsOf)]),
    releases: [...inquiry.tags.flatMap((tag) => releaseOf(tag) ?? []), ...bumps],
  };
}

function graphOf(commits: readonly ThreadCommit[]): CommitGraph {
  return new Map(
    commits.map(({ oid, parents }) => [oid, (parents.nodes ?? []).flatMap((parent) => parent?.oid ?? [])]),
  );
}

function toChange(commit: ThreadCommit): ManifestChange {
  const parent = commit.parents.nodes?.[0];
  return { oid: commit.oid, before: versionAt(parent ?? {}), after: versionAt(commit) };
}

function versionAt({ manifest, root }: ManifestTexts): string | null {
  return manifestVersion(manifest?.object?.text ?? null, root?.object?.text ?? null);
}
