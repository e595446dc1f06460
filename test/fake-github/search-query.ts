/** A search query in parts, each tested against the candidates by its caller. */
export interface SearchQuery {
  readonly words: readonly string[];
  readonly qualifiers: readonly Qualifier[];
  readonly sort: { readonly field: string; readonly isDescending: boolean };
  /** What GitHub does not know and takes for words. */
  readonly unknown: readonly string[];
}

export interface Qualifier {
  readonly name: string;
  readonly value: string;
  readonly isNegated: boolean;
}

/** What nobody outside of GitHub knows of its search, or what changes. */
export interface SearchRules {
  /**
   * Whether an item needs all places that a search names, as in the syntax that GitHub announced to become the only one
   * ("Changes to the issues search API", 2025), or one of them, as today.
   */
  syntax: 'today' | 'advanced';
  /** Characters of a search, all counted. */
  longest: number;
  /** Logins in lower case of accounts by which nothing is found: flagged as spam, or private by choice. */
  readonly hiddenAuthors: Set<string>;
  /** Whether an App's token finds what is in public repositories on which the App is not installed. */
  findsOutsideInstallation: boolean;
}

/** GitHub documents 256 characters without qualifiers; users saw longer searches than some 220, all counted, refused. */
export function createSearchRules(): SearchRules {
  return {
    syntax: 'today',
    longest: Number.POSITIVE_INFINITY,
    hiddenAuthors: new Set(),
    findsOutsideInstallation: true,
  };
}

/** Splits `org:a is:pr -repo:a/b label:"good first issue" words sort:created-asc`. */
export function parseSearch(query: string, known: readonly string[]): SearchQuery {
  const words: string[] = [];
  const unknown: string[] = [];
  const qualifiers: Qualifier[] = [];
  let sort = { field: 'created', isDescending: true };
  for (const [part] of query.matchAll(/(?:"[^"]*"|[^\s"])+/g)) {
    const [, minus, name = '', text = ''] = /^(-?)([a-z-]+):(.+)$/is.exec(part) ?? [];
    const value = text.replaceAll('"', '');
    if (name === 'sort') {
      const [field = '', direction] = value.split(/-(?=asc$|desc$)/);
      sort = { field, isDescending: direction !== 'asc' };
    } else if (known.includes(name.toLowerCase())) {
      qualifiers.push({ name: name.toLowerCase(), value, isNegated: minus === '-' });
    } else {
      words.push(part.replaceAll('"', '').toLowerCase());
      if (name !== '') unknown.push(part);
    }
  }
  return { words, qualifiers, sort, unknown };
}

/**
 * Whether a time is in a range as GitHub writes it: `a..b`, `>a`, `>=a`, `<a`, `<=a`, `a`, with `*` for an open end.
 * A plain date means its whole day, in UTC.
 */
export function isInRange(time: string | null, range: string): boolean {
  if (time === null) return false;
  const [, operator = '', rest = ''] = /^(>=|<=|>|<)?(.*)$/s.exec(range) ?? [];
  const [from = '', to = from] = rest.split('..');
  const at = Date.parse(time);
  const start = from === '*' ? Number.NEGATIVE_INFINITY : startOf(from);
  const end = to === '*' ? Number.POSITIVE_INFINITY : endOf(to);
  if (operator === '>=') return at >= start;
  if (operator === '>') return at > endOf(from);
  if (operator === '<=') return at <= endOf(from);
  if (operator === '<') return at < start;
  return at >= start && at <= end;
}

function startOf(text: string): number {
  return Date.parse(isDate(text) ? `${text}T00:00:00Z` : text);
}

/** Search knows seconds: the last moment of a day, or of the second that was given. */
function endOf(text: string): number {
  return Date.parse(isDate(text) ? `${text}T23:59:59.999Z` : text);
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
