import { expect } from '@jest/globals';
import { type Story, type StoryOptions, startStory } from './story.js';

/** How a story differs from the usual one, or what happens first. */
export type Beginning = StoryOptions | ((story: Story) => unknown);

/** Tells a story from its beginning to its end, and returns what it comes to. */
export async function tell<Result>(
  beginning: Beginning,
  act: (story: Story) => Promise<Result>,
): Promise<Result> {
  const isAct = typeof beginning === 'function';
  const story = await startStory(isAct ? {} : beginning);
  try {
    if (isAct) await beginning(story);
    const result = await act(story);
    expect(story.github.unexpectedRequests).toEqual([]);
    return result;
  } finally {
    await story.github.stop();
  }
}

/** Runs a test for all cases at once, since most of their time is waiting, and fails naming those that failed. */
export async function forAll<Case extends { readonly name: string }>(
  cases: readonly Case[],
  test: (each: Case) => Promise<void>,
): Promise<void> {
  const results = await Promise.allSettled(cases.map(test));
  const failed = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${cases[index]?.name}: ${String(result.reason)}`] : [],
  );
  if (failed.length > 0) throw new Error(failed.join('\n\n'));
}
