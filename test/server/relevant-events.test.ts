import { describe, expect, it } from '@jest/globals';
import { rarely } from '../../src/server/app.js';
import {
  addressedComment,
  announcedPullRequest,
  type Delivery,
  mayChangeDraft,
  type Surroundings,
  stillAnnounced,
} from '../../src/server/relevant-events.js';

const newsletter = 'acme/news';
/** Whether the event is worth a run. Without `more`, the bot knows neither its name nor the drafts' branches. */
const isWorthARun = (name: string, payload: Delivery['payload'], more: Partial<Surroundings> = {}) =>
  mayChangeDraft({ name, payload }, { newsletter, botLogin: null, branches: null, ...more });
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
    ['a tag', 'create', { ref: 'v1.0.0', ref_type: 'tag', ...at('acme/w') }],
    [
      'the label on the draft that freezes it',
      'pull_request',
      { action: 'labeled', ...at('acme/news'), label: { name: 'newsletter: freeze' } },
    ],
    [
      'a label on a merged pull request',
      'pull_request',
      {
        action: 'unlabeled',
        ...at('acme/w'),
        label: { name: 'internal' },
        pull_request: { merged_at: '2020-05-01T00:00:00Z' },
      },
    ],
    [
      'a fork’s pull request, whose settings may be wrong',
      'pull_request',
      {
        action: 'synchronize',
        ...at('acme/news'),
        pull_request: { head: { repo: { full_name: 'eve/news' } } },
      },
    ],
    [
      'the draft being edited',
      'pull_request',
      { action: 'edited', ...at('acme/news'), pull_request: { head: { repo: { full_name: 'acme/News' } } } },
    ],
    ['a release', 'release', { action: 'published', ...at('acme/w') }],
    ['an installation', 'installation', { action: 'created' }],
    ['"Re-run"', 'check_run', { action: 'rerequested', ...at('acme/news') }],
    ['"Re-run all checks"', 'check_suite', { action: 'rerequested', ...at('acme/news') }],
  ])('%s', (_, name, payload) => {
    expect(isWorthARun(name, payload)).toBe(true);
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
    ['a comment in the newsletter', 'issue_comment', { action: 'created', ...at('acme/news') }],
    ['a new branch', 'create', { ref: 'topic', ref_type: 'branch', ...at('acme/w') }],
    ['a new branch of the newsletter', 'create', { ref: 'topic', ref_type: 'branch', ...at('acme/news') }],
    ['a tag of the newsletter', 'push', { ref: 'refs/tags/v1', ...at('acme/news') }],
    ['a release of the newsletter', 'release', { action: 'published', ...at('acme/news') }],
    [
      'a label on a pull request of the newsletter',
      'pull_request',
      { action: 'labeled', ...at('acme/news'), label: { name: 'bug' } },
    ],
    [
      'a review that is asked for',
      'pull_request',
      { action: 'review_requested', ...at('acme/w'), pull_request: { merged: true } },
    ],
    ...['edited', 'closed', 'ready_for_review', 'converted_to_draft', 'locked'].map(
      (action): [string, string, Delivery['payload']] => [
        `a fork’s pull request being ${action}`,
        'pull_request',
        {
          action,
          ...at('acme/news'),
          pull_request: { merged: false, head: { repo: { full_name: 'eve/news' } } },
        },
      ],
    ),
    [
      'the pull request of a fork that is gone being closed',
      'pull_request',
      { action: 'closed', ...at('acme/news'), pull_request: { merged: false, head: { repo: null } } },
    ],
    ['the check run of the bot', 'check_run', { action: 'created', ...at('acme/news') }],
    ['checks that are done', 'check_suite', { action: 'completed', ...at('acme/news') }],
    ['"Re-run" elsewhere', 'check_run', { action: 'rerequested', ...at('acme/w') }],
    ['a push to a topic branch', 'push', { ref: 'refs/heads/topic', ...at('acme/w') }],
  ])('not %s', (_, name, payload) => {
    expect(isWorthARun(name, payload)).toBe(false);
  });
});

/** A comment on a pull request of a crate, as GitHub delivers it. */
function comment(body: string, more: Partial<Delivery['payload']> = {}): Delivery['payload'] {
  return {
    action: 'created',
    ...at('acme/w'),
    issue: { number: 7, pull_request: {}, locked: false },
    comment: { body, node_id: 'IC_1' },
    sender: { type: 'User' },
    ...more,
  };
}

/** A tick of a person in the bot's comment on the draft. */
function ticked(more: Partial<Delivery['payload']> = {}): Delivery['payload'] {
  const user = { type: 'Bot', login: 'acme-bot[bot]' };
  return comment('', {
    ...at('acme/news'),
    action: 'edited',
    comment: { body: '- [x] eve', node_id: 'IC_2', user },
    changes: { body: { from: '- [ ] eve' } },
    ...more,
  });
}

function review(body: string): Delivery['payload'] {
  return {
    action: 'submitted',
    ...at('acme/w'),
    pull_request: { number: 7, merged: false, locked: false },
    review: { body, node_id: 'PRR_1' },
    sender: { type: 'User' },
  };
}

