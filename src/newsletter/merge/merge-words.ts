import { diff3MergeRegions } from 'node-diff3';

/** One stretch of a three-way merge: agreed, or changed on both sides. */
export type Region =
  | { readonly stable: true; readonly bufferContent: readonly string[] }
  | {
      readonly stable: false;
      readonly aContent: readonly string[];
      readonly oContent: readonly string[];
      readonly bContent: readonly string[];
    };

/** A person, or whatever has a link of one word. */
const PERSON = String.raw`(?:\[@?[\w-]+(?:\\?\[bot\\?\])?\]\([^)\s]*\)|@[\w-]+)`;
const BETWEEN = String.raw`(?:,?\s+\p{L}{1,4}\s+|,\s*|\s+)`;
/** People one after the other are one word, which is merged as a set. So is a link; any other has the white space behind it. */
const WORDS = new RegExp(
  String.raw`${PERSON}(?:${BETWEEN}${PERSON})*|!?\[[^\]\n]*\]\([^)\s]*\)|[\p{L}\p{N}_]+\s*|\s+|[^\p{L}\p{N}_\s]\s*`,
  'gu',
);
const PEOPLE = new RegExp(`^${PERSON}(?:${BETWEEN}${PERSON})*$`, 'u');

/** Of a text whose words are merged; the time grows with the square. */
const MOST_WORDS = 1_000;

/**
 * Merges the words of a text that both sides changed. What only one side changed follows that side; what both changed stays as
 * people have it. Merging the result again changes nothing; where it would, the text stays people's.
 */
export function mergeWords(base: string, current: string, fresh: string): string {
  const merged = mergedOnce(base, current, fresh);
  return mergedOnce(base, merged, fresh) === merged ? merged : current;
}

function mergedOnce(base: string, current: string, fresh: string): string {
  const [own = [], before = [], next = []] = [current, base, fresh].map((text) => text.match(WORDS) ?? []);
  if (Math.max(own.length, before.length, next.length) > MOST_WORDS) return current;
  const regions: readonly Region[] = diff3MergeRegions(own, before, next);
  return regions
    .flatMap((region) => (region.stable ? region.bufferContent : conflictOfWords(region)))
    .join('');
}

function conflictOfWords({
  aContent: own,
  oContent: before,
  bContent: next,
}: Extract<Region, { stable: false }>): readonly string[] {
  if (placeOfAll(next, own) !== null) return own;
  const [ownPeople, peopleBefore, peopleNext] = [own, before, next].map((words) =>
    words.filter((word) => PEOPLE.test(word)),
  );
  if (ownPeople?.length === 1 && peopleBefore?.length === 1 && peopleNext?.length === 1) {
    const [list = ''] = ownPeople;
    const merged = mergePeople(peopleBefore[0] ?? '', list, peopleNext[0] ?? '');
    return own.with(own.indexOf(list), merged);
  }
  if (before.length === 0) return [...own, ...next];
  const change = changeBeside(own, before, next);
  if (change === null || placeOfAll(change.becomes, own) !== null) return own;
  return own.toSpliced(change.place, change.was.length, ...change.becomes);
}

/** Who came in or went on the bot's side comes in or goes. */
function mergePeople(base: string, current: string, fresh: string): string {
  const [before, own, next] = [peopleIn(base), peopleIn(current), peopleIn(fresh)];
  const [were, are] = [new Set(before), new Set(next)];
  const added = next.filter((person) => !were.has(person) && !own.includes(person));
  const kept = own.filter((person) => are.has(person) || !were.has(person));
  const people = [...kept, ...added];
  if (people.length === 0 || (added.length === 0 && kept.length === own.length)) return current;
  const [separator = ', ', ...others] = fresh.split(new RegExp(PERSON, 'g')).slice(1, -1);
  const last = others.at(-1) ?? separator;
  return people.reduce(
    (list, person, index) => list + (index < people.length - 1 ? separator : last) + person,
  );
}

function peopleIn(list: string): readonly string[] {
  return list.match(new RegExp(PERSON, 'g')) ?? [];
}

/**
 * The paragraphs of people's that stand for those of `before`, each with what the bot changed in other words of it; `null` where
 * the bot added or took out paragraphs.
 */
export function followWords(
  own: readonly string[],
  before: readonly string[],
  next: readonly string[],
): readonly string[] | null {
  if (before.length !== next.length) return null;
  const changes = before.flatMap((was, index) => {
    const becomes = next[index] ?? was;
    return was === becomes ? [] : [{ was, becomes }];
  });
  return changes.reduce((merged, { was, becomes }) => {
    const place = merged.indexOf(mostAlike(was, merged) ?? '');
    return place < 0 ? merged : merged.with(place, mergeWords(was, merged[place] ?? '', becomes));
  }, own);
}

/** Of the words of two texts, those that they must have in common if one came from the other. */
const LEAST_ALIKE = 0.25;

function mostAlike(text: string, candidates: readonly string[]): string | null {
  const words = wordsOf(text);
  const alike = candidates.map((candidate) => {
    const others = wordsOf(candidate);
    const common = [...words].filter((word) => others.has(word)).length;
    return { candidate, share: common / Math.max(words.size, others.size, 1) };
  });
  const [best] = alike.toSorted((left, right) => right.share - left.share);
  return best !== undefined && best.share >= LEAST_ALIKE ? best.candidate : null;
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** What the bot changed in a region, and where people have it. */
export interface ChangeBeside {
  /** An index into what people have. */
  readonly place: number;
  readonly was: readonly string[];
  readonly becomes: readonly string[];
}

/** What the bot changed where people left that alone; `null` where both changed the same. */
export function changeBeside(
  own: readonly string[],
  before: readonly string[],
  next: readonly string[],
): ChangeBeside | null {
  const above = agreeing(before, next);
  const below = agreeing(before.slice(above).reverse(), next.slice(above).reverse());
  const was = before.slice(above, before.length - below);
  const becomes = next.slice(above, next.length - below);
  const place = was.length > 0 ? placeOfAll(was, own) : placeBetween(before, above, own);
  return place === null ? null : { place, was, becomes };
}

/** How many items two sequences have in common from their beginnings. */
function agreeing(left: readonly string[], right: readonly string[]): number {
  const different = left.findIndex((words, index) => words !== right[index]);
  return different < 0 ? left.length : different;
}

/** Where the items stand one after the other. */
function placeOfAll(items: readonly string[], own: readonly string[]): number | null {
  if (items.length === 0) return null;
  const place = own.findIndex((_, index) => agreeing(items, own.slice(index)) === items.length);
  return place < 0 ? null : place;
}

/** Where people have the place between two items of `before`, if they have one of these; its ends are those of theirs. */
function placeBetween(before: readonly string[], place: number, own: readonly string[]): number | null {
  const [upper, lower] = [before[place - 1], before[place]].map((words) =>
    words === undefined ? -1 : own.indexOf(words),
  );
  if (upper !== undefined && upper >= 0) return upper + 1;
  if (lower !== undefined && lower >= 0) return lower;
  return place === before.length ? own.length : place === 0 ? 0 : null;
}
