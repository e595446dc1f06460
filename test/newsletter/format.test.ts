import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/newsletter-config.js';
import type { PullRequest } from '../../src/newsletter/activity/work.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { languageOf } from '../../src/newsletter/document/language.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { FORMAT_RULES } from '../../src/newsletter/edition/format.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import type {
  FormatSettings,
  GroupWithin,
  RepositorySettings,
} from '../../src/newsletter/house-style/edition-settings.js';
import { contributor, dependabot, earlierEdition, pullRequest, settings, sources } from './builders.js';
import { mergeEdition } from './on-texts.js';

const HOUSE = settings().format;
const WORKS = [
  pullRequest(1, { title: 'Add a lever', labels: ['feature'] }),
  pullRequest(2, { title: 'Fix `x`', author: contributor('Bob', 2), labels: ['bug'] }),
  pullRequest(3, { title: 'Add a crank' }),
];

/** The projects part of an edition, without its heading and description. */
function projects(
  format: Partial<FormatSettings>,
  works = WORKS,
  more: Partial<ReturnType<typeof settings>> = {},
): string {
  const set = settings({ ...more, format: { ...HOUSE, ...format } });
  const text = renderEdition(assembleEdition(sources(works, { settings: set })));
  return /organization hosts\.\n\n([\s\S]*?)\n$/.exec(text)?.[1] ?? text;
}

const work = (number: number, repository = 'acme/widget') =>
  `https://github.com/${repository}/pull/${number}`;

