import type { Piece } from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';
import { splitLead } from '../house-style/lead-sentence.js';
import type { CheckedDraft, Rule } from './rule.js';

export const emptySection: Rule = {
  title: 'Empty section',
  level: 'warning',
  finds: 'a `###` section in which a reader sees nothing: no shown entry and no text',
  find({ page }) {
    return page.sections
      .filter(({ head, rest }) => ![...head, ...rest].some(isReadable))
      .map(({ heading }) => ({
        line: page.lineOf(heading),
        message:
          'This section has nothing to read. Write something, show one of its hidden entries, or delete its heading.',
      }));
  },
};

export const noIntroduction: Rule = {
  title: 'No introduction',
  level: 'notice',
  finds:
    'a section with entries that does not say what the project is. Sections that a person signed, and those that never had text, are not named',
  find(draft) {
    const { page } = draft;
    const textless = sectionsWithoutText(draft);
    return page.sections
      .filter(({ heading, head, rest }) => {
        const isList = rest.some(({ kind, hidden }) => kind === 'entry' && !hidden);
        return isList && !head.some(isSigned) && !textless.has(heading.key) && introductionOf(head) === '';
      })
      .map(({ heading }) => ({
        line: page.lineOf(heading),
        message: 'This section does not say what the project is. Write a sentence above its list.',
      }));
  },
};

/** The line that names a section's maintainers, or who wrote it. */
const PEOPLE = /<span class="maintainers">[\s\S]*?<\/span>/g;

/** A write-up that a person signed introduces itself as it likes. */
function isSigned({ source }: Piece): boolean {
  return /<span class="maintainers">\s*\(?Section written by/.test(source);
}

function isReadable({ kind, source, hidden }: Piece): boolean {
  if (kind === 'credit' || hidden) return false;
  return (
    source
      .replace(PEOPLE, '')
      .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
      .trim() !== ''
  );
}

function introductionOf(head: readonly Piece[]): string {
  const text = head.map(({ source, gap }) => source + gap).join('');
  return splitLead(text.replace(PEOPLE, '')).introduction;
}

/** Keys of the sections for which the bot has learned to write no text. */
function sectionsWithoutText({ edition }: CheckedDraft): ReadonlySet<string> {
  return new Set(
    edition.sections
      .filter(({ text }) => text === '')
      .flatMap(({ heading }) => parseDocument(heading).pieces.map(({ key }) => key)),
  );
}
