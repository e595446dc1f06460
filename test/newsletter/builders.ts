import { defaultConfig, editionSettings } from '../../src/config/newsletter-config.js';
import type { Activity } from '../../src/newsletter/activity/activity.js';
import type { Contributor } from '../../src/newsletter/activity/contributor.js';
import type { Crate } from '../../src/newsletter/activity/crate.js';
import { commitKey, pullRequestKey } from '../../src/newsletter/activity/entry-lines.js';
import { MONTHS, type Period } from '../../src/newsletter/activity/period.js';
import { NO_REFERENCES } from '../../src/newsletter/activity/references.js';
import type { Repository } from '../../src/newsletter/activity/repository.js';
import type { DirectCommit, PullRequest } from '../../src/newsletter/activity/work.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import type { EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import type { EditionSection } from '../../src/newsletter/edition/edition.js';
import { formatOf } from '../../src/newsletter/edition/format.js';
import { renderSection } from '../../src/newsletter/edition/render-edition.js';
import {
  type EarlierEdition,
  parseEarlierEdition,
} from '../../src/newsletter/house-style/earlier-edition.js';
import type {
  EditionSettings,
  RepositorySettings,
} from '../../src/newsletter/house-style/edition-settings.js';
import { type HouseStyle, learnHouseStyle } from '../../src/newsletter/house-style/house-style.js';
import type { Markdown } from '../../src/newsletter/markdown/markdown.js';

/** The month that the text names; a test that misspells it fails. */
export function month(text: string): Period {
  const parsed = MONTHS.parse(text);
  if (parsed === null) throw new Error(`${text} is no month`);
  return parsed;
}

export function contributor(
  login: string,
  databaseId: number | null = 1,
  more: Partial<Contributor> = {},
): Contributor {
  return { login, databaseId, type: 'User', url: `https://github.com/${login}`, ...more };
}

export const dependabot = contributor('dependabot[bot]', 49699333, { type: 'Bot' });

/** A pull request of `acme/widget` by `ann`, merged in the middle of May 2020. */
export function pullRequest(number: number, more: Partial<PullRequest> = {}): PullRequest {
  const repository = more.repository ?? 'acme/widget';
  return {
    kind: 'pull request',
    key: pullRequestKey(repository, number),
    repository,
    number,
    title: `Change ${number}`,
    url: `https://github.com/${repository}/pull/${number}`,
    mergedAt: '2020-05-15T12:00:00Z',
    baseRefName: 'main',
    headRefName: `patch-${number}`,
    isCrossRepository: true,
    mergeCommitOid: null,
    commitOids: [],
    author: contributor('ann'),
    mergedBy: null,
    commitAuthors: [],
    unknownAuthors: [],
    labels: [],
    files: [{ path: 'src/lib.rs', additions: 1, deletions: 1 }],
    takesBack: NO_REFERENCES,
    ports: NO_REFERENCES,
    ...more,
  };
}

/** A commit to `acme/widget` by `ann`, in the middle of May 2020; `digit` repeated is its id. */
export function directCommit(digit: string, more: Partial<DirectCommit> = {}): DirectCommit {
  const repository = more.repository ?? 'acme/widget';
  const oid = digit.repeat(40);
  return {
    kind: 'commit',
    key: commitKey(repository, oid),
    repository,
    oid,
    messageHeadline: `Commit ${digit}`,
    url: `https://github.com/${repository}/commit/${oid}`,
    committedDate: '2020-05-15T13:00:00Z',
    author: contributor('ann'),
    commitAuthors: [],
    unknownAuthors: [],
    takesBack: NO_REFERENCES,
    ...more,
  };
}

/** A published crate without a description, in a folder of its name. */
export function crate(name: string, folder = name, more: Partial<Crate> = {}): Crate {
  return { name, folder, description: null, isPublished: true, ...more };
}

export function repository(nameWithOwner = 'acme/widget', more: Partial<Repository> = {}): Repository {
  return {
    nameWithOwner,
    name: nameWithOwner.split('/')[1] ?? '',
    url: `https://github.com/${nameWithOwner}`,
    description: null,
    isPrivate: false,
    defaultBranch: 'main',
    crates: [],
    ...more,
  };
}

const DEFAULT_SETTINGS = editionSettings(defaultConfig('acme/newsletter'));

/** The defaults, but with a name and with direct commits in comments; `repositories` by `nameWithOwner`. */
export function settings(
  more: Partial<EditionSettings> & { repositories?: Record<string, Partial<RepositorySettings>> } = {},
): EditionSettings {
  const { repositories = {}, ...rest } = more;
  return {
    ...DEFAULT_SETTINGS,
    name: 'This Month at Acme',
    repository: (nameWithOwner) => ({
      ...DEFAULT_SETTINGS.repository(nameWithOwner),
      directCommits: 'hide',
      ...repositories[nameWithOwner],
    }),
    ...rest,
  };
}

/** The habits of a newsletter with small print. */
export const SMALL_PRINT: HouseStyle = {
  ...learnHouseStyle([], 'acme', DEFAULT_SETTINGS),
  smallPrint: { value: true, evidence: 'an edition has some' },
};

/** A section as it stands in an edition in the house style. */
export function renderedSection(section: EditionSection): Markdown {
  return renderSection(section, {
    form: HOUSE_FORM,
    format: formatOf(DEFAULT_SETTINGS, null, SMALL_PRINT, HOUSE_FORM.language),
  });
}

/** Sources for May 2020 with these pull requests; the repositories follow from them unless given. */
export function sources(
  pullRequests: readonly PullRequest[],
  more: Partial<Omit<EditionSources, 'activity'>> & { activity?: Partial<Activity> } = {},
): EditionSources {
  const { activity, ...rest } = more;
  const { earlier, settings: set } = { earlier: [], settings: settings(), ...rest };
  const names = [...new Set(pullRequests.map((merged) => merged.repository))].sort();
  return {
    form: HOUSE_FORM,
    earlier,
    template: null,
    settings: set,
    style: learnHouseStyle(earlier, activity?.organization ?? 'acme', set),
    ...rest,
    activity: {
      period: month('2020-05'),
      organization: 'acme',
      repositories: names.map((name) => repository(name)),
      pullRequests,
      others: [],
      newRepositories: [],
      watched: [],
      quiet: [],
      missing: [],
      moved: [],
      laterReverts: [],
      tags: [],
      gaps: [],
      ...activity,
    },
  };
}

/** An earlier edition whose projects part holds `sections`. */
export function earlierEdition(of: string, sections: string, after = ''): EarlierEdition {
  return parseEarlierEdition(month(of), editionText(of, sections, after), HOUSE_FORM);
}

export function editionText(of: string, sections: string, after = ''): string {
  const names: Record<string, string> = { '2020-02': 'February', '2020-03': 'March', '2020-04': 'April' };
  const name = `${names[of]} 2020`;
  return `+++
title = "This Month at Acme: ${name}"
date = 2020-05-03

[extra]
month = "${name}"
editors = ["ann"]
+++

Hello from Acme.

<!-- more -->

## \`acme\` Projects

What our projects did.

${sections}

${after}`;
}
