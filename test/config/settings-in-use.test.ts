import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { settings } from '../../src/config/settings.js';
import { RULES } from '../../src/newsletter/checks/check-edition.js';

/** The code of the files, without comments and texts. */
function codeOf(files: readonly string[]): string {
  return files
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
    .replace(/\/\*.*?\*\/|\/\/.*?$|'[^'\n]*'/gms, '');
}

const inUse = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('config/'))
  .map((file) => `src/${file}`);
const OUTSIDE = codeOf(inUse);
/** Answers questions about the settings of the whole newsletter, and hands those of a repository on. */
const ANSWERING = codeOf(['src/config/newsletter-config.ts']);

/** Whether the code reads the key: of an object that is called so, or by taking apart such an object or one of the type. */
function isRead(code: string, key: string, objects: string, type: string): boolean {
  return [
    // How a habit reads the setting that overrides it.
    `\\bread: \\(\\{[^{}]*\\b${key}\\b`,
    `\\b(?:${objects})\\??\\.${key}\\b(?!:)`,
    `\\{[^{}]*\\b${key}\\b[^{}]*\\}(?:: (?:${type})\\b| = [^;]*\\b(?:${objects});)`,
  ].some((pattern) => new RegExp(pattern).test(code));
}

/** The levels of rules, which are read by the rules' own keys. */
const LEVELS = Object.keys(RULES).map((key) => `check.${key}`);

/** Without those that only hold others. */
const KEYS = settings
  .map(({ key }) => key)
  .filter((key, _, keys) => !keys.some((other) => other.startsWith(`${key}.`)));

describe('every setting', () => {
  it.each(KEYS.filter((key) => key === 'check.typos' || !LEVELS.includes(key)))('is read: %s', (key) => {
    const [name = key, above = 'config'] = key.split('.').toReversed();
    const objects = { config: 'config|settings', hide: 'hide|rules', sources: 'source' }[above] ?? above;
    const found =
      above === '<name>'
        ? isRead(OUTSIDE, name, 'settings|set|repository\\(\\w+\\)', 'RepositorySettings')
        : isRead(
            `${ANSWERING}\n${OUTSIDE}`,
            name,
            objects,
            'NewsletterConfig|EditionSettings|CandidateSource',
          );
    expect(found).toBe(true);
  });

  it('of the check run is a rule, or read', () => {
    const ofCheck = KEYS.filter((key) => key.startsWith('check.'));
    expect(ofCheck.toSorted()).toEqual([...LEVELS, 'check.allowedWords'].sort());
  });

  it('would be found missing', () => {
    expect(isRead(OUTSIDE, 'nothing', 'config', 'NewsletterConfig')).toBe(false);
  });
});
