import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { locateEntries } from '../../src/newsletter/draft/locate-entries.js';
import { dependabot, pullRequest } from './builders.js';
import { freshDraft, MDX } from './checked.js';
import { entryInFile } from './on-texts.js';

const link = (number: number) => `[Change ${number}](https://github.com/acme/widget/pull/${number})`;
const file = `+++\ntitle = "x"\n+++\n\n## Projects\n\n### [\`widget\`](https://github.com/acme/widget)\n
- ${link(1)}\n  - It makes ${link(2)} possible.\n- ${link(3)} (with [#4](https://github.com/acme/widget/pull/4))
<!-- - ${link(2)} -->\n`;

describe('where entries are', () => {
  it.each([
    ['HTML', HOUSE_FORM],
    ['MDX', MDX],
  ])('is shown, or hidden in a comment of %s', (_, form) => {
    const works = [pullRequest(1), pullRequest(2, { author: dependabot }), pullRequest(3)];
    const { edition, text } = freshDraft(works, form);
    const { before, behind } = form.hidden;
    const edited = text.replace(/^(- .*pull\/3\))$/m, `${before}$1${behind}`);
    const document = parseDocument(edited, form);
    const located = locateEntries(edition, { file: { document, offered: null }, withoutSection: [] });
    const places = located.map(({ entry, place }) => [entry.work.key, place]);
    expect(new Map(places as [string, string][])).toEqual(
      new Map([
        ['acme/widget#1', 'shown'],
        ['acme/widget#2', 'hidden'],
        ['acme/widget#3', 'hidden'],
      ]),
    );
  });
});

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
