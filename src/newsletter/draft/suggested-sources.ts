import { isOwnedBy, nameKey } from '../activity/names.js';
import { LINK_PARTS, type LinkPart } from '../edition/amendments.js';
import { isCalled } from '../edition/link-parts.js';
import type { EarlierEdition, PartText } from '../house-style/earlier-edition.js';
import { isWebAddress } from '../markdown/addresses.js';
import { onOneLine } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';

/** A site or repository that editions link to in one part. */
export interface RecurringPlace {
  /** `owner/name` on GitHub, else a host, with its group where a site has many. */
  readonly name: string;
  readonly isRepository: boolean;
  readonly part: LinkPart;
  readonly links: number;
  /** Keys of the periods whose editions link to it, in order. */
  readonly editions: readonly string[];
  readonly example: string;
}

/** Editions that are looked through, and how many of them make a habit. */
const LOOKED_THROUGH = 12;
const FEWEST_EDITIONS = 3;

/**
 * The places that at least three of the last twelve editions link to in the same part, outside of its sections; those that
 * recur most come first. Repositories of the organization are collected anyway.
 */
export function recurringPlaces(
  editions: readonly EarlierEdition[],
  organization: string,
): readonly RecurringPlace[] {
  const places = new Map<string, RecurringPlace>();
  for (const { period, parts, document } of editions.slice(-LOOKED_THROUGH)) {
    for (const part of parts) {
      const kind = LINK_PARTS.find((one) => isCalled(document.form, part.heading, one));
      if (kind === undefined) continue;
      for (const url of linksIn(part)) {
        const { name, isRepository } = placeOf(url);
        if (isRepository && isOwnedBy(name, organization)) continue;
        const key = `${kind} ${nameKey(name)}`;
        const before = places.get(key) ?? { links: 0, editions: [] };
        const own = [...new Set([...before.editions, period.key])];
        const links = before.links + 1;
        places.set(key, { name, isRepository, part: kind, links, editions: own, example: url });
      }
    }
  }
  return [...places.values()].filter(({ editions: own }) => own.length >= FEWEST_EDITIONS).sort(byHabit);
}

/** The first link of a list item, at any depth. */
const ITEM_LINK = /^ *[-*+] +[^\n]*?\]\((https?:\/\/[^\s)]+)\)/gm;

/** What the lists of a part link to, those under headings of its own such as "Linux" included, those of sections not. */
function linksIn({ blocks, sections }: PartText): readonly string[] {
  const headed = sections.filter(({ repository }) => repository === null);
  return [...blocks, ...headed.flatMap((section) => section.blocks)]
    .filter(({ kind }) => kind === 'list')
    .flatMap(({ text }) => [...text.matchAll(ITEM_LINK)].map(([, url = '']) => url))
    .filter(isWebAddress);
}

function byHabit(left: RecurringPlace, right: RecurringPlace): number {
  const [fewer, more] = [left.editions.length, right.editions.length];
  return more - fewer || right.links - left.links || compareText(left.name, right.name);
}

/** Of an issue, pull request or file on GitHub the repository, of a post on reddit its community, else the host. */
function placeOf(url: string): Pick<RecurringPlace, 'name' | 'isRepository'> {
  const { hostname, pathname } = new URL(url);
  const host = hostname.replace(/^(?:www|old)\./, '');
  const [, owner, name] = /^\/([\w.-]+)\/([\w.-]+)/.exec(pathname) ?? [];
  if (host === 'github.com' && owner !== undefined && name !== undefined) {
    return { name: `${owner}/${name}`, isRepository: true };
  }
  return { name: host === 'reddit.com' && owner === 'r' ? `${host}/r/${name}` : host, isRepository: false };
}

/**
 * The places as `sources` of a newsletter.yml, with the evidence as comments. Where a feed is cannot be told from links, so
 * feeds are commented out, at an address that is usual and that the text calls a guess.
 */
export function printSources(places: readonly RecurringPlace[], editions: number): string {
  const looked = Math.min(editions, LOOKED_THROUGH);
  if (places.length === 0) {
    return `# Of the last ${looked} editions no ${FEWEST_EDITIONS} link to one place in the same part.\n`;
  }
  const elements = places.map((place) => {
    const { name, isRepository, part, links, editions: own, example } = place;
    const evidence = `  # ${name}: ${links} links in ${own.length} of ${looked} editions (${own.join(', ')}), the last one ${onOneLine(example)}`;
    const into = `part: ${part}`;
    if (isRepository) return `${evidence}\n  - repository: ${name}\n    ${into}`;
    return `${evidence}\n  # The address of the feed is a guess; nobody asked the site.\n  # - feed: ${guessedFeed(name)}\n  #   ${into}`;
  });
  return `# Labels, paths, titles or words narrow what a repository has.\nsources:\n${elements.join('\n')}\n`;
}

/** Reddit serves a feed of every page at its address with `.rss`. */
function guessedFeed(name: string): string {
  return name.startsWith('reddit.com/') ? `https://www.${name}/.rss` : `https://${name}/feed.xml`;
}
