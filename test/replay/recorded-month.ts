import type { Contributor } from '../../src/newsletter/activity/contributor.js';
import { pullRequestKey } from '../../src/newsletter/activity/entry-lines.js';
import { isWithin, MONTHS, type Period } from '../../src/newsletter/activity/period.js';
import { NO_REFERENCES } from '../../src/newsletter/activity/references.js';
import type { Repository } from '../../src/newsletter/activity/repository.js';
import { byTime, type PullRequest } from '../../src/newsletter/activity/work.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import {
  type EarlierEdition,
  parseEarlierEdition,
} from '../../src/newsletter/house-style/earlier-edition.js';
import { learnHouseStyle } from '../../src/newsletter/house-style/house-style.js';
import type { RecordedFiles, RecordedPullRequest } from '../fake-github/recorded-files.js';
import { settings } from '../newsletter/builders.js';

const ORGANIZATION = 'rust-osdev';
const NOT_REPORTED = ['rust-osdev/homepage', 'rust-osdev/about'];

/** A month of the recorded organization, from which the bot can render the edition at any time. */
export interface RecordedMonth {
  readonly pullRequests: readonly PullRequest[];
  /** Renders the edition from the first so many pull requests, by merge time. */
  render(count: number): string;
}

/** The month as GitHub would tell of it; `asOf` (ISO instant, UTC) decides which editions are published. */
export function recordedMonth(files: RecordedFiles, period: Period, asOf: string): RecordedMonth {
  const pullRequests = [...files.pullRequests]
    .filter(([name]) => name.startsWith(`${ORGANIZATION}/`) && !NOT_REPORTED.includes(name))
    .flatMap(([name, recorded]) =>
      recorded
        .filter(({ mergedAt }) => isWithin(period, mergedAt))
        .map((each) => toPullRequest(name, each, files)),
    )
    .sort(byTime);
  const earlier = files.editions
    .filter((edition) => edition.month < period.key && edition.publishedAt <= asOf)
    .flatMap((edition) => parsed(edition.month, edition.text));
  return {
    pullRequests,
    render(count) {
      const merged = pullRequests.slice(0, count);
      const names = [...new Set(merged.map(({ repository }) => repository))].sort();
      const repositories = names.map((name) => toRepository(name, files));
      const activity = {
        period,
        organization: ORGANIZATION,
        repositories,
        pullRequests: merged,
        others: [],
        newRepositories: [],
        watched: [],
        quiet: [],
        missing: [],
        moved: [],
        laterReverts: [],
        tags: [],
        gaps: [],
      };
      const set = settings({ name: 'This Month' });
      const style = learnHouseStyle(earlier, ORGANIZATION, set);
      const sources = { form: HOUSE_FORM, activity, earlier, template: null, settings: set, style };
      return renderEdition(assembleEdition(sources));
    },
  };
}

const known = new Map<string, EarlierEdition>();

/** Each edition is parsed once, since all later months learn from it. */
function parsed(name: string, text: string): readonly EarlierEdition[] {
  const period = MONTHS.parse(name);
  if (period === null) return [];
  const edition = known.get(name) ?? parseEarlierEdition(period, text, HOUSE_FORM);
  known.set(name, edition);
  return [edition];
}

function toPullRequest(repository: string, recorded: RecordedPullRequest, files: RecordedFiles): PullRequest {
  const { number, title, mergedAt, baseRef, headRef, author, labels, commits = [] } = recorded;
  const wrote = commits.flatMap(({ authorLogin, coAuthors = [] }) => [
    authorLogin,
    ...coAuthors.map(({ login }) => login),
  ]);
  const logins = new Set(wrote.filter((login) => login !== null));
  return {
    kind: 'pull request',
    key: pullRequestKey(repository, number),
    repository,
    number,
    title,
    url: `https://github.com/${repository}/pull/${number}`,
    mergedAt,
    mergeCommitOid: null,
    commitOids: [],
    baseRefName: baseRef ?? 'main',
    headRefName: headRef ?? `patch-${number}`,
    isCrossRepository: headRef === null,
    author: author.login === 'ghost' ? null : toContributor(author.login, files),
    mergedBy: null,
    commitAuthors: [...logins].map((login) => toContributor(login, files)),
    unknownAuthors: [],
    labels: labels ?? [],
    files: (recorded.files ?? []).map((path) => ({ path, additions: 1, deletions: 0 })),
    takesBack: NO_REFERENCES,
    ports: NO_REFERENCES,
  };
}

function toContributor(login: string, { users }: RecordedFiles): Contributor {
  const user = users.find((candidate) => candidate.login === login);
  const isBot = user?.type === 'Bot' || login.endsWith('[bot]');
  return {
    login,
    databaseId: user?.id ?? user?.idGuess ?? null,
    type: isBot ? 'Bot' : 'User',
    url: `https://github.com/${login}`,
  };
}

function toRepository(nameWithOwner: string, { repositories }: RecordedFiles): Repository {
  const [owner, name = ''] = nameWithOwner.split('/');
  const recorded = repositories.find((each) => each.owner === owner && each.name === name);
  return {
    nameWithOwner,
    name,
    url: `https://github.com/${nameWithOwner}`,
    description: recorded?.description ?? null,
    isPrivate: false,
    defaultBranch: recorded?.defaultBranch ?? 'main',
    crates: [],
  };
}
