import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { getOperationAST, NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql';
import { githubSchema } from '../fake-github/graphql-schema.js';
import { measure } from '../fake-github/graphql-size.js';

const files = readdirSync('src/github', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();
const modules: Record<string, unknown>[] = [];
for (const file of files) modules.push(await import(`../../src/github/${file.replace(/\.ts$/, '.js')}`));

/** Every text that src/github exports and that a server could run, and those that it makes, by a name for the test. */
const documents: readonly (readonly [string, string])[] = modules
  .flatMap((module) => Object.entries(module))
  .flatMap(([name, value]) => [
    ...(typeof value === 'string' && isOperation(value) ? [[name, value] as const] : []),
    ...(/^\w+Query$/.test(name) && typeof value === 'function' && value.length === 1
      ? [1, 100].map((count) => [`${name}(${count})`, String(value(asked(name, count)))] as const)
      : []),
  ]);

/** What a maker of queries is told: how many things to ask for, or of which kind each is. */
function asked(name: string, count: number): number | readonly string[] {
  return name === 'threadsQuery' ? Array.from({ length: count }, () => 'manifest') : count;
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
          /[`'"\n]\s*(?:query|mutation|subscription)\s+(\w+)\s*[({]/g,
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
