import { describe, expect, it, jest } from '@jest/globals';
import type { Clients } from '../../src/github/connection/client.js';
import { createClients } from '../../src/github/connection/connector.js';
import { readAnnouncement } from '../../src/run/announce-editions.js';
import { applyWrites } from '../../src/run/apply-run.js';
import { startRun } from '../../src/run/run-context.js';
import { silent } from '../github/silent.js';
import { PRIVATE_KEY } from './server-story.js';
import { MAY_FILE, merged, NEWS, type Story } from './story.js';
import { forAll, tell } from './tell.js';
import { begin, LOST_ANSWERS, operation, rest, TROUBLES } from './trouble.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(120_000);

const ISSUE = 500;
const ADDRESS = 'https://acme.org/this-month/2020-05/';
const FILE_ADDRESS = `https://github.com/${NEWS}/blob/main/${MAY_FILE}`;
const config = `announce: { issue: ${ISSUE}, address: 'https://acme.org/this-month/{month}/' }\n`;

const BOT = 'this-month-bot-tester';
const POST = rest('POST', /\/issues\/\d+\/comments$/);
const PATCH = rest('PATCH', /\/issues\/comments\/\d+$/);
const everybody = heard(BOT, ADDRESS);
const nobody = { issue: [], draft: [] };

function heard(author: string, address: string) {
  const name = '**This Month at Acme: May 2020**';
  return {
    issue: [[author, `${name} is published: <${address}>\n\n<!-- newsletter announcement 2020-05 -->`]],
    draft: [[author, `Published: <${address}>\n\n<!-- newsletter published 2020-05 -->`]],
  };
}

/** The edition of May is drafted, and a person merges it at 08:00 on 3 June. */
async function publishMay(story: Story): Promise<void> {
  story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
  merged(story, 10);
  await story.sync();
  mergeDraft(story);
}

function mergeDraft(story: Story): void {
  const phil = story.github.as('phil');
  phil.readyForReview(NEWS, draftOf(story));
  phil.mergeOpenPullRequest(NEWS, draftOf(story));
}

/** Comments that were written, or tried to be. */
function postsTo(github: Story['github']): readonly unknown[] {
  return github.requests.filter((request) => POST.matches({ ...request, body: null }));
}

function draftOf({ github }: Story): number {
  return github.pullRequests(NEWS).find(({ headRefName }) => headRefName === 'next')?.number ?? 0;
}

interface Run {
  readonly isOnline?: boolean;
  /** The story's, otherwise. */
  readonly clients?: Clients;
}

/** One run; the addresses that it asked for, and what it said on the log. */
async function announce(story: Story, { isOnline = true, clients = story.clients }: Run = {}) {
  const asked: string[] = [];
  const said: string[] = [];
  const say = (message: string) => said.push(message);
  const log = { ...silent, info: say, warn: say };
  const request = { newsletter: NEWS, organization: null };
  const run = await startRun({ ...clients, reader: story.client }, request, story.github.world.clock(), log);
  said.length = 0;
  story.github.resetRequests();
  const ask = async (url: string) => {
    asked.push(url);
    return isOnline;
  };
  const announcement = await readAnnouncement({ ...run, clients }, null, ask);
  await applyWrites({ ...run, clients }, announcement === null ? [] : [announcement]);
  return { asked, said };
}

/** What people read, on the issue and on the draft pull request. */
function told(story: Story, draft = draftOf(story)) {
  const on = (number: number) =>
    story.github.comments(NEWS, number).map(({ author, body }) => [author, body]);
  return { issue: on(ISSUE), draft: on(draft) };
}

