/** The sizes between which a page may grow and shrink, and the one that it begins with. */
export interface PageLimits {
  readonly first: number;
  readonly largest: number;
  readonly smallest: number;
}

/** The same question about many things: one field of the query for each, under an alias of its own. */
export interface BatchQuery<Item> {
  /** The name of the query. */
  readonly operation: string;
  /** What the aliases begin with: that of the first item is `alias0`. Texts of gaps show them. */
  readonly alias: string;
  /** The field of an item, with its variables, such as `node(id: $id) { … }`. */
  readonly field: string | ((item: Item) => string);
  /** The GraphQL type of each of the item's variables. */
  readonly types: Readonly<Record<string, string>>;
  variables(item: Item): Readonly<Record<string, unknown>>;
  /** Types of the variables that all items share. */
  readonly shared?: Readonly<Record<string, string>>;
  /** Fragments that the fields use. */
  readonly fragments?: string;
  /** Items in one request. */
  readonly limits: PageLimits;
  /** Whether GitHub may refuse a field that its schema promises, as it does with searches: it answers nothing then. */
  readonly mayBeRefused?: boolean;
}

/** The query for these items. What is asked for are variables, never text of the query. */
export function batchDocument<Item>(
  { operation, alias, field, types, shared = {}, fragments = '' }: BatchQuery<Item>,
  items: readonly Item[],
  kind: 'query' | 'mutation' = 'query',
): string {
  const declared = Object.entries(shared).map(([name, type]) => `$${name}: ${type}`);
  const fields = items.map((item, index) => {
    const used = new Set<string>();
    const text = (typeof field === 'string' ? field : field(item)).replace(/\$(\w+)/g, (variable, name) => {
      if (types[name] === undefined) return variable;
      used.add(`$${name}${index}: ${types[name]}`);
      return `${variable}${index}`;
    });
    declared.push(...used);
    return `${alias}${index}: ${text}`;
  });
  return `${kind} ${operation}(${declared.join(', ')}) { ${fields.join('\n')} }\n${fragments}`;
}

/** The variables of `batchDocument` for these items. */
export function batchVariables<Item>(
  { variables }: BatchQuery<Item>,
  items: readonly Item[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    items.flatMap((item, index) =>
      Object.entries(variables(item)).map(([name, value]) => [`${name}${index}`, value] as const),
    ),
  );
}
