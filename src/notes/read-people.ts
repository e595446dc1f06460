import { type Arguments, cutWord } from './arguments.js';

/** How people are named. */
export const LOGIN_EXAMPLE = '@octocat';

const LOGIN = /^@([a-z\d](?:[a-z\d_-]{0,98}[a-z\d])?(?:\[bot\])?)[,;.:!，、]*$/i;

/** The people that the arguments begin with, each once, and what follows them. Commas and "and" may stand between. */
export function cutLogins(given: Arguments): {
  readonly logins: readonly string[];
  readonly after: Arguments;
} {
  const logins: string[] = [];
  let after = given;
  for (;;) {
    const { word, rest } = cutWord(after);
    const login = LOGIN.exec(word)?.[1];
    const joins = /^(?:and|&)$/i.test(word) && LOGIN.test(cutWord(rest).word);
    if (login === undefined && !joins) return { logins, after };
    if (login !== undefined && !logins.some((other) => isSameLogin(other, login))) logins.push(login);
    after = rest;
  }
}

/** GitHub compares logins without regard to case. */
export function isSameLogin(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
