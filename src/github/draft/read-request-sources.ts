import { parseDescription } from '../../commands/parse-comment.js';
import type { Activity } from '../../newsletter/activity/activity.js';
import { type AccountSettings, contributorsOf, isPerson } from '../../newsletter/activity/contributor.js';
import { repositoryOfKey } from '../../newsletter/activity/entry-lines.js';
import { NameMap, NameSet, nameKey } from '../../newsletter/activity/names.js';
import type { Calendar } from '../../newsletter/activity/period.js';
import type { FormerNames } from '../../newsletter/activity/repository.js';
import type { PullRequest } from '../../newsletter/activity/work.js';
import type { Language } from '../../newsletter/document/language.js';
import type { FoundCandidates } from '../../newsletter/draft/candidates.js';
import { listedLinks } from '../../newsletter/edition/link-parts.js';
import {
  type EarlierEdition,
  listedWork,
  namedPeople,
} from '../../newsletter/house-style/earlier-edition.js';
import { toFormerNames } from '../../newsletter/merge/present-names.js';
import { type NewsletterPlaces, whyNotInEdition } from '../../replies/comments/not-in-edition.js';
import { comesLater, type EditionsAround, eligibilityOf } from '../../requests/eligibility.js';
import { type NeededPermission, neededPermissions, unknownRepositories } from '../../requests/permissions.js';
import {
  collectRequests,
  type DiscussedPullRequest,
  type GrantedPermissions,
  isCommandLabel,
  type NamedPeople,
  type NotInEdition,
  namesIn,
  type RequestSources,
  useKey,
  withPresentNames,
} from '../../requests/request.js';
import { readLabellers } from '../activity/labels.js';
import { recallPresentNames } from '../activity/read-present-names.js';
import { type Conversation, isWrittenByBot, tickedComments } from '../comments/conversation.js';
import type { UserPermissions, WriteAccess } from '../comments/draft-commands.js';
import { type Askers, readApprovals } from '../comments/edit-history.js';
import type { Client, Log } from '../connection/client.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';
import { findNamedPeople, type RememberedAccount } from './accounts.js';

/** What was read for the edition anyway, as far as it decides what becomes of requests. */
export interface RequestContext {
  readonly newsletter: Newsletter;
  readonly activity: Activity;
  readonly earlier: readonly EarlierEdition[];
  readonly formerNames: FormerNames;
  /** Of the period's pull requests. */
  readonly conversations: readonly Conversation[];
  /** On the draft pull request; `null` when there is none. */
  readonly draft: Conversation | null;
  /** Links that people typed into the draft, and where each is read, by `linkKey`. */
  readonly typedLinks: ReadonlyMap<string, string>;
  /** What editors may tick into the edition; `null`: the settings name no source. */
  readonly candidates: FoundCandidates | null;
  /** Hosts from which images may come in sections, in lower case. */
  readonly imageHosts: readonly string[];
  /** Logins of people who asked before never to be thanked. */
  readonly optOuts: readonly string[];
  /** What the settings say of accounts. */
  readonly accounts: AccountSettings;
  /** The accounts that the archive remembers. */
  readonly remembered: readonly RememberedAccount[];
  /** Keys of what earlier drafts postponed to this edition. */
  readonly postponed: ReadonlySet<string>;
  /** Whether the runs of later editions read what is said on this draft. */
  readonly isFollowed: boolean;
  readonly calendar: Calendar;
  /** Of the edition. */
  readonly language: Language;
  /** Keys of the periods whose editions are on the default branch. */
  readonly published: ReadonlySet<string>;
  /** Whether the settings let the newsletter list a repository, by `nameWithOwner`. */
  isCollected(nameWithOwner: string): boolean;
  readonly places: NewsletterPlaces;
}

const TICKS_HIDDEN =
  'Ticks on the draft do not count: the bot cannot see who made them. GitHub shows neither of its tokens the edit history of its comment.';

/** What was read of the requests. */
export interface ReadRequestSources {
  readonly sources: RequestSources;
  /** Accounts of people whom commands name for the first time. */
  readonly newAccounts: readonly RememberedAccount[];
}

