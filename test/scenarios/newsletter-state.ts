import { expect } from '@jest/globals';
import { explain } from '../../src/github/connection/errors.js';
import { MAY_FILE, NEWS, type Story } from './story.js';

const FILES = [
  MAY_FILE,
  'content/this-month/2020-05-may/index.md',
  'content/this-month/2020-06/index.md',
] as const;

/** The newsletter repository as everybody sees it. */
export function newsletterOf({ github }: Story) {
  const branches = github.branches(NEWS);
  return {
    branches,
    commits: branches.map((branch) => github.commits(NEWS, branch).map(({ message }) => message)),
    files: branches.map((branch) => FILES.map((file) => github.readFile(NEWS, branch, file))),
    pullRequests: github.pullRequests(NEWS),
  };
}

export type NewsletterState = ReturnType<typeof newsletterOf>;

/** What is said to a person about a run that failed, without traces of code or secrets; `null` when it did not fail. */
export async function complaintOf({ github }: Story, run: Promise<unknown>): Promise<string | null> {
  const failure = await run.then(
    () => null,
    (error: unknown) => ({ error }),
  );
  if (failure === null) return null;
  const complaint = explain(failure.error);
  expect(complaint).not.toMatch(/unexpected|undefined|\bnull\b|\n\s+at /);
  expect(complaint).not.toContain(github.token);
  return complaint;
}

/** What a run complains of that must leave everything as it is; the run of the schedule, unless another is given. */
export async function refusalOf(
  story: Story,
  run: () => Promise<unknown> = () => story.sync(),
): Promise<string | null> {
  const before = newsletterOf(story);
  const complaint = await complaintOf(story, run());
  expect(newsletterOf(story)).toEqual(before);
  return complaint;
}
