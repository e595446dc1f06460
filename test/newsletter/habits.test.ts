import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { assembleEdition, type EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import { explainEdition } from '../../src/newsletter/edition/explain-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import type { EarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { HABITS } from '../../src/newsletter/house-style/habits.js';
import { learnHouseStyle } from '../../src/newsletter/house-style/house-style.js';
import { contributor, directCommit, earlierEdition, pullRequest, settings, sources } from './builders.js';

const entry = (number: number, title = `Change ${number}`) =>
  `- [${title}](https://github.com/acme/widget/pull/${number})`;
const section = (list: string, { text = 'We merged the following PRs this month:', name = 'widget' } = {}) =>
  `### [\`${name}\`](https://github.com/acme/${name})\n\n${text}\n\n${list}`;
const thanked = (number: number, words: string) =>
  section(`${entry(number)}\n\nThanks to [@zoe](https://github.com/zoe) for ${words}!`);

const whole = (repository: string) => ({ repository, crate: null, others: [] });
const style = (...earlier: readonly EarlierEdition[]) => learnHouseStyle(earlier, 'acme', settings());
const draft = (earlier: readonly EarlierEdition[], more: Parameters<typeof sources>[1] = {}) =>
  renderEdition(assembleEdition(sources([pullRequest(901), pullRequest(902)], { earlier, ...more })));

describe('every habit', () => {
  const files = readdirSync('src/newsletter/edition').map((file) => `src/newsletter/edition/${file}`);
  const asking = ['src/newsletter/house-style/order-habits.ts', 'src/run/run-context.ts'];
  const source = [...files, ...asking].map((file) => readFileSync(file, 'utf8')).join('\n');

  it.each(Object.keys(HABITS))('is followed by the edition, or by what is read for it: %s', (name) => {
    expect(source).toMatch(new RegExp(`\\bstyle\\.${name}\\b`));
  });
});

describe('the names of sections', () => {
  const named = (name: string, repository = 'acme/widget') =>
    `### [\`${name}\`](https://github.com/${repository})\n\n- [x](https://github.com/${repository}/pull/1)\n`;

  it.each([
    ['of the repositories where no edition tells', true, []],
    ['of the repositories where all sections have them', true, [named('Widget'), named('gear', 'acme/gear')]],
    [
      'of the main crates where one section has another',
      false,
      [named('widget'), named('gear', 'acme/gear-rs')],
    ],
    [
      'of the repositories whatever those of others have',
      true,
      [named('widget'), named('My blog', 'ann/blog')],
    ],
  ])('are those %s', (_, expected, sections) => {
    const editions = sections.length === 0 ? [] : [earlierEdition('2020-04', sections.join('\n'))];
    expect(style(...editions).namedByRepository.value).toBe(expected);
  });
});

describe('small print', () => {
  it('is what the editions have', () => {
    const small = earlierEdition('2020-03', section('- x'), '<span class="gray">No news.</span>');
    const plain = earlierEdition('2020-04', section('- x'));
    expect(style().smallPrint.value).toBe(false);
    expect(style(plain).smallPrint.value).toBe(false);
    expect(style(small, plain).smallPrint.value).toBe(true);
  });
});

describe('the text of a section', () => {
  const drafted = (body: string) => {
    const text = `It is small.\n\nWe merged these PRs this month:\n\n${body}`;
    return draft([earlierEdition('2020-04', section('', { text }))]);
  };

  it.each([
    ['sub-headings', '#### Features\n\n- x\n\n#### Fixes\n\n- y'],
    ['labels', '**Features:**\n\n- x\n\n__Fixes__:\n\n- y'],
    ['items of items', '- **Features**\n    - x\n- **Fixes**\n    - y'],
    ['a fold', '<details>\n<summary>Features</summary>\n\n- x\n\n</details>'],
  ])('ends where an editor grouped the entries: %s', (_, body) => {
    const text = drafted(body);
    expect(text).toContain('It is small.\n\nWe merged these PRs this month:\n\n- [');
    expect(text).not.toContain('Features');
  });
});

describe('the text of sections', () => {
  const bare = (name: string) => section(entry(7).replace('widget', name), { text: '', name });

  it('is absent where the latest edition does without it', () => {
    const earlier = [
      earlierEdition('2020-03', section(entry(6))),
      earlierEdition('2020-04', ['gadget', 'gizmo'].map(bare).join('\n\n')),
    ];
    expect(style(...earlier).sectionText(whole('acme/widget')).value).toBe(false);
    expect(draft(earlier)).toContain('(https://github.com/acme/widget)\n\n- [Change 901]');
  });

  it('comes back with the edition in which most sections have it again', () => {
    const earlier = [
      earlierEdition('2020-03', bare('widget')),
      earlierEdition('2020-04', section(entry(6).replace('widget', 'gadget'), { name: 'gadget' })),
    ];
    expect(style(...earlier).sectionText(whole('acme/widget')).value).toBe(true);
  });

  it('is that of its own last section, if the latest edition has it', () => {
    const earlier = [earlierEdition('2020-04', [section(entry(6)), bare('gadget')].join('\n\n'))];
    expect(style(...earlier).sectionText(whole('acme/gadget')).value).toBe(false);
    expect(style(...earlier).sectionText(whole('acme/widget')).value).toBe(true);
  });
});

describe('thanks for one entry', () => {
  it('are worded as most of the last three times', () => {
    const words = ['their contribution', 'their contributions', 'their contributions'];
    const earlier = words.map((each, index) =>
      earlierEdition(['2020-02', '2020-03', '2020-04'][index] ?? '', thanked(7, each)),
    );
    expect(style(...earlier).creditForOnlyEntry.value).toBe('their contributions');
    const { sections } = assembleEdition(sources([pullRequest(901)], { earlier }));
    expect(sections[0]?.singleCredit).toBe('their contributions');
  });

  it('say "this contribution" only of the only entry', () => {
    const edition = earlierEdition('2020-04', thanked(7, 'this contribution'));
    expect(style(edition).creditForOnlyEntry.value).toBe('this contribution');
    expect(style(edition).creditForOneOfSeveral.value).toBe('their contribution');
  });

  it('learn nothing from a plural that several entries may explain', () => {
    const several = thanked(7, 'their contributions').replace('\n\nThanks', `\n${entry(8)}\n\nThanks`);
    expect(style(earlierEdition('2020-04', several)).creditForOnlyEntry).toEqual({
      value: 'their contribution',
      evidence: 'default: the last editions show too little',
    });
  });
});

describe('the editors', () => {
  const months = ['2020-02', '2020-03', '2020-04'];
  const editions = (after = '') => months.map((of) => earlierEdition(of, section(entry(7)), after));

  it('who made the last three editions are not thanked where no maintainers are named', () => {
    expect(style(...editions()).standingEditors.value).toEqual(['ann']);
    expect(draft(editions())).not.toContain('Thanks');
    expect(draft(editions().slice(1))).toContain('Thanks to [@ann]');
  });

  it('are thanked when the sections are used to thank them', () => {
    const thanks = months.map((of) =>
      earlierEdition(of, thanked(7, 'their contribution').replaceAll('zoe', 'ann')),
    );
    expect(draft(thanks)).toContain('Thanks to [@ann]');
  });

  it('are thanked in a section that names other maintainers', () => {
    const named = `### [\`widget\`](https://github.com/acme/widget)\n<span class="maintainers">Maintained by [@zoe](https://github.com/zoe)</span>\n\nW.\n\n${entry(7)}`;
    expect(draft(months.map((of) => earlierEdition(of, named)))).toContain('Thanks to [@ann]');
  });
});

describe('kinds of changes', () => {
  const list = (titles: readonly string[], isHidden: boolean) =>
    titles.map((title, index) => {
      const line = entry(index + (isHidden ? 100 : 200), title);
      return isHidden ? `<!-- ${line} -->` : line;
    });
  const edition = (hidden: readonly string[], others: readonly string[] = [], of = '2020-04') =>
    earlierEdition(of, section([entry(1), ...list(others, false), '', ...list(hidden, true)].join('\n')));
  const hiddenOf = (title: string, earlier: readonly EarlierEdition[], more = {}) =>
    assembleEdition(
      sources([pullRequest(901, { title }), pullRequest(902)], { earlier, ...more }),
    ).sections.flatMap(({ hidden }) => hidden.map(({ hiddenBecause }) => hiddenBecause));

  it.each([
    ['typo', 'Fix a typo', ['Correct typos in the book', 'docs: typo']],
    ['lint', 'Make clippy happy again', ['Fix new warnings', 'Run rustfmt']],
    ['bump', 'Upgrade levers to 2.0', ['Update the dependencies', 'Bump MSRV to 1.60']],
    ['merge', 'Merge main into next', ['Merge `main` into 1.0', 'chore: merge main into next']],
    ['release', 'Prepare the release of 2.0', ['release: 1.9', 'Update the changelog']],
    ['ci', 'ci: use the cache', ['Fix CI', 'Move the workflow']],
    ['test', 'Speed up the tests', ['test: cover levers', 'test-runner: log']],
    ['doc', 'Extend the readme', ['docs: say more', 'Add documentation']],
    ['nix', 'nix: update niv', ['nix/niv: update', 'Add a flake']],
  ])('are hidden by what the change is, with the reason: %s', (kind, title, hidden) => {
    expect(hiddenOf(title, [edition(hidden)])).toEqual([
      `the editors hide what is "${kind}": 2 of 2 in its last sections`,
    ]);
  });

  it('are shown where fewer were hidden, too many were shown, or a setting asks for it', () => {
    const { hide } = settings();
    const more = { settings: settings({ hide: { ...hide, learned: false } }) };
    expect(hiddenOf('ci: a', [edition(['ci: b'])])).toEqual([]);
    expect(hiddenOf('ci: a', [edition(['ci: b', 'ci: c'], ['ci: d'])])).toEqual([]);
    expect(hiddenOf('ci: a', [edition(['ci: b', 'ci: c', 'ci: d'], ['ci: e'])])).toHaveLength(1);
    expect(hiddenOf('ci: a', [edition(['ci: b', 'ci: c'])], more)).toEqual([]);
  });

  it('are not learned from what bots wrote, which is hidden anyway', () => {
    const byBots = [
      'Bump levers from 1.0 to 1.1',
      'chore(deps): update rust crate levers to v1.2',
      'Update actions/cache action to v4',
      'chore(deps): lock file maintenance',
    ];
    expect(hiddenOf('Upgrade levers to 2.0', [edition(byBots)])).toEqual([]);
  });

  it('are not learned from other repositories, nor from editions before the last six', () => {
    const gadget = section('', { name: 'gadget' });
    const elsewhere = edition(['ci: b', 'ci: c']);
    const moved = earlierEdition(
      '2020-04',
      elsewhere.document.source.replaceAll('acme/widget', 'acme/gadget').split('\n\n').slice(4).join('\n\n'),
    );
    expect(hiddenOf('ci: a', [moved])).toEqual([]);
    const later = ['2019-11', '2019-12', '2020-01', '2020-02', '2020-03', '2020-04'].map((of) =>
      earlierEdition(of, gadget),
    );
    const old = edition(['ci: b', 'ci: c'], [], '2019-10');
    expect(hiddenOf('ci: a', [old, ...later.slice(1)])).toHaveLength(1);
    expect(hiddenOf('ci: a', [old, ...later])).toEqual([]);
  });
});

describe('commits without a pull request', () => {
  const commits = [directCommit('a', { author: contributor('bob', 2) })];
  const learned = settings({ repositories: { 'acme/widget': { directCommits: 'learned' } } });
  const months = ['2020-01', '2020-02', '2020-03', '2020-04'];
  const drafted = (earlier: readonly EarlierEdition[]) =>
    assembleEdition(
      sources([pullRequest(901)], { earlier, settings: learned, activity: { others: commits } }),
    );

  it('stay in the body where the last four sections name none', () => {
    const { sections, leftOut, unlistedCommits } = drafted(
      months.map((of) => earlierEdition(of, section(entry(7)))),
    );
    expect(sections.map(({ hidden }) => hidden.length)).toEqual([0]);
    expect(leftOut).toEqual([]);
    expect(unlistedCommits).toEqual(commits);
  });

  const named = section(`${entry(7)}\n- [C](https://github.com/acme/widget/commit/${'b'.repeat(40)})`);
  const naming = (count: number) =>
    months.map((of, index) => earlierEdition(of, index < count ? named : section(entry(7))));

  it.each([
    ['two of them do', naming(2)],
    ['all of them do', naming(4)],
    ['there are few sections', naming(0).slice(2)],
    ['there are none', []],
  ])('stand in a comment where %s', (_, earlier) => {
    const { sections, unlistedCommits } = drafted(earlier);
    expect(sections.map(({ hidden }) => hidden.map(({ work }) => work))).toEqual([commits]);
    expect(unlistedCommits).toEqual([]);
  });

  it('stay in the body where a single one does', () => {
    expect(drafted(naming(1)).unlistedCommits).toEqual(commits);
  });
});

describe('releases', () => {
  const lever = entry(1, 'Add a lever');
  const widget = (item: string) => earlierEdition('2020-04', section(item, { text: '' }));
  const [noted, plain] = [
    widget(`${lever} <span class="gray">(published as \`v1.0.0\`)</span>`),
    widget(lever),
  ];
  const told = (...earlier: readonly EarlierEdition[]) => style(...earlier).releaseNotes('acme/gadget').value;

  it.each([
    [`${lever} <span class="gray">(published as \`v1.0.0\`)</span>`],
    [`${lever} <span class="gray">(published as v0.8.0)</span>`],
    [`${lever} <span class="gray">([published](https://github.com/acme/widget/pull/2) as \`v0.8.4\`)</span>`],
    [
      `${lever} <span class="gray">([published as \`0.8.7\`](https://github.com/acme/widget/pull/144))</span>`,
    ],
    [`${lever} <span class="gray">(published as \`gear v0.3.0\`)</span>`],
  ])('are learned from “%s”', (item) => {
    expect(told(widget(item))).toBe(true);
  });

  it.each([
    [lever],
    [`These changes were published as \`v1.0.0\`.\n\n${lever}`],
    [entry(3, 'Publish as v2')],
  ])('are not learned from “%s”', (item) => {
    expect(told(widget(item))).toBe(false);
  });

  it('are told where one of the last three editions tells them, and no matter what those before them do', () => {
    expect(told(noted, plain, plain)).toBe(true);
    expect(told(noted, plain, plain, plain)).toBe(false);
  });

  it('are told where there is no edition yet', () => {
    expect(told()).toBe(true);
  });

  it('are told as the settings say, whatever the editions have', () => {
    const set = (publishedAs: 'always' | 'never', edition: EarlierEdition) =>
      learnHouseStyle([edition], 'acme', settings({ publishedAs })).releaseNotes('acme/widget').value;
    expect(set('always', plain)).toBe(true);
    expect(set('never', noted)).toBe(false);
  });

  const note = ' <span class="gray">(published as `v0.1.2`)</span>';
  const edition = (of: string, list: string) =>
    earlierEdition(
      of,
      [section(list), section(`${entry(5).replace('widget', 'gadget')}${note}`, { name: 'gadget' })].join(
        '\n\n',
      ),
    );

  it('are told where the last editions and one of the last two sections do', () => {
    const noted = edition('2020-03', `${entry(6)}${note}`);
    expect(style(noted, edition('2020-04', entry(7))).releaseNotes('acme/widget').value).toBe(true);
    expect(style(edition('2020-04', entry(7))).releaseNotes('acme/widget').value).toBe(true);
    expect(style().releaseNotes('acme/widget').value).toBe(true);
  });

  it('are not where neither of two sections does, nor where no edition does', () => {
    const editions = ['2020-03', '2020-04'].map((of) => edition(of, entry(7)));
    expect(style(...editions).releaseNotes('acme/widget').value).toBe(false);
    expect(style(...editions).releaseNotes('acme/gadget').value).toBe(true);
    const bare = earlierEdition('2020-04', section(entry(7)));
    expect(style(bare).releaseNotes('acme/gadget').value).toBe(false);
  });
});

describe('the explanation of an edition', () => {
  const explained = (from: EditionSources) => explainEdition(from, assembleEdition(from));

  it('tells each rule with its evidence, and the reason of each hidden entry', () => {
    const text = explained(
      sources([pullRequest(901), pullRequest(902, { title: 'Bump', author: contributor('x[bot]') })], {
        earlier: [earlierEdition('2020-04', section(entry(7)))],
      }),
    );
    expect(text).toContain('House style of 2020-05, read off 1 earlier edition, up to 2020-04\n');
    expect(text).toContain('- lead sentence: as in the edition of 2020-04\n');
    expect(text).toContain('- order: merge-time (default: the last editions show too little)\n');
    expect(text).toContain('- hidden: acme/widget#902 Bump: written by the bot x[bot]\n');
  });

  it('tells where the frame comes from, and which kinds the editors hide', () => {
    const comments = [2, 3, 4].map((number) => `<!-- ${entry(number, `ci: ${number}`)} -->`).join('\n');
    const earlier = [earlierEdition('2020-04', section(`${entry(1)}\n\n${comments}`))];
    const { hide } = settings();
    const told = (more = {}) => explained(sources([pullRequest(901)], { earlier, ...more }));
    expect(told()).toContain('- front matter, opening and parts: as in the edition of 2020-04\n');
    expect(told({ template: '## Ours\n\n{sections}\n' })).toContain('parts: those of the template\n');
    expect(told()).toContain('- kinds of changes that are hidden: ci (ci: 3 of 3 in its last sections)\n');
    const shown = { settings: settings({ hide: { ...hide, learned: false } }) };
    expect(told(shown)).toContain('- kinds of changes that are hidden: none (as set)\n');
  });

  it('says so when there is no evidence', () => {
    const text = explained(sources([pullRequest(1)]));
    expect(text).toContain('read off no earlier edition\n');
    expect(text).toContain(
      '- order of sections: last-edition (default: the last editions show too little)\n',
    );
  });
});

describe('repositories of others', () => {
  const other = (list: string, name = 'phil/blog') =>
    `### [\`${name}\`](https://github.com/${name})\n\nA blog.\n\n${list}`;
  const post = (number: number, name = 'phil/blog') => `- [Post](https://github.com/${name}/pull/${number})`;
  const editions = (...sections: readonly string[]) =>
    sections.map((text, index) => earlierEdition(`20${13 + index}-04`, text));
  const none = section(entry(1));

  it.each([
    ['two editions have sections of', editions(other(post(1)), other(post(2)))],
    ['two of the last six editions', editions(other(post(1)), none, none, none, none, other(post(2)))],
    ['in any letter case', editions(other(post(1, 'Phil/Blog'), 'Phil/Blog'), other(post(2)))],
    ['with prose besides', editions(other(post(1)), other('More.'), other(`More.\n\n${post(2)}`))],
  ])('are watched that %s', (_, earlier) => {
    expect(style(...earlier).watched.value).toEqual(['phil/blog']);
  });

  it.each([
    ['one edition has a section of', editions(none, other(post(1)))],
    ['one edition has two sections of', editions(none, `${other(post(1))}\n\n${other(post(2))}`)],
    [
      'editions have only prose of',
      editions(other('See https://github.com/phil/blog/pull/1.'), other('More.')),
    ],
    ['editions only hide work of', editions(other(`<!-- ${post(1)} -->`), other(`<!-- ${post(2)} -->`))],
    [
      'older editions have sections of',
      editions(other(post(1)), none, none, none, none, none, other(post(2))),
    ],
    ["are the organization's", editions(section(entry(1)), section(entry(2)))],
  ])('are not watched that %s', (_, earlier) => {
    expect(style(...earlier).watched.value).toEqual([]);
  });
});
