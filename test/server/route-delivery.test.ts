import { describe, expect, it } from '@jest/globals';
import { type NewsletterRecord, NO_STATE, type ServedNewsletter } from '../../src/server/newsletter-store.js';
import type { Delivery } from '../../src/server/relevant-events.js';
import {
  backedOff,
  jobsFor,
  NewsletterIndex,
  quietFor,
  type Routing,
} from '../../src/server/route-delivery.js';

const acme: ServedNewsletter = {
  nameWithOwner: 'acme/news',
  installationId: 1,
  isPrivate: false,
  collects: { organization: 'acme', watch: ['zed/lib', 'zed/secret'] },
};
const zed: ServedNewsletter = {
  nameWithOwner: 'zed/paper',
  installationId: 2,
  isPrivate: false,
  collects: { organization: 'zed', watch: [] },
};
/** A second newsletter of acme's, about another organization. */
const digest: ServedNewsletter = {
  nameWithOwner: 'acme/digest',
  installationId: 1,
  isPrivate: false,
  collects: { organization: 'zed', watch: [] },
};

const record = (newsletter: ServedNewsletter): NewsletterRecord => ({ newsletter, state: NO_STATE });

function jobs(delivery: Delivery, more: Partial<Routing> = {}, served = [acme, zed]) {
  const routing: Routing = {
    newsletters: new NewsletterIndex(served.map(record)),
    botLogin: 'this-month-bot',
    isHosted: true,
    quiet: () => 10,
    now: new Date('2020-05-20T08:00:00Z'),
    ...more,
  };
  return jobsFor(delivery, routing).map(({ kind, subject }) => `${kind} ${subject}`);
}

const repository = (full_name: string, isPrivate = false) => ({
  full_name,
  private: isPrivate,
  default_branch: 'main',
});

const push = (name: string, id: number, isPrivate = false, ref = 'refs/heads/main'): Delivery => ({
  name: 'push',
  payload: { ref, repository: repository(name, isPrivate), installation: { id } },
});

const comment = (name: string, id: number, body: string): Delivery => ({
  name: 'issue_comment',
  payload: {
    action: 'created',
    repository: repository(name),
    installation: { id },
    issue: { number: 3, pull_request: {} },
    comment: { body, node_id: 'IC_1', user: { type: 'User', login: 'ann' } },
    sender: { type: 'User', login: 'ann' },
  },
});

describe('an event', () => {
  it('goes to the newsletters of its account, and to those that watch its repository', () => {
    expect(jobs(push('acme/widget', 1))).toEqual(['run acme/news']);
    expect(jobs(push('zed/lib', 2))).toEqual(['run acme/news', 'run zed/paper']);
    expect(jobs(push('zed/other', 2))).toEqual(['run zed/paper']);
    expect(jobs(push('eve/thing', 3))).toEqual([]);
  });

  it('goes to a newsletter of another account that is about this one', () => {
    expect(jobs(push('zed/other', 2), {}, [acme, zed, digest])).toEqual(['run zed/paper', 'run acme/digest']);
  });

  it('in a private repository concerns no other installation, whatever that one watches or is about', () => {
    expect(jobs(push('zed/secret', 2, true))).toEqual(['run zed/paper']);
    expect(jobs(push('zed/secret', 2, true), {}, [acme, zed, digest])).toEqual(['run zed/paper']);
    const unknown = { ...push('zed/secret', 2), payload: { ...push('zed/secret', 2).payload } };
    const nameless = { ...unknown.payload, repository: { full_name: 'zed/secret', default_branch: 'main' } };
    expect(jobs({ ...unknown, payload: nameless })).toEqual(['run zed/paper']);
  });

  it('goes to the only newsletter of a server that the operator gave one, from wherever it comes', () => {
    const only = { ...acme, installationId: 0, collects: null };
    expect(jobs(push('zed/lib', 2), { isHosted: false }, [only])).toEqual(['run acme/news']);
    expect(jobs(comment('eve/x', 9, '@this-month-bot help'), { isHosted: false }, [only])).toEqual([
      'acknowledge acme/news',
      'run acme/news',
    ]);
  });
});

