import {
  collectionNames,
  editionSettings,
  type NewsletterConfig,
  peopleSet,
  repositoriesAskedFor,
  repositoriesSet,
  withPeople,
} from '../config/newsletter-config.js';
import { findFirstTimers } from '../github/activity/first-contributions.js';
import { type ActivityScope, readActivity } from '../github/activity/read-activity.js';
import { findMissing, recallPresentNames } from '../github/activity/read-present-names.js';
import { readReleases } from '../github/activity/read-releases.js';
import type { Conversation } from '../github/comments/conversation.js';
import type { EditionOverrides, NamedPullRequest } from '../github/comments/draft-commands.js';
import type { Client, Log } from '../github/connection/client.js';
import { ActionNeeded } from '../github/connection/errors.js';
import {
  accountKey,
  type NamedAccount,
  type RememberedAccount,
  readPresentAccounts,
} from '../github/draft/accounts.js';
import type { ReadDraft } from '../github/draft/read-draft.js';
import type { Activity } from '../newsletter/activity/activity.js';
import { type Contributor, isPerson } from '../newsletter/activity/contributor.js';
import { isOwnedBy, isSameName, NameMap, NameSet, nameKey } from '../newsletter/activity/names.js';
import type { Period } from '../newsletter/activity/period.js';
import { type FormerNames, NO_FORMER_NAMES } from '../newsletter/activity/repository.js';
import { type Work, withAccountsSet } from '../newsletter/activity/work.js';
import type { Outline } from '../newsletter/document/document.js';
import { type EditionSources, releaseQuestions } from '../newsletter/edition/assemble-edition.js';
import { byUserId } from '../newsletter/edition/credit.js';
import { type Edition, entriesOf, type RenamedPerson } from '../newsletter/edition/edition.js';
import {
  collectFrom,
  type EarlierEdition,
  everNamed,
  type LastOffer,
  mentionsRepository,
  type ToldStory,
  withLastOffer,
  withoutModel,
} from '../newsletter/house-style/earlier-edition.js';
import { learnHouseStyle, NO_REPOSITORY, withoutStories } from '../newsletter/house-style/house-style.js';
import { compareText } from '../newsletter/markdown/order.js';
import {
  editionsByPresentNames,
  type HiddenRepositories,
  type NamedThings,
  NONE_HIDDEN,
  toFormerNames,
  unknownNames,
} from '../newsletter/merge/present-names.js';
import { learnedWatch, type ReadingContext } from './run-context.js';

/** What an edition is made from, with what people wrote on the period's pull requests; nothing where notes are off. */
export interface PeriodSources extends EditionSources {
  readonly conversations: readonly Conversation[];
  /** Names that the period's repositories had before. */
  readonly formerNames: FormerNames;
  /** Those that are followed and not everybody may see, where everybody may see the newsletter. */
  readonly hidden: HiddenRepositories;
}

/**
 * Reads what the edition of `period` is made from; `draft`: `null` where none is kept, and nobody is answered. Throws
 * `ActionNeeded` for a period that has not begun.
 */
export async function readSources(
  context: ReadingContext,
  period: Period,
  draft: PeriodDraft | null = null,
): Promise<PeriodSources> {
  const { clients, config, calendar, published, newsletter, now, log } = context;
  const client = clients.reader;
  if (period.start > now) {
    throw new ActionNeeded(
      `${period.key} has not begun yet (today is in ${calendar.of(now).key} in ${calendar.timezone}). Give a ${period.kind} up to this one.`,
    );
  }
  const { lastOffer = null, stories = [] } = draft ?? {};
  const before = published.editions.filter((edition) => edition.period.key < period.key);
  const offered = withLastOffer(before, calendar.shift(period, -1), lastOffer);
  const earlier = stories.length === 0 ? offered : withoutStories(offered, stories);
  for (const [{ period: its }, why] of withoutModel(earlier))
    log.warn(`The edition of ${its.key} teaches no house style: ${why}`);
  const collection = collectionNames(config);
  const asWritten = newsletterByNames(config, earlier, NO_FORMER_NAMES);
  const scope = activityScope(context, asWritten, period, draft);
  const { conversations, ...read } = await readActivity(client, scope, period, log);
  const activity = withActivityAccounts(read, config);
  const named = {
    activity,
    earlier,
    drafts: draft?.documents ?? [],
    set: repositoriesSet(config, collection),
    watch: [...config.watch, ...scope.learnedWatch],
    isLeftOut: (repository: string) => asWritten.settings.repository(repository).hide,
  };
  const { formerNames, hidden } = await readNames(client, named, log);
  const missing = await findMissing(
    client,
    collection,
    {
      organization: config.organization,
      includePrivate: newsletter.isPrivate,
      known: activity.repositories.map(({ nameWithOwner }) => nameWithOwner),
    },
    log,
  );
  const sources = {
    ...(formerNames.size === 0 ? asWritten : newsletterByNames(config, earlier, formerNames)),
    form: context.form,
    number: context.files.numberOf(period),
    organizationName: published.organizationName,
    activity: {
      ...activity,
      missing: [...activity.missing, ...missing],
      gaps: [...published.gaps, ...activity.gaps],
    },
    template: published.template,
    drafts: draft?.documents ?? [],
    stories: draft?.stories ?? [],
  };
  const questions = releaseQuestions(sources);
  const releases = questions.length === 0 ? new Map() : await readReleases(client, questions, log);
  return {
    ...sources,
    releases,
    conversations,
    formerNames,
    hidden: newsletter.isPrivate ? NONE_HIDDEN : hidden,
  };
}

