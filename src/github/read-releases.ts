import type { CommitGraph } from '../newsletter/commit-graph.js';
import type { Crate } from '../newsletter/crate.js';
import { manifestVersion } from '../newsletter/manifest-version.js';
import { type ReleaseHistory, releaseOf } from '../newsletter/release.js';
import type { ReleaseQuestion } from '../newsletter/release-questions.js';
import type { Tag } from '../newsletter/tag.js';
import { type ManifestChange, versionBumps } from '../newsletter/version-bumps.js';
import type { Client, Log } from './client.js';
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
 * What was released of the repositories since that day, by `nameWithOwner`. One of which GitHub does not tell everything is
 * left out, since what seems to be the first release may not be the first; the log says so.
 */
export async function readReleases(
  client: Client,
  questions: readonly ReleaseQuestion[],
  since: Date,
  log: Log,
): Promise<ReadonlyMap<string, ReleaseHistory>> {
  const inquiries = questions.map(toInquiry);
  const read = await readThreads(client, inquiries.flatMap(threadsOf), since, log);
  const answered = inquiries.filter((inquiry) => threadsOf(inquiry).every((thread) => read.has(thread)));
  const asides = answered.map((inquiry) => tagsAside(inquiry, read));
  const readAside = await readThreads(client, asides.flat(), since, log);
  return new Map(
    answered.flatMap((inquiry, index) => {
      const aside = (asides[index] ?? []).map((thread) => readAside.get(thread));
      const whole = aside.filter((history) => history !== undefined);
      if (whole.length < aside.length) return [];
      return [[inquiry.repository.nameWithOwner, toHistory(inquiry, read, whole)]];
    }),
  );
}

function toInquiry(question: ReleaseQuestion): Inquiry {
  const repository = question.repository.nameWithOwner;
  const follow = (path: string, crate: string): Thread => ({
    repository,
    at: 'HEAD',
    manifest: { path, crate },
  });
  return {
    ...question,
    branch: { repository, at: 'HEAD', manifest: null },
    manifests: question.crates.map((crate) => {
      const own = crate.folder === '' ? ROOT : `${crate.folder}/${ROOT}`;
      return { crate, threads: [...new Set([own, ROOT])].map((path) => follow(path, own)) };
    }),
  };
}

const ROOT = 'Cargo.toml';

function threadsOf({ branch, manifests }: Inquiry): readonly Thread[] {
  return [branch, ...manifests.flatMap(({ threads }) => threads)];
}

/** The histories of releases that were not made from the default branch. */
function tagsAside({ branch, repository, tags }: Inquiry, read: Histories): readonly Thread[] {
  const known = new Set(read.get(branch)?.commits.map(({ oid }) => oid));
  const oids = new Set(
    tags.filter((tag) => releaseOf(tag) !== null && !known.has(tag.oid)).map(({ oid }) => oid),
  );
  return [...oids].map((oid) => ({ repository: repository.nameWithOwner, at: oid, manifest: null }));
}

function toHistory(inquiry: Inquiry, read: Histories, aside: readonly ThreadHistory[]): ReleaseHistory {
  const branch = read.get(inquiry.branch);
  const commits = branch?.commits ?? [];
  const bumps = inquiry.manifests.flatMap(({ crate, threads }) => {
    const changes = threads.flatMap((thread) => read.get(thread)?.commits ?? []);
    return versionBumps(crate.name, changes.map(toChange), {
      graph: graphOf(commits),
      tip: branch?.tip ?? '',
      committedDates: new Map(commits.map(({ oid, committedDate }) => [oid, committedDate])),
    });
  });
  return {
    graph: graphOf([...commits, ...aside.flatMap((history) => history.commits)]),
    releases: [...inquiry.tags.flatMap((tag: Tag) => releaseOf(tag) ?? []), ...bumps],
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
