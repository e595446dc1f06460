import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NameMap, NameSet } from '../../src/newsletter/activity/names.js';
import { NO_ENTRY_AMENDMENTS } from '../../src/newsletter/edition/amendments.js';
import { trusted } from '../../src/newsletter/markdown/markdown.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { month } from '../newsletter/builders.js';
import { samples } from '../thoroughly.js';
import {
  comment,
  inTurn,
  noted,
  requestSources,
  type TestComment,
  type TestPullRequest,
  type TestSources,
} from './builders.js';

/** What is noted of `acme/widget#1` with these comments on it. */
function entry(comments: readonly TestComment[], more: Partial<TestPullRequest> = {}) {
  return onOne(comments, more).amendments.entries.get('acme/widget#1') ?? NO_ENTRY_AMENDMENTS;
}

function onOne(comments: readonly TestComment[], more: Partial<TestPullRequest> = {}) {
  return resolveRequests(
    requestSources({ pullRequests: [noted(1, { comments, ...more }), noted(2), noted(3)] }),
  );
}

function onDraft(comments: readonly TestComment[], more: Partial<TestSources> = {}) {
  const pullRequests = [noted(1), noted(2, { authors: ['bob'] })];
  return resolveRequests(requestSources({ pullRequests, draft: comments, ...more }));
}

const outcomes = ({ answers }: ReturnType<typeof resolveRequests>) =>
  answers.map(({ outcome }) => outcome.kind);
const say = (verb: string) => `/newsletter ${verb}`;

describe('an author', () => {
  it('notes, titles, hides, credits', () => {
    const body = [
      say('note\n- a **b**\n- c'),
      say('title Better'),
      say('hide tiny'),
      say('credit @dan for review'),
    ];
    expect(entry([comment('Ann', body.join('\n'))])).toEqual({
      ...NO_ENTRY_AMENDMENTS,
      title: 'Better',
      lines: ['a **b**', 'c', 'Thanks to [@dan](https://github.com/dan) for review!'],
      visibility: { kind: 'hidden', because: 'Ann: tiny' },
      credited: ['dan'],
    });
  });

  it('may also be a co-author', () => {
    expect(entry([comment('bea', say('title Hers'))], { authors: ['ann', 'bea'] }).title).toBe('Hers');
  });

  it('takes nobody else out of the thanks as a co-author', () => {
    const authors = ['ann', 'bea'];
    const result = onOne([comment('bea', say('uncredit @ann')), comment('bea', say('uncredit'))], {
      authors,
    });
    expect(outcomes(result)).toEqual(['refused', 'applied']);
    expect(result.amendments.entries.get('acme/widget#1')?.uncredited).toEqual(['bea']);
    const ghost = { author: null, authors: ['bea'] };
    expect(outcomes(onOne([comment('bea', say('uncredit @ann'))], ghost))).toEqual(['refused']);
    expect(outcomes(onOne([comment('ann', say('uncredit @bea'))], { authors }))).toEqual(['applied']);
  });

  it('adds lines by each note', () => {
    expect(
      entry([comment('ann', say('note a')), comment('ann', say('note b')), comment('ann', say('note a'))])
        .lines,
    ).toEqual(['a', 'b']);
  });

  it('is told when there is no room for more lines', () => {
    const list = (from: number) =>
      Array.from({ length: 10 }, (_, index) => `- line ${from + index}`).join('\n');
    const given = [comment('ann', say(`note\n${list(1)}`)), comment('ann', say(`note\n${list(8)}`))];
    expect(outcomes(onOne(given))).toEqual(['applied', 'superseded']);
    expect(entry(given).lines.at(-1)).toBe('line 12');
    const long = [comment('ann', say(`note\n${'- line\n'.repeat(5)}${list(1)}\n- a\n- b`))];
    expect(outcomes(onOne(long))).toEqual(['superseded']);
    expect(entry(long).lines).toHaveLength(12);
  });

  it('suggests a highlight and moves nothing', () => {
    const result = onOne([
      comment('ann', say('highlight')),
      comment('ann', say('edition 2020-06')),
      comment('ann', say('now')),
    ]);
    expect(outcomes(result)).toEqual(['waits', 'refused', 'refused']);
    expect(result.amendments.entries.size).toBe(0);
  });
});

