import {
  type Document,
  type Outline,
  outlineFrom,
  type Part,
  type Piece,
  type Section,
} from '../document/document.js';
import { parseDocument } from '../document/parse-document.js';
import { signersIn } from '../document/people.js';
import { EMPTY_NOTICE } from '../edition/skeleton.js';
import { fitLead, type Listed, splitLead } from '../house-style/section-style.js';
import { findSectionPlacement, type Identities, identifyGroups, type Outlines } from './identify-groups.js';
import { documentOf, joinPieces } from './join-pieces.js';
import { EMPTY_LEDGER, isEmptyLedger, type Offered, outlineOffered } from './ledger.js';
import { createCreditMerge, creditOf } from './merge-credits.js';
import { createEntryMerge } from './merge-entries.js';
import { type MergedOutline, mergeOutlines } from './merge-sections.js';
import { nextOffered } from './next-offered.js';

/** The draft with what is new in it, and what a person should know about it. */
export interface MergedEdition {
  readonly document: Document;
  /** What to store, in one step with the file, as the base of the next merge; `null` when there is none. */
  readonly base: Offered | null;
  /** Entries that the bot no longer has, kept since a person changed them; their keys, sorted. */
  readonly keptThoughGone: readonly string[];
  /** Keys of fresh entries that have no place in the file: people deleted their section, or nothing can follow it. */
  readonly withoutSection: readonly string[];
  /** Whether the file is no edition any more, so that nothing was merged into it. */
  readonly isForeign: boolean;
}

/**
 * Three-way merge of an edition: `base` is what the bot last offered (`null` when that is not known), `current` the
 * file as people left it, `fresh` what the bot renders now. What people did not touch follows the bot. What they
 * reworded, moved, hid, deleted or wrote stays as they left it; untouched text comes out byte for byte.
 */
export function mergeEdition(base: Offered | null, current: Document, fresh: Document): MergedEdition {
  const asOffered = withSentences(fresh, offeredSentences(base, fresh));
  const merge = mergeOnce({ base, current, fresh: asOffered }, asOffered);
  const fitting = withSentences(fresh, fittingSentences(merge, { asOffered, fresh }), asOffered);
  return (fitting === asOffered ? merge : mergeOnce({ base, current, fresh: fitting }, asOffered)).edition;
}

/** A merge, and what became of the parts and sections of the fresh edition, by their keys. */
interface Merge {
  readonly edition: MergedEdition;
  partOf(key: string): Part | undefined;
  sectionOf(key: string): Section | undefined;
}

/** A sentence of the bot about a list, in other words; none takes it out. */
interface Sentence {
  readonly start: number;
  /** With the white space that goes with it. */
  readonly end: number;
  readonly words: string;
}

/** `known`: a version that was read already. */
function withSentences(fresh: Document, sentences: readonly Sentence[], known = fresh): Document {
  const source = sentences
    .toSorted((left, right) => right.start - left.start)
    .reduce((text, { start, end, words }) => text.slice(0, start) + words + text.slice(end), fresh.source);
  return documentOf(source, [known, fresh]);
}

/** The sentences about lists as the bot offered them: whether they still fit is only known once the lists are merged. */
function offeredSentences(base: Offered | null, fresh: Document): readonly Sentence[] {
  if (base === null) return [];
  const { parts, sections } = outlineOffered(base);
  return [
    ...fresh.sections.flatMap((section) => {
      const offered = sections.find(({ heading }) => heading.key === section.heading.key);
      return offered === undefined ? [] : inOtherWords(section, leadOf(offered)?.lead ?? '');
    }),
    ...fresh.parts.flatMap((part) => {
      const offered = parts.find(({ heading }) => heading.key === part.heading.key);
      return offered === undefined || noticesOf(offered).length > 0 ? [] : withoutNotices(part);
    }),
  ];
}

/**
 * The sentences about lists as they are true of the merged file, where people hid, showed, deleted or added something. They
 * are merged like any words, so what a person wrote instead of one stays.
 */
function fittingSentences(
  { partOf, sectionOf }: Merge,
  { asOffered, fresh }: { readonly asOffered: Document; readonly fresh: Document },
): readonly Sentence[] {
  return [
    ...fresh.sections.flatMap((section, index) => {
      const [offered, merged] = [asOffered.sections[index] ?? section, sectionOf(section.heading.key)];
      return inOtherWords(section, fittingLead(section, offered, merged));
    }),
    ...fresh.parts.flatMap((part, index) => {
      const [offered, merged] = [asOffered.parts[index] ?? part, partOf(part.heading.key)];
      return hasNotice(part, offered, merged) ? [] : withoutNotices(part);
    }),
  ];
}

/** The sentence at the end of a section's head, and what precedes it in its paragraph; in signed ones it is people's. */
function leadOf({ head }: Section) {
  const paragraph = head.at(-1);
  if (paragraph === undefined || head.some(({ source }) => signersIn(source).length > 0)) return null;
  const { introduction, lead } = splitLead(paragraph.source);
  return lead === null ? null : { paragraph, introduction, lead };
}

