import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listen } from '../../src/server/listen.js';
import { createFeedReader } from '../../src/web/feed-reader.js';
import { FEEDS, fetchFeed } from '../../src/web/fetch-page.js';
import { endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { MAY_FILE, merged, NEWS, type StoryOptions } from './story.js';
import { isWrite } from './token-story.js';
import { begin, operation, troubleNamed } from './trouble.js';

const LEVERS = 'https://blog.example/levers';
const SCREWS = 'https://blog.example/screws';
const OLD = 'https://blog.example/old';

interface Item {
  readonly url: string;
  readonly title?: string;
  readonly date?: string | null;
}

function rssOf(items: readonly Item[]): string {
  const item = ({ url, title = 'A title', date = '2020-05-20T12:00:00Z' }: Item) =>
    `<item><title><![CDATA[${title}]]></title><link>${url}</link>${date === null ? '' : `<pubDate>${date}</pubDate>`}</item>`;
  return `<rss version="2.0"><channel><title>Blog</title>${items.map(item).join('')}</channel></rss>`;
}

/** A web server on this machine, whose paths answer as the test says. */
interface Site {
  readonly origin: string;
  readonly answers: Map<string, string | ((request: IncomingMessage, response: ServerResponse) => void)>;
  readonly server: Server;
}

async function startSite(): Promise<Site> {
  const answers: Site['answers'] = new Map();
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer === undefined) response.writeHead(404).end();
    else if (typeof answer === 'string')
      response.writeHead(200, { 'content-type': 'application/xml' }).end(answer);
    else answer(request, response);
  });
  const origin = `http://127.0.0.1:${await listen(server, { port: 0, host: '127.0.0.1' })}`;
  return { origin, answers, server };
}

