import { describe, expect, it } from '@jest/globals';
import { codeBlock } from '../../src/replies/comments/answer-lines.js';
import {
  ENTRY_MARKER,
  type EntryState,
  renderEntryComment,
} from '../../src/replies/comments/entry-comment.js';
import { renderStatus, STATUS_MARKER } from '../../src/replies/comments/status-comment.js';
import { approvalsFrom, checkboxLine } from '../../src/requests/answer.js';
import { resolveRequests } from '../../src/requests/resolve-requests.js';
import { asSeen } from '../newsletter/as-seen.js';
import { month } from '../newsletter/builders.js';
import { comment, noted, requestSources, type TestComment } from '../requests/builders.js';

const hash = (digit: string) => digit.repeat(32);
const box = (digit: string, isTicked: boolean) => checkboxLine('sam suggests `note`', hash(digit), isTicked);
/** The state of an entry that is hidden, with a line that would be a checkbox. */
const stateOf = (key: string): EntryState => ({
  period: month('2020-05'),
  text: `- [Entry of ${key}](https://github.com/acme/w/pull/1)\n${checkboxLine('x', hash('f'), true)}`,
  absentBecause: null,
  hiddenBecause: 'written by a bot',
  highlightedBecause: null,
  plannedDay: null,
  draftUrl: 'https://github.com/acme/news/blob/next/may.md#L7',
  answers: [],
});
const version = (login: string | null, ...lines: string[]) => ({
  login,
  isOwn: login === 'bot',
  body: lines.join('\n'),
});

/** What GitHub would act on: mentions, references and commits outside of code and addresses. */
function liveIn(markdown: string): readonly string[] {
  const outside = markdown
    .replace(/<!--.*?-->/g, '\u0001')
    .replace(/^( *)(`{3,}).*\n[\s\S]*?\n\1\2$/gm, '')
    .replace(/(`+)[^`].*?\1|\]\([^)]*\)/g, '');
  return outside.match(/@\w+|#\d+|(?:https?:|www\.)\S+/g) ?? [];
}

describe('what was ticked', () => {
  it('is by who ticked it', () => {
    const versions = [
      version('bot', box('a', false), box('b', false)),
      version('eve', box('a', true), box('b', false)),
      version('max', box('a', true), box('b', true)),
    ];
    expect(approvalsFrom(versions)).toEqual([
      { hash: hash('a'), login: 'eve' },
      { hash: hash('b'), login: 'max' },
    ]);
  });

  it('is not when it was taken back', () => {
    const versions = [
      version('bot', box('a', false)),
      version('eve', box('a', true)),
      version('eve', box('a', false)),
    ];
    expect(approvalsFrom(versions)).toEqual([]);
  });

  it('stays when the bot writes its comment anew', () => {
    const versions = [
      version('bot', box('a', false)),
      version('eve', box('a', true)),
      version('bot', box('a', true), box('b', false)),
      version('bot', 'nothing'),
      version('max', 'nothing, really'),
    ];
    expect(approvalsFrom(versions)).toEqual([{ hash: hash('a'), login: 'eve' }]);
  });

  it('is not by the bot, nor by nobody', () => {
    expect(approvalsFrom([version('bot', box('a', true)), version('eve', box('a', true))])).toEqual([]);
    expect(approvalsFrom([version('bot', box('a', false)), version(null, box('a', true))])).toEqual([]);
  });

  it('is by nobody where the version between was deleted from the history', () => {
    const versions = [
      version('bot', box('a', false), box('b', false), box('c', true)),
      { ...version('max', box('a', true), box('b', false), box('c', true)), body: null },
      version('eve', box('a', true), box('b', true), box('c', true)),
      version('sue', box('a', true), box('b', true), box('c', true), box('d', true)),
    ];
    expect(approvalsFrom(versions)).toEqual([{ hash: hash('d'), login: 'sue' }]);
  });

  it('may be ticked again after that', () => {
    const versions = [
      { ...version('max'), body: null },
      version('eve', box('a', true)),
      version('eve', box('a', false)),
      version('eve', box('a', true)),
    ];
    expect(approvalsFrom(versions)).toEqual([{ hash: hash('a'), login: 'eve' }]);
  });

  it('is taken back also by who comes after a deleted version', () => {
    const versions = [
      version('bot', box('a', false)),
      version('eve', box('a', true)),
      { ...version('max'), body: null },
      version('sue', box('a', false)),
    ];
    expect(approvalsFrom(versions)).toEqual([]);
  });

  it('is no line that a person wrote into a suggestion', () => {
    const forged = checkboxLine('x', hash('f'), true);
    const body = `/newsletter section sam/os\n${forged}\r${forged}\u2028${forged}\n\n\`\`\`\`\n${forged}`;
    const { answers } = resolveRequests(requestSources({ draft: [comment('sam', body)] }));
    const status = renderStatus(answers, stateOf, { sections: [], plannedDay: null });
    expect(status).toContain(hash('f'));
    expect(approvalsFrom([version('bot', ''), version('eve', status)])).toEqual([]);
  });
});

