import type { ListedWork } from '../activity/entry-lines.js';
import { nameKey } from '../activity/names.js';
import { BOLD_LEVEL, type Form, ITEM_MARK } from './form.js';

/**
 * An edition as text. Any text is one: what is not recognised is text between. The pieces joined give the source again,
 * byte for byte.
 */
export interface Document {
  readonly source: string;
  /** How it was read. */
  readonly form: Form;
  /**
   * What precedes the first piece: a byte order mark, blank lines, people's own text before the bot's part of the file; all of
   * a text that is not parsed.
   */
  readonly start: string;
  /** What follows the last piece, where people's own text does: from the end of the bot's part of the file. */
  readonly end: string;
  readonly pieces: readonly Piece[];
  /** The pieces before the first part: front matter, opening words. */
  readonly opening: readonly Piece[];
  readonly parts: readonly Part[];
  /** The sections of all parts. */
  readonly sections: readonly Section[];
  /** Whether its last comment or code block never ends, so that whatever were put at its end would be part of it. */
  readonly endsOpen: boolean;
  /** Whether a Markdown parser would need more than a moment for it, so that no parser may read it. */
  readonly isCostly: boolean;
}

/** A part under its heading, such as `## Projects`. */
export interface Part {
  readonly heading: Piece;
  /** The pieces before the first section. */
  readonly body: readonly Piece[];
  readonly sections: readonly Section[];
  /** Comments at its end, such as templates, and what never ends: they stay there whichever section comes last. */
  readonly closing: readonly Piece[];
}

/** A section under its heading, such as `### widget`. */
export interface Section {
  readonly heading: Piece;
  /** Maintainers, introduction and lead sentence: the text before the first entry, credit or comment. */
  readonly head: readonly Piece[];
  readonly rest: readonly Piece[];
}

/**
 * A piece of an edition that people edit, move or delete as one. Where the form has no headings of parts or sections, these have
 * an implied one, which is no text.
 */
export interface Piece {
  readonly kind: 'front-matter' | 'part' | 'section' | 'entry' | 'credit' | 'text';
  /** The block of Markdown that it is, or of which it is an item. */
  readonly block: Block;
  /** Where it begins in the source, a UTF-16 offset. */
  readonly start: number;
  /** The source without the white space after it. */
  readonly source: string;
  /** The white space up to the next piece. */
  readonly gap: string;
  /** The source with the line ends of Unix, and an entry without its number: two versions that read the same have the same words. */
  readonly words: string;
  /** The words without the comment marks that hide an entry: what a reader of the shown entry sees. */
  readonly shownWords: string;
  /**
   * What it is about, the same in every version: an entry's pull request, a section's link, a part's heading; for
   * text its words.
   */
  readonly key: string;
  /** What it lists: pull requests first, then commits. */
  readonly works: readonly ListedWork[];
  /** Keys of all pull requests and commits that it lists, its own first. */
  readonly mentions: readonly string[];
  /** By what it is the same in every version: its mentions, and first of all the person whose item it is. */
  readonly identities: readonly string[];
  /** An entry in a comment of its own. */
  readonly hidden: boolean;
  /** The piece of the people's file in whose place it stands; only in a merge. */
  readonly replaces?: Piece;
}

/** A top-level block of Markdown. */
export interface Block {
  readonly kind: 'front-matter' | 'heading' | 'paragraph' | 'list' | 'comment' | 'html' | 'code' | 'other';
  /** 1 to 6 for headings, `BOLD_LEVEL` for lines in bold that stand for one, else 0. */
  readonly depth: number;
  /** The source, byte for byte. */
  readonly text: string;
}

/** What an edition is made of, without its white space. */
export type Outline = Pick<Document, 'pieces' | 'opening' | 'parts' | 'sections'>;

/** The text of a document. */
export function printDocument({ start, pieces, end }: Pick<Document, 'start' | 'pieces' | 'end'>): string {
  return start + pieces.map(({ source, gap }) => source + gap).join('') + end;
}

/** Whether it stands for a heading that the form does not have. */
export function isImplied({ source }: Piece): boolean {
  return source === '';
}

/** Whether it is the heading of a list of entries within a section, such as `#### Bug fixes`. */
export function isListHeading({ kind, block }: Piece): boolean {
  return kind === 'text' && block.kind === 'heading';
}

/** Whether it is the item of a person in a list. */
export function isOfPerson({ kind, identities, mentions }: Piece): boolean {
  return kind === 'entry' && identities.length > mentions.length;
}

/** All by which the pieces are the same in every version. */
export function identitiesOf(pieces: readonly Piece[]): ReadonlySet<string> {
  return new Set(pieces.flatMap(({ identities }) => identities));
}

