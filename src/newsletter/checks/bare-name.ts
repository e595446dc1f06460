import type { Rule } from './rule.js';

/** Not a part of an e-mail address, a path or the name of a package. */
const NAME = /(?<![\w/.@\\-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])?)(?![\w/@-])/g;

export const bareName: Rule = {
  title: 'Name without link',
  level: 'notice',
  finds: 'an `@name` outside links and code',
  find: ({ page }) =>
    page.nodes.flatMap(({ node, source, start, within }) => {
      if (node.type !== 'text' || within.has('link') || within.has('linkReference')) return [];
      return [...source.matchAll(NAME)].map(({ index, 1: login }) => ({
        line: page.lineAt(start + index),
        message: `"@${login}" links to nobody. Write [@${login}](https://github.com/${login}).`,
      }));
    }),
};
