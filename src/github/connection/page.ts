/** A list of GraphQL, one page of it. Nodes that could not be read are `null`. */
export interface Page<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly (Node | null)[] | null;
}
