/**
 * A login, or the name of a repository or a label, in the one spelling by which it is found: GitHub compares these names
 * without regard to case. `NameSet` and `NameMap` find names in any case; a key stands where a name becomes a part of a
 * text or of the state of the bot.
 */
export function nameKey(name: string): string {
  return name.toLowerCase();
}

/** Whether both name the same account, repository or label. */
export function isSameName(left: string | null | undefined, right: string): boolean {
  return left != null && nameKey(left) === nameKey(right);
}

/** Whether both are logins of the same App's bot: GitHub writes `x[bot]` in REST and `x` in some places of GraphQL. */
export function isSameBot(left: string | null | undefined, right: string): boolean {
  const bare = (login: string) => login.replace(/\[bot\]$/i, '');
  return left != null && isSameName(bare(left), bare(right));
}

/** Takes a repository's `nameWithOwner` apart. */
export function splitName(nameWithOwner: string): { readonly owner: string; readonly name: string } {
  const [owner = '', name = ''] = nameWithOwner.split('/');
  return { owner, name };
}

/** Whether the repository is one of the organization's. */
export function isOwnedBy(nameWithOwner: string, organization: string): boolean {
  return isSameName(ownerOf(nameWithOwner), organization);
}

/** The login that a `nameWithOwner`, or what begins with one, begins with. */
export function ownerOf(nameWithOwner: string): string {
  return splitName(nameWithOwner).owner;
}

/** Names, each once, found in any case. Iterates over their keys, in order of their first appearance. */
export class NameSet implements Iterable<string> {
  readonly size: number;
  readonly #keys: ReadonlySet<string>;

  constructor(names: Iterable<string> = []) {
    this.#keys = new Set([...names].map(nameKey));
    this.size = this.#keys.size;
  }

  has(name: string): boolean {
    return this.#keys.has(nameKey(name));
  }

  [Symbol.iterator](): Iterator<string> {
    return this.#keys.values();
  }
}

/** Values by name, found in any case; the last value of a name counts. Iterates over keys and values. */
export class NameMap<Value> implements Iterable<readonly [string, Value]> {
  readonly size: number;
  readonly #values: ReadonlyMap<string, Value>;

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    this.#values = new Map([...entries].map(([name, value]) => [nameKey(name), value]));
    this.size = this.#values.size;
  }

  has(name: string): boolean {
    return this.#values.has(nameKey(name));
  }

  get(name: string): Value | undefined {
    return this.#values.get(nameKey(name));
  }

  values(): readonly Value[] {
    return [...this.#values.values()];
  }

  [Symbol.iterator](): Iterator<readonly [string, Value]> {
    return this.#values.entries();
  }
}

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