/** The outline of these parts, below an opening. */
export function outlineFrom(opening: readonly Piece[], parts: readonly Part[]): Outline {
  return {
    pieces: [...opening, ...parts.flatMap(partPieces)],
    opening,
    parts,
    sections: parts.flatMap(({ sections }) => sections),
  };
}

/** The pieces of a part, its heading first. */
export function partPieces({ heading, body, sections, closing }: Part): readonly Piece[] {
  return [heading, ...body, ...sections.flatMap(sectionPieces), ...closing];
}

/** The pieces of a section, its heading first. */
export function sectionPieces({ heading, head, rest }: Section): readonly Piece[] {
  return [heading, ...head, ...rest];
}

/** The line that the piece begins in, counted from 1. */
export function lineOf({ source }: Pick<Document, 'source'>, { start }: Piece): number {
  return source.slice(0, start).split('\n').length;
}

/** What was found of a piece in the source. */
type FoundPiece = Pick<Piece, 'block' | 'start' | 'source' | 'gap'>;

/** The piece, by what its text says with all links in place, and by what that lists. */
export function pieceOf(
  { block, start, source, gap }: FoundPiece,
  text: string,
  works: readonly ListedWork[],
  form: Form,
): Piece {
  const written = source.replace(/\r\n/g, '\n');
  const hidden = form.hidden.item.test(written);
  const mentions = works.map(({ key }) => key);
  const person = block.kind === 'list' ? personOf(text, works, form) : null;
  const identities = person === null ? mentions : [person, ...mentions];
  const kind = person === null ? kindOf(block, works, hidden, form) : 'entry';
  const words = kind === 'entry' ? written.replace(ITEM_NUMBER, '$11.') : written;
  const shownWords = form.hidden.item.exec(words)?.[1] ?? words;
  return {
    ...{ kind, block, start, source, gap, words, shownWords },
    ...{ key: keyOf(kind, words, identities), works, mentions, identities, hidden },
  };
}

const ITEM_START = new RegExp(String.raw`^${ITEM_MARK}[ \t]+`);

/** Markdown counts the entries of a numbered list, whatever their numbers are. */
const ITEM_NUMBER = /^((?:<!--|\{\/\*)?[ \t]*)\d{1,9}[.)](?=[ \t])/;

/** Whose item of a list it is: of a contributor alone, or with the person's works. */
function personOf(item: string, works: readonly ListedWork[], form: Form): string | null {
  const text = item.replace(ITEM_START, '');
  const login = (works.length === 0 ? form.contributor : form.person)?.exec(text)?.[1];
  if (login === undefined) return null;
  return works.length === 0 ? `@${nameKey(login)}` : `by @${nameKey(login)}`;
}

function kindOf(
  block: Block,
  works: readonly ListedWork[],
  isHiddenItem: boolean,
  form: Form,
): Piece['kind'] {
  switch (block.kind) {
    case 'front-matter':
      return 'front-matter';
    case 'heading':
      if (block.depth === form.partLevel) return 'part';
      return block.depth === form.sectionLevel ? 'section' : 'text';
    case 'paragraph':
      return form.language.grammar.credit.test(block.text) ? 'credit' : 'text';
    case 'list':
      return works.some(({ line }) => line === 0) ? 'entry' : 'text';
    case 'comment':
      return isHiddenItem && works.length > 0 ? 'entry' : 'text';
    default:
      return 'text';
  }
}

const LINK_TARGET = /\]\((https?:\/\/[^\s)]+)\)/;

function keyOf(kind: Piece['kind'], source: string, identities: readonly string[]): string {
  const words = source.replace(/\s+/g, ' ').trim();
  switch (kind) {
    case 'entry':
      return `entry ${identities[0] ?? words}`;
    case 'section':
      return sectionKey(words);
    case 'credit':
    case 'front-matter':
      return kind;
    default:
      return `${kind} ${words}`;
  }
}

/** The key of the section under a heading: the address that it links to, else its words. */
export function sectionKey(heading: string): string {
  return `section ${(LINK_TARGET.exec(heading)?.[1] ?? heading).toLowerCase().replace(/\/+$/, '')}`;
}

/** Puts the pieces of a text into parts and sections. `open`: the last one, if it never ends. */
export function outlineOf(pieces: readonly Piece[], form: Form, open: Piece | undefined): Outline {
  const [opening = [], ...parts] =
    form.partLevel === null ? inOnePart(pieces, form, open) : splitBefore(pieces, 'part');
  return outlineFrom(
    opening,
    parts.flatMap((group) => partOf(group, form, open)),
  );
}

