import type { Activity } from '../newsletter/activity.js';
import type { EarlierEdition } from '../newsletter/earlier-edition.js';
import { listedLinks, sectionAuthors } from '../newsletter/earlier-notes.js';
import { entryKey } from '../newsletter/entry-lines.js';
import { type FormerNames, toFormerNames } from '../newsletter/former-names.js';
import type { PullRequest } from '../newsletter/pull-request.js';
import { workKey } from '../newsletter/work.js';
import type { NotedPullRequest, NoteSources, Rights } from '../notes/note-sources.js';
import { unknownRepositories } from '../notes/unknown-repositories.js';
import { type WantedRight, wantedRights } from '../notes/wanted-rights.js';
import { isStatusComment, isWrittenByBot } from './bot-comments.js';
import type { Client, Log } from './client.js';
import type { Conversation } from './conversation.js';
import type { WriteAccess } from './permissions.js';
import { readApprovals } from './read-approvals.js';
import type { Hearing } from './read-control.js';
import type { Newsletter } from './read-newsletter.js';
import { recallPresentNames } from './read-present-names.js';

/** What was read for the edition anyway, as far as notes are made from it. */
export interface NoteContext {
  readonly newsletter: Newsletter;
  readonly activity: Activity;
  readonly earlier: readonly EarlierEdition[];
  readonly formerNames: FormerNames;
  /** Of the month's pull requests. */
  readonly conversations: readonly Conversation[];
  /** On the draft pull request; `null` when there is none. */
  readonly draft: Conversation | null;
}

/** Nobody may write anywhere. */
const NO_RIGHTS: Rights = { editors: new Set(), maintainers: new Map() };

/**
 * Everything that notes are made from, as it is on GitHub now. Beyond what was read, the status comment's history takes
 * a request, as do names of repositories that nobody knows, and each person who asked for something one or, when no
 * editor, one more for each repository.
 */
export async function readNotes(
  client: Client,
  { mayWrite, app }: Hearing,
  context: NoteContext,
  log: Log,
): Promise<NoteSources> {
  const { newsletter, activity, earlier, conversations, draft } = context;
  const comments = draft?.comments ?? [];
  const status = comments.find(isStatusComment);
  const sources: NoteSources = {
    month: activity.month,
    app,
    origin: new URL(newsletter.url).origin,
    organization: activity.organization,
    pullRequests: notedPullRequests([...activity.pullRequests, ...activity.moved], conversations),
    commits: activity.commits.map(workKey),
    repositories: activity.repositories.map(({ nameWithOwner, crates }) => ({
      repository: nameWithOwner,
      crates: crates.map(({ name }) => name),
    })),
    formerNames: byName(context.formerNames),
    draft: comments.filter((comment) => !isWrittenByBot(comment)),
    approvals: status === undefined ? [] : await readApprovals(client, status),
    rights: NO_RIGHTS,
    sectionAuthors: sectionAuthors(earlier),
    knownLinks: listedLinks(earlier),
  };
  const named = { ...sources, formerNames: await readFormerNames(client, sources, activity, log) };
  return { ...named, rights: await lookUpRights(mayWrite, newsletter, wantedRights(named)) };
}

/** The former names that are known, and those that commands use besides. */
async function readFormerNames(
  client: Client,
  sources: NoteSources,
  activity: Activity,
  log: Log,
): Promise<NoteSources['formerNames']> {
  const known = activity.repositories.map(({ nameWithOwner }) => nameWithOwner);
  const present = await recallPresentNames(client, unknownRepositories(sources), known, log);
  return new Map([...sources.formerNames, ...byName(toFormerNames(present, activity))]);
}

function byName(formerNames: FormerNames): NoteSources['formerNames'] {
  return new Map([...formerNames].map(([name, { nameWithOwner }]) => [name, nameWithOwner.toLowerCase()]));
}

function notedPullRequests(
  pullRequests: readonly PullRequest[],
  conversations: readonly Conversation[],
): readonly NotedPullRequest[] {
  const known = new Map(conversations.map((each) => [keyOf(each), each]));
  return pullRequests.map((pullRequest) => {
    const { repository, author, coAuthors, labels } = pullRequest;
    const key = workKey(pullRequest);
    const conversation = known.get(key);
    return {
      key,
      repository,
      authors: [...(author === null ? [] : [author]), ...coAuthors].map(({ login }) => login),
      labels,
      body: conversation?.body ?? '',
      comments: (conversation?.comments ?? []).filter((comment) => !isWrittenByBot(comment)),
    };
  });
}

/** The key of the pull request's entry. */
export function keyOf({ nameWithOwner, number }: Conversation): string {
  return entryKey(nameWithOwner, number);
}

/** An editor may do all that a maintainer may, so that is not asked: the newsletter comes first among a person's. */
async function lookUpRights(
  mayWrite: WriteAccess,
  { nameWithOwner }: Newsletter,
  wanted: readonly WantedRight[],
): Promise<Rights> {
  const editors = new Set<string>();
  const maintainers = new Map<string, Set<string>>();
  for (const { login, repository } of wanted) {
    if (editors.has(login) || (await mayWrite(repository ?? nameWithOwner, login)) !== true) continue;
    if (repository === null) editors.add(login);
    else maintainers.set(repository, (maintainers.get(repository) ?? new Set()).add(login));
  }
  return { editors, maintainers };
}
