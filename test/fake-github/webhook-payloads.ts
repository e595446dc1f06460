import { isCovered } from './access.js';
import { accountShape } from './rest/account-shape.js';
import { installationShape } from './rest/app-routes.js';
import { repositoryShape } from './rest/repository-shape.js';
import type { AccountState, InstallationState, RepositoryState } from './state.js';
import type { World } from './world.js';

/** A change, as a webhook tells of it. `payload` is what is particular to the event. */
export interface WebhookEvent {
  readonly event: string;
  /** `null`: it is about an installation. */
  readonly repository: RepositoryState | null;
  /** The one that it is about. */
  readonly installation?: InstallationState;
  readonly sender: AccountState;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The installation whose App hears of the event, if there is one. One that is suspended hears of itself alone. */
export function installationOf(
  world: World,
  { repository, installation }: WebhookEvent,
): InstallationState | undefined {
  if (installation !== undefined || repository === null) return installation;
  return [...world.installations.values()].find(
    (each) => each.suspendedAt === null && isCovered(each, repository),
  );
}

/** The whole payload. An event about an installation tells all of it; others name the one of the repository. */
export function webhookPayload(world: World, event: WebhookEvent): Readonly<Record<string, unknown>> {
  const { repository, sender, payload } = event;
  const installation = installationOf(world, event);
  const owner = repository?.owner ?? installation?.account;
  return {
    ...payload,
    ...(repository && { repository: repositoryShape(world, repository) }),
    ...(owner?.__typename === 'Organization' && { organization: accountShape(world, owner) }),
    ...(installation && {
      installation:
        event.installation === undefined
          ? { id: installation.installationId }
          : installationShape(world, installation),
    }),
    sender: accountShape(world, sender),
  };
}
