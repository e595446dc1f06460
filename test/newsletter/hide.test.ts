import { describe, expect, it } from '@jest/globals';
import { revertedIn } from '../../src/newsletter/activity/references.js';
import { glob, regularExpression } from '../../src/newsletter/activity/text-pattern.js';
import { type PullRequest, shortName, type Work } from '../../src/newsletter/activity/work.js';
import { hiddenBecause, revertedPairs } from '../../src/newsletter/edition/hide.js';
import { contributor, dependabot, directCommit, pullRequest } from './builders.js';

const rules = { bots: true, learned: true, authors: [], titles: [], paths: [], labels: [] };

describe('what is hidden', () => {
  it('is what bots wrote, by type, by name and by known account', () => {
    expect(hiddenBecause(pullRequest(1, { author: dependabot }), rules)).toContain('dependabot[bot]');
    expect(hiddenBecause(pullRequest(1, { author: contributor('renovate[bot]') }), rules)).not.toBeNull();
    expect(hiddenBecause(pullRequest(1, { author: contributor('bors') }), rules)).not.toBeNull();
    expect(hiddenBecause(pullRequest(1, { author: dependabot }), { ...rules, bots: false })).toBeNull();
  });

  it.each(['copilot-swe-agent[bot]', 'claude[bot]', 'devin-ai-integration[bot]', 'Copilot'])(
    'is not what somebody had the assistant %s write, unless the settings call it a bot',
    (login) => {
      const author = contributor(login);
      const commitAuthors = [author, contributor('bob')];
      expect(hiddenBecause(pullRequest(1, { author, commitAuthors }), rules)).toBeNull();
      const setAs = { ...author, setAs: 'bot' } as const;
      expect(hiddenBecause(pullRequest(1, { author: setAs, commitAuthors }), rules)).toContain('written by');
      const byBot = { author: dependabot, commitAuthors: [dependabot, contributor('bob')] };
      expect(hiddenBecause(pullRequest(1, byBot), rules)).toContain('written by');
    },
  );

  it('is never what people wrote, unless a rule says so', () => {
    expect(hiddenBecause(pullRequest(1, { title: 'chore: tidy up' }), rules)).toBeNull();
    expect(hiddenBecause(pullRequest(1, { author: null }), rules)).toBeNull();
  });

  it.each([
    ['author', { authors: ['Ann'] }],
    ['title', { titles: [regularExpression('^chore')] }],
    ['label', { labels: ['internal'] }],
    ['paths', { paths: [glob('.github/**'), glob('*.nix')] }],
  ])('can be set by %s', (_, rule) => {
    const chore = pullRequest(1, {
      title: 'Chore: update the workflow',
      labels: ['Internal'],
      files: ['.github/workflows/build.yml', 'shell.nix'].map((path) => ({
        path,
        additions: 1,
        deletions: 0,
      })),
    });
    expect(hiddenBecause(chore, { ...rules, ...rule })).not.toBeNull();
  });

  it('needs all files in the hidden paths', () => {
    const mixed = pullRequest(1, {
      files: ['.github/a.yml', 'src/lib.rs'].map((path) => ({ path, additions: 1, deletions: 0 })),
    });
    expect(hiddenBecause(mixed, { ...rules, paths: [glob('.github/**')] })).toBeNull();
    expect(hiddenBecause(pullRequest(1, { files: [] }), { ...rules, paths: [glob('**')] })).toBeNull();
  });
});

