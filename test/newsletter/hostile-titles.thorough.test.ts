import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listedWorks } from '../../src/newsletter/activity/entry-lines.js';
import { HOUSE_FORM } from '../../src/newsletter/document/form.js';
import { parseDocument } from '../../src/newsletter/document/parse-document.js';
import { seed } from '../thoroughly.js';
import { dependabot, pullRequest } from './builders.js';
import { freshDraft } from './checked.js';
import { hostileTitle } from './hostile-title.js';
import { checkEdition } from './on-texts.js';
import { problemsOfTitle } from './title-as-shown.js';

const TITLES = fc.sample(hostileTitle, { numRuns: 10_000, seed });

describe('10,000 titles', () => {
  it('are shown, hidden and told as they were written', () => {
    const problems = TITLES.flatMap((title) =>
      problemsOfTitle(title).map((problem) => `${problem} (${title})`),
    );

    expect(problems).toEqual([]);
  }, 180_000);
});

describe('editions of 40 such titles, every second one hidden', () => {
  const drafts = Array.from({ length: 50 }, (_, nth) =>
    freshDraft(
      TITLES.slice(nth * 40, nth * 40 + 40).map((title, index) =>
        pullRequest(index + 1, { title, ...(index % 2 === 1 ? { author: dependabot } : {}) }),
      ),
    ),
  );
  const told = (entries: readonly { readonly key: string; readonly hidden: boolean }[]) =>
    entries.map(({ key, hidden }) => `${key}${hidden ? ' hidden' : ''}`).sort();

  it('list each pull request once, and no other, whatever a title quotes', () => {
    for (const { text, edition } of drafts) {
      const expected = edition.sections.flatMap(({ shown, hidden }) =>
        [...shown, ...hidden].map(({ work, hiddenBecause }) => ({
          key: `acme/widget#${'number' in work ? work.number : ''}`,
          hidden: hiddenBecause !== null,
        })),
      );
      const pieces = parseDocument(text, HOUSE_FORM).pieces.filter(({ kind }) => kind === 'entry');
      expect(expected).toHaveLength(40);
      expect(told(listedWorks([text]).flat())).toEqual(told(expected));
      expect(pieces.map(({ mentions }) => mentions)).toEqual(
        pieces.map(({ key }) => [key.slice('entry '.length)]),
      );
      expect(told(pieces.map(({ key, hidden }) => ({ key: key.slice('entry '.length), hidden })))).toEqual(
        told(expected),
      );
    }
  });

  it('have nothing that the check run complains about, but that some titles say nothing', () => {
    const findings = drafts.flatMap(checkEdition);
    expect(findings.filter(({ title }) => title !== 'Title that says nothing')).toEqual([]);
  });
});
