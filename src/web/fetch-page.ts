import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, type OutgoingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { TextDecoder } from 'node:util';
import ipaddr from 'ipaddr.js';
import { isWebAddress } from '../newsletter/markdown/addresses.js';

/** How far a fetch may go. */
export interface Reach {
  /** Whether a connection to the IP address is allowed. */
  mayConnect(address: string): boolean;
  /** All addresses of a name. */
  resolve(name: string, callback: (error: Error | null, addresses: readonly LookupAddress[]) => void): void;
  /** As addresses name them. */
  readonly ports: readonly string[];
  /** Milliseconds for everything. */
  readonly timeLimit: number;
  /** Bytes of a page that are read; the rest is left. */
  readonly sizeLimit: number;
}

/**
 * Azure's own server, which answers every virtual machine there, stands at an ordinary public address
 * (Microsoft Learn, "What is IP address 168.63.129.16?").
 */
const AZURE_SERVER = '168.63.129.16';

/** The only part of IPv6 that the public internet uses (IANA, "IPv6 Global Unicast Address Assignments"). */
const PUBLIC_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether the IP address is on the public internet: not this machine's, not of a network or cloud around it, and not an
 * address of IPv4 inside one of IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || address === AZURE_SERVER) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(PUBLIC_V6);
}

/** The public web, and little of it at once. */
export const PUBLIC_WEB: Reach = {
  mayConnect: isPublicAddress,
  resolve: (name, callback) => lookup(name, { all: true }, callback),
  ports: ['80', '443'],
  timeLimit: 5_000,
  sizeLimit: 256 * 1024,
};

/** Why a page is not read, a clause. */
export class PageRefused extends Error {}

const MOST_REDIRECTS = 3;
const REDIRECTS = [301, 302, 303, 307, 308];
const HEADERS = {
  'user-agent': 'this-month-bot',
  'accept-encoding': 'identity',
  'accept-language': 'en',
};
const HTML = { ...HEADERS, accept: 'text/html' };
const FEED = {
  ...HEADERS,
  accept:
    'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
};

/**
 * The beginning of an HTML page on the public web, as text. Every address on the way is looked at when it is connected
 * to, so that no name and no redirect leads into a private network; nothing is sent that tells more than that the bot
 * asks. Throws `PageRefused`, or what the network says.
 */
export async function fetchPage(url: string, reach = PUBLIC_WEB): Promise<string> {
  return within(reach, async (signal) => readPage(await follow(url, reach, HTML, signal), reach));
}

/** By what a server knows whether a feed changed: its own words, sent back as they were (RFC 9110, 13.1). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A feed as its server sent it. */
export interface FetchedFeed extends Validators {
  readonly text: string;
}

/** A feed is read whole or not at all: half a feed cannot be parsed. */
export const FEEDS: Reach = { ...PUBLIC_WEB, timeLimit: 10_000, sizeLimit: 4 * 1024 * 1024 };

/**
 * A feed on the public web, whole; `null`: it is as it was when it had these validators. The limits are those of pages.
 * Throws `PageRefused`, or what the network says.
 */
export async function fetchFeed(
  url: string,
  known: Validators | null = null,
  reach = FEEDS,
): Promise<FetchedFeed | null> {
  const headers = {
    ...FEED,
    ...(known?.etag == null ? {} : { 'if-none-match': known.etag }),
    ...(known?.lastModified == null ? {} : { 'if-modified-since': known.lastModified }),
  };
  return within(reach, async (signal) => {
    const response = await follow(url, reach, headers, signal);
    if (known === null || response.statusCode !== NOT_MODIFIED) return readFeed(response, reach);
    response.destroy();
    return null;
  });
}

const NOT_MODIFIED = 304;

async function readFeed(response: IncomingMessage, { sizeLimit }: Reach): Promise<FetchedFeed> {
  try {
    const { etag = null, 'last-modified': lastModified = null, 'content-type': type = '' } = response.headers;
    refuseUnlessAnswered(response);
    if (isHtml(type)) throw new PageRefused('it is an HTML page, not a feed');
    const bytes = await readBytes(response, sizeLimit + 1);
    if (bytes.length > sizeLimit) throw new PageRefused(`it is larger than ${sizeLimit / 1024 / 1024} MB`);
    return { text: decodePage(bytes, type), etag, lastModified };
  } finally {
    response.destroy();
  }
}

