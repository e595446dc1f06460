import type { Client } from '../connection/client.js';
import { query } from '../connection/graphql.js';

export const DELETED_COMMENTS = /* GraphQL */ `
  query DeletedComments($ids: [ID!]!) {
    viewer { login }
    nodes(ids: $ids) {
      ... on PullRequest {
        id
        timelineItems(itemTypes: [COMMENT_DELETED_EVENT], last: 50) {
          nodes { ... on CommentDeletedEvent { deletedCommentAuthor { login } } }
        }
      }
    }
  }
`;

interface Answer {
  readonly viewer: { readonly login: string };
  readonly nodes: readonly ({
    readonly id: string;
    readonly timelineItems: {
      readonly nodes:
        | readonly ({
            readonly deletedCommentAuthor: { readonly login: string } | null;
          } | null)[]
        | null;
    };
  } | null)[];
}

/** Node ids among those of the pull requests on which somebody deleted a comment of the bot: it is not wanted there. */
export async function whereBotIsUnwanted(
  client: Client,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { viewer, nodes } = await query<Answer>(client, DELETED_COMMENTS, { ids });
  const own = bare(viewer.login);
  const isOwn = (login: string | undefined) => login !== undefined && bare(login) === own;
  const unwanted = nodes.filter((node) =>
    node?.timelineItems.nodes?.some((event) => isOwn(event?.deletedCommentAuthor?.login)),
  );
  return new Set(unwanted.flatMap((node) => node?.id ?? []));
}

/** An App has its login with and without this ending. */
function bare(login: string): string {
  return login.replace(/\[bot\]$/, '').toLowerCase();
}
