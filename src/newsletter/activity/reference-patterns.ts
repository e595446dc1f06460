/*
 * The forms in which people and tools name other changes: in titles, descriptions, commit messages and names of branches. What
 * they mean is decided in references.ts.
 */

const OID = '[0-9a-f]{7,40}';
const NAME = String.raw`[\w.-]+\/[\w.-]+`;
const REFERENCE = String.raw`(?:${NAME})?#\d+|\bGH-\d+|https?:\/\/[^\s\/]+\/${NAME}\/(?:pull\/\d+|commit\/${OID})|(?:${NAME}@)?\b${OID}\b`;
const REFERENCE_LIST = `(?:${REFERENCE})(?:\\s*(?:,|and|&)\\s*(?:${REFERENCE}))*`;
export const NAMED = new RegExp(
  String.raw`(?:(${NAME})?#|\bGH-|\/(${NAME})\/pull\/)(\d+)|(?:(${NAME})@|\/(${NAME})\/commit\/)?\b(${OID})\b`,
  'giu',
);

/** `[0.1] `, `hotfix: `, `fix(lever): `, an issue's `gh-7: `, Go's `net/http: `, and the picture that gitmoji.dev has for reverts: they change nothing of what a title says. */
const BEFORE = String.raw`^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f]|:[a-z\d_+-]{2,30}:|\[[^\]]{0,60}\]:?)\s*)*(?:(?!revert|re-?appl|re-?land)#?\w[\w.\/-]{0,39}(?:\([^)]{0,40}\))?!?:\s*)?`;
/** `Temporarily revert`, `Auto-revert`: it was taken back whole. */
const HOW =
  '(?:(?:temporar(?:il)?y|manual(?:ly)?|full(?:y)?|complete(?:ly)?|entirely|auto(?:mat(?:ed|ic|ically))?|quick(?:ly)?|please)[ -])?';
const BEHIND_WORD = String.raw`\b\]?(?:\s+of\b)?\s*:?\s*`;
/** By GitHub's button and `git revert`; `revert: …` by the convention of commit messages; `[Revert] …` by people. */
export const REVERT = new RegExp(`${BEFORE}${HOW}\\[?revert(?:s|ed|ing)?${BEHIND_WORD}`, 'iu');
/** Gerrit's name of a revert of a revert is `Revert^2 "Add a lever"`, and so on. */
export const REVERT_AGAIN = new RegExp(`${BEFORE}revert\\^(\\d)\\s*`, 'iu');
/** What git, since 2.43, and GitHub call the revert of a revert; "Reland" is Chromium's word. */
export const REAPPLY = new RegExp(
  `${BEFORE}${HOW}\\[?(?:re-?appl(?:y|ies|ied)|re-?land(?:s|ed)?|un-?revert(?:s|ed)?)${BEHIND_WORD}`,
  'iu',
);
/** Phabricator's word, then those of Google's tools. What is neither quoted nor numbered behind them may be anything. */
export const BACK_OUT = new RegExp(
  `${BEFORE}${HOW}(?:back(?:s|ed|ing)?[- ]?out|roll(?:s|ed|ing)?[- ]?back|undo|unland)${BEHIND_WORD}`,
  'iu',
);

