import type { Client, Log } from './github/client.js';
import { ActionNeeded, isOutdated } from './github/errors.js';
import { findFirstTimers } from './github/first-contributions.js';
import { publishDraft } from './github/publish-draft.js';
import { readDraft } from './github/read-draft.js';
import { CONFIG_PATH } from './github/read-newsletter.js';
import { assembleEdition, type EditionSources } from './newsletter/assemble-edition.js';
import type { Draft } from './newsletter/draft.js';
import { dueMonth } from './newsletter/due-month.js';
import { contributorsIn, firstTimeCandidates } from './newsletter/first-time-candidates.js';
import type { Month } from './newsletter/month.js';
import { type Outcome, planDraft } from './newsletter/plan-draft.js';
import { renderEdition } from './newsletter/render-edition.js';
import { standDown } from './newsletter/stand-down.js';
import { type Desk, type NewsletterRequest, openDesk, readSources } from './read-sources.js';

/** What a run came to, and where to look at it. */
export interface DraftResult {
  readonly outcome: Outcome;
  readonly url: string;
}

/** How often a run starts anew because somebody else wrote at the same time. */
const ATTEMPTS = 3;

/**
 * Brings one month's draft pull request up to date; without a month, that of the edition that is due. Any number of
 * runs come to the same draft. Throws `ActionNeeded` when a person must act, else GitHub's own errors.
 */
export async function draftEdition(
  client: Client,
  request: NewsletterRequest,
  month: Month | null,
  now: () => Date,
  log: Log,
): Promise<DraftResult> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await draftOnce(client, request, month, now(), log);
    } catch (error) {
      if (!isOutdated(error) || attempt === ATTEMPTS) throw error;
      log.info('Somebody else wrote to the draft at the same time; reading it again.');
    }
  }
}

async function draftOnce(
  client: Client,
  request: NewsletterRequest,
  wanted: Month | null,
  now: Date,
  log: Log,
): Promise<DraftResult> {
  const desk = await openDesk(client, request, log);
  const due = dueMonth(now, monthsOf(desk));
  const month = wanted ?? due;
  if (month === null) {
    log.info('The edition of this month is published already; the next draft is opened when the month ends.');
    return { outcome: 'waiting', url: desk.newsletter.url };
  }
  if (monthsOf(desk).has(month)) {
    throw new ActionNeeded(
      `The edition of ${month} is published already. "preview --month ${month}" still shows its draft.`,
    );
  }
  const place = placeOf(desk, month, due);
  const found = await readDraft(client, place);
  const held = wanted === null && found.pullRequest?.isOpen === true ? found.otherMonth : null;
  const draft =
    held === null ? found : await readDraft(client, { ...place, branch: found.branch, month: held });
  const result = await refresh(client, { desk, month: held ?? month, draft, now }, log);
  if (held === null || result.outcome === 'incomplete') return result;
  log.info(`The draft of ${held} is still open; ${month} waits until it is merged or closed.`);
  return { ...result, outcome: 'waiting' };
}

/** A draft that was read, and what its edition is made from. */
interface DraftToRefresh {
  readonly desk: Desk;
  readonly month: Month;
  readonly draft: Draft;
  readonly now: Date;
}

async function refresh(
  client: Client,
  { desk, month, draft, now }: DraftToRefresh,
  log: Log,
): Promise<DraftResult> {
  const reason = standDown(draft, month);
  if (reason !== null) {
    log.info(reason.because);
    return { outcome: reason.outcome, url: draft.pullRequest?.url ?? desk.newsletter.url };
  }
  const sources = await readSources(client, desk, month, now, log);
  const edition = assembleEdition({ ...sources, publicationDay: draft.pullRequest?.publicationDay ?? null });

  const firstTimers = await readFirstTimers(client, desk, sources, log);

  const plan = planDraft(edition, renderEdition(edition), draft, firstTimers);
  log.info(plan.because);

  const url = await publishDraft(client, { newsletter: desk.newsletter, draft }, plan);
  return { outcome: plan.outcome, url };
}

/** Logins of the month's authors who never had a pull request merged in the organization before. */
function readFirstTimers(
  client: Client,
  desk: Desk,
  sources: EditionSources,
  log: Log,
): Promise<readonly string[]> {
  const { newsletter, config, published } = desk;
  const { activity, earlier, settings } = sources;
  const maintainers = Object.values(config.repositories).flatMap(
    (repository) => repository.maintainers ?? [],
  );
  const named = [...maintainers, ...settings.optOut].map((login) => login.toLowerCase());
  const known = [...contributorsIn(earlier), ...named];
  const owner = `${published.isOrganization ? 'org' : 'user'}:${config.organization}`;
  const scope = { owner, month: activity.month, includePrivate: newsletter.isPrivate };
  return findFirstTimers(client, scope, firstTimeCandidates(activity.pullRequests, new Set(known)), log);
}

/** The edition that is due has the configured branch; any other month has one of its own. */
function placeOf({ newsletter, config, published }: Desk, month: Month, due: Month | null) {
  const branch = month === due ? config.branch : `${config.branch}-${month}`;
  if (branch === newsletter.defaultBranch.name) {
    throw new ActionNeeded(
      `${branch} is the default branch of ${newsletter.nameWithOwner}; a draft needs another one. Set "branch" in ${CONFIG_PATH}.`,
    );
  }
  const months = new Set(published.editions.map((edition) => edition.month));
  return { newsletter, branch, file: config.file, month, published: months };
}

function monthsOf({ published }: Desk): ReadonlySet<Month> {
  return new Set(published.editions.map(({ month }) => month));
}
