/** What GitHub allows as a login, and the `[bot]` of an App's; the underscore is that of managed enterprise users. */
const LOGIN = /^[a-z\d][a-z\d_-]{0,99}(?:\[bot\])?$/iu;

const OWNER = /^[a-z\d][a-z\d_-]{0,99}$/iu;
const REPOSITORY = /^[\w.-]{1,100}$/u;
const RESERVED_REPOSITORIES = new Set(['.', '..', '__proto__']);

export function isLogin(text: string): boolean {
  return LOGIN.test(text);
}

/** A login, or a team as `organization/team`. */
export function isMentionable(text: string): boolean {
  const [owner = '', team, ...rest] = text.split('/');
  if (team === undefined) return isOwner(text);
  return rest.length === 0 && isOwner(owner) && /^[a-z\d][\w-]{0,99}$/iu.test(team);
}

/** `owner`, as of an organization. */
export function isOwner(text: string): boolean {
  return OWNER.test(text);
}

/** `owner/name` */
export function isNameWithOwner(text: string): boolean {
  const [owner = '', name = '', ...rest] = text.split('/');
  return rest.length === 0 && isOwner(owner) && isRepository(name);
}

/** `name` or `owner/name` */
export function isRepositoryName(text: string): boolean {
  return text.includes('/') ? isNameWithOwner(text) : isRepository(text);
}

function isRepository(text: string): boolean {
  return REPOSITORY.test(text) && !RESERVED_REPOSITORIES.has(text);
}
