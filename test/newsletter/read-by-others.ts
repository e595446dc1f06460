import MarkdownIt from 'markdown-it';

/** What template engines begin a call with, which they look for before they read Markdown, in code and comments too. */
const TEMPLATE_CALL = /\{[{%#].{0,20}/g;

/** Where Zola, Tera, Liquid, Nunjucks or Hugo would see a call, whether they know it or not. */
export function callsIn(markdown: string): readonly string[] {
  return markdown.match(TEMPLATE_CALL) ?? [];
}

const github = new MarkdownIt({ html: true });

/** Names and e-mail addresses, issues, web addresses and commits, as GitHub finds them within a piece of text. */
const LIVE = /@\w+|#\d+|\bGH-\d+|(?:https?|ftp):\/\/\S+|\bwww\.\S+|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])/gi;

/** A hash that is cut in two names no commit, whichever of its ends is left. */
const REST_OF_HASH = /(?<=[0-9a-f])<!-- -->[0-9a-f]+/gi;

/**
 * What GitHub would make a link, a mention, a reference or a checkbox of in the body of a pull request or in a comment.
 * It looks at the text between two tags or comments, but not at code.
 */
export function liveOnGitHub(markdown: string): readonly string[] {
  const html = github.render(markdown).replace(/<code>.*?<\/code>/gs, '<>');
  const texts = html.replace(REST_OF_HASH, '<>').split(/<!--.*?-->|<[^<>]*>/s);
  const found = texts.flatMap((text) => text.replaceAll('&amp;', '&').match(LIVE) ?? []);
  return [...found, ...(html.match(/<(?:a|img)\b/g) ?? []), ...(markdown.match(/^\s*- \[[ xX]\]\s/gm) ?? [])];
}