describe('a format', () => {
  it('says how an entry is written, and all else stays in the house style', () => {
    const text = projects({ entry: '* [#{number}]({url}): {title}, {mergedAt}' });
    expect(text).toBe(`### [\`widget\`](https://github.com/acme/widget)

We merged the following PRs this month:

* [#1](${work(1)}): Add a lever, 2020-05-15
* [#2](${work(2)}): Fix \`x\`, 2020-05-15
* [#3](${work(3)}): Add a crank, 2020-05-15

Thanks to [@ann](https://github.com/ann) and [@Bob](https://github.com/Bob) for their contributions!`);
  });

  it('says what a section is, which then says nothing that nobody wrote for it', () => {
    const text = projects({ section: '### {heading} ({count})\n{entries}', entry: '- {title} {url}' });
    expect(text).toBe(`### widget (3)
- Add a lever ${work(1)}
- Fix \`x\` ${work(2)}
- Add a crank ${work(3)}

Thanks to [@ann](https://github.com/ann) and [@Bob](https://github.com/Bob) for their contributions!`);
  });

  it('names people in the entry, and then thanks nobody below', () => {
    const entry = '* [{title}]({url}). Thank you, [@{login}]({authorUrl})';
    expect(projects({ section: '{entries}', entry })).toBe(
      `* [Add a lever](${work(1)}). Thank you, [@ann](https://github.com/ann)
* [Fix \`x\`](${work(2)}). Thank you, [@Bob](https://github.com/Bob)
* [Add a crank](${work(3)}). Thank you, [@ann](https://github.com/ann)`,
    );
  });

  it.each([
    ['a sentence', '* [{title}]({url}). Thank you, [@{login}]({authorUrl})', `* [Add a lever](${work(1)}).`],
    ['parentheses', '* [{title}]({url}) ([@{login}]({authorUrl}))', `* [Add a lever](${work(1)})`],
    ['people', '* [{title}]({url}). By {people}.', `* [Add a lever](${work(1)}).`],
    ['a part of a sentence', '* {title} by {login}, {url}', `* Add a lever by ghost, ${work(1)}`],
  ])('leaves out who does not want to be named: %s', (_, entry, expected) => {
    const credit = { optOut: ['ann'], openers: true, order: null };
    expect(projects({ section: '{entries}', entry }, WORKS.slice(0, 1), { credit })).toBe(expected);
  });

  it('names a bot where its entries are shown, but counts it not among the people', () => {
    const hide = { ...settings().hide, bots: false };
    const section = '{entries}\n\nPeople: {people}';
    const works = [pullRequest(4, { author: dependabot, title: 'Bump' }), ...WORKS.slice(1, 2)];
    expect(projects({ section, entry: '* [{title}]({url}) by {login}' }, works, { hide })).toBe(
      `* [Fix \`x\`](${work(2)}) by Bob\n* [Bump](${work(4)}) by dependabot\n\nPeople: [@Bob](https://github.com/Bob)`,
    );
  });

  it('leaves out parentheses with labels and releases where there are none', () => {
    const entry = '- [{title}]({url}) ({labels}) (`{release}`)';
    expect(projects({ section: '{entries}', entry }).split('\n\n')[0]).toBe(
      `- [Add a lever](${work(1)}) (feature)\n- [Fix \`x\`](${work(2)}) (bug)\n- [Add a crank](${work(3)})`,
    );
  });

  it('makes a line for each person', () => {
    const format = {
      section: '{entries}',
      entry: '- [{title}]({url})',
      person: '- {login} created {entries}',
    };
    const more = [...WORKS, pullRequest(5, { title: 'Oil it' })];
    expect(projects({ ...format, separator: ', ', lastSeparator: ', and ' }, more)).toBe(
      `- ann created [Add a lever](${work(1)}), [Add a crank](${work(3)}), and [Oil it](${work(5)})
- Bob created [Fix \`x\`](${work(2)})`,
    );
  });

  it('makes one list of all repositories without a heading for them, in their common order', () => {
    const works = [...WORKS.slice(0, 2), pullRequest(9, { repository: 'acme/gadget', title: 'Spin' })];
    const entry = '* {number} {title} {url}';
    const descending = projects({ section: '{entries}', entry, credit: 'none' }, works, {
      order: 'number-descending',
    });
    expect(descending).toBe(
      `* 9 Spin ${work(9, 'acme/gadget')}\n* 2 Fix \`x\` ${work(2)}\n* 1 Add a lever ${work(1)}`,
    );
  });

  it('thanks the people of all repositories below one list, each once', () => {
    const dora = pullRequest(9, { repository: 'acme/gadget', author: contributor('dora', 9) });
    const thanks = (works: typeof WORKS) => projects({ section: '{entries}' }, works).split('\n\n').at(-1);
    expect(thanks([dora, ...WORKS])).toBe(
      'Thanks to [@ann](https://github.com/ann), [@Bob](https://github.com/Bob), and [@dora](https://github.com/dora) for their contributions!'.replace(
        /(\[@ann\]\S*), (\[@Bob\]\S*)/,
        '$1, $2',
      ),
    );
    const [first] = WORKS;
    const other = pullRequest(9, { repository: 'acme/gadget' });
    expect(thanks([other, ...(first === undefined ? [] : [first])])).toBe(
      'Thanks to [@ann](https://github.com/ann) for their contributions!',
    );
    expect(thanks([dora])).toBe('Thanks to [@dora](https://github.com/dora) for their contribution!');
  });

  it('hides an entry in a comment, in its own words', () => {
    const works = [pullRequest(4, { author: dependabot, title: 'Bump --> x' }), ...WORKS.slice(0, 1)];
    const text = projects(
      { section: '{entries}', entry: '* [{title}]({url}): {title}', credit: 'none' },
      works,
    );
    expect(text).toBe(
      `* [Add a lever](${work(1)}): Add a lever\n\n<!-- * [Bump --\\> x](${work(4)}): Bump --\\> x -->`,
    );
    const short = projects(
      { section: '{entries}', hidden: '- [{number}]({url}) {title}', credit: 'none' },
      works,
    );
    expect(short).toContain(`<!-- - [4](${work(4)}) Bump --\\> x -->`);
  });

  it('keeps what people wrote for a section above its list', () => {
    const introduced = settings({ repositories: { 'acme/widget': { introduction: 'All about *levers*.' } } });
    const text = projects({ section: '## {heading}\n\n{entries}', credit: 'none' }, WORKS, introduced);
    expect(text).toContain(`## widget\n\nAll about *levers*.\n\n- [Add a lever](${work(1)})`);
  });
});

