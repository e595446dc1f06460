import { blockStructure } from '../markdown/block-structure.js';
import { isSameName } from './names.js';
import {
  BACK_OUT,
  BETWEEN_QUOTED,
  BRACKETS,
  BRANCH_AT_END,
  IN_PART,
  LISTED,
  MERGE_HEADLINE,
  NAMED,
  NOT_EVERYWHERE,
  NOT_WHOLE,
  NUMBER_AT_END,
  ON_BRANCH,
  PART_BEHIND,
  PORT,
  PORT_AT_END,
  PORT_BRANCHES,
  PORT_MARK,
  PORT_WORDS,
  PORTED_LINE,
  QUOTED,
  REAPPLY,
  REVERT,
  REVERT_AGAIN,
  REVERTED_LINE,
  SENTENCE_END,
  TO_BRANCH,
  VERSION_BEFORE,
} from './reference-patterns.js';

/** Other changes of the same repository that a text names. */
export interface References {
  /** Of pull requests. */
  readonly numbers: readonly number[];
  /** Ids of commits in lower case, whole or shortened to seven digits or more. */
  readonly oids: readonly string[];
  /** Whether it names changes of other repositories too. */
  readonly namesOthers?: boolean;
  /** Whether it says that something was taken back in part, so that the rest is still in. */
  readonly isPart?: boolean;
}

export const NO_REFERENCES: References = { numbers: [], oids: [] };

/** One change that a text names, in one way or in several. */
export interface NamedChange {
  readonly number: number | null;
  readonly oid: string | null;
  /** `owner/name`, where it is named with it; `null`: the repository of the text. */
  readonly repository: string | null;
  /** As it was written. */
  readonly title: string | null;
  /** The number at the end of its title, which counts for a change of that title alone: that of the revert may stand behind it. */
  readonly numberWithin?: number | null;
}

/** What the title of a change says that it takes back. */
export interface TakenBack {
  readonly changes: readonly NamedChange[];
  /** Whether the description may say more exactly what is taken back. */
  readonly trustsDescription: boolean;
}

/**
 * What a title says that the change takes back, in all the forms that tools and people write: `Revert "Add a lever"`,
 * `Revert "Add a lever (#10)"`, `Revert "Add a lever" (#10)`, `Revert #10`, `Revert "Merge pull request #10 from …"`,
 * `Reapply "Add a lever"`. `null`: it is no revert, or says that it is not a whole one.
 */
export function takenBackBy(title: string): TakenBack | null {
  const read = portOf(title);
  const short = (read.isSaid && read.title !== null ? read.title : title).slice(0, LONGEST_TITLE);
  const [matched, times = ''] = REVERT_AGAIN.exec(short) ?? [];
  if (matched !== undefined) {
    const title = quotedIn(short.slice(matched.length))?.titles[0] ?? short.slice(matched.length);
    const word = Number(times) > 2 ? `Revert^${Number(times) - 1}` : 'Revert';
    return { changes: [titled(Number(times) > 1 ? `${word} "${title}"` : title)], trustsDescription: true };
  }
  const again = after(REAPPLY, short);
  if (again !== null) {
    const titles = quotedIn(again)?.titles ?? [again];
    return { changes: titles.map((each) => titled(`Revert "${each}"`)), trustsDescription: true };
  }
  const rest = after(REVERT, short);
  if (rest !== null) return takenBackIn(rest);
  const out = after(BACK_OUT, short);
  if (out === null) return null;
  const isNamed = quotedIn(out) !== null || LISTED.test(withNumberSigns(out));
  return isNamed ? takenBackIn(out) : { changes: [], trustsDescription: !NOT_WHOLE.test(short) };
}

function titled(title: string): NamedChange {
  return { ...UNNAMED, ...(numberedIn(MERGE_HEADLINE, title) ?? numberedIn(NUMBER_AT_END, title)), title };
}

/** A change that nothing is known about. */
export const UNNAMED: NamedChange = { number: null, oid: null, repository: null, title: null };

/** GitHub's own limit. */
const LONGEST_TITLE = 256;

function after(pattern: RegExp, title: string): string | null {
  const found = pattern.exec(title);
  return found === null ? null : title.slice(found[0].length).trim();
}

/** What stands behind the word "Revert". */
function takenBackIn(rest: string): TakenBack | null {
  const quoted = quotedIn(rest);
  if (quoted !== null) {
    if (isLimited(quoted.tail)) return null;
    const behind = numberedIn(NUMBER_AT_END, quoted.tail);
    const changes = quoted.titles.map(titled);
    const isNumbered = behind !== null && changes.length === 1;
    return {
      changes: isNumbered
        ? changes.map((change) => ({ ...change, ...behind, numberWithin: ownNumber(change) }))
        : changes,
      trustsDescription: true,
    };
  }
  const [, list, tail = ''] = LISTED.exec(withNumberSigns(rest)) ?? [];
  if (list === undefined) return { changes: [unquoted(rest)], trustsDescription: !NOT_WHOLE.test(rest) };
  return isLimited(tail) ? null : { changes: changesIn(list), trustsDescription: true };
}

