import { GraphqlResponseError } from '@octokit/graphql';
import { splitName } from '../../newsletter/activity/names.js';
import type { Client } from '../connection/client.js';
import { query } from '../connection/graphql.js';

const WRITTEN_COMMENT = /* GraphQL */ `
  fragment WrittenComment on IssueComment {
    id fullDatabaseId createdAt body viewerDidAuthor lastEditedAt
    author { __typename login }
    reactionGroups { content viewerHasReacted }
  }
`;

export const RECENT_TALK = /* GraphQL */ `
  query RecentTalk($owner: String!, $name: String!) {
    repository(owner: $owner, name: $name) {
      pullRequests(first: 10, orderBy: { field: UPDATED_AT, direction: DESC }) {
        nodes {
          isDraft
          author { __typename login }
          comments(last: 20) { nodes { ...WrittenComment } }
        }
      }
    }
  }
  ${WRITTEN_COMMENT}
`;

export const TALK_AT = /* GraphQL */ `
  query TalkAt($id: ID!) {
    node(id: $id) {
      ... on Issue { comments(last: 20) { nodes { ...WrittenComment } } }
      ... on PullRequest { comments(last: 20) { nodes { ...WrittenComment } } }
    }
  }
  ${WRITTEN_COMMENT}
`;

type Author = { readonly __typename: string; readonly login: string } | null;

/** A comment. `id`: node id. */
export interface FoundComment {
  readonly id: string;
  readonly fullDatabaseId: string | null;
  readonly createdAt: string;
  readonly body: string;
  readonly viewerDidAuthor: boolean;
  readonly lastEditedAt: string | null;
  readonly author: Author;
  readonly reactionGroups: readonly { readonly viewerHasReacted: boolean }[] | null;
}

export const COMMENT_ID = /* GraphQL */ `
  query CommentId($id: ID!) { node(id: $id) { ... on IssueComment { databaseId } } }
`;

/** The id in the field of 32 bits, which comments are beyond since 2024; `null`: GitHub does not tell it. */
export async function readShortId(reader: Client, id: string): Promise<number | null> {
  try {
    const { node } = await query<{ readonly node: { readonly databaseId: number | null } | null }>(
      reader,
      COMMENT_ID,
      { id },
    );
    return node?.databaseId ?? null;
  } catch (error) {
    if (error instanceof GraphqlResponseError) return null;
    throw error;
  }
}

/** What was written lately on the newsletter's pull requests, the newest comment first. */
export interface RecentTalk {
  readonly comments: readonly FoundComment[];
  /** Logins of people who opened pull requests. */
  readonly people: readonly string[];
  /** Whether any of the pull requests is a draft. */
  readonly hasDraft: boolean;
}

interface Comments {
  readonly comments: { readonly nodes: readonly (FoundComment | null)[] | null };
}

interface RecentTalkAnswer {
  readonly repository: {
    readonly pullRequests: {
      readonly nodes: readonly ((Comments & { readonly isDraft: boolean; readonly author: Author }) | null)[];
    };
  };
}

export async function readRecentTalk(reader: Client, newsletter: string): Promise<RecentTalk> {
  const { owner, name } = splitName(newsletter);
  const { repository } = await query<RecentTalkAnswer>(reader, RECENT_TALK, { owner, name });
  const nodes = repository.pullRequests.nodes.flatMap((node) => node ?? []);
  return {
    comments: nodes.flatMap(commentsOf).sort((left, right) => (left.createdAt < right.createdAt ? 1 : -1)),
    people: nodes.flatMap(({ author }) => (author?.__typename === 'User' ? [author.login] : [])),
    hasDraft: nodes.some(({ isDraft }) => isDraft),
  };
}

/** The last comments on an issue or a pull request, by its node id; nothing when it is gone. */
export async function readTalkAt(reader: Client, id: string): Promise<readonly FoundComment[]> {
  const { node } = await query<{ readonly node: Comments | null }>(reader, TALK_AT, { id });
  return node === null ? [] : commentsOf(node);
}

function commentsOf({ comments }: Comments): readonly FoundComment[] {
  return (comments.nodes ?? []).flatMap((node) => node ?? []);
}
