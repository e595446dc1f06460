import { ARCHIVE_BRANCH } from '../../src/github/draft/archive.js';
import { commitFile, STORE_RENDERED } from '../../src/github/draft/own-commit.js';
import { repositoryOf } from '../fake-github/world.js';
import { MAY_FILE, merged, NEWS, type Story, WIDGET } from './story.js';

export const GADGET = 'acme/gadget';

/** There is no draft, and the edition has three entries. */
export function nothingYet(story: Story): void {
  merged(story, 10);
  merged(story, 11, { author: 'bob' });
  merged(story, 12);
}

/** A person made the branch long ago, and the default branch went on. */
export function branchBehind(story: Story): void {
  story.github.as('phil').createBranch(NEWS, 'next', 'main');
  story.github.as('phil').editFile(NEWS, 'main', 'about.md', () => 'News.\n');
  nothingYet(story);
}

/** A person began the branch with something of their own, and the default branch went on. */
export function branchDiverged(story: Story): void {
  story.github.as('phil').createBranch(NEWS, 'next', 'main');
  story.github.as('phil').editFile(NEWS, 'next', 'ideas.md', () => 'An idea.\n');
  story.github.as('phil').editFile(NEWS, 'main', 'about.md', () => 'News.\n');
  nothingYet(story);
}

/** The draft is there, nobody touched it, and there is more to tell. */
export async function draftBehind(story: Story): Promise<void> {
  nothingYet(story);
  await story.sync();
  merged(story, 13, { title: 'Another change', author: 'eve' });
}

/** People reworded, removed and added, and there is more to tell and something to correct. */
export async function editedBehind(story: Story): Promise<void> {
  nothingYet(story);
  await story.sync();
  editDraft(story, (text) =>
    text
      .replace('Change 10', 'My words')
      .replace(/- \[Change 11\].*\n/, '')
      .replace('\n### ', '\nA word on all of this.\n\n### '),
  );
  merged(story, 13, { title: 'Another change', author: 'eve' });
  story.github.as('ann').retitlePullRequest(WIDGET, 12, 'A better title');
}

/**
 * The archive is of before there were ledgers: its text remembers that 13 was offered once, and that a person hid 10. Both
 * are told again, and there is more to tell.
 */
export async function archiveWithoutLedger(story: Story): Promise<void> {
  nothingYet(story);
  await story.sync();
  editDraft(story, (text) => text.replace(/^- \[Change 10\].*/m, '<!-- $& -->'));
  const [link] = /- \[Change 10\].*/.exec(archivedText(story)) ?? [''];
  await archive(story, (text) => `${text}\n## Rendered before\n\n${link}\n${link.replaceAll('10', '13')}\n`);
  merged(story, 13);
  merged(story, 14, { author: 'eve' });
}

/** What the bot offered last. */
export function archivedText({ github }: Story): string {
  return github.readFile(NEWS, ARCHIVE_BRANCH, MAY_FILE) ?? '';
}

/** Changes what the bot itself stored for the draft as it is. */
export async function archive(story: Story, change: (text: string) => string): Promise<void> {
  const { refs } = repositoryOf(story.github.world, NEWS).git;
  await commitFile(story.clients.writer, STORE_RENDERED, {
    path: MAY_FILE,
    repositoryNameWithOwner: NEWS,
    branchName: ARCHIVE_BRANCH,
    text: change(archivedText(story)),
    expectedHeadOid: refs.get(`refs/heads/${ARCHIVE_BRANCH}`) ?? '',
    headline: 'Render it',
    body: `Newsletter-Draft: ${refs.get('refs/heads/next')}`,
  });
}

/** The draft is there, and what there is to tell belongs into the pull request's body alone. */
export async function bodyBehind(story: Story): Promise<void> {
  nothingYet(story);
  await story.sync();
  story.github.addRepository({
    nameWithOwner: GADGET,
    files: { 'Cargo.toml': '[package]\nname = "gadget"\n' },
  });
  merged(story, 1, { in: GADGET, author: 'dependabot[bot]', title: 'Bump the lever' });
}

/** A person closed the draft and deleted its branch, and asks to go on after all. */
export async function branchDeleted(story: Story): Promise<void> {
  story.github.grant(NEWS, 'phil', 'write');
  await editedBehind(story);
  story.github.as('phil').closePullRequest(NEWS, 1);
  story.github.as('phil').deleteBranch(NEWS, 'next');
  story.setTime('2020-06-04T08:00:00Z');
  story.github.as('phil').comment(NEWS, 1, '/newsletter refresh');
}

/** May was merged as one commit and corrected afterwards, and June has something to tell. */
export async function editionCorrected(story: Story): Promise<void> {
  nothingYet(story);
  await story.sync();
  const person = story.github.as('phil');
  person.readyForReview(NEWS, 1);
  person.mergeOpenPullRequest(NEWS, 1, { method: 'squash' });
  person.editFile(NEWS, 'main', MAY_FILE, (text) => text.replace('Change 10', 'The right words'));
  story.setTime('2020-07-02T08:00:00Z');
  merged(story, 13, { mergedAt: '2020-06-10T12:00:00Z' });
}

/** People edited the draft's file and moved it, and there is more to tell. */
export async function fileMoved(story: Story): Promise<void> {
  await editedBehind(story);
  story.github.as('phil').moveFile(NEWS, 'next', [MAY_FILE, 'content/this-month/2020-05-may/index.md']);
}

/** Phil changes the draft's file, which must be there. */
export function editDraft({ github }: Story, edit: (text: string) => string): void {
  const before = github.readFile(NEWS, 'next', MAY_FILE);
  if (before === null) throw new Error('There is no draft to edit.');
  if (edit(before) === before) throw new Error('The edit changes nothing.');
  github.as('phil').editFile(NEWS, 'next', MAY_FILE, edit);
}
