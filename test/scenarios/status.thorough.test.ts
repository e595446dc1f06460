import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriersIn, CHROMIUM, withBrowser } from '../browser.js';
import { type ServerStory, startServerStory } from './server-story.js';
import { merged, NEWS, WIDGET } from './story.js';

jest.setTimeout(120_000);

const TOKEN = 'a-token-of-the-operators';
let world: ServerStory;
let address: string;

/** A run that drafted, and one that failed, after a webhook that was accepted and one that was refused. */
beforeAll(async () => {
  world = await startServerStory();
  merged(world.story, 10);
  const { port } = await world.start({ statusToken: TOKEN });
  address = `http://127.0.0.1:${port}`;
  await world.untilOutcome('created');
  const push = { ref: 'refs/heads/main', repository: { full_name: WIDGET, default_branch: 'main' } };
  expect(await world.deliver('push', push, 'a wrong secret')).toBe(400);
  await world.after(() =>
    world.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'brunch: next\n'),
  );
});

afterAll(async () => {
  await world.stop();
});

const get = async (path: string) => (await fetch(`${address}${path}`)).text();

describe('who looks at the server', () => {
  it('sees that it is ready', async () => {
    expect(JSON.parse(await get('/readyz'))).toEqual({
      ready: true,
      checks: { github: { ok: true }, queue: { ok: true }, store: { ok: true } },
    });
  });

  it('sees what happened', async () => {
    const text = await get('/metrics');
    for (const line of [
      /^this_month_bot_webhook_duration_seconds_count\{event="push",result="accepted"\} \d/m,
      /^this_month_bot_webhook_duration_seconds_count\{event="push",result="refused"\} 1$/m,
      /^this_month_bot_job_duration_seconds_count\{kind="run",outcome="created"\} 1$/m,
      /^this_month_bot_job_duration_seconds_count\{kind="run",outcome="failed"\} 1$/m,
      /^this_month_bot_github_requests_total\{installation="\d+",status="200"\} \d\d/m,
      /^this_month_bot_github_points_left\{installation="\d+",resource="graphql"\} \d{4}$/m,
      /^this_month_bot_errors_total\{kind="editor"\} 1$/m,
      /^this_month_bot_newsletters_in_trouble 1$/m,
      /^this_month_bot_jobs_waiting 0$/m,
    ])
      expect(text).toMatch(line);
  });

  it('sees the newsletter with its draft, and with the token what is wrong', async () => {
    const [draft] = world.github.pullRequests(NEWS);
    const open = await get('/');
    expect(open).toContain(`href="${draft?.url}"`);
    expect(open).toContain('failed: ');
    expect(open).not.toContain('brunch');
    const own = await get(`/?token=${TOKEN}`);
    expect(own).toContain('.github/newsletter.yml:1: ');
    expect(own).toContain('brunch');
  });
});

describe('the page in a browser', () => {
  const shown = CHROMIUM === undefined ? it.skip : it;

  shown.each([
    [390, 844, 'light'],
    [1280, 800, 'dark'],
  ] as const)(
    'is readable %d pixels wide: nothing stands out, text is large enough, no complaint, no barrier',
    async (width, height, colorScheme) => {
      await withBrowser(async (open) => {
        const page = await open({ width, height, colorScheme });
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        await page.goto(`${address}/?token=${TOKEN}`);
        const seen = await page.evaluate(`({
        width: document.documentElement.scrollWidth,
        heading: document.querySelector('h2').innerText,
        smallest: Math.min(...[...document.querySelectorAll('body *')].map((each) => parseFloat(getComputedStyle(each).fontSize))),
        isStyled: getComputedStyle(document.querySelector('dl')).display === 'grid',
      })`);
        expect(seen).toEqual({ width, heading: NEWS, smallest: 14, isStyled: true });
        expect(complaints).toEqual([]);
        expect(await barriersIn(page)).toEqual([]);
        const folder = process.env.SCREENSHOTS;
        if (folder !== undefined) await page.screenshot({ path: `${folder}/status-${width}.png` });
      });
    },
  );
});
