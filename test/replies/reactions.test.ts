import { describe, expect, it } from '@jest/globals';
import { planReactions } from '../../src/replies/comments/reactions.js';
import type { Answer, RequestOutcome } from '../../src/requests/answer.js';
import type { ReactedComment, Reaction } from '../../src/requests/request.js';

const applied: RequestOutcome = { kind: 'applied', suggestion: null };
const refused: RequestOutcome = { kind: 'refused', because: 'No.' };
const waits: RequestOutcome = {
  kind: 'waits',
  suggestion: { hash: 'a', login: 'eve', words: null, url: '', newcomer: null, isGuess: false },
};
const asked: RequestOutcome = { kind: 'asked' };
const superseded: RequestOutcome = { kind: 'superseded', because: 'A newer one decides.' };

function answer(outcome: RequestOutcome): Answer {
  return {
    commentId: 'IC_1',
    url: null,
    login: 'ann',
    on: null,
    about: null,
    at: { line: 1, column: 1 },
    line: '',
    command: null,
    outcome,
  };
}

function changes(outcomes: readonly RequestOutcome[], more: Partial<ReactedComment> = {}): readonly string[] {
  const comment = { id: 'IC_1', isEdited: false, isMinimized: false, reactions: [], ...more };
  return planReactions([comment], outcomes.map(answer)).map(
    ({ content, isRemoval }) => `${isRemoval ? '-' : '+'}${content}`,
  );
}

describe('the reaction to a comment', () => {
  it.each<[string, readonly RequestOutcome[], Reaction]>([
    ['what is in the draft', [applied], 'ROCKET'],
    ['a question', [asked], 'ROCKET'],
    ['a suggestion', [waits], 'EYES'],
    ['what counts no more', [superseded], 'EYES'],
    ['what was not done', [refused], 'CONFUSED'],
    ['several things of which one waits', [applied, waits], 'EYES'],
    ['several things of which one was not done', [applied, refused, waits], 'CONFUSED'],
  ])('to %s', (_, outcomes, reaction) => {
    expect(changes(outcomes)).toEqual([`+${reaction}`]);
    expect(changes(outcomes, { reactions: [reaction] })).toEqual([]);
  });

  it('takes the place of the one before', () => {
    expect(changes([applied], { reactions: ['EYES', 'CONFUSED'] })).toEqual([
      '-EYES',
      '-CONFUSED',
      '+ROCKET',
    ]);
  });

  it('goes when the comment asks for nothing any more, or was hidden', () => {
    expect(changes([], { reactions: ['ROCKET'], isEdited: true })).toEqual(['-ROCKET']);
    expect(changes([], { reactions: ['ROCKET'], isMinimized: true })).toEqual(['-ROCKET']);
  });

  it('is left alone where nothing was ever asked: it may be a person’s own', () => {
    expect(changes([], { reactions: ['ROCKET'] })).toEqual([]);
  });
});
