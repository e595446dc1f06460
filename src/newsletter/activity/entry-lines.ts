import { WORK_ADDRESSES, type Work, type WorkAddress } from './work.js';

/** The work that an address is about. */
export interface AddressedWork {
  readonly kind: Work['kind'];
  /** `owner/name`, as the address spells it. */
  readonly repository: string;
  /** Its name within its repository: `#1` or `@0123abc`. */
  readonly shortName: string;
  /**
   * What the address is that of: the work, a place on its page such as a comment, a commit within a pull request, or an issue,
   * from which GitHub leads to the pull request of that number, if there is one.
   */
  readonly page: 'work' | 'place' | 'commit within' | 'issue';
}

/** The kinds of works, with their addresses. */
const KINDS = Object.entries(WORK_ADDRESSES) as [Work['kind'], WorkAddress][];
/** An address by its repository, the folder of the page, the id there, and the rest. */
const PAGE =
  /^(?:https?:)?\/\/[^\s/?#]+\/([\w.-]+\/[\w.-]+)\/(\w+)\/(\w+)(?:\.(?:diff|patch)(?!\w))?(?![\w-])(\S*)/i;
const COMMIT_WITHIN = /^\/commits?\/\w/i;

/**
 * The work that a web address on any host is about, in whatever way people copy one: a tab of its page (`/pull/12/files`), a
 * comment (`#discussion_r1`), with parameters, as `.diff`, the address of an issue of that number, percent-encoded, in any
 * case. `null` for every other address.
 */
export function workAt(address: string): AddressedWork | null {
  const [, repository = '', folder = '', id = '', rest = ''] = PAGE.exec(decoded(address)) ?? [];
  const [kind, found] = KINDS.find(([, each]) => isFolder(each.folder) || isFolder(each.sharedFolder)) ?? [];
  if (kind === undefined || found === undefined || !new RegExp(`^${found.id}$`, 'i').test(id)) return null;
  return {
    kind,
    repository,
    shortName: found.shortName(id),
    page: isFolder(found.folder) ? pageAt(rest) : 'issue',
  };

  function isFolder(name: string | null): boolean {
    return name === folder.toLowerCase();
  }
}

function pageAt(rest: string): AddressedWork['page'] {
  if (COMMIT_WITHIN.test(rest)) return 'commit within';
  return rest.includes('#') ? 'place' : 'work';
}

function decoded(address: string): string {
  if (!address.includes('%')) return address;
  try {
    return decodeURIComponent(address);
  } catch {
    // Not every percent sign begins a code.
    return address;
  }
}

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
  /** What it is told by; the address of an issue may be that of the pull request of the same number. */
  readonly page: AddressedWork['page'];
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

/** People also type the bullets of a page. */
const ENTRY_LINE = /^(\s*)(?:<!--)?\s*(?:[-*+•‣◦▪·]|\d{1,9}[.)])\s+([^\n]*)$/;

/** Keys of what list items of a text link to, also those in comments: pull requests first, then commits. */
export function listedKeys(text: string): readonly string[] {
  const [works = []] = listedWorks([text]);
  return works.filter(({ isListed }) => isListed).map(({ key }) => key);
}

/**
 * What each of the texts lists: what list items and rows of tables are about or link to, in Markdown or HTML, also in comments
 * and quotes, and lines that are nothing but such links; before what only notes below them link to; of either the pull requests,
 * then the commits. Running prose lists the commits that it links to.
 */
export function listedWorks(texts: readonly string[]): readonly (readonly ListedWork[])[] {
  return texts.map((text) => {
    if (!MAY_MENTION.test(text)) return [];
    const works = linesOf(unquoted(text)).flatMap(worksIn);
    return [...works].sort((left, right) => rankOf(left) - rankOf(right));
  });
}

const ORDER = Object.keys(WORK_ADDRESSES);

function rankOf({ kind, isNote }: ListedWork): number {
  return ORDER.indexOf(kind) + (isNote ? ORDER.length : 0);
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
  const cells = cellsAmong(lines);
  let offset = 0;
  return lines.map((line, index) => {
    const content = ENTRY_LINE.exec(line)?.[2] ?? (cells.has(index) ? line : null);
    const middle = offset + line.length / 2;
    const hidden = comments.some(({ start, end }) => start <= middle && middle < end);
    offset += line.length + 1;
    const facts = { hidden, isNote: notes.has(index), isListed: content !== null, line: index };
    return { text: line, content, facts };
  });
}

/** The text without the marks of quotes: what they hold is read as the page is. All offsets stay as they are. */
export function unquoted(text: string): string {
  return text.includes('>')
    ? text.replace(/^[ \t]*(?:>[ \t]?)+/gm, (marks) => ' '.repeat(marks.length))
    : text;
}

