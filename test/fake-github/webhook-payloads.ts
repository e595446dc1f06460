import { accountShape } from './rest/account-shape.js';
import { repositoryShape } from './rest/repository-shape.js';
import type { AccountState, RepositoryState } from './state.js';
import type { World } from './world.js';

/** A change, as a webhook tells of it. `payload` is what is particular to the event. */
export interface WebhookEvent {
  readonly event: string;
  readonly repository: RepositoryState;
  readonly sender: AccountState;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The whole payload, with the installation of the repository's account if there is one. */
export function webhookPayload(world: World, event: WebhookEvent): Readonly<Record<string, unknown>> {
  const { repository, sender, payload } = event;
  const { owner } = repository;
  const installation = [...world.installations.values()].find(({ account }) => account.login === owner.login);
  return {
    ...payload,
    repository: repositoryShape(world, repository),
    ...(owner.__typename === 'Organization' && { organization: accountShape(world, owner) }),
    ...(installation && { installation: { id: installation.installationId } }),
    sender: accountShape(world, sender),
  };
}
