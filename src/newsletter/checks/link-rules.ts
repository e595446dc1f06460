import { type Month, monthName, parseMonth } from '../activity/month.js';
import { linksToWork } from '../activity/work-address.js';
import type { CheckedDraft, EditionPage, FoundPlace, PageNode, Rule } from './rule.js';

export const brokenLink: Rule = {
  title: 'Broken link',
  level: 'failure',
  finds: 'an entry whose link Markdown does not read as a link, since its brackets do not match',
  find({ page }) {
    return entryParagraphs(page).flatMap((paragraph) => {
      const offset = brokenAt(paragraph, page);
      if (offset === null) return [];
      const message =
        'The brackets of this entry do not pair, so that readers see Markdown in place of the link. Write it as [title](address), with a backslash before a bracket that belongs to the title.';
      return [{ line: page.lineAt(offset), message }];
    });
  },
};

/** Paragraphs of list items that hold the address of a pull request or commit. */
function entryParagraphs({ nodes }: EditionPage): readonly PageNode[] {
  return nodes.filter(
    ({ node, source, within }) => node.type === 'paragraph' && within.has('listItem') && linksToWork(source),
  );
}

/** What is left of a link that did not become one, or a bracket without partner before the link. */
const REMNANT = /(?<!\\)\][ \t]?\(<?https?:|\)\[<?https?:/;

function brokenAt({ start, inside }: PageNode, page: EditionPage): number | null {
  const plain = inside.filter((inner) => inner.node.type === 'text' && !inner.within.has('link'));
  for (const { source, start: at } of plain) {
    const remnant = REMNANT.exec(source);
    if (remnant !== null) return at + remnant.index;
  }
  const link = inside.find((inner) => page.linksToWork.has(inner))?.start ?? start;
  return unpairedBracket(plain.filter((inner) => inner.start < link));
}

function unpairedBracket(plain: readonly PageNode[]): number | null {
  const open: number[] = [];
  for (const { source, start } of plain) {
    for (const { index, 0: bracket } of source.matchAll(/(?<!\\)[[\]]/g)) {
      if (bracket === '[') open.push(start + index);
      else if (open.pop() === undefined) return start + index;
    }
  }
  return open.at(-1) ?? null;
}

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

function deadLinks(
  { page, edition, earlier }: CheckedDraft,
  concerns: (url: string) => boolean,
): FoundPlace[] {
  const known = new Set<Month>([edition.month, ...earlier.map(({ month }) => month)]);
  return page.nodes.flatMap(({ node, start }): FoundPlace[] => {
    if ((node.type !== 'link' && node.type !== 'definition') || !concerns(node.url)) return [];
    const month = parseMonth(EDITION.exec(node.url)?.[1] ?? '');
    if (month === null || known.has(month)) return [];
    const message = `There is no edition of ${monthName(month)}, to which "${node.url}" leads. Correct the month, or use a full address.`;
    return [{ line: page.lineAt(start), message }];
  });
}
