import { isContainedIn } from './commit-graph.js';
import type { Crate } from './crate.js';
import { compareText } from './order.js';
import type { Release, ReleaseHistory } from './release.js';
import { isPreRelease } from './release-tag.js';
import type { Repository } from './repository.js';
import { homeOf, namesakeOf } from './section-subject.js';
import { isPullRequest, titleOf, type Work } from './work.js';

/**
 * What an entry tells of the first release that contains it: `v0.10.3`, or `aml v0.10.0` where the section is not named
 * after that crate. `null` when there is none yet, and for an entry that makes that release and says so.
 */
export function publishedAs(
  work: Work,
  repository: Repository,
  section: Crate | null,
  history: ReleaseHistory,
): string | null {
  const oid = isPullRequest(work) ? work.mergeCommitOid : work.oid;
  const release = oid === null ? null : firstRelease(oid, homeIn(repository, work), history);
  if (release === null || tellsVersion(titleOf(work), release.version)) return null;
  const namesake = section ?? namesakeOf(repository);
  const isNamed = release.crate !== null && !isSameName(release.crate, namesake?.name ?? repository.name);
  return isNamed ? `${release.crate} v${release.version}` : `v${release.version}`;
}

/**
 * The first release, of the crate or of the repository as a whole, whose history contains the commit. One for trying out
 * counts only as long as there is no other.
 */
export function firstRelease(
  oid: string,
  crate: Crate | null,
  { graph, releases }: ReleaseHistory,
): Release | null {
  const containing = releases
    .filter((release) => release.crate === null || (crate !== null && isSameName(release.crate, crate.name)))
    .filter((release) => isContainedIn(graph, oid, release.oid));
  const final = containing.filter(({ version }) => !isPreRelease(version));
  const [first] = [...(final.length > 0 ? final : containing)].sort(byTime);
  if (first === undefined) return null;
  return containing.find((release) => release.crate === null && release.version === first.version) ?? first;
}

/** The crate that the work is a change of; `null` where that is not known. */
export function homeIn(repository: Repository, work: Work): Crate | null {
  const [only, ...others] = repository.crates;
  return others.length === 0 ? (only ?? null) : homeOf(work, repository);
}

/** Of tags on one commit, such as `v1` and `v1.2.3`, the one that says most comes first. */
function byTime(left: Release, right: Release): number {
  return (
    compareText(left.releasedAt, right.releasedAt) ||
    right.version.length - left.version.length ||
    compareText(left.version, right.version)
  );
}

/** Titles of pull requests that do nothing but make a release. */
const RELEASE = /^\W*(?:release|publish|bump|set|update|prepare|version|chore|new)\b/i;

function tellsVersion(title: string, version: string): boolean {
  const pattern = version.replace(/[.+]/g, '\\$&');
  return RELEASE.test(title) && new RegExp(`(?<![\\d.])${pattern}(?![\\d+-]|\\.\\d)`).test(title);
}

/** Cargo takes `-` and `_` in names for the same. */
function isSameName(left: string, right: string): boolean {
  return left.replaceAll('_', '-').toLowerCase() === right.replaceAll('_', '-').toLowerCase();
}
