import type { FakeGitHub } from './fake-github.js';
import { addMergedPullRequest } from './past-pull-requests.js';
import { publishPullRequest } from './pull-request-events.js';
import {
  type RecordedFiles,
  type RecordedPullRequest,
  type RecordedRepository,
  type RecordedUser,
  readRecordedFiles,
} from './recorded-files.js';
import { commitFacts, type MoveRef, writeRecordedHistory } from './recorded-history.js';
import { writeReleaseLines } from './recorded-release-lines.js';
import { createRef, setRef, updateRef } from './refs.js';
import type { PullRequestState, RepositoryState } from './state.js';
import {
  accountOf,
  addAccount,
  addRepository,
  findAccount,
  findRepository,
  timestamp,
  type World,
} from './world.js';

export interface RecordedDataOptions {
  /** Nothing later than this is loaded. */
  readonly asOf: Date;
  /** The repository that the editions are in. */
  readonly newsletter?: string;
  /** Text of `newsletter.yml`, in place of the recorded one. */
  readonly config?: string;
}

/** Loads a folder of recorded data into the fake, as the world was at that time. */
export function loadRecordedData(github: FakeGitHub, directory: string, options: RecordedDataOptions): void {
  const { world } = github;
  const read = readRecordedFiles(directory);
  const files = { ...read, config: options.config ?? read.config };
  const newsletter = options.newsletter ?? 'rust-osdev/homepage';
  const asOf = timestamp(options.asOf);
  const repositories = withNewsletter(files, newsletter).filter(({ createdAt }) => createdAt <= asOf);
  for (const user of files.users) addRecordedUser(world, user);
  for (const { owner } of repositories) addOwner(world, owner);
  for (const recorded of repositories) loadRepository(world, files, { recorded, newsletter, asOf });
}

/**
 * Lets time go on up to `asOf` in a world that was loaded from the same folder: what is recorded of that time happens, with its
 * webhooks. The newsletter repository is left alone, for what people and the bot do there is not recorded.
 */
export function continueRecordedData(
  github: FakeGitHub,
  directory: string,
  { asOf, newsletter = 'rust-osdev/homepage' }: Omit<RecordedDataOptions, 'config'>,
): void {
  const { world } = github;
  const files = readRecordedFiles(directory);
  for (const recorded of files.repositories) {
    const state = findRepository(world, `${recorded.owner}/${recorded.name}`);
    if (!state || state.nameWithOwner === newsletter) continue;
    const added = writeRepository(world, state, files, {
      recorded,
      newsletter,
      asOf: timestamp(asOf),
      moveRef: (ref, oid) => push(world, state, ref, oid),
    });
    for (const each of added) {
      publishPullRequest(
        world,
        each,
        'closed',
        each.author === null ? state.owner : accountOf(world, each.author),
      );
    }
  }
}

/** Forced, since the commit that stands for an unknown history goes once there is a known one. */
function push(world: World, repository: RepositoryState, ref: string, oid: string): void {
  const before = repository.git.refs.get(ref);
  if (before === oid) return;
  if (before === undefined) createRef(world, repository, ref, oid, repository.owner);
  else updateRef(world, repository, ref, oid, repository.owner, { force: true });
}

function loadRepository(
  world: World,
  files: RecordedFiles,
  context: { readonly recorded: RecordedRepository; readonly newsletter: string; readonly asOf: string },
): void {
  const { owner, name, createdAt, ...rest } = context.recorded;
  const state = addRepository(world, { ...rest, nameWithOwner: `${owner}/${name}`, createdAt });
  const moveRef: MoveRef = (ref, oid, at) => setRef(state, ref, oid, at);
  writeRepository(world, state, files, { ...context, moveRef });
}

/** Writes what is recorded up to `asOf` and not there yet. Returns the pull requests that are new. */
function writeRepository(
  world: World,
  state: RepositoryState,
  files: RecordedFiles,
  context: {
    readonly recorded: RecordedRepository;
    readonly newsletter: string;
    readonly asOf: string;
    readonly moveRef: MoveRef;
  },
): readonly PullRequestState[] {
  const { recorded, newsletter, asOf, moveRef } = context;
  const { nameWithOwner, defaultBranch } = state;
  const isNewsletter = nameWithOwner === newsletter;
  const releases = files.releases.get(nameWithOwner) ?? {};
  const pullRequests = (files.pullRequests.get(nameWithOwner) ?? []).filter(
    ({ mergedAt }) => mergedAt <= asOf,
  );
  const bumps = (releases.bumps ?? []).filter(({ date }) => date <= asOf);
  for (const { author } of pullRequests) addRecordedUser(world, author);
  const head = writeRecordedHistory(world, state, recorded, {
    pullRequests,
    commits: (files.commits.get(nameWithOwner) ?? []).filter(({ date }) => date <= asOf),
    bumps,
    editions: isNewsletter ? files.editions.filter(({ publishedAt }) => publishedAt <= asOf) : [],
    config: isNewsletter ? files.config : null,
  });
  if (head) moveRef(`refs/heads/${defaultBranch}`, head.oid, head.committer.date);
  const tags = (releases.tags ?? []).filter(({ date }) => date <= asOf);
  writeReleaseLines(world, state, {
    pullRequests: pullRequests.filter(({ baseRef = defaultBranch }) => baseRef !== defaultBranch),
    tags,
    bumps,
  });
  const added = pullRequests
    .filter(({ number }) => !state.numbered.has(number))
    .map((each) => addPullRequest(world, state, each));
  for (const { tag, sha, date } of tags) moveRef(`refs/tags/${tag}`, sha, date);
  return added;
}

function addPullRequest(
  world: World,
  repository: RepositoryState,
  recorded: RecordedPullRequest,
): PullRequestState {
  const { number, title, body, author, mergedAt, labels, files, additions, deletions } = recorded;
  return addMergedPullRequest(world, repository, {
    number,
    title,
    author: author.login === 'ghost' ? null : author.login,
    mergedAt,
    commits: (recorded.commits ?? []).map(commitFacts),
    ...(body !== undefined && { body }),
    ...(labels && { labels }),
    ...(files && { files }),
    ...(additions !== undefined && { additions }),
    ...(deletions !== undefined && { deletions }),
    ...(recorded.baseRef !== undefined && { baseRefName: recorded.baseRef }),
    ...(recorded.headRef && { headRefName: recorded.headRef }),
    ...(recorded.mergeCommitSha !== undefined && { mergeCommitOid: recorded.mergeCommitSha }),
  });
}

function addRecordedUser(world: World, { login, type, id, idGuess, names }: RecordedUser): void {
  if (login === 'ghost' || findAccount(world, login)) return;
  addAccount(world, {
    login,
    databaseId: id ?? idGuess ?? undefined,
    ...(type && { type }),
    name: names?.[0] ?? null,
  });
}

function addOwner(world: World, login: string): void {
  if (!findAccount(world, login)) addAccount(world, { login, type: 'Organization' });
}

/** The recorded repositories and, if there are editions but not their repository, that one too. */
function withNewsletter(files: RecordedFiles, newsletter: string): readonly RecordedRepository[] {
  const { repositories, editions } = files;
  const [owner = '', name = ''] = newsletter.split('/');
  const isThere = repositories.some((each) => each.owner === owner && each.name === name);
  const first = [
    ...editions.map(({ publishedAt }) => publishedAt),
    ...repositories.map(({ createdAt }) => createdAt),
  ];
  return isThere
    ? repositories
    : [...repositories, { owner, name, createdAt: first.sort()[0] ?? '2020-01-01T00:00:00Z' }];
}
