import { describe, expect, it } from '@jest/globals';
import { countLines } from './git-diff.js';
import { createGitStore, readText, writeBlob, writeChanges, writeCommit } from './git-store.js';

const files = {
  'README.md': 'hello\n',
  'src/main.rs': 'fn main() {}\n',
  'src/a/b.rs': 'x\n',
  'src.d/z': 'y\n',
  'src-x': 'Grüße 🦀\n',
};

// The ids in here were computed by the git program.
describe('git objects', () => {
  it.each([
    ['hello\n', 'ce013625030ba8dba906f756967f9e9ca394464a'],
    ['Grüße 🦀\n', '0d26f000c787baa0fbb83703ed7f3b6cfcedecda'],
    ['', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'],
  ])('names the blob %j as git does', (text, oid) => {
    expect(writeBlob(createGitStore(), text)).toBe(oid);
  });

  it('names nested folders as git does, in its order', () => {
    const tree = writeChanges(createGitStore(), null, files);
    expect(tree).toBe('dd2fd52255280d1f2d7780321d2776cfdd1def41');
  });

  it('names the empty tree as git does', () => {
    expect(writeChanges(createGitStore(), null, {})).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  });

  it('names a commit as git does', () => {
    const store = createGitStore();
    const commit = writeCommit(store, {
      tree: writeChanges(store, null, files),
      parents: [],
      message: 'First\n\nBody',
      author: { name: 'Philipp', email: '7+phil-opp@users.noreply.github.com', date: '2020-05-01T12:00:00Z' },
      committer: { name: 'GitHub', email: 'noreply@github.com', date: '2020-05-02T12:00:00Z' },
    });
    expect(commit.oid).toBe('3e00b7ea87cf006117b6d6b4dc20ce81f6ada52f');
    expect(readText(store, commit.oid, 'src/a/b.rs')).toBe('x\n');
  });

  it('forgets a folder whose last file is deleted', () => {
    const store = createGitStore();
    const tree = writeChanges(store, null, { 'a/b/c': '1', d: '2' });
    expect(writeChanges(store, tree, { 'a/b/c': null })).toBe(writeChanges(store, null, { d: '2' }));
  });
});

describe('countLines', () => {
  it.each([
    ['', 'a\nb\n', 2, 0],
    ['a\nb\n', '', 0, 2],
    ['a\nb\nc\n', 'a\nx\nc\nd\n', 2, 1],
    ['a\nb\n', 'a\nb\n', 0, 0],
    ['a\nb\nc\na\nb\nb\na\n', 'c\nb\na\nb\na\nc\n', 2, 3],
  ])('from %j to %j adds %i and deletes %i', (before, after, additions, deletions) => {
    expect(countLines(before, after)).toEqual({ additions, deletions });
  });
});
