import { type Month, monthName, parseMonth } from '../activity/month.js';
import type { CheckedDraft, Place, Rule } from './rule.js';

export const deadPageLink: Rule = {
  title: 'Dead page link',
  level: 'failure',
  finds:
    'a link such as `@/this-month/2023-09/index.md` to an edition that does not exist: Zola does not build the site then',
  find: (draft) => deadLinks(draft, (url) => url.startsWith('@/')),
};

export const deadLink: Rule = {
  title: 'Dead link',
  level: 'warning',
  finds: 'a relative link such as `../2024-08` to an edition that does not exist',
  find: (draft) => deadLinks(draft, (url) => !url.startsWith('@/')),
};

/** The address of an edition: the month is its last folder, or the name of its file. */
const EDITION =
  /^(?:@?\/(?:[^?#]*\/)?|(?:\.\.?\/)+(?:[^?#]*\/)?)(\d{4}-\d\d)(?:\.md|\/(?:index\.(?:md|html))?)?(?:[?#].*)?$/;

function deadLinks({ page, edition, earlier }: CheckedDraft, concerns: (url: string) => boolean): Place[] {
  const known = new Set<Month>([edition.month, ...earlier.map(({ month }) => month)]);
  return page.nodes.flatMap(({ node, start }): Place[] => {
    if ((node.type !== 'link' && node.type !== 'definition') || !concerns(node.url)) return [];
    const month = parseMonth(EDITION.exec(node.url)?.[1] ?? '');
    if (month === null || known.has(month)) return [];
    const message = `There is no edition of ${monthName(month)}, to which "${node.url}" leads. Correct the month, or use a full address.`;
    return [{ line: page.lineAt(start), message }];
  });
}
