import { isSameName, nameKey } from '../activity/names.js';
import { factsOf, type Work } from '../activity/work.js';
import { isEnglish, type Language } from '../document/language.js';
import { type GroupWithin, OTHER_CHANGES, USUAL_HEADINGS } from '../house-style/edition-settings.js';
import { compareText } from '../markdown/order.js';
import type { Entry } from './edition.js';

/** The key of the heading for all that belongs to no other group. */
const REST = '*';

/** The prefix of a title, as Conventional Commits has them (https://www.conventionalcommits.org/en/v1.0.0/). */
const PREFIX = /^([\w-]{1,40})(?:\([^()]*\))?!?:/;

/** What a group may be made by. */
type Attribute = Exclude<GroupWithin, 'none'>;

/** How the entries of a section are grouped: by what, and the headings that are set, by label, prefix or branch. */
export interface Grouping {
  /** `kind`: by prefix or label where the list is long. */
  readonly by: Attribute | 'kind';
  readonly labels: Readonly<Record<string, string>>;
  readonly language: Language;
  /** Whether the draft has such groups: a list that people may have edited stays one. `null`: it has no such section yet. */
  hasGroups(): boolean | null;
}

/** The shown entries of a section, each with its group; `inGroups` puts them together. */
export function withGroups(
  entries: readonly Entry[],
  { by, labels, language, hasGroups }: Grouping,
): readonly Entry[] {
  const isSet = Object.keys(labels).some((key) => key !== REST);
  const groupedBy = (attribute: Attribute) => {
    const headings = Object.entries(isSet ? labels : USUAL_HEADINGS[attribute]).filter(
      ([key]) => key !== REST,
    );
    const rest = { heading: labels[REST] ?? OTHER_CHANGES, place: Number.POSITIVE_INFINITY };
    return entries.map((entry) => {
      const keys = keysOf(entry, attribute);
      const place = headings.findIndex(([key]) => keys.some((own) => isSameName(own, key)));
      const heading = headings[place]?.[1] ?? (headings.length === 0 ? keys[0] : undefined);
      return { ...entry, group: heading === undefined ? rest : { heading, place } };
    });
  };
  if (by !== 'kind') return groupedBy(by);
  // The usual headings are English.
  if (!isEnglish(language) && !isSet) return entries;
  const hasBegun = hasGroups();
  if (!(hasBegun ?? entries.length > LONGEST_LIST)) return entries;
  const [prefixes, labelled] = [groupedBy('prefix'), groupedBy('label')];
  const most = inKinds(prefixes) >= inKinds(labelled) ? prefixes : labelled;
  return hasBegun === true || 2 * inKinds(most) >= entries.length ? most : entries;
}

/** How many entries belong to more than the rest. */
function inKinds(entries: readonly Entry[]): number {
  return entries.filter(({ group }) => Number.isFinite(group?.place)).length;
}

/** How many entries a list may have that nobody set groups for. */
const LONGEST_LIST = 25;

/** Entries that stand below the same heading; `null`: below none. */
export interface GroupedEntries {
  readonly heading: string | null;
  readonly entries: readonly Entry[];
}

/**
 * The entries group by group: in the order of the headings that are set, others by name, the rest last. Where there is nothing
 * but the rest, nothing is grouped.
 */
export function inGroups(entries: readonly Entry[]): readonly GroupedEntries[] {
  const places = new Map(
    entries.flatMap(({ group }) => (group === null ? [] : [[group.heading, group.place]])),
  );
  const isGrouped = [...places.values()].some(Number.isFinite);
  if (!isGrouped) return entries.length === 0 ? [] : [{ heading: null, entries }];
  const placeOf = (heading: string | null) => places.get(heading ?? '') ?? Number.POSITIVE_INFINITY;
  const order = [...new Set(entries.map(({ group }) => group?.heading ?? null))].sort((left, right) => {
    const [before, after] = [placeOf(left), placeOf(right)];
    return before === after
      ? compareText(nameKey(left ?? ''), nameKey(right ?? ''))
      : before < after
        ? -1
        : 1;
  });
  return order.map((heading) => ({
    heading,
    entries: entries.filter(({ group }) => (group?.heading ?? null) === heading),
  }));
}

/** What a group may be made by, of an entry. */
function keysOf({ work, author }: Entry, by: Attribute): readonly string[] {
  switch (by) {
    case 'label':
      return factsOf(work).labels;
    case 'prefix':
      return PREFIX.exec(factsOf(work).title)?.slice(1) ?? [];
    case 'branch':
      return branchOf(work);
    case 'person':
      return author === null ? [] : [author.login];
  }
}

function branchOf(work: Work): readonly string[] {
  return work.kind === 'pull request' ? [work.baseRefName] : [];
}
