import { isSameName, nameKey } from '../activity/names.js';
import { factsOf, type Work } from '../activity/work.js';
import type { GroupWithin, RepositorySettings } from '../house-style/edition-settings.js';
import { compareText } from '../markdown/order.js';
import type { Entry } from './edition.js';

/** Headings of groups, where the settings name none, in order. */
const USUAL: Readonly<Record<GroupWithin, Readonly<Record<string, string>>>> = {
  none: {},
  label: {
    enhancement: 'Features',
    feature: 'Features',
    bug: 'Fixes',
    documentation: 'Documentation',
    dependencies: 'Dependencies',
  },
  prefix: {
    feat: 'Features',
    fix: 'Fixes',
    perf: 'Performance',
    docs: 'Documentation',
    refactor: 'Refactoring',
    test: 'Tests',
    build: 'Build and CI',
    ci: 'Build and CI',
  },
  branch: {},
  person: {},
};

/** The key of the heading for all that belongs to no other group. */
const REST = '*';
const REST_HEADING = 'Other changes';

/** The prefix of a title, as Conventional Commits has them (https://www.conventionalcommits.org/en/v1.0.0/). */
const PREFIX = /^([\w-]{1,40})(?:\([^()]*\))?!?:/;

/**
 * The shown entries of a section, each with the heading of its group, group by group: in the order of the headings that are
 * set, others by name, the rest last. Where there is nothing but the rest, nothing is grouped.
 */
export function inGroups(
  entries: readonly Entry[],
  { groupWithin, labels }: RepositorySettings,
): readonly Entry[] {
  if (groupWithin === 'none') return entries;
  const set = Object.keys(labels).some((key) => key !== REST) ? labels : { ...USUAL[groupWithin], ...labels };
  const headings = Object.entries(set).filter(([key]) => key !== REST);
  const groups = entries.map((entry) => {
    const keys = keysOf(entry, groupWithin);
    const place = headings.findIndex(([key]) => keys.some((own) => isSameName(own, key)));
    const named = headings[place]?.[1] ?? (headings.length === 0 ? keys[0] : undefined);
    return { entry, heading: named ?? null };
  });
  if (groups.every(({ heading }) => heading === null)) return entries;
  const known = headings.map(([, heading]) => heading);
  const found = groups.flatMap(({ heading }) => heading ?? []);
  const order = [
    ...new Set([...known, ...found.toSorted((left, right) => compareText(nameKey(left), nameKey(right)))]),
  ];
  const rest = labels[REST] ?? REST_HEADING;
  return [...order, null].flatMap((heading) =>
    groups
      .filter((each) => each.heading === heading)
      .map(({ entry }) => ({ ...entry, group: heading ?? rest })),
  );
}

/** What a group may be made by, of an entry. */
function keysOf({ work, author }: Entry, by: Exclude<GroupWithin, 'none'>): readonly string[] {
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
