import type { Habit } from './habit.js';

/** A class of changes that the editors hide in a repository's section. */
export interface HiddenKind {
  readonly name: string;
  readonly evidence: string;
}

/**
 * What a change is, by the words of its title; one may be of several classes. These are the chores that newsletters leave
 * out; a prefix such as `ci:` is one of the words.
 */
const KINDS: ReadonlyMap<string, RegExp> = new Map([
  ['typo', /\btypos?\b/i],
  ['lint', /\b(?:clippy|lints?|warnings?|rustfmt|fmt|(?:re)?format(?:ting)?)\b/i],
  [
    'bump',
    /\b(?:bump|update|upgrade)\b.*\b(?:to|from|dep\w*|v?\d)|^(?:build|chore|fix)?\(?deps\b|\bdependenc|\block ?file/i,
  ],
  ['merge', /^(?:chore: )?merge .* into\b/i],
  ['release', /\b(?:release|changelog)\b/i],
  ['ci', /\bci\b|github actions|\bworkflow/i],
  ['test', /\b(?:tests?|test-runner)\b/i],
  ['doc', /\b(?:docs?|readme|documentation)\b/i],
  ['nix', /\b(?:nix|flake)\b/i],
]);

/**
 * Titles as Dependabot, Renovate, pre-commit.ci, Snyk and all-contributors write them. An edition does not tell who wrote
 * what it lists, and that bots' work is hidden says nothing about people's.
 */
const WRITTEN_BY_BOTS =
  /\bbump\b.* (?:from \S+ to \S+|group\b.* with \d+ updates?)|\bupdate (?:rust crate|dependency|module|all\b.* dependencies)\b|\bupdate \S+ (?:action|digest|docker tag|monorepo)\b|\block ?file maintenance\b|\bpin dependencies\b|\bpre-commit autoupdate\b|^\[snyk\]|\bas a contributor\b|\brenovate config\b|^configure renovate\b/i;

const ENOUGH_HIDDEN = 2;
const MOST_HIDDEN = 0.75;

/** The classes of changes that the editors hide. Other repositories' sections tell more, and are wrong more often. */
export const hiddenKinds: Habit<'repository', readonly HiddenKind[]> = {
  name: 'kinds of changes that are hidden',
  observed: `of ${[...KINDS.keys()].join(', ')}: those of which the repository's sections hide ${ENOUGH_HIDDEN} entries or more, and ${100 * MOST_HIDDEN} % or more, not counting titles as bots write them`,
  scope: 'repository',
  over: { own: 6, all: 0 },
  otherwise: [],
  setting: { key: 'hide.learned', read: ({ hide }) => (hide.learned ? null : []) },
  observe({ own }) {
    const entries = own
      .flatMap((section) => section.entries)
      .filter(({ title }) => !WRITTEN_BY_BOTS.test(title.slice(0, READ_OF_TITLE)));
    const value = [...KINDS.keys()].flatMap((name) => {
      const alike = entries.filter(({ title }) => kindsOf(title).includes(name));
      const hidden = alike.filter((entry) => entry.hidden).length;
      if (hidden < ENOUGH_HIDDEN || hidden < MOST_HIDDEN * alike.length) return [];
      return [{ name, evidence: `${hidden} of ${alike.length} in its last sections` }];
    });
    const evidence = value.map(({ name, evidence: its }) => `${name}: ${its}`).join('; ');
    return value.length === 0 ? null : { value, evidence };
  },
  inWords: (kinds) => kinds.map(({ name }) => name).join(', ') || 'none',
};

/** No longer title is read. */
const READ_OF_TITLE = 256;

/** The classes that a change with the title belongs to. */
export function kindsOf(title: string): readonly string[] {
  return [...KINDS].flatMap(([name, words]) => (words.test(title.slice(0, READ_OF_TITLE)) ? [name] : []));
}
