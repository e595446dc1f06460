import { answerNotes } from './answer-notes.js';
import { checkDraft } from './check-draft.js';
import type { ChosenDraft } from './choose-draft.js';
import type { Client, Clients, Log } from './github/client.js';
import { findFirstTimers } from './github/first-contributions.js';
import { publishDraft } from './github/publish-draft.js';
import type { Hearing } from './github/read-control.js';
import { assembleEdition, type EditionSources } from './newsletter/assemble-edition.js';
import type { Draft } from './newsletter/draft.js';
import { contributorsIn, firstTimeCandidates } from './newsletter/first-time-candidates.js';
import { type Outcome, planDraft } from './newsletter/plan-draft.js';
import { renderEdition } from './newsletter/render-edition.js';
import { standDown } from './newsletter/stand-down.js';
import { withHandEdits } from './notes/hand-edits.js';
import { obeyPublish } from './obey-publish.js';
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
    return { outcome: reason.outcome, url: draft.pullRequest?.url ?? desk.newsletter.url };
  }
  const { reader } = clients;
  const sources = await readSources(reader, desk, month, now, log);
  const firstTimers = await readFirstTimers(reader, desk, sources, log);
  const resolved = await resolveDraftNotes(reader, hearing, desk, sources, draft);
  const { notes } = resolved;

  const publicationDay = draft.pullRequest?.publicationDay ?? null;
  const edition = assembleEdition({ ...sources, notes, publicationDay });
  const fresh = renderEdition(edition);
  const plan = planDraft(edition, fresh, draft, firstTimers);
  log.info(plan.because);

  const { url, isWhole } = await publishDraft(clients, { newsletter: desk.newsletter, draft }, plan, log);
  await checkDraft(clients, desk, { edition, draft, plan }, log);
  if (edition.gaps.length === 0 && desk.config.notes) {
    const text = plan.commit?.text ?? draft.current?.text ?? fresh;
    const answers = withHandEdits(await obeyPublish(clients.writer, draft, resolved.answers), {
      notes,
      edition,
      fresh,
      text,
    });
    const file = { edition, text, url: sourceUrl(draft) };
    const { conversations } = sources;
    await answerNotes(clients, { answers, file, conversations, draft: draft.conversation }, log);
  }
  return { outcome: isWhole ? plan.outcome : 'incomplete', url };
}

/** Where the file is read line by line. */
function sourceUrl({ editUrl }: Draft): string {
  return `${editUrl.replace('/edit/', '/blob/')}?plain=1`;
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
