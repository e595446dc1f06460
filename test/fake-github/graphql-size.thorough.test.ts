import { describe, expect, it } from '@jest/globals';
import { getOperationAST, parse } from 'graphql';
import { githubSchema } from './graphql-schema.js';
import { measure } from './graphql-size.js';

function sizeOf(text: string, variables: Readonly<Record<string, unknown>> = {}) {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  return measure(githubSchema(), document, operation, variables);
}

describe('what a query costs', () => {
  it('is as in GitHub’s own example: 5,101 requests are 51 points', () => {
    const text = `{
      viewer {
        repositories(first: 100) {
          edges { node { issues(first: 50) { edges { node { labels(first: 60) { edges { node { id name } } } } } } } }
        }
      }
    }`;
    expect(sizeOf(text)).toMatchObject({ nodes: 305_100, cost: 51 });
  });

  it('is a point at least', () => {
    expect(sizeOf('{ viewer { login } }')).toMatchObject({ nodes: 0, cost: 1 });
  });

  it('goes by the variables and their defaults, and leaves out what is not included', () => {
    const text = `query Q($few: Int = 10, $many: Int!, $wanted: Boolean!) {
      viewer {
        repositories(first: $many) { nodes { ...R issues(first: 100) @include(if: $wanted) { nodes { id } } } }
      }
    }
    fragment R on Repository { labels(first: $few) { nodes { name } } }`;
    expect(sizeOf(text, { many: 100, wanted: false })).toMatchObject({ nodes: 1100, cost: 1 });
    expect(sizeOf(text, { many: 100, wanted: true })).toMatchObject({ nodes: 11_100, cost: 2 });
    expect(sizeOf(text, { many: 100, wanted: true, few: 1 })).toMatchObject({ nodes: 10_200, cost: 2 });
  });

  it('counts a list of which only the number is wanted as a request', () => {
    const searches = Array.from(
      { length: 250 },
      (_, index) => `s${index}: search(query: "q", type: ISSUE) { issueCount }`,
    );
    expect(sizeOf(`{ ${searches.join(' ')} }`)).toMatchObject({ nodes: 0, cost: 3 });
  });

  it('counts each node id, and knows the longest list that is in no other', () => {
    const byIds =
      'query Q($ids: [ID!]!) { nodes(ids: $ids) { ... on PullRequest { labels(first: 90) { totalCount } } } }';
    const ids = Array.from({ length: 250 }, String);
    expect(sizeOf(byIds, { ids })).toEqual({ nodes: 22_750, cost: 3, items: 250, fields: 1 });
    expect(
      sizeOf('{ viewer { repositories(first: 20) { nodes { labels(first: 90) { totalCount } } } } }').items,
    ).toBe(20);
    expect(sizeOf('{ one: viewer { login } two: viewer { login } }').items).toBe(2);
  });

  it('knows lists in fragments on unions', () => {
    const text = `{ search(query: "q", type: ISSUE, first: 100) {
      nodes { ... on PullRequest { commits(first: 10) { nodes { commit { authors(first: 5) { nodes { name } } } } } } }
    } }`;
    expect(sizeOf(text)).toMatchObject({ nodes: 100 + 1000 + 5000, cost: 11 });
  });
});