/** A title in any quotes, and what stands behind. */
export const QUOTED =
  /^(?:"(.*)"|[“„](.*)[”“]|'(.*)'|[‘‚](.*)[’‘]|«(.*)»|»(.*)«|[「『](.*)[」』]|`(.*)`)([^"“”'‘’«»「」『』`]*)$/u;
export const BETWEEN_QUOTED = /["”'’]\s*(?:,|and|&)\s*["“'‘]/u;
export const LISTED = new RegExp(
  `^(?:(?:the\\s+)?(?:PRs?|pull[- ]requests?|commits?|changesets?)\\s*)?\\(?(${REFERENCE_LIST})(.*)$`,
  'iu',
);
/** A word that says that the change was not taken back whole, or that more was done: then both must be seen. */
export const NOT_WHOLE =
  /\b(?:part(?:s|ly|ial|ially)?|some|half|most|and|but|instead|except|keep(?:s|ing)?|with|without|replac(?:e|es|ed|ing)|only)\b|'s\b|[&+]/iu;
/**
 * Right behind a title or a number: where it was taken back, so that it may stay elsewhere. `for now`, a reason and the name
 * of a usual branch are no such place.
 */
export const NOT_EVERYWHERE =
  /^\s*(?:for (?!now\b|\w+ing\b)|(?:on|in|from) (?!behalf\b|(?:main|master|trunk|next|develop)\b|v?\d)|(?:within|under|when|where|if|unless)\b)/iu;
/** The headline of a merge, by GitHub, or by bors and homu. */
export const MERGE_HEADLINE = /^(?:auto )?merge (?:of |pull request |PR )?()#(\d+)\b/iu;
/** Of a squashed pull request, also within the quotes of a revert; CPython writes `GH-10`. */
export const NUMBER_AT_END = /\s*\(([\w.-]+\/[\w.-]+)?(?:#|GH-)(\d+)\)\s*$/iu;

/**
 * `Reverts acme/widget#10` is what GitHub's button writes ("Reverting a pull request", docs.github.com), `This reverts commit
 * 0123abc.` what `git revert` does; `Reverted https://…/pull/10 on behalf of …` is PyTorch's merge bot.
 */
export const REVERTED_LINE = new RegExp(
  `^[^\\w\\n]{0,6}(?:this )?(?:(?:PR|pull request|commit|change) )?(?:is )?(?:a )?(?:(?:full|complete|clean|manual) )?revert(?:s|ed|ing)?\\*{0,2}(?: of)?:?\\*{0,2} (?:the )?(?:changes? (?:of|from|in|made (?:in|by)) (?:the )?)?(?:(?:PRs?|pull[- ]requests?|(?:merge )?commits?|changesets?) ?)?[[<*]{0,3}(${REFERENCE_LIST})([^\\n]*)`,
  'gimu',
);

export const IN_PART =
  /\bpart(?:ly|ial(?:ly)?)?\s+(?:back(?:s|ed)?[- ]?out|revert|roll(?:s|ed)?[- ]?back|undo)|\brevert(?:s|ed|ing)?(?: only)? (?:a |some |most )?(?:parts?|half|some|most|bits?) of\b/iu;
/** Right behind what was taken back. */
export const PART_BEHIND =
  /^[\s)\].,*]*(?:\bpart|\bin part\b|'s\b|[([,:–—-]*\s*(?:but|except|excluding|keep(?:s|ing)?|without|only|partial(?:ly)?)\b)/iu;

/** A sentence of its own counts as a line. */
export const SENTENCE_END = /(?<=[.!?:;]) {1,2}(?=(?:this )?(?:revert|backport|cherry))/giu;

/** "Port" alone may be anything, unless a change follows. */
const PORT_WORD = `(?:(?:back|forward|fwd|up)[- ]?port(?:s|ed|ing)?|bp|cherry[- ]?pick(?:s|ed|ing)?|(?:port|uplift)(?:s|ed)?(?= (?:(?:of|from) )?(?:(?:the )?(?:PRs?|pull requests?|commits?) )?(?:${REFERENCE})))`;
/**
 * `[0.1]`, `[backport 0.2]`, `[Backport release-1.x]`; prow and others put the branch alone there, Swift two cherries. The type of
 * a commit may stand before it, `chore: [0.1] …`, or hold it, `chore(backport 0.1): …`.
 */
export const BRACKETS = new RegExp(
  String.raw`^\s*(?:(?:[a-z]{2,12}: ?)?\[[^\]]{1,60}\]:?|[a-z]{2,12}\(${PORT_WORD}\b[^)]{0,60}\):|\u{1f352}\ufe0f?|:cherries:)\s*`,
  'iu',
);
/** `Backport PR #10 …` (MeeseeksDev), `Automated cherry pick of #10: …` (Kubernetes), `backport(0.2): …`. */
export const PORT = new RegExp(
  String.raw`^\W{0,3}(?:(?:automat(?:ed|ic)|manual|author) )?${PORT_WORD}(?:\([^)]{0,60}\)|\))?(?: (?:of|from|for))?(?!\w)\s*:?\s*`,
  'iu',
);
/** `v0.9: …`, `release-0.1: …`, `v20.x backport: …` (Node.js). */
export const VERSION_BEFORE = /^(?:[a-z]+[-/ ])?v?\d+\.(?:\d+|x)[\w.]*(?: backport)?\s*:\s+/iu;
/** `… (backport #10)` (Mergify), `… (cherry-pick #10)`, `… (#10)` (backport, of Elastic), `… (GH-10)` (CPython). */
export const PORT_AT_END = new RegExp(
  String.raw`\s*(?:\(|\[|\| ?|- )((?:manual )?${PORT_WORD}(?: (?:of|from|for|to))?|copy)?\s*(?:PR |pull request )?(?:#|GH-)?(\d+)(?: (?:to|on) [^)\]]{1,60})?[)\]]?\s*$`,
  'iu',
);
/** `… (0.9)`, `… [backport 0.1]`, `… (backport)`, `… (backport to 0.1)`, `… (0.1 backport)`. */
export const BRANCH_AT_END = new RegExp(
  String.raw`\s*(?:\(|\[|- )(?:(?:manual )?${PORT_WORD}(?: (?:to|for|on))?(?: [^)\]]{1,60})?|v?\d+\.(?:\d+|x)[\w.]*(?: ${PORT_WORD})?)[)\]]?\s*$`,
  'iu',
);
export const TO_BRANCH =
  /\s+(?:(?:in)?to|onto|on|for)(?: the)?(?: branch)? [`"']?[\w./-]+[`"']?(?: branch)?\s*$/iu;
export const ON_BRANCH =
  /^\s*(?:(?:in)?to|onto|on|for)(?: the)?(?: branch)? [`"']?[\w./-]*\w[`"']?(?: branch)?/iu;

/** `[backport 0.2]`, `[forward-port]`, `chore(backport 0.2): `. */
export const PORT_MARK = new RegExp(String.raw`^\s*(?:\[|[a-z]{2,12}\()${PORT_WORD}\b`, 'iu');

/**
 * `Backport of #10`, `This is an automatic backport of pull request #10 done by …` (Mergify), `Cherry pick of #10 on …`
 * (Kubernetes), `This is an automated cherry-pick of #10` (prow), `(cherry picked from commit 0123abc)` (`git cherry-pick -x`).
 */
export const PORTED_LINE = new RegExp(
  String.raw`^[^\w\n]{0,6}(?:this )?(?:(?:PR|pull request) )?(?:is )?(?:an? )?(?:(?:automat(?:ed|ic)|manual|author) )?${PORT_WORD}(?: (?:of|from|for))?:? (?:(?:the )?(?:PRs?|pull requests?|commits?) )?[[<*]{0,3}(${REFERENCE_LIST})()`,
  'gimu',
);

/**
 * How tools call the branches that they make: `backport-10-to-0.1` (tibdex/backport, korthout/backport-action),
 * `cherry-pick-10-to-release-1.36` (prow), `automated-cherry-pick-of-#10-upstream-release-1.36` (Kubernetes),
 * `auto-backport-of-pr-10-on-0.2.x` (MeeseeksDev), `mergify/bp/0.1/pr-10`, `backport/0.1/pr-10` (sorenlouv/backport),
 * `patchback/backports/0.1/0123abc…/pr-10`, and by the commit `backport-0123abc-3.12` (CPython's miss-islington).
 */
export const PORT_BRANCHES = [
  /^(?:auto(?:mated)?-)?(?:(?:back|forward)-?port|cherry-?pick)(?:-of)?(?:-pr)?-#?(\d+)-(?:to|on|onto|upstream|origin)-/iu,
  /^(?:mergify\/(?:bp|copy)|(?:patchback\/)?(?:back|forward)-?ports?)\/.+\/pr-(\d+)$/iu,
  /^(?:back|forward)-?port-()([0-9a-f]{7,40})-/iu,
];

export const PORT_WORDS = /\b(?:back|forward)[- ]?port|\bcherry[- ]?pick/iu;