/** Words without quotes may be no title: a number behind them counts only if what has it is called so. */
function unquoted(words: string): NamedChange {
  const change = titled(words);
  if (MERGE_HEADLINE.test(words) || ownNumber(change) === null) return change;
  return { ...change, number: null, numberWithin: change.number };
}

/** The number, if it is one of the same repository. */
function ownNumber({ number, repository }: NamedChange): number | null {
  return repository === null ? number : null;
}

/** `PR 10` and `GH-10` as `PR #10` and `#10`. */
function withNumberSigns(text: string): string {
  return text.replace(/\b(PR|pull[- ]request) (?=\d)/giu, '$1 #').replace(/\bGH-(?=\d)/giu, '#');
}

function isLimited(tail: string): boolean {
  return NOT_WHOLE.test(tail) || NOT_EVERYWHERE.test(tail);
}

/** What a list of references names, each once. */
function changesIn(list: string): readonly NamedChange[] {
  const changes = [...list.matchAll(NAMED)].map(
    ([, name, linked, number, nameOfCommit, linkedCommit, oid]) => ({
      ...UNNAMED,
      number: number === undefined ? null : Number(number),
      oid: oid?.toLowerCase() ?? null,
      repository: name ?? linked ?? nameOfCommit ?? linkedCommit ?? null,
    }),
  );
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

/** `"Add x"`, or `"Add x" and "Add y"`, with what stands behind; `null`: it is not quoted. */
function quotedIn(text: string): { readonly titles: readonly string[]; readonly tail: string } | null {
  const found = QUOTED.exec(text);
  if (found === null) return null;
  const [title = ''] = found.slice(1, -1).filter((each) => each !== undefined);
  return { titles: title.split(BETWEEN_QUOTED), tail: found.at(-1) ?? '' };
}

/** The repository and the number that two groups of the pattern find. */
function numberedIn(pattern: RegExp, text: string): Pick<NamedChange, 'repository' | 'number'> | null {
  const [, repository, number] = pattern.exec(text) ?? [];
  return number === undefined ? null : { repository: repository || null, number: Number(number) };
}

/** What a list of references names of the repository; `null`: of any. */
function referencesIn(list: string, repository: string | null): References {
  const changes = changesIn(list);
  const own = changes.filter(
    (change) => repository === null || isSameName(change.repository ?? repository, repository),
  );
  return joined([
    {
      numbers: own.flatMap(({ number }) => number ?? []),
      oids: own.flatMap(({ oid }) => oid ?? []),
      ...(own.length < changes.length ? { namesOthers: true } : {}),
    },
  ]);
}

/** What any of the texts names, each once. */
function joined(all: readonly References[]): References {
  return {
    numbers: [...new Set(all.flatMap(({ numbers }) => numbers))],
    oids: [...new Set(all.flatMap(({ oids }) => oids))],
    ...(all.some(({ namesOthers }) => namesOthers === true) ? { namesOthers: true } : {}),
  };
}

/** What a description or the message of a commit says that the change takes back whole. */
export function revertedIn(text: string, repository: string): References {
  const found = linesIn(text, REVERTED_LINE, repository);
  const isPart =
    found.isPart === true || (IN_PART.test(text) && proseIn(text).some((line) => IN_PART.test(line)));
  return isPart ? { ...NO_REFERENCES, isPart } : found;
}

function linesIn(text: string, pattern: RegExp, repository: string): References {
  const sentences = text.slice(0, LONGEST_TEXT).replace(SENTENCE_END, '\n');
  if (sentences.search(pattern) < 0) return NO_REFERENCES;
  const found = proseIn(sentences).flatMap((line) => [...line.matchAll(pattern)]);
  if (found.length === 0) return NO_REFERENCES;
  const isPart = found.some(([, , tail = '']) => PART_BEHIND.test(tail));
  return {
    ...joined(found.map(([, list = '']) => referencesIn(list, repository))),
    ...(isPart ? { isPart } : {}),
  };
}

/** The lines of a description that its writer says: no quotes, no code, and no comments, such as those of a template. */
function proseIn(text: string): readonly string[] {
  return blockStructure(text).flatMap((leaf) =>
    leaf.kind === 'fenced code' || leaf.within === 'a quote'
      ? []
      : leaf.lines.map(({ start, end }) => text.slice(start, end)),
  );
}

/** Tools write what they know at the beginning or the end of a short text. */
const LONGEST_TEXT = 65_536;

/** A title in the form in which titles are the same: without numbers in parentheses, with plain quotes, in lower case. */
export function comparableTitle(title: string): string {
  return title
    .replace(/\s*\((?:[\w.-]+\/[\w.-]+)?(?:#|GH-)\d+\)/giu, '')
    .replace(/[“”„«»「」『』]/gu, '"')
    .replace(/[‘’‚]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** What the title of a change says that it brings to another branch; without any such word, the title itself. */
export interface Ported extends References {
  /** As `comparableTitle` makes it where it is compared; `null`: the title names nothing but numbers. */
  readonly title: string | null;
  /** Whether words say so: a number or a branch in brackets may also stand in the title of a change of its own. */
  readonly isSaid: boolean;
}

/**
 * What a title says that the change brings to another branch, in the forms that backport tools and people write: `[0.1] Fix`,
 * `Backport PR #10 on branch 0.2.x (Fix)`, `[Backport release-1.x] Fix`, `Fix (backport #10)`, `Automated cherry pick of #10:
 * Fix`, `Backport "Fix" to 0.1`, `Forward-port #10`. The title of a change to the default branch is to be read so only where
 * it says so in words, or has the name of that branch in brackets.
 */
export function portedBy(title: string): Ported {
  const port = portOf(title);
  return { ...port, title: port.title === null ? null : comparableTitle(port.title) };
}

/** The same, with the title as it was written. */
function portOf(title: string): Ported {
  const bare = withoutMarks(title.slice(0, LONGEST_TITLE));
  const isMarked = PORT_MARK.test(title);
  const ported = after(PORT, bare);
  if (ported === null) {
    const [, word, number] = PORT_AT_END.exec(bare) ?? [];
    const rest = bare.replace(PORT_AT_END, '').replace(BRANCH_AT_END, '');
    return {
      title: rest === '' ? bare : rest,
      numbers: number === undefined ? [] : [Number(number)],
      oids: [],
      isSaid: isMarked || word !== undefined,
    };
  }
  const [, list, tail = ''] = LISTED.exec(withNumberSigns(ported)) ?? [];
  if (list !== undefined) {
    const words = tail.replace(ON_BRANCH, '').replace(/^[^\p{L}\p{N}"“„'‘«»`]+|\)?\s*$/gu, '');
    const { numbers, oids } = referencesIn(list, null);
    return { numbers, oids, title: words === '' ? null : words, isSaid: true };
  }
  const words = quotedIn(ported)?.titles[0] ?? withoutMarks(ported).replace(TO_BRANCH, '');
  const { number = null, repository = null } = numberedIn(NUMBER_AT_END, words) ?? {};
  const isOwn = number !== null && repository === null;
  return { title: words, numbers: isOwn ? [number] : [], oids: [], isSaid: true };
}

/** The name of a branch that stands before a title in brackets. */
export function branchBefore(title: string): string | null {
  return /^\s*\[([^\]]{1,60})\]/u.exec(title)?.[1]?.trim() ?? null;
}

/** The title in the forms that it has without each of its marks in turn, as `comparableTitle` makes them. */
export function titlesBehindMarks(title: string): readonly string[] {
  const bare = title.replace(BRACKETS, '');
  return [comparableTitle(title), ...(bare === title || bare === '' ? [] : titlesBehindMarks(bare))];
}

/** Without the branch that stands before a title in brackets, or before a colon. */
function withoutMarks(title: string): string {
  const bare = title.trim().replace(BRACKETS, '').replace(VERSION_BEFORE, '');
  return bare === '' || bare === title ? title : withoutMarks(bare);
}

/**
 * What a description says that the change brings to another branch or, if it says nothing, what the messages of all its commits
 * say: a change with a commit that brings nothing is another one.
 */
export function portedIn(text: string, repository: string, messages: readonly string[] = []): References {
  const [told, ...each] = [text, ...messages].map((one) => linesIn(one, PORTED_LINE, repository));
  const ports = told !== undefined && namesAny(told) ? [told] : each.every(namesAny) ? each : [];
  return { numbers: ports.flatMap(({ numbers }) => numbers), oids: ports.flatMap(({ oids }) => oids) };
}

function namesAny({ numbers, oids }: References): boolean {
  return numbers.length + oids.length > 0;
}

/** What the name of its branch says that a change brings to another one. */
export function portedFrom(headRefName: string): References {
  for (const form of PORT_BRANCHES) {
    const [, number, oid] = form.exec(headRefName) ?? [];
    if (number) return { numbers: [Number(number)], oids: [] };
    if (oid !== undefined) return { numbers: [], oids: [oid.toLowerCase()] };
  }
  return NO_REFERENCES;
}

/** Whether a pull request says in any way that it brings a change from another branch. */
export function saysPort({ title, ports, headRefName }: PortingPullRequest): boolean {
  return [ports, portedFrom(headRefName)].some(namesAny) || PORT_WORDS.test(title);
}

/** What a pull request has that may say so. */
interface PortingPullRequest {
  readonly title: string;
  /** What its description says. */
  readonly ports: References;
  readonly headRefName: string;
}