describe('an edition whose draft was merged', () => {
  it.concurrent('is announced once, and then its pull request says where it is', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      expect(await announce(story)).toEqual({
        asked: [ADDRESS],
        said: [`The edition of May 2020 is published: ${ADDRESS}`],
      });
      expect(told(story)).toEqual(everybody);
      expect(await announce(story)).toEqual({ asked: [], said: [] });
      expect(told(story)).toEqual(everybody);
    });
  });

  it.concurrent('waits for its page, without asking twice in a run', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      expect(await announce(story, { isOnline: false })).toEqual({
        asked: [ADDRESS],
        said: [`The edition of May 2020 is announced when ${ADDRESS} answers, or a day after it was merged.`],
      });
      expect(told(story)).toEqual(nobody);
      story.setTime('2020-06-03T09:00:00Z');
      await announce(story);
      expect(told(story)).toEqual(everybody);
    });
  });

  it.concurrent('waits no longer than a day', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      story.setTime('2020-06-04T07:59:00Z');
      await announce(story, { isOnline: false });
      expect(told(story)).toEqual(nobody);
      story.setTime('2020-06-04T08:00:00Z');
      expect((await announce(story, { isOnline: false })).asked).toEqual([]);
      expect(told(story)).toEqual(everybody);
    });
  });

  it.concurrent('is no news any more after seven days', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      story.setTime('2020-06-10T08:00:01Z');
      await announce(story);
      expect(told(story)).toEqual(nobody);
    });
  });

  it.concurrent('comes before one that was merged after it, one a run', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
      await story.sync();
      const june = story.github.pullRequests(NEWS).at(-1)?.number ?? 0;
      story.github.as('phil').readyForReview(NEWS, june);
      story.github.as('phil').mergeOpenPullRequest(NEWS, june);
      await announce(story);
      expect(told(story)).toEqual(everybody);
      await announce(story);
      await announce(story);
      const bodies = story.github.comments(NEWS, ISSUE).map(({ body }) => body.split('**')[1]);
      expect(bodies).toEqual(['This Month at Acme: May 2020', 'This Month at Acme: June 2020']);
      expect(story.github.comments(NEWS, june)).toHaveLength(1);
    });
  });

  it.concurrent('goes by its own title, though the pull request was retitled', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      story.github.as('phil').retitlePullRequest(NEWS, draftOf(story), 'May, @everybody');
      await announce(story);
      expect(told(story)).toEqual(everybody);
    });
  });

  it.concurrent('pings nobody by its title', async () => {
    await tell({ config }, async (story) => {
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      merged(story, 10);
      await story.sync();
      const edit = (text: string) => text.replace(/^title = .*$/m, 'title = "May for @acme/all, see #500"');
      story.github.as('phil').editFile(NEWS, 'next', MAY_FILE, edit);
      mergeDraft(story);
      await announce(story);
      const [body = ''] = story.github.comments(NEWS, ISSUE).map((comment) => comment.body);
      expect(body).toMatch(/^\*\*May for /);
      expect(body).not.toMatch(/@\w|#\d/);
    });
  });

  it.concurrent('is found though a person made the draft on another branch, under the name of the month', async () => {
    await tell({ config }, async (story) => {
      const phil = story.github.as('phil');
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      phil.createBranch(NEWS, 'letter', 'main');
      phil.editFile(NEWS, 'letter', MAY_FILE, () => '+++\ntitle = "This Month at Acme: May 2020"\n+++\n');
      const title = 'News of May 2020';
      const number = phil.openPullRequest(NEWS, { title, headRefName: 'letter', baseRefName: 'main' });
      phil.mergeOpenPullRequest(NEWS, number);
      await announce(story);
      expect(told(story, number)).toEqual(everybody);
    });
  });

  it.concurrent('is found however many files its pull request has', async () => {
    await tell({ config }, async (story) => {
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      merged(story, 10);
      await story.sync();
      for (const name of ['a', 'b', 'c', 'd']) {
        story.github.as('phil').editFile(NEWS, 'next', `assets/${name}.svg`, () => '<svg/>\n');
      }
      mergeDraft(story);
      await announce(story);
      expect(told(story)).toEqual(everybody);
    });
  });
});

describe('the settings', () => {
  it.concurrent('without an announcement tell the pull request alone where the file is, asking no page', async () => {
    await tell({}, async (story) => {
      await publishMay(story);
      expect((await announce(story)).asked).toEqual([]);
      expect(told(story)).toEqual({ ...heard(BOT, FILE_ADDRESS), issue: [] });
    });
  });

  it.concurrent('without an announcement cost no request while no draft was merged', async () => {
    await tell({}, async (story) => {
      merged(story, 10);
      await story.sync();
      story.github.resetRequests();
      await story.sync();
      const asked = story.github.requests.map(({ operation }) => operation);
      expect(asked).toContain('Draft');
      for (const name of ['MergedDrafts', 'ChangedFiles', 'Comments']) expect(asked).not.toContain(name);
    });
  });

  it.concurrent('without an address announce the file on GitHub, at once', async () => {
    await tell({ config: `announce: { issue: ${ISSUE} }\n` }, async (story) => {
      await publishMay(story);
      expect((await announce(story, { isOnline: false })).asked).toEqual([]);
      expect(told(story)).toEqual(heard(BOT, FILE_ADDRESS));
    });
  });

  it.concurrent('without an issue tell the pull request alone', async () => {
    await tell(
      { config: "announce: { address: 'https://acme.org/this-month/{month}/' }\n" },
      async (story) => {
        await publishMay(story);
        await announce(story);
        expect(told(story)).toEqual({ ...everybody, issue: [] });
      },
    );
  });
});

