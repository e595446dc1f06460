import { describe, expect, it } from '@jest/globals';
import {
  asSet,
  isBot,
  isBotName,
  isDoubtful,
  isMeantBy,
  isPerson,
} from '../../src/newsletter/activity/contributor.js';
import { ASSISTANT_ACCOUNTS, MACHINE_ACCOUNTS } from '../../src/newsletter/activity/machine-accounts.js';
import { withAccountsSet } from '../../src/newsletter/activity/work.js';
import { renderBody } from '../../src/newsletter/draft/dashboard.js';
import { NO_NOTES } from '../../src/newsletter/draft/draft.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { hiddenBecause } from '../../src/newsletter/edition/hide.js';
import { contributor, pullRequest, settings, sources } from './builders.js';

const app = (login: string) => contributor(login, 1, { type: 'Bot' });

describe('a machine account', () => {
  it.each([
    'snyk-bot',
    'weblate',
    'k8s-ci-robot',
    'miss-islington',
    'Web-Flow',
    'googlebot',
    'tensorflower-gardener',
    'llvmbot',
    'BrewTestBot',
    'rust-highfive',
  ])('is known: %s', (login) => {
    expect(isBot(contributor(login))).toBe(true);
    expect(isDoubtful(contributor(login))).toBe(false);
  });

  it.each([
    'acme-bot',
    'acme-robot',
    'acme-ci',
    'bot-of-acme',
    'acme_bot',
    'acme-bot-2',
    'acme-jenkins',
    'robot-acme',
  ])('is told by its name, which the editors may settle: %s', (login) => {
    expect(isPerson(contributor(login))).toBe(false);
    expect(isDoubtful(contributor(login))).toBe(true);
  });

  it.each([
    'abbot',
    'talbot',
    'ci-fan',
    'jane-talbot',
    'robotnik',
    'botond',
    'lucia',
    'claudette',
    'renovator',
    'ann-machine',
    'svcann',
    'ann-actions',
  ])('is none: %s', (login) => {
    expect(isPerson(contributor(login))).toBe(true);
    expect(isDoubtful(contributor(login))).toBe(false);
  });

  it.each([
    'acmebot',
    'rybot666',
    'acme-automation',
    'ann-agent',
    'acme-automations',
    'acme-github-actions',
    'acme-cicd',
    'svc-acme',
    'acme-machine-user',
    'acme-renovate',
  ])('may be one, and is thanked: %s', (login) => {
    expect(isPerson(contributor(login))).toBe(true);
    expect(isDoubtful(contributor(login))).toBe(true);
  });

  it.each(['claude', 'Copilot', 'cursoragent', 'openhands-agent'])('may be an assistant’s: %s', (login) => {
    expect(isPerson(contributor(login))).toBe(false);
    expect(isDoubtful(contributor(login))).toBe(false);
  });

  it('is listed once', () => {
    const all = [...MACHINE_ACCOUNTS, ...ASSISTANT_ACCOUNTS].map((login) => login.toLowerCase());
    expect(all.filter((login, index) => all.indexOf(login) !== index)).toEqual([]);
  });

  it.each([
    ['Claude', true],
    ['Claude Opus 4.5', true],
    ['aider (gpt-4o)', true],
    ['Cursor Agent', true],
    ['github-actions[bot]', true],
    ['Claude Fable 5', true],
    ['OpenAI Codex', true],
    ['Codex CLI', true],
    ['OpenCode', true],
    ['JetBrains Junie', true],
    ['GPT-5 Codex', true],
    ['Amp <amp@ampcode.example>', true],
    ['github-actions', true],
    ['lerna-bot', true],
    ['Release Bot', true],
    ['Snyk bot', true],
    ['Kubernetes Prow Robot', true],
    ['Travis CI', true],
    ['Mend Renovate', true],
    ['CI', true],
    ['Cursor', true],
    ['Mistral Vibe', true],
    ['Qwen-Coder', true],
    ['autofix.ci', true],
    ['Gerrit Code Review', true],
    ['Scala Steward', true],
    ['TensorFlower Gardener', true],
    ['Transifex', true],
    ['autofixxci', false],
    ['Cursor Rossi', false],
    ['Jan Bot', false],
    ['Devin', false],
    ['Cici', false],
    ['Google', false],
    ['Claude Martin', false],
    ['Gemini Rossi', false],
    ['Ann Smith', false],
  ])('in git without an account is called so: %s, %s', (name, expected) => {
    expect(isBotName(name)).toBe(expected);
  });
});