describe('a label', () => {
  const labelled = (login: string | null) =>
    onOne([], {
      labels: [
        { name: 'newsletter: skip', login },
        { name: 'newsletter: highlight', login },
      ],
    });

  it.each([
    ['a triager', 'tri', ['refused', 'refused']],
    ['the author, who may hide', 'ann', ['refused']],
    ['a maintainer', 'max', []],
    ['an editor', 'eve', []],
    ['a bot, or nobody knows who', null, []],
  ])('of %s does what their command would', (_, login, refusals) => {
    const result = labelled(login);
    expect(outcomes(result)).toEqual(refusals);
    const entryNotes = result.amendments.entries.get('acme/widget#1') ?? NO_ENTRY_AMENDMENTS;
    const isHidden = login !== null && login !== 'tri';
    expect(entryNotes.visibility?.kind === 'hidden').toBe(isHidden);
    expect(entryNotes.highlightedBecause !== null).toBe(isHidden && login !== 'ann');
  });

  it('that does nothing is answered to who gave it', () => {
    expect(labelled('tri').answers).toMatchObject([
      { login: 'tri', on: 'acme/widget#1', line: 'newsletter: skip', commentId: null },
      { login: 'tri', on: 'acme/widget#1', line: 'newsletter: highlight', commentId: null },
    ]);
  });
});

