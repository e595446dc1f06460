import { describe, expect, it } from '@jest/globals';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { ENGLISH, languageOf } from '../../src/newsletter/document/language.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { parseEarlierEdition, type SectionText } from '../../src/newsletter/house-style/earlier-edition.js';
import { fitLead, learnIntroduction } from '../../src/newsletter/house-style/section-style.js';
import { contributor, directCommit, earlierEdition, pullRequest, settings, sources } from './builders.js';

const ONE = { pullRequests: 1, commits: 0 };
const TWO = { pullRequests: 2, commits: 0 };
const COMMIT = { pullRequests: 0, commits: 1 };
const MIXED = { pullRequests: 1, commits: 1 };

describe('a lead sentence', () => {
  it.each([
    ['We merged the following PRs this month:', 'We merged the following PR this month:'],
    ['In May, we merged the following pull requests:', 'In May, we merged the following pull request:'],
    ['The following changes were merged this month:', 'The following change was merged this month:'],
    ['The following fixes have been made:', 'The following fix has been made:'],
    ['We merged the following small improvements:', 'We merged the following small improvement:'],
    ['These updates were merged:', 'This update was merged:'],
    ['Merged PRs:', 'Merged PR:'],
  ])('is put into the singular and back: %s', (plural, singular) => {
    expect(fitLead(plural, ONE, ENGLISH)).toBe(singular);
    expect(fitLead(plural, TWO, ENGLISH)).toBe(plural);
    expect(fitLead(singular, ONE, ENGLISH)).toBe(singular);
    expect(fitLead(singular, TWO, ENGLISH)).toBe(plural);
  });

  it.each([
    ['We merged the following PRs this month:', 'We merged the following changes this month:'],
    ['We merged the following pull request in May:', 'We merged the following changes in May:'],
    ['We made the following commits:', 'We made the following changes:'],
    ['We merged the following improvement:', 'We merged the following improvements:'],
  ])('says what is true of pull requests and commits alike: %s', (lead, mixed) => {
    expect(fitLead(lead, MIXED, ENGLISH)).toBe(mixed);
  });

  it('calls a commit a change, and a pull request no commit', () => {
    expect(fitLead('We merged the following PRs this month:', COMMIT, ENGLISH)).toBe(
      'We merged the following change this month:',
    );
    expect(fitLead('We made the following commits:', COMMIT, ENGLISH)).toBe('We made the following commit:');
    expect(fitLead('We made the following commits:', TWO, ENGLISH)).toBe('We made the following PRs:');
  });

  it.each([
    ['We merged several improvements this month:', ONE],
    ['Some small fixes were merged:', ONE],
    ['We merged the following improvements and fixes:', ONE],
    ['We merged a small change:', TWO],
  ])('is given up where its words cannot be made to fit: %s', (lead, listed) => {
    expect(fitLead(lead, listed, ENGLISH)).toBeNull();
  });

  it.each([['This month, we:'], ['What is new:'], ['The crate received a lever this month:']])(
    'stays as it is where it says no number: %s',
    (lead) => {
      expect([ONE, TWO, COMMIT].map((listed) => fitLead(lead, listed, ENGLISH))).toEqual([lead, lead, lead]);
    },
  );
});

describe('a lead sentence where one phrase of the two is set', () => {
  const [several, one] = [
    'We merged the following PRs this month:',
    'We merged the following PR this month:',
  ];

  it.each([
    ['en', { lead: 'These PRs came in:' }, 'These PRs came in:', ['This PR came in:', 'These PRs came in:']],
    ['de', { lead: 'Das kam dazu:' }, 'Das kam dazu:', ['Das kam dazu:', 'Das kam dazu:']],
    ['en', { lead: 'What is new:' }, one, [one, 'What is new:']],
    ['en', { leadOne: 'A single PR came in:' }, several, ['A single PR came in:', several]],
    ['de', { leadOne: 'Eines kam dazu:' }, several, ['Eines kam dazu:', several]],
  ])('has no placeholder: %s %j', (tag, phrases, lead, expected) => {
    const language = languageOf(tag, phrases);
    expect([ONE, TWO].map((listed) => fitLead(lead, listed, language))).toEqual(expected);
  });
});