describe('candidates', () => {
  let site: Site;
  let story: NoteStory;

  beforeEach(async () => {
    site = await startSite();
  });

  afterEach(async () => {
    await endNoteStory(story);
    site.server.close();
    site.server.closeAllConnections();
  });

  /** A story whose settings name these feeds; each run asks them anew. `more`: further lines of a source. */
  async function start(
    feeds: readonly string[] = ['/feed'],
    more = '',
    options: StoryOptions = {},
  ): Promise<void> {
    const { origin } = site;
    const reach = {
      ...FEEDS,
      mayConnect: (address: string) => address === '127.0.0.1',
      ports: [new URL(origin).port],
      timeLimit: 1_500,
      sizeLimit: 4 * 1024 * 1024,
    };
    const lines = feeds.map((path) => `  - feed: ${origin}${path}\n${more}`);
    story = await startNoteStory(
      { ...options, config: `sources:\n${lines.join('')}` },
      {
        // Every run comes an hour after the one before.
        readFeed: (url) =>
          createFeedReader(story?.github.world.clock ?? (() => new Date()), (address, known) =>
            fetchFeed(address, known, reach),
          )(url),
      },
    );
  }

  const withoutLine = (body: string, address: string) =>
    body
      .split('\n')
      .filter((line) => !line.startsWith('- [ ]') || !line.includes(address))
      .join('\n');
  const serve = (...items: readonly Item[]) => site.answers.set('/feed', rssOf(items));
  const phil = () => story.github.as('phil');
  const numberOf = (url: string) =>
    new RegExp(`\\]\\(${url}\\) .* (\\d{5}) <!--`).exec(story.answer())?.[1] ?? '';

  it('of the month are listed, the newest first, with where they are from', async () => {
    serve(
      { url: OLD, date: '2020-04-30T23:59:59Z' },
      { url: LEVERS, title: 'About levers' },
      { url: SCREWS, title: 'About screws', date: '2020-05-21T00:00:00Z' },
      { url: `${SCREWS}/`, title: 'Twice' },
      { url: 'https://blog.example/june', date: '2020-06-01T00:00:00Z' },
      { url: 'https://github.com/acme/widget/pull/10', title: 'Our own work' },
    );
    await start();
    const lines = story
      .answer()
      .split('\n')
      .filter((line) => line.startsWith('- [ ]'));
    expect(lines.map((line) => line.replace(/ \d{5} <!--.*/, ''))).toEqual([
      '- [ ] [About screws](https://blog.example/screws) (`127.0.0.1`, 2020-05-21)',
      '- [ ] [About levers](https://blog.example/levers) (`127.0.0.1`, 2020-05-20)',
    ]);
    expect(story.answer()).not.toContain(OLD);
    expect((await story.run()).outcome).toBe('unchanged');
  });

  it('come into the draft by a tick, and go by its end', async () => {
    serve({ url: LEVERS, title: 'About levers' }, { url: SCREWS, title: 'About screws' });
    await start();
    phil().tick(NEWS, story.status(), LEVERS);
    phil().tick(NEWS, story.status(), SCREWS);
    await story.run();
    expect(story.draft()).toContain(`- [About levers](${LEVERS})`);
    expect(story.draft()).toContain(`- [About screws](${SCREWS})`);
    phil().untick(NEWS, story.status(), LEVERS);
    await story.run();
    expect(story.draft()).not.toContain(LEVERS);
    expect(story.answer()).toContain(`- [ ] [About levers](${LEVERS})`);
    expect(story.draft()).toContain(`- [About screws](${SCREWS})`);
  });

  it('stay as a person reworded them, also without the tick', async () => {
    serve({ url: SCREWS, title: 'About screws' });
    await start();
    phil().tick(NEWS, story.status(), SCREWS);
    await story.run();
    const reword = (text: string) => text.replace('[About screws]', '[All about screws]');
    phil().editFile(NEWS, 'next', MAY_FILE, reword);
    await story.run();
    phil().untick(NEWS, story.status(), SCREWS);
    for (let run = 0; run < 3; run += 1) {
      await story.run();
      expect(story.draft()).toContain(`- [All about screws](${SCREWS})`);
    }
    expect(story.answer()).not.toContain(`](${SCREWS})`);
  });

  it('that are ticked stay when the feed, its server or the page is gone', async () => {
    serve({ url: LEVERS, title: 'About levers' });
    await start();
    phil().tick(NEWS, story.status(), LEVERS);
    await story.run();
    for (const answer of [rssOf([]), '<html>', undefined]) {
      if (answer === undefined) site.answers.clear();
      else site.answers.set('/feed', answer);
      await story.run();
      expect(story.draft()).toContain(`- [About levers](${LEVERS})`);
      expect(story.answer()).toContain(`- [x] [About levers](${LEVERS})`);
    }
  });

  it('get a tick of an editor alone', async () => {
    serve({ url: LEVERS, title: 'About levers' });
    await start();
    story.github.as('maria').tick(NEWS, story.status(), LEVERS);
    await story.run();
    expect(story.draft()).not.toContain(LEVERS);
    expect(story.answer()).toContain(`- [ ] [About levers](${LEVERS})`);
  });

  it('are dismissed by number, by address, and by deleting the line, for good', async () => {
    const more = ['a', 'b', 'c'].map((name) => `https://blog.example/${name}`);
    serve(...more.map((url) => ({ url, title: url.slice(-1) })), { url: LEVERS });
    await start();
    const [first = '', second = '', third = ''] = more;
    phil().comment(NEWS, story.number, `/newsletter dismiss ${numberOf(first)}`);
    phil().comment(NEWS, story.number, `/newsletter dismiss ${second}?utm_source=x`);
    phil().editComment(NEWS, story.status(), (body) => withoutLine(body, third));
    for (let run = 0; run < 3; run += 1) {
      await story.run();
      for (const url of more) expect(story.answer()).not.toContain(`](${url})`);
      expect(story.answer()).toContain(`](${LEVERS})`);
    }
    expect(story.draft()).not.toContain('blog.example');
  });

  it('are dismissed by editors only, and a number that is none is asked about', async () => {
    serve({ url: LEVERS });
    await start();
    story.github.as('eve').comment(NEWS, story.number, `/newsletter dismiss ${numberOf(LEVERS)}`);
    phil().comment(NEWS, story.number, '/newsletter dismiss levers');
    await story.run();
    expect(story.answer()).toContain(`- [ ] [A title](${LEVERS})`);
    expect(story.answer()).toContain('Name a candidate by the number');
  });

  it('that one editor ticks and another dismisses stay: the tick wins', async () => {
    serve({ url: LEVERS, title: 'About levers' });
    await start();
    const number = numberOf(LEVERS);
    story.github.grant(NEWS, 'bob', 'write');
    phil().tick(NEWS, story.status(), LEVERS);
    story.github.as('bob').comment(NEWS, story.number, `/newsletter dismiss ${number}`);
    await story.run();
    expect(story.draft()).toContain(`- [About levers](${LEVERS})`);
    phil().untick(NEWS, story.status(), LEVERS);
    await story.run();
    expect(story.draft()).not.toContain(LEVERS);
    expect(story.answer()).not.toContain(`](${LEVERS})`);
  });

  it('stand in one list with what people suggest, and not twice', async () => {
    serve({ url: LEVERS, title: 'About levers' }, { url: SCREWS, title: 'About screws' });
    await start();
    story.github.as('eve').comment(NEWS, story.number, `/newsletter link infra ${LEVERS} Levers!`);
    await story.run();
    expect(story.answer()).toContain('Infrastructure and tooling:\n\n- [ ] eve suggests `link`');
    expect(story.answer()).not.toContain('About levers');
    phil().tick(NEWS, story.status(), 'eve');
    phil().tick(NEWS, story.status(), SCREWS);
    await story.run();
    expect(story.draft()).toContain(`- [Levers!](${LEVERS})`);
    expect(story.draft()).toContain(`- [About screws](${SCREWS})`);
  });

  it('that somebody typed into the draft are no longer offered', async () => {
    serve({ url: LEVERS, title: 'About levers' });
    await start();
    phil().editFile(NEWS, 'next', MAY_FILE, (text) => `${text}\n- [Typed](${LEVERS})\n`);
    await story.run();
    expect(story.answer()).not.toContain(`](${LEVERS})`);
    expect(story.draft()).toContain(`- [Typed](${LEVERS})`);
  });

  it('with hostile titles ping nobody, and tick nothing', async () => {
    const box = `x <!-- suggestion ${'0'.repeat(32)} -->`;
    serve(
      { url: LEVERS, title: `<script>alert(1)</script> @ann --> ${box}` },
      { url: SCREWS, title: '](https://evil.example) **bold** acme/widget#1' },
    );
    await start();
    phil().tick(NEWS, story.status(), LEVERS);
    phil().tick(NEWS, story.status(), SCREWS);
    await story.run();
    expect(story.draft()).not.toMatch(/(?<!\\)<script>/);
    expect(story.answer()).not.toMatch(/(?<!\\)<script>/);
    const [shown = ''] = story.answer().split('<!-- candidates');
    expect(shown).not.toContain('](https://evil.example)');
    expect(story.answer()).not.toMatch(/(?<![\w\\`])@ann/);
  });

  it('are the first thousand of ten thousand', async () => {
    serve(
      ...Array.from({ length: 10_000 }, (_, index) => ({ url: `https://a.example/${index}`, title: 'x' })),
    );
    await start();
    expect(story.answer().match(/^- \[ \]/gm)).toHaveLength(60);
    expect(story.answer()).toContain('940 more are not listed.');
    expect(story.answer()).toContain('has more than 1,000 items');
  });

  it('of a feed of a hundred megabytes are missing, and it is not read to its end', async () => {
    let sent = 0;
    site.answers.set('/feed', (_, response) => {
      const part = 'x'.repeat(1024 * 1024);
      const write = () => {
        while (sent < 100 && !response.destroyed) {
          sent += 1;
          if (!response.write(part)) return;
        }
        response.end();
      };
      response.on('drain', write);
      write();
    });
    await start();
    expect(story.answer()).toContain('could not be read: it is larger than 4 MB.');
    expect(sent).toBeLessThan(50);
  });

  it('are at most sixty; the rest is counted, and the comment stays short', async () => {
    serve(
      ...Array.from({ length: 3_000 }, (_, index) => ({
        url: `https://blog.example/${index}/${'x'.repeat(200)}`,
        title: `${index} ${'<&*>'.repeat(60)}`,
      })),
    );
    await start();
    const boxes = story.answer().match(/^- \[ \]/gm)?.length ?? 0;
    expect(boxes).toBeGreaterThan(0);
    expect(boxes).toBeLessThanOrEqual(60);
    expect(story.answer()).toContain(`${1_000 - boxes} more are not listed.`);
    expect(story.answer()).toContain('has more than 1,000 items');
    expect(story.answer().length).toBeLessThan(61_000);
    expect((await story.run()).outcome).toBe('unchanged');
  });

  it.each<[string, string, (request: IncomingMessage, response: ServerResponse) => void]>([
    [
      'HTML',
      'it is an HTML page, not a feed',
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    ],
    ['no feed', 'it is not a feed that the bot can read', (_, response) => response.end('x')],
    ['too large', 'it is larger than 4 MB', (_, response) => response.end('x'.repeat(9 * 1024 * 1024))],
    [
      'private',
      'its server is not on the public internet',
      (_, response) =>
        response.writeHead(302, { location: `http://127.0.0.2:${new URL(site.origin).port}/` }).end(),
    ],
    ['gone', 'its server answers 404', (_, response) => response.writeHead(404).end()],
  ])('of a feed that is %s are said to be missing at once', async (_, because, answer) => {
    site.answers.set('/feed', answer);
    await start();
    expect(story.answer()).toContain(`- \`${site.origin}/feed\` could not be read: ${because}.`);
    expect((await story.run()).outcome).toBe('unchanged');
  });

  it('of a feed that is endless or down are said to be missing the third time, and once', async () => {
    site.answers.set('/feed', (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    await start();
    expect(story.answer()).not.toContain('could not be read');
    await story.run();
    expect(story.answer()).not.toContain('could not be read');
    await story.run();
    expect(story.answer()).toContain('could not be read: it takes too long.');
    const said = story.answer();
    await story.run();
    expect(story.answer()).toBe(said);
    serve({ url: LEVERS });
    await story.run();
    expect(story.answer()).not.toContain('could not be read');
  });

  it('without dates, or dated in the future, are told of', async () => {
    serve({ url: LEVERS, date: null }, { url: SCREWS, date: '2030-01-01T00:00:00Z' });
    await start();
    expect(story.answer()).toContain('gives no date for 1 of its items');
    expect(story.answer()).toContain('has 1 item dated in the future');
    serve({ url: LEVERS, date: null });
    await story.run();
    expect(story.answer()).toContain('gives no dates, so nobody knows what belongs to this edition.');
  });

  it('follow the title pattern and the part of their source', async () => {
    serve({ url: LEVERS, title: 'About levers' }, { url: SCREWS, title: 'About screws' });
    await start(['/feed'], "    part: infra\n    title: 'lever'\n");
    expect(story.answer()).toContain('Infrastructure and tooling:');
    expect(story.answer()).toContain('2020-05-20, title like lever)');
    expect(story.answer()).not.toContain('About screws');
  });

  it('survive what people do to the comment', async () => {
    serve({ url: LEVERS, title: 'About levers' });
    await start();
    phil().tick(NEWS, story.status(), LEVERS);
    await story.run();
    phil().editComment(NEWS, story.status(), (body) =>
      body.replace(
        /<!-- candidates .* -->/,
        '<!-- candidates {"candidates":[[0,"javascript:x"],7],"dismissed":"x"} -->',
      ),
    );
    await story.run();
    expect(story.draft()).toContain(`- [About levers](${LEVERS})`);
    phil().editComment(NEWS, story.status(), () => 'Gone.');
    await story.run();
    expect(story.draft()).toContain(`- [About levers](${LEVERS})`);
    expect(story.answer()).toContain(`- [x] [About levers](${LEVERS})`);
  });

  it.each<[string, (body: string) => string]>([
    ['deleted what the bot remembers', (body) => body.replace(/<!-- candidates .* -->/, '')],
    [
      'changed it so that it makes no sense',
      (body) =>
        body.replace(/<!-- candidates .* -->/, '<!-- candidates {"candidates":[[0,"javascript:x"],7]} -->'),
    ],
    ['cut it', (body) => body.replace(/(<!-- candidates .{40}).* -->/, '$1 -->')],
    ['wrote over the whole comment', () => 'Gone.'],
  ])('stay ticked and dismissed where a person %s after the feed dropped them', async (_, edit) => {
    const third = 'https://blog.example/third';
    serve({ url: LEVERS, title: 'About levers' }, { url: SCREWS, title: 'About screws' }, { url: third });
    await start();
    phil().tick(NEWS, story.status(), LEVERS);
    phil().editComment(NEWS, story.status(), (body) => withoutLine(body, SCREWS));
    await story.run();
    serve();
    await story.run();
    phil().editComment(NEWS, story.status(), edit);
    await story.run();
    serve({ url: SCREWS, title: 'About screws' });
    for (let run = 0; run < 2; run += 1) {
      await story.run();
      expect(story.draft()).toContain(`- [About levers](${LEVERS})`);
      expect(story.draft()).not.toContain(SCREWS);
      expect(story.answer()).toContain(`- [x] [About levers](${LEVERS})`);
      expect(story.answer()).toContain(`- [ ] [A title](${third})`);
      expect(story.answer()).not.toContain(`](${SCREWS})`);
    }
  });

  it('are as before once GitHub answers again, where it did not show what a person edited out', async () => {
    serve({ url: LEVERS, title: 'About levers' });
    await start();
    phil().tick(NEWS, story.status(), LEVERS);
    await story.run();
    serve();
    await story.run();
    phil().editComment(NEWS, story.status(), (body) => body.replace(/<!-- candidates .* -->/, ''));
    const before = story.draft();
    const end = begin(story, operation('CommentEdits'), troubleNamed('502'));
    await expect(story.run()).rejects.toThrow();
    end();
    await story.run();
    expect(story.draft()).toBe(before);
    expect(story.answer()).toContain(`- [x] [About levers](${LEVERS})`);
  });

  it('are dismissed by deleting their line together with what the bot remembers', async () => {
    serve({ url: LEVERS, title: 'About levers' }, { url: SCREWS, title: 'About screws' });
    await start();
    await story.run();
    phil().editComment(NEWS, story.status(), (body) =>
      withoutLine(body, SCREWS).replace(/<!-- candidates .* -->/, ''),
    );
    for (let run = 0; run < 2; run += 1) {
      await story.run();
      expect(story.answer()).not.toContain(`](${SCREWS})`);
      expect(story.answer()).toContain(`](${LEVERS})`);
    }
  });

  it('cost no request without sources, and none of GitHub for feeds', async () => {
    const costOf = async (feeds: readonly string[]) => {
      serve({ url: LEVERS });
      await start(feeds);
      await story.run();
      const before = story.github.requests.length;
      await story.run();
      return story.github.requests.length - before;
    };
    const without = await costOf([]);
    await endNoteStory(story);
    expect(await costOf(['/feed'])).toBe(without);
  });

  it('of five feeds and three repositories cost at most four requests of GitHub', async () => {
    const names = ['tools/linker', 'tools/loader', 'tools/kernel'];
    const repositories = [
      '  - { repository: tools/linker, labels: [O-bare-metal, A-allocators] }',
      "  - { repository: tools/loader, paths: ['src/**'], search: no_std }",
      '  - { repository: tools/kernel, releases: true }',
    ];
    const feeds = ['/one', '/two', '/three', '/four', '/five'];
    /** Of the run that lists them, of one that finds nothing new, and what is read when an editor ticked and the draft changes. */
    const costsOf = async (paths: readonly string[], others: readonly string[]) => {
      for (const path of feeds) site.answers.set(path, rssOf([{ url: `https://blog.example${path}` }]));
      await start(paths, '', { pageSize: 100 });
      const { github } = story;
      github.addOrganization({ login: 'tools' });
      for (const nameWithOwner of names) {
        github.addRepository({ nameWithOwner });
        github.addMergedPullRequest(nameWithOwner, {
          number: 1,
          title: 'Link no_std crates',
          author: 'ann',
          mergedAt: '2020-05-12T12:00:00Z',
          labels: ['O-bare-metal'],
          files: ['src/link.rs'],
        });
      }
      phil().editFile(NEWS, 'main', '.github/newsletter.yml', (text) => `${text}${others.join('\n')}\n`);
      const costs: number[] = [];
      const runs = [story.run, story.run, story.run];
      for (const [index, run] of runs.entries()) {
        if (index === 2) merged(story, 11);
        if (index === 2 && others.length > 0) phil().tick(NEWS, story.status(), 'no_std');
        github.resetRequests();
        await run();
        costs.push(github.requests.filter((request) => index < 2 || !isWrite(request)).length);
      }
      return costs;
    };
    const before = await costsOf([], []);
    await endNoteStory(story);
    const after = await costsOf(feeds, repositories);
    expect(story.draft()).toContain('no_std');
    expect(story.answer().match(/blog\.example/g)?.length).toBeGreaterThanOrEqual(5);
    for (const [index, cost] of after.entries()) expect(cost - (before[index] ?? 0)).toBeLessThanOrEqual(4);
  });
});

describe('candidates of repositories', () => {
  const TOOLS = 'tools/linker';
  let story: NoteStory;

  afterEach(() => endNoteStory(story));

  /** A story with a repository of somebody else, and these lines for an element of the settings. */
  async function start(
    lines: string,
    arrange: (github: NoteStory['github']) => void = () => undefined,
    options: StoryOptions = {},
  ) {
    story = await startNoteStory(options);
    const { github } = story;
    github.addOrganization({ login: 'tools' });
    github.addRepository({ nameWithOwner: TOOLS });
    github.addMergedPullRequest(TOOLS, {
      number: 1,
      title: 'Link `no_std` crates <b>',
      author: 'ann',
      mergedAt: '2020-05-12T12:00:00Z',
      labels: ['O-bare-metal'],
      files: ['src/link.rs'],
    });
    github.addMergedPullRequest(TOOLS, {
      number: 2,
      title: 'Fix the docs',
      author: 'ann',
      mergedAt: '2020-05-13T12:00:00Z',
      labels: ['docs'],
      files: ['docs/index.md'],
    });
    github.addMergedPullRequest(TOOLS, {
      number: 3,
      title: 'Long ago',
      author: 'ann',
      mergedAt: '2020-04-12T12:00:00Z',
      labels: ['O-bare-metal'],
    });
    arrange(github);
    const config = `sources:\n  - ${lines
      .trim()
      .split('\n')
      .map((line) => line.trim())
      .join('\n    ')}\n`;
    github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => config);
    await story.run();
  }

  const boxes = () => [...story.answer().matchAll(/^- \[.\] (.*) \d{5} <!--/gm)].map(([, text = '']) => text);
  const LINE =
    '[Link `no_std` crates \\<b>](https://redirect.github.com/tools/linker/pull/1) (`tools/linker`, 2020-05-12';

  it.each([
    ['labels: [o-bare-metal, other]', 'label o-bare-metal'],
    ["paths: ['src/**']", 'changes src/\\*\\*'],
    ['search: no_std', 'search no\\_std'],
    ["title: '\\bno_std\\b'", 'title like \\\\bno\\_std\\\\b'],
  ])('are found by %s, which the list tells', async (line, why) => {
    await start(`repository: ${TOOLS}\n${line}`);
    const [first = ''] = boxes();
    expect(boxes()).toHaveLength(1);
    expect(first.startsWith(LINE)).toBe(true);
    expect(first.replaceAll(/<!-- -->/g, '')).toContain(why.slice(0, 8));
    story.github.as('phil').tick(NEWS, story.status(), 'no_std');
    await story.run();
    expect(story.draft()).toContain('- [Link `no_std` crates \\<b>](https://github.com/tools/linker/pull/1)');
  });

  it('are all that was merged there, without anything that narrows it', async () => {
    await start(`repository: ${TOOLS}`);
    expect(boxes().map((text) => text.slice(0, 6))).toEqual(['[Fix t', '[Link ']);
  });

  it('are releases, under the name of the repository', async () => {
    await start(`repository: ${TOOLS}\nreleases: true\npart: infra`, (github) => {
      github.world.repositories.get(TOOLS)?.releases.push(
        ...['2020-04-30T00:00:00Z', '2020-05-30T00:00:00Z'].map((publishedAt, index) => ({
          __typename: 'Release' as const,
          databaseId: 900 + index,
          tagName: `v1.${index}`,
          name: `v1.${index}`,
          author: 'ann',
          publishedAt,
        })),
      );
    });
    expect(story.answer()).toContain('Infrastructure and tooling:\n\n- [ ] [linker v1.1](');
    expect(boxes()).toHaveLength(1);
  });

  it.each([
    ['tools/gone', 'does not exist, or not everybody may see it.'],
    ['acme/widget', 'is collected anyway'],
    ['tools/secret', 'does not exist, or not everybody may see it.'],
  ])('of %s are none, which the list tells', async (name, sentence) => {
    await start(`repository: ${name}`, (github) => {
      github.addRepository({ nameWithOwner: 'tools/secret', isPrivate: true });
      github.addMergedPullRequest('tools/secret', {
        number: 1,
        title: 'Secret',
        author: 'ann',
        mergedAt: '2020-05-12T12:00:00Z',
      });
    });
    expect(boxes()).toEqual([]);
    expect(story.answer()).toContain(`- \`${name}\` ${sentence}`);
    expect(story.answer()).not.toContain('Secret');
  });

  it('that are very many are read in part, which the list tells', async () => {
    await start(`repository: ${TOOLS}`, (github) => {
      for (let number = 10; number < 130; number += 1) {
        github.addMergedPullRequest(TOOLS, {
          number,
          title: `Change ${number}`,
          author: 'ann',
          mergedAt: '2020-05-12T12:00:00Z',
        });
      }
    });
    expect(boxes().length).toBeGreaterThan(0);
    expect(story.answer()).toMatch(/`tools\/linker` has \d+ more pull requests of this time/);
  });

  it('that are five thousand are read in part, the latest ones', async () => {
    const arrange = (github: NoteStory['github']) => {
      for (let number = 10; number < 5_010; number += 1) {
        github.addMergedPullRequest(TOOLS, {
          number,
          title: `Change ${number}`,
          author: 'ann',
          mergedAt: '2020-05-12T12:00:00Z',
        });
      }
    };
    await start(`repository: ${TOOLS}`, arrange, { pageSize: 100 });
    expect(boxes()).toHaveLength(60);
    expect(story.answer()).toMatch(/`tools\/linker` has 4,?90\d more pull requests of this time/);
  });

  it('cost one request, however many sources there are', async () => {
    const costOf = async () => {
      await story.run();
      const before = story.github.requests.length;
      await story.run();
      return story.github.requests.length - before;
    };
    await start(`repository: ${TOOLS}`, (github) => github.addRepository({ nameWithOwner: 'tools/other' }));
    const one = await costOf();
    story.github
      .as('phil')
      .editFile(
        NEWS,
        'main',
        '.github/newsletter.yml',
        (text) => `${text}  - repository: tools/other\n  - { repository: tools/linker, releases: true }\n`,
      );
    expect(await costOf()).toBe(one);
    expect(story.github.requests.filter(({ operation }) => operation === 'Sources').length).toBeGreaterThan(
      0,
    );
  });
});
