import { describe, expect, it } from '@jest/globals';
import { portedBy, portedIn } from '../../src/newsletter/activity/references.js';
import type { PullRequest } from '../../src/newsletter/activity/work.js';
import { NO_AMENDMENTS, NO_ENTRY_AMENDMENTS } from '../../src/newsletter/edition/amendments.js';
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
    ['release-1.36', '[release-1.36] Automated cherry pick of #10: Repair the lever'],
    ['v0.9-base', 'Cherry-pick #10 to v0.9'],
    ['v0.9-base', 'Fix the lever (0.9)'],
    ['v0.9-base', 'v0.9: Fix the lever'],
    ['stable28', 'Backport "Fix the lever" to stable28'],
    ['stable-2.1', 'backport(2.1): Fix the lever'],
    ['maint/1.0', 'Fix the lever'],
    ['unknown', 'Backport: Fix the lever'],
  ])('into %s called %j hangs on what it ports', (branch, title) => {
    expect(assembled([fix, on(branch, 11, 6, { title })]).shown).toEqual(['10+11']);
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

  it('stands for itself where its original is hidden, or was taken back', () => {
    const port = on('0.1', 11, 6, { title: '[0.1] Fix the lever' });
    const revert = on('main', 12, 7, { title: 'Revert "Fix the lever"' });
    expect(assembled([fix, port, revert])).toEqual({ shown: ['11'], hidden: ['10', '12'], elsewhere: [] });
    const byBot = { ...fix, author: dependabot };
    expect(assembled([byBot, port])).toEqual({ shown: ['11'], hidden: ['10'], elsewhere: [] });
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
    expect(portedBy(title)).toEqual({ numbers, oids: [], title: bare });
  });

  it.each([
    ['This is an automatic backport of pull request #10 done by [Mergify](https://mergify.com).', [10], []],
    ['Cherry pick of #10 on release-1.36.\n\n#10: Fix the lever', [10], []],
    ['This is an automated cherry-pick of #10', [10], []],
    ['# Description\nBackport of #10 to `0.21.x`.', [10], []],
    ['Backport 0123abcdef from #10.', [], ['0123abcdef']],
    ['Backport of #10, #11, and #12', [10, 11], []],
    ['Fix.\n\n(cherry picked from commit 0123abcdef0123abcdef)', [], ['0123abcdef0123abcdef']],
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
    'develop',
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
