import { expect } from '@jest/globals';
import { ENTRY_MARKER } from '../../src/replies/comments/entry-comment.js';
import { STATUS_MARKER } from '../../src/replies/comments/status-comment.js';
import type { WebReaders } from '../../src/run/read-run.js';
import { endStory, merged, NEWS, type Story, type StoryOptions, startStory, WIDGET } from './story.js';
import { excessOf, syncer, type ToldResult } from './token-story.js';

/** The bot's account. */
export const BOT = 'acme-bot[bot]';

/** The draft's entry for `acme/widget#10`, as the bot writes it. */
export const ENTRY = '- [Add a lever](https://github.com/acme/widget/pull/10)';

/** The story's world with a draft of May 2020 that tells of `acme/widget#10` by `ann`; `phil` is its editor. */
export interface NoteStory extends Story {
  /** Number of the draft pull request. */
  readonly number: number;
  /** A run of the App. */
  run(): Promise<ToldResult>;
  /** The bot's answers on a pull request, in one comment; the draft, unless another one of `acme/widget` is told. */
  answer(number?: number): string;
  /** Id of the bot's status comment. */
  status(): number;
}

export async function startNoteStory(options: StoryOptions = {}, web: WebReaders = {}): Promise<NoteStory> {
  const story = await startStory(options);
  const { github } = story;
  github.grant(NEWS, 'phil', 'write');
  github.grant(WIDGET, 'maria', 'write');
  for (const login of ['ann', 'eve', 'bob']) github.addUser({ login });
  merged(story, 10, { title: 'Add a lever' });
  const run = syncer(story, undefined, web);
  await run();
  const number = github.pullRequests(NEWS)[0]?.number ?? 0;
  const isMarked = (body: string) => [ENTRY_MARKER, STATUS_MARKER].some((marker) => body.includes(marker));
  const own = (repository: string, of: number) =>
    github.comments(repository, of).filter(({ author, body }) => author === BOT && isMarked(body));
  return {
    ...story,
    number,
    run,
    answer(of) {
      const found = of === undefined ? own(NEWS, number) : own(WIDGET, of);
      if (found.length > 1) throw new Error('There is more than one comment of the bot.');
      return found[0]?.body ?? '';
    },
    status: () => own(NEWS, number)[0]?.databaseId ?? 0,
  };
}

/** Ends the story. Nothing may have been asked with a token that may do too much, either. */
export async function endNoteStory({ github }: NoteStory): Promise<void> {
  await endStory({ github });
  expect(excessOf(github.requests)).toEqual([]);
}