/** The activity with what the settings say of its people. */
function withActivityAccounts<Read extends Activity>(activity: Read, config: NewsletterConfig): Read {
  const set = <Kind extends Work>(works: readonly Kind[]) =>
    works.map((work) => withAccountsSet(work, config));
  const { pullRequests, moved, others } = activity;
  return { ...activity, pullRequests: set(pullRequests), moved: set(moved), others: set(others) };
}

/** The newsletter's own part of what an edition is made from: what its editors wrote and set. */
type NewsletterSources = Pick<EditionSources, 'earlier' | 'settings' | 'style'>;

/** What the editors wrote and set; what they say of a former name goes for the present one. */
function newsletterByNames(
  config: NewsletterConfig,
  editions: readonly EarlierEdition[],
  formerNames: FormerNames,
): NewsletterSources {
  const settings = editionSettings(config, formerNames);
  const earlier = editionsByPresentNames(editions, formerNames);
  return { earlier, settings, style: learnHouseStyle(earlier, config.organization, settings) };
}

/** Asks GitHub about the names that may be former ones of the period's repositories, or of hidden ones. */
async function readNames(
  client: Client,
  things: NamedThings,
  log: Log,
): Promise<Pick<PeriodSources, 'formerNames' | 'hidden'>> {
  const { repositories } = things.activity;
  const known = repositories.map(({ nameWithOwner }) => nameWithOwner);
  const present = await recallPresentNames(client, unknownNames(things), known, log);
  const formerNames = toFormerNames(present.names, things.activity);
  for (const [name, { nameWithOwner }] of formerNames) log.info(`${name} is called ${nameWithOwner} today.`);
  const isFollowed = (name: string) =>
    isOwnedBy(name, things.activity.organization) || things.watch.some((each) => isSameName(each, name));
  return { formerNames, hidden: new NameSet([...present.hidden].filter(isFollowed)) };
}

/** What a run knows of the period's draft before it reads the period. */
export interface PeriodDraft {
  /** Its versions, which may call repositories by names that they had before. */
  readonly documents: readonly Outline[];
  /** The App's name, by which people address the bot; `null` without one. */
  readonly botLogin: string | null;
  /** What comments on drafts move to the edition. */
  readonly overrides: EditionOverrides;
  /** What the bot last offered for the edition of the period before; `null` when that is not known. */
  readonly lastOffer: LastOffer | null;
  /** The stories that the bot knows from earlier runs, the newest last. */
  readonly stories: readonly ToldStory[];
  /** Pull requests that webhooks announced. */
  readonly announcedByWebhook: readonly NamedPullRequest[];
}

/** What of GitHub is read for the edition of `period`. */
function activityScope(
  { newsletter, config, published, now }: ReadingContext,
  sources: NewsletterSources,
  period: Period,
  draft: PeriodDraft | null,
): ActivityScope {
  return {
    organization: config.organization,
    isOrganization: published.isOrganization,
    exclude: sources.settings.excluded,
    includePrivate: newsletter.isPrivate,
    watch: repositoriesAskedFor(config),
    learnedWatch: learnedWatch(sources),
    now,
    from: collectFrom(sources.earlier, period),
    allFiles: needsAllFiles(config),
    conversations: config.notes,
    botLogin: draft?.botLogin ?? null,
    named: draft?.overrides.named ?? [],
    announcedByWebhook: draft?.announcedByWebhook ?? [],
    memberCrates: needsMembers(sources),
  };
}

/**
 * A section about a whole repository needs no more than its root manifest, and not even that once an edition shows what
 * it is called. Sections by crate, sections of unknown repositories, and notes of publication need all manifests.
 */
function needsMembers({ earlier, settings, style }: NewsletterSources): (repository: string) => boolean {
  const tellsReleases = style.releaseNotes(NO_REPOSITORY).value;
  return (repository) =>
    tellsReleases ||
    settings.repository(repository).group === 'crate' ||
    !earlier.some((edition) => mentionsRepository(edition, repository));
}

/** Where neither sections are crates nor paths are hidden, no decision depends on a pull request's files. */
function needsAllFiles({ group, hide, repositories }: NewsletterConfig): boolean {
  const byCrate =
    group === 'crate' || Object.values(repositories).some((repository) => repository.group === 'crate');
  return byCrate || hide.paths.length > 0;
}