describe('an author whom no edition has named yet', () => {
  const wendy = (verb: string, more: Partial<TestPullRequest> = {}) =>
    onOne(verb === '' ? [] : [comment('Wendy', say(verb))], { authors: ['wendy'], ...more });

  it.each([
    'note It is **twice** as fast, see [the numbers](https://github.com/acme/widget/pull/1#numbers).',
    'title Make `Lever` faster',
    'note See https://github.com/acme, https://github.com/Acme/x86_64/ and <https://github.com/acme/widget/releases/tag/v1.2.0>.',
    'note See https://github.com/acme/widget/commit/0123abc and https://github.com/acme/widget/compare/v1.0...v1.1.',
    'note See [the log](https://github.com/acme/widget/blob/main/CHANGELOG.md#110).',
    'note Fixes `foo.rs/bar` and/or lib.rs, e.g. in 1.2/1.3; see Vec.push.',
    'hide',
    'show',
    'uncredit',
    'credit @wendy',
    'credit @ann @bob for the review',
  ])('is taken at their word: %s', (verb) => {
    expect(outcomes(wendy(verb))).toEqual(['applied']);
  });

  it.each([
    ['note See [this](https://spam.example).', 'links'],
    ['note See [this](&#104;ttps://spam.example).', 'links'],
    ['note See <https://spam.example>.', 'links'],
    ['note See www.spam.example', 'links'],
    ['note\n- fine\n- [x][y]\n\n[y]: https://spam.example', 'links'],
    ['note ![x](https://github.com/other/repo/raw/main/x.png)', 'links'],
    ['title Buy at https://spam.example', 'links'],
    ['note [x](https://github.com/acme/../evil/malware)', 'links'],
    ['note https://github.com/acme/../evil/malware', 'links'],
    ['note https://github.com/acme/%2e%2e/evil/malware', 'links'],
    ['note https://github.com/acme/.%2E/evil/malware', 'links'],
    ['note https://github.com/acme/widget/..%2f..%2fevil', 'links'],
    ['note <https://github.com/acme/widget/../../evil>', 'links'],
    ['note ![x](https://github.com/acme/../evil/x/raw/main/x.png)', 'links'],
    ['note [@torvalds](https://github.com/acme/../torvalds)', 'links'],
    ['note https://github.com/acme/w\\\\..\\\\..\\\\evil', 'links'],
    ['note https://github.com/acme/w&#47;..&#47;..&#47;evil', 'links'],
    ['note https://github.com/acmeevil/x', 'links'],
    ['note https://github.com.evil.example/acme/widget', 'links'],
    ['note https://github.com@evil.example/acme/widget', 'links'],
    ['note https://acme@github.com/acme/widget', 'links'],
    ['note http://github.com/acme/widget', 'links'],
    ['note //github.com/evil/x and [x](//evil.example)', 'links'],
    ['note [x](evil.example/path)', 'links'],
    ['note See https://github.com/acme/widget/issues/1', 'links'],
    ['note See https://github.com/acme/widget/wiki/Buy', 'links'],
    ['note See https://github.com/acme/widget/discussions/3', 'links'],
    ['note See https://github.com/acme/widget/compare/main...eve:main', 'links'],
    ['note See https://github.com/acme/widget/blob/0123456789abcdef/README.md', 'links'],
    ['note See https://github.com/acme/widget/tree/refs/pull/7/head', 'links'],
    ['note See https://gist.github.com/acme/0123', 'links'],
    ['note See evil.example/path', 'links'],
    ['note See **evil.example/path**.', 'links'],
    ['note See evil.com', 'links'],
    ['note Mail to eve@evil.com', 'links'],
    ['title See evil.example:8080', 'links'],
    ['credit @wendy @dan', 'names'],
    ['credit @ann for https://spam.example', 'links'],
  ])('waits with what leads elsewhere or names others: %s', (verb, newcomer) => {
    const [answer] = wendy(verb.replaceAll('\\n', '\n')).answers;
    expect(answer?.outcome).toMatchObject({ kind: 'waits', suggestion: { newcomer } });
  });

  it('may say it once an editor ticked it, and counts as an author then', () => {
    const link = comment('wendy', say('title See https://a.example'));
    const plain = comment('wendy', say('title Plain'));
    const on = (comments: readonly TestComment[], hash = '') =>
      resolveRequests(
        requestSources({
          pullRequests: [noted(1, { authors: ['wendy'], comments })],
          approvals: [{ hash, login: 'eve' }],
        }),
      );
    const [answer] = on([link]).answers;
    const hash = answer?.outcome.kind === 'waits' ? answer.outcome.suggestion.hash : '';
    expect(on([link], hash).amendments.entries.get('acme/widget#1')?.title).toBe('See https://a.example');
    expect(on([link, plain], hash).amendments.entries.get('acme/widget#1')?.title).toBe('Plain');
  });

  it.each([
    ['a bot or a deleted account', null],
    ['nobody else', 'bea'],
  ])('has no say by a description of %s', (_, author) => {
    const body = '```newsletter\ntitle Buy now\nnote Quoted release notes.\n\nhide\n```';
    const given = onOne([], { author, authors: ['bea'], body });
    expect(outcomes(given)).toEqual(author === null ? [] : ['applied', 'applied', 'applied']);
    expect(given.amendments.entries.size).toBe(author === null ? 0 : 1);
  });

  it('waits with what the description says, too', () => {
    const body = '```newsletter\nnote See https://spam.example\n```';
    expect(wendy('', { body }).answers).toMatchObject([
      {
        outcome: {
          kind: 'waits',
          suggestion: { login: 'wendy', url: 'https://github.com/acme/widget/pull/1' },
        },
      },
    ]);
  });

  it('who may write to the repository need not wait', () => {
    const permissions = {
      editors: new NameSet(),
      maintainers: new NameMap([['acme/widget', new NameSet(['wendy'])]]),
    };
    const comments = [comment('wendy', say('note See https://a.example'))];
    const sources = requestSources({
      permissions,
      pullRequests: [noted(1, { authors: ['wendy'], comments })],
    });
    expect(outcomes(resolveRequests(sources))).toEqual(['applied']);
  });
});