function inOtherWords(section: Section, words: string): readonly Sentence[] {
  const found = leadOf(section);
  if (found === null) return [];
  const { paragraph, introduction, lead } = found;
  const end = paragraph.start + paragraph.source.length;
  if (words !== '') return [{ start: end - lead.length, end, words }];
  return introduction === ''
    ? [{ start: paragraph.start, end: end + paragraph.gap.length, words }]
    : [{ start: paragraph.start + introduction.length, end, words }];
}

/** The lead sentence in the number and kind of what follows, and none where nothing does; as offered where that is not known. */
function fittingLead(section: Section, offered: Section, merged: Section | undefined): string {
  const [lead, before] = [leadOf(section)?.lead ?? '', leadOf(offered)];
  if (merged === undefined) return before?.lead ?? '';
  const place = before === null ? merged.head.length - 1 : indexOfWords(merged.head, before.paragraph);
  // People have other words for it, or none.
  if (before !== null && place < 0) return lead;
  const below = [...merged.head.slice(place + 1), ...merged.rest];
  const [own, listed] = [listedIn(section), listedIn(merged)];
  const isSame = listed.pullRequests === own.pullRequests && listed.commits === own.commits;
  const isCounted = !below.some(listsWithoutEntries);
  if (isSame && isCounted) return lead;
  if (listed.pullRequests + listed.commits > 0 && isCounted) return fitLead(lead, listed) ?? lead;
  return below.every(showsNothing) ? '' : (before?.lead ?? '');
}

/** As where the file is so broken that its lists are none. */
function listsWithoutEntries({ kind, block, works }: Piece): boolean {
  return kind === 'text' && block.kind !== 'comment' && works.length > 0;
}

/** Whether a piece below a lead sentence is nothing that this announces. */
function showsNothing({ kind, block, hidden }: Piece): boolean {
  return kind === 'credit' || hidden || block.kind === 'comment';
}

/** The line that says that nothing was submitted to a part. */
function noticesOf({ body }: Part): readonly Piece[] {
  return body.filter(
    ({ block, source }) => block.kind !== 'comment' && EMPTY_NOTICE.exec(source)?.[0] === source,
  );
}

/** Whether a part still has the line: as offered where the part is not found, or people took the line out. */
function hasNotice(part: Part, offered: Part, merged: Part | undefined): boolean {
  const notices = noticesOf(offered);
  if (merged === undefined) return notices.length > 0;
  const isTheirs = notices.some((notice) => indexOfWords(merged.body, notice) < 0);
  const isFilled = merged.sections.length > 0 || merged.body.some(({ block }) => block.kind === 'list');
  return isTheirs || !isFilled || part.sections.length > 0;
}

function withoutNotices(part: Part): readonly Sentence[] {
  return noticesOf(part).map(({ start, source, gap }) => ({
    start,
    end: start + source.length + gap.length,
    words: '',
  }));
}

function indexOfWords(pieces: readonly Piece[], { words }: Piece): number {
  return pieces.findIndex((piece) => piece.words === words);
}

/** What a section shows. */
function listedIn({ rest }: Section): Listed {
  const shown = rest.filter(({ kind, hidden }) => kind === 'entry' && !hidden);
  const pullRequests = shown.filter(({ works: [work] }) => work?.kind === 'pull request').length;
  return { pullRequests, commits: shown.length - pullRequests };
}

/** The three versions of an edition. */
interface Versions {
  readonly base: Offered | null;
  readonly current: Document;
  readonly fresh: Document;
}

/** `asOffered`: the fresh edition with the sentences about lists as they were, from which its prose is merged in a step of its own. */
function mergeOnce({ base, current, fresh }: Versions, asOffered: Document): Merge {
  if (current.parts.length === 0) return foreign(base, current);
  const offered = base ?? NOTHING;
  const found = { base: outlineOffered(offered), current, fresh };
  const isClosed = !current.endsOpen;
  const outlines = isClosed ? found : { ...found, fresh: freshAsSeen(found) };
  const identities = identifyGroups(outlines);
  const placement = findSectionPlacement(outlines, identities, isClosed);
  const entries = createEntryMerge(outlines, {
    identities,
    decided: offered.ledger.decided,
    takesIn: placement.takesIn,
  });
  const merged = mergeOutlines(outlines, {
    entries,
    credits: createCreditMerge(outlines, identities),
    identities,
    placement,
    onlyAdds: base === null,
    stepBefore: isClosed ? alignedWith(fresh, asOffered) : (group) => group,
  });
  return {
    edition: {
      document: mergedFile(merged, { base, current, fresh }),
      base: nextOffered(outlines, merged, identities, { base: offered, fresh }),
      keptThoughGone: entries.keptThoughGone(),
      withoutSection: entriesWithoutSection(outlines, merged, identities),
      isForeign: false,
    },
    partOf: (key) => {
      const part = fresh.parts.find(({ heading }) => heading.key === key);
      return part && merged.parts.get(identities.of(part));
    },
    sectionOf: (key) => {
      const section = fresh.sections.find(({ heading }) => heading.key === key);
      return section && withEntriesBelow(section, merged, { outlines, identities });
    },
  };
}

