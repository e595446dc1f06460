import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../thoroughly.js';
import { ATTACKS } from './attacks.js';
import { page } from './checked.js';
import { nastyText, wordsToFind } from './nasty-text.js';
import { checkEdition } from './on-texts.js';
import { pasted, problemsOnPages } from './page-with-texts.js';
import { readHtml, renderers } from './rendered-by-the-site.js';

const TEXTS = fc
  .sample(nastyText, { numRuns: Number(process.env.TEXTS ?? 5_000), seed })
  .map((text) => ({ text, words: wordsToFind(text) }));

describe.each(renderers().map((renderer) => [renderer.name, renderer] as const))('%s', (_, renderer) => {
  it.each(Object.entries(ATTACKS))('renders attacks by %s, and they come to nothing', (_family, texts) => {
    expect(
      problemsOnPages(
        texts.map((text) => ({ text, words: [] })),
        renderer,
      ),
    ).toEqual([]);
  });

  it.each([
    '```x"><script>alert(1)</script>\nx\n```',
    'Col | Col2\n--- | ---\n`<img src=x onerror=alert(1)> | b`',
    '# More `<svg onload=alert(1)> {#a`}',
    '[x](https://a.example/ "x\\" onmouseover=\\"alert(1)")',
    '[y]: https://evil.example',
    '- item',
    '<!--',
    '```',
    '{{ a() }}',
  ])('the proof tells what %j does where it is pasted as it is', (text) => {
    expect(problemsOnPages([{ text, words: [] }], renderer, pasted)).not.toEqual([]);
  });

  it(`renders ${TEXTS.length} texts, and nothing comes onto the page but what people may write`, () => {
    expect(problemsOnPages(TEXTS, renderer)).toEqual([]);
  }, 900_000);

  it('shows live HTML only on pages of which the check run says so', () => {
    const typed = [...Object.values(ATTACKS).flat(), ...TEXTS.slice(0, 500).map(({ text }) => text)];
    const pages = typed.map((text) => page(text));
    const bodies = pages.map(({ text }) => text.slice(text.indexOf('## News')));
    const live = bodies.map((body) => isLive(renderer.render(body)));
    const unsaid = typed.filter(
      (_text, index) =>
        live[index] === true &&
        !checkEdition(pages[index] ?? page('')).some(({ title }) => title === 'Live HTML'),
    );

    expect(live.filter((it) => it).length).toBeGreaterThan(typed.length / 10);
    expect(unsaid).toEqual([]);
  }, 900_000);
});

/** Whether a browser would run something, by what the proof itself knows of HTML. */
function isLive(html: string): boolean {
  return readHtml(html).elements.some(
    ({ name, attributes }) =>
      /^(?:script|style|iframe|form|textarea)$/.test(name) ||
      Object.entries(attributes).some(
        ([attribute, value]) => attribute.startsWith('on') || /^\s*javascript:/i.test(value),
      ),
  );
}
