import { describe, expect, it } from '@jest/globals';
import { entryInFile } from './on-texts.js';

const link = (number: number) => `[Change ${number}](https://github.com/acme/widget/pull/${number})`;
const file = `+++\ntitle = "x"\n+++\n\n## Projects\n\n### [\`widget\`](https://github.com/acme/widget)\n
- ${link(1)}\n  - It makes ${link(2)} possible.\n- ${link(3)} (with [#4](https://github.com/acme/widget/pull/4))
<!-- - ${link(2)} -->\n`;

describe('the entry of a pull request', () => {
  it('is its own, although the note of another one links to it', () => {
    expect(entryInFile(file, 'acme/widget#2')).toMatchObject({
      source: `- ${link(2)}`,
      isHidden: true,
      line: 12,
    });
  });

  it('is that which tells of it too, where it has none', () => {
    expect(entryInFile(file, 'acme/widget#4')).toMatchObject({ isHidden: false, line: 11 });
  });

  it('may be nowhere', () => {
    expect(entryInFile(file, 'acme/widget#5')).toBeNull();
  });
});
