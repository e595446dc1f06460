import { approvalsFrom, type CommentVersion } from '../../notes/approvals.js';
import type { Approval } from '../../notes/note-sources.js';
import type { Client } from '../connection/client.js';
import { query } from '../connection/graphql.js';
import type { Page } from '../connection/page.js';
import type { ReadComment } from './conversation.js';

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
  if (!status.isEdited) return [];
  const edits: EditNode[] = [];
  let after: string | null = null;
  do {
    const { node }: Answer = await query<Answer>(client, COMMENT_EDITS, { id: status.id, after });
    const page: Page<EditNode> | null = node?.userContentEdits ?? null;
    edits.push(...(page?.nodes ?? []).filter((edit) => edit !== null));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
  } while (after !== null);
  const versions = edits.reverse();
  return approvalsFrom(
    versions.map((edit, index) => toVersion(edit, versions[index - 1]?.diff ?? null, status)),
  );
}

/** With a person's token the bot has that person's name: an edit of nothing but ticks is the person's then. */
function toVersion({ editor, diff }: EditNode, before: string | null, status: ReadComment): CommentVersion {
  const login = editor?.login ?? null;
  const isTick = !status.isBot && diff !== null && before !== null && unticked(diff) === unticked(before);
  return { login, isOwn: login === status.login && !isTick, body: diff };
}

function unticked(body: string): string {
  return body.replace(/^- \[[xX]\] /gm, '- [ ] ').replace(/\r\n/g, '\n');
}
