import { parse } from 'smol-toml';

/** Whether the text between the `+++` lines is valid TOML. */
export function isToml(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    // Which mistake it is does not matter: the caller falls back to front matter of its own.
    return false;
  }
}
