import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { barriersIn, CHROMIUM, withBrowser } from '../browser.js';
import { type PageServer, servePages } from './serve-pages.js';
import { createChronicler } from './story.js';
import { PATHS } from './story-pages.js';

jest.setTimeout(120_000);

const BEFORE =
  '+++\ntitle = "May"\ndate = 2020-06-07\n+++\n\nHello.\n\n## Projects\n\n### [`a`](https://example.org)\n\n- [One](https://example.org/1)\n';
const AFTER = BEFORE.replace('[One]', '[Only one]').concat('- [Two `<b>`](https://example.org/2)\n');
const BODY =
  '**2 merged**\n\n> [!WARNING]\n> Nothing is merged.\n\n<details><summary>Shown entries by section</summary>\n\n```mermaid\npie showData\n    "a" : 2\n    "b#58;c" : 1\n```\n\n</details>';
let server: PageServer;

/** A story with a moment of each kind. */
function storyOfAll() {
  const chronicler = createChronicler();
  chronicler.title('How it comes about');
  chronicler.step(new Date('2020-05-06T12:00:00Z'), 'people merge.');
  chronicler.events(['06. 12:00  acme/widget#1 by ann', '06. 13:00  acme/widget#2 by <ben>']);
  chronicler.change(BEFORE, AFTER);
  chronicler.step(new Date('2020-05-07T12:00:00Z'), 'ann comments.');
  chronicler.comment('ann', '/newsletter note <script>alert(1)</script>');
  chronicler.comment('ben', '/newsletter story a\nIt has a new lever.');
  chronicler.change('', 'sources:\n  - feed: x\n', 'newsletter.yml');
  chronicler.document(
    "the bot's list",
    '- [ ] [One](https://example.org/1) 12345\n- [x] Two\n\n- [ ] Three\n\n  More.',
  );
  chronicler.detail('The bot reacts with 🚀.');
  chronicler.document("the bot's comment", BODY);
  chronicler.review({
    number: 7,
    title: 'May <2020>',
    body: BODY,
    path: 'content/may.md',
    text: AFTER,
    checkRun: {
      output: {
        title: '2 findings',
        summary: 'Read them.\n\n| | | in line |\n|---|---|---|\n| Links | failure | 12 |',
        annotations: [
          { start_line: 12, annotation_level: 'failure', title: 'Links', message: 'There is no `x`.' },
          { start_line: 11, annotation_level: 'notice', message: 'Look at <this>.' },
        ],
      },
    },
  });
  return chronicler.story();
}

beforeAll(async () => {
  server = await servePages({ story: storyOfAll(), edition: AFTER });
});

afterAll(async () => {
  await server.stop();
});

const get = async (path: string) => (await fetch(new URL(path, server.url))).text();

describe('the pages of the demo', () => {
  it('show each step with the lines that it changed, below their heading', async () => {
    const page = await get('/');
    expect(page).toMatch(/<p class="place"><code>a<\/code><\/p>\s*<del>- \[One\]/);
    expect(page).toContain('<ins>- [Two `&lt;b&gt;`](https://example.org/2)</ins>');
    expect(page).toContain('2 events');
  });

  it('show another file by its name, with its white space', async () => {
    expect(await get('/')).toMatch(
      /<p class="place">newsletter.yml<\/p>\s*<ins>sources:<\/ins>\s*<ins> {2}- feed: x</,
    );
  });

  it('show comments as GitHub does, line by line, with boxes', async () => {
    const page = await get('/');
    expect(page).toContain('/newsletter story a<br>\nIt has a new lever.');
    const boxes = [...page.matchAll(/<li class="task">\s*(?:<p>)?<span role="img" aria-label="(.*?)">/g)];
    expect(boxes.map(([, name]) => name)).toEqual(['not ticked', 'ticked', 'not ticked']);
  });

  it('show a finding at its line, once', async () => {
    const page = await get('/file');
    const [, line = ''] = /<li id="L12">(.*?)<\/li>/s.exec(page) ?? [];
    expect(line).toContain('<strong>Failure:</strong> Links: There is no <code>x</code>.');
    expect(page.match(/<div class="finding/g)).toHaveLength(2);
  });

  it('run no script, and load nothing', async () => {
    for (const path of PATHS) {
      const response = await fetch(new URL(path, server.url));
      expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
      expect((await response.text()).replace(/<div class="text">.*?<\/div>/gs, '')).not.toMatch(
        /<script|<link|src=/,
      );
    }
    expect((await fetch(new URL('/other', server.url))).status).toBe(404);
  });

  const shown = CHROMIUM === undefined ? it.skip : it;

  shown.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('fit a window %d pixels wide, %s, without a barrier', async (width, colorScheme) => {
    await withBrowser(async (open) => {
      const page = await open({ width, height: 844, colorScheme });
      for (const path of PATHS) {
        await page.goto(new URL(path, server.url).href);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await barriersIn(page)).toEqual([]);
      }
    });
  });
});
