import { describe, expect, it } from '@jest/globals';
import { mergeEdition } from './on-texts.js';

type Name = 'u' | 'v' | 'w';

const entry = (name: Name, number: number) =>
  `- [Change ${number}](https://github.com/acme/${name}/pull/${number})`;
const hidden = (name: Name, number: number) => `<!-- ${entry(name, number)} -->`;
const heading = (name: Name) => `### [\`${name}\`](https://github.com/acme/${name})`;

/** The sentence that every section has in a real edition, so that two may read the same. */
function thanks(...logins: readonly string[]): string {
  return `Thanks to ${logins.map((login) => `[@${login}](https://github.com/${login})`).join(' and ')} for their contributions!`;
}

interface SectionText {
  readonly entries: readonly string[];
  readonly credit: string;
}

const BEFORE: Readonly<Record<Name, SectionText>> = {
  u: { entries: [entry('u', 1)], credit: thanks('ann') },
  v: { entries: [entry('v', 2)], credit: thanks('bob') },
  w: { entries: [entry('w', 3)], credit: thanks('cyd') },
};

/** An edition with a section about each of the three repositories, some of them otherwise than in `BEFORE`. */
function edition(changed: Partial<Record<Name, SectionText>> = {}): string {
  const sections = Object.entries({ ...BEFORE, ...changed }).map(([name, { entries, credit }]) =>
    [heading(name as Name), `About \`${name}\`.`, entries.join('\n'), credit].join('\n\n'),
  );
  return `${['## Projects', ...sections, '## Join Us?', 'Please.'].join('\n\n')}\n`;
}

/** What a person makes of it who deletes the headings of the second and the third section. */
function joined(text: string): string {
  return text.replace(`${heading('v')}\n\n`, '').replace(`${heading('w')}\n\n`, '');
}

/** The merged text, which another run leaves alone, with the base of this one too. */
function merge(base: string, current: string, fresh: string): string {
  const merged = mergeEdition(base, current, fresh);
  expect(mergeEdition(base, merged.text, fresh).text).toBe(merged.text);
  expect(mergeEdition(merged.base, merged.text, fresh).text).toBe(merged.text);
  return merged.text;
}

/** The text with an entry moved behind another one. */
function moved(text: string, line: string, above: string): string {
  return text.replace(`${line}\n`, '').replace(above, `${above}\n${line}`);
}

describe('the credits of sections that people joined', () => {
  it.each<[string, Name, number]>([
    ['first', 'u', 1],
    ['middle', 'v', 2],
    ['last', 'w', 3],
  ])('each thank the author of a new entry of their own section: the %s', (_, name, number) => {
    const fresh = edition({
      [name]: { entries: [entry(name, number), entry(name, 4)], credit: thanks('cyd', 'eve') },
    });
    expect(merge(edition(), joined(edition()), fresh)).toBe(joined(fresh));
  });

  it('are told apart by their entries where two read the same', () => {
    const alike = { w: { entries: [entry('w', 3)], credit: thanks('bob') } };
    const fresh = edition({ w: { entries: [entry('w', 3), entry('w', 4)], credit: thanks('bob', 'eve') } });
    expect(merge(edition(alike), joined(edition(alike)), fresh)).toBe(joined(fresh));
  });

  it('thank the authors of their own section though an entry of another one was moved above them', () => {
    const current = moved(joined(edition()), entry('u', 1), entry('w', 3));
    const fresh = edition({ w: { entries: [entry('w', 3), entry('w', 4)], credit: thanks('cyd', 'eve') } });
    expect(merge(edition(), current, fresh)).toBe(moved(joined(fresh), entry('u', 1), entry('w', 4)));
  });

  it.each<[string, readonly string[]]>([
    ['goes', [entry('u', 5)]],
    ['is hidden', [entry('u', 5), hidden('u', 1)]],
  ])('thank the authors of their own section though the entry above them %s', (_, entries) => {
    const base = edition({ u: { entries: [entry('u', 5), entry('u', 1)], credit: thanks('ann') } });
    const current = moved(joined(base), entry('u', 1), entry('w', 3));
    const fresh = edition({
      u: { entries: [entries.join('\n\n')], credit: thanks('ann') },
      w: { entries: [entry('w', 3), entry('w', 4)], credit: thanks('cyd', 'eve') },
    });
    expect(merge(base, current, fresh)).toBe(joined(fresh));
  });

  it('thank nobody of a section whose credit people deleted', () => {
    const without = (text: string) => text.replace(/Thanks to \[@ann\].*\n\n/, '');
    const fresh = edition({
      u: { entries: [entry('u', 1), entry('u', 4)], credit: thanks('ann', 'eve') },
      v: { entries: [entry('v', 2), entry('v', 5)], credit: thanks('bob', 'fay') },
    });
    expect(merge(edition(), without(joined(edition())), fresh)).toBe(without(joined(fresh)));
  });

  it('follow a section of which no entry is left', () => {
    const fresh = edition({ w: { entries: [entry('w', 4)], credit: thanks('eve') } });
    const text = merge(edition(), joined(edition()), fresh);
    expect(text).toContain(thanks('eve'));
    expect(text).not.toContain(thanks('cyd'));
  });

  it('keep the names of a person who gave a section the words of another one', () => {
    const current = edition()
      .replace(`${thanks('ann')}\n\n`, '')
      .replace(thanks('bob'), thanks('ann'));
    const fresh = edition({ u: { entries: [entry('u', 1), entry('u', 4)], credit: thanks('ann', 'eve') } });
    expect(merge(edition(), current, fresh)).toBe(
      current.replace(entry('u', 1), `${entry('u', 1)}\n${entry('u', 4)}`),
    );
  });
});
