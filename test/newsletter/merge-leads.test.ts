import { describe, expect, it } from '@jest/globals';
import { mergeEdition } from './on-texts.js';

const pr = (number: number) => `- [Change ${number}](https://github.com/acme/w/pull/${number})`;
const commit = `- [Turn](https://github.com/acme/w/commit/${'a'.repeat(40)})`;
const hide = (line: string) => `<!-- ${line} -->`;
const PLURAL = 'We merged the following PRs this month:';
const SINGULAR = 'We merged the following PR this month:';

/** An edition with one section about `acme/w`. */
const edition = (lead: string, lines: readonly string[], introduction = 'It turns.') =>
  `+++\ntitle = "May"\n+++\n\n## Projects\n\n### [\`w\`](https://github.com/acme/w)\n\n${introduction} ${lead}\n\n${lines.join('\n')}\n`;

/** The text with one blank line where there are several. */
const evenly = (text: string) => `${text.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`;

const two = edition(PLURAL, [pr(1), pr(2)]);

describe('the lead sentence of the bot', () => {
  it.each([
    ['hid an entry', two.replace(pr(2), `\n${hide(pr(2))}`), SINGULAR],
    ['deleted an entry', two.replace(`\n${pr(2)}`, ''), SINGULAR],
    [
      'added a commit',
      two.replace(pr(2), `${pr(2)}\n${commit}`),
      'We merged the following changes this month:',
    ],
    [
      'put a commit in place of an entry',
      two.replace(pr(2), commit),
      'We merged the following changes this month:',
    ],
  ])('follows the list where a person %s, and stays so', (_, current, lead) => {
    const merged = mergeEdition(two, current, two);
    expect(merged.text).toBe(current.replace(PLURAL, lead));
    const again = mergeEdition(merged.base, merged.text, two);
    expect(again).toMatchObject({ text: merged.text, base: merged.base });
  });

  it('follows the list back once the person showed the entry again', () => {
    const merged = mergeEdition(two, two.replace(`\n${pr(2)}`, `\n\n${hide(pr(2))}`), two);
    const shown = merged.text.replace(`\n\n${hide(pr(2))}`, `\n${pr(2)}`);
    expect(mergeEdition(merged.base, shown, two).text).toBe(two);
  });

  it('follows what a later run adds below an entry that a person hid', () => {
    const merged = mergeEdition(two, two.replace(`\n${pr(2)}`, `\n\n${hide(pr(2))}`), two);
    const three = edition(PLURAL, [pr(1), pr(2), pr(3)]);
    const { text } = mergeEdition(merged.base, merged.text, three);
    expect(text).toContain(PLURAL);
    expect(text).toContain(pr(3));
  });

  it.each([
    ['hid all entries', two.replace(`${pr(1)}\n${pr(2)}`, `${hide(pr(1))}\n${hide(pr(2))}`)],
    ['deleted all entries', two.replace(`${pr(1)}\n${pr(2)}\n`, '')],
    ['deleted one and hid one', two.replace(`${pr(1)}\n${pr(2)}`, hide(pr(2)))],
    ['left the thanks alone', two.replace(`${pr(1)}\n${pr(2)}`, 'Thanks to [@ann](https://github.com/ann)!')],
  ])('goes where a person %s, and comes back with an entry', (_, current) => {
    const merged = mergeEdition(two, current, two);
    expect(merged.text.trimEnd()).toBe(current.replace(` ${PLURAL}`, '').trimEnd());
    const again = mergeEdition(merged.base, merged.text, two);
    expect(again).toMatchObject({ text: merged.text, base: merged.base });
    const three = edition(PLURAL, [pr(1), pr(2), pr(3)]);
    const { text } = mergeEdition(merged.base, merged.text, three);
    expect(text).toContain(`It turns. ${SINGULAR}`);
    expect(text).toContain(pr(3));
  });

  it('goes as a paragraph of its own', () => {
    const apart = two.replace(` ${PLURAL}`, `\n\n${PLURAL}`);
    const current = apart.replace(`${pr(1)}\n${pr(2)}`, hide(pr(1)));
    expect(mergeEdition(apart, current, apart).text).toBe(current.replace(`${PLURAL}\n\n`, ''));
  });

  it.each(['Nothing to see yet.', '- We turned it by hand.', '1. Turned', '```\nturn\n```'])(
    'stays above what a person put in place of the entries: %j',
    (words) => {
      const current = two.replace(`${pr(1)}\n${pr(2)}`, words);
      expect(mergeEdition(two, current, two).text).toBe(current);
    },
  );

  it('shows its words in an introduction of a person', () => {
    const current = two.replace('It turns.', 'It turns well.').replace(`\n${pr(2)}`, '');
    expect(mergeEdition(two, current, two).text).toBe(current);
  });
});

