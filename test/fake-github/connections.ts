import { type Arguments, type Context, numberArgument, textArgument } from './fields.js';
import { Refusal } from './refusal.js';

/** A page of nodes, as every GraphQL connection has it. */
export interface Connection<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** The page of `all` that the arguments ask for; never more than the world's page size, nor beyond `limit`. */
export function connectionOf<Node>(
  all: readonly Node[],
  args: Arguments,
  context: Context,
  limit = Number.POSITIVE_INFINITY,
): Connection<Node> {
  const available = Math.min(all.length, limit);
  const [start, end] = rangeOf(available, args, context.world.pageSize);
  const nodes = all.slice(start, end);
  const edges = nodes.map((node, index) => ({ node, cursor: encodeCursor(start + index + 1) }));
  return {
    totalCount: all.length,
    nodes,
    edges,
    pageInfo: {
      hasNextPage: end < available,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function rangeOf(length: number, args: Arguments, pageSize: number): readonly [number, number] {
  const after = textArgument(args, 'after');
  const before = textArgument(args, 'before');
  const from = after === undefined ? 0 : Math.min(decodeCursor(after), length);
  const to = before === undefined ? length : Math.max(from, Math.min(decodeCursor(before) - 1, length));
  const first = numberArgument(args, 'first');
  const last = numberArgument(args, 'last');
  if (first === undefined && last !== undefined) {
    return [Math.max(from, to - Math.min(last, pageSize)), to];
  }
  return [from, Math.min(to, from + Math.min(first ?? 0, pageSize))];
}

function encodeCursor(position: number): string {
  return Buffer.from(`cursor:v2:${position}`).toString('base64');
}

function decodeCursor(cursor: string): number {
  const position = /^cursor:v2:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (position !== undefined) return Number(position);
  throw new Refusal(200, 'INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
}
