import { describe, expect, it } from '@jest/globals';
import { type Form, findRegion, textPattern } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { freshDraft } from './checked.js';
import { FORMS, merged, mergeTwice } from './on-forms.js';
import { checkEdition } from './on-texts.js';

const pr = (number: number, bullet = '* ') =>
  `${bullet}[Change ${number}](https://github.com/acme/widget/pull/${number})`;
const person = (login: string) => `* [@${login}](https://github.com/${login})`;

describe('one list without headings', () => {
  const text = (numbers: readonly number[], people = '@ann') =>
    `Hi.\n\n${numbers.map((number) => pr(number)).join('\n')}${numbers.length === 0 ? '' : '\n\n'}<hr />\n\n${numbers.length} changes by ${people}!\n`;
  const [two, three] = [text([1, 2]), text([1, 2, 3], '@ann, @bob')];
  const merge = (current: string, fresh = three) => merged(FORMS.list, two, current, fresh);

  it('is one part with one section, which its closing words end', () => {
    const { opening, parts } = parseDocument(two, FORMS.list);
    expect(opening.map(({ source }) => source)).toEqual(['Hi.']);
    expect(parts.map(({ heading, body }) => [heading.source, body])).toEqual([['', []]]);
    expect(parts[0]?.sections.map(({ rest }) => rest.map(({ key }) => key))).toEqual([
      ['entry acme/widget#1', 'entry acme/widget#2'],
    ]);
    expect(parts[0]?.closing.map(({ source }) => source)).toEqual(['<hr />', '2 changes by @ann!']);
  });

  it.each<[string, (of: string) => string]>([
    ['a greeting', (of) => of.replace('Hi.', 'Hello, all.')],
    ['an entry in other words', (of) => of.replace('[Change 1]', '[Our change]')],
    ['a hidden entry', (of) => of.replace(pr(1), `<!-- ${pr(1)} -->`)],
    ['a deleted entry', (of) => of.replace(`${pr(1)}\n`, '')],
    ['a paragraph before the list', (of) => of.replace('Hi.', 'Hi.\n\nMore.')],
    ['a paragraph at the end', (of) => `${of}\nBye.\n`],
    ['other words around the count', (of) => of.replace('changes by', 'nice changes, made by')],
    ['another end of the sentence', (of) => of.replace(/!\n$/, '. Thank you.\n')],
    ['no rule', (of) => of.replace('<hr />\n\n', '')],
  ])('keeps %s, and gets what is new', (_, edit) => {
    expect(merge(edit(two))).toBe(edit(three));
  });

  it('names who came in and went, in a list that people changed too', () => {
    const linked = (...logins: readonly string[]) =>
      logins.map((login) => `[@${login}](https://github.com/${login})`).join(', ');
    const [base, fresh] = [text([1], linked('ann', 'bob')), text([1, 2], linked('ann', 'cyd', 'eve'))];
    const current = base.replace(linked('ann', 'bob'), linked('ann', 'bob', 'mia'));
    expect(merged(FORMS.list, base, current, fresh)).toBe(text([1, 2], linked('ann', 'mia', 'cyd', 'eve')));
  });

  it('names a thousand people, and stands long texts beside them', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `@p${index}`).join(', ');
    const [base, fresh] = [text([1], many(1_000)), text([1, 2], many(1_005))];
    const current = base.replace('changes by', 'nice changes by');
    expect(merged(FORMS.list, base, current, fresh)).toBe(fresh.replace('changes by', 'nice changes by'));
    expect(merged(FORMS.list, base, `${'word '.repeat(20_000)}\n\n${current}`, fresh)).toContain('@p1004!');
  });

  it('gets its first entry, and its last one goes', () => {
    expect(merged(FORMS.list, text([]), text([]), text([1]))).toBe(text([1]));
    expect(merged(FORMS.list, text([1]), text([1]), text([]))).toBe(text([]));
    const emptied = text([1]).replace(`${pr(1)}\n\n`, '');
    expect(merged(FORMS.list, text([1]), emptied, text([1, 2]))).toBe(text([1, 2]).replace(`${pr(1)}\n`, ''));
  });
});

