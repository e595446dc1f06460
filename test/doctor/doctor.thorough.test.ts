import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { parseAppManifest } from '../../src/config/app-manifest.js';
import type { CheckStatus, Row } from '../../src/doctor/check.js';
import { CHECKS, examine, isIll, printRow, reportOf, summary } from '../../src/doctor/doctor.js';
import { createPatient, type PatientOptions } from '../../src/doctor/patient.js';
import type { FakeGitHub } from '../fake-github/fake-github.js';
import { type InstallOptions, newPrivateKey } from '../fake-github/install-app.js';
import {
  endStory,
  merged,
  NEWS,
  type Story,
  type StoryOptions,
  startStory,
  WIDGET,
} from '../scenarios/story.js';

const privateKey = newPrivateKey();
const manifest = parseAppManifest(readFileSync('app.yml', 'utf8'));
const BOT = 'acme-bot[bot]';
const APP = '7';
/** A pull request of the newsletter, on which people and the bot talked. */
const TALK = 5;
/** An issue of the newsletter. */
const ISSUE = 40;
const ANNOUNCING = `announce: { issue: ${ISSUE} }\n`;

const WRONG_ID = { credentials: { kind: 'app', appId: 8, privateKey } } as const;
const WRONG_KEY = { credentials: { kind: 'app', appId: Number(APP), privateKey: newPrivateKey() } } as const;

/** How an installation differs from one in which all is well. */
interface Illness {
  readonly story?: StoryOptions;
  readonly install?: Partial<InstallOptions>;
  /** In place of the App; `null`: the tester's. */
  readonly token?: ((github: FakeGitHub) => string) | null;
  readonly options?: Partial<PatientOptions>;
  readonly befall?: (github: FakeGitHub, story: Story) => void;
}

interface Case extends Illness {
  readonly check: string;
  readonly verdict: CheckStatus;
  /** What the row says, in what was found and what to do. */
  readonly says: RegExp;
}

let stories: Story[] = [];
let expectsNothingUnknown = true;

afterEach(async () => {
  for (const story of stories) {
    if (expectsNothingUnknown) await endStory(story);
    else await story.github.stop();
  }
  stories = [];
  expectsNothingUnknown = true;
});

async function patientWith(illness: Illness): Promise<PatientOptions> {
  const story = await startStory({ pageSize: 100, ...illness.story });
  stories.push(story);
  const { github } = story;
  github.world.headerDate = github.world.clock;
  merged(story, 10);
  merged(story, TALK, { in: NEWS });
  github.addIssue(NEWS, { title: 'Announcements', author: 'ann', number: ISSUE });
  github.installApp({ account: 'acme', appId: APP, slug: 'acme-bot', privateKey, ...illness.install });
  github.addHookDelivery(APP, 'push', '2020-06-03T07:00:00Z', 200);
  const comment = github.as(BOT).comment(NEWS, TALK, '<!-- newsletter status -->\n- [ ] Something');
  github.as('ann').editComment(NEWS, comment, (body) => body.replace('[ ]', '[x]'));
  illness.befall?.(github, story);
  let milliseconds = 0;
  return {
    credentials:
      illness.token === undefined
        ? { kind: 'app', appId: Number(APP), privateKey }
        : { kind: 'token', token: illness.token?.(github) ?? github.token },
    hasUnusedApp: false,
    baseUrl: `${github.baseUrl}/api/v3`,
    webUrl: 'https://github.com',
    newsletter: NEWS,
    manifest,
    serverProblems: [],
    writeTest: null,
    now: github.world.clock,
    isClockSet: false,
    elapsed: () => {
      milliseconds += 250;
      return milliseconds;
    },
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined },
    waitUnit: 1,
    ...illness.options,
  };
}

