import { describe, expect, it } from '@jest/globals';
import { typedLinks } from './on-texts.js';

const item = '- [A post](https://a.example/post)\n  - More about [it](https://a.example/post/).';
const offered = `+++\nurl = "https://front.example"\n+++\n\n## News\n\n${item}\n\n## Projects\n\nText.\n`;

describe('links that people typed', () => {
  it.each<[string, string, readonly (readonly [string, number])[]]>([
    ['none in what the bot offered', offered, []],
    ['none where an item was edited', offered.replace('More about', 'Read').replace('A post', 'Post'), []],
    ['none where an item was moved', `${offered.replace(item, '- x')}\n${item}\n`, []],
    ['none where an item was deleted', offered.replace(item, ''), []],
    [
      'none in a comment or code',
      `${offered}\n<!-- https://b.example -->\n\n\`\`\`\nhttps://c.example\n\`\`\`\n`,
      [],
    ],
    ['one in an item', offered.replace(item, `${item}\n- [B](https://b.example)`), [['b.example', 9]]],
    ['one in a paragraph', offered.replace('Text.', 'Text, <https://b.example>'), [['b.example', 12]]],
    [
      'one that only shows',
      offered.replace('Text.', 'See http://www.b.example/x?utm_source=y.'),
      [['b.example/x', 12]],
    ],
    [
      'one that the bot offered too',
      offered.replace('Text.', `[Again](https://a.example/post).`),
      [['a.example/post', 12]],
    ],
    ['one twice', offered.replace('Text.', `${item}\n`), [['a.example/post', 12]]],
  ])('are %s', (_, current, expected) => {
    expect([...typedLinks(current, offered)]).toEqual(expected);
  });

  it('are all where nobody knows what was offered', () => {
    expect([...typedLinks(offered, null)]).toEqual([['a.example/post', 7]]);
  });
});
