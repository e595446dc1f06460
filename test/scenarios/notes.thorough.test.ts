import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, ENTRY, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { merged, NEWS, startStory, WIDGET } from './story.js';

let story: NoteStory;

beforeEach(async () => {
  story = await startNoteStory();
});

afterEach(() => endNoteStory(story));

describe('a contributor', () => {
  it('says in one comment what the change means, and sees it in the draft', async () => {
    const { github } = story;
    const note = github.as('ann').comment(WIDGET, 10, '/newsletter note Levers turn **both** ways.');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Levers turn **both** ways.`);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer(10)).toContain(ENTRY);
    expect(story.answer(10)).toMatch(
      /\/acme\/news\/blob\/next\/content\/this-month\/2020-05\/index\.md\?plain=1#L\d+\)/,
    );
  });

  it('may say it in a review, beside the changed lines, or in the description', async () => {
    const { github } = story;
    merged(story, 11, { body: 'Text.\n\n```newsletter\nnote From the description.\n```\n' });
    github.as('ann').review(WIDGET, 10, {
      body: '/newsletter note From the review.',
      comments: [{ path: 'src/lib.rs', body: '/newsletter title Add a long lever' }],
    });
    await story.run();
    expect(story.draft()).toContain(
      '- [Add a long lever](https://github.com/acme/widget/pull/10)\n  - From the review.',
    );
    expect(story.draft()).toContain('pull/11)\n  - From the description.');
  });

  it('says nothing by the description of a bot’s pull request, which quotes others, nor of a deleted account’s', async () => {
    const { github } = story;
    github.addUser({ login: 'renovate[bot]', type: 'Bot' });
    github.addUser({ login: 'renovate-bot' });
    const body = 'Release notes\n\n```newsletter\ntitle Buy levers\nnote Quoted.\n```\n';
    merged(story, 11, { author: 'renovate[bot]', body });
    merged(story, 12, { author: 'renovate-bot', body });
    const authors = [{ name: 'A ghost' }, { login: 'ann' }];
    merged(story, 13, { author: null, body, commits: [{ authors }] });
    await story.run();
    expect(story.draft()).toContain('widget/pull/13');
    expect(story.draft()).not.toMatch(/Buy levers|Quoted/);
    expect([11, 12, 13].map((number) => story.answer(number))).toEqual(['', '', '']);
  });

  it('labels what a maintainer may hide and put first; a triager’s labels do nothing, and the bot says why', async () => {
    const { github } = story;
    for (const login of ['tri', 'mia']) github.addUser({ login });
    github.grant(WIDGET, 'tri', 'triage');
    github.grant(WIDGET, 'mia', 'write');
    merged(story, 11);
    const many = Array.from({ length: 60 }, (_, index) => `area ${index}`);
    github.as('tri').labelPullRequest(WIDGET, 10, 'newsletter: skip', ...many);
    github.as('mia').labelPullRequest(WIDGET, 11, 'newsletter: skip', ...many);
    await story.run();
    expect(story.draft()).toContain(ENTRY);
    expect(story.draft()).toMatch(/<!--[^>]*pull\/11/);
    expect(story.answer(10)).toContain(
      '`newsletter: skip`: Only the authors of the pull request and people with write access',
    );
    // The newest one decides.
    github.as('mia').unlabelPullRequest(WIDGET, 10, 'newsletter: skip');
    github.as('mia').labelPullRequest(WIDGET, 10, 'newsletter: skip');
    github.as('mia').unlabelPullRequest(WIDGET, 11, 'newsletter: skip');
    github.as('tri').labelPullRequest(WIDGET, 11, 'newsletter: skip');
    await story.run();
    expect(story.draft()).toMatch(/<!--[^>]*pull\/10/);
    expect(story.draft()).not.toMatch(/<!--[^>]*pull\/11/);
  });

  it('freezes no draft by a label unless an editor is who gave it', async () => {
    const { github } = story;
    github.addUser({ login: 'tri' });
    github.grant(NEWS, 'tri', 'triage');
    await story.run();
    const draft = github.pullRequests(NEWS).at(-1)?.number ?? 0;
    github.as('tri').labelPullRequest(NEWS, draft, 'newsletter: freeze');
    merged(story, 11);
    await story.run();
    expect(story.draft()).toContain('pull/11');
    github.as('tri').unlabelPullRequest(NEWS, draft, 'newsletter: freeze');
    github.grant(NEWS, 'phil', 'write');
    github.as('phil').labelPullRequest(NEWS, draft, 'newsletter: freeze');
    merged(story, 12);
    await story.run();
    expect(story.draft()).not.toContain('pull/12');
  });

  it('changes it by editing the comment, and takes it back by deleting that', async () => {
    const { github } = story;
    const ann = github.as('ann');
    const note = ann.comment(WIDGET, 10, '/newsletter note Frist.');
    await story.run();
    ann.editComment(WIDGET, note, '/newsletter note First.');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - First.`);
    expect(story.draft()).not.toContain('Frist');
    ann.deleteComment(WIDGET, note);
    await story.run();
    expect(story.draft()).toContain(ENTRY);
    expect(story.draft()).not.toContain('First.');
    expect(story.answer(10)).toBe('');
  });

  it('is told what was not parsed, where, and what was meant; once', async () => {
    const { github } = story;
    const ann = github.as('ann');
    const comment = ann.comment(WIDGET, 10, 'Hello!\n\n/newsletter titel Better');
    await story.run();
    expect(github.reactions(WIDGET, comment)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain('line 3, column 13');
    expect(story.answer(10)).toContain('Did you mean `/newsletter title Better`?');
    ann.editComment(WIDGET, comment, '/newsletter title Better');
    await story.run();
    expect(github.reactions(WIDGET, comment)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer(10)).not.toContain('Did you mean');
    ann.editComment(WIDGET, comment, 'Never mind.');
    await story.run();
    expect(github.reactions(WIDGET, comment)).toEqual([]);
  });
});

