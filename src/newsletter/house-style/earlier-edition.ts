import { type ListedEntry, listedCommits, listedEntries } from '../activity/entry-lines.js';
import type { Month } from '../activity/month.js';
import { type Block, isComment, parseBlocks } from '../markdown/blocks.js';
import { loginsIn } from '../markdown/logins-in.js';
import { byFrequency } from '../markdown/order.js';
import { isToml } from '../markdown/toml.js';
import { withoutNotes } from './without-notes.js';

/** A published edition, taken apart as far as the house style needs it. All texts are verbatim. */
export interface EarlierEdition {
  readonly month: Month;
  /** The whole file. */
  readonly source: string;
  /** Between the `+++` lines; `null` when there is none. */
  readonly frontMatter: string | null;
  /** From the front matter to the first `##` heading. */
  readonly opening: string;
  readonly parts: readonly Part[];
}

/** What stands under one `##` heading. */
export interface Part {
  readonly heading: string;
  /** The blocks between the heading and the first `###`. */
  readonly blocks: readonly Block[];
  readonly sections: readonly SectionText[];
}

/** What stands under one `###` heading. */
export interface SectionText {
  /** The month of its edition. */
  readonly month: Month;
  readonly heading: string;
  /** `owner/name` that the section is about; `null` when it links to no repository. */
  readonly repository: string | null;
  /** From the heading's end to the maintainers line: white space. */
  readonly gap: string;
  readonly maintainersLine: string | null;
  readonly maintainers: readonly string[];
  /** Introduction and lead sentence: from the maintainers line to the first list, comment, sub-heading, label or credit. */
  readonly text: string;
  readonly entries: readonly ListedEntry[];
  readonly blocks: readonly Block[];
}

const MAINTAINERS = /^(\s*)(<span class="maintainers">\s*\(?Maintained by[\s\S]*?<\/span>)/;
/** A paragraph that is nothing but strong: what an editor set above a group of entries. */
const GROUP_LABEL = /^(\*\*|__)[^*_\n]+\1:?$/;
const REPOSITORY_LINK = /\]\(https?:\/\/[^\s/)]+\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?\)/;

/** Takes a published edition apart. Never fails: what it does not recognise is left in the blocks. */
export function parseEarlierEdition(month: Month, source: string): EarlierEdition {
  const text = source.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const blocks = parseBlocks(text);
  const front = blocks[0]?.kind === 'front-matter' ? blocks[0] : undefined;
  const body = front === undefined ? blocks : blocks.slice(1);
  const groups = splitAtHeadings(body, 2);
  const first = groups[0];
  const openingStart = front?.end ?? 0;
  return {
    month,
    source,
    frontMatter: front === undefined ? null : front.text.replace(/^\+\+\+\n?|\n?\+\+\+\s*$/g, ''),
    opening: text.slice(openingStart, first?.[0]?.start ?? text.length).trim(),
    parts: groups.map((group) => parsePart(month, text, group)),
  };
}

/** All entries of the edition, wherever they stand: the ledger of what is already told. Notes below them only mention. */
export function allEntries(edition: EarlierEdition): readonly ListedEntry[] {
  return blocksOf(edition).flatMap((block) => listedEntries(withoutNotes(block.text)));
}

/** All sections of the edition, whatever part they stand in. */
export function sectionsIn({ parts }: Pick<EarlierEdition, 'parts'>): readonly SectionText[] {
  return parts.flatMap(({ sections }) => sections);
}

function blocksOf({ parts }: EarlierEdition): readonly Block[] {
  return parts.flatMap((part) => [...part.blocks, ...part.sections.flatMap((section) => section.blocks)]);
}

/** Keys of all commits that the edition lists. */
export function allCommits(edition: EarlierEdition): readonly string[] {
  return blocksOf(edition).flatMap((block) => listedCommits(withoutNotes(block.text)));
}

