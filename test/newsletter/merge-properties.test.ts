import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isDeep, samples, seed } from '../thoroughly.js';
import { insert, pick, places } from './histories/lines.js';
import { happen, type News, type Organization } from './histories/organization.js';
import { type History, play } from './histories/play.js';
import { problemsIn, problemsOfSecondRun } from './histories/problems.js';
import { beginnings, histories, someNews } from './histories/random-history.js';
import { type Render, renderPlainly, renderReally } from './histories/render.js';
import { mergeEdition } from './on-texts.js';

/*
 * The properties are in histories/problems.ts. Six things cannot be known from three texts and are not asked for:
 *
 * - Whose a line is that a person and the bot came to write alike, word for word: it follows the bot from then on. The
 *   words of people in the histories are therefore their own. (Whether an entry is hidden is remembered in the base.)
 * - Whether a name that a person struck out of a credit may come back, or one that a person added may go, once the bot
 *   dropped it or came to thank it itself: the names of people in the histories are their own too, and only the words
 *   around the names must hold.
 * - Which paragraph a person deleted of a part that the bot dropped whole and has again.
 * - Whether people deleted the line that says that a part is empty, once the part was not empty any more for a while. Where
 *   it is empty again that is news, and the line comes in.
 * - Whether people want an entry hidden who deleted or hid a copy of it, while another was in a comment already: the base
 *   has one of them, which follows the bot.
 * - Where the base is no more than what was last rendered (a caller that does not store `MergedEdition.base`): what
 *   people deleted, hid or had no place for before the bot dropped it, and whose a sentence about a list is that the bot
 *   made to fit. These are the problems left out in the last test.
 */

/** Milliseconds. */
const LONGEST = 30 * 60_000;

function hold(
  render: Render,
  lives: fc.Arbitrary<History>,
  count: ReturnType<typeof samples>,
  but = /^$/,
): void {
  let played = 0;
  fc.assert(
    fc.property(lives, (life) => {
      played++;
      const turns = play(life, render);
      const problems = [...turns.map(problemsIn), ...turns.slice(-1).map(problemsOfSecondRun)].flat();
      expect(problems.filter((problem) => !but.test(problem))).toEqual([]);
    }),
    count,
  );
  if (isDeep) process.stdout.write(`${played} histories, seed ${seed}\n`);
}

/** The versions that the bot renders in the course of the news. */
function renderings(before: readonly News[], later: readonly (readonly News[])[], render: Render): string[] {
  let organization = before.reduce(happen, { pulls: [], versions: {} } as Organization);
  const texts = [render(organization)];
  for (const news of later) {
    organization = news.reduce(happen, organization);
    texts.push(render(organization));
  }
  return texts;
}

/** What puts an entry somewhere. */
const PLACING: readonly string[] = ['merge', 'return', 'hide', 'show', 'grouping', 'relabel'];

describe('the life of a draft', () => {
  it(
    'keeps what people did, on plain editions',
    () => hold(renderPlainly, histories('offered', 4), samples(6, 50, 14_000)),
    LONGEST,
  );

  it(
    'keeps what people did, on editions as the bot makes them',
    () => hold(renderReally, histories('offered', 4), samples(4, 20, 4_000)),
    LONGEST,
  );

  it(
    'loses nothing that people wrote where the base is only what was last rendered',
    () =>
      hold(
        renderPlainly,
        histories('rendered', 4),
        samples(3, 15, 2_000),
        /^(?:came back|missing|changed without news|untrue|the next run|\S+ is (?:shown|hidden))/,
      ),
    LONGEST,
  );

  it.each<[string, Render, (text: string) => string]>([
    [
      'a word of the plain welcome',
      renderPlainly,
      (text) => text.replace('+++\n\nWelcome', '+++\n\nHi there'),
    ],
    ['a word of the real welcome', renderReally, (text) => text.replace('Hello', 'Hi there')],
    ['all line ends', renderPlainly, (text) => text.replaceAll('\n', '\r\n')],
    ['the byte order mark', renderReally, (text) => `\uFEFF${text}`],
  ])('follows the bot in all but what one edit changed: %s', (_, render, edit) => {
    fc.assert(
      fc.property(beginnings, fc.array(someNews, { minLength: 1, maxLength: 4 }), (before, later) => {
        const [first = '', ...others] = renderings(
          before,
          later.map((news) => news.filter(({ kind }) => kind !== 'welcome')),
          render,
        );
        let [base, text]: [string | null, string] = [first, edit(first)];
        for (const fresh of others) {
          ({ base, text } = mergeEdition(base, text, fresh));
          expect(text).toBe(edit(fresh));
        }
      }),
      samples(2, 10, 500),
    );
  });

  it.each([
    ['plain', renderPlainly],
    ['real', renderReally],
  ])('follows the bot in all once code without end is mended, in %s editions', (_, render) => {
    const fence = '```rust';
    fc.assert(
      fc.property(
        beginnings,
        fc.array(someNews, { minLength: 1, maxLength: 4 }),
        fc.nat(999),
        (before, later, at) => {
          // Entries that are new in the list or in comments come in above the code, and stay there.
          const [first = '', ...others] = renderings(
            before,
            later.map((news) => news.filter(({ kind }) => !PLACING.includes(kind))),
            render,
          );
          const lines = first.split('\n');
          const part = lines.findIndex((line) => line.startsWith('## '));
          const gaps = places(lines, (line) => line === '').filter((place) => place > part);
          let [base, text]: [string | null, string] = [
            first,
            insert(lines, pick(gaps, at) ?? 0, '', fence).join('\n'),
          ];
          for (const fresh of others) ({ base, text } = mergeEdition(base, text, fresh));
          const fresh = others.at(-1) ?? first;
          expect(text).toContain(fence);
          expect(mergeEdition(base, text.replace(`\n${fence}\n`, ''), fresh).text).toBe(fresh);
        },
      ),
      samples(2, 10, 500),
    );
  });
});
