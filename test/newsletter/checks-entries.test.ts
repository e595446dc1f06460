import { describe, expect, it } from '@jest/globals';
import { thoroughly } from '../thoroughly.js';
import { dependabot, earlierEdition, pullRequest } from './builders.js';
import { findingsIn, freshDraft } from './checked.js';
import { checkEdition, type TextToCheck } from './on-texts.js';

const HEADING = '### [`widget`](https://github.com/acme/widget)';

function edited(draft: TextToCheck, edit: (text: string) => string, more: Partial<TextToCheck> = {}) {
  const text = edit(draft.text);
  expect(text).not.toBe(draft.text);
  return { ...draft, ...more, text };
}

const without = (number: number) => (text: string) =>
  text.replace(new RegExp(`^.*/pull/${number}\\).*\n`, 'm'), '');

describe('a fresh draft', () => {
  it('has nothing that is found, shown, hidden and left out', () => {
    const draft = freshDraft([
      pullRequest(10),
      pullRequest(11, { author: dependabot }),
      pullRequest(12, { repository: 'acme/gadget', author: dependabot }),
    ]);
    expect(draft.edition.leftOut).toHaveLength(1);
    expect(findingsIn(draft)).toEqual([]);
  });
});

describe('a merged pull request whose section the file leaves out', () => {
  const bump = (number: number, repository = 'acme/gadget') =>
    pullRequest(number, { repository, author: dependabot, title: 'Bump it to the newest version of all' });
  const draft = freshDraft([pullRequest(10), bump(12), bump(13), bump(14, 'acme/Lever.rs')]);

  it.each([
    ['has no list', () => ''],
    ['is a person’s', () => 'Soon.'],
    ['lost its list', (body: string) => body.slice(0, body.indexOf('<details>'))],
    ['names others', () => 'See `acme/gadget#1`, `acme/gadgets#12` and `acme/gadget#123`.'],
  ])('is missing where the body %s', (_, edit) => {
    const found = checkEdition({ ...draft, body: edit(draft.body) });
    expect(found).toMatchObject([{ level: 'warning', line: 1, title: 'Missing entry' }]);
    expect(found[0]?.message).toMatch(
      /^acme\/gadget#12, acme\/gadget#13, acme\/Lever\.rs#14: merged this month/,
    );
  });

  it('is missing alone where the body lists the others', () => {
    const body = draft.body.replace('acme/gadget#12', 'acme/gadget#11');
    expect(checkEdition({ ...draft, body })[0]?.message).toMatch(/^acme\/gadget#12: merged/);
  });

  it('is not missing where the body lists it, with the line ends of Windows, or a person took it into the file', () => {
    expect(findingsIn({ ...draft, body: draft.body.replaceAll('\n', '\r\n') })).toEqual([]);
    const link = (number: number, name: string) =>
      `- [Bump](https://github.com/acme/${name}/pull/${number})\n`;
    const text = draft.text.replace(
      /(?=\n## )/,
      `\n${link(12, 'gadget')}${link(13, 'gadget')}${link(14, 'Lever.rs')}`,
    );
    const missing = checkEdition({ ...draft, text, body: '' }).filter(
      ({ title }) => title === 'Missing entry',
    );
    expect(missing).toEqual([]);
  });

  thoroughly('is not missing in the short list of a month of thousands, but where even that is cut', () => {
    const months = (count: number) =>
      freshDraft([pullRequest(1), ...Array.from({ length: count }, (_, at) => bump(at + 2))]);
    expect(findingsIn(months(3000))).toEqual([]);
    const [finding, ...others] = checkEdition(months(12_000));
    expect(others).toEqual([]);
    expect(finding?.message).toMatch(/^acme\/gadget#\d+(?:, acme\/gadget#\d+){19} and \d+ more: merged/);
  });
});

describe('a merged pull request', () => {
  const draft = freshDraft([pullRequest(10), pullRequest(11, { author: dependabot }), pullRequest(12)]);

  it('that is not in the file is missing, which is told at its section', () => {
    const lacking = edited(draft, without(12));
    expect(findingsIn(lacking)).toEqual([[HEADING, 'Missing entry']]);
    expect(checkEdition(lacking)).toMatchObject([
      {
        level: 'warning',
        message: expect.stringContaining(
          'acme/widget#12 was merged this month and is not here. Add the line - [Change 12](https://github.com/acme/widget/pull/12)',
        ),
      },
    ]);
  });

  it('is missing at the first line where it has no section', () => {
    const other = freshDraft([pullRequest(10), pullRequest(12, { repository: 'acme/gadget' })]);
    const lacking = { ...other, text: draft.text.replace(without(12)(draft.text), '') || draft.text };
    expect(findingsIn(lacking)).toContainEqual(['+++', 'Missing entry']);
  });

  it('is not missing where it is hidden, reworded or moved', () => {
    const hidden = edited(draft, (text) => text.replace(/^(- .*\/pull\/12\))$/m, '<!-- $1 -->'));
    expect(findingsIn(hidden)).toEqual([]);
    const reworded = edited(draft, (text) => text.replace('Change 12', 'My words'));
    expect(findingsIn(reworded)).toEqual([]);
    const moved = edited(
      draft,
      (text) => `${without(12)(text)}\n- [Change 12](https://github.com/acme/widget/pull/12)\n`,
    );
    expect(findingsIn(moved)).toEqual([]);
  });

  it('is not missing when a person deleted it: the bot offered it before', () => {
    expect(findingsIn(edited(draft, without(12), { base: draft.text }))).toEqual([]);
    expect(findingsIn(edited(draft, without(12), { base: without(12)(draft.text) }))).toHaveLength(1);
  });

  it('is not missing when the body lists it, since its section was deleted', () => {
    expect(findingsIn(edited(draft, without(12), { withoutSection: ['acme/widget#12'] }))).toEqual([]);
  });

  it('in code is missing all the same', () => {
    const quoted = edited(draft, (text) => text.replace(/^(- .*\/pull\/12\))$/m, '\n```\n$1\n```\n'));
    expect(findingsIn(quoted)).toEqual([[HEADING, 'Missing entry']]);
  });

  it('is not looked for while a part of the month could not be read, which is told', () => {
    const edition = { ...draft.edition, gaps: ['acme/gadget could not be read.'] };
    const found = checkEdition(edited(draft, without(12), { edition }));
    expect(found).toMatchObject([
      {
        level: 'warning',
        line: 1,
        title: 'Not all was read',
        message: expect.stringMatching(/^acme\/gadget/),
      },
    ]);
  });

  it('with an endless title is named without it', () => {
    const long = freshDraft([pullRequest(10), pullRequest(12, { title: 'x'.repeat(10_000) })]);
    const [finding] = checkEdition(edited(long, without(12)));
    expect(finding?.message.length).toBeLessThan(400);
    expect(finding?.message).toContain('https://github.com/acme/widget/pull/12');
  });
});

describe('an entry', () => {
  const draft = freshDraft([pullRequest(10), pullRequest(12)]);
  const add = (line: string) => (text: string) => text.replace(/^(- .*\/pull\/12\))$/m, `$1\n${line}`);

  it('that stands twice is told at the second place, with the line of the first', () => {
    const line = '- [Again lever](https://github.com/Acme/widget/pull/10)';
    const twice = edited(draft, add(line));
    const first = twice.text.split('\n').findIndex((text) => text.includes('Change 10')) + 1;
    expect(findingsIn(twice)).toEqual([[line, 'Listed twice']]);
    expect(checkEdition(twice)[0]?.message).toBe(
      `Line ${first} already has an entry for acme/widget#10. Delete one of the two.`,
    );
  });

  it.each([
    '- [The same](https://github.com/acme/widget/pull/10/files)',
    '- https://github.com/acme/widget/issues/10: the same',
    '- The same (acme/widget#10)',
    '- <a href="http://www.github.com/acme/widget/pull/10?x=1">The same</a>',
  ])('that a person wrote in their own way stands twice: %s', (own) => {
    expect(findingsIn(edited(draft, add(own)))).toEqual([[own, 'Listed twice']]);
  });

  it('may have several lines about single commits of one pull request', () => {
    const commits = ['0123abc', '4567def'].map(
      (oid) => `- [Step ${oid}](https://github.com/acme/widget/pull/10/commits/${oid})`,
    );
    expect(findingsIn(edited(draft, add(commits.join('\n'))))).toEqual([]);
  });

  it('that is hidden and shown stands twice', () => {
    const line = '\n<!-- - [Change 10](https://github.com/acme/widget/pull/10) -->';
    expect(findingsIn(edited(draft, add(line)))).toEqual([[line.trim(), 'Listed twice']]);
  });

  it('may refer to another one below', () => {
    const line = '  - after [that](https://github.com/acme/widget/pull/10)';
    expect(findingsIn(edited(draft, add(line)))).toEqual([]);
  });

  it('of an earlier edition is told with its month', () => {
    const earlier = [
      earlierEdition('2020-03', '### W\n\n- [A](https://github.com/acme/widget/pull/12)'),
      earlierEdition('2020-04', '### W\n\n- [B lever](https://github.com/acme/widget/pull/8)'),
    ];
    expect(checkEdition({ ...draft, earlier })).toMatchObject([
      {
        level: 'warning',
        title: 'Listed before',
        message: expect.stringContaining('The edition of March 2020'),
      },
    ]);
  });

  it('that was not merged this month is a notice, unless it is about another organization', () => {
    const line = '- [Not yet](https://github.com/acme/widget/pull/99)';
    expect(findingsIn(edited(draft, add(line)))).toEqual([[line, 'Merged at another time']]);
    expect(findingsIn(edited(draft, add('- [Other lever](https://github.com/other/crate/pull/99)')))).toEqual(
      [],
    );
    expect(
      findingsIn(edited(draft, add('- [c lever](https://github.com/acme/widget/commit/0123456)'))),
    ).toEqual([]);
  });

  it('of an earlier month is known to be merged', () => {
    const line = '- [B lever](https://github.com/acme/widget/pull/8)';
    const earlier = [earlierEdition('2020-04', `### W\n\n${line}`)];
    expect(findingsIn(edited(draft, add(line), { earlier }))).toEqual([[line, 'Listed before']]);
  });
});

