import { describe, expect, it } from '@jest/globals';
import type { PullRequest } from '../../src/newsletter/activity/work.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { siteRules } from '../../src/newsletter/document/site.js';
import { renderBody } from '../../src/newsletter/draft/dashboard.js';
import { NO_NOTES } from '../../src/newsletter/draft/draft.js';
import {
  type EditionAmendments,
  type EntryAmendments,
  NO_AMENDMENTS,
  NO_ENTRY_AMENDMENTS,
} from '../../src/newsletter/edition/amendments.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { linkItem, wordsIn } from '../../src/newsletter/edition/link-parts.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { escapeLine, trusted } from '../../src/newsletter/markdown/markdown.js';
import { blocksFrom, linesFrom } from '../../src/newsletter/markdown/safe-markdown.js';
import {
  contributor,
  crate,
  dependabot,
  earlierEdition,
  editionText,
  month,
  pullRequest,
  repository,
  settings,
  sources,
} from './builders.js';
import { mergeEdition } from './on-texts.js';

const ann = contributor('ann', 1);
const bob = contributor('bob', 2);
const works = [
  pullRequest(1, { author: ann }),
  pullRequest(2, { author: bob }),
  pullRequest(3, { author: bob, title: 'Third' }),
];

function noted(
  amendments: Record<string, Partial<EntryAmendments>>,
  more: Partial<EditionAmendments> = {},
): EditionAmendments {
  const entries = Object.entries(amendments).map(
    ([key, note]) => [`acme/widget#${key}`, { ...NO_ENTRY_AMENDMENTS, ...note }] as const,
  );
  return { ...NO_AMENDMENTS, entries: new Map(entries), ...more };
}

function edition(amendments: EditionAmendments, pullRequests: readonly PullRequest[] = works) {
  return assembleEdition(sources(pullRequests, { amendments }));
}

const text = (amendments: EditionAmendments, pullRequests?: readonly PullRequest[]) =>
  renderEdition(edition(amendments, pullRequests));
const url = (number: number) => `https://github.com/acme/widget/pull/${number}`;

