import { describe, expect, it, jest } from '@jest/globals';
import { merged, NEWS, WIDGET } from './story.js';
import { tell } from './tell.js';

// The stories run side by side and wait a lot; a busy machine must not fail them.
jest.setTimeout(180_000);

const NASTY = [
  'feat: let `Vec<T>` hold {items} | **more**',
  'fix: <script>alert(1)</script> & "quotes"',
  'fix: 1. a * b _c_ $d @ann #12 https://x.example',
  'docs: {/* end */} --> {{ x }} {% y %}',
];

describe('a weekly page of MDX with groups below lines in bold, and a table of people', () => {
  it.concurrent('keeps what people wrote in groups and table, and takes in what is new', async () => {
    const frame = `---
title: 'Acme, {month}'
date: {date}
---

import Note from '@site/src/Note'

<Note kind={'week'} />

{count} changes by {contributorCount} people.

{/* truncate */}

{sections}

## People

| who |
|---|
{contributors}
`;
    const config = `file: blog/{dateYear}/{date}-week.mdx
site: docusaurus
template: frame.md
period: week
directCommits: ignore
groupWithin: prefix
labels: { feat: Features, fix: Fixes, '*': More }
credit: { order: appearance }
format:
  section: "## {heading}\\n\\n{entries}"
  group: "**{heading}**\\n\\n{entries}"
  entry: '- [{title}]({url}) by @{login}'
  contributor: '| [@{login}]({url}) |'
  separator: "\\n"
`;
    await tell({ editions: { 'frame.md': frame }, config }, async (story) => {
      const file = 'blog/2020/2020-05-18-week.mdx';
      const text = () => story.github.readFile(NEWS, 'next', file) ?? '';
      story.setTime('2020-05-18T08:00:00Z');
      NASTY.forEach((title, index) => {
        merged(story, 11 + index, {
          title,
          author: ['bob', 'ann', 'cleo', 'bob'][index] ?? 'ann',
          mergedAt: `2020-05-1${index + 2}T00:00:00Z`,
        });
      });
      expect((await story.sync()).outcome).toBe('created');
      expect(text()).toContain(
        '**Features**\n\n- [feat: let `Vec<T>` hold \\{items} | \\*\\*more\\*\\*](https://github.com/acme/widget/pull/11) by @bob\n\n**Fixes**\n',
      );
      story.github
        .as('phil')
        .editFile(NEWS, 'next', file, (its) =>
          its
            .replace('**Fixes**\n', '**Mended**\n\nOur words.\n')
            .replace('| [@ann](https://github.com/ann) |', '| [@ann](https://github.com/ann), of course |'),
        );
      merged(story, 20, { title: 'fix: late', author: 'dora', mergedAt: '2020-05-16T00:00:00Z' });
      expect((await story.sync()).outcome).toBe('updated');
      expect(text()).toMatch(
        /\*\*Mended\*\*\n\nOur words\.\n\n(?:- .*\n){2}- \[fix: late\].* by @dora\n\n\*\*More/,
      );
      const person = (login: string, words = '') => `| [@${login}](https://github.com/${login})${words} |\n`;
      expect(text()).toContain(
        `| who |\n|---|\n${person('bob')}${person('ann', ', of course')}${person('cleo')}${person('dora')}`,
      );
      expect(text()).toContain("<Note kind={'week'} />\n\n5 changes by 4 people.\n");
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });
});

describe('a quarterly page bundle in French', () => {
  const frame = `---
title: "Acme, {month}"
date: {date}
slug: acme-{year}
---

Du {from} au {to}, {count} changements.

<!--more-->

## Dépôts

{sections}

## Nouveaux

{newcomers}
`;
  const config = (mark: string) => `file: content/post/{period}/index.md
template: frame.md
period: quarter
language: fr
directCommits: ignore
phrases: { thanks: 'Merci à {people} !', thanksOne: 'Merci à {people} pour ça !' }
format:
  section: "### [{heading}]({url})\\n\\n{entries}"
  entry: '${mark} [{title}]({url})'
  credit: sentence
`;
  const editions = { 'frame.md': frame, 'hugo.toml': '' };

  it.concurrent.each(['*', '1.'])('keeps what people wrote, and takes in what is new: %s', async (mark) => {
    await tell({ editions, config: config(mark) }, async (story) => {
      const file = 'content/post/2020-Q2/index.md';
      const text = () => story.github.readFile(NEWS, 'next', file) ?? '';
      NASTY.forEach((title, index) => {
        merged(story, 11 + index, { title, author: index === 0 ? 'bob' : 'ann' });
      });
      expect((await story.sync()).outcome).toBe('created');
      expect(text()).toContain('Du 1 avril 2020 au 30 juin 2020, 4 changements.\n');
      story.github
        .as('phil')
        .editFile(NEWS, 'next', file, (its) =>
          its.replace('Merci à', 'Un grand merci à').replace('## Dépôts\n', '## Dépôts\n\nBonjour.\n'),
        );
      merged(story, 20, { title: 'Tard', author: 'dora' });
      expect((await story.sync()).outcome).toBe('updated');
      const [ann, bob, dora] = ['ann', 'bob', 'dora'].map(
        (login) => `[@${login}](https://github.com/${login})`,
      );
      expect(text()).toContain('## Dépôts\n\nBonjour.\n\n### [widget]');
      expect(text()).toContain(`Un grand merci à ${bob}, ${ann} et ${dora} !\n`);
      expect(text()).toContain(`## Nouveaux\n\n${ann}, ${bob} et ${dora}\n`);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('hides, shows and notes what a numbered list has, and leaves its numbers to Markdown', async () => {
    const first = { editions, config: config('1.') };
    await tell(first, async (story) => {
      const file = 'content/post/2020-Q2/index.md';
      const text = () => story.github.readFile(NEWS, 'next', file) ?? '';
      const entry = (number: number) =>
        `1. [Change ${number}](https://github.com/acme/widget/pull/${number})\n`;
      for (const number of [11, 12, 13]) merged(story, number);
      await story.sync();
      expect(text()).toContain(`${entry(11)}${entry(12)}${entry(13)}`);
      // An editor counts, as in Markdown everybody may, and hides one of them.
      story.github
        .as('phil')
        .editFile(NEWS, 'next', file, (its) =>
          its.replace(entry(12), entry(12).replace('1.', '2.')).replace(entry(13), ''),
        );
      story.github.as('ann').comment(WIDGET, 11, '/newsletter note It turns twice.');
      story.github.as('ann').comment(WIDGET, 12, '/newsletter hide');
      merged(story, 14);
      await story.sync();
      expect(text()).toContain(`${entry(11)}   - It turns twice.\n`);
      expect(text()).toContain('<!-- 1. [Change 12](https://github.com/acme/widget/pull/12) -->\n');
      expect(text()).toContain(entry(14));
      expect(text()).not.toContain('Change 13');
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('says how numbered lists are written', async () => {
    await tell({ editions, config: config('2.') }, async (story) => {
      await expect(story.sync()).rejects.toThrow(/format\.entry: .* each line begins with "1\. ", /);
    });
  });
});
