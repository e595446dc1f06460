import { GraphqlResponseError } from '@octokit/graphql';
import { RequestError } from '@octokit/request-error';
import { LRUCache } from 'lru-cache';
import { NOT_GITHUB } from '../../replies/problems.js';
import type { Client, Log } from './client.js';
import { ActionNeeded, type GraphqlError, isTooMuch, isTooMuchAsked } from './errors.js';

/*
 * The ways to ask GitHub's GraphQL API:
 *
 *   query        one question
 *   pages        one list, page by page; `partialPages` where a part is worth having
 *   queryEach    the same question about many things, some in each request (batch-query.ts)
 *   queryOn      the same, and again for whatever goes on after an answer
 *   queryNodes   many things by their node ids
 *   remember     what can change no more, once as long as the client lives
 *
 * The lists and batches ask for as much in one request as GitHub can answer: less after a timeout or a resource limit, more
 * while answers come fast. docs/decisions/7-one-way-to-page.md says why the official pagination plugin is not used.
 */

export type GraphqlClient = Pick<Client, 'graphql'>;
export type Variables = Readonly<Record<string, unknown>>;

/** An answer that may be partial: where `errors` has a path, `data` has `null`. */
export interface GraphqlAnswer<Data> {
  readonly data: Data;
  readonly errors: readonly GraphqlError[];
}

/** One page of a list, as `query` and `partialQuery` give it: without nodes that could not be read. */
export interface Page<Node> {
  /** `endCursor`: after which the list goes on; `null` at its end. */
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  /** `null`: GitHub does not show them. */
  readonly nodes: readonly Node[] | null;
  /** The length of the list, where it was asked for. */
  readonly totalCount?: number;
}

/**
 * Asks one question whose answer must be whole, since what is written depends on it. Any error in the answer is thrown as
 * `GraphqlResponseError`, a failure of the request as `RequestError`.
 */
export async function query<Data extends object>(
  client: GraphqlClient,
  document: string,
  variables: Variables,
): Promise<Data> {
  const data = await client.graphql<unknown>(document, variables);
  if (isObject(data)) return tidied(data) as Data;
  throw new ActionNeeded(NOT_GITHUB);
}

/** Asks one question, like `query`, but returns a partial answer with its errors. */
export async function partialQuery<Data extends object>(
  client: GraphqlClient,
  document: string,
  variables: Variables,
): Promise<GraphqlAnswer<Data>> {
  try {
    return { data: await query<Data>(client, document, variables), errors: [] };
  } catch (error) {
    const { data, errors = [] } = answerIn(error);
    if (!isObject(data)) throw error;
    return { data: tidied(data) as Data, errors };
  }
}

/** The answer with its pages as `Page` has them, so that nobody else looks for what is missing. */
function tidied(answer: object): object {
  for (const value of Object.values(answer)) if (isObject(value)) tidied(value);
  const page = answer as {
    nodes?: unknown;
    pageInfo?: { hasNextPage?: boolean; endCursor?: unknown } | null;
  };
  if (Array.isArray(page.nodes)) page.nodes = page.nodes.filter((node) => node !== null);
  if (page.pageInfo?.hasNextPage === false) page.pageInfo.endCursor = null;
  return answer;
}

/** The sizes between which a page may grow and shrink, and the one that it begins with. */
export interface PageLimits {
  readonly first: number;
  readonly largest: number;
  readonly smallest: number;
}

/** A list that is read page by page. */
export interface ListQuery<Data, Node> {
  /** Has one named operation; `$first` and `$after` are the variables of its page. */
  readonly document: string;
  /** Nodes of a page. */
  readonly limits?: PageLimits;
  /** Whether GitHub may refuse the list although its schema promises it, as with a search: it answers nothing then. */
  readonly mayBeRefused?: boolean;
  /** Where an answer has the list; `null`: GitHub shows none. */
  pageIn(data: Data): Page<Node> | null | undefined;
}

/** Nodes of a page of a light list. */
const A_PAGE: PageLimits = { first: 50, largest: 100, smallest: 5 };

/** Asks for one page: `first` nodes of whatever lists the document has. The answer must be whole: see `query`. */
export async function pageQuery<Data extends object>(
  client: GraphqlClient,
  document: string,
  variables: Variables,
  limits = A_PAGE,
): Promise<Data> {
  const size = pageSizeOf(client, operationOf(document), limits);
  const send = async (first: number, request: object) => ({
    data: await query<Data>(client, document, { ...variables, first, request }),
    errors: [],
  });
  return (await askForLess(size, Number.POSITIVE_INFINITY, send)).data;
}

