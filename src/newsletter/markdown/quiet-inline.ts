import { escapesFor } from './escape-inline.js';
import { atomsOf, outline, renderAtoms } from './inline-atoms.js';
import { hazardsAround } from './inline-hazards.js';

/** Comes between the halves of what GitHub would act on; it leaves comments out of what it shows. */
const BREAK = '<!-- -->';

/** Up to where each match stays together: people, numbers, addresses, commits. */
const BROKEN_AFTER = [
  /@(?=\w)/g,
  /#(?=\d)/g,
  /(?<![0-9a-z])GH-(?=\d)/gi,
  /(?:https?|ftp):(?=\/\/)/gi,
  /www(?=\.)/gi,
  /(?<![0-9a-z])[0-9a-f]{4}(?=[0-9a-f]{3,36}(?![0-9a-z]))/gi,
];

/** A cleaned title that reads the same on GitHub and does nothing there. */
export function quietInline(title: string): string {
  const atoms = atomsOf(title);
  const shape = outline(atoms);
  const escaped = escapesFor(atoms, 'paragraph', [...hazardsAround(shape, false), ...delimiters(shape)]);
  const breaks = BROKEN_AFTER.flatMap((pattern) =>
    [...shape.matchAll(pattern)].map(({ index, 0: match }) => index + match.length),
  );
  const insertions = new Map([...breaks.map((at) => [at, BREAK] as const), ...dollars(shape)]);
  return renderAtoms(atoms, escaped, insertions).source;
}

/** What could form something with the text around it, a checkbox, an alert, or a heading of the line before. */
const DELIMITERS = [
  /[*~]+(?=\S)|(?<=\S)[*~]+/g,
  /(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])/g,
  /&(?=#?\w+$)|!$/g,
  /^\[(?=[ xX]\]|!)/g,
  // A parenthesis of what is around would end the address.
  /\](?=\([^)]*$)/g,
  /^=+$/g,
];

function delimiters(shape: string): readonly number[] {
  const matches = DELIMITERS.flatMap((pattern) => [...shape.matchAll(pattern)]);
  return matches.flatMap(({ index, 0: match }) => [...match].map((_, nth) => index + nth));
}

/** GitHub sets what is between dollars as mathematics; its documentation says how to write a dollar beside it. */
function dollars(shape: string): readonly (readonly [number, string])[] {
  const found = [...shape.matchAll(/\$+/g)];
  if (found.length < 2) return [];
  return found.flatMap(
    ({ index, 0: run }) =>
      [
        [index, '<span>'],
        [index + run.length, '</span>'],
      ] as const,
  );
}
