import type { Document } from '../document/document.js';
import { partMark } from '../document/form.js';
import { FENCE, type FrontMatter, findFrontMatter, readFrontMatter } from '../document/front-matter.js';
import { LONGEST_EDITION } from '../document/parse-document.js';
import { type EditionPage, type FoundPlace, isTooLong, type Rule } from './rule.js';

/** Why no Markdown parser reads the file, a sentence with what to do: it is too long or too costly; `null`: one does. */
export function whyTooMuch(document: Document): string | null {
  if (isTooLong(document)) {
    return `The file has ${document.source.length} characters, more than any edition; the bot leaves it as it is. Keep it below ${LONGEST_EDITION}.`;
  }
  if (document.isCostly) {
    return 'The file has more quotes, underlined headings, nested lists, short lines or signs of Markdown than any edition; the bot leaves it as it is. Put the edition back, for example from the history of this branch.';
  }
  return null;
}

/** Why the file cannot be read as an edition, although it can be parsed; `null` when it can. */
export function whyNoEdition({ parts, form }: Document): string | null {
  if (parts.length > 0) return null;
  return `The file has no "${partMark(form)}" heading, so it is no edition and the bot leaves it as it is. Put the edition back, for example from the history of this branch.`;
}

export const noEdition: Rule = {
  title: 'No edition',
  level: 'failure',
  finds: `a file without any part, longer than ${LONGEST_EDITION.toLocaleString('en')} characters, with hundreds of quotes or underlined headings, or with thousands of brackets and other signs`,
  find: ({ whyNoEdition: message }) => (message === null ? [] : [{ line: 1, message }]),
};

export const frontMatter: Rule = {
  title: 'Front matter',
  level: 'failure',
  finds: 'front matter that is missing, is not TOML, or has no title or no date',
  find: ({ page }) => problemsOf(page.text),
};

function problemsOf(text: string): readonly FoundPlace[] {
  const found = findFrontMatter(text);
  if (found === null) {
    const message = `The file does not begin with front matter. Begin it with a line "${FENCE}", the title and the date as TOML, and another line "${FENCE}".`;
    return [{ line: 1, message }];
  }
  const { line } = found;
  const read = readFrontMatter(found.text);
  if (read.mistake === null) return missingKeys(read, line);
  const message = `The front matter is not valid TOML: ${read.mistake.reason}. Mend this line.`;
  return [{ line: line + read.mistake.line, message }];
}

function missingKeys({ title, date }: FrontMatter, line: number): readonly FoundPlace[] {
  const place = (message: string): FoundPlace => ({ line, message });
  return [
    ...(title !== null && title.trim() !== ''
      ? []
      : [place('The front matter has no title. Add a line such as: title = "This Month".')]),
    ...(date !== null ? [] : [place('The front matter has no date. Add a line such as: date = 2020-06-01.')]),
  ];
}

export const conflictMarks: Rule = {
  title: 'Conflict marks',
  level: 'failure',
  finds: 'lines that begin with `<<<<<<<` or `>>>>>>>`, as Git leaves them in a conflict',
  find({ page }) {
    const code = linesOfCode(page);
    const lines = page.text.split('\n').map((text, index) => ({ text, line: index + 1 }));
    const marks = lines.filter(({ text, line }) => /^(?:<{7}|>{7})(?: |$)/.test(text) && !code.has(line));
    return marks.flatMap(({ text, line }, index): FoundPlace[] => {
      const next = marks[index + 1];
      const closes = text.startsWith('>');
      if (closes && marks[index - 1]?.text.startsWith('<')) return [];
      const end = !closes && next?.text.startsWith('>') ? { endLine: next.line } : {};
      return [
        { line, ...end, message: "A conflict was left here. Keep the right lines and delete Git's marks." },
      ];
    });
  },
};

function linesOfCode({ nodes, lineAt }: EditionPage): ReadonlySet<number> {
  const lines = nodes.flatMap(({ node, start, source }) => {
    if (node.type !== 'code') return [];
    const [first, last] = [lineAt(start), lineAt(start + source.length)];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return new Set(lines);
}
