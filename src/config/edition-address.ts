import { editionPlaceholderProblem } from './repository-path.js';

/** What RFC 3986 allows, without what Markdown or a mail program could take for the end of an address. */
const PLAIN = /^[\w.~:/?#@!$&+,=%-]+$/u;

/** Why the text cannot be where an edition is read, as a sentence; null when it can. */
export function editionAddressProblem(text: string): string | null {
  const placeholder = editionPlaceholderProblem(text);
  if (placeholder !== null) return placeholder;
  const address = text.replace('{month}', '2020-05');
  if (!/^https?:\/\//iu.test(address)) return 'must begin with "https://" or "http://".';
  if (!PLAIN.test(address)) {
    return 'must not contain spaces, quotes, brackets or letters beyond ASCII; write them as %20 and the like.';
  }
  if (!URL.canParse(address)) return 'is not an address that a browser could open.';
  const { username, password } = new URL(address);
  return username + password === '' ? null : 'must not contain a user or a password: everybody will see it.';
}
