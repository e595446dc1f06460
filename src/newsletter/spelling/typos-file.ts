import { type TomlTable, tableIn, tomlOf } from '../markdown/toml.js';
import type { OwnWords, Verdict } from './spelling.js';

/**
 * The words and identifiers of a settings file of the typos tool: `extend-words` and `extend-identifiers` of
 * `[default]`, where a key that is its own value is right, and one without value is wrong. Nothing of what is not TOML:
 * the tool itself says so.
 */
export function parseTyposFile(text: string | null): OwnWords {
  const defaults = tableIn(tomlOf(text ?? ''), 'default');
  const words = verdictsIn(tableIn(defaults, 'extend-words'));
  return {
    words: new Map([...words].map(([word, verdict]) => [word.toLowerCase(), verdict])),
    identifiers: verdictsIn(tableIn(defaults, 'extend-identifiers')),
  };
}

function verdictsIn(table: TomlTable | null): ReadonlyMap<string, Verdict> {
  return new Map(
    Object.entries(table ?? {}).flatMap(([key, value]): (readonly [string, Verdict])[] => {
      if (typeof value !== 'string') return [];
      if (value === key) return [[key, 'right']];
      return [[key, value === '' ? [] : [value]]];
    }),
  );
}
