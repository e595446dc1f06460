import {
  type DocumentNode,
  type FieldNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionNode,
} from 'graphql';
import type { RequestSize } from './graphql-size.js';
import { Refusal } from './refusal.js';

/** What a query may ask for, by GitHub's "Rate limits and query limits for the GraphQL API". */
const maximumNodes = 500_000;
const maximumPage = 100;

export function nodeLimitRefusal({ nodes }: RequestSize): Refusal | undefined {
  if (nodes <= maximumNodes) return undefined;
  const requested = `This query requests up to ${nodes.toLocaleString('en-US')} possible nodes`;
  const message = `${requested} which exceeds the maximum limit of ${maximumNodes.toLocaleString('en-US')}.`;
  return new Refusal(200, 'MAX_NODE_LIMIT_EXCEEDED', message);
}

/** Throws if a connection's nodes are asked for without a page size, or with one that is too large. */
export function requirePageSize(info: GraphQLResolveInfo, args: Readonly<Record<string, unknown>>): void {
  const name = info.fieldName;
  for (const argument of ['first', 'last'] as const) {
    const size = args[argument];
    if (typeof size !== 'number') continue;
    if (size >= 0 && size <= maximumPage) return;
    const problem =
      size < 0
        ? `\`${argument}\` on the \`${name}\` connection cannot be less than zero.`
        : `Requesting ${size} records on the \`${name}\` connection exceeds the \`${argument}\` limit of ${maximumPage} records.`;
    throw new Refusal(200, size < 0 ? 'INVALID_PAGINATION' : 'EXCESSIVE_PAGINATION', problem);
  }
  if (!asksForNodes(info)) return;
  const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
  throw new Refusal(200, 'MISSING_PAGINATION_BOUNDARIES', message);
}

/** A connection of which only the count is wanted needs no page size. */
function asksForNodes(info: GraphQLResolveInfo): boolean {
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: Object.values(info.fragments) };
  const selections = info.fieldNodes.flatMap((field) => field.selectionSet?.selections ?? []);
  return fieldsOf(document, selections).some(({ name }) => name.value === 'nodes' || name.value === 'edges');
}

/** The fields selected, those of fragments too. */
function fieldsOf(document: DocumentNode, selections: readonly SelectionNode[]): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(document, selection.selectionSet.selections);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value,
    );
    return fragment && 'selectionSet' in fragment && fragment.selectionSet
      ? fieldsOf(document, fragment.selectionSet.selections)
      : [];
  });
}
