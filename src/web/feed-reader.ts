import { parseFeed } from 'feedsmith';
import { Parser } from 'htmlparser2';
import { isWebAddress, withoutTracking } from '../newsletter/markdown/addresses.js';
import { cleanTitle } from '../newsletter/markdown/markdown.js';
import { type FetchedFeed, fetchFeed, PageRefused, type Validators } from './fetch-page.js';

/** What a feed says about one page. */
export interface FeedItem {
  /** As its author gave it, on one line, not yet Markdown; '' without one. */
  readonly title: string;
  /** http or https, without tracking parameters. */
  readonly url: string;
  /** When it was published; `null`: the feed gives no date that can be read. */
  readonly date: Date | null;
}

/** What became of a feed. */
export type FeedAnswer =
  | {
      readonly kind: 'read';
      readonly items: readonly FeedItem[];
      /** Whether the feed has more than that. */
      readonly hasMore: boolean;
    }
  | {
      readonly kind: 'failed';
      /** A clause. */
      readonly because: string;
      /** Whether it will be so next time, too. */
      readonly isLasting: boolean;
      /** Whether the feed was asked just now. */
      readonly isNew: boolean;
    };

/** Never throws. */
export type ReadFeed = (url: string) => Promise<FeedAnswer>;

/** Asks for a feed anew; `null`: it is as it was when it had these validators. May throw. */
export type FetchFeed = (url: string, known: Validators | null) => Promise<FetchedFeed | null>;

/** Of one feed; the newest come first in nearly every one. */
export const MOST_ITEMS = 1_000;

/** Nobody passes on longer addresses. */
const LONGEST_ADDRESS = 500;

/** Milliseconds in which a feed is asked for once. */
const KEPT = 60 * 60_000;
const MOST_KEPT = 100;

interface KnownFeed {
  readonly answer: FeedAnswer;
  /** Of the answer, if it was read. */
  readonly validators: Validators | null;
  /** In milliseconds. */
  readonly until: number;
}

/** Reads each feed at most once an hour as long as the reader lives, and then asks only for what changed. */
export function createFeedReader(now: () => Date, fetch: FetchFeed = fetchFeed): ReadFeed {
  const known = new Map<string, KnownFeed>();
  const ask = async (url: string, before: KnownFeed | undefined): Promise<Omit<KnownFeed, 'until'>> => {
    try {
      const fetched = await fetch(url, before?.validators ?? null);
      if (fetched === null && before !== undefined) return before;
      if (fetched === null) throw new PageRefused('its server answers 304');
      return { answer: itemsIn(fetched.text, url), validators: fetched };
    } catch (error) {
      const isRefused = error instanceof PageRefused;
      const because = isRefused ? error.message : 'it does not answer';
      const isLasting = isRefused && !/^its server answers (?:408|429|5)|too long/.test(because);
      return { answer: { kind: 'failed', because, isLasting, isNew: true }, validators: null };
    }
  };
  return async (url) => {
    const before = known.get(url);
    if (before !== undefined && now().getTime() < before.until) {
      return before.answer.kind === 'failed' ? { ...before.answer, isNew: false } : before.answer;
    }
    const { answer, validators } = await ask(url, before);
    known.delete(url);
    known.set(url, { answer, validators, until: now().getTime() + KEPT });
    for (const oldest of [...known.keys()].slice(0, -MOST_KEPT)) known.delete(oldest);
    return answer;
  };
}

/** Throws `PageRefused` for a text that is no feed. `url`: of the feed, to which addresses in it may be relative. */
export function itemsIn(text: string, url: string): FeedAnswer & { readonly kind: 'read' } {
  const told = readItems(text);
  const items = told.slice(0, MOST_ITEMS).flatMap(({ title, address, date }): readonly FeedItem[] => {
    if (address === undefined || !URL.canParse(address, url)) return [];
    const { href } = new URL(address, url);
    if (!isWebAddress(href) || href.length > LONGEST_ADDRESS) return [];
    return [{ title: cleanTitle(title ?? ''), url: withoutTracking(href), date: dateIn(date) }];
  });
  return { kind: 'read', items, hasMore: told.length > MOST_ITEMS };
}