describe('a value', () => {
  const shown = (entry: string, title: string) =>
    projects({ section: '{entries}', entry, credit: 'none' }, [pullRequest(1, { title })]);

  it.each([
    ['{title} {url}', 'F* and x_y', `- F* and x_y ${work(1)}`],
    [
      '{title} {url}',
      '*a* [b](https://evil.example)',
      `- \\*a\\* \\[b\\](https\\://evil.example) ${work(1)}`,
    ],
    ['{title} {url}', '<b onclick="x">', `- \\<b onclick="x"> ${work(1)}`],
    ['{title} {url}', '{{ x }} {% y %}', `- {\\{ x }} {\\% y %} ${work(1)}`],
    ['**{title}** {url}', 'a** b *c', `- **a\\*\\* b \\*c** ${work(1)}`],
    ['{title}(x) {url}', 'see [y]', `- see [y\\](x) ${work(1)}`],
    [
      '[x](https://a.example/?q={title}) {url}',
      'a) [b](c',
      `- [x](https://a.example/?q=a%29%20%5Bb%5D%28c) ${work(1)}`,
    ],
    [
      '[x](https://a.example/{nameWithOwner}) {title} {url}',
      'T',
      `- [x](https://a.example/acme/widget) T ${work(1)}`,
    ],
    ['`{title}` {url}', 'a `b`', `- \`\` a \`b\` \`\` ${work(1)}`],
    ['\\{{title}\\} {url}', 'T', `- {T} ${work(1)}`],
    ['<{url}> {title}', 'ann@example.org', `- <${work(1)}> (e-mail address)`],
  ])('is escaped for where it stands: %s', (entry, title, expected) => {
    expect(shown(`- ${entry}`, title)).toBe(expected);
  });
});