describe('discovery', () => {
  it.each([
    ['installation', { action: 'created' }],
    ['installation', { action: 'deleted' }],
    ['installation_repositories', { action: 'added' }],
  ])('follows the event %s %j', (name, payload) => {
    expect(jobs({ name, payload: { ...payload, installation: { id: 5 } } })).toEqual(['discover 5']);
  });

  it.each(['renamed', 'privatized', 'archived', 'deleted', 'transferred'])(
    'follows a repository that is %s',
    (action) => {
      const delivery = {
        name: 'repository',
        payload: { action, repository: repository('eve/thing'), installation: { id: 3 } },
      };
      expect(jobs(delivery)).toEqual(['discover 3']);
    },
  );

  it('follows a transfer in both accounts', () => {
    const payload = {
      action: 'transferred',
      repository: repository('eve/paper'),
      installation: { id: 3 },
      changes: { owner: { from: { organization: { login: 'Zed' } } } },
    };
    expect(jobs({ name: 'repository', payload })).toEqual(['discover 3', 'discover 2']);
  });

  it.each(['added', 'modified', 'removed'])('follows a push that has the settings %s', (kind) => {
    const settings = push('eve/thing', 3);
    const commits = [{}, { [kind]: ['a.md', '.github/newsletter.yml'] }];
    expect(jobs({ ...settings, payload: { ...settings.payload, commits } })).toEqual(['discover 3']);
    const elsewhere = push('eve/thing', 3, false, 'refs/heads/topic');
    expect(jobs({ ...elsewhere, payload: { ...elsewhere.payload, commits } })).toEqual([]);
    expect(jobs({ ...settings, payload: { ...settings.payload, commits: [{ [kind]: ['a.md'] }] } })).toEqual(
      [],
    );
  });

  it('has no part in a server that the operator gave one newsletter', () => {
    const payload = { action: 'created', installation: { id: 5 } };
    expect(jobs({ name: 'installation', payload }, { isHosted: false }, [])).toEqual([]);
  });
});

describe('a command where there is no newsletter', () => {
  it('is answered when it names the bot', () => {
    expect(jobs(comment('eve/thing', 3, '@this-month-bot help'))).toEqual(['introduce 3']);
  });

  it.each([
    '/newsletter help',
    'Thanks @this-month-bot!',
    '@this-month-bot-two help',
    'mail x@this-month-bot help',
  ])('is not when it says: %s', (body) => {
    expect(jobs(comment('eve/thing', 3, body))).toEqual([]);
  });
});

describe('the quiet period', () => {
  it.each([
    [1, 10],
    [0.5, 10],
    [0.49, 20],
    [0.25, 20],
    [0.24, 40],
    [0.1, 40],
    [0.09, null],
    [0, null],
  ])('with %d of the rate limit left is %s', (share, expected) => {
    expect(quietFor(share, 10)).toBe(expected);
  });

  it('grows with each run that fails, up to an hour', () => {
    expect([0, 1, 2, 3, 20].map((failures) => backedOff(10_000, failures))).toEqual([
      10_000, 20_000, 40_000, 80_000, 3_600_000,
    ]);
  });

  it('grows for what happens elsewhere alone: what happens in its own repository may be what mends it', () => {
    const failing = { newsletter: acme, state: { ...NO_STATE, failures: 3 } };
    const routing: Routing = {
      newsletters: new NewsletterIndex([failing]),
      botLogin: 'this-month-bot',
      isHosted: true,
      quiet: () => 10,
      now: new Date('2020-05-20T08:00:00Z'),
    };
    const waits = (delivery: Delivery) =>
      jobsFor(delivery, routing).flatMap(({ kind, delay, putsOff }) =>
        kind === 'run' ? [[delay, putsOff]] : [],
      );
    expect(waits(push('acme/widget', 1))).toEqual([[80, false]]);
    expect(waits(push('acme/news', 1))).toEqual([[10, true]]);
    expect(waits(push('Acme/News', 1))).toEqual([[10, true]]);
    expect(waits(comment('acme/news', 1, '/newsletter refresh'))).toEqual([[10, true]]);
    expect(waits(comment('acme/widget', 1, '/newsletter hide'))).toEqual([[80, false]]);
  });

  it('starts no run where hardly anything of the rate limit is left', () => {
    expect(jobs(push('acme/widget', 1), { quiet: () => null })).toEqual([]);
  });
});
