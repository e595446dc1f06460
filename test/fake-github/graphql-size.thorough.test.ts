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
    expect(sizeOf(text)).toEqual({ nodes: 305_100, cost: 51 });
  });

  it('is a point at least', () => {
    expect(sizeOf('{ viewer { login } }')).toEqual({ nodes: 0, cost: 1 });
  });

  it('goes by the variables and their defaults, and leaves out what is not included', () => {
    const text = `query Q($few: Int = 10, $many: Int!, $wanted: Boolean!) {
      viewer {
        repositories(first: $many) { nodes { ...R issues(first: 100) @include(if: $wanted) { nodes { id } } } }
      }
    }
    fragment R on Repository { labels(first: $few) { nodes { name } } }`;
    expect(sizeOf(text, { many: 100, wanted: false })).toEqual({ nodes: 1100, cost: 1 });
    expect(sizeOf(text, { many: 100, wanted: true })).toEqual({ nodes: 11_100, cost: 2 });
    expect(sizeOf(text, { many: 100, wanted: true, few: 1 })).toEqual({ nodes: 10_200, cost: 2 });
  });

  it('counts a list of which only the number is wanted as a request', () => {
    const searches = Array.from(
      { length: 250 },
      (_, index) => `s${index}: search(query: "q", type: ISSUE) { issueCount }`,
    );
    expect(sizeOf(`{ ${searches.join(' ')} }`)).toEqual({ nodes: 0, cost: 3 });
  });

  it('knows lists in fragments on unions', () => {
    const text = `{ search(query: "q", type: ISSUE, first: 100) {
      nodes { ... on PullRequest { commits(first: 10) { nodes { commit { authors(first: 5) { nodes { name } } } } } } }
    } }`;
    expect(sizeOf(text)).toEqual({ nodes: 100 + 1000 + 5000, cost: 11 });
  });
});
