import { type Contributor, isPerson } from '../activity/contributor.js';
import { NameSet } from '../activity/names.js';
import type { Work } from '../activity/work.js';
import type { SingleCredit } from '../house-style/credit-habits.js';
import { asSentenceList, type Markdown, mention, trusted } from '../markdown/markdown.js';
import { compareText } from '../markdown/order.js';
import type { Credit } from './edition.js';

/**
 * Whom a section thanks: the people who wrote or co-wrote its entries, each once, without the logins in
 * `except` (maintainers, people who opted out; in any case of letters). Ascending user id, as the editors sort;
 * accounts without an id come last, by login.
 */
export function creditFor(works: readonly Work[], except: readonly string[]): readonly Credit[] {
  const excepted = new NameSet(except);
  const credits = new Map<string, { contributor: Contributor; entries: number }>();
  for (const { author, coAuthors } of works) {
    for (const [login, contributor] of eachOnce([...(author === null ? [] : [author]), ...coAuthors])) {
      if (!isPerson(contributor) || excepted.has(login)) continue;
      const credit = credits.get(login) ?? { contributor, entries: 0 };
      credits.set(login, { ...credit, entries: credit.entries + 1 });
    }
  }
  return [...credits.values()].sort((left, right) => byUserId(left.contributor, right.contributor));
}

/** `Thanks to [@a](…) and [@b](…) for their contributions!`; `null` when nobody is thanked. */
export function creditSentence(credits: readonly Credit[], singleCredit: SingleCredit): Markdown | null {
  if (credits.length === 0) return null;
  const names = credits.map(({ contributor }) => mention(contributor.login, contributor.url));
  const isSingle = credits.length === 1 && credits[0]?.entries === 1;
  return trusted(
    `Thanks to ${asSentenceList(names)} for ${isSingle ? singleCredit : 'their contributions'}!`,
  );
}

function eachOnce(contributors: readonly Contributor[]): ReadonlyMap<string, Contributor> {
  return new Map(contributors.map((contributor) => [contributor.login.toLowerCase(), contributor]));
}

/** Ascending user id; accounts without one last, by login. */
export function byUserId(left: Contributor, right: Contributor): number {
  const leftId = left.databaseId ?? Number.POSITIVE_INFINITY;
  const rightId = right.databaseId ?? Number.POSITIVE_INFINITY;
  return leftId === rightId ? compareText(left.login, right.login) : leftId < rightId ? -1 : 1;
}
