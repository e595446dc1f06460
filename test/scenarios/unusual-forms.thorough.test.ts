import { describe, expect, it, jest } from '@jest/globals';
import { merged, NEWS } from './story.js';
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

  it.concurrent('keeps what people wrote, and takes in what is new', async () => {
    await tell({ editions, config: config('*') }, async (story) => {
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

  it.concurrent('says that it has no numbered lists', async () => {
    await tell({ editions, config: config('1.') }, async (story) => {
      await expect(story.sync()).rejects.toThrow(/format\.entry: .* The bot makes no numbered lists\./);
    });
  });
});
