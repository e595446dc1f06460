import { fromMarkdown } from 'mdast-util-from-markdown';
import { shallow } from './shallow.js';
import { descendants } from './syntax-tree.js';

/** What a reader takes for an address, whether Markdown makes a link of it or not. */
const SHOWN = /\b(?:[a-z][a-z\d+.-]*:\/\/|www\.)[^\s<>"'`\\()[\]]+/gi;

/** All addresses in the Markdown, each as often as it is there: those that it links to, and those that it only shows. */
export function addressesIn(text: string): readonly string[] {
  const linked = descendants(fromMarkdown(shallow(text))).flatMap((node) =>
    node.type === 'link' || node.type === 'image' || node.type === 'definition' ? node.url : [],
  );
  return [...linked, ...(text.match(SHOWN) ?? [])];
}