describe('a stranger', () => {
  it('suggests, and an editor ticks', async () => {
    const { github } = story;
    const note = github.as('eve').comment(WIDGET, 10, '/newsletter note Great for left-handers.');
    await story.run();
    expect(story.draft()).not.toContain('left-handers');
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Great for left-handers.`);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer()).toContain('- [x] ');
    github.as('phil').untick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).not.toContain('left-handers');
  });

  it('needs another tick after an edit', async () => {
    const { github } = story;
    const note = github.as('eve').comment(WIDGET, 10, '/newsletter note Fine.');
    await story.run();
    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    github.as('eve').editComment(WIDGET, note, '/newsletter note Buy my book.');
    await story.run();
    expect(story.draft()).not.toMatch(/Fine|book/);
    expect(story.answer()).toContain('- [ ] ');
  });

  describe('what people write into the bot’s comments', () => {
    const bodyOf = (repository: string, id: number, number: number) =>
      story.github.comments(repository, number).find(({ databaseId }) => databaseId === id)?.body ?? '';
    const ownOn = (number: number) =>
      story.github.comments(WIDGET, number).find(({ author }) => author === BOT)?.databaseId ?? 0;

    it.each<[string, (body: string) => string, readonly string[]]>([
      ['below', (body) => `${body}\n\nI would take it, Maria?\n`, ['> I would take it, Maria?']],
      ['above', (body) => `Read this first:\r\n${body.replaceAll('\n', '\r\n')}`, ['> Read this first:']],
      ['between', (body) => body.replace('\n\n', '\n\nFor @maria.\nSoon!\n\n'), ['> For @maria.', '> Soon!']],
      [
        'on a line of the bot’s, with a box of their own',
        (body) => `${body.replace(/^(- \[ \] eve .*)$/m, '$1 Take it!')}\n- [ ] Mine <!-- candidates {} -->`,
        ['> - [ ] Mine <!-- candidates {} -->'],
      ],
    ])('stays, %s, when the bot writes there again', async (_, write, words) => {
      const { github } = story;
      const phil = github.as('phil');
      github.as('eve').comment(WIDGET, 10, '/newsletter note Great for left-handers.');
      await story.run();
      const status = story.status();
      phil.editComment(NEWS, status, write(bodyOf(NEWS, status, story.number)));
      github.as('maria').editComment(WIDGET, ownOn(10), write(bodyOf(WIDGET, ownOn(10), 10)));
      for (let run = 0; run < 2; run += 1) await story.run();
      phil.tick(NEWS, status, 'eve suggests');
      github.as('ann').comment(WIDGET, 10, '/newsletter title Add levers');
      for (let run = 0; run < 2; run += 1) await story.run();
      expect(story.draft()).toContain('  - Great for left-handers.');
      expect(story.answer()).toContain('- [x] eve suggests `note`');
      for (const body of [story.answer(), story.answer(10)]) {
        for (const line of words) expect(body.split('\n').filter((each) => each === line)).toHaveLength(1);
        expect(body.match(/<!-- newsletter remarks -->/g)).toHaveLength(1);
      }
      expect(story.answer(10)).toContain('[Add levers]');
      expect((await story.run()).outcome).toBe('unchanged');
    });

    it('stays as they change it there, and as more comes', async () => {
      const { github } = story;
      const phil = github.as('phil');
      github.as('eve').comment(NEWS, story.number, '/newsletter link https://blog.example/one');
      await story.run();
      const status = story.status();
      const write = (edit: (body: string) => string) =>
        phil.editComment(NEWS, status, edit(bodyOf(NEWS, status, story.number)));
      write((body) => `${body}\n\nOne.`);
      await story.run();
      write((body) => `Three.\n\n${body.replace('> One.', 'One, and two.')}`);
      github.as('eve').comment(NEWS, story.number, '/newsletter link https://blog.example/two');
      for (let run = 0; run < 2; run += 1) await story.run();
      expect(story.answer()).toMatch(
        /blog\.example\/two[\s\S]*remarks -->\n.*\n\nOne, and two\.\n>\n> Three\.$/,
      );
    });

    it('stays where the bot has nothing to say there any more', async () => {
      const { github } = story;
      const note = github.as('ann').comment(WIDGET, 10, '/newsletter note Levers turn.');
      await story.run();
      const own = ownOn(10);
      github.as('maria').editComment(WIDGET, own, `${bodyOf(WIDGET, own, 10)}\n\nNice, ann!`);
      github.as('ann').deleteComment(WIDGET, note);
      for (let run = 0; run < 2; run += 1) await story.run();
      expect(bodyOf(WIDGET, own, 10)).toContain('Nice, ann!');
    });

    it('is nothing where they only tick, or take words away', async () => {
      const { github } = story;
      const phil = github.as('phil');
      github.as('eve').comment(WIDGET, 10, '/newsletter note Great for left-handers.');
      await story.run();
      phil.tick(NEWS, story.status(), 'eve suggests');
      phil.editComment(
        NEWS,
        story.status(),
        bodyOf(NEWS, story.status(), story.number).replace(/^When .*$/m, ''),
      );
      await story.run();
      expect(story.answer()).toContain('- [x] eve suggests');
      expect(story.answer()).not.toContain('remarks');
    });
  });

  it('keeps the tick when somebody writes over the bot’s comments, which stay; new ones come', async () => {
    const { github } = story;
    const phil = github.as('phil');
    github.as('eve').comment(WIDGET, 10, '/newsletter note Great for left-handers.');
    await story.run();
    phil.tick(NEWS, story.status(), 'eve');
    await story.run();
    const own = github.comments(WIDGET, 10).find(({ author }) => author === BOT);
    phil.editComment(NEWS, story.status(), 'Thanks to all of you!');
    github.as('maria').editComment(WIDGET, own?.databaseId ?? 0, 'Nice.');
    await story.run();
    const writtenOver = () => [
      ...github.comments(NEWS, story.number).filter(({ body }) => body === 'Thanks to all of you!'),
      ...github.comments(WIDGET, 10).filter(({ body }) => body === 'Nice.'),
    ];
    expect(story.draft()).toContain(`${ENTRY}\n  - Great for left-handers.`);
    expect(story.answer()).toContain('- [x] eve suggests `note`');
    expect(story.answer(10)).toContain(ENTRY);
    expect(writtenOver()).toHaveLength(2);
    expect((await story.run()).outcome).toBe('unchanged');
    phil.untick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).not.toContain('left-handers');
    phil.tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).toContain('left-handers');
    expect(writtenOver()).toHaveLength(2);
  });

  it('gets nothing by a tick of somebody who may not write there', async () => {
    const { github } = story;
    github.as('eve').comment(WIDGET, 10, '/newsletter note Mine.');
    await story.run();
    github.as('maria').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).not.toContain('Mine.');
  });

  it('cannot hide what others did, and is told why', async () => {
    const { github } = story;
    const comment = github.as('eve').comment(WIDGET, 10, '/newsletter hide');
    await story.run();
    expect(story.draft()).toContain(ENTRY);
    expect(github.reactions(WIDGET, comment)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer(10)).toContain('Only the authors');
  });
});

describe('an author whom no edition has named yet', () => {
  it('says in plain words what the change means; a link waits for the tick of an editor', async () => {
    const { github } = story;
    const ann = github.as('ann');
    const plain = ann.comment(WIDGET, 10, '/newsletter note Levers turn **both** ways.');
    const link = ann.comment(WIDGET, 10, '/newsletter note See [my shop](https://shop.example).');
    await story.run();
    expect(story.draft()).toContain(`${ENTRY}\n  - Levers turn **both** ways.\n`);
    expect(story.draft()).not.toContain('my shop');
    expect(github.reactions(WIDGET, plain)).toEqual([`${BOT} ROCKET`]);
    expect(github.reactions(WIDGET, link)).toEqual([`${BOT} EYES`]);
    expect(story.answer(10)).toContain('no edition has named ann yet');
    github.as('phil').tick(NEWS, story.status(), 'ann');
    await story.run();
    expect(story.draft()).toContain('  - See [my shop](https://shop.example).');
    expect(github.reactions(WIDGET, link)).toEqual([`${BOT} ROCKET`]);
  });

  it('is taken at their word in the editions after one that thanks them', async () => {
    const { github } = story;
    expect(story.draft()).toContain('Thanks to [@ann]');
    github.as('phil').readyForReview(NEWS, story.number);
    github.as('phil').mergeOpenPullRequest(NEWS, story.number);
    story.setTime('2020-06-20T08:00:00Z');
    github.as('ann').mergePullRequest(WIDGET, { number: 20, title: 'Next', files: ['a.rs'] });
    github.as('ann').comment(WIDGET, 20, '/newsletter note See [the numbers](https://a.example).');
    await story.run();
    const june = github.readFile(NEWS, 'next', 'content/this-month/2020-06/index.md');
    expect(june).toContain('See [the numbers](https://a.example).');
  });
});

describe('the section of a personal kernel', () => {
  const TEXT = 'I made it boot.\n\nIt prints *Hello*.';

  it('comes into the draft when an editor ticks it, and follows its comment', async () => {
    const { github } = story;
    const comment = github.as('bob').comment(NEWS, story.number, `/newsletter section bob/kernel\n\n${TEXT}`);
    await story.run();
    expect(story.draft()).not.toContain('bob/kernel');
    github.as('phil').tick(NEWS, story.status(), 'bob');
    await story.run();
    expect(story.draft()).toContain('### [`bob/kernel`](https://github.com/bob/kernel)');
    expect(story.draft()).toContain('(Section written by [@bob](https://github.com/bob))');
    expect(story.draft()).toContain(TEXT);
    expect(github.reactions(NEWS, comment)).toEqual([`${BOT} ROCKET`]);
  });

  it('of an editor needs no tick, and a hand edit of it stays', async () => {
    const { github } = story;
    const phil = github.as('phil');
    const comment = phil.comment(NEWS, story.number, `/newsletter section phil/os\n\n${TEXT}`);
    await story.run();
    expect(story.draft()).toContain(TEXT);
    const file = 'content/this-month/2020-05/index.md';
    phil.editFile(NEWS, 'next', file, (text) => text.replace('I made it boot.', 'It boots since today.'));
    phil.editComment(NEWS, comment, '/newsletter section phil/os\n\nI made it boot again.');
    await story.run();
    expect(story.draft()).toContain('It boots since today.');
    expect(story.draft()).not.toContain('boot again');
    expect(story.answer()).toContain('Someone edited this in the draft');
  });
});

describe('a link without a title', () => {
  const url = 'https://blog.example/levers';
  const pages = new Map<string, string>();

  beforeEach(async () => {
    await story.github.stop();
    pages.clear();
    const readTitle = (page: string) => Promise.resolve(pages.get(page) ?? null);
    story = await startNoteStory({ config: 'fetchTitles: true\n' }, { readTitle });
  });

  it('has that of its page, which stays when the page is down or says something else', async () => {
    const { github } = story;
    pages.set(url, 'Levers in `no_std` <b>');
    github.as('phil').comment(NEWS, story.number, `${url}?utm_source=phone`);
    await story.run();
    const item = `- [Levers in \`no_std\` \\<b>](${url})`;
    expect(story.draft()).toContain(`${item}\n`);
    pages.set(url, 'Levers (2 new comments)');
    expect((await story.run()).outcome).toBe('unchanged');
    pages.clear();
    expect((await story.run()).outcome).toBe('unchanged');
    github.as('phil').comment(NEWS, story.number, '/newsletter highlight widget#10');
    await story.run();
    expect(story.draft()).toContain(item);
  });

  it('shows the address until its page can be read, and what people make of it stays', async () => {
    const { github } = story;
    github.as('phil').comment(NEWS, story.number, `/newsletter link ${url}\n\nWorth reading.`);
    await story.run();
    expect(story.draft()).toContain(`- [blog.example/levers](${url})\n  - Worth reading.`);
    pages.set(url, 'Levers');
    await story.run();
    expect(story.draft()).toContain(`- [Levers](${url})\n  - Worth reading.`);
    github
      .as('phil')
      .editFile(NEWS, 'next', 'content/this-month/2020-05/index.md', (text) =>
        text.replace('[Levers](', '[On levers]('),
      );
    await story.run();
    expect(story.draft()).toContain(`- [On levers](${url})`);
  });

  it('is suggested with the title of its page, and printed as it was approved', async () => {
    const { github } = story;
    const eve = github.as('eve');
    pages.set(url, 'Levers');
    eve.comment(NEWS, story.number, url);
    await story.run();
    const shown = () =>
      github
        .comments(NEWS, story.number)
        .map(({ body }) => body)
        .join();
    expect(shown()).toContain(`link news ${url} Levers`);
    // What nobody approved is suggested anew.
    pages.set(url, 'Buy levers');
    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).not.toContain(url);
    expect(shown()).toContain(`link news ${url} Buy levers`);
    pages.set(url, 'Levers again');
    await story.run();
    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    expect(story.draft()).toContain(`- [Levers again](${url})`);
    // What was approved stays.
    pages.set(url, 'Buy now');
    expect((await story.run()).outcome).toBe('unchanged');
    pages.clear();
    expect((await story.run()).outcome).toBe('unchanged');
    expect(story.draft()).toContain(`- [Levers again](${url})`);
  });

  it('shows its address for good where that was approved', async () => {
    const { github } = story;
    github.as('eve').comment(NEWS, story.number, url);
    await story.run();
    pages.set(url, 'Buy levers');
    github.as('phil').tick(NEWS, story.status(), 'eve');
    await story.run();
    await story.run();
    expect(story.draft()).toContain(`- [blog.example/levers](${url})`);
  });

  it('is asked for before an editor ticks it, but not where a title is given', async () => {
    const { github } = story;
    const asked: string[] = [];
    await github.stop();
    const readTitle = (page: string) => {
      asked.push(page);
      return Promise.resolve(null);
    };
    story = await startNoteStory({ config: 'fetchTitles: true\n' }, { readTitle });
    story.github.as('eve').comment(NEWS, story.number, url);
    story.github.as('phil').comment(NEWS, story.number, '/newsletter link https://b.example Given');
    await story.run();
    expect(asked).toEqual([url]);
  });

  it('shows its address where the settings do not allow to read pages', async () => {
    const { github } = story;
    pages.set(url, 'Levers');
    github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'fetchTitles: false\n');
    github.as('phil').comment(NEWS, story.number, url);
    await story.run();
    expect(story.draft()).toContain(`- [blog.example/levers](${url})`);
  });
});