async function rowOf(name: string, illness: Illness): Promise<Row> {
  const found = CHECKS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no check ${name}.`);
  return found.examine(createPatient(await patientWith(illness)));
}

/** Nobody is left whom GitHub shows; only the newsletter is there. */
function noMerges(github: FakeGitHub): void {
  for (const repository of github.world.repositories.values()) repository.numbered.clear();
}

const permissions = {
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
};
const path =
  (end: string) =>
  ({ path }: { readonly path: string }) =>
    path.endsWith(end);
const fineGrained = (github: FakeGitHub) =>
  github.createToken('this-month-bot-tester', { permissions: { contents: 'write' }, repositories: [NEWS] });
const reader = (github: FakeGitHub) => {
  github.addUser({ login: 'reader' });
  return github.createToken('reader');
};
const edition = (text: string) => ({ 'content/this-month/2020-04/index.md': text });
const tooMuchFrom = (size: number) => (github: FakeGitHub) =>
  github.failNext({
    times: 99,
    status: 502,
    when: ({ operation, body }) =>
      operation === 'MergedPullRequests' && JSON.parse(JSON.stringify(body)).variables.first >= size,
  });

const cases: readonly Case[] = [
  { check: 'GitHub', verdict: 'ok', says: /^GitHub answers at http:/ },
  {
    check: 'GitHub',
    verdict: 'problem',
    says: /^GitHub could not be reached at http:\/\/127\.0\.0\.1:1: /,
    options: { baseUrl: 'http://127.0.0.1:1/api/v3' },
  },

  { check: 'clock', verdict: 'ok', says: /^The clock agrees with GitHub's\.$/ },
  {
    check: 'clock',
    verdict: 'warning',
    says: /30 seconds behind GitHub's\. Have this machine/,
    befall: clockMoves(30),
  },
  {
    check: 'clock',
    verdict: 'problem',
    says: /3600 seconds ahead of GitHub's\. /,
    befall: clockMoves(-3600),
  },
  {
    check: 'clock',
    verdict: 'warning',
    says: /3600 seconds ahead of GitHub's\. Remove CLOCK_START/,
    befall: clockMoves(-3600),
    options: { isClockSet: true },
  },

  { check: 'credentials', verdict: 'ok', says: /^The App is acme-bot, and belongs to acme\.$/ },
  {
    check: 'credentials',
    verdict: 'ok',
    says: /^The token is that of this-month-bot-tester\.$/,
    token: null,
  },
  {
    check: 'credentials',
    verdict: 'warning',
    says: /^The token is that of this-month-bot-tester\. There is an APP_ID, too: .* empty GITHUB_TOKEN/,
    token: null,
    options: { hasUnusedApp: true },
  },
  {
    check: 'credentials',
    verdict: 'problem',
    says: /^GitHub does not accept the token \(401\)\. .* Make another one at https:\/\/github\.com\/settings\/tokens,/,
    token: () => 'ghp_wrong',
  },
  {
    check: 'credentials',
    verdict: 'problem',
    says: /^GitHub knows no App with the id 8 \(404\)\. Open https:\/\/github\.com\/organizations\/acme\/settings\/apps and choose the App\. Set APP_ID/,
    options: WRONG_ID,
  },
  {
    check: 'credentials',
    verdict: 'problem',
    says: /^GitHub does not accept the private key for the App 7 \(401\)\. Open https:\/\/github\.com\/organizations\/acme\/settings\/apps and .*generate a private key/,
    options: WRONG_KEY,
  },
  {
    check: 'credentials',
    verdict: 'problem',
    says: /Open https:\/\/github\.com\/settings\/apps and choose the App/,
    options: { ...WRONG_KEY, newsletter: 'ann/news' },
  },
  {
    check: 'credentials',
    verdict: 'not checked',
    says: /^The check "GitHub" comes first\.$/,
    options: { baseUrl: 'http://127.0.0.1:1/api/v3' },
  },

  { check: 'permissions', verdict: 'ok', says: /has the permissions that app\.yml lists/ },
  { check: 'permissions', verdict: 'not asked', says: /^Only an App has this/, token: null },
  {
    check: 'permissions',
    verdict: 'problem',
    says: /lacks contents: write\. Add them on the settings page of the App/,
    install: { permissions: { ...permissions, contents: 'read' } },
  },
  {
    check: 'permissions',
    verdict: 'warning',
    says: /lacks checks: write\. Accept them where the App is installed/,
    install: { permissions: { ...permissions, checks: 'read' }, asks: permissions },
  },
  {
    check: 'permissions',
    verdict: 'warning',
    says: /does not use: workflows\. Remove them/,
    install: { permissions: { ...permissions, workflows: 'write' } },
  },
  {
    check: 'permissions',
    verdict: 'not checked',
    says: /^The check "installation" comes first\.$/,
    install: { repositories: [WIDGET] },
  },

  {
    check: 'credentials',
    verdict: 'unknown',
    says: /^GitHub has trouble \(503\)\. Nothing is lost; run again later\.$/,
    befall: (github) => github.failNext({ status: 503, times: 9, when: path('/app') }),
  },

  { check: 'events', verdict: 'ok', says: /subscribes to the events/ },
  { check: 'events', verdict: 'not asked', says: /^Only an App/, token: null },
  {
    check: 'events',
    verdict: 'warning',
    says: /receives no webhooks for check_run, .*Subscribe to them/,
    install: { events: ['push'] },
  },

  { check: 'installation', verdict: 'ok', says: /^The App is installed on all 2 repositories of acme\.$/ },
  { check: 'installation', verdict: 'not asked', says: /^Only an App/, token: null },
  {
    check: 'installation',
    verdict: 'warning',
    says: /on 1 selected repository of acme, among them the public acme\/news\. .*cannot look up who maintains/,
    install: { repositories: [NEWS] },
  },
  {
    check: 'installation',
    verdict: 'warning',
    says: /on 1 selected repository of acme\. The other/,
    install: { repositories: [NEWS] },
    befall: makePrivate,
  },
  {
    check: 'installation',
    verdict: 'problem',
    says: /^The App acme-bot is installed on acme, but not on acme\/news, or .* Open https:\/\/github\.com\/organizations\/acme\/settings\/installations\/\d+ and add news under/,
    install: { repositories: [WIDGET] },
  },
  {
    check: 'installation',
    verdict: 'problem',
    says: /^The App acme-bot is not installed on acme\. Open https:\/\/github\.com\/apps\/acme-bot\/installations\/new and install it on acme, with access to news\.$/,
    befall: (github) => github.world.installations.clear(),
  },
  {
    check: 'installation',
    verdict: 'problem',
    says: /^The App acme-bot is not installed on acme, but on globex\. Open https:\/\/github\.com\/apps\/acme-bot\/installations\/new .* the App is private, and only globex can install it\. .*this-month-bot setup\.$/,
    befall: installElsewhere,
  },
  {
    check: 'installation',
    verdict: 'problem',
    says: /^The App's installation on acme is suspended\. Open https:\/\/github\.com\/organizations\/acme\/settings\/installations\/\d+ to unsuspend it\.$/,
    befall: suspend,
  },
  {
    check: 'installation',
    verdict: 'problem',
    says: /^GitHub does not allow POST \/api\/v3\/app\/installations\/\d+\/access_tokens \(403\): This installation has been suspended/,
    befall: (github) =>
      github.failNext({
        status: 403,
        times: 9,
        when: path('/access_tokens'),
        body: { message: 'This installation has been suspended' },
      }),
  },

  { check: 'rate limit', verdict: 'ok', says: /^\d+ of 5000 points are left until 20/ },
  {
    check: 'rate limit',
    verdict: 'ok',
    says: /has no rate limit/,
    befall: (github) =>
      github.failNext({
        when: ({ operation }) => operation === 'Viewer',
        status: 200,
        body: { data: { viewer: { login: 'a' }, rateLimit: null } },
      }),
  },
  {
    check: 'rate limit',
    verdict: 'warning',
    says: /^20 of 5000 points are left.*what else uses/,
    befall: (github) =>
      github.failNext({
        when: ({ operation }) => operation === 'Viewer',
        status: 200,
        body: {
          data: {
            viewer: { login: 'a' },
            rateLimit: { limit: 5000, remaining: 20, resetAt: '2020-06-03T09:00:00Z' },
          },
        },
      }),
  },

  { check: 'webhooks', verdict: 'ok', says: /^The last webhook to bot\.example\.org arrived\.$/ },
  { check: 'webhooks', verdict: 'not asked', says: /^Only an App/, token: null },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /^1 of the last 2 webhooks to bot\.example\.org failed\. The newest is issue_comment at 2020-06-03T07:30:00Z\. Set WEBHOOK_SECRET/,
    befall: (github) => github.addHookDelivery(APP, 'issue_comment', '2020-06-03T07:30:00Z', 400),
  },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /Start the server where GitHub can reach it/,
    befall: (github) => github.addHookDelivery(APP, 'push', '2020-06-03T07:30:00Z', 0),
  },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /at WEBHOOK_PATH/,
    befall: (github) => github.addHookDelivery(APP, 'push', '2020-06-03T07:30:00Z', 404),
  },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /answers 503/,
    befall: (github) => github.addHookDelivery(APP, 'push', '2020-06-03T07:30:00Z', 503),
  },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /1 of the last 2 .* The newest arrived\. See why/,
    befall(github) {
      github.addHookDelivery(APP, 'push', '2020-06-03T07:30:00Z', 500);
      github.addHookDelivery(APP, 'push', '2020-06-03T07:40:00Z', 200);
      github.world.apps.get(APP)?.hookDeliveries.splice(2);
    },
  },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /has sent no webhook/,
    befall: (github) => github.world.apps.get(APP)?.hookDeliveries.splice(0),
  },
  {
    check: 'webhooks',
    verdict: 'warning',
    says: /no webhook address/,
    befall(github) {
      const app = github.world.apps.get(APP);
      if (app !== undefined) app.webhookUrl = '';
    },
  },
  {
    check: 'webhooks',
    verdict: 'unknown',
    says: /trouble \(500\)/,
    befall: (github) => github.failNext({ status: 500, times: 9, when: path('/deliveries') }),
  },

  { check: 'server settings', verdict: 'ok', says: /could start/ },
  { check: 'server settings', verdict: 'not asked', says: /^The server runs as an App/, token: null },
  {
    check: 'server settings',
    verdict: 'warning',
    says: /^WEBHOOK_SECRET is missing\. Set them/,
    options: { serverProblems: ['WEBHOOK_SECRET is missing.'] },
  },

  { check: 'newsletter', verdict: 'ok', says: /^acme\/news can be read; it is public\.$/ },
  {
    check: 'newsletter',
    verdict: 'problem',
    says: /nothing does not exist or cannot be read/,
    token: null,
    options: { newsletter: 'acme/nothing' },
  },
  {
    check: 'newsletter',
    verdict: 'warning',
    says: /^acme\/news is called acme\/letters today\. Set NEWSLETTER_REPOSITORY to acme\/letters\.$/,
    token: null,
    befall: (github) => github.renameRepository(NEWS, 'acme/letters'),
  },
  {
    check: 'newsletter',
    verdict: 'problem',
    says: /is empty\. Push a first commit/,
    token: null,
    befall: (github) => github.addRepository({ nameWithOwner: 'acme/empty' }),
    options: { newsletter: 'acme/empty' },
  },

  { check: 'settings', verdict: 'ok', says: /^There is no \.github\/newsletter\.yml/ },
  { check: 'settings', verdict: 'ok', says: /has no mistakes/, story: { config: 'branch: draft\n' } },
  {
    check: 'settings',
    verdict: 'problem',
    says: /has mistakes:\n\.github\/newsletter\.yml:1: /,
    story: { config: 'brunch: draft\n' },
  },

  { check: 'organization', verdict: 'ok', says: /^acme is an organization with repositories\.$/ },
  {
    check: 'organization',
    verdict: 'problem',
    says: /There is no organization nobody-here on GitHub/,
    story: { config: 'organization: nobody-here\n' },
  },
  {
    check: 'organization',
    verdict: 'problem',
    says: /has no repositories that can be read/,
    story: { config: 'organization: globex\n' },
    befall: (github) => github.addOrganization({ login: 'globex' }),
  },

  {
    check: 'repositories',
    verdict: 'not asked',
    says: /^The settings name no repository in `include` or `exclude`\.$/,
    story: { config: "include: ['wid*']\n" },
  },
  {
    check: 'repositories',
    verdict: 'ok',
    says: /^All repositories that the settings include or exclude exist\.$/,
    story: { config: 'include: [widget]\nexclude: [WIDGET]\n' },
  },
  {
    check: 'repositories',
    verdict: 'warning',
    says: /^Repository 2 of the setting "include" does not exist, or not everybody may see it, so nothing of it is listed\. Did you mean "widget"\?$/,
    story: { config: 'include: [widget, wigdet]\n' },
  },
  {
    check: 'repositories',
    verdict: 'warning',
    says: /^Repository 1 of the setting "exclude" does not exist, or not everybody may see it\. Correct the setting\.$/,
    story: { config: 'exclude: [something-else]\n' },
  },

  { check: 'earlier editions', verdict: 'ok', says: /^The earlier edition can be read\.$/ },
  {
    check: 'earlier editions',
    verdict: 'warning',
    says: /^1 of 1 editions cannot be read: The edition of 2020-04 teaches no house style: it has no ## headings/,
    story: { editions: edition('Hello') },
  },
  {
    check: 'earlier editions',
    verdict: 'warning',
    says: /index\.md is not a text file\. .*Mend these/,
    story: { editions: edition('\u0000') },
  },
  {
    check: 'earlier editions',
    verdict: 'warning',
    says: /^There is no file at content\/this-month\/\{month\}\/index\.md.*Set "file"/,
    story: { editions: {} },
  },

  { check: 'template', verdict: 'not asked', says: /name no template/ },
  {
    check: 'template',
    verdict: 'ok',
    says: /^frame\.md can be read\.$/,
    story: { config: 'template: frame.md\n', editions: { 'frame.md': '## Work\n\n{sections}\n' } },
  },
  {
    check: 'template',
    verdict: 'problem',
    says: /^The template frame\.md is not in acme\/news\. Add it/,
    story: { config: 'template: frame.md\n' },
  },

  {
    check: 'template',
    verdict: 'problem',
    says: /^The template config\.toml has no line with \{sections\} alone/,
    story: { config: 'template: config.toml\n' },
  },
  {
    check: 'template',
    verdict: 'problem',
    says: /^The template frame\.md has placeholders .*: \{ title \} in line 1\. It can fill in \{sections\}, /,
    story: { config: 'template: frame.md\n', editions: { 'frame.md': '## { title }\n\n{sections}\n' } },
  },

  { check: 'writing', verdict: 'ok', says: /^The App's token may write/ },
  {
    check: 'writing',
    verdict: 'problem',
    says: /^The App may not write.*Grant it/,
    install: { permissions: { ...permissions, contents: 'read' } },
  },
  { check: 'writing', verdict: 'ok', says: /^The person behind the token may write/, token: null },
  { check: 'writing', verdict: 'problem', says: /^The person behind the token may not write/, token: reader },
  {
    check: 'writing',
    verdict: 'unknown',
    says: /does not say what this token may write.*--write-test/,
    token: fineGrained,
  },
  {
    check: 'writing',
    verdict: 'problem',
    says: /^The newsletter is archived.*Unarchive it/,
    befall(github) {
      const news = github.world.repositories.get(NEWS);
      if (news !== undefined) news.isArchived = true;
    },
  },

  { check: 'draft branch', verdict: 'ok', says: /^next does not exist yet, and no ruleset is in its way/ },
  {
    check: 'draft branch',
    verdict: 'ok',
    says: /^Nothing keeps the bot from writing to next\.$/,
    befall: withBranch,
  },
  {
    check: 'draft branch',
    verdict: 'ok',
    says: /^next does not exist yet/,
    befall: (github) => github.addBranchRule(NEWS, 'next', 'non_fast_forward'),
  },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /^Rules apply to next: pull_request, update\. Leave next out/,
    befall: withRules('n*', 'pull_request', 'update'),
  },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /^Rules apply to next: creation\./,
    befall: withRules('*', 'creation'),
  },
  {
    check: 'draft branch',
    verdict: 'ok',
    says: /^Nothing keeps/,
    befall(github) {
      withBranch(github);
      github.addBranchRule(NEWS, '*', 'creation');
    },
  },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /^next is protected by the pattern "n\*": the bot may not push\./,
    befall: withProtection({ viewerCanPush: false }),
  },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /commits need a reviewed pull request/,
    befall: withProtection({ requiredApprovingReviewCount: 1 }),
  },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /commits need status checks/,
    befall: withProtection({ requiredStatusCheckContexts: ['build'] }),
  },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /merge commits are refused/,
    befall: withProtection({ requiresLinearHistory: true }),
  },
  { check: 'draft branch', verdict: 'ok', says: /^Nothing keeps/, befall: withProtection({}) },
  {
    check: 'draft branch',
    verdict: 'problem',
    says: /^main is the default branch\. Set "branch"/,
    story: { config: 'branch: main\n' },
  },
  {
    check: 'draft branch',
    verdict: 'unknown',
    says: /does not find GET .*rules/,
    befall: (github) => github.failNext({ status: 404, when: ({ path }) => path.includes('/rules/') }),
  },

  { check: 'archive branch', verdict: 'ok', says: /^this-month-bot\/rendered does not exist yet/ },
  {
    check: 'archive branch',
    verdict: 'problem',
    says: /^Rules apply to this-month-bot\/rendered: update/,
    befall: withRules('this-month-bot/*', 'update'),
  },

  { check: 'draft pull requests', verdict: 'ok', says: /in public repositories/ },
  {
    check: 'draft pull requests',
    verdict: 'warning',
    says: /free plan.*Nothing to do: if GitHub refuses/,
    befall: makePrivate,
  },
  {
    check: 'draft pull requests',
    verdict: 'ok',
    says: /^There is a draft pull request\.$/,
    befall(github) {
      makePrivate(github);
      withBranch(github);
      github
        .as('acme')
        .openPullRequest(NEWS, { title: 'May', headRefName: 'next', baseRefName: 'main', isDraft: true });
    },
  },

  { check: 'announcement', verdict: 'not asked', says: /name no issue/ },
  {
    check: 'announcement',
    verdict: 'ok',
    says: /^#40 is open and takes comments\.$/,
    story: { config: ANNOUNCING },
  },
  {
    check: 'announcement',
    verdict: 'warning',
    says: /^There is no issue #41, .*no edition is announced\. Check/,
    story: { config: 'announce: { issue: 41 }\n' },
  },
  {
    check: 'announcement',
    verdict: 'warning',
    says: /^#40 is locked, and Apps cannot comment there, so no edition is announced\. Unlock it/,
    story: { config: ANNOUNCING },
    befall: (github) => github.as('ann').lock(NEWS, ISSUE),
  },
  {
    check: 'announcement',
    verdict: 'ok',
    says: /^#40 is locked; people who may write to the newsletter can comment there\.$/,
    story: { config: ANNOUNCING },
    token: null,
    befall: (github) => github.as('ann').lock(NEWS, ISSUE),
  },
  {
    check: 'announcement',
    verdict: 'warning',
    says: /^#40 is closed\. Reopen it/,
    story: { config: ANNOUNCING },
    befall(github) {
      const issue = github.world.repositories.get(NEWS)?.numbered.get(ISSUE);
      if (issue !== undefined) issue.state = 'CLOSED';
    },
  },

  {
    check: 'search',
    verdict: 'ok',
    says: /^The search finds merged pull requests of acme\/\w+: 1 of 1, acme\/\w+: 1 of 1\.$/,
  },
  {
    check: 'search',
    verdict: 'ok',
    says: /acme\/widget \(without the App\): 1 of 1/,
    install: { repositories: [NEWS] },
  },
  {
    check: 'search',
    verdict: 'problem',
    says: /acme\/widget \(without the App\): 0 of 1.*would miss.*Install the App on these/,
    install: { repositories: [NEWS] },
    befall: (github) => Object.assign(github.world.searchRules, { findsOutsideInstallation: false }),
  },
  {
    check: 'search',
    verdict: 'problem',
    says: /: 0 of 1.*Wait a few minutes/,
    token: null,
    befall: (github) => Object.assign(github.world, { searchIndex: new Map() }),
  },
  {
    check: 'search',
    verdict: 'warning',
    says: /acme\/widget: 1 of 2.*If a few are missing/,
    befall(github, story) {
      github.delaySearch();
      merged(story, 11);
    },
  },
  {
    check: 'search',
    verdict: 'unknown',
    says: /^No public repository has a merged pull request\.$/,
    befall: noMerges,
  },

  {
    check: 'long searches',
    verdict: 'ok',
    says: /^The search for the period has \d+ characters\. Answered up to 500; none was refused\.$/,
  },
  {
    check: 'long searches',
    verdict: 'ok',
    says: /Answered up to 200; refused: 256, 300, 500\.$/,
    befall: withLongestSearch(220),
  },
  {
    check: 'long searches',
    verdict: 'problem',
    says: /^GitHub refuses the search for the period, of \d+ characters\. Name fewer/,
    befall: withLongestSearch(60),
  },

  {
    check: 'page sizes',
    verdict: 'ok',
    says: /^Pull requests a page: 5: 0\.3 s, \d+ points?; 25: 0\.3 s, \d+ points?; 50: .*; 100: 0\.3 s, \d+ points\.$/,
  },
  {
    check: 'page sizes',
    verdict: 'ok',
    says: /25: 0\.3 s, \d+ points?; 50: 0\.3 s, failed \(GitHub has trouble \(502\).*\); 100: 0\.3 s, failed/,
    befall: tooMuchFrom(50),
  },
  {
    check: 'page sizes',
    verdict: 'warning',
    says: /5: 0\.3 s, \d+ points?; 25: 0\.3 s, failed.*asks for as much as GitHub answers/,
    befall: tooMuchFrom(25),
  },
  {
    check: 'page sizes',
    verdict: 'problem',
    says: /5: 0\.3 s, failed.*Run again in a few minutes/,
    befall: tooMuchFrom(1),
  },
  {
    check: 'page sizes',
    verdict: 'warning',
    says: /failed \(Resource limits for this query exceeded\.\)/,
    befall: (github) =>
      github.limitResources({
        areExceededBy: ({ operation, nodes }) => operation === 'MergedPullRequests' && nodes > 1500,
        missing: 'some nodes',
      }),
  },

  { check: 'who may command', verdict: 'ok', says: /^GitHub says who may write to the newsletter\.$/ },
  {
    check: 'who may command',
    verdict: 'problem',
    says: /editors cannot give commands\. Use an App/,
    token: reader,
  },
  {
    check: 'who may command',
    verdict: 'warning',
    says: /but not who maintains acme\/widget\. Name the people/,
    install: { repositories: [NEWS] },
  },
  {
    check: 'who may command',
    verdict: 'unknown',
    says: /^Nobody has opened a pull request/,
    befall: noMerges,
  },

  {
    check: 'comment ids',
    verdict: 'ok',
    says: /^A comment of 2020-06-03 has the id \d+, beyond 32 bits; its 32-bit field has no value\.$/,
  },
  {
    check: 'comment ids',
    verdict: 'ok',
    says: /has the id 12, within 32 bits; its 32-bit field has no value\.$/,
    befall: withTalk({ fullDatabaseId: '12', id: 'nothing' }),
  },
  {
    check: 'comment ids',
    verdict: 'problem',
    says: /does not give the full id of a comment of 2020-06-03\. Report this/,
    befall: withTalk({ fullDatabaseId: null, id: 'nothing' }),
  },
  { check: 'comment ids', verdict: 'unknown', says: /no comments.*--write-test/, befall: noMerges },
  {
    check: 'comment ids',
    verdict: 'unknown',
    says: /trouble \(500\)|could not answer/,
    befall: (github) =>
      github.failNext({ status: 500, times: 9, when: ({ operation }) => operation === 'RecentTalk' }),
  },

  {
    check: 'own comments',
    verdict: 'ok',
    says: /^GitHub recognizes 1 of 1 comments of the bot as its own\.$/,
  },
  {
    check: 'own comments',
    verdict: 'problem',
    says: /recognizes 0 of 1 comments of the bot as its own/,
    befall: withTalk({ viewerDidAuthor: false, author: { __typename: 'Bot', login: 'acme-bot' } }),
  },
  { check: 'own comments', verdict: 'unknown', says: /has not commented.*--write-test/, token: null },

  {
    check: 'edit history',
    verdict: 'ok',
    says: /^GitHub shows the reading token the 2 versions of an edited comment\.$/,
  },
  {
    check: 'edit history',
    verdict: 'ok',
    says: /the 2 versions of an edited comment only to the writing token/,
    befall: (github) => github.hideHistory({ from: 'readers', as: 'text' }),
  },
  {
    check: 'edit history',
    verdict: 'warning',
    says: /the versions of an edited comment to neither token.*by a command/,
    befall: (github) => github.hideHistory({ from: 'everybody', as: 'text' }),
  },
  {
    check: 'edit history',
    verdict: 'warning',
    says: /the versions of an edited comment to neither token/,
    befall: (github) => github.hideHistory({ from: 'everybody', as: 'list' }),
  },
  { check: 'edit history', verdict: 'unknown', says: /was edited.*--write-test/, befall: noMerges },

  {
    check: 'write test',
    verdict: 'not asked',
    says: /^It writes\. To ask for it: this-month-bot doctor --write-test/,
  },
  {
    check: 'write test',
    verdict: 'ok',
    says: /^The bot wrote on acme\/news#40, reacted, edited and deleted\. GitHub shows the reading token the 2 versions of an edited comment\. A comment of 2020-06-03 has the id \d+, beyond 32 bits; its 32-bit field has no value\.$/,
    options: { writeTest: { nameWithOwner: NEWS, number: ISSUE } },
  },
  {
    check: 'write test',
    verdict: 'ok',
    says: /^The bot wrote on acme\/news#5, /,
    token: null,
    options: { writeTest: { nameWithOwner: NEWS, number: TALK } },
  },
  {
    check: 'write test',
    verdict: 'problem',
    says: /^There is no acme\/news#99/,
    options: { writeTest: { nameWithOwner: NEWS, number: 99 } },
  },
  {
    check: 'write test',
    verdict: 'problem',
    says: /^The App is not installed on globex\/gadget, so the bot writes no comment there\.$/,
    options: { writeTest: { nameWithOwner: 'globex/gadget', number: 1 } },
  },
  {
    check: 'write test',
    verdict: 'problem',
    says: /locked/,
    options: { writeTest: { nameWithOwner: NEWS, number: ISSUE } },
    befall: (github) => github.as('ann').lock(NEWS, ISSUE),
  },
  {
    check: 'write test',
    verdict: 'warning',
    says: /the versions of an edited comment to neither token/,
    options: { writeTest: { nameWithOwner: NEWS, number: ISSUE } },
    befall: (github) => github.hideHistory({ from: 'everybody', as: 'text' }),
  },
  {
    check: 'write test',
    verdict: 'problem',
    says: /but its reaction is missing\. Report/,
    options: { writeTest: { nameWithOwner: NEWS, number: ISSUE } },
    befall: (github) =>
      github.failNext({
        when: ({ operation }) => operation === 'Reactions',
        status: 200,
        body: { data: {} },
      }),
  },
  {
    check: 'write test',
    verdict: 'problem',
    says: /but the comment is still there/,
    options: { writeTest: { nameWithOwner: NEWS, number: ISSUE } },
    befall: (github) =>
      github.failNext({
        when: ({ operation }) => operation === 'DeleteComment',
        status: 200,
        body: { data: {} },
      }),
  },
];

function installElsewhere(github: FakeGitHub): void {
  github.world.installations.clear();
  github.addOrganization({ login: 'globex' });
  github.installApp({ account: 'globex', appId: APP, slug: 'acme-bot', privateKey });
}

function suspend(github: FakeGitHub): void {
  for (const installation of github.world.installations.values()) {
    installation.suspendedAt = '2020-06-01T00:00:00Z';
  }
}

function clockMoves(seconds: number) {
  return (github: FakeGitHub) => {
    const { world } = github;
    world.headerDate = () => new Date(world.clock().getTime() + seconds * 1000);
  };
}

function withBranch(github: FakeGitHub): void {
  github.commitFiles(NEWS, { branch: 'next', files: { 'a.txt': 'a' }, message: 'Begin' });
}

function withRules(pattern: string, ...types: readonly string[]) {
  return (github: FakeGitHub) => {
    for (const type of types) github.addBranchRule(NEWS, pattern, type);
  };
}

function withProtection(more: Parameters<FakeGitHub['protectBranches']>[1] | object) {
  return (github: FakeGitHub) => {
    withBranch(github);
    github.protectBranches(NEWS, { pattern: 'n*', ...more });
  };
}

function withLongestSearch(longest: number) {
  return (github: FakeGitHub) => Object.assign(github.world.searchRules, { longest });
}

function makePrivate(github: FakeGitHub): void {
  const news = github.world.repositories.get(NEWS);
  if (news !== undefined) news.isPrivate = true;
}

/** A newest comment that GitHub would not make. */
function withTalk(odd: object) {
  const comment = {
    id: 'IC_1',
    databaseId: 1,
    fullDatabaseId: '1',
    createdAt: '2020-06-03T08:00:00Z',
    body: '',
    viewerDidAuthor: true,
    lastEditedAt: null,
    author: null,
    reactionGroups: [],
    ...odd,
  };
  const pullRequest = { isDraft: false, author: null, comments: { nodes: [comment] } };
  return (github: FakeGitHub) =>
    github.failNext({
      when: ({ operation }) => operation === 'RecentTalk',
      status: 200,
      body: { data: { repository: { pullRequests: { nodes: [pullRequest] } } } },
    });
}

describe('the doctor', () => {
  it.each(cases.map((each) => [each.check, each.verdict, String(each.says), each] as const))(
    'says of "%s": %s, %s',
    async (_, __, ___, illness) => {
      expectsNothingUnknown = illness.verdict !== 'unknown';
      const row = await rowOf(illness.check, illness);
      expect({ ...row, advice: '' }).toMatchObject({ check: illness.check, verdict: illness.verdict });
      expect(`${row.found} ${row.advice}`.trim()).toMatch(illness.says);
    },
  );

  it('is seen to find each thing well, and ill', () => {
    const seen = (verdicts: readonly CheckStatus[]) =>
      CHECKS.map(({ name }) => name).filter((name) =>
        cases.some(({ check, verdict }) => check === name && verdicts.includes(verdict)),
      );
    const names = CHECKS.map(({ name }) => name);
    expect(seen(['ok'])).toEqual(names);
    expect(seen(['problem', 'warning'])).toEqual(names);
  });

  it('writes nothing where it is not asked to, and leaves nothing where it is', async () => {
    const options = await patientWith({});
    const [story] = stories;
    const before = JSON.stringify([...(story?.github.comments(NEWS, ISSUE) ?? [])]);
    await examine(options);
    const writes = (story?.github.requests ?? []).filter(
      ({ method, path: asked, operation }) =>
        method !== 'GET' && operation === undefined && !asked.endsWith('/access_tokens'),
    );
    expect(writes).toEqual([]);
    expect(story?.github.requests.flatMap(({ operation }) => operation ?? [])).not.toContain('AddComment');
    await examine({ ...options, writeTest: { nameWithOwner: NEWS, number: ISSUE } });
    expect(story?.github.requests.flatMap(({ operation }) => operation ?? [])).toContain('AddComment');
    expect(JSON.stringify([...(story?.github.comments(NEWS, ISSUE) ?? [])])).toBe(before);
    expect(story?.github.branches(NEWS)).toEqual(['main']);
  });

  it('deletes no comment but its own', async () => {
    const writeTest = { nameWithOwner: NEWS, number: ISSUE };
    const options = await patientWith({ options: { writeTest } });
    const github = stories[0]?.github;
    const marker = `<!-- newsletter doctor ${options.now().toISOString().replace(/\W/g, '-')} -->`;
    github?.as('ann').comment(NEWS, ISSUE, `${marker}\nI quote the doctor.`);
    github
      ?.as(BOT)
      .comment(
        NEWS,
        ISSUE,
        `${marker}\nThe newsletter's bot tries whether it can write here, and deletes this at once.`,
      );
    const rows = await examine(options);
    expect(rows.find(({ check }) => check === 'write test')?.verdict).toBe('ok');
    expect(github?.comments(NEWS, ISSUE)).toHaveLength(2);
  });

  it('deletes its comment also when something goes wrong between', async () => {
    const options = await patientWith({ options: { writeTest: { nameWithOwner: NEWS, number: ISSUE } } });
    const github = stories[0]?.github;
    github?.failNext({ status: 500, times: 9, when: ({ operation }) => operation === 'UpdateComment' });
    const rows = await examine(options);
    expect(rows.find(({ check }) => check === 'write test')?.verdict).toBe('unknown');
    expect(isIll(rows)).toBe(true);
    expect(summary(rows)).toMatch(/The doctor could not check everything\. Run it again later\.\n$/);
    expect(github?.comments(NEWS, ISSUE)).toEqual([]);
  });

  it('ends with a row for everything, whatever GitHub answers', async () => {
    expectsNothingUnknown = false;
    const failures = [
      { status: 500 },
      { status: 403 },
      { status: 404 },
      { cutConnection: true },
      { status: 200, body: 'no JSON' },
      { status: 200, body: {} },
      { status: 200, body: { data: null } },
    ] as const;
    for (const failure of failures) {
      for (const token of [undefined, null]) {
        const options = await patientWith({ ...(token === null && { token }) });
        stories.at(-1)?.github.failNext({ ...failure, times: 10_000 });
        const rows = await examine(options);
        expect(rows.map(({ check }) => check)).toEqual(CHECKS.map(({ name }) => name));
        expect(rows.every(({ found }) => found !== '')).toBe(true);
        expect(isIll(rows)).toBe(true);
      }
    }
  });

  it('finds an installation well, and prints it', async () => {
    const rows = await examine(await patientWith({}));
    expect(rows.filter(({ verdict }) => verdict === 'problem' || verdict === 'unknown')).toEqual([]);
    expect(isIll(rows)).toBe(false);
    expect(summary(rows)).toMatch(/^\d+ ok, 4 not asked\. Nothing keeps the bot from working\.\n$/);
  });

  it.each<[string, Illness]>([
    ['GitHub', { options: { baseUrl: 'http://127.0.0.1:1/api/v3' } }],
    ['credentials', { options: WRONG_ID }],
    ['credentials', { options: WRONG_KEY }],
    ['credentials', { token: () => 'ghp_wrong' }],
    ['installation', { befall: (github) => github.world.installations.clear() }],
    ['installation', { befall: installElsewhere }],
    ['installation', { befall: suspend }],
    ['installation', { install: { repositories: [WIDGET] } }],
    ['settings', { story: { config: 'a: [b' } }],
  ])(
    'says once what keeps it from going on (%s), and prints nothing that waits for it',
    async (name, illness) => {
      const rows = await examine(await patientWith(illness));
      expect(rows.filter(({ verdict }) => verdict === 'problem').map(({ check }) => check)).toEqual([name]);
      expect(rows.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
      const printed = rows.map((row) => printRow(row, 120)).join('');
      const waiting = rows.filter(({ verdict }) => verdict === 'not checked');
      for (const { check } of waiting) expect(printed).not.toMatch(new RegExp(`^${check} `, 'm'));
      expect(summary(rows)).toMatch(
        new RegExp(
          `1 problem, .*\\. The bot cannot work like this\\.\n${waiting.length} more checks wait for that\\. Mend it, and run the doctor again\\.\n$`,
        ),
      );
    },
  );

  it('wraps a row, with what to do below what was found', () => {
    const row = {
      check: 'clock',
      found: 'It is late in the day.',
      verdict: 'warning',
      advice: 'Go to bed.',
    } as const;
    expect(printRow(row, 63)).toBe(
      [
        'clock                warning    It is late in the day.',
        '                                → Go to bed.',
        '',
      ].join('\n'),
    );
  });

  it('reports without secrets', async () => {
    const token = 'ghp_fakePersonalTokenOfTheTester';
    const asToken = await patientWith({ token: null });
    const asApp = await patientWith({
      befall(github) {
        const app = github.world.apps.get(APP);
        if (app !== undefined) app.webhookUrl = 'https://bot.example.org/hooks/the-secret-path?key=hunter2';
      },
    });
    for (const options of [asToken, asApp]) {
      const text = reportOf(await examine(options), options, 'v20.0.0');
      expect(JSON.parse(text)).toMatchObject({ newsletter: NEWS, isIll: false, node: 'v20.0.0' });
      expect(text).not.toMatch(new RegExp(`${token}|BEGIN|ghs_|secret-path|hunter2`));
    }
  });
});
