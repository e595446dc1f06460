import type { Month } from '../activity/month.js';
import {
  type EarlierEdition,
  type Part,
  type SectionText,
  sectionsIn,
} from '../house-style/earlier-edition.js';
import { loginsIn } from '../markdown/logins-in.js';
import { isWebAddress, linkKey } from '../markdown/web-address.js';
import { creditedIn } from './first-time-candidates.js';

/** How many editions back a link is still known. */
const REMEMBERED = 12;

/** The first link of a list item at the margin. */
const ITEM_LINK = /^[-*+] +[^\n]*?\]\((https?:\/\/[^\s)]+)\)/gm;
const SIGNATURE = /\(Section written by\s+([^\n]*?)\)<\/span>/g;

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

/** Who signed the sections about a repository: logins by `nameWithOwner`, all in lower case. */
export function sectionAuthors(earlier: readonly EarlierEdition[]): ReadonlyMap<string, ReadonlySet<string>> {
  const authors = new Map<string, Set<string>>();
  for (const { repository, ...section } of earlier.flatMap(sectionsIn)) {
    if (repository === null) continue;
    const known = authors.get(repository.toLowerCase()) ?? new Set<string>();
    for (const login of signedBy(section)) known.add(login.toLowerCase());
    if (known.size > 0) authors.set(repository.toLowerCase(), known);
  }
  return authors;
}

/** Logins, in lower case, of all whom the editions thank, name as maintainers, or have sections by. */
export function namedPeople(earlier: readonly EarlierEdition[]): ReadonlySet<string> {
  const signed = [...sectionAuthors(earlier).values()].flatMap((logins) => [...logins]);
  return new Set([...creditedIn(earlier), ...signed]);
}

function itemLinksIn({ blocks }: Part): readonly string[] {
  return blocks
    .filter(({ kind }) => kind === 'list')
    .flatMap(({ text }) => [...text.matchAll(ITEM_LINK)].map(([, url = '']) => url))
    .filter(isWebAddress);
}

function signedBy({ maintainersLine, text, blocks }: Omit<SectionText, 'repository'>): readonly string[] {
  const source = [maintainersLine ?? '', text, ...blocks.map((block) => block.text)].join('\n');
  const signatures = [...source.matchAll(SIGNATURE)].map(([, names = '']) => names);
  return signatures.flatMap(loginsIn);
}
