import { WORK_ADDRESSES, type Work, type WorkAddress } from './work.js';

/** A work that a list item of an edition links to or, if its kind is told in prose, that its prose does. */
export interface ListedWork {
  readonly kind: Work['kind'];
  /** `owner/name#number` or `owner/name@0123abc`, in lower case, as GitHub compares names. */
  readonly key: string;
  readonly repository: string;
  /** Of a pull request; 0 for a commit. */
  readonly number: number;
  /** Markdown of the link's text; '' for a commit, which may stand in prose. */
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
  return keyOf(repository, WORK_ADDRESSES['pull request'].shortName(String(number)));
}

/** `owner/name@0123abc` in lower case, also where a link shortens the id otherwise. */
export function commitKey(repository: string, oid: string): string {
  return keyOf(repository, WORK_ADDRESSES.commit.shortName(oid));
}

function keyOf(repository: string, name: string): string {
  return `${repository}${name}`.toLowerCase();
}

/** `owner/name` of a key, `owner/name#1` or `owner/name@0123abc`. */
export function repositoryOfKey(key: string): string {
  return key.replace(/[#@][^#@]*$/, '');
}

const ENTRY_LINE = /^(\s*)(?:<!--)?\s*[-*+]\s+([^\n]*)$/;
const KINDS = Object.entries(WORK_ADDRESSES) as [Work['kind'], WorkAddress][];
/** The address of a repository, up to the slash behind its name. */
const IN_REPOSITORY = String.raw`https?:\/\/[^\s/)]+\/([\w.-]+\/[\w.-]+)\/`;

/** The address of a work of any kind. */
export const WORK_ADDRESS = new RegExp(
  `${IN_REPOSITORY}(?:${KINDS.map(([, { folder, id }]) => `${folder}/${id}`).join('|')})`,
);

/** Whether the text links to a work at all. */
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
    return LINKS.flatMap((link) => lines.flatMap((line) => worksIn(line, link)));
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

/** Links to the works of a kind. As the target, since a title may quote another address, or a whole link to it. */
const LINKS = KINDS.map(([kind, address]) => {
  const { folder, id, takesFragment } = address;
  const fragment = takesFragment ? String.raw`(?:#[^\s)]*)?` : '';
  const target = new RegExp(String.raw`\]\(${IN_REPOSITORY}${folder}\/(${id})${fragment}\)`, 'g');
  return { kind, address, target };
});

function worksIn(
  { text, content, facts }: Line,
  { kind, address, target }: (typeof LINKS)[number],
): readonly ListedWork[] {
  const told = address.isToldInProse ? text : content;
  if (told === null) return [];
  const masked = maskLiterals(told);
  let end = 0;
  return [...masked.matchAll(target)].map(({ index, 0: link, 1: repository = '', 2: id = '' }) => {
    const start = masked.indexOf('[', end);
    end = index + link.length;
    const name = address.shortName(id);
    return {
      kind,
      key: keyOf(repository, name),
      repository,
      number: name.startsWith('#') ? Number(name.slice(1)) : 0,
      title: address.isToldInProse ? '' : told.slice(start + 1, index),
      ...facts,
    };
  });
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
