import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { languageOf } from '../../src/newsletter/document/language.js';
import { parseTyposFile, withAllowed } from '../../src/newsletter/spelling/spelling.js';
import { dependabot, pullRequest } from './builders.js';
import { findingsIn, freshDraft, MDX } from './checked.js';
import { checkEdition } from './on-texts.js';

const misspellings = new Map([
  ['recieve', 'receive'],
  ['teh', 'the'],
  ['a', 'b, c, d, e, f'],
]);
const spelling = { misspellings, own: withAllowed(parseTyposFile(null), ['a']) };

function draftOf(title: string, author?: typeof dependabot, form = HOUSE_FORM) {
  const works = [pullRequest(10, { title, ...(author === undefined ? {} : { author }) }), pullRequest(11)];
  return { ...freshDraft(works, form), spelling };
}

const LINE = '- [Recieve teh message](https://github.com/acme/widget/pull/10)';

describe('a typo in a title', () => {
  it('is told at its line, with what was meant and what to do, and hinders nothing', () => {
    const findings = checkEdition(draftOf('Recieve teh message'));
    expect(findingsIn(draftOf('Recieve teh message'))).toEqual([
      [LINE, 'Typo'],
      [LINE, 'Typo'],
    ]);
    expect(findings[0]).toMatchObject({
      level: 'notice',
      message: expect.stringMatching(/^"Recieve" looks like a typo for "Receive"\. .*check\.allowedWords/),
    });
  });

  it('is told of a hidden entry too', () => {
    expect(findingsIn(draftOf('Recieve message', dependabot)).map(([, title]) => title)).toEqual(['Typo']);
  });

  it('is told at most four corrections', () => {
    const own = parseTyposFile(null);
    const [finding] = checkEdition({ ...draftOf('Receive a message'), spelling: { misspellings, own } });
    expect(finding?.message).toContain('typo for "b" or "c" or "d" or "e". ');
  });

  it('is not told where nobody wants to know', () => {
    expect(findingsIn({ ...draftOf('Recieve teh message'), spelling: null })).toEqual([]);
    expect(findingsIn(draftOf('Receive a message'))).toEqual([]);
  });
});

describe('an edition in another language', () => {
  it.each(['de', 'fr', 'pt-BR', 'en'])('has its own words: %s', (tag) => {
    const form = {
      ...HOUSE_FORM,
      language: languageOf(tag, { lead: 'Recieve teh:', leadOne: 'Recieve teh:' }),
    };
    const draft = draftOf('Recieve teh message', undefined, form);
    const lines = new Set(findingsIn(draft).map(([line]) => line));
    expect([...lines]).toEqual(tag === 'en' ? ['Recieve teh:', LINE] : [LINE]);
  });
});

describe('a line that a person changed', () => {
  it('is not looked at, and neither is one that a person wrote', () => {
    const draft = draftOf('Recieve teh message');
    const reworded = draft.text.replace('Recieve teh message', 'Recieve the message');
    expect(findingsIn({ ...draft, text: reworded })).toEqual([]);
    const added = `${draft.text}\nTeh end.\n`;
    expect(findingsIn({ ...draft, text: added }).map(([line]) => line)).toEqual([LINE, LINE]);
  });

  it('is the same line when it was only hidden, shown or moved', () => {
    const draft = draftOf('Recieve message');
    const line = '- [Recieve message](https://github.com/acme/widget/pull/10)';
    const hidden = draft.text.replace(`${line}\n`, '').replace('\nThanks', `\n<!-- ${line} -->\n\nThanks`);
    expect(findingsIn({ ...draft, text: hidden })).toEqual([[`<!-- ${line} -->`, 'Typo']]);
    const inMdx = hidden.replace(`<!-- ${line} -->`, `{/* ${line} */}`);
    expect(findingsIn({ ...draftOf('Recieve message', undefined, MDX), text: inMdx })).toEqual([
      [`{/* ${line} */}`, 'Typo'],
    ]);
    const windows = draft.text.replaceAll('\n', '\r\n');
    expect(findingsIn({ ...draft, text: windows })).toEqual([[line, 'Typo']]);
  });
});