describe('what is written on a pull request', () => {
  const NOTE = 'Hello!\n\n/newsletter note Faster.';

  it.each<[string, string, Delivery['payload']]>([
    ['a comment', 'issue_comment', comment(NOTE)],
    ['a review', 'pull_request_review', review(NOTE)],
    ['a comment that mentions the App', 'issue_comment', comment('@acme-bot note Faster.')],
  ])('is worth a run and seen at once: %s', (_, name, payload) => {
    expect(isWorthARun(name, payload, { botLogin: 'acme-bot' })).toBe(true);
    const id = payload.comment?.node_id ?? payload.review?.node_id;
    expect(addressedComment({ name, payload }, 'acme-bot')).toEqual({
      nameWithOwner: 'acme/w',
      isPrivate: false,
      number: 7,
      id,
    });
  });

  it.each<[string, string, Delivery['payload']]>([
    ['edited', 'issue_comment', comment(NOTE, { action: 'edited' })],
    [
      'edited so that it asks for nothing any more',
      'issue_comment',
      comment('Never mind.', { action: 'edited', changes: { body: { from: NOTE } } }),
    ],
    ['deleted', 'issue_comment', comment(NOTE, { action: 'deleted' })],
    [
      'on a locked one',
      'issue_comment',
      comment(NOTE, { issue: { number: 7, pull_request: {}, locked: true } }),
    ],
    ['ticked by a person in the bot’s comment on the draft', 'issue_comment', ticked()],
    ['the bot’s, deleted by a person', 'issue_comment', ticked({ action: 'deleted', changes: {} })],
    ['links', 'issue_comment', comment('https://a.example', { ...at('acme/news'), action: 'edited' })],
    [
      'links, deleted',
      'issue_comment',
      comment('- https://a.example\n- https://b.example', { ...at('acme/news'), action: 'deleted' }),
    ],
  ])('is worth a run, but not seen anew: %s', (_, name, payload) => {
    expect(isWorthARun(name, payload, { botLogin: 'acme-bot' })).toBe(true);
    expect(addressedComment({ name, payload }, null)).toBeNull();
  });

  it.each<[string, Delivery['payload']]>([
    ['chat', comment('Looks good to me. Use `/newsletter note` for the news.')],
    ['a quotation', comment('> /newsletter note Faster.')],
    ['chat on the draft', comment('Looks good to me.', at('acme/news'))],
    ['an edit of chat on the draft', comment('LGTM', { ...at('acme/news'), action: 'edited' })],
    ['chat on the draft with a link', comment('See https://a.example', at('acme/news'))],
    ['a link elsewhere', comment('https://a.example')],
    [
      'a box ticked in another person’s comment',
      { ...ticked(), comment: { body: '- [x] eve', user: { type: 'User', login: 'eve' } } },
    ],
    [
      'a box ticked in another bot’s comment',
      { ...ticked(), comment: { body: '- [x] eve', user: { type: 'Bot', login: 'other[bot]' } } },
    ],
    ['a command on an issue of the newsletter', comment(NOTE, { ...at('acme/news'), issue: { number: 7 } })],
    ['a comment on an issue', comment(NOTE, { issue: { number: 7, locked: false } })],
    ['a comment of a bot', comment(NOTE, { sender: { type: 'Bot' } })],
    ['a comment of the bot on the draft', comment(NOTE, { ...at('acme/news'), sender: { type: 'Bot' } })],
    ['a mention of another App', comment('@other-bot note Faster.')],
  ])('is nothing to the bot when it is %s', (_, payload) => {
    expect(isWorthARun('issue_comment', payload, { botLogin: 'acme-bot' })).toBe(false);
    expect(addressedComment({ name: 'issue_comment', payload }, 'acme-bot')).toBeNull();
  });
});

describe('a pull request that a run must read by its number', () => {
  const mergedInto = (ref: string, where = 'acme/w'): Delivery['payload'] => ({
    action: 'closed',
    ...at(where),
    pull_request: { number: 7, merged: true, base: { ref } },
  });
  const told = (name: string, payload: Delivery['payload']) =>
    announcedPullRequest({ name, payload }, newsletter, null)?.key ?? null;

  it('is one that was merged aside of the default branch', () => {
    expect(told('pull_request', mergedInto('v0.9'))).toBe('acme/w#7');
    expect(told('pull_request', mergedInto('main'))).toBeNull();
    expect(told('pull_request', mergedInto('next', 'Acme/News'))).toBeNull();
    expect(told('pull_request', { ...mergedInto('v0.9'), pull_request: { merged: false } })).toBeNull();
  });

  it('is one that a comment moves to another edition', () => {
    const issue = { number: 7, pull_request: {}, locked: false };
    expect(told('issue_comment', comment('/newsletter edition 2020-06', { issue }))).toBe('acme/w#7');
    expect(told('issue_comment', comment('Fine.\n\n/newsletter now', { issue }))).toBe('acme/w#7');
    expect(told('issue_comment', comment('/newsletter help', { issue }))).toBeNull();
    expect(told('issue_comment', comment('Thank you!', { issue }))).toBeNull();
    expect(
      told('issue_comment', comment('/newsletter now widget#1', { issue, ...at('acme/news') })),
    ).toBeNull();
    expect(
      told('pull_request_review', {
        ...review('/newsletter now'),
        pull_request: { number: 7, merged: false, locked: false },
      }),
    ).toBe('acme/w#7');
  });

  it('is in no other event', () => {
    expect(told('push', { ref: 'refs/heads/main', ...at('acme/w') })).toBeNull();
  });
});

