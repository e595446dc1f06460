import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { samples } from '../thoroughly.js';
import { insert, pick, places } from './histories/lines.js';
import { happen, type News, type Organization } from './histories/organization.js';
import { beginnings, someNews } from './histories/random-history.js';
import { type Render, renderPlainly, renderReally } from './histories/render.js';
import { mergeEdition } from './on-texts.js';

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
