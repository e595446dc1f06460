import { type ListedWork, listedWorks } from '../activity/entry-lines.js';
import { NameSet, nameKey } from '../activity/names.js';
import type { Period } from '../activity/period.js';
import type { Block, Document, Part, Piece, Section } from '../document/document.js';
import { type Form, partMark } from '../document/form.js';
import { frontMatterOf, languageOf, peopleBehind, readFrontMatter } from '../document/front-matter.js';
import type { Language } from '../document/language.js';
import { parseDocument } from '../document/parse-document.js';
import { loginsIn, maintainersLineIn, signersIn } from '../document/people.js';

/** A published edition, taken apart as far as the house style needs it. All texts are verbatim, with the line ends of Unix. */
export interface EarlierEdition {
  readonly period: Period;
  readonly document: Document;
  /** With its fences; `null` when there is none. */
  readonly frontMatter: string | null;
  /** What its front matter says; `null` where it does not. */
  readonly title: string | null;
  readonly date: Date | null;
  /** Logins of the people whom its front matter names as authors or editors. */
  readonly people: readonly string[];
  /** From the front matter to the first part's heading. */
  readonly opening: string;
  readonly parts: readonly PartText[];
  /** Those of all parts. */
  readonly sections: readonly SectionText[];
  /** All that it lists, wherever it stands: the ledger of what is already told. Notes below it only mention. */
  readonly works: readonly ListedWork[];
  /** What the bot last offered for it; `null` when that is not known. */
  readonly lastOffer: LastOffer | null;
  /** Why it cannot be a model for the next edition, a sentence; `null` when it can. */
  readonly whyNoModel: string | null;
}

/** The last text that the bot had for an edition before people published it. */
export interface LastOffer {
  readonly at: Date;
  readonly document: Document;
  /** Those that it tells, and those of the editions before it. */
  readonly stories: readonly ToldStory[];
}

/** A story that the bot put into an edition. */
export interface ToldStory {
  /** The key of the edition's period. */
  readonly period: string;
  /** Markdown. */
  readonly text: string;
}

/** A part of an earlier edition. */
export interface PartText {
  /** The whole line. */
  readonly heading: string;
  /** The blocks between the heading and the first section. */
  readonly blocks: readonly TextBlock[];
  readonly sections: readonly SectionText[];
}

/** A section of an earlier edition. */
export interface SectionText {
  /** The period of its edition. */
  readonly period: Period;
  /** The language of its edition. */
  readonly language: Language;
  /** The whole line. */
  readonly heading: string;
  /** `owner/name` that the section is about; `null` when it links to no repository. */
  readonly repository: string | null;
  /** From the heading's end to the maintainers line: white space. */
  readonly gap: string;
  readonly maintainersLine: string | null;
  readonly maintainers: readonly string[];
  /** Introduction and lead sentence: from the maintainers line to the first list, comment, sub-heading, label or credit. */
  readonly text: string;
  /** Whether there was more text, which told of its edition alone. */
  readonly hasStory: boolean;
  /** The pull requests that it lists, not by the address of an issue. */
  readonly entries: readonly ListedWork[];
  readonly blocks: readonly TextBlock[];
}

/** A block with all that it lists. */
export interface TextBlock extends Block {
  readonly works: readonly ListedWork[];
}

