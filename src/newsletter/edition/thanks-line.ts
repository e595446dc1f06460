import { asSentenceList, lineFrom, type Markdown, mention, trusted } from '../markdown/markdown.js';

/** `Thanks to [@a](…) and [@b](…) for the review!` `origin` begins the addresses of people. */
export function thanksLine(logins: readonly string[], what: string, origin: string): Markdown {
  const names = asSentenceList(logins.map((login) => mention(login, `${origin}/${login}`)));
  const reason = lineFrom(what);
  return trusted(`Thanks to ${names} for ${reason}${/[.!?]$/.test(reason) ? '' : '!'}`);
}