describe('notes in an edition', () => {
  it('change nothing where there are none', () => {
    expect(text(NO_AMENDMENTS)).toBe(renderEdition(assembleEdition(sources(works))));
  });

  it('are the words of an entry, and lines below it', () => {
    const amendments = noted({ 1: { title: 'Vec<T> [x]', lines: linesFrom('- **a**\n- b') } });
    expect(text(amendments)).toContain(
      `- [Vec\\<T> [x]](${url(1)})\n  - **a**\n  - b\n- [Change 2](${url(2)})\n`,
    );
  });

  it('hide and show against the rules', () => {
    const both = [pullRequest(1), pullRequest(2, { author: dependabot })];
    const amendments = noted({
      1: { title: 'x --> y', visibility: { kind: 'hidden', because: 'ann: tiny' } },
      2: { visibility: { kind: 'shown' } },
    });
    expect(text(amendments, both)).toContain(`- [Change 2](${url(2)})\n\n<!-- - [x --\\> y](${url(1)}) -->`);
    expect(edition(amendments, both).sections[0]?.hidden[0]?.hiddenBecause).toBe('ann: tiny');
  });

  it('put a highlight first', () => {
    const shown = edition(noted({ 3: { highlightedBecause: 'eve: the best' } })).sections[0]?.shown ?? [];
    expect(shown.map(({ title }) => title)).toEqual(['Third', 'Change 1', 'Change 2']);
  });

  it('thank people, or do not', () => {
    const thanks = (amendments: EditionAmendments) =>
      /Thanks to .*/.exec(text(amendments))?.[0].replace(/\(.*?\)/g, '');
    expect(thanks(noted({ 1: { credited: ['dan', 'BOB'] } }))).toBe(
      'Thanks to [@ann], [@bob], and [@dan] for their contributions!',
    );
    expect(thanks(noted({ 1: { uncredited: ['ann'] } }))).toBe('Thanks to [@bob] for their contributions!');
    expect(thanks(noted({ 2: { uncredited: ['bob'] } }))).toBe(
      'Thanks to [@ann] and [@bob] for their contributions!',
    );
    expect(thanks(noted({}, { uncredited: ['bob'] }))).toBe('Thanks to [@ann] for their contribution!');
  });

  it('thank a maintainer who is credited by name', () => {
    const set = settings({ repositories: { 'acme/widget': { maintainers: ['ann', 'max'] } } });
    const given = sources(works, { settings: set, amendments: noted({ 2: { credited: ['max'] } }) });
    expect(renderEdition(assembleEdition(given))).toContain(
      'Thanks to [@bob](https://github.com/bob) and [@max](https://github.com/max) for their contributions!',
    );
  });

  it('make one entry of several', () => {
    const amendments = noted({
      1: { with: ['acme/widget#2', 'acme/widget#9'], lines: linesFrom('One.') },
      2: { lines: linesFrom('- One.\n- Two.') },
    });
    const made = text(amendments);
    expect(made).toContain(
      `- [Change 1](${url(1)}) (with [#2](${url(2)}))\n  - One.\n  - Two.\n- [Third](${url(3)})\n`,
    );
    expect(made).toContain('[@ann](https://github.com/ann) and [@bob]');
    expect(renderBody(edition(amendments), 'https://x.example', NO_NOTES)).toContain(
      '3 merged, 2 shown, 0 hidden, 1 within another entry',
    );
  });

  it('move an entry to a later edition', () => {
    const amendments = noted({
      1: { edition: '2020-06' },
      2: { edition: 'now' },
      3: { edition: '2020-05' },
    });
    expect(text(amendments)).not.toContain(url(1));
    expect(text(amendments)).toContain(url(2));
    expect(text(amendments)).toContain(url(3));
    const body = renderBody(edition(amendments), 'https://x.example', NO_NOTES);
    expect(body).toContain('3 merged, 2 shown, 0 hidden, 1 in a later edition');
    expect(body).toContain('Moved to a later edition (1)');
  });

  it('introduce a crate above its lead sentence', () => {
    const introductions = [
      { repository: 'acme/widget', crate: null, text: blocksFrom('Was *rewritten*.\n\n- list') },
    ];
    expect(text(noted({}, { introductions }))).toMatch(
      /\n\nWas \*rewritten\*\.\n\n\* list\n\nWe merged .*\n\n- \[Change 1\]/,
    );
  });

  it('introduce crates where sections are crates', () => {
    const crates = [crate('widget', 'a'), crate('gears', 'b')];
    const files = (path: string) => [{ path, additions: 1, deletions: 1 }];
    const given = sources(
      [pullRequest(1, { files: files('a/x') }), pullRequest(2, { files: files('b/x') })],
      {
        settings: settings({ repositories: { 'acme/widget': { group: 'crate' } } }),
        activity: { repositories: [repository('acme/widget', { crates })] },
        amendments: noted(
          {},
          { introductions: [{ repository: 'acme/widget', crate: 'gears', text: trusted('Gears!') }] },
        ),
      },
    );
    const sections = assembleEdition(given).sections.map((section) => section.text.includes('Gears!'));
    expect(sections).toHaveLength(2);
    expect(sections.filter(Boolean)).toHaveLength(1);
  });
});

