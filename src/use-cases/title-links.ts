import type { EditionNotes, LinkNote } from '../newsletter/edition/edition-notes.js';
import { wordsIn } from '../newsletter/edition/noted-links.js';
import type { ReadTitle } from '../web/title-reader.js';

/** Pages of one run; what is left waits for the next. */
const MOST_PAGES = 10;

/**
 * The notes, in which links that were offered without a title have that of their page. What `offered`, the bot's last
 * text, says of a link stays: so the draft does not change with the page, nor when that is down.
 */
export async function titleLinks(
  notes: EditionNotes,
  offered: string | null,
  readTitle: ReadTitle,
): Promise<EditionNotes> {
  const kept = notes.links.map((link) => ({ ...link, words: wordsIn(offered ?? '', link.url) }));
  const untitled = kept.filter(({ title, words }) => title === null && words === null).slice(0, MOST_PAGES);
  const read = async ({ url }: LinkNote) => [url, await readTitle(url)] as const;
  const titles = new Map(await Promise.all(untitled.map(read)));
  const links = kept.map((link) => ({ ...link, title: link.title ?? titles.get(link.url) ?? null }));
  return { ...notes, links };
}
