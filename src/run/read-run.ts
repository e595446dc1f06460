import { readHiddenNames } from '../github/activity/read-present-names.js';
import { hasOwnMarker, isWrittenOver } from '../github/comments/conversation.js';
import type { NamedPullRequest } from '../github/comments/draft-commands.js';
import { type Remarks, whereBotIsUnwanted } from '../github/comments/own-comments.js';
import { explain } from '../github/connection/errors.js';
import type { RememberedAccount } from '../github/draft/accounts.js';
import { withBodyVersions } from '../github/draft/publish-draft.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import { isOwnedBy, NameSet } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import { signersIn } from '../newsletter/document/people.js';
import { type SkipReason, skipReason } from '../newsletter/draft/draft.js';
import { type DraftPlan, planDraft } from '../newsletter/draft/plan-draft.js';
import { assembleEdition } from '../newsletter/edition/assemble-edition.js';
import type { Edition } from '../newsletter/edition/edition.js';
import { renderEdition } from '../newsletter/edition/render-edition.js';
import { namesNewcomers } from '../newsletter/edition/template.js';
import type { EditionSettings } from '../newsletter/house-style/edition-settings.js';
import { outlineOffered } from '../newsletter/merge/ledger.js';
import { namesInDraft, withoutHidden } from '../newsletter/merge/present-names.js';
import type { Spelling } from '../newsletter/spelling/spelling.js';
import { type Call, callFor, isCall, REMINDER_MARKER } from '../replies/comments/call.js';
import { invitees } from '../replies/comments/entry-comment.js';
import type { Answer } from '../requests/answer.js';
import type { ResolvedRequests } from '../requests/resolve-requests.js';
import type { ReadFeed } from '../web/feed-reader.js';
import { isOnline } from '../web/fetch-page.js';
import { type ReadTitle, readNoTitle } from '../web/title-reader.js';
import { readAnnouncement } from './announce-editions.js';
import { readSettingsChecks, readSpelling } from './check-runs.js';
import { readCandidates } from './read-candidates.js';
import { readOverrides, readRemarksIn, readRequests, readRequestsToBot } from './read-requests.js';
import {
  findPresentPeople,
  type PeriodSources,
  type PresentPeople,
  readFirstTimers,
  readSources,
} from './read-sources.js';
import { type ChosenDraft, type RunContext, watchedRepositories } from './run-context.js';
import type { Announcement, Write } from './run-plan.js';

/** How the web is read, where the settings ask for it. */
export interface WebReaders {
  /** The titles of pages; without it, links show their addresses. */
  readonly readTitle?: ReadTitle | undefined;
  /** Feeds; without it, no feed is read. */
  readonly readFeed?: ReadFeed | undefined;
}

/** What the caller of a run may want besides. */
export interface RunExtras extends WebReaders {
  /** Whether somebody wants to see the check run of a head once more that has it already. */
  readonly checksAgain?: boolean;
  /** Is called with the branches that drafts are on, and whether the newsletter repository is private. */
  readonly onFound?: (found: { readonly branches: readonly string[]; readonly isPrivate: boolean }) => void;
  /** Pull requests that webhooks announced and GitHub's search may not show yet. */
  readonly announcedByWebhook?: readonly NamedPullRequest[];
}

/** Everything that a run's plan is made from. */
export interface RunFacts {
  /** `null`: no draft is due. */
  readonly chosen: ChosenDraft | null;
  readonly draft: DraftFacts | SkippedDraft | null;
  /** The announcement that is due; `null`: none is. */
  readonly announcement: Announcement | null;
  /** Check runs on open pull requests that change the settings. */
  readonly settingsChecks: readonly Write[];
}

/** A draft that people want left as it is. */
export interface SkippedDraft {
  readonly kind: 'skipped';
  readonly reason: SkipReason;
  /** How many entries of its file are about repositories that are private now; `null`: GitHub does not tell. */
  readonly privateEntries: number | null;
  /** What became of commands to the bot itself. */
  readonly answers: readonly Answer[];
}

/** A draft to be brought up to date. */
export interface DraftFacts extends DecidedDraft {
  readonly kind: 'draft';
  readonly sources: PeriodSources;
  readonly requests: ResolvedRequests;
  /** Keys of the pull requests whose authors are invited to a note. */
  readonly invited: ReadonlySet<string>;
  readonly spelling: Spelling | null;
  /** `null`: nobody is called for content. */
  readonly call: Call | null;
  /** Accounts of names that were seen for the first time. */
  readonly newAccounts: readonly RememberedAccount[];
  /** What people wrote into the bot's comments since it last wrote there. */
  readonly remarks: Remarks;
  readonly checksAgain: boolean;
}