describe('a revert', () => {
  const hidden = (...works: readonly Work[]) =>
    [...revertedPairs(works, () => 'main')].map((work) => shortName(work)).sort();
  const numbers = (...titles: string[]) =>
    hidden(...titles.map((title, index) => pullRequest(index + 1, { title })));
  const reverts = (...numbers: number[]) => ({ numbers, oids: [] });

  it('cancels out with what it takes back', () => {
    expect(numbers('Add x', 'Add y', 'Revert "Add x"')).toEqual(['#1', '#3']);
  });

  it('stays when what it takes back is of another month', () => {
    expect(numbers('Add y', 'Revert "Add x"')).toEqual([]);
  });

  it('can itself be taken back', () => {
    expect(numbers('Add x', 'Revert "Add x"', 'Revert "Revert "Add x""')).toEqual(['#1', '#2']);
    expect(numbers('Add x', 'Revert "Add x"', 'Reapply "Add x"')).toEqual(['#1', '#2']);
    expect(numbers('Revert "Add x"', 'Reapply "Add x"')).toEqual(['#1', '#2']);
    expect(numbers('Revert "Add x (#9)" (#10)', 'Reland "Add x"')).toEqual(['#1', '#2']);
    expect(numbers('Add x', 'Revert "Add x"', 'Reapply "Add x"', 'Revert "Reapply "Add x""')).toEqual([
      '#1',
      '#2',
      '#3',
      '#4',
    ]);
  });

  it('has its number in the titles of Gerrit', () => {
    expect(numbers('Add x', 'Revert "Add x"', 'Revert^2 "Add x"')).toEqual(['#1', '#2']);
    expect(numbers('Add x', 'Revert "Add x"', 'Revert^2 "Add x"', 'Revert^3 "Add x"')).toEqual([
      '#1',
      '#2',
      '#3',
      '#4',
    ]);
    expect(numbers('Add x', 'Revert^2 "Add x"')).toEqual([]);
    expect(numbers('Add x', 'gh-7: Revert^1 "Add x"')).toEqual(['#1', '#2']);
  });

  it.each([
    'Reverts acme/widget#1',
    '**Reverts** #1',
    'Reverts GH-1',
    'Revert of #1',
    'This is a revert of #1.',
    'This PR is a full revert of #1',
    'This reverts the changes of #1',
    'This reverts the changes made in PR #1 since it breaks',
    'This reverts PR#1',
    '## Why\n\nIt breaks.\n\nReverting pull-request #1',
  ])('is told by a description: %s', (text) => {
    expect(revertedIn(text, 'acme/widget')).toEqual({ numbers: [1], oids: [] });
  });

  it.each([
    'This reverts merge commit 0123abcdef.',
    'This reverts changeset 0123abcdef',
    'This is a revert of commit 0123abcdef',
  ])('is told by a commit: %s', (text) => {
    expect(revertedIn(text, 'acme/widget')).toEqual({ numbers: [], oids: ['0123abcdef'] });
  });

  it.each([
    'Fixed by the revert of #1',
    'A revert of the revert in #1 failed',
    'This is not a revert of #1',
    'This reverts the order of #1',
    'Instead of a revert of #1, this turns it',
  ])('is no word of a description: %s', (text) => {
    expect(revertedIn(text, 'acme/widget')).toEqual({ numbers: [], oids: [] });
  });

  it('does not reach into other repositories', () => {
    const other = pullRequest(1, { title: 'Add x', repository: 'acme/gadget' });
    expect(hidden(other, pullRequest(2, { title: 'Revert "Add x"' }))).toEqual([]);
    expect(hidden(other, pullRequest(2, { title: 'Revert "x"', takesBack: reverts(1) }))).toEqual([]);
  });

  it.each([
    'Revert "Add x (#1)"',
    'Revert "Add x" (#1)',
    'Revert #1',
    'Revert PR #1: it breaks the build',
    'Revert acme/widget#1',
    'Revert https://github.com/acme/widget/pull/1',
    'Revert pull request #1 on main',
    'Revert "Merge pull request #1 from ann/x"',
    'Revert "Merge #1"',
    'Revert “Add x”',
    "Revert 'Add x'",
    'Revert ‘Add x’',
    'Revert `Add x`',
    'Revert „Add x“',
    'revert: Add x',
    'revert: "add x"',
    'fix: revert "Add x"',
    '[hotfix] Revert "Add x"',
    'refactor: revert "Add x"',
    'release(0.1): Revert "Add x" (#1)',
    'Reverts "Add x" since it breaks the build',
    'Revert "Add x" for now',
    'Revert "Add x" for breaking the build in May',
    'Revert "Add x" on behalf of ann',
    'Revert Add x',
    'Revert Add x (#1)',
    '[Revert] Add x',
    '[revert] "Add x" (#1)',
    '\u23ea Revert "Add x"',
    '\u23ea\ufe0f Revert Add x (#1)',
    ':rewind: Revert "Add x"',
    'Revert of "Add x"',
    'Revert »Add x«',
    'Revert 「Add x」',
    'Revert PR 1',
    'Revert pull request 1',
    'Revert GH-1',
    'Temporarily revert #1',
    'Manually revert "Add x"',
    'Auto-revert #1',
    'Automated rollback of #1',
    'Back out "Add x"',
    'Backed out #1 for breaking the build',
    'Roll back "Add x"',
    'Undo #1',
    'Revert "Add x (#1)" (#3)',
    'Revert "Add x (#1)" (#99)',
    'Revert "Add x (#98)" (#1)',
    'gh-7: Revert "Add x"',
    'bpo-7: Revert "Add x (GH-1)" (GH-3)',
    'WIDGET-7: Revert #1',
    '#7: Revert "Add x"',
    'net/http: revert "add x"',
    '[0.1] gh-7: Revert "Add x"',
    'Revert PR#1',
    'Revert pull-request #1',
    'Revert (#1) Add x',
  ])('is told by %s', (title) => {
    expect(numbers('Add x', 'Add y', title)).toEqual(['#1', '#3']);
  });

  it.each([
    'Revert parts of "Add x"',
    'Partially revert "Add x"',
    'Revert "Add x" partially',
    'Revert #1 in part',
    'Revert "Add x" for the old lever',
    'Revert "Add x" on Windows',
    'Revert "Add x" when the lever is off',
    'Revert #1 in debug builds',
    'Revert "Add x" and add y instead',
    'Revert #1 but keep its tests',
    "Revert #1's change of y",
    'Add x, which does not revert "Add x"',
    'Do not revert "Add x"',
    'Revert "Add x (#12)"',
    'Revert #12',
    'Revert acme/gadget#1',
    'Revert https://github.com/acme/gadget/pull/1',
    'Revert "Add x (acme/gadget#1)"',
    'Revert "Add x" (acme/gadget#1)',
    'Revert Add x (acme/gadget#1)',
    'Revert Add x (#12)',
    'Revert the direction of x (#1)',
    'Revert "Add z (#1)" (#3)',
    'Revert to #1',
    'Roll back to #1',
    'Undo x',
    'Undo the change of x (#1)',
    'Back out part of #1',
  ])('is not told by %s', (title) => {
    expect(numbers('Add x', 'Add y', title)).toEqual([]);
  });

  it('may take back several', () => {
    expect(numbers('Add x', 'Add y', 'Revert #1 and #2')).toEqual(['#1', '#2', '#3']);
    expect(numbers('Add x', 'Add y', 'Revert "Add x" and "Add y"')).toEqual(['#1', '#2', '#3']);
    // What was there before the month is taken back too, which readers must see.
    expect(numbers('Add x', 'Add y', 'Revert #1 and #12')).toEqual(['#1']);
  });

  it('goes by the number in its description before its title', () => {
    const twice = [pullRequest(1, { title: 'Update y' }), pullRequest(2, { title: 'Update y' })];
    const title = 'Revert "Update y"';
    expect(hidden(...twice, pullRequest(3, { title, takesBack: reverts(1) }))).toEqual(['#1', '#3']);
    expect(hidden(...twice, pullRequest(3, { title, takesBack: reverts(99) }))).toEqual([]);
    expect(hidden(...twice, pullRequest(3, { title: 'Back out the update', takesBack: reverts(1) }))).toEqual(
      ['#1', '#3'],
    );
    expect(hidden(...twice, pullRequest(3, { title: 'Rework y', takesBack: reverts(1) }))).toEqual([]);
    expect(hidden(...twice, pullRequest(3, { title: 'Revert some of y', takesBack: reverts(1) }))).toEqual(
      [],
    );
    // The number within the title is an issue's.
    const issue = pullRequest(4, { title: 'Fix y (#99)' });
    expect(hidden(issue, pullRequest(5, { title: 'Revert "Fix y (#99)"', takesBack: reverts(4) }))).toEqual([
      '#4',
      '#5',
    ]);
    expect(hidden(issue, pullRequest(5, { title: 'Revert "Fix y (#99)"' }))).toEqual(['#4', '#5']);
  });

  it('goes by the commit that its message names', () => {
    const merged = pullRequest(1, { title: 'Add x', mergeCommitOid: 'a'.repeat(40) });
    const oids = { numbers: [], oids: ['a'.repeat(12)] };
    expect(hidden(merged, pullRequest(2, { title: 'Back out x', takesBack: oids }))).toEqual(['#1', '#2']);
    expect(hidden(merged, directCommit('b', { messageHeadline: 'Revert "x"', takesBack: oids }))).toEqual([
      '#1',
      '@bbbbbbb',
    ]);
  });

  it('leaves alone what only has the title of what it names', () => {
    const added = pullRequest(10, {
      title: 'Add x',
      mergeCommitOid: 'a'.repeat(40),
      commitOids: ['c'.repeat(40)],
    });
    const other = pullRequest(11, { title: 'Add y' });
    const title = 'Revert "Add x"';
    const taking = (text: string) => revertedIn(text, 'acme/widget');
    const left = (text: string) => hidden(added, other, pullRequest(12, { title, takesBack: taking(text) }));
    expect(left('Reverts acme/gadget#10')).toEqual([]);
    expect(left('Reverts https://github.com/acme/gadget/pull/10')).toEqual([]);
    expect(left('This reverts commit acme/gadget@0123abc.')).toEqual([]);
    expect(left('This reverts commit https://github.com/acme/gadget/commit/0123abc.')).toEqual([]);
    expect(left('This reverts commit 0123abc.')).toEqual([]);
    // The number wins over the title, and so does a commit; a part of what it takes back is of another repository.
    expect(left('reverts #11')).toEqual(['#11', '#12']);
    expect(left('This reverts commit aaaaaaa.')).toEqual(['#10', '#12']);
    expect(left('This reverts commit ccccccc.')).toEqual(['#10', '#12']);
    expect(left('Reverts #10 and acme/gadget#11')).toEqual(['#10']);
    expect(left('It broke the build.')).toEqual(['#10', '#12']);
    const byCommit = directCommit('d', {
      messageHeadline: title,
      takesBack: taking('This reverts commit 0123abc.'),
    });
    expect(hidden(added, byCommit)).toEqual([]);
  });

  it('takes back what was brought to its branch only under the title that it names', () => {
    const added = pullRequest(10, { title: 'Add x', mergeCommitOid: 'a'.repeat(40) });
    const onRelease = { baseRefName: 'release-0.1' };
    const ported = pullRequest(11, { title: 'Add y', ...onRelease });
    const revert = (title: string) => pullRequest(12, { title, takesBack: reverts(10), ...onRelease });
    expect(hidden(added, ported, revert('Revert "Add y"'))).toEqual([]);
    const same = pullRequest(11, { title: 'Add x', ...onRelease });
    expect(hidden(added, same, revert('Revert "Add x"'))).toEqual(['#11', '#12']);
    const byCommit = pullRequest(12, {
      title: 'Revert "Add x"',
      takesBack: { numbers: [], oids: ['aaaaaaa'] },
      ...onRelease,
    });
    expect(hidden(added, same, byCommit)).toEqual(['#11', '#12']);
    // A part of a pull request is not all of it.
    const two = pullRequest(13, { title: 'Add z', commitOids: ['e'.repeat(40), 'f'.repeat(40)] });
    const part = pullRequest(14, { title: 'Revert "Add z"', takesBack: { numbers: [], oids: ['eeeeeee'] } });
    expect(hidden(two, part)).toEqual([]);
  });

  it('may be a commit, and take back a commit', () => {
    const merged = pullRequest(10, { title: 'Add a lever' });
    const commit = directCommit('c', { messageHeadline: 'Add a lever' });
    const revert = directCommit('d', { messageHeadline: 'Revert "Add a lever (#10)"' });
    expect(hidden(merged, revert)).toEqual(['#10', '@ddddddd']);
    expect(hidden(commit, pullRequest(11, { title: 'Revert "Add a lever"' }))).toEqual(['#11', '@ccccccc']);
    expect(hidden(commit, directCommit('e', { messageHeadline: 'Revert "Add a lever"' }))).toEqual([
      '@ccccccc',
      '@eeeeeee',
    ]);
    const onRelease = pullRequest(10, { title: 'Add a lever', baseRefName: 'release-0.1' });
    expect(hidden(onRelease, revert)).toEqual([]);
  });

  it('takes back what is on its own branch', () => {
    const on = (number: number, title: string, baseRefName: string, more: Partial<PullRequest> = {}) =>
      pullRequest(number, { title, baseRefName, ...more });
    const revert = on(12, 'Revert "X"', 'release-0.1');
    expect(hidden(on(10, 'X', 'main'), revert)).toEqual([]);
    expect(hidden(on(10, 'X', 'release-0.1'), on(11, 'X', 'main'), revert)).toEqual(['#10', '#12']);
    expect(hidden(on(10, 'X', 'main'), on(11, 'X', 'release-0.1'), on(12, 'Revert "X"', 'main'))).toEqual([
      '#10',
      '#12',
    ]);
    const byNumber = on(12, 'Revert "X"', 'release-0.1', { takesBack: reverts(10) });
    expect(hidden(on(10, 'X', 'main'), byNumber)).toEqual([]);
    expect(hidden(on(10, 'X', 'main'), on(11, 'X', 'release-0.1'), byNumber)).toEqual(['#11', '#12']);
  });

  it.each([
    ['[0.1] Add x', '[0.1] Revert "Add x"', [10]],
    ['Add x (backport #10)', 'Revert "Add x" (backport #12)', [10]],
    ['Backport PR #10 on branch 0.1 (Add x)', 'Backport PR #12 on branch 0.1 (Revert "Add x")', []],
    ['\u{1f352} [0.1] Add x', '\u{1f352} [0.1] Revert "Add x (#10)"', []],
    ['Automated cherry pick of #10: Add x', 'Automated cherry pick of #12: Revert "Add x"', []],
    ['[Backport 0.1] Add x', '[Backport 0.1] Revert "Add x"', [10]],
    ['[0.1] Add x', 'Revert "[0.1] Add x"', []],
  ])('may be brought to another branch, as what it takes back was: %s, %s', (port, title, numbers) => {
    const on = { baseRefName: '0.1' };
    const added = [pullRequest(10, { title: 'Add x' }), pullRequest(11, { title: port, ...on })];
    const there = pullRequest(13, { title, takesBack: reverts(...numbers), ...on });
    expect(hidden(...added, there)).toEqual(['#11', '#13']);
    expect(hidden(...added, pullRequest(12, { title: 'Revert "Add x"' }), there)).toEqual([
      '#10',
      '#11',
      '#12',
      '#13',
    ]);
  });

  it('knows a title that GitHub cut', () => {
    const title = `Let levers ${'very '.repeat(40)}far`;
    expect(numbers(title, `Revert "${title.slice(0, 120)}…"`)).toEqual(['#1', '#2']);
  });

  it('does not take back what comes later', () => {
    expect(numbers('Revert "Add x"', 'Add x')).toEqual([]);
  });
});

