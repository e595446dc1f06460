import { describe, expect, it } from '@jest/globals';
import { mayChangeDraft } from '../src/relevant-events.js';

const newsletter = 'acme/news';
const at = (full_name: string) => ({ repository: { full_name, default_branch: 'main' } });

describe('an event is worth a run', () => {
  it.each([
    [
      'a merged pull request',
      'pull_request',
      { action: 'closed', ...at('acme/w'), pull_request: { merged: true } },
    ],
    [
      'a retitled merged one',
      'pull_request',
      { action: 'edited', ...at('acme/w'), pull_request: { merged_at: '2020-05-01T00:00:00Z' } },
    ],
    ['a push to a default branch', 'push', { ref: 'refs/heads/main', ...at('acme/w') }],
    ['any push to the newsletter', 'push', { ref: 'refs/heads/next', ...at('Acme/News') }],
    [
      'the draft being closed',
      'pull_request',
      { action: 'closed', ...at('acme/news'), pull_request: { merged: false } },
    ],
    ['a comment on the draft', 'issue_comment', { action: 'created', ...at('acme/news') }],
    ['a release', 'release', { action: 'published', ...at('acme/w') }],
    ['an installation', 'installation', { action: 'created' }],
  ])('%s', (_, name, payload) => {
    expect(mayChangeDraft({ name, payload }, newsletter)).toBe(true);
  });

  it.each([
    [
      'a pull request that is not merged',
      'pull_request',
      { action: 'closed', ...at('acme/w'), pull_request: { merged: false } },
    ],
    [
      'a new pull request',
      'pull_request',
      { action: 'opened', ...at('acme/w'), pull_request: { merged_at: null } },
    ],
    ['a comment elsewhere', 'issue_comment', { action: 'created', ...at('acme/w') }],
    ['a push to a topic branch', 'push', { ref: 'refs/heads/topic', ...at('acme/w') }],
  ])('not %s', (_, name, payload) => {
    expect(mayChangeDraft({ name, payload }, newsletter)).toBe(false);
  });
});