describe('a link that somebody typed into the draft', () => {
  const file = 'content/this-month/2020-05/index.md';
  const url = 'https://blog.example/levers';

  it('is not put in a second time, and the answer leads to it', async () => {
    const { github } = story;
    const phil = github.as('phil');
    phil.editFile(NEWS, 'next', file, (text) =>
      text.replace('Hello from Acme.', `Hello, read [this](${url}/).`),
    );
    const link = phil.comment(NEWS, story.number, `/newsletter link ${url} Levers`);
    await story.run();
    expect(story.draft()).not.toContain('[Levers]');
    expect(github.reactions(NEWS, link)).toEqual([`${BOT} CONFUSED`]);
    expect(story.answer()).toMatch(
      /The draft already has this link, \[here\]\(https:.*index\.md\?plain=1#L\d+\)\./,
    );
    phil.editFile(NEWS, 'next', file, (text) => text.replace(`[this](${url}/)`, 'this'));
    await story.run();
    expect(story.draft()).toContain(`- [Levers](${url})`);
    expect(github.reactions(NEWS, link)).toEqual([`${BOT} ROCKET`]);
    expect((await story.run()).outcome).toBe('unchanged');
  });

  it('takes the place of what the bot had put in', async () => {
    const { github } = story;
    const phil = github.as('phil');
    phil.comment(NEWS, story.number, `/newsletter link ${url} Levers\n\nWorth [reading](${url}#again).`);
    await story.run();
    expect(story.draft()).toContain(`- [Levers](${url})`);
    await story.run();
    expect((await story.run()).outcome).toBe('unchanged');
    phil.editFile(NEWS, 'next', file, (text) =>
      text.replace('Hello from Acme.', `Hello, read [this](${url}).`),
    );
    await story.run();
    expect(story.draft()).toContain(`read [this](${url})`);
    expect(story.draft()).not.toContain('[Levers]');
    expect((await story.run()).outcome).toBe('unchanged');
  });
});

describe('maintainers and editors', () => {
  it('postpone an entry to a later edition, and pull one forward', async () => {
    const { github } = story;
    merged(story, 20, { title: 'Half a gear', mergedAt: '2020-05-20T12:00:00Z' });
    merged(story, 21, { title: 'Too good to wait', mergedAt: '2020-06-01T12:00:00Z' });
    merged(story, 22, { title: 'Of June', mergedAt: '2020-06-02T12:00:00Z' });
    const [maria, phil] = [github.as('maria'), github.as('phil')];
    maria.comment(WIDGET, 20, '/newsletter edition 2020-06');
    maria.comment(WIDGET, 21, '/newsletter now');
    github.as('eve').comment(WIDGET, 22, '/newsletter now');
    await story.run();
    expect(story.draft()).toMatch(/pull\/10\)[\s\S]*pull\/21\)/);
    expect(story.draft()).not.toMatch(/pull\/2[02]\)/);
    expect(story.answer(20)).toContain(': it was moved to a later edition.');
    phil.readyForReview(NEWS, story.number);
    phil.mergeOpenPullRequest(NEWS, story.number);
    story.setTime('2020-07-02T08:00:00Z');
    await story.run();
    const june = github.readFile(NEWS, 'next', 'content/this-month/2020-06/index.md');
    expect(june).toMatch(/pull\/20\)[\s\S]*pull\/22\)/);
    expect(june).not.toMatch(/pull\/(?:10|21)\)/);
  });

  it('hide an entry, and show it again', async () => {
    const { github } = story;
    merged(story, 11);
    const note = github.as('ann').comment(WIDGET, 10, '/newsletter note It turns.');
    const comment = github.as('maria').comment(WIDGET, 10, '/newsletter hide only moves code');
    await story.run();
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} EYES`]);
    expect(story.answer(10)).toContain('The entry is hidden, and so are the lines below it.');
    expect(story.draft()).toContain(`<!-- ${ENTRY} -->`);
    expect(story.answer(10)).toContain('only moves code');
    github.as('phil').comment(NEWS, story.number, '/newsletter show widget#10');
    await story.run();
    expect(story.draft()).toContain(`\n${ENTRY}\n  - It turns.`);
    expect(github.reactions(WIDGET, note)).toEqual([`${BOT} ROCKET`]);
    expect(github.reactions(WIDGET, comment)).toEqual([`${BOT} EYES`]);
  });

  it('put an entry first, and editors read why beside it; an author has to be ticked for that', async () => {
    const { github } = story;
    merged(story, 11);
    merged(story, 12);
    github.as('maria').comment(WIDGET, 12, '/newsletter highlight the most wanted @all feature');
    await story.run();
    expect(story.draft()).toMatch(/pull\/12\)[\s\S]*pull\/10\)/);
    expect(story.answer(12)).toContain(
      'put first in its section (maria: the most wanted @<!-- -->all feature)',
    );
    expect(story.answer()).toContain(
      'Highlighted:\n\n- `acme/widget#12`: maria: the most wanted @<!-- -->all feature',
    );
    github.as('ann').comment(WIDGET, 11, '/newsletter highlight it is mine');
    await story.run();
    github.as('phil').tick(NEWS, story.status(), 'ann');
    await story.run();
    expect(story.draft()).toMatch(/pull\/11\)[\s\S]*pull\/12\)[\s\S]*pull\/10\)/);
    expect(story.answer()).toContain('- `acme/widget#11`: ann: it is mine');
  });

  it('take back their last command', async () => {
    const { github } = story;
    const phil = github.as('phil');
    phil.comment(NEWS, story.number, '/newsletter title widget#10 Levers!');
    await story.run();
    expect(story.draft()).toContain('[Levers!]');
    story.setTime('2020-06-03T09:00:00Z');
    phil.comment(NEWS, story.number, '/newsletter undo');
    await story.run();
    expect(story.draft()).toContain(ENTRY);
  });

  it('edit by hand what no command changes any more, and the answer says so', async () => {
    const { github } = story;
    const file = 'content/this-month/2020-05/index.md';
    github
      .as('phil')
      .editFile(NEWS, 'next', file, (text) => text.replace('[Add a lever]', '[Levers at last]'));
    const comment = github.as('ann').comment(WIDGET, 10, '/newsletter title Lever support');
    await story.run();
    expect(story.draft()).toContain('[Levers at last]');
    expect(story.draft()).not.toContain('Lever support');
    expect(story.answer(10)).toContain('[Levers at last]');
    expect(story.answer(10)).toContain('Someone edited this in the draft');
    expect(github.reactions(WIDGET, comment)).toEqual([`${BOT} EYES`]);
  });

  it('take an entry out by hand, which no command brings back, and the answer says so', async () => {
    const { github } = story;
    merged(story, 11);
    await story.run();
    const file = 'content/this-month/2020-05/index.md';
    github.as('phil').editFile(NEWS, 'next', file, (text) => text.replace(`${ENTRY}\n`, ''));
    const comment = github.as('ann').comment(WIDGET, 10, '/newsletter note It turns.');
    await story.run();
    expect(story.answer(10)).toContain(': it was taken out by hand.');
    expect(story.answer(10)).toContain('Someone edited this in the draft');
    expect(github.reactions(WIDGET, comment)).toEqual([`${BOT} EYES`]);
  });

  it('publish: the draft becomes ready for review, once', async () => {
    const { github } = story;
    const phil = github.as('phil');
    const comment = phil.comment(NEWS, story.number, '/newsletter publish');
    await story.run();
    expect(github.pullRequests(NEWS)[0]).toMatchObject({ state: 'OPEN', isDraft: false });
    expect(story.draft()).toContain('2020-06-03');
    expect(github.reactions(NEWS, comment)).toEqual([`${BOT} ROCKET`]);
    phil.convertToDraft(NEWS, story.number);
    await story.run();
    expect(github.pullRequests(NEWS)[0]?.isDraft).toBe(true);
  });
});

