import type { Month } from '../activity/month.js';
import { foldSpace, splitSentences } from '../markdown/sentences.js';
import type { SectionText } from './earlier-edition.js';
import { isEditionSpecific } from './edition-specific.js';
import { splitLead } from './lead-sentence.js';

const PARAGRAPH_BREAK = /\n\s*\n/;

/** What holds for any month of an introduction, and whether a paragraph ended with it. */
export interface Introduction {
  readonly text: string;
  readonly endsParagraph: boolean;
  /** The edition that it is taken from. */
  readonly month: Month;
}

/**
 * The latest introduction without the sentences that speak of one edition. The first paragraph describes the crate; a
 * sentence of a later one, or one that follows news, must have stood in an earlier section too. One that did has proven
 * that it holds for any month, whatever its words.
 */
export function learnIntroduction(sections: readonly SectionText[]): Introduction | null {
  for (const [index, { text, month }] of sections.entries()) {
    const proven = new Set(
      sections.slice(index + 1, index + 7).flatMap((section) => splitSentences(section.text).map(fold)),
    );
    const sentences = splitSentences(splitLead(text).introduction);
    const firstNews = sentences.findIndex(
      (sentence) => !proven.has(fold(sentence)) && isEditionSpecific(sentence.text),
    );
    const endOfFirst = sentences.findIndex(({ space }) => PARAGRAPH_BREAK.test(space));
    const kept = sentences.filter(
      (sentence, place) =>
        proven.has(fold(sentence)) ||
        ((endOfFirst < 0 || place <= endOfFirst) && (firstNews < 0 || place < firstNews)),
    );
    const introduction = kept.map((sentence) => sentence.text + sentence.space).join('');
    const endsParagraph = PARAGRAPH_BREAK.test(kept.at(-1)?.space ?? '');
    if (introduction.trim() !== '') return { text: introduction.trim(), endsParagraph, month };
  }
  return null;
}

function fold(sentence: { readonly text: string }): string {
  return foldSpace(sentence.text);
}