describe('a stranger', () => {
  it('suggests a note, and is refused the rest', () => {
    const verbs = [
      'note a',
      'title b',
      'hide',
      'show',
      'highlight',
      'credit @me',
      'uncredit @ann',
      'with #2',
    ];
    const result = onOne(verbs.map((verb) => comment('sam', say(verb))));
    expect(outcomes(result)).toEqual(['waits', ...verbs.slice(1).map(() => 'refused')]);
    expect(result.amendments.entries.size).toBe(0);
  });

  it('may always be left out of the credit', () => {
    const result = onOne([comment('sam', say('uncredit')), comment('eve', say('credit @sam'))]);
    expect(result.amendments.entries.get('acme/widget#1')).toMatchObject({
      credited: [],
      uncredited: ['sam'],
    });
    expect(onOne([comment('Sam', say('uncredit @sam always'))])).toMatchObject({
      optOuts: ['sam'],
      amendments: { uncredited: ['sam'] },
    });
  });

  it('is not thanked in the line below the entry either', () => {
    const thanks = comment('ann', say('credit @bob @bea for testing'));
    const line = 'Thanks to [@bea](https://github.com/bea) for testing!';
    expect(entry([thanks, comment('bob', say('uncredit'))]).lines).toEqual([line]);
    expect(entry([comment('bob', say('uncredit always')), thanks]).lines).toEqual([line]);
    const result = onOne([comment('ann', say('credit @bob for testing')), comment('bob', say('uncredit'))]);
    expect(result.amendments.entries.get('acme/widget#1')).toMatchObject({ lines: [], credited: [] });
    expect(outcomes(result)).toEqual(['superseded', 'applied']);
  });

  it('is not credited against their will, nor is a machine', () => {
    const unwilling = onDraft([comment('eve', say('credit widget#1 @Bob for testing'))], {
      optOuts: new NameSet(['bob']),
    });
    expect(unwilling.answers).toMatchObject([
      { outcome: { kind: 'refused', because: expect.stringMatching(/^`Bob` asked never to be credited/) } },
    ]);
    const machines = ['@dependabot[bot]', '@copilot', '@bors'].map((login) =>
      comment('max', say(`credit ${login}`)),
    );
    expect(outcomes(onOne(machines))).toEqual(['refused', 'refused', 'refused']);
  });

  it('cannot ask it for others', () => {
    expect(outcomes(onOne([comment('ann', say('uncredit @sam always'))]))).toEqual(['refused']);
    expect(outcomes(onDraft([comment('max', say('uncredit @sam'))]))).toEqual(['refused']);
    expect(outcomes(onDraft([comment('ann', say('uncredit @sam'))]))).toEqual(['refused']);
    expect(outcomes(onDraft([comment('eve', say('uncredit @sam always'))]))).toEqual(['refused']);
    expect(onDraft([comment('sam', say('uncredit'))]).amendments.uncredited).toEqual(['sam']);
  });

  it('asks it for others as an editor, on the draft and for this edition', () => {
    const asked = onDraft([comment('eve', say('uncredit @sam, @Bob'))]);
    expect(outcomes(asked)).toEqual(['applied']);
    expect(asked.amendments.uncredited).toEqual(['bob', 'sam']);
    expect(onDraft([comment('eve', say('uncredit @sam,\n@bob'))]).amendments.uncredited).toEqual([
      'bob',
      'sam',
    ]);
    expect(onDraft([comment('eve', say('uncredit widget#1 @sam'))])).toMatchObject({
      amendments: { uncredited: [] },
    });
  });

  it('has ten suggestions at most', () => {
    const result = onOne(Array.from({ length: 12 }, (_, index) => comment('sam', say(`note n${index}`))));
    expect(outcomes(result)).toEqual([...Array(10).fill('waits'), 'refused', 'refused']);
  });
});

