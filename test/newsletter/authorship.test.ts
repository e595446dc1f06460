import { describe, expect, it } from '@jest/globals';
import {
  type AuthoredCommit,
  type AuthoredPullRequest,
  authorshipOf,
  coAuthorsUnread,
  type NamedAuthor,
} from '../../src/newsletter/activity/authorship.js';
import { NO_REFERENCES } from '../../src/newsletter/activity/references.js';
import { contributor } from './builders.js';

/** `bob`: an account; `Bob?`: a name beside an address that no account has. */
function named(text: string): NamedAuthor {
  return text.endsWith('?')
    ? { name: text.slice(0, -1), account: null }
    : { name: `The ${text}`, account: contributor(text) };
}

/** A commit by the first of the people, the others in its trailers. */
function commit(oid: string, people: string, more: Partial<AuthoredCommit> = {}): AuthoredCommit {
  return {
    oid,
    messageHeadline: 'Work',
    parents: [],
    authors: people.split(', ').map(named),
    ...more,
  };
}

function merge(oid: string, messageHeadline: string, ...parents: string[]): AuthoredCommit {
  return commit(oid, 'phil', { messageHeadline, parents });
}

/** Who wrote the commits, then the names of whom nobody knows: `ann, bob; Cy`. */
function wrote(commits: readonly AuthoredCommit[], more: Partial<AuthoredPullRequest> = {}): string {
  const { commitAuthors, unknownAuthors } = authorshipOf({
    author: contributor('ann'),
    openerName: null,
    repository: 'acme/widget',
    baseRefName: 'main',
    headRefName: 'levers',
    isCrossRepository: false,
    defaultBranch: 'main',
    ports: NO_REFERENCES,
    mergeCommit: null,
    foreignCommits: new Set(),
    commits,
    ...more,
  });
  const known = commitAuthors.map(({ login }) => login).join(', ');
  return unknownAuthors.length === 0 ? known : `${known}; ${unknownAuthors.join(', ')}`;
}

describe('who wrote a pull request', () => {
  it('are the authors of its commits and those of their trailers, each once, in order', () => {
    expect(wrote([commit('1', 'bob')])).toBe('bob');
    expect(wrote([commit('1', 'bob'), commit('2', 'cyd'), commit('3', 'bob, ann')])).toBe('bob, cyd, ann');
    expect(wrote([commit('1', 'bob'), commit('2', 'Bob, BOB')])).toBe('BOB');
    expect(wrote([])).toBe('');
  });

  it('also are the people of the trailers of the commit that squashed it, though not who merged it', () => {
    const squashed = { mergeCommit: commit('9', 'ann, dora, bob') };
    expect(wrote([commit('1', 'bob')], squashed)).toBe('bob, dora');
    expect(wrote([], { mergeCommit: commit('9', 'ann, dora') })).toBe('dora');
    expect(wrote([commit('1', 'bob')], { mergeCommit: merge('9', 'Merge pull request #1', '0', '1') })).toBe(
      'bob',
    );
    // Rebased: the last of its own commits.
    expect(wrote([commit('1', 'bob'), commit('2', 'cyd')], { mergeCommit: commit('2', 'cyd') })).toBe(
      'bob, cyd',
    );
  });

  it.each([
    ['a deleted account', { author: null }],
    ['a robot that picks them', { author: contributor('k8s-infra-cherrypick-robot') }],
    ['an App', { author: contributor('mergify[bot]', 1, { type: 'Bot' }) }],
  ])('are the people of its commits where the opener is %s', (_, opener) => {
    expect(wrote([commit('1', 'bob, cyd')], opener)).toBe('bob, cyd');
  });
});

describe('the trailers of a merge', () => {
  const by = (messageHeadline: string) => ({
    mergeCommit: commit('9', 'bors[bot], ann, stranger', { messageHeadline, parents: ['0', '1'] }),
  });

  it.each(['Merge #1 #2', 'Merge #1 #2 #3', 'Merge #1, #2 and #3'])(
    'of a batch name nobody: %j',
    (headline) => {
      expect(wrote([commit('1', 'bob')], by(headline))).toBe('bob');
    },
  );

  it.each([
    'Merge #1',
    'Merge pull request #1 from ann/levers',
    'Auto merge of #1 - ann:levers',
    'Add #1 #2',
  ])('of one pull request name its people: %j', (headline) => {
    expect(wrote([commit('1', 'bob')], by(headline))).toBe('bob, ann, stranger');
  });
});

describe('the co-authors whom GitHub does not read', () => {
  it.each<[string, string[]]>([
    ['Co-authored-by: @bob', ['bob']],
    ['Fix.\n\nco-authored-by:  Bob Smith', ['Bob Smith']],
    ['Co-authored-by: @bob, @eve and Cy Young', ['bob', 'eve', 'Cy Young']],
    ['Co-authored-by: https://github.com/bob/', ['bob']],
    ['Coauthored-by: Bob <bob@home.example>', ['Bob']],
    ['Co-authored by: Bob <bob@home.example>\r', ['Bob']],
    ['Co-Author: Anderson', ['Anderson']],
    ['Co-authors: Bob & Eve', ['Bob', 'Eve']],
    ['Co-authored-by: Bob <bob@home.example>', []],
    ['Co-authored-by: <bob@home.example>', []],
    ['Co-authored-by:', []],
    ['Signed-off-by: Bob', []],
    ['It is co-authored by: Bob', []],
  ])('in %j are %j', (message, names) => {
    expect(coAuthorsUnread(message)).toEqual(names);
  });

  it('are nobody new where an author is called so', () => {
    expect(wrote([commit('1', 'ann, bob, bob?, Ann?, Eve?')])).toBe('ann, bob; Eve');
  });
});

