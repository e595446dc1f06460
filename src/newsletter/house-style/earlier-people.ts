import { loginsIn } from '../markdown/logins-in.js';
import { type EarlierEdition, type SectionText, sectionsIn } from './earlier-edition.js';

const CREDIT = /\bthanks to\b/i;
const SIGNATURE = /\(Section written by\s+([^\n]*?)\)<\/span>/g;

/** Logins, in lower case, of all whom the editions thank or name as maintainers. */
export function creditedIn(editions: readonly EarlierEdition[]): ReadonlySet<string> {
  const parts = editions.flatMap((edition) => edition.parts);
  const sections = editions.flatMap(sectionsIn);
  const credits = [...parts, ...sections]
    .flatMap(({ blocks }) => blocks.map(({ text }) => text))
    .filter((text) => CREDIT.test(text));
  const thanked = credits.flatMap(loginsIn);
  const maintainers = sections.flatMap((section) => section.maintainers);
  return new Set([...thanked, ...maintainers].map((login) => login.toLowerCase()));
}

/** Logins, in lower case, of all whom the editions thank, name as maintainers, or have sections by. */
export function namedPeople(earlier: readonly EarlierEdition[]): ReadonlySet<string> {
  const signed = earlier.flatMap(sectionsIn).flatMap(signedBy);
  return new Set([...creditedIn(earlier), ...signed.map((login) => login.toLowerCase())]);
}

function signedBy({ maintainersLine, text, blocks }: SectionText): readonly string[] {
  const source = [maintainersLine ?? '', text, ...blocks.map((block) => block.text)].join('\n');
  const signatures = [...source.matchAll(SIGNATURE)].map(([, names = '']) => names);
  return signatures.flatMap(loginsIn);
}
