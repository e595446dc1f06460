import { describe, expect, it } from '@jest/globals';
import { bodyWithNotice, hasNotice, renderNotice, renderWaiting } from '../../src/newsletter/draft/notice.js';
import { findDashboard, frameDashboard } from '../../src/newsletter/draft/pull-request-body.js';

const url = 'https://github.com/acme/news/blob/main/.github/newsletter.yml';

function trouble(...messages: readonly string[]) {
  const mistakes = messages.map((message, index) => ({ line: index + 2, message }));
  return {
    message: 'It has mistakes.',
    file: { path: '.github/newsletter.yml', url, branch: 'main', mistakes },
  };
}

const NOTICE = renderNotice(trouble('hide.bots: must be true or false.'));

describe('a notice in a body', () => {
  const dashboard = '**1 merged**\n\nThe draft of **May**, which follows what is merged.';
  const framed = frameDashboard(dashboard);

  it.each([
    ['alone', framed],
    ['between words of people', `Hello.\n\n${framed}\n\nThanks.`],
    ['with the line ends of a browser', `Hello.\n\n${framed}\n\nThanks.`.replace(/\n/g, '\r\n')],
  ])('stands at the top of the dashboard (%s), and leaves no trace', (_, body) => {
    const told = bodyWithNotice(body, NOTICE);
    expect(hasNotice(body)).toBe(false);
    expect(hasNotice(told)).toBe(true);
    expect(told).toContain(dashboard);
    expect(bodyWithNotice(told, NOTICE)).toBe(told);
    const other = bodyWithNotice(told, renderNotice(trouble('It is otherwise.')));
    expect(other).not.toContain('hide.bots');
    const unix = (text: string) => text.replace(/\r\n/g, '\n');
    expect(unix(bodyWithNotice(other, null))).toBe(unix(body));
  });

  it('comes below what people wrote where there is no dashboard', () => {
    expect(bodyWithNotice('', NOTICE)).toBe(frameDashboard(NOTICE));
    expect(bodyWithNotice('Mine.', NOTICE)).toBe(`Mine.\n\n${frameDashboard(NOTICE)}`);
    expect(bodyWithNotice('Mine.', null)).toBe('Mine.');
  });

  it('brings the dashboard of the body’s last version back, with what a person wrote in it', () => {
    const changed = framed.replace('**1 merged**', '**1 merged, hurrah**');
    const told = bodyWithNotice(changed, NOTICE, [changed, framed]);
    expect(told).toContain('hurrah');
    expect(findDashboard(told)?.dashboard).toContain(dashboard);
    expect(told.match(/which follows what is merged/g)).toHaveLength(1);
  });

  it('takes the place of a dashboard that leaves it no room', () => {
    const told = bodyWithNotice(frameDashboard('x'.repeat(64_900)), NOTICE);
    expect(told).toBe(frameDashboard(NOTICE));
  });

  it('is not what a person quotes', () => {
    expect(hasNotice(`${framed}\n\n${NOTICE}`)).toBe(false);
  });
});

describe('the words', () => {
  it('name each line, with a link', () => {
    expect(renderNotice(trouble('a: is wrong.', 'b: is wrong.'))).toContain(
      `> - [line 2](${url}?plain=1#L2): a: is wrong.\n> - [line 3](${url}?plain=1#L3): b: is wrong.`,
    );
  });

  it('stay short, however many mistakes there are', () => {
    const notice = renderNotice(
      trouble(...Array.from({ length: 500 }, (_, index) => `key${index}: is unknown.`)),
    );
    expect(notice.length).toBeLessThan(7_000);
    expect(notice).toMatch(/more/);
    expect(bodyWithNotice(bodyWithNotice(frameDashboard('x'), notice), null)).toBe(frameDashboard('x'));
  });

  it.each([
    '@octocat did acme/widget#1',
    '<!-- end of the notice -->',
    '[x](https://example.com)',
    '> quoted\n# Big',
  ])('ping and link nobody, and end nothing: %s', (words) => {
    const sentence = { message: words, file: null };
    for (const text of [renderNotice(trouble(words)), renderNotice(sentence), renderWaiting(sentence)]) {
      expect(text).not.toMatch(/(?<![\w`])@octocat|acme\/widget#1|\]\(https:\/\/example|^# /m);
      expect(text.match(/^<!-- end of the notice -->/gm)?.length ?? 0).toBeLessThanOrEqual(1);
    }
    const body = frameDashboard('x');
    expect(bodyWithNotice(bodyWithNotice(body, renderNotice(sentence)), null)).toBe(body);
  });
});
