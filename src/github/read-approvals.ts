import { approvalsIn, boxesIn, type StatusVersion } from '../notes/approvals.js';
import type { Approval } from '../notes/note-sources.js';
import type { Client } from './client.js';
import type { ReadComment } from './conversation.js';
import { query } from './graphql.js';
import type { Page } from './pull-request-query.js';

export const COMMENT_EDITS = /* GraphQL */ `
  query CommentEdits($id: ID!, $after: String) {
    node(id: $id) {
      ... on IssueComment {
        userContentEdits(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { editor { login } diff }
        }
      }
    }
  }
`;

/** What GitHub calls a diff is the whole text after the edit; `null` where a person erased it. */
interface EditNode {
  readonly editor: { readonly login: string } | null;
  readonly diff: string | null;
}

interface Answer {
  /** `null`: it was deleted meanwhile. */
  readonly node: { readonly userContentEdits?: Page<EditNode> | null } | null;
}

/** What people ticked in the bot's status comment, by its edit history: so nobody can tick in another's name. */
export async function readApprovals(client: Client, status: ReadComment): Promise<readonly Approval[]> {
  if (!status.isEdited || boxesIn(status.body).length === 0) return [];
  const edits: EditNode[] = [];
  let after: string | null = null;
  do {
    const { node }: Answer = await query<Answer>(client, COMMENT_EDITS, { id: status.id, after });
    const page: Page<EditNode> | null = node?.userContentEdits ?? null;
    edits.push(...(page?.nodes ?? []).filter((edit) => edit !== null));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
  const versions = edits.reverse().flatMap((edit): readonly StatusVersion[] => {
    const login = edit.editor?.login ?? null;
    return edit.diff === null ? [] : [{ login, isOwn: login === status.login, body: edit.diff }];
  });
  return approvalsIn(versions);
}
