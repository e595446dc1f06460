import { RENDERED_TRAILER } from '../newsletter/plan-draft.js';
import type { Client } from './client.js';
import { query } from './graphql.js';

/** The bot's newest commit of a file. */
export interface OwnCommit {
  /** Git blob id of what the bot offered with it. */
  readonly blob: string;
  /** What it changed, in its own words; `null` for the first one. */
  readonly change: string | null;
}

/** A page of a file's commits, newest first. */
export interface CommitPage {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly { readonly message: string }[];
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
  query FileHistory($owner: String!, $name: String!, $ref: String!, $path: String!, $after: String) {
    repository(owner: $owner, name: $name) {
      ref(qualifiedName: $ref) {
        target {
          ... on Commit {
            history(first: 100, path: $path, after: $after) { pageInfo { hasNextPage endCursor } nodes { message } }
          }
        }
      }
    }
  }
`;

interface Answer {
  readonly repository: { readonly ref: { readonly target: { readonly history?: CommitPage } } | null };
}

const TRAILER = new RegExp(`^${RENDERED_TRAILER}: ([0-9a-f]{40})$`, 'm');

/** Looks for the bot's newest commit of the file, from its first page of commits on; `null` when there is none. */
export async function findOwnCommit(
  client: Client,
  place: FilePlace,
  first: CommitPage | undefined,
): Promise<OwnCommit | null> {
  for (let page = first; page !== undefined; page = await nextPage(client, place, page)) {
    const message = page.nodes.map((commit) => commit.message).find((text) => TRAILER.test(text));
    if (message !== undefined) return toOwnCommit(message);
  }
  return null;
}

async function nextPage(client: Client, place: FilePlace, page: CommitPage): Promise<CommitPage | undefined> {
  const { hasNextPage, endCursor } = page.pageInfo;
  if (!hasNextPage) return undefined;
  const { repository } = await query<Answer>(client, FILE_HISTORY, { ...place, after: endCursor });
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
