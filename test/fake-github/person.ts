import { addComment, editComment, setLabels } from './comments.js';
import { type FileChanges, readText } from './git-store.js';
import { closePullRequest } from './pull-request-branches.js';
import {
  editPullRequest,
  type MergeInput,
  mergePullRequest,
  type OpenInput,
  openPullRequest,
  reopenPullRequest,
  setDraft,
} from './pull-requests.js';
import { branchOid, commitOnBranch, createRef, deleteRef } from './refs.js';
import { publishRelease } from './releases.js';
import type { AccountState, CommentState, PullRequestState } from './state.js';
import { issueOf, pullRequestOf, repositoryOf, type World } from './world.js';

/** What somebody does now. Every act delivers its webhooks, as the person who acts. */
export type Person = ReturnType<typeof createPerson>;

/** A merge out of thin air: the branch, its commit and the pull request come with it. */
export interface MergeFacts {
  readonly number?: number;
  readonly title: string;
  readonly body?: string;
  /** Whose pull request it is; the person who merges, unless said otherwise. */
  readonly author?: string;
  readonly baseRefName?: string;
  readonly headRefName?: string;
  readonly labels?: readonly string[];
  /** What it changes: path → new text, null to delete; or paths, to which a line is added each. */
  readonly files?: FileChanges | readonly string[];
  /** Whole message of its commit, for trailers. */
  readonly message?: string;
  readonly method?: MergeInput['method'];
}

export function createPerson(world: World, actor: AccountState, accountOf: (login: string) => AccountState) {
  const find = (nameWithOwner: string, number: number): PullRequestState =>
    pullRequestOf(repositoryOf(world, nameWithOwner), number);

  return {
    /** Writes a branch, opens a pull request from it and merges that; returns its number. */
    mergePullRequest(nameWithOwner: string, facts: MergeFacts): number {
      const author = facts.author === undefined ? actor : accountOf(facts.author);
      const number = openWithBranch(world, nameWithOwner, facts, author).number;
      mergePullRequest(world, find(nameWithOwner, number), { method: facts.method }, actor);
      return number;
    },
    openPullRequest(nameWithOwner: string, input: OpenInput): number {
      return openPullRequest(world, repositoryOf(world, nameWithOwner), input, actor).number;
    },
    mergeOpenPullRequest(nameWithOwner: string, number: number, input: MergeInput = {}): void {
      mergePullRequest(world, find(nameWithOwner, number), input, actor);
    },
    closePullRequest(nameWithOwner: string, number: number): void {
      closePullRequest(world, find(nameWithOwner, number), actor);
    },
    reopenPullRequest(nameWithOwner: string, number: number): void {
      reopenPullRequest(world, find(nameWithOwner, number), actor);
    },
    readyForReview(nameWithOwner: string, number: number): void {
      setDraft(world, find(nameWithOwner, number), false, actor);
    },
    convertToDraft(nameWithOwner: string, number: number): void {
      setDraft(world, find(nameWithOwner, number), true, actor);
    },
    retitlePullRequest(nameWithOwner: string, number: number, title: string): void {
      editPullRequest(world, find(nameWithOwner, number), { title }, actor);
    },
    editPullRequestBody(nameWithOwner: string, number: number, edit: (body: string) => string): void {
      const pullRequest = find(nameWithOwner, number);
      editPullRequest(world, pullRequest, { body: edit(pullRequest.body) }, actor);
    },
    labelPullRequest(nameWithOwner: string, number: number, ...labels: readonly string[]): void {
      const pullRequest = find(nameWithOwner, number);
      setLabels(world, pullRequest, [...pullRequest.labels, ...labels], actor);
    },
    unlabelPullRequest(nameWithOwner: string, number: number, label: string): void {
      const pullRequest = find(nameWithOwner, number);
      setLabels(
        world,
        pullRequest,
        pullRequest.labels.filter((each) => each !== label),
        actor,
      );
    },
    /** Comments on an issue or a pull request; returns the comment's id. */
    comment(nameWithOwner: string, number: number, body: string): number {
      return addComment(world, issueOf(repositoryOf(world, nameWithOwner), number), body, actor).databaseId;
    },
    editComment(nameWithOwner: string, number: number, commentId: number, body: string): void {
      const { comments } = issueOf(repositoryOf(world, nameWithOwner), number);
      const comment = comments.find(({ databaseId }: CommentState) => databaseId === commentId);
      if (!comment) throw new Error(`${nameWithOwner}#${number} has no comment ${commentId}.`);
      editComment(world, comment, body, actor);
    },
    /** Pushes a commit with this change of a file, which is '' where there is none yet; returns its id. */
    editFile(nameWithOwner: string, branch: string, path: string, edit: (text: string) => string): string {
      const repository = repositoryOf(world, nameWithOwner);
      const head = branchOid(repository, branch);
      if (head === undefined) throw new Error(`${nameWithOwner} has no branch ${branch}.`);
      const changes = { [path]: edit(readText(repository.git, head, path) ?? '') };
      const message = `Update ${path.split('/').at(-1)}`;
      return commitOnBranch(world, repository, { branch, message, author: actor, changes }).oid;
    },
    deleteFile(nameWithOwner: string, branch: string, path: string): string {
      const repository = repositoryOf(world, nameWithOwner);
      const message = `Delete ${path}`;
      return commitOnBranch(world, repository, { branch, message, author: actor, changes: { [path]: null } })
        .oid;
    },
    createBranch(nameWithOwner: string, branch: string, from: string): void {
      const repository = repositoryOf(world, nameWithOwner);
      createRef(world, repository, `refs/heads/${branch}`, branchOid(repository, from) ?? from, actor);
    },
    deleteBranch(nameWithOwner: string, branch: string): void {
      deleteRef(world, repositoryOf(world, nameWithOwner), `refs/heads/${branch}`, actor);
    },
    publishRelease(nameWithOwner: string, tag: string): void {
      publishRelease(world, repositoryOf(world, nameWithOwner), tag, actor);
    },
  };
}

function openWithBranch(
  world: World,
  nameWithOwner: string,
  facts: MergeFacts,
  author: AccountState,
): PullRequestState {
  const repository = repositoryOf(world, nameWithOwner);
  const baseRefName = facts.baseRefName ?? repository.defaultBranch;
  const base = branchOid(repository, baseRefName);
  if (base === undefined) throw new Error(`${nameWithOwner} has no branch ${baseRefName} to merge into.`);
  const headRefName = facts.headRefName ?? `patch-${repository.numbered.size + 1}`;
  const { files = ['src/lib.rs'] } = facts;
  const isList = (value: typeof files): value is readonly string[] => Array.isArray(value);
  const addLine = (path: string) => `${readText(repository.git, base, path) ?? ''}// ${facts.title}\n`;
  const changes = isList(files) ? Object.fromEntries(files.map((path) => [path, addLine(path)])) : files;
  createRef(world, repository, `refs/heads/${headRefName}`, base, author);
  const message = facts.message ?? facts.title;
  commitOnBranch(world, repository, { branch: headRefName, message, author, changes });
  return openPullRequest(world, repository, { ...facts, headRefName, baseRefName }, author);
}
