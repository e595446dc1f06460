import MarkdownIt from 'markdown-it';

/** By Zola's grammar, which it applies before it reads Markdown, in code and comments too. */
const SHORTCODE = /\{[{%](?:\/\*)?\s*[A-Za-z_]\w*\s*\(|\{%(?:\/\*)?\s*end\s*(?:\*\/)?%\}/g;

/** Where Zola would see a shortcode's call or its end, also of one that it is told to take literally. */
export function shortcodesIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(SHORTCODE)].map(([call]) => call);
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
