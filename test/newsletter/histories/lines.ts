/** A file as an editor sees it: lines without their ends. */
export type Lines = readonly string[];

/** From a line, inclusive, to another, exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

const ENTRY = /^[-*] .*\/pull\/\d+\)/;
const HIDDEN_ENTRY = /^<!-- [-*] .*\/pull\/\d+\) -->$/;

export function isEntry(line: string): boolean {
  return ENTRY.test(line);
}

export function isHiddenEntry(line: string): boolean {
  return HIDDEN_ENTRY.test(line);
}

/** A line with words that an editor may change, and nothing that holds the file together. */
export function isProse(line: string): boolean {
  return /^[A-Z]/.test(line) && !/^Thanks to/.test(line);
}

/** The places of the lines that are such. */
export function places(lines: Lines, isSuch: (line: string) => boolean): readonly number[] {
  return lines.flatMap((line, index) => (isSuch(line) ? [index] : []));
}

/** One of the items; undefined when there are none. */
export function pick<Item>(items: readonly Item[], at: number): Item | undefined {
  return items[at % Math.max(items.length, 1)];
}

/** The lines with some of them replaced. */
export function replace(lines: Lines, { from, to }: Range, by: Lines): Lines {
  return [...lines.slice(0, from), ...by, ...lines.slice(to)];
}

export function insert(lines: Lines, at: number, ...added: Lines): Lines {
  return replace(lines, { from: at, to: at }, added);
}

/** The lines with those moved in front of a line outside of them. */
export function move(lines: Lines, range: Range, before: number): Lines {
  if (before >= range.from && before < range.to) return lines;
  const moved = lines.slice(range.from, range.to);
  const rest = replace(lines, range, []);
  return insert(rest, before < range.from ? before : before - moved.length, ...moved);
}

/** The entry with what is indented under it. */
export function entryRange(lines: Lines, from: number): Range {
  let to = from + 1;
  while (/^\s+\S/.test(lines[to] ?? '')) to++;
  return { from, to };
}

/** The sections: from each `###` line up to the next heading. */
export function sectionRanges(lines: Lines): readonly Range[] {
  return places(lines, (line) => line.startsWith('### ')).map((from) => {
    const next = lines.findIndex((line, index) => index > from && /^(?:##|###) /.test(line));
    return { from, to: next < 0 ? lines.length : next };
  });
}

/** The blocks of lines between blank ones. */
export function paragraphRanges(lines: Lines, isSuch: (line: string) => boolean): readonly Range[] {
  return places(lines, isSuch)
    .filter((from) => lines[from - 1] === '')
    .map((from) => {
      const next = lines.indexOf('', from);
      return { from, to: next < 0 ? lines.length : next };
    });
}
