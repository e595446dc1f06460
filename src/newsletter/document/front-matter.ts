import type { Document } from './document.js';

/** The text between the lines that enclose the front matter; `null` where there is none. */
export function frontMatterOf({ opening }: Pick<Document, 'opening'>): string | null {
  const front = opening.find(({ kind }) => kind === 'front-matter');
  return front === undefined ? null : front.words.replace(/^\+\+\+\n?|\n?\+\+\+\s*$/g, '');
}