describe('a title that says nothing', () => {
  const titled = (title: string) =>
    findingsIn(freshDraft([pullRequest(10, { title })])).map(([, found]) => found);

  it.each([
    'Develop',
    'wip',
    'WIP: fixes',
    '`lib.rs`',
    'Update file.rs',
    'Create .github/workflows/ci.yml',
    'Add files via upload',
    'Patch 1',
    'patch-12',
    'Feature/page tables',
    'Merge develop into master',
    'Small fixes and updates',
    'Various changes (wip)',
    'Develop (#12)',
    'fixup! Lever',
    'feat: wip',
    'Merge pull request #4 from ann/levers',
    'ann:develop',
    'Feature branch',
    'Fixes #12',
    'Code review changes',
    'Address review comments',
    'Apply suggestions from code review',
    'ann/patch-1',
    'Copilot/fix 3b5c',
    "Merge branch 'main' into levers",
    'Rename lever.rs to levers.rs',
    'dev → main',
    'First draft',
    'New version',
  ])('is found: %s', (title) => {
    expect(titled(title)).toEqual(['Title that says nothing']);
  });

  it.each([
    'Fix overflow',
    'Update `lib.rs` for 1 GiB pages',
    'I/O ports',
    'Update uart',
    'レバー',
    'Release 0.1',
    'Read/write lock',
    'fix: overflow',
    'Merge pull request templates',
    'acpi: developer notes',
    'Close file handles',
    'Fixes #12 by a lock',
    'Rename lever.rs to match the crate',
    'Update dependencies',
    'Merge branch predictors',
    'New lever',
  ])('is not: %s', (title) => {
    expect(titled(title)).toEqual([]);
  });

  it.each([
    '[Support](https://github.com/acme/widget/pull/10) for levers was added.',
    '[#10](https://github.com/acme/widget/pull/10)',
  ])('is not what an editor wrote: %s', (entry) => {
    const draft = freshDraft([pullRequest(10)]);
    const byHand = edited(draft, (text) => text.replace(/^- \[.*pull\/10.*$/m, `- ${entry}`));
    expect(findingsIn(byHand)).toEqual([]);
  });

  it('is not looked for in a hidden entry, or outside of entries', () => {
    const draft = freshDraft([pullRequest(10), pullRequest(11, { title: 'wip', author: dependabot })]);
    expect(findingsIn(draft)).toEqual([]);
    expect(
      findingsIn(edited(draft, (text) => text.replace('\n## ', '\n- [wip](https://a.example)\n\n## '))),
    ).toEqual([]);
  });
});
