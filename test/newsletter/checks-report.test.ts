import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  conclusion,
  type Finding,
  RULES,
  RULES_FOR_ANY_FILE,
} from '../../src/newsletter/checks/check-edition.js';
import { withTables } from '../config/reference.js';
import { check, page } from './checked.js';
import { checkEdition, checkReport } from './on-texts.js';
import { rulesTable } from './reference.js';

const failure: Finding = { level: 'failure', line: 9, title: 'Conflict marks', message: 'Mend it.' };
const warning: Finding = { level: 'warning', line: 3, title: 'Listed twice', message: 'Delete one.' };
const notice: Finding = { level: 'notice', line: 1, title: 'No introduction', message: 'Write one.' };

const { text } = page('- [a](https://github.com/a/b/pull/1)\n- [c](https://github.com/a/b/pull/2)');

describe('the conclusion', () => {
  it.each([
    ['success', []],
    ['success', [notice]],
    ['neutral', [notice, warning]],
    ['failure', [notice, warning, failure]],
  ] as const)('is %s', (expected, findings) => {
    expect(conclusion(findings)).toBe(expected);
  });
});

describe('the report', () => {
  it.each([
    ['2 entries, nothing to note', []],
    ['2 entries, 1 note', [notice]],
    ['2 entries, 2 notes', [notice, warning]],
    ['2 entries, 1 mistake, 1 note', [notice, failure]],
    ['2 entries, 2 mistakes', [failure, failure]],
  ] as const)('is titled "%s"', (title, findings) => {
    expect(checkReport(text, findings).title).toBe(title);
  });

  it('counts no hidden entries, and none of what is no edition', () => {
    const hidden = page(
      '<!-- - [a](https://github.com/a/b/pull/1) -->\n- [c](https://github.com/a/b/pull/2)',
    ).text;
    expect(checkReport(hidden, []).title).toBe('1 entry, nothing to note');
    const gone = 'Gone.\n';
    expect(checkReport(gone, checkEdition({ ...page(''), text: gone })).title).toBe('2 mistakes');
  });

  it('sums up in a table, the worst first', () => {
    const { summary } = checkReport(text, [notice, warning, { ...warning, line: 7 }, failure]);
    expect(summary).toMatch(/^Something here would break the page\./);
    expect(summary.match(/^\| [A-Z].*$/gm)).toEqual([
      '| Conflict marks | failure | 9 |',
      '| Listed twice | warning | 3, 7 |',
      '| No introduction | notice | 1 |',
    ]);
  });

  it('keeps the worst when there is more than anybody reads, and says so', () => {
    const many = Array.from({ length: 3000 }, (_, index) => ({ ...notice, line: index + 1 }));
    const report = checkReport(text, [...many, failure]);
    expect(report.annotations).toHaveLength(250);
    expect(report.annotations[0]).toBe(failure);
    expect(report.summary).toContain('The first 250 of 3001');
    expect(report.summary.length).toBeLessThan(65_000);
  });
});

describe('the level of a rule', () => {
  const dead = 'See [a](../2019-08).\n';

  it('is what the settings say', () => {
    expect(check(dead).map(({ level, title }) => [level, title])).toEqual([['warning', 'Dead link']]);
    expect(check(dead, { levels: { deadLink: null } })).toEqual(check(dead));
    expect(check(dead, { levels: { deadLink: 'notice' } }).map(({ level }) => level)).toEqual(['notice']);
    expect(check(dead, { levels: { deadLink: 'off' } })).toEqual([]);
    expect(check(dead, { levels: { noEdition: 'off', typos: 'failure' } })).toEqual(check(dead));
  });

  it('decides whether the check run fails', () => {
    const [mildly, strictly] = [{ deadLink: 'notice' }, { deadLink: 'failure' }] as const;
    expect(checkReport(page(dead).text, check(dead, { levels: mildly })).conclusion).toBe('success');
    expect(checkReport(page(dead).text, check(dead, { levels: strictly })).conclusion).toBe('failure');
  });
});

describe('docs/checks.md', () => {
  const document = readFileSync('docs/checks.md', 'utf8');

  it('has the table of the rules, as `npm run reference` writes it, and no other row', () => {
    expect(withTables(document, [rulesTable()])).toBe(document);
    expect(document.split('\n').filter((line) => /^\| [A-Z]/.test(line))).toHaveLength(
      Object.keys(RULES).length,
    );
  });

  it('says how many rules hold for any file', () => {
    expect(Object.values(RULES).slice(0, RULES_FOR_ANY_FILE.length)).toEqual(RULES_FOR_ANY_FILE);
    expect(document).toContain('only the first six rows');
  });
});

describe('the rules', () => {
  it('have a name each', () => {
    const rules = Object.values(RULES);
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });

  it('are all looked for', async () => {
    const files = readdirSync('src/newsletter/checks').filter((file) => file.endsWith('-rules.ts'));
    const modules: object[] = await Promise.all(
      files.map((file) => import(`../../src/newsletter/checks/${file.replace(/\.ts$/, '.js')}`)),
    );
    const rules = modules.flatMap((exported) =>
      Object.values(exported).filter(
        (value) => typeof value === 'object' && value !== null && 'find' in value,
      ),
    );
    expect(new Set(rules)).toEqual(new Set(Object.values(RULES)));
    expect(rules).toHaveLength(Object.values(RULES).length);
  });
});
