import { describe, expect, it } from '@jest/globals';
import { portedBy, portedFrom, portedIn } from '../../src/newsletter/activity/references.js';
import type { PullRequest } from '../../src/newsletter/activity/work.js';
import {
  type EntryAmendments,
  NO_AMENDMENTS,
  NO_ENTRY_AMENDMENTS,
} from '../../src/newsletter/edition/amendments.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { type Edition, entriesOf } from '../../src/newsletter/edition/edition.js';
import type { EditionSettings } from '../../src/newsletter/house-style/edition-settings.js';
import {
  contributor,
  dependabot,
  earlierEdition,
  pullRequest,
  repository,
  settings,
  sources,
} from './builders.js';

/** A pull request into another branch, merged on that day of May 2020. */
function on(baseRefName: string, number: number, day: number, more: Partial<PullRequest> = {}): PullRequest {
  return pullRequest(number, {
    baseRefName,
    mergedAt: `2020-05-${String(day).padStart(2, '0')}T12:00:00Z`,
    ...more,
  });
}

/** A pull request from a branch of the repository itself. */
function from(
  headRefName: string,
  number: number,
  day: number,
  more: Partial<PullRequest> = {},
): PullRequest {
  return on('main', number, day, { headRefName, isCrossRepository: false, ...more });
}

interface Outcome {
  /** Entries, each with those that hang on it. */
  readonly shown: readonly string[];
  readonly hidden: readonly string[];
  readonly elsewhere: readonly string[];
}

function outcome({ sections, leftOut, elsewhere }: Edition): Outcome {
  const entries = [...sections, ...leftOut].flatMap(entriesOf);
  const named = (isShown: boolean) =>
    entries
      .filter(({ hiddenBecause }) => (hiddenBecause === null) === isShown)
      .map(({ work, with: others }) => [work, ...others].map((each) => each.key.split('#')[1]).join('+'));
  return {
    shown: named(true),
    hidden: named(false),
    elsewhere: elsewhere.map(({ key }) => key.split('#')[1] ?? ''),
  };
}

function assembled(works: readonly PullRequest[], set: Partial<EditionSettings> = {}): Outcome {
  return outcome(assembleEdition(sources(works, { settings: settings(set) })));
}