/** The pages of a list, each asked for when the one before it is used up. Each answer must be whole: see `query`. */
export async function* pages<Data extends object, Node>(
  client: GraphqlClient,
  { document, limits, pageIn }: ListQuery<Data, Node>,
  variables: Variables,
  after: string | null = null,
): AsyncGenerator<{ readonly data: Data; readonly nodes: readonly Node[] }, void> {
  let cursor = after;
  do {
    const data: Data = await pageQuery<Data>(client, document, { ...variables, after: cursor }, limits);
    const page = pageIn(data);
    yield { data, nodes: page?.nodes ?? [] };
    cursor = page?.pageInfo.endCursor ?? null;
  } while (cursor !== null);
}

/** The nodes of a list, page by page, whose `first` page came along with another answer. */
export async function* pagesFrom<Data extends object, Node>(
  client: GraphqlClient,
  first: Page<Node> | null | undefined,
  list: ListQuery<Data, Node>,
  variables: Variables,
): AsyncGenerator<readonly Node[], void> {
  yield first?.nodes ?? [];
  const after = first?.pageInfo.endCursor ?? null;
  if (after === null) return;
  for await (const { nodes } of pages(client, list, variables, after)) yield nodes;
}

/**
 * Like `pages`, but an answer may be partial, and is empty where GitHub refuses even the smallest page. Where the list says
 * how long it is, no more is asked for than is left, since GitHub charges for what a page may hold.
 */
export async function* partialPages<Data extends object, Node>(
  client: GraphqlClient,
  { document, limits = A_PAGE, mayBeRefused = false, pageIn }: ListQuery<Data, Node>,
  variables: Variables,
  log: Log,
): AsyncGenerator<GraphqlAnswer<Data> & { readonly nodes: readonly Node[] }, void> {
  const size = pageSizeOf(client, operationOf(document), limits);
  let after: string | null = null;
  let left = Number.POSITIVE_INFINITY;
  let seen = 0;
  do {
    const page: Variables = { ...variables, after };
    const answer: GraphqlAnswer<Data> = await askForLess<Data>(
      size,
      left,
      (first, request) => anyPartOf<Data>(client, document, { ...page, first, request }, mayBeRefused),
      log,
    );
    const list = pageIn(answer.data);
    yield { ...answer, nodes: list?.nodes ?? [] };
    after = list?.pageInfo.endCursor ?? null;
    seen += list?.nodes?.length ?? 0;
    left = list?.totalCount === undefined ? left : list.totalCount - seen;
  } while (after !== null);
}

/**
 * Sends a request for as much as GitHub can answer, `most` at most. After a timeout, or an answer that GitHub's resource
 * limits cut, it asks for half. The smallest request is repeated as the client does, and its answer is taken although it
 * may be partial; its failure is thrown.
 */
export async function askForLess<Data extends object>(
  size: PageSize,
  most: number,
  send: (count: number, request: object) => Promise<GraphqlAnswer<Data>>,
  log?: Log,
): Promise<GraphqlAnswer<Data>> {
  for (;;) {
    const count = most < 1 ? size.now() : Math.min(size.now(), most);
    const isSmallest = count <= size.smallest;
    const start = performance.now();
    let trouble: readonly Pick<GraphqlError, 'type'>[];
    try {
      const answer = await send(count, isSmallest ? {} : { retries: 0 });
      trouble = answer.errors.filter(isTooMuchAsked);
      const isGood = trouble.length === 0;
      // A short request says nothing of what a long one takes.
      if (isGood && count === size.now()) size.answered(performance.now() - start);
      if (isSmallest || isGood) return answer;
    } catch (error) {
      if (isSmallest || !isTooMuch(error)) throw error;
      trouble = error instanceof GraphqlResponseError ? (error.errors ?? []) : [];
    }
    log?.info(`GitHub could not answer for ${count} at once; asking for fewer.`);
    // A limit has a type, other than a timeout, and is the same next time.
    const isRefused = trouble.some(({ type }) => type !== undefined);
    size.shrink(count, isRefused);
  }
}

/**
 * As much as GitHub answers. It is an answer without any field where GitHub's resource limits leave nothing, or where it
 * refuses what may be refused: the same request would fail in every run, and a gap is better than no edition.
 */
export async function anyPartOf<Data extends object>(
  client: GraphqlClient,
  document: string,
  variables: Variables,
  mayBeRefused = false,
): Promise<GraphqlAnswer<Data>> {
  try {
    return await partialQuery<Data>(client, document, variables);
  } catch (error) {
    if (!(error instanceof GraphqlResponseError)) throw error;
    const errors: readonly GraphqlError[] = error.errors ?? [];
    const isLimited = errors.some((each) => each.type !== undefined && isTooMuchAsked(each));
    const isRefused = mayBeRefused && errors.every(({ path }) => path !== undefined) && !isTooMuch(error);
    if (isLimited || (isRefused && errors.length > 0)) return { data: {} as Data, errors };
    throw error;
  }
}

