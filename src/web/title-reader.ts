import { fetchPage, PageRefused } from './fetch-page.js';
import { pageTitle } from './page-title.js';

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
