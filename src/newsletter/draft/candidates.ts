import { createHash } from 'node:crypto';
import { isOwnedBy, nameKey } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import { LINK_PARTS, type LinkPart } from '../edition/amendments.js';
import { isCalled } from '../edition/link-parts.js';
import type { EarlierEdition, PartText } from '../house-style/earlier-edition.js';
import { isWebAddress, linkKey } from '../markdown/addresses.js';
import { cleanTitle, linkDestination, onOneLine } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';

/** What an editor may tick into the edition. */
export interface Candidate {
  readonly part: LinkPart;
  /** http or https, without tracking parameters. */
  readonly url: string;
  /** As its author gave it, on one line, not yet Markdown; '' without one. */
  readonly title: string;
  /** ISO instant. */
  readonly date: string;
  /** The host of a feed, or `nameWithOwner`; not Markdown. */
  readonly source: string;
  /** Why it was found, a clause, not Markdown; '' for all of a source. */
  readonly why: string;
}

/** What is wrong with a source. */
export interface SourceTrouble {
  /** The address of a feed, or `nameWithOwner`. */
  readonly source: string;
  /** A sentence without its subject: "could not be read: it is no feed." */
  readonly what: string;
}

/** What the bot's own comment on the draft remembers. */
export interface CandidateMemory {
  /** Those that it lists. */
  readonly candidates: readonly Candidate[];
  /** Numbers of those whose lines people deleted. */
  readonly dismissed: readonly number[];
  /** How often sources failed one time after the other, by address or name. */
  readonly failures: ReadonlyMap<string, number>;
}

export const NOTHING_REMEMBERED: CandidateMemory = { candidates: [], dismissed: [], failures: new Map() };

/** What a run knows of candidates before it knows what was ticked. */
export interface FoundCandidates {
  /** Those that were found, and behind them those that are listed, in their words of then. The first of an address counts. */
  readonly candidates: readonly Candidate[];
  readonly memory: Omit<CandidateMemory, 'candidates'>;
  readonly troubles: readonly SourceTrouble[];
  /** `linkKey`s of what the draft or an earlier edition links to. */
  readonly told: ReadonlySet<string>;
}

/** What the comment on the draft shows of them. */
export interface CandidateList extends Omit<FoundCandidates, 'candidates' | 'told'> {
  /** The newest first. */
  readonly listed: readonly ListedCandidate[];
  /** How many more there are. */
  readonly more: number;
}

export interface ListedCandidate extends Candidate {
  readonly isTicked: boolean;
}

/** More than an editor looks through. */
const MOST_CANDIDATES = 60;

/** Numbers by which people call candidates have five digits, so that hardly any two have the same. */
const NUMBERS = 90_000;

/**
 * The number by which people call the candidate of an address. It follows from the address, so that it means the same in
 * every run and needs not be remembered.
 */
export function candidateNumber(url: string): number {
  const hash = createHash('sha256').update(linkKey(url)).digest();
  return 10_000 + (hash.readUInt32BE(0) % NUMBERS);
}

/** By what `dismiss` knows a candidate: its number, or the `linkKey` of its address. */
function dismissalsOf({ url }: Pick<Candidate, 'url'>): readonly string[] {
  return [linkKey(url), String(candidateNumber(url))];
}

/** Decides which candidates the comment lists. A tick counts more than anything else. */
export function listCandidates(
  { candidates, told, ...found }: FoundCandidates,
  {
    isTicked,
    isSuggested,
    dismissed,
  }: {
    readonly isTicked: (candidate: Candidate) => boolean;
    /** Whether a person suggested the link, by its `linkKey`. */
    readonly isSuggested: (key: string) => boolean;
    /** As `dismissalsOf` gives them. */
    readonly dismissed: readonly string[];
  },
): CandidateList {
  const struck = new Set([...dismissed, ...found.memory.dismissed.map(String)]);
  const isOpen = (candidate: Candidate) => {
    const { url } = candidate;
    // An edition may have the address with some of its signs encoded.
    const keys = [url, linkDestination(url)].map(linkKey);
    const isTold = keys.some((key) => told.has(key) || isSuggested(key));
    return !isTold && !dismissalsOf(candidate).some((name) => struck.has(name));
  };
  const byAddress = new Map<string, ListedCandidate>();
  for (const candidate of candidates) {
    const key = linkKey(candidate.url);
    const ticked = isTicked(candidate);
    const isBetter = ticked ? byAddress.get(key)?.isTicked !== true : !byAddress.has(key);
    if (isBetter && (ticked || isOpen(candidate))) {
      byAddress.set(key, { ...candidate, isTicked: ticked });
    }
  }
  const all = [...byAddress.values()].sort(byDate);
  const ticked = all.filter((candidate) => candidate.isTicked);
  const open = all.filter((candidate) => !candidate.isTicked);
  const room = Math.max(0, MOST_CANDIDATES - ticked.length);
  return {
    ...found,
    listed: [...ticked, ...open.slice(0, room)].sort(byDate),
    more: Math.max(0, open.length - room),
  };
}

function byDate(left: Candidate, right: Candidate): number {
  return compareText(right.date, left.date) || compareText(left.url, right.url);
}

/** Whether something of that date belongs to the period, as far as it is over. */
export function isWithin(date: Date, period: Period, now: Date): boolean {
  return period.start <= date && date < period.end && date <= now;
}

/** The line around what the comment remembers. */
const MEMORY = /^<!-- candidates (\{.*\}) -->\r?$/m;

/** What the comment remembers, as a line of it that readers do not see. */
export function printMemory({ candidates, dismissed, failures }: CandidateMemory): string {
  const stored = {
    candidates: candidates.map(({ part, url, title, date, source, why }) => [
      LINK_PARTS.indexOf(part),
      url,
      title,
      date,
      source,
      why,
    ]),
    dismissed,
    failures: [...failures],
  };
  const json = JSON.stringify(stored)
    .replaceAll('@', '\\u0040')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('--', '-\\u002d');
  return `<!-- candidates ${json} -->`;
}

/** What `printMemory` wrote into the comment; `null` where it is not there, or a person changed it so that it makes no sense. */
export function parseMemory(comment: string): CandidateMemory | null {
  const [, json = 'null'] = MEMORY.exec(comment) ?? [];
  try {
    const stored = JSON.parse(json) as Readonly<Record<string, unknown>> | null;
    const [candidates, dismissed, failures] = [stored?.candidates, stored?.dismissed, stored?.failures];
    const memory = {
      candidates: listIn(candidates).flatMap(parseCandidate),
      dismissed: listIn(dismissed).filter(Number.isInteger) as readonly number[],
      failures: new Map(listIn(failures).filter(isFailure)),
    };
    const isWhole =
      isList(candidates, memory.candidates.length) && isList(dismissed, memory.dismissed.length);
    return isWhole && isList(failures, memory.failures.size) ? memory : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isList(value: unknown, length: number): boolean {
  return Array.isArray(value) && value.length === length;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function parseCandidate(stored: unknown): readonly Candidate[] {
  const [place, url, ...texts] = listIn(stored);
  const [title = '', date = '', source = '', why = ''] = texts.map((text) => cleanTitle(String(text)));
  const part = LINK_PARTS[Number(place)];
  if (part === undefined || typeof url !== 'string' || !isWebAddress(url)) return [];
  return Number.isNaN(Date.parse(date)) ? [] : [{ part, url, title, date, source, why }];
}

function isFailure(stored: unknown): stored is readonly [string, number] {
  const [source, count] = listIn(stored);
  return typeof source === 'string' && Number.isInteger(count);
}

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
