import { wordsIn } from '../newsletter/edition/skeleton-parts.js';
import { escapeTitle, type Markdown } from '../newsletter/markdown/markdown.js';
import { linkKey, withoutTracking } from '../newsletter/markdown/web-address.js';
import { collectAsked } from '../notes/collect-asked.js';
import type { NoteSources } from '../notes/note-sources.js';
import type { ReadTitle } from '../web/title-reader.js';

/** Pages of one run. Links beyond that show their address. */
const MOST_PAGES = 20;

/**
 * What the links without a title may show, by their address without tracking parameters: what `offered`, the bot's last
 * text, says of them, else what their pages call themselves. So the draft does not change with a page, nor when that is down.
 * Pages are read before anybody approves a link, so that its title is a part of what is approved.
 */
export async function readLinkWords(
  sources: NoteSources,
  offered: string | null,
  readTitle: ReadTitle,
): Promise<NoteSources['linkWords']> {
  const links = untitledLinks(sources).map((url) => ({ url, kept: wordsIn(offered ?? '', url) }));
  const asked = links.filter(({ kept }) => kept === null).slice(0, MOST_PAGES);
  const titles = new Map(
    await Promise.all(asked.map(async ({ url }) => [url, await readTitle(url)] as const)),
  );
  return new Map(
    links.map(({ url, kept }) => [url, kept !== null ? [kept] : wordsOf(titles.get(url) ?? null)]),
  );
}

function wordsOf(title: string | null): readonly Markdown[] {
  return title === null ? [] : [escapeTitle(title)];
}

/** Each once; not those that are refused, whatever they are called. */
function untitledLinks(sources: NoteSources): readonly string[] {
  const urls = collectAsked(sources).flatMap(({ understood }) => {
    if (!('command' in understood)) return [];
    const { command } = understood;
    if (command.verb !== 'link' || command.title !== null) return [];
    const key = linkKey(command.url);
    const isRefused = sources.knownLinks.has(key) || sources.typedLinks.has(key);
    return isRefused ? [] : withoutTracking(command.url);
  });
  return [...new Set(urls)];
}
