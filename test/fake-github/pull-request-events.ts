import { pullRequestShape } from './rest/pull-request-shape.js';
import type { AccountState, PullRequestState } from './state.js';
import type { World } from './world.js';

/** Publishes a `pull_request` webhook with the pull request as it is now. */
export function publishPullRequest(
  world: World,
  pullRequest: PullRequestState,
  action: string,
  sender: AccountState,
  details: Readonly<Record<string, unknown>> = {},
): void {
  world.publish({
    event: 'pull_request',
    repository: pullRequest.repository,
    sender,
    payload: {
      action,
      number: pullRequest.number,
      pull_request: pullRequestShape(world, pullRequest),
      ...details,
    },
  });
}