describe('who decides', () => {
  const title = (login: string, text: string) => comment(login, say(`title ${text}`));

  it.each<[string, readonly TestComment[]]>([
    ['editor', [title('eve', 'editor'), title('max', 'maintainer'), title('ann', 'author')]],
    ['maintainer', [title('max', 'maintainer'), title('ann', 'author')]],
    ['newest', [title('ann', 'older'), title('ann', 'newest')]],
    ['author', [title('ann', 'author'), title('sam', 'stranger')]],
  ])('is the %s', (winner, written) => {
    const comments = inTurn(written);
    const body = '```newsletter\ntitle body\n```';
    expect(entry(comments, { body }).title).toBe(winner);
    expect(entry(comments.toReversed(), { body }).title).toBe(winner);
  });

  it('is the body before the label', () => {
    const labels = [
      { name: 'Newsletter: skip', login: 'ann' },
      { name: 'newsletter: highlight', login: 'Max' },
    ];
    expect(entry([], { labels })).toMatchObject({
      visibility: { kind: 'hidden', because: 'it has the label newsletter: skip' },
      highlightedBecause: 'it has the label newsletter: highlight',
    });
    expect(entry([], { labels, body: '```newsletter\nshow\n```' }).visibility).toEqual({ kind: 'shown' });
  });

  it('is told to the others', () => {
    const { answers } = onOne([title('ann', 'a'), title('max', 'b')]);
    expect(answers[0]).toMatchObject({
      login: 'ann',
      outcome: {
        kind: 'superseded',
        because: '[Another command](https://github.com/acme/c#1) by max counts instead.',
      },
    });
    expect(answers[1]?.outcome).toEqual({ kind: 'applied', suggestion: null });
  });

  it('does not depend on the order in which comments were read', () => {
    const verbs = [
      'title a',
      'title b',
      'hide',
      'show',
      'note c',
      'note d',
      'credit @x',
      'uncredit @x',
      'with #2',
      'now',
    ];
    const given = inTurn(
      verbs.flatMap((verb) => ['ann', 'max', 'eve', 'sam'].map((login) => comment(login, say(verb)))),
    );
    const expected = onOne(given);
    fc.assert(
      fc.property(fc.shuffledSubarray(given, { minLength: given.length }), (shuffled) => {
        expect(onOne(shuffled)).toEqual(expected);
      }),
      samples(10),
    );
  });
});

describe('what does not count', () => {
  it.each<[string, TestComment]>([
    ['of bots', comment('robot', say('title a'), { isBot: true })],
    ['of bots by name', comment('robot[bot]', say('title a'))],
    ['hidden', comment('eve', say('title a'), { isMinimized: true })],
    ['of deleted accounts', comment(null, say('title a'))],
  ])('comments %s', (_, given) => {
    expect(onOne([given]).answers).toEqual([]);
    expect(entry([given]).title).toBeNull();
  });
});

describe('one entry for several', () => {
  it('is for who has a say about each', () => {
    expect(entry([comment('ann', say('with #2 #3'))]).with).toEqual(['acme/widget#2', 'acme/widget#3']);
    const foreign = [
      noted(1, { comments: [comment('ann', say('with #2'))] }),
      noted(2, { authors: ['bob'] }),
    ];
    const result = resolveRequests(requestSources({ pullRequests: foreign }));
    expect(result.answers[0]?.outcome).toMatchObject({ because: 'You may not change `acme/widget#2`.' });
    expect(result.amendments.entries.size).toBe(0);
  });

  it('is no circle', () => {
    const pullRequests = [
      noted(1, { comments: [comment('ann', say('with #2'))] }),
      noted(2, { comments: [comment('ann', say('with #1')), comment('ann', say('with #3'))] }),
      noted(3, { comments: [comment('ann', say('with #2'))] }),
    ];
    const { amendments, answers } = resolveRequests(requestSources({ pullRequests }));
    expect([...amendments.entries].map(([key, { with: others }]) => [key, others])).toEqual([
      ['acme/widget#1', ['acme/widget#2']],
    ]);
    expect(answers.map(({ outcome }) => outcome.kind)).toEqual([
      'applied',
      'superseded',
      'superseded',
      'superseded',
    ]);
  });

  it('has the lines of all, and what only one entry can have is said there', () => {
    const pullRequests = [
      noted(1, { comments: [comment('ann', say('with #2'))] }),
      noted(2, {
        comments: ['note a', 'title Two', 'hide', 'highlight', 'credit @bob'].map((verb) =>
          comment('max', say(verb)),
        ),
      }),
    ];
    const { answers } = resolveRequests(requestSources({ pullRequests }));
    expect(answers.map(({ outcome }) => outcome.kind)).toEqual([
      'applied',
      'applied',
      'superseded',
      'superseded',
      'superseded',
      'applied',
    ]);
    expect(answers[2]?.outcome).toMatchObject({
      because: 'The entry of `acme/widget#1` also lists `acme/widget#2`. Write the command there.',
    });
  });

  it('is not of what nobody knows', () => {
    expect(onOne([comment('ann', say('with #99'))]).answers[0]?.outcome).toMatchObject({ kind: 'refused' });
    expect(onOne([comment('ann', say('with #1'))]).answers[0]?.outcome).toMatchObject({ kind: 'refused' });
  });
});

