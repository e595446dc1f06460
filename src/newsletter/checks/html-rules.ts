import { isLinkToWork, nodesOf, type Page, type PageNode, type Place, type Rule } from './rule.js';

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

export const unclosedTag: Rule = {
  title: 'Unclosed HTML tag',
  level: 'failure',
  finds: "an HTML tag in an entry's link text that is not closed there, such as `<u8>` from a title",
  find({ page }) {
    return titlesWithTags(page).flatMap(({ line, tags }): Place[] => {
      const [tag] = unpaired(tags);
      if (tag === undefined) return [];
      const message = `"${tag}" is read as an HTML tag: readers do not see it, and it can garble what follows. Put it in backticks, or write "\\${tag}".`;
      return [{ line, message }];
    });
  },
};

export const tagInTitle: Rule = {
  title: 'HTML in a title',
  level: 'warning',
  finds: "HTML tags in an entry's link text that are closed there",
  find({ page }) {
    return titlesWithTags(page).flatMap(({ line, tags }): Place[] => {
      const [tag] = tags;
      if (tag === undefined || unpaired(tags).length > 0) return [];
      return [
        { line, message: `"${tag}" is read as an HTML tag. If readers should see it, put it in backticks.` },
      ];
    });
  },
};

const VOID_ELEMENTS = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)$/;

/** The entries whose link text has tags, with these as they stand in the file. */
function titlesWithTags({ nodes, text, lineAt }: Page) {
  return nodes.flatMap(({ node, start, within }) => {
    if (!isLinkToWork(node) || !within.has('listItem')) return [];
    const tags = nodesOf(node, text, within)
      .filter((inner) => inner.node.type === 'html')
      .map(({ source }) => source)
      .filter((source) => nameOf(source) !== null);
    return tags.length === 0 ? [] : [{ line: lineAt(start), tags }];
  });
}

/** Tags without their other half; those that need none are left out. */
function unpaired(tags: readonly string[]): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const tag of tags) {
    const name = nameOf(tag) ?? '';
    if (VOID_ELEMENTS.test(name)) continue;
    if (!tag.startsWith('</')) open.push(tag);
    else if (nameOf(open.at(-1) ?? '') === name) open.pop();
    else wrong.push(tag);
  }
  return [...open, ...wrong];
}

function nameOf(tag: string): string | null {
  return /^<\/?([A-Za-z][\w-]*)/.exec(tag)?.[1]?.toLowerCase() ?? null;
}
