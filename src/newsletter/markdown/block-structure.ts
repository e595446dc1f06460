/** A piece of the source by its UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Deeper than anybody nests. The marks of lists and quotes within so many others are read as text. */
const DEEPEST = 12;

/** A paragraph or the text of an underlined heading; `heading`: one that begins with `#`. */
export interface ParagraphLeaf {
  readonly kind: 'paragraph' | 'heading';
  /** Whether it stands in no list or quote, in lists only, or in a quote. */
  readonly within: 'nothing' | 'lists' | 'a quote';
  /** Without marks, indentation, and line ends; UTF-16 offsets. */
  readonly lines: readonly Span[];
}

/** A fenced block of code, with its fences; UTF-16 offsets. */
export interface FencedLeaf extends Span {
  readonly kind: 'fenced code';
  readonly within: ParagraphLeaf['within'];
}

/** A quote, or an item of a list with the columns by which its lines are indented. */
type Container =
  | { readonly kind: 'quote' }
  | { readonly kind: 'item'; readonly width: number; isEmpty: boolean };

/** What the next line may go on with. */
type OpenLeaf =
  | { readonly kind: ParagraphLeaf['kind']; readonly within: ParagraphLeaf['within']; readonly lines: Span[] }
  | {
      readonly kind: 'fenced code';
      readonly within: ParagraphLeaf['within'];
      readonly fence: string;
      readonly start: number;
      end: number;
    }
  /** `end`: what the last line contains; `null`: it is an empty line. */
  | { readonly kind: 'html'; readonly end: RegExp | null };

const HEADING = /^#{1,6}(?=[ \t]|$)/;
const UNDERLINE = /^(?:=+|-+)[ \t]*$/;
const THEMATIC_BREAK = /^([-_*])[ \t]*(?:\1[ \t]*){2,}$/;
const FENCE = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const LIST_MARK = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;

const BLOCK_TAGS =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|' +
  'track|ul';