describe('nothing is announced', () => {
  it.concurrent('while the draft is open, or after it was closed', async () => {
    await tell({ config }, async (story) => {
      merged(story, 10);
      await story.sync();
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      await announce(story);
      story.github.as('phil').closePullRequest(NEWS, draftOf(story));
      await announce(story);
      expect(told(story)).toEqual(nobody);
    });
  });

  it.concurrent('when the edition is not on the default branch any more', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      story.github.as('phil').deleteFile(NEWS, 'main', MAY_FILE);
      await announce(story);
      expect(told(story)).toEqual(nobody);
    });
  });

  it.concurrent('when what was merged only corrects an edition', async () => {
    await tell({ config }, async (story) => {
      const phil = story.github.as('phil');
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      phil.createBranch(NEWS, 'next', 'main');
      phil.editFile(NEWS, 'next', 'content/this-month/2020-04/index.md', (text) => `${text}\nOne more.\n`);
      phil.openPullRequest(NEWS, { title: 'April', headRefName: 'next', baseRefName: 'main' });
      phil.mergeOpenPullRequest(NEWS, draftOf(story));
      await announce(story);
      expect(told(story)).toEqual(nobody);
    });
  });

  it.concurrent('when it was merged from another branch', async () => {
    await tell({ config }, async (story) => {
      const phil = story.github.as('phil');
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      phil.createBranch(NEWS, 'mine', 'main');
      phil.editFile(NEWS, 'mine', MAY_FILE, () => 'Mine.\n');
      const number = phil.openPullRequest(NEWS, { title: 'Mine', headRefName: 'mine', baseRefName: 'main' });
      phil.mergeOpenPullRequest(NEWS, number);
      await announce(story);
      expect(story.github.comments(NEWS, ISSUE)).toEqual([]);
    });
  });

  it.concurrent('when it was drafted after the fact, on a branch of its own', async () => {
    await tell({ config }, async (story) => {
      story.github.addIssue(NEWS, { title: 'Editions', author: 'ann', number: ISSUE });
      merged(story, 10, { mergedAt: '2020-03-10T12:00:00Z' });
      await story.sync('2020-03');
      const [{ number = 0 } = {}] = story.github.pullRequests(NEWS);
      story.github.as('phil').readyForReview(NEWS, number);
      story.github.as('phil').mergeOpenPullRequest(NEWS, number);
      await announce(story);
      expect(story.github.comments(NEWS, ISSUE)).toEqual([]);
    });
  });
});

describe('a comment', () => {
  it.concurrent('by somebody else does not count, though it has the marker', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      story.github.addUser({ login: 'eve' });
      const [[, announced = ''] = []] = everybody.issue;
      const [[, published = ''] = []] = everybody.draft;
      story.github.as('eve').comment(NEWS, ISSUE, announced);
      story.github.as('eve').comment(NEWS, draftOf(story), published);
      await announce(story);
      expect(told(story)).toEqual({
        issue: [['eve', announced], ...everybody.issue],
        draft: [['eve', published], ...everybody.draft],
      });
    });
  });

  it.concurrent('is found among many others', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      for (const word of ['One', 'Two', 'Three', 'Four']) story.github.as('ann').comment(NEWS, ISSUE, word);
      story.github.failNext({ status: 502, afterWork: true, when: POST.matches });
      await announce(story);
      for (const word of ['Five', 'Six', 'Seven']) story.github.as('ann').comment(NEWS, ISSUE, word);
      await announce(story);
      expect(told(story).issue.filter(([author]) => author === BOT)).toEqual(everybody.issue);
      expect(told(story).draft).toEqual(everybody.draft);
    });
  });

  it.concurrent('that a person deleted does not come back', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      await announce(story);
      const [{ databaseId = 0 } = {}] = story.github.comments(NEWS, ISSUE);
      await story.clients.writer.rest.issues.deleteComment({
        owner: 'acme',
        repo: 'news',
        comment_id: databaseId,
      });
      await announce(story);
      expect(told(story)).toEqual({ ...everybody, issue: [] });
    });
  });

  it.concurrent('is one, though two processes write it at the same time', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      await Promise.all([announce(story), announce(story), announce(story)]);
      expect(told(story)).toEqual(everybody);
    });
  });

  it.concurrent('that another process wrote after it was looked for is the one that stays', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      const bodies = [...everybody.issue, ...everybody.draft].map(([, body = '']) => body);
      const places = [ISSUE, draftOf(story)];
      const first: number[] = [];
      story.github.failNext({
        status: 502,
        when(request) {
          const index = first.length;
          if (POST.matches(request) && index < 2) {
            first.push(story.github.as(BOT).comment(NEWS, places[index] ?? 0, bodies[index] ?? ''));
          }
          return false;
        },
      });
      await announce(story);
      expect(told(story)).toEqual(everybody);
      const left = places.flatMap((place) => story.github.comments(NEWS, place));
      expect(left.map(({ databaseId }) => databaseId)).toEqual(first);
    });
  });
});

