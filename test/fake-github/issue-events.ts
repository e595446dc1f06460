import { issueShape } from './rest/issue-shape.js';
import type { AccountState, IssueState } from './state.js';
import type { World } from './world.js';

/** Publishes an `issues` webhook with the issue as it is now. */
export function publishIssue(
  world: World,
  issue: IssueState,
  action: string,
  sender: AccountState,
  details: Readonly<Record<string, unknown>>,
): void {
  world.publish({
    event: 'issues',
    repository: issue.repository,
    sender,
    payload: { action, issue: issueShape(world, issue), ...details },
  });
}
