import type { FakeGitHub } from './fake-github.js';
import { addMergedPullRequest } from './past-pull-requests.js';
import {
  type RecordedFiles,
  type RecordedPullRequest,
  type RecordedRepository,
  type RecordedUser,
  readRecordedFiles,
} from './recorded-files.js';
import { commitFacts, writeRecordedHistory } from './recorded-history.js';
import { writeReleaseLines } from './recorded-release-lines.js';
import { setRef } from './refs.js';
import type { RepositoryState } from './state.js';
import { addAccount, addRepository, findAccount, timestamp, type World } from './world.js';

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
  const recorded = readRecordedFiles(directory);
  const files = { ...recorded, config: options.config ?? recorded.config };
  const newsletter = options.newsletter ?? 'rust-osdev/homepage';
  const asOf = timestamp(options.asOf);
  const repositories = withNewsletter(files, newsletter).filter(({ createdAt }) => createdAt <= asOf);
  for (const user of files.users) addRecordedUser(world, user);
  for (const { owner } of repositories) addOwner(world, owner);
  for (const repository of repositories) {
    loadRepository(world, files, { repository, newsletter, asOf });
  }
}

function loadRepository(
  world: World,
  files: RecordedFiles,
  context: { readonly repository: RecordedRepository; readonly newsletter: string; readonly asOf: string },
): void {
  const { asOf, newsletter } = context;
  const { owner, name, createdAt, ...rest } = context.repository;
  const nameWithOwner = `${owner}/${name}`;
  const state = addRepository(world, { ...rest, nameWithOwner, createdAt });
  const isNewsletter = nameWithOwner === newsletter;
  const releases = files.releases.get(nameWithOwner) ?? {};
  const pullRequests = (files.pullRequests.get(nameWithOwner) ?? []).filter(
    ({ mergedAt }) => mergedAt <= asOf,
  );
  const bumps = (releases.bumps ?? []).filter(({ date }) => date <= asOf);
  for (const { author } of pullRequests) addRecordedUser(world, author);
  writeRecordedHistory(world, state, context.repository, {
    pullRequests,
    commits: (files.commits.get(nameWithOwner) ?? []).filter(({ date }) => date <= asOf),
    bumps,
    editions: isNewsletter ? files.editions.filter(({ publishedAt }) => publishedAt <= asOf) : [],
    config: isNewsletter ? files.config : null,
  });
  const tags = (releases.tags ?? []).filter(({ date }) => date <= asOf);
  writeReleaseLines(world, state, {
    pullRequests: pullRequests.filter(({ baseRef = state.defaultBranch }) => baseRef !== state.defaultBranch),
    tags,
    bumps,
  });
  for (const pullRequest of pullRequests) addPullRequest(world, state, pullRequest);
  for (const { tag, sha, date } of tags) setRef(state, `refs/tags/${tag}`, sha, date);
}

function addPullRequest(world: World, repository: RepositoryState, recorded: RecordedPullRequest): void {
  const { number, title, body, author, mergedAt, labels, files, additions, deletions } = recorded;
  addMergedPullRequest(world, repository, {
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
