import { blockStructure, type FencedLeaf, type ParagraphLeaf } from './block-structure.js';

/** Of a line, in UTF-16 units. */
export const LONGEST_LINE = 2_000;
/** Of a text, or of all texts in one comment, without empty lines. The longest section that was ever published had 165. */
export const MOST_TEXT_LINES = 300;
/** Of all texts in one comment, outside blocks of code. The longest section that was ever published had 352. */
export const MOST_TEXT_SIGNS = 600;
/** Of one paragraph: in what people write there are a few dozen. */
export const MOST_SIGNS = 250;

/** What makes a text too much for a Markdown parser, whose time grows with the square of it. */
export type Excess = 'long line' | 'many lines' | 'many signs';

/** Signs that begin or end something: a parser looks for the other end of each. A run of marks counts once. */
export const SIGN = /[<[\]&!\\]|([*_`~])\1*/g;

/** Why no Markdown parser should be given the text; `null`: it may. It takes little time, whatever the text is. */
export function excessOf(text: string, mostLines = MOST_TEXT_LINES): Excess | null {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.some(({ length }) => length > LONGEST_LINE)) return 'long line';
  if (lines.filter((line) => line.trim() !== '').length > mostLines) return 'many lines';
  if (countSigns(text) <= MOST_SIGNS) return null;
  // Some parsers are told that tags are text.
  return hasManySigns(text, true) || (text.includes('<') && hasManySigns(text, false)) ? 'many signs' : null;
}

/** What a text costs a parser: its lines, without empty ones, and its signs outside blocks of code. */
export function weightOf(text: string): { readonly lines: number; readonly signs: number } {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
  const leaves = blockStructure(text, false).filter(({ kind }) => kind !== 'fenced code');
  const signs = leaves.map((leaf) => countSigns(sourceOfLeaf(leaf, text)));
  return { lines, signs: signs.reduce((sum, count) => sum + count, 0) };
}

function countSigns(text: string): number {
  return (text.match(SIGN) ?? []).length;
}

function sourceOfLeaf(leaf: ParagraphLeaf | FencedLeaf, text: string): string {
  if (leaf.kind === 'fenced code') return text.slice(leaf.start, leaf.end);
  return text.slice(leaf.lines[0]?.start, leaf.lines.at(-1)?.end);
}

function hasManySigns(text: string, hasHtml: boolean): boolean {
  return blockStructure(text, hasHtml).some(
    (leaf) => leaf.kind !== 'fenced code' && countSigns(sourceOfLeaf(leaf, text)) > MOST_SIGNS,
  );
}
