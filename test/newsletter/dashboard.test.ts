import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refreshBody, renderBody } from '../../src/newsletter/draft/dashboard.js';
import { type DraftNotes, NO_NOTES } from '../../src/newsletter/draft/draft.js';
import { NO_AMENDMENTS, NO_ENTRY_AMENDMENTS } from '../../src/newsletter/edition/amendments.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { samples, seed, thoroughly } from '../thoroughly.js';
import { asSeen } from './as-seen.js';
import { dependabot, earlierEdition, pullRequest, repository, sources } from './builders.js';
import { nastyTitle } from './nasty-title.js';
import { fileContent, mergeEdition } from './on-texts.js';

const EDIT = 'https://github.com/acme/news/edit/next/may.md';
const listed =
  '### [`widget`](https://github.com/acme/widget)\n\n- [Old](https://github.com/acme/widget/pull/5)';
const before = assembleEdition(sources([pullRequest(1)]));
const after = assembleEdition(
  sources(
    [
      pullRequest(1),
      pullRequest(2, { author: dependabot }),
      pullRequest(3, {
        author: dependabot,
        repository: 'acme/gadget',
        title: 'Bump @types/x to 2, closes #12',
      }),
      pullRequest(5),
    ],
    { earlier: [earlierEdition('2020-04', listed)] },
  ),
);

function render(edition = after, notes: Partial<DraftNotes> = {}): string {
  return renderBody(edition, EDIT, { ...NO_NOTES, ...notes });
}

/** An edition of so many hidden entries, all in sections that are left out. */
function hidden(count: number, title: string) {
  return assembleEdition(
    sources(
      Array.from({ length: count }, (_, index) => pullRequest(index + 1, { author: dependabot, title })),
    ),
  );
}