describe('the lead sentence of a section', () => {
  const slips = (lead: string, numbers: readonly number[]) =>
    ['2020-02', '2020-03', '2020-04'].map((of) =>
      earlierEdition(
        of,
        `### [\`widget\`](https://github.com/acme/widget)\n\nIt turns. ${lead}\n\n${numbers.map((number) => `- [x](https://github.com/acme/widget/pull/${number})`).join('\n')}`,
      ),
    );
  const [plural, singular] = [
    'We merged the following PRs this month:',
    'We merged the following PR this month:',
  ];
  const text = (earlier: ReturnType<typeof slips>, more: Parameters<typeof sources>[1] = {}, count = 1) =>
    assembleEdition(
      sources(
        [901, 902].slice(0, count).map((number) => pullRequest(number)),
        { earlier, ...more },
      ),
    ).sections[0]?.text;

  it('fits what follows, whatever the editors let pass', () => {
    expect(text(slips(plural, [1]))).toBe(`It turns. ${singular}`);
    expect(text(slips(singular, [1, 2]), {}, 2)).toBe(`It turns. ${plural}`);
  });

  it('says "changes" where commits are among what is shown, not where they are hidden', () => {
    const commits = [directCommit('a', { author: contributor('bob', 2) })];
    const lead = (directCommits: 'show' | 'hide') =>
      text(slips(plural, [1, 2]), {
        settings: settings({ repositories: { 'acme/widget': { directCommits } } }),
        activity: { others: commits },
      });
    expect(lead('show')).toBe('It turns. We merged the following changes this month:');
    expect(lead('hide')).toBe(`It turns. ${singular}`);
  });

  it.each([
    ['commits', '- [C](https://github.com/acme/widget/commit/ccccccc)'],
    [
      'both',
      '- [C](https://github.com/acme/widget/commit/ccccccc)\n- [x](https://github.com/acme/widget/pull/3)',
    ],
  ])('is that of its last section above pull requests alone, past one above %s', (_, list) => {
    const [before] = slips(plural, [1]);
    const commits = slips('We merged the following changes this month:', [2]).map(
      ({ period: of, document }) =>
        parseEarlierEdition(
          of,
          document.source.replace('- [x](https://github.com/acme/widget/pull/2)', list),
          HOUSE_FORM,
        ),
    );
    expect(text([before, commits[1]].flatMap((edition) => edition ?? []))).toBe(`It turns. ${singular}`);
    expect(text(commits.slice(1))).toBe('It turns. We merged the following change this month:');
  });

  const wrapped = 'The crate turns levers,\nand never lets go of them.';
  const last = (sectionText: string) =>
    text([
      earlierEdition(
        '2020-04',
        `### [\`widget\`](https://github.com/acme/widget)\n\n${sectionText}\n\n- [x](https://github.com/acme/widget/pull/1)`,
      ),
    ]);

  it.each([
    ['news with a colon', `${wrapped} Recently, we released version 0.31 with some changes:`],
    ['news with a full stop', `${wrapped} Recently, we released version 0.31.`],
    ['news, and a lead sentence behind them', `${wrapped} Recently, we released 0.31. ${plural}`],
    ['nothing', wrapped],
    ['news, and more lines', `A crate.\nIt turns.\nIt lifts. In April, we rested:`],
  ])('has a paragraph of its own below an introduction that people wrapped, where it had %s', (_, of) => {
    expect(last(of)).toMatch(new RegExp(`^(?:${wrapped}|A crate.\nIt turns.\nIt lifts.)\n\n${singular}$`));
  });

  it('stands where people put it, however long that makes the line', () => {
    expect(last(`${wrapped} ${plural}`)).toBe(`${wrapped} ${singular}`);
    expect(last(`${wrapped}\n${plural}`)).toBe(`${wrapped}\n${singular}`);
    expect(last('It turns. Recently, we released 0.31 with some changes:')).toBe(`It turns. ${singular}`);
  });

  it('is that of the settings where the own one cannot fit', () => {
    expect(text(slips('We merged several improvements this month:', [1, 2]))).toBe(`It turns. ${singular}`);
    expect(
      text(slips('We merged a small change:', [1]), { settings: settings({ lead: 'Changes of May:' }) }, 2),
    ).toBe('It turns. Changes of May:');
  });
});

describe('an introduction and the lead sentence behind it', () => {
  const LEAD = 'We merged the following PR this month:';
  const earlier = ['2020-03', '2020-04'].map((of) =>
    earlierEdition(
      of,
      `### [\`widget\`](https://github.com/acme/widget)\n\nIt turns. ${LEAD}\n\n- [x](https://github.com/acme/widget/pull/1)`,
    ),
  );
  const text = (introduction: string) =>
    assembleEdition(
      sources([pullRequest(901)], {
        earlier,
        settings: settings({ repositories: { 'acme/widget': { introduction } } }),
      }),
    ).sections[0]?.text;

  it.each([
    '```rust\nlet it = turn();\n```',
    'See:\n\n~~~\nturn\n~~~',
    'See:\n\n    indented code',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    'a | b\n-|-\n1 | 2',
    '#### How it turns',
    'How it turns\n---',
    'It turns:\n- left\n- right',
    '> It turns.',
    '<div>\nIt turns.\n</div>',
    '<!-- It turned. -->',
    'It turns, see [the docs].\n\n[the docs]: https://example.org/docs',
    '---',
    ':::note\nIt turns.\n:::',
    '$$\nturn = 2\n$$',
    '{% note() %}\nIt turns.\n{% end %}',
    '{{< video "turn.mp4" >}}',
    '![It turns](turn.png)',
    'Lever\n: It turns.',
  ])('stand apart where the former ends with more than words: %j', (introduction) => {
    expect(text(introduction)).toBe(`${introduction}\n\n${LEAD}`);
  });

  it.each(['It has a lever.', 'It has\ntwo levers.', 'See:\n\n```\nturn\n```\n\nIt has a `lever`.'])(
    'stand as in the last edition where it ends with words: %j',
    (introduction) => {
      expect(text(introduction)).toBe(`${introduction} ${LEAD}`);
    },
  );

  it.each([
    ['code', '```\nturn. Left\n\nWe stop now.\n```'],
    ['code with tildes', '~~~ text\nturn\n\nIt was released.\n~~~'],
    ['a comment', '<!-- Turn. We stop this month. -->'],
    ['a comment over paragraphs', '<!-- Turn.\n\nWe stop this month. -->'],
  ])('are never learned with half of %s', (_, block) => {
    const learned = learnIntroduction([sectionOf(`It turns:\n${block}`)]);
    expect(learned?.text ?? '').not.toMatch(/`{3}|~{3}|<!--/);
    const proven = sectionOf(`It turns.\n\n${block}\n\n${LEAD}`);
    expect(learnIntroduction([proven, proven])?.text).toBe(`It turns.\n\n${block}`);
  });

  it.each([
    '```rust\nfn main() {}\n```',
    '- fast\n- small',
    '> quoted words',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    '<div>a</div>',
  ])('are learned with what they announce: %j', (block) => {
    const text = `It turns. For example:\n\n${block}`;
    expect(learnIntroduction([sectionOf(`${text}\n\n${LEAD}`)])?.text).toBe(text);
    expect(learnIntroduction([sectionOf(`${text}\n\nMore.\n\n${LEAD}`)])?.text).toBe(text);
  });

  it.each(['```\nwidget = "0.4"\n```', '- it was fast\n- it got small', '> We turn.'])(
    'are not learned where what they announce is of one month: %j',
    (block) => {
      const text = `It turns. For example:\n\n${block}\n\n${LEAD}`;
      expect(learnIntroduction([sectionOf(text)])?.text).toBe('It turns.');
    },
  );

  it.each([
    ['It turns[^1].\n\n[^1]: By hand. Or by motor.', 'It turns[^1].\n\n[^1]: By hand. Or by motor.'],
    ['It turns[^a].\n[^a]: By hand.', 'It turns[^a].\n[^a]: By hand.'],
    ['It turns[^1].\n\nNews.\n\n[^1]: By hand.', 'It turns[^1].\n\n[^1]: By hand.'],
    ['It turns [^1]. It stops[^2].\n\n[^2]: By hand.', 'It turns. It stops[^2].\n\n[^2]: By hand.'],
    ['It turns[^1].\n\n[^1]: Since May.', 'It turns.'],
    ['It turns.\n\nWe stop[^1].\n\n[^1]: By hand.', 'It turns.'],
    ['It matches `[^1]`.', 'It matches `[^1]`.'],
  ])('have their footnotes, or no marks of any: %j', (text, learned) => {
    expect(learnIntroduction([sectionOf(`${text}\n\n${LEAD}`)])?.text).toBe(learned);
  });
});

function sectionOf(text: string): SectionText {
  const [section] = earlierEdition('2020-04', '### [`widget`](https://github.com/acme/widget)\n').sections;
  if (section === undefined) throw new Error('no section');
  return { ...section, text };
}
