import { describe, expect, it } from '@jest/globals';
import { merged, NEWS, type Story } from './story.js';
import { tell } from './tell.js';

const JEKYLL = {
  'frame.md': `---
layout: post
title:  "Acme Monthly - {monthName}"
date:   {date} 10:00:00 +0200
---

In {monthName}, we merged **{count} pull requests**. Thank you, {contributors}!

## Changes

{sections}

<hr />

Write to us. It helps {count} people.
`,
};
const JEKYLL_SETTINGS = `file: _posts/{month}-01-monthly.md
template: frame.md
directCommits: ignore
format:
  section: "### {heading}\\n{entries}"
  entry: '* [#{number}]({url}): {title}. Thank you, [@{login}]({authorUrl})'
  contributor: '@{login}'
  separator: ', '
`;

/** Tells a story of a newsletter with this template and these settings; `file` is its draft of May. */
function told(
  { files, config, file }: { files: Readonly<Record<string, string>>; config: string; file: string },
  act: (
    story: Story,
    draft: { text(): string; edit(change: (text: string) => string): void },
  ) => Promise<void>,
): Promise<void> {
  return tell({ editions: files, config }, async (story) => {
    const text = () => story.github.readFile(NEWS, 'next', file) ?? '';
    await act(story, {
      text,
      edit(change) {
        const before = text();
        story.github.as('phil').editFile(NEWS, 'next', file, change);
        expect(text()).not.toBe(before);
      },
    });
  });
}

const entry = (number: number, title = `Change ${number}`, login = 'ann') =>
  `* [#${number}](https://github.com/acme/widget/pull/${number}): ${title}. Thank you, [@${login}](https://github.com/${login})`;

