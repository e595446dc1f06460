import { describe, expect, it } from '@jest/globals';
import { NameSet } from '../../src/newsletter/activity/names.js';
import { MONTHS } from '../../src/newsletter/activity/period.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { renderBody } from '../../src/newsletter/draft/dashboard.js';
import { blobOid, type Draft, NO_NOTES, periodsSaid, skipReason } from '../../src/newsletter/draft/draft.js';
import { planDraft } from '../../src/newsletter/draft/plan-draft.js';
import { assembleEdition } from '../../src/newsletter/edition/assemble-edition.js';
import { type Edition, type Entry, entriesOf } from '../../src/newsletter/edition/edition.js';
import { renderEdition } from '../../src/newsletter/edition/render-edition.js';
import { EMPTY_LEDGER } from '../../src/newsletter/merge/ledger.js';
import { month, pullRequest, sources } from './builders.js';

const edition = assembleEdition(sources([pullRequest(1)]));
const EDIT = 'https://github.com/acme/news/edit/next/content/2020-05.md';
const fresh = renderEdition(edition);
const incomplete = { ...edition, gaps: ['GitHub did not say everything.'] };

const file = (text: string) => ({ text, document: parseDocument(text, HOUSE_FORM), oid: blobOid(text) });
const archived = (text: string) => ({
  text,
  document: parseDocument(text, HOUSE_FORM),
  ledger: EMPTY_LEDGER,
  stories: [],
  oid: blobOid(text),
});
const body = renderBody(edition, EDIT, NO_NOTES);
const titled = (title: string) => ({ title, body, periods: periodsSaid({ title, body }, MONTHS) });
const open = {
  number: 9,
  url: 'https://github.com/acme/news/pull/9',
  ...titled('This Month at Acme: May 2020'),
  isOpen: true,
  closedHead: null,
  isConflicting: false,
  isFrozen: false,
  isLocked: false,
  unheard: [],
  bodyVersions: [],
  publicationDay: null,
  isPlanned: false,
};

/** An edition with two entries. */
const two = assembleEdition(sources([pullRequest(1), pullRequest(2)]));

const deleted = (number: number) => (text: string) =>
  text.replace(new RegExp(`- \\[Change ${number}\\].*\n`), '');
const hiddenByHand = (text: string) => text.replace(/(- \[Change 2\].*)/, '\n<!-- $1 -->');

/** The edition where the first entry of its first section is different. */
function withFirstEntry(of: Edition, more: Partial<Entry>): Edition {
  const sections = of.sections.map((section) => {
    const entries = entriesOf(section).map((entry, index) => (index === 0 ? { ...entry, ...more } : entry));
    return {
      ...section,
      shown: entries.filter(({ hiddenBecause }) => hiddenBecause === null),
      hidden: entries.filter(({ hiddenBecause }) => hiddenBecause !== null),
    };
  });
  return { ...of, sections };
}

/** A draft that is current. */
function draft(more: Partial<Draft> = {}): Draft {
  return {
    path: 'content/2020-05.md',
    branch: 'next',
    editUrl: EDIT,
    head: { oid: 'a'.repeat(40), status: 'current' },
    current: file(fresh),
    fileCommit: 'c'.repeat(40),
    base: archived(fresh),
    lastChange: null,
    archive: { head: 'b'.repeat(40), blob: blobOid(fresh), isForeign: false },
    pullRequest: open,
    predecessor: null,
    movedFrom: null,
    otherPeriod: null,
    ...more,
  };
}

const nothing = { head: null, current: null, base: null, pullRequest: null };

