import { describe, expect, it } from '@jest/globals';
import { nameOf, shortName } from '../../src/newsletter/activity/work.js';
import { EXPRESSION_COMMENT, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { assembleEdition, type EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import {
  contributor,
  crate,
  dependabot,
  directCommit,
  earlierEdition,
  editionText,
  month,
  pullRequest,
  renderedSection,
  repository,
  settings,
  sources,
} from './builders.js';

const sectionsOf = (input: EditionSources) => assembleEdition(input).sections;
const firstSection = (input: EditionSources) => sectionsOf(input).map(renderedSection)[0] ?? '';

const widget = (text: string, maintainers = '') => `### [\`widget\`](https://github.com/acme/widget)
${maintainers}
${text}

- [Old](https://github.com/acme/widget/pull/900)

Thanks to [@zoe](https://github.com/zoe) for their contribution!`;

describe('a section', () => {
  it('shows what people merged, hides what bots merged, and thanks the people', () => {
    const edition = assembleEdition(
      sources([
        pullRequest(2, { title: 'Add a lever', mergedAt: '2020-05-03T00:00:00Z' }),
        pullRequest(1, { title: 'Bump levers', author: dependabot, mergedAt: '2020-05-02T00:00:00Z' }),
        pullRequest(3, {
          title: 'Fix the lever',
          author: contributor('bob', 2),
          mergedAt: '2020-05-01T00:00:00Z',
        }),
      ]),
    );
    expect(edition.sections.map(renderedSection)).toEqual([
      `### [\`widget\`](https://github.com/acme/widget)

We merged the following PRs this month:

- [Fix the lever](https://github.com/acme/widget/pull/3)
- [Add a lever](https://github.com/acme/widget/pull/2)

<!-- - [Bump levers](https://github.com/acme/widget/pull/1) -->

Thanks to [@ann](https://github.com/ann) and [@bob](https://github.com/bob) for their contributions!`,
    ]);
  });

  it('in which nothing is shown is left out, not lost', () => {
    const edition = assembleEdition(sources([pullRequest(1, { author: dependabot })]));
    expect(edition.sections).toEqual([]);
    expect(edition.leftOut.map(({ hidden }) => hidden.map(({ work }) => nameOf(work)))).toEqual([
      ['acme/widget#1'],
    ]);
    expect(renderEdition(edition)).toContain('\n\n_No pull requests were merged this month._\n');
  });

  it('of a new crate is introduced by the description in its manifest', () => {
    const crates = [crate('acme-widget', '', { description: 'Turns levers <quickly>' })];
    const input = sources([pullRequest(1)], {
      activity: { repositories: [repository('acme/widget', { crates })] },
    });
    expect(firstSection(input)).toContain(
      '### [`widget`](https://github.com/acme/widget)\n\nTurns levers \\<quickly>.\n\nWe merged the following PR this month:\n\n- ',
    );
  });

  const set = settings({
    repositories: {
      'acme/widget': { heading: 'Widgets', maintainers: ['bob', 'cyd'], introduction: 'All of it.' },
    },
  });

  it('follows the settings where they speak', () => {
    const named = '<span class="maintainers">Maintained by [@zoe](https://github.com/zoe)</span>\n';
    const input = sources([pullRequest(1, { author: contributor('bob') })], {
      earlier: [earlierEdition('2020-04', widget('The `widget` crate turns.', named))],
      settings: set,
    });
    expect(firstSection(input)).toBe(`### [\`Widgets\`](https://github.com/acme/widget)
<span class="maintainers">Maintained by [@bob](https://github.com/bob) and [@cyd](https://github.com/cyd)</span>

All of it.

We merged the following PR this month:

- [Change 1](https://github.com/acme/widget/pull/1)`);
  });

  it('does not begin to name maintainers in a newsletter that never does; they are not thanked all the same', () => {
    const input = sources([pullRequest(1, { author: contributor('bob') })], {
      earlier: [earlierEdition('2020-04', widget('The `widget` crate turns.'))],
      settings: set,
    });
    expect(firstSection(input)).not.toContain('Maintained by');
    expect(firstSection(input)).not.toContain('Thanks');
  });

  it('is absent for a repository that is left out by a setting', () => {
    const input = sources([pullRequest(1)], {
      settings: settings({ repositories: { 'acme/widget': { hide: true } } }),
    });
    expect(sectionsOf(input)).toEqual([]);
  });
});

describe('the house style', () => {
  const maintainers =
    '<span class="maintainers">Maintained by [@zoe](https://github.com/orgs/acme/people/zoe)</span>\n';

  it('carries heading, maintainers, introduction and lead sentence over, letter by letter', () => {
    const intro =
      'The `widget` crate provides levers,\nand more levers. We merged the following changes this month:';
    const input = sources([pullRequest(1), pullRequest(2, { author: contributor('zoe') })], {
      earlier: [earlierEdition('2020-04', widget(intro, maintainers))],
    });
    expect(firstSection(input)).toBe(`### [\`widget\`](https://github.com/acme/widget)
${maintainers}
${intro}

- [Change 1](https://github.com/acme/widget/pull/1)
- [Change 2](https://github.com/acme/widget/pull/2)

Thanks to [@ann](https://github.com/ann) for their contribution!`);
  });

  it('leaves behind what was said of one month', () => {
    const text =
      'The `widget` crate provides levers. In April, it was rewritten. See [the plan](https://github.com/acme/widget/issues/7).\n\nA breaking change landed:';
    const input = sources([pullRequest(1)], { earlier: [earlierEdition('2020-04', widget(text))] });
    expect(firstSection(input)).toContain(
      'The `widget` crate provides levers.\n\nWe merged the following PR this month:\n\n- ',
    );
    expect(firstSection(input)).not.toContain('April');
  });

  it('keeps a sentence that stood in two editions, whatever its words', () => {
    const text = 'The `widget` crate provides levers. It was published in 2016 by us.';
    const earlier = ['2020-03', '2020-04'].map((of) => earlierEdition(of, widget(text)));
    expect(firstSection(sources([pullRequest(1)], { earlier }))).toContain(text);
  });

  it.each([
    ['It may still break, and has no levers yet.'],
    ['It still moves.'],
    ['It does not turn yet. See the book.'],
    ['Not yet complete, it holds levers.'],
  ])('takes a description for one, though it says "yet" or "still": %s', (text) => {
    const input = sources([pullRequest(1)], { earlier: [earlierEdition('2020-04', widget(text))] });
    expect(firstSection(input)).toContain(`\n\n${text}\n\nWe merged`);
  });

  it.each([
    ['In April, `widget` was rewritten.'],
    ['We released version 2.0.'],
    ['Recently, levers landed. They turn.'],
    ['The levers were replaced by `gear`, which turns.'],
  ])('does not go back to an older introduction past a new text: %s', (text) => {
    const earlier = [
      earlierEdition('2020-03', widget('The older words about `widget`.')),
      earlierEdition('2020-04', widget(text)),
    ];
    const described = [repository('acme/widget', { description: 'Turns levers' })];
    const input = sources([pullRequest(1)], { earlier, activity: { repositories: described } });
    expect(firstSection(input)).toContain('\n\nTurns levers.\n\nWe merged');
    expect(firstSection(input)).not.toContain('older');
  });

  it('goes back to one past sections without text', () => {
    const bare = widget('').replace('\n\n\n', '\n');
    const other = widget('Words.').replaceAll('widget', 'gadget');
    const earlier = [
      earlierEdition('2020-02', widget('The older words about `widget`.')),
      earlierEdition('2020-03', bare),
      earlierEdition('2020-04', other),
    ];
    expect(firstSection(sources([pullRequest(1)], { earlier }))).toContain('The older words about `widget`.');
  });

  it('learns from the latest edition that has the crate', () => {
    const earlier = [
      earlierEdition('2020-02', widget('Ancient words about `widget`.')),
      earlierEdition('2020-03', widget('The newer words about `widget`.')),
      earlierEdition('2020-04', ''),
    ];
    expect(firstSection(sources([pullRequest(1)], { earlier }))).toContain('The newer words about `widget`.');
  });

  it('never says "the following PR" before several', () => {
    const text = 'About `widget`.\n\nWe merged the following PR this month:';
    const input = sources([pullRequest(1), pullRequest(2)], {
      earlier: [earlierEdition('2020-04', widget(text))],
    });
    expect(firstSection(input)).toContain('We merged the following PRs this month:');
  });

  it('orders sections as the latest edition did, new ones by name after', () => {
    const section = (name: string) =>
      `### [\`${name}\`](https://github.com/acme/${name})\n\n- [x](https://github.com/acme/${name}/pull/1)`;
    const merged = ['beta', 'Alpha', 'zeta', 'gamma'].map((name, index) =>
      pullRequest(index + 50, { repository: `acme/${name}` }),
    );
    const earlier = [earlierEdition('2020-04', `${section('zeta')}\n\n${section('beta')}`)];
    const order = sectionsOf(sources(merged, { earlier })).map((found) => found.repository);
    expect(order).toEqual(['acme/zeta', 'acme/beta', 'acme/Alpha', 'acme/gamma']);
  });

  it('is not learned from an edition that cannot be read, which still counts as the ledger', () => {
    const broken = editionText('2020-04', widget('Words.')).replace(/^title = .*$/m, 'title = ');
    const input = sources([pullRequest(900), pullRequest(1)], {
      earlier: [parseEarlierEdition(month('2020-04'), broken, HOUSE_FORM)],
    });
    const edition = assembleEdition(input);
    expect(renderEdition(edition)).not.toContain('Words.');
    expect(edition.alreadyPublished.map(shortName)).toEqual(['#900']);
  });
});

describe('commits without a pull request', () => {
  const add = directCommit('a', { messageHeadline: 'Add a lever', author: contributor('bob', 2) });
  const chores = [
    "Merge branch 'main' of github.com:acme/widget",
    'Bump version to 0.2.7',
    'v0.2.7',
    'uart_16550 0.2.7',
    'Bump x86_64 from 0.10.0 to 0.11.0',
    'Release v0.3.0-alpha.1',
    'Run rustfmt',
    'Update Cargo.lock',
    'chore(ci): use a newer image',
  ].map((messageHeadline) => directCommit('c', { messageHeadline }));
  const edited = (directCommits: 'show' | 'hide' | 'ignore', commits = [add]) =>
    renderEdition(
      assembleEdition(
        sources([pullRequest(1)], {
          activity: { others: commits },
          settings: settings({ repositories: { 'acme/widget': { directCommits } } }),
        }),
      ),
    );
  const line = `- [Add a lever](https://github.com/acme/widget/commit/${'a'.repeat(40)})`;

  it('stand in a comment, and nobody is thanked for them', () => {
    expect(edited('hide')).toContain(`\n\n<!-- ${line} -->\n\nThanks to [@ann](https://github.com/ann) for`);
  });

  it('are listed by time, and their authors thanked, where a repository shows them', () => {
    const text = edited('show');
    expect(text).toContain(`/pull/1)\n${line}\n`);
    expect(text).toContain('Thanks to [@ann](https://github.com/ann) and [@bob](https://github.com/bob)');
  });

  it('are not there where a repository ignores them, nor ever those of bots and chores', () => {
    expect(edited('ignore')).not.toContain('/commit/');
    expect(edited('show', [...chores, directCommit('b', { author: dependabot })])).not.toContain('/commit/');
  });

  it('that tell of work are no chores, though they name a version or begin like one', () => {
    for (const messageHeadline of [
      'Update x86_64 dependency to v0.11.0',
      'Set the stack pointer',
      'Release the lock',
    ]) {
      expect(edited('show', [{ ...add, messageHeadline }])).toContain(`- [${messageHeadline}](`);
    }
  });

  it('are told in the pull request alone where the last four sections list none', () => {
    const other = '- [C](https://github.com/acme/widget/commit/ddddddd)';
    const earlier = (...sections: readonly string[]) =>
      sections.map((entries, index) =>
        earlierEdition(
          `2020-0${index + 1}`,
          widget(`W.\n\n- [A](https://github.com/acme/widget/pull/9)\n${entries}`),
        ),
      );
    const edited = (editions: ReturnType<typeof earlier>, directCommits: 'learned' | 'hide') =>
      assembleEdition(
        sources([pullRequest(1)], {
          activity: { others: [add] },
          earlier: editions,
          settings: settings({ repositories: { 'acme/widget': { directCommits } } }),
        }),
      );
    const never = earlier('', '', '', '');
    expect(edited(never, 'learned').unlistedCommits).toEqual([add]);
    expect(renderEdition(edited(never, 'learned'))).not.toContain('/commit/');
    expect(renderEdition(edited(never, 'hide'))).toContain(`<!-- ${line} -->`);
    expect(renderEdition(edited(never.slice(1), 'learned'))).toContain(`<!-- ${line} -->`);
    for (const habit of [earlier('', other, other, ''), earlier('', other, `<!-- ${other} -->`, '')])
      expect(renderEdition(edited(habit, 'learned'))).toContain(`<!-- ${line} -->`);
  });

  it('may be by somebody without an account', () => {
    expect(edited('show', [{ ...add, author: null }])).toContain(line);
  });

  it('are not repeated when an earlier edition lists them, be it with a shortened id', () => {
    const earlier = [
      earlierEdition('2020-04', `${widget('W.')}\n- [Add](https://github.com/acme/widget/commit/aaaaaaa)`),
    ];
    const edition = assembleEdition(sources([pullRequest(1)], { activity: { others: [add] }, earlier }));
    expect(edition.alreadyPublished.map(shortName)).toEqual(['@aaaaaaa']);
    expect(renderEdition(edition)).not.toContain('/commit/');
  });
});

describe('a watched project', () => {
  const blog = pullRequest(5, {
    repository: 'phil/blog',
    title: 'Mend a post',
    author: contributor('phil', 3),
  });
  const translated = pullRequest(6, {
    repository: 'phil/blog',
    title: 'Translate',
    author: contributor('eve', 4),
  });
  const watching = (more = {}) =>
    renderEdition(
      assembleEdition(
        sources([pullRequest(1), blog, translated], { activity: { watched: ['phil/blog'] }, ...more }),
      ),
    );

  it('has a section under Other Projects, signed by its owner, who is not thanked', () => {
    expect(watching()).toContain(`## Other Projects

### [\`phil/blog\`](https://github.com/phil/blog)
<span>(Section written by [@phil](https://github.com/phil))</span>

We merged the following PRs this month:

- [Mend a post](https://github.com/phil/blog/pull/5)
- [Translate](https://github.com/phil/blog/pull/6)

Thanks to [@eve](https://github.com/eve) for their contribution!`);
  });

  it.each(['\n', '\n\n'])('is signed where the editions sign, %j below the heading', (gap) => {
    const signed = (name: string) =>
      `### [\`${name}\`](https://github.com/${name})${gap}<span class="byline">(Section written by [@phil](https://github.com/phil))</span>\n\nIt blogs.`;
    const other = [earlierEdition('2020-04', signed('zoe/os'))];
    const own = (['2020-04', '2020-03'] as const).map((of) => earlierEdition(of, signed('phil/blog')));
    const heading = '### [`phil/blog`](https://github.com/phil/blog)';
    const line = '<span class="byline">(Section written by [@phil](https://github.com/phil))</span>';
    expect(watching({ earlier: other })).toContain(`${heading}${gap}${line}\n\nWe merged`);
    expect(watching({ earlier: own })).toContain(`${heading}${gap}${line}\n\nIt blogs.\n\nWe merged`);
  });

  it('gets the part that the editions lack', () => {
    const earlier = [earlierEdition('2020-04', widget('Words.'))];
    expect(watching({ earlier })).toMatch(
      /## `acme` Projects[\s\S]*## Other Projects\n\n### \[`phil\/blog`\]/,
    );
  });
});

describe('new projects', () => {
  const created = (name: string, description: string | null = null) => {
    const { crates, ...node } = repository(name, { description });
    return node;
  };
  const edited = (newRepositories: ReturnType<typeof created>[], more = {}) =>
    renderEdition(assembleEdition(sources([pullRequest(1)], { activity: { newRepositories }, ...more })));

  it('have a part of their own after the others', () => {
    const text = edited([created('acme/gear', 'Turns `u8`s <fast>'), created('acme/spring')]);
    expect(text).toMatch(/## `acme` Projects[\s\S]*## New Projects/);
    expect(text).toContain(`## New Projects

There are new projects in the \`acme\` organization:

- [**\`gear\`:**](https://github.com/acme/gear) Turns \`u8\`s \\<fast>
- [**\`spring\`**](https://github.com/acme/spring)
`);
  });

  it('take the place of the part that the last edition has in a comment, and its words', () => {
    const comment = '<!--\n## New Projects\n\nThese came to us:\n-->\n\n<!--\n## Calls\n-->';
    const earlier = [earlierEdition('2020-04', `${widget('W.')}\n\n${comment}`)];
    const text = edited([created('acme/gear')], { earlier });
    expect(text).toContain('<!--\n## Calls\n-->\n\n## New Projects\n\nThese came to us:\n\n- [**`gear`**]');
    expect(text.split('## New Projects')).toHaveLength(2);
  });

  it('take it from a comment as the site has them', () => {
    const form = { ...HOUSE_FORM, hidden: EXPRESSION_COMMENT };
    const comment = '{/*\n## New Projects\n\nThese came to us:\n*/}\n\n{/*\n## Calls\n*/}';
    const { period, document } = earlierEdition('2020-04', `${widget('W.')}\n\n${comment}`);
    const text = edited([created('acme/gear')], {
      form,
      earlier: [parseEarlierEdition(period, document.source, form)],
    });
    expect(text).toContain('{/*\n## Calls\n*/}\n\n## New Projects\n\nThese came to us:\n\n- [**`gear`**]');
    expect(text.split('## New Projects')).toHaveLength(2);
  });

  it('are none that an earlier edition tells of, or that are left out', () => {
    const earlier = [earlierEdition('2020-04', widget('See [gear](https://github.com/acme/gear).'))];
    expect(edited([created('acme/gear')], { earlier })).not.toContain('## New Projects');
    expect(edited([created('acme/gea')], { earlier })).toContain('There is a new project in');
    const isLeftOut = settings({ repositories: { 'acme/gear': { hide: true } } });
    expect(edited([created('acme/gear')], { settings: isLeftOut })).not.toContain('## New Projects');
  });
});

describe('an edition', () => {
  it('tells no pull request that an earlier edition lists', () => {
    const hidden = '<!-- - [Old](https://github.com/acme/widget/pull/901) -->';
    const input = sources([pullRequest(900), pullRequest(901), pullRequest(1)], {
      earlier: [earlierEdition('2020-04', `${widget('Words.')}\n\n${hidden}`)],
    });
    const edition = assembleEdition(input);
    expect(edition.sections.map(({ shown }) => shown.length)).toEqual([1]);
    expect(edition.alreadyPublished.map(shortName)).toEqual(['#900', '#901']);
  });

  it('hides a revert and what it took back', () => {
    const input = sources([
      pullRequest(1, { title: 'Add x', mergedAt: '2020-05-01T00:00:00Z' }),
      pullRequest(2, { title: 'Revert "Add x"', mergedAt: '2020-05-02T00:00:00Z' }),
      pullRequest(3),
    ]);
    const [section] = sectionsOf(input);
    expect(section?.shown.map(({ work }) => shortName(work))).toEqual(['#3']);
    expect(section?.hidden.map(({ work }) => shortName(work))).toEqual(['#1', '#2']);
  });

  it('tells a pull request without a title by its number', () => {
    expect(firstSection(sources([pullRequest(7, { title: ' \u200b ' })]))).toContain(
      '- [Pull request 7](https://github.com/acme/widget/pull/7)',
    );
  });

  it('is the same whatever the order in which GitHub answers', () => {
    const merged = Array.from({ length: 8 }, (_, index) =>
      pullRequest(index, { repository: `acme/r${index % 3}`, author: contributor(`p${index}`, 100 - index) }),
    );
    const forward = renderEdition(assembleEdition(sources(merged)));
    const backward = sources([...merged].reverse());
    const repositories = [...backward.activity.repositories].reverse();
    expect(
      renderEdition(assembleEdition({ ...backward, activity: { ...backward.activity, repositories } })),
    ).toBe(forward);
  });
});

describe('the month in the text', () => {
  it('is the edition’s own', () => {
    const edition = assembleEdition(sources([], { activity: { period: month('2020-05') } }));
    expect(edition.title).toBe('This Month at Acme: May 2020');
  });
});
