import { answerControl } from './answer-control.js';
import { answerPeople } from './answer-people.js';
import { checkDraft } from './check-draft.js';
import type { ChosenDraft } from './choose-draft.js';
import type { Client, Clients, Log } from './github/client.js';
import { findFirstTimers } from './github/first-contributions.js';
import { publishDraft } from './github/publish-draft.js';
import type { Hearing } from './github/read-control.js';
import { assembleEdition, type EditionSources } from './newsletter/assemble-edition.js';
import type { Draft } from './newsletter/draft.js';
import type { EditionSettings } from './newsletter/edition-settings.js';
import { contributorsIn, firstTimeCandidates } from './newsletter/first-time-candidates.js';
import { type Outcome, planDraft } from './newsletter/plan-draft.js';
import { renderEdition } from './newsletter/render-edition.js';
import { standDown } from './newsletter/stand-down.js';
import { type Desk, readSources } from './read-sources.js';
import { resolveDraftNotes } from './resolve-draft-notes.js';

/** What a run came to, and where to look at it. */
export interface DraftResult {
  readonly outcome: Outcome;
  readonly url: string;
}

/** Brings the draft up to date, unless people want it left alone. */
export async function refreshDraft(
  clients: Clients,
  desk: Desk,
  hearing: Hearing,
  { month, draft }: ChosenDraft,
  now: Date,
  log: Log,
): Promise<DraftResult> {
  sayUnheard(draft, desk.newsletter.nameWithOwner, log);
  const reason = standDown(draft, month);
  if (reason !== null) {
    log.info(reason.because);
    await answerControl(clients, hearing, desk, month, draft, log);
    return { outcome: reason.outcome, url: draft.pullRequest?.url ?? desk.newsletter.url };
  }
  const { reader } = clients;
  const texts = [draft.base, draft.current].flatMap((file) => file?.text ?? []);
  const sources = await readSources(reader, desk, month, now, log, texts);
  const firstTimers = await readFirstTimers(reader, desk, sources, log);
  const resolved = await resolveDraftNotes(reader, hearing, desk, sources, draft, log);

  const publicationDay = draft.pullRequest?.publicationDay ?? null;
  const settings = withOptOuts(sources.settings, [...draft.optOuts, ...resolved.optOuts]);
  const edition = assembleEdition({ ...sources, settings, notes: resolved.notes, publicationDay });
  const fresh = renderEdition(edition);
  const plan = planDraft(edition, fresh, draft, firstTimers, sources.formerNames);
  log.info(plan.because);

  const { url, isWhole } = await publishDraft(clients, { newsletter: desk.newsletter, draft }, plan, log);
  await checkDraft(clients, desk, { edition, draft, plan, formerNames: sources.formerNames }, log);
  const text = plan.commit?.text ?? draft.current?.text ?? fresh;
  await answerPeople(
    clients,
    desk,
    { sources, resolved, draft, edition, fresh, text, firstTimers },
    now,
    log,
  );
  return { outcome: isWhole ? plan.outcome : 'incomplete', url };
}

/** People may ask for it in the settings, or by comment. */
function withOptOuts(settings: EditionSettings, logins: readonly string[]): EditionSettings {
  return { ...settings, optOut: [...settings.optOut, ...logins] };
}

function sayUnheard({ pullRequest }: Draft, newsletter: string, log: Log): void {
  if (pullRequest === null || pullRequest.unheard.length === 0) return;
  log.warn(
    `The commands of ${pullRequest.unheard.join(', ')} are left out: GitHub does not tell whether they may write to ${newsletter}. A token learns that when its owner may write there.`,
  );
}

/** Logins of the month's authors who never had a pull request merged in the organization before. */
function readFirstTimers(
  client: Client,
  { newsletter, config, published }: Desk,
  { activity, earlier, settings }: EditionSources,
  log: Log,
): Promise<readonly string[]> {
  const maintainers = Object.values(config.repositories).flatMap(
    (repository) => repository.maintainers ?? [],
  );
  const named = [...maintainers, ...settings.optOut].map((login) => login.toLowerCase());
  const known = new Set([...contributorsIn(earlier), ...named]);
  const owner = `${published.isOrganization ? 'org' : 'user'}:${config.organization}`;
  const scope = { owner, month: activity.month, includePrivate: newsletter.isPrivate };
  return findFirstTimers(client, scope, firstTimeCandidates(activity.pullRequests, known), log);
}
