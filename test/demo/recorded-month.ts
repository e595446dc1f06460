import { join } from 'node:path';
import type { FakeGitHub } from '../fake-github/fake-github.js';
import { loadRecordedData } from '../fake-github/recorded-data.js';
import { type RecordedPullRequest, readRecordedFiles } from '../fake-github/recorded-files.js';

/** A pull request that the demonstration merges at its recorded time. */
export interface ComingMerge {
  readonly repository: string;
  readonly pullRequest: RecordedPullRequest;
}

export const NEWSLETTER = 'rust-osdev/homepage';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/recorded/2020-05');

/** Loads what had happened by `asOf` into the fake, and returns what is still to come, in order of merging. */
export function loadMay2020(github: FakeGitHub, asOf: Date): readonly ComingMerge[] {
  loadRecordedData(github, FIXTURES, { asOf, newsletter: NEWSLETTER });
  return [...readRecordedFiles(FIXTURES).pullRequests]
    .flatMap(([repository, pullRequests]) => pullRequests.map((pullRequest) => ({ repository, pullRequest })))
    .filter(
      ({ repository, pullRequest }) => repository !== NEWSLETTER && new Date(pullRequest.mergedAt) > asOf,
    )
    .sort((left, right) => (left.pullRequest.mergedAt < right.pullRequest.mergedAt ? -1 : 1));
}
