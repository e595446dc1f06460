import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'yaml';
import { newPrivateKey } from '../fake-github/install-app.js';
import { runProgram } from '../run-program.js';
import { PRIVATE_KEY } from '../scenarios/server-story.js';
import { merged, NEWS, type Story, startStory } from '../scenarios/story.js';

jest.setTimeout(300_000);

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

/** What a runner gets of a release: its files, and no packages. */
const RELEASED = ['action.yml', 'app.yml', 'package.json'];

let story: Story;
let checkout: string;
let action: Action;

beforeAll(async () => {
  checkout = mkdtempSync(join(tmpdir(), 'this-month-bot-'));
  for (const file of RELEASED) cpSync(file, join(checkout, file));
  execFileSync(process.execPath, ['scripts/bundle-action.js', checkout]);
  action = parse(readFileSync(join(checkout, 'action.yml'), 'utf8'));
  story = await startStory();
  story.github.installApp({ account: 'acme', appId: '12345', slug: 'bot', privateKey: PRIVATE_KEY });
  merged(story, 10, { title: 'Fix the alginment' });
});

afterAll(async () => {
  rmSync(checkout, { recursive: true });
  expect(story.github.unexpectedRequests).toEqual([]);
  await story.github.stop();
});

/** Runs the action in an empty workspace as a runner does, and returns what it made of its outputs and its summary too. */
async function run(inputs: Readonly<Record<string, string>> = {}, files = {}, more = {}) {
  const { github } = story;
  const contexts: Readonly<Record<string, string>> = {
    'github.repository': NEWS,
    'github.token': github.token,
  };
  const given = Object.entries(action.inputs).map(([name, { default: value = '' }]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    inputs[name] ?? value.replace(/\$\{\{ (.*?) \}\}/, (_, context: string) => contexts[context] ?? ''),
  ]);
  const [GITHUB_OUTPUT = '', GITHUB_STEP_SUMMARY = ''] = ['outputs', 'summary'].map((name) => {
    writeFileSync(join(checkout, name), '');
    return join(checkout, name);
  });
  const environment = {
    ...Object.fromEntries(given),
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: `${github.baseUrl}/api/v3`,
    GITHUB_REPOSITORY: NEWS,
    GITHUB_OUTPUT,
    GITHUB_STEP_SUMMARY,
    CLOCK_START: '2020-06-03T08:00:00Z',
    ...more,
  };
  const result = await runProgram({
    program: join(checkout, action.runs.main),
    words: [],
    environment,
    files,
  });
  const outputs = readFileSync(GITHUB_OUTPUT, 'utf8')
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [line.split(/=(.*)/).slice(0, 2)]));
  return {
    ...result,
    outputs: Object.fromEntries(outputs),
    summary: readFileSync(GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

/** As the summary of the job shows text. */
function asCode(text: string): string {
  return `\`\`\`text\n${text}\`\`\`\n\n`;
}

/** The text, wherever its lines are broken. */
function wordsOf(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

describe('the action', () => {
  it.each([
    [
      'no token',
      { token: '' },
      'There are no credentials: set the input "token", or the input "app-id" with the input "private-key".',
    ],
    [
      'a wrong token',
      { token: 'wrong' },
      'Check the input "token", or the input "app-id" with the input "private-key".',
    ],
    ['a wrong id', { 'app-id': 'mine', 'private-key': PRIVATE_KEY }, 'The input "app-id" '],
    ['no key', { 'app-id': '12345' }, 'The input "private-key" '],
    ['a wrong newsletter', { newsletter: 'news' }, 'The input "newsletter" '],
  ])(
    'names inputs where settings are wrong, in the log and in the summary: %s',
    async (_, inputs, sentence) => {
      const { status, stderr, summary } = await run(inputs);
      expect(status).toBe(1);
      for (const said of [stderr, wordsOf(summary)]) {
        expect(said).toContain(sentence);
        expect(said).not.toMatch(/GITHUB_TOKEN|APP_ID|PRIVATE_KEY|NEWSLETTER_REPOSITORY/);
      }
    },
  );

  it('runs on a version of Node that runners have, from a file of the release', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'action/bundle/index.mjs' });
    const licenses = readFileSync(join(checkout, 'action/bundle/licenses.txt'), 'utf8');
    expect(licenses).toMatch(/^zod \d+\.\d+\.\d+ \(MIT\)\n/m);
    expect(readFileSync(join(checkout, 'action/bundle/dictionary/LICENSE'), 'utf8')).not.toBe('');
  });

  it('says with dry-run what it would write, and writes nothing', async () => {
    const { status, stdout, outputs } = await run({ 'dry-run': 'true' });
    expect({ status, outputs }).toEqual({
      status: 0,
      outputs: { outcome: 'created', url: expect.stringMatching(/acme\/news$/) },
    });
    expect(stdout).toContain('Open a draft pull request from next');
    expect(story.github.pullRequests(NEWS)).toEqual([]);
  });

  it('never takes another word than true for dry-run, whatever that means', async () => {
    const { status, stderr } = await run({ 'dry-run': 'yes' });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'The input "dry-run" must be true or false, not "yes".\n',
    });
    expect(story.github.pullRequests(NEWS)).toEqual([]);
  });

  it('syncs as the App that is named, although there is a token', async () => {
    const { status, outputs, summary } = await run({ 'app-id': '12345', 'private-key': PRIVATE_KEY });
    const [draft] = story.github.pullRequests(NEWS);
    expect({ status, outputs }).toEqual({ status: 0, outputs: { outcome: 'created', url: draft?.url } });
    expect(draft?.author).toBe('bot[bot]');
    expect(Object.keys(action.outputs)).toEqual(Object.keys(outputs));
    expect(summary).toContain(`**created** ${draft?.url}\n`);
    expect(summary).toContain('**1 merged, 1 shown, 0 hidden, 0 missing**');
    const [head] = story.github.commits(NEWS, 'next');
    expect(JSON.stringify(story.github.checkRuns(NEWS, head?.oid ?? ''))).toContain('alignment');
  });

  it('syncs with the token of the workflow, and needs no input', async () => {
    const { status, stdout, outputs } = await run();
    const [draft] = story.github.pullRequests(NEWS);
    expect(status).toBe(0);
    expect(outputs).toEqual({ outcome: expect.stringMatching(/^(?:unchanged|updated)$/), url: draft?.url });
    expect(stdout).toMatch(/^::stop-commands::[\da-f-]{36}\n/);
  });

  it('drafts the month that is given', async () => {
    const { status, stdout, stderr, outputs, summary } = await run({ month: '2020-03', 'dry-run': 'true' });
    expect({ status, outcome: outputs.outcome }).toEqual({ status: 0, outcome: 'created' });
    expect(stderr).toContain('This is a dry run: it says what a run would say, and writes nothing.\n');
    const [first, ...others] = summary.split('\n');
    const rest = others.join('\n');
    expect(first).toBe(`**would be created (dry run, nothing was written)** ${outputs.url}`);
    expect(rest).toMatch(/^\n```text\n[^`]+\n```\n/);
    for (const line of stdout.split('\n').slice(1, -2))
      expect(rest.replace(/\s+/g, ' ')).toContain(line.replace(/\s+/g, ' '));
  });

  it('previews an edition, also in the summary of the job', async () => {
    const { status, stdout, summary } = await run({ command: 'preview', month: '2020-05' });
    const edition = await story.preview('2020-05');
    expect({ status, summary }).toEqual({ status: 0, summary: `${edition}\n` });
    expect(stdout).toContain(edition);
  });

  it('checks the settings of the workspace', async () => {
    const valid = await run({ command: 'check-config' }, { '.github/newsletter.yml': 'branch: draft\n' });
    const none = await run({ command: 'check-config' });
    expect(valid).toMatchObject({ status: 0, stdout: expect.stringContaining('newsletter.yml is valid.\n') });
    expect(none).toMatchObject({
      status: 1,
      stderr: 'There is no .github/newsletter.yml in the workspace. Put actions/checkout before this step.\n',
    });
    expect(none.summary).toBe(asCode(none.stderr));
  });

  it('says in the summary of the job, too, what is wrong with the settings, as text alone', async () => {
    const settings = 'branch: 7\n"```\\n# @ann": x\n';
    const { status, stderr, summary } = await run(
      { command: 'check-config' },
      { '.github/newsletter.yml': settings },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^newsletter\.yml:1: .*\nnewsletter\.yml:2: .*```/);
    const [fence = ''] = summary.split('text\n');
    expect(fence).toBe('````');
    expect(summary.slice(fence.length).split(fence)).toEqual([expect.stringContaining('@ann'), '\n\n']);
  });

  it('says in the summary of the job, too, why it failed', async () => {
    const refused = await run({ token: 'wrong' });
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('(401)') });
    expect(refused.summary).toContain('GitHub does not accept the credentials (401).');
    for (const inputs of [{ command: 'serve' }, { 'dry-run': 'yes' }]) {
      const { status, stderr, summary } = await run(inputs);
      expect({ status, words: wordsOf(summary) }).toEqual({ status: 1, words: wordsOf(asCode(stderr)) });
    }
    const month = await run({ command: 'preview', month: 'May' });
    expect(month).toMatchObject({
      status: 1,
      summary: expect.stringContaining('A month is written YYYY-MM'),
    });
  });

  it('shows the warnings of a run in the summary of the job', async () => {
    const path = ['repositoryOwner', 'repositories', 'nodes', 0];
    story.github.failGraphql({
      operation: 'Repositories',
      errors: [{ type: 'FORBIDDEN', path, message: 'Not `today`, @ann' }],
    });
    const { status, summary } = await run({ command: 'preview', month: '2020-05' });
    expect(status).toBe(1);
    expect(wordsOf(summary)).toMatch(/```text warning: The edition is incomplete: .*Not `today`, @ann.* ```/);
  });

  it('asks the doctor', async () => {
    const { status, stdout, summary } = await run({ command: 'doctor' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/\ncredentials +ok /) });
    expect(summary).toBe(asCode(stdout.slice(stdout.indexOf('\n') + 1)));
  });

  it.each([
    ['a wrong token', { token: 'ghp_wrong' }, 'set the input "token" to it.'],
    [
      'an unknown App',
      { 'app-id': '8', 'private-key': PRIVATE_KEY },
      '. Set the input "app-id" to its "App ID".',
    ],
    [
      "another App's key",
      { 'app-id': '12345', 'private-key': newPrivateKey() },
      'and set the input "private-key" to it.',
    ],
    [
      'a repository without the App',
      { 'app-id': '12345', 'private-key': PRIVATE_KEY, newsletter: 'acme/none' },
      'correct the input "newsletter".',
    ],
  ])('asks the doctor, whose advice names inputs: %s', async (_, inputs, advice) => {
    const { status, stdout, summary } = await run({ command: 'doctor', ...inputs });
    expect(status).toBe(1);
    for (const said of [stdout, summary]) {
      expect(wordsOf(said)).toContain(advice);
      expect(said).not.toMatch(/GITHUB_TOKEN|APP_ID|PRIVATE_KEY|NEWSLETTER_REPOSITORY|WEBHOOK_SECRET/);
    }
  });

  it.each([{}, { month: ' ' }, { period: '' }, { 'dry-run': 'true' }])(
    'asks for the input that preview needs where there is only %j',
    async (inputs) => {
      const { status, stderr, summary } = await run({ command: 'preview', ...inputs });
      const said = 'Set the input "period", for example to 2020-05.\n';
      expect({ status, stderr, summary }).toEqual({ status: 1, stderr: said, summary: asCode(said) });
    },
  );

  it('refuses another command in a sentence', async () => {
    expect(await run({ command: 'serve' })).toMatchObject({
      status: 1,
      stderr:
        'There is no command "serve". Set the input "command" to one of these: sync, preview, check-config, doctor.\n',
    });
  });

  it('takes nothing from a file .env of the workspace, which would have the token sent elsewhere', async () => {
    const environment =
      'GHE_HOST=evil.example\nGHE_PROTOCOL=http\nNEWSLETTER_REPOSITORY=evil/news\nLOG_LEVEL=nonsense\n';
    expect(await run({ 'dry-run': 'true' }, { '.env': environment })).toMatchObject({ status: 0 });
  });
});
