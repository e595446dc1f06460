import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import nock from 'nock';

// It stands between Node and the network from when it is loaded; other tests ask servers of this machine.
nock.restore();

/** Lets the tests of a `describe` reach nothing but what they answer themselves, and fail when an answer was never asked for. */
export function withoutNetwork(): void {
  beforeAll(() => nock.activate());
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    expect(unused).toEqual([]);
  });
  afterAll(() => {
    nock.enableNetConnect();
    nock.restore();
  });
}
