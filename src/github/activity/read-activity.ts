import { utc } from '@date-fns/utc';
import { addDays } from 'date-fns/addDays';
import type { Activity } from '../../newsletter/activity/activity.js';
import { isOwnedBy, NameSet } from '../../newsletter/activity/names.js';
import type { Period } from '../../newsletter/activity/period.js';
import { byTime, type OtherWork } from '../../newsletter/activity/work.js';
import { type Conversation, readConversations, type StartedConversation } from '../comments/conversation.js';
import type { NamedPullRequest } from '../comments/draft-commands.js';
import type { Client, Log, Reading } from '../connection/client.js';
import { completePullRequests } from './complete-pull-requests.js';
import { newRepositories, readActive } from './crates.js';
import {
  findMerged,
  type Interval,
  intervalUntil,
  isInInterval,
  isInScope,
  isWanted,
  type MergedSearch,
} from './merged-pull-requests.js';
import {
  isNumbered,
  type PullRequestNode,
  readNamedPullRequests,
  readPullRequests,
  toPullRequests,
} from './pull-requests.js';
import { type ActiveRepository, readRepositories, readTags } from './read-repositories.js';
import { type MergedReference, readLanded, readLaterReverts, readUnknownCommits } from './unknown-commits.js';
import { findWatched, readBrought, readMoved, type WatchedFound } from './watched-and-moved.js';

/** Whose activity is read, and how closely. */
export interface ActivityScope {
  readonly organization: string;
  /** GitHub searches organizations and users under different qualifiers. */
  readonly isOrganization: boolean;
  /** By `nameWithOwner`: the repositories that are never collected. */
  readonly exclude: Pick<NameSet, 'has'>;
  readonly includePrivate: boolean;
  /** `nameWithOwner` of repositories that the settings ask for by name: those outside of the organization, and its forks. */
  readonly watch: readonly string[];
  /** `nameWithOwner` of repositories outside of the organization that the last editions have sections of. */
  readonly learnedWatch: readonly string[];
  readonly now: Date;
  /** What the edition before left for this one begins here; usually the period's first instant. */
  readonly from: Date;
  /** Whether all files of large pull requests are needed, not just the first page. */
  readonly allFiles: boolean;
  /** Whether what people wrote on the pull requests is needed. */
  readonly conversations: boolean;
  /** Pull requests of other periods that people moved to this one's edition by naming them. */
  readonly named: readonly NamedPullRequest[];
  /** Pull requests that webhooks announced and the search may not show yet. */
  readonly announcedByWebhook: readonly NamedPullRequest[];
  /** The App's name, by which people may address the bot; `null`: there is none. */
  readonly botLogin: string | null;
  /** Whether the crates below the repository's root are needed, by `nameWithOwner`. */
  memberCrates(repository: string): boolean;
}

/** A period's activity, and what people wrote on its pull requests; that is empty where it was not needed. */
export interface ReadActivity extends Activity {
  readonly conversations: readonly Conversation[];
}

/** What the readers of a period's activity go by. */
interface ActivityReading extends Reading {
  readonly scope: ActivityScope;
  readonly search: MergedSearch;
}

/**
 * Everything that was done in the period in the organization's repositories that are no forks: what the search shows as
 * merged, and what the histories of the default branches have besides, since the search index is late at times.
 */
export async function readActivity(
  client: Client,
  scope: ActivityScope,
  period: Period,
  log: Log,
): Promise<ReadActivity> {
  const { organization, conversations } = scope;
  const gaps = new Set<string>();
  const report = (gap: string) => void gaps.add(gap);
  const search = searchFor(scope, period);
  const reading: ActivityReading = { client, scope, search, log, report };

  const { watched, pushed, merged, announced, others } = await readMerged(reading);
  const elsewhen = await readMoved(reading, merged, announced);
  const brought = await readBrought(reading, merged, conversations);
  const moved = await completeAll(reading, [...elsewhen, ...brought]);
  const talked = [...merged, ...moved];
  const repositories = await readActive(reading, { pushed, merged: talked, others });
  const tags = await readTags(
    client,
    pushed.map(({ node }) => node),
    scope.from,
    log,
  );
  log.info(
    `Read the crates of ${repositories.length} ${repositories.length === 1 ? 'repository' : 'repositories'}.`,
  );
  return {
    period,
    organization,
    repositories,
    watched: [...new Set(watched.nodes.map(({ repository }) => repository.nameWithOwner))].sort(),
    quiet: watched.quiet,
    missing: watched.missing,
    newRepositories: newRepositories(pushed, search.interval),
    pullRequests: toPullRequests(merged),
    moved: toPullRequests(moved),
    laterReverts: await readLaterReverts(client, pushed, log),
    others,
    conversations: conversations
      ? await readConversations(reading, talked.map(begun), {
          place: 'pull request',
          botLogin: scope.botLogin,
        })
      : [],
    tags,
    gaps: [...gaps],
  };
}

