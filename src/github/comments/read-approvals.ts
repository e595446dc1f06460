import { approvalsFrom, type CommentVersion } from '../../requests/answer.js';
import type { Approval } from '../../requests/request.js';
import type { Client } from '../connection/client.js';
import { type ListQuery, type Page, pages } from '../connection/graphql.js';
import type { ReadComment } from './conversation.js';
import { type Askers, askForHistory, type EditNode, shownVersions } from './edit-history.js';

interface TickNode extends EditNode {
  readonly editor: { readonly login: string } | null;
}

/**
 * What people ticked in the bot's status comment, by its edit history: so nobody can tick in another's name. `null`: GitHub
 * does not show the history.
 */
export async function readApprovals(
  { reader, writer }: Askers,
  status: ReadComment,
): Promise<readonly Approval[] | null> {
  if (!status.isEdited) return [];
  const edits = await askForHistory([reader, writer], (client) => readEdits(client, status.id));
  if (edits === null || edits.length === 0) return null;
  const versions = [...edits].reverse();
  return approvalsFrom(
    versions.map((edit, index) => toVersion(edit, versions[index - 1]?.diff ?? null, status)),
  );
}

export const COMMENT_EDITS: ListQuery<EditsAnswer, TickNode> = {
  document: /* GraphQL */ `
    query CommentEdits($id: ID!, $first: Int!, $after: String) {
      node(id: $id) {
        ... on IssueComment {
          userContentEdits(first: $first, after: $after) {
            pageInfo { hasNextPage endCursor }
            nodes { editor { login } diff deletedAt }
          }
        }
      }
    }
  `,
  pageIn: ({ node }) => node?.userContentEdits,
};

interface EditsAnswer {
  /** `null`: it was deleted meanwhile. */
  readonly node: { readonly userContentEdits?: Page<TickNode> | null } | null;
}

/** The latest first; `null`: not shown. A comment that was deleted meanwhile shows nothing. `id`: node id. */
export async function readEdits(
  client: Pick<Client, 'graphql'>,
  id: string,
): Promise<readonly TickNode[] | null> {
  const edits: TickNode[] = [];
  for await (const { data } of pages(client, COMMENT_EDITS, { id })) {
    const shown = shownVersions(data.node?.userContentEdits);
    if (shown === null) return null;
    edits.push(...shown);
  }
  return edits;
}

/** With a person's token the bot has that person's name: an edit of nothing but ticks is the person's then. */
function toVersion({ editor, diff }: TickNode, before: string | null, status: ReadComment): CommentVersion {
  const login = editor?.login ?? null;
  const isTick = !status.isBot && diff !== null && before !== null && unticked(diff) === unticked(before);
  return { login, isOwn: login === status.login && !isTick, body: diff };
}

function unticked(body: string): string {
  return body.replace(/^- \[[xX]\] /gm, '- [ ] ').replace(/\r\n/g, '\n');
}
