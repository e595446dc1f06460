import { diff3MergeRegions, diffPatch } from 'node-diff3';

/** One place that a person changed between two versions; blank lines are left out. */
export interface Hunk {
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Whether it was applied. */
  readonly isApplied: boolean;
}

/** A text after a person's step. */
export interface Stepped {
  readonly text: string;
  readonly hunks: readonly Hunk[];
}

type Region =
  | { readonly stable: true; readonly bufferContent: readonly string[] }
  | {
      readonly stable: false;
      readonly aContent: readonly string[];
      readonly oContent: readonly string[];
      readonly bContent: readonly string[];
      readonly oStart: number;
      readonly oLength: number;
    };

interface DiffChunk {
  readonly buffer1: { readonly offset: number; readonly length: number; readonly chunk: readonly string[] };
  readonly buffer2: { readonly chunk: readonly string[] };
}

/**
 * Applies a person's step from one version to the next, line by line, to a text that went its own way since the first.
 * A hunk is not applied where the text has other lines by now than those that it replaces; where both only added lines,
 * those of the text come first.
 */
export function applyStep(text: string, from: string, to: string): Stepped {
  const [own, before, after] = [linesOf(text), linesOf(from), linesOf(to)];
  const regions: readonly Region[] = diff3MergeRegions(own, before, after);
  const refused = regions.flatMap((region) => (region.stable || isResolvable(region) ? [] : [region]));
  const lines = regions.flatMap((region) => {
    if (region.stable) return region.bufferContent;
    if (refused.includes(region)) return region.aContent;
    return isSame(region.aContent, region.bContent)
      ? region.bContent
      : [...region.aContent, ...region.bContent];
  });
  const chunks: readonly DiffChunk[] = diffPatch(before, after);
  return {
    text: lines.join('\n'),
    hunks: chunks.map(({ buffer1, buffer2 }) => ({
      removed: withWords(buffer1.chunk),
      added: withWords(buffer2.chunk),
      isApplied: !refused.some(
        ({ oStart, oLength }) =>
          buffer1.offset <= oStart + oLength && oStart <= buffer1.offset + buffer1.length,
      ),
    })),
  };
}

function isResolvable({ aContent, oContent, bContent }: Region & { readonly stable: false }): boolean {
  return oContent.length === 0 || isSame(aContent, bContent);
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((line, index) => line === right[index]);
}

function linesOf(text: string): string[] {
  return text.split('\n');
}

function withWords(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.trim() !== '');
}