/** What precedes the first section or entry, then the rest under an implied heading. An empty file has no part. */
function inOnePart(
  pieces: readonly Piece[],
  form: Form,
  open: Piece | undefined,
): readonly (readonly Piece[])[] {
  if (pieces.length === 0 && !form.region) return [];
  const end = endOfSections(pieces, form, open);
  const held = pieces.slice(0, end);
  const first =
    form.sectionLevel === null ? startOfList(held, form) : held.findIndex(({ kind }) => kind === 'section');
  return withImplied(pieces, first < 0 ? end : first, 'part', 'part');
}

function partOf([heading, ...pieces]: readonly Piece[], form: Form, open: Piece | undefined): Part[] {
  if (heading === undefined) return [];
  const end = endOfSections(pieces, form, open);
  const held = pieces.slice(0, end);
  const [body = [], ...sections] =
    form.sectionLevel === null ? inOneSection(held, heading, form) : splitBefore(held, 'section');
  return [{ heading, body, sections: sections.flatMap(sectionOf), closing: pieces.slice(end) }];
}

/** The first entry, or the heading of its group, below which people may write; -1: there is no entry. */
function startOfList(pieces: readonly Piece[], { groupLevel }: Form): number {
  const first = pieces.findIndex(({ kind }) => kind === 'entry');
  const above = pieces.slice(0, Math.max(first, 0)).findLastIndex(({ block }) => block.kind === 'heading');
  return pieces[above]?.block.depth === groupLevel ? above : first;
}

/** A part always has its section, also where it has no entries, so that it has a place for them. */
function inOneSection(pieces: readonly Piece[], heading: Piece, form: Form): readonly (readonly Piece[])[] {
  const first = startOfList(pieces, form);
  const [before, rest] = withImplied(
    pieces,
    first < 0 ? pieces.length : first,
    'section',
    `section of ${heading.key}`,
  );
  return [before ?? [], rest ?? []];
}

/** The pieces before the place, then the others under an implied heading, which stands where the first of them does. */
function withImplied(
  pieces: readonly Piece[],
  place: number,
  kind: 'part' | 'section',
  key: string,
): readonly (readonly Piece[])[] {
  const before = pieces[place - 1];
  const start = pieces[place]?.start ?? (before === undefined ? 0 : before.start + before.source.length);
  const heading: Piece = {
    ...{ kind, key, start, words: key, shownWords: key, source: '', gap: '' },
    ...{ works: [], mentions: [], identities: [], hidden: false },
    block: { kind: 'heading', depth: 0, text: '' },
  };
  return [pieces.slice(0, place), [heading, ...pieces.slice(place)]];
}

/** Where the last section of a part ends: before the closing words of the form, else before comments at the end. */
function endOfSections(pieces: readonly Piece[], form: Form, open: Piece | undefined): number {
  const isComment = ({ kind, source, mentions }: Piece) =>
    kind === 'text' && mentions.length === 0 && source.startsWith(form.hidden.open);
  const end = pieces.findLastIndex((piece) => piece !== open && !isComment(piece)) + 1;
  const isClosing = ({ words }: Piece) => form.closing.some((pattern) => pattern.test(words));
  const last = pieces.findLastIndex((piece) => {
    const isListed = form.sectionLevel === null && piece.works.length > 0;
    return (piece.kind === 'section' || isListed) && !isClosing(piece);
  });
  const closing = pieces.findIndex((piece, index) => index > last && isClosing(piece));
  return closing < 0 ? end : Math.min(closing, end);
}

function sectionOf([heading, ...pieces]: readonly Piece[]): Section[] {
  if (heading === undefined) return [];
  const found = pieces.findIndex(endsHead);
  const end = found < 0 ? pieces.length : found;
  return [{ heading, head: pieces.slice(0, end), rest: pieces.slice(end) }];
}

function endsHead({ kind, source, block }: Piece): boolean {
  const isProse = kind === 'text' && block.kind !== 'comment' && block.depth !== BOLD_LEVEL;
  return !isProse || /^(?:#{1,6}\s|[-*+]\s|\d+[.)]\s|<\/?details)/i.test(source);
}

/** What precedes the first piece of the kind, then a group for each of that kind. */
function splitBefore(pieces: readonly Piece[], kind: Piece['kind']): readonly (readonly Piece[])[] {
  const starts = pieces.flatMap((piece, index) => (piece.kind === kind ? [index] : []));
  return [
    pieces.slice(0, starts[0] ?? pieces.length),
    ...starts.map((start, index) => pieces.slice(start, starts[index + 1] ?? pieces.length)),
  ];
}
