import type { Server } from 'node:http';
import type { TokenGrant } from './access.js';
import { anyCommentOf } from './comments.js';
import type { Failures, GraphqlFailure, RequestFailure } from './failures.js';
import { readText } from './git-store.js';
import { type HttpState, type LoggedRequest, listen } from './http-server.js';
import {
  createActionsToken,
  type InstalledApp,
  type InstallOptions,
  installApp,
  type SubmittedManifest,
  submitManifest,
} from './install-app.js';
import { addMergedPullRequest, type MergedPullRequestFacts } from './past-pull-requests.js';
import { Person } from './person.js';
import type { ResourceLimits } from './resource-limits.js';
import type { ResponseTime } from './response-time.js';
import type { SearchRules } from './search-query.js';
import {
  type CommitSetUp,
  type IssueSetUp,
  type RepositorySetUp,
  setUpCommit,
  setUpIssue,
  setUpRepository,
  setUpTag,
} from './set-up.js';
import type { BranchProtectionState, CheckRunState, Permission, RepositoryState } from './state.js';
import {
  type CommentView,
  type CommitView,
  type PullRequestView,
  viewComments,
  viewCommits,
  viewPullRequests,
} from './views.js';
import { createDeliverer, type Deliverer, type Delivery } from './webhooks.js';
import {
  type AccountInput,
  accountOf,
  addAccount,
  createWorld,
  type HiddenHistory,
  issueOf,
  nextId,
  renameAccount,
  renameRepository,
  repositoryOf,
  type World,
} from './world.js';

export interface FakeGitHubOptions {
  /** What time it is in this world. */
  readonly clock?: () => Date;
  /** Most nodes of a page, below GitHub's 100, so that a short story pages. */
  readonly pageSize?: number;
  readonly port?: number;
  /** Answers come at once, unless this is given. */
  readonly responseTime?: ResponseTime;
}

/** A GitHub in memory that answers on 127.0.0.1 as GitHub Enterprise does: REST below `/api/v3`, GraphQL at `/api/graphql`. */
export class FakeGitHub {
  /** A personal token. Its user may write to every public repository, and to private ones that were granted. */
  readonly token = 'ghp_fakePersonalTokenOfTheTester';
  readonly #state: HttpState;
  readonly #deliverer: Deliverer;
  readonly #server: Server;
  readonly #port: number;

  static async start(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
    const clock = options.clock ?? (() => new Date());
    const world = createWorld({ clock, pageSize: options.pageSize ?? 100 });
    const failures: Failures = { requests: [], graphql: [] };
    const state: HttpState = {
      world,
      failures,
      requests: [],
      rateLimits: new Map(),
      responseTime: options.responseTime ?? null,
    };
    const { server, port } = await listen(state, options.port ?? 0);
    return new FakeGitHub(state, server, port);
  }

  private constructor(state: HttpState, server: Server, port: number) {
    this.#state = state;
    this.#server = server;
    this.#port = port;
    this.#deliverer = createDeliverer(state.world);
    state.world.publish = this.#deliverer.deliver;
    state.world.apiUrl = `${this.baseUrl}/api/v3`;
    const tester = addAccount(state.world, { login: 'this-month-bot-tester', writesEverywhere: true });
    state.world.tokens.set(this.token, { kind: 'user', login: tester.login });
  }

