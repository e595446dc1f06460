import { LONGEST_EDITION } from '../document/parse-document.js';
import { parseBlocks } from '../markdown/blocks.js';
import type { Rule } from './rule.js';

/** Whether the file is so long that it is not even read. */
export function isTooLong(text: string): boolean {
  return text.length > LONGEST_EDITION;
}

/** Why the file cannot be read as an edition, a sentence with what to do; `null` when it can. */
export function whyNoEdition(text: string): string | null {
  if (isTooLong(text)) {
    return `The file has ${text.length} characters, more than any edition; the bot leaves it as it is. Keep it below ${LONGEST_EDITION}.`;
  }
  if (parseBlocks(text).some(({ kind, depth }) => kind === 'heading' && depth === 2)) return null;
  return 'The file has no "##" heading, so it is no edition and the bot leaves it as it is. Put the edition back, for example from the history of this branch.';
}

export const noEdition: Rule = {
  title: 'No edition',
  level: 'failure',
  finds: `a file without \`##\` headings, or longer than ${LONGEST_EDITION.toLocaleString('en')} characters`,
  find({ text }) {
    const message = whyNoEdition(text);
    return message === null ? [] : [{ line: 1, message }];
  },
};