describe('what a description takes back', () => {
  it.each([
    ['Reverts acme/widget#10', [10], []],
    ['reverts #10\r\n\r\nIt broke the build.', [10], []],
    ['It broke the build.\n\nThis reverts commit 0123ABCdef0123.', [], ['0123abcdef0123']],
    ['This reverts commit 0123abc, reversing\nchanges made to def4567.', [], ['0123abc']],
    ['This reverts commit 0123abc (Add a lever, 2020-05-02)', [], ['0123abc']],
    ['This reverts pull request #10.', [10], []],
    ['Reverts #10 and #11', [10, 11], []],
    ['Reverted https://github.com/acme/widget/pull/10 on behalf of ann', [10], []],
    ['Reverts [#10](https://github.com/acme/widget/pull/10)', [10], []],
    ['This reverts commit https://github.com/acme/widget/commit/0123abc.', [], ['0123abc']],
    ['- Reverts #10', [10], []],
    ['**Reverts #10**', [10], []],
    ['Reverting #10 as it breaks the build', [10], []],
    ['It broke the build. This reverts #10.', [10], []],
    ['Reverts #10 as part of the clean-up', [10], []],
    ['<!-- For a revert:\nReverts #9\n-->\n\nReverts #10', [10], []],
    ['```\nReverts #9\n```', [], []],
    ['> Reverts #9\n\nNo.', [], []],
    ['> It says: reverts #10', [], []],
    ['This does not revert #10', [], []],
    ['', [], []],
  ])('is, in %j, by number and commit', (text, numbers, oids) => {
    expect(revertedIn(text, 'acme/widget')).toEqual({ numbers, oids });
  });

  it.each([
    'Reverts part of #10',
    'Reverts #10 partially',
    'Reverts #10 in part.',
    'Reverts acme/widget#10, but keeps its tests.',
    'Reverts #10 (except for the docs)',
    "Reverts #10's change of the lever",
    'Partially reverts #10',
    'This is a partial revert of #10.',
    'It reverts some of the changes in #10.',
  ])('is not all of it in %j', (text) => {
    expect(revertedIn(text, 'acme/widget')).toEqual({ numbers: [], oids: [], isPart: true });
    const added = pullRequest(10, { title: 'Add x' });
    const revert = pullRequest(11, { title: 'Revert "Add x"', takesBack: revertedIn(text, 'acme/widget') });
    expect([...revertedPairs([added, revert], () => 'main')]).toEqual([]);
  });

  it.each([
    ['Reverts zed/other#10', []],
    ['Reverts https://github.com/zed/other/pull/10', []],
    ['Reverts [zed/other#10](https://github.com/zed/other/pull/10)', []],
    ['This reverts commit zed/other@0123abc.', []],
    ['This reverts commit https://github.com/zed/other/commit/0123abc.', []],
    ['Reverts #10 and zed/other#11', [10]],
  ])('may be of another repository, as in %j', (text, numbers) => {
    expect(revertedIn(text, 'acme/widget')).toEqual({ numbers, oids: [], namesOthers: true });
  });
});
