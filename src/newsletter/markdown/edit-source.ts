import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { shallow } from './shallow.js';

/** A change of a piece of the source, by its UTF-16 offsets. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is to change about a parsed source; none when it is as it should be. */
export type Editor = (root: Root, source: string) => readonly Edit[];

/** Reading what was edited can bring up something new; nothing harmless takes more rounds. */
const MOST_ROUNDS = 12;

/** Edits the source until the editor has nothing to say; `null` when there is no end to it. */
export function editUntilSettled(source: string, editor: Editor): string | null {
  let text = shallow(source);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const edits = editor(fromMarkdown(text), text);
    if (edits.length === 0) return text;
    text = shallow(applied(edits, text));
  }
  return null;
}

/** A node's place in the source. */
export function placeOf({ position }: Nodes): { readonly start: number; readonly end: number } {
  return { start: position?.start.offset ?? 0, end: position?.end.offset ?? 0 };
}

/** A backslash at the offset. */
export function escapeAt(offset: number): Edit {
  return { start: offset, end: offset, text: '\\' };
}

/** All nodes below one, and itself, outermost first. */
export function descendants(node: Nodes): readonly Nodes[] {
  return [node, ...('children' in node ? node.children.flatMap(descendants) : [])];
}

/** Of edits that overlap the first one counts: the others are found again in the next round. */
function applied(edits: readonly Edit[], source: string): string {
  let text = '';
  let position = 0;
  const inOrder = edits.toSorted((left, right) => left.start - right.start || right.end - left.end);
  for (const edit of inOrder) {
    if (edit.start < position) continue;
    text += source.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return text + source.slice(position);
}
