/** Systematic tests that take their time have a run of their own: `npm run test:thorough`. */
const THOROUGH = '\\.thorough\\.test\\.js$';

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  testPathIgnorePatterns: process.env.THOROUGH === undefined ? [THOROUGH] : [],
  transform: {},
  clearMocks: true,
  coverageProvider: 'v8',
  // The tests of stories wait for a client that paces itself, so two workers would leave the cores idle.
  maxWorkers: 4,
  // A limit for what hangs, not for what is slow: the machine may be shared.
  testTimeout: 120_000,
  // A worker ends by itself: no handle is left open. To free its memory takes a busy machine longer than half a second,
  // after which Jest would kill the worker and warn of a leak that there is not.
  workerGracefulExitTimeout: 30_000,
};
