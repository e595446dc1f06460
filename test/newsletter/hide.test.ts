import { describe, expect, it } from '@jest/globals';
import { glob, regularExpression } from '../../src/newsletter/activity/text-pattern.js';
import { hiddenBecause, revertedPairs } from '../../src/newsletter/edition/hide.js';
import { contributor, dependabot, pullRequest } from './builders.js';

const rules = { bots: true, learned: true, authors: [], titles: [], paths: [], labels: [] };

describe('what is hidden', () => {
  it('is what bots wrote, by type, by name and by known account', () => {
    expect(hiddenBecause(pullRequest(1, { author: dependabot }), rules)).toContain('dependabot[bot]');
    expect(hiddenBecause(pullRequest(1, { author: contributor('renovate[bot]') }), rules)).not.toBeNull();
    expect(hiddenBecause(pullRequest(1, { author: contributor('bors') }), rules)).not.toBeNull();
    expect(hiddenBecause(pullRequest(1, { author: dependabot }), { ...rules, bots: false })).toBeNull();
  });

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
  const numbers = (...titles: string[]) => {
    const merged = titles.map((title, index) => pullRequest(index + 1, { title }));
    return [...revertedPairs(merged)].map(({ number }) => number).sort();
  };

  it('cancels out with what it takes back', () => {
    expect(numbers('Add x', 'Add y', 'Revert "Add x"')).toEqual([1, 3]);
  });

  it('stays when what it takes back is of another month', () => {
    expect(numbers('Add y', 'Revert "Add x"')).toEqual([]);
  });

  it('can itself be taken back', () => {
    expect(numbers('Add x', 'Revert "Add x"', 'Revert "Revert "Add x""')).toEqual([1, 2]);
  });

  it('does not reach into other repositories', () => {
    const merged = [
      pullRequest(1, { title: 'Add x', repository: 'acme/gadget' }),
      pullRequest(2, { title: 'Revert "Add x"' }),
    ];
    expect([...revertedPairs(merged)]).toEqual([]);
  });
});