describe('the dashboard', () => {
  it('says how to take part; by comment only where comments count', () => {
    const comment = 'or comment: `/newsletter help` lists what can be said';
    expect(render()).toContain(comment);
    expect(render({ ...after, takesNotes: false })).not.toContain('comment:');
  });

  it('counts what was merged', () => {
    expect(render()).toContain('**4 merged, 1 shown, 2 hidden, 1 in an earlier edition, 0 missing**');
  });

  it('counts what stands in the file as people left it', () => {
    const link = (number: number) => `[x](https://github.com/acme/widget/pull/${number})`;
    const many = assembleEdition(sources([1, 2, 3, 4, 5].map((number) => pullRequest(number))));
    const text = `## Projects\n\n### widget\n\n- ${link(1)}\n\n<!-- - ${link(2)} -->\n`;
    const body = render(many, {
      file: fileContent(text, `## Projects\n\n### widget\n\n- ${link(3)}\n`),
      withoutSection: ['acme/widget#4'],
    });
    expect(body).toContain(
      '**5 merged, 1 shown, 1 hidden, 1 deleted by people, 1 without a section, 1 missing**',
    );
    expect(body).toContain('> Merged, but neither in the file nor taken out by people: `acme/widget#5`');
  });

  it('names whom nobody can thank, since GitHub knows no account for them', () => {
    const unknownAuthors = ['Cy `@ann` Young'];
    const works = [1, 2, 3].map((number) => pullRequest(number, number < 3 ? { unknownAuthors } : {}));
    const body = render(assembleEdition(sources(works)));
    expect(body).toContain(
      '> Nobody is thanked for what ``Cy `@ann` Young`` wrote, because no GitHub account has the address in the commits: `acme/widget#1`, `acme/widget#2`. If you know the login, comment `/newsletter credit acme/widget#1 @login`.',
    );
    const many = Array.from({ length: 13 }, (_, index) => `P${index}`);
    expect(render(assembleEdition(sources([pullRequest(1, { unknownAuthors: many })])))).toContain(
      'No GitHub account has the address of these authors either: `P',
    );
    expect(render()).not.toContain('Nobody is thanked');
  });

  it('lists the month’s releases by repository, in code', () => {
    const tag = (repository: string, name: string, taggedAt: string) => ({
      repository,
      name,
      oid: name,
      taggedAt,
    });
    const tags = [
      tag('acme/widget', 'v1.1.0', '2020-05-31T23:59:59Z'),
      tag('acme/widget', 'v1.0.0', '2020-05-01T00:00:00Z'),
      tag('acme/widget', 'nightly', '2020-05-02T00:00:00Z'),
      tag('acme/widget', 'v1.2.0', '2020-06-01T00:00:00Z'),
      tag('acme/gadget', 'v`@ann`2.0', '2020-05-02T00:00:00Z'),
      tag('acme/gadget', 'gear-v2.0', '2020-05-02T00:00:00Z'),
    ];
    const released = assembleEdition(sources([pullRequest(1)], { activity: { tags } }));
    expect(render(released)).toContain(
      '<details><summary>Releases of May 2020 (3)</summary>\n\n- `acme/gadget`: `gear-v2.0`\n- `acme/widget`: `v1.0.0`, `v1.1.0`\n\n</details>',
    );
    expect(render()).not.toContain('Releases of');
  });

  it('misses nothing in what a merge with people’s edits comes to', () => {
    const parts = (gadget: readonly number[], widget: readonly number[]) =>
      assembleEdition(
        sources([
          ...gadget.map((number) => pullRequest(number, { repository: 'acme/gadget' })),
          ...widget.map((number) => pullRequest(number)),
        ]),
      );
    const base = renderEdition(parts([1], [1, 2, 3]));
    const edited = base
      .replace(/### \[`gadget`[\s\S]*?(?=### )/, '')
      .replace(/- \[Change 1\].*\n/, '')
      .replace(/(- \[Change 2\].*)\n/, '<!-- $1 -->\n');
    const edition = parts([1, 9], [1, 2, 3, 4]);
    const merged = mergeEdition(base, edited, renderEdition(edition));
    const file = fileContent(merged.text, merged.base);
    expect(render(edition, { ...merged, file })).toContain(
      '**6 merged, 2 shown, 1 hidden, 2 deleted by people, 1 without a section, 0 missing**',
    );
  });

  it('says that an incomplete draft misses something', () => {
    const body = render({ ...after, gaps: ['GitHub did not give *all* of @ann.'] });
    expect(body).toContain('some missing**');
    expect(body).toContain('> [!WARNING]\n> This draft is incomplete:\n> - GitHub did not give \\*all\\*');
  });

  it('lists what the file leaves out, without pings and cross-references', () => {
    const body = render();
    expect(body).toContain('`acme/gadget#3`');
    expect(body).not.toContain('Bump @types');
    expect(body.replace(/`[^`]*`/g, '')).not.toMatch(/(?:^|\s)#\d|\bpull\/\d/);
  });

  it('lists a backport with what it ports, also where both are left out', () => {
    const port = pullRequest(4, { repository: 'acme/gadget', baseRefName: '0.1', title: 'Backport of #3' });
    const gadget = pullRequest(3, { repository: 'acme/gadget', title: 'Fix the lever' });
    const visibility = { kind: 'hidden', because: 'ann hid it' } as const;
    const entries = new Map([['acme/gadget#3', { ...NO_ENTRY_AMENDMENTS, visibility }]]);
    const edition = assembleEdition(
      sources([pullRequest(1), gadget, port], { amendments: { ...NO_AMENDMENTS, entries } }),
    );
    expect(render(edition)).toContain('Fix the lever (`acme/gadget#3`, `acme/gadget#4`, ann hid it)');
  });

  it('does not list as left out what a person took into the file', () => {
    const text = '## Projects\n\n- [Bump](https://github.com/acme/gadget/pull/3)\n';
    expect(render(after, { file: fileContent(text, null) })).not.toContain('Sections left out');
  });

  it('names first-time contributors without telling them', () => {
    expect(render(after, { firstTimers: ['ann', 'bob'] })).toContain('First-time contributors: `ann`, `bob`');
    expect(render()).not.toContain('First-time');
  });

  it('tells what the last commit changed, what stays though it is gone, and what has no place', () => {
    const body = render(after, {
      lastChange: 'Adds widget 2.',
      keptThoughGone: ['acme/widget#7'],
      withoutSection: ['acme/gadget#8'],
      isForeign: true,
    });
    expect(body).toContain('Last change: Adds widget 2.');
    expect(body).toMatch(/Kept because a person changed them.*`acme\/widget#7`/);
    expect(body).toMatch(/Without a place.*`acme\/gadget#8`/);
    expect(body).toContain('> [!NOTE]\n> The file on this branch is no longer an edition');
  });

  it('is the same from run to run', () => {
    const notes = { firstTimers: ['ann'], lastChange: 'Adds widget 2.' };
    expect(render(after, notes)).toBe(render(after, notes));
  });
});

describe('the text around the dashboard', () => {
  it('stays while the dashboard follows the edition', () => {
    const body = `My notes first.\n\n${render(before)}\n\nAnd after.`;
    expect(refreshBody(body, after, EDIT, NO_NOTES)).toBe(`My notes first.\n\n${render()}\n\nAnd after.`);
  });

  it('stays byte for byte, with the line ends of the editor’s machine', () => {
    const body = `Mine.\r\n\r\n${render(before)}\r\nAnd after.\r\n`.replace(/\r?\n/g, '\r\n');
    expect(refreshBody(body, after, EDIT, NO_NOTES)).toBe(`Mine.\r\n\r\n${render()}\r\nAnd after.\r\n`);
  });

  it('takes its room from the dashboard', () => {
    const edition = hidden(3000, 'Bump a dependency with a long name');
    const notes = 'A long story. '.repeat(3500);
    const body = refreshBody(`${notes}${render(before)}`, edition, EDIT, NO_NOTES);
    expect(body).toContain('3000 hidden');
    expect(body.startsWith(notes)).toBe(true);
    expect(body.length).toBeLessThan(60_000);
  });

  it('is never cut: without room for a dashboard the body stays', () => {
    const body = `${'A long story. '.repeat(4200)}${render(before)}`;
    expect(refreshBody(body, after, EDIT, NO_NOTES)).toBe(body);
  });

  it('does not change without reason, even if GitHub stored it with other line ends', () => {
    const stored = render().replaceAll('\n', '\r\n');
    expect(refreshBody(stored, after, EDIT, NO_NOTES)).toBe(stored);
  });
});

describe('a dashboard that is not as the bot wrote it', () => {
  const old = render(before);
  const lines = old.split('\n');
  const refresh = (body: string, ...earlier: readonly string[]) =>
    refreshBody(body, after, EDIT, NO_NOTES, earlier);

  it.each([
    ['an empty body', '', ''],
    ['a body of blank lines', '\r\n \n', ''],
    ['a body of a person’s own', 'Soon.', 'Soon.\n\n'],
    ['a body of a person’s own from Windows', 'Soon.\r\n\r\nReally.\r\n', 'Soon.\r\n\r\nReally.\n\n'],
    [
      'a body that speaks of the marks',
      'See `<!-- newsletter dashboard -->`.',
      'See `<!-- newsletter dashboard -->`.\n\n',
    ],
  ])('comes back below %s', (_, body, own) => {
    expect(refresh(body)).toBe(`${own}${render()}`);
    expect(refresh(body, body, old)).toBe(`${own}${render()}`);
  });

  it.each([
    [
      'a line edited',
      old.replace('1 merged', '1 merged, hooray'),
      '**1 merged, hooray, 1 shown, 0 hidden, 0 missing**\n\n',
    ],
    ['a line added', old.replace('\n\nTo take part', '\n\nAnn reviews.\n\nTo take part'), 'Ann reviews.\n\n'],
    [
      'two paragraphs added',
      old.replace('\n\nTo take part', '\n\nAnn.\n\n\nBob.\n\nTo take part'),
      'Ann.\n\n\nBob.\n\n',
    ],
    ['its last half deleted', lines.slice(0, 3).join('\n'), ''],
    ['its first half deleted', lines.slice(3).join('\n'), ''],
    ['its middle deleted', [...lines.slice(0, 2), ...lines.slice(-2)].join('\n'), ''],
    ['only its end mark deleted', lines.slice(0, -1).join('\n'), ''],
    ['only its first mark deleted', lines.slice(1).join('\n'), ''],
    ['both marks deleted', lines.slice(1, -1).join('\n'), ''],
    ['its marks swapped', [lines.at(-1), ...lines.slice(1, -1), lines[0]].join('\n'), ''],
  ])('is made anew with %s: what a person wrote is above it', (_, edited, own) => {
    const around = (text: string) => `First.\n\n${text}\n\nLast.`;
    for (const body of [around(edited), around(edited).replaceAll('\n', '\r\n')]) {
      const refreshed = refresh(body, body, around(old));
      expect(refreshed.replaceAll('\r\n', '\n')).toBe(`First.\n\n${own}Last.\n\n${render()}`);
      expect(refresh(refreshed, body, around(old))).toBe(refreshed);
    }
  });

  it('loses only its marks and what stands in the new one where GitHub keeps no versions', () => {
    const body = old.replace('0 missing', '0 missing?');
    const counts = '**1 merged, 1 shown, 0 hidden, 0 missing?**';
    expect(refresh(body)).toBe(`${counts}\n\n${render()}`);
  });

  it('does not take a person’s short lines for its own', () => {
    const body = `Look:\n\n\`\`\`\nmine\n\`\`\`\n\n${lines.slice(0, 2).join('\n')}`;
    const chart = render(hidden(1, 'x')).replace('\n\n', '\n\n```mermaid\npie\n```\n\n');
    expect(refresh(body, chart, old)).toBe(`Look:\n\n\`\`\`\nmine\n\`\`\`\n\n${render()}`);
  });

  it('is there once, though somebody doubled it', () => {
    expect(refresh(`Mine.\n${old}\nMore.\n${old}`)).toBe(`Mine.\n${render()}\nMore.\n`);
  });

  it('does not come back where a person left no room, up to the longest body that GitHub takes', () => {
    for (const length of [59_000, 65_536]) {
      const body = 'A long story. '.repeat(5000).slice(0, length);
      expect(refresh(body)).toBe(body);
      const edited = `${body.slice(old.length + 10)}${old.replace('1 merged', '1 merged!')}`;
      expect(refresh(edited)).toBe(edited);
    }
    const roomy = 'A long story. '.repeat(4000);
    expect(refresh(roomy)).toContain('4 merged');
    expect(refresh(roomy).startsWith(roomy.trimEnd())).toBe(true);
  });

  it('keeps every word of people through any edits, and does not grow from run to run', () => {
    const place = fc.nat(4000);
    const edit = fc.oneof(
      fc.record({ at: place, length: fc.constant(0), isParagraph: fc.boolean() }),
      fc.record({ at: place, length: fc.nat(900), isParagraph: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), fc.boolean(), (edits, isWindows) => {
        let [body, versions] = [old, [old]];
        for (const [index, { at, length, isParagraph }] of edits.entries()) {
          const start = at % (body.length + 1);
          const word = isParagraph ? `\n\nword${index}\n\n` : `word${index}`;
          body = `${body.slice(0, start)}${word}${body.slice(start + length)}`;
          if (isWindows) body = body.replace(/\r?\n/g, '\r\n');
          versions = [body, ...versions];
          const words = body.match(/word\d/g) ?? [];
          const refreshed = refresh(body, ...versions);
          expect(refreshed.match(/word\d/g)?.sort()).toEqual(words.sort());
          expect(refreshed.replaceAll('\r\n', '\n').split(render())).toHaveLength(2);
          expect(refresh(refreshed, refreshed, ...versions)).toBe(refreshed);
          expect(refreshed.length).toBeLessThan(body.length + render().length + 10);
          if (index % 2 === 1) [body, versions] = [refreshed, [refreshed, ...versions]];
        }
      }),
      samples(8, 50),
    );
  });
});

describe('a month that is too long for the dashboard', () => {
  const title = 'Bump a dependency with a long name';
  const thousands = () => hidden(10_000, title);
  const nasty = () =>
    fc
      .sample(nastyTitle, { numRuns: 300, seed })
      .map((title, index) => pullRequest(index + 1, { author: dependabot, title }));
  const long = [
    ['thousands of entries', thousands],
    ['nasty titles', () => assembleEdition(sources(nasty()))],
    [
      'many gaps',
      () => ({ ...after, gaps: Array.from({ length: 900 }, (_, index) => `Gap ${index}: ${title}`) }),
    ],
    [
      'many entries of an earlier edition',
      () => ({ ...hidden(600, title), alreadyPublished: hidden(900, title).leftOut.flatMap(worksOf) }),
    ],
  ] as const;

  thoroughly.each(long)(
    '(%s) stays below what GitHub takes, and is cut without breaking anything',
    (_, edition) => {
      const body = render(edition());
      expect(body.length).toBeLessThan(60_000);
      const opened = body.split('<details>').length;
      expect(opened).toBe(body.split('\n\n</details>').length);
      expect(asSeen(body).text).toContain('To take part, edit the file');
      expect(refreshBody(body, before, EDIT, NO_NOTES)).toBe(render(before));
    },
  );

  it('names its entries by number before it leaves any out', () => {
    const body = render(hidden(3000, title));
    expect(body).not.toContain(title);
    expect(body).not.toContain('more');
    expect(body).toContain(' 2999 3000`');
  });

  thoroughly('says how much it leaves out', () => {
    expect(render(thousands())).toMatch(/- … and \d+ lines more\n\n<\/details>/);
  });
});

describe('the chart of the month', () => {
  const crowd = Array.from({ length: 20 }, (_, index) => `acme/crate-${String.fromCharCode(97 + index)}`);

  it('has the twelve largest sections and the others together', () => {
    const merged = crowd.flatMap((name, index) =>
      Array.from({ length: index + 1 }, (_, nth) => pullRequest(nth + 1, { repository: name })),
    );
    const [, chart = ''] = /```mermaid\n([\s\S]*?)\n```/.exec(render(assembleEdition(sources(merged)))) ?? [];
    const slices = chart.split('\n').slice(1);
    expect(slices).toHaveLength(13);
    expect(slices[0]).toBe('    "crate-t" : 20');
    expect(slices[12]).toBe('    "8 others" : 36');
  });

  it('is not drawn where there is nothing to compare', () => {
    expect(render(before)).not.toContain('mermaid');
  });

  it.each([
    ['a quote', 'a"b', 'a#34;b'],
    ['a fence', '```\nb', 'b'],
    ['a directive', '%%{init: {}}%%', '#37;#37;#123;init#58; #123;#125;#125;#37;#37;'],
    ['a code of Mermaid', 'a#quot;b', 'a#35;quot#59;b'],
    ['a length', 'x'.repeat(90), `${'x'.repeat(39)}#8230;`],
    ['a foreign script', 'Ünïcode-Кот', 'Ünïcode-Кот'],
  ])('is not broken by a name with %s', (_, heading, label) => {
    const edition = assembleEdition(
      sources([pullRequest(1), pullRequest(2, { repository: 'acme/gadget' })], {
        activity: { repositories: [repository('acme/widget'), repository('acme/gadget')] },
      }),
    );
    const sections = edition.sections.map((section) =>
      section.repository === 'acme/widget'
        ? { ...section, heading: `### [\`${heading}\`](https://x.test/)` as typeof section.heading }
        : section,
    );
    expect(render({ ...edition, sections })).toContain(`\n    "${label}" : 1\n`);
  });
});

function worksOf({ hidden: entries }: (typeof after.leftOut)[number]) {
  return entries.map(({ work }) => work);
}
