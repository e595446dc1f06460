import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import type { Entry } from '../../src/newsletter/edition/edition.js';
import { pullRequest, sources } from '../newsletter/builders.js';
import { type ComparedNote, judgeNotes, listsWork, publishedNotes } from './published-notes.js';

const edition = `
The crate was published as \`v0.9.0\`.

- [One](https://github.com/Acme/Widget/pull/1) <span class="gray">(published as \`v1.0.0\`)</span>
- [Two](https://github.com/acme/widget/pull/2) <span class="gray">([published](https://github.com/acme/widget/pull/9) as \`v1.0.1\`)</span>
- [Three](https://github.com/rust-osdev/multiboot2-elf64/commit/a1237bcf357e5d4a5a6c40038fd1e690ef7305d9) (published as 0.10.1)
- [Four](https://github.com/acme/widget/pull/4), [again](https://github.com/acme/widget/pull/5) (published as \`gear v2.0.0\`, but yanked later)
- [Publish a crate as planned](https://github.com/acme/widget/pull/6)
`;

/** An entry that tells the release. */
function entry(publishedAs: string | null): Entry {
  const [section] = assembleEdition(sources([pullRequest(1)])).sections;
  const [drafted] = section?.shown ?? [];
  if (drafted === undefined) throw new Error('An edition of one pull request has an entry.');
  return { ...drafted, publishedAs };
}

function note(version: string, told: string | null | undefined): ComparedNote {
  return {
    key: 'acme/widget#1',
    month: '2020-05',
    version,
    entry: told === undefined ? undefined : entry(told),
  };
}

describe('publishedNotes', () => {
  it('finds the notes after entries, with the repositories’ present names', () => {
    expect(publishedNotes(edition)).toEqual([
      { key: 'acme/widget#1', version: '1.0.0' },
      { key: 'acme/widget#2', version: '1.0.1' },
      { key: 'rust-osdev/multiboot2@a1237bc', version: '0.10.1' },
      { key: 'acme/widget#4', version: 'gear v2.0.0' },
    ]);
  });

  it('knows what else an edition lists', () => {
    expect(listsWork(edition, 'acme/widget#6')).toBe(true);
    expect(listsWork(edition, 'acme/widget#7')).toBe(false);
  });
});

describe('judgeNotes', () => {
  const good = Array.from({ length: 94 }, () => note('1.0.0', 'v1.0.0'));
  const bad = Array.from({ length: 6 }, () => note('1.0.0', 'v1.1.0'));

  it('wants 94 of a hundred notes', () => {
    expect(judgeNotes([...good, ...bad]).holds).toBe(true);
    expect(judgeNotes([...good, ...bad, ...bad])).toMatchObject({
      holds: false,
      sentence:
        '"published as" over the editions of 2020 to 2022 is 0.887 (94 of 106); it must be 0.94 at least.',
    });
  });

  it('tells the reason of each miss', () => {
    expect(
      judgeNotes([note('1.0.0', 'v1.1.0'), note('gear v2.0.0', null), note('3.0.0', undefined)]).details,
    ).toEqual([
      'acme/widget#1 as 1.0.0 in the edition of 2020-05: the bot tells 1.1.0',
      'acme/widget#1 as gear v2.0.0 in the edition of 2020-05: the bot tells no release',
      'acme/widget#1 as 3.0.0 in the edition of 2020-05: no draft of these months has it',
    ]);
  });

  it('does not judge without editions', () => {
    expect(judgeNotes([]).holds).toBeNull();
  });
});
