import { readTag } from '../../src/newsletter/release-tag.js';
import { recordCommit } from './past-pull-requests.js';
import type { RecordedBump, RecordedPullRequest, RecordedReleases } from './recorded-files.js';
import type { RepositoryState } from './state.js';
import type { World } from './world.js';

type RecordedTag = NonNullable<RecordedReleases['tags']>[number];

/** What happened beside the default branch. */
export interface AsideEvents {
  /** Merged into other branches. */
  readonly pullRequests: readonly RecordedPullRequest[];
  readonly tags: readonly RecordedTag[];
  readonly bumps: readonly RecordedBump[];
}

/** One commit of a line of development: a branch, or the releases of a series. */
interface AsideCommit {
  readonly line: string;
  readonly oid: string;
  readonly date: string;
  readonly title: string;
  /** The commit of the default branch that the line began with, if this is its first. */
  readonly root: string | undefined;
}

/**
 * Writes what is known beside the default branch: the merges into other branches, and commits for the tags that are on none
 * that was recorded. A tag of a version that the default branch never had (`v0.9.18` beside 0.10) continues its series;
 * any other one stands on top of what the default branch then was.
 */
export function writeReleaseLines(world: World, repository: RepositoryState, events: AsideEvents): void {
  const commits = asideCommits(repository, events).sort((a, b) => compare(a.date, b.date));
  const tips = new Map<string, string>();
  for (const { line, oid, date, title, root } of commits) {
    const parent = tips.get(line) ?? root;
    const parents = parent === undefined ? [] : [parent];
    const facts = { oid, message: title, authors: [{ name: 'GitHub' }], parents };
    recordCommit(world, repository, facts, { date, seed: '', title });
    tips.set(line, oid);
  }
}

function asideCommits(repository: RepositoryState, events: AsideEvents): AsideCommit[] {
  const { pullRequests, tags, bumps } = events;
  const branches = [...new Set(pullRequests.map(({ baseRef = '' }) => baseRef))];
  const merges = pullRequests.flatMap(
    ({ baseRef: line, mergeCommitSha: oid, mergedAt: date, title, number }) =>
      line === undefined || oid === undefined
        ? []
        : [{ line, oid, date, title: `${title} (#${number})`, root: defaultAt(repository, date) }],
  );
  const known = new Set([...repository.git.commits.keys(), ...merges.map(({ oid }) => oid)]);
  const tagged = tags
    .filter(({ sha }) => !known.has(sha))
    .map((tag) => ({
      ...lineOf(repository, tag, branches, bumps),
      oid: tag.sha,
      date: tag.date,
      title: tag.tag,
    }));
  return [...merges, ...tagged];
}

/** The line that a tag is on, and where that began: at the version before, as far as the default branch had it. */
function lineOf(
  repository: RepositoryState,
  { tag, sha, date }: RecordedTag,
  branches: readonly string[],
  bumps: readonly RecordedBump[],
): Pick<AsideCommit, 'line' | 'root'> {
  const version = readTag(tag)?.version;
  const series = seriesOf(version);
  const own = bumps.filter((bump) => bump.date <= date && isOf(bump, tag));
  const before = own.filter((bump) => seriesOf(bump.version) === series).at(-1);
  const isOnDefault = series === null || own.length === 0 || own.some((bump) => bump.version === version);
  if (isOnDefault) return { line: sha, root: defaultAt(repository, date) };
  const line = branches.find((name) => name.includes(series)) ?? `series ${series}`;
  return { line, root: before?.sha ?? defaultAt(repository, own[0]?.date ?? date) };
}

/** The default branch's commit just before that time. */
function defaultAt({ git, defaultBranch }: RepositoryState, date: string): string | undefined {
  let oid = git.refs.get(`refs/heads/${defaultBranch}`);
  for (;;) {
    const commit = git.commits.get(oid ?? '');
    if (!commit || commit.committer.date < date) return oid;
    oid = commit.parents[0];
  }
}

/** `0.9` of `0.9.18`. */
function seriesOf(version: string | undefined): string | null {
  return /^\d+\.\d+/.exec(version ?? '')?.[0] ?? null;
}

function isOf({ crate, path }: RecordedBump, tag: string): boolean {
  const named = readTag(tag)?.crate ?? null;
  return named === null ? path === 'Cargo.toml' : crate === named;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
