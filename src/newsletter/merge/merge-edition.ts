import {
  type Document,
  type Outline,
  outlineFrom,
  type Part,
  type Piece,
  type Section,
} from '../document/document.js';
import type { Form } from '../document/form.js';
import type { Language } from '../document/language.js';
import { emptyDocument } from '../document/parse-document.js';
import { signersIn } from '../document/people.js';
import { emptyNoticeIn } from '../edition/skeleton.js';
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
  if (current.parts.length === 0) return foreign(base, current);
  if (base !== null && isUntouched(base, current)) return replaced(fresh);
  const sentences = sentencesAboutLists(base, fresh);
  const asOffered = reworded(
    fresh,
    sentences.flatMap((sentence) => sentence.asOffered()),
  );
  const merge = mergeOnce({ base, current, fresh }, asOffered);
  const fitting = reworded(
    fresh,
    sentences.flatMap((sentence) => sentence.fitting(merge)),
    asOffered,
  );
  return (fitting === fresh ? merge : mergeOnce({ base, current, fresh: fitting }, asOffered)).edition;
}

/** A file that is no edition stays as it is. */
function foreign(base: Offered | null, document: Document): MergedEdition {
  return { document, base, keptThoughGone: [], withoutSection: [], isForeign: true };
}

/** Whether the file is what the bot last wrote, and people decided nothing before. */
function isUntouched({ document, ledger }: Offered, current: Document): boolean {
  return current.source === document.source && isEmptyLedger(ledger);
}

/** What nobody touched becomes the fresh edition as it is. */
function replaced(fresh: Document): MergedEdition {
  const base = { document: fresh, ledger: EMPTY_LEDGER };
  return { document: fresh, base, keptThoughGone: [], withoutSection: [], isForeign: false };
}

/** A merge, and what became of the parts and sections of the fresh edition. */
interface Merge {
  readonly edition: MergedEdition;
  partOf(fresh: Part): Part | undefined;
  sectionOf(fresh: Section): Section | undefined;
}

/** Words of the fresh edition, with the white space that goes with them, and what stands for them. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/**
 * What the bot says about a list. It must be true of the merged file, where people hid, showed, deleted or added something. It
 * is merged like any words, so what a person wrote instead stays.
 */
interface SentenceAboutList {
  /** As it was: whether it still fits is only known once the lists are merged. */
  asOffered(): readonly Replacement[];
  fitting(merge: Merge): readonly Replacement[];
}

function sentencesAboutLists(base: Offered | null, fresh: Document): readonly SentenceAboutList[] {
  const { language } = fresh.form;
  const { parts, sections } = outlineOffered(base ?? nothingOffered(fresh));
  const offeredIn = <Group extends Part | Section>(groups: readonly Group[], { heading }: Group) =>
    groups.find((group) => group.heading.key === heading.key);
  return [
    ...fresh.sections.map((section) =>
      leadSentence(section, offeredIn(sections, section) ?? section, language),
    ),
    ...fresh.parts.map((part) => emptyNotice(part, offeredIn(parts, part) ?? part, fresh.form)),
  ];
}

/** `known`: a version that was read already. */
function reworded(fresh: Document, replacements: readonly Replacement[], known = fresh): Document {
  const source = replacements
    .toSorted((left, right) => right.start - left.start)
    .reduce((text, { start, end, words }) => text.slice(0, start) + words + text.slice(end), fresh.source);
  return documentOf(source, [fresh, known]);
}

/** The lead sentence, in the number and kind of what follows; none where nothing does. */
function leadSentence(section: Section, offered: Section, language: Language): SentenceAboutList {
  const [paragraph, paragraphOffered] = [section.head.at(-1), offered.head.at(-1)];
  const isSame = paragraph?.words === paragraphOffered?.words;
  const before = isSame ? null : leadOf(offered, language);
  const asOffered = () =>
    before?.introduction === '' && isWithoutList(section)
      ? below(paragraph, before.lead)
      : isSame
        ? []
        : inOtherWords(section, before?.lead ?? '', language);
  return {
    asOffered,
    fitting({ sectionOf }) {
      const merged = sectionOf(section);
      if (merged === undefined || paragraph === undefined) return asOffered();
      const place = indexOfWords(merged.head, paragraph);
      // People have other words for it, or none.
      if (place < 0) return [];
      const below = [...merged.head.slice(place + 1), ...merged.rest];
      const isCounted = !below.some(listsWithoutEntries);
      if (isWithoutList(section)) return [];
      const [own, listed] = [listedIn(section), listedIn(merged)];
      if (isCounted && listed.pullRequests === own.pullRequests && listed.commits === own.commits) return [];
      const lead = leadOf(section, language)?.lead ?? '';
      if (isCounted && listed.pullRequests + listed.commits > 0)
        return inOtherWords(section, fitLead(lead, listed, language) ?? lead, language);
      return below.every(showsNothing) ? inOtherWords(section, '', language) : asOffered();
    },
  };
}

