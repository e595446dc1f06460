import type { Page } from '../connection/page.js';

/** Tags with the commits that they point to. */
export const TAG_FIELDS = /* GraphQL */ `
  fragment TagFields on RefConnection {
    pageInfo { hasNextPage endCursor }
    nodes { name target { ...TaggedCommit ... on Tag { tagger { date } target { ...TaggedCommit } } } }
  }
  fragment TaggedCommit on Commit { oid committedDate }
`;

/** A tag. One with a message has a tagger and points to its commit, or to anything else. */
export interface TagNode {
  readonly name: string;
  readonly target:
    | (TaggedNode & {
        readonly tagger?: { readonly date: string | null } | null;
        readonly target?: TaggedNode | null;
      })
    | null;
}

interface TaggedNode {
  readonly oid?: string;
  readonly committedDate?: string;
}

/** A query for a page of the tags of as many repositories, newest commits first; repositories and pages are variables. */
export function tagsQuery(count: number): string {
  const indices = Array.from({ length: count }, (_, index) => index);
  const variables = indices.map((index) => `$id${index}: ID!, $after${index}: String`).join(', ');
  const aliases = indices.map(
    (index) =>
      `tags${index}: node(id: $id${index}) { ... on Repository { refs(refPrefix: "refs/tags/", first: 50, after: $after${index}, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) { ...TagFields } } }`,
  );
  return `query Tags(${variables}) { ${aliases.join(' ')} } ${TAG_FIELDS}`;
}

export type TagsAnswer = Readonly<Record<string, { readonly refs: Page<TagNode> | null } | null>>;