describe('a backport', () => {
  const fix = on('main', 10, 5, { title: 'Fix the lever' });

  it.each([
    ['0.1', '[0.1] Fix the lever'],
    ['0.2', '[backport 0.2] Fix the lever'],
    ['0.2.x', 'Backport PR #10 on branch 0.2.x (Fix the lever)'],
    ['release-1.x', '[Backport release-1.x] Fix the lever'],
    ['release-1.x', 'Backport of #10'],
    ['release-1.x', 'backport #10'],
    ['1.x', 'Fix the lever (backport #10)'],
    ['1.x', '[1.x] Fix the lever (#10)'],
    ['3.12', '[3.12] Fix the lever (GH-10)'],
    ['release-1.36', 'Automated cherry pick of #10: Fix the lever'],
    ['release/6.0', '\u{1f352} [6.0] Fix the lever'],
    ['release/6.0', '\u{1f352}[6.0] Fix the lever'],
    ['release/6.0', ':cherries: Fix the lever'],
    ['release-1.36', 'Backport PR 10 to release-1.36'],
    ['release-1.36', '[release-1.36] Automated cherry pick of #10: Repair the lever'],
    ['v0.9-base', 'Cherry-pick #10 to v0.9'],
    ['v0.9-base', 'Fix the lever (0.9)'],
    ['v0.9-base', 'v0.9: Fix the lever'],
    ['stable28', 'Backport "Fix the lever" to stable28'],
    ['stable-2.1', 'backport(2.1): Fix the lever'],
    ['maint/1.0', 'Fix the lever'],
    ['unknown', 'Backport: Fix the lever'],
    ['release-1.x', '[release-1.x] Author Backport of #10 (Repair the lever)'],
    ['release-1.x', '(backport) Fix the lever'],
    ['release-1.x', 'chore(backport release-1.x): Fix the lever'],
    ['release-1.x', 'chore: [release-1.x] Fix the lever'],
    ['release-1.x', 'Fix the lever (1.x backport)'],
    ['release-1.x', 'Fix the lever (manual backport of #10)'],
    ['stable-8', 'Fix the lever [manual backport stable-8]'],
    ['release/1.2', 'cherrypick: [release/1.2] Fix the lever'],
    ['v20.x-staging', 'v20.x backport: Fix the lever'],
  ])('into %s called %j hangs on what it ports', (branch, title) => {
    expect(assembled([fix, on(branch, 11, 6, { title })]).shown).toEqual(['10+11']);
  });

  it.each([
    ['[docs] Fix the lever', '[docs] Fix the lever'],
    ['[docs] Fix the lever', '[0.1] [docs] Fix the lever'],
    ['[docs][arm] Fix the lever', '[Backport 0.1] [docs][arm] Fix the lever'],
    ['chore: [arm] Fix the lever', '[0.1] chore: [arm] Fix the lever'],
    ['Fix the lever', '[0.1] [docs] Fix the lever'],
  ])('of %j is called %j', (title, name) => {
    const works = [on('main', 10, 5, { title }), on('0.1', 11, 6, { title: name })];
    expect(assembled(works).shown).toEqual(['10+11']);
  });

  it('of another part of the repository is another change', () => {
    const works = [
      on('main', 10, 5, { title: '[docs] Fix it' }),
      on('0.1', 11, 6, { title: '[arm] Fix it' }),
    ];
    expect(assembled(works).shown).toEqual(['10', '11']);
  });

  it('is told by its description, and also if it was merged before', () => {
    const byNumber = { ports: { numbers: [10], oids: [] }, title: 'Lever' };
    expect(assembled([fix, on('0.1', 11, 6, byNumber)]).shown).toEqual(['10+11']);
    expect(assembled([fix, on('0.1', 11, 4, byNumber)]).shown).toEqual(['10+11']);
    const merged = { ...fix, mergeCommitOid: 'a'.repeat(40) };
    const byCommit = { ports: { numbers: [], oids: ['a'.repeat(40)] }, title: 'Lever' };
    expect(assembled([merged, on('0.1', 11, 6, byCommit)]).shown).toEqual(['10+11']);
  });

  it('is thanked for, also where a robot made it', () => {
    const edition = assembleEdition(
      sources([
        fix,
        on('0.1', 11, 6, { title: '[0.1] Fix the lever', author: contributor('bob', 2) }),
        on('0.2', 12, 6, { title: '[0.2] Fix the lever', author: dependabot }),
      ]),
    );
    expect(outcome(edition).shown).toEqual(['10+11+12']);
    const [section] = edition.sections;
    expect(section?.credit.map((credit) => credit.contributor.login)).toEqual(['ann', 'bob']);
  });

  it('stands for itself where its original is of an earlier month, and for those of other branches', () => {
    expect(assembled([on('0.1', 11, 6, { title: '[0.1] Fix the lever' })]).shown).toEqual(['11']);
    expect(
      assembled([
        on('0.2', 11, 6, { title: '[0.2] Fix the lever' }),
        on('0.1', 12, 7, { title: '[0.1] Fix the lever' }),
        on('0.1', 13, 8, { title: '[0.1] Fix the button' }),
      ]).shown,
    ).toEqual(['11+12', '13']);
  });

  const title = 'Fix the lever';
  const earlier = on('0.1', 10, 5, { title });
  it.each<[string, PullRequest[], string[]]>([
    ['[0.2] Fix the lever', [earlier, on('0.2', 11, 6, { title: `[0.2] ${title}` })], ['10+11']],
    ['merged before', [earlier, on('0.2', 11, 4, { title: `[0.2] ${title}` })], ['10+11']],
    ['Fix the lever (0.2)', [earlier, on('0.2', 11, 6, { title: `${title} (0.2)` })], ['10+11']],
    ['Backport: Fix the lever', [earlier, on('levers', 11, 6, { title: `Backport: ${title}` })], ['10+11']],
    ['the same words', [earlier, on('0.2', 11, 6, { title })], ['10+11']],
    [
      'three branches',
      [
        on('0.3', 12, 4, { title: `[backport 0.3] ${title}` }),
        earlier,
        on('0.2', 11, 6, { title: '[0.2] fix the lever' }),
      ],
      ['10+12+11'],
    ],
    ['other words', [earlier, on('0.2', 11, 6, { title: '[0.2] Fix the button' })], ['10', '11']],
    ['the same branch', [earlier, on('0.1', 11, 6, { title: `[0.1] ${title}` })], ['10', '11']],
    [
      'a revert',
      [earlier, on('0.1', 12, 6, { title: `Revert "${title}"` }), on('0.2', 11, 7, { title })],
      ['11'],
    ],
    ['a hidden one', [{ ...earlier, author: dependabot }, on('0.2', 11, 6, { title })], ['11']],
    [
      'a feature branch',
      [on('levers', 10, 5, { title }), on('0.2', 11, 6, { title: `[0.2] ${title}` })],
      ['11'],
    ],
  ])('without one on the default branch, hangs on the same change elsewhere: %s', (_, works, shown) => {
    expect(assembled(works).shown).toEqual(shown);
  });

  it('does not wait with its original on a feature branch', () => {
    const waiting = on('levers', 10, 5, { title });
    const ports = [
      on('0.1', 11, 6, { title: '[0.1] Fix the lever (#10)' }),
      on('0.2', 12, 7, { title: 'Backport #11' }),
    ];
    expect(assembled([waiting, ...ports])).toEqual({ shown: ['11+12'], hidden: [], elsewhere: ['10'] });
    const twins = [ports[0], on('0.2', 12, 7, { title: '[0.2] Fix the lever (#10)' })].flatMap(
      (port) => port ?? [],
    );
    expect(assembled([waiting, ...twins]).shown).toEqual(['11+12']);
    const bringing = from('levers', 13, 8, { title: 'Add levers' });
    expect(assembled([waiting, ...ports, bringing]).shown).toEqual(['13+10+11+12']);
    expect(assembled([waiting, ...ports], { branches: 'default' }).elsewhere).toEqual(['10', '11', '12']);
  });

  it('stands for itself where its original is hidden, or was taken back', () => {
    const port = on('0.1', 11, 6, { title: '[0.1] Fix the lever' });
    const revert = on('main', 12, 7, { title: 'Revert "Fix the lever"' });
    expect(assembled([fix, port, revert])).toEqual({ shown: ['11'], hidden: ['10', '12'], elsewhere: [] });
    const byBot = { ...fix, author: dependabot };
    expect(assembled([byBot, port])).toEqual({ shown: ['11'], hidden: ['10'], elsewhere: [] });
  });

  it('is known under other words by its branch and its commits', () => {
    const commitOids = ['a'.repeat(40), 'b'.repeat(40)];
    const original = { ...fix, commitOids };
    const port = (more: Partial<PullRequest>) => on('0.1', 11, 6, { title: 'Lever again', ...more });
    expect(assembled([original, port({ headRefName: 'backport-10-to-0.1' })]).shown).toEqual(['10+11']);
    expect(assembled([original, port({ headRefName: 'mergify/bp/0.1/pr-10' })]).shown).toEqual(['10+11']);
    expect(assembled([original, port({ headRefName: 'backport-aaaaaaa-0.1' })]).shown).toEqual(['10+11']);
    expect(assembled([original, port({ commitOids })]).shown).toEqual(['10+11']);
    const byCommit = { numbers: [], oids: ['b'.repeat(40)] };
    expect(assembled([original, port({ ports: byCommit })]).shown).toEqual(['10+11']);
    // What brings more is another change.
    expect(assembled([original, port({ commitOids: [...commitOids, 'c'.repeat(40)] })]).shown).toEqual([
      '10',
      '11',
    ]);
    expect(assembled([original, port({ headRefName: 'fix-lever' })]).shown).toEqual(['10', '11']);
    const twin = on('0.2', 12, 7, { title: 'Lever once more', commitOids });
    expect(assembled([port({ commitOids }), twin]).shown).toEqual(['11', '12']);
  });

  it('is hidden with its original where somebody hides that, unless somebody asks for it', () => {
    const ports = [
      on('0.1', 11, 6, { title: '[0.1] Fix the lever' }),
      on('0.2', 12, 6, { title: 'Lever', headRefName: 'backport-10-to-0.2' }),
    ];
    const hide = { kind: 'hidden', because: 'ann asked' } as const;
    const asked = (more: Record<string, Partial<EntryAmendments>>) => {
      const entries = Object.entries({ 'acme/widget#10': { visibility: hide }, ...more });
      return assembleEdition(
        sources([fix, ...ports], {
          amendments: {
            ...NO_AMENDMENTS,
            entries: new Map(entries.map(([key, own]) => [key, { ...NO_ENTRY_AMENDMENTS, ...own }])),
          },
        }),
      );
    };
    expect(outcome(asked({}))).toEqual({ shown: [], hidden: ['10+11+12'], elsewhere: [] });
    const seen = { 'acme/widget#11': { visibility: { kind: 'shown' } as const } };
    expect(outcome(asked(seen))).toEqual({ shown: ['11'], hidden: ['10+12'], elsewhere: [] });
    const titled = { 'acme/widget#12': { title: 'A lever for 0.2' } };
    expect(outcome(asked(titled))).toEqual({ shown: ['12'], hidden: ['10+11'], elsewhere: [] });
    const both = { 'acme/widget#11': { visibility: hide } };
    expect(outcome(asked(both))).toEqual({ shown: [], hidden: ['10+12', '11'], elsewhere: [] });
  });

  it('by a robot is shown with the people of its commits where its original is of another month', () => {
    const bob = contributor('bob', 2);
    const port = (more: Partial<PullRequest>) =>
      on('0.1', 11, 6, { title: '[0.1] Fix the lever', author: dependabot, commitAuthors: [bob], ...more });
    const byTitle = port({ title: 'Backport: Fix the lever' });
    const byNumber = port({ title: 'Lever', ports: { numbers: [3], oids: [] } });
    const byBranch = port({ title: 'Lever', headRefName: 'cherry-pick-3-to-0.1' });
    const byWords = port({ title: 'Automated cherry pick of #3: Fix the lever' });
    for (const each of [byTitle, byNumber, byBranch, byWords]) {
      const edition = assembleEdition(sources([each]));
      expect(outcome(edition)).toEqual({ shown: ['11'], hidden: [], elsewhere: [] });
      expect(edition.sections[0]?.credit.map(({ contributor: { login } }) => login)).toEqual(['bob']);
    }
    // It ports nothing, nobody wrote it, or somebody wants nothing of that robot.
    expect(assembled([port({ title: 'Lever' })]).hidden).toEqual(['11']);
    expect(assembled([{ ...byTitle, commitAuthors: [dependabot] }]).hidden).toEqual(['11']);
    const hidden = { ...settings().hide, authors: ['dependabot[bot]'] };
    expect(assembled([byTitle], { hide: hidden }).hidden).toEqual(['11']);
  });

  it('is not what has another title, or stands on the same branch', () => {
    expect(assembled([fix, on('0.1', 11, 6, { title: '[0.1] Fix the button' })]).shown).toEqual(['10', '11']);
    expect(assembled([fix, on('main', 11, 6, { title: 'Fix the lever' })]).shown).toEqual(['10', '11']);
    expect(assembled([fix, on('main', 11, 6, { title: '[widget] Fix the lever' })]).shown).toEqual([
      '10',
      '11',
    ]);
  });
});

