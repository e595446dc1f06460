import { RequestError } from '@octokit/request-error';
import { splitName } from '../../newsletter/activity/repository.js';
import type { Draft } from '../../newsletter/draft/draft.js';
import type { Clients, Log } from '../connection/client.js';
import { explain, isForbidden } from '../connection/errors.js';
import type { Newsletter } from '../newsletter/read-newsletter.js';

/**
 * Opens a closed draft again. A branch that was deleted begins where the pull request ended, since GitHub keeps its last
 * commit without a time limit (docs.github.com, "Deleting and restoring branches in a pull request"). Answers `false`
 * where another pull request is needed: GitHub refuses to reopen one whose branch was made anew from elsewhere.
 */
export async function reopenDraft(
  { writer }: Clients,
  { nameWithOwner }: Newsletter,
  { branch, head, pullRequest }: Draft,
  log: Log,
): Promise<boolean> {
  if (pullRequest === null || pullRequest.closedHead === null) return true;
  const { owner, name: repo } = splitName(nameWithOwner);
  const { number, closedHead } = pullRequest;
  if (head === null) {
    const ref = `refs/heads/${branch}`;
    await writer.rest.git.createRef({ owner, repo, ref, sha: closedHead, request: { retries: 0 } });
    log.info(`The branch ${branch} was deleted; it is there again as #${number} had it.`);
  }
  try {
    await writer.rest.pulls.update({ owner, repo, pull_number: number, state: 'open' });
    log.info(`#${number} is open again, as an editor asked.`);
    return true;
  } catch (error) {
    if (isForbidden(error)) {
      log.warn(`#${number} could not be reopened; a person can do it. ${explain(error)}`);
      return true;
    }
    if (!(error instanceof RequestError) || error.status !== 422) throw error;
    log.info(`GitHub does not reopen #${number}, so another pull request is opened.`);
    return false;
  }
}
