import { LRUCache } from 'lru-cache';
import {
  type Document,
  type Piece,
  printDocument,
  type Section,
} from '../../../src/newsletter/document/document.js';
import { HOUSE_FORM } from '../../../src/newsletter/document/form.js';
import { parseDocument } from '../../../src/newsletter/document/parse-document.js';
import { outlineOffered, parseOffered } from '../../../src/newsletter/merge/ledger.js';
import { mergeEdition } from '../on-texts.js';
import { type Facts, factsOf, linesOf, occurrences } from './people.js';
import type { Turn } from './play.js';

/** The documents of the last texts, which the problems are each looked for in. */
const documents = new LRUCache<string, Document>({ max: 20 });

function documentIn(text: string): Document {
  const known = documents.get(text) ?? parseDocument(text, HOUSE_FORM);
  documents.set(text, known);
  return known;
}

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
    ...illGrouped(turn),
    ...uncalled(turn),
    ...untrue(turn),
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
  const edition = documentIn(merged.text);
  const entries = edition.pieces.filter(({ kind }) => kind === 'entry');
  const isWhole = printDocument(edition) === merged.text;
  const unreadable = isWhole ? [] : ['cannot be put together'];
  const problems = [...occurrences(merged.text)].flatMap(([key, count]) => [
    ...(count > Math.max(had.get(key) ?? 0, 1) ? [`told twice: ${key}`] : []),
    ...(!had.has(key) && !entries.some((piece) => piece.key === `entry ${key}`) ? [`swallowed: ${key}`] : []),
  ]);
  return [...unreadable, ...problems];
}

/**
 * The lines that the people's file and the merged one have in common, each once, stand in the people's order, unless the bot
 * groups entries otherwise.
 */
function reordered({ base, current, fresh, merged }: Turn): readonly string[] {
  if (isRegrouped(groupsIn(base), groupsIn(fresh))) return [];
  const [before, after] = [current, merged.text].map((text) => onceIn(linesOf(text)));
  const shared = [...(before ?? [])].filter((line) => after?.has(line));
  const order = [...(after ?? [])].filter((line) => before?.has(line));
  const index = shared.findIndex((line, place) => order[place] !== line);
  return index < 0 ? [] : [`out of order: ${shared[index]}`];
}

/** Where an entry stands: its section's key, and the heading of its list. */
interface GroupPlace {
  readonly section: string;
  readonly heading: string | null;
}

/** Where the shown entries of the sections stand, by key; without those that stand there twice. */
function groupsIn(text: string): ReadonlyMap<string, GroupPlace> {
  const found = new Map<string, GroupPlace>();
  const twice = new Set<string>();
  for (const { heading: own, rest } of documentIn(text).sections) {
    let heading: string | null = null;
    for (const { kind, block, key, hidden, words } of rest) {
      if (block.kind === 'heading') heading = words;
      if (kind !== 'entry' || hidden) continue;
      if (found.has(key)) twice.add(key);
      found.set(key, { section: own.key, heading });
    }
  }
  return new Map([...found].filter(([key]) => !twice.has(key)));
}

function isRegrouped(before: ReturnType<typeof groupsIn>, after: ReturnType<typeof groupsIn>): boolean {
  return [...before].some(([key, { heading }]) => after.has(key) && after.get(key)?.heading !== heading);
}

/**
 * Each entry that the bot has in another group, and that no person moved, stands below the heading of that, if people have it. Where
 * people joined sections, a heading may stand twice in one.
 */
function illGrouped({ base, current, fresh, merged }: Turn): readonly string[] {
  const [was, own, will, is] = [base, current, fresh, merged.text].map(groupsIn);
  const headingsIn = (text: string, key: string) =>
    documentIn(text)
      .sections.filter(({ heading }) => heading.key === key)
      .flatMap(({ rest }) => rest.filter(({ block }) => block.kind === 'heading').map(({ words }) => words));
  const hasHeading = (key: string, heading: string | null) => {
    const [before, after] = [headingsIn(current, key), headingsIn(merged.text, key)];
    const isJoined = [before, after].some((headings) => new Set(headings).size < headings.length);
    return !isJoined && (heading === null || after.includes(heading));
  };
  return [...(will ?? [])].flatMap(([key, { section, heading }]) => {
    const [before, theirs, now] = [was?.get(key), own?.get(key), is?.get(key)];
    if (before === undefined || theirs === undefined || now === undefined) return [];
    const isMoved = theirs.heading !== before.heading || theirs.section !== before.section;
    const isLeft = isMoved || section !== before.section || heading === before.heading;
    if (isLeft || now.section !== section || !hasHeading(section, heading)) return [];
    return now.heading === heading ? [] : [`below ${now.heading} instead of ${heading}: ${key}`];
  });
}

