import { describe, expect, it } from '@jest/globals';
import { ATTACKS } from './attacks.js';
import { pasted, problemsOnPages } from './page-with-texts.js';
import { renderers } from './rendered-by-the-site.js';

describe.each(renderers().map((renderer) => [renderer.name, renderer] as const))(
  'rendered by %s',
  (_, renderer) => {
    it.each(Object.entries(ATTACKS))('attacks by %s come to nothing', (_family, texts) => {
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
    ])('tells what %j does where it is pasted as it is', (text) => {
      expect(problemsOnPages([{ text, words: [] }], renderer, pasted)).not.toEqual([]);
    });
  },
);
