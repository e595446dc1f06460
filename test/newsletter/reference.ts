import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RULES } from '../../src/newsletter/checks/check-edition.js';
import { ENGLISH_PHRASES, type GivenPhrases, PHRASE_NAMES } from '../../src/newsletter/document/language.js';
import { HABITS } from '../../src/newsletter/house-style/habits.js';
import { table } from '../config/reference.js';

/** The table of docs/checks.md. */
export function rulesTable(): string {
  return table(
    ['what is found', 'key', 'level', 'when'],
    Object.entries(RULES).map(([key, { title, level, finds }]) => [title, `\`${key}\``, level, finds]),
  );
}

/** The table of docs/house-style.md. */
export function habitsTable(): string {
  const editions = (count: number) => (count === Number.POSITIVE_INFINITY ? 'any' : String(count || ''));
  return table(
    ['habit', 'what is counted', 'own', 'all', 'where they show too little', 'setting'],
    Object.values(HABITS).map(({ name, observed, over, otherwise, setting, inWords }) => [
      name,
      observed,
      editions(over.own),
      editions(over.all),
      (inWords as (value: unknown) => string)(otherwise),
      setting === null ? '' : `\`${setting.key}\``,
    ]),
  );
}

/** The languages that the bot comes with, besides English. */
export const SHIPPED = ['de', 'fr'] as const;

/** The settings of such a language. */
export function shipped(tag: string): { readonly language: string; readonly phrases: GivenPhrases } {
  return parse(readFileSync(`fixtures/phrases/${tag}.yml`, 'utf8'));
}

/** The table of docs/languages.md. A phrase that a language lacks has an empty cell. */
export function phrasesTable(): string {
  const code = (text = '') => (text === '' ? '' : `\`\`${/^`|`$/.test(text) ? ` ${text} ` : text}\`\``);
  return table(
    ['phrase', 'English', 'German', 'French'],
    PHRASE_NAMES.map((name) => [
      `\`${name}\``,
      code(ENGLISH_PHRASES[name]),
      ...SHIPPED.map((tag) => code(shipped(tag).phrases[name])),
    ]),
  );
}