/** Reads a published edition. Never fails: what it does not recognise is left in the blocks. */
export function parseEarlierEdition(period: Period, source: string, form: Form): EarlierEdition {
  return readEdition(period, parseDocument(source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n'), form));
}

/** The period's edition, from its text. */
export function readEdition(period: Period, document: Document): EarlierEdition {
  const { opening, parts } = document;
  const front = opening.find(({ kind }) => kind === 'front-matter');
  const start = front === undefined ? 0 : front.start + front.source.length;
  const frontMatter = frontMatterOf(document);
  const { title, date, mistake } = readFrontMatter(frontMatter ?? '');
  const people = peopleBehind(frontMatter);
  const texts = parts.map((part) => partText(period, document, part));
  // A file that would keep the parser busy has no pieces.
  const works = document.isCostly
    ? listedWorks([document.source]).flat()
    : document.pieces.flatMap((piece) => piece.works);
  return {
    period,
    document,
    frontMatter,
    title,
    date,
    people,
    opening: document.source.slice(start, parts[0]?.heading.start).trim(),
    parts: texts,
    sections: texts.flatMap(({ sections }) => sections),
    works: works.filter(isTold),
    lastOffer: null,
    whyNoModel:
      mistake === null
        ? whyEmpty(document)
        : `its front matter is not valid ${languageOf(frontMatter ?? '')?.name}.`,
  };
}

/** The editions with what the bot last offered for the one of that period. */
export function withLastOffer(
  editions: readonly EarlierEdition[],
  period: Period,
  lastOffer: LastOffer | null,
): readonly EarlierEdition[] {
  return editions.map((edition) => (edition.period.key === period.key ? { ...edition, lastOffer } : edition));
}

/** Text in small print, as the site's style has it. */
const SMALL_PRINT = '<span class="gray">';

/** Whether some edition has text in small print. */
export function haveSmallPrint(editions: readonly Pick<EarlierEdition, 'document'>[]): boolean {
  return editions.some(({ document }) => document.source.includes(SMALL_PRINT));
}

const NAMED_HEADING = /^#+\s+\[?`?([\w-]+)`?/;

/** `uefi` from ``### [`uefi`](…)``; `null` for a heading without a name. */
export function headingName({ heading }: Pick<SectionText, 'heading'>): string | null {
  return NAMED_HEADING.exec(heading)?.[1] ?? null;
}

function isTold({ isListed, isNote }: ListedWork): boolean {
  return isListed && !isNote;
}

function whyEmpty({ parts, form }: Document): string | null {
  return parts.length === 0 ? `it has no ${partMark(form)} headings.` : null;
}

function partText(period: Period, document: Document, part: Part): PartText {
  const { heading, body, sections, closing } = part;
  const last = sections.at(-1);
  const withClosing = (section: Section) => [
    ...section.head,
    ...section.rest,
    ...(section === last ? closing : []),
  ];
  return {
    heading: heading.source,
    blocks: blocksOf(last === undefined ? [...body, ...closing] : body),
    sections: sections.map((section) => sectionText(period, document, section.heading, withClosing(section))),
  };
}

function sectionText(
  period: Period,
  { source, form: { language } }: Document,
  heading: Piece,
  pieces: readonly Piece[],
): SectionText {
  const start = heading.start + heading.block.text.length;
  const last = pieces.at(-1);
  const end =
    pieces.find((piece) => endsText(piece, language))?.start ??
    (last === undefined ? start : last.start + last.source.length);
  const head = source.slice(start, end);
  const {
    gap,
    line: maintainersLine,
    logins: maintainers,
  } = maintainersLineIn(head, language) ?? { gap: '', line: null, logins: [] };
  const entries = pieces
    .flatMap(({ works }) => works)
    .filter(({ kind, page }) => kind === 'pull request' && page !== 'issue');
  return {
    period,
    language,
    heading: heading.source,
    repository: repositoryOf(heading.source, entries),
    gap,
    maintainersLine,
    maintainers,
    text: head.slice(gap.length + (maintainersLine ?? '').length),
    hasStory: false,
    entries,
    blocks: blocksOf(pieces),
  };
}

function blocksOf(pieces: readonly Piece[]): readonly TextBlock[] {
  const works = new Map<Block, readonly ListedWork[]>();
  for (const piece of pieces) works.set(piece.block, [...(works.get(piece.block) ?? []), ...piece.works]);
  return [...works].map(([block, listed]) => ({ ...block, works: listed }));
}

const REPOSITORY_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?\)/;

/** The entries decide when they agree, since a heading's link may be a slip of copying. */
function repositoryOf(heading: string, entries: readonly ListedWork[]): string | null {
  const [owner, name] = REPOSITORY_LINK.exec(heading)?.slice(1) ?? [];
  const linked = owner !== undefined && name !== undefined ? `${owner}/${name}` : null;
  const [listed = linked, ...others] = new Set(entries.map((entry) => entry.repository));
  return others.length === 0 ? listed : linked;
}

/** A paragraph that is nothing but strong: what an editor set above a group of entries. */
const GROUP_LABEL = /^(\*\*|__)[^*_\n]+\1:?$/;

function endsText({ block: { kind, text } }: Piece, language: Language): boolean {
  return (
    kind === 'list' ||
    kind === 'heading' ||
    kind === 'comment' ||
    language.grammar.thanks.test(text) ||
    /^<\/?details/i.test(text) ||
    GROUP_LABEL.test(text)
  );
}

/**
 * Keys of all work that the editions list, each with the latest edition that does. What the bot offered for an edition counts,
 * too: a person took it out.
 */
export function listedWork(editions: readonly EarlierEdition[]): ReadonlyMap<string, Period> {
  return new Map(
    editions.flatMap(({ works, lastOffer, period }) => {
      const offered = lastOffer?.document.pieces.flatMap((piece) => piece.works).filter(isTold) ?? [];
      return [...offered, ...works].map(({ key }) => [key, period] as const);
    }),
  );
}

/** GitHub's search may be so late that the bot's last text lacks what was merged before it. */
const LATE_INDEX = 60 * 60 * 1000;

/**
 * From when on an edition collects: the period's first instant or, if the edition of the period before had its last text before
 * its period was over, from that on. Where the bot's last text is not known, it is the day of publication that counts. What that
 * edition lists is not listed again.
 */
export function collectFrom(earlier: readonly EarlierEdition[], period: Period): Date {
  const previous = earlier.find((edition) => edition.period.end.getTime() === period.start.getTime());
  if (previous === undefined) return period.start;
  const before = previous.period;
  if (previous.lastOffer !== null) {
    const since = previous.lastOffer.at.getTime() - LATE_INDEX;
    return new Date(Math.min(Math.max(since, before.start.getTime()), period.start.getTime()));
  }
  const { date: published } = previous;
  const isEarly = published !== null && before.start <= published && published < before.end;
  return isEarly ? published : period.start;
}

/** Whether the edition links to the repository, wherever. */
export function mentionsRepository({ document }: EarlierEdition, nameWithOwner: string): boolean {
  const linked = nameKey(document.source)
    .split(`/${nameKey(nameWithOwner)}`)
    .slice(1);
  return linked.some((rest) => !/^[\w.-]*[\w-]/.test(rest));
}

/** The editions that are no models for the next one, each with the reason. */
export function withoutModel(editions: readonly EarlierEdition[]): ReadonlyMap<EarlierEdition, string> {
  const isUsual = editions.some((edition) => edition.whyNoModel === null && edition.frontMatter !== null);
  return new Map(
    editions.flatMap((edition) => {
      const { frontMatter, whyNoModel: own } = edition;
      const isLacking = isUsual && frontMatter === null;
      const why = isLacking ? 'it has no front matter, although other editions have some.' : own;
      return why === null ? [] : [[edition, why] as const];
    }),
  );
}

/** The editions that are models for the next one. */
export function modelsAmong(editions: readonly EarlierEdition[]): readonly EarlierEdition[] {
  const others = withoutModel(editions);
  return editions.filter((edition) => !others.has(edition));
}

/** Logins of all whom the editions thank or name as maintainers. */
export function creditedIn(editions: readonly EarlierEdition[]): NameSet {
  const sections = editions.flatMap((edition) => edition.sections);
  const thanked = editions.flatMap(({ document, ...edition }) =>
    [...edition.parts, ...edition.sections]
      .flatMap(({ blocks }) => blocks.map(({ text }) => text))
      .filter((text) => document.form.language.grammar.thanksWithin.test(text))
      .flatMap(loginsIn),
  );
  const maintainers = sections.flatMap((section) => section.maintainers);
  return new NameSet([...thanked, ...maintainers]);
}

/** Logins of all whom the editions thank, name as maintainers, or have sections by. */
export function namedPeople(earlier: readonly EarlierEdition[]): NameSet {
  const signed = earlier.flatMap(({ document }) => signersIn(document.source, document.form.language));
  return new NameSet([...creditedIn(earlier), ...signed]);
}

/** Logins of all whom the editions name anywhere, by a link or in their front matter. */
export function everNamed(earlier: readonly EarlierEdition[]): NameSet {
  return new NameSet(earlier.flatMap(({ document, people }) => [...loginsIn(document.source), ...people]));
}
