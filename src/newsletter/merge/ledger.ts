import {
  type Document,
  type Outline,
  type Part,
  type Piece,
  partPieces,
  printDocument,
  type Section,
  sectionPieces,
} from '../document/document.js';
import { type Form, partMark } from '../document/form.js';
import { emptyDocument, parseDocument } from '../document/parse-document.js';
import type { ToldStory } from '../house-style/earlier-edition.js';
import { joinPieces } from './join-pieces.js';

/** What the bot last offered to people: the base of the next merge. */
export interface Offered {
  /** The edition as far as it was offered. */
  readonly document: Document;
  readonly ledger: Ledger;
}

/**
 * What was offered once and is gone from the edition, so that what people deleted stays deleted, and what they kept stays
 * theirs, when the bot has it again.
 */
export interface Ledger {
  /** Without their sections. */
  readonly parts: readonly Part[];
  /** With those of their entries that are gone. */
  readonly sections: readonly Section[];
  /** Gone from sections that the edition still has. Sorted by key. */
  readonly entries: readonly Piece[];
  /** Keys of entries, also of the edition's own, that people hid or showed. Sorted. */
  readonly decided: ReadonlySet<string>;
}

export const EMPTY_LEDGER: Ledger = { parts: [], sections: [], entries: [], decided: new Set() };

export function isEmptyLedger({ parts, sections, entries, decided }: Ledger): boolean {
  return parts.length + sections.length + entries.length + decided.size === 0;
}

/** The outline of all that was ever offered: of the edition, then of what is gone, which stands in no part of it. */
export function outlineOffered({ document, ledger }: Offered): Outline {
  return {
    opening: document.opening,
    parts: [...document.parts, ...ledger.parts],
    sections: [...document.sections, ...ledger.sections],
    pieces: [
      ...document.pieces,
      ...ledger.parts.flatMap(partPieces),
      ...ledger.entries,
      ...ledger.sections.flatMap(sectionPieces),
    ],
  };
}

/** What the archive has of an edition. */
export interface StoredOffer extends Offered {
  /** Those that the bot put into this edition, and into those before it. */
  readonly stories: readonly ToldStory[];
}

/** The lines around the ledger's JSON, at the end of the archived text. */
const [OPEN, CLOSE] = ['\n<!-- Offered once and gone:\n', '\n-->\n'];

/** The ledger as JSON, its keys sorted; what is gone in Markdown. */
interface StoredLedger {
  readonly decided: readonly string[];
  readonly entries: readonly string[];
  readonly parts: readonly string[];
  readonly sections: readonly string[];
  /** Absent where none was told. */
  readonly stories?: readonly ToldStory[];
  readonly version: 1;
}

/**
 * The text to archive: the edition and, where something is gone or a story is told, the ledger as JSON in a comment behind it. So one blob has
 * both, and no run finds one without the other. See docs/decisions/10-the-ledger.md.
 */
export function printOffered({ document, ledger }: Offered, stories: readonly ToldStory[] = []): string {
  if (isEmptyLedger(ledger) && stories.length === 0) return document.source;
  const stored = { ...storedLedger(ledger, document.form), ...(stories.length === 0 ? {} : { stories }) };
  // A comment ends at the first `-->`.
  const json = JSON.stringify(stored, null, 2).replaceAll('>', '\\u003e');
  return `${document.source}${OPEN}${json}${CLOSE}`;
}

/** What an archived text offered; `null` where its ledger cannot be read, as that of a newer version. */
export function parseOffered(text: string, form: Form): StoredOffer | null {
  const start = text.endsWith(CLOSE) ? text.lastIndexOf(OPEN) : -1;
  if (start < 0) return { ...withoutRenderedBefore(parseDocument(text, form)), stories: [] };
  const stored = parseStored(text.slice(start + OPEN.length, -CLOSE.length));
  if (stored === null) return null;
  const document = parseDocument(text.slice(0, start), form);
  return { document, ledger: readLedger(stored, form), stories: stored.stories ?? [] };
}

