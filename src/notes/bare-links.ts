import { isWebAddress } from '../newsletter/markdown/web-address.js';
import type { Addressed } from './command.js';
import { positionsIn } from './parse-comment.js';
import { writtenAddress } from './written-address.js';

/** A comment of links has this many at most; a longer one is no offer of news. */
const MOST = 20;

/** A comment that is nothing but addresses, as the `link news` commands that it stands for; of any other, none. */
export function parseBareLinks(comment: string): readonly Addressed[] {
  const words = [...comment.matchAll(/\S+/g)].filter(({ 0: word }) => !/^[-*+]$/.test(word));
  if (words.length === 0 || words.length > MOST) return [];
  const links = words.map(({ index, 0: word }) => ({ index, word, url: writtenAddress(word) }));
  if (!links.every(({ url }) => isWebAddress(url))) return [];
  const position = positionsIn(comment);
  return links.map(({ index, word, url }) => ({
    at: position(index),
    line: word,
    understood: { command: { verb: 'link', part: 'news', url, title: null, text: '' } },
  }));
}
