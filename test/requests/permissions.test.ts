import { describe, expect, it } from '@jest/globals';
import { neededPermissions } from '../../src/requests/permissions.js';
import { comment, noted, noteSources } from './builders.js';

describe('the permissions to look up', () => {
  it('are those of people who ask for something, where they ask for it', () => {
    const sources = noteSources({
      pullRequests: [
        noted(1, {
          body: '```newsletter\nhide\n```',
          labels: [
            { name: 'newsletter: skip', login: 'tri' },
            { name: 'newsletter: highlight', login: null },
          ],
          comments: [
            comment('Max', '/newsletter hide'),
            comment('max', '/newsletter with Gadget#2'),
            comment('sam', 'Nice!'),
            comment('sam', '/newsletter help'),
            comment('sam', '/newsletter titel'),
            comment('bot[bot]', '/newsletter hide'),
          ],
        }),
        noted(2, { repository: 'acme/Gadget' }),
      ],
      draft: [
        comment('dan', '/newsletter title gadget#2 a'),
        comment('dan', '/newsletter intro widget-macros\nx'),
        comment('lea', 'https://a.example'),
      ],
      approvals: [{ hash: 'x', login: 'Eve' }],
    });
    expect(neededPermissions(sources).map(({ login, repository }) => [login, repository])).toEqual([
      ['dan', null],
      ['dan', 'acme/gadget'],
      ['dan', 'acme/widget'],
      ['eve', null],
      ['lea', null],
      ['max', null],
      ['max', 'acme/gadget'],
      ['max', 'acme/widget'],
      ['tri', null],
      ['tri', 'acme/widget'],
    ]);
  });

  it('are looked up for a description only where its author is new', () => {
    const body = '```newsletter\nhide\n```';
    const pullRequests = [noted(1, { body }), noted(2, { body, authors: ['wendy'] })];
    expect(neededPermissions(noteSources({ pullRequests }))).toEqual([
      { login: 'wendy', repository: null },
      { login: 'wendy', repository: 'acme/widget' },
    ]);
  });
});
