import { Parser } from 'htmlparser2';
import { cleanTitle } from '../newsletter/markdown/markdown.js';

/** What may stand before a page's content; anything else begins that. */
const HEAD = new Set(['html', 'head', 'title', 'meta', 'link', 'script', 'style', 'base']);

/** What of a page's head may hold elements of its content. */
const ASIDE = new Set(['noscript', 'template']);

/** A head has fewer; what has more was made to keep somebody busy. */
const MOST_TAGS = 2_000;
const CHUNK = 4_096;

/**
 * The title of an HTML page, on one line: what it calls itself to other sites (`og:title`), else its `<title>`. Only
 * the page's head is read. `null` when there is none.
 */
export function pageTitle(html: string): string | null {
  let tags = 0;
  let aside: string | null = null;
  let isInTitle = false;
  let isOver = false;
  let title = '';
  let socialTitle = '';
  const parser = new Parser({
    onopentag(name, { property, content = '' }) {
      tags += 1;
      if (aside !== null) return;
      if (ASIDE.has(name)) aside = name;
      else if (!HEAD.has(name)) isOver = true;
      else if (name === 'title') isInTitle = title === '';
      else if (name === 'meta' && property === 'og:title' && !isOver) socialTitle ||= content;
    },
    ontext(text) {
      if (isInTitle && !isOver) title += text;
    },
    onclosetag(name) {
      if (name === aside) aside = null;
      else if (name === 'title') isInTitle = false;
      else if (name === 'head' && aside === null) isOver = true;
    },
  });
  for (let start = 0; start < html.length && !isOver && tags < MOST_TAGS; start += CHUNK) {
    parser.write(html.slice(start, start + CHUNK));
  }
  return [socialTitle, title].map(cleanTitle).find((text) => text !== '') ?? null;
}
