import { addressesIn } from '../markdown/addresses-in.js';
import type { Span } from '../markdown/block-structure.js';
import { type Block, isComment, parseBlocks } from '../markdown/blocks.js';
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
export function typedLinks(current: string, offered: string | null): ReadonlyMap<string, number> {
  const before = placesIn(offered ?? '');
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

function placesIn(source: string): readonly Place[] {
  return parseBlocks(source)
    .filter((block) => !isComment(block) && block.kind !== 'code' && block.kind !== 'front-matter')
    .flatMap(spansOf)
    .flatMap(({ start, end }) => {
      const text = source.slice(start, end);
      const keys = new Set(addressesIn(text).filter(isWebAddress).map(linkKey));
      const line = source.slice(0, start).split('\n').length;
      return [...keys].map((key) => ({ key, line, text }));
    });
}

function spansOf({ start, end, items }: Block): readonly Span[] {
  return items.length === 0 ? [{ start, end }] : items;
}
