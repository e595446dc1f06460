/** A login with an underscore is one of an enterprise's managed users. */
const MENTION = /\[`?@([A-Za-z0-9][A-Za-z0-9_-]*)`?\]/g;

/** The logins of the people whom a text names by links, as editions write them: `[@login](…)`. In order, as written. */
export function loginsIn(text: string): readonly string[] {
  return [...text.matchAll(MENTION)].map(([, login = '']) => login);
}
