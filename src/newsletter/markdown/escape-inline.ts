import {
  type Atoms,
  atomsOf,
  COMMENT_END,
  codeValue,
  isCode,
  outline,
  renderAtoms,
  UNSTOPPABLE,
} from './inline-atoms.js';
import {
  bracketPairs,
  hazardsAround,
  hazardsOfText,
  hazardsOutsideLinks,
  punctuation,
} from './inline-hazards.js';
import { asRead, type Frame, type Misreading, misreadings } from './misreadings.js';

/** A cleaned title as inline Markdown that reads as the title, with as few backslashes as that takes. */
export function escapeInline(title: string, place: Frame | 'hidden link'): string {
  const hidden = place === 'hidden link';
  const atoms = atomsOf(title, hidden ? [...UNSTOPPABLE, COMMENT_END] : UNSTOPPABLE);
  const shape = outline(atoms);
  const outside = place === 'paragraph' ? hazardsOutsideLinks(shape) : [];
  const first = [...hazardsAround(shape, hidden), ...outside];
  return renderAtoms(atoms, escapesFor(atoms, hidden ? 'link' : place, first)).source;
}

/**
 * The atoms to escape, `first` among them, so that a CommonMark parser reads nothing but the title: the parser says
 * what it misreads, the characters that make it so are escaped, until it has nothing to say.
 */
export function escapesFor(atoms: Atoms, frame: Frame, first: readonly number[]): ReadonlySet<number> {
  const shape = outline(atoms);
  const expected = atoms.map((atom) => (isCode(atom) ? asRead(codeValue(atom)) : atom)).join('');
  const markersLeft = (escaped: ReadonlySet<number>): readonly number[] | null => {
    const { source, atomAt } = renderAtoms(atoms, escaped);
    const found = misreadings(source, expected, frame);
    return found?.flatMap((misreading) => markersOf(misreading, source, atomAt)) ?? null;
  };

  const least = new Set(first.flatMap((index) => [index, ...backslashesBefore(index, shape)]));
  const harmless = frame === 'link' && !/[*_[\]<&\\]/.test(shape);
  if (harmless || markersLeft(least) === null) return least;
  const pairs = bracketPairs(shape);
  let escaped = new Set([...least, ...hazardsOfText(shape)]);
  for (let markers = markersLeft(escaped); markers !== null; markers = markersLeft(escaped)) {
    const next = new Set([...escaped, ...markers, ...markers.map((marker) => pairs.get(marker) ?? marker)]);
    // Nothing new to escape: everything that can be is then, which leaves a parser only the code spans.
    if (next.size === escaped.size) return new Set([...next, ...punctuation(shape)]);
    escaped = next;
  }
  return escaped;
}

/** They would escape the backslash that is put before the character, and leave the character itself active. */
function backslashesBefore(index: number, shape: string): readonly number[] {
  return shape.charAt(index - 1) === '\\' ? [index - 1, ...backslashesBefore(index - 1, shape)] : [];
}

/** The atoms that make the node of what should be text. */
function markersOf(
  misreading: Misreading,
  source: string,
  atomAt: ReadonlyMap<number, number>,
): readonly number[] {
  return offsetsOfMarkers(misreading, source).flatMap((offset) => atomAt.get(offset) ?? []);
}

function offsetsOfMarkers({ type, start, end }: Misreading, source: string): readonly number[] {
  switch (type) {
    case 'emphasis':
      return [start, end - 1];
    case 'strong':
      return [start, start + 1, end - 2, end - 1];
    case 'image':
      return [start + 1];
    case 'listItem':
      return [start + (/^\d*/.exec(source.slice(start))?.[0].length ?? 0)];
    case 'list':
      return [];
    default:
      return [start];
  }
}
