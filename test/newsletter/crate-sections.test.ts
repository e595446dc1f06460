import { describe, expect, it } from '@jest/globals';
import { titleOf } from '../../src/newsletter/activity/work.js';
import { assembleEdition, type EditionSources } from '../../src/newsletter/edition/assemble-edition.js';
import type { EarlierEdition } from '../../src/newsletter/house-style/earlier-edition.js';
import {
  contributor,
  crate,
  earlierEdition,
  pullRequest,
  renderedSection,
  repository,
  settings,
  sources,
} from './builders.js';

const sectionsOf = (input: EditionSources) => assembleEdition(input).sections;

describe('grouping by crate', () => {
  const files = (...paths: string[]) => paths.map((path) => ({ path, additions: 1, deletions: 0 }));
  const tool = { isPublished: false };
  const uefi = crate('uefi', 'uefi', { description: 'Safe wrappers' });
  const raw = crate('uefi-raw', 'uefi-raw', { description: 'Bindings' });
  const works = [
    pullRequest(1, { files: files('uefi/a.rs', 'uefi/b.rs', 'uefi-raw/c.rs', 'xtask/d.rs') }),
    pullRequest(2, { files: files('uefi-raw/c.rs'), author: contributor('bob', 2) }),
    pullRequest(3, { files: files('README.md') }),
    pullRequest(4, { files: files('xtask/a.rs', 'xtask/b.rs', 'uefi-raw/c.rs') }),
  ];
  const input = (
    crates = [raw, uefi, crate('xtask', 'xtask', tool)],
    more: Parameters<typeof sources>[1] = {},
    set: Parameters<typeof settings>[0] = {},
    name = 'acme/uefi-rs',
  ) =>
    sources(
      works.map((work) => ({ ...work, repository: name, url: work.url.replace('acme/widget', name) })),
      {
        settings: settings({ repositories: { [name]: { group: 'crate', ...set?.repositories?.all } } }),
        ...more,
        activity: { repositories: [repository(name, { crates, description: 'All of it' })] },
      },
    );
  const told = (...given: Parameters<typeof input>) =>
    sectionsOf(input(...given)).map(({ heading, shown }) => [
      heading.replace(/^### \[`(.+?)`\]\(https:\/\/github\.com\/acme\/(.+)\)$/, '$1 at $2'),
      shown.map(({ work }) => titleOf(work).replace('Change ', '')).join(' '),
    ]);

  it('makes a section of each crate, of which the main one takes what belongs to none', () => {
    expect(told()).toEqual([
      ['uefi at uefi-rs', '1 3'],
      ['uefi-raw at uefi-rs/tree/HEAD/uefi-raw', '2 4'],
    ]);
  });

  it('makes one of the repository, where no crate stands for it', () => {
    expect(told(undefined, {}, {}, 'acme/firmware')).toEqual([
      ['firmware at firmware', '3'],
      ['uefi at firmware/tree/HEAD/uefi', '1'],
      ['uefi-raw at firmware/tree/HEAD/uefi-raw', '2 4'],
    ]);
  });

  it('leaves out crates that are not published, unless none is', () => {
    const tools = [crate('runner', 'uefi', tool), crate('xtask', 'xtask', tool)];
    expect(told(tools)).toEqual([
      ['uefi-rs at uefi-rs', '2 3'],
      ['runner at uefi-rs/tree/HEAD/uefi', '1'],
      ['xtask at uefi-rs/tree/HEAD/xtask', '4'],
    ]);
    expect(told([crate('helper', 'xtask', tool), uefi])).toEqual([['uefi at uefi-rs', '1 2 3 4']]);
  });

  it('lists a pull request once, where most of its files are, and names the other crates', () => {
    const [main, bindings] = sectionsOf(input()).map(renderedSection);
    expect(main).toContain('- [Change 1](https://github.com/acme/uefi-rs/pull/1) (also `uefi-raw`)');
    expect(bindings).not.toContain('Change 1');
  });

  it('introduces and thanks crate by crate, and a crate never by the words for another', () => {
    const [main, bindings] = sectionsOf(input([crate('uefi-raw'), uefi])).map(renderedSection);
    expect(main).toMatch(/^### .*\n\nSafe wrappers\.\n\n[\s\S]*Thanks to \[@ann\]\(\S+\) for/);
    expect(bindings).toMatch(/^### .*\n\nWe merged[\s\S]*Thanks to \[@ann\]\(\S+\) and \[@bob\]/);
  });

  it('introduces a crate by as many whole sentences as fit, of those that describe it', () => {
    const long = `The first. ${'Word '.repeat(40)}ends here. ${'More '.repeat(20)}ends.`;
    const [main] = sectionsOf(input([crate('uefi', 'uefi', { description: long })])).map(({ text }) => text);
    expect(main).toMatch(/^The first\. (?:Word ){40}ends here\.\n\nWe merged/);
    const endless = 'Word '.repeat(60);
    const [cut] = sectionsOf(input([crate('uefi', 'uefi', { description: endless })])).map(
      ({ text }) => text,
    );
    expect(cut).toMatch(/^Word [^.]*…\n\nWe merged/);
  });

  it('carries over what stood about the repository to its main crate, and to a new crate its maintainers', () => {
    const earlier = [
      earlierEdition(
        '2020-04',
        '### [`uefi-rs`](https://github.com/acme/uefi-rs)\n<span class="maintainers">Maintained by [@ann](https://github.com/ann)</span>\n\nOld words. We merged the following changes this month:\n\n- [x](https://github.com/acme/uefi-rs/pull/90)',
      ),
    ];
    const [main, bindings] = sectionsOf(input(undefined, { earlier })).map(renderedSection);
    expect(main).toMatch(/^### \[`uefi-rs`\]\(\S+\)\n<span class="maintainers">.*\n\nOld words\. We merged/);
    expect(main).not.toContain('Thanks');
    expect(bindings).toMatch(
      /^### \[`uefi-raw`\]\(\S+\)\n<span class="maintainers">.*ann.*\n\nBindings\.\n\nWe/,
    );
    expect(bindings).toContain('Thanks to [@bob](https://github.com/bob) for');
  });

  it('takes settings about the repository for its main crate, but maintainers for all', () => {
    const all = { heading: 'UEFI', introduction: 'Set.', maintainers: ['bob'] };
    const [main, bindings] = sectionsOf(input(undefined, {}, { repositories: { all } })).map(renderedSection);
    expect(main).toMatch(/^### \[`UEFI`\].*\n.*@bob.*\n\nSet\.\n/);
    expect(bindings).toMatch(/^### \[`uefi-raw`\].*\n.*@bob.*\n\nBindings\.\n/);
  });

  it('learns from sections of crates, keeps their order, and puts a new crate after its main one', () => {
    const section = (name: string, path: string) =>
      `### [\`${name}\`](https://github.com/acme/${path})\n\nWords of ${name}. We merged the following changes this month:\n\n- [x](https://github.com/acme/${path.split('/')[0]}/pull/9)`;
    const earlier = [
      earlierEdition(
        '2020-04',
        [
          section('uefi-raw', 'uefi-rs/tree/HEAD/old-raw'),
          section('uefi', 'uefi-rs'),
          section('zebra', 'zebra'),
        ].join('\n\n'),
      ),
    ];
    const crates = [uefi, raw, crate('xtask', 'xtask')];
    expect(told(crates, { earlier })).toEqual([
      ['uefi-raw at uefi-rs/tree/HEAD/uefi-raw', '2'],
      ['uefi at uefi-rs', '1 3'],
      ['xtask at uefi-rs/tree/HEAD/xtask', '4'],
    ]);
    const texts = sectionsOf(input(crates, { earlier })).map(({ text }) => text.split('.')[0]);
    expect(texts).toEqual(['Words of uefi-raw', 'Words of uefi', 'We merged the following PR this month:']);
  });
});

describe('grouping by repository, where earlier sections were about single crates', () => {
  const section = (name: string) =>
    `### [\`${name}\`](https://github.com/acme/uefi-rs)\n\nWords of ${name}. The following changes were merged this month:\n\n- [x](https://github.com/acme/uefi-rs/pull/9)`;
  const headings = (...earlier: readonly EarlierEdition[]) =>
    sectionsOf(
      sources([pullRequest(1, { repository: 'acme/uefi-rs' })], {
        earlier,
        activity: {
          repositories: [repository('acme/uefi-rs', { crates: [crate('uefi'), crate('uefi-raw')] })],
        },
      }),
    ).map(({ heading, text }) => [heading.replace(/\].*/, ''), text]);

  it('takes over from the latest about the repository', () => {
    const [march, april] = [
      earlierEdition('2020-03', section('uefi')),
      earlierEdition('2020-04', section('uefi-raw')),
    ];
    expect(headings(march, april)).toEqual([
      ['### [`uefi`', 'Words of uefi. The following change was merged this month:'],
    ]);
  });

  it('takes over from those where there are no others', () => {
    expect(headings(earlierEdition('2020-04', section('uefi-raw')))).toEqual([
      ['### [`uefi-raw`', 'Words of uefi-raw. The following change was merged this month:'],
    ]);
  });
});
