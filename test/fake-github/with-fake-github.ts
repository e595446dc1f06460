import { Octokit } from '@octokit/rest';
import { FakeGitHub, type FakeGitHubOptions } from './fake-github.js';

/** Tells a story on a fake GitHub, with the tester's client, and fails if something was asked that it cannot answer. */
export async function withFakeGitHub(
  story: (github: FakeGitHub, octokit: Octokit) => Promise<void>,
  options: FakeGitHubOptions = {},
): Promise<void> {
  const github = await FakeGitHub.start(options);
  try {
    await story(github, clientOf(github));
    if (github.unexpectedRequests.length > 0) {
      throw new Error(
        `The fake GitHub was asked what it cannot answer:\n${github.unexpectedRequests.join('\n')}`,
      );
    }
  } finally {
    await github.stop();
  }
}

/** A plain client with that token. */
export function clientOf(github: FakeGitHub, token = github.token): Octokit {
  return new Octokit({ auth: token, baseUrl: `${github.baseUrl}/api/v3`, log: silent });
}

/** A client's log that prints nothing. */
export const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Refusals are what these tests ask for; the client need not print them.
}
