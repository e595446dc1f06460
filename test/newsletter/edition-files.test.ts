import { describe, expect, it } from '@jest/globals';
import {
  type EditionFiles,
  editionFiles,
  whyAmbiguous,
} from '../../src/newsletter/activity/edition-files.js';
import { type CalendarSettings, calendarOf, MONTHS } from '../../src/newsletter/activity/period.js';
import { month } from './builders.js';

const fridays: CalendarSettings = { period: 'week', begins: 'friday', timezone: 'UTC' };
const WEEKS = calendarOf(fridays);
const QUARTERS = calendarOf({ ...fridays, period: 'quarter' });

/** The periods of the paths, by these; `days`: what the files' front matter says. */
function periodsIn(
  files: EditionFiles,
  paths: readonly string[],
  days: Readonly<Record<string, string>> = {},
) {
  const found = files.periodsOf(
    paths.map((path) => ({ path })),
    ({ path }) => days[path] ?? null,
  );
  return found.map(({ path, period }) => [path, period.key]);
}

describe('the path of an edition', () => {
  it.each([
    ['content/this-month/{month}/index.md', MONTHS, '2020-05', 'content/this-month/2020-05/index.md'],
    ['{month}.md', MONTHS, '2020-05', '2020-05.md'],
    [
      '_posts/{date}-monthly-{monthName}-{year}.md',
      MONTHS,
      '2020-05',
      '_posts/2020-06-01-monthly-may-2020.md',
    ],
    ['blog/{year}/{mm}/index.md', MONTHS, '2020-05', 'blog/2020/05/index.md'],
    ['news/{period}.md', QUARTERS, '2020-Q2', 'news/2020-Q2.md'],
    ['news/{year}-{mm}.md', QUARTERS, '2020-Q2', 'news/2020-04.md'],
    ['news/{period}.md', WEEKS, '2020-05-29', 'news/2020-05-29.md'],
    ['news/{year}/{mm}/{day}.md', WEEKS, '2020-05-29', 'news/2020/05/29.md'],
    ['blog/{date}-week.md', WEEKS, '2020-05-29', 'blog/2020-06-05-week.md'],
    ['blog/{dateYear}/{date}-week.md', WEEKS, '2019-12-27', 'blog/2020/2020-01-03-week.md'],
    ['blog/{dateYear}/{dateMonth}/{dateDay}/week.md', WEEKS, '2020-05-29', 'blog/2020/06/05/week.md'],
    ['posts/{dateYear}/{dateMonth}-news.md', MONTHS, '2019-12', 'posts/2020/01-news.md'],
    ['{dateYear}/{dateMonth}/index.md', QUARTERS, '2019-Q4', '2020/01/index.md'],
    ['{dateYear}/{number}/{dateMonth}.md', MONTHS, '2020-05', '2020/1/06.md'],
  ])('%s is made and read', (file, calendar, key, path) => {
    const files = editionFiles(file, calendar);
    const period = calendar.parse(key);
    if (period === null) throw new Error(key);
    expect(files.pathOf(period)).toBe(path);
    expect(files.periodAt(path)?.key).toBe(key);
    expect(files.isLike(path)).toBe(true);
  });

  it.each([
    ['content/this-month/{month}/index.md', MONTHS, 'content/this-month/2020-05.md', '2020-05'],
    ['content/this-month/{month}/index.md', MONTHS, 'content/this-month/2020-05/notes.md', null],
    ['content/this-month/{month}/index.md', MONTHS, 'content/this-month/2020-13/index.md', null],
    ['content/this-month/{month}/index.md', MONTHS, 'Content/this-month/2020-05/index.md', null],
    ['a.b/{month}+{year}.md', MONTHS, 'a.b/2020-05+2020.md', '2020-05'],
    ['news/{month}.md', WEEKS, 'news/2020-05-29.md', '2020-05-29'],
    ['news/{month}.md', WEEKS, 'news/2020-05.md', null],
    ['a.b/{month}+{year}.md', MONTHS, 'aXb/2020-05+2020.md', null],
    ['posts/{monthName}-{year}.md', MONTHS, 'posts/May-2020.md', '2020-05'],
    ['posts/{monthName}-{year}.md', MONTHS, 'posts/mai-2020.md', null],
    ['posts/{year}/{month}-{year}.md', MONTHS, 'posts/2020/2020-05-2020.md', '2020-05'],
    ['posts/{year}/{month}-{year}.md', MONTHS, 'posts/2019/2020-05-2020.md', null],
    ['{date}-{monthName}.md', MONTHS, '2020-05-31-may.md', '2020-05'],
    ['{date}-{monthName}.md', MONTHS, '2020-06-02-may.md', '2020-05'],
    ['{date}-{monthName}.md', MONTHS, '2021-01-02-december.md', '2020-12'],
    ['{date}-{monthName}.md', WEEKS, '2020-05-15-may.md', '2020-05-08'],
    ['{year}/{mm}/week-{number}.md', WEEKS, '2020/05/week-3.md', null],
    ['news/{year}/{mm}/{day}.md', WEEKS, 'news/2020/05/28.md', null],
    ['news/{year}-{mm}.md', QUARTERS, 'news/2020-05.md', null],
    ['blog/{date}-week.md', WEEKS, 'blog/2020-06-31-week.md', null],
    ['blog/{number}.md', WEEKS, 'blog/12.md', null],
    ['{dateYear}/{dateMonth}.md', MONTHS, '2020/13.md', null],
    ['{dateYear}/{dateMonth}/{dateDay}.md', WEEKS, '2020/06/31.md', null],
    ['{dateYear}/{dateMonth}/{dateDay}.md', WEEKS, '2020/06/07.md', '2020-05-29'],
  ])('%s: %s stands for %s', (file, calendar, path, key) => {
    expect(editionFiles(file, calendar).periodAt(path)?.key ?? null).toBe(key);
  });

  it('goes by what is known of an edition, whatever its name tells', () => {
    const files = editionFiles('blog/{date}-week-{number}.md', WEEKS);
    const period = WEEKS.of(new Date('2020-05-30T00:00:00Z'));
    const known = files.knowing([{ path: 'blog/2020-06-04-week-007.md', period }]);
    expect(known.periodAt('blog/2020-06-04-week-007.md')?.key).toBe('2020-05-29');
    expect(known.pathOf(period)).toBe('blog/2020-06-04-week-007.md');
    expect(known.numberOf(period)).toBe(7);
    const next = WEEKS.shift(period, 1);
    expect(known.pathOf(next)).toBe('blog/2020-06-12-week-008.md');
    expect(known.fill('https://acme.org/{date}/{number}/', next)).toBe('https://acme.org/2020-06-12/008/');
    expect(known.fill('{dateYear}/{dateMonth}/{dateDay}', period)).toBe('2020/06/04');
    expect(known.fill('https://acme.org/{date}/{number}/', period)).toBe('https://acme.org/2020-06-04/007/');
  });

  it.each([
    ['content/this-month/{month}/index.md', false, 'content/this-month', 1],
    ['{month}.md', false, '', 0],
    ['news/{period}/index.md', false, 'news', 1],
    ['news/monthly-{month}.md', true, 'news', 0],
    ['_posts/{date}-week.md', true, '_posts', 0],
    ['blog/{year}/{mm}/index.md', true, 'blog', 2],
    ['{number}.md', true, '', 0],
    ['content/{month}/post/index.md', true, 'content', 2],
    ['{period}/a/b/index.md', true, '', 3],
    ['{month}/{year}.md', true, '', 1],
  ])('%s: may stand among other posts: %s', (file, isShared, folder, depth) => {
    expect(editionFiles(file, MONTHS)).toMatchObject({ isShared, folder, depth, ending: '.md' });
  });
});

