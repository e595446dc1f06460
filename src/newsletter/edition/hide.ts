import { type Contributor, isAssistant, isBot, isMeantBy, isPerson } from '../activity/contributor.js';
import { isSameName } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import {
  comparableTitle,
  type NamedChange,
  NO_REFERENCES,
  portedBy,
  saysPort,
  type TakenBack,
  takenBackBy,
  UNNAMED,
} from '../activity/references.js';
import { factsOf, titleOf, type Work } from '../activity/work.js';
import type { EditionSettings, HideRules } from '../house-style/edition-settings.js';
import { kindsOf } from '../house-style/habits.js';
import type { HouseStyle } from '../house-style/house-style.js';
import type { EntryAmendments } from './amendments.js';
import type { TakenBackLater } from './edition.js';

/** What decides, besides the notes about the work itself, whether it is hidden. */
export interface HideSources {
  readonly settings: EditionSettings;
  readonly style: HouseStyle;
  /** Works that were reverted within the period, and their reverts. */
  readonly reverted: ReadonlySet<Work>;
  readonly period: Period;
}

/** Why the work stands in a comment, for a reader; `null` when it is shown. What people asked for goes before all rules. */
export function reasonToHide(
  work: Work,
  { visibility }: EntryAmendments,
  { settings, style, reverted, period }: HideSources,
): string | null {
  if (visibility !== null) return visibility.kind === 'hidden' ? visibility.because : null;
  if (work.kind === 'commit' && style.directCommits(work.repository).value !== 'show')
    return 'a commit without a pull request';
  if (reverted.has(work)) return takenBack(period);
  const rule = hiddenBecause(work, settings.hide);
  if (rule !== null) return rule;
  const kinds = style.hiddenKinds(work.repository).value;
  const own = kinds.length === 0 ? [] : kindsOf(titleOf(work));
  const kind = kinds.find(({ name }) => own.includes(name));
  return kind === undefined ? null : `the editors hide what is "${kind.name}": ${kind.evidence}`;
}

/** Why the work is hidden by the rules, for a reader; `null` when it is shown. */
export function hiddenBecause(work: Work, rules: HideRules): string | null {
  const { author } = work;
  const { labels, files } = factsOf(work);
  if (author !== null && rules.bots && isBot(author) && !isOfPeople(work, author))
    return `written by the bot ${author.login}`;
  if (author !== null && rules.authors.some((login) => isMeantBy(author, login)))
    return `hide.authors has ${author.login}`;
  const pattern = rules.titles.find((candidate) => candidate.matches(titleOf(work).slice(0, 256)));
  if (pattern !== undefined) return `hide.titles has ${pattern.source}`;
  const label = labels.find((name) => includesText(rules.labels, name));
  if (label !== undefined) return `hide.labels has ${label}`;
  const isInPaths = (path: string) => rules.paths.some(({ matches }) => matches(path));
  if (files.length > 0 && files.every(({ path }) => isInPaths(path)))
    return 'all its files are in hide.paths';
  return null;
}

/** Whether a person wrote what a robot brings to another branch, or had an assistant write it. */
function isOfPeople(work: Work, author: Contributor): boolean {
  if (work.kind !== 'pull request' || !work.commitAuthors.some(isPerson)) return false;
  return saysPort(work) || (isAssistant(author) && author.setAs === undefined);
}

/** Why both of a pair that cancels out are hidden. */
export function takenBack({ kind }: Pick<Period, 'kind'>): string {
  return `taken back in the same ${kind}`;
}

/** What takes something back, and what that is. */
interface Revert {
  readonly revert: Work;
  readonly takenBack: readonly Work[];
  /** Whether that is all that it takes back; the rest may be of an earlier period. */
  readonly isAll: boolean;
}

/** Finds the default branch of a repository; `null` where it is not known. */
export type FindBranch = (repository: string) => string | null;

/**
 * The works that cancel each other out: a revert, and what it takes back on the same branch in the same period. What it names
 * by number or commit is meant, else the last of the title that it names. A revert that takes back something else too stays. A
 * revert of a revert is an ordinary change again. `works` are in order of time.
 */
export function revertedPairs(
  works: readonly Work[],
  defaultBranch: FindBranch = () => null,
): ReadonlySet<Work> {
  const reverts = revertsAmong(works, defaultBranch);
  return new Set(
    reverts.flatMap(({ revert, takenBack, isAll }) => [...takenBack, ...(isAll ? [revert] : [])]),
  );
}

/** What of the works was taken back by later ones. Both are in order of time. */
export function takenBackLater(
  works: readonly Work[],
  later: readonly Work[],
  defaultBranch: FindBranch,
): readonly TakenBackLater[] {
  return revertsAmong([...works, ...later], defaultBranch)
    .filter(({ revert }) => later.includes(revert))
    .flatMap(({ revert, takenBack }) =>
      takenBack.filter((work) => works.includes(work)).map((work) => ({ work, by: revert })),
    );
}