describe('a list of contributors', () => {
  const text = (numbers: readonly number[], logins: readonly string[]) =>
    `---\ntitle: May\n---\n\nIn May, we merged **${numbers.length} changes**!\n\n### All\n${numbers.map((number) => pr(number)).join('\n')}\n\n### Contributors\n${logins.map(person).join('\n')}\n`;
  const two = text([1, 2], ['ann', 'cyd']);
  const three = text([1, 2, 3], ['ann', 'bob', 'cyd']);
  const merge = (current: string) => merged(FORMS.contributors, two, current, three);

  it.each<[string, (of: string) => string]>([
    ['a deleted person', (of) => of.replace(`${person('ann')}\n`, '')],
    ['a person of people’s own', (of) => of.replace(person('cyd'), `${person('cyd')}\n${person('mia')}`)],
    ['a person in other words', (of) => of.replace(person('cyd'), `${person('cyd')}, who was here first`)],
    ['another heading', (of) => of.replace('### Contributors', '### Thank you')],
    ['another count', (of) => of.replace('In May, we', 'This month, all of us')],
  ])('keeps %s, and gets who is new', (_, edit) => {
    expect(merge(edit(two))).toBe(edit(three));
  });

  it('loses who has nothing in the edition any more, unless people wrote about them', () => {
    expect(merged(FORMS.contributors, three, three, two)).toBe(two);
    const written = three.replace(person('bob'), `${person('bob')} (hi!)`);
    expect(merged(FORMS.contributors, three, written, two)).toContain(`${person('bob')} (hi!)`);
  });

  it('does not get back whom people deleted', () => {
    const first = mergeTwice(
      FORMS.contributors,
      two,
      two.replace(`${person('ann')}\n`, ''),
      text([1, 2], ['cyd']),
    );
    expect(mergeTwice(FORMS.contributors, first.base, first.text, three).text).not.toContain('ann');
  });
});

describe('sections without parts', () => {
  const text = (names: readonly string[], logins: readonly string[]) =>
    `---\ntitle: May\n---\n\nHi.\n\n${names.map((name) => `### ${name}\n\n- [${name}](https://github.com/acme/${name}/pull/1)\n\n`).join('')}---\n\n## Thanks to\n\n${logins.map((login) => `- @${login}\n`).join('')}`;
  const [one, two] = [text(['a'], ['ann']), text(['a', 'b'], ['ann', 'bob'])];

  it('come before what stands behind them', () => {
    expect(parseDocument(one, FORMS.sections).parts[0]?.closing.map(({ kind }) => kind)).toEqual([
      ...['text', 'text', 'entry'],
    ]);
    expect(merged(FORMS.sections, one, one.replace('Hi.', 'Hello.'), two)).toBe(two.replace('Hi.', 'Hello.'));
    const greeted = (of: string) => of.replace('- @ann', '- @ann, as ever');
    expect(merged(FORMS.sections, one, greeted(one), two)).toBe(greeted(two));
  });

  it('leave room for who comes in beside somebody whom people replaced', () => {
    const [base, fresh] = [text(['a'], ['ann', 'bob']), text(['a'], ['ann', 'eve'])];
    expect(merged(FORMS.sections, base, text(['a'], ['ann', 'mia']), fresh)).toBe(
      text(['a'], ['ann', 'eve', 'mia']),
    );
  });

  it('come into a file that has none yet', () => {
    const [none, edited] = [text([], ['ann']), text([], ['ann']).replace('Hi.', 'Hello.')];
    expect(merged(FORMS.sections, none, edited, two)).toBe(two.replace('Hi.', 'Hello.'));
  });
});