/** Throws `PageRefused` when the time is up. */
async function within<Value>(
  { timeLimit }: Reach,
  read: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const signal = AbortSignal.timeout(timeLimit);
  try {
    return await read(signal);
  } catch (error) {
    throw signal.aborted ? new PageRefused('it takes too long', { cause: error }) : error;
  }
}

/** How long an answer of `isOnline` may take, in milliseconds. */
const ONLINE_LIMIT = 10_000;

/**
 * Whether a page of the public web answers at the address itself: a redirect does not count, since many sites send what
 * is not there yet to somewhere else. Sends one request and reads only its status; never throws.
 */
export async function isOnline(
  url: string,
  reach: Reach = { ...PUBLIC_WEB, timeLimit: ONLINE_LIMIT },
): Promise<boolean> {
  try {
    const response = await ask(url, reach, HTML, AbortSignal.timeout(reach.timeLimit));
    response.destroy();
    const { statusCode = 0 } = response;
    return statusCode >= 200 && statusCode < 300;
  } catch {
    // Why there is no answer does not matter: the next run asks again.
    return false;
  }
}

/** The answer behind all redirects. */
async function follow(
  url: string,
  reach: Reach,
  headers: OutgoingHttpHeaders,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let address = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(address, reach, headers, signal);
    const { statusCode = 0, headers: answered } = response;
    if (!REDIRECTS.includes(statusCode)) return response;
    response.destroy();
    if (answered.location === undefined || !URL.canParse(answered.location, address)) break;
    address = new URL(answered.location, address).href;
  }
  throw new PageRefused('it redirects too often, or to nowhere');
}

function ask(
  address: string,
  reach: Reach,
  headers: OutgoingHttpHeaders,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  if (!isWebAddress(address)) throw new PageRefused('its address is not a web address');
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Nothing is looked up where the address is a number.
  if (isIP(host) !== 0 && !reach.mayConnect(host)) throw notPublic();
  if (!reach.ports.includes(url.port || (isSecure ? '443' : '80'))) {
    throw new PageRefused('its port is not one that web servers use');
  }
  const request = isSecure ? requestHttps : requestHttp;
  const options = { agent: false, headers, signal, lookup: lookupWithin(reach) } as const;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end();
  });
}

/** Looks a name up for the connection itself, so that it cannot mean something else a moment later. */
function lookupWithin({ resolve, mayConnect }: Reach): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const allowed = addresses.filter(({ address }) => mayConnect(address));
      const [first] = allowed;
      if (first === undefined) return callback(notPublic(), []);
      if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function notPublic(): PageRefused {
  return new PageRefused('its server is not on the public internet');
}

async function readPage(response: IncomingMessage, { sizeLimit }: Reach): Promise<string> {
  try {
    const { 'content-type': type = '' } = response.headers;
    refuseUnlessAnswered(response);
    if (!isHtml(type)) throw new PageRefused('it is not an HTML page');
    return decodePage(await readBytes(response, sizeLimit), type);
  } finally {
    response.destroy();
  }
}

function isHtml(type: string): boolean {
  return /^\s*text\/html\s*(?:;|$)/i.test(type);
}

function refuseUnlessAnswered({ statusCode, headers }: IncomingMessage): void {
  if (statusCode !== 200) throw new PageRefused(`its server answers ${statusCode}`);
  const { 'content-encoding': encoding = 'identity' } = headers;
  if (encoding !== 'identity') throw new PageRefused('it is compressed, though nobody asked for that');
}

/** The first bytes of what the server sends. */
async function readBytes(response: IncomingMessage, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= most) break;
  }
  return Buffer.concat(chunks).subarray(0, most);
}

/** Where a page may say its encoding, from its first byte on: as in the HTML standard. */
const PRESCANNED = 1_024;

/**
 * The text of a page or a feed, by its byte order mark, the header `Content-Type`, or its own word, else UTF-8 (RFC 7303, "XML Media
 * Types", section 3.2, has the same order).
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCANNED));
  const own = charsetIn(/<meta\s[^>]*charset[^>]*>/i.exec(start)?.[0] ?? '') ?? DECLARATION.exec(start)?.[1];
  // What could be read as ASCII so far is not in UTF-16, whatever it says.
  const declared = charsetIn(contentType) ?? (own !== undefined && /^utf-?16/i.test(own) ? 'utf-8' : own);
  return decoderFor(markedBy(bytes) ?? declared ?? 'utf-8').decode(bytes);
}

/** How XML says its encoding. */
const DECLARATION = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']\s*([\w:.-]+)/i;

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1] ?? null;
}

function markedBy([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : null;
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    // Nobody knows an encoding of that name.
    return new TextDecoder();
  }
}