function revertsAmong(works: readonly Work[], defaultBranch: FindBranch): readonly Revert[] {
  const reverted = new Set<Work>();
  const branchOf = (work: Work) =>
    work.kind === 'pull request' ? work.baseRefName : defaultBranch(work.repository);
  const titles = works.map((work) => factsOf(work).title);
  const said = titles.map(takenBackBy);
  return works.flatMap((revert, index) => {
    const named = takenBackIn(revert, said[index] ?? null);
    if (named.length === 0) return [];
    const here = works.slice(0, index).filter(({ repository }) => repository === revert.repository);
    const onBranch = here.filter((work) => branchOf(work) === branchOf(revert) && !reverted.has(work));
    const found = named.map((change) => findNamed(change, here, onBranch));
    const takenBack = found.filter((work) => work !== undefined);
    if (takenBack.length === 0) return [];
    const isAll = takenBack.length === found.length;
    for (const work of takenBack) reverted.add(work);
    if (isAll) reverted.add(revert);
    return [{ revert, takenBack, isAll }];
  });
}

/** What the title and the description of a work say that it takes back, nothing twice; nothing: it is no revert. */
function takenBackIn({ takesBack }: Work, said: TakenBack | null): readonly NamedChange[] {
  if (said === null || takesBack.isPart === true) return [];
  const { numbers, oids, namesOthers = false } = said.trustsDescription ? takesBack : NO_REFERENCES;
  const [only = null, ...others] = said.changes;
  const title = others.length === 0 && !namesOthers ? (only?.title ?? null) : null;
  // What is of another repository is none of the works here, whatever its title is.
  const elsewhere = namesOthers ? [UNNAMED] : [];
  if (numbers.length > 0) {
    const named = numbers.map((number) => ({
      ...UNNAMED,
      number,
      title: numbers.length === 1 ? title : null,
    }));
    return [...named, ...elsewhere];
  }
  // Several commits below the title of one pull request are those of that.
  const isByCommit = oids.length > 0 && (only === null || (oids.length === 1 && only.number === null));
  if (isByCommit) return [...oids.map((oid) => ({ ...UNNAMED, oid, title })), ...elsewhere];
  return namesOthers ? elsewhere : said.changes;
}

/** The work on the branch of a revert that it names. `here`: the earlier works of the repository, on all branches. */
function findNamed(change: NamedChange, here: readonly Work[], onBranch: readonly Work[]): Work | undefined {
  const { number, title, numberWithin = null } = change;
  const named = onBranch.find((work) => isNamed(work, change));
  if (named !== undefined || title === null) return named;
  const wanted = comparableTitle(title);
  const isCalledSo = (work: Work) => titlesOf(work).some((own) => own === wanted || isCutFrom(wanted, own));
  const within = onBranch.find(
    (work) => isNamed(work, { ...UNNAMED, number: numberWithin }) && isCalledSo(work),
  );
  if (within !== undefined) return within;
  // What it names is of an earlier period, unless it was brought to this branch, or the number is part of a title.
  const isUnnamed = number === null && numberWithin === null && change.oid === null;
  if (isUnnamed || here.some((work) => isNamed(work, change) && isCalledSo(work)))
    return onBranch.findLast(isCalledSo);
  return onBranch.findLast((work) => factsOf(work).title === title && title.includes(`#${number}`));
}

/** What it may be called: what was brought to another branch, as on the branch where it was made. */
function titlesOf(work: Work): readonly string[] {
  const { title } = factsOf(work);
  const ported = work.kind === 'pull request' ? portedBy(title).title : null;
  return [comparableTitle(title), ...(ported === null ? [] : [ported])];
}

/** Whether the change is named by the work's number or commit, or by the only commit that the work was proposed with. */
function isNamed(work: Work, { number, oid, repository }: NamedChange): boolean {
  if (repository !== null && !isSameName(repository, work.repository)) return false;
  const [only, ...others] = work.kind === 'pull request' ? work.commitOids : [];
  const commits = [factsOf(work).oid, others.length === 0 ? only : null];
  const isCommit = oid !== null && commits.some((each) => each?.startsWith(oid) === true);
  return isCommit || (number !== null && factsOf(work).number === number);
}

/** GitHub cuts a title that is made of a long one, and marks the cut. */
function isCutFrom(short: string, long: string): boolean {
  return short.length > SHORTEST_CUT && short.endsWith('…') && long.startsWith(short.slice(0, -1));
}

const SHORTEST_CUT = 30;

function includesText(texts: readonly string[], text: string): boolean {
  return texts.some((candidate) => isSameName(candidate, text));
}
