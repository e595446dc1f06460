import type { Log } from './client.js';
import type { GraphqlError } from './errors.js';
import {
  anyPartOf,
  askForLess,
  type GraphqlAnswer,
  type GraphqlClient,
  operationOf,
  type Page,
  type PageLimits,
  pageSizeOf,
  type Variables,
} from './graphql.js';

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
  variables(item: Item): Variables;
  /** Types of the variables that all items share. */
  readonly shared?: Readonly<Record<string, string>>;
  /** Fragments that the fields use. */
  readonly fragments?: string;
  /** Items in one request. */
  readonly limits: PageLimits;
  /** Whether GitHub may refuse a field that its schema promises, as it does with searches: it answers nothing then. */
  readonly mayBeRefused?: boolean;
}

/** What GitHub answered about an item. */
export interface ItemAnswer<Item, Data> {
  readonly item: Item;
  /** `null` where GitHub gave nothing. */
  readonly data: Data | null;
  /** The errors of this item, and those of the whole answer that it came with. */
  readonly errors: readonly GraphqlError[];
}

/** Asks about all the items, in their order. Answers may be partial. `shared`: values of the variables that all share. */
export async function queryEach<Item, Data extends object>(
  client: GraphqlClient,
  batch: BatchQuery<Item>,
  items: readonly Item[],
  log: Log,
  shared: Variables = {},
): Promise<readonly ItemAnswer<Item, Data>[]> {
  if (items.length === 0) return [];
  const send = (asked: readonly Item[], request: object) =>
    anyPartOf<Readonly<Record<string, Data | null | undefined>>>(
      client,
      batchDocument(batch, asked),
      { ...shared, ...batchVariables(batch, asked), request },
      batch.mayBeRefused,
    );
  const answers = await askInBatches(client, batch, items, send, log);
  return answers.flatMap(({ asked, data, errors }) => {
    const aliases = asked.map((_, index) => `${batch.alias}${index}`);
    const ofNone = errors.filter(({ path }) => !aliases.includes(String(path?.[0])));
    return asked.map((item, index) => {
      const alias = aliases[index] ?? '';
      const own = errors.filter(({ path }) => path?.[0] === alias);
      return { item, data: data[alias] ?? null, errors: [...ofNone, ...own] };
    });
  });
}

/** Asks like `queryEach`, then about the items that `next` makes of each answer, until there are none. */
export async function queryOn<Item, Data extends object>(
  client: GraphqlClient,
  batch: BatchQuery<Item>,
  items: readonly Item[],
  next: (answer: ItemAnswer<Item, Data>) => readonly Item[],
  log: Log,
): Promise<void> {
  let open = items;
  while (open.length > 0) open = (await queryEach<Item, Data>(client, batch, open, log)).flatMap(next);
}

/** What the nodes of these ids are, in any order. The document takes them as `$ids`, and calls the list `nodes`. */
export async function queryNodes<Node>(
  client: GraphqlClient,
  { document, limits }: { readonly document: string; readonly limits: PageLimits },
  ids: readonly string[],
  log: Log,
  variables: Variables = {},
): Promise<GraphqlAnswer<readonly Node[]>> {
  if (ids.length === 0) return { data: [], errors: [] };
  const batch = { operation: operationOf(document), limits };
  const send = (asked: readonly string[], request: object) =>
    anyPartOf<Partial<Pick<Page<Node>, 'nodes'>>>(client, document, { ...variables, ids: asked, request });
  const answers = await askInBatches(client, batch, ids, send, log);
  return {
    data: answers.flatMap(({ data }) => data.nodes ?? []),
    errors: answers.flatMap(({ errors }) => errors),
  };
}

/** Asks about all the items in their order, as many at once as GitHub can answer for. */
async function askInBatches<Item, Data extends object>(
  client: GraphqlClient,
  { operation, limits }: Pick<BatchQuery<Item>, 'operation' | 'limits'>,
  items: readonly Item[],
  send: (asked: readonly Item[], request: object) => Promise<GraphqlAnswer<Data>>,
  log: Log,
): Promise<readonly (GraphqlAnswer<Data> & { readonly asked: readonly Item[] })[]> {
  const size = pageSizeOf(client, operation, limits);
  const answers = [];
  for (let start = 0; start < items.length; ) {
    let asked: readonly Item[] = [];
    const sendSome = (count: number, request: object) => {
      asked = items.slice(start, start + count);
      return send(asked, request);
    };
    const answer = await askForLess(size, items.length - start, sendSome, log);
    answers.push({ ...answer, asked });
    start += asked.length;
  }
  return answers;
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
export function batchVariables<Item>({ variables }: BatchQuery<Item>, items: readonly Item[]): Variables {
  return Object.fromEntries(
    items.flatMap((item, index) =>
      Object.entries(variables(item)).map(([name, value]) => [`${name}${index}`, value] as const),
    ),
  );
}
