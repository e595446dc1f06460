import { actorOf } from '../access.js';
import { authorAssociation } from '../author-association.js';
import { commentUrl } from '../comment-url.js';
import { connectionOf } from '../connections.js';
import type { Fields } from '../fields.js';
import { nodeId } from '../node-ids.js';
import type {
  AnyCommentState,
  CommentState,
  ReactionContent,
  ReviewCommentState,
  ReviewState,
} from '../state.js';
import { findAccount } from '../world.js';
import { historyOf } from './pull-request-fields.js';

const CONTENTS: readonly ReactionContent[] = [
  'THUMBS_UP',
  'THUMBS_DOWN',
  'LAUGH',
  'HOORAY',
  'CONFUSED',
  'HEART',
  'ROCKET',
  'EYES',
];

const writtenFields: Fields<AnyCommentState> = {
  id: ({ __typename, issue, databaseId }) =>
    nodeId(__typename, `${issue.repository.nameWithOwner}#${databaseId}`),
  /** An `Int` of GraphQL has 32 bits: https://spec.graphql.org/October2021/#sec-Int */
  databaseId: ({ databaseId }) => (databaseId > 2 ** 31 - 1 ? null : databaseId),
  fullDatabaseId: ({ databaseId }) => String(databaseId),
  url: (comment) => commentUrl(comment),
  author: ({ author }, _, { world }) => (author === null ? null : (findAccount(world, author) ?? null)),
  authorAssociation: ({ issue, author }, _, { world }) => authorAssociation(world, issue.repository, author),
  viewerDidAuthor: ({ author }, _, { world, principal }) => author === actorOf(world, principal).login,
  lastEditedAt: ({ bodyVersions }) => bodyVersions.at(-1)?.editedAt ?? null,
  /** As GitHub does, by the name of whoever edited it last. */
  editor: ({ bodyVersions }, _, { world }) => findAccount(world, bodyVersions.at(-1)?.editor ?? '') ?? null,
  /** GitHub names all contents, those too with which nobody reacted. */
  reactionGroups: ({ reactions }, _, { world, principal }) => {
    const viewer = actorOf(world, principal).login;
    return CONTENTS.map((content) => ({
      content,
      viewerHasReacted: reactions.some((each) => each.content === content && each.login === viewer),
    }));
  },
  userContentEdits: ({ bodyVersions, issue }, args, context) =>
    historyOf(bodyVersions, issue.repository, args, context),
};

export const commentFields: Fields<CommentState> = writtenFields;

export const reviewFields: Fields<ReviewState> = {
  ...writtenFields,
  comments: ({ comments }, args, context) => connectionOf(comments, args, context),
};

export const reviewCommentFields: Fields<ReviewCommentState> = writtenFields;
