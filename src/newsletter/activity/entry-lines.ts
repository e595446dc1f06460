import { maskLiterals } from '../markdown/mask-literals.js';
import { commitKey, entryKey } from './work.js';

/** A pull request that an edition lists: on a line of its own or in a hidden comment. */
export interface ListedEntry {
  /** `owner/name#number`, in lower case, as GitHub compares names. */
  readonly key: string;
  readonly repository: string;
  readonly number: number;
  /** Markdown of the link's text. */
  readonly title: string;
  readonly hidden: boolean;
}

const ENTRY_LINE = /^\s*(?:<!--)?\s*[-*+]\s+([^\n]*)$/;
/** As the target of a link, since a title may quote the address of another pull request, or a whole link to it. */
const PULL_REQUEST_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+)\/([\w.-]+)\/pull\/(\d+)(?:#[^\s)]*)?\)/g;

const COMMIT_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+\/[\w.-]+)\/commit\/([0-9a-f]{7,40})\)/g;

/** Keys of the commits that list items of a text, also those in comments, link to. */
export function listedCommits(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => linkedCommits(ENTRY_LINE.exec(line)?.[1] ?? ''));
}

/** Keys of the commits that a text links to, in order. */
export function linkedCommits(text: string): readonly string[] {
  return [...maskLiterals(text).matchAll(COMMIT_LINK)].map(([, repository = '', oid = '']) =>
    commitKey(repository, oid),
  );
}

/**
 * The entries of a text: list items (also those in comments) that link to a pull request. Links in running prose do
 * not count, nor do links to single commits of a pull request.
 */
export function listedEntries(text: string): readonly ListedEntry[] {
  const comments = commentsIn(text);
  const entries: ListedEntry[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    const content = ENTRY_LINE.exec(line)?.[1];
    const middle = offset + line.length / 2;
    if (content !== undefined) {
      const hidden = comments.some(({ start, end }) => start <= middle && middle < end);
      entries.push(...linkedPullRequests(content).map((entry) => ({ ...entry, hidden })));
    }
    offset += line.length + 1;
  }
  return entries;
}

/** Whether the text links to a pull request or a commit at all. */
export function linksToWork(text: string): boolean {
  return /https?:\/\/[^\s/)]+\/[\w.-]+\/[\w.-]+\/(?:pull\/\d+|commit\/[0-9a-f]{7,})/.test(text);
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

function linkedPullRequests(text: string): Omit<ListedEntry, 'hidden'>[] {
  const masked = maskLiterals(text);
  let end = 0;
  return [...masked.matchAll(PULL_REQUEST_LINK)].map(
    ({ index, 0: link, 1: owner = '', 2: name = '', 3: number = '' }) => {
      const start = masked.indexOf('[', end);
      end = index + link.length;
      return {
        key: entryKey(`${owner}/${name}`, Number(number)),
        repository: `${owner}/${name}`,
        number: Number(number),
        title: text.slice(start + 1, index),
      };
    },
  );
}
