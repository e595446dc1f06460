import { showsNothing } from '../newsletter/markdown/clean-title.js';
import { linesFrom } from '../newsletter/markdown/markdown.js';

/** Comments, also one without an end, and the addresses of links that are named elsewhere. */
const NEVER_SHOWN = /<!--[\s\S]*?(?:-->|$(?![\s\S]))|^ {0,3}\[[^\]\n]+\]:.*$/gm;

/** So much without a letter says nothing either. */
const MOST_SIGNS = 500;

/** Whether readers would see nothing of a Markdown text. Where it has words that are shown, no parser is asked. */
export function isUnseen(text: string): boolean {
  if (/(?!\p{Default_Ignorable_Code_Point})[\p{Letter}\p{Number}]/u.test(text.replace(NEVER_SHOWN, '')))
    return false;
  return text.length > MOST_SIGNS || linesFrom(text).every(showsNothing);
}