describe('a forward port', () => {
  const fix = on('release-0.1', 10, 5, {
    title: 'Fix the lever',
    mergeCommitOid: 'a'.repeat(40),
    commitOids: ['b'.repeat(40)],
  });
  const port = (more: Partial<PullRequest>) => on('main', 11, 6, more);

  it.each<[string, Partial<PullRequest>]>([
    ['[main] Fix the lever (#10)', {}],
    ['[main] Repair the lever (#10)', {}],
    ['[main] Fix the lever', {}],
    ['Forward-port #10', {}],
    ['Forward port of #10: Repair the lever', {}],
    ['Repair the lever (forward-port #10)', {}],
    ['[forward-port] Fix the lever', {}],
    ['Cherry-pick #10 to main', {}],
    ['Port #10 to main', {}],
    ['Fix the lever', {}],
    ['Repair', { ports: { numbers: [], oids: ['aaaaaaaaaa'] } }],
    ['Repair', { ports: { numbers: [], oids: ['bbbbbbbbbb'] } }],
    ['Repair', { ports: { numbers: [10], oids: [] } }],
    ['Repair', { headRefName: 'forward-port-10-to-main' }],
    ['Repair', { commitOids: fix.commitOids }],
  ])('called %j with %j has the entry, on which the change hangs', (title, more) => {
    expect(assembled([fix, port({ title, ...more })]).shown).toEqual(['11+10']);
  });

  it('may come over several branches', () => {
    const second = on('release-0.2', 12, 6, { title: 'Forward-port #10' });
    const third = on('main', 13, 7, { title: 'Forward-port #12' });
    expect(assembled([fix, second, third]).shown).toEqual(['13+10+12']);
    expect(assembled([fix, second]).shown).toEqual(['10+12']);
  });

  it.each([
    'Fix the button (#10)',
    'Fix what #10 broke',
    'Port the lever to no_std',
    '[widget] Repair the lever (#10)',
    'Follow up on the forward port',
  ])('is not %j', (title) => {
    expect(assembled([fix, port({ title })]).shown).toEqual(['10', '11']);
  });

  it('keeps apart what one port brings together', () => {
    const other = on('main', 12, 4, { title: 'Fix the button' });
    const both = on('release-0.0', 13, 7, { title: 'Backport #12 and #10' });
    expect(assembled([fix, other, both]).shown).toEqual(['12+13', '10']);
  });

  it('leaves a change seen that it was hidden or taken back without', () => {
    const byBot = port({ title: 'Forward-port #10', author: dependabot });
    expect(assembled([fix, byBot])).toEqual({ shown: ['10'], hidden: ['11'], elsewhere: [] });
    const again = port({ title: '[main] Fix the lever (#10)' });
    const revert = on('main', 12, 7, { title: 'Revert "[main] Fix the lever (#10)" (#11)' });
    expect(assembled([fix, again, revert])).toEqual({ shown: ['10'], hidden: ['11', '12'], elsewhere: [] });
  });

  it('of two that name each other, one has an entry', () => {
    const one = on('0.1', 11, 5, { title: 'Backport of #12' });
    const other = on('0.2', 12, 6, { title: 'Backport of #11' });
    expect(assembled([one, other]).shown).toEqual(['12+11']);
  });
});