/** What stands between the head of a table and its rows. */
export const DELIMITER_ROW = /^(?=[^\n|]*\|)(?=[^\n-]*-)[-:| \t]+\r?$/m;
/** What begins a list or a table in HTML, and what ends it. */
const LIST_TAG = /<(\/?)(?:ul|ol|dl|table)(?=[\s>])/gi;
const ITEM_TAG = /<(?:li|d[dt]|t[dhr])(?=[\s>])/i;

/** The rows of tables and the lines within lists of HTML, by their index. */
function cellsAmong(lines: readonly string[]): ReadonlySet<number> {
  const cells = new Set<number>();
  let isInTable = false;
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    const html = line.includes('<') ? maskLiterals(line) : '';
    if (isInTable || depth > 0 || ITEM_TAG.test(html)) cells.add(index);
    for (const [, end] of html.matchAll(LIST_TAG)) depth = Math.max(0, depth + (end === '' ? 1 : -1));
    isInTable = line.trim() !== '' && (isInTable || DELIMITER_ROW.test(line));
  }
  return cells;
}

function worksIn({ text, content, facts: known }: Line): readonly ListedWork[] {
  const mentions = mentionsIn(content ?? text);
  const facts = { ...known, isListed: known.isListed || isNothingElse(text, mentions) };
  return toldAmong(mentions, facts).map(({ work, title }) => {
    const { kind, repository, shortName, page } = work;
    return {
      kind,
      key: keyOf(repository, shortName),
      repository,
      number: kind === 'pull request' ? Number(shortName.slice(1)) : 0,
      title: WORK_ADDRESSES[kind].isToldInProse ? '' : title,
      page,
      ...facts,
    };
  });
}

/**
 * An item is about what it gives the address of. Only where it has none does it count that it names a work, or gives the
 * address of an issue, or of a commit of a pull request.
 */
function toldAmong(mentions: readonly Mention[], { isListed, isNote }: Line['facts']): readonly Mention[] {
  const certain = mentions.filter(({ work: { page } }) => page === 'work' || page === 'place');
  if (!isListed)
    return certain.filter(
      ({ work, how }) => how === 'link' && WORK_ADDRESSES[work.kind].isToldInProse && work.page === 'work',
    );
  if (isNote) return certain.filter(({ how }) => how === 'link');
  return certain.length > 0 ? certain : mentions;
}

/** What may stand beside the link of an entry: tags, whose it is, and what stands in parentheses. */
const BESIDE = /<[^<>]*>|\([^()]*\)|(?:by )?\[?`?@[\w-]+`?\]?/gi;

/** Whether the line is nothing but links to works, as a paragraph or a heading of its own. Some are told in prose anyway. */
function isNothingElse(line: string, mentions: readonly Mention[]): boolean {
  if (!mentions.some(({ how, work }) => how === 'link' && !WORK_ADDRESSES[work.kind].isToldInProse))
    return false;
  const rest = mentions.reduce((words, { title }) => words.replace(title, ''), line);
  return !/[\p{L}\p{N}]/u.test(rest.replace(BESIDE, ''));
}

const ITEM = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s/;
const LINK = /\]\(<?https?:/;

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
    else if (indent !== null) entry = leadsSomewhere(line) ? indent : null;
    isComment = (isComment || line.includes('<!--')) && !line.includes('-->', line.lastIndexOf('<!--') + 1);
  }
  return notes;
}