describe('what counts for nothing', () => {
  it('is a comment that was hidden', async () => {
    const { github } = story;
    const note = github.as('ann').comment(WIDGET, 10, '/newsletter note Oops.');
    await story.run();
    github.as('maria').minimizeComment(WIDGET, note);
    await story.run();
    expect(story.draft()).not.toContain('Oops.');
    expect(github.reactions(WIDGET, note)).toEqual([]);
  });

  it('is what bots write, the bot itself too', async () => {
    const { github } = story;
    github.addUser({ login: 'other[bot]', type: 'Bot' });
    github.as('other[bot]').comment(WIDGET, 10, '/newsletter note Beep.');
    github.as(BOT).comment(WIDGET, 10, '/newsletter note Boop.');
    await story.run();
    expect(story.draft()).not.toMatch(/Beep|Boop/);
  });

  it('is everything on the pull requests when notes are off', async () => {
    const { github } = story;
    github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'notes: false\n');
    const note = github.as('ann').comment(WIDGET, 10, '/newsletter note Hello.');
    await story.run();
    expect(story.draft()).not.toContain('Hello.');
    expect(github.reactions(WIDGET, note)).toEqual([]);
  });
});

describe('a locked pull request', () => {
  it('is answered on the draft', async () => {
    const { github } = story;
    github.as('ann').comment(WIDGET, 10, '/newsletter tilte Better');
    github.as('maria').lock(WIDGET, 10);
    await story.run();
    expect(story.answer(10)).toBe('');
    expect(story.answer()).toContain('Did you mean `/newsletter title Better`?');
  });
});

