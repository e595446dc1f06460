import { type FileEntry, type GitCommit, writeBlob, writeTree } from './git-store.js';
import { type CommitFacts, personOf, recordCommit } from './past-pull-requests.js';
import type {
  RecordedBump,
  RecordedCommit,
  RecordedEdition,
  RecordedPullRequest,
  RecordedRepository,
} from './recorded-files.js';
import { bumped, type Crates, manifests } from './recorded-manifests.js';
import type { RepositoryState } from './state.js';
import type { World } from './world.js';

/** What happened on a default branch until a day. */
export interface RecordedEvents {
  readonly pullRequests: readonly RecordedPullRequest[];
  readonly commits: readonly RecordedCommit[];
  readonly bumps: readonly RecordedBump[];
  readonly editions: readonly RecordedEdition[];
  /** Text of the newsletter's settings, which have been there from the beginning; `null` when there are none. */
  readonly config: string | null;
}

/** Points a ref of a repository to a commit, as of that time. */
export type MoveRef = (ref: string, oid: string, at: string) => void;

/** One commit of the default branch; `oid` undefined where git gave it a name that nobody recorded. */
interface Step {
  readonly oid: string;
  readonly date: string;
  readonly facts: CommitFacts;
  readonly pullRequest?: RecordedPullRequest;
}

/**
 * Writes the commits of the default branch and returns the last: recorded merges and direct commits in their order and under
 * their own ids, with the manifests that the version bumps tell of, and the editions. The rest of the files is not known.
 * With more events, earlier commits stay what they were.
 */
export function writeRecordedHistory(
  world: World,
  repository: RepositoryState,
  recorded: RecordedRepository,
  events: RecordedEvents,
): GitCommit | undefined {
  const { git } = repository;
  const files = new Map<string, FileEntry>();
  const write = (path: string, text: string) =>
    files.set(path, { mode: '100644', oid: writeBlob(git, text) });
  write('README.md', `# ${recorded.name}\n${recorded.description ? `\n${recorded.description}\n` : ''}`);
  if (events.config !== null) write('.github/newsletter.yml', events.config);
  let tree = writeTree(git, files);
  let crates: Crates = new Map();
  let head: GitCommit | undefined;
  for (const step of stepsOf(recorded, events)) {
    const bumps = events.bumps.filter(({ sha }) => sha === step.oid);
    const editions = events.editions.filter((edition) => oidOf(edition) === step.oid);
    for (const path of bumps.length > 0 ? crates.keys() : []) files.delete(path);
    for (const bump of bumps) crates = bumped(crates, bump);
    if (bumps.length > 0) {
      files.delete('Cargo.toml');
      for (const [path, text] of Object.entries(manifests(crates, recorded))) write(path, text);
    }
    for (const { path, text } of editions) write(path, text);
    if (bumps.length + editions.length > 0) tree = writeTree(git, files);
    head = writeStep(world, repository, { step, tree, parent: head });
  }
  return head;
}

/** Oldest first. A bump or an edition whose commit was not recorded makes one. */
function stepsOf(recorded: RecordedRepository, events: RecordedEvents): readonly Step[] {
  const branch = recorded.defaultBranch ?? 'main';
  const steps = new Map<string, Step>();
  const add = (step: Step) => {
    if (!steps.has(step.oid)) steps.set(step.oid, step);
  };
  for (const pullRequest of events.pullRequests) {
    if ((pullRequest.baseRef ?? branch) === branch && pullRequest.mergeCommitSha !== undefined) {
      add(mergeStep(pullRequest, pullRequest.mergeCommitSha));
    }
  }
  for (const { sha, date, message, authorLogin, authorName } of events.commits) {
    add({ oid: sha, date, facts: { message, authors: [person(authorLogin, authorName)] } });
  }
  for (const { sha, date, crate, version } of events.bumps) {
    add({ oid: sha, date, facts: { message: `Release ${crate} ${version}`, authors: [] } });
  }
  for (const edition of events.editions) {
    const { month, publishedAt } = edition;
    add({ oid: oidOf(edition), date: publishedAt, facts: { message: `Publish ${month}`, authors: [] } });
  }
  const sorted = [...steps.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const first = { message: 'Initial commit', authors: [{ login: recorded.owner }] };
  const isKnown = sorted.length > 0;
  return isKnown ? sorted : [{ oid: unnamed(recorded.name), date: recorded.createdAt, facts: first }];
}

function mergeStep(pullRequest: RecordedPullRequest, oid: string): Step {
  const squashed = pullRequest.commits?.find(({ sha }) => sha === oid);
  const from = `${pullRequest.author.login}/${pullRequest.headRef ?? `patch-${pullRequest.number}`}`;
  const merge: CommitFacts = {
    message: `Merge pull request #${pullRequest.number} from ${from}\n\n${pullRequest.title}`,
    authors: [person(pullRequest.author.login, pullRequest.author.login)],
  };
  const facts = squashed ? commitFacts(squashed) : merge;
  return { oid, date: pullRequest.mergedAt, facts, pullRequest };
}

/** A merge has the pull request's own commits for its second parent; the last of them changed what it changes. */
function writeStep(
  world: World,
  repository: RepositoryState,
  {
    step,
    tree,
    parent,
  }: { readonly step: Step; readonly tree: string; readonly parent: GitCommit | undefined },
): GitCommit {
  const parents = parent ? [parent.oid] : [];
  const own = step.pullRequest?.commits?.filter(({ sha }) => sha !== step.oid) ?? [];
  let last: string | undefined;
  for (const commit of own) {
    const before = last ?? parent?.oid;
    const known = commit === own.at(-1) || parent === undefined ? tree : parent.tree;
    const facts = { ...commitFacts(commit), tree: known, parents: before === undefined ? [] : [before] };
    last = recordCommit(world, repository, facts, { date: commit.authoredAt, seed: '', title: '' }).oid;
  }
  const [author = { name: 'GitHub', email: 'noreply@github.com' }, ...others] = step.facts.authors.map(
    (each) => personOf(world, each),
  );
  const commit: GitCommit = {
    oid: step.oid,
    tree,
    parents: last === undefined ? parents : [...parents, last],
    message: step.facts.message ?? '',
    author: { ...author, date: step.date },
    committer: { ...author, date: step.date },
    isSigned: false,
    recordedAuthors: [author, ...others],
  };
  repository.git.commits.set(commit.oid, commit);
  return commit;
}

/** What is recorded of one of a pull request's commits. */
export function commitFacts(commit: NonNullable<RecordedPullRequest['commits']>[number]): CommitFacts {
  const coAuthors = commit.coAuthors ?? [];
  return {
    oid: commit.sha,
    message: commit.message,
    authors: [
      person(commit.authorLogin, commit.authorName),
      ...coAuthors.map(({ login, name }) => person(login, name)),
    ],
    authoredDate: commit.authoredAt,
  };
}

function person(login: string | null, name: string): CommitFacts['authors'][number] {
  return login === null || login === 'ghost' ? { name } : { login, name };
}

function oidOf({ sha, month }: RecordedEdition): string {
  return sha ?? unnamed(month);
}

function unnamed(seed: string): string {
  return Buffer.from(seed.padEnd(20, '.')).toString('hex').slice(0, 40);
}