/** Whether the line is an entry or news, not a heading of words. */
function leadsSomewhere(line: string): boolean {
  return LINK.test(line) || mentionsIn(ENTRY_LINE.exec(line)?.[2] ?? '').length > 0;
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

/** A work that a line names, and how. */
export interface Mention {
  readonly work: AddressedWork;
  readonly how: 'link' | 'address' | 'name';
  /** Markdown of a link's text; '' for what is no link with a text of its own. */
  readonly title: string;
}

const FOLDERS = KINDS.flatMap(([, { folder, sharedFolder }]) => [folder, sharedFolder ?? []].flat());
/** Every line that names a work matches; if a text does not, nobody has to look for one. */
const MAY_MENTION = new RegExp(String.raw`(?:${FOLDERS.join('|')})\/\w|[\w.-]#\d|%\d`, 'i');

/**
 * The works that a line of Markdown names, in its order: by links (`[title](address)`, `<a href>`) and by addresses alone
 * (`<address>`, bare ones). Without any of these, a name such as `owner/name#12` counts at the line's beginning or, in
 * parentheses, at its end. What the text of a link quotes does not count, and neither does code.
 */
function mentionsIn(line: string): readonly Mention[] {
  if (!MAY_MENTION.test(line)) return [];
  const links = linksIn(line);
  const rest = withoutSpans(line, links);
  const tags = tagsIn(rest);
  const words = withoutSpans(rest, tags);
  const found = [...links, ...tags, ...addressesIn(words)].sort((left, right) => left.start - right.start);
  const mentions = found.flatMap(({ address, how, title }): readonly Mention[] => {
    const work = workAt(address);
    return work === null ? [] : [{ work, how, title }];
  });
  return mentions.length > 0 ? mentions : namesIn(words);
}

/** A stretch of a line that leads to an address; `end` is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly address: string;
  readonly how: 'link' | 'address';
  readonly title: string;
}

/**
 * A bracket that opens a link's text, the end of a link with its address, or another closing bracket. White space is counted,
 * since a row of it must not be tried in every way of splitting it.
 */
const BRACKET =
  /\[|\]\(\s{0,9}(?:<([^<>]*)>|([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))(?:\s{1,9}(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s{0,9}\)|\]/g;

/** The links in Markdown. A title may quote another address, or a whole link to it, as an escape or in code. */
function linksIn(line: string): readonly Span[] {
  const links: Span[] = [];
  const open: number[] = [];
  for (const { 0: bracket, 1: angled, 2: plain, index } of maskLiterals(line).matchAll(BRACKET)) {
    const address = angled ?? plain;
    if (bracket === '[') open.push(index);
    else if (address === undefined) open.pop();
    else {
      const start = open.pop() ?? index;
      const title = line.slice(start + 1, index);
      links.push({ start, end: index + bracket.length, address, how: 'link', title });
    }
  }
  return links;
}

const TAG = /<((?:https?:)?\/\/[^\s<>]+)>|<a(\s[^<>]*)>|<\/a\s{0,9}>/gi;
const TARGET = /\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i;

/** Addresses in angle brackets, and links in HTML with their text. */
function tagsIn(line: string): readonly Span[] {
  const spans: Span[] = [];
  let open: Span | null = null;
  for (const { 0: tag, 1: address, 2: attributes, index } of line.matchAll(TAG)) {
    const end = index + tag.length;
    if (address !== undefined) spans.push({ start: index, end, address, how: 'address', title: '' });
    else if (attributes !== undefined) {
      const [, ...quoted] = TARGET.exec(attributes) ?? [];
      open = {
        start: index,
        end,
        address: quoted.find((text) => text !== undefined) ?? '',
        how: 'link',
        title: '',
      };
    } else if (open !== null) {
      spans.push({ ...open, end, title: line.slice(open.end, index) });
      open = null;
    }
  }
  return spans;
}

/** An address in words; many people leave out the protocol. */
const ADDRESS = /(?<![\w./@%-])(?:https?:\/\/|(?=[\w-]+\.[\w.-]*\/))[^\s<>"'`()[\]|,;]+/gi;

function addressesIn(words: string): readonly Span[] {
  return [...words.matchAll(ADDRESS)].map(({ 0: found, index }) => {
    const read = found.replace(/\\(?=[!-/:-@[-`{-~])/g, '');
    const address = /^https?:/i.test(read) ? read : `https://${read}`;
    return { start: index, end: index + found.length, address, how: 'address', title: '' };
  });
}

const NAME = String.raw`([\w.-]+\/[\w.-]+)#0*([1-9]\d{0,9})(?!\w)`;
const NAME_AT_BEGINNING = new RegExp(String.raw`^[\s*_~]{0,9}${NAME}`);
const NAME_AT_END = new RegExp(String.raw`\(${NAME}\)[\s.*_~]{0,9}(?:-->\s{0,9})?$`);

function namesIn(words: string): readonly Mention[] {
  const [, repository, number] = NAME_AT_BEGINNING.exec(words) ?? NAME_AT_END.exec(words) ?? [];
  if (repository === undefined || number === undefined) return [];
  const work = { kind: 'pull request', repository, shortName: `#${number}`, page: 'work' } as const;
  return [{ work, how: 'name', title: '' }];
}

/** The line with blanks in place of the spans and of what stands in code, so that all offsets stay as they are. */
function withoutSpans(line: string, spans: readonly Span[]): string {
  const blank = (text: string) => ' '.repeat(text.length);
  const shown = line.replace(LITERALS, (literal) => (literal.startsWith('`') ? blank(literal) : literal));
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of [...spans].sort((left, right) => left.start - right.start)) {
    // One within another is blank already.
    if (end <= at) continue;
    pieces.push(shown.slice(at, start), blank(shown.slice(Math.max(at, start), end)));
    at = end;
  }
  return [...pieces, shown.slice(at)].join('');
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