describe('another run', () => {
  it('writes nothing while nobody asks for anything else', async () => {
    const { github } = story;
    github.as('ann').comment(WIDGET, 10, '/newsletter note Levers.');
    github.as('eve').comment(WIDGET, 10, '/newsletter note Mine.');
    github.as('eve').comment(NEWS, story.number, '/newsletter frobnicate');
    await story.run();
    await story.run();
    github.resetRequests();
    expect((await story.run()).outcome).toBe('unchanged');
    const names = github.requests.map(({ operation, path }) => operation ?? path);
    for (const name of ['Reactions', 'AddComment', 'UpdateComment', 'DeleteComment', 'CommitDraft']) {
      expect(names).not.toContain(name);
    }
  });
});

describe('who does not want to be thanked', () => {
  it('says so once, for all editions to come', async () => {
    const { github } = story;
    expect(story.draft()).toContain('Thanks to [@ann]');
    github.as('ann').comment(WIDGET, 10, '/newsletter uncredit always');
    await story.run();
    expect(story.draft()).not.toContain('Thanks to');
    expect(github.readFile(NEWS, 'this-month-bot/rendered', 'opt-outs.txt')).toMatch(/^# .*\nann \d+ \S+\n$/);
    github.as('phil').readyForReview(NEWS, story.number);
    github.as('phil').mergeOpenPullRequest(NEWS, story.number);
    story.setTime('2020-06-20T08:00:00Z');
    github.as('ann').mergePullRequest(WIDGET, { number: 20, title: 'Next', files: ['a.rs'] });
    await story.run();
    const june = github.readFile(NEWS, 'next', 'content/this-month/2020-06/index.md');
    expect(june).toContain('[Next]');
    expect(june).not.toContain('@ann');
    expect((await story.run()).outcome).toBe('unchanged');
  });
});

describe('a frozen draft', () => {
  it('still shows that the bot obeyed', async () => {
    const { github } = story;
    const freeze = github.as('phil').comment(NEWS, story.number, '/newsletter freeze');
    const guess = github.as('eve').comment(NEWS, story.number, '/newsletter thaw');
    await story.run();
    expect(github.reactions(NEWS, freeze)).toEqual([`${BOT} ROCKET`]);
    expect(github.reactions(NEWS, guess)).toEqual([`${BOT} CONFUSED`]);
  });

  it('shows that it did not understand, and goes on with the words that people try', async () => {
    const { github } = story;
    const phil = github.as('phil');
    phil.comment(NEWS, story.number, '/newsletter pause');
    const slip = phil.comment(NEWS, story.number, '/newsletter thwa');
    const other = phil.comment(NEWS, story.number, '/newsletter unpublish');
    const note = phil.comment(NEWS, story.number, '/newsletter link https://a.example A');
    expect((await story.run()).outcome).toBe('frozen');
    for (const id of [slip, other]) expect(github.reactions(NEWS, id)).toEqual([`${BOT} CONFUSED`]);
    expect(github.reactions(NEWS, note)).toEqual([]);
    phil.comment(NEWS, story.number, '/newsletter unfreeze');
    expect((await story.run()).outcome).toBe('updated');
    expect(github.reactions(NEWS, note)).toEqual([`${BOT} ROCKET`]);
    expect(story.answer()).toContain('`/newsletter thwa`: There is no command `thwa`. Did you mean');
    expect(story.answer()).toContain('There is no command `unpublish`.');
  });

  it('is made ready once it is thawed', async () => {
    const { github } = story;
    const phil = github.as('phil');
    phil.comment(NEWS, story.number, '/newsletter freeze');
    const publish = phil.comment(NEWS, story.number, '/newsletter publish');
    await story.run();
    expect(github.reactions(NEWS, publish)).toEqual([`${BOT} EYES`]);
    expect(github.pullRequests(NEWS)[0]?.isDraft).toBe(true);
    story.setTime('2020-06-03T09:00:00Z');
    phil.comment(NEWS, story.number, '/newsletter thaw');
    await story.run();
    expect(github.reactions(NEWS, publish)).toEqual([`${BOT} ROCKET`]);
    expect(github.pullRequests(NEWS)[0]?.isDraft).toBe(false);
  });
});

describe('an invitation', () => {
  const config = '.github/newsletter.yml';

  it('comes once, on what was merged lately, never to bots and never where it was deleted', async () => {
    const { github } = story;
    github.addUser({ login: 'renovate[bot]', type: 'Bot' });
    merged(story, 12, { mergedAt: '2020-05-31T12:00:00Z', author: 'bob' });
    merged(story, 13, { mergedAt: '2020-05-31T13:00:00Z', author: 'renovate[bot]' });
    github.as('phil').editFile(NEWS, 'main', config, () => 'invite: shown\nhide: { bots: false }\n');
    await story.run();
    expect(story.answer(10)).toBe('');
    expect(story.answer(13)).toBe('');
    expect(story.answer(12)).toContain('Thank you!');
    const comments = github.comments(WIDGET, 12);
    await story.run();
    expect(github.comments(WIDGET, 12)).toEqual(comments);
    github.as('maria').deleteComment(WIDGET, comments[0]?.databaseId ?? 0);
    await story.run();
    expect(story.answer(12)).toBe('');
  });

  it('is turned into the answer to what it invited to, and goes to at most five a run', async () => {
    const { github } = story;
    for (const number of [12, 13, 14, 15, 16, 17]) {
      merged(story, number, { mergedAt: `2020-05-31T${number}:00:00Z`, author: 'bob' });
    }
    github.as('phil').editFile(NEWS, 'main', config, () => 'invite: first-timers\n');
    await story.run();
    expect([12, 13, 14, 15, 16, 17].map((number) => github.comments(WIDGET, number).length)).toEqual([
      1, 1, 1, 1, 1, 0,
    ]);
    github.as('bob').comment(WIDGET, 12, '/newsletter note Thanks for asking.');
    await story.run();
    expect(story.answer(12)).not.toContain('Thank you!');
    expect(story.answer(12)).toContain('Thanks for asking.');
  });
});

describe('a token that may not comment on the repositories of crates', () => {
  it('leaves the answers there away, says so once, and brings the note into the draft all the same', async () => {
    const { github } = story;
    merged(story, 11);
    github.as('ann').comment(WIDGET, 10, '/newsletter note Levers.');
    github.as('ann').comment(WIDGET, 11, '/newsletter note More.');
    github.failNext({ status: 403, when: ({ operation }) => operation === 'Reactions' });
    const { said } = await story.run();
    expect(story.draft()).toContain('Levers.');
    expect(said.filter((line) => line.includes('could not answer comments'))).toHaveLength(1);
    await story.run();
    expect(story.answer(10)).toContain('Levers.');
  });
});

describe('a tick that the bot writes over unseen', () => {
  it('counts all the same, and is shown again', async () => {
    const { github } = story;
    github.as('eve').comment(WIDGET, 10, '/newsletter note From eve.');
    await story.run();
    github.as('bob').comment(WIDGET, 10, '/newsletter note From bob.');
    let isTicked = false;
    github.failNext({
      status: 502,
      when({ operation }) {
        if (operation === 'UpdateComment' && !isTicked) {
          isTicked = true;
          github.as('phil').tick(NEWS, story.status(), 'eve');
        }
        return false;
      },
    });
    await story.run();
    expect(story.answer()).not.toContain('[x]');
    await story.run();
    expect(story.draft()).toContain('From eve.');
    expect(story.answer()).toMatch(/- \[x\] eve/);
  });
});

describe('with the token of a person, under whose name the bot writes', () => {
  const OWNER = 'this-month-bot-tester';

  it('the person’s commands, ticks and reactions are the person’s own', async () => {
    const plain = await startStory();
    const { github } = plain;
    merged(plain, 10, { title: 'Add a lever' });
    await plain.sync();
    const number = github.pullRequests(NEWS)[0]?.number ?? 0;
    const owner = github.as(OWNER);
    const chat = github.as('eve').comment(WIDGET, 10, 'Wonderful!');
    owner.react(WIDGET, chat, 'ROCKET');
    owner.comment(WIDGET, 10, '/newsletter title Levers');
    github.as('eve').comment(WIDGET, 10, '/newsletter note Great for left-handers.');
    await plain.sync();
    await plain.sync();
    expect(plain.draft()).toContain('- [Levers](');
    expect(plain.draft()).not.toContain('left-handers');
    const status = github.comments(NEWS, number)[0]?.databaseId ?? 0;
    owner.tick(NEWS, status, 'eve');
    await plain.sync();
    expect(plain.draft()).toContain('left-handers');
    await plain.sync();
    expect(plain.draft()).toContain('left-handers');
    owner.untick(NEWS, status, 'eve');
    await plain.sync();
    expect(plain.draft()).not.toContain('left-handers');
    expect(github.reactions(WIDGET, chat)).toEqual([`${OWNER} ROCKET`]);
    expect(github.comments(WIDGET, 10).filter(({ author }) => author === OWNER)).toHaveLength(2);
    expect(github.unexpectedRequests).toEqual([]);
    await github.stop();
  });
});
