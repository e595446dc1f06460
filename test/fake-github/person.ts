import {
  moveRepository,
  publishInstallation,
  selectRepositories,
  suspendApp,
  uninstallApp,
} from './administration.js';
import {
  addComment,
  anyCommentOf,
  deleteComment,
  editComment,
  react,
  setLabels,
  setLocked,
  unreact,
} from './comments.js';
import { readText } from './git-store.js';
import { type InstallOptions, installApp } from './install-app.js';
import { type InstantMerge, mergeAtOnce } from './instant-merge.js';
import { closePullRequest } from './pull-request-branches.js';
import {
  commitOnFork,
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
import { addReview, type ReviewInput } from './reviews.js';
import type {
  AccountState,
  AnyCommentState,
  PullRequestState,
  ReactionContent,
  RepositoryState,
} from './state.js';
import { issueOf, now, pullRequestOf, repositoryOf, type World } from './world.js';

/** What somebody does now. Every act delivers its webhooks, as the person who acts. */
export class Person {
  readonly #world: World;
  readonly #actor: AccountState;

  constructor(world: World, actor: AccountState) {
    this.#world = world;
    this.#actor = actor;
  }

  /** Opens and merges a pull request in one go; returns its number. */
  mergePullRequest(nameWithOwner: string, facts: InstantMerge): number {
    return mergeAtOnce(this.#world, repositoryOf(this.#world, nameWithOwner), facts, this.#actor);
  }

  openPullRequest(nameWithOwner: string, input: OpenInput): number {
    return openPullRequest(this.#world, repositoryOf(this.#world, nameWithOwner), input, this.#actor).number;
  }

  /** Opens a pull request from a branch of a fork, with this change of a file; returns its number. */
  openPullRequestFromFork(
    nameWithOwner: string,
    input: Omit<OpenInput, 'fork'>,
    files: Readonly<Record<string, string | null>>,
  ): number {
    this.pushToFork(nameWithOwner, input.headRefName, files);
    return this.openPullRequest(nameWithOwner, { ...input, fork: this.#actor.login });
  }

  /** Commits on a branch of a fork. */
  pushToFork(nameWithOwner: string, branch: string, changes: Readonly<Record<string, string | null>>): void {
    const commit = { branch, message: 'Change files', author: this.#actor, changes };
    commitOnFork(this.#world, repositoryOf(this.#world, nameWithOwner), commit);
  }

  mergeOpenPullRequest(nameWithOwner: string, number: number, input: MergeInput = {}): void {
    mergePullRequest(this.#world, this.#find(nameWithOwner, number), input, this.#actor);
  }

  closePullRequest(nameWithOwner: string, number: number): void {
    closePullRequest(this.#world, this.#find(nameWithOwner, number), this.#actor);
  }

  reopenPullRequest(nameWithOwner: string, number: number): void {
    reopenPullRequest(this.#world, this.#find(nameWithOwner, number), this.#actor);
  }

  readyForReview(nameWithOwner: string, number: number): void {
    setDraft(this.#world, this.#find(nameWithOwner, number), false, this.#actor);
  }

  convertToDraft(nameWithOwner: string, number: number): void {
    setDraft(this.#world, this.#find(nameWithOwner, number), true, this.#actor);
  }

  retitlePullRequest(nameWithOwner: string, number: number, title: string): void {
    editPullRequest(this.#world, this.#find(nameWithOwner, number), { title }, this.#actor);
  }

  editPullRequestBody(nameWithOwner: string, number: number, edit: (body: string) => string): void {
    const pullRequest = this.#find(nameWithOwner, number);
    editPullRequest(this.#world, pullRequest, { body: edit(pullRequest.body) }, this.#actor);
  }

  labelPullRequest(nameWithOwner: string, number: number, ...labels: readonly string[]): void {
    const pullRequest = this.#find(nameWithOwner, number);
    setLabels(this.#world, pullRequest, [...pullRequest.labels, ...labels], this.#actor);
  }

  unlabelPullRequest(nameWithOwner: string, number: number, label: string): void {
    const pullRequest = this.#find(nameWithOwner, number);
    setLabels(
      this.#world,
      pullRequest,
      pullRequest.labels.filter((each) => each !== label),
      this.#actor,
    );
  }

  /** Comments on an issue or a pull request; returns the comment's id. */
  comment(nameWithOwner: string, number: number, body: string): number {
    return addComment(
      this.#world,
      issueOf(repositoryOf(this.#world, nameWithOwner), number),
      body,
      this.#actor,
    ).databaseId;
  }

  /** Submits a review; returns its id. Its comments on files have ids of their own. */
  review(nameWithOwner: string, number: number, input: ReviewInput): number {
    return addReview(this.#world, this.#find(nameWithOwner, number), input, this.#actor).databaseId;
  }

  /** Edits a comment of any kind. */
  editComment(nameWithOwner: string, commentId: number, edit: string | ((body: string) => string)): void {
    const comment = this.#comment(nameWithOwner, commentId);
    const body = typeof edit === 'string' ? edit : edit(comment.body);
    editComment(this.#world, comment, body, this.#actor);
  }

  deleteComment(nameWithOwner: string, commentId: number): void {
    const comment = this.#comment(nameWithOwner, commentId);
    if (comment.__typename === 'PullRequestReview') throw new Error('A submitted review cannot be deleted.');
    deleteComment(this.#world, comment, this.#actor);
  }

  /** Hides a comment of any kind, as spam for instance. No webhook tells of it. */
  minimizeComment(nameWithOwner: string, commentId: number): void {
    this.#comment(nameWithOwner, commentId).isMinimized = true;
  }

  /** Deletes the newest version of a comment that this person made from its history; the comment stays as it is. */
  deleteOwnVersion(nameWithOwner: string, commentId: number): void {
    const { bodyVersions } = this.#comment(nameWithOwner, commentId);
    const version = bodyVersions.findLast(({ editor }) => editor === this.#actor.login);
    if (version === undefined) throw new Error(`${this.#actor.login} did not edit this comment.`);
    version.deletedAt = now(this.#world);
  }

  /** Ticks the first box of a comment that is not ticked and whose line contains the text. */
  tick(nameWithOwner: string, commentId: number, text: string): void {
    this.#turnBox(nameWithOwner, commentId, text, [' ', 'x']);
  }

  untick(nameWithOwner: string, commentId: number, text: string): void {
    this.#turnBox(nameWithOwner, commentId, text, ['x', ' ']);
  }

  react(nameWithOwner: string, commentId: number, content: ReactionContent): void {
    react(this.#comment(nameWithOwner, commentId), content, this.#actor);
  }

  unreact(nameWithOwner: string, commentId: number, content: ReactionContent): void {
    unreact(this.#comment(nameWithOwner, commentId), content, this.#actor);
  }

  /** Locks an issue or a pull request. */
  lock(nameWithOwner: string, number: number): void {
    setLocked(this.#world, issueOf(repositoryOf(this.#world, nameWithOwner), number), true, this.#actor);
  }

  unlock(nameWithOwner: string, number: number): void {
    setLocked(this.#world, issueOf(repositoryOf(this.#world, nameWithOwner), number), false, this.#actor);
  }

  /** Pushes a commit with this change of a file, which is '' where there is none yet; returns its id. */
  editFile(nameWithOwner: string, branch: string, path: string, edit: (text: string) => string): string {
    const repository = repositoryOf(this.#world, nameWithOwner);
    const head = branchOid(repository, branch);
    if (head === undefined) throw new Error(`${nameWithOwner} has no branch ${branch}.`);
    const changes = { [path]: edit(readText(repository.git, head, path) ?? '') };
    const message = `Update ${path.split('/').at(-1)}`;
    return commitOnBranch(this.#world, repository, { branch, message, author: this.#actor, changes }).oid;
  }

  /** Pushes one commit that moves a file, and changes it on the way if told. */
  moveFile(
    nameWithOwner: string,
    branch: string,
    [from, to]: readonly [from: string, to: string],
    edit: (text: string) => string = (text) => text,
  ): string {
    const repository = repositoryOf(this.#world, nameWithOwner);
    const text = readText(repository.git, branchOid(repository, branch) ?? '', from);
    if (text === null) throw new Error(`${nameWithOwner} has no file ${from} on ${branch}.`);
    const changes = { [from]: null, [to]: edit(text) };
    const message = `Rename ${from} to ${to}`;
    return commitOnBranch(this.#world, repository, { branch, message, author: this.#actor, changes }).oid;
  }

  deleteFile(nameWithOwner: string, branch: string, path: string): string {
    const repository = repositoryOf(this.#world, nameWithOwner);
    const message = `Delete ${path}`;
    return commitOnBranch(this.#world, repository, {
      branch,
      message,
      author: this.#actor,
      changes: { [path]: null },
    }).oid;
  }

  createBranch(nameWithOwner: string, branch: string, from: string): void {
    const repository = repositoryOf(this.#world, nameWithOwner);
    createRef(
      this.#world,
      repository,
      `refs/heads/${branch}`,
      branchOid(repository, from) ?? from,
      this.#actor,
    );
  }

  deleteBranch(nameWithOwner: string, branch: string): void {
    deleteRef(this.#world, repositoryOf(this.#world, nameWithOwner), `refs/heads/${branch}`, this.#actor);
  }

  publishRelease(nameWithOwner: string, tag: string): void {
    publishRelease(this.#world, repositoryOf(this.#world, nameWithOwner), tag, this.#actor);
  }

  /** Installs an App on an account; returns the installation's id. */
  installApp(options: InstallOptions): number {
    const { installationId } = installApp(this.#world, options);
    publishInstallation(this.#world, installationId, 'created', this.#actor);
    return installationId;
  }

  uninstallApp(installationId: number): void {
    uninstallApp(this.#world, installationId, this.#actor);
  }

  suspendApp(installationId: number): void {
    suspendApp(this.#world, installationId, true, this.#actor);
  }

  unsuspendApp(installationId: number): void {
    suspendApp(this.#world, installationId, false, this.#actor);
  }

  /** Gives the App these of the account's repositories, by name with owner; `null`: all. */
  selectRepositories(installationId: number, names: readonly string[] | null): void {
    selectRepositories(this.#world, installationId, names, this.#actor);
  }

  /** Renames a repository or, to a name of another owner, transfers it. */
  renameRepository(nameWithOwner: string, to: string): void {
    moveRepository(this.#world, repositoryOf(this.#world, nameWithOwner), to, this.#actor);
  }

  archiveRepository(nameWithOwner: string, isArchived = true): void {
    this.#change(nameWithOwner, { isArchived }, isArchived ? 'archived' : 'unarchived');
  }

  privatizeRepository(nameWithOwner: string): void {
    this.#change(nameWithOwner, { isPrivate: true }, 'privatized');
  }

  publicizeRepository(nameWithOwner: string): void {
    this.#change(nameWithOwner, { isPrivate: false }, 'publicized');
  }

  deleteRepository(nameWithOwner: string): void {
    this.#world.repositories.delete(this.#change(nameWithOwner, {}, 'deleted').nameWithOwner.toLowerCase());
  }

  #change(
    nameWithOwner: string,
    change: Partial<Pick<RepositoryState, 'isArchived' | 'isPrivate'>>,
    action: string,
  ): RepositoryState {
    const repository = Object.assign(repositoryOf(this.#world, nameWithOwner), change);
    this.#world.publish({ event: 'repository', repository, sender: this.#actor, payload: { action } });
    return repository;
  }

  #turnBox(
    nameWithOwner: string,
    commentId: number,
    text: string,
    [from, to]: readonly [string, string],
  ): void {
    const box = `- [${from}] `;
    this.editComment(nameWithOwner, commentId, (body) => {
      const line = body.split('\n').find((each) => each.includes(box) && each.includes(text));
      if (line === undefined) throw new Error(`No line with "${box}" and "${text}" is in:\n${body}`);
      return body.replace(line, () => line.replace(box, `- [${to}] `));
    });
  }

  #comment(nameWithOwner: string, commentId: number): AnyCommentState {
    return anyCommentOf(repositoryOf(this.#world, nameWithOwner), commentId);
  }

  #find(nameWithOwner: string, number: number): PullRequestState {
    return pullRequestOf(repositoryOf(this.#world, nameWithOwner), number);
  }
}
