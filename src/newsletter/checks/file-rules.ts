import type { Document } from '../document/document.js';
import { type Form, findRegion, type HidingMarks, partMark, regionMarks } from '../document/form.js';
import { type FrontMatter, findFrontMatter, languageOf, readFrontMatter } from '../document/front-matter.js';
import type { FrontMatterLanguage } from '../document/front-matter-language.js';
import { LONGEST_EDITION } from '../document/parse-document.js';
import { type EditionPage, type FoundPlace, isTooLong, type PageNode, type Rule } from './rule.js';

/** Why no Markdown parser reads the file, a sentence with what to do: it is too long or too costly; `null`: one does. */
export function whyTooMuch(document: Document): FoundPlace | null {
  if (isTooLong(document)) {
    return at(
      1,
      `The file has ${document.source.length} characters, more than any edition; the bot leaves it as it is. Keep it below ${LONGEST_EDITION}.`,
    );
  }
  if (document.isCostly) {
    return at(
      1,
      'The file has more quotes, underlined headings, nested lists, short lines or signs of Markdown than any edition; the bot leaves it as it is. Put the edition back, for example from the history of this branch.',
    );
  }
  return null;
}

/** Why the file cannot be read as an edition, although it can be parsed; `null` when it can. */
export function whyNoEdition({ source, parts, form }: Document): FoundPlace | null {
  if (parts.length > 0) return null;
  if (form.region) return whyNoRegion(source, form);
  const what = form.partLevel === null ? 'is empty' : `has no "${partMark(form)}" heading`;
  return at(
    1,
    `The file ${what}, so it is not an edition, and the bot leaves it as it is. Put the edition back, for example from the history of this branch.`,
  );
}

/** What is wrong with the marks around the bot's part of a file. */
function whyNoRegion(source: string, form: Form): FoundPlace | null {
  const found = findRegion(source);
  if (!('mistake' in found)) return null;
  const [begin, end] = regionMarks(form);
  const sentences = {
    missing: `The file has no line "${begin}", so the bot does not know which part of it is its own, and leaves it as it is. Add that line, and a line "${end}" below it.`,
    'never ends': `No line "${end}" follows the one that begins the bot's part here, so the bot leaves the file as it is. Add it where that part ends.`,
    'never begins': `This line ends the bot's part of the file, but none begins it, so the bot leaves the file as it is. Add a line "${begin}" above it.`,
    twice: `The file has this line a second time, so the bot does not know which part of it is its own, and leaves it as it is. Delete one of the two.`,
  };
  return at(found.line, sentences[found.mistake]);
}

function at(line: number, message: string): FoundPlace {
  return { line, message };
}

export const noEdition: Rule = {
  title: 'No edition',
  level: 'failure',
  finds: `a file without any part, without the marks around the bot's part of it or with one of them twice, longer than ${LONGEST_EDITION.toLocaleString('en')} characters, with hundreds of quotes or underlined headings, or with thousands of brackets and other signs`,
  find: ({ whyNoEdition: place }) => (place === null ? [] : [place]),
};

export const frontMatter: Rule = {
  title: 'Front matter',
  level: 'failure',
  finds:
    "front matter that cannot be read, that is missing or in another language (TOML, YAML) than the newsletter's, or that has no title or no date where the newsletter's has",
  find: ({ page, fresh, edition: { form } }) =>
    form.region ? [] : frontMatterProblems(page.text, findFrontMatter(fresh)?.frontMatter ?? null),
};

/** `usual`: the front matter that the bot writes; `null`: none. */
function frontMatterProblems(text: string, usual: string | null): readonly FoundPlace[] {
  const found = findFrontMatter(text);
  const language = languageOf(usual ?? found?.frontMatter ?? '');
  if (language === null) return [];
  const { name, fence } = language;
  if (found === null) {
    const message = `The file does not begin with front matter. Begin it with a line "${fence}", the title and the date as ${name}, and another line "${fence}".`;
    return [{ line: 1, message }];
  }
  const { line, frontMatter: own } = found;
  const ownName = languageOf(own)?.name;
  if (ownName !== name) {
    const message = `The front matter is ${ownName}, but that of this newsletter's editions is ${name}. Write it as ${name}, between lines "${fence}".`;
    return [{ line, message }];
  }
  const { mistake, ...values } = readFrontMatter(own);
  if (mistake === null) return missingKeys(values, readFrontMatter(usual ?? ''), language, line);
  const message = `The front matter is not valid ${name}: ${mistake.reason}. Mend this line.`;
  return [{ line: line + mistake.line, message }];
}

