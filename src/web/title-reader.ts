import { Parser } from 'htmlparser2';
import { cleanTitle } from '../newsletter/markdown/markdown.js';
import { fetchPage, PageRefused } from './fetch-page.js';

/** The title of a page on the web, not yet Markdown; `null` when there is none to read. Never throws. */
export type ReadTitle = (url: string) => Promise<string | null>;

/** Milliseconds after which a page that could not be read is asked for again. */
const FAILURE_KEPT = 6 * 60 * 60_000;
const MOST_KEPT = 500;

/** Reads no page. */
export const readNoTitle: ReadTitle = () => Promise.resolve(null);

/**
 * Reads each page once as long as the reader lives, and one without a title again after some hours. Why there is none
 * is told to `say`, a sentence.
 */
export function createTitleReader(
  now: () => Date,
  say: (sentence: string) => void,
  fetch: (url: string) => Promise<string> = fetchPage,
): ReadTitle {
  const known = new Map<string, { readonly title: string | null; readonly until: number }>();
  const read = async (url: string) => {
    try {
      const title = pageTitle(await fetch(url));
      if (title === null) say(`The page ${url} has no title; its link shows the address.`);
      return title;
    } catch (error) {
      say(`The page ${url} is not read; its link shows the address: ${reasonOf(error)}.`);
      return null;
    }
  };
  return async (url) => {
    const time = now().getTime();
    const kept = known.get(url);
    if (kept !== undefined && time < kept.until) return kept.title;
    const title = await read(url);
    known.set(url, { title, until: title === null ? time + FAILURE_KEPT : Number.POSITIVE_INFINITY });
    for (const oldest of [...known.keys()].slice(0, -MOST_KEPT)) known.delete(oldest);
    return title;
  };
}

function reasonOf(error: unknown): string {
  return error instanceof PageRefused ? error.message : 'it does not answer';
}

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
