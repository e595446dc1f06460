import type { Fields } from '../fields.js';
import { botFields, organizationFields, userFields } from './account-fields.js';
import { commentFields, reviewCommentFields, reviewFields } from './comment-fields.js';
import {
  blobFields,
  commitFields,
  comparisonFields,
  gitActorFields,
  refFields,
  treeEntryFields,
  treeFields,
} from './git-fields.js';
import { mutationFields } from './mutation-fields.js';
import {
  bodyVersionFields,
  issueFields,
  labelFields,
  pullRequestFields,
  releaseFields,
} from './pull-request-fields.js';
import { queryFields } from './query-fields.js';
import { repositoryFields } from './repository-fields.js';

/** How each GraphQL type's fields are answered, by the type's name. */
export const allFields: Readonly<Record<string, Fields<never>>> = {
  Query: queryFields,
  Mutation: mutationFields,
  User: userFields,
  Bot: botFields,
  Organization: organizationFields,
  Repository: repositoryFields,
  Ref: refFields,
  Commit: commitFields,
  Comparison: comparisonFields,
  GitActor: gitActorFields,
  Tree: treeFields,
  TreeEntry: treeEntryFields,
  Blob: blobFields,
  PullRequest: pullRequestFields,
  Issue: issueFields,
  IssueComment: commentFields,
  PullRequestReview: reviewFields,
  PullRequestReviewComment: reviewCommentFields,
  Label: labelFields,
  Release: releaseFields,
  UserContentEdit: bodyVersionFields,
};