describe('the plan for a draft', () => {
  it('makes branch, file and pull request where there is nothing', () => {
    const plan = planDraft(edition, fresh, draft(nothing));
    expect(plan).toMatchObject({ outcome: 'created', branch: 'create', commit: { text: fresh } });
    expect(plan.pullRequest?.title).toBe('This Month at Acme: May 2020');
    expect(plan.commit?.body).toBe(`Newsletter-Rendered: ${blobOid(fresh)}`);
  });

  it('does nothing when the draft is current', () => {
    expect(planDraft(edition, fresh, draft())).toMatchObject({
      outcome: 'unchanged',
      branch: null,
      commit: null,
      pullRequest: null,
    });
  });

  it('refreshes a file that is as the bot offered it, and says what changed', () => {
    const before = renderEdition(assembleEdition(sources([])));
    const plan = planDraft(edition, fresh, draft({ current: file(before), base: archived(before) }));
    expect(plan).toMatchObject({ outcome: 'updated', commit: { text: fresh, base: fresh } });
    expect(plan.commit?.body).toBe(`Adds widget 1.\n\nNewsletter-Rendered: ${blobOid(fresh)}`);
    expect(plan.pullRequest?.body).toContain('Last change: Adds widget 1.');
  });

  it.each([
    ['a note', { notes: ['Fast.'] }, {}, 'Removes lines below widget 1.'],
    ['no note', {}, { notes: ['Fast.'] }, 'Adds lines below widget 1.'],
    ['another note', { notes: ['Fast.', 'Small.'] }, { notes: ['Slow.'] }, 'Changes lines below widget 1.'],
    ['another title', { title: 'Turn' }, {}, 'Rewords widget 1.'],
    ['a shown entry', {}, { hiddenBecause: 'x' }, 'Hides widget 1.'],
    ['a hidden entry', { hiddenBecause: 'x' }, {}, 'Shows widget 1.'],
  ])('says what changed of %s', (_, before, after, sentence) => {
    const [old, now] = [before, after].map((more) => renderEdition(withFirstEntry(two, more)));
    const plan = planDraft(two, now ?? '', draft({ current: file(old ?? ''), base: archived(old ?? '') }));
    expect(plan.commit?.text).toBe(now);
    expect(plan.pullRequest?.body).toContain(`Last change: ${sentence}`);
  });

  it.each([
    [
      'whom it thanks',
      (text: string) => text.replace('for their', 'for all their'),
      'Changes whom it thanks',
    ],
    ['words', (text: string) => text.replace('Welcome', 'Hello'), 'Changes words.'],
    [
      'the order',
      (text: string) => text.replace(/(- \[Change 1\].*)\n(- .*)/, '$2\n$1'),
      'Changes the order of entries.',
    ],
  ])('says that the bot changes %s', (_, change, sentence) => {
    const old = renderEdition(two);
    const before = { current: file(old), base: archived(old) };
    expect(planDraft(two, change(old), draft(before)).commit?.body).toContain(sentence);
  });

  it.each([
    ['deleted all but one entry', deleted(1), 'their contribution!'],
    ['deleted another one', deleted(2), 'their contribution!'],
    ['hid all but one entry', hiddenByHand, 'their contributions!'],
    ['deleted all entries', (text: string) => deleted(2)(deleted(1)(text)), 'their contributions!'],
  ])('thanks a person in the number of the entries that the file has, where somebody %s', (_, edit, end) => {
    const old = renderEdition(two);
    const before = { current: file(edit(old)), base: archived(old) };
    const { document } = planDraft(two, old, draft(before));
    expect(document.source).toContain(`Thanks to [@ann](https://github.com/ann) for ${end}`);
    const base = archived(old);
    const again = planDraft(two, old, draft({ current: file(document.source), base }));
    expect(again.document.source).toBe(document.source);
  });

  it('leaves thanks alone that a person wrote, whatever the number', () => {
    const old = renderEdition(two);
    const edited = deleted(1)(old).replace('for their contributions!', 'for all their contributions!');
    const plan = planDraft(two, old, draft({ current: file(edited), base: archived(old) }));
    expect(plan.document.source).toContain('for all their contributions!');
  });

  it('adds what is new to what people wrote', () => {
    const before = renderEdition(assembleEdition(sources([])));
    const edited = before.replace('Welcome', 'Good morning');
    const plan = planDraft(edition, fresh, draft({ current: file(edited), base: archived(before) }));
    expect(plan.commit?.text).toBe(fresh.replace('Welcome', 'Good morning'));
  });

  it('leaves a file alone that is no longer an edition', () => {
    const plan = planDraft(edition, fresh, draft({ current: file('gone') }));
    expect(plan.commit).toBeNull();
    expect(plan.because).toContain('no longer an edition');
  });

  it('opens a pull request for a file that a person put on the branch', () => {
    const plan = planDraft(
      edition,
      fresh,
      draft({ current: file('Edited.'), base: null, pullRequest: null }),
    );
    expect(plan).toMatchObject({ outcome: 'created', branch: null, commit: null });
    expect(plan.pullRequest).not.toBeNull();
  });

  it.each([
    ['current', null],
    ['behind', 'fast-forward'],
    ['diverged', 'merge'],
  ] as const)('starts from what the default branch has on a branch that is %s', (status, branch) => {
    const old = { head: { oid: 'a'.repeat(40), status }, current: null, base: null };
    expect(planDraft(edition, fresh, draft({ ...old, pullRequest: null })).branch).toBe(branch);
    expect(planDraft(edition, fresh, draft(old)).branch).toBeNull();
  });
});