describe('links', () => {
  const link = (part: 'news' | 'infra' | 'projects', path: string, title: string | null = null) => ({
    part,
    url: `https://a.example/${path}`,
    title,
    words: null,
    description: linesFrom(path === 'news' ? 'Described.' : ''),
  });

  it('are lists in their parts', () => {
    const links = [link('projects', 'p'), link('infra', 'i'), link('news', 'news', 'A [x] <b>')];
    const made = text(noted({}, { links }));
    expect(made).toContain('- [A [x] \\<b>](https://a.example/news)\n  - Described.');
    expect(made.indexOf('a.example/news')).toBeLessThan(made.indexOf('a.example/i'));
    expect(made.indexOf('a.example/i')).toBeLessThan(made.indexOf('`acme` Projects'));
    expect(made).toMatch(/## Other Projects\n\n- \[a\.example\/p\]\(https:\/\/a\.example\/p\)\n/);
    expect(made).not.toContain('No project updates were submitted');
    expect(made.match(/^## /gm)).toHaveLength(4);
  });

  const news = [{ ...link('news', 'news'), description: [] }];
  const item = '- [a.example/news](https://a.example/news)';
  const PROJECTS =
    '## `acme` Projects\n\nOurs.\n\n### [`widget`](https://github.com/acme/widget)\n\nLevers.\n\n- [Older](https://github.com/acme/widget/pull/90)\n';
  /** A link in an edition of May, after editions with these parts. */
  const filled = (part: 'news' | 'infra', ...editions: readonly string[]) => {
    const earlier = editions.map((parts, index) => {
      const of = `2020-0${5 - editions.length + index}`;
      const [head = ''] = editionText(of, '').split('## ');
      return parseEarlierEdition(month(of), `${head}${parts}`, HOUSE_FORM);
    });
    const amendments = noted({}, { links: [{ ...link(part, part), description: [] }] });
    return renderEdition(assembleEdition(sources(works, { earlier, amendments })));
  };

  it.each([
    [
      'News and Blog Posts',
      'We collect posts.\n\n',
      '<!--\n\n## News and Blog Posts\n\nWe collect posts.\n\n-->',
    ],
    ['News', '', '<!-- ## News -->'],
    ['Tooling News', '', '<!--\n## Tooling News\n-->'],
    [
      'Articles',
      'All of it.\n\n<!--\n- [Title](https://example.org)\n-->\n\n',
      '<!--\n## Articles\n\nAll of it.\n\n- [Title](https://example.org)\n-->',
    ],
  ])('take the part %s out of its comment', (heading, description, comment) => {
    const made = filled('news', `${comment}\n\n${PROJECTS}`);
    expect(made).toContain(`\n\n## ${heading}\n\n${description}${item}`);
    expect(made.match(/^## /gm)).toHaveLength(2);
  });

  it('leave a comment with several parts as it is', () => {
    const comment = '<!--\n## News\n\n## Jobs\n-->';
    expect(filled('news', `${comment}\n\n${PROJECTS}`)).toContain(comment);
  });

  it('go where earlier links of the kind stood, whatever the part is called', () => {
    const list = (name: string) => [1, 2, 3].map((n) => `- [x](https://${name}/${n})`).join('\n');
    const edition = [
      `## Out There\n\nHere.\n\n${list('blog.example')}`,
      `## Below Us\n\nHere.\n\n${list('github.com/rust-lang/rust/pull')}`,
      `## Join In\n\nHere.\n\n${list('jobs.example')}`,
      PROJECTS,
    ].join('\n\n');
    expect(filled('news', edition, edition)).toContain(`## Out There\n\nHere.\n\n${item}`);
    expect(filled('infra', edition, edition)).toContain('## Below Us\n\nHere.\n\n- [a.example/infra]');
    expect(filled('news', edition, edition).match(/^## (?!Out|Below|`acme`|Join)/gm)).toBeNull();
  });

  it('go to the part for them alone before one that is also for others', () => {
    const edition = `## Tooling News\n\nHere.\n\n## Blog Posts\n\nThere.\n\n${PROJECTS}`;
    expect(filled('news', edition, edition)).toContain(`## Blog Posts\n\nThere.\n\n${item}`);
    const alone = `## Tooling News\n\nHere.\n\n${PROJECTS}`;
    expect(filled('news', alone, alone)).toContain(`## Tooling News\n\nHere.\n\n${item}`);
  });

  it('go to a part called and described as in the edition that last had one', () => {
    const had = `## News from Afar\n\nWe collect letters.\n\n- [x](https://b.example)\n\n${PROJECTS}`;
    expect(filled('news', had, PROJECTS, PROJECTS, PROJECTS)).toContain(
      `## News from Afar\n\nWe collect letters.\n\n${item}`,
    );
  });

  it.each([
    '<span class="gray">No news were submitted this month.</span>',
    '<span class="gray">\n_No news this month._\n</span>',
    '<!-- No news this month. -->',
    '<!-- <span class="gray">No news were submitted this month.</span> -->',
  ])('take the place of the line %s', (line) => {
    const template = `+++\ntitle = "x"\n+++\n\nHello.\n\n## News\n\nHere.\n\n${line}\n\n## Projects\n\n{sections}\n`;
    const given = sources(works, { template, amendments: noted({}, { links: news }) });
    expect(renderEdition(assembleEdition(given))).toContain(`## News\n\nHere.\n\n${item}\n\n## Projects`);
  });

  it('keep the words that the bot gave them, until somebody gives a title', () => {
    const rendered = text(noted({}, { links: [link('news', 'x(1)', 'A `b` [c] <d>')] }));
    const words = wordsIn(HOUSE_FORM, rendered, 'https://a.example/x(1)');
    const again = { ...link('news', 'x(1)'), words };
    expect(text(noted({}, { links: [again] }))).toBe(rendered);
    expect(linkItem(HOUSE_FORM, { ...again, title: 'New' })).toBe('- [New](https://a.example/x%281%29)');
    expect(
      wordsIn(HOUSE_FORM, text(noted({}, { links: [link('news', 'y')] })), 'https://a.example/y'),
    ).toBeNull();
    expect(wordsIn(HOUSE_FORM, rendered, 'https://a.example/z')).toBeNull();
  });
});

describe('write-ups', () => {
  const writeUps = [{ repository: 'sam/os', login: 'sam', text: blocksFrom('# News\n\nIt boots.') }];

  it('are signed sections under Other Projects', () => {
    const made = text(noted({}, { writeUps }));
    expect(made).toContain(
      '### [`sam/os`](https://github.com/sam/os)\n<span>(Section written by [@sam](https://github.com/sam))</span>\n\n#### News\n\nIt boots.\n',
    );
    expect(made.indexOf('### [`sam/os`]')).toBeGreaterThan(made.indexOf('## Other Projects'));
    expect(made).not.toContain('No project updates were submitted');
  });

  it('bring who wrote them into the list of authors, where the editions have it', () => {
    const matter = (list: string) =>
      renderEdition(
        assembleEdition(
          sources([pullRequest(1)], {
            amendments: noted({}, { writeUps }),
            earlier: [
              parseEarlierEdition(
                month('2020-04'),
                `+++\ntitle = "Acme (April 2020)"\ndate = 2020-05-03\n\n[extra]\n${list}\n+++\n\nHi.\n\n## Projects\n\n### [\`widget\`](https://github.com/acme/widget)\n\n- [Old](https://github.com/acme/widget/pull/9)\n`,
                HOUSE_FORM,
              ),
            ],
          }),
        ),
      ).split('+++')[1];
    expect(matter('authors = [\n    "phil",\n    # add yourself here\n]')).toContain(
      'authors = [\n    "phil",\n    "sam",\n    # add yourself here\n]',
    );
    expect(matter('editors = ["phil"]')).not.toContain('sam');
  });

  describe('are signed as most sections of the latest edition that has some', () => {
    const signed = (className: string, gap: string) =>
      `### [\`x/y\`](https://github.com/x/y)${gap}<span class="${className}">(Section written by [@x](https://github.com/x))</span>\n\nIt runs.\n`;
    const cases: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
      ['gray', '\n\n', { '2020-04': signed('gray', '\n\n') }],
      ['maintainers', '\n', { '2020-04': signed('maintainers', '\n') }],
      ['maintainers', '\n\n', { '2020-04': signed('maintainers', '\n\n') }],
      ['maintainers', '\n', { '2020-03': signed('maintainers', '\n'), '2020-04': '' }],
      ['maintainers', '\n', { '2020-03': signed('gray', '\n\n'), '2020-04': signed('maintainers', '\n') }],
      [
        'by-line small',
        '\n\n',
        {
          '2020-04': ['gray', 'by-line small', 'by-line small']
            .map((each) => signed(each, '\n\n'))
            .join('\n'),
        },
      ],
      ['', '\n', { '2020-04': signed('"><script>', '\n') }],
      ['gray', '\n', { '2020-03': '', '2020-04': '<span class="gray">No news.</span>' }],
    ];

    it.each(cases)('class %j below %j', (className, gap, editions) => {
      const earlier = Object.entries(editions).map(([of, sections]) =>
        earlierEdition(of, '', `## Other Projects\n\n${sections}`),
      );
      const given = { activity: { watched: ['phil/blog'] }, amendments: noted({}, { writeUps }), earlier };
      const blog = pullRequest(7, { repository: 'phil/blog' });
      const made = renderEdition(assembleEdition(sources([blog], given)));
      const line = (login: string) =>
        `<span${className === '' ? '' : ` class="${className}"`}>(Section written by [@${login}](https://github.com/${login}))</span>`;
      expect(made).toContain(`### [\`sam/os\`](https://github.com/sam/os)${gap}${line('sam')}\n\n#### News`);
      expect(made).toContain(line('phil'));
    });
  });

  it('do not bring back a section that is left out', () => {
    const hidden = noted({ 1: { visibility: { kind: 'hidden', because: 'x' } } }, { writeUps });
    expect(edition(hidden, [pullRequest(1)]).leftOut.map((section) => section.repository)).toEqual([
      'acme/widget',
    ]);
  });

  it('give a watched project its text', () => {
    const given = sources([pullRequest(1, { repository: 'sam/os' })], {
      activity: { watched: ['sam/os'] },
      amendments: noted({}, { writeUps }),
    });
    const made = renderEdition(assembleEdition(given));
    expect(made.match(/### /g)).toHaveLength(2);
    expect(made.match(/Section written by/g)).toHaveLength(1);
    expect(made).toMatch(/It boots\.\n\nWe merged/);
  });
});

describe('notes in a draft that people edited', () => {
  const before = text(NO_AMENDMENTS);
  const amendments = noted({
    1: { title: 'Reworded', lines: linesFrom('See [#2](https://github.com/acme/widget/pull/2).') },
    2: { visibility: { kind: 'hidden', because: 'x' } },
    3: { highlightedBecause: 'eve: the best' },
  });
  const after = text(amendments, works);

  it('come in where nobody edited', () => {
    const merged = mergeEdition(before, before, after).text;
    expect(merged).toContain(`- [Reworded](${url(1)})\n  - See [#2](${url(2)}).\n`);
    expect(merged).toContain(`<!-- - [Change 2](${url(2)}) -->`);
    expect(mergeEdition(after, merged, after).text).toBe(merged);
  });

  it('go again', () => {
    expect(mergeEdition(after, after, before).text).toContain(`- [Change 1](${url(1)})\n`);
    expect(mergeEdition(after, after, before).text).not.toContain('See [#2]');
  });

  it('never win over an edit', () => {
    const edited = before.replace('[Change 1]', '[By hand]');
    expect(mergeEdition(before, edited, after).text).toContain(`- [By hand](${url(1)})\n`);
    expect(mergeEdition(before, edited, after).text).not.toContain('Reworded');
  });
});

describe('what people wrote on a site that reads MDX', () => {
  const form = { ...HOUSE_FORM, ...siteRules('docusaurus', 'index.md') };
  const [name, site] = ['acme/widget', 'https://a.example'];
  const hostile = (field: string) => `{${field}} <${field}>`;
  const line = (field: string) => linesFrom(hostile(field));
  const block = (field: string) => blocksFrom(hostile(field));
  const entry = { ...NO_ENTRY_AMENDMENTS, highlightedBecause: hostile('highlightedBecause') };
  const link = { part: 'news', words: null, description: [] } as const;
  /** Each field that holds a text has one, so that the compiler asks for the next one. */
  const amendments: EditionAmendments = {
    entries: new Map([
      [`${name}#1`, { ...entry, title: hostile('entryTitle'), lines: line('entryLine') }],
      [`${name}#2`, { ...entry, visibility: { kind: 'hidden', because: hostile('because') } }],
    ]),
    introductions: [{ repository: name, crate: null, text: block('introduction') }],
    stories: [
      { repository: null, crate: null, text: block('editionStory'), isOnly: false },
      { repository: name, crate: null, text: block('sectionStory'), isOnly: false },
      { repository: 'acme/gear', crate: null, text: block('onlyStory'), isOnly: true },
    ],
    links: [
      { ...link, url: `${site}/1`, title: hostile('linkTitle'), description: line('linkLine') },
      { ...link, url: `${site}/2`, title: null, words: escapeLine(hostile('linkWords')) },
    ],
    writeUps: [{ repository: 'zoe/gadget', login: 'zoe', text: block('writeUp') }],
    uncredited: ['ann'],
    dismissed: [`${site}/3`],
  };
  const merged = [...works, pullRequest(4, { repository: 'acme/gear' })];
  const page = renderEdition(assembleEdition(sources(merged, { form, amendments })));

  it.each([
    ...['entryTitle', 'entryLine', 'introduction', 'editionStory', 'sectionStory', 'onlyStory'],
    ...['linkTitle', 'linkLine', 'linkWords', 'writeUp'],
  ])('stands in the edition and runs nothing: %s', (field) => {
    expect(page).toContain(`\\{${field}} \\<${field}>`);
  });

  it('is all that has braces or tags besides comments and the bot’s own marks', () => {
    const own = /\{\/\*[\s\S]*?\*\/\}|<\/?span(?: class="\w+")?>/g;
    expect(page.replace(own, '').match(/.*(?<!\\)[<{].*/g)).toBeNull();
  });
});