/** For each part and section of the fresh edition the one in its place in the other version, which has the same. */
function alignedWith(
  fresh: Document,
  other: Document,
): <Group extends Part | Section>(group: Group) => Group {
  const groups = (document: Document) => [...document.parts, ...document.sections];
  const others = groups(other);
  const places = new Map(groups(fresh).map((group, index) => [group, others[index]]));
  return <Group extends Part | Section>(group: Group) => (places.get(group) ?? group) as Group;
}

/** The merged section, and those of its entries that people put below headings of their own that follow it. */
function withEntriesBelow(
  fresh: Section,
  { outline, sections }: MergedOutline,
  { outlines, identities }: { readonly outlines: Outlines; readonly identities: Identities },
): Section | undefined {
  const merged = sections.get(identities.of(fresh));
  if (merged === undefined) return undefined;
  const ofBot = [...outlines.base.sections, ...outlines.fresh.sections].map((section) =>
    sections.get(identities.of(section)),
  );
  const following = outline.sections.slice(outline.sections.indexOf(merged) + 1);
  const end = following.findIndex((section) => ofBot.includes(section));
  const keys = new Set(fresh.rest.map(({ key }) => key));
  const below = following.slice(0, end < 0 ? following.length : end).flatMap(({ rest }) => rest);
  const isOwn = ({ kind, key }: Piece) => kind === 'entry' && keys.has(key);
  return { ...merged, rest: [...merged.rest, ...below.filter(isOwn)] };
}

/** A file that is no edition stays as it is. */
function foreign(base: Offered | null, document: Document): Merge {
  return {
    edition: { document, base, keptThoughGone: [], withoutSection: [], isForeign: true },
    partOf: () => undefined,
    sectionOf: () => undefined,
  };
}

/** What the bot offered where that is not known. */
const NOTHING: Offered = { document: parseDocument(''), ledger: EMPTY_LEDGER };

function mergedFile({ outline }: MergedOutline, { base, current, fresh }: Versions): Document {
  const offered = base !== null && isEmptyLedger(base.ledger) ? base.document.source : null;
  if (current.source === offered) return fresh;
  if (fresh.source === offered) return current;
  return documentOf(joinPieces(outline.pieces, current, fresh), [current, fresh]);
}

function entriesWithoutSection(
  { base, fresh }: Outlines,
  { outline, sections }: MergedOutline,
  identities: Identities,
): readonly string[] {
  const listed = new Set(outline.pieces.flatMap(({ mentions }) => mentions));
  const offered = new Set(base.pieces.flatMap(({ mentions }) => mentions));
  return fresh.sections.flatMap((section) =>
    section.rest
      // What hangs on an entry that is there needs no place.
      .flatMap(({ mentions }) => (mentions.slice(0, 1).some((key) => listed.has(key)) ? [] : mentions))
      .filter((key) => !listed.has(key) && !(offered.has(key) && sections.has(identities.of(section)))),
  );
}

/**
 * The fresh edition as far as people can see it in a file whose last comment never ends: the opening and the prose are
 * those of the base, as are the entries and credits that the comment may hold. So they wait, and are offered once it is
 * mended.
 */
function freshAsSeen(outlines: Outlines): Outline {
  const { base, current, fresh } = outlines;
  const identities = identifyGroups(outlines);
  const byNumber = <Group extends Part | Section>(groups: readonly Group[]) =>
    new Map(groups.map((group) => [identities.of(group), group]));
  const baseParts = byNumber(base.parts);
  const [baseSections, currentSections] = [base, current].map((outline) => byNumber(outline.sections));
  const offered = new Map([...base.pieces].reverse().map((piece) => [piece.key, piece]));
  const seen = new Set(current.pieces.map(({ key }) => key));

  const sectionAsSeen = (section: Section): Section => {
    const number = identities.of(section);
    const baseSection = baseSections?.get(number);
    const rest = section.rest.map((piece) => {
      if (piece.kind === 'credit')
        return creditOf(currentSections?.get(number)) === undefined
          ? (creditOf(baseSection) ?? piece)
          : piece;
      return seen.has(piece.key) ? piece : (offered.get(piece.key) ?? piece);
    });
    return { ...section, head: (baseSection ?? section).head, rest };
  };
  return outlineFrom(
    base.opening.length > 0 ? base.opening : fresh.opening,
    fresh.parts.map((part) => {
      const { body, closing } = baseParts.get(identities.of(part)) ?? part;
      return { ...part, body, closing, sections: part.sections.map(sectionAsSeen) };
    }),
  );
}
