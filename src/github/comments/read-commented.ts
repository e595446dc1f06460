import { splitName } from '../../newsletter/activity/names.js';
import type { PullRequestFacts } from '../../requests/eligibility.js';
import { type BatchQuery, queryEach } from '../connection/batch-query.js';
import type { Client, Log } from '../connection/client.js';
import { query } from '../connection/graphql.js';
import {
  CONVERSATION_FIELDS,
  type Conversation,
  type ConversationNode,
  readConversations,
} from './conversation.js';
import type { NamedPullRequest } from './draft-commands.js';

/** A pull request by its repository's `nameWithOwner`, and where the draft's file is. */
export interface CommentedPlace {
  readonly nameWithOwner: string;
  readonly number: number;
  readonly newsletter: string;
  /** The login that addresses the bot, without `[bot]`; `null`: only `/newsletter` does. */
  readonly botLogin: string | null;
  /** A Git expression, `refs/heads/next:content/2020-05.md` for instance. */
  readonly draftFile: string;
}

/** A pull request on which somebody commented, as it is now, with all that was said there. */
export interface CommentedPullRequest extends Pick<PullRequestFacts, 'title' | 'state' | 'mergedAt'> {
  readonly isPrivate: boolean;
  readonly isFork: boolean;
  readonly headRefName: string;
  readonly conversation: Conversation;
  /** The draft's text; empty where there is none. */
  readonly draft: string;
}

export const COMMENTED_PULL_REQUEST = /* GraphQL */ `
  query CommentedPullRequest(
    $owner: String!, $name: String!, $number: Int!, $ownOwner: String!, $ownName: String!, $draftFile: String!
  ) {
    repository(owner: $owner, name: $name) {
      nameWithOwner isPrivate isFork
      pullRequest(number: $number) { id title state mergedAt headRefName ...ConversationFields }
    }
    newsletter: repository(owner: $ownOwner, name: $ownName) {
      draft: object(expression: $draftFile) { ... on Blob { text } }
    }
  }
  ${CONVERSATION_FIELDS}
`;

interface CommentedAnswer {
  readonly repository: Pick<CommentedPullRequest, 'isPrivate' | 'isFork'> & {
    readonly nameWithOwner: string;
    readonly pullRequest: ConversationNode &
      Pick<CommentedPullRequest, 'title' | 'state' | 'mergedAt' | 'headRefName'>;
  };
  readonly newsletter: { readonly draft: { readonly text?: string | null } | null };
}

/** Reads it whole or throws, since somebody is answered by what it says. */
export async function readCommented(
  client: Client,
  { nameWithOwner, number, newsletter, botLogin, draftFile }: CommentedPlace,
  log: Log,
): Promise<CommentedPullRequest> {
  const { owner: ownOwner, name: ownName } = splitName(newsletter);
  const variables = { ...splitName(nameWithOwner), number, ownOwner, ownName, draftFile };
  const answer = await query<CommentedAnswer>(client, COMMENTED_PULL_REQUEST, variables);
  const { pullRequest: node, ...repository } = answer.repository;
  const begun = { nameWithOwner: repository.nameWithOwner, number, node };
  const report = (gap: string) => {
    throw new Error(gap);
  };
  const context = { place: 'pull request', botLogin } as const;
  const [conversation] = await readConversations({ client, report, log }, [begun], context);
  if (conversation === undefined) throw new Error(`${nameWithOwner}#${number} was not read.`);
  const { title, state, mergedAt, headRefName } = node;
  const { isPrivate, isFork } = repository;
  const draft = answer.newsletter.draft?.text ?? '';
  return { title, state, mergedAt, headRefName, isPrivate, isFork, conversation, draft };
}

/** What was said on a pull request, and who opened it; `null`: a deleted account did. */
export interface Discussion {
  readonly author: string | null;
  readonly conversation: Conversation;
}

export const DISCUSSIONS: BatchQuery<NamedPullRequest> = {
  operation: 'Discussions',
  alias: 'discussed',
  field: `repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequest(number: $number) { id number author { login } ...ConversationFields }
  }`,
  types: { owner: 'String!', name: 'String!', number: 'Int!' },
  variables: ({ repository, number }) => ({ ...splitName(repository), number }),
  fragments: CONVERSATION_FIELDS,
  limits: { first: 25, largest: 50, smallest: 1 },
};

interface DiscussionAnswer {
  readonly nameWithOwner: string;
  readonly pullRequest: (ConversationNode & DiscussionNode) | null;
}

interface DiscussionNode {
  readonly number: number;
  readonly author: { readonly login: string } | null;
}

/** Reads what GitHub shows of these; nobody depends on the rest. `botLogin`: as in `CommentedPlace`. */
export async function readDiscussions(
  client: Client,
  names: readonly NamedPullRequest[],
  botLogin: string | null,
  log: Log,
): Promise<readonly Discussion[]> {
  const answers = await queryEach<NamedPullRequest, DiscussionAnswer>(client, DISCUSSIONS, names, log);
  const begun = answers.flatMap(({ data, errors }) => {
    if (data?.pullRequest == null || errors.length > 0) return [];
    const { nameWithOwner, pullRequest: node } = data;
    return { nameWithOwner, number: node.number, node, author: node.author?.login ?? null };
  });
  const context = { place: 'pull request', botLogin } as const;
  const reading = { client, report: (gap: string) => log.debug(gap), log };
  const conversations = await readConversations(reading, begun, context);
  return conversations.map((conversation, index) => ({
    author: begun[index]?.author ?? null,
    conversation,
  }));
}