describe('a line for each person', () => {
  const line = (login: string, ...numbers: readonly number[]) =>
    `- ${login} created ${numbers.map((number) => pr(number, '')).join(', ')}`;
  const text = (...lines: readonly string[]) => `+++\ntitle = "W"\n+++\n\n## PRs\n\n${lines.join('\n')}\n`;

  it('gets the person’s next entries, also in other words', () => {
    const [base, fresh] = [text(line('ann', 1)), text(line('ann', 1, 2), line('bob', 3))];
    const reworded = (of: string) =>
      of.replace('Change 1', 'Our change').replace('ann created', 'ann gladly created');
    expect(merged(FORMS.people, base, reworded(base), fresh)).toBe(reworded(fresh));
    const first = text(line('ann', 2, 1), line('bob', 3));
    expect(merged(FORMS.people, base, base, first)).toBe(first);
  });
});

describe('comments of MDX', () => {
  const text = (...entries: readonly string[]) => `## P\n\n### W\n\n${entries.join('\n')}\n`;
  const hidden = (number: number) => `{/* ${pr(number)} */}`;

  it('hide entries, one by one', () => {
    const document = parseDocument(text(pr(1), '', hidden(2), hidden(3)), FORMS.mdx);
    expect(document.sections[0]?.rest.map(({ key, hidden: is }) => [key, is])).toEqual([
      ['entry acme/widget#1', false],
      ['entry acme/widget#2', true],
      ['entry acme/widget#3', true],
    ]);
  });

  it('may have blank lines and headings in them', () => {
    const comment = '{/*\n\n## Not here\n\n- [x](https://github.com/acme/widget/pull/9)\n*/}';
    const { parts, pieces } = parseDocument(`${text(pr(1))}\n${comment}\n\nWords.\n`, FORMS.mdx);
    expect(parts).toHaveLength(1);
    expect(pieces.find(({ source }) => source === comment)?.block.kind).toBe('comment');
    expect(parseDocument(`${text(pr(1))}\n{/* open`, FORMS.mdx).endsOpen).toBe(true);
  });

  it('stay as people have them', () => {
    const [base, fresh] = [text(pr(1), pr(2)), text(pr(1), pr(2), pr(3))];
    const current = text(pr(1), '', hidden(2));
    expect(merged(FORMS.mdx, base, current, fresh)).toContain(hidden(2));
    expect(merged(FORMS.mdx, base, current, fresh)).toContain(pr(3));
  });
});

describe('a part of a file', () => {
  const [begin, end] = ['<!-- newsletter:begin -->', '<!-- newsletter:end -->'];
  const file = (...lines: readonly string[]) =>
    `---\nmine: yes\n---\n\n# All\n\n* [Mine](https://github.com/acme/widget/pull/1)\n\n${begin}\n${lines.join('\n')}\n${end}\n\nBye.`;

  it('is the bot’s between the marks alone', () => {
    const [base, fresh] = [`${begin}\n${pr(1)}\n${end}\n`, `${begin}\n${pr(1)}\n${pr(2)}\n${end}\n`];
    expect(merged(FORMS.region, base, file(pr(1)), fresh)).toBe(file(pr(1), pr(2)));
    expect(merged(FORMS.region, base, file('Words.', '', pr(1)), fresh)).toBe(
      file('Words.', '', pr(1), pr(2)),
    );
    const empty = `Hi.\n${begin}\n${end}\nBye.\n`;
    const nothing = `${begin}\n${end}\n`;
    expect(merged(FORMS.region, nothing, empty, fresh)).toBe(
      `Hi.\n${begin}\n${pr(1)}\n${pr(2)}\n${end}\nBye.\n`,
    );
  });

  it.each([
    ['Words.\n', { mistake: 'missing', line: 1 }],
    [`A\n${begin}\nB\n`, { mistake: 'never ends', line: 2 }],
    [`A\n${end}\n${begin}\n`, { mistake: 'never begins', line: 2 }],
    [`${begin}\n${begin}\n${end}\n`, { mistake: 'twice', line: 2 }],
    [`${begin}\n${end}\n${begin}\n${end}\n`, { mistake: 'twice', line: 3 }],
    [`${begin}\n\n${end}\n\n${end}\n`, { mistake: 'twice', line: 5 }],
  ])('is none in %j, and nothing is written', (text, expected) => {
    expect(findRegion(text)).toEqual(expected);
    expect(merged(FORMS.region, `${begin}\n${end}\n`, text, `${begin}\n${pr(1)}\n${end}\n`)).toBe(text);
  });
});