/** Whether the edition links to the repository, wherever. */
export function mentionsRepository(edition: EarlierEdition, nameWithOwner: string): boolean {
  const path = `/${nameWithOwner.toLowerCase()}`;
  const headings = sectionsIn(edition).map(({ heading }) => heading);
  const texts = [edition.opening, ...headings, ...blocksOf(edition).map(({ text }) => text)];
  return texts.some((text) => {
    const linked = text.toLowerCase().split(path).slice(1);
    return linked.some((rest) => !/^[\w.-]*[\w-]/.test(rest));
  });
}

/** Keys of all work that the editions list, each with the latest edition that does. */
export function listedWork(editions: readonly EarlierEdition[]): ReadonlyMap<string, Month> {
  return new Map(
    editions.flatMap((edition) => {
      const keys = [...allEntries(edition).map(({ key }) => key), ...allCommits(edition)];
      return keys.map((key) => [key, edition.month] as const);
    }),
  );
}

/** Why an edition is no model for the next one, a sentence; `null` when it is one. Its entries count in any case. */
export function whyUnusable({ frontMatter, parts }: EarlierEdition): string | null {
  if (frontMatter === null) return 'it has no front matter between +++ lines.';
  if (!isToml(frontMatter)) return 'its front matter is not valid TOML.';
  return parts.length === 0 ? 'it has no ## headings.' : null;
}

/** The editions that are models for the next one. */
export function modelsAmong(editions: readonly EarlierEdition[]): readonly EarlierEdition[] {
  return editions.filter((edition) => whyUnusable(edition) === null);
}

function parsePart(month: Month, source: string, group: readonly Block[]): Part {
  const sections = splitAtHeadings(group, 3);
  const own = sections[0]?.[0] === undefined ? group.length : group.indexOf(sections[0][0]);
  return {
    heading: group[0]?.text ?? '',
    blocks: group.slice(1, own),
    sections: sections.map((blocks) => parseSection(month, source, blocks)),
  };
}

function parseSection(month: Month, source: string, blocks: readonly Block[]): SectionText {
  const heading = blocks[0];
  const rest = blocks.slice(1);
  const start = heading?.end ?? 0;
  const end = rest.find(endsText)?.start ?? blocks.at(-1)?.end ?? start;
  const head = source.slice(start, end);
  const maintainers = MAINTAINERS.exec(head);
  const entries = rest.flatMap((block) => listedEntries(block.text));
  return {
    month,
    heading: heading?.text ?? '',
    repository: repositoryOf(heading?.text ?? '', entries),
    gap: maintainers?.[1] ?? '',
    maintainersLine: maintainers?.[2] ?? null,
    maintainers: loginsIn(maintainers?.[2] ?? ''),
    text: head.slice(maintainers?.[0].length ?? 0),
    entries,
    blocks: rest,
  };
}

/** The entries decide when they agree, since a heading's link may be a slip of copying. */
function repositoryOf(heading: string, entries: readonly ListedEntry[]): string | null {
  const [owner, name] = REPOSITORY_LINK.exec(heading)?.slice(1) ?? [];
  const linked = owner !== undefined && name !== undefined ? `${owner}/${name}` : null;
  const listed = byFrequency(entries.map(({ repository }) => repository));
  return listed.length === 1 ? (listed[0]?.[0] ?? linked) : linked;
}

function endsText(block: Block): boolean {
  return (
    block.kind === 'list' ||
    block.kind === 'heading' ||
    isComment(block) ||
    /^(?:special )?thanks\b/i.test(block.text) ||
    /^<\/?details/i.test(block.text) ||
    GROUP_LABEL.test(block.text)
  );
}

/** Groups of blocks, each from a heading of that depth to the next; what precedes the first is left out. */
function splitAtHeadings(blocks: readonly Block[], depth: number): readonly (readonly Block[])[] {
  const starts = blocks.flatMap((block, index) =>
    block.kind === 'heading' && block.depth === depth ? [index] : [],
  );
  return starts.map((start, index) => blocks.slice(start, starts[index + 1] ?? blocks.length));
}