/** What was merged or committed in the period, and where to look for more. */
interface MergedWork {
  readonly watched: WatchedFound;
  readonly pushed: readonly ActiveRepository[];
  readonly merged: readonly PullRequestNode[];
  /** Pull requests that webhooks announced, also those of other periods. */
  readonly announced: readonly PullRequestNode[];
  /** By time. */
  readonly others: readonly OtherWork[];
}

async function readMerged(reading: ActivityReading): Promise<MergedWork> {
  const { client, scope, search, report, log } = reading;
  const wanted = (nodes: readonly PullRequestNode[]) => nodes.filter((node) => isWanted(node, search));
  const found = await findMerged(client, search, log);
  found.gaps.forEach(report);
  const watched = await findWatched(reading, scope, search);
  const pushed = await readPushed(reading);
  const shown = await completeAll(reading, found.nodes);
  const unknown = await readUnknownCommits(reading, pushed, shown);
  const late = await readLate(reading, shown, unknown.pullRequests);
  const known = [...shown, ...late];
  const landed = await readLanded(reading, unknown.landings, known, scope.conversations);
  const closed = await completeAll(reading, wanted(landed.nodes));
  const elsewhere = await completeAll(reading, watched.nodes);
  const collected = [...known, ...closed, ...elsewhere];
  const announced = await readAnnounced(reading, collected);
  const others = unknown.direct.filter(({ key }) => !landed.commits.has(key)).sort(byTime);
  return { watched, pushed, merged: [...collected, ...wanted(announced)], announced, others };
}

function searchFor(scope: ActivityScope, period: Period): MergedSearch {
  const { organization, isOrganization, exclude, includePrivate, conversations, botLogin } = scope;
  return {
    owner: `${isOrganization ? 'org' : 'user'}:${organization}`,
    interval: intervalUntil(period, scope.from),
    exclude,
    includePrivate,
    watch: new NameSet(scope.watch),
    conversations,
    movedTo: conversations ? period.key : null,
    botLogin,
    takenBackIn: timeAfter(period, scope.now),
  };
}

/** A draft is published soon after its period; what is taken back later is another edition's. */
const DAYS_AFTER = 31;

function timeAfter(period: Period, now: Date): Interval | null {
  const from = period.end;
  if (now <= from) return null;
  return {
    from: from.getTime(),
    to: Math.min(now.getTime(), addDays(from, DAYS_AFTER, { in: utc }).getTime()),
  };
}

function begun(node: PullRequestNode): StartedConversation {
  return { nameWithOwner: node.repository.nameWithOwner, number: node.number, node };
}

async function readPushed(reading: ActivityReading): Promise<readonly ActiveRepository[]> {
  const { scope, search } = reading;
  const { organization: owner, includePrivate, exclude } = scope;
  const { interval, takenBackIn } = search;
  const asked = { owner, includePrivate, interval, takenBackIn };
  const pushed = await readRepositories(reading, asked);
  return pushed.filter(({ node }) => !exclude.has(node.nameWithOwner));
}

async function completeAll(
  reading: ActivityReading,
  nodes: readonly PullRequestNode[],
): Promise<readonly PullRequestNode[]> {
  return nodes.length === 0 ? [] : completePullRequests(reading, nodes, { files: reading.scope.allFiles });
}

/** The merged pull requests that the search index does not show yet. */
async function readLate(
  reading: ActivityReading,
  shown: readonly PullRequestNode[],
  references: readonly MergedReference[],
): Promise<readonly PullRequestNode[]> {
  const { scope, search, log } = reading;
  const known = new Set(shown.map(({ id }) => id));
  const ids = references
    .filter(({ id, mergedAt }) => !known.has(id) && isInInterval(mergedAt, search.interval))
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  log.info(
    `GitHub's search does not show ${ids.length} merged pull requests yet. The bot found them on the branches.`,
  );
  const late = await readPullRequests(reading, ids, search.conversations);
  return completeAll(
    reading,
    // A commit may belong to a pull request of the repository from which its own was forked.
    late.filter(
      (node) => isWanted(node, search) && isOwnedBy(node.repository.nameWithOwner, scope.organization),
    ),
  );
}

/** The organization's pull requests that webhooks announced and the search does not show; also those of other periods. */
async function readAnnounced(
  reading: ActivityReading,
  known: readonly PullRequestNode[],
): Promise<readonly PullRequestNode[]> {
  const { scope, search } = reading;
  const unknown = scope.announcedByWebhook.filter(
    (named) =>
      isOwnedBy(named.repository, scope.organization) && !known.some((node) => isNumbered(node, named)),
  );
  if (unknown.length === 0) return [];
  const nodes = await readNamedPullRequests(reading, unknown, search.conversations);
  return completeAll(
    reading,
    nodes.filter(
      (node) => isInScope(node, search) && isOwnedBy(node.repository.nameWithOwner, scope.organization),
    ),
  );
}