describe('the words of a backport', () => {
  it.each([
    ['Backport PR #10 on branch 0.2.x (Fix the lever)', [10], 'fix the lever'],
    ['Backport of #10: Fix the lever', [10], 'fix the lever'],
    ['Backport #10 and #12 to 0.2', [10, 12], null],
    ['Backport "Fix the lever (#10)" to 0.2', [10], 'fix the lever'],
    ['Cherry-pick: Fix the lever', [], 'fix the lever'],
    ['Fix the lever [backport 0.1]', [], 'fix the lever'],
    ['Fix the lever (cherry-pick #10)', [10], 'fix the lever'],
    ['[0.1] [docs] Fix the lever', [], 'fix the lever'],
    ['Fix the lever', [], 'fix the lever'],
    ['[0.1]', [], '[0.1]'],
  ])('in the title %j name %j and %j', (title, numbers, bare) => {
    expect(portedBy(title)).toMatchObject({ numbers, oids: [], title: bare });
  });

  it.each([
    ['Forward-port #10', true],
    ['Fix the lever (forward-port #10)', true],
    ['[forward-port] Fix the lever', true],
    ['Port #10 to main', true],
    ['Port the lever to no_std', false],
    ['[main] Fix the lever (#10)', false],
    ['Fix the lever (#10)', false],
  ])('in the title %j say so: %j', (title, isSaid) => {
    expect(portedBy(title).isSaid).toBe(isSaid);
  });

  it.each([
    ['backport-10-to-0.1', [10], []],
    ['cherry-pick-10-to-release-1.36', [10], []],
    ['automated-cherry-pick-of-#10-upstream-release-1.36', [10], []],
    ['auto-backport-of-pr-10-on-0.2.x', [10], []],
    ['mergify/bp/0.1/pr-10', [10], []],
    ['backport/0.1/pr-10', [10], []],
    ['patchback/backports/stable-2.1/0123abcdef/pr-10', [10], []],
    ['backport-0123abc-3.12', [], ['0123abc']],
    ['forward-port-10-to-main', [10], []],
    ['backport-levers', [], []],
    ['fix-10-to-20', [], []],
    ['pr-10', [], []],
  ])('in the name of its branch %j name %j and %j', (branch, numbers, oids) => {
    expect(portedFrom(branch)).toEqual({ numbers, oids });
  });

  it.each([
    ['This is an automatic backport of pull request #10 done by [Mergify](https://mergify.com).', [10], []],
    ['Cherry pick of #10 on release-1.36.\n\n#10: Fix the lever', [10], []],
    ['This is an automated cherry-pick of #10', [10], []],
    ['# Description\nBackport of #10 to `0.21.x`.', [10], []],
    ['Backport 0123abcdef from #10.', [], ['0123abcdef']],
    ['Backport of #10, #11, and #12', [10, 11], []],
    ['Forward-port of #10', [10], []],
    ['This is a forward port of https://github.com/acme/widget/pull/10', [10], []],
    ['Ported from #10.', [10], []],
    ['Backport of [#10](https://github.com/acme/widget/pull/10)', [10], []],
    ['Fix.\n\n(cherry picked from commit 0123abcdef0123abcdef)', [], ['0123abcdef0123abcdef']],
    ['Backport of **#10**', [10], []],
    ['It is urgent. Backport of #10.', [10], []],
    ['Uplift of #10', [10], []],
    ['<!-- Backport of #9 -->\nBackport of #10', [10], []],
    ['> Backport of #9\n\nNo.', [], []],
    ['Backport of zed/other#10', [], []],
    ['Does not need a backport of #10', [], []],
  ])('in the description %j name %j and %j', (text, numbers, oids) => {
    expect(portedIn(text, 'acme/widget')).toEqual({ numbers, oids });
  });
});

