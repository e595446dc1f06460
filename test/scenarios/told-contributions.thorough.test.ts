import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BOT, endNoteStory, type NoteStory, startNoteStory } from './note-story.js';
import { MAY_FILE, merged, NEWS, WIDGET } from './story.js';

const FILE_ADDRESS = `https://github.com/${NEWS}/blob/main/${MAY_FILE}`;
const PUBLISHED = `Published: <${FILE_ADDRESS}>`;
const MARKER = '<!-- newsletter published 2020-05 -->';

describe('a pull request on which people asked for something', () => {
  let story: NoteStory;

  beforeEach(async () => {
    story = await startNoteStory({ pageSize: 10 });
  });

  afterEach(() => endNoteStory(story));

  const ann = () => story.github.as('ann');

  async function publish(): Promise<void> {
    const phil = story.github.as('phil');
    phil.readyForReview(NEWS, story.number);
    phil.mergeOpenPullRequest(NEWS, story.number);
    await story.run();
  }

  const edits = () => story.github.requests.filter(({ operation }) => operation === 'UpdateComment').length;

  /** Where the published file has the entry, at the commit that published it. */
  function lastingPlace(number: number): string {
    const { oid } = story.github.commits(NEWS, 'main')[0] ?? { oid: '' };
    const lines = story.github.readFile(NEWS, 'main', MAY_FILE)?.split('\n') ?? [];
    const line = lines.findIndex((text) => text.includes(`${WIDGET}/pull/${number})`)) + 1;
    return `https://github.com/${NEWS}/blob/${oid}/${MAY_FILE}?plain=1#L${line}`;
  }

  const commentOn = (number: number) => {
    const found = story.github.comments(WIDGET, number).find(({ author }) => author === BOT);
    if (found === undefined) throw new Error('The bot said nothing.');
    return found;
  };

  it('is told by the comment that is there that the edition is published, once', async () => {
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await story.run();
    const before = story.answer(10);
    expect(before).toContain('can change it by a comment');
    await publish();
    const after = story.answer(10);
    expect(after.split('\n').slice(0, 4)).toEqual(['<!-- newsletter entry -->', MARKER, '', PUBLISHED]);
    expect(after).toContain('Levers turn both ways.');
    expect(after).not.toContain('can change it by a comment');
    expect(after).not.toContain('@');
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
    story.github.resetRequests();
    merged(story, 12, { mergedAt: '2020-06-02T12:00:00Z' });
    for (let run = 0; run < 3; run += 1) await story.run();
    expect(story.answer(10)).toBe(after);
    expect(story.github.requests.map(({ operation }) => operation)).not.toContain('Discussions');
  });

  it('is told nothing where nobody asked for anything', async () => {
    await publish();
    expect(story.github.comments(WIDGET, 10)).toEqual([]);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
    expect(edits()).toBe(0);
  });

  it('is told nothing where only the bot spoke, to invite to a note', async () => {
    await endNoteStory(story);
    story = await startNoteStory({ config: 'invite: shown\n' });
    merged(story, 11, { mergedAt: '2020-05-31T12:00:00Z' });
    await story.run();
    const invitation = story.answer(11);
    expect(invitation).toContain('Thank you!');
    await publish();
    // Its link, to a branch that moves on, is another one, and nobody is asked for notes any more.
    const [, asking = ''] = /\n\n(If you like, say in one line .*)$/.exec(invitation) ?? [];
    expect(asking).not.toBe('');
    expect(story.answer(11)).toBe(
      invitation.replace(`\n\n${asking}`, '').replace(/\]\(https:.*#L\d+\)/, `](${lastingPlace(11)})`),
    );
  });

  it.each([
    ['somebody else suggested', 'eve', '/newsletter note Mine.', 'It waits until an editor'],
    ['an author wants to stand first', 'ann', '/newsletter highlight', 'It waits until an editor'],
    ['a newcomer links', 'ann', '/newsletter note See https://a.example/x.', 'because no edition has named'],
    ['is perhaps a note', 'ann', '/newsletter levers turn both ways now', 'or wait until you or an editor'],
  ])('says no more that it waits for a tick: what %s', async (_, login, comment, waits) => {
    story.github.as(login).comment(WIDGET, 10, comment);
    await story.run();
    expect(story.answer(10)).toContain(waits);
    await publish();
    const after = story.answer(10);
    expect(after).toMatch(/: (?:Did you mean .*\? )?Nobody ticked it before the edition was published\.$/m);
    expect(after).not.toMatch(/\bwaits?\b|ticks it/);
  });

  it('keeps a text that speaks of waiting as its author wrote it', async () => {
    const line = '/newsletter note `x`: It waits until an editor of the newsletter ticks it on the draft.';
    story.github.as('eve').comment(WIDGET, 10, line);
    await story.run();
    const before = story.answer(10);
    await publish();
    const asked = /^- \[eve\]\(.*\), ``.*…``: /m;
    expect(asked.exec(story.answer(10))?.[0]).toBe(asked.exec(before)?.[0]);
    expect(story.answer(10)).toContain('``: Nobody ticked it before');
  });

  it.each<[string, () => void]>([
    ['wrote over the bot’s comment', () => ann().editComment(WIDGET, commentOn(10).databaseId, 'Mine.')],
    [
      'reworded it below the bot’s line',
      () => ann().editComment(WIDGET, commentOn(10).databaseId, '<!-- newsletter entry -->\n\nMine.'),
    ],
    ['deleted it', () => ann().deleteComment(WIDGET, commentOn(10).databaseId)],
    ['hid it', () => story.github.as('phil').minimizeComment(WIDGET, commentOn(10).databaseId)],
    ['locked the conversation', () => story.github.as('phil').lock(WIDGET, 10)],
  ])('is left alone where somebody %s', async (_, act) => {
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await story.run();
    story.github.as('phil').readyForReview(NEWS, story.number);
    story.github.as('phil').mergeOpenPullRequest(NEWS, story.number);
    act();
    const before = story.github.comments(WIDGET, 10);
    await story.run();
    expect(story.github.comments(WIDGET, 10)).toEqual(before);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
  });

  it('is left alone where its author, or who asked, does not want to be thanked', async () => {
    merged(story, 11, { author: 'eve' });
    merged(story, 12, { author: 'bob' });
    ann().comment(WIDGET, 10, '/newsletter uncredit always');
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    story.github.as('eve').comment(WIDGET, 11, '/newsletter note One more.');
    ann().comment(WIDGET, 12, '/newsletter note From ann.');
    await story.run();
    await publish();
    expect(story.answer(10)).not.toContain(PUBLISHED);
    expect(story.answer(11)).toContain(PUBLISHED);
    expect(story.answer(12)).not.toContain(PUBLISHED);
  });

  it('is told nothing where the settings want no notes any more', async () => {
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await story.run();
    story.github.as('phil').editFile(NEWS, 'main', '.github/newsletter.yml', () => 'notes: false\n');
    await publish();
    expect(story.answer(10)).not.toContain(PUBLISHED);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
  });

  it('links to what stays, no more to a line of a branch that moves on', async () => {
    merged(story, 11);
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    ann().comment(WIDGET, 11, '/newsletter hide');
    await story.run();
    expect([story.answer(10), story.answer(11)].every((body) => body.includes('/blob/next/'))).toBe(true);
    await publish();
    for (const number of [10, 11]) {
      expect(story.answer(number)).not.toContain('/blob/next/');
      expect(story.answer(number)).toContain(`[the edition of May 2020](${lastingPlace(number)})`);
      expect(story.answer(number)).not.toContain('can change it by a comment');
    }
  });

  it('links to the published page where its address is known', async () => {
    await endNoteStory(story);
    story = await startNoteStory({ config: "announce: { address: 'https://acme.org/{month}/' }\n" });
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await story.run();
    story.setTime('2020-06-04T09:00:00Z');
    const phil = story.github.as('phil');
    phil.readyForReview(NEWS, story.number);
    phil.mergeOpenPullRequest(NEWS, story.number);
    story.setTime('2020-06-05T10:00:00Z');
    await story.run();
    expect(story.answer(10)).toContain('[the edition of May 2020](https://acme.org/2020-05/):');
    expect(story.answer(10)).toContain('\n\nPublished: <https://acme.org/2020-05/>\n');
  });

  /** An editor writes that into the prose of the draft. */
  const writeIn = (text: string) =>
    story.github
      .as('phil')
      .editFile(NEWS, 'next', MAY_FILE, (file) => file.replace(/^(## .*)$/m, `$1\n\n${text}`));

  it.each([
    ['a note', '/newsletter note Levers turn both ways now.', 'Good news: levers turn *both ways* now.'],
    [
      'a link',
      '/newsletter link https://blog.example/levers About levers',
      '- [Levers](https://blog.example/levers/)',
    ],
    [
      'a story',
      '/newsletter story widget\n\nThe great rewrite of all levers is done.',
      'As `ann` says: the great rewrite of all levers is done.',
    ],
    ['thanks', '/newsletter credit @bob', 'Thanks to [@bob](https://github.com/bob).'],
  ])('that is hidden is told where the edition has what was given there: %s', async (_, comment, text) => {
    merged(story, 11);
    ann().comment(WIDGET, 10, comment);
    story.github.as('maria').comment(WIDGET, 10, '/newsletter hide');
    await story.run();
    writeIn(text);
    await story.run();
    await publish();
    expect(story.answer(10)).toContain(PUBLISHED);
  });

  it.each([
    ['a note', '/newsletter note Levers turn both ways now.'],
    ['a link', '/newsletter link https://blog.example/levers About levers'],
    ['a story', '/newsletter story widget\n\nThe great rewrite of all levers is done.'],
    ['thanks', '/newsletter credit @bob'],
  ])('that is hidden is not told where the edition has nothing of it: %s', async (_, comment) => {
    merged(story, 11);
    ann().comment(WIDGET, 10, comment);
    story.github.as('maria').comment(WIDGET, 10, '/newsletter hide');
    await story.run();
    if (comment.includes('@bob')) story.github.as('maria').comment(WIDGET, 10, '/newsletter uncredit @bob');
    await story.run();
    await publish();
    expect(story.answer(10)).not.toContain('Published');
  });

  it.each([
    ['nobody ticked it', 'eve', '/newsletter note An advertisement of mine.'],
    ['its sender may not', 'eve', '/newsletter title Buy my levers'],
    ['nobody ticked the wish to stand first', 'ann', '/newsletter highlight'],
    ['it could not be read', 'ann', '/newsletter titel Levers for everybody'],
    ['it is about another place', 'ann', '/newsletter link https://blog.example/levers'],
  ])('is not told where what was asked did not come in: %s', async (_, login, comment) => {
    story.github.as(login).comment(WIDGET, 10, comment);
    await story.run();
    await publish();
    expect(story.answer(10)).not.toBe('');
    expect(story.answer(10)).not.toContain('Published');
  });

  it('is not told where an editor took out what was given, also at the last moment', async () => {
    for (const isSeen of [true, false]) {
      if (!isSeen) {
        await endNoteStory(story);
        story = await startNoteStory();
      }
      ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
      await story.run();
      story.github
        .as('phil')
        .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace(/\n.*Levers turn both ways\..*/, ''));
      if (isSeen) await story.run();
      await publish();
      expect(story.github.readFile(NEWS, 'main', MAY_FILE)).not.toContain('both ways');
      expect(story.answer(10)).not.toContain('Published');
    }
  });

  it('is told where an editor reworded what was given, or only a part was done', async () => {
    merged(story, 11);
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    ann().comment(WIDGET, 11, '/newsletter note Fast.\n\n/newsletter nota bene');
    await story.run();
    story.github
      .as('phil')
      .editFile(NEWS, 'next', MAY_FILE, (text) => text.replace('Levers turn both ways.', 'To and fro!'));
    await story.run();
    await publish();
    expect(story.answer(10)).toContain(PUBLISHED);
    expect(story.answer(11)).toContain(PUBLISHED);
  });

  it('that is hidden in the edition is told nothing', async () => {
    merged(story, 11);
    ann().comment(WIDGET, 10, '/newsletter hide');
    ann().comment(WIDGET, 11, '/newsletter note One more.');
    await story.run();
    await publish();
    expect(story.answer(10)).not.toContain(PUBLISHED);
    expect(story.answer(11)).toContain(PUBLISHED);
  });

  it('is told by the next run where GitHub wanted fewer writes', async () => {
    ann().comment(WIDGET, 10, '/newsletter note Levers turn both ways.');
    await story.run();
    story.github.failNext({
      status: 403,
      body: { message: 'You have exceeded a secondary rate limit.' },
      headers: { 'retry-after': '60' },
      when: ({ operation }) => operation === 'UpdateComment',
    });
    await publish();
    expect(story.answer(10)).not.toContain(PUBLISHED);
    await story.run();
    expect(story.answer(10)).toContain(PUBLISHED);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
  });

  it('does not keep the others from being told where GitHub refuses one', async () => {
    for (const number of [10, 11, 12]) {
      if (number > 10) merged(story, number);
      ann().comment(WIDGET, number, '/newsletter note Levers turn both ways.');
    }
    await story.run();
    const isFirst = ({ operation, body }: { readonly operation?: string; readonly body: unknown }) =>
      operation === 'UpdateComment' && JSON.stringify(body).includes('/pull/11');
    story.github.failNext({ status: 502, times: Number.POSITIVE_INFINITY, when: isFirst });
    await publish();
    expect([10, 11, 12].filter((number) => story.answer(number).includes(PUBLISHED))).toEqual([10, 12]);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
  });

  it('leaves a comment on the draft that speaks of no more ticks, with all that people wrote there', async () => {
    const eve = story.github.as('eve');
    eve.comment(WIDGET, 10, '/newsletter note Mine.');
    ann().comment(NEWS, story.number, '/newsletter link news https://a.example/x About levers');
    ann().comment(NEWS, story.number, '/newsletter titel x');
    await story.run();
    const phil = story.github.as('phil');
    phil.editComment(NEWS, story.status(), (body) => `${body.replace('- [ ] eve', '- [x] eve')}\n\nCake!`);
    await story.run();
    const before = story.answer();
    expect(before).toContain('**1 note applied, 1 suggestion waiting**');
    await publish();
    const after = story.answer();
    expect(after).toContain('**1 note applied, 1 suggestion not ticked**');
    expect(after).toContain('\nThe edition is published. What nobody ticked by then was not put in.\n');
    expect(after).not.toMatch(/waiting|When an editor ticks/);
    expect(after).toContain('Cake!');
    expect(after.match(/^- \[.\] .*$/gm)).toEqual(before.match(/^- \[.\] .*$/gm));
    const rest = (body: string) => body.split('\n').filter((line) => !/waiting|not ticked|tick/.test(line));
    expect(rest(after)).toEqual(rest(before));
    story.github.resetRequests();
    await story.run();
    expect(story.answer()).toBe(after);
    expect(edits()).toBe(0);
  });

  it('is one of sixty a run at most; the edition’s own comment comes when all are told', async () => {
    const numbers = Array.from({ length: 62 }, (_, index) => 100 + index);
    for (const number of numbers) {
      merged(story, number);
      ann().comment(WIDGET, number, `/newsletter note Number ${number}.`);
    }
    for (let run = 0; run < 3; run += 1) await story.run();
    story.github.resetRequests();
    await publish();
    const told = () => numbers.filter((number) => story.answer(number).includes(PUBLISHED)).length;
    expect([told(), edits()]).toEqual([60, 60]);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body ?? '').not.toContain(PUBLISHED);
    await story.run();
    expect([told(), edits()]).toEqual([62, 62]);
    expect(story.github.comments(NEWS, story.number).at(-1)?.body).toContain(PUBLISHED);
    await story.run();
    expect(edits()).toBe(62);
  });
});
