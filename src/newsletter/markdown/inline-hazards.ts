import { COMMENT_END } from './inline-atoms.js';

/** For each bracket its partner; a bracket without one stands for itself. */
export function bracketPairs(outline: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: bracket } of outline.matchAll(/[[\]]/g)) {
    const partner = bracket === ']' ? open.pop() : undefined;
    if (bracket === '[') open.push(index);
    pairs.set(index, partner ?? index);
    if (partner !== undefined) pairs.set(partner, index);
  }
  return pairs;
}

/**
 * The characters to escape although the title on its own would look right: what follows it, another parser than
 * CommonMark's, or the edition's references would make something of them.
 */
export function hazardsAround(outline: string, hidden: boolean): readonly number[] {
  return [
    ...startsOf(/`|\\$/g, outline),
    ...startsOf(OPEN_TAG, outline),
    ...startsOf(/^\^/g, outline),
    ...brackets(outline),
    ...strikethrough(outline),
    ...startsOf(AFTER_BRACE, outline),
    ...(hidden ? endsOf(COMMENT_END, outline) : []),
  ];
}

/**
 * What is a hazard outside of links: the end of what some sites take for the attributes of a paragraph, and addresses that
 * run into a mark, which sites that make links of addresses would swallow (over no-break spaces, too).
 */
export function hazardsOutsideLinks(outline: string): readonly number[] {
  return [
    ...endsOf(/\{[^{}]*[.#=][^{}]*\}$/g, outline),
    ...endsOf(
      /\b(?:(?:https?|ftp):(?=\/\/[^ ]*[^\w\s/:?.,;=%#@()'"+-])|www\.(?=[^ ]*[^\w\s/:?.,;=%#@()'"+-]))/gi,
      outline,
    ),
  ];
}

/** Backslashes that escape something, and what looks like a character reference. */
export function hazardsOfText(outline: string): readonly number[] {
  return [...startsOf(/\\(?=[!-/:-@[-`{-~\0]|$)/g, outline), ...startsOf(/&(?=#?\w+;)/g, outline)];
}

/** Every character that can mean something. */
export function punctuation(outline: string): readonly number[] {
  return startsOf(/[!-/:-@[-`{-~]/g, outline);
}

/** The second sign of a call of a template (`{{`, `{%`, `{#`) and of attributes in kramdown (`{:`). */
const AFTER_BRACE = /(?<=\{)[{%#:]/g;

/** HTML or an autolink that could go on after the title: in an attribute's value, a comment, an address. */
const OPEN_TAG = /<(?=\?|!--|!\[|![A-Za-z]|[A-Za-z].*["'=:])/g;

/** Brackets without partner, around a footnote's label (Zola has footnotes), around nothing but a code span. */
function brackets(outline: string): readonly number[] {
  const pairs = bracketPairs(outline);
  return [...pairs].flatMap(([bracket, partner]) => {
    const [start, end] = [Math.min(bracket, partner), Math.max(bracket, partner)];
    return start === end || /^\[(?:\^|\0$)/.test(outline.slice(start, end)) ? [bracket] : [];
  });
}

/** Tildes that could open, if later ones could close, and those. Single ones count: GitHub strikes with them too. */
function strikethrough(outline: string): readonly number[] {
  const runs = [...outline.matchAll(/~+/g)].map(({ index, 0: run }) => ({
    start: index,
    end: index + run.length,
    opens: /\S/.test(outline.charAt(index + run.length)) || index + run.length === outline.length,
    closes: /\S/.test(outline.charAt(index - 1)),
  }));
  const pairs = runs.filter(
    (run, nth) =>
      (run.opens && runs.slice(nth + 1).some(({ closes }) => closes)) ||
      (run.closes && runs.slice(0, nth).some(({ opens }) => opens)),
  );
  return pairs.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, nth) => start + nth));
}

function startsOf(pattern: RegExp, outline: string): readonly number[] {
  return [...outline.matchAll(pattern)].map(({ index }) => index);
}

function endsOf(pattern: RegExp, outline: string): readonly number[] {
  return [...outline.matchAll(pattern)].map(({ index, 0: match }) => index + match.length - 1);
}