describe('another edition', () => {
  it.each([
    ['edition 2020-06', '2020-06'],
    ['edition 2020-05', 'now'],
    ['now', 'now'],
    ['edition 2020-04', undefined],
  ])('%s', (verb, edition) => {
    expect(onOne([comment('max', say(verb))]).amendments.entries.get('acme/widget#1')?.edition).toBe(edition);
  });
});

describe('on the draft', () => {
  it('entries are named', () => {
    const { amendments } = onDraft([
      comment('eve', say('title widget#1 One')),
      comment('bob', say('title ACME/Widget#2 Two')),
      comment('eve', say('hide https://github.com/acme/widget/pull/2 small')),
    ]);
    expect(amendments.entries.get('acme/widget#1')?.title).toBe('One');
    expect(amendments.entries.get('acme/widget#2')).toMatchObject({
      title: 'Two',
      visibility: { because: 'eve: small' },
    });
  });

  it('commits can be named', () => {
    const { amendments } = onDraft([comment('max', say('show widget@0123abcdef'))], {
      commits: ['acme/widget@0123abc'],
    });
    expect(amendments.entries.get('acme/widget@0123abc')?.visibility).toEqual({ kind: 'shown' });
  });

  it('an unknown one is refused', () => {
    const kinds = ['title widget#9 a', 'title #1 a', 'title other/widget#1 a'].map((verb) =>
      comment('eve', say(verb)),
    );
    expect(outcomes(onDraft(kinds))).toEqual(['refused', 'refused', 'refused']);
  });

  it('editors control, others do not', () => {
    expect(outcomes(onDraft([comment('eve', say('freeze')), comment('max', say('freeze'))]))).toEqual([
      'applied',
      'refused',
    ]);
  });

  it('undo takes back the last command of its sender', () => {
    const result = onDraft([
      comment('eve', say('title widget#1 a')),
      comment('eve', say('hide widget#1')),
      comment('bob', say('title widget#2 b')),
      comment('eve', say('help')),
      comment('eve', say('undo')),
      comment('bob', say('undo')),
    ]);
    expect(outcomes(result)).toEqual(['applied', 'undone', 'applied', 'asked', 'applied', 'refused']);
    expect(result.amendments.entries.get('acme/widget#1')).toEqual({ ...NO_ENTRY_AMENDMENTS, title: 'a' });
  });

  it('undo without anything to take back is told so', () => {
    const result = onDraft([comment('eve', say('title widget#1 a\n/newsletter undo\n/newsletter undo'))]);
    expect(result.answers.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'undone' },
      { kind: 'applied' },
      { kind: 'refused', because: 'There is nothing left to undo.' },
    ]);
  });

  it('questions are answered to anybody', () => {
    const verbs = ['help', 'status', 'why widget#1', 'preview widget#1'];
    expect(outcomes(onDraft(verbs.map((verb) => comment('sam', say(verb)))))).toEqual(
      verbs.map(() => 'asked'),
    );
  });
});