describe('the draft of a Jekyll site', () => {
  const place = { files: JEKYLL, config: JEKYLL_SETTINGS, file: '_posts/2020-05-01-monthly.md' };

  it.concurrent('keeps what people wrote around and among the entries, and takes in what is new', async () => {
    await told(place, async (story, draft) => {
      merged(story, 11);
      merged(story, 12, { author: 'bob' });
      merged(story, 13, { title: 'Bump', author: 'dependabot[bot]' });
      expect((await story.sync()).outcome).toBe('created');
      expect(draft.text()).toBe(`---
layout: post
title:  "Acme Monthly - May"
date:   2020-06-01 10:00:00 +0200
---

In May, we merged **2 pull requests**. Thank you, @ann, @bob!

## Changes

### widget
${entry(11)}
${entry(12, undefined, 'bob')}

<!-- * [#13](https://github.com/acme/widget/pull/13): Bump. Thank you, [@dependabot](https://github.com/apps/dependabot) -->

<hr />

Write to us. It helps 2 people.
`);
      draft.edit((text) =>
        text
          .replace('In May, we merged', 'This May, we merged')
          .replace(': Change 11.', ': Change eleven, at last.')
          .replace('## Changes\n', '## Changes\n\nOur words.\n')
          .replace('date:   2020-06-01 10:00:00 +0200', 'date:   2020-06-05 09:00:00 +0200'),
      );
      merged(story, 14, { author: 'cleo' });
      expect((await story.sync()).outcome).toBe('updated');
      expect(draft.text()).toBe(`---
layout: post
title:  "Acme Monthly - May"
date:   2020-06-05 09:00:00 +0200
---

This May, we merged **3 pull requests**. Thank you, @ann, @bob, @cleo!

## Changes

Our words.

### widget
${entry(11, 'Change eleven, at last')}
${entry(12, undefined, 'bob')}
${entry(14, undefined, 'cleo')}

<!-- * [#13](https://github.com/acme/widget/pull/13): Bump. Thank you, [@dependabot](https://github.com/apps/dependabot) -->

<hr />

Write to us. It helps 3 people.
`);
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('keeps hidden what a person hid, and deleted what a person deleted', async () => {
    await told(place, async (story, draft) => {
      for (const number of [11, 12, 13]) merged(story, number);
      await story.sync();
      draft.edit((text) => text.replace(entry(11), `<!-- ${entry(11)} -->`).replace(`${entry(12)}\n`, ''));
      merged(story, 14);
      await story.sync();
      expect(draft.text()).toContain(`### widget\n<!-- ${entry(11)} -->\n${entry(13)}\n${entry(14)}\n`);
      expect(draft.text()).not.toContain(entry(12));
    });
  });

  it.concurrent('gets the section of another repository before what closes its part', async () => {
    await told(place, async (story, draft) => {
      story.github.addRepository({ nameWithOwner: 'acme/gear' });
      merged(story, 11);
      await story.sync();
      draft.edit((text) => text.replace('<hr />', '<hr />\n\nA word of ours.'));
      merged(story, 5, { in: 'acme/gear' });
      await story.sync();
      expect(draft.text()).toMatch(
        /### gear\n\* \[#5\][^\n]*\n\n### widget\n[^\n]*\n\n<hr \/>\n\nA word of ours\.\n\nWrite to us\./,
      );
    });
  });
});

const MKDOCS = {
  'frame.md':
    '---\ndate: {date}\n---\n\n**{count}** changes.\n\n### All\n{sections}\n\n### People\n{contributors}\n',
};
const MKDOCS_SETTINGS = `file: docs/{month}.md
template: frame.md
directCommits: ignore
order: number-descending
format:
  section: '{entries}'
  entry: '* \\#{number}: [{title}]({url})'
  contributor: '* [@{login}]({url})'
`;

describe('the draft with one list, and a list of people', () => {
  const place = { files: MKDOCS, config: MKDOCS_SETTINGS, file: 'docs/2020-05.md' };
  const line = (number: number, title = `Change ${number}`) =>
    `* \\#${number}: [${title}](https://github.com/acme/widget/pull/${number})`;
  const person = (login: string) => `* [@${login}](https://github.com/${login})`;

  it.concurrent('takes in entries and people among those that editors changed', async () => {
    await told(place, async (story, draft) => {
      merged(story, 11);
      merged(story, 13, { author: 'cleo' });
      await story.sync();
      expect(draft.text()).toBe(
        `---\ndate: 2020-06-01\n---\n\n**2** changes.\n\n### All\n${line(13)}\n${line(11)}\n\n### People\n${person('ann')}\n${person('cleo')}\n`,
      );
      draft.edit((text) =>
        text
          .replace(line(13), line(13, 'The best of all'))
          .replace(person('cleo'), `${person('cleo')}, at last`)
          .replace(`${person('ann')}\n`, ''),
      );
      merged(story, 12, { author: 'bob' });
      await story.sync();
      expect(draft.text()).toBe(
        `---\ndate: 2020-06-01\n---\n\n**3** changes.\n\n### All\n${line(13, 'The best of all')}\n${line(12)}\n${line(11)}\n\n### People\n${person('bob')}\n${person('cleo')}, at last\n`,
      );
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });
});

describe('the draft with groups in its sections', () => {
  const place = {
    files: { 'frame.md': '# {month}\n\n{sections}\n' },
    config: `file: docs/{month}.md
template: frame.md
directCommits: ignore
groupWithin: label
labels: { bug: Fixes, feature: Features, '*': More }
format:
  section: "## {heading}\\n\\n{entries}"
  credit: none
`,
    file: 'docs/2020-05.md',
  };
  const line = (number: number, title = `Change ${number}`) =>
    `- [${title}](https://github.com/acme/widget/pull/${number})`;

  it.concurrent('puts what is new into its group, whatever people wrote or moved', async () => {
    await told(place, async (story, draft) => {
      merged(story, 11, { labels: ['bug'] });
      merged(story, 12);
      await story.sync();
      expect(draft.text()).toBe(
        `# May 2020\n\n## widget\n\n### Fixes\n\n${line(11)}\n\n### More\n\n${line(12)}\n`,
      );
      draft.edit((text) => text.replace('### Fixes\n', '### Mended at last\n\nOur words.\n'));
      merged(story, 13, { labels: ['bug'] });
      merged(story, 14, { labels: ['feature'] });
      merged(story, 15);
      await story.sync();
      expect(draft.text()).toBe(
        `# May 2020\n\n## widget\n\n### Mended at last\n\nOur words.\n\n${line(11)}\n${line(13)}\n\n### Features\n\n${line(14)}\n\n### More\n\n${line(12)}\n${line(15)}\n`,
      );
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });
});

describe('the draft with a line for each person', () => {
  const place = {
    files: { 'frame.md': '# {month}\n\n{sections}\n' },
    config: `file: docs/{month}.md
template: frame.md
directCommits: ignore
format:
  section: "## {heading}\\n{entries}"
  entry: '[{title}]({url})'
  person: '- {login} created {entries}'
  separator: ', '
  lastSeparator: ', and '
`,
    file: 'docs/2020-05.md',
  };
  const link = (number: number, title = `Change ${number}`) =>
    `[${title}](https://github.com/acme/widget/pull/${number})`;

  it.concurrent('lets the lines grow, and keeps the words of those that people changed', async () => {
    await told(place, async (story, draft) => {
      merged(story, 11);
      merged(story, 12, { author: 'bob' });
      await story.sync();
      expect(draft.text()).toBe(
        `# May 2020\n\n## widget\n- ann created ${link(11)}\n- bob created ${link(12)}\n`,
      );
      draft.edit((text) =>
        text.replace(`- bob created ${link(12)}`, `- bob created the long awaited ${link(12)}`),
      );
      merged(story, 13);
      merged(story, 14, { author: 'bob' });
      await story.sync();
      expect(draft.text()).toContain(`- ann created ${link(11)}, and ${link(13)}\n`);
      expect(draft.text()).toContain(`- bob created the long awaited ${link(12)}, and ${link(14)}\n`);
    });
  });
});

describe('the draft of a part of a page', () => {
  const [begin, end] = ['<!-- newsletter:begin -->', '<!-- newsletter:end -->'];
  const place = {
    files: {
      'frame.md': `# Our month of {month}\n\nTo be written.\n\n${begin}\n## Merged\n\n{sections}\n${end}\n\nBye.\n`,
    },
    config: `file: docs/{month}.md
template: frame.md
directCommits: ignore
format:
  section: "### {heading}\\n\\n{entries}"
  entry: '- [{title}]({url})'
  credit: none
`,
    file: 'docs/2020-05.md',
  };
  const link = (number: number) => `- [Change ${number}](https://github.com/acme/widget/pull/${number})`;

  it.concurrent('leaves all alone that stands around the marks, whatever it is', async () => {
    await told(place, async (story, draft) => {
      merged(story, 11);
      await story.sync();
      expect(draft.text()).toBe(
        `# Our month of May 2020\n\nTo be written.\n\n${begin}\n## Merged\n\n### widget\n\n${link(11)}\n${end}\n\nBye.\n`,
      );
      draft.edit((text) =>
        text
          .replace(
            'To be written.',
            `It is written.\n\n## Merged\n\n### widget\n\n${link(11)}\n<!-- ${link(99)} -->`,
          )
          .replace('Bye.', '{{ footer }}\n\n## More\n\n### widget\n\nWords.'),
      );
      const around = draft.text().split(`${begin}\n## Merged\n\n### widget\n\n${link(11)}\n${end}`);
      merged(story, 12);
      expect((await story.sync()).outcome).toBe('updated');
      expect(draft.text()).toBe(
        around.join(`${begin}\n## Merged\n\n### widget\n\n${link(11)}\n${link(12)}\n${end}`),
      );
      expect((await story.sync()).outcome).toBe('unchanged');
    });
  });

  it.concurrent('is left as it is without its marks', async () => {
    await told(place, async (story, draft) => {
      merged(story, 11);
      await story.sync();
      draft.edit((text) => text.replace(end, ''));
      const before = draft.text();
      merged(story, 12);
      await story.sync();
      expect(draft.text()).toBe(before);
    });
  });
});
