import { comparableTitle, portedBy } from '../activity/references.js';
import { byTime, type PullRequest, type Work } from '../activity/work.js';
import type { SortedWorks } from './amendments.js';
import type { FindBranch } from './hide.js';

/** What decides how works on several branches are listed. */
export interface BranchSources {
  /** `null`: backports and feature branches come with another entry. */
  readonly branches: 'all' | 'default' | null;
  readonly defaultBranch: FindBranch;
  /** Whether the repository is outside of the organization, so that little is known of its branches. */
  readonly isWatched: (repository: string) => boolean;
  /** Whether somebody asked that the work be seen, or not, for itself. */
  readonly isAskedFor: (work: Work) => boolean;
  /** Whether a rule hides the work. */
  readonly isHidden: (work: Work) => boolean;
  /** Whether it was taken back, or takes something back that is. */
  readonly isReverted: (work: Work) => boolean;
}

/** How the works of a month come together. */
export interface BranchedWorks {
  /** The work on whose entry a work hangs. */
  readonly parents: ReadonlyMap<Work, Work>;
  /** Not listed, since they have not come to a branch of which readers are told. */
  readonly elsewhere: readonly Work[];
}

/**
 * Which works hang on the entry of another one: a backport on what it ports, work on a feature branch on the pull request that
 * brings it to a lasting branch. Work on a feature branch waits until then. Nothing hangs on an entry that is hidden, unless it
 * was taken back with it: a change that is in is seen.
 */
export function followBranches(works: readonly Work[], sources: BranchSources): BranchedWorks {
  const { branches, defaultBranch, isWatched, isAskedFor, isHidden, isReverted } = sources;
  if (branches === 'all') return { parents: new Map(), elsewhere: [] };
  const parents = new Map<Work, Work>();
  const waiting = new Set<Work>();
  const merged = works.filter(isPullRequest).toSorted(byTime);
  for (const repository of new Set(merged.map((work) => work.repository))) {
    const own = merged.filter((work) => work.repository === repository);
    const main = defaultBranch(repository);
    if (main === null) continue;
    for (const work of own) {
      if (isDefault(work.baseRefName, main) || isAskedFor(work) || isReverted(work)) continue;
      const names = namesOf(work);
      const isNamedLasting = isLastingBranch(work.baseRefName);
      const isLasting = isNamedLasting || names.isPort;
      const bringing = isNamedLasting ? undefined : own.find((other) => brings(other, work));
      const ported = isLasting ? portOf(work, names, own, main) : undefined;
      if (bringing !== undefined) {
        const isSeen = !isHidden(bringing) || isReverted(bringing);
        if (isSeen && !isHidden(work)) parents.set(work, bringing);
      } else if (ported !== undefined && !isHidden(ported)) parents.set(work, ported);
      else if (branches === 'default' || (!isLasting && !isWatched(repository))) waiting.add(work);
    }
  }
  const rootOf = (work: Work): Work => followTo(work, parents);
  const elsewhere = works.filter((work) => waiting.has(rootOf(work)));
  return { parents, elsewhere };
}

/** Joins what hangs on another work to the works that somebody asked to be one entry, and leaves out what is elsewhere. */
export function joinBranches(
  { listed, joined }: Pick<SortedWorks, 'listed' | 'joined'>,
  { parents, elsewhere }: BranchedWorks,
): Pick<SortedWorks, 'listed' | 'joined'> {
  const hanging = listed.filter((work) => parents.has(work) && !elsewhere.includes(work)).toSorted(byTime);
  const further = (work: Work) => joined.get(work.key) ?? [];
  const all = new Map(joined);
  for (const work of hanging) {
    const { key } = followTo(work, parents);
    all.set(key, [...(all.get(key) ?? []), work, ...further(work)]);
  }
  return { listed: listed.filter((work) => !parents.has(work) && !elsewhere.includes(work)), joined: all };
}

/** The work at the end of a chain. */
function followTo(work: Work, parents: ReadonlyMap<Work, Work>): Work {
  const seen = new Set([work]);
  let last = work;
  for (let next = parents.get(last); next !== undefined && !seen.has(next); next = parents.get(last)) {
    seen.add(next);
    last = next;
  }
  return last;
}

function isPullRequest(work: Work): work is PullRequest {
  return work.kind === 'pull request';
}