/** Reads what the plan is made from, and decides on the way what the draft becomes (`decideEdition`, `decideDraft`). Writes nothing. */
export async function readRun(
  run: RunContext,
  found: ChosenDraft | null,
  extras: RunExtras,
): Promise<RunFacts> {
  const read = found === null ? null : await withHistoryOfBody(run, found);
  const people = read === null ? null : await findPresentPeople(run, read.draft);
  const chosen = read === null || people === null ? null : { ...read, draft: people.draft };
  const announcement = await readAnnouncement(run, chosen, isOnline);
  const draft =
    chosen === null || people === null
      ? null
      : await readDraftFacts({ ...run, config: people.config }, chosen, people, extras);
  const settingsChecks = await readSettingsChecks(
    run,
    chosen?.draft.head?.oid ?? null,
    extras.readTitle !== undefined,
  );
  return { chosen, draft, announcement, settingsChecks };
}

/** The draft with the edit history of its description, which GitHub may show only to the client that writes. */
async function withHistoryOfBody(
  { clients, newsletter }: RunContext,
  chosen: ChosenDraft,
): Promise<ChosenDraft> {
  return { ...chosen, draft: await withBodyVersions(clients, newsletter.nameWithOwner, chosen.draft) };
}

async function readDraftFacts(
  run: RunContext,
  { period, draft }: ChosenDraft,
  { newAccounts, renamed: renamedPeople }: PresentPeople,
  { readTitle = readNoTitle, readFeed, checksAgain = false, announcedByWebhook = [] }: RunExtras,
): Promise<DraftFacts | SkippedDraft> {
  const reason = skipReason(draft, period);
  if (reason !== null) {
    const answers = await readRequestsToBot(run, period, draft);
    return {
      kind: 'skipped',
      reason,
      privateEntries: await countPrivateEntries(run, period, draft),
      answers,
    };
  }
  const overrides = await readOverrides(run, draft, period);
  const documents = [
    ...(draft.base === null ? [] : [outlineOffered(draft.base)]),
    ...(draft.current === null ? [] : [draft.current.document]),
  ];
  const { lastOffer } = draft;
  const known = {
    documents,
    botLogin: run.permissions.botLogin,
    overrides,
    lastOffer,
    stories: [...(lastOffer?.stories ?? []), ...(draft.base?.stories ?? [])],
    announcedByWebhook,
  };
  const sources = { ...(await readSources(run, period, known)), renamedPeople };
  const looksAround = run.config.notes && run.config.sources.length > 0;
  const candidates = looksAround ? await readCandidates(run, period, draft, readFeed) : null;
  const { newAccounts: inCommands, ...requests } = await readRequests(
    run,
    sources,
    { ...draft, overrides, candidates },
    readTitle,
  );

  // Who is new, and whom an invitation may reach, depends on what the draft becomes, so that is decided between reads.
  const found = decideEdition(draft, sources, requests);
  const uncredited = [...draft.optOuts, ...requests.amendments.uncredited];
  const firstTimers = await readFirstTimers(run, sources, found, uncredited);
  const edition = namesNewcomers(sources)
    ? decideEdition(draft, { ...sources, newcomers: firstTimers }, requests)
    : found;
  const decided = decideDraft(draft, sources, edition, firstTimers);
  return {
    kind: 'draft',
    sources,
    requests,
    ...decided,
    newAccounts: [...newAccounts, ...inCommands],
    invited: await readInvited(run, sources, decided, firstTimers),
    call: await readCall(run, draft, sources, requests, edition),
    spelling: await readSpelling(run),
    remarks: await readRemarksIn(run, draft, sources),
    checksAgain,
  };
}

/** What a draft becomes. */
interface DecidedDraft {
  readonly edition: Edition;
  /** The edition as the bot renders it. */
  readonly fresh: string;
  /** What becomes of the file and the pull request's description. */
  readonly plan: DraftPlan;
}

/** Decides what the edition is, from what was read about the period and from what people asked for. Pure. */
function decideEdition(
  { pullRequest, optOuts }: ReadDraft,
  sources: PeriodSources,
  requests: ResolvedRequests,
): Edition {
  const { publicationDay = null, isPlanned = false } = pullRequest ?? {};
  const settings = withOptOuts(sources.settings, [...optOuts, ...requests.optOuts]);
  return assembleEdition({
    ...sources,
    settings,
    amendments: requests.amendments,
    publicationDay,
    isPlanned,
  });
}

