import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FakeGitHub } from '../fake-github/fake-github.js';
import { continueRecordedData, loadRecordedData } from '../fake-github/recorded-data.js';
import { readRecordedFiles } from '../fake-github/recorded-files.js';

/** Something that the demonstration lets happen at its recorded time. */
export interface ComingEvent {
  readonly at: string;
  /** For the terminal. */
  readonly text: string;
  /** What the draft has once the bot knows of it: the link of an entry, or a version. */
  readonly trace: string;
}

export const NEWSLETTER = 'rust-osdev/homepage';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const MAY_2020 = join(FIXTURES, 'recorded/2020-05');
const GOLDEN = join(FIXTURES, 'golden/2020-05.md');
const INVENTED = join(FIXTURES, 'demo');

/** Sites that are made up; a folder of each. */
export const SITES = join(INVENTED, 'sites');

/** The lines that an editor adds to the settings. */
export const MORE_SETTINGS = readFileSync(join(INVENTED, 'newsletter.yml'), 'utf8');

/**
 * Loads what had happened by `asOf` into the fake. Returns what is still to come in May, in order, as far as the golden edition
 * shows it.
 */
export function loadMay2020(github: FakeGitHub, asOf: Date): readonly ComingEvent[] {
  loadRecordedData(github, MAY_2020, { asOf, newsletter: NEWSLETTER });
  const from = asOf.toISOString();
  const golden = readFileSync(GOLDEN, 'utf8');
  return [...merges(), ...directCommits(), ...releases()]
    .filter(({ at, trace }) => from < at && at < '2020-06' && golden.includes(trace))
    .sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}

/** Adds the repositories that are made up, of accounts outside of the organization. */
export function loadInventedRepositories(github: FakeGitHub): void {
  for (const [nameWithOwner, pullRequests] of readRecordedFiles(INVENTED).pullRequests) {
    const [login = ''] = nameWithOwner.split('/');
    github.addUser({ login });
    github.addRepository({ nameWithOwner });
    for (const { author, number, title, mergedAt, labels, files } of pullRequests) {
      github.addMergedPullRequest(nameWithOwner, {
        author: author.login,
        number,
        title,
        mergedAt,
        ...(labels && { labels }),
        ...(files && { files }),
      });
    }
  }
}

/** Lets happen what is recorded up to now. */
export function continueMay2020(github: FakeGitHub, now: Date): void {
  continueRecordedData(github, MAY_2020, { asOf: now, newsletter: NEWSLETTER });
}

function merges(): readonly ComingEvent[] {
  return [...readRecordedFiles(MAY_2020).pullRequests].flatMap(([repository, pullRequests]) =>
    pullRequests.map(({ number, author, mergedAt }) => ({
      at: mergedAt,
      text: `${repository}#${number} by ${author.login}`,
      trace: `(https://github.com/${repository}/pull/${number})`,
    })),
  );
}

function directCommits(): readonly ComingEvent[] {
  return [...readRecordedFiles(MAY_2020).commits].flatMap(([repository, commits]) =>
    commits.map(({ sha, date, authorLogin }) => ({
      at: date,
      text: `${repository}@${sha.slice(0, 7)} by ${authorLogin}`,
      trace: `(https://github.com/${repository}/commit/${sha})`,
    })),
  );
}

function releases(): readonly ComingEvent[] {
  return [...readRecordedFiles(MAY_2020).releases].flatMap(([repository, { tags = [] }]) =>
    tags.map(({ tag, date }) => ({ at: date, text: `${repository} ${tag}`, trace: `\`${tag}\`` })),
  );
}
