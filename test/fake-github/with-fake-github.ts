import { Octokit } from '@octokit/rest';
import { FakeGitHub, type FakeGitHubOptions } from './fake-github.js';

/**
 * Tells a story on a fake GitHub, with the tester's client, and returns what the story comes to. Fails if something
 * was asked that the fake cannot answer.
 */
export async function withFakeGitHub<Result>(
  story: (github: FakeGitHub, octokit: Octokit) => Promise<Result>,
  options: FakeGitHubOptions = {},
): Promise<Result> {
  const github = await FakeGitHub.start(options);
  try {
    const result = await story(github, clientOf(github));
    if (github.unexpectedRequests.length > 0) {
      throw new Error(
        `The fake GitHub was asked what it cannot answer:\n${github.unexpectedRequests.join('\n')}`,
      );
    }
    return result;
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
