import { describe, expect, it } from '@jest/globals';
import { EXPRESSION_COMMENT, HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { siteRules } from '../../src/newsletter/document/site.js';
import { firstSkeleton, skeletonFrom, withoutNotice } from '../../src/newsletter/edition/skeleton.js';
import { parseEarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import { learnHouseStyle } from '../../src/newsletter/house-style/house-style.js';
import { month, settings } from './builders.js';

const may = month('2020-05');

function april(
  body: string,
  frontMatter = 'title = "Acme (April 2020)"\ndate = 2020-05-06\n\n[extra]\nmonth = "April 2020"\nauthors = ["ann", "bob"]',
) {
  return parseEarlierEdition(
    month('2020-04'),
    `+++\n${frontMatter}\n+++\n\nWelcome to the first issue.\n\n${body}`,
    HOUSE_FORM,
  );
}

const projects =
  '## Project Updates\n\nWhat happened.\n\n### [`w`](https://github.com/acme/w)\n\n- [x](https://github.com/acme/w/pull/1)';

describe('the front matter', () => {
  it('keeps its form and moves on by a month', () => {
    expect(skeletonFrom(HOUSE_FORM, [april(projects)], 'acme', may).frontMatter).toBe(
      '+++\ntitle = "Acme (May 2020)"\ndate = 2020-06-01\n\n[extra]\nmonth = "May 2020"\nauthors = ["ann", "bob"]\n+++',
    );
  });

  it.each([
    [
      'YAML',
      '---\ntitle: Acme (April 2020)\ndate: 2020-05-06 10:00:00 +0200\n---\n\n',
      '---\ntitle: Acme (May 2020)\ndate: 2020-06-01 10:00:00 +0200\n---',
    ],
    ['none', '', ''],
  ])('follows editions with %s', (_, frontMatter, expected) => {
    const last = parseEarlierEdition(month('2020-04'), `${frontMatter}Hi.\n\n${projects}`, HOUSE_FORM);
    expect(learnHouseStyle([last], 'acme', settings()).models).toEqual([last]);
    expect(skeletonFrom(HOUSE_FORM, [last], 'acme', may)).toMatchObject({
      frontMatter: expected,
      opening: 'Hi.',
    });
  });

  it('is not that of an edition that lacks one', () => {
    const bare = parseEarlierEdition(month('2020-04'), `Hi.\n\n${projects}`, HOUSE_FORM);
    const models = [april(projects), april(projects)];
    expect(learnHouseStyle([...models, bare], 'acme', settings()).models).toEqual(models);
  });

  it('names only those who stand in each of the last editions, in the layout of the list', () => {
    const list = (people: string) =>
      april(projects, `title = "A"\ndate = 2020-05-06\n[extra]\nauthors = [\n${people}    # add yourself\n]`);
    const editions = [list('    "ann",\n    "cyd",\n'), list('    "ann",\n    "bob",\n')];
    expect(skeletonFrom(HOUSE_FORM, editions, 'acme', may).frontMatter).toContain(
      'authors = [\n    "ann",\n    # add yourself\n]',
    );
  });
});

describe('the standing text', () => {
  it('greets to a new issue, not to the first', () => {
    expect(skeletonFrom(HOUSE_FORM, [april(projects)], 'acme', may).opening).toBe('Welcome to a new issue.');
  });

  it('keeps a list above the first part that tells no work', () => {
    const list =
      '- [Help us](https://github.com/acme/w/issues/5)\n- [Write](https://github.com/acme/news/pulls)';
    expect(skeletonFrom(HOUSE_FORM, [april(`${list}\n\n${projects}`)], 'acme', may).opening).toBe(
      `Welcome to a new issue.\n\n${list}`,
    );
  });

  const early = '[Early](https://github.com/acme/w/pull/10)';
  it.each([
    ['a list', `- ${early}\n- Late: https://github.com/acme/w/pull/11`],
    ['a loose list below its sentence', `Highlights:\n\n1. ${early}\n\n2. And more`],
    ['an item without a link', '- Early (acme/w#10)'],
    ['a paragraph', `Read about ${early}.`],
    ['a table', `| What |\n|---|\n| ${early} |`],
    ['a quote', `> - ${early}`],
    ['HTML', '<ul>\n<li><a href="https://github.com/acme/w/pull/10">Early</a></li>\n</ul>'],
    ['a comment', `<!-- - ${early} -->`],
    ['a commit', '- [Turn it](https://github.com/acme/w/commit/0123abc)'],
  ])('opens without %s that tells the work of the last one', (_, work) => {
    const [before, behind] = ['Also see [our site](https://acme.example/pull/10).', '<!-- more -->'];
    const last = april(`${before}\n\n${work}\n\n${behind}\n\n${projects}`);
    expect(skeletonFrom(HOUSE_FORM, [last], 'acme', may).opening).toBe(
      `Welcome to a new issue.\n\n${before}\n\n${behind}`,
    );
  });

  it('keeps descriptions, templates and the closing part, and leaves news behind', () => {
    const body = `## News

What we found.

<!-- Please use this template for April 2020 -->

- [A thing](https://example.com)

This thing was great.

${projects}

<!-- - [hidden](https://github.com/acme/w/pull/2) -->

<!--
## New Projects
-->

## Other Projects

Send us yours.

### [\`ann/os\`](https://github.com/ann/os)

I did a lot.

## Join Us?

Any time.`;
    const { parts } = skeletonFrom(HOUSE_FORM, [april(body)], 'acme', may);
    expect(parts.map(({ heading, body: text, closing }) => [heading, text, closing])).toEqual([
      ['## News', 'What we found.\n\n<!-- Please use this template for May 2020 -->', ''],
      ['## Project Updates', 'What happened.', '<!--\n## New Projects\n-->'],
      ['## Other Projects', 'Send us yours.', ''],
      ['## Join Us?', 'Any time.', ''],
    ]);
    expect(parts.map(({ isProjects }) => isProjects)).toEqual([false, true, false, false]);
    expect(parts[2]?.emptyNotice).toContain('No project updates were submitted');
    expect(parts[0]?.emptyNotice).toBe('');
  });

  it.each(['_No updates were submitted._', 'None yet.', 'Nothing this month.', '_No project updates._'])(
    'goes without a comment that says that there is nothing: %s',
    (words) => {
      for (const hidden of [HOUSE_FORM.hidden, EXPRESSION_COMMENT]) {
        const text = `Text.\n\n${hidden.before}${words}${hidden.behind}\n\n${hidden.before}Kept.${hidden.behind}`;
        expect(withoutNotice(text, { ...HOUSE_FORM, hidden })).toBe(
          `Text.\n\n${hidden.before}Kept.${hidden.behind}`,
        );
      }
    },
  );

  it('takes the line for an empty part from the edition that last had one', () => {
    const empty = april(
      `${projects}\n\n## Other Projects\n\n<span class="gray">Nobody? No, nobody.</span>\n\n<span class="gray">No news at all.</span>`,
    );
    const filled = april(
      `${projects}\n\n## Other Projects\n\n### [\`a/b\`](https://github.com/a/b)\n\nText.`,
    );
    const { parts } = skeletonFrom(HOUSE_FORM, [empty, filled], 'acme', may);
    expect(parts[1]?.emptyNotice).toBe('<span class="gray">No news at all.</span>');
  });

  it.each([
    ['did without', 'Send us yours.'],
    ['had it in a comment', '<!-- <span class="gray">No news at all.</span> -->'],
    ['had it in a template', 'Send us yours.\n\n<!--\n<span class="gray">No news at all.</span>\n-->'],
    ['said it otherwise', '_No news at all._'],
  ])('has no such line where the last edition with an empty part %s', (_, text) => {
    const before = april(`${projects}\n\n## Other Projects\n\n<span class="gray">No news.</span>`);
    const last = april(`${projects}\n\n## Other Projects\n\n${text}`);
    const found = skeletonFrom(HOUSE_FORM, [before, last], 'acme', may).parts.find(
      ({ heading }) => heading === '## Other Projects',
    );
    expect(found?.emptyNotice ?? '').toBe('');
  });

  it('does not carry on a part that stood in one edition only', () => {
    const editions = [april(projects), april(projects), april(`## Showcase\n\nLook!\n\n${projects}`)];
    expect(skeletonFrom(HOUSE_FORM, editions, 'acme', may).parts.map(({ heading }) => heading)).toEqual([
      '## Project Updates',
    ]);
  });

  it('gets a projects part even if no edition has one', () => {
    const { parts } = skeletonFrom(HOUSE_FORM, [april('## News\n\nWords.')], 'acme', may);
    expect(parts.map(({ heading, isProjects }) => [heading, isProjects])).toEqual([
      ['## News', false],
      ['## `acme` Projects', true],
    ]);
  });
});

describe('the skeleton of a first edition', () => {
  it('has front matter, a greeting and a part for the projects', () => {
    const { frontMatter, opening, parts } = firstSkeleton(HOUSE_FORM, 'Acme "Monthly"', 'acme', may);
    expect(frontMatter).toContain('title = "Acme \\"Monthly\\": May 2020"');
    expect(opening).toContain('May 2020');
    expect(parts.map(({ isProjects }) => isProjects)).toEqual([true]);
  });

  it('has nothing that only the site of one newsletter has', () => {
    const { frontMatter, parts } = firstSkeleton(HOUSE_FORM, 'Acme', 'acme', may);
    expect(frontMatter).toBe('+++\ntitle = "Acme: May 2020"\ndate = 2020-06-01\n+++');
    expect(parts[0]?.emptyNotice).toBe('_No pull requests were merged this month._');
  });

  it('writes a name as it is read, whatever stands in it', () => {
    const { frontMatter, opening } = firstSkeleton(HOUSE_FORM, 'A *B* <i> {{ c }}', 'acme', may);
    expect(frontMatter).toContain('title = "A *B* <i> {{ c }}: May 2020"');
    expect(opening).toMatch(/^Welcome to _"A \\\*B\\\* \\<i> /);
  });

  it.each([
    ['jekyll', '---\ntitle: "Acme: May 2020"\ndate: 2020-06-01\n---', /^Welcome [^#]*\n\n<!--more-->$/],
    [
      'docusaurus',
      '---\ntitle: "Acme: May 2020"\ndate: 2020-06-01\n---',
      /^Welcome [^#]*\n\n\{\/\* truncate \*\/\}$/,
    ],
    ['eleventy', '---\ntitle: "Acme: May 2020"\ndate: 2020-06-01\n---', /^Welcome [^\n]*$/],
    ['plain', '', /^# Acme: May 2020\n\nWelcome [^\n]*$/],
  ] as const)('is what %s reads', (site, expected, greeting) => {
    const form = { ...HOUSE_FORM, ...siteRules(site, 'a.md') };
    const { frontMatter, opening } = firstSkeleton(form, 'Acme', 'acme', may);
    expect(frontMatter).toBe(expected);
    expect(opening).toMatch(greeting);
  });
});
