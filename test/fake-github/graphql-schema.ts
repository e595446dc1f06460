import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';

let schema: GraphQLSchema | undefined;
const checked = new Map<string, CheckedDocument>();

export interface CheckedDocument {
  readonly document: DocumentNode;
  readonly errors: readonly GraphQLError[];
}

/**
 * GitHub's published schema, loaded once. Each file of tests builds it anew, so it is built without what nobody asks for: its
 * descriptions, and a check of the text itself, which breaks a rule of its own.
 */
export function githubSchema(): GraphQLSchema {
  schema ??= buildSchema(withoutDescriptions(publishedText()), { assumeValid: true, noLocation: true });
  return schema;
}

function publishedText(): string {
  return readFileSync(new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema')), 'utf8');
}

function withoutDescriptions(text: string): string {
  return text.replace(/"""[\s\S]*?"""/g, '');
}

/**
 * Parses and checks a query. Throws a `GraphQLError` if it does not parse.
 * GitHub lets the fields of two fragments overlap, so that rule is left out.
 */
export function checkDocument(query: string): CheckedDocument {
  const known = checked.get(query);
  if (known) return known;
  const document = parse(query);
  const rules = specifiedRules.filter((rule) => rule !== OverlappingFieldsCanBeMergedRule);
  const result = { document, errors: validate(githubSchema(), document, rules) };
  checked.set(query, result);
  return result;
}
