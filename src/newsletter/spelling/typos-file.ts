import { parse, type TomlTable, type TomlValue } from 'smol-toml';
import type { OwnWords, Verdict } from './spelling.js';

/**
 * The words and identifiers of a settings file of the typos tool: `extend-words` and `extend-identifiers` of
 * `[default]`, where a key that is its own value is right, and one without value is wrong. Nothing of what is not TOML:
 * the tool itself says so.
 */
export function parseTyposFile(text: string | null): OwnWords {
  const defaults = tableAt(tomlOf(text ?? ''), 'default');
  const words = verdictsIn(tableAt(defaults, 'extend-words'));
  return {
    words: new Map([...words].map(([word, verdict]) => [word.toLowerCase(), verdict])),
    identifiers: verdictsIn(tableAt(defaults, 'extend-identifiers')),
  };
}

function tomlOf(text: string): TomlTable {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

function tableAt(table: TomlTable, key: string): TomlTable {
  const value: TomlValue | undefined = table[key];
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) ? value : {};
}

function verdictsIn(table: TomlTable): ReadonlyMap<string, Verdict> {
  return new Map(
    Object.entries(table).flatMap(([key, value]): (readonly [string, Verdict])[] => {
      if (typeof value !== 'string') return [];
      if (value === key) return [[key, 'right']];
      return [[key, value === '' ? [] : [value]]];
    }),
  );
}