type Values = Pick<FrontMatter, 'title' | 'date'>;

function missingKeys(
  { title, date }: Values,
  usual: Values,
  { example }: FrontMatterLanguage,
  line: number,
): readonly FoundPlace[] {
  const missing = (key: string, value: string): FoundPlace => ({
    line,
    message: `The front matter has no ${key}. Add a line such as: ${example(key, value)}.`,
  });
  const isUntitled = title === null || title.trim() === '';
  return [
    ...(isUntitled && usual.title !== null ? [missing('title', '"This Month"')] : []),
    ...(date === null && usual.date !== null ? [missing('date', '2020-06-01')] : []),
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

export const commentMarks: Rule = {
  title: 'Comment marks',
  level: 'failure',
  finds:
    '`<!--` without `-->`, which hides what follows, and `-->` without `<!--`, which readers see; on a site of MDX, `{/*` without `*/}` as well',
  find({ page, document: { form } }) {
    return page.nodes
      .flatMap((node) => {
        if (isCommentOf(form.hidden, node)) return problemsOfComment(node, form.hidden);
        if (node.node.type === 'html') return problemsOfHtml(node);
        return node.node.type === 'text' && !node.within.has('link') ? problemsOfText(node) : [];
      })
      .map(({ offset, endOffset, message }): FoundPlace => {
        const end = endOffset === undefined ? {} : { endLine: page.lineAt(endOffset) };
        return { line: page.lineAt(offset), ...end, message };
      });
  },
};

interface MarkProblem {
  readonly offset: number;
  readonly endOffset?: number;
  readonly message: string;
}

/** `<!-->` and `<!--->` are whole comments to a browser. */
const MARK = /<!---?>|<!--|-->/g;

const NEVER_OPENED =
  'This "-->" does not end a comment, so readers see it. Delete it, or put "<!--" before what should be hidden.';
const ENDS_LATE =
  'The comment that begins here does not end before the next one begins, so it hides everything in between. Add "-->" where it should end.';

/** Whether it is a comment of a site that has none of HTML. */
function isCommentOf({ isHtml, open }: HidingMarks, { node, source }: PageNode): boolean {
  return !isHtml && node.type === 'html' && source.trimStart().startsWith(open);
}

function problemsOfComment({ source, start }: PageNode, { close }: HidingMarks): readonly MarkProblem[] {
  if (source.includes(close)) return [];
  return [{ offset: start, endOffset: start + source.length, message: endsNowhere(close) }];
}

function endsNowhere(close: string): string {
  return `The comment that begins here never ends and hides everything after it. Add "${close}" where it should end.`;
}

/** What is raw HTML to Markdown: a browser reads its marks one by one. */
function problemsOfHtml({ source, start }: PageNode): readonly MarkProblem[] {
  const problems: MarkProblem[] = [];
  let open: number | null = null;
  for (const { index, 0: mark } of source.matchAll(MARK)) {
    if (mark === '<!--') {
      if (open !== null && source.slice(open, index).includes('\n')) {
        problems.push({ offset: start + open, endOffset: start + index, message: ENDS_LATE });
      }
      open = index;
    } else if (mark === '-->') {
      if (open === null) problems.push({ offset: start + index, message: NEVER_OPENED });
      open = null;
    }
  }
  if (open !== null) {
    problems.push({ offset: start + open, endOffset: start + source.length, message: endsNowhere('-->') });
  }
  return problems;
}

/** Marks that came to be text. An arrow within a sentence is none. */
function problemsOfText({ source, start }: PageNode): readonly MarkProblem[] {
  return [...source.matchAll(/(?<!\\)<!--|(?<!\\)-->(?=[ \t]*(?:\n|$))/g)].map(({ index, 0: mark }) => ({
    offset: start + index,
    message:
      mark === '-->'
        ? NEVER_OPENED
        : 'This "<!--" does not begin a comment, because no "-->" follows in its paragraph, so readers see it. Put the comment on lines of its own.',
  }));
}
