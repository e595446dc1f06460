import { type Document, type Outline, outlineFrom, type Part, type Section } from '../document/document.js';
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
  const merged = mergeOnce(base, current, fresh);
  const fitting = fittedTo(merged.document, fresh);
  return fitting === fresh ? merged : mergeOnce(base, current, fitting);
}

/** Words of the fresh edition that others stand for. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/**
 * The fresh edition with the bot's sentences about lists as they are true of the merged file, where people hid, showed,
 * deleted or added something. They are merged like any words, so what a person wrote instead of one stays.
 */
function fittedTo(merged: Document, fresh: Document): Document {
  const sections = new Map(merged.sections.map((section) => [section.heading.key, section]));
  const parts = new Map(merged.parts.map((part) => [part.heading.key, part]));
  const replacements = [
    ...fresh.sections.flatMap((section) => fittedLead(section, sections.get(section.heading.key))),
    ...fresh.parts.flatMap((part) => needlessNotice(part, parts.get(part.heading.key))),
  ].toSorted((left, right) => right.start - left.start);
  if (replacements.length === 0) return fresh;
  const source = replacements.reduce(
    (text, { start, end, words }) => text.slice(0, start) + words + text.slice(end),
    fresh.source,
  );
  return parseDocument(source);
}

/** The lead sentence in the number and kind of what follows. A section that somebody signed has none of the bot's. */
function fittedLead(section: Section, merged: Section | undefined): readonly Replacement[] {
  const last = section.head.at(-1);
  if (last === undefined || merged === undefined) return [];
  const [own, listed] = [listedIn(section), listedIn(merged)];
  const isSame = listed.pullRequests === own.pullRequests && listed.commits === own.commits;
  const isSigned = section.head.some(({ source }) => signersIn(source).length > 0);
  if (isSame || isSigned || listed.pullRequests + listed.commits === 0) return [];
  const { lead } = splitLead(last.source);
  const fitted = lead === null ? null : fitLead(lead, listed);
  if (lead === null || fitted === null || fitted === lead) return [];
  const end = last.start + last.source.length;
  return [{ start: end - lead.length, end, words: fitted }];
}

/** The line that says that nothing was submitted, once people put something there. */
function needlessNotice(part: Part, merged: Part | undefined): readonly Replacement[] {
  const isFilled =
    merged !== undefined &&
    (merged.sections.length > 0 || merged.body.some(({ block }) => block.kind === 'list'));
  if (!isFilled || part.sections.length > 0) return [];
  return part.body
    .filter(({ block, source }) => block.kind !== 'comment' && EMPTY_NOTICE.exec(source)?.[0] === source)
    .map(({ start, source, gap }) => ({ start, end: start + source.length + gap.length, words: '' }));
}

/** What a section shows. */
function listedIn({ rest }: Section): Listed {
  const shown = rest.filter(({ kind, hidden }) => kind === 'entry' && !hidden);
  const pullRequests = shown.filter(({ works: [work] }) => work?.kind === 'pull request').length;
  return { pullRequests, commits: shown.length - pullRequests };
}

function mergeOnce(base: Offered | null, current: Document, fresh: Document): MergedEdition {
  if (current.parts.length === 0)
    return { document: current, base, keptThoughGone: [], withoutSection: [], isForeign: true };
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
  });
  return {
    document: mergedFile(merged, { base, current, fresh }),
    base: nextOffered(outlines, merged, identities, { base: offered, fresh }),
    keptThoughGone: entries.keptThoughGone(),
    withoutSection: entriesWithoutSection(outlines, merged, identities),
    isForeign: false,
  };
}

/** What the bot offered where that is not known. */
const NOTHING: Offered = { document: parseDocument(''), ledger: EMPTY_LEDGER };

function mergedFile(
  { outline }: MergedOutline,
  {
    base,
    current,
    fresh,
  }: { readonly base: Offered | null; readonly current: Document; readonly fresh: Document },
): Document {
  const offered = base !== null && isEmptyLedger(base.ledger) ? base.document.source : null;
  if (current.source === offered) return fresh;
  if (fresh.source === offered) return current;
  return documentOf(joinPieces(outline.pieces, current, fresh), [current, fresh]);
}

function entriesWithoutSection(
  { base, fresh }: Outlines,
  { outline, present }: MergedOutline,
  identities: Identities,
): readonly string[] {
  const listed = new Set(outline.pieces.flatMap(({ mentions }) => mentions));
  const offered = new Set(base.pieces.flatMap(({ mentions }) => mentions));
  return fresh.sections.flatMap((section) =>
    section.rest
      // What hangs on an entry that is there needs no place.
      .flatMap(({ mentions }) => (mentions.slice(0, 1).some((key) => listed.has(key)) ? [] : mentions))
      .filter((key) => !listed.has(key) && !(offered.has(key) && present.has(identities.of(section)))),
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
