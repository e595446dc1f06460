import { parseBlocks } from '../markdown/blocks.js';
import type { EditionText } from './edition-text.js';

/** Whether whatever were put at the end of the file would be part of a comment or code block that never ends. */
export function endsOpen({ pieces }: EditionText): boolean {
  const last = pieces.at(-1)?.source ?? '';
  return /^\s*(?:<|`{3}|~{3})/.test(last) && parseBlocks(`${last}\n\n# End`).at(-1)?.kind !== 'heading';
}