/** Decides what the draft becomes. Pure. */
function decideDraft(
  draft: ReadDraft,
  sources: PeriodSources,
  edition: Edition,
  firstTimers: readonly string[],
): DecidedDraft {
  const fresh = renderEdition(edition);
  const plan = planDraft(edition, fresh, draft, firstTimers, sources.formerNames, sources.hidden);
  return { edition, fresh, plan };
}

/** Adds the people who asked by comment not to be credited to those whom the settings name. */
function withOptOuts(settings: EditionSettings, logins: readonly string[]): EditionSettings {
  return { ...settings, credit: { ...settings.credit, optOut: [...settings.credit.optOut, ...logins] } };
}

/**
 * How many entries of a skipped draft are about repositories that are private now; the bot does not take them out, so editors
 * must know. `null`: GitHub does not tell.
 */
async function countPrivateEntries(
  run: RunContext,
  period: Period,
  { current }: ReadDraft,
): Promise<number | null> {
  const { clients, newsletter, config, log } = run;
  if (newsletter.isPrivate || current === null) return 0;
  const watched = new NameSet(watchedRepositories(run, period));
  const isFollowed = (name: string) => isOwnedBy(name, config.organization) || watched.has(name);
  const names = new NameSet(namesInDraft(current.document));
  try {
    const hidden = await readHiddenNames(clients.reader, [...names].filter(isFollowed), log);
    return withoutHidden(current.document, hidden).count;
  } catch (error) {
    log.warn(
      `The bot could not find out whether the draft has entries of private repositories. ${explain(error)}`,
    );
    return null;
  }
}

/**
 * What calls people for content today; the reminder only where the call is of an earlier day. Nothing new where somebody
 * deleted a comment of the bot on the draft, or wrote over one.
 */
async function readCall(
  { clients, config, calendar, now, log }: RunContext,
  { conversation, optOuts, editUrl }: ReadDraft,
  { earlier }: PeriodSources,
  requests: ResolvedRequests,
  edition: Edition,
): Promise<Call | null> {
  if (config.call.daysBefore === null || edition.gaps.length > 0) return null;
  const last = earlier.at(-1)?.document;
  const today = calendar.dayOf(now);
  const due = callFor({
    call: config.call,
    edition,
    editUrl,
    lastWriters: [...new NameSet(last === undefined ? [] : signersIn(last.source, last.form.language))],
    optOuts: [...config.credit.optOut, ...optOuts, ...requests.optOuts],
    today,
  });
  if (due === null) return null;
  const own = conversation?.comments.filter(({ isOwn }) => isOwn) ?? [];
  const called = own.find(({ body }) => isCall(body));
  const isOlder = called !== undefined && calendar.dayOf(new Date(called.createdAt)) < today;
  const isReminded = own.some((comment) => hasOwnMarker(comment, REMINDER_MARKER));
  const callAlone = { ...due, reminder: null };
  const call = isOlder && !isReminded ? due : callAlone;
  if (conversation === null || (called !== undefined && call.reminder === null)) return call;
  const nothingNew = called === undefined ? null : callAlone;
  if (own.some(isWrittenOver)) return nothingNew;
  try {
    const unwanted = await whereBotIsUnwanted(clients.reader, [conversation.id]);
    return unwanted.size === 0 ? call : nothingNew;
  } catch (error) {
    log.warn(`The bot could not find out whether a call for content is wanted. ${explain(error)}`);
    return null;
  }
}

/** How many invitations one run writes at most. */
const MOST_INVITATIONS = 5;

/**
 * Keys of the pull requests that get an invitation to a note in this run: few, lately merged, and none where somebody
 * deleted the bot's comment. `firstTimers`: logins of the period's first-time contributors.
 */
async function readInvited(
  { clients, config, now, log }: RunContext,
  { conversations }: PeriodSources,
  { edition, plan: { document } }: DecidedDraft,
  firstTimers: readonly string[],
): Promise<ReadonlySet<string>> {
  const { invite, notes } = config;
  if (invite === 'none' || !notes || edition.gaps.length > 0) return new Set();
  const open = conversations.filter(
    ({ isLocked, comments }) => !isLocked && !comments.some(({ isOwn }) => isOwn),
  );
  const invited = new Set(invitees(edition, document, invite === 'shown' ? null : firstTimers, now));
  const places = open.filter((conversation) => invited.has(conversation.key)).slice(0, MOST_INVITATIONS);
  try {
    const unwanted = await whereBotIsUnwanted(
      clients.reader,
      places.map(({ id }) => id),
    );
    return new Set(places.filter(({ id }) => !unwanted.has(id)).map(({ key }) => key));
  } catch (error) {
    log.warn(`The bot could not find out whom to invite to a note. ${explain(error)}`);
    return new Set();
  }
}
