import { expect } from '@jest/globals';
import { ARCHIVE_BRANCH } from '../../src/github/draft/archive.js';
import { history } from '../fake-github/git-history.js';
import { readFiles } from '../fake-github/git-store.js';
import { repositoryOf } from '../fake-github/world.js';
import { NEWS, type Story } from './story.js';

/**
 * What holds of the newsletter at any time, whatever happened: no commit is empty, none is there twice, and each that
 * names what the bot offered names what its archive has.
 */
export function expectSoundHistory({ github }: Story): void {
  const { git } = repositoryOf(github.world, NEWS);
  const commitsOf = (branch: string) => history(git, git.refs.get(`refs/heads/${branch}`) ?? '');
  const filesOf = (tree: string) => [...readFiles(git, tree).values()].map(({ oid }) => oid);
  const stored = commitsOf(ARCHIVE_BRANCH).flatMap(({ tree }) => filesOf(tree));
  for (const { message, tree, parents } of github.branches(NEWS).flatMap(commitsOf)) {
    const before = parents.map((parent) => git.commits.get(parent)?.tree);
    // A merge joins two histories, also where it changes no file.
    const changes = parents.length > 1 || !before.includes(tree);
    expect({ message, changes }).toEqual({ message, changes: true });
    const offered = /^Newsletter-Rendered: (\w+)$/m.exec(message)?.[1];
    if (offered !== undefined) expect(stored).toContain(offered);
  }
}