describe('who brings a branch up to date', () => {
  const before = [commit('m1', 'stranger'), commit('m2', 'another', { parents: ['m1'] })];
  const brought = (headline: string, more: Partial<AuthoredPullRequest> = {}) =>
    wrote(
      [
        ...before,
        commit('1', 'bob'),
        merge('2', headline, '1', 'm2'),
        commit('3', 'cyd', { parents: ['2'] }),
      ],
      { baseRefName: 'release-0.1', ...more },
    );

  it.each([
    "Merge branch 'main' into levers",
    "Merge remote-tracking branch 'upstream/main' into levers",
    "Merge remote-tracking branch 'origin/main'",
    "Merge branch 'main' of https://github.com/acme/widget into levers",
    "Merge branch 'main' of github.com:acme/widget.git into levers",
    "Merge branch 'acme:main' into levers",
    'Merge acme/main into levers',
    "Merge branch 'release-0.1' into levers",
    'Merge refs/heads/main into levers',
  ])('brings no strangers, nor himself: %s', (headline) => {
    expect(brought(headline)).toBe('bob, cyd');
  });

  it('does not bring them by the trailers that GitHub adds when it squashes', () => {
    const mergeCommit = commit('9', 'ann, bob, stranger, another, phil, dora');
    expect(brought("Merge branch 'main' into levers", { mergeCommit })).toBe('bob, cyd, dora');
  });

  it.each([
    "Merge branch 'screws' into levers",
    'Merge pull request #11 from bob/main',
    "Merge branch 'bob:main' into levers",
    "Merge remote-tracking branch 'bob/main' into levers",
    "Merge branch 'main' of github.com:bob/widget into levers",
  ])('is told from who merges the work of others into the branch: %s', (headline) => {
    expect(brought(headline)).toBe('stranger, another, bob, cyd');
  });

  it('does not take away what is on the branch too', () => {
    const commits = [
      commit('1', 'bob'),
      commit('2', 'cyd', { parents: ['1'] }),
      merge('3', "Merge branch 'main' into levers", '2', '1'),
    ];
    expect(wrote(commits)).toBe('bob, cyd');
  });

  it('does not count where another pull request had brought the commits before', () => {
    const more = { baseRefName: 'next', foreignCommits: new Set(['m1', 'm2']) };
    expect(wrote([...before, commit('1', 'bob')], more)).toBe('bob');
    const mergeCommit = commit('9', 'ann, bob, stranger');
    expect(wrote([...before, commit('1', 'bob')], { ...more, mergeCommit })).toBe('bob');
  });

  it('may be the pull request itself', () => {
    expect(wrote(before, { headRefName: 'main', baseRefName: 'stable' })).toBe('');
    expect(wrote(before, { headRefName: 'main', isCrossRepository: true })).toBe('stranger, another');
  });
});

describe('the trailers of a bot’s commit', () => {
  it.each(['dependabot[bot]', 'pre-commit-ci[bot]', 'bors', 'renovate[bot]?', 'github-actions[bot]?'])(
    'name strangers: %s',
    (bot) => {
      const people = wrote([commit('1', 'bob'), commit('2', `${bot}, stranger, Someone?`)]).split(', ');
      expect(people.filter((login) => !bot.startsWith(login))).toEqual(['bob']);
      const squashed = { mergeCommit: commit('9', 'ann, bob, stranger') };
      expect(wrote([commit('1', 'bob'), commit('2', `${bot}, stranger`)], squashed)).not.toContain(
        'stranger',
      );
    },
  );

  it('name the people whose change it brings to another branch', () => {
    const ports = { numbers: [10], oids: [] };
    expect(wrote([commit('1', 'miss-islington[bot], bob')], { ports })).toBe('miss-islington[bot], bob');
  });

  it('name whoever had an assistant write it', () => {
    expect(wrote([commit('1', 'copilot-swe-agent[bot], bob')])).toBe('copilot-swe-agent[bot], bob');
  });
});

describe('a name beside an address that no account has', () => {
  it('is told, each once, and never with an address', () => {
    expect(wrote([commit('1', 'bob, Cy Young?'), commit('2', 'bob, cy young?')])).toBe('bob; cy young');
    expect(wrote([commit('1', 'Cy Young?')])).toBe('; Cy Young');
    expect(wrote([commit('1', 'bob')], { mergeCommit: commit('9', 'ann, Cy?') })).toBe('bob; Cy');
    expect(wrote([commit('1', 'Cy <cy@home.example>?, cy@home.example?')])).toBe(
      '; Cy, somebody without a name',
    );
  });

  it('is the opener’s where it is the name of their profile or their login', () => {
    expect(wrote([commit('1', 'Ann Smith?')], { openerName: 'ann smith' })).toBe('ann');
    expect(wrote([commit('1', 'Ann?')])).toBe('ann');
    expect(wrote([commit('1', 'Ann?')], { author: null })).toBe('; Ann');
  });

  it('is another author’s who is called so', () => {
    expect(wrote([commit('1', 'bob'), commit('2', 'The bob?')])).toBe('bob');
  });

  it('may be a bot’s or an assistant’s, of which nothing is told', () => {
    expect(wrote([commit('1', 'bob, dependabot[bot]?, Claude?, Copilot?')])).toBe('bob');
  });
});
