import { type Crate, isSameCrate } from '../activity/crate.js';
import { firstContaining, isPreRelease, type Release, type ReleaseHistory } from '../activity/release.js';
import type { Repository } from '../activity/repository.js';
import { factsOf, titleOf, type Work } from '../activity/work.js';
import { compareText } from '../markdown/order.js';
import { cratesOfWork, mainCrate } from './section-subject.js';

/**
 * What the entries of a section tell of the first release that contains them: `v0.10.3`, or `aml v0.10.0` where the section
 * is not named after that crate. `null` where there is none yet, and for an entry that makes that release and says so.
 */
export function publishedAs(
  repository: Repository,
  section: Crate | null,
  history: ReleaseHistory,
): (work: Work) => string | null {
  const sectionName = (section ?? mainCrate(repository))?.name ?? repository.name;
  const known = new Map<Crate | null, ReturnType<typeof firstReleases>>();
  return (work) => {
    const { oid } = factsOf(work);
    const home = crateOfChange(repository, work);
    const first = known.get(home) ?? firstReleases(home, history);
    known.set(home, first);
    const release = first.get(oid ?? '');
    if (release === undefined || namesVersion(titleOf(work), release.version)) return null;
    const isNamed = release.crate !== null && !isSameCrate(release.crate, sectionName);
    return isNamed ? `${release.crate} v${release.version}` : `v${release.version}`;
  };
}

/**
 * The first release of the crate, or of the repository as a whole, that contains each commit, by the commit's object id.
 * A pre-release counts only where there is no other.
 */
function firstReleases(
  crate: Crate | null,
  { graph, releases }: ReleaseHistory,
): ReadonlyMap<string, Release> {
  const own = releases
    .filter((release) => release.crate === null || (crate !== null && isSameCrate(release.crate, crate.name)))
    .sort(byRank);
  const whole = (version: string) =>
    own.find((release) => release.crate === null && release.version === version);
  const at = new Map([...own].reverse().map((release) => [release.oid, whole(release.version) ?? release]));
  const first = firstContaining(
    graph,
    own.map(({ oid }) => oid),
  );
  return new Map(
    [...first].flatMap(([oid, tip]) => {
      const release = at.get(tip);
      return release === undefined ? [] : [[oid, release]];
    }),
  );
}

/** The crate that the work is a change of; `null` where that is not known. */
export function crateOfChange(repository: Repository, work: Work): Crate | null {
  const [only, ...others] = repository.crates;
  return others.length === 0 ? (only ?? null) : (cratesOfWork(work, repository.crates)[0] ?? null);
}

/** By time, pre-releases last. Of tags on one commit, such as `v1` and `v1.2.3`, the one that says most is first. */
function byRank(left: Release, right: Release): number {
  return (
    Number(isPreRelease(left.version)) - Number(isPreRelease(right.version)) ||
    compareText(left.releasedAt, right.releasedAt) ||
    right.version.length - left.version.length ||
    compareText(left.version, right.version)
  );
}

/** Titles of pull requests that do nothing but make a release. */
const RELEASE = /^\W*(?:release|publish|bump|set|update|prepare|version|chore|new)\b/i;

function namesVersion(title: string, version: string): boolean {
  const pattern = version.replace(/[.+]/g, '\\$&');
  return RELEASE.test(title) && new RegExp(`(?<![\\d.])${pattern}(?![\\d+-]|\\.\\d)`).test(title);
}