/** The answer that an error stands for. The client makes a failed request of an answer that says "went wrong". */
function answerIn(error: unknown): Partial<GraphqlAnswer<unknown>> {
  if (error instanceof GraphqlResponseError) return { data: error.data, errors: error.errors ?? [] };
  const answer = error instanceof RequestError && error.response?.status === 200 ? error.response.data : null;
  return isObject(answer) ? answer : {};
}

export function operationOf(document: string): string {
  return /\bquery\s+(\w+)/.exec(document)?.[1] ?? document;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** How much is asked for at once. GitHub ends a query after about ten seconds, or earlier when it costs too much. */
export interface PageSize {
  readonly now: () => number;
  readonly smallest: number;
  /** GitHub could not answer for so much: ask for half of that. By its resource limits it refuses the same each time. */
  readonly shrink: (asked: number, isRefused?: boolean) => void;
  /** GitHub answered in so many milliseconds: ask for twice as much, once several fast answers came in a row. */
  readonly answered: (milliseconds: number) => void;
}

/** Fast answers in a row after which more is asked for. */
const CONFIDENCE = 2;
/** The most that this number grows to, while larger pages keep failing. */
const MOST_CONFIDENCE = 256;
/** Milliseconds. A page of twice the size takes about twice the time, and must stay far from GitHub's limit. */
const FAST = 2500;

/**
 * A size that a page failed with is tried again after twice as many answers each time, since a timeout may be over soon,
 * and hardly ever where GitHub's resource limits refused it: they refuse the same page again and again.
 */
export function createPageSize({ first, largest, smallest }: PageLimits): PageSize {
  let size = Math.min(first, largest);
  let confidence = CONFIDENCE;
  let fastAnswers = 0;
  let failedSize = Number.POSITIVE_INFINITY;
  return {
    now: () => size,
    smallest,
    shrink(asked, isRefused = false) {
      failedSize = asked;
      confidence = isRefused ? MOST_CONFIDENCE : Math.min(MOST_CONFIDENCE, confidence * 2);
      size = Math.max(smallest, Math.ceil(asked / 2));
      fastAnswers = 0;
    },
    answered(milliseconds) {
      if (size >= failedSize) {
        failedSize = Number.POSITIVE_INFINITY;
        confidence = CONFIDENCE;
      }
      fastAnswers = milliseconds <= FAST ? fastAnswers + 1 : 0;
      if (fastAnswers < confidence) return;
      size = Math.min(largest, size * 2);
      fastAnswers = 0;
    },
  };
}

/** The size of a query's pages: what a server learned in one run holds in the next. */
export function pageSizeOf(client: GraphqlClient, operation: string, limits: PageLimits): PageSize {
  return recall(client, `page size of ${operation}`, () => createPageSize(limits));
}

/*
 * What is remembered from one run to the next, as long as the client lives: at most fifty answers that can change no more,
 * people's access for two minutes (`createWriteAccess`), and a page size for each query. Every run comes to the same
 * result without it.
 */

/** Answers that are kept. The one that was not used for the longest time goes first. */
const MOST_ANSWERS = 50;

const memories = new WeakMap<Pick<Client, 'graphql'>, Map<string, unknown>>();

/** What is known under this name; it is made the first time. */
export function recall<Value>(client: Pick<Client, 'graphql'>, name: string, make: () => Value): Value {
  const memory = memories.get(client) ?? new Map<string, unknown>();
  memories.set(client, memory);
  if (!memory.has(name)) memory.set(name, make());
  return memory.get(name) as Value;
}

/**
 * Asks GitHub once, as long as the client lives, for what can change no more: files by commit, the commits of a merged
 * pull request, what was merged in the past. `question` has all that the answer depends on. An answer that is not
 * `isWhole` is asked for again.
 */
export async function remember<Answer>(
  client: Client,
  question: readonly unknown[],
  ask: () => Promise<Answer>,
  isWhole: (answer: Answer) => boolean = () => true,
): Promise<Answer> {
  const answers = recall(
    client,
    'answers',
    () => new LRUCache<string, { answer: unknown }>({ max: MOST_ANSWERS }),
  );
  const key = JSON.stringify(question);
  const known = answers.get(key);
  if (known !== undefined) return known.answer as Answer;
  const answer = await ask();
  if (isWhole(answer)) answers.set(key, { answer });
  return answer;
}