/**
 * Logins of the edition's authors who, as far as anything shows, did nothing for the organization before. Without people who
 * do not want to be credited.
 */
export function readFirstTimers(
  { clients, newsletter, config, published, log }: ReadingContext,
  { activity, earlier, settings }: EditionSources,
  edition: Edition,
  uncredited: readonly string[],
): Promise<readonly string[]> {
  const maintainers = Object.values(config.repositories).flatMap(
    (repository) => repository.maintainers ?? [],
  );
  const known = new NameSet([
    ...everNamed(earlier),
    ...maintainers,
    ...settings.credit.optOut,
    ...uncredited,
  ]);
  const owner = `${published.isOrganization ? 'org' : 'user'}:${config.organization}`;
  const scope = { owner, period: activity.period, includePrivate: newsletter.isPrivate };
  return findFirstTimers(clients.reader, scope, firstTimeCandidates(edition, known), log);
}

/**
 * The people who may have contributed for the first time: those who opened a pull request of the edition, are credited for it, and
 * are not among the known logins, by ascending user id. Bots are no candidates, nor are those whose work waits for another edition.
 */
export function firstTimeCandidates(
  { sections, leftOut }: Pick<Edition, 'sections' | 'leftOut'>,
  known: NameSet,
): readonly Contributor[] {
  const authors = [...sections, ...leftOut].flatMap(entriesOf).flatMap(({ work, with: others, people }) => {
    const credited = new NameSet(people.map(({ login }) => login));
    return [work, ...others].flatMap(({ kind, author }) =>
      kind === 'pull request' && author !== null && isPerson(author) && credited.has(author.login)
        ? [[author.login, author] as const]
        : [],
    );
  });
  return [...new NameMap(authors)]
    .flatMap(([login, author]) => (known.has(login) ? [] : [author]))
    .sort(byUserId);
}

/** The settings and the draft with people's names of today, and what is to be remembered and said of them. */
export interface PresentPeople {
  readonly config: NewsletterConfig;
  readonly draft: ReadDraft;
  /** Accounts that were looked up for the first time. */
  readonly newAccounts: readonly RememberedAccount[];
  /** Names of the settings that are nobody's any more. */
  readonly renamed: readonly RenamedPerson[];
}

/**
 * Whoever the settings name, and whoever asked not to be thanked, is a person, not a name: the archive keeps the id of each
 * account from when the name was first seen. So consent outlives a rename, and who registers the old name is somebody else.
 */
export async function findPresentPeople(
  { clients, config, log }: ReadingContext,
  draft: ReadDraft,
): Promise<PresentPeople> {
  const kept = new NameMap(
    draft.accounts.flatMap(({ name, ids, usedIn }) =>
      usedIn === null ? [[name, { name, ids }] as const] : [],
    ),
  );
  const known = ({ name, ids }: NamedAccount): NamedAccount =>
    ids === null ? (kept.get(name) ?? { name, ids }) : { name, ids };
  // GitHub has no user for a bot.
  const names = peopleSet(config).filter((name) => !name.endsWith('[bot]'));
  const named = names.map((name) => known({ name: nameKey(name), ids: null }));
  const optOuts = draft.optOutAccounts.map(({ name, ids }) => known({ name, ids }));
  const asked = [...new Map([...named, ...optOuts].map((each) => [accountKey(each), each])).values()];
  if (asked.length === 0) return { config, draft: { ...draft, optOuts: [] }, newAccounts: [], renamed: [] };
  const present = await readPresentAccounts(clients.reader, asked, log);
  const loginOf = (account: NamedAccount) => {
    const found = present.get(accountKey(account));
    // Without an account, the name is still what somebody wrote; without its account, it is nobody's.
    return found === undefined || found.ids === null ? account.name : found.login;
  };
  // An App may be meant by its bare name, which is no user's.
  const bare = new NameSet([...config.hide.authors, ...config.bots, ...config.people]);
  const isMeant = ({ name, ids }: NamedAccount) => ids !== null || !bare.has(name);
  const changed = named.filter((each) => {
    const found = present.get(accountKey(each));
    return found !== undefined && !isSameName(found.login, each.name) && isMeant(each);
  });
  return {
    config: withPeople(config, (name) => {
      const login = loginOf(known({ name: nameKey(name), ids: null }));
      return isSameName(login, name) ? name : login;
    }),
    draft: { ...draft, optOuts: optOuts.flatMap((each) => loginOf(each) ?? []).map(nameKey) },
    newAccounts: asked.flatMap((each) => {
      const ids = present.get(accountKey(each))?.ids ?? null;
      return each.ids === null && ids !== null ? [{ name: each.name, ids, usedIn: null }] : [];
    }),
    renamed: [...new Map(changed.map((each) => [each.name, each])).values()]
      .map((each) => ({ name: each.name, login: present.get(accountKey(each))?.login ?? null }))
      .sort((left, right) => compareText(left.name, right.name)),
  };
}
