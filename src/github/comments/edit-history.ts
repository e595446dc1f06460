import { REMARKS_MARKER } from '../../replies/comments/answer-lines.js';
import { approvalsFrom, type CommentVersion } from '../../requests/answer.js';
import type { Approval } from '../../requests/request.js';
import { queryNodes } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { isForbidden } from '../connection/errors.js';
import { type ListQuery, type Page, pages } from '../connection/graphql.js';
import type { ReadComment } from './conversation.js';

/** Tokens to ask with: the one that reads and, where that is shown too little, the one that writes. */
export interface Askers {
  readonly reader: Client;
  readonly writer: Pick<Client, 'graphql'>;
}

/** A version in an edit history. What GitHub calls a diff is the whole text after the edit. */
export interface EditNode {
  readonly diff: string | null;
  /** When somebody deleted the version; its text is `null` then. */
  readonly deletedAt: string | null;
}

/**
 * The versions of a text, as GitHub gives them; `null` when it does not show them. It is not documented who may see an
 * edit history: the list, or the text of a version that nobody deleted, may be `null` for a token that may only read.
 */
export function shownVersions<Node extends EditNode>(
  edits: { readonly nodes: readonly (Node | null)[] | null } | null | undefined,
): readonly Node[] | null {
  const nodes = edits?.nodes?.filter((node) => node !== null) ?? null;
  return nodes?.every(({ diff, deletedAt }) => diff !== null || deletedAt !== null) === true ? nodes : null;
}

/** Asks with one token after the other, each once, until GitHub shows the history; `null`: it shows it to none. */
export async function askForHistory<Versions>(
  tokens: readonly Pick<Client, 'graphql'>[],
  ask: (client: Pick<Client, 'graphql'>) => Promise<Versions | null>,
): Promise<Versions | null> {
  for (const client of new Set(tokens)) {
    const versions = await ask(client).catch((error: unknown) => {
      if (isForbidden(error)) return null;
      throw error;
    });
    if (versions !== null) return versions;
  }
  return null;
}

interface TickNode extends EditNode {
  readonly editor: { readonly login: string } | null;
}

/**
 * What people ticked in those comments (`tickedComments`), by their edit histories: so nobody can tick in another's name.
 * `null`: GitHub does not show one of the histories.
 */
export async function readApprovals(
  askers: Askers,
  ticked: readonly ReadComment[],
): Promise<readonly Approval[] | null> {
  if (ticked.length === 0) return [];
  const versions = await readVersions(askers, ticked);
  return versions === null ? null : approvalsFrom(versions);
}

/**
 * The versions of those comments that were edited, comment by comment, each's oldest first. `null`: GitHub does not show one
 * of the histories.
 */
export async function readVersions(
  { reader, writer }: Askers,
  ticked: readonly ReadComment[],
): Promise<readonly CommentVersion[] | null> {
  const versions: CommentVersion[] = [];
  for (const comment of ticked.filter(({ isEdited }) => isEdited)) {
    const edits = await askForHistory([reader, writer], (client) => readEdits(client, comment.id));
    if (edits === null || edits.length === 0) return null;
    versions.push(...toVersions([...edits].reverse(), comment));
  }
  return versions;
}

/**
 * The lines that people wrote into those comments of the bot, by the node id of each, above those that it keeps already: what is
 * in none of its own versions, ticks aside. Nothing of a comment whose history GitHub does not show.
 */
export async function readRemarks(
  askers: Askers,
  comments: readonly ReadComment[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const remarks = new Map<string, readonly string[]>();
  for (const comment of comments) {
    const versions = (await readVersions(askers, [comment])) ?? [];
    const own = versions.flatMap(({ isOwn, body }) => (isOwn && body !== null ? linesOf(body) : []));
    const [above = ''] = comment.body.split(REMARKS_MARKER);
    const written = new Set(own.map(unticked));
    const lines = linesOf(above).filter((line) => line !== '' && !written.has(unticked(line)));
    if (own.length > 0 && lines.length > 0) remarks.set(comment.id, lines);
  }
  return remarks;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.trimEnd());
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
function toVersions(edits: readonly TickNode[], comment: ReadComment): readonly CommentVersion[] {
  return edits.map(({ editor, diff }, index) => {
    const login = editor?.login ?? null;
    const before = edits[index - 1]?.diff ?? null;
    const isTick = !comment.isBot && diff !== null && before !== null && unticked(diff) === unticked(before);
    return { login, isOwn: login === comment.login && !isTick, body: diff };
  });
}

function unticked(body: string): string {
  return body.replace(/^- \[[xX]\] /gm, '- [ ] ').replace(/\r\n/g, '\n');
}

export const LAST_EDITORS = /* GraphQL */ `
  query LastEditors($ids: [ID!]!) {
    nodes(ids: $ids) { ... on IssueComment { id author { login } lastEditedAt editor { login } } }
  }
`;

interface EditorNode {
  readonly id: string;
  readonly author: { readonly login: string } | null;
  readonly lastEditedAt: string | null;
  /** `null`: nobody edited it, or a deleted account did. */
  readonly editor: { readonly login: string } | null;
}

/** Node ids among those of comments that are as their authors left them. With a person's token, that person is the bot. */
export async function leftByTheirAuthors(
  client: Client,
  ids: readonly string[],
  log: Log,
): Promise<ReadonlySet<string>> {
  const question = { document: LAST_EDITORS, limits: { first: 100, largest: 100, smallest: 1 } };
  const { data } = await queryNodes<EditorNode | null>(client, question, ids, log);
  const isLeft = ({ author, lastEditedAt, editor }: EditorNode) =>
    lastEditedAt === null || (editor !== null && editor.login === author?.login);
  return new Set(data.filter((node) => node !== null && isLeft(node)).map((node) => node?.id ?? ''));
}
