import { blockStructure } from '../markdown/block-structure.js';
import { isSameName } from './names.js';

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

const OID = '[0-9a-f]{7,40}';
const NAME = String.raw`[\w.-]+\/[\w.-]+`;
const REFERENCE = String.raw`(?:${NAME})?#\d+|https?:\/\/[^\s\/]+\/${NAME}\/(?:pull\/\d+|commit\/${OID})|(?:${NAME}@)?\b${OID}\b`;
const REFERENCE_LIST = `(?:${REFERENCE})(?:\\s*(?:,|and|&)\\s*(?:${REFERENCE}))*`;
const NAMED = new RegExp(
  String.raw`(?:(${NAME})?#|\/(${NAME})\/pull\/)(\d+)|(?:(${NAME})@|\/(${NAME})\/commit\/)?\b(${OID})\b`,
  'giu',
);

/** `[0.1] `, `hotfix: `, `fix(lever): `, and the picture that gitmoji.dev has for reverts: they change nothing of what a title says. */
const BEFORE = String.raw`^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f]|:[a-z\d_+-]{2,30}:|\[[^\]]{0,60}\]:?)\s*)*(?:(?!revert|re-?appl|re-?land)[a-z]{2,12}(?:\([^)]{0,40}\))?!?:\s*)?`;
/** `Temporarily revert`, `Auto-revert`: it was taken back whole. */
const HOW =
  '(?:(?:temporar(?:il)?y|manual(?:ly)?|full(?:y)?|complete(?:ly)?|entirely|auto(?:mat(?:ed|ic|ically))?|quick(?:ly)?|please)[ -])?';
const BEHIND_WORD = String.raw`\b\]?(?:\s+of\b)?\s*:?\s*`;
/** By GitHub's button and `git revert`; `revert: …` by the convention of commit messages; `[Revert] …` by people. */
const REVERT = new RegExp(`${BEFORE}${HOW}\\[?revert(?:s|ed|ing)?${BEHIND_WORD}`, 'iu');
/** What git, since 2.43, and GitHub call the revert of a revert; "Reland" is Chromium's word. */
const REAPPLY = new RegExp(
  `${BEFORE}${HOW}\\[?(?:re-?appl(?:y|ies|ied)|re-?land(?:s|ed)?|un-?revert(?:s|ed)?)${BEHIND_WORD}`,
  'iu',
);
/** Phabricator's word, then those of Google's tools. What is neither quoted nor numbered behind them may be anything. */
const BACK_OUT = new RegExp(
  `${BEFORE}${HOW}(?:back(?:s|ed|ing)?[- ]?out|roll(?:s|ed|ing)?[- ]?back|undo|unland)${BEHIND_WORD}`,
  'iu',
);

