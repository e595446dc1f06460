import { listedLinks, namedPeople, sectionAuthors } from '../newsletter/earlier-notes.js';
import { workKey } from '../newsletter/work.js';
import type { NoteSources, Rights } from '../notes/note-sources.js';
import { type WantedRight, wantedRights } from '../notes/wanted-rights.js';
import { isStatusComment, isWrittenByBot } from './bot-comments.js';
import type { Client } from './client.js';
import type { WriteAccess } from './permissions.js';
import { readApprovals } from './read-approvals.js';
import type { Hearing } from './read-control.js';
import type { Newsletter } from './read-newsletter.js';
import { type NoteContext, sortPullRequests } from './sort-pull-requests.js';

/** Nobody may write anywhere. */
const NO_RIGHTS: Rights = { editors: new Set(), maintainers: new Map() };

/**
 * Everything that notes are made from, as it is on GitHub now. Beyond what was read, the status comment's history takes
 * a request, and each person who asked for something one or, when no editor, one more for each repository.
 */
export async function readNotes(
  client: Client,
  { mayWrite, app }: Hearing,
  context: NoteContext,
): Promise<NoteSources> {
  const { newsletter, activity, earlier, draft } = context;
  const comments = draft?.comments ?? [];
  const status = comments.find(isStatusComment);
  const sources: NoteSources = {
    month: activity.month,
    app,
    origin: new URL(newsletter.url).origin,
    organization: activity.organization,
    ...sortPullRequests(context),
    postponed: context.postponed,
    isFollowed: context.isFollowed,
    commits: activity.commits.map(workKey),
    repositories: activity.repositories.map(({ nameWithOwner, crates }) => ({
      repository: nameWithOwner,
      crates: crates.map(({ name }) => name),
    })),
    draft: comments.filter((comment) => !isWrittenByBot(comment)),
    approvals: status === undefined ? [] : await readApprovals(client, status),
    rights: NO_RIGHTS,
    known: namedPeople(earlier),
    sectionAuthors: sectionAuthors(earlier),
    knownLinks: listedLinks(earlier),
    typedLinks: context.typedLinks,
  };
  return { ...sources, rights: await lookUpRights(mayWrite, newsletter, wantedRights(sources)) };
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
