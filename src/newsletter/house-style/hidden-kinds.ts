import type { SectionText } from './earlier-edition.js';

/** A kind of entries, by the beginning of their titles, that the editors hide in a repository's section. */
export interface HiddenKind {
  /** What a title begins with up to the colon, in lower case: `ci`, `chore(deps)`. */
  readonly prefix: string;
  readonly evidence: string;
}

/** Fewer hidden entries of a kind say nothing: of the recorded ones that were hidden twice, most were shown next. */
const ENOUGH_HIDDEN = 3;

/**
 * The kinds of entries that the sections (of one repository, latest first) have taken to hiding: several since one was
 * last shown. So the editors' present habit counts, whatever it was before.
 */
export function learnHiddenKinds(sections: readonly SectionText[]): readonly HiddenKind[] {
  const hidden = new Map<string, number>();
  const shown = new Set<string>();
  for (const { entries } of sections) {
    const kinds = entries.map((entry) => ({ isHidden: entry.hidden, prefix: prefixOf(entry.title) }));
    for (const { isHidden, prefix } of kinds) if (prefix !== null && !isHidden) shown.add(prefix);
    for (const { prefix } of kinds)
      if (prefix !== null && !shown.has(prefix)) hidden.set(prefix, (hidden.get(prefix) ?? 0) + 1);
  }
  return [...hidden].flatMap(([prefix, count]) =>
    count < ENOUGH_HIDDEN
      ? []
      : [
          {
            prefix,
            evidence: shown.has(prefix)
              ? `the last ${count} entries are hidden`
              : `all ${count} entries in the last ${sections.length} sections are hidden`,
          },
        ],
  );
}

/** The kind that a title belongs to, of the kinds given. */
export function kindOf(title: string, kinds: readonly HiddenKind[]): HiddenKind | null {
  const prefix = prefixOf(title);
  return kinds.find((kind) => kind.prefix === prefix) ?? null;
}

/** `ci` of "ci: use the cache", `chore(deps)` of "chore(deps): lock file maintenance", `nix/niv` of "nix/niv: update". */
function prefixOf(title: string): string | null {
  return (
    /^`?([\w/-]+`?(?:\([^)\s]+\))?)!?:\s/.exec(title.slice(0, 100))?.[1]?.replaceAll('`', '').toLowerCase() ??
    null
  );
}