/** A title in any quotes, and what stands behind. */
const QUOTED =
  /^(?:"(.*)"|[“„](.*)[”“]|'(.*)'|[‘‚](.*)[’‘]|«(.*)»|»(.*)«|[「『](.*)[」』]|`(.*)`)([^"“”'‘’«»「」『』`]*)$/u;
const BETWEEN_QUOTED = /["”'’]\s*(?:,|and|&)\s*["“'‘]/u;
const LISTED = new RegExp(
  `^(?:(?:the\\s+)?(?:PRs?|pull requests?|commits?|changesets?)\\s+)?(${REFERENCE_LIST})(.*)$`,
  'iu',
);
/** A word that says that the change was not taken back whole, or that more was done: then both must be seen. */
const NOT_WHOLE =
  /\b(?:part(?:s|ly|ial|ially)?|some|half|most|and|but|instead|except|keep(?:s|ing)?|with|without|replac(?:e|es|ed|ing)|only)\b|'s\b|[&+]/iu;
/**
 * Right behind a title or a number: where it was taken back, so that it may stay elsewhere. `for now`, a reason and the name
 * of a usual branch are no such place.
 */
const NOT_EVERYWHERE =
  /^\s*(?:for (?!now\b|\w+ing\b)|(?:on|in|from) (?!behalf\b|(?:main|master|trunk|next|develop)\b|v?\d)|(?:within|under|when|where|if|unless)\b)/iu;
/** The headline of a merge, by GitHub, or by bors and homu. */
const MERGE_HEADLINE = /^(?:auto )?merge (?:of |pull request |PR )?()#(\d+)\b/iu;
/** Of a squashed pull request, also within the quotes of a revert; CPython writes `GH-10`. */
const NUMBER_AT_END = /\s*\(([\w.-]+\/[\w.-]+)?(?:#|GH-)(\d+)\)\s*$/iu;

/**
 * What a title says that the change takes back, in all the forms that tools and people write: `Revert "Add a lever"`,
 * `Revert "Add a lever (#10)"`, `Revert "Add a lever" (#10)`, `Revert #10`, `Revert "Merge pull request #10 from …"`,
 * `Reapply "Add a lever"`. `null`: it is no revert, or says that it is not a whole one.
 */
export function takenBackBy(title: string): TakenBack | null {
  const read = portOf(title);
  const short = (read.isSaid && read.title !== null ? read.title : title).slice(0, LONGEST_TITLE);
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

/** A change of which nothing is known but that there is one. */
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
  return text.replace(/\b(PR|pull request) (?=\d)/giu, '$1 #').replace(/\bGH-(?=\d)/giu, '#');
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

/**
 * `Reverts acme/widget#10` is what GitHub's button writes ("Reverting a pull request", docs.github.com), `This reverts commit
 * 0123abc.` what `git revert` does; `Reverted https://…/pull/10 on behalf of …` is PyTorch's merge bot.
 */
const REVERTED_LINE = new RegExp(
  `^[^\\w\\n]{0,6}(?:this )?(?:(?:PR|pull request|commit|change) )?revert(?:s|ed|ing)?:? (?:(?:the )?(?:PRs?|pull requests?|commits?) )?[[<*]{0,3}(${REFERENCE_LIST})([^\\n]*)`,
  'gimu',
);
const PART =
  /\bpart(?:ly|ial(?:ly)?)?\s+(?:back(?:s|ed)?[- ]?out|revert|roll(?:s|ed)?[- ]?back|undo)|\brevert(?:s|ed|ing)?(?: only)? (?:a |some |most )?(?:parts?|half|some|most|bits?) of\b/iu;
/** Right behind what was taken back. */
const PART_BEHIND =
  /^[\s)\].,*]*(?:\bpart|\bin part\b|'s\b|[([,:–—-]*\s*(?:but|except|excluding|keep(?:s|ing)?|without|only|partial(?:ly)?)\b)/iu;

/** What a description or the message of a commit says that the change takes back whole. */
export function revertedIn(text: string, repository: string): References {
  const found = linesIn(text, REVERTED_LINE, repository);
  const isPart = found.isPart === true || (PART.test(text) && proseIn(text).some((line) => PART.test(line)));
  return isPart ? { ...NO_REFERENCES, isPart } : found;
}

/** A sentence of its own counts as a line. */
const SENTENCE_END = /(?<=[.!?:;]) {1,2}(?=(?:this )?(?:revert|backport|cherry))/giu;

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

/** "Port" alone may be anything, unless a change follows. */
const PORT_WORD = `(?:(?:back|forward|fwd|up)[- ]?port(?:s|ed|ing)?|bp|cherry[- ]?pick(?:s|ed|ing)?|(?:port|uplift)(?:s|ed)?(?= (?:(?:of|from) )?(?:(?:the )?(?:PRs?|pull requests?|commits?) )?(?:${REFERENCE})))`;
/** `[0.1]`, `[backport 0.2]`, `[Backport release-1.x]`; prow and others put the branch alone there, Swift two cherries. */
const BRACKETS = /^\s*(?:\[[^\]]{1,60}\]:?|\u{1f352}\ufe0f?|:cherries:)\s*/u;
/** `Backport PR #10 …` (MeeseeksDev), `Automated cherry pick of #10: …` (Kubernetes), `backport(0.2): …`. */
const PORT = new RegExp(
  String.raw`^\W{0,3}(?:(?:automat(?:ed|ic)|manual) )?${PORT_WORD}(?:\([^)]{0,60}\))?(?: (?:of|from|for))?(?!\w)\s*:?\s*`,
  'iu',
);
/** `v0.9: …`, `release-0.1: …`. */
const VERSION_BEFORE = /^(?:[a-z]+[-/ ])?v?\d+\.(?:\d+|x)[\w.]*\s*:\s+/iu;
/** `… (backport #10)` (Mergify), `… (cherry-pick #10)`, `… (#10)` (backport, of Elastic), `… (GH-10)` (CPython). */
const PORT_AT_END = new RegExp(
  String.raw`\s*(?:\(|\[|\| ?|- )(${PORT_WORD}(?: (?:of|from|for|to))?|copy)?\s*(?:PR |pull request )?(?:#|GH-)?(\d+)(?: (?:to|on) [^)\]]{1,60})?[)\]]?\s*$`,
  'iu',
);
/** `… (0.9)`, `… [backport 0.1]`, `… (backport)`, `… (backport to 0.1)`. */
const BRANCH_AT_END = new RegExp(
  String.raw`\s*(?:\(|\[|- )(?:${PORT_WORD}(?: (?:to|for|on))?(?: [^)\]]{1,60})?|v?\d+\.(?:\d+|x)[\w.]*)[)\]]?\s*$`,
  'iu',
);
const TO_BRANCH = /\s+(?:(?:in)?to|onto|on|for)(?: the)?(?: branch)? [`"']?[\w./-]+[`"']?(?: branch)?\s*$/iu;
const ON_BRANCH = /^\s*(?:(?:in)?to|onto|on|for)(?: the)?(?: branch)? [`"']?[\w./-]*\w[`"']?(?: branch)?/iu;

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
  const words = quotedIn(ported)?.titles[0] ?? ported.replace(TO_BRANCH, '');
  const { number = null, repository = null } = numberedIn(NUMBER_AT_END, words) ?? {};
  const isOwn = number !== null && repository === null;
  return { title: words, numbers: isOwn ? [number] : [], oids: [], isSaid: true };
}

/** `[backport 0.2]`, `[forward-port]`. */
const PORT_MARK = new RegExp(String.raw`^\s*\[${PORT_WORD}\b`, 'iu');

/** The name of a branch that stands before a title in brackets. */
export function branchBefore(title: string): string | null {
  return /^\s*\[([^\]]{1,60})\]/u.exec(title)?.[1]?.trim() ?? null;
}

/** Without the branch that stands before a title in brackets, or before a colon. */
function withoutMarks(title: string): string {
  const bare = title.trim().replace(BRACKETS, '').replace(VERSION_BEFORE, '');
  return bare === '' || bare === title ? title : withoutMarks(bare);
}

/**
 * `Backport of #10`, `This is an automatic backport of pull request #10 done by …` (Mergify), `Cherry pick of #10 on …`
 * (Kubernetes), `This is an automated cherry-pick of #10` (prow), `(cherry picked from commit 0123abc)` (`git cherry-pick -x`).
 */
const PORTED_LINE = new RegExp(
  String.raw`^[^\w\n]{0,6}(?:this )?(?:(?:PR|pull request) )?(?:is )?(?:an? )?(?:(?:automat(?:ed|ic)|manual) )?${PORT_WORD}(?: (?:of|from|for))?:? (?:(?:the )?(?:PRs?|pull requests?|commits?) )?[[<*]{0,3}(${REFERENCE_LIST})()`,
  'gimu',
);

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

/**
 * How tools call the branches that they make: `backport-10-to-0.1` (tibdex/backport, korthout/backport-action),
 * `cherry-pick-10-to-release-1.36` (prow), `automated-cherry-pick-of-#10-upstream-release-1.36` (Kubernetes),
 * `auto-backport-of-pr-10-on-0.2.x` (MeeseeksDev), `mergify/bp/0.1/pr-10`, `backport/0.1/pr-10` (sorenlouv/backport),
 * `patchback/backports/0.1/0123abc…/pr-10`, and by the commit `backport-0123abc-3.12` (CPython's miss-islington).
 */
const PORT_BRANCHES = [
  /^(?:auto(?:mated)?-)?(?:(?:back|forward)-?port|cherry-?pick)(?:-of)?(?:-pr)?-#?(\d+)-(?:to|on|onto|upstream|origin)-/iu,
  /^(?:mergify\/(?:bp|copy)|(?:patchback\/)?(?:back|forward)-?ports?)\/.+\/pr-(\d+)$/iu,
  /^(?:back|forward)-?port-()([0-9a-f]{7,40})-/iu,
];

/** What the name of its branch says that a change brings to another one. */
export function portedFrom(headRefName: string): References {
  for (const form of PORT_BRANCHES) {
    const [, number, oid] = form.exec(headRefName) ?? [];
    if (number) return { numbers: [Number(number)], oids: [] };
    if (oid !== undefined) return { numbers: [], oids: [oid.toLowerCase()] };
  }
  return NO_REFERENCES;
}

const PORT_WORDS = /\b(?:back|forward)[- ]?port|\bcherry[- ]?pick/iu;

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
