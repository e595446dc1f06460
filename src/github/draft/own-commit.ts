import { RENDERED_TRAILER } from '../../newsletter/draft/plan-draft.js';
import { pageQuery } from '../connection/adaptive-query.js';
import type { Client } from '../connection/client.js';

/** A file's commits, as far as the bot's newest one. */
export interface FileHistory {
  /** `null` when the bot has none. */
  readonly own: OwnCommit | null;
  /** Of the newest commit; `null` when the file has none. */
  readonly head: string | null;
  /** Whether the commit that was looked for is among them. */
  readonly isFound: boolean;
}

/** The bot's newest commit of a file. */
interface OwnCommit {
  /** Git blob id of what the bot offered with it. */
  readonly blob: string;
  /** What it changed, in its own words; `null` for the first one. */
  readonly change: string | null;
}

/** A page of a file's commits, newest first. */
export interface CommitPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly oid: string; readonly message: string }[];
}

/** A file on a branch. */
export interface FilePlace {
  readonly owner: string;
  readonly name: string;
  /** Full name of the branch. */
  readonly ref: string;
  readonly path: string;
}

export const FILE_HISTORY = /* GraphQL */ `
  query FileHistory($owner: String!, $name: String!, $ref: String!, $path: String!, $first: Int!, $after: String) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        target {
          ... on Commit {
            history(first: $first, path: $path, after: $after) { pageInfo { hasNextPage endCursor } nodes { oid message } }
          }
        }
      }
    }
  }
`;

interface Answer {
  readonly repository: { readonly ref: { readonly target: { readonly history?: CommitPage } } | null };
}

/** The line by which the bot knows its commits again. */
export const TRAILER = new RegExp(`^${RENDERED_TRAILER}: ([0-9a-f]{40})$`, 'm');

/** Looks for the bot's newest commit of the file, from its first page of commits on, and for `wanted` on the way. */
export async function readFileHistory(
  client: Client,
  place: FilePlace,
  first: CommitPage | undefined,
  wanted: string | null,
): Promise<FileHistory> {
  const head = first?.nodes[0]?.oid ?? null;
  let isFound = false;
  for (let page = first; page !== undefined; page = await nextPage(client, place, page)) {
    for (const { oid, message } of page.nodes) {
      isFound ||= oid === wanted;
      if (TRAILER.test(message)) return { own: toOwnCommit(message), head, isFound };
    }
  }
  return { own: null, head, isFound };
}

async function nextPage(client: Client, place: FilePlace, page: CommitPage): Promise<CommitPage | undefined> {
  const { hasNextPage, endCursor } = page.pageInfo;
  if (!hasNextPage) return undefined;
  const { repository } = await pageQuery<Answer>(client, 'FileHistory', FILE_HISTORY, {
    ...place,
    after: endCursor,
  });
  return repository.ref?.target.history;
}

/** The message is a headline, a paragraph on the change unless it is the first, and the trailer. */
function toOwnCommit(message: string): OwnCommit {
  const paragraphs = message.split(/\n{2,}/);
  return {
    blob: TRAILER.exec(message)?.[1] ?? '',
    change: paragraphs.length > 2 ? (paragraphs[1] ?? null) : null,
  };
}
