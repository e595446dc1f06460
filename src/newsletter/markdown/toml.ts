import { parse } from 'smol-toml';

/** A table of a TOML document. */
export type TomlTable = Readonly<Record<string, unknown>>;

/** Reads TOML; `null` for a text that is none: which mistake it has is for others to say. */
export function tomlOf(text: string): TomlTable | null {
  try {
    return parse(text);
  } catch {
    // Every caller does without what it cannot read.
    return null;
  }
}

/** The table within a table; `null` where there is another value, or none. */
export function tableIn(table: TomlTable | null, key: string): TomlTable | null {
  return asTable(table?.[key]);
}

/** The value, if it is a table. */
export function asTable(value: unknown): TomlTable | null {
  const isTable =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? (value as TomlTable) : null;
}
