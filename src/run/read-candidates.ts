import {
  type CandidateSource,
  type FoundInRepository,
  inRepository,
  listsPullRequests,
  MOST_FOUND,
  type RepositorySource,
  readSourceRepositories,
} from '../github/activity/read-source-repositories.js';
import { type ReadComment, statusComment, tickedComments } from '../github/comments/conversation.js';
import { type Askers, readVersions } from '../github/comments/edit-history.js';
import type { Log } from '../github/connection/client.js';
import { explain } from '../github/connection/errors.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { isOwnedBy, isSameName } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import {
  type Candidate,
  type CandidateMemory,
  candidateNumber,
  type FoundCandidates,
  isWithin,
  NOTHING_REMEMBERED,
  parseMemory,
  type SourceTrouble,
} from '../newsletter/draft/candidates.js';
import { typedLinks } from '../newsletter/draft/locate-entries.js';
import { isWebAddress, linkKey } from '../newsletter/markdown/addresses.js';
import {
  FEEDS_NOT_READ,
  GITHUB_SILENT,
  itemsOfFuture,
  itemsUnread,
  itemsWithoutDate,
  NO_REPOSITORY,
  NOTHING_DATED,
  OWN_REPOSITORY,
  pullRequestsUnread,
  renamedTo,
  sourceUnreadable,
} from '../replies/gaps.js';
import { checkboxesIn, hashCandidate } from '../requests/answer.js';
import { type FeedAnswer, type FeedItem, MOST_ITEMS, type ReadFeed } from '../web/feed-reader.js';
import type { RunContext } from './run-context.js';

/** What one source came to. */
interface ReadSource {
  readonly candidates: readonly Candidate[];
  readonly troubles: readonly SourceTrouble[];
  /** How often it failed one time after the other, this time included. */
  readonly failures: number;
}

/** How often a source that does not answer is asked before the editors hear of it. */
const PATIENCE = 3;

/**
 * What the sources of the settings have for the period, and what the bot's own comment remembers. A source that cannot be
 * read is a sentence for the editors, and what was found before stays listed. Throws only if the comment's history, where a
 * person edited out what it remembers, cannot be read.
 */
export async function readCandidates(
  { clients, config, now, log, published }: RunContext,
  period: Period,
  { conversation, current, base }: ReadDraft,
  readFeed: ReadFeed | undefined,
): Promise<FoundCandidates> {
  const memory = await readMemory(clients, conversation?.comments ?? []);
  const context = { memory, period, now };
  const feeds = config.sources.flatMap((source) => (source.feed === null ? [] : source.feed));
  const sources = config.sources.map((source) => ({ ...source, asRepository: inRepository(source) }));
  const repositories = sources.flatMap(({ asRepository }) => asRepository ?? []);
  const [answers, found] = await Promise.all([
    readEachFeed(feeds, readFeed),
    readEachRepository(clients, repositories, period, log),
  ]);
  const read = sources.map((source): ReadSource => {
    const { asRepository } = source;
    if (asRepository !== null)
      return ofRepository(asRepository, found.get(asRepository), config.organization, context);
    const feed = source.feed ?? '';
    return ofFeed(feed, answers.get(feed) ?? NO_FEEDS, source, context);
  });
  for (const { source, what } of read.flatMap(({ troubles }) => troubles)) log.info(`${source} ${what}`);
  const struck = new Set(memory.dismissed);
  const all = [...read.flatMap(({ candidates }) => candidates), ...memory.candidates];
  const typed = current === null ? [] : typedLinks(current.document, base?.document ?? null).keys();
  return {
    candidates: all.filter(({ url }) => !struck.has(candidateNumber(url))),
    memory: {
      dismissed: memory.dismissed,
      failures: new Map(
        sources.flatMap(({ feed, asRepository }, index): readonly (readonly [string, number])[] => {
          const failures = read[index]?.failures ?? 0;
          return failures === 0 ? [] : [[feed ?? asRepository?.repository ?? '', failures]];
        }),
      ),
    },
    troubles: read.flatMap(({ troubles }) => troubles),
    told: new Set([...published.editions.flatMap(({ document }) => linksIn(document.source)), ...typed]),
  };
}

