import { type Block, type Document, lineOf } from '../document/document.js';
import { addressesIn } from '../markdown/addresses-in.js';
import { isWebAddress, linkKey } from '../markdown/web-address.js';

/** Where a text has a link: on a line, counted from 1, in a block or an item of a list. */
interface Place {
  readonly key: string;
  readonly line: number;
  readonly text: string;
}

/**
 * The links that people typed into a draft, by `linkKey`, each with its line: those in more blocks and list items of
 * `current` than of `offered`, the bot's last text. What stands in comments and code is no link.
 */
export function typedLinks(current: Document, offered: Document | null): ReadonlyMap<string, number> {
  const before = offered === null ? [] : placesIn(offered);
  const now = placesIn(current);
  const lines = new Map<string, number>();
  for (const key of new Set(now.map((place) => place.key))) {
    const [known, places] = [before, now].map((all) => all.filter((place) => place.key === key));
    if (known === undefined || places === undefined || places.length <= known.length) continue;
    const typed = places.find(({ text }) => !known.some((other) => other.text === text)) ?? places.at(-1);
    if (typed !== undefined) lines.set(key, typed.line);
  }
  return lines;
}

/** What stands in them is not shown as a link. */
const WITHOUT_LINKS: readonly Block['kind'][] = ['comment', 'code', 'front-matter'];

function placesIn(document: Document): readonly Place[] {
  return document.pieces
    .filter(({ block }) => !WITHOUT_LINKS.includes(block.kind))
    .flatMap((piece) => {
      const text = piece.source;
      const keys = new Set(addressesIn(text).filter(isWebAddress).map(linkKey));
      return [...keys].map((key) => ({ key, line: lineOf(document, piece), text }));
    });
}
