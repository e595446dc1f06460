/** A sentence and the white space that follows it; joined they give the text again. */
export interface Sentence {
  readonly text: string;
  readonly space: string;
}

/** Splits prose into sentences, byte for byte. A blank line ends a sentence too. */
export function splitSentences(prose: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const { index, 0: space } of prose.matchAll(/(?<=[.!?:])\s+(?=[A-Z`[*_])|\n\s*\n/g)) {
    sentences.push({ text: prose.slice(start, index), space });
    start = index + space.length;
  }
  if (start < prose.length) sentences.push({ text: prose.slice(start), space: '' });
  return sentences;
}

/** The text with white space folded, for comparing across line breaks. */
export function foldSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
