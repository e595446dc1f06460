import {
  branchBefore,
  comparableTitle,
  portedBy,
  portedFrom,
  saysPort,
  titlesBehindMarks,
} from '../activity/references.js';
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
  /** Whether somebody asked that the work be hidden. */
  readonly isHiddenByRequest: (work: Work) => boolean;
  /** Whether it was taken back, or takes something back that is. */
  readonly isReverted: (work: Work) => boolean;
}

/** How the works of a period come together. */
export interface BranchedWorks {
  /** The work on whose entry a work hangs. */
  readonly parents: ReadonlyMap<Work, Work>;
  /** Not listed, since they have not come to a branch of which readers are told. */
  readonly elsewhere: readonly Work[];
}

/**
 * Which works hang on the entry of another one: of one change on several branches, all on that of the default branch; work on a
 * feature branch on the pull request that brings it to a lasting branch. Work on a feature branch waits until then. Nothing hangs
 * on an entry that a rule hides, unless it was taken back with it: a change that is in is seen. What somebody hides is hidden on
 * all branches.
 */
export function followBranches(works: readonly Work[], sources: BranchSources): BranchedWorks {
  const { branches, defaultBranch, isWatched, isAskedFor, isHidden, isHiddenByRequest, isReverted } = sources;
  if (branches === 'all') return { parents: new Map(), elsewhere: [] };
  const parents = new Map<Work, Work>();
  const waiting = new Set<Work>();
  // Of two that name each other, one has an entry.
  const hang = (work: Work, parent: Work) => {
    if (followTo(parent, parents) !== work) parents.set(work, parent);
  };
  const rootOf = (work: Work): Work => followTo(work, parents);
  const merged = works.filter(isPullRequest).toSorted(byTime);
  for (const repository of new Set(merged.map((work) => work.repository))) {
    const own = merged.filter((work) => work.repository === repository);
    const main = defaultBranch(repository);
    const onOthers = own.filter(({ baseRefName }) => main !== null && !isDefault(baseRefName, main));
    if (main === null || onOthers.length === 0) continue;
    const lasting: PullRequest[] = [];
    for (const work of onOthers) {
      if (isAskedFor(work) || isReverted(work)) continue;
      const isFeature = !isLastingBranch(work.baseRefName) || isWorkedOn(work.baseRefName, own, main);
      const bringing = isFeature ? own.find((other) => brings(other, work)) : undefined;
      if (bringing !== undefined) {
        const isSeen = !isHidden(bringing) || isReverted(bringing);
        if (isSeen && !isHidden(work)) hang(work, bringing);
      } else if (isLastingBranch(work.baseRefName) || saysPort(work)) lasting.push(work);
      else if (branches === 'default' || !isWatched(repository)) waiting.add(work);
    }
    // What came to a lasting branch does not wait with what it ports.
    const findPorted = portsAmong(
      own.filter((work) => !waiting.has(rootOf(work))),
      main,
    );
    for (const work of lasting) {
      const ported = findPorted(work);
      if (ported !== undefined && (!isHidden(ported) || isHiddenByRequest(ported))) hang(work, ported);
      else if (branches === 'default') waiting.add(work);
    }
  }
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

/** Such branches as somebody may also do a single piece of work on. */
const WORKED_ON = /^(?:dev(?:el(?:op(?:ment)?)?)?|integration|staging|testing)$/iu;

/**
 * Whether a branch that is called like a lasting one is but somebody's work in hand: within the period it came to the default branch
 * at least as often as work came to it (`dev` of multiboot2). Where much work waits there for a release, it is listed by itself.
 */
function isWorkedOn(branch: string, own: readonly PullRequest[], main: string): boolean {
  if (!WORKED_ON.test(branch)) return false;
  const brought = own.filter(
    ({ headRefName, baseRefName, isCrossRepository }) =>
      !isCrossRepository && headRefName === branch && isDefault(baseRefName, main),
  );
  return brought.length >= own.filter(({ baseRefName }) => baseRefName === branch).length;
}

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

/** Finds the entry on which a change to another branch than the default one hangs. */
type FindPorted = (work: PullRequest) => PullRequest | undefined;

/**
 * A change hangs on the same change on the default branch, whichever of the two names the other; else on the one that it names,
 * else on that of the same title on the default branch. Where the default branch has no such change in the period, one of the same
 * changes to other branches stands for the rest: one that is not called a backport, else the first.
 */
function portsAmong(own: readonly PullRequest[], main: string): FindPorted {
  const isOnDefault = ({ baseRefName }: PullRequest) => isDefault(baseRefName, main);
  const names = new Map(own.map((work) => [work, namesOf(work, main)]));
  const named = namedAmong(own, names);
  const same = linksAmong(own, named);
  const titles = new Map(
    own
      .filter(isOnDefault)
      .flatMap((work) =>
        [comparableTitle(work.title), names.get(work)?.title].map((title) => [title, work] as const),
      )
      .reverse(),
  );
  const others = onOtherBranches(
    own.filter((work) => !isOnDefault(work)),
    names,
  );
  return (work) => {
    const [first, ...more] = named.get(work) ?? [];
    const its = names.get(work);
    if (its === undefined) return undefined;
    const original =
      [first, ...more].find((other) => other !== undefined && isOnDefault(other)) ??
      linkedTo(work, same).find(isOnDefault) ??
      first ??
      // What is part of the title on both branches stands in brackets, too.
      [...titlesBehindMarks(work.title), its.title]
        .map((title) => titles.get(title ?? undefined))
        .find(Boolean);
    if (original !== undefined) return original;
    const before = others.slice(0, others.indexOf(work));
    return before.find(
      (other) => other.baseRefName !== work.baseRefName && isSameChange(names.get(other), its),
    );
  };
}

/** Those that are listed by themselves: what is not called a backport first, both by time. */
function onOtherBranches(
  works: readonly PullRequest[],
  names: ReadonlyMap<PullRequest, PortNames>,
): readonly PullRequest[] {
  const isListed = (work: PullRequest) => isLastingBranch(work.baseRefName) || saysPort(work);
  const isBackport = (work: PullRequest) => isCalledBackport(names.get(work));
  const listed = works.filter(isListed);
  return [...listed.filter((work) => !isBackport(work)), ...listed.filter(isBackport)];
}

/** What each of the pull requests names that was merged into another branch, by time. */
function namedAmong(
  own: readonly PullRequest[],
  names: ReadonlyMap<PullRequest, PortNames>,
): ReadonlyMap<PullRequest, readonly PullRequest[]> {
  const byNumber = new Map(own.map((work) => [work.number, work]));
  const byCommit = new Map<string, (readonly [oid: string, work: PullRequest])[]>();
  for (const work of own) {
    for (const oid of [work.mergeCommitOid ?? [], work.commitOids].flat()) {
      const start = oid.slice(0, SHORTEST_OID);
      byCommit.set(start, [...(byCommit.get(start) ?? []), [oid, work]]);
    }
  }
  const found = ({ numbers, oids }: PortNames) => [
    ...numbers.flatMap((number) => byNumber.get(number) ?? []),
    ...oids.flatMap((oid) =>
      (byCommit.get(oid.slice(0, SHORTEST_OID)) ?? []).flatMap(([each, work]) =>
        each.startsWith(oid) ? work : [],
      ),
    ),
  ];
  return new Map(
    [...names].map(([work, its]) => [
      work,
      [...new Set(found(its))].filter(({ baseRefName }) => baseRefName !== work.baseRefName).sort(byTime),
    ]),
  );
}

const SHORTEST_OID = 7;

/** The pull requests that are one change: one names the other and nothing else, or they have the same commits. */
function linksAmong(
  own: readonly PullRequest[],
  named: ReadonlyMap<PullRequest, readonly PullRequest[]>,
): ReadonlyMap<PullRequest, readonly PullRequest[]> {
  const links = new Map<PullRequest, PullRequest[]>(own.map((work) => [work, []]));
  const link = (one: PullRequest, other: PullRequest) => {
    links.get(one)?.push(other);
    links.get(other)?.push(one);
  };
  const byCommits = new Map<string, PullRequest>();
  for (const work of own) {
    const [only, ...others] = named.get(work) ?? [];
    if (only !== undefined && others.length === 0) link(work, only);
    const commits = work.commitOids.join();
    const twin = byCommits.get(commits);
    if (commits === '') continue;
    if (twin === undefined) byCommits.set(commits, work);
    else if (twin.baseRefName !== work.baseRefName) link(work, twin);
  }
  return links;
}

/** All that a pull request is linked to, nearest first. */
function linkedTo(
  work: PullRequest,
  links: ReadonlyMap<PullRequest, readonly PullRequest[]>,
): readonly PullRequest[] {
  const found = new Set([work]);
  for (const each of found) for (const other of links.get(each) ?? []) found.add(other);
  return [...found].slice(1);
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

function namesOf(work: PullRequest, main: string): PortNames {
  const { title, ports, headRefName, baseRefName } = work;
  const read = portedBy(title);
  const bare = comparableTitle(title);
  const isRead = !isDefault(baseRefName, main) || read.isSaid || isDefault(branchBefore(title) ?? '', main);
  const said = isRead ? read : { numbers: [], oids: [], title: bare };
  const told = [ports, portedFrom(headRefName)];
  return {
    numbers: [said, ...told].flatMap(({ numbers }) => numbers),
    oids: [said, ...told].flatMap(({ oids }) => oids),
    title: said.title,
    isPort: saysPort(work),
    isMarked: said.title !== bare,
  };
}

/** A number or a commit that both name is the change itself only where one says that it brings it. */
function isSameChange(one: PortNames | undefined, other: PortNames): boolean {
  if (one === undefined) return false;
  if (one.title !== null && one.title === other.title) return true;
  return (
    isCalledBackport(other) &&
    (one.numbers.some((each) => other.numbers.includes(each)) ||
      one.oids.some((each) => other.oids.includes(each)))
  );
}

function isCalledBackport(names: PortNames | undefined): boolean {
  return names !== undefined && (names.isPort || names.isMarked);
}