/** How blocks of HTML begin and end (https://spec.commonmark.org/0.31.2/#html-blocks). */
const HTML: readonly (readonly [start: RegExp, end: RegExp | null])[] = [
  [/^<(?:script|pre|style|textarea)(?=[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${BLOCK_TAGS})(?=[ \\t]|/?>|$)`, 'i'), null],
];

/** Any tag alone on its line begins a block of HTML, too, but does not end a paragraph. */
const LONE_TAG =
  /^<(?:[a-z][a-z\d-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?|\/[a-z][a-z\d-]*[ \t]*)>[ \t]*$/i;

/**
 * The paragraphs and fenced blocks of code, where a CommonMark parser finds them
 * (https://spec.commonmark.org/0.31.2/#appendix-a-parsing-strategy). It looks at each line once: no text takes much longer
 * than another one of its length.
 */
export function blockStructure(source: string, hasHtml = true): readonly (ParagraphLeaf | FencedLeaf)[] {
  const scan = new BlockScan(hasHtml);
  // A parser does not count a byte order mark.
  const lines = /([^\r\n]*)(?:\r\n|\r|\n|$)/y;
  lines.lastIndex = source.startsWith('\uFEFF') ? 1 : 0;
  while (lines.lastIndex < source.length) {
    const start = lines.lastIndex;
    const words = lines.exec(source)?.[1] ?? '';
    scan.read(new Line(source, start, start + words.length));
  }
  return scan.leaves();
}

class BlockScan {
  private readonly found: (ParagraphLeaf | FencedLeaf)[] = [];
  private containers: readonly Container[] = [];
  private leaf: OpenLeaf | null = null;

  constructor(private readonly hasHtml: boolean) {}

  leaves(): readonly (ParagraphLeaf | FencedLeaf)[] {
    this.open(null);
    return this.found;
  }

  read(line: Line): void {
    const matched = this.containers.findIndex((container) => !goesOn(container, line));
    const isWhole = matched < 0;
    const around = isWhole ? this.containers : this.containers.slice(0, matched);
    if (isWhole && this.goesOnInside(line)) return;
    const paragraph = this.leaf?.kind === 'paragraph' ? this.leaf : null;
    if (paragraph !== null && isWhole && line.indent < 4 && UNDERLINE.test(line.rest)) this.open(null);
    else this.begin(line, around, paragraph, isWhole);
  }

  /** Whether the line belongs to open code or HTML. */
  private goesOnInside(line: Line): boolean {
    const { leaf } = this;
    if (leaf?.kind === 'fenced code') {
      leaf.end = line.end;
      if (line.indent < 4 && closes(line.rest, leaf.fence)) this.open(null);
      return true;
    }
    if (leaf?.kind !== 'html') return false;
    if (leaf.end === null ? line.isBlank : leaf.end.test(line.rest)) this.open(null);
    return true;
  }

  /** Opens what the line begins; `paragraph`: the one that the line goes on with unless it begins something else. */
  private begin(
    line: Line,
    around: readonly Container[],
    paragraph: OpenLeaf | null,
    isWhole: boolean,
  ): void {
    const opened: Container[] = [];
    // What may not interrupt a paragraph may begin behind a mark, or where the paragraph's containers ended.
    const interrupts = () => paragraph !== null && isWhole && opened.length === 0;
    const isContinued = () => paragraph !== null && opened.length === 0;
    while (line.indent < 4 && around.length + opened.length < DEEPEST) {
      const container = openedBy(line, interrupts());
      if (container === null) break;
      opened.push(container);
    }
    const within = withinOf([...around, ...opened]);
    const leaf = line.isBlank ? null : leafOf(line, within, isContinued(), this.hasHtml);
    if (leaf === 'continuation' && paragraph?.kind === 'paragraph') {
      paragraph.lines.push({ start: line.start, end: line.end });
      return;
    }
    this.containers = [...around, ...opened];
    if (!line.isBlank)
      for (const container of this.containers) if (container.kind === 'item') container.isEmpty = false;
    this.open(leaf === 'continuation' ? null : leaf);
    if (this.leaf?.kind === 'html' && this.leaf.end?.test(line.rest) === true) this.open(null);
  }

  private open(leaf: OpenLeaf | null): void {
    const before = this.leaf;
    if (before !== null && before.kind !== 'html') this.found.push(before);
    this.leaf = leaf;
  }
}

/** Whether the line goes on with the container; if so, it is read up to what is within. */
function goesOn(container: Container, line: Line): boolean {
  if (container.kind === 'quote') return line.indent < 4 && line.skipQuoteMark();
  if (line.isBlank) return !container.isEmpty;
  if (line.indent < container.width) return false;
  line.skipColumns(container.width);
  return true;
}

/** The container that the line begins; the line is read up to what is within. */
function openedBy(line: Line, interrupts: boolean): Container | null {
  if (line.skipQuoteMark()) return { kind: 'quote' };
  const rest = line.rest;
  const [mark, number] = LIST_MARK.exec(rest) ?? [];
  if (mark === undefined || THEMATIC_BREAK.test(rest)) return null;
  const isEmpty = /^[ \t]*$/.test(rest.slice(mark.length));
  if (interrupts && (isEmpty || (number !== undefined && Number(number) !== 1))) return null;
  const before = line.indent;
  line.skipColumns(before + mark.length);
  // Five spaces or more: one belongs to the mark, and code begins.
  const after = isEmpty || line.indent > 4 ? 1 : line.indent;
  line.skipColumns(after);
  return { kind: 'item', width: before + mark.length + after, isEmpty };
}

/** `isContinued`: whether a line of plain words would go on with a paragraph, which a lone tag does not end. */
function leafOf(
  line: Line,
  within: ParagraphLeaf['within'],
  isContinued: boolean,
  hasHtml: boolean,
): OpenLeaf | 'continuation' | null {
  const { start, end, rest } = line;
  if (line.indent >= 4) return isContinued ? 'continuation' : null;
  if (THEMATIC_BREAK.test(rest)) return null;
  if (HEADING.test(rest)) return { kind: 'heading', within, lines: [{ start, end }] };
  const [, backticks, tildes] = FENCE.exec(rest) ?? [];
  const fence = backticks ?? tildes;
  if (fence !== undefined) return { kind: 'fenced code', within, fence, start, end };
  const html = hasHtml ? HTML.find(([begins]) => begins.test(rest)) : undefined;
  if (html !== undefined) return { kind: 'html', end: html[1] };
  if (hasHtml && !isContinued && LONE_TAG.test(rest)) return { kind: 'html', end: null };
  return isContinued ? 'continuation' : { kind: 'paragraph', within, lines: [{ start, end }] };
}

function closes(rest: string, fence: string): boolean {
  const marks = rest.trimEnd();
  return marks.length >= fence.length && marks === fence.charAt(0).repeat(marks.length);
}

function withinOf(containers: readonly Container[]): ParagraphLeaf['within'] {
  if (containers.some(({ kind }) => kind === 'quote')) return 'a quote';
  return containers.length === 0 ? 'nothing' : 'lists';
}

const BLANKS: ReadonlySet<string> = new Set([' ', '\t']);

/** A line that is read from left to right. A tab reaches to the next column that is a multiple of four. */
class Line {
  private column = 0;
  private textStart: number;
  private textColumn = 0;

  constructor(
    private readonly source: string,
    private offset: number,
    readonly end: number,
  ) {
    this.textStart = offset;
    this.findText();
  }

  /** Where the words begin that are left. */
  get start(): number {
    return this.textStart;
  }

  get rest(): string {
    return this.source.slice(this.textStart, this.end);
  }

  get isBlank(): boolean {
    return this.textStart === this.end;
  }

  /** The columns before the words. */
  get indent(): number {
    return this.textColumn - this.column;
  }

  skipColumns(count: number): void {
    const target = this.column + count;
    while (this.column < target && this.offset < this.end) {
      const next = this.column + this.widthAt(this.offset, this.column);
      // A tab may belong to the mark in part.
      if (next <= target) this.offset += 1;
      this.column = Math.min(next, target);
    }
    this.findText();
  }

  /** Whether a mark of a quote comes next; it is skipped with a space behind it. */
  skipQuoteMark(): boolean {
    if (this.indent > 3 || this.source.charAt(this.textStart) !== '>' || this.isBlank) return false;
    this.skipColumns(this.indent + 1);
    if (this.indent > 0) this.skipColumns(1);
    return true;
  }

  private findText(): void {
    let [offset, column] = [this.offset, this.column];
    while (offset < this.end && BLANKS.has(this.source.charAt(offset))) {
      column += this.widthAt(offset, column);
      offset += 1;
    }
    this.textStart = offset;
    this.textColumn = column;
  }

  private widthAt(offset: number, column: number): number {
    return this.source.charAt(offset) === '\t' ? 4 - (column % 4) : 1;
  }
}
