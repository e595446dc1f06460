import { findFirstTimers } from '../github/activity/first-contributions.js';
import type { Client, Log } from '../github/connection/client.js';
import { firstTimeCandidates } from '../newsletter/draft/first-time-candidates.js';
import type { EditionSources } from '../newsletter/edition/assemble-edition.js';
import { creditedIn } from '../newsletter/house-style/earlier-people.js';
import type { Desk } from './open-desk.js';

/** Logins of the month's authors who never had a pull request merged in the organization before. */
export function readFirstTimers(
  client: Client,
  { newsletter, config, published }: Desk,
  { activity, earlier, settings }: EditionSources,
  log: Log,
): Promise<readonly string[]> {
  const maintainers = Object.values(config.repositories).flatMap(
    (repository) => repository.maintainers ?? [],
  );
  const named = [...maintainers, ...settings.optOut].map((login) => login.toLowerCase());
  const known = new Set([...creditedIn(earlier), ...named]);
  const owner = `${published.isOrganization ? 'org' : 'user'}:${config.organization}`;
  const scope = { owner, month: activity.month, includePrivate: newsletter.isPrivate };
  return findFirstTimers(client, scope, firstTimeCandidates(activity.pullRequests, known), log);
}
