import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { Server } from 'node:http';
import type { Failures, GraphqlFailure, RequestFailure } from './failures.js';
import { history } from './git-history.js';
import { type FileChanges, readText } from './git-store.js';
import { type HttpState, type LoggedRequest, listen } from './http-server.js';
import { addMergedPullRequest, type MergedPullRequestFacts } from './past-pull-requests.js';
import { createPerson, type Person } from './person.js';
import { changesOf } from './pull-request-branches.js';
import { resolveCommit, setRef, writeCommitOnBranch } from './refs.js';
import { issueUrl } from './rest/issue-shape.js';
import type { CheckRunState, IssueState, Permission } from './state.js';
import { createDeliverer, type Deliverer, type Delivery } from './webhooks.js';
import {
  type AccountInput,
  accountByEmail,
  accountOf,
  addAccount,
  addRepository,
  createWorld,
  issueOf,
  nextId,
  nextNumber,
  now,
  pullRequestsOf,
  type RepositoryInput,
  repositoryOf,
  timestamp,
  type World,
} from './world.js';

export interface FakeGitHubOptions {
  /** What time it is in this world. */
  readonly clock?: () => Date;
  /** Most nodes of a page, below GitHub's 100, so that a short story pages. */
  readonly pageSize?: number;
  readonly port?: number;
}

export interface InstallOptions {
  readonly account: string;
  readonly appId: string;
  readonly slug: string;
  /** PEM; a pair is made if there is none. */
  readonly privateKey?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  /** Names with owner, if not all of the account's. */
  readonly repositories?: readonly string[];
  readonly webhook?: { readonly url: string; readonly secret: string };
}

const appPermissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
};

/** A GitHub in memory that answers on 127.0.0.1 as GitHub Enterprise does: REST below `/api/v3`, GraphQL at `/api/graphql`. */
export class FakeGitHub {
  /** A personal token. Its user may write to every public repository, and to private ones that were granted. */
  readonly token = 'ghp_fakePersonalTokenOfTheTester';
  readonly #state: HttpState;
  readonly #deliverer: Deliverer;
  readonly #server: Server;
  readonly #port: number;

