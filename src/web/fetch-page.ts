import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
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
 * Whether the IP address is one of the public internet: not of this machine, nor of a network or cloud around it, nor
 * an address of IPv4 inside one of IPv6.
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
  accept: 'text/html',
  'accept-encoding': 'identity',
  'accept-language': 'en',
};

/**
 * The beginning of an HTML page on the public web, as text. Every address on the way is looked at when it is connected
 * to, so that no name and no redirect leads into a private network; nothing is sent that tells more than that the bot
 * asks. Throws `PageRefused`, or what the network says.
 */
export async function fetchPage(url: string, reach = PUBLIC_WEB): Promise<string> {
  const signal = AbortSignal.timeout(reach.timeLimit);
  try {
    return await follow(url, reach, signal);
  } catch (error) {
    throw signal.aborted ? new PageRefused('it takes too long', { cause: error }) : error;
  }
}

/** How long an answer of `isOnline` may take, in milliseconds. */
const ONLINE_LIMIT = 10_000;

/**
 * Whether a page of the public web answers at the address itself: a redirect does not count, since many sites send what
 * is not there yet to somewhere else. One request, of which only the status is read; never throws.
 */
export async function isOnline(
  url: string,
  reach: Reach = { ...PUBLIC_WEB, timeLimit: ONLINE_LIMIT },
): Promise<boolean> {
  try {
    const response = await ask(url, reach, AbortSignal.timeout(reach.timeLimit));
    response.destroy();
    const { statusCode = 0 } = response;
    return statusCode >= 200 && statusCode < 300;
  } catch {
    // Why there is no answer does not matter: the next run asks again.
    return false;
  }
}

async function follow(url: string, reach: Reach, signal: AbortSignal): Promise<string> {
  let address = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const response = await ask(address, reach, signal);
    const { statusCode = 0, headers } = response;
    if (!REDIRECTS.includes(statusCode)) return readPage(response, reach);
    response.destroy();
    if (headers.location === undefined || !URL.canParse(headers.location, address)) break;
    address = new URL(headers.location, address).href;
  }
  throw new PageRefused('it redirects too often, or to nowhere');
}

function ask(address: string, reach: Reach, signal: AbortSignal): Promise<IncomingMessage> {
  if (!isWebAddress(address)) throw new PageRefused('its address is not one of the web');
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // Nothing is looked up where the address is a number.
  if (isIP(host) !== 0 && !reach.mayConnect(host)) throw notPublic();
  if (!reach.ports.includes(url.port || (isSecure ? '443' : '80'))) {
    throw new PageRefused('its port is not one of the web');
  }
  const request = isSecure ? requestHttps : requestHttp;
  const options = { agent: false, headers: HEADERS, signal, lookup: lookupWithin(reach) } as const;
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
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = response.headers;
    if (response.statusCode !== 200) throw new PageRefused(`its server answers ${response.statusCode}`);
    if (!/^\s*text\/html\s*(?:;|$)/i.test(type)) throw new PageRefused('it is no HTML page');
    if (encoding !== 'identity') throw new PageRefused('it is compressed, though nobody asked for that');
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= sizeLimit) break;
    }
    return decodePage(Buffer.concat(chunks).subarray(0, sizeLimit), type);
  } finally {
    response.destroy();
  }
}

/** Where a page may say its encoding, from its first byte on: as in the HTML standard. */
const PRESCANNED = 1_024;

/** The text of a page, by its byte order mark, the header `Content-Type`, or its own word, else UTF-8. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, PRESCANNED));
  const declared = charsetIn(contentType) ?? charsetIn(/<meta\s[^>]*charset[^>]*>/i.exec(start)?.[0] ?? '');
  return decoderFor(markedBy(bytes) ?? declared ?? 'utf-8').decode(bytes);
}

function charsetIn(text: string): string | null {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1] ?? null;
}

function markedBy([first, second]: Uint8Array): string | null {
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
