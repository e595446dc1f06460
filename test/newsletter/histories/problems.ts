import { printDocument } from '../../../src/newsletter/document/document.js';
import { parseDocument } from '../../../src/newsletter/document/parse-document.js';
import { parseOffered } from '../../../src/newsletter/merge/ledger.js';
import { mergeEdition } from '../on-texts.js';
import { type Facts, factsOf, linesOf, occurrences } from './people.js';
import type { Turn } from './play.js';

/** What a run of the bot did wrong, a sentence each. */
export function problemsIn(turn: Turn): readonly string[] {
  const { merged, fresh, current } = turn;
  const [facts, freshFacts] = [factsOf(merged.text), factsOf(fresh)];
  return [
    ...lostLines(turn, facts),
    ...returned(turn, facts),
    ...unhidden(turn, facts),
    ...missing(turn, facts, freshFacts),
    ...illTold(turn),
    ...reordered(turn),
    ...uncalled(turn),
    ...(/^(?:<{7}|={7}|>{7})/m.test(merged.text) ? ['a conflict marker'] : []),
    ...(merged.isForeign && merged.text !== current ? ['a foreign file was changed'] : []),
  ];
}

/** No line that a person wrote or changed disappears. */
function lostLines({ people }: Turn, { lines }: Facts): readonly string[] {
  return [...people.written].filter((line) => !lines.has(line)).map((line) => `lost: ${line}`);
}

/** What a person deleted does not come back. */
function returned({ people, current }: Turn, { lines, hidden }: Facts): readonly string[] {
  const had = factsOf(current);
  return [
    ...[...people.deletedKeys].filter((key) => hidden.has(key)).map((key) => `came back: ${key}`),
    ...[...people.deleted]
      .filter((line) => lines.has(line) && !had.lines.has(line) && !isCommon(line))
      .map((line) => `came back: ${line}`),
  ];
}

/** What a person hid stays hidden, and what a person showed stays shown. */
function unhidden({ people }: Turn, { hidden }: Facts): readonly string[] {
  return [...people.hidden]
    .filter(([key, isHidden]) => hidden.get(key) === !isHidden)
    .map(([key, isHidden]) => `${key} is ${isHidden ? 'shown' : 'hidden'}`);
}

/** Each fresh entry is in the file, or was deleted by a person, or is reported. */
function missing({ people, merged }: Turn, { hidden }: Facts, fresh: Facts): readonly string[] {
  if (merged.isForeign) return [];
  return [...fresh.hidden.keys()]
    .filter((key) => !hidden.has(key) && !people.deletedKeys.has(key) && !merged.withoutSection.includes(key))
    .map((key) => `missing: ${key}`);
}

/** The file can be taken apart and put together. No entry is told twice unless a person did. */
function illTold({ current, merged }: Turn): readonly string[] {
  const had = occurrences(current);
  const edition = parseDocument(merged.text);
  const entries = edition.pieces.filter(({ kind }) => kind === 'entry');
  const isWhole = printDocument(edition) === merged.text;
  const unreadable = isWhole ? [] : ['cannot be put together'];
  const problems = [...occurrences(merged.text)].flatMap(([key, count]) => [
    ...(count > Math.max(had.get(key) ?? 0, 1) ? [`told twice: ${key}`] : []),
    ...(!had.has(key) && !entries.some((piece) => piece.key === `entry ${key}`) ? [`swallowed: ${key}`] : []),
  ]);
  return [...unreadable, ...problems];
}

/** The lines that the people's file and the merged one have in common, each once, stand in the people's order. */
function reordered({ current, merged }: Turn): readonly string[] {
  const [before, after] = [current, merged.text].map((text) => onceIn(linesOf(text)));
  const shared = [...(before ?? [])].filter((line) => after?.has(line));
  const order = [...(after ?? [])].filter((line) => before?.has(line));
  const index = shared.findIndex((line, place) => order[place] !== line);
  return index < 0 ? [] : [`out of order: ${shared[index]}`];
}

/** Of any section: the stock sentences, and the bot's template comment, which follows the last one. */
function isCommon(line: string): boolean {
  return /^(?:<!--|-->|## Calls for Participation|None so far\.|We merged the following.*|Thanks to .* for their contributions?!)$/.test(
    line,
  );
}

function onceIn(lines: readonly string[]): ReadonlySet<string> {
  const repeated = new Set(lines.filter((line, index) => lines.indexOf(line) !== index));
  return new Set(lines.filter((line) => line !== '' && !repeated.has(line) && !isCommon(line)));
}

/**
 * A run without news changes nothing, unless people made a place for what had none, mended a comment without end, or gave
 * up what alone kept the bot from taking an entry or a section out.
 */
function uncalled({ current, fresh, merged, last }: Turn): readonly string[] {
  if (last === undefined || last.fresh !== fresh || last.merged.withoutSection.length > 0) return [];
  const known = occurrences(fresh);
  const keepsEntry = [...occurrences(current).keys()].some((key) => !known.has(key));
  const [was, is] = [openEnd(last.current), openEnd(current)];
  const isMended = was !== null && is !== was && (is === null || was.endsWith(is));
  const keepsSection = (parseOffered(last.merged.base ?? '')?.ledger.sections.length ?? 0) > 0;
  const isChanged = withoutNumber(merged.text) !== withoutNumber(current);
  return !isMended && !keepsEntry && !keepsSection && isChanged ? ['changed without news'] : [];
}

/** The text whatever the number in its lead sentences, which follow how many entries people show. */
function withoutNumber(text: string): string {
  return text.replace(/^We merged (?:the following|these|this) (PR|change)s?/gm, 'We merged $1');
}

/** The comment or code that never ends, up to the end of the file; what stood in it may hold another one. */
function openEnd(text: string): string | null {
  const { endsOpen, pieces } = parseDocument(text);
  return endsOpen ? (pieces.at(-1)?.source ?? null) : null;
}

/** What a second run would change: nothing, whether it still has the base of the first or the one that it left. */
export function problemsOfSecondRun({ base, fresh, merged }: Turn): readonly string[] {
  const again = mergeEdition(base, merged.text, fresh);
  const next = mergeEdition(merged.base, merged.text, fresh);
  return [
    ...(again.text === merged.text ? [] : ['a second run with the same base changes the text']),
    ...(next.text === merged.text ? [] : ['the next run changes the text']),
    ...(next.base === merged.base ? [] : ['the next run changes the base']),
  ];
}
