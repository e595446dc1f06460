import type { FakeGitHub } from '../fake-github/fake-github.js';
import { type GitCommit, writeCommit } from '../fake-github/git-store.js';
import { addMergedPullRequest, type CommitFacts, recordCommit } from '../fake-github/past-pull-requests.js';
import { setRef } from '../fake-github/refs.js';
import type { RepositoryState } from '../fake-github/state.js';
import { accountOf, emailOf, repositoryOf } from '../fake-github/world.js';
import { editionText } from '../newsletter/builders.js';
import { createRandom, type Random } from './random.js';

/** How large the organization is. All its pull requests were merged in May 2020. */
export interface OrganizationSize {
  readonly repositories: number;
  readonly pullRequests: number;
}

export const NEWSLETTER = 'acme/news';

const MONTH_START = Date.parse('2020-05-01T00:00:00Z');
const MONTH_SECONDS = 31 * 86_400;

/**
 * Fills the fake with the organization `acme`: its newsletter, which published the edition of April 2020, and crates of
 * which a few have most of the pull requests. One in three is merged with its commits, the others as a single one; one
 * in fifty has more than fifteen commits; for each thirty there is a direct commit. The same size is the same world.
 */
export function generateOrganization(
  github: FakeGitHub,
  { repositories, pullRequests }: OrganizationSize,
): void {
  const random = createRandom(2020);
  const people = 20 + pullRequests / 25;
  github.addOrganization({ login: 'acme' });
  github.addRepository({
    nameWithOwner: NEWSLETTER,
    createdAt: '2019-01-01T00:00:00Z',
    files: {
      'config.toml': 'title = "Acme"\n',
      'content/this-month/2020-04/index.md': editionText('2020-04', ''),
    },
  });
  for (let index = 0; index < repositories; index += 1) addCrate(github, index);
  const instants = Array.from(
    { length: pullRequests },
    () => MONTH_START + 1000 * random.below(MONTH_SECONDS),
  );
  instants.sort((left, right) => left - right);
  instants.forEach((instant, index) => {
    const repository = repositoryOf(github.world, nameOf(Math.floor(repositories * random.next() ** 3)));
    mergeAt(github, repository, { instant, index, people, random });
    if (index % 30 === 0)
      commitOnHead(github, repository, { instant, message: `Tidy up ${index}`, parents: [] });
  });
}

function nameOf(index: number): string {
  return `acme/crate-${String(index).padStart(4, '0')}`;
}

/** Every twentieth is a workspace with two members. */
function addCrate(github: FakeGitHub, index: number): void {
  const manifest = (name: string) => `[package]\nname = "${name}"\ndescription = "Does one thing, ${name}"\n`;
  const name = `crate-${index}`;
  const members = {
    'a/Cargo.toml': manifest(`${name}-a`),
    'b/Cargo.toml': manifest(`${name}-b`),
    'Cargo.toml': '[workspace]\nmembers = ["a", "b"]\n',
  };
  github.addRepository({
    nameWithOwner: nameOf(index),
    description: `The crate ${index}`,
    createdAt: '2019-01-01T00:00:00Z',
    files: index % 20 === 19 ? members : { 'Cargo.toml': manifest(name) },
  });
}

interface Merge {
  readonly instant: number;
  readonly index: number;
  readonly people: number;
  readonly random: Random;
}

function mergeAt(
  github: FakeGitHub,
  repository: RepositoryState,
  { instant, index, people, random }: Merge,
): void {
  const { world } = github;
  const author = random.below(10) === 0 ? 'dependabot[bot]' : `person-${random.below(people)}`;
  const count = random.below(50) === 0 ? 16 + random.below(60) : 1 + random.below(5);
  const authors = [
    { login: author },
    ...(random.below(10) === 0 ? [{ login: `person-${random.below(people)}` }] : []),
  ];
  const message = `Change ${index} of ${repository.name}`;
  const date = new Date(instant);
  const commits = commitsOf(count, { authors, index, date, parent: headOf(repository) });
  for (const commit of commits) {
    recordCommit(world, repository, commit, { date: date.toISOString(), seed: '', title: message });
  }
  const isMergeCommit = index % 3 === 0;
  const parents = isMergeCommit ? commits.slice(-1).flatMap(({ oid }) => oid ?? []) : [];
  const mergeCommitOid = commitOnHead(github, repository, { instant, message, parents }).oid;
  addMergedPullRequest(world, repository, {
    number: index + 1,
    title: message,
    author,
    mergedAt: date,
    commits,
    files: Array.from({ length: 1 + random.below(6) }, (_, file) => `src/part_${file}.rs`),
    mergeCommitOid,
  });
}

/** A chain of commits on top of the parent. */
function commitsOf(
  count: number,
  context: {
    readonly authors: CommitFacts['authors'];
    readonly index: number;
    readonly date: Date;
    readonly parent: string;
  },
): readonly CommitFacts[] {
  const oid = (commit: number) => `${context.index.toString(16)}f${commit.toString(16)}`.padStart(40, 'c');
  return Array.from({ length: count }, (_, commit) => ({
    oid: oid(commit),
    authors: context.authors,
    parents: [commit === 0 ? context.parent : oid(commit - 1)],
    authoredDate: context.date,
  }));
}

function commitOnHead(
  { world }: FakeGitHub,
  repository: RepositoryState,
  commit: { readonly instant: number; readonly message: string; readonly parents: readonly string[] },
): GitCommit {
  const { git, defaultBranch } = repository;
  const parent = headOf(repository);
  const date = new Date(commit.instant).toISOString().replace('.000Z', 'Z');
  const account = accountOf(world, 'person-0');
  const signature = { name: account.login, email: emailOf(account), date };
  const written = writeCommit(git, {
    tree: git.commits.get(parent)?.tree ?? '',
    parents: [parent, ...commit.parents],
    message: commit.message,
    author: signature,
    committer: signature,
  });
  setRef(repository, `refs/heads/${defaultBranch}`, written.oid, date);
  return written;
}

function headOf({ git, defaultBranch, nameWithOwner }: RepositoryState): string {
  const head = git.refs.get(`refs/heads/${defaultBranch}`);
  if (head === undefined) throw new Error(`${nameWithOwner} is empty.`);
  return head;
}