describe('the next draft', () => {
  const next = 'Next draft: #';

  /** Merges the draft of May, and has the one of June opened and told of. */
  async function beginJune(story: Story): Promise<number> {
    await publishMay(story);
    merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
    await story.sync();
    await story.sync();
    return story.github.pullRequests(NEWS).at(-1)?.number ?? 0;
  }

  const bodiesOn = (story: Story, number: number) =>
    story.github.comments(NEWS, number).map(({ body }) => body);

  it.concurrent('is told of by the comment that is there, once, without any setting', async () => {
    await tell({}, async (story) => {
      const june = await beginJune(story);
      const body = `Published: <${FILE_ADDRESS}>\n\n${next}${june}\n\n<!-- newsletter next draft -->\n<!-- newsletter published 2020-05 -->`;
      expect(bodiesOn(story, draftOf(story))).toEqual([body]);
      story.github.resetRequests();
      await story.sync();
      expect(bodiesOn(story, draftOf(story))).toEqual([body]);
      expect(story.github.requests.filter((request) => PATCH.matches({ ...request, body: null }))).toEqual(
        [],
      );
    });
  });

  it.concurrent('is told of by the run that opens it, with no request more than one that changes the comment', async () => {
    await tell({ config: `announce: { issue: ${ISSUE} }\n` }, async (story) => {
      await publishMay(story);
      merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
      await story.sync();
      const june = story.github.pullRequests(NEWS).at(-1)?.number ?? 0;
      expect(june).not.toBe(draftOf(story));
      for (const number of [ISSUE, draftOf(story)]) {
        expect(bodiesOn(story, number)).toEqual([expect.stringContaining(`${next}${june}\n`)]);
      }
    });
  });

  it.concurrent('is told of by the run that opens it, days after the edition was announced', async () => {
    await tell({}, async (story) => {
      story.setTime('2020-05-30T08:00:00Z');
      await publishMay(story);
      await story.sync();
      expect(bodiesOn(story, draftOf(story))).toEqual([expect.not.stringContaining(next)]);
      expect(story.github.pullRequests(NEWS)).toHaveLength(1);
      story.setTime('2020-06-02T08:00:00Z');
      story.github.resetRequests();
      await story.sync();
      const june = story.github.pullRequests(NEWS).at(-1)?.number ?? 0;
      expect(bodiesOn(story, draftOf(story))).toEqual([expect.stringContaining(`${next}${june}\n`)]);
      const isPatch = (request: (typeof story.github.requests)[number]) =>
        PATCH.matches({ ...request, body: null });
      expect(story.github.requests.filter(isPatch)).toHaveLength(1);
      await story.sync();
      expect(story.github.requests.filter(isPatch)).toHaveLength(1);
    });
  });

  it.concurrent('is not told of by a run that could not open it, but by the one that does', async () => {
    await tell({}, async (story) => {
      await publishMay(story);
      merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
      const isOpening = rest('POST', /\/pulls$/).matches;
      story.github.failNext({ status: 403, times: 1, when: isOpening });
      await story.sync();
      expect(bodiesOn(story, draftOf(story))).toEqual([expect.not.stringContaining(next)]);
      await story.sync();
      expect(bodiesOn(story, draftOf(story))).toEqual([expect.stringContaining(next)]);
    });
  });

  it.concurrent('is told of on the issue, too', async () => {
    await tell({ config: `announce: { issue: ${ISSUE} }\n` }, async (story) => {
      const june = await beginJune(story);
      for (const number of [ISSUE, draftOf(story)]) {
        const [body, ...others] = bodiesOn(story, number);
        expect(body).toMatch(new RegExp(`published: .*\\n\\n${next}${june}\\n\\n<!-- `, 'i'));
        expect(others).toEqual([]);
      }
    });
  });

  it.concurrent('leaves what a person wrote into the comment, and took out of it', async () => {
    await tell({}, async (story) => {
      await publishMay(story);
      await announce(story);
      const [{ databaseId = 0, body = '' } = {}] = story.github.comments(NEWS, draftOf(story));
      story.github.as('phil').editComment(NEWS, databaseId, `Thanks, all!\n\n${body}`);
      merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
      await story.sync();
      await story.sync();
      const [told = ''] = bodiesOn(story, draftOf(story));
      expect(told).toMatch(/^Thanks, all!\n\nPublished: .*\n\nNext draft: #\d+\n/);
      story.github.as('phil').editComment(NEWS, databaseId, told.replace(/Next draft.*\n/, ''));
      await story.sync();
      expect(bodiesOn(story, draftOf(story))).toEqual([told.replace(/Next draft.*\n/, '')]);
    });
  });

  it.concurrent('is told of nowhere where a person deleted the comments', async () => {
    await tell({ config: `announce: { issue: ${ISSUE} }\n` }, async (story) => {
      await publishMay(story);
      await announce(story);
      for (const number of [ISSUE, draftOf(story)]) {
        const [{ databaseId = 0 } = {}] = story.github.comments(NEWS, number);
        story.github.as('phil').deleteComment(NEWS, databaseId);
      }
      await story.sync();
      await story.sync();
      expect(told(story)).toEqual(nobody);
    });
  });

  it.concurrent('is told of in one comment by runs at once, and after one that was killed', async () => {
    await tell({}, async (story) => {
      await publishMay(story);
      await announce(story);
      merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
      await story.sync();
      story.github.failNext({
        status: 502,
        afterWork: true,
        times: 1,
        when: PATCH.matches,
      });
      await story.sync();
      await Promise.all([story.sync(), story.sync()]);
      const [body = '', ...others] = bodiesOn(story, draftOf(story));
      expect(body.match(/Next draft: /g)).toHaveLength(1);
      expect(others).toEqual([]);
    });
  });
});

describe('trouble with GitHub', () => {
  const NOT_YET = /^The announcement is not complete yet\. /;
  const requests = [...['MergedDrafts', 'ChangedFiles', 'Comments', 'DeletedComments'].map(operation), POST];

  /** What is said after the words that it is not complete yet. */
  async function complaintOf(story: Story): Promise<string> {
    const { said } = await announce(story);
    expect(said.at(-1)).toMatch(NOT_YET);
    return said.at(-1)?.replace(NOT_YET, '') ?? '';
  }

  it.concurrent('is said in a sentence, ends no run, and the next one makes it good', async () => {
    await forAll(requests, (kind) =>
      tell({ config }, async (story) => {
        await publishMay(story);
        for (const trouble of TROUBLES) {
          const end = begin(story, kind, trouble);
          expect([trouble.name, await complaintOf(story)]).toEqual([
            trouble.name,
            expect.stringMatching(trouble.sentence),
          ]);
          end();
          expect(told(story)).toEqual(nobody);
        }
        await announce(story);
        expect(told(story)).toEqual(everybody);
      }),
    );
  });

  it.concurrent('that hides that a comment was written does not double it', async () => {
    await forAll(LOST_ANSWERS, (trouble) =>
      tell({ config }, async (story) => {
        await publishMay(story);
        const end = begin(story, POST, trouble);
        expect(await complaintOf(story)).toMatch(trouble.sentence);
        expect(told(story)).toEqual({ ...everybody, draft: [] });
        if (trouble.failure.times !== 1) expect(await complaintOf(story)).toMatch(trouble.sentence);
        end();
        await announce(story);
        await announce(story);
        expect(told(story)).toEqual(everybody);
      }),
    );
  });

  it.concurrent('when the issue is gone meanwhile is said on each run', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      const sentence = /^The announcement is not complete yet\. GitHub does not find POST .* \(404\)/;
      story.github.failNext({ status: 404, times: 2, when: POST.matches });
      expect((await announce(story)).said.at(-1)).toMatch(sentence);
      expect((await announce(story)).said.at(-1)).toMatch(sentence);
      expect(told(story)).toEqual(nobody);
      await announce(story);
      expect(told(story)).toEqual(everybody);
    });
  });

  it.concurrent('when issues are turned off meanwhile names the setting to check', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      const body = { message: 'Issues are disabled for this repo' };
      story.github.failNext({ status: 410, body, when: POST.matches });
      expect((await announce(story)).said.at(-1)).toBe(
        `The announcement is not complete yet. acme/news#${ISSUE} takes no comments (410): it was deleted, or issues are turned off. Check "announce.issue" in .github/newsletter.yml.`,
      );
    });
  });

  it.concurrent('when the issue is locked, and the token’s person may not write there, says what to do', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      story.github.addUser({ login: 'reader' });
      story.github.as('phil').lock(NEWS, ISSUE);
      const credentials = { kind: 'token', token: story.github.createToken('reader') } as const;
      const clients = await createClients(credentials, `${story.github.baseUrl}/api/v3`, NEWS, silent, 1);
      expect((await announce(story, { clients })).said.at(-1)).toBe(
        `The announcement is not complete yet. acme/news#${ISSUE} is locked, and only people who may write there can comment. Unlock #${ISSUE}, or name another issue in "announce.issue" in .github/newsletter.yml.`,
      );
      expect(postsTo(story.github)).toHaveLength(1);
    });
  });

  it.concurrent('when there is no such issue names it and the setting', async () => {
    await tell({ config: 'announce: { issue: 9999 }\n' }, async (story) => {
      await publishMay(story);
      expect((await announce(story)).said).toEqual([
        'The announcement is not complete yet. There is no issue #9999 in acme/news, or it cannot be read. Check "announce.issue" in .github/newsletter.yml.',
      ]);
      expect(told(story)).toEqual(nobody);
    });
  });
});