describe('work on a feature branch', () => {
  const works = [
    on('levers', 10, 4, { author: contributor('bob', 2) }),
    on('levers', 11, 5, { author: contributor('cyd', 3) }),
  ];
  const bringing = from('levers', 12, 6, { title: 'Add levers' });

  it('comes with the pull request that brings it, and all are thanked', () => {
    const edition = assembleEdition(sources([...works, bringing]));
    expect(outcome(edition)).toEqual({ shown: ['12+10+11'], hidden: [], elsewhere: [] });
    const [section] = edition.sections;
    expect(section?.credit.map((credit) => credit.contributor.login)).toEqual(['ann', 'bob', 'cyd']);
  });

  it('waits until then', () => {
    expect(assembled([pullRequest(9), ...works])).toEqual({
      shown: ['9'],
      hidden: [],
      elsewhere: ['10', '11'],
    });
    const later = on('levers', 13, 7);
    expect(assembled([...works, bringing, later])).toEqual({
      shown: ['12+10+11'],
      hidden: [],
      elsewhere: ['13'],
    });
  });

  it('of an earlier month comes along too, unless that was told already', () => {
    const april = { ...on('levers', 8, 1), mergedAt: '2020-04-20T12:00:00Z' };
    const other = { ...on('buttons', 7, 1), mergedAt: '2020-04-20T12:00:00Z' };
    const activity = { moved: [april, other] };
    expect(outcome(assembleEdition(sources([...works, bringing], { activity }))).shown).toEqual([
      '12+8+10+11',
    ]);
    const told = earlierEdition(
      '2020-04',
      '### [`widget`](https://github.com/acme/widget)\n\n- [Lever](https://github.com/acme/widget/pull/8)',
    );
    const edition = assembleEdition(sources([...works, bringing], { activity, earlier: [told] }));
    expect(outcome(edition).shown).toEqual(['12+10+11']);
    const all = settings({ branches: 'all' });
    expect(outcome(assembleEdition(sources([bringing], { activity, settings: all }))).shown).toEqual(['12']);
  });

  it('may come over several branches', () => {
    const part = from('lever-parts', 13, 5, { baseRefName: 'levers' });
    const inner = on('lever-parts', 14, 4);
    expect(assembled([...works, part, inner, bringing]).shown).toEqual(['12+10+14+11+13']);
    expect(assembled([part, inner])).toEqual({ shown: [], hidden: [], elsewhere: ['13', '14'] });
  });

  it('is not brought by a branch of the same name in a fork, nor by one of another repository', () => {
    expect(assembled([...works, { ...bringing, isCrossRepository: true }])).toEqual({
      shown: ['12'],
      hidden: [],
      elsewhere: ['10', '11'],
    });
    const other = from('levers', 12, 6, { repository: 'acme/gadget' });
    expect(assembled([...works, other]).elsewhere).toEqual(['10', '11']);
  });

  it('is hidden with what brought it where that was taken back, and else seen', () => {
    const revert = on('main', 13, 7, { title: 'Revert "Add levers"' });
    expect(assembled([...works, bringing, revert])).toEqual({
      shown: [],
      hidden: ['12+10+11', '13'],
      elsewhere: [],
    });
    expect(assembled([...works, { ...bringing, author: dependabot }])).toEqual({
      shown: ['10', '11'],
      hidden: ['12'],
      elsewhere: [],
    });
    const byBot = on('levers', 13, 5, { author: dependabot });
    expect(assembled([...works, byBot, bringing])).toEqual({
      shown: ['12+10+11'],
      hidden: ['13'],
      elsewhere: [],
    });
    const undone = on('levers', 13, 5, { title: 'Revert "Change 11"' });
    expect(assembled([...works, undone, bringing])).toEqual({
      shown: ['12+10'],
      hidden: ['11', '13'],
      elsewhere: [],
    });
  });

  it.each([
    'next',
    'v0.9-base',
    'x86_64-0.14.x',
    'release-0.1',
    'release/2',
    '7-0-stable',
    'stable28',
    '1.x',
    'v15',
    'master',
    'gh-pages',
  ])('is none on %s', (branch) => {
    const brought = from(branch, 12, 6);
    expect(assembled([on(branch, 10, 4), brought]).shown).toEqual(['10', '12']);
    expect(assembled([on(branch, 10, 4)]).shown).toEqual(['10']);
  });

  it.each(['dev', 'develop', 'development', 'staging'])(
    'is in hand on %s, which comes as often as work does',
    (branch) => {
      const once = [on(branch, 10, 4), from(branch, 12, 6)];
      expect(assembled(once).shown).toEqual(['12+10']);
      expect(assembled([...once, on(branch, 13, 7), from(branch, 14, 8)]).shown).toEqual(['12+10', '14+13']);
      // Where work waits there for a release, it is listed by itself, as it is before that branch comes.
      const waiting = [on(branch, 10, 3), on(branch, 11, 4), from(branch, 12, 6, { title: 'Release 0.2' })];
      expect(assembled(waiting).shown).toEqual(['10', '11', '12']);
      expect(assembled([on(branch, 10, 4)]).shown).toEqual(['10']);
    },
  );

  it('is none of a repository outside of the organization, unless it is brought', () => {
    const activity = { watched: ['zed/blog'] };
    const posts = [on('post-12', 10, 4, { repository: 'zed/blog' })];
    expect(outcome(assembleEdition(sources(posts, { activity }))).shown).toEqual(['10']);
  });

  it('is not known where the default branch is not', () => {
    const unknown = [repository('acme/widget', { defaultBranch: null })];
    const edition = assembleEdition(sources(works, { activity: { repositories: unknown } }));
    expect(outcome(edition).shown).toEqual(['10', '11']);
  });

  it('has an entry of its own where somebody asks that it be shown', () => {
    const shown = { kind: 'shown' } as const;
    const entries = new Map([['acme/widget#10', { ...NO_ENTRY_AMENDMENTS, visibility: shown }]]);
    const amendments = { ...NO_AMENDMENTS, entries };
    expect(outcome(assembleEdition(sources(works, { amendments })))).toEqual({
      shown: ['10'],
      hidden: [],
      elsewhere: ['11'],
    });
    expect(outcome(assembleEdition(sources([...works, bringing], { amendments }))).shown).toEqual([
      '10',
      '12+11',
    ]);
  });
});

describe('the setting branches', () => {
  const works = [
    on('main', 9, 3),
    on('main', 10, 4, { title: 'Fix' }),
    on('0.1', 11, 5, { title: '[0.1] Fix' }),
    on('0.1', 12, 5, { title: 'Fix 0.1 alone' }),
    on('levers', 13, 5),
    from('levers', 14, 6),
    on('buttons', 15, 6),
  ];

  it('decides which branches have entries', () => {
    expect(assembled(works)).toEqual({ shown: ['9', '10+11', '12', '14+13'], hidden: [], elsewhere: ['15'] });
    expect(assembled(works, { branches: 'all' })).toEqual({
      shown: ['9', '10', '11', '12', '13', '14', '15'],
      hidden: [],
      elsewhere: [],
    });
    expect(assembled(works, { branches: 'default' })).toEqual({
      shown: ['9', '10+11', '14+13'],
      hidden: [],
      elsewhere: ['12', '15'],
    });
  });
});