describe('groups within a section', () => {
  const format = { section: '### {heading}\n\n{entries}', credit: 'none' } as const;
  const grouped = (by: Partial<RepositorySettings>) => settings({ repositories: { 'acme/widget': by } });

  it('stand in the order of their headings, the rest last', () => {
    const labels = { bug: 'Fixes', feature: 'Features', '*': 'More' };
    expect(projects(format, WORKS, grouped({ groupWithin: 'label', labels }))).toBe(`### widget

#### Fixes

- [Fix \`x\`](${work(2)})

#### Features

- [Add a lever](${work(1)})

#### More

- [Add a crank](${work(3)})`);
  });

  it('are made in the house style, too, by the usual prefixes', () => {
    const works = [
      pullRequest(1, { title: 'fix(core)!: x' }),
      pullRequest(2, { title: 'feat: y' }),
      pullRequest(3),
    ];
    const text = projects({}, works, grouped({ groupWithin: 'prefix' }));
    expect(text.match(/^####.*$/gm)).toEqual(['#### Features', '#### Fixes', '#### Other changes']);
    expect(text).toContain('this month:\n\n#### Features\n\n- [feat: y]');
  });

  it('keep their order where all sections make one list', () => {
    const works = [...WORKS, pullRequest(7, { repository: 'acme/gear', labels: ['feature'] })];
    const by = { groupWithin: 'label', labels: { feature: 'Features', bug: 'Fixes' } } as const;
    const set = settings({ repositories: { 'acme/widget': by, 'acme/gear': by } });
    expect(
      projects({ section: '{entries}', credit: 'none' }, works, set).match(/^####.*$|\d(?=\)$)/gm),
    ).toEqual(['#### Features', '7', '1', '#### Fixes', '2', '#### Other changes', '3']);
  });

  it('are none where all would be the rest', () => {
    expect(projects(format, WORKS.slice(2), grouped({ groupWithin: 'label' }))).not.toContain('####');
  });

  it('are by branch, or by author, under these names', () => {
    const works = [...WORKS, pullRequest(6, { baseRefName: 'stable', author: contributor('zed', 3) })];
    const by = (groupWithin: GroupWithin) => ({ ...grouped({ groupWithin }), branches: 'all' as const });
    const byBranch = projects(format, works, by('branch'));
    expect(byBranch.match(/^####.*$/gm)).toEqual(['#### main', '#### stable']);
    const byPerson = projects({ ...format, group: '* {heading}: {count}\n{entries}' }, works, by('person'));
    expect(byPerson.match(/^\*.*$/gm)).toEqual(['* ann: 2', '* Bob: 1', '* zed: 1']);
  });
});

describe('a long list in the first edition', () => {
  const long = (...titles: readonly string[]) =>
    Array.from({ length: 26 }, (_, index) =>
      pullRequest(index + 1, { title: titles[index % titles.length] ?? '' }),
    );
  const titled = long('feat: x', 'fix: y', 'Z');
  const labelled = titled.map((each, index) => ({
    ...each,
    title: `Change ${index + 1}`,
    labels: [['enhancement', 'bug', 'other'][index % 3] ?? ''],
  }));
  const headings = (text: string) => text.match(/^####.*$/gm) ?? [];
  const inGroups = ['#### Features', '#### Fixes', '#### Other changes'];
  const first = '+++\ntitle = "A"\n+++\n';
  const afterEdition = (list: string) =>
    earlierEdition('2020-04', `### [\`widget\`](https://github.com/acme/widget)\n\n${list}`, first);
  const drafted = (works: readonly PullRequest[], more: Parameters<typeof sources>[1] = {}) =>
    headings(renderEdition(assembleEdition(sources(works, more))));

  it.each([
    ['by prefix', titled],
    ['by label', labelled],
    ['by what most have', [...titled.slice(0, 20), ...labelled.slice(20)]],
  ])('is grouped %s', (_, works) => {
    expect(drafted(works)).toEqual(inGroups);
  });

  it('is grouped by the headings that are set', () => {
    const set = settings({ repositories: { 'acme/widget': { labels: { fix: 'Repairs' } } } });
    expect(drafted(long('fix: x', 'y'), { settings: set })).toEqual(['#### Repairs', '#### Other changes']);
  });

  it.each([
    ['of 25 entries', titled.slice(1), {}],
    ['of which fewer than half have a kind', long('feat: x', 'y', 'z'), {}],
    ['where nothing is to be grouped', titled, { groupWithin: 'none' } as const],
  ])('stays one list %s', (_, works, widget) => {
    expect(drafted(works, { settings: settings({ repositories: { 'acme/widget': widget } }) })).toEqual([]);
  });

  it('stays one list in a format of its own, and in another language', () => {
    for (const format of [{ section: '### {heading}\n\n{entries}' }, { entry: '* [{title}]({url})' }])
      expect(headings(projects(format, titled))).toEqual([]);
    const form = { ...HOUSE_FORM, language: languageOf('de', {}) };
    expect(drafted(titled, { form })).toEqual([]);
  });

  it('is grouped later, too, if the last edition has groups', () => {
    const entry = '- [x](https://github.com/acme/widget/pull/99)';
    expect(drafted(titled, { earlier: [afterEdition(`#### Fixes\n\n${entry}`)] })).toEqual(inGroups);
    expect(drafted(titled, { earlier: [afterEdition(entry)] })).toEqual([]);
    for (const others of ['Docs', 'v0.13.1', 'Bug fixes'])
      expect(
        drafted(titled, { earlier: [afterEdition(`#### Fixes\n\n${entry}\n\n#### ${others}\n\n${entry}`)] }),
      ).toEqual([]);
    expect(drafted(titled, { earlier: [afterEdition(`#### Fixes\n\nMany.\n\n${entry}`)] })).toEqual([]);
  });

  it.each([
    ['grows', 25, 26],
    ['shrinks', 26, 25],
    ['has groups and gets one more', 26, 27],
  ])('keeps what people did, and stays as it began, while it %s', (_, before, now) => {
    const works = [...titled, pullRequest(27, { title: 'docs: w' })];
    const text = (count: number, ...drafts: readonly string[]) => {
      const outlines = drafts.map((draft) => parseDocument(draft, HOUSE_FORM));
      return renderEdition(assembleEdition(sources(works.slice(0, count), { drafts: outlines })));
    };
    const reworded = (draft: string) =>
      draft
        .replace(`[fix: y](${work(2)})`, `[Much better](${work(2)})`)
        .replace(`- [feat: x](${work(4)})\n`, '')
        .replace(`- [fix: y](${work(5)})`, `- [fix: y](${work(5)}), which ann liked`)
        .replace(`- [Z](${work(6)})\n`, `- [Z](${work(6)})\n- [A note](https://a.example)\n`);
    const current = reworded(text(before));
    const fresh = text(now, text(before), current);
    const merged = mergeEdition(text(before), current, fresh);
    expect(merged.text).toBe(reworded(fresh));
    expect(headings(fresh).length > 0).toBe(headings(text(before)).length > 0);
    expect(mergeEdition(merged.base, merged.text, fresh).text).toBe(merged.text);
  });
});

describe('a mistake in a format', () => {
  const problemsOf = (text: string) => {
    const parsed = parseConfig(`format:\n  ${text}\n`, 'acme/news');
    return parsed.kind === 'valid'
      ? []
      : parsed.problems.map(({ path, line, message }) => `${line} ${path} ${message}`);
  };

  it.each([
    [
      "entry: '- [{titel}]({url})'",
      /^2 format\.entry must not have \{titel\}\. The placeholders are \{title\}, \{url\}, /,
    ],
    ["entry: '- [{title}](x)'", /^2 format\.entry must have \{url\}\.$/],
    ["entry: '- {url}'", /^2 format\.entry must have \{title\}\.$/],
    [
      "entry: '- {title {url}'",
      /^2 format\.entry has a "\{" that belongs to no placeholder\. The placeholders are .*\. To keep a brace, write "\\\{"\.$/,
    ],
    ["entry: '- {title}} {url}'", /^2 format\.entry has a "\}" /],
    ["entry: '{title} {url}'", /^2 format\.entry must begin with the mark of a list item/],
    ['entry: "- {title}\\n{url}"', /^2 format\.entry must be one line\.$/],
    [
      'entry: \'- <a title="{title}" href="{url}">x</a>\'',
      /^2 format\.entry must not have a placeholder in a tag/,
    ],
    ["section: '## {heading}'", /^2 format\.section must have \{entries\}\.$/],
    [
      'group: "<h4>{heading}</h4>\\n\\n{entries}"',
      /^2 format\.group must have \{heading\} above \{entries\}, in a heading/,
    ],
    ['group: "*{heading}*\\n\\n{entries}"', /^2 format\.group must have \{heading\} above/],
    ['group: "{heading}:\\n\\n{entries}"', /^2 format\.group must have \{heading\} above/],
    ['group: "- {heading}\\n{entries}"', /^2 format\.group must have \{heading\} above/],
    ['group: "{entries}\\n\\n#### {heading}"', /^2 format\.group must have \{heading\} above/],
    ['section: "<h3>{heading}</h3>\\n\\n{entries}"', /^2 format\.section must have \{heading\} above/],
    ['section: "About **{heading}**\\n\\n{entries}"', /^2 format\.section must have \{heading\} above/],
    [
      'group: "### {heading}\\n\\n{entries}"',
      /^2 format\.group must have a heading below that of a section, such as "#### \{heading\}"/,
    ],
    [
      '{ section: "## {heading}\\n{entries}", group: "## {heading}\\n{entries}" }',
      /^2 format\.group must have a heading below that of a section, such as "### \{heading\}"/,
    ],
    [
      '{ section: "**{heading}**\\n{entries}", group: "**{heading}**\\n{entries}" }',
      /^2 format\.group must have a heading below that of a section, such as "#### \{heading\}"/,
    ],
    [
      '{ section: "###### {heading}\\n{entries}", group: "# {heading}\\n{entries}" }',
      /^2 format\.group must have a heading below .* such as "\*\*\{heading\}\*\*"/,
    ],
    ["person: '- {entries}'", /^2 format\.person must have \{login\}\.$/],
    ['credit: loudly', /^2 format\.credit must be "sentence", "entry", "list" or "none", not "loudly"\.$/],
  ])('is a problem of its line: %s', (text, expected) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(expected)]);
  });

  it.each([
    "entry: '* \\#{number}: [{title}]({url})'",
    "entry: '- \\{{title}\\} {url}'",
    "{ person: '- {login}: {entries}', entry: '{title} {url}' }",
    'section: "## {heading}\\n\\n{entries}\\n"',
    'group: "#### {heading}\\n\\n{entries}"',
    'group: "**{heading}**\\n\\n{entries}"',
    'group: "**{heading} ({count})**:\\n\\n{entries}"',
    '{ section: "{entries}", group: "## {heading}\\n\\n{entries}" }',
    '{ section: "**{heading}**\\n\\n{entries}", group: "### {heading}\\n\\n{entries}" }',
    '{ section: "## {heading}\\n\\n{entries}", group: "**{heading}**\\n\\n{entries}" }',
  ])('is not everything: %s', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('docs/formats.md', () => {
  const text = readFileSync('docs/formats.md', 'utf8');

  it('has the placeholders of each part of a format', () => {
    const row = (name: string) =>
      text.split('\n').find((line) => line.startsWith('| `') && line.split('|')[1]?.includes(`\`${name}\``));
    for (const [name, { known }] of Object.entries(FORMAT_RULES)) {
      const found = [...(row(name)?.split('|')[3] ?? '').matchAll(/\{(\w+)\}/g)].map(([, each]) => each);
      expect([name, found.sort()]).toEqual([name, [...known].sort()]);
    }
  });

  it('has examples without mistakes', () => {
    const examples = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
    expect(examples).toHaveLength(7);
    expect(new Set(examples.map((yaml) => parseConfig(yaml, 'acme/news').kind))).toEqual(new Set(['valid']));
  });
});