  static async start(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
    const world = createWorld({
      clock: options.clock ?? (() => new Date()),
      pageSize: options.pageSize ?? 100,
    });
    const failures: Failures = { requests: [], graphql: [] };
    const state: HttpState = { world, failures, requests: [], rateLimits: new Map() };
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
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
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

  get deliveries(): readonly Delivery[] {
    return this.#deliverer.deliveries;
  }

  addOrganization(input: Omit<AccountInput, 'type'>): void {
    addAccount(this.world, { ...input, type: 'Organization' });
  }

  addUser(input: AccountInput & { readonly type?: 'User' | 'Bot' }): void {
    addAccount(this.world, input);
  }

  /** Adds a repository; an empty one, without commits, if no files are given. */
  addRepository(input: RepositoryInput & { readonly files?: Readonly<Record<string, string>> }): void {
    const repository = addRepository(this.world, input);
    if (!input.files) return;
    const { defaultBranch: branch, owner, createdAt: at } = repository;
    writeCommitOnBranch(this.world, repository, {
      branch,
      message: 'Initial commit',
      author: owner,
      changes: input.files,
      at,
    });
  }

  /** Gives a person or, with `none`, takes from them a permission of their own on a repository. */
  grant(nameWithOwner: string, login: string, permission: Permission): void {
    const { collaborators } = repositoryOf(this.world, nameWithOwner);
    collaborators.set(accountOf(this.world, login).login.toLowerCase(), permission);
  }

  /** A personal token of that user. */
  createToken(login: string): string {
    const token = `ghp_fakePersonalTokenOf${accountOf(this.world, login).databaseId}`;
    this.world.tokens.set(token, { kind: 'user', login });
    return token;
  }

  /** Commits as set-up: no webhook tells of it. Begins the branch, from the default one, if it is new. */
  commitFiles(
    nameWithOwner: string,
    input: {
      readonly branch?: string;
      readonly files: FileChanges;
      readonly message: string;
      readonly author?: string;
      readonly at?: Date | string;
    },
  ): string {
    const repository = repositoryOf(this.world, nameWithOwner);
    const branch = input.branch ?? repository.defaultBranch;
    const start = repository.git.refs.get(`refs/heads/${repository.defaultBranch}`);
    if (start !== undefined && !repository.git.refs.has(`refs/heads/${branch}`)) {
      setRef(repository, `refs/heads/${branch}`, start, now(this.world));
    }
    const author = input.author === undefined ? repository.owner : accountOf(this.world, input.author);
    return writeCommitOnBranch(this.world, repository, {
      branch,
      message: input.message,
      author,
      changes: input.files,
      at: input.at,
    }).oid;
  }

  /** A tag, as set-up. On the default branch's head, unless said otherwise. */
  addTag(nameWithOwner: string, tag: string, target = 'HEAD'): void {
    const repository = repositoryOf(this.world, nameWithOwner);
    const commit = resolveCommit(repository, target);
    if (!commit) throw new Error(`${nameWithOwner} has no commit ${target} to tag.`);
    setRef(repository, `refs/tags/${tag}`, commit.oid, commit.committer.date);
  }

  /** A pull request merged before the story begins: no webhook tells of it. Returns its number. */
  addMergedPullRequest(nameWithOwner: string, facts: MergedPullRequestFacts): number {
    return addMergedPullRequest(this.world, repositoryOf(this.world, nameWithOwner), facts).number;
  }

  /** An issue, as set-up. Returns its number. */
  addIssue(
    nameWithOwner: string,
    facts: {
      readonly title: string;
      readonly author: string;
      readonly body?: string;
      readonly number?: number;
      readonly createdAt?: Date | string;
    },
  ): number {
    const repository = repositoryOf(this.world, nameWithOwner);
    const createdAt = timestamp(facts.createdAt ?? this.world.clock());
    const issue: IssueState = {
      __typename: 'Issue',
      databaseId: nextId(this.world),
      repository,
      number: facts.number ?? nextNumber(repository),
      author: accountOf(this.world, facts.author).login,
      createdAt,
      updatedAt: createdAt,
      closedAt: null,
      comments: [],
      title: facts.title,
      body: facts.body ?? '',
      labels: [],
      state: 'OPEN',
    };
    repository.numbered.set(issue.number, issue);
    return issue.number;
  }

  /** Somebody who acts now. */
  as(login: string): Person {
    return createPerson(this.world, accountOf(this.world, login), (name) => accountOf(this.world, name));
  }

  /** Registers an App, if it is new, and installs it on an account. */
  installApp(options: InstallOptions): {
    readonly appId: string;
    readonly privateKey: string;
    readonly installationId: number;
  } {
    const { appId, slug } = options;
    const privateKey = options.privateKey ?? newPrivateKey();
    const account = accountOf(this.world, options.account);
    const publicKey = createPublicKey(privateKey);
    this.world.apps.set(appId, { appId, slug, owner: account.login, publicKey });
    addAccount(this.world, { login: `${slug}[bot]`, type: 'Bot' });
    const installationId = nextId(this.world);
    this.world.installations.set(installationId, {
      installationId,
      appId,
      account,
      permissions: options.permissions ?? appPermissions,
      repositories: options.repositories ?? null,
    });
    if (options.webhook) this.#deliverer.addTarget({ ...options.webhook, account: account.login });
    return { appId, privateKey, installationId };
  }

  /** From now on every change is delivered there, the bot's own too. */
  deliverWebhooksTo(url: string, secret: string): void {
    this.#deliverer.addTarget({ url, secret });
  }

  /** Waits until all webhooks are answered. */
  async settled(): Promise<void> {
    await this.#deliverer.settled();
  }

  /** Lets requests fail that are still to come. */
  failNext(failure: RequestFailure): void {
    this.#state.failures.requests.push({ failure, left: failure.times ?? 1 });
  }

  /** Lets a query come back with part of its data and errors. */
  failGraphql(failure: GraphqlFailure): void {
    this.#state.failures.graphql.push({ failure, left: failure.times ?? 1 });
  }

  /** The text of a file, or null. */
  readFile(nameWithOwner: string, branch: string, path: string): string | null {
    const { git } = repositoryOf(this.world, nameWithOwner);
    const head = git.refs.get(`refs/heads/${branch}`);
    return head === undefined ? null : readText(git, head, path);
  }

  /** Names of the branches, sorted. */
  branches(nameWithOwner: string): readonly string[] {
    const refs = [...repositoryOf(this.world, nameWithOwner).git.refs.keys()];
    return refs
      .flatMap((ref) => (ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : []))
      .sort();
  }

  /** Pull requests as they are now, by number. */
  pullRequests(nameWithOwner: string): readonly PullRequestView[] {
    const found = pullRequestsOf(repositoryOf(this.world, nameWithOwner));
    return [...found]
      .sort((a, b) => a.number - b.number)
      .map((each) => ({
        number: each.number,
        title: each.title,
        body: each.body,
        state: each.state,
        isDraft: each.isDraft,
        author: each.author,
        headRefName: each.headRefName,
        headRefOid: each.headRefOid,
        baseRefName: each.baseRefName,
        url: issueUrl(each),
        labels: each.labels,
        mergedAt: each.mergedAt,
        mergedBy: each.mergedBy,
        mergeCommitOid: each.mergeCommitOid,
        files: changesOf(each).files.map(({ path }) => path),
      }));
  }

  /** Comments on an issue or a pull request, oldest first. */
  comments(nameWithOwner: string, number: number): readonly CommentView[] {
    const { comments } = issueOf(repositoryOf(this.world, nameWithOwner), number);
    return comments.map(({ databaseId, author, body }) => ({ databaseId, author, body }));
  }

  /** Check runs of a commit, in the order of their making; `fields` as the app sent them. */
  checkRuns(nameWithOwner: string, oid: string): readonly CheckRunState['fields'][] {
    const { checkRuns } = repositoryOf(this.world, nameWithOwner);
    return checkRuns.filter(({ headOid }) => headOid === oid).map(({ fields }) => fields);
  }

  /** A branch's commits, newest first. */
  commits(nameWithOwner: string, branch: string): readonly CommitView[] {
    const { git } = repositoryOf(this.world, nameWithOwner);
    const head = git.refs.get(`refs/heads/${branch}`);
    return (head === undefined ? [] : history(git, head)).map((commit) => ({
      oid: commit.oid,
      message: commit.message,
      author: accountByEmail(this.world, commit.author.email)?.login ?? null,
      committedDate: commit.committer.date,
      parents: commit.parents,
      verified: commit.isSigned,
    }));
  }
}

export interface PullRequestView {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly author: string | null;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly baseRefName: string;
  readonly url: string;
  readonly labels: readonly string[];
  readonly mergedAt: string | null;
  readonly mergedBy: string | null;
  readonly mergeCommitOid: string | null;
  readonly files: readonly string[];
}

export interface CommentView {
  readonly databaseId: number;
  readonly author: string | null;
  readonly body: string;
}

export interface CommitView {
  readonly oid: string;
  readonly message: string;
  /** Login, or null if it is nobody's account. */
  readonly author: string | null;
  readonly committedDate: string;
  readonly parents: readonly string[];
  /** Signed by GitHub. */
  readonly verified: boolean;
}

function newPrivateKey(): string {
  const options = {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
  } as const;
  return generateKeyPairSync('rsa', options).privateKey;
}
