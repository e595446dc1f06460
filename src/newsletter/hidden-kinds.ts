import type { SectionText } from './earlier-edition.js';

/** A kind of entries, by the beginning of their titles, that the editors always hide in a repository's section. */
export interface HiddenKind {
  /** What a title begins with up to the colon, in lower case: `ci`, `chore(deps)`. */
  readonly prefix: string;
  readonly evidence: string;
}

/** Fewer hidden entries of a kind say nothing: of the recorded ones that were hidden twice, most were shown next. */
const ENOUGH_HIDDEN = 3;

/** The kinds of entries of which the sections (of one repository) hid several and showed none. */
export function learnHiddenKinds(sections: readonly SectionText[]): readonly HiddenKind[] {
  const counts = new Map<string, { hidden: number; shown: number }>();
  for (const { title, hidden } of sections.flatMap(({ entries }) => entries)) {
    const prefix = prefixOf(title);
    if (prefix === null) continue;
    const count = counts.get(prefix) ?? { hidden: 0, shown: 0 };
    counts.set(prefix, {
      hidden: count.hidden + Number(hidden),
      shown: count.shown + Number(!hidden),
    });
  }
  return [...counts].flatMap(([prefix, { hidden, shown }]) =>
    shown === 0 && hidden >= ENOUGH_HIDDEN
      ? [{ prefix, evidence: `all ${hidden} entries in the last ${sections.length} sections are hidden` }]
      : [],
  );
}

/** The kind that a title belongs to, of the kinds given. */
export function kindOf(title: string, kinds: readonly HiddenKind[]): HiddenKind | null {
  const prefix = prefixOf(title);
  return kinds.find((kind) => kind.prefix === prefix) ?? null;
}

/** `ci` of "ci: use the cache", `chore(deps)` of "chore(deps): lock file maintenance". */
function prefixOf(title: string): string | null {
  return (
    /^`?([\w-]+`?(?:\([^)\s]+\))?)!?:\s/.exec(title.slice(0, 100))?.[1]?.replaceAll('`', '').toLowerCase() ??
    null
  );
}
