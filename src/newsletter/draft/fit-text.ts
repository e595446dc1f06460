/** A part of a longer text that makes do with the characters that are left; '' when it has nothing to say. */
export type FittingBlock = (room: number) => string;

/** The blocks in order, a blank line between them, at most `room` characters; what does not fit at all goes. */
export function fitBlocks(blocks: readonly FittingBlock[], room: number): string {
  const gap = '\n\n';
  const texts: string[] = [];
  let left = room;
  for (const block of blocks) {
    const text = block(left);
    if (text === '' || text.length > left) continue;
    texts.push(text);
    left -= text.length + gap.length;
  }
  return texts.join(gap);
}

/** A block that takes at most that many characters. */
export function atMost(most: number, block: FittingBlock): FittingBlock {
  return (room) => block(Math.min(most, room));
}

/** Lines in one text, or `null` when they do not fit; no more of them are made than are needed to tell. */
function joinWithin(lines: Iterable<string>, room: number): string | null {
  const joined: string[] = [];
  let left = room + 1;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) return null;
    joined.push(line);
  }
  return joined.join('\n');
}

/** Whole lines as long as they fit, then how many more there are; '' when not even one fits. */
function cutLines(lines: readonly string[], room: number, more: (count: number) => string): string {
  const whole = joinWithin(lines, room);
  if (whole !== null) return whole;
  let left = room - more(lines.length).length;
  const count = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return count <= 0 ? '' : [...lines.slice(0, count), more(lines.length - count)].join('\n');
}

/** A folded list, in full if that fits, else in its short form, cut if need be. */
export function details(summary: string, full: Iterable<string>, short: readonly string[]): FittingBlock {
  const [before, after] = [`<details><summary>${summary}</summary>\n\n`, '\n\n</details>'];
  return (room) => {
    const inner = room - before.length - after.length;
    const text = joinWithin(full, inner) ?? cutLines(short, inner, (count) => `- … and ${count} lines more`);
    return text === '' ? '' : `${before}${text}${after}`;
  };
}

/** An alert of GitHub's with those lines; '' without any. */
export function alert(kind: 'NOTE' | 'WARNING' | 'CAUTION', lines: readonly string[]): FittingBlock {
  const head = `> [!${kind}]\n`;
  return (room) => {
    const quoted = lines.map((line) => `> ${line}`);
    const text = cutLines(quoted, room - head.length, (count) => `> - … and ${count} lines more`);
    return text === '' ? '' : `${head}${text}`;
  };
}
