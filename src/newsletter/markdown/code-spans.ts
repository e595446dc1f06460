/**
 * A title in pieces: each a UTF-16 unit of text, or a whole code span with its backticks (three units or more).
 * Only text can be escaped.
 */
export type Tokens = readonly string[];

/**
 * What template engines read in text, code and comments alike, before anybody reads Markdown: Zola's and Hugo's shortcodes,
 * the tags of Tera, Liquid (Jekyll, Eleventy) and Nunjucks. Half a pair is enough to break the build of some sites.
 */
export const TEMPLATE_CALL = /\{[{%#]/g;

/**
 * The `@` of code that begins like an e-mail address and has a tag or a link behind it. Hugo (goldmark) takes backticks for
 * letters of an address, and so loses the one that begins the code (https://spec.commonmark.org/0.31.2/#email-address).
 */
export const ADDRESS_IN_CODE = /(?<=^[\w.!#$%&'*+/=?^`{|}~@-]*)@(?=[\w-]+\..*[<[])/gs;

/** What no backslash stops in code. */
export const UNSTOPPABLE = [TEMPLATE_CALL, ADDRESS_IN_CODE];

/** What ends an HTML comment, to a Markdown parser or to a browser. */
export const COMMENT_END = /--!?>/g;

/**
 * The tokens of a title. GitHub's code spans go from a run of backticks to the next run of the same length. No backslash
 * works in code, so a code span is split before the last character of what `breakUp` matches.
 */
export function tokensOf(title: string, breakUp: readonly RegExp[] = UNSTOPPABLE): Tokens {
  const runs = [...title.matchAll(/`+/g)];
  const tokens: string[] = [];
  let position = 0;
  for (const [nth, run] of runs.entries()) {
    if (run.index < position) continue;
    const closing = runs.slice(nth + 1).find(([fence]) => fence.length === run[0].length);
    if (closing === undefined) continue;
    const end = closing.index + closing[0].length;
    tokens.push(...title.slice(position, run.index).split(''));
    tokens.push(...brokenUp(withLongFence(title.slice(run.index, end), run[0].length), breakUp));
    position = end;
  }
  return [...tokens, ...title.slice(position).split('')];
}

export function isCode(token: string): boolean {
  return token.length > 1;
}

/** What a reader sees of a code span: without the fence and one space of padding. */
export function codeValue(code: string): string {
  const fence = /^`+/.exec(code)?.[0].length ?? 0;
  const value = code.slice(fence, -fence);
  return /^ .*[^ ].* $/s.test(value) ? value.slice(1, -1) : value;
}

/** The text as code that template engines leave alone: what would be a call is interrupted by a sign outside code. */
export function codeSource(text: string): string {
  return brokenUp(fenced(text), UNSTOPPABLE).join('');
}

/** One character a token, so that positions are tokens: code spans are shown as NUL. */
export function outline(tokens: Tokens): string {
  return tokens.map((token) => (isCode(token) ? '\0' : token)).join('');
}

/** The code with a fence longer than all runs within: kramdown ends code in the middle of a longer run, and frees its tags. */
function withLongFence(code: string, fence: number): string {
  const value = codeValue(code);
  return [...value.matchAll(/`+/g)].some(([run]) => run.length > fence) ? fenced(value) : code;
}

function brokenUp(code: string, breakUp: readonly RegExp[]): Tokens {
  const value = codeValue(code);
  const breaks = breakUp.flatMap((pattern) =>
    [...value.matchAll(pattern)].map(({ index, 0: sequence }) => index + sequence.length - 1),
  );
  if (breaks.length === 0) return code === '' ? [] : [code];
  const tokens: string[] = [];
  let position = 0;
  for (const at of breaks.sort((left, right) => left - right)) {
    tokens.push(fenced(value.slice(position, at)), value.charAt(at));
    position = at + 1;
  }
  return [...tokens, fenced(value.slice(position))].filter((token) => token !== '');
}

function fenced(value: string): string {
  if (value === '') return '';
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = /^`|`$|^ .*[^ ].* $/s.test(value) ? ' ' : '';
  return `${fence}${padding}${value}${padding}${fence}`;
}
