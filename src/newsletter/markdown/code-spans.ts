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

/** An invisible sign that nobody can type: it is taken out of all that people write. */
const PART = '\u2060';

/** Blocks of code in which no template engine finds a call: an invisible sign parts its braces until `codeFor` is told the site. */
export function partedCalls(code: string): string {
  return code.replace(/\{(?=[{%#])/g, `{${PART}`);
}

/** What a site has read the code of a page before Markdown does. */
export type TemplateEngine = keyof typeof ENGINES;

interface Engine {
  /** What would be called, as the site's documentation says to show it. */
  readonly shown?: readonly (readonly [RegExp, string])[];
  /** What it might call otherwise, up to the sign that a space stands for then; all else is left alone by the engine. */
  readonly called?: RegExp;
}

const ZOLA_VALUE = String.raw`(?:"[^"\n]*"|'[^'\n]*'|-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)`;
const ZOLA_ARGUMENT = String.raw`[A-Za-z_]\w* *= *${ZOLA_VALUE}`;
const ZOLA_CALL = String.raw`( *[A-Za-z_]\w* *\( *(?:${ZOLA_ARGUMENT}(?: *, *${ZOLA_ARGUMENT})*)? *\) *)`;
const HUGO_WORDS = String.raw`((?:(?!\*/|[>%]\}\}|\{${PART})[^\n])*)`;

const ENGINES = {
  /** Code is code: MDX, Astro, and Vue, which is told so by `v-pre` (https://vuepress.vuejs.org/guide/markdown.html). */
  none: {},
  /**
   * `{{ name(key="value") }}`, and `{% name() %}` up to `{% end %}`. Without parentheses they are text, and a comment shows the
   * former (https://www.getzola.org/documentation/content/shortcodes/, its grammar in `content.pest`).
   */
  zola: {
    shown: [[new RegExp(String.raw`\{${PART}\{${ZOLA_CALL}\}\}`, 'g'), '{{/*$1*/}}']],
    called: new RegExp(
      String.raw`\{${PART}(?=\{\s*(?:/\*|[A-Za-z_]\w*\s*\()|%\s*(?:/\*|end\b|[A-Za-z_]\w*\s*\())`,
      'g',
    ),
  },
  /** `{{< name >}}` and `{{% name %}}`, which comments show (https://gohugo.io/content-management/shortcodes/). */
  hugo: {
    shown: [
      [new RegExp(String.raw`\{${PART}\{<${HUGO_WORDS}>\}\}`, 'g'), '{{</*$1*/>}}'],
      [new RegExp(String.raw`\{${PART}\{${PART}%${HUGO_WORDS}%\}\}`, 'g'), '{{%/*$1*/%}}'],
    ],
    called: new RegExp(String.raw`\{${PART}(?=\{${PART}?[<%])`, 'g'),
  },
  /** Liquid, and Nunjucks, which Eleventy can be set to (https://shopify.github.io/liquid/tags/template/#raw). */
  liquid: {
    shown: [[new RegExp(String.raw`(?:\{${PART})+[{%#]`, 'g'), '{% raw %}$&{% endraw %}']],
  },
  /** mdBook takes in files by `{{#include}}` (https://rust-lang.github.io/mdBook/format/mdbook.html). */
  mdbook: { called: new RegExp(String.raw`\{${PART}(?=\{${PART}?\s*#)`, 'g') },
  /** Jinja, where MkDocs has the plugin of macros, of which the newsletter knows nothing: it runs all that it finds. */
  jinja: { called: new RegExp(String.raw`\{${PART}`, 'g') },
} as const satisfies Readonly<Record<string, Engine>>;

/** Safe Markdown with its blocks of code as the site shows them: as they were typed. */
export function codeFor(engine: TemplateEngine, text: string): string {
  if (!text.includes(PART)) return text;
  const { shown = [], called }: Engine = ENGINES[engine];
  const written = shown.reduce((rest, [call, source]) => rest.replace(call, source), text);
  return (called === undefined ? written : written.replace(called, '{ ')).replaceAll(PART, '');
}

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