/** Nobody may write anywhere. */
const NO_PERMISSIONS: GrantedPermissions = { editors: new NameSet(), maintainers: new NameMap() };

/**
 * Everything that decides what becomes of requests, as it is on GitHub now. Beyond what was read, a request is needed for
 * the history of the status comment and of each comment of the bot that somebody wrote over, for names of repositories that
 * nobody knows, and for names of people that commands use; and for each person who asked for something one or, when no editor,
 * one more for each repository.
 */
export async function readRequestSources(
  askers: Askers,
  { mayWrite }: UserPermissions,
  context: RequestContext,
  log: Log,
): Promise<ReadRequestSources> {
  const { newsletter, calendar, language, activity, earlier, draft } = context;
  const comments = draft?.comments ?? [];
  const approvals = await readApprovals(askers, tickedComments(comments));
  if (approvals === null) log.warn(TICKS_HIDDEN);
  const pullRequests = await withLabellers(askers.reader, context);
  const sources: RequestSources = {
    calendar,
    period: activity.period,
    origin: new URL(newsletter.url).origin,
    language,
    organization: activity.organization,
    pullRequests,
    requests: collectRequests(
      pullRequests,
      comments.filter((comment) => !isWrittenByBot(comment)),
    ),
    postponed: context.postponed,
    isFollowed: context.isFollowed,
    commits: activity.others.map(({ key }) => key),
    repositories: activity.repositories.map(({ nameWithOwner, crates }) => ({
      repository: nameWithOwner,
      crates: crates.map(({ name }) => name),
    })),
    formerNames: byName(context.formerNames),
    approvals: approvals ?? [],
    areTicksHidden: approvals === null,
    permissions: NO_PERMISSIONS,
    known: namedPeople(earlier),
    optOuts: new NameSet(context.optOuts),
    absent: new NameSet(),
    organizations: new NameSet(),
    accounts: context.accounts,
    knownLinks: listedLinks(earlier),
    linkWords: new Map(),
    typedLinks: context.typedLinks,
    imageHosts: context.imageHosts,
    candidates: context.candidates,
  };
  const isTicked = sources.candidates !== null && sources.approvals.length > 0;
  if (sources.requests.length === 0 && sources.postponed.size === 0 && !isTicked)
    return { sources, newAccounts: [] };
  const formerNames = await readFormerNames(askers.reader, sources, activity, log);
  const postponed = new Set([...sources.postponed].map((key) => presentKey(key, formerNames)));
  const { newAccounts, ...people } = await findNamedPeople(
    askers.reader,
    namesIn(sources.requests),
    context.remembered,
    log,
  );
  const named = { ...sources, formerNames, postponed, ...byPresentNames(sources, people) };
  const permissions = await lookUpPermissions(mayWrite, newsletter, neededPermissions(named));
  return { sources: { ...named, permissions }, newAccounts };
}

/** Whoever an earlier edition names is known under a new name, too. */
function byPresentNames(
  { requests, known }: RequestSources,
  people: NamedPeople,
): Pick<RequestSources, 'requests' | 'known' | 'absent' | 'organizations'> {
  const renamed = namesIn(requests).flatMap((use) =>
    known.has(use.name) ? (people.logins.get(useKey(use)) ?? []) : [],
  );
  return {
    requests: withPresentNames(requests, people),
    known: renamed.length === 0 ? known : new NameSet([...known, ...renamed]),
    absent: people.absent,
    organizations: people.organizations,
  };
}

/** The pull requests, with who gave them the labels that ask for something: a request or more for each that has one. */
async function withLabellers(
  client: Client,
  context: RequestContext,
): Promise<readonly DiscussedPullRequest[]> {
  const discussed: DiscussedPullRequest[] = [];
  for (const pullRequest of discussedPullRequests(context)) {
    const { id } = pullRequest;
    const names = pullRequest.labels.map(({ name }) => name);
    const found = id === null || names.length === 0 ? null : await readLabellers(client, id, names);
    const labels = names.map((name) => ({ name, login: found?.get(name) ?? null }));
    discussed.push({ ...pullRequest, labels });
  }
  return discussed;
}

