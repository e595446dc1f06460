import { describe, expect, it } from '@jest/globals';
import { thoroughly } from '../thoroughly.js';
import { mergeEdition } from './on-texts.js';

const pr = (number: number, title = `Change ${number}`, repository = 'acme/w') =>
  `- [${title}](https://github.com/${repository}/pull/${number})`;
const hidden = (number: number, title?: string) => `<!-- ${pr(number, title)} -->`;
const person = (login: string) => `[@${login}](https://github.com/${login})`;

interface Facts {
  readonly intro?: string;
  readonly lead?: string;
  readonly entries?: readonly string[];
  readonly hiddenEntries?: readonly string[];
  readonly credit?: string;
  readonly after?: string;
}

/** An edition with one section about `acme/w`. */
function edition({
  intro = 'The `w` crate turns levers.',
  lead = 'We merged the following PRs this month:',
  entries = [pr(1), pr(2)],
  hiddenEntries = [],
  credit = `Thanks to ${person('ann')} and ${person('bob')} for their contributions!`,
  after = '',
}: Facts = {}): string {
  const blocks = [
    '+++\ntitle = "May"\n+++',
    'Welcome.',
    '## Projects',
    'What we did.',
    '### [`w`](https://github.com/acme/w)\n<span class="maintainers">Maintained by me</span>',
    intro,
    lead,
    entries.join('\n'),
    hiddenEntries.join('\n'),
    credit,
    after,
    '## Join Us?',
    'Please.',
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const base = edition();
/** The text with the lead sentence of a list of one. */
const singular = (text: string) => text.replace('the following PRs', 'the following PR');
const merge = (current: string, fresh: string) => mergeEdition(base, current, fresh).text;
const three = edition({ entries: [pr(1), pr(2), pr(3)] });

describe('merging what people wrote with what is new', () => {
  it.each<[string, string, readonly string[]]>([
    ['what brings an untouched one', base.replace('Welcome.', 'Hi!'), [pr(2)]],
    [
      'a new one that brings a reworded one',
      base.replace('Change 1]', 'My words]'),
      [pr(1, 'My words'), pr(2)],
    ],
    ['a new one that brings a deleted one', base.replace(`${pr(1)}\n`, ''), [pr(2)]],
  ])('lists %s', (_, current, kept) => {
    const bringing = `${pr(3)} (with [#1](https://github.com/acme/w/pull/1))`;
    const fresh = edition({ entries: [bringing, pr(2)] });
    const merged = mergeEdition(base, current, fresh);
    const entries = merged.text.split('\n').filter((line) => line.startsWith('- '));
    expect(entries.sort()).toEqual([bringing, ...kept].sort());
    expect(mergeEdition(merged.base, merged.text, fresh).text).toBe(merged.text);
    expect(merged.withoutSection).toEqual([]);
  });

  it('follows the bot where nobody wrote', () => {
    expect(merge(base, three)).toBe(three);
  });

  it.each<[string, string]>([
    ['lists an entry twice', edition({ entries: [pr(1), pr(2), pr(3, 'With #1'), pr(1, 'Again')] })],
    ['has an entry in a comment of several lines', base.replace(pr(1), `<!--\n${pr(1)}\n-->`)],
    ['has a comment that never ends', base.replace('## Join Us?', '<!-- Later:\n\n## Join Us?')],
    ['has code that never ends', base.replace('## Join Us?', '```rust\n## Join Us?')],
    [
      'has a section that is gone',
      base.replace('## Join Us?', `### Old\n\n- [Old](https://github.com/acme/old/pull/9)\n\n## Join Us?`),
    ],
  ])('follows the bot where nobody wrote, though the file %s', (_, offered) => {
    const fresh = edition({ entries: [pr(2), pr(4)] });
    expect(mergeEdition(offered, offered, fresh)).toEqual({
      text: fresh,
      base: fresh,
      keptThoughGone: [],
      withoutSection: [],
      isForeign: false,
    });
  });

  it('keeps the words of an entry to which something is joined, and tells of no deleted section', () => {
    const joined = `${pr(1)} (with [#3](https://github.com/acme/w/pull/3))`;
    const current = base.replace('Change 1]', 'My words]');
    const merged = mergeEdition(base, current, edition({ entries: [joined, pr(2)] }));
    expect(merged.text).toBe(current);
    expect(merged.withoutSection).toEqual([]);
  });

  it('changes nothing when there is nothing new', () => {
    const current = base.replace('Welcome.', 'Hi!').replace(pr(1), `${pr(1, 'Better')}\n  - and why`);
    expect(merge(current, base)).toBe(current);
  });

  it.each<[string, (text: string) => string]>([
    ['a reworded entry', (text) => text.replace('Change 1', 'A better title')],
    ['a note under an entry', (text) => text.replace(pr(1), `${pr(1)}\n    - a note\n    - another`)],
    ['a reworded introduction', (text) => text.replace('turns levers.', 'turns all the levers.')],
    ['a reworded lead sentence', (text) => text.replace('We merged the following PRs', 'Look at these')],
    ['a deleted lead sentence', (text) => text.replace('We merged the following PRs this month:\n\n', '')],
    ['a new paragraph', (text) => text.replace('## Join Us?', 'And one more thing.\n\n## Join Us?')],
    [
      'a new part',
      (text) => text.replace('## Join Us?', '## News\n\n- [x](https://x.example)\n\n## Join Us?'),
    ],
    ['a renamed heading', (text) => text.replace('[`w`]', '[The `w` crate]')],
    ['a renamed part', (text) => text.replace('## Projects', '## Our Projects')],
    ['a changed greeting', (text) => text.replace('Welcome.', 'Welcome back.')],
    ['changed front matter', (text) => text.replace('title = "May"', 'title = "May!"\ndate = 2020-06-07')],
    ['a table', (text) => text.replace('## Join Us?', '| a | b |\n|---|---|\n| 1 | 2 |\n\n## Join Us?')],
    [
      'code',
      (text) =>
        text.replace(
          '## Join Us?',
          '```rust\n## no heading\n- [x](https://github.com/acme/w/pull/3)\n```\n\n## Join Us?',
        ),
    ],
    ['a sub-heading', (text) => text.replace(pr(1), `#### Features\n\n${pr(1)}`)],
    ['a reference', (text) => text.replace('Please.', 'Please, [all].\n\n[all]: https://example.com')],
    ['no final newline', (text) => text.trimEnd()],
    ['tabs', (text) => text.replace(pr(1), `${pr(1)}\n\t- tabbed`)],
  ])('keeps %s, and still adds what is new', (_, edit) => {
    const current = edit(base);
    expect(current).not.toBe(base);
    const merged = merge(current, three);
    expect(merged).toBe(current.replace(pr(2), `${pr(2)}\n${pr(3)}`));
  });

  it('does not bring back what a person deleted', () => {
    expect(merge(base.replace(`${pr(1)}\n`, ''), three)).toBe(three.replace(`${pr(1)}\n`, ''));
  });

  it('lets an entry stay where a person moved it', () => {
    const moved = edition({ entries: [pr(2), pr(1)] });
    expect(merge(moved, three)).toBe(edition({ entries: [pr(2), pr(3), pr(1)] }));
  });

  it('lets an entry stay in the section to which a person moved it, with the bot’s words', () => {
    const other = '### [`v`](https://github.com/acme/v)\n\nText.\n\n';
    const twice = (entries: string) => base.replace('## Join Us?', `${other}${entries}\n\n## Join Us?`);
    const before = twice(pr(8, 'Eight', 'acme/v'));
    const moved = twice(`${pr(8, 'Eight', 'acme/v')}\n${pr(2)}`).replace(
      `${pr(1)}\n${pr(2)}\n\n`,
      `${pr(1)}\n\n`,
    );
    const fresh = before.replace('Change 2', 'Retitled');
    const { text } = mergeEdition(before, moved, fresh);
    expect(text).toBe(singular(moved.replace('Change 2', 'Retitled')));
  });

  it('follows a new title, unless a person reworded the entry', () => {
    const fresh = edition({ entries: [pr(1, 'Retitled'), pr(2)] });
    expect(merge(base.replace('Welcome.', 'Hi.'), fresh)).toBe(fresh.replace('Welcome.', 'Hi.'));
    expect(merge(base.replace('Change 1', 'Mine'), fresh)).toBe(base.replace('Change 1', 'Mine'));
  });

  it('keeps an entry hidden that a person hid, and shown that a person showed', () => {
    const before = edition({ entries: [pr(1), pr(2)], hiddenEntries: [hidden(7)] });
    const current = edition({ entries: [pr(1), hidden(2), pr(7)] });
    const fresh = edition({
      entries: [pr(1), pr(2, 'New words'), pr(3)],
      hiddenEntries: [hidden(7, 'Seven')],
    });
    const { text } = mergeEdition(before, current, fresh);
    expect(text).toContain(hidden(2, 'New words'));
    expect(text).toContain(`\n${pr(7, 'Seven')}`);
    expect(text).toContain(pr(3));
  });

  it('moves an entry into a comment when the bot hides it and no person touched it', () => {
    const fresh = edition({ entries: [pr(2)], hiddenEntries: [hidden(1)] });
    expect(merge(base.replace('Welcome.', 'Hi.'), fresh)).toBe(fresh.replace('Welcome.', 'Hi.'));
  });

  it('removes an entry that is gone, but keeps and reports it when a person changed it', () => {
    const fresh = edition({ entries: [pr(2)] });
    expect(merge(base.replace('Welcome.', 'Hi.'), fresh)).toBe(fresh.replace('Welcome.', 'Hi.'));
    const edited = base.replace('Change 1', 'Mine');
    expect(mergeEdition(base, edited, fresh)).toMatchObject({
      text: edited,
      keptThoughGone: ['acme/w#1'],
    });
  });

  it('adds a section where the bot has it, and reports entries of a section that a person deleted', () => {
    const section = `### [\`v\`](https://github.com/acme/v)\n\n${pr(8, 'Eight', 'acme/v')}`;
    const fresh = three.replace('## Join Us?', `${section}\n\n## Join Us?`);
    expect(merge(base.replace('Welcome.', 'Hi.'), fresh)).toBe(fresh.replace('Welcome.', 'Hi.'));
    const without = `${base.slice(0, base.indexOf('### '))}## Join Us?\n\nPlease.\n`;
    const merged = mergeEdition(base, without, three);
    expect(merged.text).toBe(without);
    expect(merged.withoutSection).toEqual(['acme/w#1', 'acme/w#2', 'acme/w#3']);
  });

  it('keeps the line ends of Windows', () => {
    const current = base.replaceAll('\n', '\r\n').replace('Welcome.', 'Hi.');
    expect(merge(current, three)).toBe(three.replaceAll('\n', '\r\n').replace('Welcome.', 'Hi.'));
  });

  it('knows an entry of several lines with the line ends of Windows', () => {
    const current = base.replace(pr(1), `${pr(1, 'Mine')}\n  - and why`).replaceAll('\n', '\r\n');
    expect(mergeEdition(edition({ entries: [pr(2)] }), current, base).text).toBe(current);
  });
});

describe('the front matter', () => {
  const frontMatter = (...lines: string[]) => base.replace('title = "May"', lines.join('\n'));
  const dated = frontMatter('title = "May"', 'date = 2020-06-01', '', '[extra]', 'editors = []', 'day = 1');
  const published = dated.replace('2020-06-01', '2020-06-08').replace('day = 1', 'day = 2');
  const mergeDated = (current: string) => mergeEdition(dated, current, published).text;

  it.each<[string, (text: string) => string]>([
    ['another title', (text) => text.replace('"May"', '"The month of May"')],
    ['a new line right above', (text) => text.replace('date', 'draft = true\ndate')],
    [
      'a list over several lines',
      (text) => text.replace('editors = []', 'editors = [\n  "ann",\n  "bob",\n]'),
    ],
    ['the line ends of Windows', (text) => text.replaceAll('\n', '\r\n').replace('"May"', '"Mine"')],
  ])('takes the date of publication beside %s', (_, edit) => {
    expect(mergeDated(edit(dated))).toBe(edit(published));
  });

  it('keeps a date that a person set, and one of another table', () => {
    const mine = dated.replace('2020-06-01', '2020-06-05');
    expect(mergeDated(mine)).toBe(mine.replace('day = 1', 'day = 2'));
    const moved = dated.replace('[extra]', '[more]');
    expect(mergeDated(moved)).toBe(moved.replace('2020-06-01', '2020-06-08'));
  });

  it.each([
    ['another title', (text: string) => text.replace('"May"', '"Mine"')],
    ['an author more', (text: string) => text.replace('"phil"', '"phil", "ann"')],
    ['an author less', (text: string) => text.replace('"phil"', '')],
    ['a list over several lines', (text: string) => text.replace('["phil"]', '[\n  "phil",\n  # you?\n]')],
  ])('gains an author of the bot’s beside %s', (_, edit) => {
    const authors = (list: string) => dated.replace('editors = []', `authors = [${list}]`);
    const current = edit(authors('"phil"'));
    const merged = mergeEdition(authors('"phil"'), current, authors('"phil", "sam"')).text;
    expect(merged.replace(/,? *"sam"|\n {2}"sam",/, '')).toBe(current);
    expect(merged).toContain('"sam"');
    expect(mergeEdition(authors('"phil", "sam"'), current, authors('"phil", "sam"')).text).toBe(current);
  });

  it('stays as a person left it where the values of the bot would break it', () => {
    const lists = dated.replace('editors = []', 'editors = [\n  "ann",\n]');
    const current = dated.replace('"May"', '"Mine"');
    expect(mergeEdition(dated, current, lists).text).toBe(current);
    const broken = current.replace('day = 1', 'day =');
    expect(mergeDated(broken)).toBe(broken);
  });
});

describe('the credit', () => {
  const thanks = (...logins: string[]) => `Thanks to ${logins.map(person).join(', ')} for all this!`;

  it('is a set of names: people and bot add and remove', () => {
    const before = `Thanks to ${person('ann')} and ${person('bob')} for their contributions!`;
    const current = `Thanks to ${person('bob')} and ${person('zoe')} for their contributions!`;
    const fresh = `Thanks to ${person('ann')}, ${person('bob')}, and ${person('cyd')} for their contributions!`;
    const merged = merge(base.replace(before, current), base.replace(before, fresh));
    expect(merged).toBe(
      base.replace(
        before,
        `Thanks to ${person('bob')}, ${person('zoe')}, and ${person('cyd')} for their contributions!`,
      ),
    );
  });

  it('keeps the shape that a person gave it', () => {
    const before = `Thanks to ${person('ann')} and ${person('bob')} for their contributions!`;
    const current = base.replace(before, thanks('ann', 'bob'));
    const fresh = base.replace(
      before,
      `Thanks to ${person('ann')} and ${person('cyd')} for their contributions!`,
    );
    expect(merge(current, fresh)).toBe(
      base.replace(before, `Thanks to ${person('ann')} and ${person('cyd')} for all this!`),
    );
  });

  it.each([
    'Many thanks to',
    'Thanks a lot to',
    'A big thank you to',
    'Thanks again to',
    'special thanks to',
  ])('gains and loses people in a sentence that a person begins with "%s"', (words) => {
    const before = `Thanks to ${person('ann')} and ${person('bob')} for their contributions!`;
    const reworded = `${words} ${person('ann')} and ${person('bob')} for their contributions!`;
    const fresh = `Thanks to ${person('ann')} and ${person('cyd')} for their contributions!`;
    expect(merge(base.replace(before, reworded), base.replace(before, fresh))).toBe(
      base.replace(before, `${words} ${person('ann')} and ${person('cyd')} for their contributions!`),
    );
  });

  it.each(['Thankfully,', 'No thanks to', 'Thanks for'])('is no sentence that begins with "%s"', (words) => {
    const before = `Thanks to ${person('ann')} and ${person('bob')} for their contributions!`;
    const current = base.replace(before, `${words} ${person('ann')} and ${person('bob')}.`);
    const fresh = base.replace(before, `Thanks to ${person('cyd')} for their contributions!`);
    expect(merge(current, fresh)).toContain(`${words} ${person('ann')} and ${person('bob')}.`);
  });

  it('does not come back after a person deleted it', () => {
    const current = edition({ credit: '' });
    expect(merge(current, three)).toBe(edition({ credit: '', entries: [pr(1), pr(2), pr(3)] }));
  });
});

describe('a section that people took apart', () => {
  const other = '### [`v`](https://github.com/acme/v)\n\nAbout `v`.';
  const both = (entries: readonly string[], others: readonly string[]) =>
    edition({ entries, after: `${other}\n\n${others.join('\n')}` });
  const eight = pr(8, 'Eight', 'acme/v');
  const nine = pr(9, 'Nine', 'acme/v');

  it('gains entries in the half that kept its heading, and names wherever its credit went', () => {
    const split = base.replace(`${pr(1)}\n`, `${pr(1)}\n\n### More of it\n\n`);
    const fresh = three.replace(`and ${person('bob')}`, `and ${person('cyd')}`);
    const merged = mergeEdition(base, split, fresh);
    expect(merged.text).toBe(
      split
        .replace(`${pr(1)}\n\n### More`, `${pr(1)}\n${pr(3)}\n\n### More`)
        .replace(`and ${person('bob')}`, `and ${person('cyd')}`),
    );
    expect(merged.withoutSection).toEqual([]);
  });

  it('gains names in the credit below its own entries, though another one reads the same', () => {
    const alike = `Thanks to ${person('ann')} and ${person('bob')} for their contributions!`;
    const before = both([pr(1)], [eight, '', alike]);
    const split = before.replace(pr(1), `### Half\n\n${pr(1)}`).replace(eight, `### Other half\n\n${eight}`);
    const thankCyd = (text: string) => {
      const place = text.lastIndexOf(alike);
      return text.slice(0, place) + text.slice(place).replace(person('bob'), person('cyd'));
    };
    const fresh = thankCyd(before);
    const { text } = mergeEdition(before, split, fresh);
    expect(text).toBe(thankCyd(split));
    expect(mergeEdition(before, text, fresh).text).toBe(text);
  });

  it('gains entries in the section that people merged it into', () => {
    const before = both([pr(1), pr(2)], [eight]);
    const joined = before.replace(`${other}\n\n`, '');
    const { text, withoutSection } = mergeEdition(before, joined, both([pr(1), pr(2), pr(3)], [eight, nine]));
    expect(text).toBe(joined.replace(pr(2), `${pr(2)}\n${pr(3)}`).replace(eight, `${eight}\n${nine}`));
    expect(withoutSection).toEqual([]);
  });

  it('gains entries and names under the heading that people gave it and another one together', () => {
    const before = both([pr(1)], [eight, nine, '', `Thanks to ${person('eve')} for their contributions!`]);
    const thankMore = (text: string) =>
      text
        .replace(pr(1), `${pr(1)}\n${pr(3)}`)
        .replace(person('bob'), person('cyd'))
        .replace(person('eve'), `${person('eve')} and ${person('fay')}`);
    const joined = before.replace(/### \[`w`\].*/, '### Both of ours').replace(`${other}\n\n`, '');
    const merged = mergeEdition(before, joined, thankMore(before));
    expect(merged.text).toBe(thankMore(joined));
    expect(mergeEdition(merged.base, merged.text, thankMore(before))).toEqual(merged);
  });

  it('gains what came in the meantime when people bring it back', () => {
    const deleted = base.slice(0, base.indexOf('### ')).concat('## Join Us?\n\nPlease.\n');
    const merged = mergeEdition(base, deleted, three);
    expect(merged.withoutSection).toContain('acme/w#3');
    expect(mergeEdition(merged.base, base, three).text).toBe(three);
  });

  it('stays deleted when the bot drops it and has it again', () => {
    const section = `${other}\n\n${eight}`;
    const before = edition({ after: section });
    const dropped = mergeEdition(before, base, base);
    expect(mergeEdition(dropped.base, dropped.text, before)).toMatchObject({
      text: base,
      withoutSection: ['acme/v#8'],
    });
  });
});

describe('an entry that changed hands', () => {
  it('stays deleted when the bot drops it and has it again', () => {
    const deleted = base.replace(`${pr(1)}\n`, '');
    const dropped = mergeEdition(base, deleted, edition({ entries: [pr(2)] }));
    expect(mergeEdition(dropped.base, dropped.text, base).text).toBe(singular(deleted));
  });

  it('stays hidden by a person though the bot hid it too for a while', () => {
    const byHand = edition({ entries: [pr(1)], hiddenEntries: [hidden(2)] });
    const agreed = mergeEdition(base, byHand, byHand);
    expect(mergeEdition(agreed.base, agreed.text, base).text).toBe(singular(byHand));
  });

  it('is reported as long as only a person keeps it', () => {
    const fresh = edition({ entries: [pr(2)] });
    const first = mergeEdition(base, base.replace('Change 1', 'Mine'), fresh);
    expect(mergeEdition(first.base, first.text, fresh)).toMatchObject({
      text: first.text,
      keptThoughGone: ['acme/w#1'],
    });
  });

  it('is told already when a person listed it first, by a reference or over two lines too', () => {
    const listed = base.replace(
      pr(2),
      `${pr(2)}\n- [A third\n  thing](https://github.com/acme/w/pull/3)\n- [A fourth][4]`,
    );
    const current = `${listed}\n[4]: https://github.com/acme/w/pull/4\n`;
    expect(merge(current, edition({ entries: [pr(1), pr(2), pr(3), pr(4)] }))).toBe(current);
  });

  it('is not told yet by an address that is left over of a deleted link', () => {
    const current = `${base}\n[3]: https://github.com/acme/w/pull/3\n`;
    expect(merge(current, three)).toBe(current.replace(pr(2), `${pr(2)}\n${pr(3)}`));
  });

  it('moves into a comment where a person moved it, not back', () => {
    const other = `### [\`v\`](https://github.com/acme/v)\n\nText.\n\n${pr(8, 'Eight', 'acme/v')}`;
    const before = edition({ after: other });
    const moved = before
      .replace(`${pr(1)}\n`, '')
      .replace(pr(8, 'Eight', 'acme/v'), `${pr(8, 'Eight', 'acme/v')}\n${pr(1)}`);
    const fresh = edition({ entries: [pr(2)], hiddenEntries: [hidden(1)], after: other });
    expect(mergeEdition(before, moved, fresh).text).toBe(moved.replace(pr(1), hidden(1)));
  });
});

describe('a file that a person broke', () => {
  it('is merged up to a comment that nobody closed; what follows waits until it is mended', () => {
    const broken = base.replace('## Join Us?', '<!-- Later:\n\n## Join Us?');
    const section = `### [\`v\`](https://github.com/acme/v)\n\n${pr(8, 'Eight', 'acme/v')}`;
    const fresh = edition({ entries: [pr(1), pr(2), pr(3)], after: section });
    const merged = mergeEdition(base, broken, fresh);
    expect(merged.text).toBe(broken.replace(pr(2), `${pr(2)}\n${pr(3)}`));
    expect(merged.withoutSection).toEqual(['acme/v#8']);
    const mended = merged.text.replace('<!-- Later:\n\n', '');
    expect(mergeEdition(merged.base, mended, fresh).text).toBe(fresh);
  });

  it('follows the bot’s new prose and front matter once it is mended', () => {
    const broken = base.replace(pr(2), `\n<!-- Later:\n\n${pr(2)}`);
    const dated = base.replace('+++\n\nWelcome.', 'date = 2020-06-08\n+++\n\nWelcome all.');
    const fresh = dated.replace('turns levers', 'turns all levers').replace('Change 2', 'Retitled');
    const waiting = mergeEdition(base, broken, fresh);
    expect(waiting.text).toBe(broken);
    expect(mergeEdition(waiting.base, base, fresh).text).toBe(fresh);
  });

  it('gains entries above code that nobody closed', () => {
    const broken = base.slice(0, base.indexOf(pr(1))).concat('```rust\n## Join Us?\n\nPlease.\n');
    const { text } = mergeEdition(base, broken, three);
    expect(text).toBe(broken.replace('```rust', `${pr(3)}\n\n\`\`\`rust`));
  });

  it('says again that a part is empty, though somebody deleted it in a comment meanwhile', () => {
    const nothing = '<span class="gray">Nothing.</span>';
    const [start, end] = [base.slice(0, base.indexOf('### ')), '## Join Us?\n\nPlease.\n'];
    const empty = `${start}${nothing}\n\n${end}`;
    const swallowed = empty.replace(nothing, `<!-- Later:\n${nothing}\n-->`);
    const filled = mergeEdition(empty, swallowed, base);
    expect(filled.text).toContain(`### [\`w\`]`);
    expect(mergeEdition(filled.base, start + end, empty).text).toBe(empty);
  });

  it('keeps the conflict markers of a person where they are', () => {
    const current = base.replace(
      pr(1),
      `<<<<<<< HEAD\n${pr(1)}\n=======\n${pr(1, 'Another')}\n>>>>>>> their-branch`,
    );
    expect(merge(current, three)).toBe(current.replace(pr(2), `${pr(2)}\n${pr(3)}`));
  });

  it.each([
    ['invalid', '+++\ntitle = \n+++'],
    ['unclosed', '+++\ntitle = "May"'],
    ['no', ''],
  ])('keeps %s front matter', (_, frontMatter) => {
    const current = base.replace('+++\ntitle = "May"\n+++', frontMatter);
    expect(merge(current, three)).toBe(three.replace('+++\ntitle = "May"\n+++', frontMatter));
  });

  it('follows the bot after a byte order mark', () => {
    expect(merge(`\uFEFF${base}`, three)).toBe(`\uFEFF${three}`);
  });

  thoroughly('takes time in proportion, and leaves alone what is far too long for an edition', () => {
    const [short, long, tooLong] = [600, 2_400, 25_000].map((count) => {
      const lines = `${pr(5, 'A line that somebody pasted over and over')}\n`.repeat(count);
      const current = `${base}\n${lines}`;
      const before = process.cpuUsage();
      return { current, merged: merge(current, three), spent: process.cpuUsage(before).user };
    });
    expect(long?.merged).toBe(long?.current.replace(pr(2), `${pr(2)}\n${pr(3)}`));
    expect(tooLong?.merged).toBe(tooLong?.current);
    expect(long?.spent).toBeLessThan(10 * (short?.spent ?? 0));
    expect(tooLong?.spent).toBeLessThan(long?.spent ?? 0);
  });
});

describe('a file that the bot did not make', () => {
  it('only gains what is new', () => {
    const mine = `# Notes\n\n## Projects\n\nHello.\n\n### [w](https://github.com/acme/w)\n\nMy words.\n\n${pr(2, 'My title')}\n`;
    const { text } = mergeEdition(null, mine, three);
    expect(text).toContain('My words.');
    expect(text).toContain(`${pr(1)}\n${pr(2, 'My title')}`);
    expect(text).toContain(pr(3));
    expect(text).not.toContain('Join Us');
  });

  it('gains a section and a part that it lacks, and their entries only once', () => {
    const mine = '## Other news\n\nMine.\n';
    const first = mergeEdition(null, mine, three);
    expect(first.text).toContain('## Projects\n\nWhat we did.\n\n### [`w`]');
    expect(first.text).toContain('## Other news\n\nMine.');
    expect(mergeEdition(null, first.text, three).text).toBe(first.text);
    expect(mergeEdition(first.base, first.text, three).text).toBe(first.text);
  });

  it.each(['', 'Not an edition at all.', '<!-- never closed\n\n## Projects', '{"json": true}\n'])(
    'is left alone when it is no edition: %j',
    (current) => {
      expect(mergeEdition(base, current, three)).toMatchObject({ text: current, base, isForeign: true });
    },
  );

  /** A parser needs ten seconds to minutes for each of them, and seconds for an ordinary edition of their length. */
  thoroughly.each([
    ['underlined headings', 'a\n-\n\n'],
    ['headings underlined twice', 'a\n===\n'],
    ['underlined headings in lists', '- a\n  -\n'],
    ['quotes', '> a\n\n'],
    ['quotes in lists', '- > a\n'],
    ['signatures of mail', 'a\n-- \n'],
    ['lists in lists', `${'- > '.repeat(4_000)}\n`],
    ['list items', '- a\n'],
  ])('is left alone, and soon, when it would keep the parser busy: %s', (_, piece) => {
    const current = `${three}\n${piece.repeat(Math.ceil(64_000 / piece.length))}`;
    const ordinary = `${three}\n${`${pr(7)}\n`.repeat(Math.ceil(64_000 / pr(7).length))}`;
    const cost = (file: string) => {
      const before = process.cpuUsage().user;
      return { merged: mergeEdition(base, file, three), spent: process.cpuUsage().user - before };
    };
    const { spent: usual } = cost(ordinary);
    const { merged, spent } = cost(current);
    expect(merged).toMatchObject({ text: current, base, isForeign: true });
    expect(spent).toBeLessThan(usual);
  });
});

describe('an entry that a person wrote in their own way', () => {
  it.each([
    '- [A lever](https://github.com/acme/w/pull/3/files)',
    '- [A lever](https://github.com/acme/w/pull/3/commits/0123abc)',
    '- [A lever](https://github.com/acme/w/issues/3?x=1)',
    '- A lever, <https://github.com/acme/w/pull/3>',
    '- https://github.com/acme/w/pull/3: A lever',
    '- <a href="http://www.github.com/Acme/W/pull/3/">A lever</a>',
    '- A lever (acme/w#3)',
    '- [A lever][3]\n\n[3]: https://github.com/acme/w/pull/3#discussion_r1',
  ])('is the entry of its pull request: %s', (line) => {
    const current = edition({ entries: [pr(1), pr(2), line] });
    expect(merge(current, three)).toBe(current);
    const replaced = edition({ entries: [pr(1), line.replace('/3', '/2').replace('#3)', '#2)')] });
    expect(merge(replaced, base)).toBe(replaced);
  });
});
