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

  it('shows its words in an introduction of a person', () => {
    const current = two.replace('It turns.', 'It turns well.').replace(`\n${pr(2)}`, '');
    expect(mergeEdition(two, current, two).text).toBe(current);
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

  it('stays where a person reworded it', () => {
    const current = fresh.replace(notice, '_Nothing yet, but see below._\n\n- [K](https://example.org/k)');
    expect(mergeEdition(fresh, current, fresh).text).toBe(current);
  });
});
