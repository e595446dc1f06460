import { describe, expect, it } from '@jest/globals';
import { NameSet } from '../../src/newsletter/activity/names.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import {
  changeOffered,
  EMPTY_LEDGER,
  outlineOffered,
  parseOffered,
  printOffered,
} from '../../src/newsletter/merge/ledger.js';
import { withoutHidden } from '../../src/newsletter/merge/present-names.js';
import { mergeEdition } from './on-texts.js';

const pr = (number: number, repository = 'acme/w') =>
  `- [Change ${number}](https://github.com/${repository}/pull/${number})`;
const section = (name: string, ...entries: readonly string[]) =>
  [`### [\`${name}\`](https://github.com/acme/${name})`, `The \`${name}\` crate.`, entries.join('\n')].join(
    '\n\n',
  );
const edition = (...blocks: readonly string[]) => `${['Welcome.', '## Projects', ...blocks].join('\n\n')}\n`;

const whole = edition(
  section('w', pr(1), pr(2), pr(3)),
  section('v', pr(8, 'acme/v')),
  '## Join Us?',
  'Please.',
);
/** The bot has `acme/w#2` and the last two blocks no longer. */
const smaller = edition(section('w', pr(1), pr(3)));
/** People deleted the second entry, the second section and the last part, and hid the third entry. */
const byPeople = edition(section('w', pr(1), `<!-- ${pr(3)} -->`));

const stored = `${smaller}
<!-- Offered once and gone:
{
  "decided": [
    "entry acme/w#3"
  ],
  "entries": [
    "- [Change 2](https://github.com/acme/w/pull/2)"
  ],
  "parts": [
    "## Join Us?\\n\\nPlease."
  ],
  "sections": [
    "### [\`v\`](https://github.com/acme/v)\\n\\nThe \`v\` crate.\\n\\n- [Change 8](https://github.com/acme/v/pull/8)"
  ],
  "version": 1
}
-->
`;

/** As the text was before there were ledgers. */
const old = `${edition(section('w', pr(1), pr(3)), '## Join Us?', 'Please.', '## Rendered before', [pr(2), pr(3)].join('\n'), section('v', pr(8, 'acme/v')))}`;

describe('what was offered once and is gone', () => {
  it('stands as JSON behind the edition, in the same text', () => {
    expect(mergeEdition(whole, byPeople, smaller).base).toBe(stored);
  });

  it('is nothing where the bot has all that it ever offered', () => {
    expect(mergeEdition(whole, whole, whole).base).toBe(whole);
    expect(parseOffered(whole, HOUSE_FORM)?.ledger).toEqual(EMPTY_LEDGER);
  });

  it('stays as people left it when the bot has it again', () => {
    const again = mergeEdition(stored, byPeople, whole);
    expect(again.text).toBe(byPeople);
    expect(again.withoutSection).toEqual(['acme/v#8']);
    expect(mergeEdition(again.base, again.text, smaller)).toMatchObject({ text: byPeople, base: stored });
  });

  it('is printed again as it was read', () => {
    const offered = parseOffered(stored, HOUSE_FORM);
    expect(offered?.document.source).toBe(smaller);
    expect(offered && printOffered(offered)).toBe(stored);
    expect(offered && printOffered(changeOffered(offered, (document) => document))).toBe(stored);
  });

  it('may have the end of a comment in its words', () => {
    const arrow = `- [a --> b](https://github.com/acme/w/pull/2)`;
    const { base } = mergeEdition(whole.replace(pr(2), arrow), byPeople, smaller);
    expect(base?.match(/-->/g)).toHaveLength(1);
    expect(parseOffered(base ?? '', HOUSE_FORM)?.ledger.entries).toMatchObject([{ source: arrow }]);
  });

  it('has the stories that were told, also where nothing is gone, and no word of them ends it', () => {
    const stories = [{ period: '2020-05', text: 'From a --> b.\n\n<!-- Offered once and gone:' }];
    const offered = { document: parseDocument(whole, HOUSE_FORM), ledger: EMPTY_LEDGER };
    const text = printOffered(offered, stories);
    expect(parseOffered(text, HOUSE_FORM)).toMatchObject({ ...offered, stories });
    expect(parseOffered(whole, HOUSE_FORM)?.stories).toEqual([]);
    expect(parseOffered(text.replace('"2020-05"', '5'), HOUSE_FORM)).toBeNull();
  });

  it('says nothing of repositories that are private by now', () => {
    const offered = parseOffered(stored, HOUSE_FORM);
    const hide = (name: string) =>
      offered &&
      printOffered(
        changeOffered(offered, (document) => withoutHidden(document, new NameSet([name])).document),
      );
    expect(hide('acme/v')).toMatch(/"sections": \[\],/);
    expect(hide('acme/v')).not.toContain('acme/v');
    expect(hide('acme/w')).not.toContain('acme/w');
    expect(hide('acme/w')).toContain('acme/v');
  });

  it.each([
    ['of a newer version', stored.replace('"version": 1', '"version": 2')],
    ['that is no JSON', stored.replace('"version"', 'version')],
    ['without a list', stored.replace('"decided"', '"undecided"')],
    ['with something else in a list', stored.replace('"entry acme/w#3"', '3')],
    ['that is a list', stored.replace(/\n\{[\s\S]*\n\}/, '\n[]')],
  ])('is not known from a ledger %s', (_, text) => {
    expect(text).not.toBe(stored);
    expect(parseOffered(text, HOUSE_FORM)).toBeNull();
  });
});

describe('an archived text of before there were ledgers', () => {
  it('is read with what its last part remembers, and rewritten', () => {
    const offered = parseOffered(old, HOUSE_FORM);
    expect([...(offered?.ledger.decided ?? [])]).toEqual(['entry acme/w#3']);
    expect(offered?.ledger.entries.map(({ source }) => source)).toEqual([pr(2)]);
    expect(mergeEdition(old, byPeople, smaller)).toMatchObject({ text: byPeople, base: stored });
    expect(mergeEdition(old, byPeople, whole)).toEqual(mergeEdition(stored, byPeople, whole));
  });

  it('has all pieces of the text but the heading and the second copies', () => {
    const offered = parseOffered(old, HOUSE_FORM);
    const kept = offered ? outlineOffered(offered).pieces.map(({ source }) => source) : [];
    const all = parseDocument(old, HOUSE_FORM).pieces.map(({ source }) => source);
    expect([...kept, '## Rendered before', pr(3)].sort()).toEqual([...all].sort());
  });
});