/** The pull requests that are in the edition, or could be if somebody moves them there. */
function discussedPullRequests(context: RequestContext): readonly DiscussedPullRequest[] {
  const { calendar, activity, earlier, published } = context;
  const editions = { calendar, period: activity.period, published, listed: listedWork(earlier) };
  const conversations = new Map(context.conversations.map((each) => [each.key, each]));
  const isPossible = (pullRequest: PullRequest) =>
    !editions.listed.has(pullRequest.key) && context.isCollected(pullRequest.repository);
  const discussed = (pullRequest: PullRequest, notInEdition: NotInEdition | null) =>
    toDiscussed(pullRequest, conversations.get(pullRequest.key), notInEdition);
  return [
    ...activity.pullRequests.filter(isPossible).map((each) => discussed(each, null)),
    ...activity.moved
      .filter(isPossible)
      .map((each) => discussed(each, notInEditionOf(each, editions, context))),
  ];
}

function notInEditionOf(
  pullRequest: PullRequest,
  editions: EditionsAround,
  context: RequestContext,
): NotInEdition {
  const key = pullRequest.key;
  const facts = { ...pullRequest, key, state: 'MERGED', isCollected: true, isOwn: false } as const;
  const eligibility = eligibilityOf(facts, editions);
  return { because: whyNotInEdition(eligibility, key, context.places), comesLater: comesLater(eligibility) };
}

function toDiscussed(
  pullRequest: PullRequest,
  conversation: Conversation | undefined,
  notInEdition: NotInEdition | null,
): DiscussedPullRequest {
  const { repository, url, author, labels } = pullRequest;
  return {
    id: conversation?.id ?? null,
    key: pullRequest.key,
    url,
    repository,
    author: author !== null && author.type === 'User' && isPerson(author) ? author.login : null,
    authors: contributorsOf(pullRequest).map(({ login }) => login),
    labels: labels.filter(isCommandLabel).map((name) => ({ name, login: null })),
    description: parseDescription(conversation?.body ?? ''),
    comments: conversation?.comments.filter((comment) => !isWrittenByBot(comment)) ?? [],
    notInEdition,
  };
}

/** The former names that are known, and those that commands use besides. */
async function readFormerNames(
  client: Client,
  sources: RequestSources,
  activity: Activity,
  log: Log,
): Promise<RequestSources['formerNames']> {
  const known = activity.repositories.map(({ nameWithOwner }) => nameWithOwner);
  const present = await recallPresentNames(client, unknownRepositories(sources), known, log);
  return new NameMap([...sources.formerNames, ...byName(toFormerNames(present.names, activity))]);
}

/** The key under the present name of its repository. */
function presentKey(key: string, formerNames: RequestSources['formerNames']): string {
  const repository = repositoryOfKey(key);
  return `${formerNames.get(repository) ?? repository}${key.slice(repository.length)}`;
}

function byName(formerNames: FormerNames): RequestSources['formerNames'] {
  return new NameMap([...formerNames].map(([name, { nameWithOwner }]) => [name, nameKey(nameWithOwner)]));
}

/** An editor may do all that a maintainer may, so that is not asked: the newsletter comes first among a person's. */
async function lookUpPermissions(
  mayWrite: WriteAccess,
  { nameWithOwner }: Newsletter,
  wanted: readonly NeededPermission[],
): Promise<GrantedPermissions> {
  const editors = new Set<string>();
  const maintainers = new Map<string, Set<string>>();
  for (const { login, repository } of wanted) {
    if (editors.has(login) || (await mayWrite(repository ?? nameWithOwner, login)) !== true) continue;
    if (repository === null) editors.add(login);
    else maintainers.set(repository, (maintainers.get(repository) ?? new Set()).add(login));
  }
  return {
    editors: new NameSet(editors),
    maintainers: new NameMap([...maintainers].map(([name, logins]) => [name, new NameSet(logins)])),
  };
}
