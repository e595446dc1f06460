import { expect } from '@jest/globals';
import { draftBehind, nothingYet } from './beginnings.js';
import { MAY_FILE, NEWS, type Story } from './story.js';

/** What a person does to the draft while a run is about to write. */
export interface Intrusion {
  readonly name: string;
  readonly begin: (story: Story) => unknown;
  /** Returns whether it could happen; each must be possible at some time. */
  readonly act: (story: Story) => boolean;
  /** What the next run makes of it. */
  readonly outcome: string;
  readonly expectAfter: (story: Story) => void;
}

const RENAMED = 'content/this-month/2020-05/renamed.md';

export const INTRUSIONS: readonly Intrusion[] = [
  {
    name: 'renames the file',
    begin: draftBehind,
    act: ({ github }) => {
      const text = github.readFile(NEWS, 'next', MAY_FILE) ?? '';
      github.as('phil').editFile(NEWS, 'next', RENAMED, () => `${text}\nMine.\n`);
      github.as('phil').deleteFile(NEWS, 'next', MAY_FILE);
      return true;
    },
    outcome: 'unchanged',
    expectAfter: ({ github }) => {
      expect(github.readFile(NEWS, 'next', MAY_FILE)).toBeNull();
      expect(github.readFile(NEWS, 'next', RENAMED)).toContain('Mine.');
    },
  },
  {
    name: 'deletes the branch of the pull request',
    begin: draftBehind,
    act: ({ github }) => {
      github.as('phil').deleteBranch(NEWS, 'next');
      return true;
    },
    outcome: 'frozen',
    expectAfter: ({ github }) => expect(github.branches(NEWS)).not.toContain('next'),
  },
  {
    name: 'deletes the branch before there is a pull request',
    begin: nothingYet,
    act: ({ github }) => {
      if (!github.branches(NEWS).includes('next')) return false;
      github.as('phil').deleteBranch(NEWS, 'next');
      return true;
    },
    outcome: 'unchanged',
    expectAfter: (story) => expect(story.draft()).toContain('Change 12'),
  },
  {
    name: 'closes the pull request',
    begin: draftBehind,
    act: ({ github }) => {
      github.as('phil').closePullRequest(NEWS, 1);
      return true;
    },
    outcome: 'frozen',
    expectAfter: ({ github }) => expect(github.pullRequests(NEWS)).toMatchObject([{ state: 'CLOSED' }]),
  },
  {
    name: 'begins the branch and the file',
    begin: nothingYet,
    act: ({ github }) => {
      if (!github.branches(NEWS).includes('next')) github.as('phil').createBranch(NEWS, 'next', 'main');
      github.as('phil').editFile(NEWS, 'next', MAY_FILE, (text) => `${text}\n## Mine\n\nMy words.\n`);
      return true;
    },
    outcome: 'unchanged',
    expectAfter: (story) => {
      expect(story.draft()).toContain('## Mine\n\nMy words.\n');
    },
  },
  {
    name: 'opens the pull request',
    begin: nothingYet,
    act: ({ github }) => {
      if (github.readFile(NEWS, 'next', MAY_FILE) === null) return false;
      const branches = { headRefName: 'next', baseRefName: 'main' };
      github.as('phil').openPullRequest(NEWS, { title: 'May', body: 'Soon.', ...branches });
      return true;
    },
    outcome: 'unchanged',
    expectAfter: ({ github }) => {
      const body = expect.stringMatching(/^Soon\.\n\n<!-- newsletter dashboard -->\n\*\*3 merged/);
      expect(github.pullRequests(NEWS)).toMatchObject([{ title: 'May', body }]);
    },
  },
];
