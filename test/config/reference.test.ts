import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { configSchema } from '../../src/config/config-schema.js';
import { environmentVariables } from '../../src/config/environment-variables.js';
import { defaultConfig } from '../../src/config/newsletter-config.js';
import { parseConfig } from '../../src/config/parse-config.js';
import { settings } from '../../src/config/settings.js';

const REFERENCE = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
const NEWSLETTER = 'rust-osdev/homepage';

function rowsOf(heading: string): readonly string[] {
  const section = REFERENCE.split(/^## /mu).find((part) => part.startsWith(heading)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `'));
}

function completeExample(): string {
  const examples = [...REFERENCE.matchAll(/^```yaml\n(.*?)^```$/gmsu)].map(([, text]) => text);
  expect(examples).toHaveLength(1);
  return examples[0] ?? '';
}

function schemaKeys(schema: unknown, prefix: string): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return schemaKeys(schema.unwrap(), prefix);
  if (schema instanceof z.ZodRecord)
    return [`${prefix}<name>`, ...schemaKeys(schema.valueType, `${prefix}<name>.`)];
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, inner]) => [
    prefix + key,
    ...schemaKeys(inner, `${prefix}${key}.`),
  ]);
}

function keysOf(value: unknown, prefix: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = prefix === 'repositories.' ? '<name>' : key;
    return [prefix + name, ...keysOf(inner, `${prefix}${name}.`)];
  });
}

function valueAt(root: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => Reflect.get(Object(value), name), root);
}

function within(key: string, example: string): string {
  const parents = key.split('.').slice(0, -1);
  const lines = parents.map((name, depth) => `${'  '.repeat(depth)}${name.replace('<name>', 'uefi-rs')}:`);
  return [...lines, '  '.repeat(parents.length) + example].join('\n');
}

describe('the table of settings', () => {
  it('has the keys of the schema, each once', () => {
    expect(settings.map(({ key }) => key)).toEqual(schemaKeys(configSchema, ''));
  });

  it.each(settings.map((setting) => [setting.key, setting] as const))(
    'has an example of %s that works',
    (key, { example }) => {
      const text = within(key, example);
      expect(parseConfig(text, NEWSLETTER)).toMatchObject({ kind: 'valid' });
      expect(keysOf(parse(text), '')).toContain(key);
    },
  );

  it.each(
    settings.flatMap(({ key, default: text }) =>
      text.startsWith('`') && !key.startsWith('repositories.') ? [[key, text] as const] : [],
    ),
  )('has the default of %s that applies', (key, text) => {
    expect(valueAt(defaultConfig(NEWSLETTER), key)).toEqual(parse(text.replaceAll('`', '')));
  });
});

describe('docs/configuration.md', () => {
  it('documents every setting as the table has it, and no other', () => {
    expect(rowsOf('For editors')).toEqual(
      settings.map(
        ({ key, type, default: text, description }) => `| \`${key}\` | ${type} | ${text} | ${description} |`,
      ),
    );
  });

  it('has one complete file, without problems and with every key', () => {
    const example = completeExample();
    expect(parseConfig(example, NEWSLETTER)).toMatchObject({ kind: 'valid' });
    expect(new Set(keysOf(parse(example), ''))).toEqual(new Set(settings.map(({ key }) => key)));
  });

  it('documents every variable of the environment, and no other', () => {
    expect(rowsOf('For operators')).toEqual(
      environmentVariables.map(({ name, type, default: text, description }) => {
        return `| \`${name}\` | ${type} | ${text && `\`${text}\``} | ${description} |`;
      }),
    );
  });
});