describe('the periods of published editions', () => {
  it('are those before the days of publication, each once, in order', () => {
    const files = editionFiles('blog/{date}-week-{number}.md', WEEKS);
    const paths = [
      'blog/2020-06-12-week-10.md',
      'blog/2020-05-29-week-8.md',
      // Published two days late, and the next one in time; then a day early.
      'blog/2020-06-07-week-9.md',
      'blog/2020-06-18-week-11.md',
      'blog/2020-06-18-a-post.md',
    ];
    expect(periodsIn(files, paths)).toEqual([
      ['blog/2020-05-29-week-8.md', '2020-05-22'],
      ['blog/2020-06-07-week-9.md', '2020-05-29'],
      ['blog/2020-06-12-week-10.md', '2020-06-05'],
      ['blog/2020-06-18-week-11.md', '2020-06-12'],
    ]);
  });

  it('are told by the front matter where the name only has a number', () => {
    const files = editionFiles('blog/week-{number}.md', WEEKS);
    const days = { 'blog/week-9.md': '2020-06-05', 'blog/week-10.md': '2020-06-12' };
    expect(periodsIn(files, ['blog/week-10.md', 'blog/week-9.md', 'blog/week-11.md'], days)).toEqual([
      ['blog/week-9.md', '2020-05-29'],
      ['blog/week-10.md', '2020-06-05'],
    ]);
  });

  it('are told by the front matter where the name only has the month and a number', () => {
    const files = editionFiles('{dateYear}/{dateMonth}/week-{number}.md', WEEKS);
    const days = { '2020/06/week-9.md': '2020-06-05', '2020/06/week-10.md': '2020-06-12' };
    const found = files.periodsOf(
      Object.keys(days).map((path) => ({ path })),
      ({ path }) => days[path as keyof typeof days],
    );
    expect(found.map(({ period }) => period.key)).toEqual(['2020-05-29', '2020-06-05']);
    const known = files.knowing(found);
    const last = WEEKS.parse('2020-06-05');
    expect(last && known.pathOf(WEEKS.shift(last, 1))).toBe('2020/06/week-11.md');
    expect(last && known.pathOf(WEEKS.shift(last, 3))).toBe('2020/07/week-11.md');
    expect(files.periodAt('2020/06/week-12.md')).toBeNull();
    expect(known.periodAt('2020/06/week-10.md')?.key).toBe('2020-06-05');
  });

  it('are those of the names where these tell', () => {
    const files = editionFiles('{month}.md', MONTHS);
    expect(
      periodsIn(files, ['2020-05.md', '2020-04.md', 'index.md'], { '2020-05.md': '2019-01-01' }),
    ).toEqual([
      ['2020-05.md', '2020-05'],
      ['2020-04.md', '2020-04'],
    ]);
    expect(files.numberOf(month('2020-05'))).toBeNull();
  });
});

it.each([
  ['{mm}.md', 'month'],
  ['{year}.md', 'quarter'],
  ['{monthName}.md', 'month'],
  ['{year}/{mm}.md', 'fortnight'],
  ['{day}.md', 'month'],
  ['{dateYear}/news.md', 'quarter'],
  ['{dateYear}/{dateMonth}.md', 'week'],
  ['{year}/{dateMonth}.md', 'month'],
] as const)('%s could stand for two %ss', (file, kind) => {
  expect(whyAmbiguous(file, kind)).toContain(`the editions of two ${kind}s. Add {period}`);
});

it.each([
  ['{month}.md', 'quarter'],
  ['{monthName}-{year}.md', 'month'],
  ['{month}.md', 'week'],
  ['{year}-{mm}-{day}.md', 'fortnight'],
  ['{number}.md', 'week'],
  ['{date}.md', 'month'],
  ['{period}.md', 'week'],
  ['{dateYear}/{dateMonth}.md', 'quarter'],
  ['{dateYear}/{dateMonth}/{dateDay}.md', 'fortnight'],
] as const)('%s tells the editions of %ss apart', (file, kind) => {
  expect(whyAmbiguous(file, kind)).toBeNull();
});
