import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { type BatchQuery, batchDocument } from '../../src/github/connection/batch-query.js';
import { githubSchema } from '../fake-github/graphql-schema.js';
import { measure } from '../fake-github/graphql-size.js';

const files = readdirSync('src/github', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const modules: Record<string, unknown>[] = [];
for (const file of files) modules.push(await import(`../../src/github/${file.replace(/\.ts$/, '.js')}`));

/** Every operation that src/github exports, as a text, as a list's query, or as a question about many things. */
const documents: readonly (readonly [string, string])[] = modules
  .flatMap((module) => Object.entries(module))
  .flatMap(([name, value]) => {
    if (typeof value === 'string') return isOperation(value) ? [[name, value] as const] : [];
    if (isListQuery(value)) return [[name, value.document] as const];
    if (!isBatchQuery(value)) return [];
    const kind = value.operation === 'Reactions' ? 'mutation' : 'query';
    return [1, 100].map(
      (count) => [`${name} of ${count}`, batchDocument(value, items(count), kind)] as const,
    );
  });

/** Of each kind, for the questions that differ from thing to thing. */
function items(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({
    start: { manifest: index % 2 === 0 ? { path: 'a/Cargo.toml', crate: 'a/Cargo.toml' } : null },
    isRemoval: index % 2 === 0,
    source: { releases: index % 2 === 0, paths: [index] },
    search: index % 2 === 0 ? null : 'is:pr',
  }));
}

function isListQuery(value: unknown): value is { readonly document: string } {
  return typeof value === 'object' && value !== null && 'document' in value;
}

function isBatchQuery(value: unknown): value is BatchQuery<object> {
  return typeof value === 'object' && value !== null && 'operation' in value;
}

function isOperation(text: string): boolean {
  return /^\s*(?:query|mutation|subscription)\b/.test(text);
}

function operationOf(text: string) {
  const operation = getOperationAST(parse(text));
  if (operation?.name === undefined) throw new Error(`Without exactly one named operation: ${text}`);
  return operation;
}

describe('the GraphQL documents', () => {
  it('are all exported: the sources hold no other operation', () => {
    const written = files.flatMap((file) =>
      [
        ...readFileSync(`src/github/${file}`, 'utf8').matchAll(
          /(?:[`'"\n]\s*(?:query|mutation|subscription)\s+|\boperation: ')(\w+)(?:\s*[({]|',)/g,
        ),
      ].map(([, name]) => name),
    );
    const exported = new Set(documents.map(([, text]) => operationOf(text).name?.value));
    expect(written.length).toBeGreaterThan(5);
    expect([...new Set(written)].sort()).toEqual([...exported].sort());
  });

  it.each(documents)('%s is valid by GitHub’s schema, and nothing in it is deprecated', (_, text) => {
    const rules = [...specifiedRules, NoDeprecatedCustomRule];
    const problems = validate(githubSchema(), parse(text), rules);
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  it.each(documents)('%s stays within GitHub’s limit of nodes', (_, text) => {
    const { nodes } = measure(githubSchema(), parse(text), operationOf(text), { first: 100, commits: 100 });
    expect(nodes).toBeLessThanOrEqual(500_000);
  });
});
