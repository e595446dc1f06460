import { afterAll, afterEach, beforeEach, expect } from '@jest/globals';
import nock from 'nock';

/** Lets a file's tests reach nothing but what they answer themselves, and fail when an answer was never asked for. */
export function withoutNetwork(): void {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    const unused = nock.pendingMocks();
    nock.cleanAll();
    expect(unused).toEqual([]);
  });
  // Node's own modules outlive a file of tests, and those after it may ask a server of this machine.
  afterAll(() => nock.restore());
}
