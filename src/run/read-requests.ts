import { verbOf } from '../commands/verbs.js';
import { editionSettings } from '../config/newsletter-config.js';
import { hasOwnMarker } from '../github/comments/conversation.js';
import {
  type EditionOverrides,
  NO_OVERRIDES,
  readEditionOverrides,
} from '../github/comments/draft-commands.js';
import { readRemarks } from '../github/comments/edit-history.js';
import type { Remarks } from '../github/comments/own-comments.js';
import { explain, isRateLimited } from '../github/connection/errors.js';
import type { RememberedAccount } from '../github/draft/accounts.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { readRequestSources } from '../github/draft/read-request-sources.js';
import type { Period } from '../newsletter/activity/period.js';
import { NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import type { FoundCandidates } from '../newsletter/draft/candidates.js';
import { sourceUrl } from '../newsletter/draft/draft.js';
import { typedLinks } from '../newsletter/draft/locate-entries.js';
import { NO_AMENDMENTS } from '../newsletter/edition/amendments.js';
import { wordsIn } from '../newsletter/edition/link-parts.js';
import { linkKey, withoutTracking } from '../newsletter/markdown/addresses.js';
import { escapeTitle, type Markdown } from '../newsletter/markdown/markdown.js';
import { type Offered, outlineOffered } from '../newsletter/merge/ledger.js';
import { ENTRY_MARKER } from '../replies/comments/entry-comment.js';
import { STATUS_MARKER } from '../replies/comments/status-comment.js';
import type { Answer } from '../requests/answer.js';
import type { RequestSources } from '../requests/request.js';
import { type ResolvedRequests, resolveRequests } from '../requests/resolve-requests.js';
import { type ReadTitle, readNoTitle } from '../web/title-reader.js';
import type { PeriodSources } from './read-sources.js';
import { newsletterPlaces, type ReadingContext, type RunContext } from './run-context.js';

/** What of the period decides what becomes of requests. */
export type NotedSources = Pick<
  PeriodSources,
  'activity' | 'earlier' | 'formerNames' | 'settings' | 'conversations'
>;

/** What of the draft decides what becomes of requests. */
export interface DraftSources
  extends Pick<
    ReadDraft,
    'conversation' | 'branch' | 'current' | 'base' | 'editUrl' | 'optOuts' | 'accounts'
  > {
  readonly overrides: EditionOverrides;
  /** `null`: the settings name no source. */
  readonly candidates: FoundCandidates | null;
}

/** What people asked for, and what is to be remembered of it. */
export interface ReadRequests extends ResolvedRequests {
  /** Accounts of people whom commands name for the first time. */
  readonly newAccounts: readonly RememberedAccount[];
}

/** Nobody is asked for anything. */
const SILENCE: ReadRequests = {
  amendments: NO_AMENDMENTS,
  answers: [],
  optOuts: [],
  areTicksHidden: false,
  candidates: null,
  notInEdition: new Map(),
  discussed: new Set(),
  newAccounts: [],
};

/**
 * What people asked for, on the period's pull requests and on the draft; nothing where the settings say so. This is the
 * second read of a run: whose permissions and which pages are asked for depends on what the first one found.
 */
export async function readRequests(
  context: ReadingContext,
  sources: NotedSources,
  draft: DraftSources | null,
  readTitle: ReadTitle = readNoTitle,
): Promise<ReadRequests> {
  const { clients, newsletter, config, calendar, published, permissions, log } = context;
  if (!config.notes) return SILENCE;
  const { settings, ...periodSources } = sources;
  const requestContext = {
    ...periodSources,
    newsletter,
    language: context.form.language,
    draft: draft?.conversation ?? null,
    imageHosts: config.images.map((host) => host.toLowerCase()),
    candidates: draft?.candidates ?? null,
    typedLinks: draft === null ? new Map() : typedLinksOf(draft),
    postponed: draft?.overrides.postponed ?? new Set<string>(),
    optOuts: [...settings.credit.optOut, ...(draft?.optOuts ?? [])],
    accounts: config,
    remembered: draft?.accounts ?? [],
    isFollowed: draft?.branch === config.branch,
    isCollected: (nameWithOwner: string) =>
      !settings.excluded.has(nameWithOwner) && !settings.repository(nameWithOwner).hide,
    calendar,
    published: new Set(published.periods.map(({ key }) => key)),
    places: newsletterPlaces(context),
  };
  const { sources: found, newAccounts } = await readRequestSources(clients, permissions, requestContext, log);
  const read = config.fetchTitles ? readTitle : readNoTitle;
  const linkWords = await readLinkWords(found, draft?.base ?? null, read);
  const resolved = resolveRequests({ ...found, linkWords });
  return { ...resolved, newAccounts: newAccounts.filter((account) => !isRefused(account, resolved.answers)) };
}

/** Nothing is remembered of a comment by somebody who may have nothing of it. */
function isRefused({ usedIn }: RememberedAccount, answers: readonly Answer[]): boolean {
  const own = answers.filter(({ commentId }) => commentId === usedIn);
  return own.length > 0 && own.every(({ outcome }) => outcome.kind === 'refused');
}

/**
 * What became of commands to the bot itself, on a draft that is left as it is otherwise, in comments with nothing else.
 * Never throws: without an answer, the next run looks again.
 */
export async function readRequestsToBot(
  run: RunContext,
  period: Period,
  draft: ReadDraft,
): Promise<readonly Answer[]> {
  const { clients, config, log } = run;
  const { conversation } = draft;
  if (conversation === null || conversation.isLocked) return [];
  if (clients.commenter(conversation.nameWithOwner) === null) return [];
  const sources = {
    activity: { ...NO_ACTIVITY, period, organization: config.organization },
    earlier: [],
    formerNames: NO_FORMER_NAMES,
    settings: editionSettings(config),
    conversations: [],
  };
  try {
    const { answers } = await readRequests(run, sources, {
      ...draft,
      overrides: NO_OVERRIDES,
      candidates: null,
    });
    // What nobody understands may be the slip of one.
    const isToBot = ({ command, outcome }: Answer) =>
      command === null ? outcome.kind === 'unclear' : verbOf(command).about === 'control';
    const others = new Set(answers.filter((answer) => !isToBot(answer)).map(({ commentId }) => commentId));
    return answers.filter(({ commentId }) => !others.has(commentId));
  } catch (error) {
    if (isRateLimited(error)) log.warn(explain(error));
    else log.debug(explain(error));
    return [];
  }
}

const NO_ACTIVITY = {
  repositories: [],
  watched: [],
  quiet: [],
  missing: [],
  moved: [],
  laterReverts: [],
  pullRequests: [],
  newRepositories: [],
  others: [],
  tags: [],
  gaps: [],
} as const;

/** Most drafts have nobody who offers a link, and need no look. */
function typedLinksOf(draft: DraftSources): ReadonlyMap<string, string> {
  const { conversation, current, base } = draft;
  if (current === null || conversation?.comments.some(({ body }) => /https?:/i.test(body)) !== true)
    return new Map();
  const lines = typedLinks(current.document, base === null ? null : outlineOffered(base));
  return new Map([...lines].map(([key, line]) => [key, `${sourceUrl(draft)}#L${line}`]));
}

/** Pages of one run. Links beyond that show their address. */
const MOST_PAGES = 20;

/**
 * What the links without a title may show, by their address without tracking parameters: what `offered`, the bot's last
 * text, calls them, else the titles of their pages. So the draft stays the same when a page changes or is down.
 * Pages are read before anybody approves a link, so that its title is a part of what is approved.
 */
async function readLinkWords(
  sources: RequestSources,
  offered: Offered | null,
  readTitle: ReadTitle,
): Promise<RequestSources['linkWords']> {
  const pieces = offered === null ? [] : outlineOffered(offered).pieces;
  const before = pieces.map(({ source }) => source).join('\n');
  const keptOf = (url: string) => (offered === null ? null : wordsIn(offered.document.form, before, url));
  const links = untitledLinks(sources).map((url) => ({ url, kept: keptOf(url) }));
  const asked = links.filter(({ kept }) => kept === null).slice(0, MOST_PAGES);
  const titles = new Map(
    await Promise.all(asked.map(async ({ url }) => [url, await readTitle(url)] as const)),
  );
  return new Map(
    links.map(({ url, kept }) => [url, kept !== null ? [kept] : wordsOf(titles.get(url) ?? null)]),
  );
}

function wordsOf(title: string | null): readonly Markdown[] {
  return title === null ? [] : [escapeTitle(title)];
}

/** Each once; not those that are refused, whatever they are called. */
function untitledLinks(sources: RequestSources): readonly string[] {
  const urls = sources.requests.flatMap(({ parsed }) => {
    if (!('command' in parsed)) return [];
    const { command } = parsed;
    if (command.verb !== 'link' || command.title !== null) return [];
    const key = linkKey(command.url);
    const isRefused = sources.knownLinks.has(key) || sources.typedLinks.has(key);
    return isRefused ? [] : withoutTracking(command.url);
  });
  return [...new Set(urls)];
}

/** The comments that each run writes anew; a call that a person changed stays as it is. */
const KEPT_UP_TO_DATE = [ENTRY_MARKER, STATUS_MARKER];

/** What people wrote into the bot's comments; most runs find none that a person edited last. */
export async function readRemarksIn(
  { clients }: RunContext,
  { conversation }: ReadDraft,
  { conversations }: PeriodSources,
): Promise<Remarks> {
  const all = conversation === null ? conversations : [conversation, ...conversations];
  const touched = all.flatMap(({ comments }) =>
    comments.filter(
      (comment) => comment.isTouched && KEPT_UP_TO_DATE.some((mark) => hasOwnMarker(comment, mark)),
    ),
  );
  return touched.length === 0 ? new Map() : readRemarks(clients, touched);
}

/** What people moved to the edition by naming it on a draft. */
export async function readOverrides(
  { newsletter, config, permissions }: RunContext,
  { conversation, earlierComments }: ReadDraft,
  period: Period,
): Promise<EditionOverrides> {
  const comments = conversation?.comments ?? [];
  if (!config.notes || comments.length + earlierComments.length === 0) return NO_OVERRIDES;
  return readEditionOverrides(permissions, {
    newsletter: newsletter.nameWithOwner,
    organization: config.organization,
    period,
    comments,
    earlier: earlierComments,
  });
}