/** Of any section: the stock sentences and headings of groups, and the bot's template comment, which follows the last one. */
function isCommon(line: string): boolean {
  return /^(?:<!--|-->|## Calls for Participation|None so far\.|We merged the following.*|Thanks to .* for their contributions?!|#### \D+)$/.test(
    line,
  );
}

function onceIn(lines: readonly string[]): ReadonlySet<string> {
  const repeated = new Set(lines.filter((line, index) => lines.indexOf(line) !== index));
  return new Set(lines.filter((line) => line !== '' && !repeated.has(line) && !isCommon(line)));
}

/**
 * A run without news changes nothing, unless people made a place for what had none, mended a comment without end, or gave
 * up what alone kept the bot from taking an entry or a section out. The bot's sentences about lists follow what people did
 * to these; where nobody did anything, they stay too.
 */
function uncalled({ current, fresh, merged, last }: Turn): readonly string[] {
  if (last === undefined || last.fresh !== fresh) return [];
  if (current === last.merged.text) return merged.text === current ? [] : ['changed without news or people'];
  const known = occurrences(fresh);
  const keepsEntry = [...occurrences(current).keys()].some((key) => !known.has(key));
  const [was, is] = [openEnd(last.current), openEnd(current)];
  const isMended = was !== null && is !== was && (is === null || was.endsWith(is));
  const keepsSection = (parseOffered(last.merged.base ?? '', HOUSE_FORM)?.ledger.sections.length ?? 0) > 0;
  const isCalled = last.merged.withoutSection.length > 0 || isMended || keepsEntry || keepsSection;
  return isCalled || isSameButForLists(current, merged.text) ? [] : ['changed without news'];
}

/** The bot's sentence above a list, and the line of an empty part. */
const LEAD = /^We merged (?:the following|these|this) (?:PR|change)s?\b.*:$/;
const EMPTY_PART = /^(?:<span class="gray">No.*<\/span>|_No .*_)$/;

/** Whether two texts differ only in the bot's sentences about lists, and the blank lines around them. */
function isSameButForLists(left: string, right: string): boolean {
  const isAboutList = (line: string) => LEAD.test(line) || EMPTY_PART.test(line);
  const [before, after] = [left, right].map(linesOf);
  const isSame = (isSuch: (line: string) => boolean) =>
    before?.filter(isSuch).join('\n') === after?.filter(isSuch).join('\n');
  return left === right || (!isSame(isAboutList) && isSame((line) => line !== '' && !isAboutList(line)));
}

/** The bot's sentence above a list is true of what this shows, unless it shows as much as the bot renders. */
function untrue({ base, merged, fresh }: Turn): readonly string[] {
  const [file, rendered] = [documentIn(merged.text), documentIn(fresh)];
  if (file.endsOpen) return [];
  const offered = parseOffered(base, HOUSE_FORM);
  const ofBot = [...rendered.sections, ...(offered === null ? [] : outlineOffered(offered).sections)];
  const isOfBot = ({ heading }: Section) => ofBot.some((section) => section.heading.key === heading.key);
  return rendered.sections.flatMap((section) => {
    const [own, ...others] = file.sections.filter(({ heading }) => heading.words === section.heading.words);
    const lead = own?.head.at(-1)?.words ?? '';
    if (own === undefined || others.length > 0 || !LEAD.test(lead)) return [];
    const following = file.sections.slice(file.sections.indexOf(own) + 1);
    const end = following.findIndex(isOfBot);
    const keys = new Set(section.rest.map(({ key }) => key));
    // Below headings of people's own too.
    const below = following.slice(0, end < 0 ? following.length : end).flatMap(({ rest }) => rest);
    const shown = [...own.rest, ...below.filter(({ key }) => keys.has(key))].filter(isShown).length;
    const isOne = / (?:this|following) (?:PR|change)\b/.test(lead);
    const isTrue = shown === 0 ? own.rest.some(isTextShown) : isOne === (shown === 1);
    const isAsRendered = shown === section.rest.filter(isShown).length;
    return isTrue || isAsRendered ? [] : [`untrue of ${shown}: ${lead}`];
  });
}

function isShown({ kind, hidden }: Piece): boolean {
  return kind === 'entry' && !hidden;
}

function isTextShown({ kind, block }: Piece): boolean {
  return kind === 'text' && block.kind !== 'comment';
}

/** The comment or code that never ends, up to the end of the file; what stood in it may hold another one. */
function openEnd(text: string): string | null {
  const { endsOpen, pieces } = documentIn(text);
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