describe('links', () => {
  const link = 'https://blog.example/post/?utm_source=x';

  it('of editors are in, those of others wait', () => {
    const result = onDraft([
      comment('eve', `${say(`link infra ${link} A title`)}\nText.\n\n- more`),
      comment('sam', 'https://b.example'),
    ]);
    expect(outcomes(result)).toEqual(['applied', 'waits']);
    expect(result.amendments.links).toEqual([
      {
        part: 'infra',
        url: 'https://blog.example/post/',
        title: 'A title',
        words: null,
        description: ['Text.', 'more'],
      },
    ]);
  });

  it('are refused the second time, in this edition and after an earlier one', () => {
    const same = [
      comment('sam', link),
      comment('eve', say('link http://www.blog.example/post#top')),
      comment('eve', link),
    ];
    expect(outcomes(onDraft(same))).toEqual(['refused', 'applied', 'refused']);
    expect(onDraft(same).answers[2]?.outcome).toEqual({
      kind: 'refused',
      because: '[The same link](https://github.com/acme/c#1) was suggested before.',
    });
    const knownLinks = new Map([['blog.example/post', month('2020-02')]]);
    expect(onDraft([comment('eve', link)], { knownLinks }).answers[0]?.outcome).toEqual({
      kind: 'refused',
      because: 'The edition of 2020-02 already has this link.',
    });
  });
});

describe('what a link without a title shows', () => {
  const url = 'https://a.example/x';
  const given = comment('sam', url);
  const linksOf = (words: readonly string[], login = 'sam', approved: readonly string[] = []) =>
    onDraft([{ ...given, login }], {
      linkWords: new Map([[url, words.map(trusted)]]),
      approvals: approved.map((hash) => ({ hash, login: 'eve' })),
    });
  const offeredBy = (words: readonly string[]) => {
    const outcome = linksOf(words).answers[0]?.outcome;
    if (outcome?.kind !== 'waits') throw new Error('It does not wait.');
    return outcome.suggestion;
  };

  it('is offered, and is a part of what is approved', () => {
    const [levers, others, address] = [offeredBy(['Levers']), offeredBy(['Others']), offeredBy([])];
    expect([levers.words, others.words, address.words]).toEqual(['Levers', 'Others', null]);
    expect(new Set([levers, others, address].map(({ hash }) => hash)).size).toBe(3);
    expect(linksOf(['Levers'], 'sam', [levers.hash]).amendments.links).toMatchObject([
      { url, words: 'Levers' },
    ]);
    expect(linksOf(['Others'], 'sam', [levers.hash]).amendments.links).toEqual([]);
    expect(linksOf([], 'sam', [levers.hash]).amendments.links).toEqual([]);
  });

  it('is the address where that was approved, whatever the page says by now', () => {
    const approved = [offeredBy([]).hash];
    expect(linksOf(['Levers'], 'sam', approved).amendments.links).toMatchObject([{ url, words: null }]);
  });

  it('needs nobody’s approval where an editor gives the link', () => {
    expect(linksOf(['Levers'], 'eve').amendments.links).toMatchObject([{ url, words: 'Levers' }]);
  });
});

describe('a link to work of the organization', () => {
  it.each([
    'https://github.com/acme/widget/pull/1',
    'https://github.com/Acme/other/pull/99#issuecomment-1',
    'https://github.com/acme/widget/commit/0123abcdef',
  ])('is refused, since it would be taken for an entry: %s', (url) => {
    expect(onDraft([comment('eve', say(`link ${url}`))]).answers[0]?.outcome).toEqual({
      kind: 'refused',
      because: expect.stringContaining('have entries of their own'),
    });
  });

  it.each([
    'https://github.com/acme/widget/issues/1',
    'https://github.com/acme/widget/releases/tag/v1',
    'https://github.com/other/widget/pull/1',
    'https://example.org/acme/widget/pull/1',
  ])('is not meant by %s', (url) => {
    expect(outcomes(onDraft([comment('eve', say(`link ${url}`))]))).toEqual(['applied']);
  });
});

