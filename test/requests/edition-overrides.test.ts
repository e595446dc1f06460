import { describe, expect, it } from '@jest/globals';
import { type DraftComment, overridesFor, postponedTo } from '../../src/requests/edition-overrides.js';
import { comment, readAt } from './builders.js';

const may = '2020-05';
const june = '2020-06';

function said(words: string, more: Partial<DraftComment> = {}): DraftComment {
  return {
    ...readAt('draft', comment('eve', `/newsletter ${words}`)),
    isEdited: false,
    reactions: [],
    ...more,
  };
}

const keys = (moves: readonly { readonly key: string }[]) => moves.map(({ key }) => key);

describe('what comments move to their own draft', () => {
  it('are pull requests that they name by `now` or by the month', () => {
    const comments = [
      said('now widget#1'),
      said('edition acme/Gadget#2 2020-05'),
      said('edition widget#3 2020-06'),
      said('now widget@0123abc'),
      said('title widget#4 Now'),
      said('now widget#5', { isBot: true }),
      said('now widget#6', { isMinimized: true }),
      said('now widget#7', { login: null }),
    ];
    expect(keys(overridesFor(comments, may, 'acme'))).toEqual(['acme/widget#1', 'acme/gadget#2']);
  });
});

describe('what earlier drafts postponed', () => {
  it('is what was said last', () => {
    const comments = [
      said('edition widget#1 2020-06'),
      said('edition widget#1 2020-07'),
      said('edition widget#2 2020-07'),
      said('edition widget#2 2020-06'),
      said('now widget#3'),
    ];
    expect(keys(postponedTo(june, comments, 'acme'))).toEqual(['acme/widget#2']);
  });

  it('is rather what the bot confirmed', () => {
    const confirmed = { reactions: ['ROCKET'] } as const;
    const comments = [
      said('edition widget#1 2020-06', confirmed),
      said('edition widget#1 2020-07'),
      said('edition widget#2 2020-06', { ...confirmed, isEdited: true }),
      said('edition widget#3 2020-06', { reactions: ['EYES'] }),
    ];
    expect(postponedTo(june, comments, 'acme').map(({ key, isDone }) => [key, isDone])).toEqual([
      ['acme/widget#1', true],
      ['acme/widget#2', false],
      ['acme/widget#3', false],
    ]);
  });
});
