import type { EarlierEdition } from './earlier-edition.js';
import type { Month } from './month.js';
import { isWebAddress, linkKey } from './web-address.js';

/** A link is news again after so many editions. */
const EDITIONS = 12;

const ADDRESS = /(?:\]\(\s*<?|<)(https?:\/\/[^\s<>)]+)/gi;

/** The links of the latest editions by `linkKey`, each with the latest edition that has it. */
export function knownLinks(earlier: readonly EarlierEdition[]): ReadonlyMap<string, Month> {
  const known = new Map<string, Month>();
  for (const edition of earlier.slice(-EDITIONS)) {
    for (const text of textsOf(edition)) {
      for (const [, url = ''] of text.matchAll(ADDRESS)) {
        if (isWebAddress(url)) known.set(linkKey(url), edition.month);
      }
    }
  }
  return known;
}

function textsOf({ parts }: EarlierEdition): readonly string[] {
  return parts.flatMap(({ blocks, sections }) => [
    ...blocks.map(({ text }) => text),
    ...sections.flatMap((section) => [section.text, ...section.blocks.map(({ text }) => text)]),
  ]);
}