/** Default branches before many were renamed; pull requests that were merged before keep the name. */
const DEFAULTS = ['main', 'master', 'trunk'];

function isDefault(branch: string, main: string): boolean {
  return branch === main || (DEFAULTS.includes(main) && DEFAULTS.includes(branch));
}

/**
 * Branches on which work is done for good: of a released version, or of the next one. What is merged there is listed by itself, as
 * the editors of rust-osdev do (`v0.9-base` of bootloader, `next` of x86_64); a branch of another name is a feature's.
 */
const LASTING = [
  /^(?:main|master|trunk|default|next|dev(?:el(?:op(?:ment)?)?)?|stable|beta|alpha|nightly|canary|edge|unstable|testing|staging|integration|prod(?:uction)?|release|current|lts|gh-pages|pages|website|site|docs?)$/iu,
  /^(?:rel(?:eases?)?|stable|maint(?:enance)?|support|lts|version|v|branch(?:es)?)[-/_.]?v?\d/iu,
  /^(?:release|stable|maint(?:enance)?|support|lts)[-/_]/iu,
  /(?:^|[-_/])v?\d+(?:[._-](?:\d+|x))+(?:$|[-_.])/iu,
  /^v?\d+$/iu,
  /[-_.](?:stable|lts|maint|release)$/iu,
];

/** Whether work on the branch of this name is listed by itself. */
export function isLastingBranch(name: string): boolean {
  return LASTING.some((pattern) => pattern.test(name));
}

/** Whether one of the pull requests brings the feature branch that the work was merged into. */
export function isBrought(work: PullRequest, pullRequests: readonly PullRequest[]): boolean {
  const isBringing = (other: PullRequest) => other.repository === work.repository && brings(other, work);
  return !isLastingBranch(work.baseRefName) && pullRequests.some(isBringing);
}

/** Whether the pull request brings the branch that the work was merged into to another one, from then on. */
function brings(other: PullRequest, work: PullRequest): boolean {
  const isLater = other !== work && other.mergedAt >= work.mergedAt;
  return (
    isLater &&
    !other.isCrossRepository &&
    other.headRefName === work.baseRefName &&
    other.baseRefName !== work.baseRefName
  );
}

/**
 * What the work brings to its branch from another one: what it names, else the change of the same title on the default branch.
 * Of the backports of one change of an earlier month, the first stands for the others.
 */
function portOf(
  work: PullRequest,
  names: PortNames,
  own: readonly PullRequest[],
  main: string,
): PullRequest | undefined {
  const others = own.filter((other) => other !== work && other.baseRefName !== work.baseRefName);
  const original =
    others.find((other) => isNamed(other, names)) ??
    others.find(
      (other) => isDefault(other.baseRefName, main) && comparableTitle(other.title) === names.title,
    );
  if (original !== undefined || !(names.isPort || names.isMarked)) return original;
  return others
    .filter((other) => !isDefault(other.baseRefName, main) && byTime(other, work) < 0)
    .find((other) => isSameChange(namesOf(other), names));
}

/** What a pull request says that it brings from another branch. */
interface PortNames {
  readonly numbers: readonly number[];
  readonly oids: readonly string[];
  /** Without what marks a backport; `null`: nothing is left. */
  readonly title: string | null;
  /** Whether it says so in words. */
  readonly isPort: boolean;
  /** Whether its title has marks, such as the name of a branch in brackets. */
  readonly isMarked: boolean;
}

const PORT_WORDS = /\bback-?port|\bcherry[- ]?pick/iu;

function namesOf({ title, ports }: PullRequest): PortNames {
  const said = portedBy(title);
  const numbers = [...said.numbers, ...ports.numbers];
  const oids = [...said.oids, ...ports.oids];
  return {
    numbers,
    oids,
    title: said.title,
    isPort: ports.numbers.length + ports.oids.length > 0 || PORT_WORDS.test(title),
    isMarked: said.title !== comparableTitle(title),
  };
}

function isNamed(work: PullRequest, { numbers, oids }: PortNames): boolean {
  return numbers.includes(work.number) || oids.some((oid) => work.mergeCommitOid?.startsWith(oid) === true);
}

function isSameChange(one: PortNames, other: PortNames): boolean {
  const isTitle = one.isMarked && one.title !== null && one.title === other.title;
  return isTitle || one.numbers.some((each) => other.numbers.includes(each));
}