describe('the App', () => {
  async function app(story: Story, permissions?: Readonly<Record<string, string>>): Promise<Clients> {
    story.github.installApp({
      account: 'acme',
      appId: '7',
      slug: 'acme-bot',
      privateKey: PRIVATE_KEY,
      ...(permissions && { permissions }),
    });
    const baseUrl = `${story.github.baseUrl}/api/v3`;
    return createClients({ kind: 'app', appId: 7, privateKey: PRIVATE_KEY }, baseUrl, NEWS, silent, 1);
  }

  // Not at the same time: octokit shares what it waits for among Apps of the same installation id.
  it('announces as itself, once', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      const clients = await app(story);
      await announce(story, { clients });
      await announce(story, { clients });
      expect(told(story)).toEqual(heard('acme-bot[bot]', ADDRESS));
    });
  });

  it('tries nothing on a locked issue or draft, says what to do, and goes on once that is done', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      const { github } = story;
      const clients = await app(story);
      const phil = github.as('phil');
      phil.lock(NEWS, ISSUE);
      phil.lock(NEWS, draftOf(story));
      const complaint = `The announcement is not complete yet. acme/news#${ISSUE} is locked, and only people who may write there can comment. Unlock #${ISSUE}, or name another issue in "announce.issue" in .github/newsletter.yml.`;
      for (const _ of [1, 2]) {
        expect((await announce(story, { clients })).said.at(-1)).toBe(complaint);
        expect(postsTo(github)).toEqual([]);
      }
      phil.unlock(NEWS, ISSUE);
      for (const posts of [1, 0]) {
        expect((await announce(story, { clients })).said.at(-1)).toMatch(/Unlock #\d+\.$/);
        expect(postsTo(github)).toHaveLength(posts);
      }
      phil.unlock(NEWS, draftOf(story));
      await announce(story, { clients });
      expect(told(story)).toEqual(heard('acme-bot[bot]', ADDRESS));
    });
  });

  it('that may not write issues says so', async () => {
    await tell({ config }, async (story) => {
      await publishMay(story);
      const clients = await app(story, { metadata: 'read', contents: 'write', pull_requests: 'write' });
      expect((await announce(story, { clients })).said.at(-1)).toMatch(
        /^The announcement is not complete yet\. GitHub does not allow POST \/api\/v3\/repos\/acme\/news\/issues\/\d+\/comments \(403\): Resource not accessible .*app\.yml/,
      );
      expect(told(story)).toEqual(nobody);
    });
  });
});
