import type { RestEndpointMethodTypes } from '@octokit/rest';
import type { Signature } from '../git-objects.js';
import type { GitCommit } from '../git-store.js';
import { nodeId } from '../node-ids.js';
import type { RepositoryState } from '../state.js';
import { accountByEmail, type World, webUrl } from '../world.js';
import { accountShape } from './account-shape.js';
import type { Shape } from './shape.js';

type Commit = Shape<RestEndpointMethodTypes['repos']['getCommit']['response']['data']>;
type GitObject = Shape<RestEndpointMethodTypes['git']['getCommit']['response']['data']>;

export function commitShape(world: World, repository: RepositoryState, commit: GitCommit): Commit {
  const { nameWithOwner } = repository;
  const { tree, message, author, committer, verification } = gitCommitShape(world, repository, commit);
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', `${nameWithOwner}@${commit.oid}`),
    url: `${world.apiUrl}/repos/${nameWithOwner}/commits/${commit.oid}`,
    html_url: `${webUrl}/${nameWithOwner}/commit/${commit.oid}`,
    commit: { tree, message, author, committer, verification, comment_count: 0 },
    author: userOf(world, commit.author),
    committer: userOf(world, commit.committer),
    parents: parentsOf(world, repository, commit),
  };
}

/** A commit as the git database has it. */
export function gitCommitShape(world: World, repository: RepositoryState, commit: GitCommit): GitObject {
  const url = `${world.apiUrl}/repos/${repository.nameWithOwner}/git`;
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', `${repository.nameWithOwner}@${commit.oid}`),
    url: `${url}/commits/${commit.oid}`,
    html_url: `${webUrl}/${repository.nameWithOwner}/commit/${commit.oid}`,
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    message: commit.message,
    author: commit.author,
    committer: commit.committer,
    parents: parentsOf(world, repository, commit),
    verification: {
      verified: commit.isSigned,
      reason: commit.isSigned ? 'valid' : 'unsigned',
      signature: null,
      payload: null,
      verified_at: commit.isSigned ? commit.committer.date : null,
    },
  };
}

function parentsOf(world: World, { nameWithOwner }: RepositoryState, { parents }: GitCommit) {
  return parents.map((sha) => ({
    sha,
    url: `${world.apiUrl}/repos/${nameWithOwner}/commits/${sha}`,
    html_url: `${webUrl}/${nameWithOwner}/commit/${sha}`,
  }));
}

function userOf(world: World, { email }: Signature) {
  const account = accountByEmail(world, email);
  return account ? accountShape(world, account) : null;
}