describe('the lead sentence of the bot, once nothing follows it', () => {
  const below = `${pr(1)}\n${pr(2)}`;

  it.each([
    ['deleted all entries', two.replace(`${below}\n`, '')],
    ['hid all entries', two.replace(below, `${hide(pr(1))}\n\n${hide(pr(2))}`)],
    ['put a comment around them', two.replace(below, `<!--\n${below}\n-->`)],
    ['deleted one and hid the other', two.replace(below, hide(pr(2)))],
  ])('goes where a person %s, and comes back with what a later run adds', (_, current) => {
    const merged = mergeEdition(two, current, two);
    expect(evenly(merged.text)).toBe(evenly(current.replace(` ${PLURAL}`, '')));
    expect(mergeEdition(merged.base, merged.text, two)).toMatchObject({
      text: merged.text,
      base: merged.base,
    });
    const three = edition(PLURAL, [pr(1), pr(2), pr(3)]);
    const { text } = mergeEdition(merged.base, merged.text, three);
    expect(text).toContain(pr(3));
    expect(text).toMatch(/We merged the following PRs? this month:/);
  });

  it('goes where a person moved them into another section of the bot', () => {
    const other = '### [`v`](https://github.com/acme/v)\n\nIt stands still.';
    const both = `${two}\n${other}\n`;
    const current = both.replace(`${below}\n\n${other}`, `${other}\n\n${below}`);
    expect(mergeEdition(both, current, both).text).toBe(current.replace(` ${PLURAL}`, ''));
  });

  it.each([
    ['a paragraph of its own', 'It turns.\n\n', 'It turns.'],
    ['all that is there', '', ''],
  ])('goes where it is %s, and comes back with the entries', (_, introduction, left) => {
    const text = `## Projects\n\n### [\`w\`](https://github.com/acme/w)\n\n${introduction}${PLURAL}\n\n${below}\n`;
    const merged = mergeEdition(text, text.replace(`${below}\n`, ''), text);
    expect(merged.text.trimEnd()).toBe(
      `## Projects\n\n### [\`w\`](https://github.com/acme/w)\n\n${left}`.trimEnd(),
    );
    const restored = `${merged.text.trimEnd()}\n\n${below}\n`;
    expect(mergeEdition(merged.base, restored, text).text).toBe(text);
  });

  it.each([
    ['a list without links', '- We rewrote all of it.'],
    ['a table', '| a | b |\n|---|---|\n| 1 | 2 |'],
    ['a sentence', 'Nothing worth a word.'],
    ['a picture', '<img src="turn.png">'],
  ])('stays where a person put %s in place of the list', (_, instead) => {
    const current = two.replace(below, instead);
    const merged = mergeEdition(two, current, two);
    expect(merged.text).toBe(current);
    expect(mergeEdition(merged.base, merged.text, two).text).toBe(current);
  });

  it.each([
    ['below a heading that a person wrote', (text: string) => text.replace(/^### .*/m, '### The wheel')],
    ['below a part that a person renamed', (text: string) => text.replace('## Projects', '## Work')],
    ['with the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['beside a paragraph of a person', (text: string) => text.replace('It turns.', 'Look!\n\nIt turns.')],
  ])('stays away, or in its number, %s', (_, change) => {
    for (const current of [two.replace(below, hide(pr(1))), two.replace(below, pr(1))]) {
      const merged = mergeEdition(two, current, two);
      const changed = change(merged.text);
      expect(mergeEdition(merged.base, changed, two).text).toBe(changed);
    }
  });

  it('stays deleted where a person deleted it with its list', () => {
    const current = two.replace(` ${PLURAL}\n\n${below}`, '');
    const merged = mergeEdition(two, current, two);
    expect(merged.text).toBe(current);
    const { text } = mergeEdition(merged.base, merged.text, edition(PLURAL, [pr(1), pr(2), pr(3)]));
    expect(text).toContain(pr(3));
    expect(text).not.toContain('We merged');
  });
});

describe('the lead sentence of the bot, above headings with which people took its list apart', () => {
  const half = '### The rest of `w`';
  const hidden = edition(PLURAL, [pr(2), pr(3), '', hide(pr(1))]);

  it.each([
    ['all', two, two.replace(pr(1), `\n${half}\n\n${pr(1)}`), PLURAL],
    ['a half', two, two.replace(pr(2), `\n${half}\n\n${pr(2)}`), PLURAL],
    ['all that was left', two, two.replace(`${pr(1)}\n`, `\n${half}\n\n`), SINGULAR],
    ['what an earlier run added', hidden, hidden.replace(`${pr(2)}\n`, `\n${half}\n\n`), SINGULAR],
  ])('stays, in the number of what it announces: %s', (_, before, current, lead) => {
    const merged = mergeEdition(before, current, before);
    expect(evenly(merged.text)).toBe(evenly(current.replace(PLURAL, lead)));
    expect(mergeEdition(merged.base, merged.text, before)).toMatchObject({
      text: merged.text,
      base: merged.base,
    });
  });

  it('changes nothing where the number was right before they did', () => {
    const left = hidden.replace(`${pr(2)}\n`, '');
    const merged = mergeEdition(hidden, left, hidden);
    const split = merged.text.replace(pr(3), `\n\n${half}\n\n${pr(3)}`);
    expect(mergeEdition(merged.base, split, hidden).text).toBe(split);
  });

  it('does not count what people list in sections about something else', () => {
    const current = two.replace(`\n${pr(2)}`, '\n\n### Ours\n\n- [Fly](https://github.com/a/os/pull/9)');
    expect(mergeEdition(two, current, two).text).toBe(current.replace(PLURAL, SINGULAR));
  });
});

describe('the lead sentence of the bot, below a heading of people that names nothing', () => {
  const renamed = (text: string) => text.replace(/^### .*/m, '### The wheel');

  it.each([
    ['the bot drops', renamed(two).replace(`${pr(1)}\n`, ''), edition(PLURAL, [pr(1)])],
    ['a person deletes', renamed(two).replace(`${pr(1)}\n${pr(2)}\n`, ''), two],
    [
      'a person moves away',
      `${renamed(two).replace(`${pr(1)}\n${pr(2)}\n`, '')}\n### Ours\n\n${pr(1)}\n`,
      two,
    ],
    ['both drop', renamed(two).replace(`\n${pr(2)}`, ''), edition(PLURAL, [pr(2)])],
  ])('is settled with the last entries, which alone tell whose it is: those that %s', (_, current, fresh) => {
    const merged = mergeEdition(two, current, fresh);
    expect(mergeEdition(merged.base, merged.text, fresh)).toMatchObject({
      text: merged.text,
      base: merged.base,
    });
  });

  it('goes where the bot drops the last entry that people left', () => {
    const current = renamed(two).replace(`${pr(1)}\n`, '');
    const { text } = mergeEdition(two, current, edition(PLURAL, [pr(1)]));
    expect(text.trimEnd()).toBe(
      current
        .replace(`${pr(2)}\n`, '')
        .replace(` ${PLURAL}`, '')
        .trimEnd(),
    );
  });
});

describe('the lead sentence of the bot, above what is no list of the bot', () => {
  it('does not count a copy in another section that the bot no longer has', () => {
    const other =
      '\n### [`v`](https://github.com/acme/v)\n\nIt stands still.\n\n- [Stop](https://github.com/acme/v/pull/7)\n';
    const one = edition(SINGULAR, [pr(1)]);
    const current = `${one}${other}${pr(1)}\n`;
    const { text } = mergeEdition(`${one}${other}`, current, one);
    expect(text).toContain(`${SINGULAR}\n\n${pr(1)}`);
  });
});

describe('the lead sentence of the bot, below an introduction that a person reworded', () => {
  const paragraphs = (lead: string, lines: readonly string[]) =>
    edition(lead, lines).replace('It turns. ', 'It turns.\n\n');
  const before = paragraphs(PLURAL, [pr(1), pr(2)]);
  const reword = (text: string) => text.replace('It turns.', 'It turns well.');

  it.each([
    ['deleted an entry', (text: string) => text.replace(`\n${pr(2)}`, ''), SINGULAR],
    ['hid an entry', (text: string) => text.replace(`\n${pr(2)}`, `\n\n${hide(pr(2))}`), SINGULAR],
    [
      'split the introduction too',
      (text: string) => text.replace('It ', 'Oh!\n\nIt ').replace(`\n${pr(2)}`, ''),
      SINGULAR,
    ],
    ['added a commit', (text: string) => text.replace(pr(2), `${pr(2)}\n${commit}`), 'changes'],
  ])('follows the list where the person %s', (_, edit, words) => {
    const current = edit(reword(before));
    const { text } = mergeEdition(before, current, before);
    expect(text).toContain(words);
    expect(text.replace(/We merged .*:/, PLURAL)).toBe(current);
  });

  it.each([
    ['above it', (text: string) => text.replace('We merged', 'Look!\n\nWe merged')],
    ['below it', (text: string) => text.replace(':\n\n-', ':\n\nLook!\n\n-')],
    ['around it', (text: string) => text.replace(/We merged.*/, 'Look!\n\n$&\n\nWell:')],
    ['far above it', (text: string) => text.replace('It turns well.', 'Look!\n\n$&')],
  ])('follows the list where the person wrote a paragraph %s too', (_, write) => {
    const current = write(reword(before)).replace(`\n${pr(2)}`, '');
    const merged = mergeEdition(before, current, before);
    expect(merged.text).toBe(current.replace(PLURAL, SINGULAR));
    expect(mergeEdition(merged.base, merged.text, before)).toMatchObject({
      text: merged.text,
      base: merged.base,
    });
  });

  it('comes back with a new entry', () => {
    const merged = mergeEdition(before, before.replace(`${pr(1)}\n${pr(2)}\n`, ''), before);
    const { text } = mergeEdition(
      merged.base,
      reword(merged.text),
      paragraphs(PLURAL, [pr(1), pr(2), pr(3)]),
    );
    expect(text.trimEnd()).toBe(reword(paragraphs(SINGULAR, [pr(3)])).trimEnd());
    expect(mergeEdition(merged.base, text, paragraphs(PLURAL, [pr(1), pr(2), pr(3)])).text).toBe(text);
  });
});

describe('the lead sentence of a person', () => {
  it.each([
    ['Look at these PRs:'],
    ['We merged the following pull requests this month:'],
    [SINGULAR],
    ['This month, only one thing:'],
  ])('is never touched, whatever the list has: %s', (lead) => {
    const current = two.replace(PLURAL, lead).replace(`\n${pr(2)}`, '');
    expect(mergeEdition(two, current, two).text).toBe(current);
    const emptied = two.replace(PLURAL, lead).replace(`${pr(1)}\n${pr(2)}`, hide(pr(1)));
    expect(mergeEdition(two, emptied, two).text).toBe(emptied);
    const grown = edition(PLURAL, [pr(1), pr(2), pr(3)]);
    expect(mergeEdition(two, current, grown).text).toBe(current.replace(pr(1), `${pr(1)}\n${pr(3)}`));
  });

  it('is left alone in a section that somebody signed', () => {
    const signature =
      '<span class="gray">(Section written by [@zoe](https://github.com/zoe))</span>\n\nIt turns.';
    const signed = edition(PLURAL, [pr(1), pr(2)], signature);
    const current = signed.replace(`\n${pr(2)}`, '');
    expect(mergeEdition(signed, current, signed).text).toBe(current);
  });

  it('is left alone in a file that the bot did not make', () => {
    const current = two.replace(`\n${pr(2)}`, `\n\n${hide(pr(2))}`);
    expect(mergeEdition(null, current, two).text).toBe(current);
  });
});

describe('the line of an empty part', () => {
  const notice = '<span class="gray">No projects were submitted this month.</span>';
  const fresh = `${two}\n## Other Projects\n\nSend us yours.\n\n${notice}\n\n## Join Us?\n\nPlease.\n`;

  it.each([
    ['a section', '### [`a/os`](https://github.com/a/os)\n\nI did a lot.'],
    ['a list', '- [My kernel](https://example.org/kernel)'],
    ['a list of pull requests', '- [Turn](https://github.com/a/os/pull/1)'],
    [
      'a section with entries',
      '### [`a/os`](https://github.com/a/os)\n\n- [Turn](https://github.com/a/os/pull/1)',
    ],
  ])('goes as soon as a person puts %s there, and comes back without it', (_, added) => {
    const current = fresh.replace(notice, `${notice}\n\n${added}`);
    const merged = mergeEdition(fresh, current, fresh);
    expect(merged.text).toBe(current.replace(`${notice}\n\n`, ''));
    expect(mergeEdition(merged.base, merged.text, fresh).text).toBe(merged.text);
    expect(mergeEdition(merged.base, merged.text.replace(`${added}\n\n`, ''), fresh).text).toBe(fresh);
  });

  it.each([
    ['the part', (text: string) => text.replace('## Other Projects', '## More Projects')],
    ['the sentence above it', (text: string) => text.replace('Send us yours.', 'We take yours.')],
    ['the heading that follows', (text: string) => text.replace('## Join Us?', '## Join!')],
    ['the list', (text: string) => text.replace('My kernel', 'Our kernel')],
  ])('stays away when a person renames %s later', (_, change) => {
    const added = '- [My kernel](https://example.org/kernel)';
    const merged = mergeEdition(fresh, fresh.replace(notice, `${notice}\n\n${added}`), fresh);
    const changed = change(merged.text);
    expect(mergeEdition(merged.base, changed, fresh).text).toBe(changed);
  });

  it('stays deleted where a person put a list in its place, whatever becomes of that', () => {
    const current = fresh.replace(notice, '- [My kernel](https://example.org/kernel)');
    const merged = mergeEdition(fresh, current, fresh);
    expect(merged.text).toBe(current);
    const emptied = fresh.replace(`${notice}\n\n`, '');
    expect(mergeEdition(merged.base, emptied, fresh).text).toBe(emptied);
  });

  it('stays where a person reworded it', () => {
    const current = fresh.replace(notice, '_Nothing yet, but see below._\n\n- [K](https://example.org/k)');
    expect(mergeEdition(fresh, current, fresh).text).toBe(current);
  });
});

describe('the lead sentence of the bot, where a story is put in place of the list', () => {
  const [story, only] = ['A story.\n\nIts end.', 'Instead of the list.'];
  const section = (prose: string, list: string) =>
    `+++\ntitle = "May"\n+++\n\n## Projects\n\n### [\`w\`](https://github.com/acme/w)\n\nIt turns.\n\n${prose}\n\n${list}\n`;
  const shown = `${PLURAL}\n\n${pr(1)}\n${pr(2)}`;
  const hidden = `${hide(pr(1))}\n${hide(pr(2))}`;
  const base = section(story, shown);
  const fresh = section(only, hidden);

  it.each([
    ['left all alone', (text: string) => text, fresh],
    ['reworded the end', (text: string) => text.replace('Its end.', 'The end.'), null],
    ['reworded the beginning', (text: string) => text.replace('A story.', 'Our story.'), null],
    [
      'added a paragraph',
      (text: string) => text.replace('Its end.', 'Its end.\n\nMore.'),
      section(`${only}\n\nMore.`, hidden),
    ],
    ['deleted the end', (text: string) => text.replace('\n\nIts end.', ''), null],
    ['deleted the sentence', (text: string) => text.replace(`${PLURAL}\n\n`, ''), fresh],
  ])('goes where a person %s, and nothing else of theirs', (_, edit, expected) => {
    const current = edit(base);
    const merged = mergeEdition(base, current, fresh);
    const kept = current.replace(shown, hidden);
    expect(evenly(merged.text)).toBe(evenly(expected ?? kept));
    expect(mergeEdition(merged.base, merged.text, fresh)).toMatchObject({
      text: merged.text,
      base: merged.base,
    });
    const again = mergeEdition(merged.base, merged.text, base).text;
    expect(again).toContain(`${pr(1)}\n${pr(2)}`);
    expect(again).toContain(PLURAL);
  });

  it('stays where a person reworded it, or shows an entry', () => {
    const reworded = base.replace(PLURAL, 'We merged these, as ever:');
    expect(mergeEdition(base, reworded, fresh).text).toContain('as ever:');
    const kept = base.replace('Its end.', 'The end.').replace('Change 2', 'My change');
    const { text } = mergeEdition(base, kept, fresh);
    expect(text).toContain('My change');
    expect(text).toContain('The end.');
  });
});
