import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** What a query costs before it is run, by GitHub's "Rate limits and query limits for the GraphQL API". */
export interface RequestSize {
  /** Nodes that the query may return at most. */
  readonly nodes: number;
  /** Points that it takes off the rate limit. */
  readonly cost: number;
  /** The longest of the lists that are in no other list: the largest page, the number of ids, or of fields. */
  readonly items: number;
  /** Fields of the query itself, such as aliases for many things of one kind. */
  readonly fields: number;
}

/** A selection within the objects that its parents may come to. */
interface Place {
  readonly type: GraphQLNamedType | undefined;
  readonly parents: number;
  readonly isInList: boolean;
}

/**
 * Multiplies the page sizes of nested connections, and counts the requests that all of them take: one for each
 * connection of each parent. A hundred of these are a point; every query costs one at least. The documentation does not
 * say how `nodes(ids:)` counts; here each id is a parent.
 */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
): RequestSize {
  const variables = { ...defaultsOf(operation), ...given };
  const fields = operation.selectionSet.selections.length;
  const total = { nodes: 0, requests: 0, items: fields };
  const visit = (selections: readonly SelectionNode[], place: Place): void => {
    for (const selection of selections) {
      if (isLeftOut(selection.directives ?? [], variables)) continue;
      if (selection.kind === Kind.FIELD) visitField(selection, place);
      else visitFragment(selection, place);
    }
  };
  const visitFragment = (selection: Exclude<SelectionNode, FieldNode>, place: Place): void => {
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
          );
    if (fragment === undefined || !('typeCondition' in fragment) || !('selectionSet' in fragment)) return;
    const condition = fragment.typeCondition?.name.value;
    const type = condition === undefined ? place.type : schema.getType(condition);
    visit(fragment.selectionSet?.selections ?? [], { ...place, type });
  };
  const visitField = (field: FieldNode, { type, parents, isInList }: Place): void => {
    const fieldType = typeOf(type, field);
    const isConnection = fieldType?.name.endsWith('Connection') === true;
    const size = isConnection ? pageSizeOf(field, variables) : idsOf(field, variables)?.length;
    if (isConnection) total.requests += parents;
    total.nodes += parents * (size ?? 0);
    if (!isInList) total.items = Math.max(total.items, size ?? 0);
    visit(field.selectionSet?.selections ?? [], {
      type: fieldType,
      parents: parents * (size ?? 1),
      isInList: isInList || size !== undefined,
    });
  };
  visit(operation.selectionSet.selections, {
    type: schema.getRootType(operation.operation) ?? undefined,
    parents: 1,
    isInList: false,
  });
  const { nodes, requests, items } = total;
  return { nodes, items, fields, cost: Math.max(1, Math.round(requests / 100)) };
}

function typeOf(parent: GraphQLNamedType | undefined, field: FieldNode): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const definition = parent.getFields()[field.name.value];
  return definition && getNamedType(definition.type);
}

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

function isLeftOut(directives: readonly DirectiveNode[], variables: Variables): boolean {
  return directives.some(({ name, arguments: given = [] }) => {
    const condition = given.find((argument) => argument.name.value === 'if');
    const value = condition && readValue(condition.value, variables);
    return (name.value === 'skip' && value === true) || (name.value === 'include' && value === false);
  });
}

function pageSizeOf(field: FieldNode, variables: Variables): number | undefined {
  const argument = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last');
  const value = argument && readValue(argument.value, variables);
  return typeof value === 'number' ? value : undefined;
}

function idsOf(field: FieldNode, variables: Variables): readonly unknown[] | undefined {
  const argument = field.arguments?.find(({ name }) => name.value === 'ids');
  const value = argument && readValue(argument.value, variables);
  return Array.isArray(value) ? value : undefined;
}

function readValue(value: ValueNode, variables: Variables): unknown {
  return valueFromASTUntyped(value, variables);
}
