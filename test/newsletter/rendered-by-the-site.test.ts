import { describe, expect, it } from '@jest/globals';
import { ATTACKS } from './attacks.js';
import { pasted, problemsOnPages } from './page-with-texts.js';
import { renderers } from './rendered-by-the-site.js';

const FAMILIES = [
  'info strings',
  'tables that cut code',
  'attributes of headings',
  'titles and addresses of links',
];
const [site] = renderers();

describe(`rendered by ${site.name}`, () => {
  it.each(FAMILIES)('attacks by %s come to nothing', (family) => {
    const typed = (ATTACKS[family] ?? []).map((text) => ({ text, words: [] }));
    expect(typed).not.toEqual([]);
    expect(problemsOnPages(typed, site)).toEqual([]);
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
    expect(problemsOnPages([{ text, words: [] }], site, pasted)).not.toEqual([]);
  });
});
