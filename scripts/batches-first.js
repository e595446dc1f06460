// The order in which Jest begins files of tests: batches take longest, and would leave cores idle at the end.

/** @implements the methods that Jest calls of https://jestjs.io/docs/configuration#testsequencer-string */
export default class BatchesFirst {
  sort(tests) {
    const rank = ({ path }) => (path.includes('/batches/') ? 0 : 1);
    return tests.toSorted((one, other) => rank(one) - rank(other) || (one.path < other.path ? -1 : 1));
  }

  shard(tests) {
    return tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // Nothing is kept: the order is always the same.
  }
}
