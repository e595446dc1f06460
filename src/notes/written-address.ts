/** The address that a word is: without angle brackets, and without what ends a sentence, which GitHub links neither. */
export function writtenAddress(word: string): string {
  return word.replace(/^<(.*)>$/, '$1').replace(/[.,:;!?]+$/, '');
}
