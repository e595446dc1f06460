/**
 * An address as the destination of a Markdown link: everything that could end it, or that Markdown, HTML or Zola would
 * read as something else, is encoded. Throws a TypeError unless it is http or https.
 */
export function linkDestination(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new TypeError(`A link needs an http or https address, not ${JSON.stringify(url)}.`);
  }
  return url
    .replace(/\p{Surrogate}/gu, '\u{FFFD}')
    .replace(/[()<>"'`\\{}|^]|\s|\p{Control}|\p{Format}/gu, percentEncoded)
    .replace(/&(?=#?\w+;)/g, '&amp;');
}

function percentEncoded(character: string): string {
  const bytes = new TextEncoder().encode(character);
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
