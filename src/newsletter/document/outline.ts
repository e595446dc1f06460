import { type Outline, outlineFrom, type Part, type Piece, type Section } from './document.js';
import { type Form, hidingMarks } from './form.js';

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
  const first = pieces
    .slice(0, end)
    .findIndex(({ kind }) => kind === (form.sectionLevel === null ? 'entry' : 'section'));
  return withImplied(pieces, first < 0 ? end : first, 'part', 'part');
}

function partOf([heading, ...pieces]: readonly Piece[], form: Form, open: Piece | undefined): Part[] {
  if (heading === undefined) return [];
  const end = endOfSections(pieces, form, open);
  const held = pieces.slice(0, end);
  const [body = [], ...sections] =
    form.sectionLevel === null ? inOneSection(held, heading) : splitBefore(held, 'section');
  return [{ heading, body, sections: sections.flatMap(sectionOf), closing: pieces.slice(end) }];
}

/** A part always has its section, also where it has no entries, so that it has a place for them. */
function inOneSection(pieces: readonly Piece[], heading: Piece): readonly (readonly Piece[])[] {
  const first = pieces.findIndex(({ kind }) => kind === 'entry');
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
  const [mark] = hidingMarks(form);
  const isComment = ({ kind, source, mentions }: Piece) =>
    kind === 'text' && mentions.length === 0 && source.startsWith(mark);
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
  const isProse = kind === 'text' && block.kind !== 'comment';
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
