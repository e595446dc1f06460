import { describe, expect, it } from '@jest/globals';
import { isLandedBy, landingsIn, titleWithoutMark } from '../../src/newsletter/activity/landing.js';
import { directCommit } from './builders.js';

describe('the pull request that a commit brings', () => {
  const there = 'https://github.com/acme/widget/pull';

  it.each([
    ['bors', 'Add a lever (#20)', ''],
    ['bors, for an issue', 'Add a lever (#7) (#20)', ''],
    ['homu', 'Auto merge of #20 - ann:levers, r=maria', 'Add a lever'],
    ['an importer', 'Merge pull request #20 from ann:levers', 'PiperOrigin-RevId: 1'],
    ['ghstack', 'Add a lever', `ghstack-source-id: 0123abc\nPull Request resolved: ${there}/20`],
    [
      "Meta's importer",
      'Add a lever',
      `Summary: Levers.\n\nPull Request resolved: ${there}/20\n\nfbshipit-source-id: 1`,
    ],
    ["Gerrit's importer", 'levers: add one', 'GitHub-Last-Rev: 0123abc\nGitHub-Pull-Request: acme/widget#20'],
    ['a trailer', 'Add a lever', 'Pull-Request: #20'],
    ['Node.js', 'levers: add one', `PR-URL: ${there}/20\nReviewed-By: Maria`],
    ['Angular', 'feat(levers): add one', 'Levers are useful.\n\nPR Close #20'],
    ['Copybara', 'Add a lever', `COPYBARA_INTEGRATE_REVIEW=${there}/20 from ann:levers 0123abc`],
    ['Apache projects', 'Add a lever', 'Closes #20 from ann/levers.'],
    ['OpenSSL', 'Add a lever', `Reviewed-by: Maria\n(Merged from ${there}/20)`],
    ['CPython', 'Add a lever (GH-20)', ''],
    ['a merge by script', 'Merge acme/widget#20: Add a lever', ''],
  ])('is said by %s', (_, headline, body) => {
    expect(landingsIn(headline, body, 'acme/widget')).toEqual([{ number: 20, isToolsWord: true }]);
  });

  it.each([
    ['Add a lever', 'Closes #20'],
    ['Add a lever', 'This closes #20.'],
    ['Add a lever', `Fixes: ${there}/20`],
    ['Add a lever', 'Closes gh-20'],
  ])('may be what the keyword in %j, %j means', (headline, body) => {
    expect(landingsIn(headline, body, 'acme/widget')).toEqual([{ number: 20, isToolsWord: false }]);
  });

  it.each([
    ['Add a lever', ''],
    ['Fix #20 for good', ''],
    ['Revert "Add a lever (#20)"', ''],
    ['Add a lever (zed/other#20)', ''],
    ['Add a lever', 'Pull Request resolved: https://github.com/zed/other/pull/20'],
    ['Add a lever', 'See #20 and (#21)'],
    ['Add a lever', 'GitHub-Pull-Request: zed/other#20'],
    ['Merge zed/other#20: Add a lever', ''],
    ['Add a lever', '(Merged from https://github.com/zed/other/pull/20)'],
    ['Add a lever', 'Closes high-20'],
  ])('is none of %j, %j', (headline, body) => {
    expect(landingsIn(headline, body, 'acme/widget')).toEqual([]);
  });

  const commit = directCommit('a', {
    messageHeadline: 'Add a lever (#20)',
    committedDate: '2020-05-15T13:00:00Z',
  });
  const closed = { title: '[Merged by Bors] - Add a lever', author: 'ann', closedAt: '2020-05-15T13:30:00Z' };
  const byTool = { number: 20, isToolsWord: true };
  const byKeyword = { number: 20, isToolsWord: false };

  it('was closed about that time', () => {
    expect(isLandedBy(closed, commit, byTool)).toBe(true);
    expect(isLandedBy({ ...closed, closedAt: '2020-05-17T13:00:00Z' }, commit, byTool)).toBe(true);
    expect(isLandedBy({ ...closed, closedAt: '2020-04-15T13:00:00Z' }, commit, byTool)).toBe(false);
    expect(isLandedBy({ ...closed, closedAt: '2020-06-15T13:00:00Z' }, commit, byTool)).toBe(true);
    expect(isLandedBy({ ...closed, closedAt: '2020-08-15T13:00:00Z' }, commit, byTool)).toBe(false);
    const other = { title: 'Levers', author: 'bob' };
    expect(isLandedBy({ ...other, closedAt: '2020-05-17T13:00:00Z' }, commit, byTool)).toBe(true);
    expect(isLandedBy({ ...other, closedAt: '2020-06-15T13:00:00Z' }, commit, byTool)).toBe(false);
  });

  it('has the title or the author of the commit, where a commit only closes it', () => {
    const bobs = { ...closed, author: 'bob' };
    expect(isLandedBy(bobs, commit, byKeyword)).toBe(true);
    expect(isLandedBy({ ...closed, title: 'Levers' }, commit, byKeyword)).toBe(true);
    expect(isLandedBy({ ...bobs, title: 'Levers' }, commit, byKeyword)).toBe(false);
    expect(isLandedBy({ ...bobs, author: null, title: 'Levers' }, commit, byKeyword)).toBe(false);
  });

  it('gets back the title that it had before it was closed', () => {
    expect(titleWithoutMark('[Merged by Bors] - Add a lever')).toBe('Add a lever');
    expect(titleWithoutMark('[Merged] Add a lever')).toBe('Add a lever');
    expect(titleWithoutMark('[LANDED] Add a lever')).toBe('Add a lever');
    expect(titleWithoutMark('[Merged by Bors] – Add a lever')).toBe('Add a lever');
    expect(titleWithoutMark('[Merge] Add a lever')).toBe('[Merge] Add a lever');
    expect(titleWithoutMark('Add a lever')).toBe('Add a lever');
    expect(titleWithoutMark('[Merged by Bors] - ')).toBe('[Merged by Bors] - ');
  });
});