/** The same with each of its texts changed, as after a repository was renamed. */
export function changeOffered(offered: Offered, change: (document: Document) => Document): Offered {
  if (isEmptyLedger(offered.ledger)) return { document: change(offered.document), ledger: EMPTY_LEDGER };
  const { decided } = offered.ledger;
  const { form } = offered.document;
  const isDecided = ({ kind, key }: Piece) => kind === 'entry' && decided.has(key);
  const entries = outlineOffered(offered).pieces.filter(isDecided);
  const keys = entries.flatMap(({ source }) => entriesIn(change(inPart(source, form)))).map(({ key }) => key);
  const stored = { ...storedLedger(offered.ledger, form), decided: [...new Set(keys)].sort() };
  return { document: change(offered.document), ledger: readLedger(stored, form, change) };
}

function storedLedger({ parts, sections, entries, decided }: Ledger, form: Form): StoredLedger {
  const noText = emptyDocument(form);
  const print = (pieces: readonly Piece[]) => joinPieces(pieces, noText, noText).trimEnd();
  return {
    decided: [...decided],
    entries: entries.map(({ source }) => source),
    parts: parts.map((part) => print(partPieces(part))),
    sections: sections.map((section) => print(sectionPieces(section))),
    version: 1,
  };
}

function readLedger(
  { parts, sections, entries, decided }: StoredLedger,
  form: Form,
  change = (document: Document) => document,
): Ledger {
  return {
    parts: parts.flatMap((text) =>
      change(asPart(text, form)).parts.map((part) => ({ ...part, sections: [] })),
    ),
    sections: sections.flatMap((text) => change(inPart(text, form)).parts.flatMap(sectionsOf)),
    entries: entries.flatMap((text) => entriesIn(change(inPart(text, form)))),
    decided: new Set(decided),
  };
}

/** Sections and entries are recognised in a part only. */
function inPart(text: string, form: Form): Document {
  return asPart(form.partLevel === null ? text : `${partMark(form)} Gone\n\n${text}`, form);
}

/** What is gone is the bot's, of a file or of a part of it. */
function asPart(text: string, form: Form): Document {
  return parseDocument(`${text}\n`, { ...form, region: false });
}

/** Comments at the end of a part belong to it, but in a ledger to its last section. */
function sectionsOf({ sections, closing }: Part): readonly Section[] {
  return sections.map((section, index) =>
    index === sections.length - 1 ? { ...section, rest: [...section.rest, ...closing] } : section,
  );
}

function entriesIn({ pieces }: Document): readonly Piece[] {
  return pieces.filter(({ kind }) => kind === 'entry');
}

function parseStored(json: string): StoredLedger | null {
  try {
    const value: unknown = JSON.parse(json);
    return isStoredLedger(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isStoredLedger(value: unknown): value is StoredLedger {
  if (typeof value !== 'object' || value === null) return false;
  const { version, stories = [], ...lists } = value as Readonly<Record<string, unknown>>;
  const isList = (list: unknown) => Array.isArray(list) && list.every((text) => typeof text === 'string');
  const areStories = Array.isArray(stories) && stories.every(isToldStory);
  return (
    version === 1 &&
    areStories &&
    ['decided', 'entries', 'parts', 'sections'].every((name) => isList(lists[name]))
  );
}

function isToldStory(value: unknown): value is ToldStory {
  if (typeof value !== 'object' || value === null) return false;
  const { period, text } = value as Readonly<Record<string, unknown>>;
  return typeof period === 'string' && typeof text === 'string';
}

/** The part at the end of archived texts of before there were ledgers. No edition has such a part. */
const RENDERED_BEFORE = 'part ## Rendered before';

/** Reads such a text: the part has what is gone, and second copies of entries that people hid or showed. */
function withoutRenderedBefore(document: Document): Offered {
  const part = document.parts.at(-1);
  if (part?.heading.key !== RENDERED_BEFORE) return { document, ledger: EMPTY_LEDGER };
  const sections = sectionsOf(part);
  const remembered = partPieces(part);
  const before = document.pieces.slice(0, -remembered.length);
  const text = printDocument({ ...document, pieces: before });
  const within = sections.flatMap(({ rest }) => rest);
  const single = remembered.filter((piece) => piece.kind === 'entry' && !within.includes(piece));
  const first = new Map([...single, ...before, ...within].map((piece) => [piece.key, piece]));
  const isFirst = (piece: Piece) => first.get(piece.key) === piece;
  const decided = single.filter((piece) => !isFirst(piece)).map(({ key }) => key);
  return {
    document: parseDocument(`${text.trimEnd()}\n`, document.form),
    ledger: {
      parts: [],
      sections,
      entries: single.filter(isFirst),
      decided: new Set(decided.sort()),
    },
  };
}
