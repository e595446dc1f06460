import { describe, expect, it } from '@jest/globals';
import { assembleEdition } from '../../src/newsletter/assemble-edition.js';
import { NO_NOTES, refreshBody, renderBody } from '../../src/newsletter/dashboard.js';
import { dependabot, earlierEdition, pullRequest, sources } from './builders.js';

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

describe('the dashboard', () => {
  it('counts what was merged', () => {
    expect(renderBody(after, EDIT, NO_NOTES)).toContain(
      '**4 merged, 1 shown, 2 hidden, 1 in an earlier edition, 0 missing**',
    );
  });

  it('lists what the file leaves out, without pings and cross-references', () => {
    const body = renderBody(after, EDIT, NO_NOTES);
    expect(body).toContain('`acme/gadget#3`');
    expect(body).not.toContain('Bump @types');
    expect(body.replace(/`[^`]*`/g, '')).not.toMatch(/(?:^|\s)#\d|\bpull\/\d/);
  });

  it('tells what the last commit changed, what stays though it is gone, and what has no place', () => {
    const body = renderBody(after, EDIT, {
      lastChange: 'Adds widget 2.',
      keptThoughGone: ['acme/widget#7'],
      withoutSection: ['acme/gadget#8'],
      isForeign: false,
    });
    expect(body).toContain('Last change: Adds widget 2.');
    expect(body).toMatch(/Kept since a person changed them.*`acme\/widget#7`/);
    expect(body).toMatch(/Without a place.*`acme\/gadget#8`/);
  });

  it('follows the edition and keeps the text around it', () => {
    const body = `My notes first.\n\n${renderBody(before, EDIT, NO_NOTES)}\n\nAnd after.`;
    expect(refreshBody(body, after, EDIT, NO_NOTES)).toBe(
      `My notes first.\n\n${renderBody(after, EDIT, NO_NOTES)}\n\nAnd after.`,
    );
  });

  it('is left alone once a person wrote into it, or removed it', () => {
    const edited = renderBody(before, EDIT, NO_NOTES).replace('merged', 'merged (wow)');
    expect(refreshBody(edited, after, EDIT, NO_NOTES)).toBe(edited);
    expect(refreshBody('Mine alone.', after, EDIT, NO_NOTES)).toBe('Mine alone.');
  });

  it('does not change without reason, even if GitHub stored it with other line ends', () => {
    const stored = renderBody(after, EDIT, NO_NOTES).replaceAll('\n', '\r\n');
    expect(refreshBody(stored, after, EDIT, NO_NOTES)).toBe(stored);
  });

  it('stays below what GitHub takes, whatever the month', () => {
    const many = Array.from({ length: 3000 }, (_, index) =>
      pullRequest(index, {
        author: dependabot,
        title: `Bump a dependency with a long name, number ${index}`,
      }),
    );
    const body = renderBody(assembleEdition(sources(many)), EDIT, NO_NOTES);
    expect(body.length).toBeLessThan(60_000);
    expect(body).toContain('and more');
  });
});