describe('a draft that people want left alone', () => {
  const may = month('2020-05');

  it.each<[string, Partial<Draft>, string]>([
    ['was closed', { pullRequest: { ...open, isOpen: false } }, 'frozen'],
    ['is frozen', { pullRequest: { ...open, isFrozen: true } }, 'frozen'],
    ['is about another month', { pullRequest: { ...open, ...titled('Acme (April 2020)') } }, 'waiting'],
    ['lost its file', { current: null }, 'unchanged'],
  ])('%s', (_, more, outcome) => {
    expect(skipReason(draft(more), may)?.outcome).toBe(outcome);
  });

  it('is none that is open, new, or titled by people in their own way', () => {
    expect(skipReason(draft(), may)).toBeNull();
    expect(skipReason(draft(nothing), may)).toBeNull();
    expect(skipReason(draft({ pullRequest: { ...open, ...titled('Our news') } }), may)).toBeNull();
  });
});

describe('an incomplete edition', () => {
  it('is drafted where there is nothing yet, and says so', () => {
    const plan = planDraft(incomplete, fresh, draft(nothing));
    expect(plan).toMatchObject({ outcome: 'incomplete', commit: { text: fresh } });
    expect(plan.pullRequest?.body).toContain('GitHub did not say everything.');
  });

  it('never replaces a draft that is there; the dashboard tells of it', () => {
    const before = draft({ current: file('old'), base: archived('old') });
    const plan = planDraft(incomplete, fresh, before);
    expect(plan).toMatchObject({ outcome: 'incomplete', commit: null });
    expect(plan.pullRequest?.body).toContain('[!WARNING]');
  });
});

describe('the plan for a draft that tells of a repository that is hidden now', () => {
  const hidden = new NameSet(['acme/secret']);
  const entry = '- [As a person says](https://github.com/acme/secret/pull/3)';
  const told = fresh.replace(/^(- \[.*)$/m, `$1\n${entry}`);
  const plan = (more: Partial<Draft>) => planDraft(edition, fresh, draft(more), [], undefined, hidden);

  it('takes it out, and names it neither in the commit nor in the body', () => {
    expect(told).not.toBe(fresh);
    const { commit, pullRequest: body } = plan({ current: file(told), base: archived(told) });
    expect(commit?.text).toBe(fresh);
    expect(commit?.body).toContain('Takes out an entry of a repository that is private now.');
    expect([commit?.body, body?.body].join(' ')).not.toContain('secret');
  });

  it('takes it out of a draft that could not be read whole, and changes nothing else', () => {
    const incomplete = { ...edition, gaps: ['GitHub does not answer.'] };
    const current = file(`${told}\nWords of a person.\n`);
    const { outcome, commit, document, pullRequest } = planDraft(
      incomplete,
      'something else',
      draft({ current, base: archived(told) }),
      [],
      undefined,
      hidden,
    );
    expect(outcome).toBe('incomplete');
    expect(commit).toMatchObject({ text: `${fresh}\nWords of a person.\n`, base: fresh });
    expect(document.source).toBe(commit?.text);
    expect(commit?.body).toBe(
      `Takes out an entry of a repository that is private now.\n\nNewsletter-Rendered: ${file(fresh).oid}`,
    );
    expect(pullRequest?.body).not.toContain('secret');
  });

  it('names no base where none is known', () => {
    const incomplete = { ...edition, gaps: ['GitHub does not answer.'] };
    const before = draft({ current: file(told), base: null });
    const { commit } = planDraft(incomplete, fresh, before, [], undefined, hidden);
    expect(commit).toMatchObject({ text: fresh, base: null });
    expect(commit?.body).not.toContain('Newsletter-Rendered');
  });

  it('says a change of before without its name', () => {
    const { pullRequest: body } = plan({ lastChange: 'Adds secret 3, widget 1.' });
    expect(body?.body).toContain('Last change: Adds an entry of a repository that is private now, widget 1.');
  });
});
