import { isLinkToWork, nodesOf, type Page } from './page.js';
import type { Place, Rule } from './rule.js';

export const unclosedTag: Rule = {
  title: 'Unclosed HTML tag',
  level: 'failure',
  finds: "an HTML tag in an entry's link text that is not closed there, such as `<u8>` from a title",
  find({ page }) {
    return titlesWithTags(page).flatMap(({ line, tags }): Place[] => {
      const [tag] = unpaired(tags);
      if (tag === undefined) return [];
      const message = `"${tag}" is read as an HTML tag: readers do not see it, and it can garble what follows. Put it in backticks, or write "\\${tag}".`;
      return [{ line, message }];
    });
  },
};

export const tagInTitle: Rule = {
  title: 'HTML in a title',
  level: 'warning',
  finds: "HTML tags in an entry's link text that are closed there",
  find({ page }) {
    return titlesWithTags(page).flatMap(({ line, tags }): Place[] => {
      const [tag] = tags;
      if (tag === undefined || unpaired(tags).length > 0) return [];
      return [
        { line, message: `"${tag}" is read as an HTML tag. If readers should see it, put it in backticks.` },
      ];
    });
  },
};

const VOID_ELEMENTS = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** The entries whose link text has tags, with these as they stand in the file. */
function titlesWithTags({ nodes, text, lineAt }: Page) {
  return nodes.flatMap(({ node, start, within }) => {
    if (!isLinkToWork(node) || !within.has('listItem')) return [];
    const tags = nodesOf(node, text, within)
      .filter((inner) => inner.node.type === 'html')
      .map(({ source }) => source)
      .filter((source) => nameOf(source) !== null);
    return tags.length === 0 ? [] : [{ line: lineAt(start), tags }];
  });
}

/** Tags without their other half; those that need none are left out. */
function unpaired(tags: readonly string[]): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const tag of tags) {
    const name = nameOf(tag) ?? '';
    if (VOID_ELEMENTS.test(name)) continue;
    if (!tag.startsWith('</')) open.push(tag);
    else if (nameOf(open.at(-1) ?? '') === name) open.pop();
    else wrong.push(tag);
  }
  return [...open, ...wrong];
}

function nameOf(tag: string): string | null {
  return /^<\/?([A-Za-z][\w-]*)/.exec(tag)?.[1]?.toLowerCase() ?? null;
}
