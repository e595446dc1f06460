/** A pull request or commit that a list item of an edition links to, or a commit that its prose does. */
export interface ListedWork {
  readonly kind: 'pull request' | 'commit';
  /** `owner/name#number` or `owner/name@0123abc`, in lower case, as GitHub compares names. */
  readonly key: string;
  readonly repository: string;
  /** Of a pull request; 0 for a commit. */
  readonly number: number;
  /** Markdown of the link's text; '' for a commit. */
  readonly title: string;
  /** Whether it stands in a comment. */
  readonly hidden: boolean;
  /** Whether it stands in a line below an entry or news. Such a line only mentions it: it is not told yet. */
  readonly isNote: boolean;
  /** Whether it stands in a list item, not in running prose. */
  readonly isListed: boolean;
  /** The line of the text that it stands in, counted from 0. */
  readonly line: number;
}

/** `owner/name#1` in lower case. */
export function pullRequestKey(repository: string, number: number): string {
  return `${repository}#${number}`.toLowerCase();
}

/** `owner/name@0123abc` in lower case, also where a link shortens the id otherwise. */
export function commitKey(repository: string, oid: string): string {
  return `${repository}@${oid.slice(0, 7)}`.toLowerCase();
}

const ENTRY_LINE = /^(\s*)(?:<!--)?\s*[-*+]\s+([^\n]*)$/;
/** As the target of a link, since a title may quote the address of another pull request, or a whole link to it. */
const PULL_REQUEST_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)(?:#[^\s)]*)?\)/g;
const COMMIT_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+\/[\w.-]+)\/commit\/([0-9a-f]{7,40})\)/g;

/** The address of a pull request or a commit. */
export const WORK_ADDRESS = /https?:\/\/[^\s/)]+\/[\w.-]+\/[\w.-]+\/(?:pull\/\d+|commit\/[0-9a-f]{7,})/;

/** Whether the text links to a pull request or a commit at all. */
export function linksToWork(text: string): boolean {
  return WORK_ADDRESS.test(text);
}

/** Keys of what list items of a text link to, also those in comments: pull requests first, then commits. */
export function listedKeys(text: string): readonly string[] {
  const [works = []] = listedWorks([text]);
  return works.filter(({ isListed }) => isListed).map(({ key }) => key);
}

/**
 * What each of the texts lists: the pull requests that list items link to, also those in comments, then all commits. A
 * pull request that running prose links to does not count, nor does a link to a single commit of a pull request.
 */
export function listedWorks(texts: readonly string[]): readonly (readonly ListedWork[])[] {
  return texts.map((text) => {
    if (!linksToWork(text)) return [];
    const lines = linesOf(text);
    return [
      ...lines.flatMap((line) => (line.content === null ? [] : pullRequestsIn(line, line.content))),
      ...lines.flatMap(commitsIn),
    ];
  });
}

/** A line of a text, with what is known of all works in it. */
interface Line {
  readonly text: string;
  /** What stands behind the mark of a list item; `null` for any other line. */
  readonly content: string | null;
  readonly facts: Pick<ListedWork, 'hidden' | 'isNote' | 'isListed' | 'line'>;
}

function linesOf(text: string): readonly Line[] {
  const comments = commentsIn(text);
  const lines = text.split('\n');
  const notes = notesAmong(lines);
  let offset = 0;
  return lines.map((line, index) => {
    const content = ENTRY_LINE.exec(line)?.[2] ?? null;
    const middle = offset + line.length / 2;
    const hidden = comments.some(({ start, end }) => start <= middle && middle < end);
    offset += line.length + 1;
    const facts = { hidden, isNote: notes.has(index), isListed: content !== null, line: index };
    return { text: line, content, facts };
  });
}

function pullRequestsIn({ facts }: Line, content: string): readonly ListedWork[] {
  const masked = maskLiterals(content);
  let end = 0;
  return [...masked.matchAll(PULL_REQUEST_LINK)].map(
    ({ index, 0: link, 1: repository = '', 2: number = '' }) => {
      const start = masked.indexOf('[', end);
      end = index + link.length;
      return {
        kind: 'pull request',
        key: pullRequestKey(repository, Number(number)),
        repository,
        number: Number(number),
        title: content.slice(start + 1, index),
        ...facts,
      };
    },
  );
}

function commitsIn({ text, facts }: Line): readonly ListedWork[] {
  return [...maskLiterals(text).matchAll(COMMIT_LINK)].map(([, repository = '', oid = '']) => ({
    kind: 'commit',
    key: commitKey(repository, oid),
    repository,
    number: 0,
    title: '',
    ...facts,
  }));
}

const ITEM = /^(\s*)[-*+]\s/;
const LINK = /\]\(https?:/;

/**
 * The lines below entries and news, by their index. A pull request that only a note links to counts as not told yet;
 * otherwise its own edition would pass it over.
 */
function notesAmong(lines: readonly string[]): ReadonlySet<number> {
  const notes = new Set<number>();
  let entry: number | null = null;
  let isComment = false;
  for (const [index, line] of lines.entries()) {
    const indent: number | null = isComment ? null : (ITEM.exec(line)?.[1]?.length ?? null);
    if (indent !== null && entry !== null && indent > entry) notes.add(index);
    else if (indent !== null) entry = LINK.test(line) ? indent : null;
    isComment = (isComment || line.includes('<!--')) && !line.includes('-->', line.lastIndexOf('<!--') + 1);
  }
  return notes;
}

/** Where comments stand. Marks that a title quotes begin none; within a comment nothing is quoted. */
function commentsIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  const masked = maskLiterals(text);
  const comments: { start: number; end: number }[] = [];
  let end = 0;
  for (let start = masked.indexOf('<!--'); start !== -1; start = masked.indexOf('<!--', end)) {
    const closing = text.indexOf('-->', start + '<!--'.length);
    end = closing === -1 ? text.length : closing + '-->'.length;
    comments.push({ start, end });
  }
  return comments;
}

/** A character with a backslash before it, and a run of backticks, up to the next one of the same length if there is. */
const LITERALS = /\\[^\n]|(`+)(?!`)(?:[^\n]*?[^`\n]\1(?!`))?/g;

/**
 * The text with NULs in place of what Markdown takes literally within a line: escaped characters and code spans. Marks
 * that are left have a meaning, and all offsets stay as they are.
 */
export function maskLiterals(text: string): string {
  return text.replace(LITERALS, (literal) => '\0'.repeat(literal.length));
}
