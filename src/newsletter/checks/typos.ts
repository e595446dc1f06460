import { renderEdition } from '../edition/render-edition.js';
import { unixLines } from '../markdown/unix-lines.js';
import { type MisspeltWord, misspeltIn } from '../spelling/spelling.js';
import type { Rule } from './rule.js';

/** More than these help nobody to choose. */
const MOST_CORRECTIONS = 4;

export const typos: Rule = {
  title: 'Typo',
  level: 'notice',
  finds: 'a known misspelling in a line that the bot wrote, such as the title of an entry',
  find({ page, edition, spelling }) {
    if (spelling === null) return [];
    const own = new Set(unixLines(renderEdition(edition)).split('\n').map(wordsOf));
    return page.text.split('\n').flatMap((line, index) => {
      const words = wordsOf(line);
      if (!own.has(words)) return [];
      return misspeltIn(words, spelling).map((word) => ({ line: index + 1, message: messageOn(word) }));
    });
  },
};

/** An entry that a person hid or showed has the same words. */
function wordsOf(line: string): string {
  return /^<!--\s*(.*?)\s*-->$/.exec(line)?.[1] ?? line;
}

function messageOn({ word, corrections }: MisspeltWord): string {
  const meant = corrections.slice(0, MOST_CORRECTIONS).map((correction) => `"${correction}"`);
  const question =
    meant.length === 0 ? 'is not to be used here' : `looks like a typo for ${meant.join(' or ')}`;
  return `"${word}" ${question}. The bot changes no words of others, but a spelling check of the site may refuse it: correct it here, or allow it by "check.allowedWords" in .github/newsletter.yml or in typos.toml.`;
}
