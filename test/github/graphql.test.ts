import { describe, expect, it } from '@jest/globals';
import { explain } from '../../src/github/connection/errors.js';
import { partialQuery, query } from '../../src/github/connection/graphql.js';
import { type Answer, answerGraphql, client } from './github-api.js';
import { withoutNetwork } from './without-network.js';

const DOCUMENT = 'query Both { one two }';
const half = {
  data: { one: 1, two: null },
  errors: [{ type: 'NOT_FOUND', path: ['two'], message: 'There is no two.' }],
};
const nothing = { data: null, errors: [{ type: 'FORBIDDEN', message: 'Not for you.' }] };
const wentWrong = {
  data: { one: 1, two: null },
  errors: [{ path: ['two'], message: 'Something went wrong while executing your query.' }],
};

describe('an answer that must be whole', () => {
  withoutNetwork();

  it('is its data', async () => {
    answerGraphql({ data: { one: 1 } });
    expect(await query(await client(), DOCUMENT, {})).toEqual({ one: 1 });
  });

  it.each<[string, Answer]>([
    ['half', half],
    ['nothing', nothing],
  ])('is refused when it is %s', async (_, answer) => {
    answerGraphql(answer);
    await expect(query(await client(), DOCUMENT, {})).rejects.toMatchObject({
      name: 'GraphqlResponseError',
    });
  });

  it.each<[string, Answer]>([
    ['empty', { status: 200 }],
    ['a web page', { status: 200, body: '<html>Log in</html>' }],
  ])('is no answer of GitHub’s when it is %s', async (_, answer) => {
    answerGraphql(answer);
    const error: unknown = await query(await client(), DOCUMENT, {}).catch((caught: unknown) => caught);
    expect(explain(error)).toMatch(/^The server that answered is not GitHub.*GHE_HOST/);
  });
});

describe('an answer that may be partial', () => {
  withoutNetwork();

  it('is its data and its errors', async () => {
    answerGraphql(half);
    expect(await partialQuery(await client(), DOCUMENT, {})).toEqual(half);
  });

  it('is thrown when it has no data', async () => {
    answerGraphql(nothing);
    await expect(partialQuery(await client(), DOCUMENT, {})).rejects.toMatchObject({
      name: 'GraphqlResponseError',
    });
  });

  it('is asked for again where GitHub had trouble, and then taken as it is', async () => {
    const asked = answerGraphql(wentWrong, wentWrong, wentWrong, wentWrong);
    expect(await partialQuery(await client(), DOCUMENT, {})).toEqual(wentWrong);
    expect(asked).toHaveLength(4);
  });

  it('is whole when the repetition is', async () => {
    answerGraphql(wentWrong, { data: { one: 1, two: 2 } });
    expect(await partialQuery(await client(), DOCUMENT, {})).toEqual({
      data: { one: 1, two: 2 },
      errors: [],
    });
  });
});
