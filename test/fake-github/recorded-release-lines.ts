import { readTag } from '../../src/newsletter/activity/release.js';
import { reachable } from './git-history.js';
import { recordCommit } from './past-pull-requests.js';
import type { RecordedBump, RecordedPullRequest, RecordedReleases } from './recorded-files.js';
import { branchOid } from './refs.js';
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
 * that was recorded. A tag of a version that the default branch never had (`v0.9.18` beside 0.10) continues its series, in a branch of that
 * name if there is one; any other tag stands on top of what the default branch then was.
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
    ({ baseRef: line, mergeCommitSha: oid, mergedAt: date, title, number }) => {
      if (line === undefined || oid === undefined) return [];
      const before = lastOfSeries(
        bumps.filter((bump) => bump.date <= date && isOf(bump, null)),
        seriesOf(line),
      );
      const root = before?.sha ?? defaultAt(repository, date);
      return [{ line, oid, date, title: `${title} (#${number})`, root }];
    },
  );
  const head = branchOid(repository, repository.defaultBranch);
  const onDefault = head === undefined ? [] : reachable(repository.git, head);
  const known = new Set([...onDefault, ...merges.map(({ oid }) => oid)]);
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
  const { version, crate = null } = readTag(tag) ?? {};
  const series = seriesOf(version);
  const own = bumps.filter((bump) => bump.date <= date && isOf(bump, crate));
  const isOnDefault = series === null || own.length === 0 || own.some((bump) => bump.version === version);
  if (isOnDefault) return { line: sha, root: defaultAt(repository, date) };
  const line = branches.find((name) => name.includes(series)) ?? `series ${series}`;
  return { line, root: lastOfSeries(own, series)?.sha ?? defaultAt(repository, own[0]?.date ?? date) };
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

function lastOfSeries(bumps: readonly RecordedBump[], series: string | null): RecordedBump | undefined {
  return series === null ? undefined : bumps.findLast(({ version }) => seriesOf(version) === series);
}

/** `0.9` of `0.9.18`, or of `v0.9-base`. */
function seriesOf(name: string | undefined): string | null {
  return /\d+\.\d+/.exec(name ?? '')?.[0] ?? null;
}

/** Without a crate's name that of the root is meant. */
function isOf(bump: RecordedBump, crate: string | null): boolean {
  return crate === null ? bump.path === 'Cargo.toml' : bump.crate === crate;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
