import { describe, expect, it } from '@jest/globals';
import { parseComment } from '../../src/commands/parse-comment.js';
import { VERBS } from '../../src/commands/verbs.js';
import { NameSet } from '../../src/newsletter/activity/names.js';
import type { EntryAmendments } from '../../src/newsletter/edition/amendments.js';
import { neededPermissions, newcomerWaits } from '../../src/requests/permissions.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { EACH_VERB } from '../commands/each-verb.js';
import { comment, noted, requestSources } from './builders.js';

describe('the permissions to look up', () => {
  it('are those of people who ask for something, where they ask for it', () => {
    const sources = requestSources({
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
    expect(neededPermissions(requestSources({ pullRequests }))).toEqual([
      { login: 'wendy', repository: null },
      { login: 'wendy', repository: 'acme/widget' },
    ]);
  });
});

describe("a newcomer's command", () => {
  const known = new NameSet(['octocat']);
  const entryVerbs = VERBS.filter(({ about }) => about === 'entry');
  const withLink = (example: string) => `/newsletter ${example} https://foreign.example/x`;

  /** Why the command waits when `wendy`, a newcomer, writes it on her pull request; `null` also where it is unclear. */
  function whyItWaits(body: string) {
    const [addressed] = parseComment(body, { place: 'pull request', botLogin: 'bot' });
    const parsed = addressed?.parsed;
    return parsed !== undefined && 'command' in parsed
      ? newcomerWaits('wendy', parsed.command, requestSources({ known }))
      : null;
  }

  /** What readers would see of the entry when an editor writes the command: reasons are for editors only. */
  function readBy(body: string): Partial<EntryAmendments> {
    const sources = requestSources({ pullRequests: [noted(1, { comments: [comment('eve', body)] })] });
    const amendments = resolveRequests(sources).amendments.entries.get('acme/widget#1');
    return { ...amendments, visibility: null, highlightedBecause: null };
  }

  it.each(entryVerbs.map(({ name, example }) => [name, example]))(
    'with `%s` waits for its link only where readers would see it',
    (_, example) => {
      const body = withLink(example);
      const isShown = JSON.stringify(readBy(body)).includes('foreign.example');
      expect(whyItWaits(body)).toBe(isShown ? 'links' : null);
    },
  );

  it('waits for its link with those verbs whose words are read', () => {
    const waiting = entryVerbs.filter(({ example }) => whyItWaits(withLink(example)) !== null);
    const read = Object.entries<{ isRead?: true }>(EACH_VERB).filter(([, { isRead }]) => isRead);
    expect(waiting.map(({ name }) => name)).toEqual(read.map(([name]) => name));
    expect(read.length).toBeGreaterThan(2);
  });

  it('waits where it credits somebody else whom no edition names', () => {
    expect(whyItWaits('/newsletter credit @stranger')).toBe('names');
    expect(whyItWaits('/newsletter credit @wendy @octocat')).toBeNull();
  });
});
