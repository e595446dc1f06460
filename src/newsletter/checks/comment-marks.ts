import type { PageNode } from './page.js';
import type { Place, Rule } from './rule.js';

export const commentMarks: Rule = {
  title: 'Comment marks',
  level: 'failure',
  finds: '`<!--` without `-->`, which hides what follows, and `-->` without `<!--`, which readers see',
  find({ page }) {
    return page.nodes
      .flatMap((node) => {
        if (node.node.type === 'html') return problemsOfHtml(node);
        return node.node.type === 'text' && !node.within.has('link') ? problemsOfText(node) : [];
      })
      .map(({ offset, endOffset, message }): Place => {
        const end = endOffset === undefined ? {} : { endLine: page.lineAt(endOffset) };
        return { line: page.lineAt(offset), ...end, message };
      });
  },
};

interface Problem {
  readonly offset: number;
  readonly endOffset?: number;
  readonly message: string;
}

/** `<!-->` and `<!--->` are whole comments to a browser. */
const MARK = /<!---?>|<!--|-->/g;

const NEVER_OPENED =
  'This "-->" ends no comment, so that readers see it. Delete it, or put "<!--" before what should be hidden.';
const ENDS_NOWHERE =
  'The comment that begins here never ends and hides everything after it. Add "-->" where it should end.';
const ENDS_LATE =
  'The comment that begins here does not end before the next one begins, and hides all that is between. Add "-->" where it should end.';

/** What is raw HTML to Markdown: a browser reads its marks one by one. */
function problemsOfHtml({ source, start }: PageNode): readonly Problem[] {
  const problems: Problem[] = [];
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
    problems.push({ offset: start + open, endOffset: start + source.length, message: ENDS_NOWHERE });
  }
  return problems;
}

/** Marks that came to be text. An arrow within a sentence is none. */
function problemsOfText({ source, start }: PageNode): readonly Problem[] {
  return [...source.matchAll(/(?<!\\)<!--|(?<!\\)-->(?=[ \t]*(?:\n|$))/g)].map(({ index, 0: mark }) => ({
    offset: start + index,
    message:
      mark === '-->'
        ? NEVER_OPENED
        : 'This "<!--" begins no comment, since no "-->" follows in its paragraph; readers see it. Put the comment on lines of its own.',
  }));
}
