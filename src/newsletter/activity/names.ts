/** Whether both name the same account or repository: GitHub compares their names without regard to case. */
export function isSameName(left: string | null | undefined, right: string): boolean {
  return left?.toLowerCase() === right.toLowerCase();
}

/** Names of accounts or repositories, found in any case. */
export class NameSet {
  readonly #keys: ReadonlySet<string>;

  constructor(names: Iterable<string>) {
    this.#keys = new Set([...names].map((name) => name.toLowerCase()));
  }

  has(name: string): boolean {
    return this.#keys.has(name.toLowerCase());
  }
}
