import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { type EnvironmentVariable, environmentVariables } from '../../src/config/environment-variables.js';
import { documentationOf, type Setting } from '../../src/config/setting.js';
import { fileSchema, settings } from '../../src/config/settings.js';

/** What applies without the key: YAML in backticks, or words. */
function defaultOf({ default: words, fallback }: Setting): string {
  return words ?? `\`${yamlOf(fallback)}\``;
}

function yamlOf(value: unknown): string {
  if (typeof value === 'string' && parse(value) === value) return value;
  const onOneLine = { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 } as const;
  return stringify(value, { ...onOneLine, singleQuote: true }).trim();
}

/** The table of docs/configuration.md for editors. */
export function settingsTable(): string {
  return table(
    ['key', 'what it must be', 'default', 'what it does'],
    settings.map((setting) => [`\`${setting.key}\``, setting.type, defaultOf(setting), setting.description]),
  );
}

/** All variables of the environment, with their names. */
const variables = Object.entries<EnvironmentVariable>(environmentVariables);

/** The table of docs/configuration.md for operators. */
export function variablesTable(): string {
  return table(
    ['variable', 'what it must be', 'default', 'what it does'],
    variables.map(([name, { type, default: text, description }]) => [
      `\`${name}\``,
      type,
      text === undefined ? '' : `\`${text}\``,
      description,
    ]),
  );
}

/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [lines[0], `|${'---|'.repeat(head.length)}`, ...lines.slice(1)].join('\n');
}

/** Keys whose value is a list of maps. */
const LISTED = settings
  .filter(({ item, fallback }) => item === 'a map of settings' && Array.isArray(fallback))
  .map(({ key }) => key);

/** Whether the key stands in the elements of a list. */
export function isListed(key: string): boolean {
  return LISTED.some((list) => key.startsWith(`${list}.`));
}

/** A list of maps takes some lines, its lists of words one. */
const BLOCK = { lineWidth: 0, singleQuote: true, indentSeq: true } as const;

/**
 * The complete file of docs/configuration.md: each key with the value that it has without the file or, where that is
 * nothing or a list, with its example.
 */
export function completeFile(): string {
  const lines = settings.flatMap((setting) => {
    const keys = setting.key.replace('<name>', 'uefi-rs').split('.');
    const indent = '  '.repeat(keys.length - 1);
    const isAbove = settings.some(({ key }) => key.startsWith(`${setting.key}.`));
    if (isListed(setting.key)) return [];
    if (LISTED.includes(setting.key))
      return ['', stringify({ [setting.key]: parse(setting.example)[setting.key] }, BLOCK).trim()];
    if (isAbove) return [...(keys.length === 1 ? [''] : []), `${indent}${keys.at(-1)}:`];
    const isPlain = setting.fallback !== null && typeof setting.fallback !== 'object';
    return [indent + (isPlain ? `${keys.at(-1)}: ${yamlOf(setting.fallback)}` : setting.example)];
  });
  return `${['# yaml-language-server: $schema=schema.json', ...lines].join('\n')}\n`;
}

/** The text with this file in its only block of YAML. */
export function withCompleteFile(text: string, file: string): string {
  return text.replace(/(?<=^```yaml\n).*?(?=^```$)/ms, () => file);
}

/** The text with these tables in place of those with the same first lines, from top to bottom. */
export function withTables(text: string, tables: readonly string[]): string {
  let written = '';
  let rest = text;
  for (const fresh of tables) {
    const [head = ''] = fresh.split('\n');
    const start = rest.indexOf(head);
    const end = rest.indexOf('\n\n', start);
    if (start === -1 || end === -1) throw new Error(`There is no table that begins with ${head}`);
    written += rest.slice(0, start) + fresh;
    rest = rest.slice(end);
  }
  return written + rest;
}

/** .env.example below its first paragraph. */
export function environmentExample(): string {
  return variables
    .map(([name, { type, default: text = '', description }]) => {
      return `# ${description} Value: ${type}.\n${name}=${text}\n`;
    })
    .join('\n');
}

/** schema.json: a JSON Schema of newsletter.yml, which editors use to complete and check the file as it is typed. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(fileSchema, {
    io: 'input',
    override({ zodSchema, jsonSchema: written }) {
      const about = documentationOf(zodSchema);
      if (about === undefined) return;
      written.description = `${about.description} Value: ${about.type}.`;
      if (about.default === undefined) Object.assign(written, { default: about.fallback });
      written.examples = [parse(about.example)];
    },
  });
  return `${JSON.stringify({ title: 'newsletter.yml of this-month-bot', ...schema }, null, 2)}\n`;
}