describe('the pattern of a block', () => {
  it('has any words for a placeholder, and any white space', () => {
    const pattern = textPattern('Thanks to the {count} of you ({contributors})!');
    expect(pattern.test('Thanks to the 3 of\nyou (@ann, @bob)!')).toBe(true);
    expect(pattern.test('Thanks to the 3 of us (@ann)!')).toBe(false);
    expect(textPattern('---').test('----')).toBe(false);
  });
});

describe('the check run', () => {
  /** What it finds in an edition of the form, `line title`. */
  const found = (form: Form, text: string, frontMatter = '') => {
    const { edition, ...draft } = freshDraft([]);
    const skeleton = { ...edition.skeleton, frontMatter };
    return checkEdition({ ...draft, edition: { ...edition, form, skeleton }, text }).map(
      ({ line, title, message }) => `${line} ${title}: ${message}`,
    );
  };
  const list = [pr(1), pr(2)].join('\n');

  it.each<[string, Form, string, string]>([
    [
      'one list',
      FORMS.list,
      `Hi.\n\n${list}\n\n<hr />\n\n2 changes by [@ann](https://github.com/ann)!\n`,
      '',
    ],
    ['a list of nothing', FORMS.list, 'Hi.\n\n<hr />\n', ''],
    [
      'lists below headings',
      FORMS.contributors,
      `---\ntitle: May\n---\n\n### All\n${list}\n\n### Contributors\n${person('ann')}\n`,
      '---\ntitle: May\n---',
    ],
    ['comments of MDX', FORMS.mdx, `## P\n\nHi.\n\n### W\n\nWords.\n\n${pr(1)}\n\n{/* ${pr(2)} */}\n`, ''],
  ])('finds nothing in %s, as the newsletter has it', (_, form, text, frontMatter) => {
    const own = found(form, text, frontMatter).filter(
      (line) => !/ (?:Merged at another time|Title that says)/.test(line),
    );
    expect(own).toEqual([]);
  });

  it('says which mark is wrong, and at which line', () => {
    const [begin, end] = ['<!-- newsletter:begin -->', '<!-- newsletter:end -->'];
    expect(found(FORMS.region, 'Words.\n')).toEqual([
      expect.stringMatching(/^1 No edition: .*no line "<!-- newsletter:begin -->"/),
    ]);
    expect(found(FORMS.region, `A\n${begin}\n`)).toEqual([
      expect.stringMatching(/^2 No edition: No line "<!-- newsletter:end -->"/),
    ]);
    expect(found(FORMS.region, `A\n\n${end}\n`)).toEqual([
      expect.stringMatching(/^3 No edition: This line ends/),
    ]);
    expect(found(FORMS.region, `${begin}\n${end}\n${begin}\n`)).toEqual([
      expect.stringMatching(/^3 No edition: .*second time/),
    ]);
  });

  it('looks at the bot’s part of a file alone', () => {
    const text = (outside: string, inside: string) =>
      `${outside}\n\n<!-- newsletter:begin -->\n${inside}\n<!-- newsletter:end -->\n\n${outside}\n`;
    expect(found(FORMS.region, text('Ask @ann.', 'Hi.'))).toEqual([]);
    expect(found(FORMS.region, text('Hi.', 'Ask @ann.'))).toEqual([
      expect.stringMatching(/^4 Name without link/),
    ]);
  });
});
