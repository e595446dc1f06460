import { compareText } from '../../src/newsletter/markdown/order.js';

/** The lines that an editor would have had to edit in drafts, by the drafts' months. */
export type EditedLines = Readonly<Record<string, readonly SectionEdits[]>>;

/** The edits of one kind in one section. */
export interface SectionEdits {
  readonly kind: string;
  /** `owner/name`, or the heading where that is not known. */
  readonly section: string;
  /** Lines of the draft that would have to go. */
  readonly draft: readonly string[];
  /** Lines of the published edition that would have to come. */
  readonly published: readonly string[];
}

const LARGEST = 5;
const LINES_EACH = 2;
const LINE_LENGTH = 120;

/** What remains to be edited, by kind, most first: the sections with most of it, with the first of their lines. */
export function remainingEdits(edited: EditedLines): string {
  const all = Object.entries(edited).flatMap(([month, sections]) =>
    sections.map((section) => ({ month, ...section })),
  );
  const kinds = [...new Set(all.map(({ kind }) => kind))].map((kind) => {
    const sections = all
      .filter((section) => section.kind === kind)
      .sort((left, right) => size(right) - size(left) || compareText(placeOf(left), placeOf(right)));
    return { kind, sections, lines: sections.reduce((sum, section) => sum + size(section), 0) };
  });
  return kinds
    .sort((left, right) => right.lines - left.lines || compareText(left.kind, right.kind))
    .flatMap(({ kind, sections, lines }) => [
      `${kind}: ${lines} edited lines in ${sections.length} sections; the largest:`,
      ...sections.slice(0, LARGEST).flatMap(sectionLines),
    ])
    .join('\n');
}

type Place = SectionEdits & { readonly month: string };

function sectionLines(section: Place): readonly string[] {
  return [
    `    ${placeOf(section)}: ${size(section)}`,
    ...section.draft.slice(0, LINES_EACH).map((line) => `      - ${shortened(line)}`),
    ...section.published.slice(0, LINES_EACH).map((line) => `      + ${shortened(line)}`),
  ];
}

function placeOf({ month, section }: Place): string {
  return `${month} ${section}`;
}

function size({ draft, published }: SectionEdits): number {
  return draft.length + published.length;
}

function shortened(line: string): string {
  return line.length <= LINE_LENGTH ? line : `${line.slice(0, LINE_LENGTH - 1)}…`;
}
