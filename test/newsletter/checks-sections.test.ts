import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import type { FormatSettings } from '../../src/newsletter/house-style/edition-settings.js';
import { earlierEdition, pullRequest, settings, sources } from './builders.js';
import { check, findingsIn, found, freshDraft, MDX } from './checked.js';

const ENTRY = '- [Change lever](https://github.com/other/crate/pull/1)';
const PEOPLE = '<span class="maintainers">Maintained by [@ann](https://github.com/ann)</span>';
const LEAD = 'We merged the following PRs this month:';

describe('a section', () => {
  it.each([
    ['nothing', '### Crate\n\n### Next\n\nText.'],
    ['its maintainers', `### Crate\n${PEOPLE}\n`],
    ['a hidden entry', `### Crate\n\n<!-- ${ENTRY} -->`],
    ['a comment', '### Crate\n\n<!--\nA template.\n-->'],
    ['comments on one line', '### Crate\n\n<!-- a --> <!-- b -->'],
    ['a thank-you for nothing', '### Crate\n\nThanks to [@ann](https://github.com/ann)!'],
  ])('with %s alone is empty', (_, markdown) => {
    expect(found(markdown)).toEqual(['1 Empty section']);
    expect(check(markdown)[0]?.level).toBe('warning');
    const hidden = markdown.replaceAll('<!--', '{/*').replaceAll('-->', '*/}');
    expect(found(hidden, { edition: freshDraft([], MDX).edition })).toEqual(['1 Empty section']);
  });

  it.each([
    ['text', '### Crate\n\nText.'],
    ['text below its maintainers', `### Crate\n${PEOPLE}\nText.`],
    ['a list', '### Crate\n\n- a'],
    ['smaller headings', '### Crate\n\n#### Part\n\nText.'],
    ['code', '### Crate\n\n```\nx\n```'],
  ])('with %s is not empty', (_, markdown) => {
    expect(found(markdown)).toEqual([]);
  });

  it.each([
    ['a list alone', `### Crate\n\n${ENTRY}`],
    ['a lead sentence alone', `### Crate\n\n${LEAD}\n\n${ENTRY}`],
    ['its maintainers and a lead sentence', `### Crate\n${PEOPLE}\n\n${LEAD}\n\n${ENTRY}`],
  ])('with %s lacks an introduction', (_, markdown) => {
    expect(check(markdown)).toMatchObject([{ level: 'notice', line: 8, title: 'No introduction' }]);
  });

  it.each([
    ['introduced', `### Crate\n\nThe crate turns levers.\n\n${LEAD}\n\n${ENTRY}`],
    ['introduced by a paragraph with its lead sentence', `### Crate\n\nIt turns levers. ${LEAD}\n\n${ENTRY}`],
    ['signed', `### Crate\n${PEOPLE.replace('Maintained', '(Section written')}\n\n${LEAD}\n\n${ENTRY}`],
  ])('that is %s needs no other introduction', (_, markdown) => {
    expect(found(markdown)).toEqual([]);
  });

  it('needs none in a format of its own', () => {
    const works = [pullRequest(10)];
    const findings = (format: Partial<FormatSettings>) => {
      const set = settings({ format: { ...settings().format, ...format } });
      const edition = assembleEdition(sources(works, { settings: set }));
      const text = renderEdition(edition).replace(/^The|^Levers.*\n\n/m, '');
      return findingsIn({ ...freshDraft([]), text, edition }).map(([, title]) => title);
    };
    for (const section of [
      '### {heading}\n\n{entries}',
      '### [{heading}]({url})\n{entries}',
      '### `{heading}` ({count})\n\n{entries}',
    ])
      expect(findings({ section })).toEqual([]);
    expect(findings({ entry: '* [{title}]({url})' })).toEqual(['No introduction']);
  });

  it('needs none where the editors never write one', () => {
    const april = earlierEdition(
      '2020-04',
      '### [`widget`](https://github.com/acme/widget)\n\n- [Older](https://github.com/acme/widget/pull/1)',
    );
    const edition = assembleEdition(sources([pullRequest(10)], { earlier: [april] }));
    const draft = { ...freshDraft([]), text: renderEdition(edition), edition, earlier: [april] };
    expect(draft.text).not.toContain(LEAD);
    expect(findingsIn(draft)).toEqual([]);
    const other = assembleEdition(sources([pullRequest(10)]));
    expect(findingsIn({ ...draft, edition: other })).toEqual([
      ['### [`widget`](https://github.com/acme/widget)', 'No introduction'],
    ]);
  });
});
