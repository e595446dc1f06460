import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { defaultConfig, parseConfig } from '../../src/config/newsletter-config.js';
import { settings } from '../../src/config/settings.js';
import {
  completeFile,
  isListed,
  jsonSchema,
  settingsTable,
  variablesTable,
  withTables,
} from './reference.js';

const REFERENCE = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
const NEWSLETTER = 'rust-osdev/homepage';

function completeExample(): string {
  const examples = [...REFERENCE.matchAll(/^```yaml\n(.*?)^```$/gmsu)].map(([, text]) => text);
  expect(examples).toHaveLength(1);
  return examples[0] ?? '';
}

function keysOf(value: unknown, prefix: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((element) => keysOf(element, prefix));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix === 'repositories.' ? '<name>' : key;
    // What is below a map of headings or phrases is the editors'.
    return ['labels', 'phrases'].includes(name) && !Array.isArray(inner)
      ? [prefix + name]
      : [prefix + name, ...keysOf(inner, `${prefix}${name}.`)];
  });
}

/** What an element of `sources` is about. */
const SOURCE = 'repository: rust-lang/rust';

function valueAt(root: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), root);
}

function within(key: string, example: string): string {
  if (isListed(key)) {
    const [list = ''] = key.split('.');
    // What names a source stands alone.
    const alone = `${list}:\n  - ${example}`;
    return parseConfig(alone, NEWSLETTER).kind === 'valid'
      ? alone
      : `${list}:\n  - ${SOURCE}\n    ${example}`;
  }
  const parents = key.split('.').slice(0, -1);
  const lines = parents.map((name, depth) => `${'  '.repeat(depth)}${name.replace('<name>', 'uefi-rs')}:`);
  return [...lines, '  '.repeat(parents.length) + example].join('\n');
}

describe('the table of settings', () => {
  it.each(settings.map((setting) => [setting.key, setting] as const))(
    'has an example of %s that works',
    (key, { example }) => {
      const text = within(key, example);
      expect(parseConfig(text, NEWSLETTER)).toMatchObject({ kind: 'valid' });
      expect(keysOf(parse(text), '')).toContain(key);
    },
  );

  it.each(settings.flatMap(({ key, fallback, default: words }) => (words ? [] : [[key, fallback] as const])))(
    'has the default of %s that applies',
    (key, fallback) => {
      const [list = '', name = ''] = key.split('.');
      const parsed = parseConfig(`${list}: [{ ${SOURCE} }]`, NEWSLETTER);
      const element = parsed.kind === 'valid' ? valueAt(parsed.config, `${list}.0.${name}`) : null;
      const value = isListed(key) ? element : valueAt(defaultConfig(NEWSLETTER), key);
      expect(value).toEqual(fallback);
    },
  );
});

describe('docs/configuration.md', () => {
  it('has the tables of the settings and the variables, as `npm run reference` writes them', () => {
    expect(withTables(REFERENCE, [settingsTable(), variablesTable()])).toBe(REFERENCE);
  });

  it('has one complete file, as `npm run reference` writes it, without problems and with every key', () => {
    const example = completeExample();
    expect(example).toBe(completeFile());
    expect(parseConfig(example, NEWSLETTER)).toMatchObject({ kind: 'valid' });
    expect(new Set(keysOf(parse(example), ''))).toEqual(new Set(settings.map(({ key }) => key)));
  });
});

describe('schema.json', () => {
  const schema = JSON.parse(readFileSync(new URL('../../../schema.json', import.meta.url), 'utf8'));

  it('is as `npm run reference` writes it', () => {
    expect(schema).toEqual(JSON.parse(jsonSchema()));
  });

  it('is named in the first line of the complete file', () => {
    expect(completeExample()).toMatch(/^# yaml-language-server: \$schema=\S*schema\.json\n/);
  });

  it('knows every key with its default and an example, and refuses others', () => {
    const bots = schema.properties.hide.anyOf[0].properties.bots;
    expect(bots).toMatchObject({
      default: true,
      examples: [false],
      description: expect.stringMatching(/^Hide what bots/),
    });
    expect(schema.additionalProperties).toBe(false);
    expect(Object.keys(schema.properties)).toEqual(
      settings.flatMap(({ key }) => (key.includes('.') ? [] : [key])),
    );
    expect(schema.required).toBeUndefined();
  });
});
