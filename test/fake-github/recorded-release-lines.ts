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

/** One commit of a line of development: a branch, or the releases of an older series. */
interface AsideCommit {
  readonly line: string;
  readonly oid: string;
  readonly date: string;
  readonly title: string;
  /** When the line began. */
  readonly from: string;
}

/**
 * Writes what is known beside the default branch: the merges into other branches, and commits for the tags that are on none
 * that was recorded. A tag of an older series than the default branch then had (`v0.9.18` beside 0.10) continues that
 * series; any other one stands on top of what the default branch then was.
 */
export function writeReleaseLines(world: World, repository: RepositoryState, events: AsideEvents): void {
  const commits = asideCommits(repository, events).sort((a, b) => compare(a.date, b.date));
  const tips = new Map<string, string>();
  for (const { line, oid, date, title, from } of commits) {
    const parent = tips.get(line) ?? defaultAt(repository, from);
    const parents = parent === undefined ? [] : [parent];
    recordCommit(
      world,
      repository,
      { oid, message: title, authors: [{ name: 'GitHub' }], parents },
      { date, seed: '', title },
    );
    tips.set(line, oid);
  }
}

function asideCommits(repository: RepositoryState, events: AsideEvents): AsideCommit[] {
  const { pullRequests, tags, bumps } = events;
  const branches = new Set(pullRequests.map(({ baseRef = '' }) => baseRef));
  const merges = pullRequests.flatMap(({ baseRef, mergeCommitSha: oid, mergedAt, title, number }) =>
    baseRef === undefined || oid === undefined
      ? []
      : [{ line: baseRef, oid, date: mergedAt, title: `${title} (#${number})`, from: mergedAt }],
  );
  const known = new Set([...repository.git.commits.keys(), ...merges.map(({ oid }) => oid)]);
  const tagged = tags
    .filter(({ sha }) => !known.has(sha))
    .map(({ tag, sha, date }) => {
      const series = seriesOf(tag);
      const superseded = bumps.find(
        (bump) => bump.date <= date && isOf(bump, tag) && isLater(bump.version, tag),
      );
      if (series === null || superseded === undefined)
        return { line: sha, oid: sha, date, title: tag, from: date };
      const branch = [...branches].find((name) => name.includes(series));
      return { line: branch ?? `series ${series}`, oid: sha, date, title: tag, from: superseded.date };
    });
  return [...merges, ...tagged];
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

/** `0.9` of `v0.9.18`. */
function seriesOf(tag: string): string | null {
  return /^\d+\.\d+/.exec(readTag(tag)?.version ?? '')?.[0] ?? null;
}

function isOf({ crate, path }: RecordedBump, tag: string): boolean {
  const named = readTag(tag)?.crate ?? null;
  return named === null ? path === 'Cargo.toml' : crate === named;
}

/** Whether the version is of a later series than the tag. */
function isLater(version: string, tag: string): boolean {
  const numbers = (text: string) => text.split('.').slice(0, 2).map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [tagMajor = 0, tagMinor = 0] = numbers(readTag(tag)?.version ?? '');
  return major > tagMajor || (major === tagMajor && minor > tagMinor);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
