// What `npm run test:thorough` runs: the tests that take their time, most of them in batches.
import { testsAlone } from './dist/test/batches/test-files.js';
import config from './jest.config.js';

export default {
  ...config,
  testMatch: [
    '<rootDir>/dist/test/batches/{sampled,thorough}-*.js',
    ...testsAlone().map((path) => `<rootDir>/dist/test/${path}`),
  ],
  testPathIgnorePatterns: [],
  testSequencer: './scripts/batches-first.js',
};