describe('a push to the newsletter', () => {
  const push = (ref: string, branches: readonly string[] | null) =>
    isWorthARun('push', { ref, ...at('acme/news') }, { branches });

  it.each([
    ['the draft’s branch', 'next'],
    ['a branch on which people began the draft', 'announce/may'],
    ['the default branch', 'main'],
    ['the bot’s own branch', 'this-month-bot/rendered'],
  ])('is worth a run on %s', (_, branch) => {
    expect(push(`refs/heads/${branch}`, ['next', 'announce/may'])).toBe(true);
  });

  it.each(['refs/heads/topic', 'refs/heads/may', 'refs/heads/x/next', 'refs/tags/next'])(
    'is not worth a run on another: %s',
    (ref) => {
      expect(push(ref, ['next', 'announce/may'])).toBe(false);
    },
  );

  it('is worth a run on any branch as long as nobody knows the drafts’', () => {
    expect(push('refs/heads/topic', null)).toBe(true);
  });
});

describe('what happens often', () => {
  it('is told once a minute, with how often it happened', () => {
    let now = 0;
    const told: number[] = [];
    const happens = rarely(
      () => new Date(now),
      (count) => told.push(count),
    );
    for (let index = 0; index < 100; index += 1) happens();
    expect(told).toEqual([1]);
    now += 59_999;
    happens();
    expect(told).toEqual([1]);
    now += 1;
    happens();
    expect(told).toEqual([1, 101]);
    now += 60_000;
    happens();
    expect(told).toEqual([1, 101, 1]);
  });
});

describe('what a bot did', () => {
  const by = (login: string, type = 'Bot') => ({ sender: { login, type } });
  const merge = { action: 'closed', ...at('acme/w'), pull_request: { merged: true } };
  const isWorthIt = (name: string, payload: Delivery['payload'], botLogin: string | null = 'acme-bot') =>
    isWorthARun(name, payload, { botLogin });

  it.each<[string, Delivery['payload']]>([
    ['push', { ref: 'refs/heads/next', ...at('acme/news') }],
    ['push', { ref: 'refs/heads/this-month-bot/rendered', ...at('acme/news') }],
    ['create', at('acme/news')],
    ['pull_request', { action: 'opened', ...at('acme/news'), pull_request: { merged: false } }],
    ['pull_request', { action: 'edited', ...at('acme/news'), pull_request: { merged: false } }],
    ['pull_request', { action: 'synchronize', ...at('acme/news'), pull_request: { merged: false } }],
    ['issue_comment', { action: 'created', ...at('acme/news') }],
    ['check_run', { action: 'rerequested', ...at('acme/news') }],
  ])('is not worth a run when it was the bot itself: %s %#', (name, payload) => {
    expect(isWorthIt(name, { ...payload, ...by('Acme-Bot[bot]') })).toBe(false);
  });

  it('is worth a run when it was another bot, or nobody knows yet which one the bot is', () => {
    expect(isWorthIt('pull_request', { ...merge, ...by('bors[bot]') })).toBe(true);
    expect(isWorthIt('pull_request', { ...merge, ...by('acme-bot-2[bot]') })).toBe(true);
    expect(isWorthIt('pull_request', { ...merge, ...by('acme-bot[bot]') }, null)).toBe(true);
    expect(isWorthIt('pull_request', { ...merge, sender: { type: 'Bot' } })).toBe(true);
  });

  it('is not taken for the bot’s doing when a person is called like it', () => {
    expect(isWorthIt('pull_request', { ...merge, ...by('acme-bot', 'User') })).toBe(true);
    expect(isWorthIt('pull_request', { ...merge, ...by('acme-bot[bot]', 'User') })).toBe(true);
  });
});

describe('pull requests that webhooks announce', () => {
  const at = (minute: number) => new Date(minute * 60_000);
  const named = (number: number, minute: number) => ({
    repository: 'acme/widget',
    number,
    key: `acme/widget#${number}`,
    at: at(minute).getTime(),
  });

  it('are read by their numbers for an hour after the last webhook, each once', () => {
    const announced = [named(1, 0), named(2, 10), named(1, 20)];
    const numbersAt = (minute: number) => stillAnnounced(announced, at(minute)).map(({ number }) => number);
    expect([20, 70, 71, 80, 81].map(numbersAt)).toEqual([[2, 1], [2, 1], [1], [1], []]);
  });

  it('are two hundred at most, the latest', () => {
    const many = Array.from({ length: 300 }, (_, index) => named(index, 0));
    const kept = stillAnnounced([named(0, 0), ...many], at(0));
    expect(kept.map(({ number }) => number)).toEqual(many.slice(100).map(({ number }) => number));
  });
});
