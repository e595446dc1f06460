import type { FakeGitHub } from './fake-github.js';
import { addMergedPullRequest, recordCommit } from './past-pull-requests.js';
import {
  type RecordedFiles,
  type RecordedPullRequest,
  type RecordedRepository,
  type RecordedUser,
  readRecordedFiles,
} from './recorded-files.js';
import { commitFacts, writeRecordedHistory } from './recorded-history.js';
import { setRef } from './refs.js';
import type { RepositoryState } from './state.js';
import { addAccount, addRepository, findAccount, timestamp, type World } from './world.js';

export interface RecordedDataOptions {
  /** Nothing later than this is loaded. */
  readonly asOf: Date;
  /** The repository that the editions are in. */
  readonly newsletter?: string;
}

/** Loads a folder of recorded data into the fake, as the world was at that time. */
export function loadRecordedData(github: FakeGitHub, directory: string, options: RecordedDataOptions): void {
  const { world } = github;
  const files = readRecordedFiles(directory);
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
  for (const { author } of pullRequests) addRecordedUser(world, author);
  writeRecordedHistory(world, state, context.repository, {
    pullRequests,
    commits: (files.commits.get(nameWithOwner) ?? []).filter(({ date }) => date <= asOf),
    bumps: (releases.bumps ?? []).filter(({ date }) => date <= asOf),
    editions: isNewsletter ? files.editions.filter(({ publishedAt }) => publishedAt <= asOf) : [],
    config: isNewsletter ? files.config : null,
  });
  for (const pullRequest of pullRequests) addPullRequest(world, state, pullRequest);
  const tags = (releases.tags ?? []).filter(({ date }) => date <= asOf);
  for (const { tag, sha, date } of tags) addTag(world, state, { tag, sha, date });
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

/** A tag on a commit that was not recorded gets one, on top of what the default branch then was. */
function addTag(
  world: World,
  repository: RepositoryState,
  { tag, sha, date }: { readonly tag: string; readonly sha: string; readonly date: string },
): void {
  let before = repository.git.refs.get(`refs/heads/${repository.defaultBranch}`);
  for (;;) {
    const commit = repository.git.commits.get(before ?? '');
    if (!commit || commit.committer.date <= date) break;
    before = commit.parents[0];
  }
  const facts = { oid: sha, message: tag, authors: [], parents: before === undefined ? [] : [before] };
  recordCommit(world, repository, facts, { date, seed: '', title: tag });
  setRef(repository, `refs/tags/${tag}`, sha, '');
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