  async stop(): Promise<void> {
    await this.#deliverer.settled();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** `127.0.0.1:PORT`, for `GHE_HOST`. */
  get host(): string {
    return `127.0.0.1:${this.#port}`;
  }

  get baseUrl(): string {
    return `http://${this.host}`;
  }

  /** The state itself, for loaders. */
  get world(): World {
    return this.#state.world;
  }

  /** Requests answered since the start or the last reset. */
  get requests(): readonly LoggedRequest[] {
    return this.#state.requests;
  }

  resetRequests(): void {
    this.#state.requests.length = 0;
  }

  /** What the fake could not answer as GitHub would. A test should end with none. */
  get unexpectedRequests(): readonly string[] {
    return this.world.unexpectedRequests;
  }

  /** Webhooks that were sent and answered. */
  get deliveries(): readonly Delivery[] {
    return this.#deliverer.deliveries;
  }

  addOrganization(input: Omit<AccountInput, 'type'>): void {
    addAccount(this.world, { ...input, type: 'Organization' });
  }

  addUser(input: AccountInput & { readonly type?: 'User' | 'Bot' }): void {
    addAccount(this.world, input);
  }

  addRepository(input: RepositorySetUp): void {
    setUpRepository(this.world, input);
  }

  /** Renames a repository or, to a name of another owner, transfers it. The former name leads there from now on. */
  renameAccount(login: string, to: string): void {
    renameAccount(this.world, login, to);
  }

  renameRepository(nameWithOwner: string, to: string): void {
    renameRepository(this.world, this.#repository(nameWithOwner), to);
  }

  /** Commits, and returns the commit's id. */
  commitFiles(nameWithOwner: string, input: CommitSetUp): string {
    return setUpCommit(this.world, this.#repository(nameWithOwner), input);
  }

  /** Tags a branch or commit; the default branch's head, unless said otherwise. */
  addTag(nameWithOwner: string, tag: string, target = 'HEAD'): void {
    setUpTag(this.#repository(nameWithOwner), tag, target);
  }

  /** A pull request merged before the story begins. Returns its number. */
  addMergedPullRequest(nameWithOwner: string, facts: MergedPullRequestFacts): number {
    return addMergedPullRequest(this.world, this.#repository(nameWithOwner), facts).number;
  }

  /** Returns the issue's number. */
  addIssue(nameWithOwner: string, input: IssueSetUp): number {
    return setUpIssue(this.world, this.#repository(nameWithOwner), input);
  }

  /** Gives a person or, with `none`, takes from them a permission of their own on a repository. */
  grant(nameWithOwner: string, login: string, permission: Permission): void {
    const account = accountOf(this.world, login);
    this.#repository(nameWithOwner).collaborators.set(account.login.toLowerCase(), permission);
  }

  /** A personal token of that user; a fine-grained one, if it is narrowed. */
  createToken(login: string, narrowed?: TokenGrant): string {
    const { databaseId } = accountOf(this.world, login);
    const token = narrowed
      ? `github_pat_fakeToken${nextId(this.world)}`
      : `ghp_fakePersonalTokenOf${databaseId}`;
    this.world.tokens.set(token, { kind: 'user', login, ...(narrowed && { narrowed }) });
    return token;
  }

  /** The token of a workflow in that repository, with the permissions that the workflow gives it. */
  createActionsToken(nameWithOwner: string, permissions: Readonly<Record<string, string>>): string {
    return createActionsToken(this.world, this.#repository(nameWithOwner), permissions);
  }

  /** Registers an App, if it is new, and installs it on an account. */
  installApp(options: InstallOptions): InstalledApp {
    const app = installApp(this.world, options);
    const { webhook, account } = options;
    if (webhook) this.#deliverer.addTarget({ ...webhook, account: accountOf(this.world, account).login });
    return app;
  }

  /** Protects branches of that pattern in the classic way; people and Apps may push to them, unless said otherwise. */
  protectBranches(
    nameWithOwner: string,
    { pattern, ...more }: Partial<BranchProtectionState> & Pick<BranchProtectionState, 'pattern'>,
  ): void {
    this.#repository(nameWithOwner).branchProtections.push({
      pattern,
      viewerCanPush: true,
      requiredApprovingReviewCount: null,
      requiredStatusCheckContexts: [],
      requiresLinearHistory: false,
      ...more,
    });
  }

  /** Adds a rule of a ruleset for branches of that pattern. */
  addBranchRule(nameWithOwner: string, pattern: string, type: string): void {
    this.#repository(nameWithOwner).branchRules.push({ pattern, type });
  }

  /** Lists a webhook as sent by the App at that time, answered with that status; 0: by nobody. */
  addHookDelivery(appId: string, event: string, deliveredAt: string, statusCode: number): void {
    const status =
      statusCode === 0 ? 'failed to connect to host' : statusCode < 300 ? 'OK' : 'Invalid HTTP Response';
    const delivery = { id: nextId(this.world), event, deliveredAt, statusCode, status };
    this.world.apps.get(appId)?.hookDeliveries.unshift(delivery);
  }

  /** Registers an App by a manifest, as its owner does in GitHub's form. Returns the code for its credentials. */
  submitManifest(owner: string, manifest: SubmittedManifest): string {
    return submitManifest(this.world, owner, manifest);
  }

  /** Somebody who acts now. */
  as(login: string): Person {
    return new Person(this.world, accountOf(this.world, login));
  }

  /**
   * From now on every change is delivered there, the bot's own too. `isApp`: only what an App hears of, where it is
   * installed.
   */
  deliverWebhooksTo(url: string, secret: string, isApp = false): void {
    this.#deliverer.addTarget({ url, secret, isApp });
  }

  /** From now on, searches show of issues and pull requests what they are now; `isLate: false`: what they are then. */
  delaySearch(isLate = true): void {
    const numbered = [...this.world.repositories.values()].flatMap(({ numbered }) => [...numbered.values()]);
    this.world.searchIndex = isLate ? new Map(numbered.map((each) => [each, each.state])) : null;
  }

  /** Waits until all webhooks are answered. */
  async settled(): Promise<void> {
    await this.#deliverer.settled();
  }

  /** Lets requests fail that are still to come. */
  failNext(failure: RequestFailure): void {
    this.#state.failures.requests.push({ failure, left: failure.times ?? 1 });
  }

  /** From now on the repository has this field of GraphQL, of which the fake knows nothing else. Queries must fit GitHub's schema. */
  answerField(nameWithOwner: string, field: string, value: object): void {
    Object.assign(this.#repository(nameWithOwner), { [field]: value });
  }

  /** Lets a query come back with part of its data and errors. */
  failGraphql(failure: GraphqlFailure): void {
    this.#state.failures.graphql.push({ failure, left: failure.times ?? 1 });
  }

  /** From now on queries that cost this GitHub too much are answered in part; `null`: none is. */
  limitResources(limits: ResourceLimits | null): void {
    this.world.resourceLimits = limits;
  }

  /** From now on GitHub does not show edit histories. */
  hideHistory(hidden: HiddenHistory | null): void {
    this.world.hiddenHistory = hidden;
  }

  /** From now on search follows these rules. */
  ruleSearch(rules: Partial<SearchRules>): void {
    Object.assign(this.world.searchRules, rules);
  }

  /** The text of a file, or null. */
  readFile(nameWithOwner: string, branch: string, path: string): string | null {
    const { git } = this.#repository(nameWithOwner);
    const head = git.refs.get(`refs/heads/${branch}`);
    return head === undefined ? null : readText(git, head, path);
  }

  /** Names of the branches, sorted. */
  branches(nameWithOwner: string): readonly string[] {
    const refs = [...this.#repository(nameWithOwner).git.refs.keys()];
    return refs.flatMap((ref) => /^refs\/heads\/(.+)$/.exec(ref)?.[1] ?? []).sort();
  }

  /** As they are now, by number. */
  pullRequests(nameWithOwner: string): readonly PullRequestView[] {
    return viewPullRequests(this.#repository(nameWithOwner));
  }

  /** Comments on an issue or a pull request, oldest first. */
  comments(nameWithOwner: string, number: number): readonly CommentView[] {
    return viewComments(issueOf(this.#repository(nameWithOwner), number).comments);
  }

  /** Reactions to a comment of any kind, such as `ann EYES`, in the order in which they came. */
  reactions(nameWithOwner: string, commentId: number): readonly string[] {
    const { reactions } = anyCommentOf(this.#repository(nameWithOwner), commentId);
    return reactions.map(({ login, content }) => `${login} ${content}`);
  }

  /** Check runs of a commit, oldest first, with the fields that the App sent. */
  checkRuns(nameWithOwner: string, oid: string): readonly CheckRunState['fields'][] {
    const { checkRuns } = this.#repository(nameWithOwner);
    return checkRuns.filter(({ headOid }) => headOid === oid).map(({ fields }) => fields);
  }

  /** A branch's commits, newest first. */
  commits(nameWithOwner: string, branch: string): readonly CommitView[] {
    return viewCommits(this.world, this.#repository(nameWithOwner), branch);
  }

  #repository(nameWithOwner: string): RepositoryState {
    return repositoryOf(this.world, nameWithOwner);
  }
}