/** The `linkKey`s of all addresses in the text, wherever they stand. */
function linksIn(text: string): readonly string[] {
  return (text.match(/https?:\/\/[^\s<>"'`\\()[\]]+/gi) ?? []).filter(isWebAddress).map(linkKey);
}

/**
 * What the bot's comment remembers; what people deleted from its list is dismissed. Where a person deleted that, or wrote over
 * it, the bot finds it in the comment's edit history, a request for each such comment: the feed may have dropped the items.
 */
async function readMemory(clients: Askers, comments: readonly ReadComment[]): Promise<CandidateMemory> {
  const body = statusComment(comments)?.body ?? '';
  const present = parseMemory(body);
  if (present !== null) return withDeleted(present, checkboxesIn(body));
  const memory = await recallMemory(clients, comments);
  const boxes = checkboxesIn(body);
  // Where no line is left, a person did not look through them.
  const isListed = memory.candidates.some((candidate) => boxes.has(hashCandidate(candidate)));
  return isListed ? withDeleted(memory, boxes) : memory;
}

/**
 * What the bot last wrote for itself into a comment that a person may have written over; nothing where GitHub does not show
 * the history. Fails as the request does: a list without it would be written, and remembered.
 */
async function recallMemory(clients: Askers, comments: readonly ReadComment[]): Promise<CandidateMemory> {
  const versions = (await readVersions(clients, tickedComments(comments))) ?? [];
  const written = versions.map(({ isOwn, body }) => (isOwn && body !== null ? parseMemory(body) : null));
  return written.findLast((memory) => memory !== null) ?? NOTHING_REMEMBERED;
}

function withDeleted(memory: CandidateMemory, boxes: ReadonlySet<string>): CandidateMemory {
  const deleted = memory.candidates.filter((candidate) => !boxes.has(hashCandidate(candidate)));
  const numbers = deleted.map(({ url }) => candidateNumber(url));
  return { ...memory, dismissed: [...new Set([...memory.dismissed, ...numbers])].slice(-MOST_DISMISSED) };
}

/** More than anybody strikes by hand in one edition. */
const MOST_DISMISSED = 500;

/** What a source is compared with. */
interface SourceContext {
  readonly memory: CandidateMemory;
  readonly period: Period;
  readonly now: Date;
}

/** No feed is read here. */
const NO_FEEDS: FeedAnswer = { kind: 'failed', because: '', isLasting: true, isNew: false };

/** Each once, whatever is looked for in it. */
async function readEachFeed(
  feeds: readonly string[],
  readFeed: ReadFeed | undefined,
): Promise<ReadonlyMap<string, FeedAnswer>> {
  if (readFeed === undefined) return new Map();
  const read = [...new Set(feeds)].map(async (feed) => [feed, await readFeed(feed)] as const);
  return new Map(await Promise.all(read));
}

/** Nothing where GitHub does not answer. */
async function readEachRepository(
  { reader }: RunContext['clients'],
  sources: readonly RepositorySource[],
  period: Period,
  log: Log,
): Promise<ReadonlyMap<RepositorySource, FoundInRepository>> {
  if (sources.length === 0) return new Map();
  try {
    const found = await readSourceRepositories(reader, sources, period, log);
    return new Map(found.map((each) => [each.source, each]));
  } catch (error) {
    log.warn(`The bot could not look for candidates in repositories. ${explain(error)}`);
    return new Map();
  }
}

function ofFeed(
  feed: string,
  answer: FeedAnswer,
  source: Pick<CandidateSource, 'title' | 'part'>,
  { memory, period, now }: SourceContext,
): ReadSource {
  const say = (sentences: readonly string[]) => sentences.map((what) => ({ source: feed, what }));
  if (answer.kind === 'failed') {
    const sentence = answer === NO_FEEDS ? FEEDS_NOT_READ : sourceUnreadable(answer.because);
    return failed(feed, sentence, answer, memory);
  }
  const wanted = answer.items.filter(({ title }) => source.title?.matches(title) ?? true);
  const undated = answer.items.filter(({ date }) => date === null).length;
  const early = wanted.filter(({ date }) => date !== null && date > now).length;
  const troubles = say([
    ...(undated === 0 ? [] : [undated === answer.items.length ? NOTHING_DATED : itemsWithoutDate(undated)]),
    ...(early === 0 ? [] : [itemsOfFuture(early)]),
    ...(answer.hasMore ? [itemsUnread(MOST_ITEMS)] : []),
  ]);
  const why = source.title === null ? '' : `title like ${source.title.source}`;
  const toCandidate = ({ title, url, date }: FeedItem): readonly Candidate[] => {
    if (date === null || !isWithin(date, period, now)) return [];
    const host = new URL(feed).hostname;
    return [{ part: source.part, url, title, date: date.toISOString(), source: host, why }];
  };
  return { candidates: wanted.flatMap(toCandidate), troubles, failures: 0 };
}

function ofRepository(
  source: RepositorySource,
  found: FoundInRepository | undefined,
  organization: string,
  { memory, period, now }: SourceContext,
): ReadSource {
  const { repository } = source;
  const say = (what: string) => [{ source: repository, what }];
  if (listsPullRequests(source) && isOwnedBy(repository, organization)) {
    return { candidates: [], troubles: say(OWN_REPOSITORY), failures: 0 };
  }
  if (found === undefined) {
    return failed(repository, GITHUB_SILENT, { isLasting: false, isNew: true }, memory);
  }
  const candidates = found.candidates.filter(({ date }) => isWithin(new Date(date), period, now));
  return { candidates, troubles: troubleWith(repository, found).flatMap(say), failures: 0 };
}

/** At most one sentence. */
function troubleWith(repository: string, { nameWithOwner, unread }: FoundInRepository): readonly string[] {
  if (nameWithOwner === null) return [NO_REPOSITORY];
  if (!isSameName(nameWithOwner, repository)) return [renamedTo(nameWithOwner)];
  return unread === 0 ? [] : [pullRequestsUnread(unread, MOST_FOUND)];
}

/** What editors hear of a source that gave nothing: at once if it will stay so, else the third time. */
function failed(
  source: string,
  what: string,
  { isLasting, isNew }: { readonly isLasting: boolean; readonly isNew: boolean },
  memory: CandidateMemory,
): ReadSource {
  const before = memory.failures.get(source) ?? 0;
  const failures = isLasting ? PATIENCE : Math.min(PATIENCE, before + (isNew ? 1 : 0));
  return { candidates: [], troubles: failures < PATIENCE ? [] : [{ source, what }], failures };
}
