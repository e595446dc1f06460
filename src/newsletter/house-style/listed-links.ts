import type { Month } from '../activity/month.js';
import { isWebAddress, linkKey } from '../markdown/addresses.js';
import type { EarlierEdition, PartText } from './earlier-edition.js';

/** How many editions back a link is still known. */
const REMEMBERED = 12;

/** The first link of a list item at the margin. */
const ITEM_LINK = /^[-*+] +[^\n]*?\]\((https?:\/\/[^\s)]+)\)/gm;

/**
 * The links that the parts of the last twelve editions list, each with the latest edition that has it, by `linkKey`.
 * Those within sections, entries for the most part, are not news.
 */
export function listedLinks(earlier: readonly EarlierEdition[]): ReadonlyMap<string, Month> {
  const links = earlier
    .slice(-REMEMBERED)
    .flatMap(({ month, parts }) => parts.flatMap(itemLinksIn).map((url) => [linkKey(url), month] as const));
  return new Map(links);
}

function itemLinksIn({ blocks }: PartText): readonly string[] {
  return blocks
    .filter(({ kind }) => kind === 'list')
    .flatMap(({ text }) => [...text.matchAll(ITEM_LINK)].map(([, url = '']) => url))
    .filter(isWebAddress);
}