describe('the settings `bots` and `people`', () => {
  it('go before what the name tells, `people` before `bots`', () => {
    const set = { bots: ['Deploy', 'both'], people: ['snyk-bot', 'ANN-ci', 'both', 'copilot'] };
    const isPersonSet = (login: string) => isPerson(asSet(contributor(login), set));
    expect(['deploy', 'snyk-bot', 'ann-ci', 'both', 'copilot', 'bob'].filter(isPersonSet)).toEqual([
      'snyk-bot',
      'ann-ci',
      'both',
      'copilot',
      'bob',
    ]);
    expect(isDoubtful(asSet(contributor('ann-ci'), set))).toBe(false);
  });

  it('count for everybody of a work', () => {
    const set = { bots: ['bob'], people: ['ann-ci'] };
    const work = pullRequest(1, {
      author: contributor('ann-ci'),
      mergedBy: contributor('bob'),
      commitAuthors: [contributor('bob'), contributor('cyd')],
    });
    const { author, mergedBy, commitAuthors } = withAccountsSet(work, set);
    expect([author, mergedBy, ...commitAuthors].map((each) => each?.setAs)).toEqual([
      'person',
      'bot',
      'bot',
      undefined,
    ]);
  });

  it('are asked for in the description where nothing but a name tells', () => {
    const logins = ['acme-bot', 'acmebot', 'ann'];
    const works = logins.map((login, index) => pullRequest(index, { author: contributor(login, index) }));
    const body = renderBody(assembleEdition(sources(works)), 'https://github.com/', NO_NOTES);
    const decide = 'List people in the setting `people`, and machines in `bots`.';
    expect(body).toContain(
      `Not thanked, because their names look like those of bots: \`acme-bot\`. ${decide}`,
    );
    expect(body).toContain(`Thanked, although their names may be those of bots: \`acmebot\`. ${decide}`);
    const settled = works.map((work) => withAccountsSet(work, { bots: ['acmebot', 'acme-bot'], people: [] }));
    expect(renderBody(assembleEdition(sources(settled)), 'https://github.com/', NO_NOTES)).not.toContain(
      decide,
    );
  });
});

describe('a login in the settings', () => {
  it.each([
    [app('renovate'), 'renovate[bot]', true],
    [app('renovate[bot]'), 'renovate[bot]', true],
    [app('renovate'), 'Renovate', true],
    [app('renovate[bot]'), 'renovate', true],
    [contributor('renovate[bot]'), 'renovate', true],
    [contributor('renovate'), 'renovate[bot]', false],
    [contributor('renovate'), 'RENOVATE', true],
    [app('renovate'), 'renovate-bot', false],
  ])(
    'means an account with and without `[bot]`, but no user by an App’s: %j, %s',
    (account, login, expected) => {
      expect(isMeantBy(account, login)).toBe(expected);
      const { hide } = settings();
      const rules = { ...hide, bots: false, authors: [login] };
      expect(hiddenBecause(pullRequest(1, { author: account }), rules) !== null).toBe(expected);
    },
  );

  it('may be that of an App in `people`, and in `credit.optOut`', () => {
    const set = { bots: [], people: ['helper[bot]'] };
    const work = withAccountsSet(pullRequest(1, { author: app('helper') }), set);
    const thanked = (optOut: readonly string[]) =>
      assembleEdition(
        sources([work], { settings: settings({ credit: { optOut, openers: true, order: null } }) }),
      ).sections.flatMap(({ credit }) => credit.map((each) => each.contributor.login));
    expect(thanked([])).toEqual(['helper']);
    expect(thanked(['helper[bot]'])).toEqual([]);
  });
});