/** An item in the words of its format. */
interface ToldItem {
  readonly title: string | undefined;
  readonly address: string | undefined;
  readonly date: string | undefined;
}

function readItems(text: string): readonly ToldItem[] {
  if (marksIn(text) > MOST_MARKS) throw new PageRefused('it has too many tags');
  try {
    const { format, feed } = parseFeed(text, { maxItems: MOST_ITEMS + 1 });
    switch (format) {
      case 'rss':
        return (feed.items ?? []).map(({ title, link, guid, pubDate, dc }) => ({
          title,
          // Without a link the item's id is its address, unless the feed says otherwise (RSS 2.0, "guid").
          address: link ?? (guid?.isPermaLink === false ? undefined : guid?.value),
          date: pubDate ?? dc?.dates?.[0],
        }));
      case 'atom':
        return (feed.entries ?? []).map(({ title, links = [], published, updated }) => ({
          title: /html$/.test(title?.type ?? '') ? shownBy(title?.value ?? '') : title?.value,
          address: links.find(({ rel = 'alternate' }) => rel === 'alternate')?.href,
          date: published ?? updated,
        }));
      case 'rdf':
        return (feed.items ?? []).map(({ title, link, dc }) => ({
          title,
          address: link,
          date: dc?.dates?.[0],
        }));
      case 'json':
        return (feed.items ?? []).map(({ title, url, external_url: elsewhere, date_published: date }) => ({
          title,
          address: url ?? elsewhere,
          date,
        }));
    }
  } catch (error) {
    throw new PageRefused('it is not a feed that the bot can read', { cause: error });
  }
}

/** Tags and attributes that are read. Each takes some ten microseconds, in which the process does nothing else. */
const MOST_MARKS = 200_000;

/** How many there are, without the HTML that stands in CDATA. */
function marksIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '<' && text[at] !== '=') continue;
    count += 1;
    if (!text.startsWith('<![CDATA[', at)) continue;
    const end = text.indexOf(']]>', at);
    if (end === -1) break;
    at = end;
  }
  return count;
}

/** What a title may be marked up with. Other tags are words of it: `Vec<u8>`, where the feed forgot to escape them. */
const MARKUP = new Set(
  'a abbr b big br cite code del div em font i ins kbd mark p q s small span strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

/** In UTF-16 units of HTML. */
const LONGEST_TITLE = 10_000;

/** What readers see of a title that Atom calls HTML (RFC 4287, 3.1.1). */
function shownBy(title: string): string {
  // What never ends is no tag.
  const html = title.slice(0, LONGEST_TITLE).replace(/<(?=[^<>]*$)/, '&lt;');
  let shown = '';
  const show = (name: string) => {
    if (!MARKUP.has(name)) shown += html.slice(parser.startIndex, parser.endIndex + 1);
  };
  const parser = new Parser({
    onopentag: show,
    onclosetag: (name, isImplied) => (isImplied ? undefined : show(name)),
    ontext: (text) => {
      shown += text;
    },
  });
  parser.end(html);
  return shown;
}

/** A time zone as `Date.parse` knows it: by its name, or as an offset behind the time. */
const ZONE = /\b(?:UTC?|GMT|[ECMP][SD]T)\b|\d\s*Z\b|:\d\d(?:\.\d+)?\s*(?:[AP]M\s*)?[+-]\d/i;

/** Dates without a time zone are taken for UTC, wherever the bot runs: `Date.parse` would take them for the machine's. */
function dateIn(text: string | undefined): Date | null {
  const written = text?.trim() ?? '';
  const zone = /\dT\d/.test(written) ? 'Z' : ' UTC';
  const time = Date.parse(ZONE.test(written) ? written : `${written}${zone}`);
  return Number.isNaN(time) ? null : new Date(time);
}