describe('write-ups and introductions', () => {
  const kernel = (login: string, text: string, project = 'ann/kernel') =>
    comment(login, `${say(`section ${project}`)}\n${text}`);

  it('wait for a tick unless an editor wrote them, also of who has the login of an earlier author', () => {
    const result = onDraft([
      kernel('ann', 'Again'),
      kernel('sam', 'Mine', 'sam/os'),
      kernel('eve', '# Hers', 'eve/os'),
    ]);
    expect(outcomes(result)).toEqual(['waits', 'waits', 'applied']);
    expect(result.amendments.writeUps).toEqual([{ repository: 'eve/os', login: 'eve', text: '#### Hers' }]);
  });

  it('are replaced by newer ones', () => {
    const result = onDraft([kernel('eve', 'Old'), kernel('eve', 'New')]);
    expect(outcomes(result)).toEqual(['superseded', 'applied']);
    expect(result.amendments.writeUps).toMatchObject([{ text: 'New' }]);
  });

  it("are not of the organization's own repositories", () => {
    expect(outcomes(onDraft([kernel('eve', 'x', 'Acme/widget')]))).toEqual(['refused']);
  });

  it('list no work of the organization, which would be taken for its entry', () => {
    const item = (repository: string) => `- [X](https://github.com/${repository}/pull/9)`;
    const texts = [
      item('acme/widget'),
      '1. a\n   - [x][1]\n\n[1]: https://github.com/Acme/gadget/commit/0123abc',
      `See [X](https://github.com/acme/widget/pull/9).\n\n${item('ann/kernel')}`,
    ];
    expect(outcomes(onDraft(texts.map((text, index) => kernel('eve', text, `ann/k${index}`))))).toEqual([
      'refused',
      'refused',
      'applied',
    ]);
    const [answer] = onDraft([comment('max', `${say('intro widget')}\n${item('acme/gadget')}`)]).answers;
    expect(answer?.outcome).toEqual({
      kind: 'refused',
      because: expect.stringMatching(/^A list item that links to `acme\/gadget#9` would/),
    });
  });

  it('introduce a crate by its maintainers', () => {
    const intro = (login: string, crate: string) => comment(login, `${say(`intro ${crate}`)}\nProse.`);
    const result = onDraft([
      intro('max', 'Widget'),
      intro('max', 'widget-macros'),
      intro('max', 'gadget'),
      intro('eve', 'gadget'),
      intro('eve', 'none'),
    ]);
    expect(outcomes(result)).toEqual(['applied', 'applied', 'refused', 'applied', 'refused']);
    expect(result.amendments.introductions).toEqual([
      { repository: 'acme/Gadget', crate: null, text: 'Prose.' },
      { repository: 'acme/widget', crate: null, text: 'Prose.' },
      { repository: 'acme/widget', crate: 'widget-macros', text: 'Prose.' },
    ]);
  });
});

describe('an approval', () => {
  const offered = comment('sam', `${say('section sam/os')}\nMy kernel.`);
  const hashOf = (given: TestComment) => {
    const [answer] = onDraft([given]).answers;
    return answer?.outcome.kind === 'waits' ? answer.outcome.suggestion.hash : 'none';
  };
  const approved = (given: TestComment, login = 'eve') =>
    onDraft([given], { approvals: [{ hash: hashOf(offered), login }] });

  it('puts the suggestion in', () => {
    expect(hashOf(offered)).toMatch(/^[0-9a-f]{32}$/);
    expect(approved(offered).amendments.writeUps).toEqual([
      { repository: 'sam/os', login: 'sam', text: 'My kernel.' },
    ]);
  });

  it.each([
    ['the text', { ...offered, body: `${offered.body}!` }],
    ['the comment', { ...offered, id: 'C9' }],
  ])('does not hold when %s is another', (_, given) => {
    expect(approved(given).amendments.writeUps).toEqual([]);
    expect(outcomes(approved(given))).toEqual(['waits']);
  });

  it('holds when the person was renamed, since a comment stays that of its account', () => {
    expect(approved({ ...offered, login: 'samuel' }).amendments.writeUps).toEqual([
      { repository: 'sam/os', login: 'samuel', text: 'My kernel.' },
    ]);
  });

  it('is for editors', () => {
    expect(outcomes(approved(offered, 'max'))).toEqual(['waits']);
  });
});

describe('what is not parsed', () => {
  it('is answered where it stands', () => {
    const [answer] = onOne([comment('sam', 'Hi\n/newsletter titel a')]).answers;
    expect(answer).toMatchObject({
      on: 'acme/widget#1',
      at: { line: 2, column: 1 },
      line: '/newsletter titel a',
      outcome: {
        kind: 'unclear',
        problem: { at: { line: 2, column: 13 }, didYouMean: '/newsletter title a' },
      },
    });
  });
});