/** A paragraph more. What people changed above it is then no conflict with its end. */
function below(paragraph: Piece | undefined, words: string): readonly Replacement[] {
  if (paragraph === undefined) return [];
  const end = paragraph.start + paragraph.source.length;
  return [{ start: end, end, words: `\n\n${words}` }];
}

/** Whether nothing is shown, as where a story stands in place of the list. */
function isWithoutList(section: Section): boolean {
  const { pullRequests, commits } = listedIn(section);
  return pullRequests + commits === 0;
}

/** The sentence at the end of a section's head, and what precedes it in its paragraph; in signed ones it is people's. */
function leadOf({ head }: Section, language: Language) {
  const paragraph = head.at(-1);
  if (paragraph === undefined) return null;
  const { introduction, lead } = splitLead(paragraph.source);
  const isOfBot = lead !== null && head.every(({ source }) => signersIn(source, language).length === 0);
  return isOfBot ? { paragraph, introduction, lead } : null;
}

function inOtherWords(section: Section, words: string, language: Language): readonly Replacement[] {
  const found = leadOf(section, language);
  if (found === null) return [];
  const { paragraph, introduction, lead } = found;
  const end = paragraph.start + paragraph.source.length;
  if (words !== '') return [{ start: end - lead.length, end, words }];
  return introduction === ''
    ? [{ start: paragraph.start, end: end + paragraph.gap.length, words }]
    : [{ start: paragraph.start + introduction.length, end, words }];
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
function noticesOf({ body }: Part, form: Form): readonly Piece[] {
  return body.filter(
    ({ block, source }) => block.kind !== 'comment' && emptyNoticeIn(source, form) === source,
  );
}

/** That line: none once people put something there. */
function emptyNotice(part: Part, offered: Part, form: Form): SentenceAboutList {
  const notices = noticesOf(part, form);
  const none = notices.map(({ start, source, gap }) => ({
    start,
    end: start + source.length + gap.length,
    words: '',
  }));
  const asOffered = () => (noticesOf(offered, form).length > 0 ? [] : none);
  return {
    asOffered,
    fitting({ partOf }) {
      const merged = partOf(part);
      if (merged === undefined) return asOffered();
      const isTheirs = notices.some((notice) => indexOfWords(merged.body, notice) < 0);
      const isFilled = merged.sections.length > 0 || merged.body.some(({ block }) => block.kind === 'list');
      return isTheirs || !isFilled || part.sections.length > 0 ? [] : none;
    },
  };
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
  const offered = base ?? nothingOffered(fresh);
  const found = { base: outlineOffered(offered), current, fresh };
  const isClosed = !current.endsOpen;
  const outlines = isClosed ? found : { ...found, fresh: freshAsSeen(found) };
  const identities = identifyGroups(outlines);
  const placement = findSectionPlacement(outlines, identities, isClosed);
  const entries = createEntryMerge(outlines, {
    form: fresh.form,
    identities,
    decided: offered.ledger.decided,
    takesIn: placement.takesIn,
  });
  const merged = mergeOutlines(outlines, {
    form: fresh.form,
    entries,
    credits: createCreditMerge(outlines, identities, fresh.form.language),
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
    partOf: (part) => merged.parts.get(identities.of(part)),
    sectionOf: (section) =>
      withEntriesBelow(section, merged.sections.get(identities.of(section)), outlines, merged),
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
  section: Section,
  merged: Section | undefined,
  { base, fresh }: Outlines,
  { outline }: MergedOutline,
): Section | undefined {
  if (merged === undefined) return undefined;
  const headings = new Set([...base.sections, ...fresh.sections].map(({ heading }) => heading.key));
  const following = outline.sections.slice(outline.sections.indexOf(merged) + 1);
  const end = following.findIndex(({ heading }) => headings.has(heading.key));
  const keys = new Set(section.rest.map(({ key }) => key));
  const below = following.slice(0, end < 0 ? following.length : end).flatMap(({ rest }) => rest);
  const isOwn = ({ kind, key }: Piece) => kind === 'entry' && keys.has(key);
  return { ...merged, rest: [...merged.rest, ...below.filter(isOwn)] };
}

/** What the bot offered where that is not known. */
function nothingOffered({ form }: Document): Offered {
  return { document: emptyDocument(form), ledger: EMPTY_LEDGER };
}

function mergedFile({ outline }: MergedOutline, { base, current, fresh }: Versions): Document {
  if (base !== null && isUntouched(base, fresh)) return current;
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