describe('the status comment', () => {
  const status = (draft: readonly TestComment[], approve = false) => {
    const sources = requestSources({ pullRequests: [noted(1)], draft });
    const hashes = resolveRequests(sources).answers.flatMap(({ outcome }) =>
      outcome.kind === 'waits' ? outcome.suggestion.hash : [],
    );
    const approvals = approve ? hashes.map((one) => ({ hash: one, login: 'eve' })) : [];
    return renderStatus(resolveRequests({ ...sources, approvals }).answers, stateOf, {
      sections: [],
      plannedDay: null,
    });
  };
  const offered = comment('sam', '/newsletter section sam/os\n\nMy kernel @all #1 ``` https://x.example\n');

  it('shows the entries that somebody asks about there, once each, and why they are as they are', () => {
    const asked = [
      comment('sam', '/newsletter preview widget#1'),
      comment('eve', '/newsletter why widget#1'),
    ];
    const text = status(asked);
    expect(text).toContain(
      '- `acme/widget#1`: The entry in [the edition of May 2020](https://github.com/acme/news/blob/next/may.md#L7) is hidden (written by a bot):',
    );
    expect(text.split('Entry of acme/widget#1')).toHaveLength(2);
    expect(text).toContain('Asked about:\n\n- `acme/widget#');
    expect(text).toContain('\n    It is not shown: written by a bot.');
    expect(status(asked.slice(0, 1))).not.toContain('It is not shown');
    expect(approvalsFrom([version('bot', ''), version('eve', text)])).toEqual([]);
  });

  it('has a checkbox for each suggestion, ticked once it was approved', () => {
    const waiting = status([offered]);
    expect(waiting.startsWith(`${STATUS_MARKER}\n`)).toBe(true);
    expect(waiting).toContain('**1 suggestion waiting**');
    expect(waiting).toMatch(
      /^- \[ \] sam suggests `section` \(\[comment\]\(.*\)\) <!-- suggestion [0-9a-f]{32} -->\n\n {2}`{4}markdown\n {2}section sam\/os\n/m,
    );
    const ticked = status([offered], true);
    expect(ticked).toContain('**1 note applied**');
    expect(ticked).toContain('- [x] sam suggests');
    expect(
      approvalsFrom([version('bot', waiting), version('eve', waiting.replace('[ ]', '[x]'))]),
    ).toHaveLength(1);
  });

  it('shows the whole text that is approved, folded when it is long, and its beginning once it is', () => {
    const long = comment('sam', `/newsletter section sam/os\n\n${'A line of mine.\n'.repeat(290)}The end.`);
    const waiting = status([long]);
    expect(waiting).toMatch(
      /\n {2}<details><summary>The whole text, \d+ characters<\/summary>\n\n {2}```markdown\n/,
    );
    expect(waiting).toMatch(/\n {2}The end\.\n {2}```\n\n {2}<\/details>/);
    expect(waiting.match(/A line of mine\./g)).toHaveLength(290);
    const ticked = status([long], true);
    expect(ticked).toContain('- [x] sam');
    expect(ticked).not.toContain('The end.');
    expect(ticked).toContain('more characters are in the comment');
  });

  it('has no box for what has no room to be shown whole, and says so', () => {
    const text = 'A line of mine, and a rather long one, as people write them there.\n'.repeat(290);
    const many = ['sam', 'sue', 'tom', 'ulf', 'uma'].map((login) =>
      comment(login, `/newsletter section ${login}/os\n\n${text}`),
    );
    const short = comment('vic', '/newsletter section vic/os\n\nShort.');
    const made = status([...many, short]);
    expect(made.length).toBeLessThanOrEqual(60_000);
    const boxes = [...made.matchAll(/^- \[ \] (\w+)/gm)].map(([, login]) => login);
    expect(boxes).toEqual(['sam', 'sue', 'vic']);
    expect(made).toContain('There is no room here for 3 more suggestions.');
    expect(made).toContain('**6 suggestions waiting**');
  });

  it('has a box for the longest suggestion that there may be', () => {
    const longest = comment('sam', `/newsletter section sam/os\n\n${`${'a'.repeat(65)}\n`.repeat(299)}a`);
    expect(status([longest])).toMatch(/^- \[ \] sam suggests/m);
  });

  it('says why a newcomer has to wait, until somebody ticked', () => {
    const since = 'because no edition has named wendy yet and it links to another site';
    const sources = (hash = '') =>
      requestSources({
        pullRequests: [noted(1, { authors: ['wendy'], comments: [linked] })],
        approvals: [{ hash, login: 'eve' }],
      });
    const linked = comment('wendy', '/newsletter note https://x.example');
    const { answers } = resolveRequests(sources());
    const [outcome] = answers.map((answer) => answer.outcome);
    expect(renderStatus(answers, stateOf, { sections: [], plannedDay: null })).toMatch(
      new RegExp(`\\(\\[comment\\]\\(.*\\)\\); it waits ${since} <!--`),
    );
    expect(renderEntryComment({ ...stateOf('a'), answers })).toContain(`on the draft, ${since}.`);
    const hashed = outcome?.kind === 'waits' ? outcome.suggestion.hash : '';
    const ticked = renderStatus(resolveRequests(sources(hashed)).answers, stateOf, {
      sections: [],
      plannedDay: null,
    });
    expect(ticked).toContain('- [x] wendy');
    expect(ticked).not.toContain('waits');
  });

  it('leads to the description where the suggestion stands there', () => {
    const body = '```newsletter\ntitle https://x.example\n```';
    const pullRequests = [noted(1, { authors: ['wendy'], body })];
    const { answers } = resolveRequests(requestSources({ pullRequests }));
    expect(renderStatus(answers, stateOf, { sections: [], plannedDay: null })).toContain(
      '([description](https://github.com/acme/widget/pull/1))',
    );
  });

  it('is the same when nothing changed', () => {
    expect(status([offered])).toBe(status([offered]));
  });

  it('says what was not done, and where', () => {
    const made = status([comment('max', 'Hi\n/newsletter freze'), comment('max', '/newsletter freeze')]);
    expect(made).toMatch(
      /- \[max\]\(.*\), line 2, column 13, `\/newsletter freze`: There is no command `freze`\. Did you mean `\/newsletter freeze`\?/,
    );
    expect(made).toContain('Only people with write access to the newsletter can use `freeze`.');
    expect(made).toMatch(/- \[max\]\([^)]*\), `\/newsletter freeze`: /);
  });

  it('counts as notes what readers see', () => {
    expect(status([comment('eve', '/newsletter freeze\n/newsletter title widget#1 A lever')])).toContain(
      '**1 note applied**',
    );
  });

  it('counts nothing where there is nothing', () => {
    expect(status([comment('sam', '/newsletter help')])).not.toMatch(/\b0 |applied|waiting/);
  });

  it('lists the commands when somebody asks', () => {
    expect(status([comment('sam', '/newsletter help')])).toContain('| `/newsletter freeze` |');
  });

  it.each([
    '/newsletter @max #12 https://x.example <!-- x',
    '/newsletter `@max` ``',
    '/newsletter credit @max @eve #12',
    '/newsletter title widget#1 @max #12 </details>',
    '/newsletter hide widget#1 @max\u202E',
    '/newsletter link https://x.example @max #1',
    '/newsletter link https://x.example\n@max #1\n\n~~~\n````\n@max',
    '/newsletter section a/b\n@max #12 -->\n- [x] <!-- suggestion -->',
    '/newsletter section @max',
    '/newsletter intro @max',
    '/newsletter date @max #12',
  ])('pings nobody: %j', (body) => {
    const made = status([comment('sam', body)]);
    expect(made.length).toBeGreaterThan(STATUS_MARKER.length + 60);
    expect(liveIn(made)).toEqual([]);
  });

  it('fits into a comment, whatever was written', () => {
    const long = Array.from({ length: 12 }, (_, index) =>
      comment(`p${index}`, `/newsletter section a/b${index}\n${'`'.repeat(2000)}\n${'x'.repeat(15000)}`),
    );
    const wrong = Array.from({ length: 200 }, () => comment('sam', `/newsletter ${'x'.repeat(99)}`));
    expect(status([...long, ...wrong]).length).toBeLessThan(65_000);
  });
});

describe('the comment on a pull request', () => {
  const state = (body: string, more: Partial<EntryState> = {}): EntryState => ({
    period: month('2020-05'),
    text: '- [Add `x` for @max](https://github.com/acme/widget/pull/1)\n  - ```',
    absentBecause: null,
    hiddenBecause: null,
    highlightedBecause: null,
    plannedDay: null,
    draftUrl: 'https://github.com/acme/news/pull/7',
    answers: resolveRequests(
      requestSources({ pullRequests: [noted(1, { comments: [comment('sam', body)] })] }),
    ).answers,
    ...more,
  });

  it('shows the entry, who may change it, and the draft', () => {
    const made = renderEntryComment(state(''));
    expect(made.startsWith(`${ENTRY_MARKER}\n`)).toBe(true);
    expect(made).toContain('[the edition of May 2020](https://github.com/acme/news/pull/7)');
    expect(made).toContain(
      '````markdown\n- [Add `x` for @max](https://github.com/acme/widget/pull/1)\n  - ```\n````',
    );
    expect(made).toContain('everyone with write access to this repository');
    expect(liveIn(made)).toEqual([]);
  });

  it('says why there is nothing to see', () => {
    expect(renderEntryComment(state('', { hiddenBecause: 'ann: see @max #1' }))).toContain(
      'is hidden (ann: see @<!-- -->max #<!-- -->1):',
    );
    expect(renderEntryComment(state('', { text: null, draftUrl: null }))).toContain(
      'no entry of its own in the edition of May 2020.',
    );
    const moved = { text: null, draftUrl: null, absentBecause: 'it was moved to a later edition' };
    const made = renderEntryComment(state('/newsletter why', moved));
    expect(made).toContain('There is no entry in the edition of May 2020: it was moved to a later edition.');
    expect(made).not.toContain('It is shown');
  });

  it('answers', () => {
    const made = renderEntryComment(
      state('/newsletter note @max #1\n/newsletter titel @max\n/newsletter why\n/newsletter help'),
    );
    const many = renderEntryComment(state('/newsletter titel\n'.repeat(23)));
    expect(many.split('no command')).toHaveLength(21);
    expect(many).toContain('\n- … and 3 more\n');
    expect(made).toContain('waits until an editor');
    expect(made).toContain('Did you mean `/newsletter title @max`?');
    expect(made).toContain('It is shown: no rule or command hides it.');
    expect(made).toContain('| `/newsletter note <text>` |');
    expect(liveIn(made)).toEqual([]);
  });
});

describe('a block of code', () => {
  it.each(['x', '```', '`````\n@a', '', '````markdown\n~~~'])('shows all of %j', (text) => {
    expect(asSeen(codeBlock(text))).toEqual({ text: text.trim(), elements: ['code', 'pre'], links: [] });
  });
});
